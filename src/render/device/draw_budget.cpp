#include "render/device/draw_budget.h"
#include <algorithm>
#include <cmath>

namespace weir::render {

namespace {

constexpr double frameMs = 26;        // what a frame should take at most, leaving room for the rest of the thread's work
constexpr double leastShareMs = 8;    // of the frame for the graph, however dear the rest of it is
constexpr double emptyWeight = 0.1;
constexpr double dearerRate = 0.6;     // a frame too long is worse than one too short, so dear is learned faster
constexpr double cheaperRate = 0.2;
constexpr double dearest = 0.02;      // ms an element; bounds that keep one strange frame from spoiling what was learned
constexpr double cheapest = 1e-6;

std::uint32_t affordable(double roomMs, double eachMs)
{
    const double count = std::min(roomMs / eachMs, 1e8);
    return std::max(DrawBudget::leastElements, static_cast<std::uint32_t>(count));
}

} // namespace

DrawBudget::DrawBudget(Device device)
    : m_nodeMs(device == Device::Cpu ? 0.6e-3 : 5e-6), m_edgeMs(device == Device::Cpu ? 1.2e-3 : 10e-6)
{
}

void DrawBudget::frameTook(double ms, Work work)
{
    if (work.developed)
        return;   // what it cost cannot be told from what the elements cost
    if (work.nodes + work.edges == 0) {
        m_emptyMs += (std::clamp(ms, 0.0, 50.0) - m_emptyMs) * emptyWeight;
        return;
    }
    if (work.nodes + work.edges < leastElements / 4)
        return;   // too little to tell from noise
    const double expected = m_nodeMs * work.nodes + m_edgeMs * work.edges;
    const double actual = std::max(ms - m_emptyMs, 0.1);
    const double ratio = std::clamp(actual / expected, 0.2, 4.0);
    const double correction = std::pow(ratio, ratio > 1 ? dearerRate : cheaperRate);
    if (work.nodes > 0)
        m_nodeMs = std::clamp(m_nodeMs * correction, cheapest, dearest);
    if (work.edges > 0)
        m_edgeMs = std::clamp(m_edgeMs * correction, cheapest, dearest);
}

std::uint32_t DrawBudget::nodes() const { return affordable(std::max(frameMs - m_emptyMs, leastShareMs), m_nodeMs); }
std::uint32_t DrawBudget::edges() const { return affordable(std::max(frameMs - m_emptyMs, leastShareMs), m_edgeMs); }

} // namespace weir::render
