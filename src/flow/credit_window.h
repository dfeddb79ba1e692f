#pragma once
#include "base/error.h"
#include "flow/grant.h"
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>

namespace weir::flow {

/// How much the peer may still send us, in messages and in bytes: the client's side of the credits.
/// What was granted and not yet disposed of never exceeds the window, so the queue behind it is bounded by the window.
/// Not thread-safe; lives on the stream thread with its DrainQueue.
class CreditWindow final {
public:
    struct Config {
        std::uint64_t windowMessages = 0;    ///< at least leastWindowMessages
        std::uint64_t windowBytes = 0;       ///< at least leastWindowMessages times maxMessageBytes
        std::uint64_t maxMessageBytes = 0;   ///< the largest message taken, stated in hello; at least 1

        /// This window, or the least one for its maxMessageBytes where it is smaller.
        [[nodiscard]] Config raisedToLeast() const;
    };

    /// Fails for a window too small for its own largest message: the peer could not send one.
    [[nodiscard]] static std::expected<CreditWindow, Error> create(Config config);

    /// The grant that hello carries: the whole window.
    [[nodiscard]] Grant firstGrant() const { return m_firstGrant; }

    /// A message of `bytes` arrived. An error is the peer's: more than was granted, or larger than maxMessageBytes.
    [[nodiscard]] std::expected<void, Error> onReceived(std::uint64_t bytes);

    /// A message that was received is done with: applied, or thrown away. Only this gives credit back.
    void onDisposed(std::uint64_t bytes);

    /// New totals to send, when it is worth a message: at least a quarter of the window has become free since the last
    /// grant, or all that was received is disposed of. Nothing: keep silent. It raises the messages by mostMessages at most.
    [[nodiscard]] std::optional<Grant> takeGrant(std::uint64_t mostMessages = std::numeric_limits<std::uint64_t>::max());

    /// Whether something has become free that is not granted yet.
    [[nodiscard]] bool owes() const
    {
        return m_granted.messages < m_disposed.messages + m_config.windowMessages || m_granted.bytes < m_disposed.bytes + m_config.windowBytes;
    }

    /// Another window on the open connection; maxMessageBytes stays as it was stated. Totals never go down: into a
    /// smaller window nothing is granted until what is outstanding fits. Fails as create() does, changing nothing.
    [[nodiscard]] std::expected<void, Error> setWindow(Config config);

    [[nodiscard]] const Config& config() const { return m_config; }
    /// Granted and not yet used by the peer.
    [[nodiscard]] std::uint64_t creditsMessages() const { return m_granted.messages - m_received.messages; }
    [[nodiscard]] std::uint64_t creditsBytes() const { return m_granted.bytes - m_received.bytes; }
    /// Received and not yet disposed of.
    [[nodiscard]] std::uint64_t outstandingMessages() const { return m_received.messages - m_disposed.messages; }
    [[nodiscard]] std::uint64_t outstandingBytes() const { return m_received.bytes - m_disposed.bytes; }

private:
    explicit CreditWindow(Config config);

    Config m_config;
    Grant m_firstGrant;
    Grant m_granted;
    Grant m_received;
    Grant m_disposed;
};

} // namespace weir::flow
