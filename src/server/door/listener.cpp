#include "server/door/listener.h"
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>

namespace weir::server {

using access::Admission;
using protocol::WebSocketRequest;

namespace {

/// Sends a refusal in HTTP and closes, without making an object of the connection: there may be thousands a second.
/// Who expects TLS could not read it, and is told nothing.
void turnAway(int descriptor, bool isTls)
{
    static const std::string answer =
        httpAnswer("503 Service Unavailable", "too many connections at once; try again later\n", "Retry-After: 1\r\n");
    if (!isTls)
        std::ignore = ::send(descriptor, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    ::shutdown(descriptor, SHUT_WR);
    ::close(descriptor);
}

} // namespace

Admission::Address networkOf(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);   // also of ::ffff:a.b.c.d
    if (isV4)
        return 0xffff'0000'0000'0000U | v4;   // within multicast, which is nobody's address
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    Admission::Address network = 0;
    for (int i = 0; i < 8; ++i)
        network = network << 8U | bytes[i];
    return network;
}

QString peerName(const QTcpSocket& socket)
{
    const QHostAddress address = socket.peerAddress();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(address.toString())
        .arg(socket.peerPort());
}

Listener::Place::~Place()
{
    m_admission.leave(m_address);
    if (!m_socket)
        return;
    m_socket->disconnect();
    m_socket->abort();
    m_socket->deleteLater();   // this may be called from one of its signals
}

Listener::Listener(access::AdmissionLimits limits, std::chrono::milliseconds handshakeTimeout, std::optional<QSslConfiguration> tls,
                   Calls calls)
    : m_admission(limits),
      m_handshakeTimeout(handshakeTimeout),
      m_tls(std::move(tls)),
      m_calls(std::move(calls)),
      m_acceptor({[this](int descriptor) { onAccepted(descriptor); }, [this](int descriptor) { turnAway(descriptor, m_tls.has_value()); },
                  [this](const QString& why) { m_calls.exhausted(why); }})
{}

Listener::~Listener() = default;

void Listener::onAccepted(int descriptor)
{
    sockaddr_storage peer{};
    socklen_t length = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) != 0) {
        ::close(descriptor);   // gone again already
        return;
    }
    const QHostAddress address(reinterpret_cast<const sockaddr*>(&peer));
    const TimePoint now = Clock::now();
    const auto verdict = m_admission.arrive(networkOf(address), now);
    if (verdict == Admission::Verdict::TurnedAway) {
        turnAway(descriptor, m_tls.has_value());
        m_calls.refused(address.toString(), QStringLiteral("too many connections at once"));
        return;
    }
    auto* const tls = m_tls ? new QSslSocket(this) : nullptr;
    QTcpSocket* const socket = tls ? tls : new QTcpSocket(this);
    auto place = std::make_unique<Place>(m_admission, networkOf(address), verdict, socket);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(maxHeadBytes);
    m_handshakes.emplace(socket, Handshake{now + m_handshakeTimeout, std::move(place)});
    if (tls)
        encrypt(*tls);
    else
        awaitHead(*socket);
}

void Listener::encrypt(QSslSocket& socket)
{
    socket.setSslConfiguration(*m_tls);
    // A socket whose handshake failed is disconnected; its place goes with the next look at the deadlines.
    connect(&socket, &QSslSocket::errorOccurred, this,
            [this, &socket] { m_calls.refused(peerName(socket), QStringLiteral("no TLS: ") + socket.errorString()); });
    connect(&socket, &QSslSocket::encrypted, this, [this, &socket] {
        socket.disconnect(this);
        awaitHead(socket);
    });
    socket.startServerEncryption();
}

void Listener::awaitHead(QTcpSocket& socket)
{
    connect(&socket, &QTcpSocket::readyRead, this, [this, &socket] { onHead(socket); });
    if (socket.bytesAvailable() > 0)
        onHead(socket);
}

void Listener::onHead(QTcpSocket& socket)
{
    const QByteArray waiting = socket.peek(maxHeadBytes);
    const std::string_view text(waiting.constData(), static_cast<std::size_t>(waiting.size()));
    const std::size_t length = HttpHead::lengthIn(text);
    if (length == 0) {
        if (waiting.size() >= maxHeadBytes)
            refuse(socket, WebSocketRequest::refusal("431 Request Header Fields Too Large",
                                                     "the head of a request has at most " + std::to_string(maxHeadBytes) + " bytes"));
        return;
    }
    socket.skip(static_cast<qint64>(length));
    const auto head = HttpHead::parse(text.substr(0, length));
    if (!head)
        return refuse(socket, WebSocketRequest::refusal("400 Bad Request", head.error().text));
    const auto request = WebSocketRequest::of(*head);
    if (!request)
        return refuse(socket, request.error());
    socket.disconnect(this);
    auto handshake = m_handshakes.extract(&socket);
    m_calls.arrived(std::move(handshake.mapped().place), *request);
}

void Listener::refuse(QTcpSocket& socket, const WebSocketRequest::Refusal& refusal)
{
    socket.disconnect(this);
    socket.write(refusal.answer.data(), static_cast<qint64>(refusal.answer.size()));
    socket.disconnectFromHost();   // once that is written; its place goes with the next look at the deadlines
    m_calls.refused(peerName(socket), QString::fromStdString(refusal.reason));
}

void Listener::checkDeadlines(TimePoint now)
{
    std::erase_if(m_handshakes, [this, now](const auto& one) {
        const Handshake& handshake = one.second;
        const QTcpSocket* const socket = handshake.place->socket();
        if (!socket || socket->state() == QAbstractSocket::UnconnectedState)
            return true;
        if (now < handshake.due)
            return false;
        if (socket->state() == QAbstractSocket::ConnectedState)   // else it was refused before
            m_calls.refused(peerName(*socket), QStringLiteral("no handshake in time"));
        return true;
    });
}

void Listener::stop()
{
    m_acceptor.close();
    m_handshakes.clear();
}

} // namespace weir::server
