#pragma once
#include "graph/graph_store.h"
#include "protocol/messages.h"
#include <algorithm>
#include <functional>
#include <span>
#include <vector>

namespace weir::stream {

/// Which chunks of a model are those of a manifest already, told by their digests: a chunk is held if the elements in it are
/// as many as its parts state and have the sum of their hashes. So a client that comes back fetches only what differs.
class HeldChunks final {
public:
    /// How the model and the manifest belong together.
    enum class Epochs : std::uint8_t {
        Same,
        Different,   ///< a number is no sign of the same node: an edge is held only if the nodes at its ends are the same
    };
    HeldChunks(const graph::GraphStore& model, std::span<const protocol::PartEntry> parts, Epochs epochs);

    [[nodiscard]] bool holds(const graph::ElementRange& part) const { return holds(part.kind, part.first / graph::chunkSize, part.facet); }
    [[nodiscard]] bool holds(ElementKind kind, std::uint32_t chunk, graph::Facet facet = graph::Facet::Elements) const
    {
        const auto& chunks = of(kind, facet);
        return chunk < chunks.size() && chunks[chunk];
    }
    /// No elements; attributes alone are none.
    [[nodiscard]] bool none() const { return std::ranges::none_of(m_nodes, std::identity()) && std::ranges::none_of(m_edges, std::identity()); }
    /// Whether what the model has there are elements of the manifest's graph, though perhaps, as nodes, with other values.
    [[nodiscard]] bool areKnown(ElementKind kind, std::uint32_t chunk) const
    {
        return holds(kind, chunk) || (kind == ElementKind::Node && chunk < m_knownNodes.size() && m_knownNodes[chunk]);
    }

private:
    [[nodiscard]] const std::vector<bool>& of(ElementKind kind, graph::Facet facet) const
    {
        if (facet == graph::Facet::Attributes)
            return kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes;
        return kind == ElementKind::Node ? m_nodes : m_edges;
    }
    void dropEdgesAtUnknownNodes(const graph::GraphStore& model);

    std::vector<bool> m_nodes, m_edges;   // by chunk, as are those of attributes, of which none is held of another epoch
    std::vector<bool> m_nodeAttributes, m_edgeAttributes;
    std::vector<bool> m_knownNodes;       // of which at least the structure is equal
};

} // namespace weir::stream
