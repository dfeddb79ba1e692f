#include "server/door/peer_user.h"
#include "source/proc/socket_table.h"
#include <QtCore/QFile>
#include <array>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace weir::server {

namespace {

constexpr std::uint8_t established = 1;   // TCP_ESTABLISHED of the kernel

/// IPv4 inside IPv6 as IPv4, no interface: as the kernel and its tables name it.
QHostAddress plain(const QHostAddress& address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    QHostAddress result = isIpv4 ? QHostAddress(ipv4) : address;
    result.setScopeId({});
    return result;
}

void writeAddress(const QHostAddress& address, __be32 (&words)[4])
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        words[0] = htonl(address.toIPv4Address());
        return;
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(words, &bytes, sizeof bytes);
}

struct Question {
    nlmsghdr head{};
    inet_diag_req_v2 body{};
};

/// Asks for the one socket, sock_diag(7). Nothing: there is none, or this kernel cannot be asked so; it does not say which.
std::optional<std::uint32_t> askKernel(const TcpEnd& peer, const TcpEnd& here)
{
    const QHostAddress owner = plain(peer.address), other = plain(here.address);
    if (owner.protocol() != other.protocol())
        return std::nullopt;
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family = owner.protocol() == QAbstractSocket::IPv4Protocol ? AF_INET : AF_INET6;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = 1U << established;
    question.body.id.idiag_sport = htons(peer.port);   // the socket asked for is the peer's
    question.body.id.idiag_dport = htons(here.port);
    writeAddress(owner, question.body.id.idiag_src);
    writeAddress(other, question.body.id.idiag_dst);
    question.body.id.idiag_cookie[0] = question.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;

    const int netlink = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return std::nullopt;
    alignas(nlmsghdr) std::array<char, 4096> answer{};
    ssize_t count = -1;
    if (::send(netlink, &question, sizeof question, 0) == sizeof question)
        count = ::recv(netlink, answer.data(), answer.size(), MSG_DONTWAIT);   // the kernel answers within send()
    ::close(netlink);
    const auto* const head = reinterpret_cast<const nlmsghdr*>(answer.data());
    if (count < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg))) || head->nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return std::nullopt;
    const auto* const found = reinterpret_cast<const inet_diag_msg*>(answer.data() + NLMSG_LENGTH(0));
    return found->idiag_state == established ? std::optional(std::uint32_t{found->idiag_uid}) : std::nullopt;
}

} // namespace

std::optional<std::uint32_t> userInTables(const TcpEnd& peer, const TcpEnd& here, const std::vector<std::string>& tables)
{
    const std::string peerHost = plain(peer.address).toString().toStdString(), hereHost = plain(here.address).toString().toStdString();
    for (const std::string& name : tables) {
        QFile file(QString::fromStdString(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        for (const source::TcpSocket& socket : source::parseTcpSockets({text.constData(), static_cast<std::size_t>(text.size())})) {
            if (socket.state == "established" && socket.localPort == peer.port && socket.remotePort == here.port
                && socket.localHost == peerHost && socket.remoteHost == hereHost)
                return socket.user;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> userOfPeer(const TcpEnd& peer, const TcpEnd& here)
{
    const auto told = askKernel(peer, here);
    return told ? told : userInTables(peer, here);
}

bool isOwnUser(std::optional<std::uint32_t> user) { return user && (*user == ::geteuid() || *user == 0); }

} // namespace weir::server
