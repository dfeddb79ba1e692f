#pragma once
#include "pipeline/ask/label_question.h"
#include "scene/scene.h"
#include "ui/graph/graph_view.h"
#include "ui/stream/picture_figures.h"
#include <memory>
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace weir::pipeline {
class LiveGraph;
}

namespace weir::ui {

class LayoutModel;

/// Feeds the view: brings it scenes and the names it asks for, and the graph where a hand puts nodes, whether they are laid out, and how
/// long frames take. GUI thread.
class ViewFeed final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    ViewFeed(LayoutModel& layout, pipeline::LiveGraph& graph);

    /// The view that takes the scenes from now on.
    void setView(GraphView* view);
    [[nodiscard]] GraphView* view() const { return m_view; }

    /// What labels say from now on.
    void setLabels(const pipeline::LabelColumns& columns);

    void takeFigures();
    [[nodiscard]] const PictureFigures& picture() const { return m_picture; }   ///< as of the last takeFigures()

Q_SIGNALS:
    /// After the view has it.
    void sceneTaken(const std::shared_ptr<const weir::scene::Scene>& scene);

private:
    void takeScene();

    LayoutModel& m_layout;
    pipeline::LiveGraph& m_graph;
    QPointer<GraphView> m_view;
    PictureFigures m_picture;
    pipeline::LabelColumns m_labels;
    std::uint64_t m_labelling = 0;   // another one since they say something else
};

}   // namespace weir::ui
