#pragma once
#include "render/look/position_reading.h"
#include "render/device/rhi_compat.h"
#include "scene/scene.h"
#include <cstdint>
#include <memory>

namespace weir::render {

/// The positions of all nodes on the GPU by slot, 8 bytes each, as shaders/positions.glsl reads them. Nodes that are not drawn stand
/// nowhere. Lives on the render thread.
class NodePositions {
public:
    [[nodiscard]] static std::unique_ptr<NodePositions> create(QRhi* rhi, PositionReading reading);
    virtual ~NodePositions() = default;

    enum class Room : std::uint8_t { Kept, Emptied, None };
    /// Makes room for `nodes`. Emptied: what was there is lost and must be added again. None: the GPU has no room for so many.
    [[nodiscard]] virtual Room reserve(std::uint32_t nodes, QRhiResourceUpdateBatch* updates) = 0;

    /// Adds the upload of `range` of the scene to what flush() uploads; returns its bytes.
    virtual std::uint32_t add(const scene::Scene& scene, scene::SlotRange range) = 0;
    virtual void flush(QRhiResourceUpdateBatch* updates) = 0;

    [[nodiscard]] virtual PositionReading reading() const = 0;
    [[nodiscard]] virtual std::uint64_t bytes() const = 0;   ///< on the GPU
    /// Tells what binding() binds from what it bound before; 0: there is nothing yet.
    [[nodiscard]] virtual std::uint64_t resourceId() const = 0;
    [[nodiscard]] virtual QRhiShaderResourceBinding binding(int number, QRhiSampler* nearest) const = 0;

protected:
    [[nodiscard]] static scene::Point placeOf(const scene::Scene& scene, Slot node);
};

} // namespace weir::render
