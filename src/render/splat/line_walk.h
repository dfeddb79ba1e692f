#pragma once
#include <algorithm>
#include <cmath>

namespace weir::render {

/// An anti-aliased line of one pixel into a density image, walked along its longer axis: each column (or row) shares out
/// what the line covers of it between the two pixels it runs between, so that the sum over a line is its length.
/// shaders/edge.vert and edge.frag say the same for a GPU.
///
/// `pixels` is the pixel (0, 0) of an image with `border` more pixels on every side and `stride` pixels a row, each of so many floats: the
/// density, and with four of them also red, green and blue, each times the density.
template <int channels>
class LineWalkOf final {
public:
    static_assert(channels == 1 || channels == 4);
    static constexpr int border = 4;

    /// `weight` is the density of one line, from a length of `thinnedFrom` on less, see thinnedFrom() in edge_strokes.h.
    LineWalkOf(float* pixels, int width, int height, int stride, float weight = 1, float thinnedFrom = 1e9F)
        : m_pixels(pixels), m_width(width), m_height(height), m_stride(stride), m_weight(weight), m_thinnedFrom(thinnedFrom)
    {
    }

    /// Ends in pixels, y down; finite. Of `share` of the density of the others. `colour`: three floats, where there are channels for it.
    void add(float ax, float ay, float bx, float by, float share = 1, const float* colour = nullptr) const
    {
        if (std::abs(by - ay) > std::abs(bx - ax))
            walk(ay, ax, by, bx, m_height, m_width, m_stride * channels, channels, share, colour);
        else
            walk(ax, ay, bx, by, m_width, m_height, channels, m_stride * channels, share, colour);
    }

private:
    /// x is the axis walked along, `length` the image's size along it, `depth` across.
    void walk(float ax, float ay, float bx, float by, int length, int depth, int stepAlong, int stepAcross, float share,
              [[maybe_unused]] const float* colour) const
    {
        if (ax > bx) {
            std::swap(ax, bx);
            std::swap(ay, by);
        }
        if (!(bx > ax) || bx <= 0 || ax >= static_cast<float>(length))
            return;
        const float slope = (by - ay) / (bx - ax);
        float low = std::max(ax, 0.0F);
        float high = std::min(bx, static_cast<float>(length));
        // Only where the line is within a pixel of the image; the border takes what rounding leaves.
        if (slope != 0) {
            float enter = ax + (-1.5F - ay) / slope;
            float leave = ax + (static_cast<float>(depth) + 1.5F - ay) / slope;
            if (enter > leave)
                std::swap(enter, leave);
            low = std::max(low, enter);
            high = std::min(high, leave);
        } else if (ay < -1.5F || ay > static_cast<float>(depth) + 1.5F) {
            return;
        }
        if (!(low < high))
            return;
        const float slant = std::sqrt(1 + slope * slope);
        const float whole = slant * (bx - ax);
        const float strength = slant * m_weight * share * (whole > m_thinnedFrom ? std::sqrt(m_thinnedFrom / whole) : 1.0F);
        const int first = static_cast<int>(low);
        const int last = std::min(static_cast<int>(high), length - 1);
        // Heights are those of pixels' middles, lifted by the border so that cutting off decimals rounds down.
        const float origin = ay - 0.5F + static_cast<float>(border) + (0.5F - ax) * slope;
        float* const start = m_pixels - static_cast<std::ptrdiff_t>(border) * stepAcross;
        const auto most = static_cast<unsigned>(depth + 2 * border - 1);
        const auto put = [=](int column, float density) {
            const float y = origin + static_cast<float>(column) * slope;
            const auto row = static_cast<int>(y);
            const float below = (y - static_cast<float>(row)) * density;
            if (static_cast<unsigned>(row) >= most)
                return;   // by rounding, far outside
            float* const at = start + static_cast<std::ptrdiff_t>(column) * stepAlong
                + static_cast<std::ptrdiff_t>(row) * stepAcross;
            at[0] += density - below;
            at[stepAcross] += below;
            if constexpr (channels == 4) {
                for (int i = 0; i < 3; ++i) {
                    at[1 + i] += (density - below) * colour[i];
                    at[stepAcross + 1 + i] += below * colour[i];
                }
            }
        };
        const auto covered = [=](int column) {
            return std::max(0.0F, std::min(static_cast<float>(column + 1), bx) - std::max(static_cast<float>(column), ax));
        };
        put(first, strength * covered(first));
        for (int column = first + 1; column < last; ++column)
            put(column, strength);
        if (last > first)
            put(last, strength * covered(last));
    }

    float* m_pixels;
    int m_width, m_height, m_stride;
    float m_weight, m_thinnedFrom;
};

using LineWalk = LineWalkOf<1>;
using ColouredLineWalk = LineWalkOf<4>;

} // namespace weir::render
