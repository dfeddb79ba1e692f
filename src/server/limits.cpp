#include "server/limits.h"
#include "graph/limits.h"

namespace weir::server {

static_assert(partBytes * protocol::jsonExpansion <= leastMaxMessageBytes);
static_assert(2 * namesPerMessageBytes * protocol::jsonExpansion <= leastMaxMessageBytes / 2);

protocol::Limits statedLimits()
{
    return {maxControlBytes, maxControlPerSecond, graph::maxKeyBytes, graph::maxLabelBytes, graph::maxNodeSlots, graph::maxEdgeSlots,
            maxUnacknowledgedBytes, graph::chunkSize, maxClientBytes, graph::maxListEntries, graph::maxNameBytes};
}

} // namespace weir::server
