#pragma once
#include "ui/graph/graph_view.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace weir::pipeline {
struct ElementDetails;
class LiveGraph;
}   // namespace weir::pipeline

namespace weir::ui {

class ElementModel;
class Inspector;

/// Feeds the room of what is pointed at and selected: asks the graph what it says of these elements and of what the inspector wants to
/// know, and brings the answers. GUI thread.
class InspectFeed final : public QObject {
    Q_OBJECT

public:
    struct Models {
        ElementModel& hover;
        ElementModel& selection;
        Inspector& inspector;
    };

    /// All of them must outlive it.
    InspectFeed(const Models& models, pipeline::LiveGraph& graph);

    /// The view whose pointer and selection are followed.
    void setView(GraphView* view);
    /// Asks again what the selected element says now.
    void refresh() { requestDetails(m_models.selection); }

private:
    void expect(ElementModel& model, const Element& element);
    void requestDetails(const ElementModel& model);
    void onDetails(const pipeline::ElementDetails& details);

    Models m_models;
    pipeline::LiveGraph& m_graph;
    QPointer<GraphView> m_view;
};

}   // namespace weir::ui
