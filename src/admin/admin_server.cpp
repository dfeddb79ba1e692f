#include "admin/admin_server.h"
#include "admin/metrics_text.h"
#include "base/http_head.h"
#include "server/door/acceptor.h"
#include "server/event_log.h"
#include <QtCore/QSemaphore>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>
#include <optional>
#include <unistd.h>
#include <unordered_map>

namespace weir::admin {

namespace {

constexpr std::string_view ok = "200 OK";

std::string notNow(std::string_view why) { return httpAnswer("503 Service Unavailable", std::string(why) + '\n'); }

} // namespace

struct AdminServer::Served final : public QObject {
    Served(Mailbox<server::ServerFigures>& newest, std::chrono::milliseconds patience)
        : m_newest(newest),
          m_patience(patience),
          m_acceptor({[this](int descriptor) { onAccepted(descriptor); }, [](int descriptor) { ::close(descriptor); },
                      [this](const QString& why) {
                          m_events.write("exhausted", {{"reason", why}, {"port", QStringLiteral("administration")}}, Clock::now());
                      }})
    {
        connect(&m_looks, &QTimer::timeout, this, [this] { endOverdue(Clock::now()); });
        m_looks.start(std::max(m_patience / 4, std::chrono::milliseconds(1)));
    }

    /// The port; 0: it could not.
    [[nodiscard]] quint16 listen(const QHostAddress& address, quint16 port)
    {
        return m_acceptor.listen(address, port) ? m_acceptor.port() : quint16{0};
    }

private:
    void onAccepted(int descriptor)
    {
        auto socket = std::make_unique<QTcpSocket>(this);
        if (m_due.size() >= mostConnections || !socket->setSocketDescriptor(descriptor)) {
            ::close(descriptor);
            return;
        }
        QTcpSocket* const accepted = socket.release();
        accepted->setReadBufferSize(maxHeadBytes);
        m_due.emplace(accepted, Clock::now() + m_patience);
        connect(accepted, &QTcpSocket::readyRead, this, [this, accepted] { onReadable(*accepted); });
        connect(accepted, &QTcpSocket::disconnected, this, [this, accepted] { forget(*accepted); });
    }

    void onReadable(QTcpSocket& socket)
    {
        const QByteArray waiting = socket.peek(maxHeadBytes);
        const std::string_view text(waiting.constData(), static_cast<std::size_t>(waiting.size()));
        const std::size_t length = HttpHead::lengthIn(text);
        if (length == 0 && waiting.size() < maxHeadBytes)
            return;
        disconnect(&socket, &QTcpSocket::readyRead, this, nullptr);
        const auto head =
            length == 0 ? std::unexpected(Error{"the head of a request is too long"}) : HttpHead::parse(text.substr(0, length));
        const std::string answer = head ? answerTo(*head) : httpAnswer("400 Bad Request", head.error().text + '\n');
        const std::string_view sent =
            head && head->method == "HEAD" ? std::string_view(answer).substr(0, HttpHead::lengthIn(answer)) : std::string_view(answer);
        socket.write(sent.data(), static_cast<qint64>(sent.size()));
        socket.disconnectFromHost();   // once that is written
    }

    [[nodiscard]] std::string answerTo(const HttpHead& request)
    {
        const bool isHealth = request.target == "/healthz", isReady = request.target == "/readyz";
        if (!isHealth && !isReady && request.target != "/metrics")
            return httpAnswer("404 Not Found", "here are /healthz, /readyz and /metrics\n");
        if (request.method != "GET" && request.method != "HEAD")
            return httpAnswer("405 Method Not Allowed", "only GET is answered here\n", "Allow: GET, HEAD\r\n");
        if (auto figures = m_newest.take())
            m_figures = std::move(figures);
        if (!isHealth && !isReady)
            return m_figures ? httpAnswer(ok, metricsText(*m_figures, Clock::now()), {}, "text/plain; version=0.0.4; charset=utf-8")
                             : notNow("there are no figures yet");
        if (!m_figures || Clock::now() - m_figures->made >= signOfLifeWithin)
            return notNow("the serving thread gives no sign of life");
        if (isHealth)
            return httpAnswer(ok, "alive\n");
        if (m_figures->readingFirstGraph)
            return notNow("the source is reading its first graph");
        return m_figures->snapshotAgeSeconds ? httpAnswer(ok, "ready\n") : notNow("there is no snapshot of the graph yet");
    }

    void endOverdue(TimePoint now)
    {
        std::vector<QTcpSocket*> overdue;
        for (const auto& [socket, due] : m_due) {
            if (now >= due)
                overdue.push_back(socket);
        }
        for (QTcpSocket* const socket : overdue) {
            forget(*socket);
            socket->abort();
        }
    }

    void forget(QTcpSocket& socket)
    {
        socket.disconnect(this);
        m_due.erase(&socket);
        socket.deleteLater();   // this may be called from one of its signals
    }

    Mailbox<server::ServerFigures>& m_newest;
    std::chrono::milliseconds m_patience;
    std::optional<server::ServerFigures> m_figures;
    server::EventLog m_events;
    std::unordered_map<QTcpSocket*, TimePoint> m_due;   // when each connection ends at the latest; they are children of this
    QTimer m_looks;
    server::Acceptor m_acceptor;
};

AdminServer::AdminServer(std::chrono::milliseconds patience) : m_patience(patience) {}

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
        m_served = std::make_unique<Served>(m_newest, m_patience);
        bound = m_served->listen(address, port);
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
