#include "ui/window/view_feed.h"
#include "pipeline/live_graph.h"
#include "ui/look/layout_model.h"
#include <utility>

namespace weir::ui {

using pipeline::LiveGraph;

ViewFeed::ViewFeed(LayoutModel& layout, LiveGraph& graph) : m_layout(layout), m_graph(graph)
{
    connect(&graph, &LiveGraph::sceneReady, this, &ViewFeed::takeScene);
    connect(&layout, &LayoutModel::pausedChanged, this, [this] { m_graph.setLayoutHeld(m_layout.paused()); });
    connect(&layout, &LayoutModel::restartWanted, this, [this] {
        if (m_view)
            m_view->unpinAll();
        m_graph.restartLayout();
    });
    connect(&layout, &LayoutModel::sourcePlacesWanted, this, [this] { m_graph.useSourcePlaces(); });
}

void ViewFeed::setView(GraphView* view)
{
    m_view = view;
    view->setActiveFocusOnTab(true);
    connect(view, &GraphView::pinWanted, this, [this](Slot node, scene::Point place) { m_graph.pinNode(node, place); });
    connect(view, &GraphView::unpinWanted, this, [this](Slot node) { m_graph.unpinNode(node); });
    connect(view, &GraphView::labelsWanted, this, [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) {
        m_graph.requestLabels(epochVersion, nodes);
    });
    connect(&m_graph, &LiveGraph::labelsReady, view,
            [view](std::uint64_t epochVersion, const std::vector<pipeline::NodeLabel>& labels) {
                std::vector<lens::LabelWorker::Text> texts;
                for (const pipeline::NodeLabel& label : labels)
                    texts.push_back({label.node, label.generation, QString::fromStdString(label.text)});
                view->takeLabelTexts(epochVersion, std::move(texts));
            });
    takeScene();
}

void ViewFeed::takeScene()
{
    if (!m_view)
        return;
    std::optional<scene::IndexedUpdate> update = m_graph.takeScene();
    if (!update)
        return;
    const std::shared_ptr<const scene::Scene> scene = update->update.scene;
    const bool isAnother = scene != m_view->scene();   // or its index alone is
    m_layout.takeScene(*scene);
    m_view->takeUpdate(std::move(*update));
    if (isAnother)
        Q_EMIT sceneTaken(scene);
}

void ViewFeed::takeFigures()
{
    if (!m_view)
        return;
    m_picture = {.shownTick = m_view->shownTick(),
                 .shownNodes = m_view->shownNodes(),
                 .shownEdges = m_view->shownEdges(),
                 .drawnShare = m_view->drawnShare(),
                 .nodeShare = m_view->nodeShare(),
                 .edgeShare = m_view->edgeShare(),
                 .ageMs = m_view->pictureAgeMs(),
                 .frameMsP50 = m_view->frameMsP50(),
                 .frameMsP95 = m_view->frameMsP95(),
                 .layoutActive = m_graph.layoutActive(),
                 .layoutPaused = m_layout.needed() && m_layout.paused(),
                 .device = m_view->device()};
    if (const auto load = m_view->takeFrameLoad())
        m_graph.onFrames(*load);
}

}   // namespace weir::ui
