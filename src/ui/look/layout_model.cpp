#include "ui/look/layout_model.h"
#include <utility>

namespace weir::ui {

void LayoutModel::setNeeded(bool needed)
{
    if (std::exchange(m_needed, needed) != needed)
        Q_EMIT neededChanged();
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
    if (m_needed)
        Q_EMIT restartWanted();
}

} // namespace weir::ui
