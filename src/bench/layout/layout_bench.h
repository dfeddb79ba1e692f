#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// How fast the layout makes a graph readable, and how good the drawing is: one JSON line, or with --every one more
/// each so many seconds. `arguments`: the program's words, its name first. The status to exit with.
int runLayout(const QStringList& arguments);

} // namespace weir::bench
