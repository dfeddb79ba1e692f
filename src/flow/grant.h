#pragma once
#include <cstdint>

namespace weir::flow {

/// How much a peer may have sent since the connection began: absolute totals, so a repeated or late one does no harm.
/// Messages are data messages; bytes are those of their uncompressed payloads.
struct Grant {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;

    bool operator==(const Grant&) const = default;
};

/// A client's window holds at least this many messages, and this many of the largest ones.
inline constexpr std::uint64_t leastWindowMessages = 4;

} // namespace weir::flow
