#include "stream/held_chunks.h"

namespace weir::stream {

namespace {

struct Sum {
    graph::Digest digest;
    std::uint64_t rows = 0;
    bool stated = false;    // some part speaks of the chunk
    bool whole = true;      // and none of this chunk and another

    [[nodiscard]] bool known() const { return stated && whole; }
};

/// What `parts` state of each of so many chunks.
std::vector<Sum> sumsOf(std::span<const protocol::PartEntry> parts, ElementKind kind, graph::Facet facet, std::size_t chunks)
{
    std::vector<Sum> sums(chunks);
    for (const protocol::PartEntry& part : parts) {
        if (part.range.kind != kind || part.range.facet != facet || part.range.count == 0)
            continue;
        const std::uint32_t first = part.range.first / graph::chunkSize;
        const std::uint32_t last = (part.range.first + part.range.count - 1) / graph::chunkSize;
        for (std::uint32_t chunk = first; chunk <= last && chunk < sums.size(); ++chunk) {
            Sum& sum = sums[chunk];
            sum.digest += part.digest;
            sum.rows += part.rows;
            sum.stated = true;
            sum.whole &= first == last;
        }
    }
    return sums;
}

std::uint64_t elementsIn(const graph::GraphStore& model, const graph::ElementRange& range)
{
    std::uint64_t count = 0;
    for (Slot slot = range.first; slot < range.first + range.count; ++slot)
        count += range.kind == ElementKind::Node ? model.hasNode(slot) : model.hasEdge(slot);
    return count;
}

} // namespace

HeldChunks::HeldChunks(const graph::GraphStore& model, std::span<const protocol::PartEntry> parts, Epochs epochs)
{
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        const std::vector<Sum> sums = sumsOf(parts, kind, graph::Facet::Elements, model.chunkCount(kind));
        auto& held = kind == ElementKind::Node ? m_nodes : m_edges;
        held.resize(sums.size());
        for (std::uint32_t chunk = 0; chunk < sums.size(); ++chunk) {
            const Sum& sum = sums[chunk];
            const graph::Digest ours = model.chunkDigest(kind, chunk).sum(graph::valueLanes);
            const bool known = sum.known() && ours.structure == sum.digest.structure
                && elementsIn(model, model.chunkRange(kind, chunk)) == sum.rows;
            held[chunk] = known && ours.values == sum.digest.values;
            if (kind == ElementKind::Node)
                m_knownNodes.push_back(known);
        }
        auto& attributes = kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes;
        if (epochs == Epochs::Different)
            continue;
        for (const Sum& sum : sumsOf(parts, kind, graph::Facet::Attributes, model.chunkCount(kind)))
            attributes.push_back(
                sum.known() && model.chunkDigest(kind, static_cast<std::uint32_t>(attributes.size())).attributes == sum.digest.attributes);
    }
    if (epochs == Epochs::Different)
        dropEdgesAtUnknownNodes(model);
}

void HeldChunks::dropEdgesAtUnknownNodes(const graph::GraphStore& model)
{
    for (std::uint32_t chunk = 0; chunk < m_edges.size(); ++chunk) {
        if (!m_edges[chunk])
            continue;
        const graph::ElementRange range = model.chunkRange(ElementKind::Edge, chunk);
        for (Slot edge = range.first; edge < range.first + range.count && m_edges[chunk]; ++edge) {
            if (!model.hasEdge(edge))
                continue;
            const graph::EdgeIdentity identity = model.edgeIdentity(edge);
            m_edges[chunk] = m_knownNodes[identity.source / graph::chunkSize] && m_knownNodes[identity.target / graph::chunkSize];
        }
    }
}

} // namespace weir::stream
