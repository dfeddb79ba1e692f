#pragma once
#include "ui/stream/picture_figures.h"
#include <QtCore/QString>

namespace weir::ui {

class StreamModel;

/// What somebody who is asked for help wants to know: the program and what it runs on, the state in words, every figure of the
/// window. Plain text, a line for each. GUI thread.
[[nodiscard]] QString diagnosticsText(StreamModel& stream, const PictureFigures& picture);

} // namespace weir::ui
