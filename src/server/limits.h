#pragma once
#include "flow/heartbeat.h"
#include "protocol/codec.h"
#include <chrono>
#include <cstdint>

namespace weir::server {

/// Binary bytes of one snapshot part or scan piece at most, a single element of the longest strings apart. As JSON they
/// stay within leastMaxMessageBytes.
inline constexpr std::size_t partBytes = 128U << 10;

/// What a hello may state as the largest message.
inline constexpr std::uint32_t leastMaxMessageBytes = 1U << 20;
inline constexpr std::uint32_t mostMaxMessageBytes = 64U << 20;

/// Names of categories in a manifest and in one message of growth, for each list: as JSON both lists and the parts of a large graph
/// stay within leastMaxMessageBytes.
inline constexpr std::size_t namesPerMessageBytes = 32U << 10;

/// The server makes no message larger than this, whatever the client would take.
inline constexpr std::uint32_t largestMessageBytes = 4U << 20;

/// Binary bytes of one delta in pieces: more is not encoded at once, whatever the client would keep.
inline constexpr std::uint64_t largestStagedBytes = 16U << 20;

/// Data from this size on is compressed where it is: below, what it would save is less than its frame's overhead.
inline constexpr std::uint32_t packsFromBytes = 1024;

inline constexpr std::uint32_t maxControlBytes = 64U << 10;
inline constexpr std::uint32_t maxControlPerSecond = 5000;
inline constexpr std::uint64_t maxUnacknowledgedBytes = 64U << 20;
inline constexpr std::uint64_t maxBacklogBytes = 4U << 20;   ///< unsent in one socket
inline constexpr std::uint64_t maxUnsentBytes = 256U << 20;  ///< unsent in all sockets together

/// As much as data alone can make unsent in one socket. With more there are answers that the peer does not read, and nothing
/// more is read of it.
inline constexpr std::uint64_t readsUpToBacklogBytes = maxBacklogBytes + largestMessageBytes;
inline constexpr std::uint64_t turnAnswerBytes = 16U << 10;  ///< of answers to what was read before in the same turn

// What is shared, and so bounded once for all sessions.
inline constexpr std::uint64_t maxSharedDeltaBytes = 16U << 20;   ///< deltas of one tick that are kept for the next who asks
inline constexpr std::size_t mostSharedDeltas = 256;
inline constexpr std::uint64_t maxOldPartBytes = 64U << 20;       ///< snapshot parts that are no longer newest, but still being sent
inline constexpr std::uint64_t maxOtherFormBytes = 32U << 20;     ///< JSON and packed forms of snapshot parts

/// The objects of a session, its socket and TLS, and the list of the parts of a small snapshot.
inline constexpr std::uint64_t sessionBytes = 256U << 10;

/// What is kept for one client at most, in whatever state it is: the socket takes one message more than its bound, in blocks of
/// which up to half stay empty; pieces of a delta wait for credit, the next of them (or one of a scan) as JSON, too; the client's
/// own message is in the socket, in a frame, as binary and aligned. Stated in welcome.
inline constexpr std::uint64_t maxClientBytes = 2 * (readsUpToBacklogBytes + turnAnswerBytes) + largestStagedBytes
    + partBytes * (1 + protocol::jsonExpansion) + 4 * maxControlBytes + sessionBytes;

inline constexpr std::chrono::milliseconds headInterval{500};
inline constexpr std::chrono::seconds helloTimeout{5};

/// For so long after a source began a client of another epoch waits for its first graph, see Session; /readyz does, too.
inline constexpr std::chrono::seconds firstGraphPatience{5};

/// A first graph of so many elements is encoded before anybody asks for a snapshot; of a larger one that would take more memory
/// and time than the first who asks may ever need.
inline constexpr std::uint64_t mostElementsEncodedAhead = 8'000'000;
inline constexpr flow::Heartbeat::Config heartbeat;   ///< stated in welcome

[[nodiscard]] protocol::Limits statedLimits();

} // namespace weir::server
