#pragma once
#include "graph/schema.h"
#include <QtCore/QString>
#include <memory>

namespace weir::pipeline {

/// What the server said about itself; a plain value.
struct ServerFacts {
    QString name;                 ///< e.g. "weir-server 0.1.0"
    QString sourceSpec;           ///< what it runs, e.g. "synthetic:nodes=2000"
    bool steerable = false;       ///< it takes steer() from this client
    double rate = 0;              ///< changes per second asked of the source; 0: it has no rate, or stands still
    bool sourceRunning = false;
    std::shared_ptr<const graph::Schema> schema;   ///< never null
};

} // namespace weir::pipeline
