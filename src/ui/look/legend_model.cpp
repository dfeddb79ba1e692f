#include "ui/look/legend_model.h"

#include "ui/words/figures.h"
#include "graph/schema_growth.h"
#include "ui/words/category_text.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace weir::ui {

namespace {

constexpr std::size_t ownColors = 8;
constexpr unsigned youngCountings = 10;   // about a second each
constexpr qsizetype otherColor = 7;

} // namespace

void LegendModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema || (schema && m_schema && *schema == *m_schema))
        return;
    const bool grew = schema && m_schema && agree(*schema, *m_schema) && lengthsOf(*m_schema).within(lengthsOf(*schema));
    m_schema = std::move(schema);
    if (!grew) {
        m_counts = {};
        m_epochVersion = 0;
    }
    rank(grew ? Ranks::Settled : Ranks::Anew);
    refreshRows();
}

void LegendModel::setScene(const scene::Scene& scene)
{
    m_counts.count(scene);
    if (scene.nodeCount > 0) {
        const bool another = std::exchange(m_epochVersion, scene.epochVersion) != scene.epochVersion;
        m_countings = another ? 1 : m_countings + 1;
        const bool exact = another || m_countings <= youngCountings || scene.nodeCount > 2 * m_rankedNodes;
        if (exact)
            m_rankedNodes = scene.nodeCount;
        rank(another ? Ranks::Anew : exact ? Ranks::Exact : Ranks::Settled);
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
    Q_EMIT entriesChanged();
}

QVariantList LegendModel::categoryColors() const
{
    const auto own = static_cast<qsizetype>(std::min(m_colors.size(), ownColors));
    QVariantList colors = m_palette.first(std::min(own, m_palette.size()));
    if (colors.isEmpty() && !m_palette.isEmpty())
        colors.append(m_palette.front());
    return colors;
}

std::vector<std::uint8_t> LegendModel::paletteNumbers() const
{
    if (m_colors.size() <= ownColors)
        return {};
    std::vector<std::uint8_t> numbers(m_colors.begin(), m_colors.end());
    numbers.push_back(otherColor);   // and all that are not named yet
    return numbers;
}

std::size_t LegendModel::categoryCount() const
{
    return m_schema ? m_schema->nodeCategories.size() : 0;
}

std::uint64_t LegendModel::nodesIn(std::size_t category) const
{
    return category < m_counts.totals().size() ? m_counts.totals()[category] : 0;
}

std::vector<std::size_t> LegendModel::bySize() const
{
    std::vector<std::size_t> order(categoryCount());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [this](std::size_t left, std::size_t right) { return nodesIn(left) > nodesIn(right); });
    return order;
}

void LegendModel::rank(Ranks ranks)
{
    std::vector<qsizetype> colors(categoryCount());
    std::iota(colors.begin(), colors.end(), qsizetype{0});
    if (colors.size() > ownColors) {
        const std::vector<std::size_t> order = bySize();
        std::vector<std::size_t> coloured(order.begin(), order.begin() + otherColor);
        const auto before = [this, ranks](std::size_t category) {
            return ranks == Ranks::Anew || category >= m_colors.size() ? otherColor : std::min(m_colors[category], otherColor);
        };
        if (ranks == Ranks::Settled) {
            // Those that have colours, from the largest on; the smallest gives its colour to one that is twice as large.
            std::vector<std::size_t> kept, others;
            for (const std::size_t category : order)
                (before(category) < otherColor ? kept : others).push_back(category);
            for (auto other = others.begin(); other != others.end() && kept.size() < static_cast<std::size_t>(otherColor); ++other)
                kept.push_back(*other);
            for (std::size_t place = kept.size(), other = 0; place-- > 0 && other < others.size(); ++other) {
                if (nodesIn(others[other]) <= 2 * nodesIn(kept[place]))
                    break;
                kept[place] = others[other];
            }
            coloured = std::move(kept);
        }
        std::ranges::fill(colors, otherColor);
        std::vector<bool> taken(static_cast<std::size_t>(otherColor));
        for (const std::size_t category : coloured) {
            if (const qsizetype color = before(category); color < otherColor) {
                colors[category] = color;
                taken[static_cast<std::size_t>(color)] = true;
            }
        }
        for (const std::size_t category : coloured) {
            if (colors[category] != otherColor)
                continue;
            const auto free = std::ranges::find(taken, false);
            *free = true;
            colors[category] = free - taken.begin();
        }
    }
    if (colors == m_colors)
        return;
    const std::vector<std::uint8_t> numbers = paletteNumbers();
    m_colors = std::move(colors);
    Q_EMIT categoryColorsChanged();
    if (numbers != paletteNumbers())
        Q_EMIT paletteNumbersChanged();
}

bool LegendModel::isThere(std::size_t category) const { return !m_schema->nodeCategories[category].empty() || nodesIn(category) > 0; }

void LegendModel::refreshRows()
{
    QList<Row> rows;
    const auto append = [&](std::size_t category) {
        const std::string& name = m_schema->nodeCategories[category];
        const ColumnPart part = name.empty() ? ColumnPart{ColumnPart::Of::Without} : ColumnPart{ColumnPart::Of::Texts, {name}};
        rows.append({.name = categoryText(name), .count = countText(nodesIn(category)), .color = m_colors[category], .part = part});
    };
    std::vector<std::size_t> others;
    for (std::size_t category = 0; category < m_colors.size(); ++category) {
        if (!isThere(category))
            continue;
        if (m_colors.size() > ownColors && m_colors[category] == otherColor)
            others.push_back(category);
        else
            append(category);
    }
    std::ranges::stable_sort(rows, {}, &Row::color);
    if (others.size() == 1) {
        append(others.front());
    } else if (!others.empty()) {
        Row other{.name = tr("other"), .count = {}, .color = otherColor, .part = {.of = ColumnPart::Of::OtherTexts}};
        for (const Row& row : rows)
            other.part.texts.insert(other.part.texts.end(), row.part.texts.begin(), row.part.texts.end());
        std::ranges::sort(other.part.texts);
        std::uint64_t nodes = 0;
        for (const std::size_t category : others) {
            nodes += nodesIn(category);
            other.part.without |= m_schema->nodeCategories[category].empty();
        }
        other.count = countText(nodes);
        rows.append(std::move(other));
    }
    if (rows == m_rows)
        return;
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        Q_EMIT countChanged();
        Q_EMIT entriesChanged();
        return;
    }
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (rows[row] == m_rows[row])
            continue;
        m_rows[row] = std::move(rows[row]);
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
    }
    Q_EMIT entriesChanged();
}

QVariantList LegendModel::entries() const
{
    QVariantList list;
    for (const Row& row : m_rows)
        list.append(QVariantMap{{QStringLiteral("name"), row.name}, {QStringLiteral("color"), m_palette.value(row.color)}, {QStringLiteral("nodes"), row.count}});
    return list;
}

QVariantList LegendModel::parts() const
{
    QVariantList parts;
    for (const Row& row : m_rows)
        parts.append(QVariant::fromValue(row.part));
    return parts;
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
    default: return {};
    }
}

QHash<int, QByteArray> LegendModel::roleNames() const
{
    return {{NameRole, "name"}, {ColorRole, "color"}, {CountRole, "nodes"}};
}

} // namespace weir::ui
