#include "ui/words/figure_format.h"

#include "ui/words/figures.h"

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

QString FigureFormat::axisText(Kind kind, double value) const
{
    if (value == 0)
        return QStringLiteral("0");
    QString words = text(kind, value);
    if (words.endsWith(QLatin1String("/s")))
        words.chop(2);
    const qsizetype point = words.indexOf(QLatin1Char('.'));
    if (point < 0)
        return words;
    qsizetype end = words.indexOf(QLatin1Char(' '), point);
    if (end < 0)
        end = words.size();
    qsizetype kept = end;
    while (words[kept - 1] == QLatin1Char('0'))
        --kept;
    if (kept - 1 == point)
        --kept;
    return words.remove(kept, end - kept);
}

} // namespace weir::ui
