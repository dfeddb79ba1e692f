#include "ui/words/figures.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace weir::ui {

namespace {

struct Figures {
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

QString withSeparators(QString digits)
{
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QLatin1Char(','));
    return digits;
}

// Three significant digits, without an exponent: 1.21, 63.4, 512. Rounding may carry into a fourth: 999.7 is 1000.
QString threeDigits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QString::number(value, 'f', decimals);
}

} // namespace

QString countText(std::uint64_t count)
{
    return withSeparators(QString::number(count));
}

QString shortCountText(double count)
{
    const double value = std::max(0.0, count);
    if (value < 9'999.5)
        return countText(static_cast<std::uint64_t>(std::llround(value)));
    static constexpr std::array prefixes{u'k', u'M', u'G', u'T', u'P', u'E'};
    double scaled = value / 1000;
    std::size_t prefix = 0;
    while (scaled >= 999.5 && prefix + 1 < prefixes.size()) {
        scaled /= 1000;
        ++prefix;
    }
    return threeDigits(scaled) + QLatin1Char(' ') + QChar(prefixes[prefix]);
}

QString bytesText(double bytes)
{
    const double value = std::max(0.0, bytes);
    if (value < 999.5)
        return QString::number(std::llround(value)) + QStringLiteral(" B");
    static constexpr std::array prefixes{u'K', u'M', u'G', u'T', u'P', u'E'};
    double scaled = value / 1024;
    std::size_t prefix = 0;
    while (scaled >= 999.5 && prefix + 1 < prefixes.size()) {
        scaled /= 1024;
        ++prefix;
    }
    return threeDigits(scaled) + QLatin1Char(' ') + QChar(prefixes[prefix]) + QStringLiteral("iB");
}

QString millisecondsText(double milliseconds)
{
    const double value = std::max(0.0, milliseconds);
    if (value == 0)
        return QStringLiteral("0 ms");
    if (value < 9.95)
        return QString::number(value, 'f', 1) + QStringLiteral(" ms");
    if (value < 999.5)
        return QString::number(std::llround(value)) + QStringLiteral(" ms");
    return durationText(value / 1000);
}

QString durationText(double seconds)
{
    const double value = std::max(0.0, seconds);
    if (value == 0)
        return QStringLiteral("0 s");
    if (value < 9.95)
        return QString::number(value, 'f', 1) + QStringLiteral(" s");
    const auto whole = static_cast<std::uint64_t>(std::llround(value));
    if (whole < 120)
        return QString::number(whole) + QStringLiteral(" s");
    if (whole < 7200)
        return Figures::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Figures::tr("%1 h %2 min").arg(countText(whole / 3600)).arg(whole % 3600 / 60);
}

QString shareText(double share)
{
    const double clamped = std::clamp(share, 0.0, 1.0);
    long percent = std::lround(clamped * 100);
    if (clamped > 0)
        percent = std::max(percent, 1L);
    if (clamped < 1)
        percent = std::min(percent, 99L);
    return QString::number(percent) + QStringLiteral(" %");
}

QString valueText(double value, const QString& unit)
{
    QString text;
    const double magnitude = std::abs(value);
    if (magnitude >= 1e15)
        text = QString::number(value, 'g', 4);
    else if (magnitude == std::floor(magnitude) || magnitude >= 1000)
        text = countText(static_cast<std::uint64_t>(std::llround(magnitude)));
    else if (magnitude >= 0.01)
        text = threeDigits(magnitude);
    else
        text = QString::number(magnitude, 'g', 2);
    if (value < 0 && magnitude < 1e15)
        text.prepend(QChar(u'\u2212'));
    return unit.isEmpty() ? text : text + QLatin1Char(' ') + unit;
}

int pluralOf(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max())); }

QString countedText(const QString& words, std::uint64_t count)
{
    return QString(words).replace(QStringLiteral("(s)"), count == 1 ? QString() : QStringLiteral("s")).arg(countText(count));
}

QString nodesText(std::uint64_t count) { return countedText(Figures::tr("%1 node(s)", nullptr, pluralOf(count)), count); }
QString edgesText(std::uint64_t count) { return countedText(Figures::tr("%1 edge(s)", nullptr, pluralOf(count)), count); }
QString ticksText(std::uint64_t count) { return countedText(Figures::tr("%1 tick(s)", nullptr, pluralOf(count)), count); }

} // namespace weir::ui
