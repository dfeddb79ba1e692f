#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How fast a file becomes a graph in a store, and what memory that takes; see bench.h.
int runRead(const QStringList& words);

} // namespace weir::bench
