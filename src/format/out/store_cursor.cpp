#include "format/out/store_cursor.h"
#include "format/number_text.h"
#include <algorithm>

namespace weir::format {

namespace {

std::string_view nameOf(const std::vector<std::string>& categories, graph::Category category)
{
    return category < categories.size() ? std::string_view(categories[category]) : std::string_view{};
}

std::vector<CursorColumn> columnsOf(const std::vector<graph::AttributeColumn>& attributes, std::span<const graph::ValueColumn> values)
{
    std::vector<CursorColumn> columns;
    for (const graph::AttributeColumn& column : attributes)
        columns.push_back({column.name, column.kind});
    for (const graph::ValueColumn& value : values) {
        std::string name = value.name;
        while (std::ranges::find(columns, name, &CursorColumn::name) != columns.end())
            name += " (value)";
        columns.push_back({std::move(name), graph::AttributeKind::Number, true});
    }
    return columns;
}

} // namespace

StoreCursor::StoreCursor(const graph::GraphStore& store, Values values, Wanted wanted) : m_store(store), m_wanted(std::move(wanted))
{
    const graph::Schema& schema = store.schema();
    const bool written = values == Values::Written;
    m_nodeColumns = columnsOf(schema.nodeAttributes, written ? std::span(schema.nodeValues) : std::span<const graph::ValueColumn>());
    m_edgeColumns = columnsOf(schema.edgeAttributes, written ? std::span(schema.edgeValues) : std::span<const graph::ValueColumn>());
}

bool StoreCursor::next(NodeRow& node)
{
    while (m_node < m_store.nodeSlots() && !(m_store.hasNode(m_node) && (!m_wanted || m_wanted(m_node))))
        ++m_node;
    if (m_node >= m_store.nodeSlots())
        return false;
    const graph::NodeIdentity identity = m_store.nodeIdentity(m_node);
    node = {m_node, identity.key, identity.label, nameOf(m_store.schema().nodeCategories, identity.category),
            identity.colour, m_store.nodeMotion(m_node)};
    ++m_node;
    return true;
}

bool StoreCursor::next(EdgeRow& edge)
{
    for (; m_edge < m_store.edgeSlots(); ++m_edge) {
        if (!m_store.hasEdge(m_edge))
            continue;
        const graph::EdgeIdentity identity = m_store.edgeIdentity(m_edge);
        if (m_wanted && !(m_wanted(identity.source) && m_wanted(identity.target)))
            continue;
        edge.slot = m_edge++;
        edge.source = identity.source;
        edge.target = identity.target;
        edge.sourceKey = m_store.nodeIdentity(identity.source).key;
        edge.targetKey = m_store.nodeIdentity(identity.target).key;
        edge.category = nameOf(m_store.schema().edgeCategories, identity.category);
        edge.directed = identity.directed;
        edge.weight = m_store.edgeWeight(edge.slot);
        return true;
    }
    return false;
}

graph::AttributeValue StoreCursor::value(ElementKind kind, Slot slot, std::size_t column) const
{
    const std::size_t attributes = m_store.attributes(kind).columns();
    if (column < attributes)
        return m_store.attributes(kind).value(slot, static_cast<graph::AttributeNumber>(column));
    const float value =
        kind == ElementKind::Node ? m_store.nodeValue(slot, column - attributes) : m_store.edgeValue(slot, column - attributes);
    return asWritten(value);
}

} // namespace weir::format
