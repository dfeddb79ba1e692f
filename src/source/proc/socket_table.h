#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

struct TcpSocket {
    std::string localHost, remoteHost;   ///< as people write them; IPv4 inside IPv6 as IPv4
    std::uint16_t localPort = 0, remotePort = 0;
    bool established = false, listening = false;
    std::uint32_t user = 0;    ///< who holds it
    std::uint64_t inode = 0;   ///< 0: no process holds it any more
};

/// The text of a net/tcp or net/tcp6 file of a proc filesystem, as a machine of this byte order writes it. Lines that
/// are none are passed over.
[[nodiscard]] std::vector<TcpSocket> parseTcpSockets(std::string_view table);

struct UnixPeers {
    std::uint64_t inode = 0, peer = 0;
};

/// The connected unix sockets of this machine, each from both of its ends. They are not in a proc filesystem: the
/// kernel is asked by sock_diag(7). Empty where it does not answer.
[[nodiscard]] std::vector<UnixPeers> connectedUnixSockets();

} // namespace weir::source
