#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// `weir-bench search`: how long it takes to look through all nodes for a text or a value.
int runSearch(const QStringList& words);

} // namespace weir::bench
