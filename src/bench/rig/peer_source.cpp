#include "bench/rig/peer_source.h"
#include "server/door/stream_server.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/peer_graph.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <mutex>

namespace weir::bench {

namespace {

constexpr std::uint32_t rowsPerSet = 4096;

} // namespace

std::expected<void, Error> PeerSource::run(source::ChangeSink& sink, std::stop_token stop)
{
    const PeerGraph graph = makePeerGraph(m_nodes, m_edges);
    for (Slot first = 0; first < m_nodes; first += rowsPerSet) {
        graph::ChangeSet set = sink.takeEmptySet();
        for (Slot node = first; node < std::min(first + rowsPerSet, m_nodes); ++node) {
            std::array<char, 16> key{};
            std::snprintf(key.data(), key.size(), "%08u", node);
            set.setNodeIdentity(node, 1, key.data(), {}, static_cast<graph::Category>(node % 7));
            set.setNodeMotion(node, {graph.positions[2 * std::size_t{node}], graph.positions[2 * std::size_t{node} + 1], true, 1}, {});
        }
        if (!sink.push(std::move(set)))
            return {};
    }
    for (Slot first = 0; first < m_edges; first += rowsPerSet) {
        graph::ChangeSet set = sink.takeEmptySet();
        for (Slot edge = first; edge < std::min(first + rowsPerSet, m_edges); ++edge) {
            set.setEdgeIdentity(edge, 1, graph.ends[2 * std::size_t{edge}], graph.ends[2 * std::size_t{edge} + 1], 0, false);
            set.setEdgeMotion(edge, 1 + static_cast<float>(edge % 8) / 8, {});
        }
        if (!sink.push(std::move(set)))
            return {};
    }
    sink.whole();
    std::mutex mutex;
    std::condition_variable_any end;
    std::unique_lock lock(mutex);
    end.wait(lock, stop, [] { return false; });
    return {};
}

int servePeerGraph(std::uint32_t nodes, std::uint32_t edges)
{
    QLoggingCategory::setFilterRules(QStringLiteral("weir.server.info=false\nweir.source.info=false"));
    server::StreamServer server({});
    if (const auto listening = server.listen(); !listening)
        qFatal("%s", listening.error().text.c_str());
    server.startSource(std::make_unique<PeerSource>(nodes, edges), QStringLiteral("the peers' graph"));
    answerQuestions([&server](const QByteArray&) {
        const auto& store = server.host().store();
        return QJsonObject{{QStringLiteral("url"), server.url().toString()},
                           {QStringLiteral("nodes"), static_cast<qint64>(store.nodeCount())},
                           {QStringLiteral("edges"), static_cast<qint64>(store.edgeCount())},
                           {QStringLiteral("cached"), server.host().cache().snapshot(store, server.host().tick()).has_value()}};
    });
    const int status = QCoreApplication::exec();
    server.shutDown();
    return status;
}

} // namespace weir::bench
