#pragma once
#include "graph/schema.h"
#include <QtCore/QString>
#include <memory>
#include <optional>

namespace weir::pipeline {

/// What the server said about itself; a plain value.
struct ServerFacts {
    QString name;                 ///< e.g. "weir-server 0.1.0"
    QString sourceSpec;           ///< what it runs, e.g. "synthetic:nodes=2000"
    bool steerable = false;       ///< it takes steer() from this client
    std::optional<double> rate;   ///< changes per second asked of the source, 0: it stands still; none: it has no rate
    bool sourceRunning = false;
    std::shared_ptr<const graph::Schema> schema;   ///< never null
};

} // namespace weir::pipeline
