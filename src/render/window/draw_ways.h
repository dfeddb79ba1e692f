#pragma once
#include "render/window/graph_frame.h"

namespace weir::render {

/// Which edges a device draws for itself, and how it reads positions.
struct DrawWays {
    bool splats = false;
    PositionReading positions = PositionReading::Texture;
};

[[nodiscard]] inline DrawWays waysOf(const DeviceAbilities& device, const RenderConfig& config)
{
    const bool splats = config.edges == EdgeDrawing::Cpu || !device.floatSums || (config.edges == EdgeDrawing::ByDevice && device.isCpu);
    const auto positions = config.positions.value_or(PositionReading::Texture);
    return {splats, device.storageBuffers ? positions : PositionReading::Texture};
}

} // namespace weir::render
