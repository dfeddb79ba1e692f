#pragma once
#include "source/synthetic/random.h"
#include <array>
#include <cstddef>
#include <cstdint>

namespace weir::source {

/// Random numbers of elements, drawn some steps before they are used so that the memory they lead to is fetched
/// meanwhile: in a table far larger than the caches that makes a step several times faster. Not thread-safe.
class DrawnAhead final {
public:
    /// A number below the `bound` of some calls ago; `bound` is not 0 and never shrinks. `memoryOf(number)` is the
    /// address that the number leads to.
    template <typename MemoryOf>
    [[nodiscard]] std::uint32_t take(Random& random, std::uint32_t bound, MemoryOf&& memoryOf)
    {
        if (!m_filled) {
            m_filled = true;
            for (std::uint32_t& number : m_numbers)
                number = random.below(bound);
        }
        const std::uint32_t taken = m_numbers[m_next];
        const std::uint32_t drawn = random.below(bound);
        __builtin_prefetch(memoryOf(drawn), 1);
        m_numbers[m_next] = drawn;
        m_next = (m_next + 1) % m_numbers.size();
        return taken;
    }

private:
    std::array<std::uint32_t, 16> m_numbers{};
    std::size_t m_next = 0;
    bool m_filled = false;
};

} // namespace weir::source
