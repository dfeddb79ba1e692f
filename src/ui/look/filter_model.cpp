#include "ui/look/filter_model.h"

#include "ui/words/figures.h"

#include <algorithm>

namespace weir::ui {

FilterModel::FilterModel(QObject* parent) : QAbstractListModel(parent)
{
    m_ranges.setSchema({});
    connect(&m_ranges, &RangeModel::changed, this, &FilterModel::changed);
}

void FilterModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema || (schema && m_schema && *schema == *m_schema))
        return;
    m_schema = std::move(schema);
    beginResetModel();
    m_rows.clear();
    if (m_schema) {
        for (const std::string& name : m_schema->nodeCategories)
            m_rows.push_back({.name = QString::fromStdString(name).simplified()});
    }
    endResetModel();
    m_nodes = m_passing = 0;
    Q_EMIT categoriesChanged();
    Q_EMIT summaryChanged();
    const bool before = std::exchange(m_byCategory, false);
    m_ranges.setSchema(m_schema ? *m_schema : graph::Schema{});
    if (before)
        Q_EMIT changed();
}

void FilterModel::setCounts(const std::vector<std::uint64_t>& counts)
{
    for (std::size_t category = 0; category < m_rows.size(); ++category) {
        const std::uint64_t nodes = category < counts.size() ? counts[category] : 0;
        if (std::exchange(m_rows[category].nodes, nodes) == nodes)
            continue;
        const QModelIndex at = index(static_cast<int>(category));
        Q_EMIT dataChanged(at, at, {NodesRole});
    }
}

void FilterModel::setAnswer(const pipeline::LookAnswer& answer)
{
    m_ranges.setAnswer(answer);
    if (answer.nodes == m_nodes && answer.passing == m_passing)
        return;
    m_nodes = answer.nodes;
    m_passing = answer.passing;
    Q_EMIT summaryChanged();
}

void FilterModel::applyTo(pipeline::LookSettings& settings) const
{
    settings.categories.reset();
    if (m_byCategory) {
        settings.categories.emplace();
        for (std::size_t category = 0; category < m_rows.size(); ++category) {
            if (m_rows[category].passes)
                settings.categories->push_back(static_cast<graph::Category>(category));
        }
    }
    m_ranges.applyTo(settings);
    settings.failing = m_hides ? scene::Standing::Hidden : scene::Standing::Dimmed;
    settings.ageOf = m_fromBirth ? pipeline::AgeOf::Birth : pipeline::AgeOf::Change;
}

void FilterModel::setHides(bool hides)
{
    if (std::exchange(m_hides, hides) != hides)
        Q_EMIT changed();
}

void FilterModel::setFromBirth(bool fromBirth)
{
    if (std::exchange(m_fromBirth, fromBirth) != fromBirth)
        Q_EMIT changed();
}

int FilterModel::active() const { return m_ranges.active() + (m_byCategory ? 1 : 0); }

QString FilterModel::summary() const
{
    return tr("%1 of %2 pass").arg(countText(m_passing), countedText(m_nodes, tr("node"), tr("nodes")));
}

void FilterModel::clear()
{
    const bool before = m_byCategory;
    for (Row& row : m_rows)
        row.passes = true;
    m_ranges.clear();
    if (before)
        onChosen();
}

void FilterModel::toggle(const QVariantList& categories)
{
    std::vector<bool> meant(m_rows.size());
    for (const QVariant& category : categories) {
        if (category.toULongLong() < meant.size())
            meant[category.toULongLong()] = true;
    }
    const bool only = !m_byCategory;
    const bool pass = !passes(categories);
    for (std::size_t category = 0; category < m_rows.size(); ++category) {
        if (only)
            m_rows[category].passes = meant[category];
        else if (meant[category])
            m_rows[category].passes = pass;
    }
    // Nothing left to see is nobody's wish: with the last one out, all are in again.
    if (std::ranges::none_of(m_rows, &Row::passes)) {
        for (Row& row : m_rows)
            row.passes = true;
    }
    onChosen();
}

void FilterModel::setPasses(int category, bool passes)
{
    if (category < 0 || category >= categories() || m_rows[static_cast<std::size_t>(category)].passes == passes)
        return;
    m_rows[static_cast<std::size_t>(category)].passes = passes;
    onChosen();
}

bool FilterModel::passes(const QVariantList& categories) const
{
    return std::ranges::any_of(categories, [this](const QVariant& category) {
        return category.toULongLong() < m_rows.size() && m_rows[category.toULongLong()].passes;
    });
}

void FilterModel::onChosen()
{
    m_byCategory = !std::ranges::all_of(m_rows, &Row::passes);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PassesRole});
    Q_EMIT changed();
}

int FilterModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : categories(); }

QVariant FilterModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole: return row.name;
    case NodesRole: return countText(row.nodes);
    case PassesRole: return row.passes;
    default: return {};
    }
}

QHash<int, QByteArray> FilterModel::roleNames() const
{
    return {{NameRole, "name"}, {NodesRole, "nodes"}, {PassesRole, "passes"}};
}

} // namespace weir::ui
