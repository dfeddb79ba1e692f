#include "graph/changes/change_selection.h"

namespace weir::graph {

namespace {

std::array<float, maxValueColumns> nodeValues(const GraphStore& store, Slot node)
{
    std::array<float, maxValueColumns> values;
    for (std::size_t c = 0; c < store.schema().nodeValues.size(); ++c)
        values[c] = store.nodeValue(node, c);
    return values;
}

std::array<float, maxValueColumns> edgeValues(const GraphStore& store, Slot edge)
{
    std::array<float, maxValueColumns> values;
    for (std::size_t c = 0; c < store.schema().edgeValues.size(); ++c)
        values[c] = store.edgeValue(edge, c);
    return values;
}

} // namespace

void ChangeSelection::clear()
{
    for (auto* slots : {&m_edgeTombstones, &m_nodeTombstones, &m_nodeIdentities, &m_nodeMotions, &m_edgeIdentities, &m_edgeMotions,
                        &m_nodeAttributes, &m_edgeAttributes})
        slots->clear();
    m_emptiesFirst = true;
    m_elements = 0;
}

std::size_t ChangeSelection::rows() const
{
    return m_edgeTombstones.size() + m_nodeTombstones.size() + m_nodeIdentities.size() + m_nodeMotions.size()
        + m_edgeIdentities.size() + m_edgeMotions.size() + m_nodeAttributes.size() + m_edgeAttributes.size();
}

void ChangeSelection::addNode(const GraphStore& store, Slot node, Tick from, Reads reads)
{
    const bool identity = store.nodeTicks(node).identity > from;
    if (!store.hasNode(node)) {
        if (identity) {
            m_nodeTombstones.push_back(node);
            ++m_elements;
        }
        return;
    }
    const bool motion = store.nodeTicks(node).motion > from;
    if (identity)
        m_nodeIdentities.push_back(node);
    if (motion)
        m_nodeMotions.push_back(node);
    const bool attributes = reads == Reads::AttributesToo && store.attributes(ElementKind::Node).stamp(node) > from;
    if (attributes)
        m_nodeAttributes.push_back(node);
    m_elements += identity || motion || attributes ? 1 : 0;
}

void ChangeSelection::addEdge(const GraphStore& store, Slot edge, Tick from, Reads reads)
{
    const bool identity = store.edgeTicks(edge).identity > from;
    if (!store.hasEdge(edge)) {
        if (identity) {
            m_edgeTombstones.push_back(edge);
            ++m_elements;
        }
        return;
    }
    const bool motion = store.edgeTicks(edge).motion > from;
    if (identity)
        m_edgeIdentities.push_back(edge);
    if (motion)
        m_edgeMotions.push_back(edge);
    const bool attributes = reads == Reads::AttributesToo && store.attributes(ElementKind::Edge).stamp(edge) > from;
    if (attributes)
        m_edgeAttributes.push_back(edge);
    m_elements += identity || motion || attributes ? 1 : 0;
}

ChangeSelection::Outcome ChangeSelection::select(const GraphStore& store, Tick from, std::size_t maxRows, Reads reads)
{
    clear();
    const auto count = store.journal().countSince(from);
    if (count && *count <= 2 * maxRows) {
        store.journal().forEachSince(from, [&](Tick stamp, Journal::Entry entry) {
            // The entry speaks for its element only if no later entry of the same group does.
            const Slot slot = entry.slot();
            switch (entry.group()) {
            case ChangeGroup::NodeIdentity:
                if (store.nodeTicks(slot).identity == stamp) {
                    (store.hasNode(slot) ? m_nodeIdentities : m_nodeTombstones).push_back(slot);
                    ++m_elements;
                }
                break;
            case ChangeGroup::NodeMotion:
                if (store.nodeTicks(slot).motion == stamp && store.hasNode(slot)) {
                    m_nodeMotions.push_back(slot);
                    m_elements += store.nodeTicks(slot).identity > from ? 0 : 1;
                }
                break;
            case ChangeGroup::EdgeIdentity:
                if (store.edgeTicks(slot).identity == stamp) {
                    (store.hasEdge(slot) ? m_edgeIdentities : m_edgeTombstones).push_back(slot);
                    ++m_elements;
                }
                break;
            case ChangeGroup::EdgeMotion:
                if (store.edgeTicks(slot).motion == stamp && store.hasEdge(slot)) {
                    m_edgeMotions.push_back(slot);
                    m_elements += store.edgeTicks(slot).identity > from ? 0 : 1;
                }
                break;
            case ChangeGroup::NodeAttributes:
                if (reads == Reads::AttributesToo && store.attributes(ElementKind::Node).stamp(slot) == stamp && store.hasNode(slot)) {
                    m_nodeAttributes.push_back(slot);
                    m_elements += store.nodeTicks(slot).identity > from || store.nodeTicks(slot).motion > from ? 0 : 1;
                }
                break;
            case ChangeGroup::EdgeAttributes:
                if (reads == Reads::AttributesToo && store.attributes(ElementKind::Edge).stamp(slot) == stamp && store.hasEdge(slot)) {
                    m_edgeAttributes.push_back(slot);
                    m_elements += store.edgeTicks(slot).identity > from || store.edgeTicks(slot).motion > from ? 0 : 1;
                }
                break;
            }
        });
        return rows() <= maxRows ? Outcome::Whole : Outcome::TooMany;
    }

    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk) {
            if (store.chunkNewest(kind, chunk, reads) <= from)
                continue;
            addRange(store, store.chunkRange(kind, chunk), from, reads);
            if (rows() > maxRows)
                return Outcome::TooMany;
        }
    }
    return Outcome::Whole;
}

void ChangeSelection::selectRange(const GraphStore& store, ElementRange range, Tick from, Reads reads)
{
    clear();
    addRange(store, range, from, reads);
}

void ChangeSelection::addRange(const GraphStore& store, ElementRange range, Tick from, Reads reads)
{
    for (Slot slot = range.first; slot < range.first + range.count; ++slot)
        range.kind == ElementKind::Node ? addNode(store, slot, from, reads) : addEdge(store, slot, from, reads);
}

void ChangeSelection::selectAll(const GraphStore& store, ElementRange range)
{
    clear();
    if (range.facet == Facet::Attributes) {
        m_emptiesFirst = false;
        auto& selected = range.kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes;
        const AttributeTable& attributes = store.attributes(range.kind);
        for (Slot slot = range.first; slot < range.first + range.count; ++slot) {
            if (attributes.hasAny(slot))
                selected.push_back(slot);
        }
        m_elements = selected.size();
        return;
    }
    for (Slot slot = range.first; slot < range.first + range.count; ++slot) {
        if (range.kind == ElementKind::Node && store.hasNode(slot)) {
            m_nodeIdentities.push_back(slot);
            m_nodeMotions.push_back(slot);
        } else if (range.kind == ElementKind::Edge && store.hasEdge(slot)) {
            m_edgeIdentities.push_back(slot);
            m_edgeMotions.push_back(slot);
        }
    }
    m_elements = m_nodeIdentities.size() + m_edgeIdentities.size();
}

void ChangeSelection::dropEdgesToNodesBornAfter(const GraphStore& store, Tick tick)
{
    const auto tooYoung = [&](Slot edge) {
        const EdgeIdentity identity = store.edgeIdentity(edge);
        return store.nodeTicks(identity.source).birth > tick || store.nodeTicks(identity.target).birth > tick;
    };
    m_elements -= std::erase_if(m_edgeIdentities, tooYoung);
    std::erase_if(m_edgeMotions, tooYoung);
    std::erase_if(m_edgeAttributes, tooYoung);
}

std::size_t ChangeSelection::dropMotionsBeyondLanes(const GraphStore& store, std::size_t lanes, Tick from)
{
    std::size_t dropped = std::erase_if(m_nodeMotions, [&](Slot node) { return node % valueLanes >= lanes && store.nodeTicks(node).identity <= from; });
    dropped += std::erase_if(m_edgeMotions, [&](Slot edge) { return edge % valueLanes >= lanes && store.edgeTicks(edge).identity <= from; });
    m_elements -= dropped;
    return dropped;
}

std::size_t ChangeSelection::wireBytes(const GraphStore& store) const
{
    std::size_t bytes = wireRowBytes::tombstone * (m_edgeTombstones.size() + m_nodeTombstones.size())
        + wireRowBytes::nodeIdentity * m_nodeIdentities.size()
        + (wireRowBytes::nodeMotion + wireRowBytes::value * store.schema().nodeValues.size()) * m_nodeMotions.size()
        + wireRowBytes::edgeIdentity * m_edgeIdentities.size()
        + (wireRowBytes::edgeMotion + wireRowBytes::value * store.schema().edgeValues.size()) * m_edgeMotions.size();
    for (const Slot node : m_nodeIdentities) {
        const NodeIdentity identity = store.nodeIdentity(node);
        bytes += identity.key.size() + identity.label.size();
    }
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        const AttributeTable& attributes = store.attributes(kind);
        for (const Slot slot : kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes)
            bytes += sizeof(Slot) + attributes.wireBytesOf(slot);
    }
    return bytes;
}

ChangeSelection::Outcome ChangeSelection::gather(const GraphStore& store, ChangeSet& out, std::size_t maxBytes) const
{
    constexpr std::size_t rowsAtOnce = 256;   // then it looks how much that was
    const std::size_t nodeColumns = store.schema().nodeValues.size();
    const std::size_t edgeColumns = store.schema().edgeValues.size();
    const auto addAll = [&](const std::vector<Slot>& slots, auto&& add) {
        for (std::size_t i = 0; i < slots.size(); ++i) {
            if (i % rowsAtOnce == 0 && out.wireBytes() > maxBytes)
                return;
            add(slots[i]);
        }
    };
    addAll(m_edgeTombstones, [&](Slot edge) { out.removeEdge(edge); });
    addAll(m_nodeTombstones, [&](Slot node) { out.removeNode(node); });
    addAll(m_nodeIdentities, [&](Slot node) {
        const NodeIdentity identity = store.nodeIdentity(node);
        out.setNodeIdentity(node, identity.generation, identity.key, identity.label, identity.category, identity.colour);
    });
    addAll(m_nodeMotions, [&](Slot node) {
        const auto values = nodeValues(store, node);
        out.setNodeMotion(node, store.nodeMotion(node), std::span(values).first(nodeColumns));
    });
    addAll(m_edgeIdentities, [&](Slot edge) {
        const EdgeIdentity identity = store.edgeIdentity(edge);
        out.setEdgeIdentity(edge, identity.generation, identity.source, identity.target, identity.category, identity.directed);
    });
    addAll(m_edgeMotions, [&](Slot edge) {
        const auto values = edgeValues(store, edge);
        out.setEdgeMotion(edge, store.edgeWeight(edge), std::span(values).first(edgeColumns));
    });
    gatherAttributes(store, ElementKind::Node, out, maxBytes);
    gatherAttributes(store, ElementKind::Edge, out, maxBytes);
    return out.wireBytes() > maxBytes ? Outcome::TooMany : Outcome::Whole;
}

void ChangeSelection::gatherAttributes(const GraphStore& store, ElementKind kind, ChangeSet& out, std::size_t maxBytes) const
{
    constexpr std::size_t rowsAtOnce = 256;
    const std::vector<Slot>& slots = kind == ElementKind::Node ? m_nodeAttributes : m_edgeAttributes;
    if (slots.empty())
        return;
    const AttributeTable& table = store.attributes(kind);
    AttributeSet& rows = out.attributes(kind);
    if (m_emptiesFirst) {
        for (const Slot slot : slots)
            rows.empty(slot);
    }
    for (std::size_t number = 0; number < table.columns(); ++number) {
        const auto column = static_cast<AttributeNumber>(number);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            if (i % rowsAtOnce == 0 && out.wireBytes() > maxBytes)
                return;
            table.copyTo(rows, slots[i], column);
        }
    }
}

} // namespace weir::graph
