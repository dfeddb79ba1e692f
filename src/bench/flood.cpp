#include "bench/flood.h"
#include "common/command_line.h"
#include "protocol/codec.h"
#include <QtCore/QByteArray>
#include <QtCore/QUrl>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace weir::bench {

namespace {

constexpr int burstFrames = 4096;
constexpr qint64 givesUpAfterBytes = 1 << 20;   // of one connection: by then it was told to go, and comes back instead
const QByteArray handshake =
    "GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: weir.v1.bin\r\n\r\n";

/// A short frame as a client sends it; the mask is zero. `first` is FIN and opcode.
QByteArray frame(unsigned char first, const QByteArray& payload = {})
{
    QByteArray bytes(1, static_cast<char>(first));
    bytes.append(static_cast<char>(0x80 | payload.size()));
    return bytes.append(4, '\0').append(payload);
}

QByteArray message()
{
    protocol::Encoder encoder(protocol::Encoding::Binary);
    const std::string_view bytes = encoder.encode(protocol::Pong{});
    return frame(0x82, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

struct Manner {
    QByteArray opening, burst;
};

const Manner& mannerOf(std::size_t connection)
{
    static const std::array manners{Manner{{}, frame(0x89).repeated(burstFrames)}, Manner{{}, frame(0x8a).repeated(burstFrames)},
                                    Manner{frame(0x02), frame(0x00).repeated(burstFrames)},
                                    Manner{{}, frame(0x89, QByteArray(125, 'p')).repeated(burstFrames)},
                                    Manner{{}, message().repeated(burstFrames)}};
    return manners[connection % manners.size()];
}

/// One attacker and its connection of the moment, which it never reads.
class Flooder final {
public:
    Flooder(quint16 port, std::size_t first) : m_port(port), m_connection(first) { connect(); }
    ~Flooder() { ::close(m_socket); }
    Flooder(const Flooder&) = delete;
    Flooder& operator=(const Flooder&) = delete;

    [[nodiscard]] pollfd polled() const { return {m_socket, POLLOUT, 0}; }
    void send()
    {
        // The handshake and the opening first, then the burst over and over; a frame may be cut between two calls.
        const Manner& manner = mannerOf(m_connection);
        const QByteArray& now = m_opened ? manner.burst : m_opening;
        const ssize_t count =
            ::send(m_socket, now.constData() + m_sent, static_cast<std::size_t>(now.size() - m_sent), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN)
            return;
        if (count < 0 || m_bytes - m_bytesBefore > givesUpAfterBytes) {
            ::close(m_socket);
            ++m_connection;
            return connect();
        }
        m_bytes += count;
        m_sent += count;
        if (m_sent == now.size()) {
            m_sent = 0;
            m_opened = true;
        }
    }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] qint64 connections() const { return m_connections; }

private:
    void connect()
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_in server{};
        server.sin_family = AF_INET;
        server.sin_port = htons(m_port);
        server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::ignore = ::connect(m_socket, reinterpret_cast<const sockaddr*>(&server), sizeof server);   // a failure shows when it sends
        m_opening = handshake + mannerOf(m_connection).opening;
        m_opened = false;
        m_sent = 0;
        m_bytesBefore = m_bytes;
        ++m_connections;
    }

    quint16 m_port;
    std::size_t m_connection;
    int m_socket = -1;
    QByteArray m_opening;
    bool m_opened = false;
    qsizetype m_sent = 0;
    qint64 m_bytes = 0, m_bytesBefore = 0, m_connections = 0;
};

/// The last core that this process may use.
void stayOnOneCore()
{
    cpu_set_t allowed, one;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    for (int core = CPU_SETSIZE - 1; core >= 0; --core) {
        if (!CPU_ISSET(core, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        ::sched_setaffinity(0, sizeof one, &one);
        return;
    }
}

} // namespace

int runFlood(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench flood"),
                          QStringLiteral("The attackers of the other measurements. Answers questions on standard input and ends with it."));
    line.addOption(QStringLiteral("port"), QStringLiteral("of the loopback, where the server is"), QStringLiteral("PORT"),
                   QStringLiteral("8080"));
    line.addOption(QStringLiteral("flooders"), QStringLiteral("how many"), QStringLiteral("N"), QStringLiteral("4"));
    if (const auto status = line.parse(words))
        return *status;
    const auto port = line.count(QStringLiteral("port"), 1, 65'535);
    const auto count = line.count(QStringLiteral("flooders"), 1, 1000);
    if (const auto status = line.status())
        return *status;

    stayOnOneCore();
    std::vector<std::unique_ptr<Flooder>> flooders;
    for (std::size_t i = 0; i < *count; ++i)
        flooders.push_back(std::make_unique<Flooder>(static_cast<quint16>(*port), i));
    std::vector<pollfd> polled(*count + 1);
    for (;;) {
        polled[0] = {STDIN_FILENO, POLLIN, 0};
        for (std::size_t i = 0; i < *count; ++i)
            polled[i + 1] = flooders[i]->polled();
        ::poll(polled.data(), polled.size(), -1);
        for (std::size_t i = 0; i < *count; ++i) {
            if (polled[i + 1].revents != 0)
                flooders[i]->send();
        }
        if (polled[0].revents == 0)
            continue;
        char question[256];
        if (::read(STDIN_FILENO, question, sizeof question) <= 0)
            return 0;
        qint64 bytes = 0, connections = 0;
        for (const auto& flooder : flooders) {
            bytes += flooder->bytes();
            connections += flooder->connections();
        }
        std::printf("{\"bytes\":%lld,\"connections\":%lld}\n", static_cast<long long>(bytes), static_cast<long long>(connections));
        std::fflush(stdout);
    }
}

} // namespace weir::bench
