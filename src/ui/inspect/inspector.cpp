#include "ui/inspect/inspector.h"
#include "scene/find/reach.h"
#include "scene/find/region_selection.h"
#include "ui/graph/graph_view.h"
#include "ui/inspect/element_model.h"
#include "ui/words/figures.h"
#include <algorithm>

namespace weir::ui {

namespace {

constexpr double askEveryMs = 400;   // while the graph changes
constexpr double askAtLastMs = 2000; // however long it took: a worker that waited for a core took its time, not the core's
constexpr double askShare = 0.1;     // of a core that asking again may take
constexpr int ageMs = 1000;
constexpr quint64 askers = 5;

QString elementsText(std::size_t nodes, std::size_t edges)
{
    return QStringLiteral("%1, %2").arg(nodesText(nodes), edgesText(edges));
}

} // namespace

Inspector::Inspector(const ElementModel* details, QObject* parent)
    : QObject(parent), m_details(details), m_worker([this] { QMetaObject::invokeMethod(this, &Inspector::onAnswers, Qt::QueuedConnection); })
{
    using pipeline::Link;
    connect(&m_neighbours, &LinkModel::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Neighbours, links); });
    connect(&m_path.stations(), &LinkModel::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Path, links); });
    connect(&m_path, &PathChoice::endNamesWanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Ends, links); });
    connect(&m_changes, &ChangeList::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Changes, links); });
    connect(&m_absence, &Absence::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Absence, links); });
    connect(&m_absence, &Absence::differenceWanted, this, [this](const auto& before, const auto& after) { m_worker.askChange(before, after); });
    connect(&m_copy, &SelectionCopy::changed, this, &Inspector::changed);
    connect(&m_copy, &SelectionCopy::tableWanted, this, [this](quint64 question, pipeline::TableFormat format, const auto& elements) {
        Q_EMIT tableWanted(question, m_scene->epochVersion, format, elements);
    });
    m_askTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &Inspector::askAgain);
    connect(&m_ageTimer, &QTimer::timeout, this, [this] {
        if (m_paused)
            return;
        m_changes.refreshAges(Clock::now());
        m_neighbours.refresh();
        m_path.stations().refresh();
    });
    m_ageTimer.start(ageMs);
}

Inspector::~Inspector() = default;

void Inspector::setView(GraphView* view)
{
    if (m_selection == &view->selection())
        return;
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = &view->selection();
    // First those that follow a selection, then what is said of them.
    m_neighbourhood.setSelection(m_selection);
    m_path.setSelection(m_selection);
    connect(m_selection, &Selection::elementChanged, this, &Inspector::onElement);
    connect(m_selection, &Selection::setChanged, this, &Inspector::onSet);
}

// The selection ------------------------------------------------------------------------------------------------------

const Element& Inspector::element() const
{
    static const Element nothing;
    return m_selection ? m_selection->element() : nothing;
}

const std::shared_ptr<const scene::ElementSet>& Inspector::set() const
{
    static const std::shared_ptr<const scene::ElementSet> none;
    return m_selection ? m_selection->set() : none;
}

void Inspector::onElement()
{
    const bool gone = !known() && !m_farewell.isEmpty();   // it took leave itself
    if (!gone) {
        m_farewell.clear();
        m_changes.clear();
    }
    forgetElement();
    if (known() && m_scene) {
        m_selectedAt = m_scene->structureVersion;
        askAll(true);
    }
    Q_EMIT changed();
}

void Inspector::onSet()
{
    m_copy.forgetWords();
    Q_EMIT changed();
}

void Inspector::forgetElement()
{
    m_neighbours.clear();
    m_neighbourWords.clear();
    m_copy.forgetWords();
}

void Inspector::takeScene(std::shared_ptr<const scene::Scene> scene)
{
    const bool otherGraph = !m_scene || m_scene->epochVersion != scene->epochVersion;
    m_scene = std::move(scene);
    m_absence.takeScene(m_scene);
    if (otherGraph) {
        m_askedScene.reset();
        m_farewell.clear();
        m_changes.clear();
        forgetElement();
        m_neighbourhood.leave();
        m_path.leave();
        Q_EMIT changed();
        return;
    }
    if (known() && !element().isIn(*m_scene))
        takeLeave();
    if (m_path.takeScene(*m_scene))
        Q_EMIT changed();
    if (!m_askTimer.isActive()) {
        const double rest = std::clamp(m_tookMs / askShare, askEveryMs, askAtLastMs) - milliseconds(Clock::now() - m_asked);
        m_askTimer.start(static_cast<int>(std::max(0.0, rest)));
    }
}

void Inspector::takeLeave()
{
    const QString name = m_details->title().isEmpty() ? tr("What was selected") : m_details->title();
    m_farewell = tr("%1 was removed.").arg(name);
    m_changes.addWords(tr("removed"), Clock::now());
    m_selection->clear();
}

void Inspector::setDetails(const pipeline::ElementDetails& details)
{
    if (known() && details.kind == element().kind && details.slot == element().slot)
        m_changes.setDetails(details, Clock::now());
}

// Questions ----------------------------------------------------------------------------------------------------------

void Inspector::askAgain()
{
    if (!hasQuestions()) {
        m_askedScene.reset();   // it would keep pages that nobody else needs
        return;
    }
    const bool same = m_askedScene && m_askedScene->structureVersion == m_scene->structureVersion;
    if (same && m_askedScene->edges == m_scene->edges)
        return;   // only places changed, or styles
    askAll(!same);
}

void Inspector::askAll(bool structureChanged)
{
    m_asked = Clock::now();
    m_askedScene = m_scene;
    if (element().isNode())
        m_worker.askNeighbours(m_scene, element().slot, m_selection->edges());
    else if (element().isEdge())
        showEdgeEnds();
    if (!structureChanged)
        return;
    m_neighbourhood.ask(m_worker, m_scene);
    m_path.ask(m_worker, m_scene);
}

void Inspector::showEdgeEnds()
{
    if (!element().isIn(*m_scene))
        return;   // the next scene takes leave of it
    const scene::SceneEdge ends = element().ends;
    const Slot edge = element().slot;
    const float weight = m_scene->weight(edge);
    const LinkModel::Rows rows{{edge, ends.source, false, weight}, {edge, ends.target, true, weight}};
    m_neighbours.setRows(edge, std::make_shared<const LinkModel::Rows>(rows));
    m_neighbourWords = ends.source == ends.target ? tr("A loop at one node") : tr("Between two nodes");
}

void Inspector::onAnswers()
{
    if (const auto around = m_worker.takeNeighbours())
        takeNeighbours(*around);
    if (const auto reach = m_worker.takeReach(); reach && m_selection)
        m_tookMs = std::max(m_tookMs, m_neighbourhood.take(*reach, m_scene).value_or(0));
    if (auto way = m_worker.takeWay(); way && m_selection)
        m_tookMs = std::max(m_tookMs, m_path.take(std::move(*way), m_scene).value_or(0));
    if (const auto reach = m_worker.takeCopy();
        reach && element().isNode() && reach->node == element().slot && reach->asked.structureVersion >= m_selectedAt)
        m_copy.give(reach->set);
    if (const auto change = m_worker.takeChange())
        m_absence.take(change->after, change->difference);
    Q_EMIT changed();
}

void Inspector::takeNeighbours(const lens::ReachWorker::Neighbours& around)
{
    if (!element().isNode() || around.node != element().slot || around.asked.structureVersion < m_selectedAt)
        return;
    m_tookMs = around.asked.tookMs;
    const bool same = around.edges == m_selection->edges();
    m_selection->setNeighbours(around.node, around.edges, around.around);
    if (same)
        return;
    m_neighbours.setRows(around.node, around.edges);
    m_changes.setEdges(*around.edges, Clock::now());
    m_neighbourWords = QStringLiteral("%1, %2").arg(countedText(tr("%1 neighbour(s)", nullptr, pluralOf(around.nodes)), around.nodes),
                                                    edgesText(around.edges->size()));
}

void Inspector::wantLinks(Asker asker, const std::vector<pipeline::Link>& links)
{
    Q_EMIT linksWanted(m_scene->epochVersion * askers + static_cast<quint64>(asker), m_scene->epochVersion, links);
}

void Inspector::setLinks(const pipeline::LinkAnswer& answer)
{
    if (answer.question / askers != m_scene->epochVersion)
        return;   // of the graph before, whose slots mean other nodes
    switch (static_cast<Asker>(answer.question % askers)) {
    case Asker::Neighbours: return m_neighbours.setLabels(answer.labels);
    case Asker::Path: return m_path.stations().setLabels(answer.labels);
    case Asker::Changes: return m_changes.setLabels(answer.labels);
    case Asker::Absence: return m_absence.setLabels(answer.labels);
    case Asker::Ends: m_path.setEndNames(answer.labels); break;
    }
    Q_EMIT changed();
}

void Inspector::setStream(Phase phase, Tick serverTick)
{
    m_paused = phase == Phase::Paused;
    m_absence.setStream(phase, serverTick);
}

void Inspector::showAbsence()
{
    m_absence.list();
    if (!m_selection || !m_absence.scene())
        return;
    auto set = scene::stillThere(m_absence.elements(), *m_absence.scene(), *m_scene);
    if (!set.empty())
        m_selection->selectSet(std::make_shared<const scene::ElementSet>(std::move(set)), m_scene);
}

// Sets ---------------------------------------------------------------------------------------------------------------

void Inspector::selectWithin(int steps)
{
    const auto wanted = static_cast<unsigned>(std::clamp(steps, 0, static_cast<int>(scene::mostReachSteps)));
    m_path.forget();   // what it selected stays until the answer comes
    if (!canStep()) {
        Q_EMIT changed();
        return;
    }
    if (wanted == 0 || wanted == m_neighbourhood.steps()) {
        m_neighbourhood.leave();
        m_path.leave();
    } else {
        m_neighbourhood.choose(wanted, m_worker, m_scene);
    }
    Q_EMIT changed();
}

void Inspector::choosePath()
{
    if (!m_scene)
        return;
    m_neighbourhood.leave();
    m_path.begin(element().isNode() ? element() : Element(), m_details->title());
    Q_EMIT changed();
}

QString Inspector::setCounts() const { return elementsText(set()->nodes.size(), set()->edges.size()); }

QString Inspector::setWords() const
{
    const int steps = this->steps();
    if (!set())
        return steps > 0 ? tr("Looking.") : QString();
    if (steps > 0)
        return steps == 1 ? tr("%1 within 1 step").arg(setCounts()) : tr("%1 within %2 steps").arg(setCounts()).arg(steps);
    return m_path.found() ? QString() : tr("%1 selected").arg(setCounts());
}

bool Inspector::leave()
{
    const bool own = set() && m_selection->origin() != Selection::Origin::Hand;
    if (!m_path.choosing() && !own && steps() == 0 && !m_path.hasEnds() && m_farewell.isEmpty())
        return false;
    if (!m_farewell.isEmpty()) {
        m_farewell.clear();
        m_changes.clear();
    }
    m_neighbourhood.leave();
    m_path.leave();
    Q_EMIT changed();
    return true;
}

bool Inspector::canCopy() const { return known() || set(); }

void Inspector::copy(pipeline::TableFormat format)
{
    if (!m_scene || !canCopy())
        return;
    m_copy.begin(format);
    if (set()) {
        m_copy.give(set());
    } else if (element().isNode()) {
        m_worker.askCopy(m_scene, element().slot, 1);
    } else {
        const scene::SceneEdge ends = element().ends;
        scene::ElementSet set{{ends.source}, {element().slot}};
        if (ends.target != ends.source)
            set.nodes.push_back(ends.target);
        m_copy.give(std::make_shared<const scene::ElementSet>(std::move(set)));
    }
}

} // namespace weir::ui
