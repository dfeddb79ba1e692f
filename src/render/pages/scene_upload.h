#pragma once
#include "render/look/element_records.h"
#include "render/pages/instance_pages.h"
#include "render/pages/node_positions.h"
#include "scene/index/indexed_update.h"
#include <memory>
#include <vector>

namespace weir::render {

/// Brings the scene of the next picture to the GPU in bounded steps: what changed, never the whole graph again. Positions lie
/// there by slot, nodes and edges by place, so that what is near each other is drawn together: 20 bytes a node, 8 an edge, 12 of one with a colour, and
/// what blocks leave empty. While a step is outstanding the pages hold parts of two scenes, so nothing is drawn from them.
/// Render thread.
class SceneUpload final {
public:
    enum class Edges : std::uint8_t { OnGpu, OnCpu };   ///< OnCpu: edges are splatted, so they need no pages

    SceneUpload(QRhi* rhi, Edges edges, PositionReading positions)
        : m_rhi(rhi), m_positions(NodePositions::create(rhi, positions)), m_nodes(rhi), m_edges(rhi), m_edgeColours(rhi), m_edgesWhere(edges)
    {
    }

    /// The scene to bring, with what changed since the one brought before.
    void begin(const scene::IndexedUpdate& update);

    enum class Progress : std::uint8_t { Unfinished, Done, OutOfMemory };
    /// Uploads about `budget` bytes of what is outstanding.
    [[nodiscard]] Progress advance(QRhiResourceUpdateBatch* updates, std::uint32_t budget);
    [[nodiscard]] bool outstanding() const;

    [[nodiscard]] const NodePositions& positions() const { return *m_positions; }   ///< another object once there was no room in a buffer
    [[nodiscard]] const InstancePages<NodeRecord>& nodes() const { return m_nodes; }
    [[nodiscard]] const InstancePages<EdgeRecord>& edges() const { return m_edges; }
    /// Filled where colouredEdges(), by the same places.
    [[nodiscard]] const InstancePages<EdgeColourRecord>& edgeColours() const { return m_edgeColours; }
    [[nodiscard]] bool colouredEdges() const { return m_scene && m_scene->colouredEdges; }
    [[nodiscard]] std::uint64_t uploadedBytes() const { return m_uploadedBytes; }

private:
    [[nodiscard]] bool reservePositions(QRhiResourceUpdateBatch* updates);

    QRhi* m_rhi;
    std::unique_ptr<NodePositions> m_positions;
    InstancePages<NodeRecord> m_nodes;
    InstancePages<EdgeRecord> m_edges;
    InstancePages<EdgeColourRecord> m_edgeColours;
    Edges m_edgesWhere;
    std::shared_ptr<const scene::Scene> m_scene;   // what the pages hold once nothing is outstanding
    std::shared_ptr<const scene::SpatialIndex> m_index;
    std::vector<scene::SlotRange> m_outstandingPositions;   // slots, from the back
    scene::PlaceDirt m_outstanding;                         // places, from the back
    std::vector<scene::SlotRange> m_outstandingColours;     // likewise, of edges
    std::uint64_t m_uploadedBytes = 0;
};

} // namespace weir::render
