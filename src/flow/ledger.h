#pragma once
#include <algorithm>
#include <cassert>
#include <cstdint>

namespace weir::flow {

/// What became of every change that the server's graph made while a connection lasts, kept as running totals. A change is
/// one (element, tick) pair. At each message boundary
///     produced = pending + in flight + queued + applied + merged + sampled
/// where merged is what a later change of the same element, a snapshot or a catch-up stood for.
/// Positions are totals since the connection began; the caller adds what earlier graphs of the connection had.
/// Not thread-safe; lives on the stream thread with its DrainQueue.
class Ledger final {
public:
    struct Totals {
        std::uint64_t produced = 0;   ///< that the server said it made
        std::uint64_t pending = 0;    ///< not yet sent
        std::uint64_t inFlight = 0;   ///< sent, not yet received
        std::uint64_t queued = 0;     ///< received, not yet disposed of
        std::uint64_t applied = 0;    ///< carried by rows of deltas
        std::uint64_t merged = 0;
        std::uint64_t sampled = 0;    ///< left out as the client asked

        [[nodiscard]] std::uint64_t accounted() const { return pending + inFlight + queued + applied + merged + sampled; }
        bool operator==(const Totals&) const = default;
    };

    /// The server says that `produced` changes were made and those up to `sent` were sent. Repeated or older: no harm.
    void onHead(std::uint64_t produced, std::uint64_t sent)
    {
        m_produced = std::max(m_produced, produced);
        m_sent = std::min(std::max(m_sent, sent), m_produced);
    }

    /// A message came that stands for all changes up to `through`; 0: it stands for none.
    void onReceived(std::uint64_t through)
    {
        m_received = std::max(m_received, through);
        m_sent = std::max(m_sent, m_received);
        m_produced = std::max(m_produced, m_sent);
    }

    /// That message was applied with `rows` changes of its own and `sampled` left out, or thrown away (0, 0). The rows of
    /// a message that stands for none count with the next that does, as with pieces of one delta.
    void onDisposed(std::uint64_t through, std::uint64_t rows, std::uint64_t sampled)
    {
        assert(through <= m_received);
        m_rows += rows;
        m_leftOut += sampled;
        if (through == 0)
            return;
        const std::uint64_t covered = through - std::min(through, m_disposed);
        const std::uint64_t applied = std::min(covered, m_rows);   // less where a catch-up told some of it before
        const std::uint64_t leftOut = std::min(covered - applied, m_leftOut);
        m_applied += applied;
        m_sampled += leftOut;
        m_merged += covered - applied - leftOut;
        m_disposed = std::max(m_disposed, through);
        m_rows = m_leftOut = 0;
    }

    [[nodiscard]] Totals totals() const
    {
        return {m_produced, m_produced - m_sent, m_sent - m_received, m_received - m_disposed, m_applied, m_merged, m_sampled};
    }
    [[nodiscard]] std::uint64_t produced() const { return m_produced; }

private:
    std::uint64_t m_produced = 0, m_sent = 0, m_received = 0, m_disposed = 0;   // positions, each at most the one before
    std::uint64_t m_applied = 0, m_merged = 0, m_sampled = 0;                   // together m_disposed
    std::uint64_t m_rows = 0, m_leftOut = 0;                                    // of messages that stand for none yet
};

} // namespace weir::flow
