#include "ui/window/save_feed.h"
#include "pipeline/live_graph.h"
#include "ui/save/graph_export.h"

namespace weir::ui {

using pipeline::LiveGraph;

SaveFeed::SaveFeed(GraphExport& model, LiveGraph& graph)
{
    connect(&model, &GraphExport::countsWanted, &graph, &LiveGraph::countExport);
    connect(&model, &GraphExport::orderWanted, &graph, &LiveGraph::exportGraph);
    connect(&model, &GraphExport::cancelWanted, &graph, &LiveGraph::cancelExport);
    connect(&graph, &LiveGraph::serverFactsChanged, &model,
            [&model, &graph] { model.setTitle(QString::fromStdString(graph.serverFacts().schema->title)); });
    connect(&graph, &LiveGraph::exportCounted, &model, &GraphExport::setCounts);
    connect(&graph, &LiveGraph::exportProgressed, &model, &GraphExport::setProgress);
    connect(&graph, &LiveGraph::exportAnswered, &model, &GraphExport::setAnswer);
}

}   // namespace weir::ui
