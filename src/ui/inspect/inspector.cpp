#include "ui/inspect/inspector.h"
#include "scene/find/reach.h"
#include "ui/inspect/element_model.h"
#include "ui/words/figures.h"
#include "ui/graph/graph_view.h"
#include "ui/words/shown_text.h"
#include <algorithm>

namespace weir::ui {

namespace {

constexpr double askEveryMs = 400;   // while the graph changes
constexpr double askAtLastMs = 2000; // however long it took: a worker that waited for a core took its time, not the core's
constexpr double askShare = 0.1;     // of a core that asking again may take
constexpr int ageMs = 1000;
constexpr quint64 askers = 4;

QString elementsText(std::size_t nodes, std::size_t edges)
{
    return QStringLiteral("%1, %2").arg(countedText(nodes, QStringLiteral("node"), QStringLiteral("nodes")),
                                        countedText(edges, QStringLiteral("edge"), QStringLiteral("edges")));
}

} // namespace

Inspector::Inspector(const ElementModel* selection, QObject* parent)
    : QObject(parent), m_selection(selection), m_worker([this] { QMetaObject::invokeMethod(this, &Inspector::onAnswers, Qt::QueuedConnection); })
{
    using pipeline::Link;
    connect(&m_neighbours, &LinkModel::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Neighbours, links); });
    connect(&m_path, &LinkModel::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Path, links); });
    connect(&m_changes, &ChangeList::wanted, this, [this](const std::vector<Link>& links) { wantLinks(Asker::Changes, links); });
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
        m_path.refresh();
    });
    m_ageTimer.start(ageMs);
}

Inspector::~Inspector() = default;

void Inspector::setView(GraphView* view)
{
    m_view = view;
    connect(view, &GraphView::selected, this, [this](int kind, double slot) { onSelected(kind, static_cast<Slot>(slot)); });
    connect(view, &GraphView::selectedSetChanged, this, &Inspector::onSetChanged);
}

// The selection ------------------------------------------------------------------------------------------------------

void Inspector::onSelected(int kind, Slot slot)
{
    const bool gone = kind == GraphView::Nothing && !m_farewell.isEmpty();   // it took leave itself
    if (!gone) {
        m_farewell.clear();
        m_changes.clear();
    }
    forgetSelection();
    if (kind != GraphView::Nothing && m_scene && slot < (kind == GraphView::Node ? m_scene->nodeSlots : m_scene->edgeSlots)) {
        m_kind = kind;
        m_slot = slot;
        m_selectedAt = m_scene->structureVersion;
        if (kind == GraphView::Node)
            m_generation = m_scene->style(slot).generation;
        else
            m_ends = m_scene->edge(slot);
        if (kind == GraphView::Node && m_choosing) {
            const End end{slot, m_generation, {}};
            if (m_from.node == noSlot) {
                m_from = end;
            } else {
                m_to = end;
                m_choosing = false;
            }
            askEnds();
        }
        askAll(true);
    }
    // A path belongs to its ends; what was found of it goes with the selection of its second.
    if (!m_choosing && m_to.node != noSlot && (m_kind != GraphView::Node || m_slot != m_to.node))
        forgetSet();
    Q_EMIT changed();
}

void Inspector::forgetSelection()
{
    m_kind = GraphView::Nothing;
    m_steps = 0;
    m_slot = noSlot;
    m_edges.reset();
    m_neighbours.clear();
    m_neighbourWords.clear();
    m_copy.forgetWords();
}

bool Inspector::isThere() const
{
    if (m_kind == GraphView::Node)
        return isThere(End{m_slot, m_generation, {}});
    if (m_slot >= m_scene->edgeSlots)
        return false;
    const scene::SceneEdge& now = m_scene->edge(m_slot);
    return now.source != noSlot && now.source == m_ends.source && now.target == m_ends.target;
}

bool Inspector::isThere(const End& end) const
{
    return end.node < m_scene->nodeSlots && m_scene->style(end.node).live && m_scene->style(end.node).generation == end.generation;
}

void Inspector::takeScene(std::shared_ptr<const scene::Scene> scene)
{
    const bool otherGraph = !m_scene || m_scene->epochVersion != scene->epochVersion;
    m_scene = std::move(scene);
    if (otherGraph) {
        m_askedScene.reset();
        m_choosing = false;
        m_farewell.clear();
        m_changes.clear();
        forgetSelection();
        forgetSet();
        Q_EMIT changed();
        return;
    }
    if (m_kind != GraphView::Nothing && !isThere()) {
        const QString name = m_selection->title().isEmpty() ? tr("What was selected") : m_selection->title();
        m_farewell = tr("%1 was removed.").arg(name);
        m_changes.addWords(tr("removed"), Clock::now());
        if (m_view)
            m_view->clearSelection();
    }
    if (m_from.node != noSlot && !isThere(m_from)) {
        m_choosing = false;
        forgetSet();
        Q_EMIT changed();
    }
    if (!m_askTimer.isActive()) {
        const double rest = std::clamp(m_tookMs / askShare, askEveryMs, askAtLastMs) - milliseconds(Clock::now() - m_asked);
        m_askTimer.start(static_cast<int>(std::max(0.0, rest)));
    }
}

void Inspector::setDetails(const pipeline::ElementDetails& details)
{
    const ElementKind kind = m_kind == GraphView::Node ? ElementKind::Node : ElementKind::Edge;
    if (m_kind != GraphView::Nothing && details.kind == kind && details.slot == m_slot)
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
    if (m_kind == GraphView::Node)
        m_worker.askNeighbours(m_scene, m_slot, m_edges);
    else if (m_kind == GraphView::Edge)
        showEdgeEnds();
    if (structureChanged && m_steps > 0)
        m_worker.askReach(m_scene, m_slot, m_steps, m_set);
    if (structureChanged && m_to.node != noSlot)
        m_worker.askWay(m_scene, m_from.node, m_to.node, m_way);
}

void Inspector::showEdgeEnds()
{
    const float weight = m_scene->weight(m_slot);
    m_neighbours.setRows(m_slot, std::make_shared<const LinkModel::Rows>(LinkModel::Rows{{m_slot, m_ends.source, false, weight},
                                                                                        {m_slot, m_ends.target, true, weight}}));
    m_neighbourWords = m_ends.source == m_ends.target ? tr("A loop at one node") : tr("Between two nodes");
}

void Inspector::onAnswers()
{
    if (const auto around = m_worker.takeNeighbours();
        around && m_kind == GraphView::Node && around->node == m_slot && around->asked.structureVersion >= m_selectedAt) {
        m_tookMs = around->asked.tookMs;
        const bool same = around->edges == m_edges;
        m_edges = around->edges;
        m_neighbours.setRows(m_slot, m_edges);
        if (!same) {
            m_changes.setEdges(*m_edges, Clock::now());
            m_neighbourWords = QStringLiteral("%1, %2").arg(countedText(around->nodes, tr("neighbour"), tr("neighbours")),
                                                            countedText(m_edges->size(), tr("edge"), tr("edges")));
        }
    }
    if (const auto reach = m_worker.takeReach())
        onReach(*reach);
    if (auto way = m_worker.takeWay())
        onWay(std::move(*way));
    if (const auto reach = m_worker.takeCopy(); reach && reach->node == m_slot && m_kind == GraphView::Node && reach->asked.structureVersion >= m_selectedAt)
        m_copy.give(reach->set);
    Q_EMIT changed();
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
    case Asker::Path: return m_path.setLabels(answer.labels);
    case Asker::Changes: return m_changes.setLabels(answer.labels);
    case Asker::Ends: break;
    }
    for (const pipeline::LinkLabel& label : answer.labels) {
        for (End* const end : {&m_from, &m_to}) {
            if (end->node == label.link.node)
                end->title = shownText(label.text);
        }
    }
    Q_EMIT changed();
}

// Neighbourhood and path ---------------------------------------------------------------------------------------------

bool Inspector::canStep() const { return m_kind == GraphView::Node; }

void Inspector::selectWithin(int steps)
{
    const auto wanted = static_cast<unsigned>(std::clamp(steps, 0, static_cast<int>(scene::mostReachSteps)));
    const bool off = wanted == 0 || wanted == m_steps;
    m_choosing = false;
    if (!canStep())
        return;
    if (off) {
        forgetSet();
    } else {
        m_from = m_to = {};
        m_way.reset();
        m_path.clear();
        m_steps = wanted;
        m_worker.askReach(m_scene, m_slot, m_steps, m_set);
    }
    Q_EMIT changed();
}

void Inspector::onReach(const lens::ReachWorker::Reach& reach)
{
    if (m_steps == 0 || reach.steps != m_steps || reach.node != m_slot || m_kind != GraphView::Node || reach.asked.structureVersion < m_selectedAt)
        return;
    m_tookMs = std::max(m_tookMs, reach.asked.tookMs);
    showSet(reach.set);
}

void Inspector::choosePath()
{
    if (!m_scene)
        return;
    const bool fromNode = m_kind == GraphView::Node;
    forgetSet();
    m_choosing = true;
    if (fromNode) {
        m_from = {m_slot, m_generation, m_selection->title()};
        askEnds();
    }
    Q_EMIT changed();
}

void Inspector::askEnds()
{
    std::vector<pipeline::Link> links{{noSlot, m_from.node}};
    if (m_to.node != noSlot)
        links.push_back({noSlot, m_to.node});
    wantLinks(Asker::Ends, links);
}

void Inspector::onWay(lens::ReachWorker::Way way)
{
    if (m_to.node == noSlot || way.from != m_from.node || way.to != m_to.node || way.asked.structureVersion < m_selectedAt)
        return;
    m_tookMs = std::max(m_tookMs, way.asked.tookMs);
    m_way = std::move(way);
    if (m_way->path)
        m_path.setRows(m_from.node, m_way->links);
    else
        m_path.clear();
    showSet(m_way->set);
}

QString Inspector::pathWords() const
{
    const auto named = [](const End& end) { return end.title.isEmpty() ? QStringLiteral("\u2026") : end.title; };
    if (m_choosing && m_from.node == noSlot)
        return tr("Path: click the node that it begins at, or find it with Ctrl+F. Esc leaves.");
    if (m_choosing)
        return tr("Path from %1: click the other node, or find it with Ctrl+F. Esc leaves.").arg(named(m_from));
    if (m_to.node == noSlot)
        return {};
    if (!m_way)
        return tr("Looking for a path from %1 to %2.").arg(named(m_from), named(m_to));
    if (!m_way->path)
        return tr("No path leads from %1 to %2.").arg(named(m_from), named(m_to));
    if (m_from.node == m_to.node)
        return tr("%1 is both ends of the path.").arg(named(m_from));
    return tr("%1 from %2 to %3").arg(countedText(m_way->path->edges.size(), tr("step"), tr("steps")), named(m_from), named(m_to));
}

void Inspector::showSet(std::shared_ptr<const scene::ElementSet> set)
{
    m_set = std::move(set);
    m_settingSet = true;
    if (m_view)
        m_view->selectSet(m_set);
    m_settingSet = false;
}

void Inspector::forgetSet()
{
    m_steps = 0;
    m_from = m_to = {};
    m_way.reset();
    m_path.clear();
    if (m_set)
        showSet(nullptr);
}

void Inspector::onSetChanged()
{
    m_copy.forgetWords();
    if (m_settingSet || !m_view || m_view->selectedSet() == m_set) {
        Q_EMIT changed();
        return;
    }
    if (m_set && m_view->selectedSet()) {
        m_set = m_view->selectedSet();   // the view took out what is gone; the answer to the next question follows
        Q_EMIT changed();
        return;
    }
    // Another selection took the place of this one; a path that is being chosen goes on with it.
    m_set.reset();
    m_steps = 0;
    if (!m_choosing) {
        m_from = m_to = {};
        m_way.reset();
        m_path.clear();
    }
    Q_EMIT changed();
}

QString Inspector::setCounts() const
{
    const auto& set = m_view->selectedSet();
    return elementsText(set->nodes.size(), set->edges.size());
}

QString Inspector::setWords() const
{
    if (!m_view || !m_view->selectedSet())
        return m_steps > 0 ? tr("Looking.") : QString();
    if (m_steps > 0)
        return m_steps == 1 ? tr("%1 within 1 step").arg(setCounts()) : tr("%1 within %2 steps").arg(setCounts()).arg(m_steps);
    return m_way ? QString() : tr("%1 selected").arg(setCounts());
}

bool Inspector::leave()
{
    if (!m_choosing && !m_set && m_steps == 0 && m_to.node == noSlot && m_farewell.isEmpty())
        return false;
    m_choosing = false;
    if (!m_farewell.isEmpty()) {
        m_farewell.clear();
        m_changes.clear();
    }
    forgetSet();
    Q_EMIT changed();
    return true;
}

bool Inspector::canCopy() const { return m_kind != GraphView::Nothing || (m_view && m_view->selectedSet()); }

void Inspector::copy(pipeline::TableFormat format)
{
    if (!canCopy())
        return m_copy.refuse();
    m_copy.begin(format);
    if (m_view && m_view->selectedSet())
        m_copy.give(m_view->selectedSet());
    else if (m_kind == GraphView::Node)
        m_worker.askCopy(m_scene, m_slot, 1);
    else
        m_copy.give(std::make_shared<const scene::ElementSet>(m_ends.source == m_ends.target
                                                                  ? scene::ElementSet{{m_ends.source}, {m_slot}}
                                                                  : scene::ElementSet{{m_ends.source, m_ends.target}, {m_slot}}));
}

} // namespace weir::ui
