#pragma once
#include <cstdint>

namespace weir::render {

/// How vertex shaders read where nodes are.
enum class PositionReading : std::uint8_t { Texture, Buffer };

/// Where there are more, they are read from a texture: every graphics interface with storage buffers has them of 16 MiB, and some no
/// larger ones.
inline constexpr std::uint32_t mostInBuffer = 2U << 20U;

} // namespace weir::render
