#pragma once
#include <cstddef>
#include <cstdint>

namespace weir::graph {

/// What a graph may hold, wherever it comes from; stated in `welcome` and enforced by every store.
inline constexpr std::size_t maxKeyBytes = 1024;
inline constexpr std::size_t maxLabelBytes = 4096;
inline constexpr std::uint32_t maxNodeSlots = 1U << 26;   ///< 67 million
inline constexpr std::uint32_t maxEdgeSlots = 1U << 28;   ///< 268 million
inline constexpr std::uint32_t maxListEntries = 1U << 16; ///< of a list of the schema: as many as Category can number
inline constexpr std::uint32_t maxNameBytes = 4U << 20;   ///< of all entries of all lists of an epoch together

} // namespace weir::graph
