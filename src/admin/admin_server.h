#pragma once
#include "base/error.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "server/server_figures.h"
#include <QtNetwork/QHostAddress>
#include <expected>
#include <memory>

namespace weir::admin {

/// What a service manager and Prometheus ask a server, over HTTP on a port of its own and a thread of its own:
/// /healthz, whether the serving thread lives; /readyz, whether it has a snapshot to serve; /metrics, its figures.
/// One request a connection; a connection that has not asked and taken its answer within `patience` ends, and of more than
/// mostConnections at a time the newest are turned away.
/// Whoever reaches the port may read it, so it belongs on the loopback or a network that is trusted.
/// Made, started and destroyed on one thread; publish() may be called from any.
class AdminServer final {
public:
    explicit AdminServer(std::chrono::milliseconds patience = usualPatience);
    ~AdminServer();

    /// Binds; the port. Waits for that, some milliseconds.
    [[nodiscard]] std::expected<quint16, Error> start(const QHostAddress& address, quint16 port);
    /// The newest figures; to be called several times a second.
    void publish(server::ServerFigures figures) { m_newest.put(std::move(figures)); }

    static constexpr std::chrono::seconds signOfLifeWithin{5};
    static constexpr std::chrono::milliseconds usualPatience{5000};
    static constexpr std::size_t mostConnections = 32;
    static constexpr qint64 maxHeadBytes = 8 << 10;   ///< of a request; of what follows it nothing is read

private:
    struct Served;   // lives on the thread

    std::chrono::milliseconds m_patience;
    Mailbox<server::ServerFigures> m_newest;
    std::unique_ptr<Served> m_served;
    WorkerThread m_thread{"weir-admin"};
};

} // namespace weir::admin
