#include "ui/look/range_model.h"

#include "ui/words/figures.h"

#include <QtCore/QLocale>
#include <array>
#include <cmath>

namespace weir::ui {

void RangeModel::setSchema(const graph::Schema& schema)
{
    const int before = active();
    beginResetModel();
    m_rows.clear();
    m_rows.push_back({.name = tr("Degree"), .unit = {}, .from = {}, .to = {}, .extent = {}});
    m_rows.push_back({.name = tr("Age"), .unit = tr("s"), .from = {}, .to = {}, .extent = {}});
    for (const graph::ValueColumn& column : schema.nodeValues) {
        m_rows.push_back({.name = QString::fromStdString(column.name).simplified(),
                          .unit = QString::fromStdString(column.unit).simplified(), .from = {}, .to = {}, .extent = {}});
    }
    endResetModel();
    if (before != 0)
        Q_EMIT changed();
}

void RangeModel::setAnswer(const pipeline::LookAnswer& answer)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        pipeline::ValueExtent extent;
        if (row == degreeRow)
            extent = answer.degrees;
        else if (row >= firstColumnRow && row - firstColumnRow < answer.columns.size())
            extent = answer.columns[row - firstColumnRow];
        if (extent == m_rows[row].extent)
            continue;
        m_rows[row].extent = extent;
        const QModelIndex at = index(static_cast<int>(row));
        Q_EMIT dataChanged(at, at, {FromHintRole, ToHintRole});
    }
}

void RangeModel::clear()
{
    if (std::ranges::all_of(m_rows, [](const Row& row) { return row.from.isEmpty() && row.to.isEmpty(); }))
        return;
    for (Row& row : m_rows) {
        row.from.clear();
        row.to.clear();
    }
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {FromRole, ToRole, FaultRole});
    Q_EMIT changed();
}

void RangeModel::clear(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    m_rows[static_cast<std::size_t>(row)].from.clear();
    m_rows[static_cast<std::size_t>(row)].to.clear();
    Q_EMIT dataChanged(index(row), index(row), {FromRole, ToRole, FaultRole});
    Q_EMIT changed();
}

QString RangeModel::name(int row) const { return m_rows[static_cast<std::size_t>(row)].name; }

QString RangeModel::words(int row) const
{
    const auto number = static_cast<std::size_t>(row);
    if (rangeOf(number).everything())
        return {};
    const Row& typed = m_rows[number];
    const auto withUnit = [&](const QString& text) {
        const QString plain = text.trimmed();
        const bool bare = !plain.isEmpty() && plain.back().isDigit();
        return bare && !typed.unit.isEmpty() ? plain + QLatin1Char(' ') + typed.unit : plain;
    };
    const QString from = withUnit(typed.from), to = withUnit(typed.to);
    return to.isEmpty() ? QStringLiteral("\u2265 ") + from : from.isEmpty() ? QStringLiteral("\u2264 ") + to
                                                                           : from + QStringLiteral(" \u2013 ") + to;
}

void RangeModel::applyTo(pipeline::LookSettings& settings) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const pipeline::ValueRange range = rangeOf(row);
        if (row == degreeRow)
            settings.degree = range;
        else if (row == ageRow)
            settings.age = range;
        else if (!range.everything())
            settings.values.push_back({row - firstColumnRow, range});
    }
}

int RangeModel::active() const
{
    int active = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        active += rangeOf(row).everything() ? 0 : 1;
    return active;
}

void RangeModel::setText(int row, QString Row::*text, const QString& now)
{
    if (row < 0 || row >= rowCount() || m_rows[static_cast<std::size_t>(row)].*text == now)
        return;
    m_rows[static_cast<std::size_t>(row)].*text = now;
    Q_EMIT dataChanged(index(row), index(row), {FromRole, ToRole, FaultRole});
    Q_EMIT changed();
}

std::optional<double> RangeModel::numberOf(const QString& text)
{
    QString plain = text;
    plain.remove(QLatin1Char(',')).replace(QChar(0x2212), QLatin1Char('-'));   // as the window writes them
    plain.remove(QLatin1Char(' '));
    bool ok = false;
    const double value = QLocale::c().toDouble(plain, &ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> RangeModel::secondsOf(const QString& text)
{
    static const std::array<std::pair<QString, double>, 4> units{{{QStringLiteral("min"), 60}, {QStringLiteral("h"), 3600},
                                                                  {QStringLiteral("d"), 86'400}, {QStringLiteral("s"), 1}}};
    QString number = text.trimmed();
    double factor = 1;
    for (const auto& [unit, seconds] : units) {
        if (number.endsWith(unit)) {
            number.chop(unit.size());
            factor = seconds;
            break;
        }
    }
    const auto value = numberOf(number);
    return value && *value >= 0 ? std::optional(*value * factor) : std::nullopt;
}

std::optional<double> RangeModel::valueOf(std::size_t row, const QString& text) const
{
    return row == ageRow ? secondsOf(text) : numberOf(text);
}

QString RangeModel::faultOf(std::size_t row) const
{
    const Row& typed = m_rows[row];
    std::array<std::optional<double>, 2> ends;
    for (const std::size_t end : {0U, 1U}) {
        const QString text = (end == 0 ? typed.from : typed.to).trimmed();
        if (text.isEmpty())
            continue;
        ends[end] = valueOf(row, text);
        if (!ends[end])
            return row == ageRow ? tr("A time is a number and s, min, h or d, such as 10 s.") : tr("\"%1\" is no number.").arg(text);
    }
    return ends[0] && ends[1] && *ends[0] > *ends[1] ? tr("No node is from %1 to %2.").arg(typed.from.trimmed(), typed.to.trimmed()) : QString();
}

pipeline::ValueRange RangeModel::rangeOf(std::size_t row) const
{
    const Row& typed = m_rows[row];
    pipeline::ValueRange range;
    if (const auto from = valueOf(row, typed.from))
        range.from = *from;
    if (const auto to = valueOf(row, typed.to))
        range.to = *to;
    return range;
}

int RangeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant RangeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto number = static_cast<std::size_t>(index.row());
    const Row& row = m_rows[number];
    switch (role) {
    case NameRole: return row.name;
    case UnitRole: return row.unit;
    case FromRole: return row.from;
    case ToRole: return row.to;
    case FromHintRole: return row.extent.known ? valueText(row.extent.from, {}) : number == ageRow ? tr("0 s") : QString();
    case ToHintRole: return row.extent.known ? valueText(row.extent.to, {}) : number == ageRow ? tr("e.g. 10 s") : QString();
    case FaultRole: return faultOf(number);
    default: return {};
    }
}

QHash<int, QByteArray> RangeModel::roleNames() const
{
    return {{NameRole, "name"}, {UnitRole, "unit"}, {FromRole, "from"}, {ToRole, "to"},
            {FromHintRole, "fromHint"}, {ToHintRole, "toHint"}, {FaultRole, "fault"}};
}

} // namespace weir::ui
