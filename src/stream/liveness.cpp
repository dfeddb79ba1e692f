#include "stream/liveness.h"

namespace weir::stream {

namespace {

constexpr unsigned firstClockPings = 5;   // the clock offset is wanted soon after the start
constexpr std::chrono::milliseconds firstClockPingEvery{200};
constexpr std::chrono::milliseconds checkEvery{1000};
constexpr std::chrono::seconds clockPingEvery{10};

} // namespace

Liveness::Liveness(QObject* parent) : QObject(parent) { connect(&m_timer, &QTimer::timeout, this, &Liveness::check); }

void Liveness::forget()
{
    m_clock = flow::ClockOffset({});
    m_pings = 0;
}

void Liveness::start(const protocol::Welcome& welcome, TimePoint now)
{
    const std::chrono::milliseconds interval(std::clamp(welcome.heartbeatMs, 1000U, 60'000U));
    const std::chrono::milliseconds deadAfter(std::clamp(welcome.deadAfterMs, 1000U, 60'000U));
    m_heartbeat.emplace(flow::Heartbeat::Config{interval, interval, deadAfter}, now);
    m_timer.start(firstClockPingEvery);
}

void Liveness::stop()
{
    m_timer.stop();
    m_heartbeat.reset();
}

void Liveness::onFrame(TimePoint now, flow::Heartbeat::Frame frame)
{
    if (m_heartbeat)
        m_heartbeat->onFrame(now, frame);
}

void Liveness::check()
{
    const TimePoint now = Clock::now();
    if (m_heartbeat->dead(now)) {
        Q_EMIT died();
        return;
    }
    // The clock is wanted soon after the start, and from time to time however busy the stream is.
    const bool forClock = m_pings < firstClockPings || now - m_pinged >= clockPingEvery;
    if (m_pings >= firstClockPings)
        m_timer.start(checkEvery);
    if (!forClock && !m_heartbeat->pingDue(now))
        return;
    ++m_pings;
    m_pinged = now;
    m_heartbeat->onPingSent(now);
    Q_EMIT pingDue({static_cast<std::uint32_t>(m_clock.onPing(now)), microseconds(now)});
}

} // namespace weir::stream
