#include "server/door/peer_user.h"
#include "source/proc/socket_table.h"
#include <QtCore/QFile>
#include <unistd.h>

namespace weir::server {

namespace {

/// As the socket table writes it: IPv4 inside IPv6 as IPv4, no interface.
std::string hostText(const QHostAddress& address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    QHostAddress plain = isIpv4 ? QHostAddress(ipv4) : address;
    plain.setScopeId({});
    return plain.toString().toStdString();
}

} // namespace

std::optional<std::uint32_t> userOfPeer(const TcpEnd& peer, const TcpEnd& here, const std::vector<std::string>& tables)
{
    const std::string peerHost = hostText(peer.address), hereHost = hostText(here.address);
    for (const std::string& name : tables) {
        QFile file(QString::fromStdString(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        for (const source::TcpSocket& socket : source::parseTcpSockets({text.constData(), static_cast<std::size_t>(text.size())})) {
            if (socket.established && socket.localPort == peer.port && socket.remotePort == here.port && socket.localHost == peerHost && socket.remoteHost == hereHost)
                return socket.user;
        }
    }
    return std::nullopt;
}

bool isOwnUser(std::optional<std::uint32_t> user) { return user && (*user == ::geteuid() || *user == 0); }

} // namespace weir::server
