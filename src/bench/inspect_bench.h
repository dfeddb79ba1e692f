#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// `weir-bench inspect`: how long questions about a selection take.
int runInspect(const QStringList& words);

} // namespace weir::bench
