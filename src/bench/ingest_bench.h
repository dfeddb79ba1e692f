#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// Changes a second from a server process over loopback into a client's model; see bench.h.
int runIngest(const QStringList& words);

} // namespace weir::bench
