#include "ui/figure_format.h"

#include "ui/figures.h"

#include <cmath>

namespace weir::ui {

QString FigureFormat::text(Kind kind, double value) const
{
    if (!std::isfinite(value))
        return QStringLiteral("\u2013");
    switch (kind) {
    case PerSecond: return shortCountText(value) + QStringLiteral("/s");
    case BytesPerSecond: return bytesText(value) + QStringLiteral("/s");
    case Milliseconds: return millisecondsText(value);
    case Count: break;
    }
    return shortCountText(value);
}

} // namespace weir::ui
