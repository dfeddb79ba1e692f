#include "scene/spatial_indexer.h"
#include "scene/slot_ranges.h"
#include <cmath>
#include <limits>
#include <utility>

namespace weir::scene {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint32_t outgrown = 2;            // times as many elements as were sorted
constexpr std::uint32_t fewElements = 4096;      // that may be added to any graph before
constexpr double misplacedShare = 0.25;          // of elements, beyond which sorting is cheaper than moving each
constexpr double otherExtent = 2;                // times as large, or as small, as the frame that keys are made for

bool finite(Point point) { return std::isfinite(point.x) && std::isfinite(point.y); }

bool isLiveEdge(const Scene& scene, Slot slot)
{
    return slot < scene.edgeSlots && scene.edge(slot).source < scene.nodeSlots && scene.edge(slot).target < scene.nodeSlots;
}

/// The ranges, and the slots that only the later scene has, cut to those that it has.
std::vector<SlotRange> changed(std::vector<SlotRange> ranges, std::uint32_t before, std::uint32_t after)
{
    if (after > before)
        ranges.push_back({before, after - before});
    for (SlotRange& range : ranges) {
        range.first = std::min(range.first, after);
        range.count = std::min(range.count, after - range.first);
    }
    normalize(ranges);
    return ranges;
}

template <typename Visit>
void forEachSlot(const std::vector<SlotRange>& ranges, Visit&& visit)
{
    for (const SlotRange& range : ranges) {
        for (Slot slot = range.first; slot < range.first + range.count; ++slot)
            visit(slot);
    }
}

} // namespace

void SpatialIndexer::take(const SceneUpdate& update)
{
    const std::shared_ptr<const Scene> before = std::exchange(m_scene, update.scene);
    if (!before || before->epochVersion != m_scene->epochVersion)
        return sortAnew();
    takePositions(*before, changed(update.dirt.positions, m_scene->nodeSlots, m_scene->nodeSlots));
    takeStyles(*before, changed(update.dirt.styles, before->nodeSlots, m_scene->nodeSlots));
    takeEdges(*before, changed(update.dirt.edges, before->edgeSlots, m_scene->edgeSlots));
    placeWaitingEdges();
    if (m_nodes.size() > outgrown * m_nodes.sortedSize() + fewElements || m_edges.size() > outgrown * m_edges.sortedSize() + fewElements)
        sortAnew();
}

bool SpatialIndexer::drawn(Slot node) const { return m_scene->style(node).drawn() && finite(m_scene->position(node)); }

BlockList::Entry SpatialIndexer::nodeEntry(Slot node) const
{
    return {drawn(node) ? m_keys.node(node, m_scene->position(node), m_scene->style(node).radius) : m_keys.undrawnNode(node), node};
}

BlockList::Entry SpatialIndexer::edgeEntry(Slot slot) const
{
    const SceneEdge edge = m_scene->edge(slot);
    const bool bothDrawn = drawn(edge.source) && drawn(edge.target);
    return {bothDrawn ? m_keys.edge(slot, m_scene->position(edge.source), m_scene->position(edge.target)) : m_keys.undrawnEdge(slot), slot};
}

Box SpatialIndexer::nodeBox(Slot node) const
{
    Box box;
    if (drawn(node))
        box.add(m_scene->position(node));
    return box;
}

Box SpatialIndexer::edgeBox(Slot slot) const
{
    const SceneEdge edge = m_scene->edge(slot);
    Box box;
    if (drawn(edge.source) && drawn(edge.target)) {
        box.add(m_scene->position(edge.source));
        box.add(m_scene->position(edge.target));
    }
    return box;
}

void SpatialIndexer::insertNode(Slot node)
{
    m_nodes.insert(nodeEntry(node));
    m_nodes.grow(node, nodeBox(node), relativeRadius(m_scene->style(node).radius));
}

void SpatialIndexer::insertEdge(Slot slot)
{
    const Box box = edgeBox(slot);
    m_edges.insert(edgeEntry(slot));
    m_edges.grow(slot, box, 0);
    if (box.empty())
        m_waiting.push_back(slot);
}

void SpatialIndexer::placeWaitingEdges()
{
    if (!std::exchange(m_nodesAppeared, false) || m_waiting.empty())
        return;
    for (const Slot slot : std::exchange(m_waiting, {})) {
        if (!m_edges.holds(slot))
            continue;
        if (edgeBox(slot).empty()) {
            m_waiting.push_back(slot);
        } else {
            m_edges.remove(slot);
            insertEdge(slot);
        }
    }
}

void SpatialIndexer::sortAnew()
{
    const Scene& scene = *m_scene;
    m_bounds = boundsOf(scene);
    m_keys = SpatialKeys(m_bounds.most, scene.nodeCount, scene.edgeCount);
    std::vector<BlockList::Entry> entries;
    entries.reserve(scene.nodeCount);
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (scene.style(node).live)
            entries.push_back(nodeEntry(node));
    }
    m_nodes.rebuild(std::move(entries), scene.nodeSlots);
    entries = {};
    entries.reserve(scene.edgeCount);
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        if (isLiveEdge(scene, slot))
            entries.push_back(edgeEntry(slot));
    }
    m_edges.rebuild(std::move(entries), scene.edgeSlots);
    settle();
}

void SpatialIndexer::takePositions(const Scene& before, const std::vector<SlotRange>& ranges)
{
    double farthest = 0;
    forEachSlot(ranges, [&](Slot node) {
        if (node >= before.nodeSlots || before.style(node).generation != m_scene->style(node).generation)
            return;   // another node: it is inserted, and so are its edges
        const Point from = before.position(node);
        const Point to = m_scene->position(node);
        const double way = std::max(std::abs(double{to.x} - from.x), std::abs(double{to.y} - from.y));
        if (before.style(node).drawn() && m_scene->style(node).drawn())
            farthest = std::max(farthest, std::isnan(way) ? infinite : way);
    });
    m_drift += farthest;
}

void SpatialIndexer::takeStyles(const Scene& before, const std::vector<SlotRange>& ranges)
{
    forEachSlot(ranges, [&](Slot node) {
        const NodeStyle& style = m_scene->style(node);
        const bool held = m_nodes.holds(node);
        if (!style.live) {
            if (held)
                m_nodes.remove(node);
            return;
        }
        if (!held) {
            m_nodesAppeared |= style.drawn();
            return insertNode(node);
        }
        const NodeStyle& old = before.style(node);
        m_nodesAppeared |= !old.drawn() && style.drawn();
        if (old.drawn() && !style.drawn())
            m_drift = infinite;   // its edges are among others that are still drawn
        if (old.drawn() != style.drawn() || old.radius != style.radius || old.generation != style.generation) {
            m_nodes.remove(node);
            insertNode(node);
        }
        m_nodes.markDirty(node);
    });
}

void SpatialIndexer::takeEdges(const Scene& before, const std::vector<SlotRange>& ranges)
{
    forEachSlot(ranges, [&](Slot slot) {
        const bool held = m_edges.holds(slot);
        if (!isLiveEdge(*m_scene, slot)) {
            if (held)
                m_edges.remove(slot);
            return;
        }
        if (!held)
            return insertEdge(slot);
        const SceneEdge old = before.edge(slot);
        const SceneEdge now = m_scene->edge(slot);
        const bool sameNodes = old.source == now.source && old.target == now.target && now.source < before.nodeSlots
            && now.target < before.nodeSlots && before.style(now.source).generation == m_scene->style(now.source).generation
            && before.style(now.target).generation == m_scene->style(now.target).generation;
        if (!sameNodes) {
            m_edges.remove(slot);
            insertEdge(slot);
        }
        m_edges.markDirty(slot);
    });
}

template <typename EntryOf, typename BoxOf, typename RadiusOf>
bool SpatialIndexer::settle(BlockList& list, EntryOf&& entryOf, BoxOf&& boxOf, RadiusOf&& radiusOf)
{
    const auto mostMisplaced = static_cast<std::size_t>(misplacedShare * list.size()) + fewElements;
    std::vector<BlockList::Entry> misplaced;
    for (std::uint32_t number = 0; number < list.blockCount(); ++number) {
        const SpatialBlock& block = list.block(number);
        Box bounds;
        float radius = 0;
        for (std::uint32_t i = 0; i < block.count; ++i) {
            const BlockList::Entry entry = entryOf(block.slots[i]);
            if (!list.inRange(number, entry.key)) {
                misplaced.push_back(entry);
                continue;
            }
            const Box box = boxOf(entry.slot);
            if (!box.empty()) {
                bounds.add({box.left, box.top});
                bounds.add({box.right, box.bottom});
            }
            radius = std::max(radius, radiusOf(entry.slot));
        }
        if (misplaced.size() > mostMisplaced)
            return false;
        list.setBounds(number, bounds, radius);
    }
    for (const BlockList::Entry& entry : misplaced) {
        list.remove(entry.slot);
        list.insert(entry);
        list.grow(entry.slot, boxOf(entry.slot), radiusOf(entry.slot));
    }
    return true;
}

void SpatialIndexer::settle()
{
    m_drift = 0;
    m_waiting.clear();
    const Bounds bounds = boundsOf(*m_scene);
    const double extent = std::max({bounds.most.width(), bounds.most.height(), 1e-30});
    const double ratio = extent / m_keys.extent();
    const auto radiusOf = [this](Slot node) { return drawn(node) ? relativeRadius(m_scene->style(node).radius) : 0.0F; };
    const auto edgeBoxOf = [this](Slot slot) {
        const Box box = edgeBox(slot);
        if (box.empty())
            m_waiting.push_back(slot);
        return box;
    };
    const bool sorted = ratio < otherExtent && ratio > 1 / otherExtent
        && settle(m_nodes, [this](Slot node) { return nodeEntry(node); }, [this](Slot node) { return nodeBox(node); }, radiusOf)
        && settle(m_edges, [this](Slot slot) { return edgeEntry(slot); }, edgeBoxOf, [](Slot) { return 0.0F; });
    m_bounds = bounds;
    if (!sorted)
        sortAnew();
}

SpatialIndexer::Result SpatialIndexer::publish()
{
    auto index = std::make_shared<SpatialIndex>();
    index->sceneVersion = m_scene->version;
    index->nodes = m_nodes.publish();
    index->edges = m_edges.publish();
    index->drift = static_cast<float>(m_drift);
    return {std::move(index), {m_nodes.takeDirt(), m_edges.takeDirt()}};
}

} // namespace weir::scene
