#pragma once
#include "render/splat/edge_strokes.h"
#include <algorithm>
#include <cmath>

namespace weir::render {

/// Strokes that are wider than a line into a density image: each pixel gets what the stroke covers of it by the distance of its middle from the stroke's
/// line, between the stroke's ends. shaders/stroke.vert and stroke.frag say the same for a GPU.
template <int channels>
class StrokeSplatOf final {
public:
    static_assert(channels == 1 || channels == 4);

    /// `pixels` is an image of `stride` pixels a row, with channels as LineWalkOf has them.
    StrokeSplatOf(float* pixels, int width, int height, int stride) : m_pixels(pixels), m_width(width), m_height(height), m_stride(stride) {}

    /// `colour`: three floats, where there are channels for it.
    void add(const Stroke& stroke, const float* colour = nullptr) const
    {
        const float dx = stroke.to[0] - stroke.from[0];
        const float dy = stroke.to[1] - stroke.from[1];
        if (std::abs(dy) > std::abs(dx))
            walk(stroke, stroke.from[1], stroke.from[0], dy, dx, m_height, m_width, m_stride * channels, channels, colour);
        else
            walk(stroke, stroke.from[0], stroke.from[1], dx, dy, m_width, m_height, channels, m_stride * channels, colour);
    }

    /// What a stroke covers of a pixel `along` it and `across` from it; `length` is the stroke's.
    [[nodiscard]] static float covered(const Stroke& stroke, float along, float across, float length)
    {
        if (along < 0 || along >= length)
            return 0;
        const float half = stroke.halfFrom + (stroke.halfTo - stroke.halfFrom) * along / length;
        return std::clamp(half + 0.5F - std::abs(across), 0.0F, 1.0F) * std::min(1.0F, 2 * half);
    }

private:
    /// x is the axis along which the stroke is longer, `width` the image's size along it, `height` across.
    void walk(const Stroke& stroke, float x, float y, float dx, float dy, int width, int height, int stepX, int stepY,
              [[maybe_unused]] const float* colour) const
    {
        const float length = std::hypot(dx, dy);
        if (!(length > 0))
            return;
        const float ux = dx / length;
        const float uy = dy / length;
        const float reach = std::max(stroke.halfFrom, stroke.halfTo) + 0.5F;
        // Columns whose middles are beside the stroke, a little more where it is steep.
        const int first = std::max(0, static_cast<int>(std::floor(std::max(std::min(x, x + dx) - reach, -1e6F))));
        const int last = std::min(width - 1, static_cast<int>(std::ceil(std::min(std::max(x, x + dx) + reach, 1e6F))));
        const float span = reach / std::abs(ux);
        const float slope = dy / dx;
        for (int column = first; column <= last; ++column) {
            const float alongX = static_cast<float>(column) + 0.5F - x;
            const float middle = y + alongX * slope;
            const int top = std::max(0, static_cast<int>(std::floor(middle - span)));
            const int bottom = std::min(height - 1, static_cast<int>(std::ceil(middle + span)));
            float* at = m_pixels + static_cast<std::ptrdiff_t>(column) * stepX + static_cast<std::ptrdiff_t>(top) * stepY;
            for (int row = top; row <= bottom; ++row, at += stepY) {
                const float alongY = static_cast<float>(row) + 0.5F - y;
                const float density = stroke.strength * covered(stroke, alongX * ux + alongY * uy, alongX * uy - alongY * ux, length);
                at[0] += density;
                if constexpr (channels == 4) {
                    for (int i = 0; i < 3; ++i)
                        at[1 + i] += density * colour[i];
                }
            }
        }
    }

    float* m_pixels;
    int m_width, m_height, m_stride;
};

using StrokeSplat = StrokeSplatOf<1>;

} // namespace weir::render
