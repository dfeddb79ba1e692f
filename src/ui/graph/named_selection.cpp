#include "ui/graph/named_selection.h"
#include <algorithm>

namespace weir::ui {

namespace {

constexpr std::size_t mostFirst =
    100;   // nodes of a set, or neighbours, that are named before what is larger elsewhere in it

}   // namespace

void nameSelected(lens::LabelWorker::Subject& subject, const render::Highlight& highlight)
{
    std::vector<Slot>& first = subject.always;
    const auto add = [&first](Slot node) {
        if (node != noSlot && std::ranges::find(first, node) == first.end())
            first.push_back(node);
    };
    const auto addEnds = [&](Slot edge) {
        if (edge >= subject.scene->edgeSlots)
            return;
        add(subject.scene->edge(edge).source);
        add(subject.scene->edge(edge).target);
    };
    add(highlight.selectedNode);
    add(highlight.hoveredNode);
    addEnds(highlight.selectedEdge);
    std::vector<Slot>& edges = subject.alwaysEdges;
    for (const Slot edge : {highlight.selectedEdge, highlight.hoveredEdge}) {
        if (edge != noSlot && edge < subject.scene->edgeSlots && std::ranges::find(edges, edge) == edges.end())
            edges.push_back(edge);
    }
    if (highlight.selects()) {
        std::vector<Slot> among;
        if (highlight.selectedSet)
            among = highlight.selectedSet->edges;
        else if (highlight.around)
            among = highlight.around->edges;
        std::ranges::sort(among);
        std::erase_if(among, [&subject](Slot edge) { return edge >= subject.scene->edgeSlots; });
        subject.amongEdges = std::make_shared<const std::vector<Slot>>(std::move(among));
    }
    if (highlight.selectedSet) {
        if (highlight.selectedSet->nodes.size() <= mostFirst)
            std::ranges::for_each(highlight.selectedSet->nodes, add);
        if (highlight.selectedSet->edges.size() <= mostFirst / 2)
            std::ranges::for_each(highlight.selectedSet->edges, addEnds);
        subject.among = highlight.selectedSet;
    } else if (highlight.around) {
        if (highlight.around->nodes.size() <= mostFirst)
            std::ranges::for_each(highlight.around->nodes, add);
        subject.among = std::make_shared<const scene::ElementSet>(scene::ElementSet{highlight.around->nodes, {}});
    } else if (highlight.selects()) {
        subject.among = std::make_shared<const scene::ElementSet>();
    }
}

}   // namespace weir::ui
