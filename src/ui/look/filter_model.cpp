#include "ui/look/filter_model.h"

#include "graph/schema_growth.h"
#include "ui/words/figures.h"

namespace weir::ui {

using graph::AttributeKind;
using pipeline::Column;

namespace {

ElementColumn ofItsOwn(Column::Of of, AttributeKind kind, const QString& name) { return {.column = {of}, .kind = kind, .name = name}; }

/// The columns that all elements of a kind have, and then those of the graph.
std::vector<ElementColumn> columnsOf(const graph::Schema& schema, ElementKind kind)
{
    std::vector<ElementColumn> columns{ofItsOwn(Column::Of::Category, AttributeKind::Text, FilterModel::tr("Category"))};
    if (kind == ElementKind::Node) {
        columns.push_back(ofItsOwn(Column::Of::Degree, AttributeKind::Number, FilterModel::tr("Degree")));
        columns.push_back(ofItsOwn(Column::Of::Size, AttributeKind::Number, FilterModel::tr("Size")));
    } else {
        columns.push_back(ofItsOwn(Column::Of::Weight, AttributeKind::Number, FilterModel::tr("Weight")));
    }
    QStringList taken;
    for (const ElementColumn& column : columns)
        taken.append(column.name);
    for (ElementColumn& column : elementColumns(schema, kind, taken))
        columns.push_back(std::move(column));
    return columns;
}

/// Of a legend; nothing: its colours stand for no column.
ColumnChoice* choiceOf(const ColumnFilters& columns, const QVariant& column)
{
    return column.canConvert<Column>() ? columns.find(column.value<Column>()) : nullptr;
}

} // namespace

FilterModel::FilterModel(QObject* parent) : QObject(parent)
{
    connect(&m_age, &AgeRange::changed, this, &FilterModel::onChosen);
    for (ColumnFilters* const columns : {&m_nodeColumns, &m_edgeColumns}) {
        connect(columns, &ColumnFilters::changed, this, &FilterModel::onChosen);
        connect(columns, &ColumnFilters::wishesChanged, this, &FilterModel::wishesChanged);
    }
}

void FilterModel::onChosen()
{
    Q_EMIT changed();
    Q_EMIT summaryChanged();   // whether it is of edges
    Q_EMIT wishesChanged();    // of the other columns
}

void FilterModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema || (schema && m_schema && *schema == *m_schema))
        return;
    const bool grew = schema && m_schema && agree(*schema, *m_schema) && lengthsOf(*m_schema).within(lengthsOf(*schema));
    const bool sameColumns = grew && attributesAgree(*schema, *m_schema);
    m_schema = std::move(schema);
    takeColumns(sameColumns);
    if (grew)
        return;
    m_nodes = m_passing = m_edges = m_passingEdges = 0;
    Q_EMIT summaryChanged();
    const bool byAge = m_age.active();
    m_age.clear();
    if (byAge)
        tellDropped({tr("Age")});
}

void FilterModel::takeColumns(bool grew)
{
    if (!m_schema) {
        m_nodeColumns.setColumns({}, false);
        m_edgeColumns.setColumns({}, false);
        return;
    }
    m_nodeColumns.setColumns(columnsOf(*m_schema, ElementKind::Node), grew);
    m_edgeColumns.setColumns(columnsOf(*m_schema, ElementKind::Edge), grew);
    if (!grew && m_schema->nodeCategories.size() > 1)
        m_nodeColumns.choice(0).setOpen(true);   // what is filtered by most
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
    m_nodeColumns.addWishes(wishes, m_age.range(), ageOf());
    m_edgeColumns.addWishes(wishes, {}, ageOf());
    return wishes;
}

void FilterModel::setColumns(const pipeline::ColumnAnswer& answer)
{
    for (const pipeline::ColumnCounts& counts : answer.columns)
        (counts.wish.element == ElementKind::Node ? m_nodeColumns : m_edgeColumns).setCounts(counts);
}

ColumnChoice* FilterModel::ofNodes(const QVariant& column) const { return choiceOf(m_nodeColumns, column); }
ColumnChoice* FilterModel::ofEdges(const QVariant& column) const { return choiceOf(m_edgeColumns, column); }

QVariantList FilterModel::chips() const
{
    QVariantList chips;
    const auto add = [&chips](const QString& id, const QString& text) {
        chips.append(QVariantMap{{QStringLiteral("id"), id}, {QStringLiteral("text"), text}});
    };
    m_nodeColumns.forEachActive([&](int row, const ColumnChoice& choice) {
        add(QStringLiteral("node %1").arg(row), tr("%1: %2").arg(choice.name(), choice.words()));
    });
    if (m_age.active())
        add(QStringLiteral("age"), tr("Age: %1").arg(m_age.words()));
    m_edgeColumns.forEachActive([&](int row, const ColumnChoice& choice) {
        add(QStringLiteral("edge %1").arg(row), tr("Edges, %1: %2").arg(choice.name(), choice.words()));
    });
    return chips;
}

void FilterModel::clearChip(const QString& id)
{
    const QString of = id.section(QLatin1Char(' '), 0, 0);
    const int row = id.section(QLatin1Char(' '), 1).toInt();
    if (of == QLatin1String("age"))
        m_age.clear();
    else if (of == QLatin1String("node"))
        m_nodeColumns.clear(row);
    else if (of == QLatin1String("edge"))
        m_edgeColumns.clear(row);
}

void FilterModel::setAnswer(const pipeline::LookAnswer& answer)
{
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
    m_nodeColumns.applyTo(settings.nodeColumns);
    m_edgeColumns.applyTo(settings.edgeColumns);
    settings.age = m_age.range();
    settings.failing = m_hides ? scene::Standing::Hidden : scene::Standing::Dimmed;
    settings.ageOf = ageOf();
}

void FilterModel::setHides(bool hides)
{
    if (std::exchange(m_hides, hides) != hides)
        Q_EMIT changed();
}

void FilterModel::setFromBirth(bool fromBirth)
{
    if (std::exchange(m_fromBirth, fromBirth) != fromBirth)
        onChosen();
}

int FilterModel::active() const { return m_nodeColumns.active() + (m_age.active() ? 1 : 0) + m_edgeColumns.active(); }

QString FilterModel::nodesCounted() const
{
    const bool some = m_nodeColumns.active() > 0 || m_age.active();
    return some ? tr("Numbers count what the other filters of nodes let pass.") : tr("Numbers count all nodes.");
}

QString FilterModel::edgesCounted() const
{
    return m_edgeColumns.active() > 0 ? tr("Numbers count what the other filters of edges let pass.") : tr("Numbers count all edges.");
}

QString FilterModel::summary() const
{
    const int ofEdges = m_edgeColumns.active();
    const QString nodes = tr("%1 of %2").arg(countText(m_passing), nodesText(m_nodes));
    const QString edges = tr("%1 of %2").arg(countText(m_passingEdges), edgesText(m_edges));
    return ofEdges == 0 ? tr("%1 pass").arg(nodes) : ofEdges == active() ? tr("%1 pass").arg(edges)
                                                                         : tr("%1 and %2 pass").arg(nodes, edges);
}

void FilterModel::clear()
{
    m_nodeColumns.clear();
    m_age.clear();
    m_edgeColumns.clear();
}

} // namespace weir::ui
