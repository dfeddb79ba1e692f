#pragma once
#include "base/clock.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>
#include <array>
#include <memory>
#include <optional>
#include <vector>

/// A TCP proxy between a client and a server on the loopback that fails as it is told. Without a fault every byte goes
/// through at once. Bytes are counted over all connections, per direction, from the moment a fault is injected. What it
/// holds of a direction is bounded, so a peer that is not read feels it. Lives on one thread with an event loop.
class FaultProxy final : public QObject {
public:
    enum class Direction : std::uint8_t { ToClient, ToServer };
    enum class Kind : std::uint8_t {
        Cut,             ///< both sides are aborted after `bytes` more bytes
        Stall,           ///< nothing moves for `lasts`, nor is anything lost
        Throttle,        ///< `bytes` a second
        Split,           ///< pieces of `bytes` at most, one a turn of the event loop
        Trickle,         ///< a byte a millisecond
        Garble,          ///< after `bytes` more bytes one is changed, once
        HalfOpen,        ///< nothing moves and neither side hears that the other has gone
        Refuse,          ///< nobody listens; connections that stand stay
        SlowHandshake,   ///< a new connection is led to the server only after `lasts`
    };
    struct Fault {
        Kind kind = Kind::Cut;
        Direction direction = Direction::ToClient;
        std::uint64_t bytes = 0;
        std::chrono::milliseconds lasts{0};
    };

    explicit FaultProxy(const QUrl& server);
    ~FaultProxy() override;

    /// The server's address with the proxy's port.
    [[nodiscard]] QUrl url() const;
    /// Where new connections are led from now on.
    void setServer(const QUrl& server) { m_server = server; }

    /// From now on; a standing fault of the same kind is replaced.
    void inject(const Fault& fault);
    /// Ends all faults. A connection that was half open is cut, as the first packet through a mended network does it.
    void heal();
    void cutAll();

    [[nodiscard]] std::uint64_t bytesForwarded(Direction direction) const { return m_ways[index(direction)].forwarded; }
    [[nodiscard]] std::size_t links() const { return m_links.size(); }   ///< connections that stand
    [[nodiscard]] unsigned accepted() const { return m_accepted; }       ///< connections ever made
    [[nodiscard]] unsigned garbled() const { return m_garbled; }         ///< bytes ever changed

private:
    class Link;

    /// What holds for one direction.
    struct Way {
        std::uint64_t forwarded = 0;
        std::optional<std::uint64_t> cutIn, garbleIn;   // bytes from now
        std::uint64_t bytesPerSecond = 0, pieceBytes = 0;   // 0: no bound
        double allowance = 0;                            // of the throttle, bytes
        bool trickles = false;
    };

    static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }
    void listen();
    void acceptLinks();
    void onPace();
    void pumpAll();
    void removeEnded();
    [[nodiscard]] bool paced() const;
    [[nodiscard]] bool holdsAll() const { return m_halfOpen || weir::Clock::now() < m_stalledUntil; }

    QUrl m_server;
    QTcpServer m_listener;
    int m_reserved = -1;   // bound and never listening, so that the port stays ours while nobody listens
    quint16 m_port = 0;
    QTimer m_pace, m_sweep;
    std::vector<std::unique_ptr<Link>> m_links;
    std::array<Way, 2> m_ways;
    weir::TimePoint m_stalledUntil{}, m_pacedAt{};
    std::chrono::milliseconds m_handshakeDelay{0};
    bool m_halfOpen = false;
    unsigned m_accepted = 0, m_garbled = 0;
};
