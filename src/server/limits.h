#pragma once
#include "flow/heartbeat.h"
#include "protocol/messages.h"
#include <chrono>
#include <cstdint>

namespace weir::server {

/// Binary bytes of one snapshot part or scan piece at most, a single element of the longest strings apart. As JSON they
/// stay within leastMaxMessageBytes.
inline constexpr std::size_t partBytes = 128U << 10;

/// What a hello may state as the largest message.
inline constexpr std::uint32_t leastMaxMessageBytes = 1U << 20;
inline constexpr std::uint32_t mostMaxMessageBytes = 64U << 20;

/// The server makes no message larger than this, whatever the client would take.
inline constexpr std::uint32_t largestMessageBytes = 4U << 20;

/// Binary bytes of one delta in pieces: more is not encoded at once, whatever the client would keep.
inline constexpr std::uint64_t largestStagedBytes = 64U << 20;

/// Data from this size on is compressed where it is: below, what it would save is less than its frame's overhead.
inline constexpr std::uint32_t packsFromBytes = 1024;

inline constexpr std::uint32_t maxControlBytes = 64U << 10;
inline constexpr std::uint32_t maxControlPerSecond = 5000;
inline constexpr std::uint64_t maxUnacknowledgedBytes = 64U << 20;
inline constexpr std::uint64_t maxBacklogBytes = 4U << 20;   ///< unsent in one socket
inline constexpr std::uint64_t maxUnsentBytes = 256U << 20;  ///< unsent in all sockets together

inline constexpr std::chrono::milliseconds headInterval{500};
inline constexpr std::chrono::seconds helloTimeout{5};
inline constexpr flow::Heartbeat::Config heartbeat;   ///< stated in welcome

[[nodiscard]] protocol::Limits statedLimits();

} // namespace weir::server
