#pragma once
#include "layout/start/coarsening.h"
#include "layout/point.h"
#include <cstdint>
#include <span>
#include <vector>

namespace weir::layout {

/// A graph and ever coarser ones drawn together from it; level 0 is the graph itself. Plain values, no thread of its own.
class Hierarchy final {
public:
    /// `finest` must live as long as this.
    explicit Hierarchy(const SpringGraph& finest) : m_finest(&finest) {}

    /// Adds the next level. False: it would be hardly coarser, nothing was added.
    bool addLevel(std::uint64_t seed);

    [[nodiscard]] std::size_t levels() const noexcept { return m_coarser.size() + 1; }
    [[nodiscard]] const SpringGraph& graph(std::size_t level) const noexcept
    {
        return level == 0 ? *m_finest : m_coarser[level - 1].graph;
    }

    /// By node of `level`: the node of the level above that holds it. `level` is below the last.
    [[nodiscard]] std::span<const NodeIndex> parents(std::size_t level) const noexcept { return m_coarser[level].parents; }

    /// By node of level 0: the node of `level` that holds it.
    [[nodiscard]] std::vector<NodeIndex> ancestors(std::size_t level) const;

    /// Places for `level` from those of the coarser level above it: round the parent, within `spread` world units.
    [[nodiscard]] std::vector<Point> refined(std::span<const Point> coarser, std::size_t level, float spread,
                                             std::uint64_t seed) const;

private:
    const SpringGraph* m_finest;
    std::vector<CoarserGraph> m_coarser;
};

} // namespace weir::layout
