#pragma once
#include <QtCore/qloggingcategory.h>

/// Logging categories, one a part of the program; filter with QT_LOGGING_RULES, e.g. "weir.client.debug=true".
/// Whoever logs an error does not pass it on.
namespace weir {

Q_DECLARE_LOGGING_CATEGORY(logSource)
Q_DECLARE_LOGGING_CATEGORY(logServer)
Q_DECLARE_LOGGING_CATEGORY(logClient)
Q_DECLARE_LOGGING_CATEGORY(logLayout)
Q_DECLARE_LOGGING_CATEGORY(logRender)
Q_DECLARE_LOGGING_CATEGORY(logUi)

} // namespace weir
