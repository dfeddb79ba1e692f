#pragma once
#include "protocol/messages.h"
#include "server/graph/graph_host.h"
#include "server/server_figures.h"
#include "server/session/session_port.h"
#include <expected>

namespace weir::server {

/// How far what was sent leads within an epoch, and how much of it the client said to have applied; and the ledger of changes, which
/// what was sent stands for. Lives on the serving thread.
class SentSoFar final {
public:
    explicit SentSoFar(graph::Reads reads) : m_reads(reads) {}

    /// The client has everything up to here.
    void resume(const GraphHost::Cursor& cursor);
    /// Another epoch began.
    void beginEpoch();

    /// The newest tick up to which all was sent, with what a head says besides: the client may stand there.
    [[nodiscard]] Tick tick() const { return m_tick; }
    /// What the newest head said.
    [[nodiscard]] Tick headTick() const { return m_headTick; }

    /// Each was sent: a manifest, a scan or a delta whose end is `end`, and a delta in pieces. `rows` of the new changes were carried,
    /// `sampled` left out as asked.
    void onManifest(Tick tick, std::uint64_t changesTotal);
    void onScan(const GraphHost::Cursor& end);
    void onDelta(const GraphHost::Cursor& end, std::uint64_t rows, std::uint64_t sampled);
    void onPieces(const GraphHost::Cursor& end, std::uint64_t rows);
    /// The head of the newest tick. It makes a client that `hasAll` have that tick; and one to which something is owed that changes nothing, as
    /// lanes that it asked for, may state it as well.
    [[nodiscard]] protocol::Head headOf(const GraphHost& host, bool ofThisEpoch, bool hasAll, TimePoint now);

    [[nodiscard]] std::expected<void, Breach> onApplied(Tick tick);

    /// Changes of this epoch that nothing sent stands for.
    [[nodiscard]] std::uint64_t pending(const GraphHost& host) const;
    /// Changes that what was sent stands for, and that the client has not said to have applied.
    [[nodiscard]] std::uint64_t unapplied(const GraphHost& host) const;
    [[nodiscard]] const SessionFigures::Ledger& ledger() const { return m_ledger; }

private:
    /// Where a client stands that has all up to `tick`, once it hears the newest head.
    [[nodiscard]] Tick movedOn(Tick tick) const;
    void reach(Tick tick);
    void through(std::uint64_t total, std::uint64_t rows, std::uint64_t sampled);

    graph::Reads m_reads;
    Tick m_tick = 0;
    Tick m_mayState = 0;                      // the newest tick that the client may state as applied
    std::uint64_t m_total = 0;                // changes that what was sent stands for
    Tick m_appliedTick = 0;                   // that the client stated
    Tick m_headTick = 0, m_headChanged = 0;   // what the newest head said
    SessionFigures::Ledger m_ledger;
};

}   // namespace weir::server
