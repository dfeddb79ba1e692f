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
/// lists every socket with its owner, so this asks nothing of the peer. Nothing: it is not of this machine, is gone, or
/// `tables` (files of the form of /proc/net/tcp) cannot be read. Takes a millisecond where there are thousands of sockets.
[[nodiscard]] std::optional<std::uint32_t> userOfPeer(const TcpEnd& peer, const TcpEnd& here,
                                                      const std::vector<std::string>& tables = {"/proc/net/tcp", "/proc/net/tcp6"});

/// Whether it is the user that this program runs as, or the one who may do anything.
[[nodiscard]] bool isOwnUser(std::optional<std::uint32_t> user);

} // namespace weir::server
