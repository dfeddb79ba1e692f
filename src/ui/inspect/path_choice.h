#pragma once
#include "lens/reach_worker.h"
#include "pipeline/ask/link_label.h"
#include "ui/inspect/link_model.h"
#include "ui/select/selection.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace weir::ui {

/// A path between two nodes: both ends are chosen by selecting them, one after the other; what lies between is selected and
/// follows the graph until something else is. GUI thread.
class PathChoice final : public QObject {
    Q_OBJECT

public:
    using SharedScene = std::shared_ptr<const scene::Scene>;

    explicit PathChoice(QObject* parent = nullptr);

    /// What ends are chosen in, and what shows the path.
    void setSelection(Selection* selection);

    [[nodiscard]] bool choosing() const { return m_choosing; }                 ///< an end
    [[nodiscard]] bool hasEnds() const { return !m_to.element.isNothing(); }   ///< both
    [[nodiscard]] bool found() const { return m_way.has_value(); }             ///< it, or that there is none
    [[nodiscard]] QString words() const;                                       ///< what to do next, or what was found
    [[nodiscard]] LinkModel& stations() { return m_stations; }

    /// The next node to be selected is the other end; the first one where `from` is nothing.
    void begin(const Element& from, const QString& title);
    /// Asks the worker, where both ends are known.
    void ask(lens::ReachWorker& worker, const SharedScene& scene);
    /// How long that took; nothing: it answers another question.
    std::optional<double> take(lens::ReachWorker::Way way, const SharedScene& scene);
    void setEndNames(const std::vector<pipeline::LinkLabel>& labels);
    /// Gives up choosing where an end is gone. True: it was.
    bool takeScene(const scene::Scene& scene);
    /// Nothing is chosen any more; what is selected stays so.
    void forget();
    /// And a path is no longer selected.
    void leave();

Q_SIGNALS:
    /// Answered by setEndNames().
    void endNamesWanted(const std::vector<weir::pipeline::Link>& links);

private:
    struct End {
        Element element;
        QString title = {};
    };

    void onElement();
    void onSet();
    void askEndNames();

    QPointer<Selection> m_selection;
    bool m_choosing = false;
    End m_from, m_to;                 // the second is known once there is one
    std::uint64_t m_askedFirst = 0;   // structure of the scene of the first question about these ends; 0: none yet
    std::optional<lens::ReachWorker::Way> m_way;
    LinkModel m_stations{LinkModel::Order::AsGiven};
};

}   // namespace weir::ui
