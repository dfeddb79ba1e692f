#pragma once
#include <array>
#include <cstdint>

namespace weir::source {

/// How often a feed that goes on for days says what is wrong with it: of each kind the first ones one by one, then only
/// when their number has become ten times as large. A flood of one kind hides no other. Not thread-safe.
class Complaints final {
public:
    enum class Kind {
        Line,     ///< a line is skipped
        Value,    ///< a value is left out
        Removal   ///< what was to be removed is not there
    };

    enum class Say {
        It,          ///< as it is
        ItAndMore,   ///< the last one that is told one by one
        Count,       ///< only how many there are by now
        Nothing
    };

    [[nodiscard]] Say next(Kind kind)
    {
        const auto number = static_cast<std::size_t>(kind);
        const std::uint64_t count = ++m_counts[number], first = oneByOne[number];
        if (count < first)
            return Say::It;
        if (count == first)
            return Say::ItAndMore;
        std::uint64_t power = 10;
        while (power < count && power <= count / 10)
            power *= 10;
        return count == power ? Say::Count : Say::Nothing;
    }

    [[nodiscard]] std::uint64_t count(Kind kind) const { return m_counts[static_cast<std::size_t>(kind)]; }

private:
    static constexpr std::array<std::uint64_t, 3> oneByOne{50, 10, 1};
    std::array<std::uint64_t, 3> m_counts{};
};

} // namespace weir::source
