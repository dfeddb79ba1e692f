#pragma once
#include "render/instance_pages.h"
#include "render/position_texture.h"
#include <memory>
#include <vector>

namespace weir::render {

/// Brings the scene of the next picture to the GPU in bounded steps: what changed, never the whole graph again.
/// While a step is outstanding the pages hold parts of two scenes, so nothing is drawn from them. Render thread.
class SceneUpload final {
public:
    enum class Edges : std::uint8_t { OnGpu, OnCpu };   ///< OnCpu: edges are splatted, so they need no pages

    SceneUpload(QRhi* rhi, Edges edges) : m_positions(rhi), m_nodes(rhi), m_edges(rhi), m_edgesWhere(edges) {}

    /// The scene to bring, with what changed since the one brought before.
    void begin(const scene::SceneUpdate& update);

    enum class Progress : std::uint8_t { Unfinished, Done, OutOfMemory };
    /// Uploads about `budget` bytes of what is outstanding.
    [[nodiscard]] Progress advance(QRhiResourceUpdateBatch* updates, std::uint32_t budget);

    [[nodiscard]] const PositionTexture& positions() const { return m_positions; }
    [[nodiscard]] const InstancePages& nodes() const { return m_nodes; }
    [[nodiscard]] const InstancePages& edges() const { return m_edges; }
    [[nodiscard]] std::uint64_t uploadedBytes() const { return m_uploadedBytes; }
    [[nodiscard]] std::uint32_t drawnNodes() const { return m_drawnNodes; }

private:
    void countDrawn(const scene::Scene* before, const scene::Scene& after, const std::vector<scene::SlotRange>& ranges);

    PositionTexture m_positions;
    InstancePages m_nodes, m_edges;
    Edges m_edgesWhere;
    std::shared_ptr<const scene::Scene> m_scene;   // what the pages hold once nothing is outstanding
    scene::SceneDirt m_outstanding;                // from the back
    std::uint32_t m_drawnNodes = 0;
    std::uint64_t m_uploadedBytes = 0;
};

} // namespace weir::render
