#pragma once
#include "base/error.h"
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <expected>
#include <memory>
#include <vector>

namespace weir::server {

/// A stream server on a thread of its own, on a free port of the loopback, for programs of the same user. Used by the
/// desktop program and by tests.
/// Made, called and destroyed on one thread. start() waits for the port to be bound, some milliseconds; stop() waits for
/// nothing; the destructor until every server it started has said its goodbyes.
class EmbeddedServer final {
public:
    EmbeddedServer();
    ~EmbeddedServer();   ///< says bye to every client

    /// Binds and starts feeding from `sourceSpec`. The URL to connect to, or why not (a wrong spec, no port).
    [[nodiscard]] std::expected<QUrl, Error> start(const QString& sourceSpec);
    /// Says bye to every client; a next start() need not wait for it to be done.
    void stop();
    [[nodiscard]] bool running() const;
    /// Ends the source early: what it gave stays. Waits for nothing.
    void endSource();

private:
    struct Running;

    void retire(std::unique_ptr<Running> server);

    std::unique_ptr<Running> m_running;
    std::vector<std::unique_ptr<Running>> m_retiring;   // told to stop, and not over yet
};

} // namespace weir::server
