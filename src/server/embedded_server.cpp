#include "server/embedded_server.h"
#include "base/worker_thread.h"
#include "server/door/stream_server.h"
#include <QtCore/QSemaphore>
#include <atomic>

namespace weir::server {

struct EmbeddedServer::Running {
    std::unique_ptr<StreamServer> server;   // made, used and destroyed on the thread
    std::atomic<bool> over = false;
    WorkerThread thread{"weir-server", WorkerThread::Priority::AfterWindow};
};

EmbeddedServer::EmbeddedServer() = default;

EmbeddedServer::~EmbeddedServer() { stop(); }

std::expected<QUrl, Error> EmbeddedServer::start(const QString& sourceSpec)
{
    stop();
    auto started = std::make_unique<Running>();
    started->thread.startEventLoop();
    std::expected<QUrl, Error> result = std::unexpected(Error{});
    QSemaphore ready;
    started->thread.post([&, running = started.get()] {
        running->server = std::make_unique<StreamServer>(StreamServer::Config{.users = StreamServer::Config::Users::Own});
        auto done = running->server->listen();
        if (done)
            done = running->server->startSource(sourceSpec);
        if (done)
            result = running->server->url();
        else
            result = std::unexpected(done.error());
        ready.release();
    });
    ready.acquire();
    if (result)
        m_running = std::move(started);
    else
        retire(std::move(started));
    return result;
}

void EmbeddedServer::stop()
{
    if (m_running)
        retire(std::move(m_running));
}

void EmbeddedServer::endSource()
{
    if (m_running)
        m_running->thread.post([running = m_running.get()] { running->server->endSource(); });
}

void EmbeddedServer::retire(std::unique_ptr<Running> server)
{
    std::erase_if(m_retiring, [](const auto& one) { return one->over.load(); });   // these threads have nothing left to do
    server->thread.post([running = server.get()] {
        running->server->shutDown();
        running->server.reset();
        running->over = true;
    });
    m_retiring.push_back(std::move(server));
}

bool EmbeddedServer::running() const { return m_running != nullptr; }

} // namespace weir::server
