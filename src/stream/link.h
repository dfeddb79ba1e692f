#pragma once
#include "client/connection.h"
#include "flow/backoff.h"
#include "flow/rate_allowance.h"
#include "stream/liveness.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <functional>
#include <memory>
#include <optional>

namespace weir::stream {

/// The way to a server: connects and connects again, answers pings, notices when the server is dead or floods, and says how changes
/// are wanted. Knows nothing of graphs. Everything happens on the thread it lives on, the stream thread, which needs an event loop.
class Link final : public QObject {
    Q_OBJECT

public:
    struct Config {
        protocol::Encoding encoding = protocol::Encoding::Binary;
        std::uint32_t maxMessageBytes = 0;
        client::Security security{};
        bool reconnect = true;               ///< false: the first ending is the last
        bool triesUntilWelcomed = true;      ///< false: it comes back only to a server that has welcomed it
        std::chrono::milliseconds welcomeTimeout = client::Connection::usualWelcomeTimeout;
        flow::Backoff::Config backoff{};     ///< how long it waits before it comes back
        protocol::Policy policy{};
    };
    enum class State : std::uint8_t { Closed, Connecting, Reconnecting, Welcomed };

    /// `hello` is called for each connection that is made: what it says to begin with, but for the policy.
    Link(Config config, std::function<protocol::Hello()> hello, QObject* parent = nullptr);
    ~Link() override;

    void open(const QUrl& url);
    /// Says bye; ended() and closed() do not come.
    void close(const QString& reason = {});
    /// Nothing happens without a connection.
    void send(const protocol::Message& message);
    /// How changes are wanted from now on; also on the open connection, which goes on.
    void setPolicy(const protocol::Policy& policy);
    /// Ends the connection: the server did what it may not, or nothing.
    void fail(protocol::CloseCode code, const QString& reason);

    [[nodiscard]] State state() const;
    [[nodiscard]] bool welcomed() const { return m_connection && m_connection->welcomed(); }
    [[nodiscard]] const protocol::Policy& policy() const { return m_config.policy; }
    [[nodiscard]] const QString& endReason() const { return m_endReason; }   ///< why it is closed or reconnecting, in words; else empty
    [[nodiscard]] client::EndCause endCause() const { return m_endReason.isEmpty() ? client::EndCause::Other : m_endCause; }   ///< of that reason
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryIn() const;  ///< nothing: it will not try again by itself
    [[nodiscard]] std::optional<flow::ClockOffset::Estimate> serverClock(TimePoint now) const { return m_liveness.clock(now); }

    static constexpr std::int64_t mostBacklogBytes = 1 << 20;   ///< unsent, above which pings are not answered
    static constexpr unsigned mostControlPerSecond = 1000;      ///< from a server that means no harm: some ten

Q_SIGNALS:
    void welcome(const weir::protocol::Welcome& welcome);
    void headReceived(const weir::protocol::Head& head);
    void feedReceived(const weir::protocol::Feed& feed);
    void noticeReceived(const weir::protocol::Notice& notice);
    void dataReceived(const QByteArray& frame, weir::TimePoint now);   ///< undecoded; JSON as UTF-8
    void ended();                                               ///< a connection; nothing more comes of it
    void cut(const QString& reason);                            ///< after it: it is tried again after a while
    void closed(const QString& reason);                         ///< or it will not try again by itself

private:
    void connectNow();
    void statePolicy();
    void onControl(const protocol::Message& message);
    void onWelcome(const protocol::Welcome& welcome, TimePoint now);
    void onEnded(const client::Ending& ending);

    Config m_config;
    std::function<protocol::Hello()> m_hello;
    QUrl m_url;
    std::unique_ptr<client::Connection> m_connection;
    flow::Backoff m_backoff;
    Liveness m_liveness;
    flow::RateAllowance m_controlAllowance{mostControlPerSecond};
    QTimer m_retryTimer;
    protocol::Policy m_statedPolicy;           // what this connection's server knows
    bool m_wanted = false;                     // open() was called and nothing ended it for good
    bool m_everWelcomed = false;
    QString m_endReason;
    client::EndCause m_endCause = client::EndCause::Other;
};

} // namespace weir::stream
