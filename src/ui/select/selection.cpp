#include "ui/select/selection.h"
#include "scene/find/region_selection.h"
#include <algorithm>
#include <utility>

namespace weir::ui {

void Selection::select(const Element& element)
{
    if (element == m_element && !m_set)
        return;
    m_history.remember(moment());
    change(element, nullptr, nullptr, Origin::Hand);
}

void Selection::selectSet(Set set, SharedScene scene)
{
    m_history.remember(moment());
    change({}, std::move(set), std::move(scene), Origin::Hand);
}

void Selection::add(const Element& element, const SharedScene& scene)
{
    if (!element.isNothing() && !contains(element))
        toggle(element, scene);
}

void Selection::toggle(const Element& element, const SharedScene& scene)
{
    if (element.isNothing())
        return;
    const bool more = !contains(element);
    scene::ElementSet set = asSet(*scene);
    std::vector<Slot>& chosen = element.isNode() ? set.nodes : set.edges;
    if (more)
        chosen.push_back(element.slot);
    else
        std::erase(chosen, element.slot);
    m_history.remember(moment());
    selectOf(std::move(set), scene);
}

bool Selection::contains(const Element& element) const
{
    if (!m_set)
        return element == m_element;
    const std::vector<Slot>& slots = element.isNode() ? m_set->nodes : m_set->edges;
    return std::ranges::find(slots, element.slot) != slots.end();
}

scene::ElementSet Selection::asSet(const scene::Scene& now) const
{
    if (m_set)
        return m_setScene && m_setScene->structureVersion != now.structureVersion
                   ? scene::stillThere(*m_set, *m_setScene, now)
                   : *m_set;
    if (!m_element.isIn(now))
        return {};
    return m_element.isNode() ? scene::ElementSet{{m_element.slot}, {}} : scene::ElementSet{{}, {m_element.slot}};
}

/// One element is looked at closely; several are a set.
void Selection::selectOf(scene::ElementSet set, const SharedScene& scene)
{
    if (set.nodes.size() + set.edges.size() == 1) {
        const Element only =
            set.nodes.empty() ? Element::edge(*scene, set.edges.front()) : Element::node(*scene, set.nodes.front());
        change(only, nullptr, nullptr, Origin::Hand);
    } else {
        change({}, std::make_shared<const scene::ElementSet>(std::move(set)), scene, Origin::Hand);
    }
}

bool Selection::undo(const SharedScene& scene)
{
    const auto moment = scene ? m_history.takeBack(scene) : std::nullopt;
    if (!moment)
        return false;
    change(moment->element, moment->set, moment->scene, Origin::Hand);
    return true;
}

void Selection::showSet(Set set, SharedScene scene, Origin origin)
{
    change(m_element, std::move(set), std::move(scene), origin);
}

void Selection::dropSet(Origin origin)
{
    if (m_set && m_origin == origin)
        change(m_element, nullptr, nullptr, Origin::Hand);
}

void Selection::keepSet(const Set& before, Set now, SharedScene scene)
{
    if (before == m_set)
        change(m_element, std::move(now), std::move(scene), m_origin);
}

void Selection::setNeighbours(Slot node, Edges edges, Around around)
{
    if (!m_element.isNode() || m_element.slot != node || edges == m_edges)
        return;
    m_edges = std::move(edges);
    m_around = std::move(around);
    Q_EMIT neighboursChanged();
}

void Selection::forget()
{
    m_history.clear();
    change({}, nullptr, nullptr, Origin::Hand);
}

void Selection::change(const Element& element, Set set, SharedScene scene, Origin origin)
{
    if (set && set->empty())
        set.reset();
    // All of it first: whoever hears of a part of it may look at the whole.
    const bool anotherElement = std::exchange(m_element, element) != element;
    const bool anotherSet = m_set != set;
    m_set = std::move(set);
    m_setScene = m_set ? std::move(scene) : nullptr;
    m_origin = m_set ? origin : Origin::Hand;
    if (anotherElement) {
        m_edges.reset();
        m_around.reset();
    }
    if (anotherSet)
        Q_EMIT setChanged();
    if (anotherElement)
        Q_EMIT elementChanged();
}

}   // namespace weir::ui
