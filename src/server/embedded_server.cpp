#include "server/embedded_server.h"
#include "server/stream_server.h"
#include <QtCore/QSemaphore>

namespace weir::server {

EmbeddedServer::EmbeddedServer() : m_thread("weir-server") {}

EmbeddedServer::~EmbeddedServer() { stop(); }

std::expected<QUrl, Error> EmbeddedServer::start(const QString& sourceSpec)
{
    stop();
    m_thread.startEventLoop();
    std::expected<QUrl, Error> result = std::unexpected(Error{});
    QSemaphore ready;
    m_thread.post([&] {
        m_server = std::make_unique<StreamServer>(StreamServer::Config{});
        auto started = m_server->listen();
        if (started)
            started = m_server->startSource(sourceSpec);
        if (started)
            result = m_server->url();
        else
            result = std::unexpected(started.error());
        ready.release();
    });
    ready.acquire();
    if (!result)
        stop();
    return result;
}

void EmbeddedServer::stop()
{
    if (!m_thread.running())
        return;
    m_thread.post([this] {
        if (m_server)
            m_server->shutDown();
        m_server.reset();
    });
    m_thread.stop();
}

bool EmbeddedServer::running() const { return m_thread.running(); }

} // namespace weir::server
