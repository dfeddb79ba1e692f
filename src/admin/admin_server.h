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
/// Whoever reaches the port may read it, so it belongs on the loopback or a network that is trusted.
/// Made, started and destroyed on one thread; publish() may be called from any.
class AdminServer final {
public:
    AdminServer();
    ~AdminServer();

    /// Binds; the port. Waits for that, some milliseconds.
    [[nodiscard]] std::expected<quint16, Error> start(const QHostAddress& address, quint16 port);
    /// The newest figures; to be called several times a second.
    void publish(server::ServerFigures figures) { m_newest.put(std::move(figures)); }

    static constexpr std::chrono::seconds signOfLifeWithin{5};

private:
    struct Served;   // lives on the thread

    Mailbox<server::ServerFigures> m_newest;
    std::unique_ptr<Served> m_served;
    WorkerThread m_thread{"weir-admin"};
};

} // namespace weir::admin
