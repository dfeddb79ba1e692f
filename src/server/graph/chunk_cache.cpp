#include "server/graph/chunk_cache.h"
#include "graph/row_digest.h"
#include "server/limits.h"
#include <algorithm>
#include <cassert>

namespace weir::server {

using graph::ElementRange;
using graph::Facet;
using graph::GraphStore;

namespace {

constexpr std::array kinds{ElementKind::Node, ElementKind::Edge};

/// In the order of sending: attributes come when the elements are there.
std::span<const Facet> facets(graph::Reads reads)
{
    static constexpr std::array all{Facet::Elements, Facet::Attributes};
    return std::span(all).first(reads == graph::Reads::Elements ? 1 : 2);
}

} // namespace

ChunkCache::ChunkCache()
{
    m_encoder.start([this](const std::stop_token& stop) { encodeUntilStopped(stop); });
}

ChunkCache::~ChunkCache() { m_encoder.stop(); }

void ChunkCache::reset()
{
    ++m_generation;
    m_chunks = {};
    m_bytes = m_attributeBytes = 0;
    m_pass.clear();
    m_passBegan = {};
    m_passTick = 0;
    m_coveredTick = 0;
    m_passChanges = m_coveredChanges = 0;
    m_passFoundChunks = m_passGivenUp = false;
    m_wantedUntil.reset();
    m_oldParts.clear();
    m_oldPartBytes = 0;
    m_partsKeptSince = 0;
}

void ChunkCache::onTick(const GraphStore& store, Tick tick, TimePoint now)
{
    takeEncoded(tick);
    boundOldParts();
    if (!m_wantedUntil)
        want(now);
    // The first pass is for whoever comes first, and tells that there can be a snapshot at all.
    const bool wanted = now < *m_wantedUntil || m_coveredTick == 0;
    if (!wanted && !m_pass.empty()) {
        m_pass.clear();
        m_passGivenUp = true;
    }
    if (m_pass.empty() && m_jobsUnderWay == 0) {
        endPass(now);
        if (wanted && now - m_passBegan >= passInterval) {
            m_passBegan = now;
            beginPass(store, tick);
        }
    }
    std::size_t copied = 0;
    while (!m_pass.empty() && copied < copyBytesPerTick && m_copiedBytes < mostCopiedBytes) {
        copied += copyChunk(store, m_pass.front(), tick);
        m_pass.pop_front();
    }
}

void ChunkCache::endPass(TimePoint now)
{
    if (m_passGivenUp || m_coveredTick == m_passTick)
        return;
    if (m_passFoundChunks)
        m_buildTime = now - m_passBegan;
    m_coveredTick = m_passTick;
    m_coveredAt = m_passBegan;
    m_coveredChanges = m_passChanges;
}

void ChunkCache::beginPass(const GraphStore& store, Tick tick)
{
    m_passTick = tick;
    m_passChanges = store.changesTotal();
    m_passGivenUp = false;
    for (const Facet facet : facets(graph::Reads::AttributesToo)) {
        for (const ElementKind kind : kinds) {
            chunks(kind, facet).resize(store.chunkCount(kind));
            for (std::uint32_t i = 0; i < store.chunkCount(kind); ++i) {
                if (store.chunkNewest(kind, i, facet) > chunks(kind, facet)[i].tick)
                    m_pass.push_back({kind, facet, i});
            }
        }
    }
    m_passFoundChunks = !m_pass.empty();
}

std::size_t ChunkCache::copyChunk(const GraphStore& store, ChunkName name, Tick tick)
{
    Job job{m_generation, name, tick, store.schema().nodeValues.size(), store.schema().edgeValues.size(), {}, 0, 0, {}, {}};
    const ElementRange range = store.chunkRange(name.kind, name.number, name.facet);
    if (name.facet == Facet::Attributes)
        job.attributes = name.kind == ElementKind::Node ? store.schema().nodeAttributes : store.schema().edgeAttributes;
    if (name.kind == ElementKind::Node) {
        for (Slot node = range.first; node < range.first + range.count; ++node)
            job.importance += store.hasNode(node) ? store.degree(node) : 0;
    }
    splitCopy(store, range, job);
    std::size_t bytes = 0;
    for (const Copy& copy : job.copies) {
        bytes += copy.rows.wireBytes();
        job.bytes += copy.rows.capacityBytes();
    }
    m_copiedBytes += job.bytes;
    ++m_jobsUnderWay;
    const std::lock_guard lock(m_mutex);
    m_todo.push_back(std::move(job));
    m_wake.notify_one();
    return bytes;
}

void ChunkCache::splitCopy(const GraphStore& store, ElementRange range, Job& job)
{
    m_selection.selectAll(store, range);
    graph::ChangeSet rows = takeSpareSet(store);
    if (m_selection.gather(store, rows, partBytes) == graph::ChangeSelection::Outcome::Whole || range.count == 1) {
        job.copies.push_back({range, std::move(rows)});
        return;
    }
    keepSpareSet(std::move(rows));
    const std::uint32_t half = range.count / 2;
    splitCopy(store, {range.kind, range.first, half, range.facet}, job);
    splitCopy(store, {range.kind, range.first + half, range.count - half, range.facet}, job);
}

void ChunkCache::keepSpareSet(graph::ChangeSet set)
{
    set.clear();
    const std::size_t bytes = set.capacityBytes();
    if (m_spareBytes + bytes > mostCopiedBytes)
        return;
    m_spareBytes += bytes;
    m_spare.push_back(std::move(set));
}

graph::ChangeSet ChunkCache::takeSpareSet(const GraphStore& store)
{
    graph::ChangeSet set;
    if (!m_spare.empty()) {
        set = std::move(m_spare.back());
        m_spare.pop_back();
        m_spareBytes -= set.capacityBytes();
    }
    set.setValueColumns(store.schema().nodeValues.size(), store.schema().edgeValues.size());
    return set;
}

void ChunkCache::takeEncoded(Tick tick)
{
    if (m_jobsUnderWay == 0)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_taken.swap(m_done);
    }
    for (Job& job : m_taken) {
        --m_jobsUnderWay;
        m_copiedBytes -= job.bytes;
        for (Copy& copy : job.copies)
            keepSpareSet(std::move(copy.rows));
        if (job.generation != m_generation)
            continue;
        ++m_chunksEncoded;
        CachedChunk& chunk = chunks(job.name.kind, job.name.facet)[job.name.number];
        const bool attributes = job.name.facet == Facet::Attributes;
        for (const CachedPart& part : chunk.parts) {
            m_bytes -= part.frame->bytes();
            m_attributeBytes -= attributes ? part.frame->bytes() : 0;
            if (part.frame.use_count() == 1)
                continue;
            m_oldParts.push_back({part.frame, part.frame->keptBytes(), tick});
            m_oldPartBytes += part.frame->keptBytes();
        }
        chunk = {job.tick, job.importance, std::move(job.parts)};
        for (const CachedPart& part : chunk.parts) {
            m_bytes += part.frame->bytes();
            m_attributeBytes += attributes ? part.frame->bytes() : 0;
        }
    }
    m_taken.clear();
}

void ChunkCache::boundOldParts()
{
    if (m_oldPartBytes <= maxOldPartBytes)
        return;
    std::erase_if(m_oldParts, [this](const OldPart& part) {
        const bool gone = part.frame.expired();
        m_oldPartBytes -= gone ? part.bytes : 0;
        return gone;
    });
    // A part that was replaced at a tick is in snapshots made before it, and in no others.
    std::size_t tooMany = m_oldPartBytes - std::min<std::size_t>(m_oldPartBytes, maxOldPartBytes);
    for (auto part = m_oldParts.begin(); tooMany > 0; ++part) {
        m_partsKeptSince = part->replaced;
        tooMany -= std::min(tooMany, part->bytes);
    }
}

bool ChunkCache::servable(const GraphStore& store, TimePoint since, TimePoint now) const
{
    if (m_coveredTick == 0)
        return false;
    constexpr std::uint64_t littleShare = 8;   // of the elements, changes once each: a closing delta that is no second snapshot
    const std::uint64_t changed = store.changesTotal() - m_coveredChanges;
    return m_coveredAt + passInterval >= since || changed <= (store.nodeCount() + store.edgeCount()) / littleShare || now - since >= longestWait;
}

Tick ChunkCache::asOf(const GraphStore& store, ChunkName name, Tick tick) const
{
    // What is missing was empty at the covered tick, and what is older was as it is there: the pass would have found it.
    const auto& cached = chunks(name.kind, name.facet);
    const Tick encoded = name.number < cached.size() ? cached[name.number].tick : 0;
    return store.chunkNewest(name.kind, name.number, name.facet) > encoded ? std::max(encoded, m_coveredTick) : tick;
}

Tick ChunkCache::leadsTo(const GraphStore& store, Tick tick, graph::Reads reads) const
{
    if (m_coveredTick == 0)
        return 0;
    Tick oldest = tick;
    for (const Facet facet : facets(reads)) {
        for (const ElementKind kind : kinds) {
            for (std::uint32_t i = 0; i < store.chunkCount(kind); ++i)
                oldest = std::min(oldest, asOf(store, {kind, facet, i}, tick));
        }
    }
    return oldest;
}

std::optional<Snapshot> ChunkCache::snapshotOf(const GraphStore& store, Tick tick, graph::Reads reads, const Wanted& wanted) const
{
    if (m_coveredTick == 0)
        return std::nullopt;
    Snapshot snapshot;
    snapshot.made = snapshot.manifest.tick = tick;
    std::vector<const CachedChunk*> order;
    for (const Facet facet : facets(reads)) {
        for (const ElementKind kind : kinds) {
            const auto& cached = chunks(kind, facet);
            const auto firstOfKind = static_cast<std::ptrdiff_t>(order.size());
            for (std::uint32_t i = 0; i < store.chunkCount(kind); ++i) {
                if (!wanted(kind, facet, i))
                    continue;
                snapshot.manifest.tick = std::min(snapshot.manifest.tick, asOf(store, {kind, facet, i}, tick));   // the closing delta brings the rest
                if (i < cached.size() && cached[i].tick != 0)
                    order.push_back(&cached[i]);
            }
            std::stable_sort(order.begin() + firstOfKind, order.end(), [](const auto* a, const auto* b) { return a->importance > b->importance; });
        }
    }
    for (const CachedChunk* const chunk : order) {
        for (const CachedPart& part : chunk->parts) {
            if (part.entry.range.facet == Facet::Elements)
                (part.entry.range.kind == ElementKind::Node ? snapshot.manifest.nodes : snapshot.manifest.edges) += part.entry.rows;
            snapshot.manifest.parts.push_back(part.entry);
            snapshot.parts.push_back(part);
        }
    }
    return snapshot;
}

std::size_t ChunkCache::bytesNewerThan(const GraphStore& store, Tick tick, graph::Reads reads) const
{
    std::size_t bytes = 0;
    for (const Facet facet : facets(reads)) {
        for (const ElementKind kind : kinds) {
            const auto& cached = chunks(kind, facet);
            for (std::uint32_t i = 0; i < std::min<std::size_t>(store.chunkCount(kind), cached.size()); ++i) {
                if (store.chunkNewest(kind, i, facet) <= tick)
                    continue;
                for (const CachedPart& part : cached[i].parts)
                    bytes += part.frame->bytes();
            }
        }
    }
    return bytes;
}

std::pair<std::uint32_t, graph::Digest> ChunkCache::summed(const graph::ChangeView& rows, const ElementRange& range, const Job& job)
{
    if (range.facet == Facet::Attributes) {
        const graph::AttributeRows& own = range.kind == ElementKind::Node ? rows.nodeAttributes : rows.edgeAttributes;
        const auto sum = graph::attributeDigest(range.kind, own, job.attributes);
        assert(sum);
        return {static_cast<std::uint32_t>(own.slots.size()), {0, 0, *sum}};
    }
    const auto digest = graph::rowDigest(rows, job.nodeColumns, job.edgeColumns);
    assert(digest);
    return {static_cast<std::uint32_t>(rows.nodeIdentities.slots.size() + rows.edgeIdentities.slots.size()), *digest};
}

void ChunkCache::encodeUntilStopped(const std::stop_token& stop)
{
    protocol::Encoder encoder(protocol::Encoding::Binary);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_todo.empty(); }))
                return;
            job = std::move(m_todo.front());
            m_todo.pop_front();
        }
        for (Copy& copy : job.copies) {
            const graph::ChangeView rows = copy.rows.view();
            const auto [count, digest] = summed(rows, copy.range, job);
            std::string frame(encoder.encode(protocol::Part{copy.range.kind, copy.range.first, job.tick, rows, copy.range.facet}));
            job.parts.push_back({{copy.range, count, digest}, std::make_shared<const SharedFrame>(std::move(frame))});
        }
        const std::lock_guard lock(m_mutex);
        m_done.push_back(std::move(job));
    }
}

} // namespace weir::server
