#include "ui/look/layout_model.h"
#include <utility>

namespace weir::ui {

void LayoutModel::takeScene(const scene::Scene& scene)
{
    const bool possibleBefore = std::exchange(m_possible, scene.nodeCount > 0);
    const bool neededBefore = std::exchange(m_needed, scene.needsLayout);
    const bool overruledBefore = std::exchange(m_overrules, scene.overruled);
    if (possibleBefore != m_possible || neededBefore != m_needed || overruledBefore != m_overrules)
        Q_EMIT changed();
}

void LayoutModel::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) != paused)
        Q_EMIT pausedChanged();
}

void LayoutModel::togglePause()
{
    if (m_needed)
        setPaused(!m_paused);
}

void LayoutModel::restart()
{
    if (m_possible)
        Q_EMIT restartWanted();
}

void LayoutModel::useSourcePlaces()
{
    if (m_overrules)
        Q_EMIT sourcePlacesWanted();
}

} // namespace weir::ui
