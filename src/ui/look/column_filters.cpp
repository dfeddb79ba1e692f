#include "ui/look/column_filters.h"
#include <algorithm>
#include <iterator>

namespace weir::ui {

void ColumnFilters::setColumns(std::vector<ElementColumn> columns, bool grew)
{
    const int before = active();
    const std::size_t known = grew ? m_rows.size() : 0;
    if (!grew) {
        for (const auto& choice : m_rows) {
            if (choice->active())
                m_missing.push_back({choice->column(), choice->filter()});
        }
        beginResetModel();
        auto gone = std::exchange(m_rows, {});
        endResetModel();
        for (auto& choice : gone)
            choice.release()->deleteLater();   // after what QML shows of it
    }
    if (known < columns.size()) {
        beginInsertRows({}, static_cast<int>(known), static_cast<int>(columns.size()) - 1);
        for (std::size_t row = known; row < columns.size(); ++row)
            append(std::move(columns[row]));
        endInsertRows();
    }
    Q_EMIT countChanged();
    if (before != 0 || active() != before)
        Q_EMIT changed();
}

void ColumnFilters::append(ElementColumn column)
{
    auto choice = std::make_unique<ColumnChoice>(m_element, std::move(column), this);
    const auto missed = std::ranges::find_if(m_missing, [&](const Missing& missing) {
        const ElementColumn& is = choice->column();
        return missing.column.name == is.name && missing.column.kind == is.kind && missing.column.column.of == is.column.of
            && is.column.of != pipeline::Column::Of::Category;
    });
    if (missed != m_missing.end()) {
        choice->choose(missed->filter);
        m_missing.erase(missed);
    }
    connect(choice.get(), &ColumnChoice::changed, this, &ColumnFilters::changed);
    connect(choice.get(), &ColumnChoice::wishChanged, this, &ColumnFilters::wishesChanged);
    m_rows.push_back(std::move(choice));
}

QStringList ColumnFilters::dropMissing()
{
    QStringList names;
    for (const Missing& missing : std::exchange(m_missing, {}))
        names.append(missing.column.name);
    return names;
}

void ColumnFilters::applyTo(std::vector<pipeline::ColumnFilter>& filters) const
{
    forEachActive([&filters](int, const ColumnChoice& choice) { filters.push_back(choice.filter()); });
}

void ColumnFilters::addWishes(std::vector<pipeline::ColumnWish>& wishes, const pipeline::ValueRange& age, pipeline::AgeOf ageOf) const
{
    std::vector<pipeline::ColumnFilter> filters;
    applyTo(filters);
    for (const auto& choice : m_rows) {
        if (!choice->watched())
            continue;
        pipeline::ColumnWish wish = choice->wish();
        const auto isOther = [&wish](const pipeline::ColumnFilter& filter) { return filter.column != wish.column; };
        std::ranges::copy_if(filters, std::back_inserter(wish.others), isOther);
        wish.age = age;
        wish.ageOf = age.everything() ? pipeline::AgeOf::Change : ageOf;
        wishes.push_back(std::move(wish));
    }
}

ColumnChoice* ColumnFilters::find(pipeline::Column column) const
{
    const auto found = std::ranges::find_if(m_rows, [column](const auto& choice) { return choice->column().column == column; });
    return found == m_rows.end() ? nullptr : found->get();
}

void ColumnFilters::setCounts(const pipeline::ColumnCounts& counts)
{
    for (const auto& choice : m_rows)
        choice->setCounts(counts);
}

void ColumnFilters::clear()
{
    m_missing.clear();
    for (const auto& choice : m_rows)
        choice->clear();
}

void ColumnFilters::clear(int row)
{
    if (row >= 0 && row < count())
        m_rows[static_cast<std::size_t>(row)]->clear();
}

int ColumnFilters::active() const { return static_cast<int>(std::ranges::count_if(m_rows, &ColumnChoice::active)); }

QVariant ColumnFilters::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != ChoiceRole)
        return {};
    return QVariant::fromValue(m_rows[static_cast<std::size_t>(index.row())].get());
}

QHash<int, QByteArray> ColumnFilters::roleNames() const { return {{ChoiceRole, "choice"}}; }

} // namespace weir::ui
