#pragma once
#include <QtGui/QImage>
#include <algorithm>
#include <cstdlib>

namespace weir::bench {

/// How much of a full picture a first frame shows, by cells of 16 by 16 pixels that are not all ground.
struct CellCoverage {
    double covered = 1;   ///< of the cells that the full picture fills, the share that the first frame fills
    double wrong = 0;     ///< cells that only the first frame fills, as a share of those of the full picture

    /// Both of the same size; `ground` is the colour of the empty picture.
    [[nodiscard]] static CellCoverage of(const QImage& first, const QImage& full, QRgb ground)
    {
        constexpr int cell = 16;
        int both = 0, filled = 0, wrong = 0;
        for (int y = 0; y + cell <= full.height(); y += cell) {
            for (int x = 0; x + cell <= full.width(); x += cell) {
                const bool inFull = isFilled(full, x, y, cell, ground);
                const bool inFirst = isFilled(first, x, y, cell, ground);
                filled += inFull ? 1 : 0;
                both += inFull && inFirst ? 1 : 0;
                wrong += inFirst && !inFull ? 1 : 0;
            }
        }
        if (filled == 0)
            return {1, wrong > 0 ? 1.0 : 0.0};
        return {double(both) / filled, double(wrong) / filled};
    }

private:
    static bool isFilled(const QImage& image, int left, int top, int size, QRgb ground)
    {
        constexpr int noticeable = 12;   // of 765
        for (int y = top; y < top + size; ++y) {
            const auto* const line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
            for (int x = left; x < left + size; ++x) {
                const int away = std::abs(qRed(line[x]) - qRed(ground)) + std::abs(qGreen(line[x]) - qGreen(ground))
                    + std::abs(qBlue(line[x]) - qBlue(ground));
                if (away > noticeable)
                    return true;
            }
        }
        return false;
    }
};

} // namespace weir::bench
