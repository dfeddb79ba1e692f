#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// What many clients of one server cost and how old the changes are that they get; see bench.h.
int runFanout(const QStringList& words);

} // namespace weir::bench
