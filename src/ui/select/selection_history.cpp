#include "ui/select/selection_history.h"

namespace weir::ui {

void SelectionHistory::remember(const Moment& moment)
{
    Kept kept{moment.element, {}};
    if (moment.set && moment.scene) {
        kept.set.reserve(moment.set->nodes.size() + moment.set->edges.size());
        for (const Slot node : moment.set->nodes)
            kept.set.push_back(Element::node(*moment.scene, node));
        for (const Slot edge : moment.set->edges)
            kept.set.push_back(Element::edge(*moment.scene, edge));
    }
    if (kept.element.isNothing() && kept.set.empty())
        return;
    m_elements += kept.set.size();
    m_kept.push_back(std::move(kept));
    while (m_kept.size() > mostMoments || (m_elements > mostElements && m_kept.size() > 1)) {
        m_elements -= m_kept.front().set.size();
        m_kept.pop_front();
    }
}

std::optional<SelectionHistory::Moment> SelectionHistory::takeBack(const std::shared_ptr<const scene::Scene>& scene)
{
    while (!m_kept.empty()) {
        const Kept kept = std::move(m_kept.back());
        m_kept.pop_back();
        m_elements -= kept.set.size();
        auto set = std::make_shared<scene::ElementSet>();
        for (const Element& element : kept.set) {
            if (element.isIn(*scene))
                (element.isNode() ? set->nodes : set->edges).push_back(element.slot);
        }
        const Element element = kept.element.isIn(*scene) ? kept.element : Element();
        if (!set->empty())
            return Moment{element, std::move(set), scene};
        if (!element.isNothing())
            return Moment{element, nullptr, nullptr};
    }
    return std::nullopt;
}

void SelectionHistory::clear()
{
    m_kept.clear();
    m_elements = 0;
}

}   // namespace weir::ui
