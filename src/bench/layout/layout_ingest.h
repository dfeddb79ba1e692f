#pragma once
#include "bench/rig/bench_child.h"
#include <QtCore/QUrl>
#include <chrono>

namespace weir::bench {

/// Changes a second into a live graph whose nodes are to be laid out, with the layout at work and without, by turns of `length`,
/// on one connection to the server at `url`; medians over the turns. What settles is laid out anew at once, so the layout never rests in its turns.
/// Needs an application object. False: there was no stream to measure, which was said.
[[nodiscard]] bool measureIngestWithLayout(const QUrl& url, std::chrono::milliseconds length,
                                           std::vector<std::pair<QString, QJsonValue>>& result);

} // namespace weir::bench
