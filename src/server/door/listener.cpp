#include "server/door/listener.h"
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>

namespace weir::server {

using access::Admission;

namespace {

constexpr int backlogOfTheSystem = 1024;   // connections that wait to be accepted; Qt's 50 delays a crowd that comes back by seconds

QString nameOf(const QHostAddress& address, quint16 port)
{
    const QString host = address.toString();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

/// Sends a refusal in HTTP and closes, without making an object of the connection: there may be thousands a second.
/// Who expects TLS could not read it, and is told nothing.
void turnAway(int descriptor, bool isTls)
{
    constexpr char answer[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (!isTls)
        std::ignore = ::send(descriptor, answer, sizeof answer - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    ::shutdown(descriptor, SHUT_WR);
    ::close(descriptor);
}

} // namespace

Admission::Address networkOf(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);   // also of ::ffff:a.b.c.d
    if (isV4)
        return 0xffff'0000'0000'0000U | v4;            // within multicast, which is nobody's address
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    Admission::Address network = 0;
    for (int i = 0; i < 8; ++i)
        network = network << 8U | bytes[i];
    return network;
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

Listener::Listener(access::AdmissionLimits limits, std::chrono::milliseconds handshakeTimeout, std::optional<QSslConfiguration> tls, Calls calls)
    : m_admission(limits), m_handshakeTimeout(handshakeTimeout), m_tls(std::move(tls)), m_calls(std::move(calls))
{
    setListenBacklogSize(backlogOfTheSystem);
}

Listener::~Listener() = default;

void Listener::incomingConnection(qintptr descriptor)
{
    const int handle = static_cast<int>(descriptor);
    sockaddr_storage peer{};
    socklen_t length = sizeof peer;
    if (::getpeername(handle, reinterpret_cast<sockaddr*>(&peer), &length) != 0) {
        ::close(handle);   // gone again already
        return;
    }
    const QHostAddress address(reinterpret_cast<const sockaddr*>(&peer));
    const TimePoint now = Clock::now();
    const auto verdict = m_admission.arrive(networkOf(address), now);
    if (verdict == Admission::Verdict::TurnedAway) {
        turnAway(handle, m_tls.has_value());
        m_calls.refused(address.toString(), QStringLiteral("too many connections at once"));
        return;
    }
    auto* const tls = m_tls ? new QSslSocket(this) : nullptr;
    QTcpSocket* const socket = tls ? tls : new QTcpSocket(this);
    auto place = std::make_unique<Place>(m_admission, networkOf(address), verdict, socket);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(handle);
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_handshakes.push_back({now + m_handshakeTimeout, std::move(place)});
    if (tls)
        encrypt(*tls);
    else
        m_calls.handOver(socket);
}

void Listener::encrypt(QSslSocket& socket)
{
    socket.setSslConfiguration(*m_tls);
    // A socket whose handshake failed is disconnected; its place goes with the next look at the deadlines.
    connect(&socket, &QSslSocket::errorOccurred, this, [this, &socket] {
        m_calls.refused(nameOf(socket.peerAddress(), socket.peerPort()), QStringLiteral("no TLS: ") + socket.errorString());
    });
    connect(&socket, &QSslSocket::encrypted, this, [this, &socket] {
        socket.disconnect(this);
        m_calls.handOver(&socket);
    });
    socket.startServerEncryption();
}

std::unique_ptr<Listener::Place> Listener::take(const QWebSocket& finished)
{
    // A QWebSocket does not show the socket it was made from, so its peer tells which one it is.
    const auto found = std::ranges::find_if(m_handshakes, [&finished](const Handshake& handshake) {
        const QTcpSocket* const socket = handshake.place->socket();
        return socket && socket->peerPort() == finished.peerPort() && socket->peerAddress() == finished.peerAddress();
    });
    if (found == m_handshakes.end())
        return nullptr;
    auto place = std::move(found->place);
    m_handshakes.erase(found);
    return place;
}

void Listener::checkDeadlines(TimePoint now)
{
    std::erase_if(m_handshakes, [this, now](const Handshake& handshake) {
        const QTcpSocket* const socket = handshake.place->socket();
        if (!socket || socket->state() == QAbstractSocket::UnconnectedState)
            return true;
        if (now < handshake.due)
            return false;
        m_calls.refused(nameOf(socket->peerAddress(), socket->peerPort()), QStringLiteral("no handshake in time"));
        return true;
    });
}

void Listener::stop()
{
    close();
    m_handshakes.clear();
}

} // namespace weir::server
