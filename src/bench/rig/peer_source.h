#pragma once
#include "source/source.h"
#include <cstdint>

namespace weir::bench {

/// The peers' graph as a source, with places and keys of eight characters, that rests once it is there.
class PeerSource final : public source::Source {
public:
    PeerSource(std::uint32_t nodes, std::uint32_t edges) : m_nodes(nodes), m_edges(edges) { m_schema.title = "the peers' graph"; }

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(source::ChangeSink& sink, std::stop_token stop) override;

private:
    std::uint32_t m_nodes, m_edges;
    graph::Schema m_schema;
};

/// The server process of a measurement: serves that graph, answers every question with {url, nodes, edges, cached}, and ends
/// with its input. Needs an application object. The status to exit with.
[[nodiscard]] int servePeerGraph(std::uint32_t nodes, std::uint32_t edges);

} // namespace weir::bench
