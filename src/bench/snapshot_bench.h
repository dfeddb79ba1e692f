#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How long a new client waits for a large graph, and what the server's ticks notice of it; see bench.h.
int runSnapshot(const QStringList& words);

} // namespace weir::bench
