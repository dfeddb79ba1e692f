#include "attacker.h"
#include <QtCore/QtEndian>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace attack {

QByteArray frame(unsigned char first, const QByteArray& payload)
{
    QByteArray bytes(1, static_cast<char>(first));
    if (payload.size() < 126) {
        bytes.append(static_cast<char>(0x80 | payload.size()));
    } else {
        const quint16 size = qToBigEndian(static_cast<quint16>(payload.size()));
        bytes.append('\xfe').append(reinterpret_cast<const char*>(&size), sizeof size);
    }
    return bytes.append(4, '\0').append(payload);
}

QByteArray handshake(const QByteArray& more)
{
    return "GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: weir.v1.bin\r\n"
           + more + "\r\n";
}

int closeCodeIn(const QByteArray& heard)
{
    // Frame by frame: a byte that looks like a close may stand anywhere in a message.
    int code = 0;
    for (qsizetype at = heard.indexOf("\r\n\r\n") + 4; at >= 4 && at + 2 <= heard.size();) {
        const auto first = static_cast<unsigned char>(heard[at]);
        quint64 size = static_cast<unsigned char>(heard[at + 1]);
        at += 2;
        const qsizetype more = size == 126 ? 2 : size == 127 ? 8 : 0;
        if (at + more > heard.size())
            break;
        if (more != 0)
            size = more == 2 ? qFromBigEndian<quint16>(heard.constData() + at) : qFromBigEndian<quint64>(heard.constData() + at);
        at += more;
        if (first == 0x88 && size >= 2 && at + 2 <= heard.size())
            code = qFromBigEndian<quint16>(heard.constData() + at);
        at += static_cast<qsizetype>(size);
    }
    return code;
}

Flooder::Flooder(quint16 port, QByteArray opening, QByteArray burst, Told told)
    : m_port(port), m_opening(std::move(opening)), m_burst(std::move(burst)), m_told(told), m_thread([this](const std::stop_token& stop) {
          run(stop);
      })
{}

Flooder::~Flooder() = default;

QByteArray Flooder::heard() const
{
    const std::scoped_lock lock(m_mutex);
    return m_heard;
}

void Flooder::run(const std::stop_token& stop)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(m_port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    static_cast<void>(::connect(socket, reinterpret_cast<const sockaddr*>(&server), sizeof server));
    enum { Asks, Waits, Opens, Floods } state = Asks;
    QByteArray words = handshake();
    qsizetype sent = 0;
    constexpr int lookEveryMs = 20;   // whether it is to stop, where nothing else wakes it
    while (!stop.stop_requested()) {
        pollfd polled{socket, static_cast<short>(state == Waits ? POLLIN : POLLIN | POLLOUT), 0};
        ::poll(&polled, 1, lookEveryMs);
        if ((polled.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            std::array<char, 16384> bytes;
            const ssize_t count = ::recv(socket, bytes.data(), bytes.size(), 0);
            if (count == 0 || (count < 0 && errno != EAGAIN))
                break;
            const std::scoped_lock lock(m_mutex);
            if (count > 0 && m_heard.size() < 1 << 20)
                m_heard.append(bytes.data(), count);
            if (state == Waits && m_heard.contains("\r\n\r\n")) {
                state = Opens;
                words = m_opening;
            }
            if (m_told == Told::Leaves && closeCodeIn(m_heard) != 0)
                break;
        }
        if ((polled.revents & POLLOUT) == 0 || state == Waits)
            continue;
        const ssize_t count = ::send(socket, words.constData() + sent, static_cast<std::size_t>(words.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN && errno != ENOTCONN && (polled.revents & POLLIN) == 0)
            break;   // else it hears first what was said
        sent += std::max<ssize_t>(count, 0);
        if (sent < words.size())
            continue;
        sent = 0;
        if (state == Asks) {
            state = Waits;
        } else {
            state = Floods;
            words = m_burst;
        }
    }
    ::close(socket);
    m_cutOff = true;
}

} // namespace attack
