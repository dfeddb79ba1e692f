#pragma once
#include "stream/stream_client.h"
#include <cstdint>

namespace weir::stream {

/// What a StreamClient holds at most of one connection, in bytes, beside the graph itself and the kernel's own buffers; from
/// a server that keeps to its credits, since one that does not is closed at its next message.
struct ClientMemory {
    std::uint64_t waiting = 0;   ///< the largest window: what was sent is in the socket or in the queue, never in both
    std::uint64_t entries = 0;   ///< of the queue, and what the allocator adds to each message
    std::uint64_t socket = 0;    ///< the message being received, beside its credit; for wss:// the state of TLS
    std::uint64_t decode = 0;    ///< the message being applied, as it is read in place
    std::uint64_t staging = 0;   ///< the pieces of one tick, and the set that they are joined into
    std::uint64_t sending = 0;   ///< answers that the server has not taken yet
    std::uint64_t names = 0;     ///< of categories and columns, and the texts of attributes' dictionaries

    [[nodiscard]] std::uint64_t total() const { return waiting + entries + socket + decode + staging + sending + names; }
};

[[nodiscard]] ClientMemory clientMemory(const StreamClient::Config& config);

} // namespace weir::stream
