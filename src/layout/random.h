#pragma once
#include <bit>
#include <cstdint>

namespace weir::layout {

/// A number from `key` alone, so that a result does not depend on who asks in which order.
/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
[[nodiscard]] constexpr std::uint64_t scattered(std::uint64_t key) noexcept
{
    key += 0x9e37'79b9'7f4a'7c15ULL;
    key = (key ^ (key >> 30)) * 0xbf58'476d'1ce4'e5b9ULL;
    key = (key ^ (key >> 27)) * 0x94d0'49bb'1331'11ebULL;
    return key ^ (key >> 31);
}

/// From [0, 1).
[[nodiscard]] constexpr float unitFloat(std::uint64_t bits) noexcept
{
    return static_cast<float>(bits >> 40) * 0x1p-24F;
}

} // namespace weir::layout
