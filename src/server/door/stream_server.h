#pragma once
#include "access/admission.h"
#include "access/origin_rule.h"
#include "access/token_verifier.h"
#include "base/error.h"
#include "flow/shared_backlog.h"
#include "server/event_log.h"
#include "server/graph/graph_host.h"
#include "server/limits.h"
#include "server/door/listener.h"
#include "server/door/peer_user.h"
#include "server/server_figures.h"
#include "server/session/session.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtNetwork/QHostAddress>
#include <QtCore/QUrl>
#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace weir::server {

class SocketSession;
class WebSocket;

/// The server: a listening socket, its sessions, the ticks. Lives on one thread with an event loop, the serving thread;
/// sources and encoding have threads of their own.
class StreamServer final : public QObject {
    Q_OBJECT

public:
    enum class Pace : std::uint8_t {
        Ticks,      ///< a tick every tickInterval, whatever the clients do
        Unpaced,    ///< a tick for each set of the source's, as soon as every client can take it: for measuring
    };
    enum class Packing : std::uint8_t {
        Auto,       ///< for clients of other machines that take it; on the loopback time is scarcer than bytes
        Always,     ///< for all that take it, as behind a proxy on this machine
        Never,
    };
    struct Config {
        QHostAddress address = QHostAddress::LocalHost;
        quint16 port = 0;                                ///< 0: a free one
        std::chrono::milliseconds tickInterval{20};
        Pace pace = Pace::Ticks;
        std::optional<access::AdmissionLimits> limits{};   ///< else those of the loopback or the network, as `address` is
        access::OriginRule origins{};                    ///< pages that may connect
        std::uint64_t maxUnsentBytes = server::maxUnsentBytes;   ///< in all sockets together
        std::chrono::milliseconds handshakeTimeout = helloTimeout;   ///< until the WebSocket stands
        flow::Heartbeat::Config heartbeat = server::heartbeat;       ///< stated in welcome; looked at every headInterval
        std::optional<access::TokenVerifier> tokens{};   ///< whoever connects must show one that it accepts
        std::optional<QSslConfiguration> tls{};          ///< with a certificate and its key: wss alone is spoken
        Packing packing = Packing::Auto;                 ///< zstd for data from packsFromBytes on
        /// Who may steer may choose another source, so any file that this program reads: of those without a token only its own user.
        bool sourceChoosable = true;
        /// Without this or tokens only the loopback is listened at.
        bool anyoneMayRead = false;
        bool steerable = true;                           ///< clients may change the source, browsers apart
        /// Whose programs may connect; who is another user is refused with 4001. Within this machine only.
        enum class Users : std::uint8_t { All, Own } users = Users::All;
        /// The user at the other end of a connection within this machine, see userOfPeer().
        std::function<std::optional<std::uint32_t>(const TcpEnd& peer, const TcpEnd& here)> userOf = [](const TcpEnd& peer, const TcpEnd& here) { return userOfPeer(peer, here); };
    };

    explicit StreamServer(Config config);
    ~StreamServer() override;

    /// Binds. An error names the address and the system's reason, or says what an address other than the loopback needs.
    [[nodiscard]] std::expected<void, Error> listen();
    [[nodiscard]] QUrl url() const;   ///< ws://address:port/stream or wss://…, once listening

    /// Feeds from what `spec` names; a new epoch. An error leaves things as they were.
    [[nodiscard]] std::expected<void, Error> startSource(const QString& spec);
    /// Feeds from a source of the caller's.
    void startSource(std::unique_ptr<source::Source> source, const QString& spec);
    /// Ends the source that is shown; what it gave stays. Nothing where it has ended.
    void endSource();

    /// Says bye to every client and stops listening; returns once the goodbyes are on their way or a second has passed.
    void shutDown();

    struct TickTimes {
        std::vector<float> latenessMs;   ///< how late each tick was, newest last, at most mostTickTimes
    };
    /// Lateness of the ticks since the last call; what does not fit is the oldest.
    [[nodiscard]] TickTimes takeTickTimes() { return std::exchange(m_tickTimes, {}); }
    /// How it stands now; walks all sessions.
    [[nodiscard]] ServerFigures figures(TimePoint now) const;
    [[nodiscard]] const GraphHost& host() const { return m_host; }
    [[nodiscard]] std::size_t clientCount() const { return m_sessions.size(); }
    [[nodiscard]] std::uint64_t unsentBytes() const { return m_unsent.bytes(); }   ///< in all sockets, as of the last look at each

Q_SIGNALS:
    /// A source's report or a fault, one sentence.
    void reported(const QString& text);
    /// The source that was started has begun to give its graph.
    void sourceBegan();
    /// It failed before it did.
    void sourceDidNotBegin(const QString& reason);

private:
    void onArrived(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request);
    void onTick();
    void onUnpaced();
    void flushAll();
    void onHousekeeping();
    struct Refusal {
        protocol::CloseCode code{};
        QString why;
    };
    /// Nothing: whoever asks so may come in.
    [[nodiscard]] std::optional<Refusal> refusalOf(const Listener::Place& place, const protocol::WebSocketRequest& request) const;
    /// Opens the WebSocket, for only there a browser is told why, and closes it.
    void refuse(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, const Refusal& refusal);
    void removeClosed();
    [[nodiscard]] std::expected<void, Error> steer(const protocol::Steer& request, const SocketSession* asker);
    void onEpoch(const QString& spec);
    /// Looks how far the source is, and the one that was offered.
    void lookAtSource(TimePoint now);
    void onFeedChanged(const protocol::Feed& feed, TimePoint now);
    void sendFeedToAll();

    Config m_config;
    EventLog m_events, m_sourceEvents;
    std::unique_ptr<Listener> m_listener;         // before all whose places it has
    flow::SharedBacklog m_unsent;
    std::vector<std::unique_ptr<WebSocket>> m_refused;   // told why not to stay, and not gone yet
    QTimer m_ticks, m_housekeeping, m_unpaced;
    TimePoint m_nextTick{};
    GraphHost m_host;
    std::vector<std::unique_ptr<SocketSession>> m_sessions;
    protocol::Feed m_toldFeed;                    // what all clients know
    bool m_sourceSettled = true;                  // the newest source has begun, or failed to
    const SocketSession* m_offerAsker = nullptr;  // who steered to the source that is offered; may be gone by now
    TickTimes m_tickTimes;
    ServerFigures m_totals;                       // what only grows, of the sessions that are gone and of earlier epochs

    static constexpr std::size_t mostTickTimes = 1U << 16;
};

} // namespace weir::server
