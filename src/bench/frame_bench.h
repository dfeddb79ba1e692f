#pragma once
#include <QtCore/QStringList>

namespace weir::bench {

/// `weir-bench frame`: how long pictures of the peers' graph take while the camera moves, while it rests beside charts that
/// repaint, while every position changes, and when nothing happens. Opens a window, so it needs a display.
[[nodiscard]] int runFrame(const QStringList& words);

} // namespace weir::bench
