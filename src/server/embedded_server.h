#pragma once
#include "base/error.h"
#include "base/worker_thread.h"
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <expected>
#include <memory>

namespace weir::server {

class StreamServer;

/// A stream server on a thread of its own, on a free port of the loopback. Used by the desktop program and by tests.
/// Made and destroyed on one thread; its calls wait only for the port to be bound.
class EmbeddedServer final {
public:
    EmbeddedServer();
    ~EmbeddedServer();   ///< says bye to every client

    /// Binds and starts feeding from `sourceSpec`. The URL to connect to, or why not (a wrong spec, no port).
    [[nodiscard]] std::expected<QUrl, Error> start(const QString& sourceSpec);
    void stop();
    [[nodiscard]] bool running() const;

private:
    WorkerThread m_thread;
    std::unique_ptr<StreamServer> m_server;   // made, used and destroyed on m_thread
};

} // namespace weir::server
