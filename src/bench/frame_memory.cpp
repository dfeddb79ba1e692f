#include "bench/frame_memory.h"
#include "pipeline/live_graph.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/frame_window.h"
#include "bench/rig/percentile.h"
#include "bench/rig/process_usage.h"
#include <QtCore/QThread>
#include <algorithm>
#include <cstdio>
#include <tuple>
#include <vector>

namespace weir::bench {

namespace {

constexpr int patienceMs = 120'000;
constexpr int quietMs = 5000;      // in which nothing new comes: workers have finished, and what they do not need at rest is given back
constexpr int looks = 20;          // pans and picks, for what is only made when it is needed

/// Bytes of a client process that holds such a graph, without the GPU's and without those of files, which do not depend on the graph.
std::optional<double> heldBytes(std::uint32_t nodes, std::uint32_t edges)
{
    const QString nodeText = QString::number(nodes), edgeText = QString::number(edges);
    BenchChild server({QStringLiteral("frame"), QStringLiteral("--serve-graph"), QStringLiteral("--nodes"), nodeText, QStringLiteral("--edges"), edgeText});
    QString url;
    for (const TimePoint due = Clock::now() + std::chrono::milliseconds(patienceMs); url.isEmpty(); QThread::msleep(50)) {
        const auto state = server.ask("state");
        if (!state || Clock::now() > due)
            return std::nullopt;
        if (state->value(QStringLiteral("nodes")).toDouble() == nodes && state->value(QStringLiteral("edges")).toDouble() == edges && state->value(QStringLiteral("cached")).toBool())
            url = state->value(QStringLiteral("url")).toString();
    }
    BenchChild client({QStringLiteral("frame"), QStringLiteral("--hold-graph"), url, QStringLiteral("--nodes"), nodeText, QStringLiteral("--edges"), edgeText});
    const auto held = client.ask("usage", std::chrono::milliseconds(patienceMs));
    if (!held || !held->contains(QStringLiteral("own_bytes")))
        return std::nullopt;
    return held->value(QStringLiteral("own_bytes")).toDouble() - held->value(QStringLiteral("gpu_bytes")).toDouble();
}

} // namespace

bool measureMemory(std::uint32_t nodes, std::uint32_t edges, int turns, QJsonObject& result)
{
    std::vector<double> whole, fewerNodes, fewerEdges;
    for (int turn = 0; turn < turns; ++turn) {
        for (const auto& [taken, n, m] : {std::tuple{&whole, nodes, edges}, std::tuple{&fewerNodes, nodes / 2, edges}, std::tuple{&fewerEdges, nodes, edges / 2}}) {
            const auto bytes = heldBytes(n, m);
            if (!bytes)
                return false;
            taken->push_back(*bytes);
        }
    }
    double spread = 0;
    for (const std::vector<double>& taken : {whole, fewerNodes, fewerEdges}) {
        const auto [least, most] = std::ranges::minmax(taken);
        spread = std::max(spread, most - least);
    }
    const double all = percentile(whole, 0.5);
    result[u"rss_nodes"] = double(nodes);
    result[u"rss_edges"] = double(edges);
    result[u"rss_bytes"] = all;
    result[u"rss_spread_bytes"] = spread;
    result[u"rss_bytes_per_node"] = rounded((all - percentile(fewerNodes, 0.5)) / (nodes - nodes / 2));
    result[u"rss_bytes_per_edge"] = edges > 0 ? rounded((all - percentile(fewerEdges, 0.5)) / (edges - edges / 2)) : 0;
    return true;
}

int holdGraph(const QUrl& url, std::uint32_t nodes, std::uint32_t edges)
{
    FrameWindow window;
    ui::GraphView& view = window.view();
    pipeline::LiveGraph graph({});
    QObject::connect(&graph, &pipeline::LiveGraph::sceneReady, &view, [&] {
        if (auto update = graph.takeScene())
            view.takeUpdate(std::move(*update));
    });
    window.show();
    graph.connectTo(url);
    const auto complete = [&] {
        const auto& stats = graph.stats();
        return stats.inSync == true && stats.nodes == nodes && stats.edges == edges && view.pictureIsCurrent() && view.pickIndex()
            && view.pickIndex()->scene()->nodeCount == nodes && view.pickIndex()->scene()->edgeCount == edges;
    };
    if (!window.waitFor(complete, patienceMs)) {
        std::fprintf(stderr, "weir-bench frame: the client process did not get the graph: %llu nodes, %llu edges\n",
                     static_cast<unsigned long long>(graph.stats().nodes), static_cast<unsigned long long>(graph.stats().edges));
        return 1;
    }
    for (int i = 0; i < looks; ++i) {
        static_cast<void>(window.move(view.camera().panned(i % 2 == 0 ? 12 : -12, 0)));
        const scene::WorldPoint at = view.camera().worldFromItem({FrameWindow::graphWidth * 0.05 * i, FrameWindow::height * 0.5});
        const scene::Point point{static_cast<float>(at.x), static_cast<float>(at.y)};
        static_cast<void>(view.pickIndex()->nearestNode(point, 6, {view.camera().scale()}));
        static_cast<void>(view.pickIndex()->nearestEdge(point, 4, {view.camera().scale()}));
    }
    window.settle();
    window.pause(quietMs);
    answerQuestions([&view](const QByteArray&) {
        const render::PictureReport report = view.pictureReport();
        return QJsonObject{{QStringLiteral("own_bytes"), static_cast<qint64>(processUsage().ownBytes)},
                           {QStringLiteral("gpu_bytes"), static_cast<qint64>(report.gpuNodeBytes + report.gpuEdgeBytes)}};
    });
    return QCoreApplication::exec();
}

} // namespace weir::bench
