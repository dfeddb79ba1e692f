#pragma once
#include "scene/scene.h"
#include <algorithm>
#include <memory>
#include <vector>

namespace weir::scene {

/// Makes small scenes for tests.
class SceneBuilder final {
public:
    Slot node(float x, float y, float radius = 1, std::uint16_t category = 0)
    {
        m_points.push_back({x, y});
        m_styles.push_back({radius, category, true, true, 0});
        return static_cast<Slot>(m_points.size() - 1);
    }

    Slot unplacedNode()
    {
        const Slot slot = node(0, 0);
        m_styles[slot].placed = false;
        return slot;
    }

    Slot freeNode()
    {
        const Slot slot = node(0, 0);
        m_styles[slot].live = false;
        return slot;
    }

    Slot edge(Slot source, Slot target)
    {
        m_edges.push_back({source, target});
        return static_cast<Slot>(m_edges.size() - 1);
    }

    void move(Slot node, float x, float y) { m_points[node] = {x, y}; }
    [[nodiscard]] NodeStyle& style(Slot node) { return m_styles[node]; }
    [[nodiscard]] SceneEdge& ends(Slot edge) { return m_edges[edge]; }

    /// The next version, whole. `epoch` is that of the graph.
    [[nodiscard]] std::shared_ptr<const Scene> scene(std::uint64_t epoch = 1)
    {
        auto scene = std::make_shared<Scene>();
        scene->version = scene->structureVersion = ++m_version;
        scene->shownTick = m_version;
        scene->epochVersion = epoch;
        scene->nodeSlots = scene->nodeCount = static_cast<std::uint32_t>(m_points.size());
        scene->edgeSlots = scene->edgeCount = static_cast<std::uint32_t>(m_edges.size());
        for (Slot first = 0; first < scene->nodeSlots; first += pageSize) {
            auto positions = std::make_shared<PositionPage>();
            auto styles = std::make_shared<NodeStylePage>();
            const Slot count = std::min(pageSize, scene->nodeSlots - first);
            std::copy_n(m_points.begin() + first, count, positions->points.begin());
            std::copy_n(m_styles.begin() + first, count, styles->styles.begin());
            scene->positions.push_back(std::move(positions));
            scene->styles.push_back(std::move(styles));
        }
        for (Slot first = 0; first < scene->edgeSlots; first += pageSize) {
            auto edges = std::make_shared<EdgePage>();
            std::copy_n(m_edges.begin() + first, std::min(pageSize, scene->edgeSlots - first), edges->edges.begin());
            scene->edges.push_back(std::move(edges));
        }
        return scene;
    }

private:
    std::vector<Point> m_points;
    std::vector<NodeStyle> m_styles;
    std::vector<SceneEdge> m_edges;
    std::uint64_t m_version = 0;
};

} // namespace weir::scene
