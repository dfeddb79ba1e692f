#pragma once
#include "render/pages/node_positions.h"
#include <vector>

namespace weir::render {

/// Positions in one storage buffer. Nothing copies a buffer to a larger one, so when it grows it is filled anew; Vulkan keeps copies of it in
/// the memory of the CPU for the frames under way.
class PositionBuffer final : public NodePositions {
public:
    explicit PositionBuffer(QRhi* rhi) : m_rhi(rhi) {}

    [[nodiscard]] Room reserve(std::uint32_t nodes, QRhiResourceUpdateBatch* updates) override;
    std::uint32_t add(const scene::Scene& scene, scene::SlotRange range) override;
    void flush(QRhiResourceUpdateBatch* updates) override;
    [[nodiscard]] PositionReading reading() const override { return PositionReading::Buffer; }
    [[nodiscard]] std::uint64_t bytes() const override { return m_buffer ? static_cast<std::uint64_t>(m_buffer->size()) : 0; }
    [[nodiscard]] std::uint64_t resourceId() const override { return m_buffer ? m_buffer->globalResourceId() : 0; }
    [[nodiscard]] QRhiShaderResourceBinding binding(int number, QRhiSampler* nearest) const override;

private:
    struct Part {
        Slot first = 0;
        std::vector<scene::Point> places;
    };

    QRhi* m_rhi;
    std::unique_ptr<QRhiBuffer> m_buffer;
    std::vector<Part> m_parts;
};

} // namespace weir::render
