#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How long many clients need to be back after their server was killed and started again; see bench.h.
int runReconnect(const QStringList& words);

} // namespace weir::bench
