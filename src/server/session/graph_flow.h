#pragma once
#include "server/session/chunk_scan.h"
#include "server/session/data_outlet.h"
#include "server/session/lists_sent.h"
#include "server/session/sent_so_far.h"
#include <deque>
#include <expected>
#include <optional>
#include <variant>

namespace weir::server {

/// What one client gets of the graph, and what is due next: a manifest and the parts of a snapshot, delta by delta, or a scan where one
/// delta would be too large. Keeps no changes, only a cursor: what a client misses is merged into its next delta. It begins with the
/// client's hello and knows nothing of what else is said. Lives on the serving thread.
class GraphFlow final {
public:
    /// To be begun before anything else.
    GraphFlow(GraphHost& host, DataOutlet outlet, const protocol::Hello& hello);

    /// From where the client stands it goes on; the changes up to there. Nothing: it gets a snapshot.
    [[nodiscard]] std::optional<std::uint64_t> begin(const protocol::Hello& hello);

    /// Something may have become possible: a tick, a grant, room in the socket. Sends what it may.
    [[nodiscard]] std::expected<void, Breach> pump(TimePoint now);

    // What the client says of it; after each something may have become possible.
    [[nodiscard]] std::expected<void, Breach> onCredit(const protocol::Credit& credit);
    void onResync();
    void onAudit();
    void onFetch(const protocol::Fetch& fetch);
    [[nodiscard]] std::expected<void, Breach> onNeed(const protocol::Need& need);
    void onPolicy(const protocol::Policy& policy, TimePoint now);

    /// Where the stream is, which is told to the client now.
    [[nodiscard]] protocol::Head tellHead(TimePoint now);

    [[nodiscard]] std::uint64_t unacknowledgedBytes() const { return m_outlet.unacknowledgedBytes(); }
    /// Changes of this epoch that nothing sent stands for.
    [[nodiscard]] std::uint64_t pendingChanges() const
    {
        return m_epoch == m_host.epoch() ? m_sent.pending(m_host) : 0;
    }
    /// Changes that what was sent stands for, and that the client has not said to have applied.
    [[nodiscard]] std::uint64_t unappliedChanges() const
    {
        return m_epoch == m_host.epoch() ? m_sent.unapplied(m_host) : 0;
    }
    /// Nothing is owed and nothing holds it back: a change made now would be sent at once, by itself.
    [[nodiscard]] bool readyForNext();
    [[nodiscard]] SessionFigures figures() const;

private:
    // What it is busy with.
    struct AwaitingSnapshot {
        std::optional<protocol::Fetch> only;   ///< these chunks, in order; none: all of it
        std::optional<Tick> goesOnFrom{};      ///< of the manifest whose other parts were sent already
        Tick notBefore = 0;                    ///< the client has that tick, and did not ask to be led back
        bool unasked = false;                  ///< for being cheaper: where it is not, deltas go on
        std::optional<TimePoint> since{};      ///< when there was first room to send it
    };
    struct AwaitingNeed {   ///< the client has the manifest and looks what it holds of it
        Snapshot snapshot;
    };
    struct SendingParts {
        Snapshot snapshot;
        bool whole = true;   ///< with what was sent before, all of the graph
        std::size_t next = 0;
    };
    struct Following {};   ///< delta by delta
    struct SendingStaged {
        std::deque<SharedFramePtr> ready;
        GraphHost::Cursor end;
        std::uint64_t rows = 0;
    };
    using Work = std::variant<AwaitingSnapshot, AwaitingNeed, SendingParts, Following, ChunkScan, SendingStaged>;
    /// Whether more may be done now.
    using Stepped = std::expected<bool, Breach>;

    // Each does one step of its work.
    [[nodiscard]] Stepped step(AwaitingSnapshot& work, TimePoint now);
    [[nodiscard]] Stepped step(AwaitingNeed& work, TimePoint now);
    [[nodiscard]] Stepped step(SendingParts& work, TimePoint now);
    [[nodiscard]] Stepped step(Following& work, TimePoint now);
    [[nodiscard]] Stepped step(ChunkScan& scan, TimePoint now);
    [[nodiscard]] Stepped step(SendingStaged& work, TimePoint now);
    template <typename State>
    [[nodiscard]] bool is() const
    {
        return std::holds_alternative<State>(m_work);
    }

    void beginEpoch();
    /// Whether lists of the schema have grown beyond what the client has, and it is to be told now.
    [[nodiscard]] bool growthDue() const;
    /// Sends some of it, ahead of the rows; false: no more can be done now.
    [[nodiscard]] bool sendGrowth();
    void withhold();
    void reachBack();
    [[nodiscard]] protocol::Digests chunkDigests() const;
    [[nodiscard]] bool sendAudit(const GraphHost::EncodedDelta& delta, TimePoint now);
    void onDeltaSent(const GraphHost::EncodedDelta& delta, TimePoint now);
    void renewSnapshot(const SendingParts& work);
    void beginScan(TimePoint now);
    void beginStaging(TimePoint now);
    [[nodiscard]] GraphHost::Keeps keeps() const
    {
        return m_keepsParts ? GraphHost::Keeps::Parts : GraphHost::Keeps::Nothing;
    }

    static constexpr unsigned scanRounds = 3;

    GraphHost& m_host;
    DataOutlet m_outlet;
    std::uint64_t m_maxStagedBytes;
    bool m_keepsParts;   // of its hello, as are the two above and the policy
    protocol::Policy m_policy;
    graph::Reads m_reads;
    Epoch m_epoch;   // of what is being sent
    Work m_work = AwaitingSnapshot{};
    bool m_clientHolds;      // it may have some of the next snapshot already
    bool m_ofAnotherEpoch;   // what it holds is from before this epoch, which may become the same graph soon
    std::uint32_t m_waitingManifests = 0;   // so many manifests waited; the number of the last
    ListsSent m_lists;
    GraphHost::Cursor m_cursor;
    bool m_catchingUp = true;                      // no whole delta was sent since the snapshot or scan
    std::optional<GraphHost::Cursor> m_withheld;   // since then values of some lanes were left out; none: nothing was
    bool m_auditDue = false;                       // the next whole delta goes with the digests of the chunks
    bool m_reachBack = false;                      // more lanes are wanted, once the pieces under way are sent
    TimePoint m_nextDelta{};                       // before then a policy of latest sends none
    unsigned m_scansInARow = 0;
    SentSoFar m_sent{m_reads};   // of m_epoch
    SessionFigures m_figures;
};

}   // namespace weir::server
