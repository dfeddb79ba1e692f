#include "server/limits.h"
#include "graph/limits.h"

namespace weir::server {

static_assert(partBytes * protocol::jsonExpansion <= leastMaxMessageBytes);

protocol::Limits statedLimits()
{
    return {maxControlBytes, maxControlPerSecond, graph::maxKeyBytes, graph::maxLabelBytes, graph::maxNodeSlots, graph::maxEdgeSlots,
            maxUnacknowledgedBytes, graph::chunkSize, maxClientBytes};
}

} // namespace weir::server
