#include "ui/look/filter_model.h"

#include "ui/words/figures.h"
#include "graph/schema_growth.h"
#include "ui/words/category_text.h"

#include <algorithm>

namespace weir::ui {

FilterModel::FilterModel(QObject* parent) : QAbstractListModel(parent)
{
    m_ranges.setSchema({});
    connect(&m_ranges, &RangeModel::changed, this, &FilterModel::changed);
    for (ColumnFilters* const columns : {&m_nodeColumns, &m_edgeColumns}) {
        connect(columns, &ColumnFilters::changed, this, [this] {
            Q_EMIT changed();
            Q_EMIT summaryChanged();   // whether it is of edges
        });
        connect(columns, &ColumnFilters::wishesChanged, this, &FilterModel::wishesChanged);
    }
}

void FilterModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema || (schema && m_schema && *schema == *m_schema))
        return;
    const bool grew = schema && m_schema && agree(*schema, *m_schema) && lengthsOf(*m_schema).within(lengthsOf(*schema));
    const bool sameColumns = grew && attributesAgree(*schema, *m_schema);
    m_schema = std::move(schema);
    const QStringList lost = grew ? QStringList() : builtIn();
    if (!grew)
        m_rows.clear();
    const std::size_t known = m_rows.size();
    const auto passing = static_cast<std::size_t>(std::ranges::count_if(m_rows, &Row::passes));
    const bool newPass = 2 * passing >= m_rows.size();
    for (std::size_t category = known; m_schema && category < m_schema->nodeCategories.size(); ++category)
        m_rows.push_back({.name = categoryText(m_schema->nodeCategories[category]), .named = !m_schema->nodeCategories[category].empty(), .passes = newPass});
    sort(known);
    arrange();
    Q_EMIT categoriesChanged();
    takeColumns(sameColumns);
    if (grew) {
        if (m_byCategory)
            Q_EMIT changed();   // what passes is a list of categories
        return;
    }
    m_nodes = m_passing = m_edges = m_passingEdges = 0;
    Q_EMIT summaryChanged();
    const bool before = std::exchange(m_byCategory, false);
    m_ranges.setSchema(m_schema ? *m_schema : graph::Schema{});
    if (before)
        Q_EMIT changed();
    tellDropped(lost);
}

void FilterModel::takeColumns(bool grew)
{
    if (!m_schema) {
        m_nodeColumns.setColumns({}, false);
        m_edgeColumns.setColumns({}, false);
        return;
    }
    const graph::Schema& schema = *m_schema;
    std::vector<ElementColumn> nodes = elementColumns(schema, ElementKind::Node, {});
    std::erase_if(nodes, [](const ElementColumn& column) { return !column.isAttribute(); });   // declared values have rows of their own
    m_nodeColumns.setColumns(std::move(nodes), grew);

    std::vector<ElementColumn> edges{{.column = pipeline::Column{pipeline::Column::Of::Weight}, .kind = graph::AttributeKind::Number, .name = tr("Weight")},
                                     {.column = pipeline::Column{pipeline::Column::Of::Category}, .kind = graph::AttributeKind::Text, .name = tr("Category")}};
    for (ElementColumn& column : elementColumns(schema, ElementKind::Edge, {tr("Weight"), tr("Category")}))
        edges.push_back(std::move(column));
    m_edgeColumns.setColumns(std::move(edges), grew);
}

QStringList FilterModel::builtIn() const
{
    QStringList names;
    if (m_byCategory)
        names.append(tr("Category"));
    for (int row = 0; row < m_ranges.rowCount(); ++row) {
        if (!m_ranges.words(row).isEmpty())
            names.append(m_ranges.name(row));
    }
    return names;
}

void FilterModel::tellDropped(const QStringList& names)
{
    if (!names.isEmpty())
        Q_EMIT dropped(tr("What was filtered by is not in this graph: %1").arg(names.join(QStringLiteral(", "))));
}

void FilterModel::dropMissing()
{
    QStringList names = m_nodeColumns.dropMissing();
    for (const QString& name : m_edgeColumns.dropMissing())
        names.append(tr("%1 of edges").arg(name));
    tellDropped(names);
}

std::vector<pipeline::ColumnWish> FilterModel::wishes() const
{
    std::vector<pipeline::ColumnWish> wishes;
    m_nodeColumns.addWishes(wishes);
    m_edgeColumns.addWishes(wishes);
    return wishes;
}

void FilterModel::setColumns(const pipeline::ColumnAnswer& answer)
{
    for (const pipeline::ColumnCounts& counts : answer.columns)
        (counts.wish.element == ElementKind::Node ? m_nodeColumns : m_edgeColumns).setCounts(counts);
}

QString FilterModel::categoryWords() const
{
    QStringList in, out;
    for (const int category : m_sorted) {
        const Row& row = m_rows[static_cast<std::size_t>(category)];
        (row.passes ? in : out).append(row.name);
    }
    const auto listed = [](const QStringList& names) {
        return names.size() <= 2 ? names.join(QStringLiteral(", ")) : tr("%1 and %2 more").arg(names.front(), countText(static_cast<std::uint64_t>(names.size() - 1)));
    };
    if (in.isEmpty())
        return tr("nothing");
    return in.size() <= out.size() ? listed(in) : tr("not %1").arg(listed(out));
}

QVariantList FilterModel::chips() const
{
    QVariantList chips;
    const auto add = [&chips](const QString& id, const QString& text) {
        chips.append(QVariantMap{{QStringLiteral("id"), id}, {QStringLiteral("text"), text}});
    };
    if (m_byCategory)
        add(QStringLiteral("category"), tr("Category: %1").arg(categoryWords()));
    for (int row = 0; row < m_ranges.rowCount(); ++row) {
        if (const QString words = m_ranges.words(row); !words.isEmpty())
            add(QStringLiteral("range %1").arg(row), tr("%1: %2").arg(m_ranges.name(row), words));
    }
    m_nodeColumns.forEachActive([&](int row, const ColumnChoice& choice) {
        add(QStringLiteral("node %1").arg(row), tr("%1: %2").arg(choice.name(), choice.words()));
    });
    m_edgeColumns.forEachActive([&](int row, const ColumnChoice& choice) {
        add(QStringLiteral("edge %1").arg(row), tr("Edges, %1: %2").arg(choice.name(), choice.words()));
    });
    return chips;
}

void FilterModel::clearChip(const QString& id)
{
    const QString of = id.section(QLatin1Char(' '), 0, 0);
    const int row = id.section(QLatin1Char(' '), 1).toInt();
    if (of == QLatin1String("category")) {
        for (Row& category : m_rows)
            category.passes = true;
        onChosen();
    } else if (of == QLatin1String("range")) {
        m_ranges.clear(row);
    } else if (of == QLatin1String("node")) {
        m_nodeColumns.clear(row);
    } else if (of == QLatin1String("edge")) {
        m_edgeColumns.clear(row);
    }
}

void FilterModel::sort(std::size_t from)
{
    constexpr std::size_t mostInOwnOrder = 8;
    const auto byName = [this](int left, int right) {
        const Row& a = m_rows[static_cast<std::size_t>(left)];
        const Row& b = m_rows[static_cast<std::size_t>(right)];
        const int order = a.name.compare(b.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : left < right;
    };
    if (m_sorted.size() > from || from <= mostInOwnOrder) {
        m_sorted.clear();
        from = 0;
    }
    for (std::size_t category = from; category < m_rows.size(); ++category)
        m_sorted.push_back(static_cast<int>(category));
    if (m_rows.size() <= mostInOwnOrder)
        return;
    const auto middle = m_sorted.begin() + static_cast<std::ptrdiff_t>(from);
    std::sort(middle, m_sorted.end(), byName);
    std::inplace_merge(m_sorted.begin(), middle, m_sorted.end(), byName);
}

void FilterModel::arrange()
{
    beginResetModel();
    m_shown.clear();
    m_rowOf.assign(m_rows.size(), -1);
    for (const int category : m_sorted) {
        const Row& row = m_rows[static_cast<std::size_t>(category)];
        if ((!row.named && row.nodes == 0) || !row.name.contains(m_find, Qt::CaseInsensitive))
            continue;
        m_rowOf[static_cast<std::size_t>(category)] = static_cast<int>(m_shown.size());
        m_shown.push_back(category);
    }
    endResetModel();
}

void FilterModel::setFind(const QString& text)
{
    if (text == m_find)
        return;
    m_find = text;
    arrange();
    Q_EMIT findChanged();
}

int FilterModel::categories() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const Row& row) { return row.named || row.nodes > 0; }));
}

void FilterModel::setCounts(const std::vector<std::uint64_t>& counts)
{
    bool shown = true;
    for (std::size_t category = 0; category < m_rows.size(); ++category) {
        Row& row = m_rows[category];
        const std::uint64_t nodes = category < counts.size() ? counts[category] : 0;
        const std::uint64_t before = std::exchange(row.nodes, nodes);
        if (before == nodes)
            continue;
        shown &= row.named || (before == 0) == (nodes == 0);
        if (m_rowOf[category] < 0)
            continue;
        const QModelIndex at = index(m_rowOf[category]);
        Q_EMIT dataChanged(at, at, {NodesRole});
    }
    if (shown)
        return;
    arrange();
    Q_EMIT categoriesChanged();
}

void FilterModel::setAnswer(const pipeline::LookAnswer& answer)
{
    m_ranges.setAnswer(answer);
    if (answer.nodes == m_nodes && answer.passing == m_passing && answer.edges == m_edges && answer.passingEdges == m_passingEdges)
        return;
    m_nodes = answer.nodes;
    m_passing = answer.passing;
    m_edges = answer.edges;
    m_passingEdges = answer.passingEdges;
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
    m_nodeColumns.applyTo(settings.nodeColumns);
    m_edgeColumns.applyTo(settings.edgeColumns);
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

int FilterModel::active() const { return m_ranges.active() + (m_byCategory ? 1 : 0) + m_nodeColumns.active() + m_edgeColumns.active(); }

QString FilterModel::summary() const
{
    const int ofEdges = m_edgeColumns.active();
    const QString nodes = tr("%1 of %2").arg(countText(m_passing), nodesText(m_nodes));
    const QString edges = tr("%1 of %2").arg(countText(m_passingEdges), edgesText(m_edges));
    return ofEdges == 0 ? tr("%1 pass").arg(nodes) : ofEdges == active() ? tr("%1 pass").arg(edges) : tr("%1 and %2 pass").arg(nodes, edges);
}

void FilterModel::clear()
{
    const bool before = m_byCategory;
    for (Row& row : m_rows)
        row.passes = true;
    m_ranges.clear();
    m_nodeColumns.clear();
    m_edgeColumns.clear();
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
    if (category < 0 || category >= static_cast<int>(m_rows.size()) || m_rows[static_cast<std::size_t>(category)].passes == passes)
        return;
    m_rows[static_cast<std::size_t>(category)].passes = passes;
    onChosen();
}

void FilterModel::setAllPass(bool passes)
{
    bool changed = false;
    for (const int category : m_shown)
        changed |= std::exchange(m_rows[static_cast<std::size_t>(category)].passes, passes) != passes;
    if (changed)
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
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PassesRole});
    Q_EMIT changed();
}

int FilterModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

QVariant FilterModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int category = m_shown[static_cast<std::size_t>(index.row())];
    const Row& row = m_rows[static_cast<std::size_t>(category)];
    switch (role) {
    case NameRole: return row.name;
    case NodesRole: return countText(row.nodes);
    case PassesRole: return row.passes;
    case CategoryRole: return category;
    default: return {};
    }
}

QHash<int, QByteArray> FilterModel::roleNames() const
{
    return {{NameRole, "name"}, {NodesRole, "nodes"}, {PassesRole, "passes"}, {CategoryRole, "category"}};
}

} // namespace weir::ui
