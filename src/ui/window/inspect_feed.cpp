#include "ui/window/inspect_feed.h"
#include "pipeline/live_graph.h"
#include "ui/inspect/element_model.h"
#include "ui/inspect/inspector.h"

namespace weir::ui {

using pipeline::LiveGraph;

InspectFeed::InspectFeed(const Models& models, LiveGraph& graph) : m_models(models), m_graph(graph)
{
    connect(&graph, &LiveGraph::detailsReady, this, &InspectFeed::onDetails);
    Inspector* const inspector = &models.inspector;
    connect(inspector, &Inspector::linksWanted, this,
            [this](quint64 question, quint64 epochVersion, const std::vector<pipeline::Link>& links) {
                m_graph.requestLinks(question, epochVersion, links);
            });
    connect(&graph, &LiveGraph::linksAnswered, inspector, &Inspector::setLinks);
    connect(inspector, &Inspector::tableWanted, this,
            [this](quint64 question, quint64 epochVersion, pipeline::TableFormat format,
                   const std::shared_ptr<const scene::ElementSet>& elements) {
                m_graph.requestTable(question, epochVersion, format, elements);
            });
    connect(&graph, &LiveGraph::tableAnswered, inspector, &Inspector::setTable);
}

void InspectFeed::setView(GraphView* view)
{
    m_view = view;
    connect(view, &GraphView::hovered, this, [this, view] { expect(m_models.hover, view->hoveredElement()); });
    connect(&view->selection(), &Selection::elementChanged, this,
            [this, view] { expect(m_models.selection, view->selection().element()); });
    m_models.inspector.setView(view);
}

void InspectFeed::expect(ElementModel& model, const Element& element)
{
    model.expect(element);
    requestDetails(model);
}

void InspectFeed::requestDetails(const ElementModel& model)
{
    if (!model.expected().isNothing() && m_view && m_view->scene())
        m_graph.requestDetails(m_view->scene()->epochVersion, model.expected().kind, model.expected().slot);
}

void InspectFeed::onDetails(const pipeline::ElementDetails& details)
{
    m_models.hover.setDetails(details);
    m_models.selection.setDetails(details);
    m_models.inspector.setDetails(details);
}

}   // namespace weir::ui
