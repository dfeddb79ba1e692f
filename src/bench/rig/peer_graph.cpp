#include "bench/rig/peer_graph.h"
#include <cmath>

namespace weir::bench {

namespace {

/// The linear congruential generator of Numerical Recipes; other languages can follow it in doubles without a difference.
class Chance final {
public:
    double next()
    {
        m_state = m_state * 1'664'525U + 1'013'904'223U;
        return m_state * 0x1p-32;
    }

    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(next() * static_cast<double>(limit)); }

private:
    std::uint32_t m_state = 1;
};

} // namespace

PeerGraph makePeerGraph(std::size_t nodes, std::size_t edges)
{
    PeerGraph graph;
    Chance chance;
    const auto columns = static_cast<std::size_t>(std::sqrt(static_cast<double>(nodes)));
    const auto side = static_cast<double>(columns);
    const auto place = [&](std::size_t cell) {
        return static_cast<float>((static_cast<double>(cell) + 0.6 * (chance.next() - 0.5)) / side * 2 - 1);
    };
    graph.positions.reserve(2 * nodes);
    for (std::size_t k = 0; k < nodes; ++k) {
        graph.positions.push_back(place(k % columns));
        graph.positions.push_back(place(k / columns));
    }
    graph.ends.reserve(2 * edges);
    for (std::size_t i = 0; i < edges; ++i) {
        const std::uint32_t source = chance.below(nodes);
        graph.ends.push_back(source);
        graph.ends.push_back(i % 10 == 9 ? chance.below(nodes)
                                         : static_cast<std::uint32_t>((source + 1 + chance.below(4)) % nodes));
    }
    return graph;
}

} // namespace weir::bench
