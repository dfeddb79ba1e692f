#include "base/log.h"

namespace weir {

Q_LOGGING_CATEGORY(logSource, "weir.source", QtInfoMsg)
Q_LOGGING_CATEGORY(logServer, "weir.server", QtInfoMsg)
Q_LOGGING_CATEGORY(logClient, "weir.client", QtInfoMsg)
Q_LOGGING_CATEGORY(logLayout, "weir.layout", QtInfoMsg)
Q_LOGGING_CATEGORY(logRender, "weir.render", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "weir.ui", QtInfoMsg)

} // namespace weir
