#include "dashboard/strip_feed.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

namespace weir::dashboard {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 500ms;
constexpr int turns = 4;
constexpr double leastTop = 10;
constexpr double leastSeconds = 30;

struct Figures {
    Figure first, second;
};

Figures figuresOf(StripFeed::Pair pair)
{
    switch (pair) {
    case StripFeed::QueueAndCredits: return {Figure::QueueMessages, Figure::CreditMessages};
    case StripFeed::ChangesAndBytes: return {Figure::ChangesPerSecond, Figure::BytesPerSecond};
    case StripFeed::Latency: return {Figure::LatencyMsP50, Figure::LatencyMsP99};
    case StripFeed::FrameTime: break;
    }
    return {Figure::FrameMsP50, Figure::FrameMsP95};
}

} // namespace

StripFeed::StripFeed(QObject* parent)
    : QObject(parent)
    , m_firstScale(leastTop)
    , m_secondScale(leastTop)
    , m_shownSeconds(leastSeconds)
    , m_firstValue(std::numeric_limits<double>::quiet_NaN())
    , m_secondValue(std::numeric_limits<double>::quiet_NaN())
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.setInterval(interval);   // the first turn was shorter
        refresh();
    });
}

void StripFeed::componentComplete()
{
    m_complete = true;
    if (m_pair == ChangesAndBytes)
        m_secondScale = ChartScale(1024, ChartScale::Rounding::Binary);
    restart();
}

void StripFeed::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    restart();
    Q_EMIT runningChanged();
}

void StripFeed::restart()
{
    if (!m_complete || !m_running) {
        m_timer.stop();
        return;
    }
    refresh();
    m_timer.start(interval + interval * (m_turn % turns) / turns);
}

void StripFeed::refresh()
{
    if (!m_history || !m_firstLine || !m_secondLine || !m_gapLine || m_drawnVersion == m_history->version())
        return;
    m_drawnVersion = m_history->version();
    const History& samples = m_history->samples();
    const auto [first, second] = figuresOf(m_pair);

    m_shownSeconds = samples.shownSeconds(leastSeconds);
    m_firstValue = samples.newest(first);
    m_secondValue = samples.newest(second);
    if (m_pair == ChangesAndBytes) {
        m_firstScale.fit(samples.maximum(first));
        m_secondScale.fit(samples.maximum(second));
    } else {
        const double maximum = std::max(samples.maximum(first), samples.maximum(second));
        m_firstScale.fit(maximum);
        m_secondScale.fit(maximum);
    }
    Q_EMIT refreshed();   // the axes first, so that the lines are drawn once, at their place
    m_firstLine->replace(samples.points(first));
    m_secondLine->replace(samples.points(second));
    m_gapLine->replace(samples.gapOutline(first));
}

} // namespace weir::dashboard
