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

    Slot edge(Slot source, Slot target, bool directed = false, float weight = 1)
    {
        m_edges.push_back({source, target});
        m_directed.push_back(directed);
        m_weights.push_back(weight);
        m_edgeStandings.push_back(Standing::Shown);
        m_edgeColours.push_back(0);
        return static_cast<Slot>(m_edges.size() - 1);
    }

    void move(Slot node, float x, float y) { m_points[node] = {x, y}; }
    [[nodiscard]] NodeStyle& style(Slot node) { return m_styles[node]; }
    [[nodiscard]] SceneEdge& ends(Slot edge) { return m_edges[edge]; }
    [[nodiscard]] Standing& edgeStanding(Slot edge) { return m_edgeStandings[edge]; }
    /// From then on edges have colours of their own, the others 0.
    void colourEdge(Slot edge, std::uint32_t colour)
    {
        m_coloured = true;
        m_edgeColours[edge] = colour;
    }
    void setUsualWeights(WeightRange usual) { m_usualWeights = usual; }

    /// The next version, whole. `epoch` is that of the graph.
    [[nodiscard]] std::shared_ptr<const Scene> scene(std::uint64_t epoch = 1)
    {
        auto scene = std::make_shared<Scene>();
        scene->version = scene->structureVersion = ++m_version;
        scene->shownTick = m_version;
        scene->epochVersion = epoch;
        scene->nodeSlots = scene->nodeCount = static_cast<std::uint32_t>(m_points.size());
        scene->dimmedNodes = static_cast<std::uint32_t>(std::ranges::count(m_styles, Standing::Dimmed, &NodeStyle::standing));
        scene->dimmedEdges = static_cast<std::uint32_t>(std::ranges::count(m_edgeStandings, Standing::Dimmed));
        scene->usualWeights = m_usualWeights;
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
            const Slot count = std::min(pageSize, scene->edgeSlots - first);
            std::copy_n(m_edges.begin() + first, count, edges->edges.begin());
            for (Slot i = 0; i < count; ++i) {
                edges->directed.set(i, m_directed[first + i]);
                edges->setWeight(i, m_weights[first + i]);
            }
            scene->edges.push_back(std::move(edges));
            auto standings = std::make_shared<EdgeStandingPage>();
            std::copy_n(m_edgeStandings.begin() + first, count, standings->standings.begin());
            const bool usual = std::ranges::all_of(standings->standings, [](Standing standing) { return standing == Standing::Shown; });
            scene->edgeStandings.push_back(usual ? nullptr : std::move(standings));
            if (m_coloured) {
                auto looks = std::make_shared<EdgeLookPage>();
                std::copy_n(m_edgeColours.begin() + first, count, looks->colours.begin());
                scene->edgeLooks.push_back(std::move(looks));
            }
        }
        scene->colouredEdges = m_coloured;
        return scene;
    }

private:
    std::vector<Point> m_points;
    std::vector<NodeStyle> m_styles;
    std::vector<SceneEdge> m_edges;
    std::vector<Standing> m_edgeStandings;
    WeightRange m_usualWeights;
    std::vector<float> m_weights;
    std::vector<bool> m_directed;
    std::vector<std::uint32_t> m_edgeColours;
    bool m_coloured = false;
    std::uint64_t m_version = 0;
};

} // namespace weir::scene
