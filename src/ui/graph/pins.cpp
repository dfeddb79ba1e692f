#include "ui/graph/pins.h"

namespace weir::ui {

void Pins::put(const scene::Scene& scene, Slot node, scene::WorldPoint place)
{
    m_nodes.add(node, scene.style(node).generation);
    Q_EMIT putThere(node, {static_cast<float>(place.x), static_cast<float>(place.y)});
    Q_EMIT changed();
}

void Pins::letGo(Slot node)
{
    if (!m_nodes.remove(node))
        return;
    Q_EMIT wasLetGo(node);
    Q_EMIT changed();
}

void Pins::letAllGo()
{
    if (m_nodes.size() == 0)
        return;
    const auto pinned = m_nodes.list();
    for (const render::PinnedNode& each : *pinned) {
        m_nodes.remove(each.node);
        Q_EMIT wasLetGo(each.node);
    }
    Q_EMIT changed();
}

void Pins::takeScene(const scene::Scene& scene)
{
    if (m_nodes.forgetGone(scene))
        Q_EMIT changed();
}

void Pins::forget()
{
    m_nodes.clear();
    Q_EMIT changed();
}

}   // namespace weir::ui
