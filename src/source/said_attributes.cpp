#include "source/said_attributes.h"
#include "graph/limits.h"
#include <cassert>
#include <xxhash.h>

namespace weir::source {

namespace {

struct Hasher {
    std::uint64_t seed;

    std::uint64_t operator()(std::monostate) const { return seed; }
    std::uint64_t operator()(double value) const { return ofBytes(value); }
    std::uint64_t operator()(bool value) const { return ofBytes(value); }
    std::uint64_t operator()(graph::Time value) const { return ofBytes(value.us); }
    std::uint64_t operator()(std::string_view value) const { return XXH3_64bits_withSeed(value.data(), value.size(), seed); }

private:
    template <typename Value>
    [[nodiscard]] std::uint64_t ofBytes(Value value) const
    {
        return XXH3_64bits_withSeed(&value, sizeof value, seed);
    }
};

} // namespace

std::optional<SaidAttributes::Columns> SaidAttributes::say(Slot slot, std::span<const ColumnValue> all)
{
    Said now;
    for (const ColumnValue& one : all) {
        assert(one.column < graph::maxAttributeColumns);
        if (!hasValue(one.value))
            continue;
        now.hash = std::visit(Hasher{now.hash + 256U * one.value.index() + one.column + 1}, one.value);
        now.columns |= Columns{1} << one.column;
    }
    if (slot >= m_said.size()) {
        if (now.columns == 0)
            return std::nullopt;
        m_said.resize(slot + std::size_t{1});
    }
    Said& before = m_said[slot];
    if (before.hash == now.hash && before.columns == now.columns)
        return std::nullopt;
    const Columns gone = before.columns & ~now.columns;
    before = now;
    return gone;
}

} // namespace weir::source
