#include "server/session/sent_so_far.h"
#include "flow/applied_tick.h"
#include <algorithm>

namespace weir::server {

void SentSoFar::resume(const GraphHost::Cursor& cursor)
{
    m_tick = m_mayState = m_appliedTick = cursor.tick;
    m_total = cursor.changesTotal;
}

void SentSoFar::beginEpoch()
{
    m_tick = m_mayState = m_appliedTick = 0;
    m_total = 0;
    m_headTick = m_headChanged = 0;
}

void SentSoFar::onManifest(Tick tick, std::uint64_t changesTotal)
{
    // Applied with the last part; within an epoch what was sent stays sent.
    reach(std::max(m_tick, tick));
    through(changesTotal, 0, 0);
}

void SentSoFar::onScan(const GraphHost::Cursor& end)
{
    reach(end.tick);
    through(end.changesTotal, 0, 0);
}

void SentSoFar::onDelta(const GraphHost::Cursor& end, std::uint64_t rows, std::uint64_t sampled)
{
    reach(end.tick);
    through(end.changesTotal, rows, sampled);
}

void SentSoFar::onPieces(const GraphHost::Cursor& end, std::uint64_t rows)
{
    reach(end.tick);
    through(end.changesTotal, rows, 0);
}

Tick SentSoFar::movedOn(Tick tick) const
{
    // A head that said that nothing changed since moves a client on that has all until then, also where it went out among pieces.
    return m_headChanged <= tick ? std::max(tick, m_headTick) : tick;
}

void SentSoFar::reach(Tick tick)
{
    m_tick = movedOn(tick);
    m_mayState = std::max(m_mayState, m_tick);
}

protocol::Head SentSoFar::headOf(const GraphHost& host, bool ofThisEpoch, bool hasAll, TimePoint now)
{
    const graph::GraphStore& store = host.store();
    if (hasAll)
        m_tick = host.tick();   // the head moves the client's applied tick forward, law 6
    m_headTick = host.tick();
    m_headChanged = store.newestStamp(m_reads);
    if (ofThisEpoch)
        m_mayState = std::max(m_mayState, movedOn(m_tick));
    return {.epoch = host.epoch(),
            .tick = host.tick(),
            .changedTick = m_headChanged,
            .digest = read(store.digest(), m_reads),
            .timeUs = microseconds(now),
            .nodes = store.nodeCount(),
            .edges = store.edgeCount(),
            .changesTotal = store.changesTotal(m_reads),
            .sentTotal = m_total};
}

std::expected<void, Breach> SentSoFar::onApplied(Tick tick)
{
    if (auto checked = flow::checkApplied(tick, m_mayState); !checked)
        return std::unexpected(Breach{protocol::CloseCode::CreditViolation, checked.error().text});
    m_appliedTick = tick;
    return {};
}

std::uint64_t SentSoFar::pending(const GraphHost& host) const
{
    const std::uint64_t made = host.store().changesTotal(m_reads);
    return made - std::min(made, m_total);
}

std::uint64_t SentSoFar::unapplied(const GraphHost& host) const
{
    return m_total - std::min(m_total, host.cursorAt(m_appliedTick, m_reads).changesTotal);
}

void SentSoFar::through(std::uint64_t total, std::uint64_t rows, std::uint64_t sampled)
{
    const std::uint64_t covered = total - std::min(total, m_total);
    const std::uint64_t carried = std::min(covered, rows);   // less where a catch-up told some of it before
    const std::uint64_t leftOut = std::min(covered - carried, sampled);
    m_ledger += {carried, covered - carried - leftOut, leftOut};
    m_total = std::max(m_total, total);
}

}   // namespace weir::server
