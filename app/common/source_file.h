#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <expected>

namespace weir::app {

/// The source that shows a file which was named alone: events of JSON lines, of a pipe and of "-" (standard input), else the
/// graph in it. An error where there is nothing to read.
[[nodiscard]] std::expected<QString, Error> sourceSpecOf(const QString& file);

} // namespace weir::app
