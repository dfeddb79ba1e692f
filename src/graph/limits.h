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
inline constexpr std::uint32_t maxNameBytes = 4U << 20;   ///< of all categories and columns of an epoch together

inline constexpr std::size_t maxAttributeColumns = 64;             ///< of a kind of element
inline constexpr std::size_t maxColumnNameBytes = 256;             ///< of one of them
inline constexpr std::uint32_t maxDictionaryTexts = 1U << 16;      ///< of a column; an element's own text is one beyond them
inline constexpr std::uint32_t dictionaryTextBytes = 32;           ///< that a text of a dictionary counts besides its own
inline constexpr std::uint32_t maxDictionaryBytes = 60U << 20;     ///< of all dictionaries of an epoch together
inline constexpr std::size_t maxAttributeBytes = 16U << 10;        ///< of an element's texts, and eight for each other value
inline constexpr std::int64_t maxTimeUs = std::int64_t{1} << 53;   ///< microseconds from 1970, either way

} // namespace weir::graph
