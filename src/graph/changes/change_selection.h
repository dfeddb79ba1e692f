#pragma once
#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include <limits>
#include <vector>

namespace weir::graph {

/// The slots of what changed after a tick, by what became of them: the rows of a delta, before their values are read.
/// Filled again and again without allocating. Not thread-safe.
class ChangeSelection final {
public:
    enum class Outcome : std::uint8_t { Whole, TooMany };

    /// Selects all that changed in `store` after `from`. TooMany: it would be more than `maxRows` rows; what is
    /// selected then means nothing.
    [[nodiscard]] Outcome select(const GraphStore& store, Tick from, std::size_t maxRows, Reads reads = Reads::AttributesToo);

    /// Selects what changed after `from` within `range`, which lies in chunks that have been used, however much it is: of its elements,
    /// with their attributes or without.
    void selectRange(const GraphStore& store, ElementRange range, Tick from, Reads reads = Reads::AttributesToo);

    /// Selects every live element of `range`, or the attributes of each.
    void selectAll(const GraphStore& store, ElementRange range);

    /// Leaves out edges that end at a node that is younger than `tick`, or at none, with their attributes: their reader may not have it.
    void dropEdgesToNodesBornAfter(const GraphStore& store, Tick tick);

    /// Leaves out the values of slots whose lane is not among the first `lanes`, except of elements whose identity changed after
    /// `from`, too: these come whole. The number of elements of which nothing is left.
    std::size_t dropMotionsBeyondLanes(const GraphStore& store, std::size_t lanes, Tick from);

    [[nodiscard]] std::size_t rows() const;
    /// Number of elements; one with an identity and a motion counts once.
    [[nodiscard]] std::size_t elements() const { return m_elements; }

    /// About what the selected rows take on the wire, as ChangeSet::wireBytes() of what gather() makes of them.
    [[nodiscard]] std::size_t wireBytes(const GraphStore& store) const;

    /// Appends the selected rows with their values as they are now to `out`, which has the schema's columns. TooMany: they take
    /// more than `maxBytes` in a message, and `out` has some of them: few more than these bytes, however many were selected.
    [[nodiscard]] Outcome gather(const GraphStore& store, ChangeSet& out, std::size_t maxBytes) const;
    void gather(const GraphStore& store, ChangeSet& out) const { static_cast<void>(gather(store, out, std::numeric_limits<std::size_t>::max())); }

private:
    void clear();
    void addRange(const GraphStore& store, ElementRange range, Tick from, Reads reads);
    void addNode(const GraphStore& store, Slot node, Tick from, Reads reads);
    void addEdge(const GraphStore& store, Slot edge, Tick from, Reads reads);
    void gatherAttributes(const GraphStore& store, ElementKind kind, ChangeSet& out, std::size_t maxBytes) const;

    std::vector<Slot> m_edgeTombstones, m_nodeTombstones, m_nodeIdentities, m_nodeMotions, m_edgeIdentities, m_edgeMotions;
    std::vector<Slot> m_nodeAttributes, m_edgeAttributes;   // all that these have
    bool m_emptiesFirst = true;                             // their reader may have others of them
    std::size_t m_elements = 0;
};

} // namespace weir::graph
