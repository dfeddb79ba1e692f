#include "stream/applier.h"
#include "base/visitor.h"
#include "graph/attributes/dictionary.h"
#include "graph/limits.h"
#include "graph/row_digest.h"
#include "protocol/codec.h"
#include <algorithm>
#include <cassert>

namespace weir::stream {

using protocol::DeltaKind;

namespace {

std::unexpected<Error> fault(std::string text) { return std::unexpected(Error{std::move(text)}); }

/// What `rows` of a delta may state: an element has a row in some of the groups, in that of motions even several.
std::expected<void, Error> checkRows(std::uint64_t rows, const graph::ChangeView& changes)
{
    const auto atLeastOne = [](std::size_t count) { return std::min<std::size_t>(count, 1); };
    const std::size_t nodes = std::max({changes.nodeTombstones.size(), changes.nodeIdentities.slots.size(),
                                        atLeastOne(changes.nodeMotions.slots.size()), atLeastOne(changes.nodeAttributes.rows())});
    const std::size_t edges = std::max({changes.edgeTombstones.size(), changes.edgeIdentities.slots.size(),
                                        atLeastOne(changes.edgeMotions.slots.size()), atLeastOne(changes.edgeAttributes.rows())});
    if (rows >= nodes + edges && rows <= changes.rows())
        return {};
    return fault("a delta that states " + std::to_string(rows) + " elements, but has from " + std::to_string(nodes + edges) + " to "
                 + std::to_string(changes.rows()));
}

std::uint64_t partName(ElementKind kind, graph::Facet facet, Slot first)
{
    return (2 * static_cast<std::uint64_t>(facet) + static_cast<std::uint64_t>(kind)) << 32 | first;
}
std::uint64_t partName(const graph::ElementRange& range) { return partName(range.kind, range.facet, range.first); }

/// What of `entries`, which are the list from `first` on, is not held; an error: they are not as they are held. A server may tell again
/// what is held already; it cannot tell it differently.
template <typename T, typename Held>
std::expected<std::span<const T>, Error> unheld(std::uint32_t first, const std::vector<T>& entries, std::size_t heldCount, Held&& held,
                                                const char* what)
{
    if (entries.empty())
        return std::span<const T>();
    if (first > heldCount)
        return fault("a list of " + std::string(what) + " goes on at " + std::to_string(first) + ", but ends at "
                     + std::to_string(heldCount));
    const std::size_t known = std::min(entries.size(), heldCount - first);
    for (std::size_t i = 0; i < known; ++i) {
        if (!(entries[i] == held(first + i)))
            return fault("a list of " + std::string(what) + " that is not the one it was before");
    }
    return std::span(entries).subspan(known);
}

/// The same of attributes. The growth is of views into `message` and `texts`.
std::expected<graph::AttributeGrowth, Error> unheld(const protocol::AttributeGrowth& message,
                                                    const std::vector<graph::AttributeColumn>& held, std::vector<graph::TextGrowth>& texts)
{
    const auto columns = unheld(
        message.first, message.columns, held.size(), [&](std::size_t i) -> const graph::AttributeColumn& { return held[i]; }, "columns");
    if (!columns)
        return std::unexpected(columns.error());
    for (const protocol::ColumnTexts& one : message.texts) {
        const graph::Dictionary* const known = one.column < held.size() ? held[one.column].texts.get() : nullptr;
        const auto rest = unheld(
            one.first, one.texts, known ? known->size() : 0,
            [&](std::size_t i) -> const std::string& { return (*known)[static_cast<std::uint32_t>(i)]; }, "texts of a column");
        if (!rest)
            return std::unexpected(rest.error());
        if (!rest->empty())
            texts.push_back({one.column, *rest});
    }
    return graph::AttributeGrowth{*columns, texts};
}

} // namespace

std::expected<Applier::Outcome, Error> Applier::apply(const protocol::Message& message, std::string_view frame)
{
    using namespace protocol;
    using Result = std::expected<Outcome, Error>;
    const Result outcome = std::visit(
        Visitor{
            [&](const Manifest& manifest) { return onManifest(manifest); },
            [&](const Growth& growth) { return onGrowth(growth); },
            [&](const Part& part) { return onPart(part); },
            [&](const Delta& delta) { return onDelta(delta, frame); },
            [&](const Digests& digests) -> Result { return onDigests(digests); },
            [&](const OneOf<Packed, Hello, Welcome, Credit, Steer, Resync, Feed, Head, Notice, Ping, Pong, Bye, Policy, Audit, Fetch, Token,
                            Need> auto&) -> Result { return fault(std::string(nameOf(message)) + " among the data"); },
        },
        message);
    if (!outcome)
        m_provedWrong = true;   // perhaps it is the model that makes the message invalid
    return outcome;
}

void Applier::onNewConnection()
{
    // A scan's pieces do no harm to a delta from where it began, which tells all of it again. Parts of a snapshot do: they
    // may be older than the tick before them.
    if (m_phase != Phase::Empty) {
        m_leftAt = wholeTick();
        m_resumable = m_phase == Phase::Following || m_phase == Phase::CatchingUp ? m_wholeTick : 0;
    }
    m_phase = Phase::Empty;
    m_auditing = m_audited = false;
    m_parts.clear();
    m_partsMissing = 0;
    m_staged.clear();
    m_stagedBytes = 0;
    m_inSync.reset();
}

std::expected<void, Error> Applier::onWelcome(Tick resumedFrom)
{
    if (resumedFrom == 0)
        return {};
    if (resumedFrom != resumableTick())
        return fault("a stream that goes on from tick " + std::to_string(resumedFrom) + " where " + std::to_string(resumableTick())
                     + " was asked for");
    m_applied = m_wholeTick = m_resumable;
    m_phase = Phase::CatchingUp;
    return {};
}

std::optional<Tick> Applier::wholeTick() const
{
    if (m_provedWrong)
        return std::nullopt;
    if (m_phase == Phase::Empty)
        return m_leftAt;
    return m_phase == Phase::Following && m_wholeTick == m_applied ? std::optional(m_applied) : std::nullopt;
}

double Applier::snapshotShare() const
{
    constexpr double untilProved = 0.99;   // all parts came, but not the delta that makes a graph of them
    switch (m_phase) {
    case Phase::Empty:
    case Phase::Resyncing: return 0;
    case Phase::Parts: return untilProved * (1 - static_cast<double>(m_partsMissing) / static_cast<double>(m_parts.size()));
    case Phase::CatchingUp: return untilProved;
    case Phase::Following: break;
    }
    return 1;
}

std::expected<Applier::Outcome, Error> Applier::onManifest(const protocol::Manifest& manifest)
{
    if (manifest.epoch == 0)
        return fault("a manifest of epoch 0, which is none");
    if (auto checked = graph::checkGrowth({}, {}, grownSince(manifest.schema, {})); !checked)
        return std::unexpected(checked.error());
    tsl::robin_map<std::uint64_t, ExpectedPart> parts;
    parts.reserve(manifest.parts.size());
    for (const protocol::PartEntry& part : manifest.parts) {
        const std::uint32_t limit = part.range.kind == ElementKind::Node ? graph::maxNodeSlots : graph::maxEdgeSlots;
        if (part.range.count > graph::chunkSize || part.range.first >= limit || part.range.count > limit - part.range.first)
            return fault("a manifest's part from slot " + std::to_string(part.range.first) + " with " + std::to_string(part.range.count)
                         + " slots is over the limits");
        if (!parts.try_emplace(partName(part.range), ExpectedPart{part, false}).second)
            return fault("a manifest names the part from slot " + std::to_string(part.range.first) + " twice");
    }
    // One that goes on where the server gave up parts that had become too old, or one that was asked for.
    const bool agrees = graph::agree(manifest.schema, m_store.schema())
        && (manifest.epoch != m_epoch || attributesAgree(manifest.schema, m_store.schema()));
    if (manifest.partial && ((!m_auditing && m_phase != Phase::Parts) || manifest.epoch != m_epoch || !agrees))
        return fault("a manifest of a part of the graph that was not asked for");
    m_auditing = false;
    std::optional<HeldChunks> held;
    if (manifest.waits != 0)
        held = keepWhatIsHeld(manifest);
    // A model that was once proved wrong may hold what no part speaks of: an element in a slot beyond the server's, a key
    // that this generation never had.
    if (manifest.epoch != m_epoch || !agrees || (m_provedWrong && !manifest.partial))
        beginEpoch(manifest);
    else
        growTo(manifest.schema);
    m_needed = {manifest.waits, std::vector<std::uint8_t>(held ? (manifest.parts.size() + 7) / 8 : 0)};
    for (std::size_t i = 0; held && i < manifest.parts.size(); ++i) {
        const graph::ElementRange& range = manifest.parts[i].range;
        if (!held->holds(range)) {
            m_needed.parts[i / 8] |= static_cast<std::uint8_t>(1U << i % 8);
            continue;
        }
        parts.erase(partName(range));
        ++m_totals.partsHeld;
    }
    expectParts(std::move(parts));
    m_manifestTick = manifest.tick;
    m_staged.clear();
    m_stagedBytes = 0;
    m_inSync.reset();
    m_applied = m_wholeTick = 0;
    m_phase = Phase::Parts;
    if (m_partsMissing == 0) {
        m_phase = Phase::CatchingUp;
        m_applied = m_wholeTick = m_manifestTick;
        ++m_totals.snapshots;
    }
    return held ? Outcome::Need : Outcome::Applied;
}

void Applier::expectParts(tsl::robin_map<std::uint64_t, ExpectedPart> parts)
{
    m_parts = std::move(parts);
    m_partsMissing = m_parts.size();
    m_elementPartsMissing = {};
    for (const auto& [name, part] : m_parts) {
        if (part.entry.range.facet == graph::Facet::Elements)
            ++m_elementPartsMissing[static_cast<std::size_t>(part.entry.range.kind)];
    }
}

void Applier::growTo(const graph::Schema& schema)
{
    // Within an epoch lists only grow: what they have already beyond those of a manifest stays.
    const graph::SchemaLengths ours = lengthsOf(m_store.schema()), theirs = lengthsOf(schema);
    graph::SchemaLengths from{std::min(ours.nodeCategories, theirs.nodeCategories), std::min(ours.edgeCategories, theirs.edgeCategories)};
    from.nodeAttributes.texts.resize(std::min(ours.nodeAttributes.texts.size(), theirs.nodeAttributes.texts.size()));
    from.edgeAttributes.texts.resize(std::min(ours.edgeAttributes.texts.size(), theirs.edgeAttributes.texts.size()));
    [[maybe_unused]] const auto grown = m_store.grow(grownSince(schema, from));
    assert(grown);
}

std::expected<Applier::Outcome, Error> Applier::onGrowth(const protocol::Growth& growth)
{
    if (m_phase == Phase::Resyncing)
        return Outcome::Ignored;   // the manifest that is due says where the lists begin
    if (m_phase == Phase::Empty)
        return fault("growth of the schema before a manifest");
    if (growth.epoch != m_epoch)
        return fault("growth of another epoch's schema");
    const graph::Schema& schema = m_store.schema();
    const auto categories = [](const protocol::Names& entries, const std::vector<std::string>& held) {
        return unheld(
            entries.first, entries.names, held.size(), [&](std::size_t i) -> const std::string& { return held[i]; }, "categories");
    };
    const auto nodes = categories(growth.nodeCategories, schema.nodeCategories),
               edges = categories(growth.edgeCategories, schema.edgeCategories);
    if (!nodes)
        return std::unexpected(nodes.error());
    if (!edges)
        return std::unexpected(edges.error());
    std::vector<graph::TextGrowth> nodeTexts, edgeTexts;
    const auto nodeAttributes = unheld(growth.nodeAttributes, schema.nodeAttributes, nodeTexts),
               edgeAttributes = unheld(growth.edgeAttributes, schema.edgeAttributes, edgeTexts);
    if (!nodeAttributes)
        return std::unexpected(nodeAttributes.error());
    if (!edgeAttributes)
        return std::unexpected(edgeAttributes.error());
    if (auto grown = m_store.grow({*nodes, *edges, *nodeAttributes, *edgeAttributes}); !grown)
        return std::unexpected(grown.error());
    return Outcome::Applied;
}

void Applier::beginEpoch(const protocol::Manifest& manifest)
{
    m_epoch = manifest.epoch;
    m_resumable = 0;
    m_provedWrong = false;
    m_store.reset(manifest.schema);
    m_revision = 1;
    ++m_resets;
}

HeldChunks Applier::keepWhatIsHeld(const protocol::Manifest& manifest)
{
    const bool sameEpoch = manifest.epoch == m_epoch;
    // In another epoch a number means the same category only where the manifest says so.
    const graph::SchemaLengths ours = lengthsOf(m_store.schema()), theirs = lengthsOf(manifest.schema);
    const bool sameNumbers = agree(manifest.schema, m_store.schema())
        && (sameEpoch || (ours.nodeCategories <= theirs.nodeCategories && ours.edgeCategories <= theirs.edgeCategories));
    const bool mayHold = keepsParts() && sameNumbers;
    const graph::GraphStore nothing;
    HeldChunks held(mayHold ? m_store : nothing, manifest.parts, sameEpoch ? HeldChunks::Epochs::Same : HeldChunks::Epochs::Different);
    if (sameEpoch || held.none())
        return held;
    // Of another epoch only what was proved the same stays: a number is no sign of the same element there.
    for (const ElementKind kind : {ElementKind::Edge, ElementKind::Node}) {
        for (std::uint32_t chunk = 0; chunk < m_store.chunkCount(kind); ++chunk) {
            if (held.areKnown(kind, chunk))
                continue;
            const auto emptied = m_store.replace(m_store.chunkRange(kind, chunk), {}, m_revision);
            assert(emptied);
        }
    }
    m_store.forgetAttributes(m_revision);   // columns and texts have other numbers there
    m_epoch = manifest.epoch;
    m_resumable = 0;
    return held;
}

std::pair<std::size_t, std::expected<graph::Digest, Error>> Applier::summed(const protocol::Part& part) const
{
    const graph::Schema& schema = m_store.schema();
    if (part.facet == graph::Facet::Elements) {
        return {part.changes.nodeIdentities.slots.size() + part.changes.edgeIdentities.slots.size(),
                graph::rowDigest(part.changes, schema.nodeValues.size(), schema.edgeValues.size())};
    }
    const bool nodes = part.kind == ElementKind::Node;
    const graph::AttributeRows& rows = nodes ? part.changes.nodeAttributes : part.changes.edgeAttributes;
    const auto sum = graph::attributeDigest(part.kind, rows, nodes ? schema.nodeAttributes : schema.edgeAttributes);
    if (!sum)
        return {0, std::unexpected(sum.error())};
    return {rows.slots.size(), graph::Digest{0, 0, *sum}};
}

std::expected<Applier::Outcome, Error> Applier::onPart(const protocol::Part& part)
{
    if (m_phase == Phase::Resyncing)
        return Outcome::Ignored;
    if (m_phase != Phase::Parts)
        return fault("a snapshot part without a manifest");
    const auto found = m_parts.find(partName(part.kind, part.facet, part.firstSlot));
    if (found == m_parts.end() || found->second.arrived)
        return fault("a snapshot part from slot " + std::to_string(part.firstSlot) + " that the manifest does not name, or not twice");
    // An edge whose end has not come yet would be left out, and nothing would bring it back; and so would attributes.
    const std::size_t nodesMissing = m_elementPartsMissing[static_cast<std::size_t>(ElementKind::Node)];
    if (part.facet == graph::Facet::Elements && part.kind == ElementKind::Edge && nodesMissing != 0)
        return fault("a snapshot part of edges before the last one of nodes");
    if (part.facet == graph::Facet::Attributes && m_elementPartsMissing[static_cast<std::size_t>(part.kind)] != 0)
        return fault("a snapshot part of attributes before the last one of their elements");
    const protocol::PartEntry& entry = found->second.entry;
    const auto [rows, digest] = summed(part);
    if (!digest)
        return std::unexpected(digest.error());
    if (rows != entry.rows || *digest != entry.digest)
        return fault("the snapshot part from slot " + std::to_string(part.firstSlot) + " does not match its manifest");
    if (auto replaced = m_store.replace(entry.range, part.changes, m_revision); !replaced)
        return std::unexpected(replaced.error());
    found.value().arrived = true;
    if (part.facet == graph::Facet::Elements) {
        --m_elementPartsMissing[static_cast<std::size_t>(part.kind)];
        m_totals.changes += rows;
    }
    if (--m_partsMissing == 0) {
        m_parts.clear();
        m_phase = Phase::CatchingUp;
        m_applied = m_wholeTick = m_manifestTick;
        ++m_totals.snapshots;
    }
    return Outcome::Applied;
}

std::expected<void, Error> Applier::applyRows(const graph::ChangeView& rows, graph::DanglingEdges dangling)
{
    return m_store.apply(rows, m_revision, dangling);
}

std::expected<Applier::Outcome, Error> Applier::onDelta(const protocol::Delta& delta, std::string_view frame)
{
    if (m_phase == Phase::Resyncing)
        return Outcome::Ignored;
    if (m_phase == Phase::Empty || m_phase == Phase::Parts)
        return fault("a delta before the snapshot was complete");
    if (delta.kind != DeltaKind::Staged) {
        if (auto checked = checkRows(delta.rows, delta.changes); !checked)
            return std::unexpected(checked.error());
    }
    if (delta.from > delta.to)
        return fault("a delta from tick " + std::to_string(delta.from) + " back to " + std::to_string(delta.to));
    if (delta.to <= m_applied)
        return Outcome::Ignored;
    if (delta.from > m_applied)
        return resync("a delta from tick " + std::to_string(delta.from) + " came, but the model is at " + std::to_string(m_applied));
    switch (delta.kind) {
    case DeltaKind::Whole:
        if (auto applied = applyRows(delta.changes, graph::DanglingEdges::Reject); !applied)
            return std::unexpected(applied.error());
        m_totals.merged += delta.covered - std::min(delta.covered, delta.rows + delta.sampled);
        return finishWhole(delta, delta.rows);
    case DeltaKind::Scan:
        if (auto applied = applyRows(delta.changes, graph::DanglingEdges::LeaveOut); !applied)
            return std::unexpected(applied.error());
        m_phase = Phase::CatchingUp;
        m_inSync.reset();
        m_totals.changes += delta.rows;
        return Outcome::Applied;
    case DeltaKind::ScanEnd:
        m_applied = delta.to;
        if (m_lanes == graph::valueLanes)
            m_wholeTick = delta.to;
        m_phase = Phase::CatchingUp;
        m_inSync.reset();
        m_totals.merged += delta.covered;
        ++m_totals.scans;
        return Outcome::Applied;
    case DeltaKind::Staged:
        return onStaged(delta, frame);
    }
    return fault("a delta of an unknown kind");
}

std::expected<Applier::Outcome, Error> Applier::onStaged(const protocol::Delta& delta, std::string_view frame)
{
    if (delta.part != m_staged.size() || delta.part >= delta.parts)
        return fault("piece " + std::to_string(delta.part) + " of a delta in " + std::to_string(delta.parts) + " where piece "
                     + std::to_string(m_staged.size()) + " was due");
    if (m_stagedBytes + frame.size() > m_config.maxStagedBytes)
        return fault("a delta in pieces of more than the " + std::to_string(m_config.maxStagedBytes) + " bytes that are kept of one");
    if (m_staged.empty())
        m_stagedRows = m_stagedCovered = 0;
    m_staged.emplace_back(frame);
    m_stagedBytes += frame.size();
    m_stagedRows += delta.rows;
    m_stagedCovered += delta.covered;
    if (delta.part + 1 < delta.parts)
        return Outcome::Applied;
    const std::vector<std::string> pieces = std::exchange(m_staged, {});
    m_stagedBytes = 0;
    // Joined into one set, so that all of it is applied or nothing. A piece alone may have edges to nodes of another.
    graph::ChangeSet whole;
    whole.setValueColumns(m_store.schema().nodeValues.size(), m_store.schema().edgeValues.size());
    for (const std::string& piece : pieces) {
        const auto message = protocol::decodeBinary(piece);
        if (!message)
            return std::unexpected(message.error());
        const graph::ChangeView& rows = std::get<protocol::Delta>(*message).changes;
        if (auto checked = m_store.check(rows, graph::DanglingEdges::LeaveOut); !checked)
            return std::unexpected(checked.error());
        whole.append(rows);
    }
    if (auto checked = checkRows(m_stagedRows, whole.view()); !checked)
        return std::unexpected(checked.error());
    if (auto applied = applyRows(whole.view(), graph::DanglingEdges::Reject); !applied)
        return std::unexpected(applied.error());
    m_totals.merged += m_stagedCovered - std::min(m_stagedCovered, m_stagedRows);
    return finishWhole(delta, m_stagedRows);
}

Applier::Outcome Applier::finishWhole(const protocol::Delta& delta, std::uint64_t rows)
{
    m_applied = delta.to;
    m_lanes = delta.lanes;
    if (m_lanes == graph::valueLanes)
        m_wholeTick = delta.to;
    m_phase = Phase::Following;
    m_oldestTimeUs = delta.oldestTimeUs;
    m_totals.changes += rows;
    ++m_totals.deltas;
    return compare(m_store.laneDigest().sum(m_lanes), delta.digest);
}

Applier::Outcome Applier::compare(const graph::Digest& ours, const graph::Digest& theirs)
{
    ++m_totals.digestsCompared;
    m_inSync = ours == theirs;
    if (*m_inSync) {
        m_auditing = m_audited = m_provedWrong = false;
        return Outcome::Applied;
    }
    if (m_auditing)
        return Outcome::Applied;   // it is known, and being looked into
    ++m_totals.digestsDiffering;
    m_provedWrong = true;
    if (!std::exchange(m_audited, true)) {
        m_auditing = true;
        m_reason = "the model's digest differs from the server's at tick " + std::to_string(m_applied);
        return Outcome::Audit;
    }
    return resync("the model's digest differs from the server's at tick " + std::to_string(m_applied));
}

Applier::Outcome Applier::onDigests(const protocol::Digests& digests)
{
    if (!m_auditing || digests.epoch != m_epoch || digests.tick != m_applied)
        return Outcome::Ignored;
    m_differing = {};
    std::size_t dropped = 0;
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        const auto& theirs = kind == ElementKind::Node ? digests.nodes : digests.edges;
        const auto chunks = std::max<std::size_t>(theirs.size(), m_store.chunkCount(kind));
        for (std::uint32_t chunk = 0; chunk < chunks; ++chunk) {
            const graph::Digest ours =
                chunk < m_store.chunkCount(kind) ? m_store.chunkDigest(kind, chunk).sum(digests.lanes) : graph::Digest{};
            const graph::Digest other = chunk < theirs.size() ? theirs[chunk] : graph::Digest{};
            if (ours.structure != other.structure || ours.values != other.values)
                m_differing.chunks(kind, graph::Facet::Elements).push_back(chunk);
            if (ours.attributes == other.attributes)
                continue;
            if (other.attributes != 0) {
                m_differing.chunks(kind, graph::Facet::Attributes).push_back(chunk);
                continue;
            }
            // The server has none there, so no part would come that says so.
            const auto emptied = m_store.replace(m_store.chunkRange(kind, chunk, graph::Facet::Attributes), {}, m_revision);
            assert(emptied);
            ++dropped;
        }
    }
    constexpr std::size_t mostFetched = 8192;   // a message of the client's must hold them
    const std::size_t count = m_differing.count();
    if (count == 0 && dropped != 0) {
        m_auditing = false;   // what is left is what the next digest says
        return Outcome::Applied;
    }
    if (count == 0 || count > mostFetched)
        return resync("the model's digest differs from the server's in " + std::to_string(count) + " chunks at tick "
                      + std::to_string(m_applied));
    m_totals.chunksFetched += count;
    m_reason = "the model differed from the server's graph in " + std::to_string(count) + (count == 1 ? " chunk" : " chunks") + " at tick "
        + std::to_string(m_applied);
    return Outcome::Fetch;
}

Applier::Outcome Applier::resync(std::string reason)
{
    m_reason = std::move(reason);
    m_phase = Phase::Resyncing;
    m_auditing = false;
    if (m_inSync == true)
        m_inSync.reset();   // no digest differs, but this is no state to vouch for any more
    return Outcome::Resync;
}

Applier::Outcome Applier::onHead(const protocol::Head& head)
{
    if (head.epoch != m_epoch || m_phase != Phase::Following || head.changedTick > m_applied || head.tick <= m_applied)
        return Outcome::Ignored;
    m_applied = head.tick;
    if (m_lanes < graph::valueLanes)   // its values are of all lanes
        return compare({m_store.digest().structure, 0, m_store.digest().attributes}, {head.digest.structure, 0, head.digest.attributes});
    m_wholeTick = head.tick;
    return compare(m_store.digest(), head.digest);
}

} // namespace weir::stream
