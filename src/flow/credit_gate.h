#pragma once
#include "base/error.h"
#include "base/ids.h"
#include "flow/grant.h"
#include <cstdint>
#include <expected>

namespace weir::flow {

/// Whether one session may be sent more: the server's side of the credits.
/// The client's credits and the socket's backlog must both allow it. The bytes it has not given back yet are bounded with
/// them, by its window; they have no smaller bound, because a client that makes its window smaller gives some back silently.
/// A session that was refused for lack of credits is starved: it goes on only when it can send a good part of what it
/// needs, so that a slow client gets few large messages and not many small ones.
/// Not thread-safe; lives on the server's thread with its session.
class CreditGate final {
public:
    struct Config {
        Grant firstGrant;                            ///< from hello
        std::uint64_t clientMaxMessageBytes = 0;     ///< the largest message the client takes, from hello
        std::uint64_t serverMaxMessageBytes = 0;     ///< the largest one this server makes
        std::uint64_t maxWindowBytes = 0;            ///< the largest first grant served, as this server's memory allows
        std::uint64_t maxBacklogBytes = 0;           ///< in the socket; reached: nothing more until it empties below
    };

    /// Fails for a first grant below leastWindowMessages messages of the largest size, or above maxWindowBytes: the
    /// client's fault.
    [[nodiscard]] static std::expected<CreditGate, Error> create(Config config);

    enum class CreditOutcome : std::uint8_t { Raised, Repeated, Lower };
    /// New totals from the client. Where one is lower than before the whole grant is ignored and counted.
    CreditOutcome onCredit(Grant totals);

    /// Whether a message may be made now. `bytes` is all that waits to be sent, also if it will take several messages;
    /// `backlogBytes` is what the socket holds unsent. When true, at most sendableBytes() may be sent in that message.
    [[nodiscard]] bool mayTake(std::uint64_t bytes, std::uint64_t backlogBytes);

    /// A message of `bytes` went to the socket. Only after mayTake() allowed one.
    void onSent(std::uint64_t bytes);

    /// The largest message that credits and both sides' limits allow now.
    [[nodiscard]] std::uint64_t sendableBytes() const;
    [[nodiscard]] std::uint64_t creditsMessages() const { return m_granted.messages - m_sent.messages; }
    [[nodiscard]] std::uint64_t creditsBytes() const { return m_granted.bytes - m_sent.bytes; }
    /// What the client's window still holds: sent, and not yet given back by a raised total. Too high by the difference
    /// when the client made its window smaller, too low when larger; never below 0.
    [[nodiscard]] std::uint64_t unacknowledgedBytes() const;
    [[nodiscard]] std::uint64_t lowerTotals() const { return m_lowerTotals; }   ///< grants ignored
    [[nodiscard]] bool starved() const { return m_starved; }
    [[nodiscard]] Grant sent() const { return m_sent; }

private:
    explicit CreditGate(Config config);
    [[nodiscard]] bool creditsAllow(std::uint64_t bytes) const;

    Config m_config;
    std::uint64_t m_maxMessageBytes;   // of both limits the smaller
    Grant m_granted;
    Grant m_sent;
    std::uint64_t m_lowerTotals = 0;
    bool m_starved = false;
};

} // namespace weir::flow
