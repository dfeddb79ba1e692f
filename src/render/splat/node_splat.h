#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace weir::render {

/// Small discs into an image of red, green, blue and coverage, a float each: sums, so their order does not matter. Discs
/// over one another hide the ground as if drawn over one another, and show the mean of their colours. The disc and its
/// strength are those of shaders/node.vert and node.frag.
class NodeSplat final {
public:
    /// Draws into the rows from `top` to before `bottom` of an image `width` wide.
    /// Each disc counts `weight` times.
    NodeSplat(float* image, int width, int top, int bottom, float weight = 1)
        : m_image(image), m_width(width), m_top(top), m_bottom(bottom), m_weight(weight)
    {
    }

    /// Centre and radius in pixels; `share` of the strength of others.
    void add(float x, float y, float radius, float relative, const float* colour, float share = 1) const
    {
        const float reach = radius + 0.5F;
        const int left = std::max(static_cast<int>(std::ceil(std::max(x - reach, -1e6F) - 0.5F)), 0);
        const int right = std::min(static_cast<int>(std::floor(std::min(x + reach, 1e6F) - 0.5F)), m_width - 1);
        const int top = std::max(static_cast<int>(std::ceil(std::max(y - reach, -1e6F) - 0.5F)), m_top);
        const int bottom = std::min(static_cast<int>(std::floor(std::min(y + reach, 1e6F) - 0.5F)), m_bottom - 1);
        const float strength = alphaOf(radius, relative) * share;
        for (int row = top; row <= bottom; ++row) {
            const float dy = static_cast<float>(row) + 0.5F - y;
            float* at = m_image + (static_cast<std::ptrdiff_t>(row) * m_width + left) * 4;
            for (int column = left; column <= right; ++column, at += 4) {
                const float dx = static_cast<float>(column) + 0.5F - x;
                const float alpha = strength * std::clamp(reach - std::sqrt(dx * dx + dy * dy), 0.0F, 1.0F);
                const float weight = opticalDepth(alpha) * m_weight;
                at[0] += colour[0] * weight;
                at[1] += colour[1] * weight;
                at[2] += colour[2] * weight;
                at[3] += weight;
            }
        }
    }

    /// Draws what four sums say over a pixel of red, green and blue, and sets them to 0 for another picture.
    static void takeOver(float* from, unsigned char* to)
    {
        const float depth = from[3];
        if (depth <= 0)
            return;
        const float through = std::exp(-depth);
        const float share = (1 - through) / depth * 255;
        for (int i = 0; i < 3; ++i)
            to[i] = static_cast<unsigned char>(from[i] * share + static_cast<float>(to[i]) * through + 0.5F);
        std::fill_n(from, 4, 0.0F);
    }

private:
    [[nodiscard]] static float alphaOf(float radius, float relative)
    {
        const float t = std::clamp((relative - 0.9F) / 1.3F, 0.0F, 1.0F);
        return (0.78F + 0.22F * t * t * (3 - 2 * t)) * std::min(1.0F, radius * radius * 1.6F);
    }

    /// What adds up where layers of this alpha lie over one another; an opaque one counts as one of 0.9975.
    [[nodiscard]] static float opticalDepth(float alpha)
    {
        static const std::array<float, steps + 1> depths = [] {
            std::array<float, steps + 1> table{};
            for (int i = 0; i <= steps; ++i)
                table[static_cast<std::size_t>(i)] = -std::log(std::max(1 - static_cast<float>(i) / steps, 0.0025F));
            return table;
        }();
        return depths[static_cast<std::size_t>(alpha * steps + 0.5F)];
    }

    static constexpr int steps = 1024;

    float* m_image;
    int m_width, m_top, m_bottom;
    float m_weight;
};

} // namespace weir::render
