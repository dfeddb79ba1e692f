// What a session sends of the graph and when: snapshots, deltas, scans, pieces, audits. The rest of Session is in session.cpp.
#include "server/limits.h"
#include "server/session/session.h"
#include <algorithm>

namespace weir::server {

using protocol::CloseCode;

void Session::pump(TimePoint now)
{
    if (m_closed || !welcomed())
        return;
    if (m_feedOwed)
        sendFeed();
    if (m_epoch != m_host.epoch()) {
        m_epoch = m_host.epoch();
        m_sentTick = m_appliedTick = 0;
        m_sentTotal = 0;
        m_headTick = 0;
        m_refusedBytes = 0;
        m_auditDue = false;
        m_ofAnotherEpoch = false;   // of its own connection: it sees the graph grow
        m_lists.reset();
        m_work = AwaitingSnapshot{};
    }
    if (m_starvedSince)
        m_figures.starved += now - *m_starvedSince;
    m_pumpedBytes = 0;
    bool goOn = true;
    while (goOn && !m_closed && m_pumpedBytes < bytesPerPump)
        goOn = growthDue() ? sendGrowth() : std::visit([&](auto& work) { return step(work, now); }, m_work);
    const bool following = std::holds_alternative<Following>(m_work) || std::holds_alternative<Scanning>(m_work) || std::holds_alternative<SendingStaged>(m_work);
    if (following && !m_gate->starved())
        m_host.follow(m_maxMessageBytes, m_catchingUp);
    m_starvedSince = m_gate->starved() ? std::optional(now) : std::nullopt;
}

bool Session::maySend(std::size_t bytes)
{
    const bool may = m_gate->mayTake(bytes, m_port.backlog()) && bytes <= m_gate->sendableBytes();
    m_refusedBytes = may ? 0 : bytes;
    return may;
}

void Session::passOn(std::string_view frame, std::size_t rawBytes)
{
    m_port.send(frame);
    m_gate->onSent(rawBytes);   // what is packed costs what it takes when it is unpacked
    m_pumpedBytes += rawBytes;
    m_figures.savedBytes += rawBytes - frame.size();
}

bool Session::sendData(std::string_view frame)
{
    if (!maySend(frame.size()))
        return false;
    const std::string packed = packs(frame.size()) ? m_host.compressor().pack(frame) : std::string();
    passOn(packed.empty() ? frame : packed, frame.size());
    return true;
}

bool Session::sendPart(const SharedFramePtr& part)
{
    const std::string_view raw = m_host.partIn(m_encoder.encoding(), part);
    if (!maySend(raw.size()))
        return false;
    passOn(packs(raw.size()) ? m_host.packedPart(part) : raw, raw.size());
    return true;
}

bool Session::sendData(const SharedFrame& frame)
{
    const std::string_view raw = frame.in(m_encoder.encoding());
    if (!maySend(raw.size()))
        return false;
    passOn(packs(raw.size()) ? frame.packed(m_host.compressor()) : raw, raw.size());
    return true;
}

bool Session::growthDue() const
{
    if (!m_takesGrowth || !m_lists || *m_lists == lengthsOf(m_host.store().schema()))
        return false;
    // A manifest says anew where the lists begin; and pieces of one delta, which have nothing among them, were all written when the
    // lists had been sent as they were then.
    return !std::holds_alternative<AwaitingSnapshot>(m_work) && !std::holds_alternative<SendingStaged>(m_work);
}

bool Session::sendGrowth()
{
    if (!m_gate->mayTake(std::max<std::uint64_t>(m_refusedBytes, 1), m_port.backlog()))
        return false;
    const graph::Schema& schema = m_host.store().schema();
    const graph::SchemaLengths end = lengthsWithin(schema, *m_lists, namesPerMessageBytes);
    const auto entries = [](const std::vector<std::string>& names, std::uint32_t first, std::uint32_t behind) {
        return protocol::Names{first, {names.begin() + first, names.begin() + behind}};
    };
    if (!sendData(m_encoder.encode(protocol::Growth{m_epoch, entries(schema.nodeCategories, m_lists->nodeCategories, end.nodeCategories),
                                                    entries(schema.edgeCategories, m_lists->edgeCategories, end.edgeCategories)})))
        return false;
    m_lists = end;
    return true;
}

graph::SchemaLengths Session::listsInManifest() const
{
    if (!m_takesGrowth && m_lists)
        return *m_lists;
    return lengthsWithin(m_host.store().schema(), {}, namesPerMessageBytes);
}

std::size_t Session::maxBinaryBytes() const
{
    return m_encoder.encoding() == protocol::Encoding::Binary ? m_maxMessageBytes : m_maxMessageBytes / protocol::jsonExpansion;
}

protocol::Digests Session::chunkDigests() const
{
    const auto& store = m_host.store();
    protocol::Digests digests{m_host.epoch(), m_host.tick(), {}, {}, m_policy.sentLanes()};
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        auto& sums = kind == ElementKind::Node ? digests.nodes : digests.edges;
        for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk)
            sums.push_back(store.chunkDigest(kind, chunk).sum(digests.lanes));
    }
    return digests;
}

bool Session::step(AwaitingSnapshot& work, TimePoint now)
{
    // A client that takes nothing costs nothing: its manifest is not made again in every tick to be refused again.
    if (!m_gate->mayTake(std::max<std::uint64_t>(m_refusedBytes, 1), m_port.backlog()))
        return false;
    if (work.only && !m_lists)
        work = {};   // which schema the client has is not known: it came on another connection
    // Of a graph that is still read the manifest would drop what the client holds of the rest, which then came all again.
    if (m_ofAnotherEpoch && m_host.firstGraphPending(now))
        return false;
    m_ofAnotherEpoch = false;
    work.since = work.since.value_or(now);
    const auto wanted = [&only = work.only](ElementKind kind, std::uint32_t chunk) {
        if (!only)
            return true;
        return std::ranges::binary_search(kind == ElementKind::Node ? only->nodes : only->edges, chunk);
    };
    auto snapshot = m_host.snapshotFor(*work.since, work.notBefore, now, wanted);
    if (!snapshot && work.unasked) {
        m_work = Following{};
        return true;
    }
    if (!snapshot)
        return false;
    if (work.only) {
        snapshot->manifest.partial = true;
        snapshot->manifest.tick = std::min(snapshot->manifest.tick, work.goesOnFrom.value_or(m_cursor.tick));   // the rest of the model is as of then
    }
    snapshot->manifest.epoch = m_host.epoch();
    const graph::SchemaLengths lists = listsInManifest();
    snapshot->manifest.schema = cutTo(m_host.store().schema(), lists);
    snapshot->manifest.changesTotal = m_host.cursorAt(snapshot->manifest.tick).changesTotal;
    const bool waits = m_clientHolds && !work.only;
    snapshot->manifest.waits = waits ? m_waitingManifests + 1 : 0;
    const std::string_view frame = m_encoder.encode(snapshot->manifest);
    if (frame.size() > m_maxMessageBytes) {
        fail(CloseCode::LimitExceeded, "the graph's manifest has " + std::to_string(frame.size()) + " bytes, more than the client takes in a message");
        return false;
    }
    if (!sendData(frame))
        return false;
    // Applied with the last part; within an epoch what was sent stays sent.
    m_sentTick = std::max(m_sentTick, snapshot->manifest.tick);
    sentThrough(snapshot->manifest.changesTotal, 0, 0);
    m_catchingUp = true;
    m_scansInARow = 0;
    m_figures.snapshots += work.goesOnFrom ? 0 : 1;
    // What comes of the lists besides follows before the first part. A whole manifest begins them anew, whatever the client has.
    if (!work.only || !m_lists || m_lists->within(lists))
        m_lists = lists;
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

bool Session::step(AwaitingNeed& work, TimePoint)
{
    if (work.snapshot.made >= m_host.cache().partsKeptSince())
        return false;
    m_work = AwaitingSnapshot{.only = {}, .notBefore = m_sentTick};   // its parts are to be given up: the client is asked anew
    return true;
}

bool Session::step(SendingParts& work, TimePoint)
{
    if (work.next == work.snapshot.parts.size()) {
        m_cursor = m_host.cursorAt(work.snapshot.manifest.tick);
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
    if (!sendPart(part.frame))
        return false;
    part.frame.reset();
    ++work.next;
    return true;
}

void Session::renewSnapshot(const SendingParts& work)
{
    // What was sent stays sent; the rest comes as it is now, under a manifest of its own.
    protocol::Fetch rest;
    for (std::size_t i = work.next; i < work.snapshot.parts.size(); ++i) {
        const graph::ElementRange& range = work.snapshot.parts[i].entry.range;
        (range.kind == ElementKind::Node ? rest.nodes : rest.edges).push_back(graph::chunkOf(range.first));
    }
    for (auto* const chunks : {&rest.nodes, &rest.edges}) {
        std::ranges::sort(*chunks);
        const auto twice = std::ranges::unique(*chunks);
        chunks->erase(twice.begin(), twice.end());
    }
    m_refusedBytes = 0;
    m_work = AwaitingSnapshot{.only = std::move(rest), .goesOnFrom = work.snapshot.manifest.tick, .notBefore = work.snapshot.manifest.tick};
}

bool Session::step(Following&, TimePoint now)
{
    if (m_cursor.tick == m_host.tick() || (m_cursor.tick >= m_host.store().newestStamp() && !m_catchingUp))
        return false;
    // A delta that reaches back behind what was sent must lead on all the same, or the client has it already.
    if (m_cursor.tick < m_sentTick && m_host.tick() <= std::max(m_sentTick, m_headTick))
        return false;
    if (m_policy.kind == protocol::PolicyKind::Latest && !m_catchingUp && now < m_nextDelta)
        return false;
    // Whether there is room at all, before anything is encoded. What is needed is not known yet: a change takes some
    // twenty bytes, and more than a message is not needed at once.
    const std::uint64_t covered = m_host.store().changesTotal() - m_cursor.changesTotal;
    const std::uint64_t guess = std::min<std::uint64_t>(256 + 20 * covered, m_maxMessageBytes / 4);
    if (!m_gate->mayTake(std::max(guess, m_refusedBytes), m_port.backlog()))
        return false;
    const auto& delta = m_host.deltaFrom(m_cursor, maxBinaryBytes(), m_policy.sentLanes());
    if (!delta.frame || delta.frame->in(m_encoder.encoding()).size() > m_maxMessageBytes) {
        if (std::exchange(m_auditDue, false)) {
            m_work = AwaitingSnapshot{};   // there will be no tick to compare at for a while: all of it is as good
            return true;
        }
        const auto keeps = m_keepsParts ? GraphHost::Keeps::Parts : GraphHost::Keeps::Nothing;
        if (!m_catchingUp && !m_withheld && !m_host.worthResuming(m_cursor.tick, m_sentTick, keeps))
            m_work = AwaitingSnapshot{.only = {}, .notBefore = m_sentTick, .unasked = true};
        else if (m_scansInARow < scanRounds)
            beginScan(now);
        else
            beginStaging(now);
        return true;
    }
    if (m_auditDue)
        return sendAudit(delta, now);
    if (!sendData(*delta.frame))
        return false;
    m_figures.mergedChanges += covered - std::min(covered, delta.elements);
    sentThrough(m_host.store().changesTotal(), delta.elements, delta.sampled);
    followedTo(now);
    return false;   // nothing can be newer than now
}

void Session::sentThrough(std::uint64_t total, std::uint64_t rows, std::uint64_t sampled)
{
    const std::uint64_t covered = total - std::min(total, m_sentTotal);
    const std::uint64_t carried = std::min(covered, rows);   // less where a catch-up told some of it before
    const std::uint64_t leftOut = std::min(covered - carried, sampled);
    m_figures.ledger += {carried, covered - carried - leftOut, leftOut};
    m_sentTotal = std::max(m_sentTotal, total);
}

void Session::followedTo(TimePoint now)
{
    m_cursor = m_host.cursorNow(now);
    m_sentTick = m_cursor.tick;
    ++m_figures.digestsSent;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_nextDelta = now + std::chrono::milliseconds(m_policy.intervalMs);
}

bool Session::sendAudit(const GraphHost::EncodedDelta& delta, TimePoint now)
{
    // Both or none: the digests are those of the delta's own tick.
    const std::string digests(m_encoder.encode(chunkDigests()));
    const std::uint64_t both = delta.frame->in(m_encoder.encoding()).size() + digests.size();
    if (both > m_maxMessageBytes) {   // what a socket holds is bounded by one message
        m_auditDue = false;
        m_work = AwaitingSnapshot{};
        return true;
    }
    if (m_gate->creditsMessages() < 2 || !m_gate->mayTake(both, m_port.backlog()) || m_gate->creditsBytes() < both || !sendData(*delta.frame))
        return false;
    m_auditDue = false;
    sentThrough(m_host.store().changesTotal(), delta.elements, delta.sampled);
    followedTo(now);
    passOn(digests, digests.size());   // sums do not compress
    return false;
}

void Session::beginScan(TimePoint now)
{
    ++m_scansInARow;
    ++m_figures.scans;
    m_catchingUp = true;
    m_work = Scanning{m_host.tick(), m_host.cursorNow(now), ElementKind::Node, 0, {}, nullptr};
}

bool Session::step(Scanning& work, TimePoint)
{
    if (!work.ready)
        work.ready = m_host.scanPiece(m_cursor, work.began, work.todo);
    if (work.ready) {
        if (!sendData(*work.ready))
            return false;
        work.ready.reset();
        return true;
    }
    const auto& store = m_host.store();
    while (work.chunk < store.chunkCount(work.kind)) {
        const std::uint32_t chunk = work.chunk++;
        if (store.chunkNewest(work.kind, chunk) <= m_cursor.tick)
            continue;
        work.todo.push_back(store.chunkRange(work.kind, chunk));
        return true;
    }
    if (work.kind == ElementKind::Node) {
        work.kind = ElementKind::Edge;
        work.chunk = 0;
        return true;
    }
    protocol::Delta end;
    end.kind = protocol::DeltaKind::ScanEnd;
    end.from = m_cursor.tick;
    end.to = work.began;
    end.oldestTimeUs = m_cursor.timeUs;
    end.covered = work.end.changesTotal - m_cursor.changesTotal;
    end.changesTotal = work.end.changesTotal;
    if (!sendData(m_encoder.encode(end)))
        return false;
    m_cursor = work.end;
    m_sentTick = m_cursor.tick;
    sentThrough(m_cursor.changesTotal, 0, 0);
    m_work = Following{};
    return true;
}

void Session::beginStaging(TimePoint now)
{
    auto pieces = m_host.stagedDelta(m_cursor, m_maxStagedBytes, m_policy.sentLanes());
    if (pieces.frames.empty()) {
        // More changes in one round than the client can stage: the source is slowed until a round catches up.
        m_host.holdSourceUntil(now + std::chrono::seconds(1));
        m_scansInARow = 0;
        beginScan(now);
        return;
    }
    ++m_figures.stagedDeltas;
    m_work = SendingStaged{{pieces.frames.begin(), pieces.frames.end()}, m_host.cursorNow(now), pieces.elements};
}

bool Session::step(SendingStaged& work, TimePoint)
{
    if (!sendData(*work.ready.front()))
        return false;
    work.ready.pop_front();
    if (!work.ready.empty())
        return true;
    m_cursor = work.end;
    sentThrough(m_cursor.changesTotal, work.rows, 0);
    ++m_figures.digestsSent;
    // A head that went out among the pieces counts for whoever has them all.
    m_sentTick = m_headChanged <= m_cursor.tick ? std::max(m_headTick, m_cursor.tick) : m_cursor.tick;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_work = Following{};
    if (m_reachBack)
        reachBack();
    return true;
}

} // namespace weir::server
