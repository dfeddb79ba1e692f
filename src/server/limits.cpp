#include "server/limits.h"
#include "graph/limits.h"

namespace weir::server {

static_assert(partBytes * protocol::jsonExpansion <= leastMaxMessageBytes);
static_assert(2 * namesPerMessageBytes * protocol::jsonExpansion <= leastMaxMessageBytes / 2);
// Of a message of growth all columns, and texts of dictionaries.
static_assert((2 * graph::maxAttributeColumns * graph::maxColumnNameBytes + namesPerMessageBytes) * protocol::jsonExpansion
              <= leastMaxMessageBytes / 2);

protocol::Limits statedLimits()
{
    return {maxControlBytes, maxControlPerSecond, graph::maxKeyBytes, graph::maxLabelBytes, graph::maxNodeSlots, graph::maxEdgeSlots,
            maxUnacknowledgedBytes, graph::chunkSize, maxClientBytes, graph::maxListEntries, graph::maxNameBytes,
            graph::maxAttributeColumns, graph::maxAttributeBytes, graph::maxDictionaryTexts, graph::maxDictionaryBytes};
}

} // namespace weir::server
