#pragma once
#include "flow/clock_offset.h"
#include "flow/heartbeat.h"
#include "protocol/messages.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <optional>

namespace weir::stream {

/// Whether the server of one connection gives signs of life, and how far its clock is off: owns the timer that asks for
/// pings. Lives on the stream thread with its StreamClient.
class Liveness final : public QObject {
    Q_OBJECT

public:
    explicit Liveness(QObject* parent = nullptr);

    /// Another connection is made: another server may be behind the same address, with another clock.
    void forget();
    /// The server welcomed us at `now` and said how often it wants to hear from us.
    void start(const protocol::Welcome& welcome, TimePoint now);
    /// The connection ended; what is known of the clock stays.
    void stop();

    void onFrame(TimePoint now, flow::Heartbeat::Frame frame = flow::Heartbeat::Frame::Other);
    void onPong(const protocol::Pong& pong, TimePoint now) { m_clock.onPong(pong.id, pong.timeUs, now); }

    [[nodiscard]] std::optional<flow::ClockOffset::Estimate> clock(TimePoint now) const { return m_clock.estimate(now); }

Q_SIGNALS:
    void pingDue(const weir::protocol::Ping& ping);
    /// The server answered nothing for too long; said again until stop().
    void died();

private:
    void check();

    std::optional<flow::Heartbeat> m_heartbeat;   // while started
    flow::ClockOffset m_clock{{}};
    QTimer m_timer;
    unsigned m_pings = 0;
    TimePoint m_pinged{};
};

} // namespace weir::stream
