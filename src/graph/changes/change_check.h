#pragma once
#include "graph/graph_store.h"

namespace weir::graph {

/// Holds a set of changes against the store it is meant for, before anything is applied: shapes, limits, finite
/// numbers, valid UTF-8, slots that may be filled, ends that will be there. Reads the store, writes only the marks.
class ChangeCheck final {
public:
    /// The marks are scratch of the store's own; they are all 0 again after each call.
    ChangeCheck(const GraphStore& store, CheckMarks& marks) : m_store(store), m_marks(marks) {}

    /// An error names the first thing that is wrong.
    [[nodiscard]] std::expected<void, Error> check(const ChangeView& changes, DanglingEdges dangling);

    /// Whether `changes` has only identities and motions of elements of `range`, each motion with its identity.
    [[nodiscard]] static std::expected<void, Error> checkInside(ElementRange range, const ChangeView& changes);

private:
    [[nodiscard]] std::expected<void, Error> checkShapes(const ChangeView& changes) const;
    [[nodiscard]] std::expected<void, Error> checkNodes(const ChangeView& changes);
    [[nodiscard]] std::expected<void, Error> checkNodeMotions(const NodeMotionRows& rows) const;
    [[nodiscard]] std::expected<void, Error> checkEdges(const ChangeView& changes, DanglingEdges dangling);
    [[nodiscard]] bool markAll(std::span<const Slot> slots, Column<std::uint8_t>& marks, std::uint8_t mark);
    [[nodiscard]] std::expected<void, Error> checkAttributes(const ChangeView& changes, DanglingEdges dangling) const;
    void clearMarks(const ChangeView& changes);

    [[nodiscard]] bool nodeWillLive(Slot node) const;
    [[nodiscard]] bool edgeWillLive(Slot edge) const;

    const GraphStore& m_store;
    CheckMarks& m_marks;
};

} // namespace weir::graph
