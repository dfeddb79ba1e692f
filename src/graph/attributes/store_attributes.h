#pragma once
#include "graph/attributes/attribute_table.h"
#include "graph/schema.h"

namespace weir::graph {

/// The attributes of both kinds of element of a store, with their part of its schema and of its digest. Not thread-safe.
class StoreAttributes final {
public:
    explicit StoreAttributes(AttributeTable::Stamps stamps) : m_nodes(ElementKind::Node, stamps), m_edges(ElementKind::Edge, stamps) {}

    [[nodiscard]] AttributeTable& of(ElementKind kind) { return kind == ElementKind::Node ? m_nodes : m_edges; }
    [[nodiscard]] const AttributeTable& of(ElementKind kind) const { return kind == ElementKind::Node ? m_nodes : m_edges; }

    /// Takes the lists of `schema` as they are declared, for empty dictionaries of its own.
    void begin(Schema& schema);
    /// Growth that was checked.
    void grow(Schema& schema, const SchemaGrowth& growth);
    /// All columns go, of which no element has a value any more.
    void forgetColumns(Schema& schema);

    /// Of the hashes of all values.
    [[nodiscard]] std::uint64_t sum() const { return m_nodes.sum() + m_edges.sum(); }

private:
    AttributeTable m_nodes, m_edges;
};

} // namespace weir::graph
