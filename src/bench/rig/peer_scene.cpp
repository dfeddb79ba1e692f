#include "bench/rig/peer_scene.h"
#include "scene/index/slot_ranges.h"
#include <algorithm>
#include <cmath>

namespace weir::bench {

namespace {

using scene::pageSize;

template <typename Page>
Page& ownPage(std::shared_ptr<const Page>& shared)
{
    auto page = std::make_shared<Page>(*shared);
    Page& own = *page;
    shared = std::move(page);
    return own;
}

} // namespace

PeerScene::PeerScene(const PeerGraph& graph)
{
    m_scene.version = m_scene.structureVersion = m_scene.epochVersion = 1;
    m_scene.nodeSlots = m_scene.nodeCount = static_cast<std::uint32_t>(graph.positions.size() / 2);
    m_scene.edgeSlots = m_scene.edgeCount = static_cast<std::uint32_t>(graph.ends.size() / 2);
    for (Slot first = 0; first < m_scene.nodeSlots; first += pageSize) {
        auto positions = std::make_shared<scene::PositionPage>();
        auto styles = std::make_shared<scene::NodeStylePage>();
        for (Slot node = first; node < std::min(first + pageSize, m_scene.nodeSlots); ++node) {
            positions->points[node - first] = {graph.positions[2 * std::size_t{node}], graph.positions[2 * std::size_t{node} + 1]};
            styles->styles[node - first] = {1.0F, static_cast<std::uint16_t>(node % 7), true, true, 0};
        }
        m_scene.positions.push_back(std::move(positions));
        m_scene.styles.push_back(std::move(styles));
    }
    for (Slot first = 0; first < m_scene.edgeSlots; first += pageSize) {
        auto edges = std::make_shared<scene::EdgePage>();
        for (Slot edge = first; edge < std::min(first + pageSize, m_scene.edgeSlots); ++edge)
            edges->edges[edge - first] = {graph.ends[2 * std::size_t{edge}], graph.ends[2 * std::size_t{edge} + 1]};
        m_scene.edges.push_back(std::move(edges));
    }
}

scene::SceneUpdate PeerScene::whole() const { return {std::make_shared<const scene::Scene>(m_scene), {}}; }

scene::SceneUpdate PeerScene::scattered(std::uint32_t count)
{
    ++m_turn;
    scene::SceneUpdate update;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Slot node = static_cast<Slot>(std::uint64_t{i} * m_scene.nodeSlots / count);
        const Slot edge = static_cast<Slot>(std::uint64_t{i} * m_scene.edgeSlots / count);
        scene::Point& point = ownPage(m_scene.positions[node / pageSize]).points[node % pageSize];
        point.x += m_turn % 2 == 0 ? 1e-4F : -1e-4F;
        update.dirt.positions.push_back({node, 1});
        const Slot other = node + 1 < m_scene.nodeSlots ? node + 1 : 0;
        scene::NodeStyle& style = ownPage(m_scene.styles[other / pageSize]).styles[other % pageSize];
        style.category = static_cast<std::uint16_t>((style.category + 1) % 7);
        update.dirt.styles.push_back({other, 1});
        if (m_scene.edgeSlots > 0) {
            scene::SceneEdge& ends = ownPage(m_scene.edges[edge / pageSize]).edges[edge % pageSize];
            std::swap(ends.source, ends.target);
            update.dirt.edges.push_back({edge, 1});
        }
    }
    ++m_scene.version;
    update.scene = std::make_shared<const scene::Scene>(m_scene);
    return update;
}

scene::SceneUpdate PeerScene::grown(std::uint32_t nodes, std::uint32_t edges)
{
    scene::SceneUpdate update;
    const Slot firstNode = m_scene.nodeSlots;
    const Slot firstEdge = m_scene.edgeSlots;
    const auto beside = [&](std::uint32_t i) { return static_cast<Slot>(std::uint64_t{i} * firstNode / nodes); };
    for (std::uint32_t i = 0; i < nodes; ++i) {
        const Slot node = m_scene.nodeSlots++;
        if (node / pageSize == m_scene.positions.size()) {
            m_scene.positions.push_back(std::make_shared<scene::PositionPage>());
            m_scene.styles.push_back(std::make_shared<scene::NodeStylePage>());
        }
        const scene::Point at = m_scene.position(beside(i));
        ownPage(m_scene.positions[node / pageSize]).points[node % pageSize] = {at.x + 1e-5F, at.y + 1e-5F};
        ownPage(m_scene.styles[node / pageSize]).styles[node % pageSize] = {1.0F, static_cast<std::uint16_t>(node % 7), true, true, 0};
    }
    for (std::uint32_t i = 0; i < edges; ++i) {
        const Slot edge = m_scene.edgeSlots++;
        if (edge / pageSize == m_scene.edges.size())
            m_scene.edges.push_back(std::make_shared<scene::EdgePage>());
        ownPage(m_scene.edges[edge / pageSize]).edges[edge % pageSize] = {firstNode + i % nodes, beside(i % nodes)};
    }
    m_scene.nodeCount += nodes;
    m_scene.edgeCount += edges;
    ++m_scene.version;
    ++m_scene.structureVersion;
    update.dirt = {{{firstNode, nodes}}, {{firstNode, nodes}}, {{firstEdge, edges}}};
    update.scene = std::make_shared<const scene::Scene>(m_scene);
    return update;
}

scene::SceneUpdate PeerScene::hundredthMoved()
{
    ++m_turn;
    scene::SceneUpdate update;
    std::vector<std::uint8_t> owned(m_scene.positions.size());
    for (std::uint64_t k = 0; k < (m_scene.nodeSlots + 99) / 100; ++k) {
        const auto node = static_cast<Slot>((k * 97 + std::uint64_t{m_turn} * 31) % m_scene.nodeSlots);
        auto& page = m_scene.positions[node / pageSize];
        auto& points = owned[node / pageSize] != 0 ? const_cast<scene::PositionPage&>(*page).points : ownPage(page).points;   // made just now
        owned[node / pageSize] = 1;
        points[node % pageSize].x += m_turn % 2 == 0 ? 1e-4F : -1e-4F;
        update.dirt.positions.push_back({node, 1});
    }
    scene::bound(update.dirt.positions);
    ++m_scene.version;
    update.scene = std::make_shared<const scene::Scene>(m_scene);
    return update;
}

scene::SceneUpdate PeerScene::allMoved()
{
    const double angle = 0.1 * ++m_turn;
    const auto dx = static_cast<float>(1e-3 * std::cos(angle));
    const auto dy = static_cast<float>(1e-3 * std::sin(angle));
    for (auto& shared : m_scene.positions) {
        for (scene::Point& point : ownPage(shared).points) {
            point.x += dx;
            point.y += dy;
        }
    }
    ++m_scene.version;
    return {std::make_shared<const scene::Scene>(m_scene), {{{0, m_scene.nodeSlots}}, {}, {}}};
}

} // namespace weir::bench
