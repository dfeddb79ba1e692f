#include "source/events/event_line.h"

namespace weir::source {

void EventLine::clear()
{
    const auto empty = [](auto&... lists) { (lists.clear(), ...); };
    empty(nodeRemovals, edgeRemovals, addedNodes, changedNodes, addedEdges, changedEdges, removedEdges, removedNodes, filteredNodes,
          filteredEdges, attributes, leftOut, passedOver);
}

} // namespace weir::source
