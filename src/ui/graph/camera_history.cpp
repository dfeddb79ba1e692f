#include "ui/graph/camera_history.h"
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

constexpr double sameZoom = 1.1;
constexpr double sameAside = 0.05;   // as a share of the view

bool nearlySame(const CameraPlace& a, const CameraPlace& b)
{
    if (a.following || b.following)
        return a.following == b.following;
    const double zoom = a.camera.scale() / b.camera.scale();
    if (zoom > sameZoom || zoom < 1 / sameZoom)
        return false;
    const double asideX = std::abs(a.camera.centre().x - b.camera.centre().x) * a.camera.scale();
    const double asideY = std::abs(a.camera.centre().y - b.camera.centre().y) * a.camera.scale();
    return asideX <= sameAside * a.camera.width() && asideY <= sameAside * a.camera.height();
}

} // namespace

void CameraHistory::moved(const CameraPlace& to, TimePoint now, Move move)
{
    if (move == Move::Follow && m_present) {
        m_present = to;
        return;
    }
    if (m_present && (move == Move::Jump || now - m_movedAt >= rest))
        keepPresent();
    m_present = to;
    m_movedAt = now;
    if (move == Move::Jump)
        keepPresent();
}

void CameraHistory::keepPresent()
{
    if (m_places.empty()) {
        m_places.push_back(*m_present);
        return;
    }
    if (nearlySame(m_places[m_at], *m_present))
        return;
    m_places.resize(m_at + 1);
    m_places.push_back(*m_present);
    if (m_places.size() > mostPlaces)
        m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

std::optional<CameraPlace> CameraHistory::goTo(std::size_t at, TimePoint now)
{
    m_at = at;
    m_present = m_places[at];
    m_movedAt = now;
    return m_present;
}

std::optional<CameraPlace> CameraHistory::back(TimePoint now)
{
    if (!m_present)
        return std::nullopt;
    keepPresent();
    return m_at > 0 ? goTo(m_at - 1, now) : std::nullopt;
}

std::optional<CameraPlace> CameraHistory::forward(TimePoint now)
{
    if (m_at + 1 >= m_places.size())
        return std::nullopt;
    return goTo(m_at + 1, now);
}

void CameraHistory::clear() { *this = {}; }

} // namespace weir::ui
