#pragma once
#include "base/clock.h"
#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <functional>
#include <memory>
#include <optional>

namespace weir::server {

/// Accepts connections at a port: so many in one turn of the event loop, so that a crowd which comes back delays nobody by
/// more than that. Where the system has no descriptor left, those who wait are accepted with one that was kept spare, to be
/// turned away; then accepting pauses instead of trying in every turn, which is said once.
/// Lives on a thread with an event loop.
class Acceptor final : public QObject {
public:
    struct Calls {
        std::function<void(int descriptor)> accepted;   ///< owns it; it does not block
        std::function<void(int descriptor)> turnAway;   ///< the same, of one for whom there is no room
        std::function<void(const QString& why)> exhausted;
    };

    explicit Acceptor(Calls calls);
    ~Acceptor() override;

    [[nodiscard]] bool listen(const QHostAddress& address, quint16 port);
    void close();
    [[nodiscard]] QHostAddress address() const { return m_server.serverAddress(); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }   ///< of listen()

    /// How often it tried to accept: a port at rest, or one that pauses, tries nothing.
    [[nodiscard]] std::uint64_t attempts() const { return m_attempts; }

    static constexpr int acceptedATurn = 16;
    static constexpr std::chrono::milliseconds pause{100};
    static constexpr std::chrono::seconds saidAgainAfter{60};   ///< of having descriptors

private:
    void onReadable();
    void onExhausted(int why);
    [[nodiscard]] int accept();

    Calls m_calls;
    QTcpServer m_server;   // binds and listens; accepting is done here
    std::unique_ptr<QSocketNotifier> m_waiting;
    QTimer m_resume;
    int m_spare = -1;                       // a descriptor of nothing
    std::optional<TimePoint> m_exhausted;   // the last time
    std::uint64_t m_attempts = 0;
};

} // namespace weir::server
