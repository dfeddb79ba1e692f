#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

struct TcpSocket {
    std::string localHost, remoteHost;   ///< as people write them; IPv4 inside IPv6 as IPv4
    std::uint16_t localPort = 0, remotePort = 0;
    std::string_view state;                          ///< in words, e.g. "established"
    bool connected = false, listening = false;       ///< connected: it has an other end, and whose it is is known
    std::uint32_t sendQueue = 0, receiveQueue = 0;   ///< bytes that wait in it
    std::uint32_t user = 0;    ///< who holds it
    std::uint64_t inode = 0;   ///< 0: no process holds it any more
};

/// The text of a net/tcp or net/tcp6 file of a proc filesystem, as a machine of this byte order writes it. Lines that
/// are none are passed over.
[[nodiscard]] std::vector<TcpSocket> parseTcpSockets(std::string_view table);

struct UnixPeers {
    std::uint64_t inode = 0, peer = 0;
    std::string_view protocol = "unix";   ///< "unix stream", "unix datagram" or "unix packets", where the kernel says it
};

/// The connected unix sockets of this machine, each from both of its ends. They are not in a proc filesystem: the
/// kernel is asked by sock_diag(7). Empty where it does not answer.
[[nodiscard]] std::vector<UnixPeers> connectedUnixSockets();

} // namespace weir::source
