#include "ui/inspect/path_choice.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"

namespace weir::ui {

PathChoice::PathChoice(QObject* parent) : QObject(parent) {}

void PathChoice::setSelection(Selection* selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    connect(selection, &Selection::elementChanged, this, &PathChoice::onElement);
    connect(selection, &Selection::setChanged, this, &PathChoice::onSet);
}

void PathChoice::begin(const Element& from, const QString& title)
{
    leave();
    m_choosing = true;
    m_from = {from, title};
    if (!from.isNothing())
        askEndNames();
}

void PathChoice::onElement()
{
    const Element& element = m_selection->element();
    if (m_choosing && element.isNode()) {
        if (m_from.element.isNothing()) {
            m_from = {element};
        } else {
            m_to = {element};
            m_choosing = false;
        }
        askEndNames();
    } else if (!m_choosing && hasEnds() && element != m_to.element) {
        leave();   // a path belongs to its ends
    }
}

void PathChoice::onSet()
{
    const bool mine = m_selection->set() && m_selection->origin() == Selection::Origin::Path;
    const bool wentAway = !m_selection->set() && m_way && m_way->set;
    if (!m_choosing && !mine && (m_selection->set() || wentAway))
        forget();
}

void PathChoice::askEndNames()
{
    std::vector<pipeline::Link> links{{noSlot, m_from.element.slot}};
    if (hasEnds())
        links.push_back({noSlot, m_to.element.slot});
    Q_EMIT endNamesWanted(links);
}

void PathChoice::setEndNames(const std::vector<pipeline::LinkLabel>& labels)
{
    for (const pipeline::LinkLabel& label : labels) {
        for (End* const end : {&m_from, &m_to}) {
            if (!end->element.isNothing() && end->element.slot == label.link.node)
                end->title = shownText(label.text);
        }
    }
}

bool PathChoice::takeScene(const scene::Scene& scene)
{
    if (m_from.element.isNothing() || m_from.element.isIn(scene))
        return false;
    leave();
    return true;
}

void PathChoice::ask(lens::ReachWorker& worker, const SharedScene& scene)
{
    if (!hasEnds())
        return;
    if (m_askedFirst == 0)
        m_askedFirst = scene->structureVersion;
    worker.askWay(scene, m_from.element.slot, m_to.element.slot, m_way);
}

std::optional<double> PathChoice::take(lens::ReachWorker::Way way, const SharedScene& scene)
{
    if (!hasEnds() || way.from != m_from.element.slot || way.to != m_to.element.slot || m_askedFirst == 0
        || way.asked.structureVersion < m_askedFirst)
        return std::nullopt;
    m_way = std::move(way);
    if (m_way->path)
        m_stations.setRows(m_from.element.slot, m_way->links);
    else
        m_stations.clear();
    const double tookMs = m_way->asked.tookMs;
    if (m_way->set)
        m_selection->showSet(m_way->set, scene, Selection::Origin::Path);
    else
        m_selection->dropSet(Selection::Origin::Path);
    return tookMs;
}

void PathChoice::forget()
{
    m_choosing = false;
    m_from = m_to = {};
    m_askedFirst = 0;
    m_way.reset();
    m_stations.clear();
}

void PathChoice::leave()
{
    forget();
    if (m_selection)
        m_selection->dropSet(Selection::Origin::Path);
}

QString PathChoice::words() const
{
    const auto named = [](const End& end) { return end.title.isEmpty() ? QStringLiteral("\u2026") : end.title; };
    if (m_choosing && m_from.element.isNothing())
        return tr("Path: click the node that it begins at, or search for it.");
    if (m_choosing)
        return tr("Path from %1: click the other node, or search for it.").arg(named(m_from));
    if (!hasEnds())
        return {};
    if (!m_way)
        return tr("Looking for a path from %1 to %2.").arg(named(m_from), named(m_to));
    if (!m_way->path)
        return tr("No path leads from %1 to %2.").arg(named(m_from), named(m_to));
    if (m_from.element == m_to.element)
        return tr("%1 is both ends of the path.").arg(named(m_from));
    const std::size_t steps = m_way->path->edges.size();
    return tr("%1 from %2 to %3").arg(countedText(tr("%1 step(s)", nullptr, pluralOf(steps)), steps), named(m_from), named(m_to));
}

}   // namespace weir::ui
