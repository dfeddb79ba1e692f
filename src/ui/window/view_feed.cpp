#include "ui/window/view_feed.h"
#include "pipeline/live_graph.h"
#include "ui/look/layout_model.h"
#include <QtCore/QLocale>
#include <utility>

namespace weir::ui {

using pipeline::LiveGraph;

namespace {

/// A value as a label says it: short, and as it is written in files.
struct LabelWords {
    QString operator()(const std::string& text) const { return QString::fromStdString(text); }
    QString operator()(double number) const { return QString::number(number, 'g', QLocale::FloatingPointShortest); }
    QString operator()(bool flag) const { return flag ? ViewFeed::tr("yes") : ViewFeed::tr("no"); }
    QString operator()(UtcTime time) const { return QString::fromStdString(writtenUtc(time)); }
};

}   // namespace

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
    connect(view, &GraphView::labelsWanted, this,
            [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes, const std::vector<Slot>& edges) {
                m_graph.requestLabels({m_labelling, epochVersion, m_labels, nodes, edges});
            });
    connect(&m_graph, &LiveGraph::labelsReady, view, [this, view](const pipeline::LabelAnswer& answer) {
        if (answer.number != m_labelling)
            return;   // of what labels said before
        std::vector<lens::LabelWorker::Text> texts;
        for (const pipeline::LabelAnswer::Node& label : answer.nodes)
            texts.push_back({label.node, label.generation, std::visit(LabelWords{}, label.value)});
        std::vector<lens::LabelWorker::EdgeText> edges;
        for (const pipeline::LabelAnswer::Edge& label : answer.edges)
            edges.push_back({label.edge, std::visit(LabelWords{}, label.value)});
        view->takeLabelTexts(answer.epochVersion, std::move(texts), std::move(edges));
    });
    view->renewLabels(m_labels.edges.has_value());
    takeScene();
}

void ViewFeed::setLabels(const pipeline::LabelColumns& columns)
{
    if (columns == m_labels)
        return;
    m_labels = columns;
    ++m_labelling;
    if (m_view)
        m_view->renewLabels(columns.edges.has_value());
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
