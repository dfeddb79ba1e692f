#include "bench/rig/edge_list.h"
#include "graph/graph_store.h"
#include "source/catalogue.h"
#include <cstdio>

namespace weir::bench {

namespace {

/// Applies what a source pushes, and stops it as soon as it waits.
class FirstGraph final : public source::ChangeSink {
public:
    explicit FirstGraph(const graph::Schema& schema) { m_store.reset(schema); }

    graph::ChangeSet takeEmptySet() override
    {
        graph::ChangeSet set;
        set.setValueColumns(m_store.schema().nodeValues.size(), m_store.schema().edgeValues.size());
        return set;
    }
    bool push(graph::ChangeSet changes) override
    {
        if (const auto applied = m_store.apply(changes.view(), ++m_tick); !applied) {
            report(applied.error());
            return false;
        }
        return true;
    }
    bool waitFor(std::chrono::nanoseconds) override { return m_store.nodeCount() == 0; }
    void report(Error fault) override { std::fprintf(stderr, "weir-bench: %s\n", fault.text.c_str()); }

    [[nodiscard]] EdgeList edges() const
    {
        EdgeList list;
        std::vector<std::uint32_t> numbers(m_store.nodeSlots());
        for (Slot node = 0; node < m_store.nodeSlots(); ++node)
            numbers[node] = static_cast<std::uint32_t>(m_store.hasNode(node) ? list.nodes++ : 0);
        list.edges.reserve(m_store.edgeCount());
        for (Slot edge = 0; edge < m_store.edgeSlots(); ++edge) {
            if (m_store.hasEdge(edge)) {
                const auto identity = m_store.edgeIdentity(edge);
                list.edges.emplace_back(numbers[identity.source], numbers[identity.target]);
            }
        }
        return list;
    }

private:
    graph::GraphStore m_store;
    Tick m_tick = 0;
};

} // namespace

std::expected<EdgeList, Error> firstGraphOf(std::string_view spec)
{
    auto source = source::makeSource(spec);
    if (!source)
        return std::unexpected(source.error());
    FirstGraph sink((*source)->schema());
    if (const auto ran = (*source)->run(sink, {}); !ran)
        return std::unexpected(ran.error());
    EdgeList list = sink.edges();
    if (list.nodes == 0)
        return std::unexpected(Error{"The source " + std::string(spec) + " has no nodes to lay out."});
    return list;
}

} // namespace weir::bench
