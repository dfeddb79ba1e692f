#pragma once
#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <cstdint>

namespace weir::bench {

/// Adds to `result` what a client's process takes for each node and each edge: one that followed a server until it had the peers' graph and
/// holds, indexes, picks and draws it. Fitted from three graphs, so that what a process takes anyway is left out: of these numbers, of half the
/// nodes and of half the edges; of each the median of `turns` processes, since no two end up with the same freed memory, and
/// `rss_spread_bytes` is the most that two of one graph differed. What the GPU holds is left out too: with software rendering it is memory
/// of the process. False: a process failed.
[[nodiscard]] bool measureMemory(std::uint32_t nodes, std::uint32_t edges, int turns, QJsonObject& result);

/// The client process. Needs a QApplication. The status to exit with.
[[nodiscard]] int holdGraph(const QUrl& url, std::uint32_t nodes, std::uint32_t edges);

} // namespace weir::bench
