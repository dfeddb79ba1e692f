#pragma once
#include "scene/scene.h"
#include "bench/rig/peer_graph.h"

namespace weir::bench {

/// The peers' graph as scenes: each call makes the next version and says what changed. Any one thread.
class PeerScene final {
public:
    explicit PeerScene(const PeerGraph& graph);

    [[nodiscard]] scene::SceneUpdate whole() const;
    /// Moves, restyles and rewires `count` elements each, far apart from one another.
    [[nodiscard]] scene::SceneUpdate scattered(std::uint32_t count);
    /// Adds nodes, each beside one that is there, and edges between them and those.
    [[nodiscard]] scene::SceneUpdate grown(std::uint32_t nodes, std::uint32_t edges);
    /// Moves one node in a hundred, others each time: the peers' update.
    [[nodiscard]] scene::SceneUpdate hundredthMoved();
    /// Moves every node a little, as a layout does.
    [[nodiscard]] scene::SceneUpdate allMoved();

private:
    scene::Scene m_scene;
    std::uint32_t m_turn = 0;
};

} // namespace weir::bench
