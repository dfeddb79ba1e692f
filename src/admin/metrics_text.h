#pragma once
#include "server/server_figures.h"
#include <string>

namespace weir::admin {

/// The figures in the text format of Prometheus, version 0.0.4, named by its conventions. `now` is when it is read.
[[nodiscard]] std::string metricsText(const server::ServerFigures& figures, TimePoint now);

} // namespace weir::admin
