#pragma once
#include "pipeline/ask/element_details.h"
#include "pipeline/ask/element_table.h"
#include "pipeline/ask/link_label.h"
#include "lens/reach_worker.h"
#include "ui/inspect/absence.h"
#include "ui/inspect/change_list.h"
#include "ui/inspect/link_model.h"
#include "ui/inspect/neighbourhood.h"
#include "ui/inspect/path_choice.h"
#include "ui/inspect/selection_copy.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace weir::ui {

class ElementModel;
class GraphView;

/// What a person asks of the selection: who is near it, what lies within some steps, how to get from it to another, what
/// changed of it, all of that on the clipboard, and what came of the graph in a pause. Who is near it is asked here, once, and read by all from the selection.
/// Answers come from a worker that reads the newest scene, names and tables as
/// signals from whoever owns the model. While the graph changes it asks again, a few times a second and less where that takes
/// long. GUI thread.
class Inspector final : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(QString farewell READ farewell NOTIFY changed)
    Q_PROPERTY(QString neighbourWords READ neighbourWords NOTIFY changed)
    Q_PROPERTY(int steps READ steps NOTIFY changed)
    Q_PROPERTY(QString setWords READ setWords NOTIFY changed)
    Q_PROPERTY(bool canStep READ canStep NOTIFY changed)
    Q_PROPERTY(bool choosing READ choosing NOTIFY changed)
    Q_PROPERTY(QString pathWords READ pathWords NOTIFY changed)
    Q_PROPERTY(bool canCopy READ canCopy NOTIFY changed)
    Q_PROPERTY(QString copyWords READ copyWords NOTIFY changed)
    Q_PROPERTY(weir::ui::LinkModel* neighbours READ neighbours CONSTANT)
    Q_PROPERTY(weir::ui::LinkModel* path READ path CONSTANT)
    Q_PROPERTY(weir::ui::ChangeList* changes READ changes CONSTANT)
    Q_PROPERTY(weir::ui::Absence* absence READ absence CONSTANT)

public:
    /// `details` is what is known of the selected element; it must outlive this.
    explicit Inspector(const ElementModel* details, QObject* parent = nullptr);
    ~Inspector() override;

    /// The view whose selection is looked at.
    void setView(GraphView* view);
    /// The newest scene, after the view has it.
    void takeScene(std::shared_ptr<const scene::Scene> scene);
    void setDetails(const pipeline::ElementDetails& details);
    void setLinks(const pipeline::LinkAnswer& answer);
    void setTable(const pipeline::TableAnswer& answer) { m_copy.setTable(answer); }
    /// Paused, nothing changes, and what changed stays as old as it is; what came of the graph meanwhile is said afterwards.
    void setStream(Phase phase, Tick serverTick);

    [[nodiscard]] bool known() const { return !element().isNothing(); }
    [[nodiscard]] QString farewell() const { return m_farewell; }              ///< says that what was selected is gone
    [[nodiscard]] QString neighbourWords() const { return m_neighbourWords; }
    [[nodiscard]] int steps() const { return static_cast<int>(m_neighbourhood.steps()); }   ///< of the neighbourhood that is selected; 0: none
    [[nodiscard]] QString setWords() const;                                   ///< what is selected as a set
    [[nodiscard]] bool canStep() const { return m_scene && element().isNode(); }
    [[nodiscard]] bool choosing() const { return m_path.choosing(); }         ///< an end of a path
    [[nodiscard]] QString pathWords() const { return m_path.words(); }        ///< what to do next, or what was found
    [[nodiscard]] bool canCopy() const;
    [[nodiscard]] QString copyWords() const { return m_copy.words(); }
    [[nodiscard]] LinkModel* neighbours() { return &m_neighbours; }
    [[nodiscard]] LinkModel* path() { return &m_path.stations(); }
    [[nodiscard]] ChangeList* changes() { return &m_changes; }
    [[nodiscard]] Absence* absence() { return &m_absence; }

    /// Selects what lies within so many steps of the selected node; the same once more, or 0, none of it.
    Q_INVOKABLE void selectWithin(int steps);
    /// The next node to be selected is the path's other end; its first where none is selected.
    Q_INVOKABLE void choosePath();
    /// Leaves the choice of a path, or a path or neighbourhood that is selected, and forgets what is gone; false: there is none of these.
    Q_INVOKABLE bool leave();
    /// Lists what came of the graph in the last pause, and selects it as far as it is still there.
    Q_INVOKABLE void showAbsence();
    /// Puts what is selected on the clipboard: the set, or the element with its neighbours. Nothing where nothing is.
    Q_INVOKABLE void copyCsv() { copy(pipeline::TableFormat::Csv); }
    Q_INVOKABLE void copyJson() { copy(pipeline::TableFormat::Json); }

Q_SIGNALS:
    void changed();
    /// Answered by setLinks().
    void linksWanted(quint64 question, quint64 epochVersion, const std::vector<weir::pipeline::Link>& links);
    /// Answered by setTable().
    void tableWanted(quint64 question, quint64 epochVersion, weir::pipeline::TableFormat format, const std::shared_ptr<const weir::scene::ElementSet>& elements);

private:
    enum class Asker : std::uint8_t { Neighbours, Path, Changes, Ends, Absence };

    [[nodiscard]] const Element& element() const;
    [[nodiscard]] const std::shared_ptr<const scene::ElementSet>& set() const;
    void onElement();
    void onSet();
    void onAnswers();
    void takeNeighbours(const lens::ReachWorker::Neighbours& around);
    void forgetElement();
    void takeLeave();
    void askAll(bool structureChanged);
    void askAgain();
    [[nodiscard]] bool hasQuestions() const { return known() || m_path.hasEnds(); }
    void wantLinks(Asker asker, const std::vector<pipeline::Link>& links);
    void copy(pipeline::TableFormat format);
    void showEdgeEnds();
    [[nodiscard]] QString setCounts() const;

    const ElementModel* m_details;
    QPointer<Selection> m_selection;
    std::shared_ptr<const scene::Scene> m_scene;
    bool m_paused = false;

    QString m_farewell, m_neighbourWords;
    std::uint64_t m_selectedAt = 0;          // structure of the scene at which it was selected: older answers are of something else

    Neighbourhood m_neighbourhood;
    PathChoice m_path;
    SelectionCopy m_copy;
    LinkModel m_neighbours{LinkModel::Order::HeaviestFirst};
    ChangeList m_changes;
    Absence m_absence;
    QTimer m_askTimer, m_ageTimer;
    TimePoint m_asked{};
    std::shared_ptr<const scene::Scene> m_askedScene;
    double m_tookMs = 0;
    lens::ReachWorker m_worker;                    // last: its thread ends before what it wakes goes
};

struct InspectForQml : KnownToQml<Inspector, InspectForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::Inspector)
    QML_NAMED_ELEMENT(Inspect)
    QML_SINGLETON
};

} // namespace weir::ui
