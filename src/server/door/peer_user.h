#pragma once
#include <QtNetwork/QHostAddress>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir::server {

/// One end of a TCP connection.
struct TcpEnd {
    QHostAddress address;
    quint16 port = 0;
};

/// The user whose program holds the end `peer` of a connection within this machine, whose other end is `here`: the kernel
/// knows the owner of every socket, so this asks nothing of the peer. Nothing: it is not of this machine, is gone, or the
/// kernel does not tell. Takes some microseconds, however many sockets there are; milliseconds where there are thousands of
/// them and the kernel has no answer but its tables.
[[nodiscard]] std::optional<std::uint32_t> userOfPeer(const TcpEnd& peer, const TcpEnd& here);

/// The same by the kernel's tables, which list every socket: files of the form of /proc/net/tcp.
[[nodiscard]] std::optional<std::uint32_t> userInTables(const TcpEnd& peer, const TcpEnd& here,
                                                        const std::vector<std::string>& tables = {"/proc/net/tcp", "/proc/net/tcp6"});

/// Whether it is the user that this program runs as, or the one who may do anything.
[[nodiscard]] bool isOwnUser(std::optional<std::uint32_t> user);

} // namespace weir::server
