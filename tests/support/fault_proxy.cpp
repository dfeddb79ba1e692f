#include "support/fault_proxy.h"
#include <QtNetwork/QTcpSocket>
#include <algorithm>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr qint64 mostHeldBytes = 64 << 10;   // read or unsent, a direction
constexpr std::chrono::milliseconds paceEvery{1};

/// A socket bound to `port` of the loopback, 0: to a free one.
int boundSocket(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0
        || ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0
        || ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        qFatal("the fault proxy cannot bind to the loopback");
    return descriptor;
}

quint16 portOf(int descriptor)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        qFatal("the fault proxy cannot tell its port");
    return ntohs(address.sin_port);
}

} // namespace

/// One connection: the client's socket and the one to the server.
class FaultProxy::Link final : public QObject {
public:
    Link(FaultProxy& proxy, QTcpSocket* client) : m_proxy(proxy)
    {
        m_sockets[0].reset(client);
        m_sockets[1] = std::make_unique<QTcpSocket>();
        client->setParent(nullptr);
        for (const auto& socket : m_sockets) {
            socket->setReadBufferSize(mostHeldBytes);
            connect(socket.get(), &QTcpSocket::readyRead, this, &Link::pump);
            connect(socket.get(), &QTcpSocket::bytesWritten, this, &Link::pump);
            connect(socket.get(), &QTcpSocket::disconnected, this, &Link::pump);
            // Later, since a socket that tells of an error has no descriptor any more and still counts as connected.
            connect(socket.get(), &QTcpSocket::errorOccurred, this, [this] { pump(); }, Qt::QueuedConnection);
        }
        connect(m_sockets[1].get(), &QTcpSocket::connected, this, [this] {
            m_sockets[1]->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            pump();
        });
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        QTimer::singleShot(proxy.m_handshakeDelay, this, [this] {
            m_led = true;
            m_sockets[1]->connectToHost(m_proxy.m_server.host(), static_cast<quint16>(m_proxy.m_server.port()));
        });
    }

    ~Link() override
    {
        for (const auto& socket : m_sockets)
            socket->disconnect(this);
    }

    void pump()
    {
        if (m_cut || m_proxy.holdsAll())
            return;
        pumpWay(Direction::ToClient, *m_sockets[1], *m_sockets[0]);
        if (!m_cut)
            pumpWay(Direction::ToServer, *m_sockets[0], *m_sockets[1]);
        const bool clientGone = gone(*m_sockets[0]), serverGone = m_led && gone(*m_sockets[1]);
        if (!m_cut && ((clientGone && serverGone) || (clientGone && drained(*m_sockets[0]) && close(*m_sockets[1]))
                       || (serverGone && drained(*m_sockets[1]) && close(*m_sockets[0]))))
            end();
    }

    /// Now, or once the network took what `last` has yet to send, as much of it as it takes at once.
    void cut(QTcpSocket* last = nullptr)
    {
        if (m_cut)
            return;
        end();   // or what is flushed would make room for more
        if (last)
            last->flush();
        for (const auto& socket : m_sockets)
            socket->abort();
    }

    [[nodiscard]] bool ended() const { return m_cut; }

private:
    static bool gone(const QTcpSocket& socket) { return socket.state() == QAbstractSocket::UnconnectedState; }
    static bool drained(const QTcpSocket& socket) { return socket.bytesAvailable() == 0; }

    /// Says goodbye after what is still unsent; true once that is done.
    static bool close(QTcpSocket& socket)
    {
        if (socket.state() == QAbstractSocket::ConnectedState)
            socket.disconnectFromHost();
        return gone(socket);
    }

    void end()
    {
        m_cut = true;
        m_proxy.m_sweep.start();   // this may be one of our own signals, so the proxy drops us later
    }

    void pumpWay(Direction direction, QTcpSocket& from, QTcpSocket& to)
    {
        Way& way = m_proxy.m_ways[index(direction)];
        bool& rests = m_rests[index(direction)];
        while (to.state() == QAbstractSocket::ConnectedState && !rests) {
            qint64 room = std::min(from.bytesAvailable(), mostHeldBytes - to.bytesToWrite());
            if (way.trickles || way.bytesPerSecond != 0)
                room = std::min(room, static_cast<qint64>(way.allowance));
            if (way.pieceBytes != 0)
                room = std::min(room, static_cast<qint64>(way.pieceBytes));
            if (way.cutIn)
                room = std::min(room, static_cast<qint64>(*way.cutIn));
            if (way.cutIn && *way.cutIn == 0) {
                way.cutIn.reset();
                return cut(&to);
            }
            if (room <= 0)
                return;
            if (way.pieceBytes != 0) {   // the next piece has a turn of its own
                rests = true;
                QTimer::singleShot(0, this, [this, &rests] {
                    rests = false;
                    pump();
                });
            }
            forward(way, from.read(room), to);
        }
    }

    void forward(Way& way, QByteArray bytes, QTcpSocket& to)
    {
        const auto size = static_cast<std::uint64_t>(bytes.size());
        if (way.garbleIn && *way.garbleIn < size) {
            char& byte = bytes[static_cast<qsizetype>(*way.garbleIn)];
            byte = static_cast<char>(byte ^ 0x55);
            way.garbleIn.reset();
            ++m_proxy.m_garbled;
        } else if (way.garbleIn) {
            *way.garbleIn -= size;
        }
        if (way.cutIn)
            *way.cutIn -= size;
        if (way.trickles || way.bytesPerSecond != 0)
            way.allowance -= static_cast<double>(size);
        way.forwarded += size;
        to.write(bytes);
        to.flush();
    }

    FaultProxy& m_proxy;
    std::array<std::unique_ptr<QTcpSocket>, 2> m_sockets;   // the client's, the server's
    std::array<bool, 2> m_rests{};
    bool m_led = false, m_cut = false;
};

FaultProxy::FaultProxy(const QUrl& server) : m_server(server), m_reserved(boundSocket(0)), m_port(portOf(m_reserved))
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::acceptLinks);
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setInterval(paceEvery);
    connect(&m_pace, &QTimer::timeout, this, &FaultProxy::onPace);
    m_sweep.setSingleShot(true);
    m_sweep.setInterval(0);
    connect(&m_sweep, &QTimer::timeout, this, &FaultProxy::removeEnded);
    listen();
}

FaultProxy::~FaultProxy()
{
    m_links.clear();
    ::close(m_reserved);
}

QUrl FaultProxy::url() const
{
    QUrl url = m_server;
    url.setPort(m_port);
    return url;
}

void FaultProxy::listen()
{
    const int descriptor = boundSocket(m_port);
    if (::listen(descriptor, 64) != 0 || !m_listener.setSocketDescriptor(descriptor))
        qFatal("the fault proxy cannot listen");
}

void FaultProxy::acceptLinks()
{
    while (QTcpSocket* const client = m_listener.nextPendingConnection()) {
        ++m_accepted;
        m_links.push_back(std::make_unique<Link>(*this, client));
    }
}

void FaultProxy::inject(const Fault& fault)
{
    Way& way = m_ways[index(fault.direction)];
    switch (fault.kind) {
    case Kind::Cut: way.cutIn = fault.bytes; break;
    case Kind::Stall: m_stalledUntil = weir::Clock::now() + fault.lasts; break;
    case Kind::Throttle: way.bytesPerSecond = std::max<std::uint64_t>(fault.bytes, 1); break;
    case Kind::Split: way.pieceBytes = std::max<std::uint64_t>(fault.bytes, 1); break;
    case Kind::Trickle: way.trickles = true; break;
    case Kind::Garble: way.garbleIn = fault.bytes; break;
    case Kind::HalfOpen: m_halfOpen = true; break;
    case Kind::Refuse: m_listener.close(); break;
    case Kind::SlowHandshake: m_handshakeDelay = fault.lasts; break;
    }
    way.allowance = 0;
    m_pacedAt = weir::Clock::now();
    if (paced())
        m_pace.start();
    pumpAll();
}

void FaultProxy::heal()
{
    for (Way& way : m_ways) {
        const auto forwarded = way.forwarded;
        way = {};
        way.forwarded = forwarded;
    }
    m_stalledUntil = {};
    m_handshakeDelay = {};
    if (std::exchange(m_halfOpen, false))
        cutAll();
    if (!m_listener.isListening())
        listen();
    pumpAll();
}

void FaultProxy::cutAll()
{
    for (const auto& link : m_links)
        link->cut();
}

void FaultProxy::pumpAll()
{
    for (std::size_t i = 0; i < m_links.size(); ++i)
        m_links[i]->pump();
}

bool FaultProxy::paced() const
{
    return weir::Clock::now() < m_stalledUntil
        || std::ranges::any_of(m_ways, [](const Way& way) { return way.trickles || way.bytesPerSecond != 0; });
}

void FaultProxy::onPace()
{
    const weir::TimePoint now = weir::Clock::now();
    const double seconds = std::chrono::duration<double>(now - std::exchange(m_pacedAt, now)).count();
    for (Way& way : m_ways) {
        if (way.bytesPerSecond != 0)   // a pause saves nothing up
            way.allowance = std::min(way.allowance + seconds * static_cast<double>(way.bytesPerSecond),
                                     std::max(1.0, static_cast<double>(way.bytesPerSecond) / 50));
        if (way.trickles)
            way.allowance = 1;
    }
    if (!paced())
        m_pace.stop();
    pumpAll();
}

void FaultProxy::removeEnded()
{
    std::erase_if(m_links, [](const auto& link) { return link->ended(); });
}
