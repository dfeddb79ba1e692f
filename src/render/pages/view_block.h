#pragma once
#include "render/device/shader_floats.h"
#include <QtGui/qmatrix4x4.h>
#include <array>
#include <cstring>

namespace weir::render {

/// What is drawn over the picture, as shaders/view.glsl reads it.
struct ViewBlock {
    std::array<float, 16> clipFromItem{};
    std::array<float, 4> textureFromItem{}, itemFromWorld{}, item{}, ground{}, label{}, has{};

    void setClip(const QMatrix4x4& from) { std::memcpy(clipFromItem.data(), from.constData(), sizeof(clipFromItem)); }
    void setCamera(const scene::Camera& camera, double opacity, double pixelRatio)
    {
        itemFromWorld = toFloats(camera.itemFromWorld());
        item = {static_cast<float>(camera.width()), static_cast<float>(camera.height()), static_cast<float>(opacity), static_cast<float>(pixelRatio)};
    }
    void setColours(const QColor& groundColour, double dimmed, const QColor& labelColour)
    {
        ground = toFloats(groundColour, dimmed);
        label = toFloats(labelColour, 1);
    }
};

} // namespace weir::render
