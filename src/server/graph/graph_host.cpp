#include "server/graph/graph_host.h"
#include "base/log.h"
#include "protocol/cut_text.h"
#include "server/limits.h"
#include "source/ended_early.h"
#include <QtCore/QRandomGenerator>
#include <algorithm>

namespace weir::server {

using graph::ElementRange;

namespace {

/// What a feed says of faults: its text comes from the source, which may be anybody's.
constexpr std::size_t maxReasonBytes = 1024;

/// It may be in the middle of something long, which no tick waits for.
void retire(std::unique_ptr<SourceFeed> feed, std::vector<std::unique_ptr<SourceFeed>>& retiring)
{
    if (!feed)
        return;
    feed->requestStop();
    retiring.push_back(std::move(feed));
}

} // namespace

void GraphHost::start(std::unique_ptr<source::Source> source, std::string spec)
{
    begin(std::make_unique<SourceFeed>(std::move(source), m_onChanges), std::move(spec));
}

void GraphHost::offer(std::unique_ptr<source::Source> source, std::string spec)
{
    if (m_offer)
        retire(std::move(m_offer->feed), m_retiring);
    m_offer = Offer{std::make_unique<SourceFeed>(std::move(source), m_onChanges), std::move(spec)};
}

std::optional<GraphHost::Settled> GraphHost::settleOffer()
{
    if (!m_offer)
        return std::nullopt;
    // Asked in this order: what begins and fails at once has begun.
    const auto progress = m_offer->feed->progress();
    if (m_offer->feed->begun()) {
        auto taken = std::move(*m_offer);
        begin(std::move(taken.feed), taken.spec);
        return Settled{std::move(taken.spec), {}};
    }
    if (progress.state != protocol::SourceState::Failed)
        return std::nullopt;
    Settled failed{std::move(m_offer->spec), Error{progress.reason}};
    m_offer.reset();
    return failed;
}

void GraphHost::requestSourceStop()
{
    if (m_feed)
        m_feed->requestStop();
    if (m_offer)
        m_offer->feed->requestStop();
}

void GraphHost::stopSource()
{
    m_feed.reset();
    m_offer.reset();
    m_retiring.clear();
}

void GraphHost::begin(std::unique_ptr<SourceFeed> feed, std::string spec)
{
    retire(std::move(m_feed), m_retiring);
    if (m_offer)
        retire(std::move(m_offer->feed), m_retiring);
    m_offer.reset();
    do {
        m_epoch = QRandomGenerator::system()->generate64();
    } while (m_epoch == 0);
    m_tick = 0;
    m_spec = std::move(spec);
    m_refusedSet.clear();
    m_feed = std::move(feed);
    m_store.reset(m_feed->schema());
    m_scratch.setValueColumns(m_feed->schema().nodeValues.size(), m_feed->schema().edgeValues.size());
    m_cache.reset();
    m_records.clear();
    m_deltas.clear();
    m_otherForms.clear();
    m_otherFormBytes = 0;
    m_heldUntil = {};
    m_followers = {};
    m_firstGraphRoom = 0;
    m_epochBeganUs = microseconds(Clock::now());
    m_firstTickAt.reset();
    m_firstGraphTick.reset();
}

protocol::Feed GraphHost::feed() const
{
    if (!m_feed)
        return {.spec = m_spec, .running = false, .state = protocol::SourceState::Ended};
    const auto progress = m_feed->progress();
    const bool early = progress.state == protocol::SourceState::Ended && m_feed->endedEarly();
    const std::string reason = early                                              ? endedEarly(progress.share)
        : progress.state == protocol::SourceState::Failed || m_refusedSet.empty() ? progress.reason
                                                                                  : m_refusedSet;
    return {.spec = m_spec,
            .running = m_feed->running() && !m_feed->ended(),
            .rate = m_feed->rate(),
            .state = progress.state,
            .progress = progress.share && !early ? std::optional(static_cast<float>(*progress.share)) : std::nullopt,
            .reason = std::string(protocol::cutText(reason, maxReasonBytes))};
}

std::string GraphHost::endedEarly(std::optional<double> share) const
{
    std::string words = std::string(source::endedEarly) + std::string(source::asWasAsked) + " at " + std::to_string(m_store.nodeCount())
        + " nodes and " + std::to_string(m_store.edgeCount()) + " edges";
    if (share)
        words += ", " + std::to_string(static_cast<int>(*share * 100)) + " % of what there was to read";
    return words;
}

std::vector<Error> GraphHost::takeReports()
{
    auto reports = std::exchange(m_reports, {});
    if (m_feed)
        std::ranges::move(m_feed->takeReports(), std::back_inserter(reports));
    return reports;
}

bool GraphHost::setRate(double changesPerSecond)
{
    SourceFeed* const feed = m_offer ? m_offer->feed.get() : m_feed.get();
    return feed && feed->setRate(changesPerSecond);
}

bool GraphHost::setRunning(bool running)
{
    SourceFeed* const feed = m_offer ? m_offer->feed.get() : m_feed.get();
    if (!feed || feed->ended())
        return false;
    feed->setRunning(running);
    return true;
}

bool GraphHost::endSource()
{
    if (!m_feed || m_feed->ended())
        return false;
    m_feed->endEarly();
    return true;
}

void GraphHost::applySet(graph::ChangeSet& changes)
{
    const auto applied = m_store.apply(changes.view(), m_tick);
    if (!applied) {
        // A source of ours numbers its elements rightly; one that somebody embeds may not, and then its set is refused.
        qCCritical(logServer, "The source handed over an invalid set, which is left out: %s", applied.error().text.c_str());
        m_refusedSet = "The source handed over an invalid set, which is left out: " + applied.error().text;
        m_reports.push_back({m_refusedSet});
    }
}

bool GraphHost::advance(TimePoint now, Intake intake)
{
    if (intake == Intake::OneSet) {
        auto changes = m_feed ? m_feed->take() : nullptr;
        if (!changes)
            return false;
        ++m_tick;
        applySet(*changes);
        m_feed->giveBack(std::move(changes));
    } else {
        ++m_tick;
        if (intake == Intake::Bounded && m_feed && now >= m_heldUntil)
            takeSets(now);
    }
    finishTick(now);
    return true;
}

void GraphHost::takeSets(TimePoint now)
{
    const Followers followers = std::exchange(m_followers, {});
    const bool paced = !m_firstGraphTick && followers.messageBytes != 0;
    if (paced) {
        // On the average three quarters of a message a tick. What was saved up and the set beyond it fit one, too.
        const auto message = static_cast<std::int64_t>(followers.messageBytes);
        m_firstGraphRoom = std::min(m_firstGraphRoom + (followers.behind ? message / 8 : message * 3 / 4), message / 2);
    }
    // At least one set in any other tick, so that even a late server gets on.
    while (!paced || m_firstGraphRoom > 0) {
        auto changes = m_feed->take();
        if (!changes)
            break;
        m_firstGraphRoom -= paced ? static_cast<std::int64_t>(changes->wireBytes()) : 0;
        applySet(*changes);
        m_feed->giveBack(std::move(changes));
        if (Clock::now() - now > applyBudget)
            break;
    }
}

void GraphHost::finishTick(TimePoint now)
{
    m_deltas.clear();
    std::erase_if(m_retiring, [](const auto& feed) { return feed->ended(); });
    if (m_store.newestStamp() == m_tick) {
        if (m_feed)
            m_feed->tellTaken(m_store.changesTotal());
        if (m_records.size() == maxRecords)
            m_records.pop_front();
        m_records.push_back(
            {m_tick, microseconds(now), {m_store.changesTotal(graph::Reads::Elements), m_store.changesTotal(graph::Reads::AttributesToo)}});
    }
    m_firstTickAt = m_firstTickAt.value_or(now);
    if (!m_firstGraphTick && m_feed && m_feed->progress().state != protocol::SourceState::Reading) {
        m_firstGraphTick = m_tick;
        if (m_store.nodeCount() + m_store.edgeCount() <= mostElementsEncodedAhead)
            m_cache.want(now);   // so that the first who comes need not wait
    }
    m_cache.onTick(m_store, m_tick, now);
}

std::optional<Snapshot> GraphHost::snapshotFor(TimePoint since, Tick notBefore, TimePoint now, const ChunkCache::Wanted& wanted,
                                               graph::Reads reads)
{
    m_cache.want(now);
    if (notBefore != 0 ? m_cache.leadsTo(m_store, m_tick, reads) < notBefore : !m_cache.servable(m_store, since, now))
        return std::nullopt;
    return m_cache.snapshotOf(m_store, m_tick, reads, wanted);
}

bool GraphHost::readingFirstGraph(TimePoint now) const
{
    return m_feed && !m_firstGraphTick && (!m_firstTickAt || now - *m_firstTickAt < firstGraphPatience);
}

bool GraphHost::firstGraphPending(TimePoint now)
{
    if (readingFirstGraph(now))
        return true;
    if (!m_firstGraphTick || now - *m_firstTickAt >= firstGraphPatience || m_cache.coveredTick() >= *m_firstGraphTick)
        return false;
    m_cache.want(now);
    return true;
}

GraphHost::Cursor GraphHost::cursorNow(TimePoint now, graph::Reads reads) const
{
    return {m_tick, m_store.changesTotal(reads), microseconds(now)};
}

GraphHost::Cursor GraphHost::cursorAt(Tick tick, graph::Reads reads) const
{
    const auto after = std::ranges::upper_bound(m_records, tick, {}, &TickRecord::tick);
    if (after == m_records.begin())
        return {tick, 0, m_epochBeganUs};
    const TickRecord& record = *std::prev(after);
    return {tick, record.changesTotal[static_cast<std::size_t>(reads)], record.timeUs};
}

bool GraphHost::worthResuming(Tick tick, Tick notBefore, Keeps keeps, graph::Reads reads)
{
    if (tick == 0 || tick > m_tick)
        return false;
    if (m_cache.leadsTo(m_store, m_tick, reads) < notBefore)
        return true;
    const std::size_t snapshotBytes = keeps == Keeps::Parts ? m_cache.bytesNewerThan(m_store, tick, reads) : m_cache.bytes(reads);
    constexpr std::size_t leastRowBytes = 4, manifestBytes = 16'384;   // a snapshot is never for nothing
    const std::size_t affordable = snapshotBytes + manifestBytes;
    return m_selection.select(m_store, tick, affordable / leastRowBytes, reads) == graph::ChangeSelection::Outcome::Whole
        && m_selection.wireBytes(m_store) <= affordable;
}

protocol::Delta GraphHost::deltaHeader(protocol::DeltaKind kind, const Cursor& from, std::uint8_t lanes, graph::Reads reads) const
{
    protocol::Delta delta;
    delta.kind = kind;
    delta.from = from.tick;
    delta.to = m_tick;
    // Of the first change after the cursor; of the cursor itself where the records may not reach back so far.
    // Who follows tick by tick stands right before the newest, which is looked at first.
    const bool oneTick = m_records.size() > 1 && m_records[m_records.size() - 2].tick <= from.tick && m_records.back().tick > from.tick;
    const auto first = oneTick ? std::prev(m_records.end()) : std::ranges::upper_bound(m_records, from.tick, {}, &TickRecord::tick);
    const bool known = first != m_records.end() && (first != m_records.begin() || m_records.size() < maxRecords);
    // Of a change that this reader sees.
    const auto seen = [&](const TickRecord& record) { return record.changesTotal[static_cast<std::size_t>(reads)] > from.changesTotal; };
    const auto oldest = known && reads == graph::Reads::Elements ? std::find_if(first, m_records.end(), seen) : first;
    delta.oldestTimeUs = known && oldest != m_records.end() ? oldest->timeUs : from.timeUs;
    delta.covered = m_store.changesTotal(reads) - from.changesTotal;
    delta.changesTotal = m_store.changesTotal(reads);
    delta.digest = read(m_store.laneDigest().sum(lanes), reads);
    delta.lanes = lanes;
    return delta;
}

void GraphHost::makeRoomForDelta()
{
    // Where everybody stands elsewhere nothing is shared, and none is worth keeping.
    std::size_t bytes = 0;
    for (const auto& [asked, delta] : m_deltas)
        bytes += delta.frame ? delta.frame->keptBytes() : 0;
    if (bytes >= maxSharedDeltaBytes || m_deltas.size() >= mostSharedDeltas)
        m_deltas.clear();
}

const GraphHost::EncodedDelta& GraphHost::deltaFrom(const Cursor& from, std::size_t maxBytes, std::uint8_t lanes, graph::Reads reads)
{
    const auto known = m_deltas.find({from.tick, maxBytes, lanes, reads});
    if (known != m_deltas.end())
        return known->second;
    makeRoomForDelta();
    EncodedDelta& encoded = m_deltas[{from.tick, maxBytes, lanes, reads}];
    const std::size_t leastRowBytes = 4;
    if (m_selection.select(m_store, from.tick, maxBytes / leastRowBytes, reads) == graph::ChangeSelection::Outcome::TooMany)
        return encoded;
    const std::size_t sampled = lanes < graph::valueLanes ? m_selection.dropMotionsBeyondLanes(m_store, lanes, from.tick) : 0;
    m_scratch.clear();
    const std::size_t headerBytes = 512;
    if (m_selection.gather(m_store, m_scratch, maxBytes - headerBytes) == graph::ChangeSelection::Outcome::TooMany)
        return encoded;
    protocol::Delta delta = deltaHeader(protocol::DeltaKind::Whole, from, lanes, reads);
    delta.rows = m_selection.elements();
    delta.sampled = sampled;
    delta.changes = m_scratch.view();
    encoded.elements = m_selection.elements();
    encoded.sampled = sampled;
    encoded.frame = std::make_shared<const SharedFrame>(std::string(m_encoder.encode(delta)));
    return encoded;
}

GraphHost::Pieces GraphHost::stagedDelta(const Cursor& from, std::size_t maxBytes, std::uint8_t lanes, graph::Reads reads)
{
    std::vector<graph::ChangeSet> pieces;
    std::size_t bytes = 0;
    // The order inside a delta, piece by piece: nodes with their tombstones, then edges with theirs. Edge tombstones may
    // come after those of their nodes, since a node takes its edges with it.
    std::vector<std::uint64_t> elements;
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        std::vector<ElementRange> todo;
        for (std::uint32_t chunk = m_store.chunkCount(kind); chunk-- > 0;) {
            if (m_store.chunkNewest(kind, chunk, reads) > from.tick)
                todo.push_back(m_store.chunkRange(kind, chunk));
        }
        while (!todo.empty()) {
            const ElementRange range = todo.back();
            todo.pop_back();
            m_selection.selectRange(m_store, range, from.tick, reads);
            m_scratch.clear();
            if (m_selection.gather(m_store, m_scratch, partBytes) == graph::ChangeSelection::Outcome::TooMany && range.count > 1) {
                const std::uint32_t half = range.count / 2;
                todo.push_back({kind, range.first + half, range.count - half});
                todo.push_back({kind, range.first, half});
                continue;
            }
            if (m_scratch.empty())
                continue;
            bytes += m_scratch.wireBytes();
            if (bytes > maxBytes)
                return {};
            pieces.push_back(m_scratch);
            elements.push_back(m_selection.elements());
        }
    }
    Pieces result;
    protocol::Delta delta = deltaHeader(protocol::DeltaKind::Staged, from, lanes, reads);
    delta.parts = static_cast<std::uint32_t>(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        delta.part = static_cast<std::uint32_t>(i);
        delta.changesTotal = i + 1 == pieces.size() ? m_store.changesTotal(reads) : 0;
        delta.rows = elements[i];
        delta.changes = pieces[i].view();
        result.frames.push_back(std::make_shared<const SharedFrame>(std::string(m_encoder.encode(delta))));
        result.elements += elements[i];
        pieces[i] = {};
        delta.covered = 0;   // the first piece states it for all
    }
    return result;
}

SharedFramePtr GraphHost::scanPiece(const Cursor& from, Tick scanBegan, std::vector<ElementRange>& todo, graph::Reads reads)
{
    while (!todo.empty()) {
        const ElementRange part = todo.back();
        todo.pop_back();
        m_selection.selectRange(m_store, part, from.tick, reads);
        if (part.kind == ElementKind::Edge)
            m_selection.dropEdgesToNodesBornAfter(m_store, scanBegan);
        m_scratch.clear();
        if (m_selection.gather(m_store, m_scratch, partBytes) == graph::ChangeSelection::Outcome::TooMany && part.count > 1) {
            const std::uint32_t half = part.count / 2;
            todo.push_back({part.kind, part.first + half, part.count - half});
            todo.push_back({part.kind, part.first, half});
            continue;
        }
        if (m_scratch.empty())
            continue;
        protocol::Delta delta = deltaHeader(protocol::DeltaKind::Scan, from, graph::valueLanes, reads);
        delta.to = scanBegan;
        delta.covered = delta.changesTotal = 0;   // stated by the end of the scan
        delta.digest = {};
        delta.rows = m_selection.elements();
        delta.changes = m_scratch.view();
        return std::make_shared<const SharedFrame>(std::string(m_encoder.encode(delta)));
    }
    return nullptr;
}

std::string_view GraphHost::partIn(protocol::Encoding encoding, const SharedFramePtr& part)
{
    const std::size_t before = part->keptBytes();
    const std::string_view frame = part->in(encoding);
    keepForm(part, before);
    return frame;
}

std::string_view GraphHost::packedPart(const SharedFramePtr& part)
{
    const std::size_t before = part->keptBytes();
    const std::string_view frame = part->packed(m_compressor);
    keepForm(part, before);
    return frame;
}

void GraphHost::keepForm(const SharedFramePtr& part, std::size_t bytesBefore)
{
    if (part->keptBytes() == bytesBefore)
        return;
    m_otherForms.push_back({part, part->keptBytes() - bytesBefore});
    for (m_otherFormBytes += m_otherForms.back().bytes; m_otherFormBytes > maxOtherFormBytes && m_otherForms.size() > 1;
         m_otherForms.pop_front()) {
        const auto old = m_otherForms.front().part.lock();
        if (old && old != part)
            old->dropOtherForms();
        m_otherFormBytes -= m_otherForms.front().bytes;
    }
}

} // namespace weir::server
