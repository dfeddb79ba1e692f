#include "protocol/codec.h"
#include "protocol/weir_generated.h"
#include <algorithm>
#include <type_traits>
#include <utility>

namespace weir::protocol {

namespace {

using Builder = flatbuffers::FlatBufferBuilder;
template <typename T>
using Offset = flatbuffers::Offset<T>;

template <typename T>
Offset<flatbuffers::Vector<T>> column(Builder& b, std::span<const T> values)
{
    return values.empty() ? Offset<flatbuffers::Vector<T>>() : b.CreateVector(values.data(), values.size());
}

Offset<flatbuffers::String> text(Builder& b, std::string_view value)
{
    return b.CreateString(value.data(), value.size());
}

Offset<wire::Strings> strings(Builder& b, const graph::StringsView& view)
{
    const auto blob = text(b, view.blob);
    return wire::CreateStrings(b, blob, column(b, view.ends));
}

wire::Digest digest(const graph::Digest& value) { return {value.structure, value.values}; }
wire::ElementKind kind(ElementKind value, graph::Facet facet)
{
    if (facet == graph::Facet::Attributes)
        return value == ElementKind::Node ? wire::ElementKind::node_attributes : wire::ElementKind::edge_attributes;
    return value == ElementKind::Node ? wire::ElementKind::node : wire::ElementKind::edge;
}
Offset<wire::Grant> grant(Builder& b, const Grant& value) { return wire::CreateGrant(b, value.messages, value.bytes); }

Offset<wire::Attributes> attributes(Builder& b, const graph::AttributeRows& rows)
{
    if (rows.rows() == 0)
        return {};
    const auto emptied = column(b, rows.emptied);
    const auto columns = column(b, rows.columns);
    const auto ends = column(b, rows.ends), slots = column(b, rows.slots);
    const auto numbers = column(b, rows.numbers);
    const auto times = column(b, rows.times);
    const auto flags = column(b, rows.flags);
    const auto entries = column(b, rows.entries);
    return wire::CreateAttributes(b, emptied, columns, ends, slots, numbers, times, flags, entries,
                                  rows.texts.size() == 0 ? Offset<wire::Strings>() : strings(b, rows.texts));
}

Offset<wire::Changes> changes(Builder& b, const graph::ChangeView& view)
{
    Offset<wire::NodeIdentities> nodes;
    if (const auto& rows = view.nodeIdentities; !rows.slots.empty()) {
        const auto slots = column(b, rows.slots), generations = column(b, rows.generations);
        const auto keys = strings(b, rows.keys), labels = strings(b, rows.labels);
        const auto categories = column(b, rows.categories);
        nodes = wire::CreateNodeIdentities(b, slots, generations, keys, labels, categories, column(b, rows.colours));
    }
    Offset<wire::NodeMotions> moved;
    if (const auto& rows = view.nodeMotions; !rows.slots.empty()) {
        const auto slots = column(b, rows.slots);
        const auto x = column(b, rows.x), y = column(b, rows.y);
        const auto positioned = column(b, rows.positioned);
        const auto sizes = column(b, rows.sizes);
        moved = wire::CreateNodeMotions(b, slots, x, y, positioned, sizes, column(b, rows.values));
    }
    Offset<wire::EdgeIdentities> edges;
    if (const auto& rows = view.edgeIdentities; !rows.slots.empty()) {
        const auto slots = column(b, rows.slots), generations = column(b, rows.generations);
        const auto sources = column(b, rows.sources), targets = column(b, rows.targets);
        const auto categories = column(b, rows.categories);
        edges = wire::CreateEdgeIdentities(b, slots, generations, sources, targets, categories, column(b, rows.directed));
    }
    Offset<wire::EdgeMotions> weighed;
    if (const auto& rows = view.edgeMotions; !rows.slots.empty()) {
        const auto slots = column(b, rows.slots);
        const auto weights = column(b, rows.weights);
        weighed = wire::CreateEdgeMotions(b, slots, weights, column(b, rows.values));
    }
    const auto edgeTombstones = column(b, view.edgeTombstones), nodeTombstones = column(b, view.nodeTombstones);
    const auto nodeAttributes = attributes(b, view.nodeAttributes);
    return wire::CreateChanges(b, edgeTombstones, nodeTombstones, nodes, moved, edges, weighed, nodeAttributes, attributes(b, view.edgeAttributes));
}

auto valueColumns(Builder& b, const std::vector<graph::ValueColumn>& columns)
{
    std::vector<Offset<wire::ValueColumn>> offsets;
    for (const auto& one : columns) {
        const auto name = text(b, one.name);
        offsets.push_back(wire::CreateValueColumn(b, name, text(b, one.unit)));
    }
    return b.CreateVector(offsets);
}

/// Nothing where there are none: who takes no attributes is not told of them.
Offset<flatbuffers::Vector<Offset<wire::AttributeColumn>>> attributeColumns(Builder& b, const std::vector<graph::AttributeColumn>& columns)
{
    if (columns.empty())
        return {};
    std::vector<Offset<wire::AttributeColumn>> offsets;
    for (const auto& one : columns)
        offsets.push_back(wire::CreateAttributeColumn(b, text(b, one.name), static_cast<wire::AttributeKind>(one.kind)));
    return b.CreateVector(offsets);
}

Offset<wire::GraphSchema> schema(Builder& b, const graph::Schema& value)
{
    const auto title = text(b, value.title);
    const auto nodeValues = valueColumns(b, value.nodeValues), edgeValues = valueColumns(b, value.edgeValues);
    const auto nodeCategories = b.CreateVectorOfStrings(value.nodeCategories);
    const auto edgeCategories = b.CreateVectorOfStrings(value.edgeCategories);
    const auto nodeAttributes = attributeColumns(b, value.nodeAttributes);
    return wire::CreateGraphSchema(b, title, nodeValues, edgeValues, nodeCategories, edgeCategories, nodeAttributes,
                                   attributeColumns(b, value.edgeAttributes));
}

Offset<wire::Names> names(Builder& b, const Names& value)
{
    if (value.names.empty())
        return {};
    return wire::CreateNames(b, value.first, b.CreateVectorOfStrings(value.names));
}

Offset<wire::AttributeGrowth> attributeGrowth(Builder& b, const AttributeGrowth& value)
{
    if (value.empty())
        return {};
    std::vector<Offset<wire::ColumnTexts>> texts;
    for (const ColumnTexts& one : value.texts)
        texts.push_back(wire::CreateColumnTexts(b, one.column, one.first, b.CreateVectorOfStrings(one.texts)));
    const auto columns = attributeColumns(b, value.columns);
    return wire::CreateAttributeGrowth(b, value.first, columns, texts.empty() ? Offset<flatbuffers::Vector<Offset<wire::ColumnTexts>>>() : b.CreateVector(texts));
}

Offset<wire::ListLengths> listLengths(Builder& b, const graph::SchemaLengths& lists, bool withAttributes)
{
    if (!withAttributes)
        return wire::CreateListLengths(b, lists.nodeCategories, lists.edgeCategories);
    const auto nodeAttributes = b.CreateVector(lists.nodeAttributes.texts);
    return wire::CreateListLengths(b, lists.nodeCategories, lists.edgeCategories, nodeAttributes, b.CreateVector(lists.edgeAttributes.texts));
}

Offset<wire::Feed> feed(Builder& b, const Feed& value)
{
    const auto spec = text(b, value.spec);
    const auto reason = value.reason.empty() ? Offset<flatbuffers::String>() : text(b, value.reason);
    wire::FeedBuilder builder(b);
    if (value.rate)
        builder.add_rate(*value.rate);
    builder.add_spec(spec);
    builder.add_reason(reason);
    if (value.progress)
        builder.add_progress(*value.progress);
    builder.add_running(value.running);
    builder.add_state(static_cast<wire::SourceState>(value.state));
    return builder.Finish();
}

struct BodyWriter {
    Builder& b;

    Offset<wire::Hello> operator()(const Hello& m) const
    {
        const auto client = text(b, m.client);
        const auto policy = m.policy == Policy{} ? Offset<wire::Policy>() : (*this)(m.policy);
        const auto token = m.token.empty() ? Offset<flatbuffers::String>() : text(b, m.token);
        const auto lists = m.lists ? listLengths(b, *m.lists, m.attributes == Hello::Attributes::Held) : Offset<wire::ListLengths>();
        return wire::CreateHello(b, m.version, client, m.maxMessageBytes, m.maxStagedBytes, grant(b, m.grant), m.epoch, m.lastApplied, policy, token, m.zstd, m.keepsParts,
                                 lists, m.attributes != Hello::Attributes::NotTaken);
    }
    Offset<wire::Token> operator()(const Token& m) const { return wire::CreateToken(b, text(b, m.token)); }
    Offset<wire::Credit> operator()(const Credit& m) const { return wire::CreateCredit(b, grant(b, m.grant), m.epoch, m.lastApplied); }
    Offset<wire::Steer> operator()(const Steer& m) const
    {
        const auto source = m.source ? text(b, *m.source) : Offset<flatbuffers::String>();
        wire::SteerBuilder builder(b);
        if (m.source)
            builder.add_source(source);
        if (m.rate)
            builder.add_rate(*m.rate);
        if (m.running)
            builder.add_running(*m.running);
        return builder.Finish();
    }
    Offset<wire::Resync> operator()(const Resync& m) const { return wire::CreateResync(b, text(b, m.reason)); }
    Offset<wire::Welcome> operator()(const Welcome& m) const
    {
        const auto server = text(b, m.server);
        const auto limits = wire::CreateLimits(b, m.limits.maxControlBytes, m.limits.maxControlPerSecond, m.limits.maxKeyBytes,
                                               m.limits.maxLabelBytes, m.limits.maxNodeSlots, m.limits.maxEdgeSlots,
                                               m.limits.maxUnacknowledgedBytes, m.limits.chunkElements, m.limits.maxClientBytes,
                                               m.limits.maxListEntries, m.limits.maxNameBytes, m.limits.maxAttributeColumns,
                                               m.limits.maxAttributeBytes, m.limits.maxDictionaryTexts, m.limits.maxDictionaryBytes);
        return wire::CreateWelcome(b, m.version, server, m.epoch, m.tick, m.timeUs, m.tickIntervalUs, m.steerable, limits, feed(b, m.source),
                                   m.resumedFrom, m.resumedTotal, m.heartbeatMs, m.deadAfterMs, m.packsFromBytes);
    }
    Offset<wire::Feed> operator()(const Feed& m) const { return feed(b, m); }
    Offset<wire::Head> operator()(const Head& m) const
    {
        const auto sums = digest(m.digest);
        return wire::CreateHead(b, m.epoch, m.tick, m.changedTick, &sums, m.timeUs, m.nodes, m.edges, m.changesTotal, m.sentTotal, m.digest.attributes);
    }
    Offset<wire::Manifest> operator()(const Manifest& m) const
    {
        std::vector<Offset<wire::PartEntry>> entries;
        entries.reserve(m.parts.size());
        for (const PartEntry& part : m.parts) {
            const auto sums = digest(part.digest);
            entries.push_back(wire::CreatePartEntry(b, kind(part.range.kind, part.range.facet), part.range.first, part.range.count, part.rows, &sums,
                                                          part.digest.attributes));
        }
        const auto declared = schema(b, m.schema);
        return wire::CreateManifest(b, m.epoch, m.tick, declared, b.CreateVector(entries), m.nodes, m.edges, m.changesTotal, m.partial, m.waits);
    }
    Offset<wire::Part> operator()(const Part& m) const { return wire::CreatePart(b, kind(m.kind, m.facet), m.firstSlot, m.tick, changes(b, m.changes)); }
    Offset<wire::Delta> operator()(const Delta& m) const
    {
        const auto rows = changes(b, m.changes);
        const auto sums = digest(m.digest);
        return wire::CreateDelta(b, static_cast<wire::DeltaKind>(m.kind), m.from, m.to, m.oldestTimeUs, m.covered, m.rows, &sums,
                                 m.part, m.parts, rows, m.changesTotal, m.sampled, m.lanes, m.digest.attributes);
    }
    Offset<wire::Audit> operator()(const Audit&) const { return wire::CreateAudit(b); }
    Offset<wire::Fetch> operator()(const Fetch& m) const
    {
        const auto nodes = b.CreateVector(m.nodes), edges = b.CreateVector(m.edges);
        const auto nodeAttributes = column(b, std::span(m.nodeAttributes));
        return wire::CreateFetch(b, nodes, edges, nodeAttributes, column(b, std::span(m.edgeAttributes)));
    }
    Offset<wire::Need> operator()(const Need& m) const { return wire::CreateNeed(b, m.manifest, b.CreateVector(m.parts)); }
    Offset<wire::Digests> operator()(const Digests& m) const
    {
        const auto sums = [this](const std::vector<graph::Digest>& digests) {
            std::vector<wire::Digest> values;
            values.reserve(digests.size());
            for (const graph::Digest& one : digests)
                values.push_back(digest(one));
            return b.CreateVectorOfStructs(values);
        };
        const auto attributeSums = [this](const std::vector<graph::Digest>& digests) {
            std::vector<wire::AttributeSum> values;
            for (const graph::Digest& one : digests)
                values.emplace_back(one.attributes);
            // Nobody who takes none is told of them.
            const bool none = std::ranges::all_of(digests, [](const graph::Digest& one) { return one.attributes == 0; });
            return none ? Offset<flatbuffers::Vector<const wire::AttributeSum*>>() : b.CreateVectorOfStructs(values);
        };
        const auto nodes = sums(m.nodes), edges = sums(m.edges);
        const auto nodeAttributes = attributeSums(m.nodes);
        return wire::CreateDigests(b, m.epoch, m.tick, nodes, edges, m.lanes, nodeAttributes, attributeSums(m.edges));
    }
    Offset<wire::Growth> operator()(const Growth& m) const
    {
        const auto nodeCategories = names(b, m.nodeCategories);
        const auto edgeCategories = names(b, m.edgeCategories);
        const auto nodeAttributes = attributeGrowth(b, m.nodeAttributes);
        return wire::CreateGrowth(b, m.epoch, nodeCategories, edgeCategories, nodeAttributes, attributeGrowth(b, m.edgeAttributes));
    }
    Offset<wire::Packed> operator()(const Packed& m) const
    {
        return wire::CreatePacked(b, m.rawBytes, m.epoch, m.changesTotal,
                                  b.CreateVector(reinterpret_cast<const std::uint8_t*>(m.zstd.data()), m.zstd.size()));
    }
    Offset<wire::Notice> operator()(const Notice& m) const { return wire::CreateNotice(b, text(b, m.text)); }
    Offset<wire::Ping> operator()(const Ping& m) const { return wire::CreatePing(b, m.id, m.timeUs); }
    Offset<wire::Pong> operator()(const Pong& m) const { return wire::CreatePong(b, m.id, m.echoUs, m.timeUs); }
    Offset<wire::Bye> operator()(const Bye& m) const { return wire::CreateBye(b, m.code, text(b, m.text), m.reconnect, m.retryAfterMs); }
    Offset<wire::Policy> operator()(const Policy& m) const
    {
        return wire::CreatePolicy(b, static_cast<wire::PolicyKind>(m.kind), m.intervalMs, m.lanes);
    }
};

static_assert(static_cast<int>(wire::DeltaKind::whole) == static_cast<int>(DeltaKind::Whole)
              && static_cast<int>(wire::DeltaKind::scan) == static_cast<int>(DeltaKind::Scan)
              && static_cast<int>(wire::DeltaKind::scan_end) == static_cast<int>(DeltaKind::ScanEnd)
              && static_cast<int>(wire::DeltaKind::staged) == static_cast<int>(DeltaKind::Staged));
static_assert(static_cast<int>(wire::PolicyKind::every) == static_cast<int>(PolicyKind::Every)
              && static_cast<int>(wire::PolicyKind::latest) == static_cast<int>(PolicyKind::Latest)
              && static_cast<int>(wire::PolicyKind::sample) == static_cast<int>(PolicyKind::Sample));
static_assert(static_cast<int>(wire::AttributeKind::number) == static_cast<int>(graph::AttributeKind::Number)
              && static_cast<int>(wire::AttributeKind::text) == static_cast<int>(graph::AttributeKind::Text)
              && static_cast<int>(wire::AttributeKind::flag) == static_cast<int>(graph::AttributeKind::Flag)
              && static_cast<int>(wire::AttributeKind::time) == static_cast<int>(graph::AttributeKind::Time));
/// Whether a row stands where the schema's union has its table, and is written as one.
template <std::size_t I>
constexpr bool fits()
{
    using Row = std::tuple_element_t<I, MessageTable>;
    using Written = decltype(std::declval<const BodyWriter&>()(std::declval<const typename Row::Value&>()));
    return static_cast<std::size_t>(wire::BodyTraits<typename Row::Table>::enum_value) == I + 1 && std::is_same_v<Written, Offset<typename Row::Table>>;
}
static_assert(static_cast<std::size_t>(wire::Body::MAX) == std::tuple_size_v<MessageTable>, "the table and the schema's union have as many messages");
static_assert([]<std::size_t... I>(std::index_sequence<I...>) { return (fits<I>() && ...); }(std::make_index_sequence<std::tuple_size_v<MessageTable>>()),
              "the table and the schema's union have the same messages, in the same order");

} // namespace

const char* subprotocolOf(Encoding encoding) { return encoding == Encoding::Binary ? "weir.v1.bin" : "weir.v1.json"; }

const char* toString(SourceState state) { return wire::EnumNameSourceState(static_cast<wire::SourceState>(state)); }

const char* nameOf(const Message& message) { return wire::EnumNamesBody()[message.index() + 1]; }

Encoder::Encoder(Encoding encoding) : m_encoding(encoding), m_builder(std::make_unique<Builder>(4096)) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;

std::string_view Encoder::encode(const Message& message)
{
    Builder& b = *m_builder;
    b.Clear();
    const auto body = std::visit([&](const auto& m) { return BodyWriter{b}(m).Union(); }, message);
    b.Finish(wire::CreateMessage(b, static_cast<wire::Body>(message.index() + 1), body));
    const std::string_view binary(reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize());
    if (m_encoding == Encoding::Binary)
        return binary;
    m_json.clear();
    appendJson(binary, m_json);
    return m_json;
}

} // namespace weir::protocol
