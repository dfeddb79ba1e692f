#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// The attackers of a measurement: `weir-bench flood`, asked from outside. Each of so many connections sends frames as fast
/// as they go, each connection another kind of them: pings, pongs, empty fragments, small messages; after a megabyte, or when
/// it is cut off, it comes back as another. All of them run on one core, so that another is left for who is measured.
int runFlood(const QStringList& words);

} // namespace weir::bench
