#pragma once
#include "layout/force/force_layout.h"
#include "layout/random.h"
#include "layout/topology.h"
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

/// Graphs that the layout's tests share.
namespace graphs {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

inline std::shared_ptr<weir::layout::Topology> topology(std::size_t nodes, const Edges& edges)
{
    auto result = std::make_shared<weir::layout::Topology>();
    result->live.assign(nodes, 1);
    for (const auto& [source, target] : edges)
        result->edges.push_back({source, target});
    return result;
}

inline Edges grid(std::uint32_t side)
{
    Edges edges;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x) {
            if (x + 1 < side)
                edges.emplace_back(y * side + x, y * side + x + 1);
            if (y + 1 < side)
                edges.emplace_back(y * side + x, (y + 1) * side + x);
        }
    }
    return edges;
}

/// Node 0 joined to each of the others.
inline Edges star(std::uint32_t leaves)
{
    Edges edges;
    for (std::uint32_t leaf = 1; leaf <= leaves; ++leaf)
        edges.emplace_back(0, leaf);
    return edges;
}

/// `count` paths of `length` nodes, one after the other.
inline Edges paths(std::uint32_t count, std::uint32_t length)
{
    Edges edges;
    for (std::uint32_t node = 0; node < count * length; ++node) {
        if ((node + 1) % length != 0)
            edges.emplace_back(node, node + 1);
    }
    return edges;
}

/// Each node has `children`, as far as there are nodes.
inline Edges tree(std::uint32_t nodes, std::uint32_t children)
{
    Edges edges;
    for (std::uint32_t node = 1; node < nodes; ++node)
        edges.emplace_back(node, (node - 1) / children);
    return edges;
}

/// `count` communities of `size` nodes one after the other: each node has so many edges within its own and others to anywhere.
inline Edges planted(std::uint32_t count, std::uint32_t size, std::uint32_t within, std::uint32_t anywhere)
{
    Edges edges;
    std::uint64_t draw = 0;
    for (std::uint32_t node = 0; node < count * size; ++node) {
        for (std::uint32_t i = 0; i < within; ++i)
            edges.emplace_back(node, node / size * size + static_cast<std::uint32_t>(weir::layout::scattered(draw++) % size));
        for (std::uint32_t i = 0; i < anywhere; ++i)
            edges.emplace_back(node, static_cast<std::uint32_t>(weir::layout::scattered(draw++) % (count * size)));
    }
    return edges;
}

inline bool allFinite(std::span<const weir::layout::Point> places)
{
    for (const auto& place : places) {
        if (!std::isfinite(place.x) || !std::isfinite(place.y))
            return false;
    }
    return true;
}

inline float distance(weir::layout::Point a, weir::layout::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Steps until the layout rests; false: it did not within far more steps than any start takes.
inline bool settle(weir::layout::ForceLayout& layout)
{
    for (int step = 0; step < 5000; ++step) {
        if (!layout.step())
            return true;
    }
    return false;
}

} // namespace graphs
