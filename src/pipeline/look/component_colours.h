#pragma once
#include "scene/scene.h"
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace weir::pipeline {

/// Which connected component each node belongs to, as far as components have colours of their own: the largest few, the rest
/// together. A plain value; slots are the scene's.
struct ComponentColours {
    static constexpr std::uint8_t own = 7;      ///< components with a number of their own: 0 to own - 1
    static constexpr std::uint8_t others = own;
    static constexpr std::uint8_t none = 0xff;  ///< no node there

    std::vector<std::uint8_t> numbers;          ///< by slot
    std::vector<std::uint64_t> nodes;           ///< by number, others included
    std::uint64_t components = 0;               ///< of all
    std::uint64_t epochVersion = 0;             ///< of the scene: another's slots are others

    /// Those of `scene`; nothing where it was told to stop. A component keeps its number as long as it is one of the largest, or
    /// nearly so: `before` says who had which. Work in proportion to the scene.
    [[nodiscard]] static std::shared_ptr<const ComponentColours> of(const scene::Scene& scene, const ComponentColours* before, const std::stop_token& stop);
};

} // namespace weir::pipeline
