#pragma once
#include "lens/reach_worker.h"
#include "ui/select/selection.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace weir::ui {

/// What lies within some steps of the selected node: it is selected, and follows the graph until something else is. GUI thread.
class Neighbourhood final : public QObject {
    Q_OBJECT

public:
    using SharedScene = std::shared_ptr<const scene::Scene>;

    using QObject::QObject;

    void setSelection(Selection* selection);

    [[nodiscard]] unsigned steps() const { return m_steps; }   ///< 0: none is chosen
    /// Of the selected node, which there must be.
    void choose(unsigned steps, lens::ReachWorker& worker, const SharedScene& scene);
    /// Asks again, where one is chosen.
    void ask(lens::ReachWorker& worker, const SharedScene& scene);
    /// How long that took; nothing: it answers another question.
    std::optional<double> take(const lens::ReachWorker::Reach& reach, const SharedScene& scene);
    /// None is chosen any more; what is selected stays so.
    void forget();
    /// And it is no longer selected.
    void leave();

private:
    void onSet();

    QPointer<Selection> m_selection;
    unsigned m_steps = 0;
    Element m_centre;
    bool m_answered = false;
    std::uint64_t m_askedFirst = 0;   // structure of the scene of the first question about it
};

}   // namespace weir::ui
