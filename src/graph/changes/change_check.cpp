#include "graph/changes/change_check.h"
#include "graph/attributes/attribute_check.h"
#include "graph/changes/ends_rise.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include <bit>

namespace weir::graph {

namespace {

enum Mark : std::uint8_t { Emptied = 1, Filled = 2 };

constexpr std::size_t mostMarkChunks = 64;   // that are kept between calls

std::unexpected<Error> fault(std::string text) { return std::unexpected(Error{std::move(text)}); }
std::string number(std::uint64_t n) { return std::to_string(n); }

/// Without a branch a value, so that it vectorises: a float is infinite or NaN when all bits of its exponent are set.
bool allFinite(std::span<const float> values)
{
    constexpr std::uint32_t exponent = 0x7f80'0000U;
    std::uint32_t bad = 0;
    for (const float value : values)
        bad |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(value) & exponent) == exponent);
    return bad == 0;
}

void unmark(std::span<const Slot> slots, Column<std::uint8_t>& marks)
{
    for (const Slot slot : slots) {
        if (marks.hasRoomFor(slot))
            marks[slot] = 0;
    }
}

std::uint8_t markOf(const Column<std::uint8_t>& marks, Slot slot) { return marks.hasRoomFor(slot) ? marks[slot] : 0; }

std::expected<void, Error> checkSlots(std::span<const Slot> slots, std::uint32_t limit, const char* what)
{
    for (const Slot slot : slots) {
        if (slot >= limit)
            return fault(std::string(what) + " slot " + number(slot) + " is beyond the limit of " + number(limit));
    }
    return {};
}

} // namespace

std::expected<void, Error> ChangeCheck::check(const ChangeView& changes, DanglingEdges dangling)
{
    auto result = checkShapes(changes);
    if (result)
        result = checkNodes(changes);
    if (result)
        result = checkEdges(changes, dangling);
    if (result)
        result = checkAttributes(changes, dangling);
    clearMarks(changes);
    return result;
}

std::expected<void, Error> ChangeCheck::checkAttributes(const ChangeView& changes, DanglingEdges dangling) const
{
    const bool reject = dangling == DanglingEdges::Reject;   // else rows of elements that are not there are left out
    const AttributeCheck nodes{m_store.schema().nodeAttributes, changes.growth.nodeAttributes, "node"};
    const auto ofNodes = reject ? nodes.check(changes.nodeAttributes, [this](Slot node) { return nodeWillLive(node); })
                                : nodes.check(changes.nodeAttributes);
    if (!ofNodes)
        return ofNodes;
    const AttributeCheck edges{m_store.schema().edgeAttributes, changes.growth.edgeAttributes, "edge"};
    return reject ? edges.check(changes.edgeAttributes, [this](Slot edge) { return edgeWillLive(edge); }) : edges.check(changes.edgeAttributes);
}

std::expected<void, Error> ChangeCheck::checkShapes(const ChangeView& changes) const
{
    const NodeIdentityRows& nodes = changes.nodeIdentities;
    const std::size_t nodeRows = nodes.slots.size();
    if (nodes.generations.size() != nodeRows || nodes.keys.size() != nodeRows || nodes.labels.size() != nodeRows
        || nodes.categories.size() != nodeRows || (!nodes.colours.empty() && nodes.colours.size() != nodeRows))
        return fault("columns of node identities differ in length");
    if (!endsRise(nodes.keys) || !endsRise(nodes.labels))
        return fault("end offsets of node keys or labels fall or leave the blob");

    const NodeMotionRows& moved = changes.nodeMotions;
    const std::size_t movedRows = moved.slots.size();
    const std::size_t nodeColumns = m_store.schema().nodeValues.size();
    if ((!moved.x.empty() && moved.x.size() != movedRows) || moved.x.size() != moved.y.size()
        || (!moved.positioned.empty() && (moved.positioned.size() != movedRows || moved.x.size() != movedRows))
        || moved.sizes.size() != movedRows)
        return fault("columns of node motions differ in length");
    if (moved.values.size() != movedRows * nodeColumns)
        return fault("node values: " + number(moved.values.size()) + " where " + number(movedRows) + " rows of "
                     + number(nodeColumns) + " declared columns were due");

    const EdgeIdentityRows& edges = changes.edgeIdentities;
    const std::size_t edgeRows = edges.slots.size();
    if (edges.generations.size() != edgeRows || edges.sources.size() != edgeRows || edges.targets.size() != edgeRows
        || edges.categories.size() != edgeRows || edges.directed.size() != edgeRows)
        return fault("columns of edge identities differ in length");

    const EdgeMotionRows& weighed = changes.edgeMotions;
    const std::size_t edgeColumns = m_store.schema().edgeValues.size();
    if (weighed.weights.size() != weighed.slots.size() || weighed.values.size() != weighed.slots.size() * edgeColumns)
        return fault("columns of edge motions differ in length");

    if (!allFinite(moved.x) || !allFinite(moved.y))
        return fault("a node position is not a finite number");
    if (!allFinite(moved.sizes))
        return fault("a node size is not a finite number");
    for (const float size : moved.sizes) {
        if (size < 0)
            return fault("a node size is negative");
    }
    if (!allFinite(moved.values) || !allFinite(weighed.weights) || !allFinite(weighed.values))
        return fault("a value or a weight is not a finite number");
    return {};
}

/// Marks `slots` with `mark`; false: one of them has it already.
bool ChangeCheck::markAll(std::span<const Slot> slots, Column<std::uint8_t>& marks, std::uint8_t mark)
{
    for (const Slot slot : slots) {
        if (!marks.hasRoomFor(slot)) {
            marks.makeRoomFor(slot);
            ++m_marks.chunks;
        }
        if ((marks[slot] & mark) != 0)
            return false;
        marks[slot] |= mark;
    }
    return true;
}

bool ChangeCheck::nodeWillLive(Slot node) const
{
    const std::uint8_t mark = markOf(m_marks.nodes, node);
    return (mark & Filled) != 0 || ((mark & Emptied) == 0 && m_store.hasNode(node));
}

bool ChangeCheck::edgeWillLive(Slot edge) const
{
    const std::uint8_t mark = markOf(m_marks.edges, edge);
    return (mark & Filled) != 0 || ((mark & Emptied) == 0 && m_store.hasEdge(edge));
}

std::expected<void, Error> ChangeCheck::checkNodes(const ChangeView& changes)
{
    const NodeIdentityRows& nodes = changes.nodeIdentities;
    for (const auto slots : {changes.nodeTombstones, nodes.slots}) {
        if (auto inLimit = checkSlots(slots, maxNodeSlots, "node"); !inLimit)
            return inLimit;
    }
    if (!markAll(changes.nodeTombstones, m_marks.nodes, Emptied))
        return fault("a node is removed twice in one message");
    if (!markAll(nodes.slots, m_marks.nodes, Filled))
        return fault("a node is set twice in one message");
    for (std::size_t i = 0; i < nodes.slots.size(); ++i) {
        const Slot slot = nodes.slots[i];
        const auto name = [slot] { return "node " + number(slot); };
        if (!isLive(nodes.generations[i]))
            return fault(name() + " has the even generation " + number(nodes.generations[i]) + ", which is that of a free slot");
        const std::string_view key = nodes.keys[i], label = nodes.labels[i];
        if (key.empty())
            return fault(name() + " has an empty key");
        if (key.size() > maxKeyBytes || label.size() > maxLabelBytes)
            return fault(name() + " has a key or label over the limit of " + number(maxKeyBytes) + " and " + number(maxLabelBytes) + " bytes");
        if (!isUtf8(key) || !isUtf8(label))
            return fault(name() + " has a key or label that is not UTF-8");
        const bool stays = m_store.hasNode(slot) && (markOf(m_marks.nodes, slot) & Emptied) == 0;
        if (stays) {
            const NodeIdentity before = m_store.nodeIdentity(slot);
            if (before.generation == nodes.generations[i] && before.key != key)
                return fault(name() + " changes its key from '" + std::string(before.key) + "' to '" + std::string(key) + "'; keys are immutable");
        }
    }
    return checkNodeMotions(changes.nodeMotions);
}

std::expected<void, Error> ChangeCheck::checkNodeMotions(const NodeMotionRows& rows) const
{
    for (const Slot node : rows.slots) {
        if (!nodeWillLive(node))
            return fault("a motion of node " + number(node) + ", which is not there");
    }
    return {};
}

std::expected<void, Error> ChangeCheck::checkEdges(const ChangeView& changes, DanglingEdges dangling)
{
    const EdgeIdentityRows& edges = changes.edgeIdentities;
    for (const auto slots : {changes.edgeTombstones, edges.slots}) {
        if (auto inLimit = checkSlots(slots, maxEdgeSlots, "edge"); !inLimit)
            return inLimit;
    }
    if (!markAll(changes.edgeTombstones, m_marks.edges, Emptied))
        return fault("an edge is removed twice in one message");
    if (!markAll(edges.slots, m_marks.edges, Filled))
        return fault("an edge is set twice in one message");
    for (std::size_t i = 0; i < edges.slots.size(); ++i) {
        if (!isLive(edges.generations[i]))
            return fault("edge " + number(edges.slots[i]) + " has the even generation " + number(edges.generations[i]) + ", which is that of a free slot");
        if (edges.directed[i] > 1)
            return fault("edge " + number(edges.slots[i]) + ": directed is neither 0 nor 1");
        if (dangling == DanglingEdges::LeaveOut)
            continue;
        for (const Slot end : {edges.sources[i], edges.targets[i]}) {
            if (!nodeWillLive(end))
                return fault("edge " + number(edges.slots[i]) + " ends at node " + number(end) + ", which is not there");
        }
    }
    if (dangling == DanglingEdges::Reject) {
        for (const Slot edge : changes.edgeMotions.slots) {
            if (!edgeWillLive(edge))
                return fault("a motion of edge " + number(edge) + ", which is not there");
        }
    }
    return {};
}

void ChangeCheck::clearMarks(const ChangeView& changes)
{
    if (m_marks.chunks > mostMarkChunks) {
        m_marks.nodes.clear();
        m_marks.edges.clear();
        m_marks.chunks = 0;
        return;
    }
    unmark(changes.nodeTombstones, m_marks.nodes);
    unmark(changes.nodeIdentities.slots, m_marks.nodes);
    unmark(changes.edgeTombstones, m_marks.edges);
    unmark(changes.edgeIdentities.slots, m_marks.edges);
}

std::expected<void, Error> ChangeCheck::checkInside(ElementRange range, const ChangeView& changes)
{
    const bool nodes = range.kind == ElementKind::Node;
    const std::uint32_t limit = nodes ? maxNodeSlots : maxEdgeSlots;
    if (range.first > limit || range.count > limit - range.first)
        return fault("a snapshot part of " + number(range.count) + " slots from " + number(range.first)
                     + " on reaches beyond the limit of " + number(limit));
    if (!changes.edgeTombstones.empty() || !changes.nodeTombstones.empty())
        return fault("a snapshot part has tombstones");
    const AttributeRows& own = nodes ? changes.nodeAttributes : changes.edgeAttributes;
    const AttributeRows& others = nodes ? changes.edgeAttributes : changes.nodeAttributes;
    if (others.rows() != 0 || !own.emptied.empty())
        return fault("a snapshot part of attributes has those of other elements, or takes some away");
    const bool elements = !changes.nodeIdentities.slots.empty() || !changes.nodeMotions.slots.empty() || !changes.edgeIdentities.slots.empty()
        || !changes.edgeMotions.slots.empty();
    if (range.facet == Facet::Attributes ? elements : own.rows() != 0)
        return fault("a snapshot part has both elements and attributes");
    for (const Slot slot : own.slots) {
        if (slot < range.first || slot - range.first >= range.count)
            return fault("a snapshot part has attributes of slot " + number(slot) + ", which is outside its range");
    }
    if (nodes ? !changes.edgeIdentities.slots.empty() || !changes.edgeMotions.slots.empty()
              : !changes.nodeIdentities.slots.empty() || !changes.nodeMotions.slots.empty())
        return fault("a snapshot part of one kind has elements of the other");
    const auto& identities = nodes ? changes.nodeIdentities.slots : changes.edgeIdentities.slots;
    const auto& motions = nodes ? changes.nodeMotions.slots : changes.edgeMotions.slots;
    if (identities.size() != motions.size() || !std::equal(identities.begin(), identities.end(), motions.begin()))
        return fault("a snapshot part's identities and motions are not of the same elements");
    for (const Slot slot : identities) {
        if (slot < range.first || slot - range.first >= range.count)
            return fault("a snapshot part has slot " + number(slot) + ", which is outside its range");
    }
    return {};
}

} // namespace weir::graph
