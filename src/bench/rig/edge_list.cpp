#include "bench/rig/edge_list.h"
#include "source/catalogue.h"
#include "source/store_sink.h"
#include <cstdio>

namespace weir::bench {

namespace {

EdgeList edgesOf(const graph::GraphStore& store)
{
    EdgeList list;
    std::vector<std::uint32_t> numbers(store.nodeSlots());
    for (Slot node = 0; node < store.nodeSlots(); ++node)
        numbers[node] = static_cast<std::uint32_t>(store.hasNode(node) ? list.nodes++ : 0);
    list.edges.reserve(store.edgeCount());
    for (Slot edge = 0; edge < store.edgeSlots(); ++edge) {
        if (store.hasEdge(edge)) {
            const auto identity = store.edgeIdentity(edge);
            list.edges.emplace_back(numbers[identity.source], numbers[identity.target]);
        }
    }
    return list;
}

} // namespace

std::expected<EdgeList, Error> firstGraphOf(std::string_view spec)
{
    auto source = source::makeSource(spec);
    if (!source)
        return std::unexpected(source.error());
    const auto report = [](const Error& fault) { std::fprintf(stderr, "weir-bench: %s\n", fault.text.c_str()); };
    source::StoreSink sink((*source)->schema(), {.reported = report});
    if (const auto ran = (*source)->run(sink, {}); !ran)
        return std::unexpected(ran.error());
    EdgeList list = edgesOf(sink.store());
    if (list.nodes == 0)
        return std::unexpected(Error{"The source " + std::string(spec) + " has no nodes to lay out."});
    return list;
}

} // namespace weir::bench
