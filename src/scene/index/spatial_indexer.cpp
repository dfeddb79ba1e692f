#include "scene/index/spatial_indexer.h"
#include "scene/index/slot_ranges.h"
#include <cmath>
#include <utility>

namespace weir::scene {

namespace {

constexpr std::uint32_t outgrown = 2;            // times as many elements as were sorted
constexpr std::uint32_t fewElements = 4096;      // that may be added to any graph before
constexpr double misplacedShare = 0.25;          // of elements, beyond which sorting is cheaper than moving each
constexpr double otherExtent = 2;                // times as large, or as small, as the frame that keys are made for

bool finite(Point point) { return std::isfinite(point.x) && std::isfinite(point.y); }

bool isLiveEdge(const Scene& scene, Slot slot)
{
    return slot < scene.edgeSlots && scene.edge(slot).source < scene.nodeSlots && scene.edge(slot).target < scene.nodeSlots;
}

/// Whatever its nodes: it comes back as a changed edge, not with a node.
bool isHiddenItself(const Scene& scene, Slot slot) { return scene.ownStanding(slot) == Standing::Hidden; }

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
        return sortAnew(boundsOf(*m_scene));
    takeNodes(*before, update.dirt);
    takeEdges(*before, changed(update.dirt.edges, before->edgeSlots, m_scene->edgeSlots));
    takeAppearedAndVanished();
    if (m_nodes.size() > outgrown * m_nodes.sortedSize() + fewElements || m_edges.size() > outgrown * m_edges.sortedSize() + fewElements)
        sortAnew(boundsOf(*m_scene));
}

bool SpatialIndexer::drawn(Slot node) const { return m_scene->style(node).drawn() && finite(m_scene->position(node)); }

bool SpatialIndexer::edgeDrawn(Slot slot) const
{
    const SceneEdge edge = m_scene->edge(slot);
    return isLiveEdge(*m_scene, slot) && drawn(edge.source) && drawn(edge.target) && !isHiddenItself(*m_scene, slot);
}

BlockList::Entry SpatialIndexer::nodeEntry(Slot node) const
{
    return {m_keys.node(node, m_scene->position(node), m_scene->style(node).radius), node};
}

BlockList::Entry SpatialIndexer::edgeEntry(Slot slot) const
{
    const SceneEdge edge = m_scene->edge(slot);
    return {m_keys.edge(slot, m_scene->position(edge.source), m_scene->position(edge.target)), slot};
}

void SpatialIndexer::insertNode(Slot node)
{
    Box box;
    box.add(m_scene->position(node));
    m_nodes.insert(nodeEntry(node));
    m_nodes.grow(node, box, relativeRadius(m_scene->style(node).radius));
}

void SpatialIndexer::insertEdge(Slot slot)
{
    m_edges.insert(edgeEntry(slot));
    m_edges.grow(slot, edgeBox(*m_scene, slot), 0);
}

void SpatialIndexer::sortAnew(const Bounds& bounds)
{
    const Scene& scene = *m_scene;
    ++m_sorts;
    m_bounds = bounds;
    m_drift = 0;
    m_keys = SpatialKeys(m_bounds.most, scene.nodeCount, scene.edgeCount);
    std::vector<BlockList::Entry> entries;
    entries.reserve(scene.nodeCount);
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (drawn(node))
            entries.push_back(nodeEntry(node));
    }
    m_nodes.rebuild(std::move(entries), scene.nodeSlots);
    entries = {};
    entries.reserve(scene.edgeCount);
    m_waiting.clear();
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        if (edgeDrawn(slot))
            entries.push_back(edgeEntry(slot));
        else if (isLiveEdge(scene, slot) && !isHiddenItself(scene, slot))
            m_waiting.push_back(slot);
    }
    m_edges.rebuild(std::move(entries), scene.edgeSlots);
    m_nodesAppeared = m_nodesVanished = false;
    const auto every = [](std::uint32_t, Slot) { return true; };   // each is where its key says
    measureNodes(every);
    measureEdges(every);
}

void SpatialIndexer::takeNodes(const Scene& before, const SceneDirt& dirt)
{
    double farthest = 0;
    const auto take = [&](Slot node) {
        const bool held = m_nodes.holds(node);
        const bool nowDrawn = drawn(node);
        if (!held && nowDrawn) {
            insertNode(node);
            m_nodesAppeared = true;
        } else if (held && !nowDrawn) {
            m_nodes.remove(node);
            m_nodesVanished |= m_scene->style(node).live;   // those of a node that was removed are removed, too
        } else if (held && node < before.nodeSlots && before.style(node).generation == m_scene->style(node).generation) {
            const Point from = before.position(node);
            const Point to = m_scene->position(node);
            farthest = std::max({farthest, std::abs(double{to.x} - from.x), std::abs(double{to.y} - from.y)});
        }
    };
    forEachSlot(changed(dirt.positions, m_scene->nodeSlots, m_scene->nodeSlots), take);
    m_drift += farthest;
    forEachSlot(changed(dirt.styles, before.nodeSlots, m_scene->nodeSlots), [&](Slot node) {
        const bool held = m_nodes.holds(node);
        take(node);
        if (!held || !m_nodes.holds(node))
            return;
        const NodeStyle& style = m_scene->style(node);
        const bool known = node < before.nodeSlots && before.style(node).generation == style.generation;
        if (!known || before.style(node).radius != style.radius) {
            m_nodes.remove(node);
            insertNode(node);
        }
        m_nodes.markDirty(node);
    });
}

void SpatialIndexer::takeEdges(const Scene& before, const std::vector<SlotRange>& ranges)
{
    const auto sameNode = [&](Slot a, Slot b) {
        return a == b && a < before.nodeSlots && before.style(a).generation == m_scene->style(a).generation;
    };
    forEachSlot(ranges, [&](Slot slot) {
        const bool held = m_edges.holds(slot);
        if (!edgeDrawn(slot)) {
            if (held)
                m_edges.remove(slot);
            if (isLiveEdge(*m_scene, slot) && !isHiddenItself(*m_scene, slot))
                m_waiting.push_back(slot);
            return;
        }
        if (!held)
            return insertEdge(slot);
        const SceneEdge old = before.edge(slot);
        const SceneEdge now = m_scene->edge(slot);
        if (!sameNode(old.source, now.source) || !sameNode(old.target, now.target)) {
            m_edges.remove(slot);
            insertEdge(slot);
        }
        m_edges.markDirty(slot);
    });
}

void SpatialIndexer::takeAppearedAndVanished()
{
    if (std::exchange(m_nodesVanished, false)) {
        for (Slot slot = 0; slot < m_scene->edgeSlots; ++slot) {
            if (!m_edges.holds(slot) || edgeDrawn(slot))
                continue;
            m_edges.remove(slot);
            m_waiting.push_back(slot);
        }
    }
    if (!std::exchange(m_nodesAppeared, false))
        return;
    std::erase_if(m_waiting, [this](Slot slot) {
        if (edgeDrawn(slot) && !m_edges.holds(slot))
            insertEdge(slot);
        return m_edges.holds(slot) || !isLiveEdge(*m_scene, slot) || isHiddenItself(*m_scene, slot);
    });
}

template <typename Keep>
void SpatialIndexer::measureNodes(Keep&& keep)
{
    for (std::uint32_t number = 0; number < m_nodes.blockCount(); ++number) {
        const SpatialBlock& block = m_nodes.block(number);
        Box bounds;
        float radius = 0;
        for (std::uint32_t i = 0; i < block.count; ++i) {
            if (!keep(number, block.slots[i]))
                continue;
            bounds.add(m_scene->position(block.slots[i]));
            radius = std::max(radius, relativeRadius(m_scene->style(block.slots[i]).radius));
        }
        m_nodes.setBounds(number, bounds, radius);
    }
}

template <typename Keep>
void SpatialIndexer::measureEdges(Keep&& keep)
{
    for (std::uint32_t number = 0; number < m_edges.blockCount(); ++number) {
        const SpatialBlock& block = m_edges.block(number);
        Box bounds;
        for (std::uint32_t i = 0; i < block.count; ++i) {
            if (keep(number, block.slots[i]))
                bounds.add(edgeBox(*m_scene, block.slots[i]));
        }
        m_edges.setBounds(number, bounds, 0);
    }
}

double SpatialIndexer::growth() const
{
    const auto of = [](const BlockList& list) {
        const std::uint32_t known = list.sortedSize() + fewElements;
        return list.size() > known ? static_cast<double>(list.size() - known) / std::max(list.sortedSize(), 1U) : 0.0;
    };
    return std::max(of(m_nodes), of(m_edges));
}

void SpatialIndexer::settle(double mostGrowth)
{
    const Bounds bounds = boundsOf(*m_scene);
    const double extent = std::max({bounds.most.width(), bounds.most.height(), 1e-30});
    const double ratio = extent / m_keys.extent();
    if (ratio >= otherExtent || ratio <= 1 / otherExtent || growth() > mostGrowth)
        return sortAnew(bounds);
    m_bounds = bounds;
    m_drift = 0;
    const auto tooMany = [](const BlockList& list, const std::vector<Slot>& misplaced) {
        return static_cast<double>(misplaced.size()) > misplacedShare * list.size() + fewElements;
    };
    std::vector<Slot> nodes, edges;
    measureNodes([&](std::uint32_t block, Slot node) {
        const bool inPlace = m_nodes.inRange(block, nodeEntry(node).key);
        if (!inPlace)
            nodes.push_back(node);
        return inPlace;
    });
    if (tooMany(m_nodes, nodes))
        return sortAnew(bounds);
    measureEdges([&](std::uint32_t block, Slot edge) {
        const bool inPlace = m_edges.inRange(block, edgeEntry(edge).key);
        if (!inPlace)
            edges.push_back(edge);
        return inPlace;
    });
    if (tooMany(m_edges, edges))
        return sortAnew(bounds);
    for (const Slot node : nodes) {
        m_nodes.remove(node);
        insertNode(node);
    }
    for (const Slot edge : edges) {
        m_edges.remove(edge);
        insertEdge(edge);
    }
}

SpatialIndexer::Result SpatialIndexer::publish()
{
    auto index = std::make_shared<SpatialIndex>();
    index->nodes = m_nodes.publish();
    index->edges = m_edges.publish();
    index->drift = static_cast<float>(m_drift);
    return {std::move(index), {m_nodes.takeDirt(), m_edges.takeDirt()}};
}

} // namespace weir::scene
