#pragma once
#include "bench/rig/bench_child.h"
#include "bench/rig/process_usage.h"
#include "bench/rig/synthetic_graph.h"
#include <QtCore/QUrl>
#include <cstdint>

namespace weir::bench {

/// The server process of a measurement: `weir-bench serve`, a server as weir-server is, asked from outside. Calls block
/// until it answers, so the asker's event loop stands for some milliseconds; where no answer comes they end the program
/// with words. Main thread.
class GraphServer final {
public:
    /// `port` 0: any free one.
    explicit GraphServer(const SyntheticGraph& graph, std::uint16_t port = 0);

    /// Until it has loaded the graph and can serve a snapshot of it.
    void waitForGraph();

    [[nodiscard]] const QUrl& url() const { return m_url; }
    /// {url, nodes, edges, cached, tick}
    [[nodiscard]] QJsonObject state() { return ask("state"); }
    [[nodiscard]] ProcessUsage usage();
    void resetPeakResident() { static_cast<void>(ask("reset-peak")); }
    /// {ticks, p99, max}: lateness in ms since the last call
    [[nodiscard]] QJsonObject tickTimes() { return ask("ticks"); }
    /// The most snapshots whose building began within one period of the cache.
    [[nodiscard]] int snapshotsBuiltPerPeriodMax();
    /// Ends it at once, as a crash does.
    void kill() { m_child.kill(); }

private:
    [[nodiscard]] QJsonObject ask(const QByteArray& question);

    SyntheticGraph m_graph;
    BenchChild m_child;
    QUrl m_url;
};

/// The other process's side: `weir-bench serve`.
int runServe(const QStringList& words);

} // namespace weir::bench
