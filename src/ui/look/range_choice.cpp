#include "ui/look/range_choice.h"
#include "base/utc_time.h"
#include "ui/words/figures.h"
#include <QtCore/QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

namespace weir::ui {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr std::int64_t day = 24 * 3600 * std::int64_t{1'000'000};
constexpr std::int64_t second = 1'000'000;

/// Whether a time is of the first moment of a day or second.
bool begins(std::int64_t us, std::int64_t unit) { return us % unit == 0; }

QString timeText(std::int64_t us)
{
    QString text = QString::fromStdString(writtenUtc(UtcTime(std::chrono::microseconds(us))));
    return text.replace(QLatin1Char('T'), QLatin1Char(' ')).remove(QLatin1Char('Z'));
}

QString numberText(double value)
{
    const double magnitude = std::abs(value);
    if (value == std::floor(value) && magnitude < 1e15)
        return valueText(value, {});
    if (magnitude >= 1e15 || magnitude < 1e-4)
        return QString::number(value, 'g', 6).replace(QLatin1Char('-'), QChar(0x2212));
    // Six digits, as many as there are before the point at least.
    const int decimals = std::max(0, 5 - static_cast<int>(std::floor(std::log10(magnitude))));
    QString text = QString::number(magnitude, 'f', decimals);
    while (text.contains(QLatin1Char('.')) && (text.endsWith(QLatin1Char('0')) || text.endsWith(QLatin1Char('.'))))
        text.chop(1);
    const QString whole = text.section(QLatin1Char('.'), 0, 0);
    text.replace(0, whole.size(), countText(whole.toULongLong()));
    return value < 0 ? QChar(0x2212) + text : text;
}

} // namespace

std::optional<double> RangeChoice::numberOf(const QString& text)
{
    QString plain = text;
    plain.remove(QLatin1Char(',')).replace(QChar(0x2212), QLatin1Char('-'));   // as the window writes them
    plain.remove(QLatin1Char(' '));
    bool ok = false;
    const double value = QLocale::c().toDouble(plain, &ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void RangeChoice::setCounts(const pipeline::ColumnCounts& counts)
{
    const bool moved = counts.scale != m_scale;
    m_scale = counts.scale;
    m_bins = counts.bins;
    m_least = counts.least;
    m_greatest = counts.greatest;
    Q_EMIT counted();
    if (moved)
        Q_EMIT changed();   // the handles, at least
}

pipeline::ValueRange RangeChoice::range() const
{
    pipeline::ValueRange range;
    if (m_from.value && m_to.value && *m_from.value > *m_to.value)
        return range;
    range.from = m_from.value.value_or(range.from);
    range.to = m_to.value.value_or(range.to);
    return range;
}

void RangeChoice::choose(const pipeline::ValueRange& range)
{
    if (range == this->range() && fault().isEmpty())
        return;
    setEnd(m_from, range.from == -endless ? std::nullopt : std::optional(range.from));
    setEnd(m_to, range.to == endless ? std::nullopt : std::optional(range.to));
    Q_EMIT changed();
}

QString RangeChoice::words() const
{
    const pipeline::ValueRange passing = range();
    const QString from = passing.from == -endless ? QString() : textOf(passing.from, false);
    const QString to = passing.to == endless ? QString() : textOf(passing.to, true);
    if (passing.everything())
        return {};
    if (from == to)
        return from;
    return to.isEmpty() ? QStringLiteral("\u2265 ") + from : from.isEmpty() ? QStringLiteral("\u2264 ") + to
                                                                            : from + QStringLiteral(" \u2013 ") + to;
}

QVariantList RangeChoice::bars() const
{
    QVariantList heights;
    const std::uint64_t most = m_bins.empty() ? 0 : *std::ranges::max_element(m_bins);
    for (const std::uint64_t count : m_bins)
        heights.append(most == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(most));
    return heights;
}

QString RangeChoice::least() const { return m_bins.empty() ? QString() : textOf(m_least, false); }
QString RangeChoice::greatest() const { return m_bins.empty() ? QString() : textOf(m_greatest, false); }

double RangeChoice::low() const { return m_from.value ? m_scale.place(*m_from.value) : 0; }

double RangeChoice::high() const
{
    if (!m_to.value)
        return 1;
    return m_scale.place(m_scale.whole() ? *m_to.value + 1 : *m_to.value);
}

QString RangeChoice::fault() const
{
    for (const End* const end : {&m_from, &m_to}) {
        const QString text = end->text.trimmed();
        if (!text.isEmpty() && !end->value)
            return m_times ? tr("A time is written as 2026-11-30 or 2026-11-30 12:34.") : tr("\"%1\" is no number.").arg(text);
    }
    if (m_from.value && m_to.value && *m_from.value > *m_to.value)
        return tr("Nothing is from %1 to %2.").arg(m_from.text.trimmed(), m_to.text.trimmed());
    return {};
}

int RangeChoice::lowEdge() const { return static_cast<int>(std::lround(low() * bins())); }
int RangeChoice::highEdge() const { return static_cast<int>(std::lround(high() * bins())); }

void RangeChoice::moveLow(double place) { putLow(static_cast<int>(std::lround(place * bins()))); }
void RangeChoice::moveHigh(double place) { putHigh(static_cast<int>(std::lround(place * bins()))); }
void RangeChoice::stepLow(int by) { putLow(lowEdge() + by); }
void RangeChoice::stepHigh(int by) { putHigh(highEdge() + by); }

void RangeChoice::putLow(int edge)
{
    if (bins() == 0)
        return;
    edge = std::clamp(edge, 0, std::max(0, highEdge() - 1));
    const auto value = edge == 0 ? std::nullopt : std::optional(m_scale.edge(static_cast<std::uint32_t>(edge)));
    if (value == m_from.value && fault().isEmpty())
        return;
    setEnd(m_from, value);
    Q_EMIT changed();
}

void RangeChoice::putHigh(int edge)
{
    if (bins() == 0)
        return;
    edge = std::clamp(edge, std::min(bins(), lowEdge() + 1), bins());
    const auto value = edge == bins() ? std::nullopt : std::optional(lastBelow(edge));
    if (value == m_to.value && fault().isEmpty())
        return;
    setEnd(m_to, value);
    Q_EMIT changed();
}

double RangeChoice::lastBelow(int edge) const
{
    const double value = m_scale.edge(static_cast<std::uint32_t>(edge));
    return m_scale.whole() ? value - 1 : value;
}

QString RangeChoice::wordsOf(int bin) const
{
    if (bin < 0 || bin >= bins())
        return {};
    const auto number = static_cast<std::uint32_t>(bin);
    const QString from = textOf(m_scale.edge(number), false);
    const QString to = textOf(lastBelow(bin + 1), true);
    const bool before = bin == 0 && m_scale.beginsBefore(m_least);
    const bool after = bin + 1 == bins() && m_scale.endsAfter(m_greatest);
    const QString which = before && !after ? tr("up to %1").arg(to) : after && !before ? tr("from %1 on").arg(from)
        : from == to                                                                   ? from
                                                                                       : from + QStringLiteral(" \u2013 ") + to;
    return tr("%1: %2").arg(which, countText(m_bins[number]));
}

void RangeChoice::setText(End& end, const QString& text)
{
    if (text == end.text)
        return;
    end.text = text;
    end.value = valueOf(text, &end == &m_to);
    Q_EMIT changed();
}

void RangeChoice::setEnd(End& end, std::optional<double> value)
{
    end.text = value ? textOf(*value, &end == &m_to) : QString();
    end.value = value;
}

std::optional<double> RangeChoice::valueOf(const QString& text, bool isLast) const
{
    if (!m_times)
        return numberOf(text);
    const QString plain = text.trimmed();
    const auto time = readUtc(plain.toStdString());
    if (!time)
        return std::nullopt;
    const bool dayAlone = plain.size() == 10;
    const bool exact = plain.contains(QLatin1Char('.')) || plain.contains(QLatin1Char(','));
    const std::int64_t unit = dayAlone ? day : exact ? 1
                                                     : second;
    return static_cast<double>(time->time_since_epoch().count() + (isLast ? unit - 1 : 0));
}

QString RangeChoice::textOf(double value, bool isLast) const
{
    if (!m_times)
        return numberText(value);
    const auto us = static_cast<std::int64_t>(value);
    if (isLast && begins(us + 1, day))
        return timeText(us + 1 - day);   // the whole of that day
    if (isLast && begins(us + 1, second))
        return timeText(us + 1 - second);
    return timeText(us);
}

} // namespace weir::ui
