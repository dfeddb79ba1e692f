#pragma once
#include <cstdint>

namespace weir {

/// Server time in steps; 0 is before the first. Grows by one every tick interval for the life of an epoch.
using Tick = std::uint64_t;

/// One life of a server's graph; random, never 0. A restart or a change of source starts a new one.
using Epoch = std::uint64_t;

/// Number of an element's place in its store, dense from 0. Given out by the server, reused after removal.
using Slot = std::uint32_t;
inline constexpr Slot noSlot = 0xffff'ffffU;

/// How often a slot was born and removed: odd while an element lives in it, even while it is free.
using Generation = std::uint32_t;
[[nodiscard]] constexpr bool isLive(Generation generation) noexcept { return (generation & 1U) != 0; }

enum class ElementKind : std::uint8_t { Node, Edge };

} // namespace weir
