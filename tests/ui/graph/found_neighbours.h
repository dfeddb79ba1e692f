#pragma once
#include "scene/find/incident_edges.h"
#include "scene/find/neighbours.h"
#include "ui/graph/graph_view.h"

namespace weir::ui {

/// Answers who is near a node that is selected, as the inspector does.
inline void findNeighbours(GraphView* view)
{
    QObject::connect(&view->selection(), &Selection::elementChanged, view, [view] {
        const Element element = view->selection().element();
        if (!element.isNode())
            return;
        auto edges =
            std::make_shared<const std::vector<scene::IncidentEdge>>(scene::edgesAt(*view->scene(), element.slot));
        auto around =
            std::make_shared<const scene::Neighbourhood>(scene::neighboursIn(*edges, element.slot, edges->size()));
        view->selection().setNeighbours(element.slot, std::move(edges), std::move(around));
    });
}

}   // namespace weir::ui
