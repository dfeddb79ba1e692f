#include "stream/held_chunks.h"

namespace weir::stream {

namespace {

struct Sum {
    graph::Digest digest;
    std::uint64_t rows = 0;
    bool stated = false;    // some part speaks of the chunk
    bool whole = true;      // and none of this chunk and another
};

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
        std::vector<Sum> sums(model.chunkCount(kind));
        for (const protocol::PartEntry& part : parts) {
            if (part.range.kind != kind || part.range.count == 0)
                continue;
            const std::uint32_t first = part.range.first / graph::chunkSize;
            const std::uint32_t last = (part.range.first + part.range.count - 1) / graph::chunkSize;
            for (std::uint32_t chunk = first; chunk <= last && chunk < sums.size(); ++chunk) {
                Sum& sum = sums[chunk];
                sum.digest.structure += part.digest.structure;
                sum.digest.values += part.digest.values;
                sum.rows += part.rows;
                sum.stated = true;
                sum.whole &= first == last;
            }
        }
        auto& held = kind == ElementKind::Node ? m_nodes : m_edges;
        held.resize(sums.size());
        for (std::uint32_t chunk = 0; chunk < sums.size(); ++chunk) {
            const Sum& sum = sums[chunk];
            const graph::Digest ours = model.chunkDigest(kind, chunk).sum(graph::valueLanes);
            const bool known = sum.stated && sum.whole && ours.structure == sum.digest.structure
                && elementsIn(model, model.chunkRange(kind, chunk)) == sum.rows;
            held[chunk] = known && ours.values == sum.digest.values;
            if (kind == ElementKind::Node)
                m_knownNodes.push_back(known);
        }
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
