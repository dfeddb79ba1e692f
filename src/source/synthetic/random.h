#pragma once
#include <cstdint>

namespace weir::source {

/// Repeatable random numbers (SplitMix64): the same on every machine and compiler, unlike the standard library's
/// distributions. Not for secrets. Not thread-safe.
class Random final {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept
    {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    /// 0 to `bound` - 1; `bound` is not 0.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) noexcept { return scaled(next(), bound); }

    /// The upper half of `bits` spread over 0 to `bound` - 1.
    [[nodiscard]] static std::uint32_t scaled(std::uint64_t bits, std::uint32_t bound) noexcept
    {
        return static_cast<std::uint32_t>((bits >> 32) * bound >> 32);
    }

    /// 0 up to, not including, 1.
    [[nodiscard]] float share() noexcept { return static_cast<float>(next() >> 40) * 0x1p-24F; }

    /// -1 up to 1 from the lowest 16 bits.
    [[nodiscard]] static float signedShare(std::uint64_t bits) noexcept
    {
        return static_cast<float>(static_cast<std::int16_t>(bits & 0xffffU)) * 0x1p-15F;
    }

private:
    std::uint64_t m_state;
};

} // namespace weir::source
