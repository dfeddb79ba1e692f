#include "graph/attributes/store_attributes.h"
#include <utility>

namespace weir::graph {

void StoreAttributes::begin(Schema& schema)
{
    const auto nodes = std::exchange(schema.nodeAttributes, {}), edges = std::exchange(schema.edgeAttributes, {});
    m_nodes.grow(schema.nodeAttributes, {nodes, {}});
    m_edges.grow(schema.edgeAttributes, {edges, {}});
}

void StoreAttributes::grow(Schema& schema, const SchemaGrowth& growth)
{
    m_nodes.grow(schema.nodeAttributes, growth.nodeAttributes);
    m_edges.grow(schema.edgeAttributes, growth.edgeAttributes);
}

void StoreAttributes::forgetColumns(Schema& schema)
{
    m_nodes.forgetColumns();
    m_edges.forgetColumns();
    schema.nodeAttributes.clear();
    schema.edgeAttributes.clear();
}

} // namespace weir::graph
