#include "server/door/socket_session.h"
#include "access/bearer_token.h"
#include "server/limits.h"
#include <QtNetwork/QSslSocket>

namespace weir::server {

QWebSocketProtocol::CloseCode socketCloseCode(protocol::CloseCode code)
{
    // The enumeration lists only the standard's codes, but its type holds every code that an application may use.
    return static_cast<QWebSocketProtocol::CloseCode>(static_cast<int>(code));
}

QString peerName(const QWebSocket& socket)
{
    const QHostAddress address = socket.peerAddress();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(address.toString()).arg(socket.peerPort());
}

SocketSession::SocketSession(GraphHost& host, const access::TokenVerifier* verifier, flow::SharedBacklog& unsent, std::unique_ptr<Listener::Place> place, std::unique_ptr<QWebSocket> socket,
                             protocol::Encoding encoding, std::uint32_t tickIntervalUs, Session::SteerFunction steer)
    : m_place(std::move(place)), m_socket(std::move(socket)), m_tls(qobject_cast<const QSslSocket*>(m_place->socket())), m_peer(peerName(*m_socket)), m_encoding(encoding), m_unsent(unsent),
      m_session(host, *this, encoding, tickIntervalUs, std::move(steer), Clock::now())
{
    m_socket->setParent(nullptr);
    if (verifier)
        m_session.demandToken(*verifier, access::bearerToken(m_socket->request().rawHeader("Authorization").toStdString()));
    // A frame over the limit is refused by its header, before anything is kept of it.
    m_socket->setMaxAllowedIncomingFrameSize(maxControlBytes);
    m_socket->setMaxAllowedIncomingMessageSize(maxControlBytes);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray& frame) {
        if (m_encoding != protocol::Encoding::Binary)
            return m_session.onWrongFrameKind();
        m_session.onFrame({frame.constData(), static_cast<std::size_t>(frame.size())}, Clock::now());
    });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString& frame) {
        if (m_encoding != protocol::Encoding::Json)
            return m_session.onWrongFrameKind();
        const QByteArray utf8 = frame.toUtf8();
        m_session.onFrame({utf8.constData(), static_cast<std::size_t>(utf8.size())}, Clock::now());
    });
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, &SocketSession::onWritten);
    // What is encrypted counts as written there, and waits for the network elsewhere.
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &SocketSession::onWritten);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &SocketSession::ended);
}

SocketSession::~SocketSession()
{
    m_socket->disconnect(this);
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        m_socket->abort();
}

void SocketSession::onWritten()
{
    // Room again: whoever waits for the socket goes on, and nobody is asked for each packet of a flowing stream.
    if (backlog() == 0)
        m_session.pump(Clock::now());
}

bool SocketSession::over(TimePoint now) const
{
    return m_socket->state() == QAbstractSocket::UnconnectedState || (m_closeDue && now >= *m_closeDue);
}

SessionFigures SocketSession::figures() const
{
    SessionFigures figures = m_session.figures();
    figures.messages = m_sentMessages;
    figures.bytes = m_sentBytes;
    return figures;
}

void SocketSession::send(std::string_view frame)
{
    m_unflushed = true;
    ++m_sentMessages;
    m_sentBytes += frame.size();
    // The socket copies what it is given, so a view of the shared frame is enough.
    if (m_encoding == protocol::Encoding::Binary)
        m_socket->sendBinaryMessage(QByteArray::fromRawData(frame.data(), static_cast<qsizetype>(frame.size())));
    else
        m_socket->sendTextMessage(QString::fromUtf8(frame.data(), static_cast<qsizetype>(frame.size())));
}

void SocketSession::flush()
{
    if (std::exchange(m_unflushed, false))
        m_socket->flush();
}

std::uint64_t SocketSession::backlog() const
{
    auto unsent = static_cast<std::uint64_t>(m_socket->bytesToWrite());
    if (m_tls)
        unsent += static_cast<std::uint64_t>(m_tls->encryptedBytesToWrite());
    m_unsent.set(unsent);
    // Where all together hold too much, a socket that holds anything counts as full.
    return m_unsent.mustWait() ? std::max(unsent, maxBacklogBytes) : unsent;
}

SocketSession::Ending SocketSession::ending() const
{
    if (m_closedWith)
        return *m_closedWith;
    return {m_socket->closeCode(), m_socket->closeReason()};
}

void SocketSession::close(protocol::CloseCode code, const std::string& reason)
{
    m_closeDue = Clock::now() + closeTimeout;
    const QString text = QString::fromStdString(reason);
    m_closedWith = Ending{static_cast<int>(code), text};
    m_socket->close(socketCloseCode(code), text);
}

} // namespace weir::server
