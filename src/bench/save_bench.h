#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// `weir-bench save`: how long a picture of any size takes to be saved, and what the window notices of it.
int runSave(const QStringList& words);

} // namespace weir::bench
