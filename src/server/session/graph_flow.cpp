#include "server/session/graph_flow.h"
#include "server/limits.h"
#include <algorithm>

namespace weir::server {

using protocol::CloseCode;

GraphFlow::GraphFlow(GraphHost& host, DataOutlet outlet, const protocol::Hello& hello)
    : m_host(host),
      m_outlet(std::move(outlet)),
      m_maxStagedBytes(std::min(hello.maxStagedBytes, largestStagedBytes)),
      m_keepsParts(hello.keepsParts),
      m_policy(hello.policy),
      m_reads(hello.attributes == protocol::Hello::Attributes::NotTaken ? graph::Reads::Elements : graph::Reads::AttributesToo),
      m_epoch(host.epoch()),
      m_clientHolds(hello.keepsParts && hello.epoch != 0),
      m_ofAnotherEpoch(hello.epoch != 0 && hello.epoch != m_epoch),
      m_lists(hello)
{}

std::optional<std::uint64_t> GraphFlow::begin(const protocol::Hello& hello)
{
    const bool knownLists = !hello.lists || hello.lists->within(lengthsOf(m_host.store().schema()));
    // A delta tells of the attributes that changed, and a model without them lacks all others.
    const bool lacksAttributes = hello.attributes == protocol::Hello::Attributes::NotHeld;
    if (hello.epoch == m_epoch && knownLists && !lacksAttributes && m_host.worthResuming(hello.lastApplied, hello.lastApplied, keeps(), m_reads)) {
        ++m_figures.resumes;
        m_cursor = m_host.cursorAt(hello.lastApplied, m_reads);
        m_sent.resume(m_cursor);
        m_lists.resume(hello.lists);
        withhold();
        m_work =
            Following{};   // and still catching up: a delta comes even where nothing changed, so that all is proved
        return m_cursor.changesTotal;
    }
    if (hello.epoch == m_epoch && hello.lastApplied <= m_host.tick())
        m_work = AwaitingSnapshot{.only = {}, .notBefore = hello.lastApplied};
    return std::nullopt;
}

// What the client says of it ------------------------------------------------------------------------------------------

std::expected<void, Breach> GraphFlow::onCredit(const protocol::Credit& credit)
{
    // What was applied of an earlier epoch says nothing about this one.
    if (credit.epoch == m_epoch) {
        if (auto taken = m_sent.onApplied(credit.lastApplied); !taken)
            return taken;
    }
    m_outlet.onCredit(credit.grant);
    return {};
}

void GraphFlow::onResync()
{
    ++m_figures.resyncs;
    // Asked again before it was sent, it is the one that was asked for.
    const auto* const awaiting = std::get_if<AwaitingSnapshot>(&m_work);
    if (awaiting && !awaiting->only && !awaiting->unasked)
        return;
    m_work = AwaitingSnapshot{};
    m_clientHolds = false;   // it has, but knows that it is wrong
    m_auditDue = false;
    m_outlet.forgetRefused();
}

void GraphFlow::onAudit()
{
    ++m_figures.audits;
    m_auditDue = m_catchingUp = true;   // a delta goes out also where nothing changed
}

void GraphFlow::onFetch(const protocol::Fetch& fetch)
{
    m_figures.chunksFetched += fetch.count();
    AwaitingSnapshot work{fetch, {}};
    for (auto* const chunks : {&work.only->nodes, &work.only->edges, &work.only->nodeAttributes, &work.only->edgeAttributes})
        std::ranges::sort(*chunks);   // looked up for every chunk, as many as the client may name
    m_work = std::move(work);
    m_outlet.forgetRefused();
}

std::expected<void, Breach> GraphFlow::onNeed(const protocol::Need& need)
{
    auto* const work = std::get_if<AwaitingNeed>(&m_work);
    if (!work || need.manifest != m_waitingManifests)
        return {};   // the answer to one that was replaced meanwhile
    Snapshot& snapshot = work->snapshot;
    if (need.parts.size() != (snapshot.parts.size() + 7) / 8)
        return std::unexpected(Breach{CloseCode::Malformed, "a Need of " + std::to_string(need.parts.size())
                                                                + " bytes for a manifest of "
                                                                + std::to_string(snapshot.parts.size()) + " parts"});
    std::vector<CachedPart> wanted;
    for (std::size_t i = 0; i < snapshot.parts.size(); ++i) {
        if ((need.parts[i / 8] >> i % 8 & 1) != 0)
            wanted.push_back(std::move(snapshot.parts[i]));
    }
    m_figures.partsHeld += snapshot.parts.size() - wanted.size();
    snapshot.parts = std::move(wanted);
    m_work = SendingParts{std::move(snapshot), true, 0};
    return {};
}

void GraphFlow::onPolicy(const protocol::Policy& policy, TimePoint now)
{
    const bool widened = policy.sentLanes() > m_policy.sentLanes();
    m_policy = policy;
    m_nextDelta = now;
    if (m_withheld && widened) {
        if (is<SendingStaged>())
            m_reachBack = true;   // once the client has the last piece
        else
            reachBack();
    }
    withhold();
}

void GraphFlow::reachBack()
{
    // All that the lanes had since they were left out comes at once, and is proved even where that was nothing.
    m_reachBack = false;
    m_cursor = *m_withheld;
    m_withheld.reset();
    m_catchingUp = true;
    if (is<ChunkScan>())
        m_work = Following{};   // it would leave out what this reaches back for
    withhold();
}

void GraphFlow::withhold()
{
    if (!m_withheld && m_policy.sentLanes() < graph::valueLanes)
        m_withheld = m_cursor;
}

// What is due ---------------------------------------------------------------------------------------------------------

std::expected<void, Breach> GraphFlow::pump(TimePoint now)
{
    if (m_epoch != m_host.epoch())
        beginEpoch();
    m_outlet.beginTurn(now);
    Stepped goOn = true;
    while (goOn && *goOn && !m_outlet.turnIsOver())
        goOn = growthDue() ? Stepped(sendGrowth()) : std::visit([&](auto& work) { return step(work, now); }, m_work);
    if (!m_outlet.starved() && (is<Following>() || is<ChunkScan>() || is<SendingStaged>()))
        m_host.follow(m_outlet.maxMessageBytes(), m_catchingUp);
    m_outlet.endTurn(now);
    if (!goOn)
        return std::unexpected(std::move(goOn.error()));
    return {};
}

void GraphFlow::beginEpoch()
{
    m_epoch = m_host.epoch();
    m_sent.beginEpoch();
    m_outlet.forgetRefused();
    m_auditDue = false;
    m_ofAnotherEpoch = false;   // of its own connection: it sees the graph grow
    m_lists.forget();
    m_work = AwaitingSnapshot{};
}

bool GraphFlow::growthDue() const
{
    // A manifest says anew where the lists begin; and pieces of one delta, which have nothing among them, were all written when the
    // lists had been sent as they were then.
    return m_lists.growthDue(m_host.store()) && !is<AwaitingSnapshot>() && !is<SendingStaged>();
}

bool GraphFlow::sendGrowth()
{
    if (!m_outlet.hasRoom())
        return false;
    const graph::Schema& schema = m_host.store().schema();
    const graph::SchemaLengths end = m_lists.nextEnd(schema);
    if (!m_outlet.send(m_outlet.encode(m_lists.growthTo(end, schema, m_epoch))))
        return false;
    m_lists.onGrown(end);
    return true;
}

protocol::Digests GraphFlow::chunkDigests() const
{
    const auto& store = m_host.store();
    protocol::Digests digests{m_host.epoch(), m_host.tick(), {}, {}, m_policy.sentLanes()};
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        auto& sums = kind == ElementKind::Node ? digests.nodes : digests.edges;
        for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk)
            sums.push_back(read(store.chunkDigest(kind, chunk).sum(digests.lanes), m_reads));
    }
    return digests;
}

GraphFlow::Stepped GraphFlow::step(AwaitingSnapshot& work, TimePoint now)
{
    // A client that takes nothing costs nothing: its manifest is not made again in every tick to be refused again.
    if (!m_outlet.hasRoom())
        return false;
    if (work.only && m_lists.unknown())
        work = {};   // which schema the client has is not known: it came on another connection
    // Of a graph that is still read the manifest would drop what the client holds of the rest, which then came all again.
    if (m_ofAnotherEpoch && m_host.firstGraphPending(now))
        return false;
    m_ofAnotherEpoch = false;
    work.since = work.since.value_or(now);
    const auto wanted = [&only = work.only](ElementKind kind, graph::Facet facet, std::uint32_t chunk) {
        return !only || std::ranges::binary_search(only->chunks(kind, facet), chunk);
    };
    auto snapshot = m_host.snapshotFor(*work.since, work.notBefore, now, wanted, m_reads);
    if (!snapshot && work.unasked) {
        m_work = Following{};
        return true;
    }
    if (!snapshot)
        return false;
    if (work.only) {
        snapshot->manifest.partial = true;
        snapshot->manifest.tick = std::min(
            snapshot->manifest.tick, work.goesOnFrom.value_or(m_cursor.tick));   // the rest of the model is as of then
    }
    snapshot->manifest.epoch = m_host.epoch();
    const graph::SchemaLengths lists = m_lists.inManifest(m_host.store().schema());
    snapshot->manifest.schema = cutTo(m_host.store().schema(), lists);
    snapshot->manifest.changesTotal = m_host.cursorAt(snapshot->manifest.tick, m_reads).changesTotal;
    const bool waits = m_clientHolds && !work.only;
    snapshot->manifest.waits = waits ? m_waitingManifests + 1 : 0;
    const std::string_view frame = m_outlet.encode(snapshot->manifest);
    if (frame.size() > m_outlet.maxMessageBytes())
        return std::unexpected(
            Breach{CloseCode::LimitExceeded, "the graph's manifest has " + std::to_string(frame.size())
                                                 + " bytes, more than the client takes in a message"});
    if (!m_outlet.send(frame))
        return false;
    m_sent.onManifest(snapshot->manifest.tick, snapshot->manifest.changesTotal);
    m_catchingUp = true;
    m_scansInARow = 0;
    m_figures.snapshots += work.goesOnFrom ? 0 : 1;
    m_lists.onManifest(lists, !work.only);
    snapshot->manifest.parts = {};   // each is in its part, too
    snapshot->manifest.schema = {};
    m_clientHolds = m_keepsParts;
    if (waits) {
        ++m_waitingManifests;
        m_work = AwaitingNeed{std::move(*snapshot)};
    } else {
        m_work = SendingParts{std::move(*snapshot), !work.only || work.goesOnFrom, 0};
    }
    return true;
}

GraphFlow::Stepped GraphFlow::step(AwaitingNeed& work, TimePoint)
{
    if (work.snapshot.made >= m_host.cache().partsKeptSince())
        return false;
    m_work = AwaitingSnapshot{.only = {},
                              .notBefore = m_sent.tick()};   // its parts are to be given up: the client is asked anew
    return true;
}

GraphFlow::Stepped GraphFlow::step(SendingParts& work, TimePoint)
{
    if (work.next == work.snapshot.parts.size()) {
        m_cursor = m_host.cursorAt(work.snapshot.manifest.tick, m_reads);
        if (work.whole) {
            m_withheld.reset();   // the parts had all lanes
            m_reachBack = false;
        }
        withhold();
        m_work = Following{};
        return true;
    }
    if (work.whole && work.snapshot.made < m_host.cache().partsKeptSince()) {
        renewSnapshot(work);
        return true;
    }
    CachedPart& part = work.snapshot.parts[work.next];
    if (!m_outlet.sendPart(part.frame))
        return false;
    part.frame.reset();
    ++work.next;
    return true;
}

void GraphFlow::renewSnapshot(const SendingParts& work)
{
    // What was sent stays sent; the rest comes as it is now, under a manifest of its own.
    protocol::Fetch rest;
    for (std::size_t i = work.next; i < work.snapshot.parts.size(); ++i) {
        const graph::ElementRange& range = work.snapshot.parts[i].entry.range;
        rest.chunks(range.kind, range.facet).push_back(graph::chunkOf(range.first));
    }
    for (auto* const chunks : {&rest.nodes, &rest.edges, &rest.nodeAttributes, &rest.edgeAttributes}) {
        std::ranges::sort(*chunks);
        const auto twice = std::ranges::unique(*chunks);
        chunks->erase(twice.begin(), twice.end());
    }
    m_outlet.forgetRefused();
    m_work = AwaitingSnapshot{
        .only = std::move(rest), .goesOnFrom = work.snapshot.manifest.tick, .notBefore = work.snapshot.manifest.tick};
}

GraphFlow::Stepped GraphFlow::step(Following&, TimePoint now)
{
    if (m_cursor.tick == m_host.tick() || (m_cursor.tick >= m_host.store().newestStamp(m_reads) && !m_catchingUp))
        return false;
    // A delta that reaches back behind what was sent must lead on all the same, or the client has it already.
    if (m_cursor.tick < m_sent.tick() && m_host.tick() <= std::max(m_sent.tick(), m_sent.headTick()))
        return false;
    if (m_policy.kind == protocol::PolicyKind::Latest && !m_catchingUp && now < m_nextDelta)
        return false;
    // Whether there is room at all, before anything is encoded. What is needed is not known yet: a change takes some
    // twenty bytes, and more than a message is not needed at once.
    const std::uint64_t covered = m_host.store().changesTotal(m_reads) - m_cursor.changesTotal;
    const std::uint64_t guess = std::min<std::uint64_t>(256 + 20 * covered, m_outlet.maxMessageBytes() / 4);
    if (!m_outlet.hasRoom(guess))
        return false;
    const auto& delta = m_host.deltaFrom(m_cursor, m_outlet.maxBinaryBytes(), m_policy.sentLanes(), m_reads);
    if (!delta.frame || m_outlet.sizeOf(*delta.frame) > m_outlet.maxMessageBytes()) {
        if (std::exchange(m_auditDue, false)) {
            m_work = AwaitingSnapshot{};   // there will be no tick to compare at for a while: all of it is as good
            return true;
        }
        if (!m_catchingUp && !m_withheld && !m_host.worthResuming(m_cursor.tick, m_sent.tick(), keeps(), m_reads))
            m_work = AwaitingSnapshot{.only = {}, .notBefore = m_sent.tick(), .unasked = true};
        else if (m_scansInARow < scanRounds)
            beginScan(now);
        else
            beginStaging(now);
        return true;
    }
    if (m_auditDue)
        return sendAudit(delta, now);
    if (!m_outlet.send(*delta.frame))
        return false;
    m_figures.mergedChanges += covered - std::min(covered, delta.elements);
    onDeltaSent(delta, now);
    return false;   // nothing can be newer than now
}

void GraphFlow::onDeltaSent(const GraphHost::EncodedDelta& delta, TimePoint now)
{
    m_cursor = m_host.cursorNow(now, m_reads);
    m_sent.onDelta(m_cursor, delta.elements, delta.sampled);
    ++m_figures.digestsSent;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_nextDelta = now + std::chrono::milliseconds(m_policy.intervalMs);
}

bool GraphFlow::sendAudit(const GraphHost::EncodedDelta& delta, TimePoint now)
{
    // Both or none: the digests are those of the delta's own tick.
    const std::string digests(m_outlet.encode(chunkDigests()));
    if (m_outlet.sizeOf(*delta.frame) + digests.size()
        > m_outlet.maxMessageBytes()) {   // what a socket holds is bounded by one message
        m_auditDue = false;
        m_work = AwaitingSnapshot{};
        return true;
    }
    if (!m_outlet.sendBoth(*delta.frame, digests))
        return false;
    m_auditDue = false;
    onDeltaSent(delta, now);
    return false;
}

void GraphFlow::beginScan(TimePoint now)
{
    ++m_scansInARow;
    ++m_figures.scans;
    m_catchingUp = true;
    m_work = ChunkScan(m_host.tick(), m_host.cursorNow(now, m_reads), m_reads);
}

GraphFlow::Stepped GraphFlow::step(ChunkScan& scan, TimePoint)
{
    switch (scan.advance(m_host, m_cursor)) {
        case ChunkScan::Found::Nothing:
            return true;
        case ChunkScan::Found::Piece:
            if (!m_outlet.send(scan.piece()))
                return false;
            scan.takePiece();
            return true;
        case ChunkScan::Found::End:
            break;
    }
    if (!m_outlet.send(m_outlet.encode(scan.lastMessage(m_cursor))))
        return false;
    m_cursor = scan.end();
    m_sent.onScan(m_cursor);
    m_work = Following{};
    return true;
}

void GraphFlow::beginStaging(TimePoint now)
{
    auto pieces = m_host.stagedDelta(m_cursor, m_maxStagedBytes, m_policy.sentLanes(), m_reads);
    if (pieces.frames.empty()) {
        // More changes in one round than the client can stage: the source is slowed until a round catches up.
        m_host.holdSourceUntil(now + std::chrono::seconds(1));
        m_scansInARow = 0;
        beginScan(now);
        return;
    }
    ++m_figures.stagedDeltas;
    m_work = SendingStaged{{pieces.frames.begin(), pieces.frames.end()}, m_host.cursorNow(now, m_reads), pieces.elements};
}

GraphFlow::Stepped GraphFlow::step(SendingStaged& work, TimePoint)
{
    if (!m_outlet.send(*work.ready.front()))
        return false;
    work.ready.pop_front();
    if (!work.ready.empty())
        return true;
    m_cursor = work.end;
    m_sent.onPieces(m_cursor, work.rows);
    ++m_figures.digestsSent;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_work = Following{};
    if (m_reachBack)
        reachBack();
    return true;
}

// How it stands -------------------------------------------------------------------------------------------------------

protocol::Head GraphFlow::tellHead(TimePoint now)
{
    const bool ofThisEpoch = m_epoch == m_host.epoch();
    const bool hasAll =
        ofThisEpoch && is<Following>() && !m_catchingUp && m_cursor.tick >= m_host.store().newestStamp(m_reads);
    return m_sent.headOf(m_host, ofThisEpoch, hasAll, now);
}

bool GraphFlow::readyForNext()
{
    return is<Following>() && !m_catchingUp && !growthDue() && m_cursor.tick >= m_host.store().newestStamp(m_reads)
           && m_outlet.hasRoom(partBytes);
}

SessionFigures GraphFlow::figures() const
{
    SessionFigures figures = m_figures;
    figures.ledger = m_sent.ledger();
    figures += m_outlet.figures();
    return figures;
}

}   // namespace weir::server
