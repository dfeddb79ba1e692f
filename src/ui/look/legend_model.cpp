#include "ui/look/legend_model.h"

#include "ui/words/figures.h"

#include <algorithm>
#include <numeric>

namespace weir::ui {

namespace {

constexpr std::size_t ownColors = 8;
constexpr qsizetype otherColor = 7;

} // namespace

void LegendModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema || (schema && m_schema && *schema == *m_schema))
        return;
    m_schema = std::move(schema);
    m_counts = {};
    m_epochVersion = 0;
    rank();
    refreshRows();
}

void LegendModel::setScene(const scene::Scene& scene)
{
    m_counts.count(scene);
    if (scene.epochVersion != m_epochVersion && scene.nodeCount > 0) {
        m_epochVersion = scene.epochVersion;
        rank();
    }
    refreshRows();
}

void LegendModel::setPalette(const QVariantList& palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    Q_EMIT paletteChanged();
    Q_EMIT categoryColorsChanged();
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {ColorRole});
}

QVariantList LegendModel::categoryColors() const
{
    QVariantList colors;
    for (const qsizetype color : m_colors)
        colors.append(m_palette.value(color));
    if (colors.isEmpty() && !m_palette.isEmpty())
        colors.append(m_palette.front());
    return colors;
}

std::size_t LegendModel::categoryCount() const
{
    return m_schema ? m_schema->nodeCategories.size() : 0;
}

std::uint64_t LegendModel::nodesIn(std::size_t category) const
{
    return category < m_counts.totals().size() ? m_counts.totals()[category] : 0;
}

void LegendModel::rank()
{
    std::vector<qsizetype> colors(categoryCount());
    std::iota(colors.begin(), colors.end(), qsizetype{0});
    if (colors.size() > ownColors) {
        std::vector<std::size_t> order(colors.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, [this](std::size_t left, std::size_t right) {
            return nodesIn(left) > nodesIn(right);
        });
        for (std::size_t place = 0; place < order.size(); ++place)
            colors[order[place]] = std::min(static_cast<qsizetype>(place), otherColor);
    }
    if (colors == m_colors)
        return;
    m_colors = std::move(colors);
    Q_EMIT categoryColorsChanged();
}

void LegendModel::refreshRows()
{
    QList<Row> rows;
    std::uint64_t others = 0;
    QVariantList otherCategories;
    for (std::size_t category = 0; category < m_colors.size(); ++category) {
        const std::uint64_t nodes = nodesIn(category);
        if (m_colors.size() > ownColors && m_colors[category] == otherColor) {
            others += nodes;
            otherCategories.append(static_cast<int>(category));
        } else {
            rows.append({.name = QString::fromStdString(m_schema->nodeCategories[category]).simplified(),
                         .count = countText(nodes),
                         .color = m_colors[category],
                         .categories = {static_cast<int>(category)}});
        }
    }
    std::ranges::stable_sort(rows, {}, &Row::color);
    if (!otherCategories.isEmpty())
        rows.append({.name = QStringLiteral("other"), .count = countText(others), .color = otherColor, .categories = otherCategories});

    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        Q_EMIT countChanged();
        return;
    }
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (rows[row] == m_rows[row])
            continue;
        m_rows[row] = std::move(rows[row]);
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
    }
}

int LegendModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LegendModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[index.row()];
    switch (role) {
    case NameRole: return row.name;
    case ColorRole: return m_palette.value(row.color);
    case CountRole: return row.count;
    case CategoriesRole: return row.categories;
    default: return {};
    }
}

QHash<int, QByteArray> LegendModel::roleNames() const
{
    return {{NameRole, "name"}, {ColorRole, "color"}, {CountRole, "nodes"}, {CategoriesRole, "categories"}};
}

} // namespace weir::ui
