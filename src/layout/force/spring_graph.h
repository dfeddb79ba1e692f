#pragma once
#include "layout/edge_rows.h"
#include "layout/force/force_model.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace weir::layout {

/// Number of a node within one SpringGraph, dense from 0.
using NodeIndex = std::uint32_t;

/// A graph ready for the forces: for each node its springs (each edge stands at both of its ends) and its mass.
/// Plain values, no thread of its own.
class SpringGraph final {
public:
    struct Spring {
        NodeIndex other;
        float weight;
    };

    SpringGraph() = default;

    /// Of `nodes` nodes and the edges between them; loops are left out, ends must be below `nodes`.
    SpringGraph(std::size_t nodes, EdgeSpan edges, const ForceModel& model);

    /// From ready columns: `first` has one entry more than `masses` and ends with `springs.size()`.
    SpringGraph(std::vector<std::uint32_t> first, std::vector<Spring> springs, std::vector<float> masses);

    [[nodiscard]] std::size_t size() const noexcept { return m_masses.size(); }
    [[nodiscard]] std::size_t springCount() const noexcept { return m_springs.size(); }
    [[nodiscard]] std::span<const float> masses() const noexcept { return m_masses; }
    [[nodiscard]] std::span<const Spring> springs(NodeIndex node) const noexcept
    {
        return {m_springs.data() + m_first[node], m_springs.data() + m_first[node + 1]};
    }
    /// The ends of a spring by its number, below springCount(): its own node first.
    [[nodiscard]] std::pair<NodeIndex, NodeIndex> ends(std::size_t spring) const;

    [[nodiscard]] std::size_t degree(NodeIndex node) const noexcept { return m_first[node + 1] - m_first[node]; }

private:
    std::vector<std::uint32_t> m_first{0};
    std::vector<Spring> m_springs;
    std::vector<float> m_masses;
};

} // namespace weir::layout
