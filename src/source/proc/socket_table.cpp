#include "source/proc/socket_table.h"
#include "source/file_handle.h"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <optional>
#include <sys/socket.h>

namespace weir::source {

namespace {

template <typename Number>
std::optional<Number> numberIn(std::string_view text, int base)
{
    Number number{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// "0100007F" or 32 such digits: words of 32 bits, each printed as the machine reads it.
std::optional<std::string> hostIn(std::string_view digits)
{
    std::array<std::uint32_t, 4> words{};
    const std::size_t count = digits.size() / 8;
    if ((count != 1 && count != 4) || digits.size() % 8 != 0)
        return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
        const auto word = numberIn<std::uint32_t>(digits.substr(8 * i, 8), 16);
        if (!word)
            return std::nullopt;
        words[i] = *word;
    }
    const bool v4InV6 = count == 4 && words[0] == 0 && words[1] == 0 && words[2] == htonl(0xffff);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (count == 1 || v4InV6)
        ::inet_ntop(AF_INET, count == 1 ? &words[0] : &words[3], text.data(), text.size());
    else
        ::inet_ntop(AF_INET6, words.data(), text.data(), text.size());
    return std::string(text.data());
}

bool readEnd(std::string_view text, std::string& host, std::uint16_t& port)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return false;
    auto hostText = hostIn(text.substr(0, colon));
    const auto portNumber = numberIn<std::uint16_t>(text.substr(colon + 1), 16);
    if (!hostText || !portNumber)
        return false;
    host = std::move(*hostText);
    port = *portNumber;
    return true;
}

std::optional<TcpSocket> socketIn(std::string_view line)
{
    // sl local remote state queues timer retransmits uid timeout inode …
    std::array<std::string_view, 10> fields;
    for (std::string_view& field : fields) {
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        field = line.substr(0, line.find(' '));
        line.remove_prefix(field.size());
    }
    TcpSocket socket;
    const auto state = numberIn<unsigned>(fields[3], 16);
    const auto user = numberIn<std::uint32_t>(fields[7], 10);
    const auto inode = numberIn<std::uint64_t>(fields[9], 10);
    if (!state || !user || !inode || !readEnd(fields[1], socket.localHost, socket.localPort)
        || !readEnd(fields[2], socket.remoteHost, socket.remotePort))
        return std::nullopt;
    // As in the kernel's tcp_states.h, from 1.
    constexpr std::array<std::string_view, 12> states{"established", "connecting", "accepting", "closing", "closing", "time wait",
                                                      "closed", "close wait", "closing", "listening", "closing", "accepting"};
    if (*state < 1 || *state > states.size())
        return std::nullopt;
    constexpr unsigned timeWait = 6, closed = 7, listen = 10;
    socket.state = states[*state - 1];
    socket.listening = *state == listen;
    socket.connected = *state != timeWait && *state != closed && *state != listen;
    const std::size_t colon = std::min(fields[4].find(':'), fields[4].size());
    socket.sendQueue = numberIn<std::uint32_t>(fields[4].substr(0, colon), 16).value_or(0);
    socket.receiveQueue = numberIn<std::uint32_t>(fields[4].substr(std::min(colon + 1, fields[4].size())), 16).value_or(0);
    socket.user = *user;
    socket.inode = *inode;
    return socket;
}

std::string_view protocolOf(int type)
{
    switch (type) {
    case SOCK_STREAM:
        return "unix stream";
    case SOCK_DGRAM:
        return "unix datagram";
    case SOCK_SEQPACKET:
        return "unix packets";
    default:
        return "unix";
    }
}

void addPeer(const nlmsghdr* message, std::vector<UnixPeers>& peers)
{
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof(unix_diag_msg)))
        return;
    unix_diag_msg described;
    const char* body = reinterpret_cast<const char*>(message) + NLMSG_HDRLEN;
    std::memcpy(&described, body, sizeof described);
    std::size_t at = NLMSG_ALIGN(sizeof described);
    const std::size_t end = message->nlmsg_len - NLMSG_HDRLEN;
    while (at + sizeof(rtattr) <= end) {
        rtattr attribute;
        std::memcpy(&attribute, body + at, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || at + attribute.rta_len > end)
            return;
        if (attribute.rta_type == UNIX_DIAG_PEER && attribute.rta_len >= sizeof attribute + sizeof(std::uint32_t)) {
            std::uint32_t peer = 0;
            std::memcpy(&peer, body + at + sizeof attribute, sizeof peer);
            peers.push_back({described.udiag_ino, peer, protocolOf(described.udiag_type)});
        }
        at += RTA_ALIGN(attribute.rta_len);
    }
}

} // namespace

std::vector<TcpSocket> parseTcpSockets(std::string_view table)
{
    std::vector<TcpSocket> sockets;
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        if (auto socket = socketIn(table.substr(0, end)))
            sockets.push_back(std::move(*socket));
        table.remove_prefix(std::min(end + 1, table.size()));
    }
    return sockets;
}

std::vector<UnixPeers> connectedUnixSockets()
{
    std::vector<UnixPeers> peers;
    const FileHandle kernel(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    // A kernel without sock_diag must not hold the source up.
    const timeval patience{1, 0};
    if (!kernel.open() || ::setsockopt(kernel.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0)
        return peers;
    struct {
        nlmsghdr header;
        unix_diag_req query;
    } request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.query.sdiag_family = AF_UNIX;
    request.query.udiag_states = 0xffff'ffffU;
    request.query.udiag_show = UDIAG_SHOW_PEER;
    if (::send(kernel.get(), &request, sizeof request, 0) != static_cast<ssize_t>(sizeof request))
        return peers;
    alignas(nlmsghdr) std::array<char, 32 * 1024> answer;
    for (;;) {
        const ssize_t got = ::recv(kernel.get(), answer.data(), answer.size(), 0);
        if (got <= 0)
            return peers;
        const auto bytes = static_cast<std::size_t>(got);
        for (std::size_t at = 0; at + sizeof(nlmsghdr) <= bytes;) {
            const auto* message = reinterpret_cast<const nlmsghdr*>(answer.data() + at);
            if (message->nlmsg_len < sizeof(nlmsghdr) || at + message->nlmsg_len > bytes
                || message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR)
                return peers;
            if (message->nlmsg_type == SOCK_DIAG_BY_FAMILY)
                addPeer(message, peers);
            at += NLMSG_ALIGN(message->nlmsg_len);
        }
    }
}

} // namespace weir::source
