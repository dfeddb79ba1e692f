#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// `weir-bench look`: what filters, sizes and colours of nodes cost the stream's thread.
int runLook(const QStringList& words);

} // namespace weir::bench
