#include "ui/inspect/neighbourhood.h"

namespace weir::ui {

void Neighbourhood::setSelection(Selection* selection)
{
    if (m_selection)
        disconnect(m_selection, nullptr, this, nullptr);
    m_selection = selection;
    connect(selection, &Selection::elementChanged, this, &Neighbourhood::forget);
    connect(selection, &Selection::setChanged, this, &Neighbourhood::onSet);
}

void Neighbourhood::onSet()
{
    const bool mine = m_selection->set() && m_selection->origin() == Selection::Origin::Steps;
    if (!mine && (m_selection->set() || m_answered))
        forget();
}

void Neighbourhood::choose(unsigned steps, lens::ReachWorker& worker, const SharedScene& scene)
{
    m_steps = steps;
    m_centre = m_selection->element();
    m_answered = false;
    m_askedFirst = scene->structureVersion;
    ask(worker, scene);
}

void Neighbourhood::ask(lens::ReachWorker& worker, const SharedScene& scene)
{
    if (m_steps > 0)
        worker.askReach(scene, m_centre.slot, m_steps,
                        m_selection->origin() == Selection::Origin::Steps ? m_selection->set() : nullptr);
}

std::optional<double> Neighbourhood::take(const lens::ReachWorker::Reach& reach, const SharedScene& scene)
{
    if (m_steps == 0 || reach.steps != m_steps || reach.node != m_centre.slot
        || reach.asked.structureVersion < m_askedFirst)
        return std::nullopt;
    m_answered = true;
    m_selection->showSet(reach.set, scene, Selection::Origin::Steps);
    return reach.asked.tookMs;
}

void Neighbourhood::forget()
{
    m_steps = 0;
    m_answered = false;
    m_centre = {};
}

void Neighbourhood::leave()
{
    forget();
    if (m_selection)
        m_selection->dropSet(Selection::Origin::Steps);
}

}   // namespace weir::ui
