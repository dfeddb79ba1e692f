#pragma once
#include "base/ids.h"
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir::source {

/// Which values the elements of a feed have, as far as it takes to tell whether one has a certain value: 64 bits of each, made of what it
/// is written as. Not thread-safe. Memory: 8 bytes a column and slot, in pages that have a value.
class AttributeMemory final {
public:
    /// std::monostate: none any more.
    void set(Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value);
    /// Another element has the slot.
    void forget(Slot slot);
    [[nodiscard]] bool has(Slot slot, graph::AttributeNumber column, std::string_view written) const;

private:
    static constexpr std::size_t pageSlots = 4096;
    using Page = std::vector<std::uint64_t>;   // 0: no value; empty: none of the page has one

    std::vector<std::vector<Page>> m_columns;
};

} // namespace weir::source
