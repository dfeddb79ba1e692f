#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir::bench {

/// A graph made only to be measured, the same in every program that is compared: a jittered grid of nodes in [-1, 1],
/// edges mostly to one of the next four nodes, every tenth to any.
struct PeerGraph {
    std::vector<float> positions;           ///< x and y of each node
    std::vector<std::uint32_t> ends;        ///< source and target of each edge
};

/// `nodes` is not 0.
[[nodiscard]] PeerGraph makePeerGraph(std::size_t nodes, std::size_t edges);

} // namespace weir::bench
