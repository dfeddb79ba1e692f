#include "pipeline/shown_model.h"
#include <utility>

namespace weir::pipeline {

using graph::pageSize;

bool ShownModel::catchUp()
{
    const std::uint64_t now = graph();
    const bool another = std::exchange(m_graphShown, now) != now;
    if (another) {
        ++m_epochVersion;
        m_nodeNumbers = {};
        m_edgeNumbers = {};
        m_placed.clear();
        m_changed.clear();
    }
    if (m_nodeNumbers.pages() != m_store.nodeNumbers().pages())
        m_nodeNumbers = m_store.nodeNumbers();
    return another;
}

void ShownModel::layOver(Slot storeSlot, std::optional<Node>& taken)
{
    const Slot node = sceneSlot(ElementKind::Node, storeSlot);
    const scene::Point* const byHand = taken && taken->motion.positioned ? m_handPlaces.of(taken->identity.key) : nullptr;
    if (!byHand) {
        m_placed.erase(node);
        return;
    }
    m_placed.insert_or_assign(node, *byHand);
    taken->motion.x = byHand->x;
    taken->motion.y = byHand->y;
}

std::shared_ptr<const graph::PositionPage> ShownModel::positionPage(Slot storeSlot) const
{
    std::shared_ptr<const graph::PositionPage> page = m_store.positionPage(storeSlot);
    if (m_placed.empty())
        return page;
    const Slot first = sceneSlot(ElementKind::Node, storeSlot) / pageSize * pageSize;
    const auto begin = m_placed.lower_bound(first), end = m_placed.lower_bound(first + pageSize);
    if (begin == end)
        return page;
    const auto copy = page ? std::make_shared<graph::PositionPage>(*page) : std::make_shared<graph::PositionPage>();
    for (auto placed = begin; placed != end; ++placed)
        copy->points[placed->first % pageSize] = placed->second;
    return copy;
}

void ShownModel::placeByHand(Slot node, std::optional<scene::Point> place)
{
    const Slot slot = storeSlot(ElementKind::Node, node);
    if (!m_store.hasNode(slot))
        return;
    const std::string_view key = m_store.nodeIdentity(slot).key;
    if (place && m_store.nodeMotion(slot).positioned)
        m_handPlaces.give(key, *place);
    else
        m_handPlaces.takeBack(key);
    m_changed.push_back(node);
}

void ShownModel::takeBackHandPlaces()
{
    m_handPlaces.clear();
    for (const auto& [node, place] : m_placed)
        m_changed.push_back(node);
}

}   // namespace weir::pipeline
