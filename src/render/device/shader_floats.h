#pragma once
#include "scene/camera/camera.h"
#include <QtGui/qcolor.h>
#include <array>

namespace weir::render {

/// Scales and offsets, as shaders read them.
[[nodiscard]] inline std::array<float, 4> toFloats(const scene::Affine& affine)
{
    return {static_cast<float>(affine.scaleX), static_cast<float>(affine.scaleY), static_cast<float>(affine.offsetX), static_cast<float>(affine.offsetY)};
}

/// Red, green and blue from 0 to 1, and `last`: its alpha, or what else a shader wants with it.
[[nodiscard]] inline std::array<float, 4> toFloats(const QColor& colour, double last = 1)
{
    return {static_cast<float>(colour.redF()), static_cast<float>(colour.greenF()), static_cast<float>(colour.blueF()), static_cast<float>(last)};
}

} // namespace weir::render
