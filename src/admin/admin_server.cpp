#include "admin/admin_server.h"
#include "admin/metrics_text.h"
#include <QtCore/QSemaphore>
#include <QtHttpServer/QHttpServer>
#include <optional>

namespace weir::admin {

namespace {

QHttpServerResponse answer(const QByteArray& text, QHttpServerResponse::StatusCode status = QHttpServerResponse::StatusCode::Ok)
{
    return QHttpServerResponse("text/plain; charset=utf-8", text + '\n', status);
}

QHttpServerResponse notNow(const QByteArray& why) { return answer(why, QHttpServerResponse::StatusCode::ServiceUnavailable); }

} // namespace

struct AdminServer::Served {
    explicit Served(Mailbox<server::ServerFigures>& newest) : m_newest(newest)
    {
        http.route(QStringLiteral("/healthz"), QHttpServerRequest::Method::Get, [this] { return alive() ? answer("alive") : notNow("the serving thread gives no sign of life"); });
        http.route(QStringLiteral("/readyz"), QHttpServerRequest::Method::Get, [this] {
            if (!alive())
                return notNow("the serving thread gives no sign of life");
            if (m_figures->readingFirstGraph)
                return notNow("the source is reading its first graph");
            return m_figures->snapshotAgeSeconds ? answer("ready") : notNow("there is no snapshot of the graph yet");
        });
        http.route(QStringLiteral("/metrics"), QHttpServerRequest::Method::Get, [this] {
            look();
            if (!m_figures)
                return notNow("there are no figures yet");
            return QHttpServerResponse("text/plain; version=0.0.4; charset=utf-8", QByteArray::fromStdString(metricsText(*m_figures, Clock::now())));
        });
    }

    QHttpServer http;

private:
    void look()
    {
        if (auto figures = m_newest.take())
            m_figures = std::move(figures);
    }
    bool alive()
    {
        look();
        return m_figures && Clock::now() - m_figures->made < signOfLifeWithin;
    }

    Mailbox<server::ServerFigures>& m_newest;
    std::optional<server::ServerFigures> m_figures;
};

AdminServer::AdminServer() = default;

AdminServer::~AdminServer()
{
    m_thread.post([this] { m_served.reset(); });
    m_thread.stop();
}

std::expected<quint16, Error> AdminServer::start(const QHostAddress& address, quint16 port)
{
    quint16 bound = 0;
    QSemaphore ready;
    m_thread.startEventLoop();
    m_thread.post([&] {
        m_served = std::make_unique<Served>(m_newest);
        bound = m_served->http.listen(address, port);   // 0: it could not
        ready.release();
    });
    ready.acquire();
    if (bound == 0) {
        return std::unexpected(Error{"cannot listen on " + address.toString().toStdString() + ":" + std::to_string(port)
                                     + " for administration; is the port taken?"});
    }
    return bound;
}

} // namespace weir::admin
