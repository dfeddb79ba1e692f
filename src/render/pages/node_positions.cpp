#include "render/pages/node_positions.h"
#include "render/pages/position_buffer.h"
#include "render/pages/position_texture.h"
#include <bit>
#include <cmath>

namespace weir::render {

std::unique_ptr<NodePositions> NodePositions::create(QRhi* rhi, PositionReading reading)
{
    if (reading == PositionReading::Buffer)
        return std::make_unique<PositionBuffer>(rhi);
    return std::make_unique<PositionTexture>(rhi);
}

scene::Point NodePositions::placeOf(const scene::Scene& scene, Slot node)
{
    constexpr float nowhere = 3e38F;   // beyond what shaders/positions.glsl draws
    if (!scene.drawn(node))
        return {nowhere, nowhere};
    const scene::Point point = scene.position(node);
    if (!std::isfinite(point.x) || !std::isfinite(point.y))
        return {nowhere, nowhere};
    // The last bit of x tells a dimmed node, so that its edges know it as well; no place is that exact.
    const bool dimmed = scene.style(node).standing == scene::Standing::Dimmed;
    return {std::bit_cast<float>((std::bit_cast<std::uint32_t>(point.x) & ~1U) | (dimmed ? 1U : 0U)), point.y};
}

} // namespace weir::render
