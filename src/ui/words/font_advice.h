#pragma once
#include <QtCore/QChar>
#include <QtCore/QString>

namespace weir::ui {

/// What a person can do about labels drawn as boxes since no installed font has this script: a sentence that names a Debian package.
[[nodiscard]] QString fontAdvice(QChar::Script script);

} // namespace weir::ui
