#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How old a change is when a client has applied it; see bench.h.
int runLatency(const QStringList& words);

} // namespace weir::bench
