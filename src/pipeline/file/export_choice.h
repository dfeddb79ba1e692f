#pragma once
#include "pipeline/file/export_order.h"
#include "scene/scene.h"
#include <memory>
#include <vector>

namespace weir::pipeline {

/// Which elements of a scene a part of the graph has. The filters' part is what the picture shows whole: what is dimmed is left out of it
/// as what is hidden. A selection is its nodes and edges, and the ends of these, whatever the filters say; of nodes that are selected
/// without an edge it has all edges between them. Immutable, so any thread may read it. Memory: a bit for each slot of a selection's scene.
class ExportChoice final {
public:
    ExportChoice(std::shared_ptr<const scene::Scene> scene, ExportPart part, const ExportSelection& selection);

    [[nodiscard]] const scene::Scene& scene() const { return *m_scene; }
    [[nodiscard]] bool isEverything() const { return m_part == ExportPart::Everything; }
    /// False also of a slot that is free, or none.
    [[nodiscard]] bool hasNode(Slot node) const;
    [[nodiscard]] bool hasEdge(Slot edge) const;
    /// Elements of the selection that are not in the scene any more.
    [[nodiscard]] std::uint64_t gone() const { return m_gone; }

private:
    [[nodiscard]] bool isLive(Slot edge) const { return edge < m_scene->edgeSlots && m_scene->edge(edge).source != noSlot; }

    std::shared_ptr<const scene::Scene> m_scene;
    ExportPart m_part;
    std::vector<bool> m_nodes, m_edges;   // of a selection; no edges: all between its nodes
    std::uint64_t m_gone = 0;
};

} // namespace weir::pipeline
