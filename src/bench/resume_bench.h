#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How long a client that paused needs to be at the server's tick again, and what memory the pause took; see bench.h.
int runResume(const QStringList& words);

} // namespace weir::bench
