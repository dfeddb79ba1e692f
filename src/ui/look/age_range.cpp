#include "ui/look/age_range.h"
#include "ui/look/range_choice.h"
#include <array>

namespace weir::ui {

void AgeRange::setTexts(const QString& from, const QString& to)
{
    if (from == m_from && to == m_to)
        return;
    m_from = from;
    m_to = to;
    Q_EMIT changed();
}

std::optional<double> AgeRange::secondsOf(const QString& text)
{
    static const std::array<std::pair<QString, double>, 4> units{{{QStringLiteral("min"), 60}, {QStringLiteral("h"), 3600}, {QStringLiteral("d"), 86'400}, {QStringLiteral("s"), 1}}};
    QString number = text.trimmed();
    double factor = 1;
    for (const auto& [unit, seconds] : units) {
        if (number.endsWith(unit)) {
            number.chop(unit.size());
            factor = seconds;
            break;
        }
    }
    const auto value = RangeChoice::numberOf(number);
    return value && *value >= 0 ? std::optional(*value * factor) : std::nullopt;
}

QString AgeRange::fault() const
{
    const auto from = secondsOf(m_from), to = secondsOf(m_to);
    if ((!from && !m_from.trimmed().isEmpty()) || (!to && !m_to.trimmed().isEmpty()))
        return tr("A time is a number and s, min, h or d, such as 10 s.");
    return from && to && *from > *to ? tr("No node is from %1 to %2.").arg(m_from.trimmed(), m_to.trimmed()) : QString();
}

pipeline::ValueRange AgeRange::range() const
{
    pipeline::ValueRange range;
    range.from = secondsOf(m_from).value_or(range.from);
    range.to = secondsOf(m_to).value_or(range.to);
    return range;
}

QString AgeRange::words() const
{
    if (!active())
        return {};
    const auto withUnit = [](const QString& text) {
        const QString plain = text.trimmed();
        return !plain.isEmpty() && plain.back().isDigit() ? tr("%1 s").arg(plain) : plain;
    };
    const QString from = withUnit(m_from), to = withUnit(m_to);
    return to.isEmpty() ? QStringLiteral("\u2265 ") + from : from.isEmpty() ? QStringLiteral("\u2264 ") + to
                                                                            : from + QStringLiteral(" \u2013 ") + to;
}

} // namespace weir::ui
