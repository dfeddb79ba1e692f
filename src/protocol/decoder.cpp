#include "protocol/codec.h"
#include "graph/limits.h"
#include "graph/utf8.h"
#include "protocol/weir_generated.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace weir::protocol {

namespace {

constexpr flatbuffers::uoffset_t maxDepth = 16;           // the schema nests no deeper than 5
constexpr flatbuffers::uoffset_t maxTables = 1'000'000;   // bounds the verifier's work; a manifest has one a part

template <typename M, typename... Ms>
constexpr bool isOneOf = (std::is_same_v<M, Ms> || ...);

template <typename T>
std::span<const T> column(const flatbuffers::Vector<T>* values)
{
    return values ? std::span<const T>(values->data(), values->size()) : std::span<const T>();
}

std::string text(const flatbuffers::String* value) { return value ? value->str() : std::string(); }

graph::StringsView strings(const wire::Strings* value)
{
    if (!value)
        return {};
    return {value->blob() ? std::string_view(value->blob()->data(), value->blob()->size()) : std::string_view(), column(value->ends())};
}

graph::Digest digest(const wire::Digest* value, std::uint64_t attributes = 0)
{
    if (!value)
        return {0, 0, attributes};
    // The verifier looks at where structs lie in a frame, not at how they are aligned there.
    std::array<std::byte, sizeof(wire::Digest)> bytes;
    std::memcpy(bytes.data(), static_cast<const void*>(value), bytes.size());
    const auto sums = std::bit_cast<wire::Digest>(bytes);
    return {sums.structure(), sums.values(), attributes};
}
Grant grant(const wire::Grant* value) { return value ? Grant{value->messages(), value->bytes()} : Grant(); }

graph::AttributeRows attributes(const wire::Attributes* rows)
{
    if (!rows)
        return {};
    return {column(rows->emptied()), column(rows->columns()), column(rows->ends()),    column(rows->slots()), column(rows->numbers()),
            column(rows->times()),   column(rows->flags()),   column(rows->entries()), strings(rows->texts())};
}

/// A frame starts at a multiple of 8, but what lies where in it is its writer's word.
std::expected<void, Error> checkAligned(const wire::Changes* changes)
{
    const auto aligned = [](const auto* values) { return !values || reinterpret_cast<std::uintptr_t>(values->data()) % 8 == 0; };
    const auto attributesAligned = [&](const wire::Attributes* rows) { return !rows || (aligned(rows->numbers()) && aligned(rows->times())); };
    if (!changes || (attributesAligned(changes->node_attributes()) && attributesAligned(changes->edge_attributes())))
        return {};
    return std::unexpected(Error{"numbers or times of attributes do not lie at multiples of 8 bytes of the frame"});
}

graph::ChangeView changes(const wire::Changes* value)
{
    graph::ChangeView view;
    if (!value)
        return view;
    view.edgeTombstones = column(value->edge_tombstones());
    view.nodeTombstones = column(value->node_tombstones());
    if (const auto* rows = value->node_identities())
        view.nodeIdentities = {column(rows->slots()), column(rows->generations()), strings(rows->keys()), strings(rows->labels()),
                               column(rows->categories()), column(rows->colours())};
    if (const auto* rows = value->node_motions())
        view.nodeMotions = {column(rows->slots()), column(rows->x()), column(rows->y()), column(rows->positioned()),
                            column(rows->sizes()), column(rows->values())};
    if (const auto* rows = value->edge_identities())
        view.edgeIdentities = {column(rows->slots()), column(rows->generations()), column(rows->sources()), column(rows->targets()),
                               column(rows->categories()), column(rows->directed())};
    if (const auto* rows = value->edge_motions())
        view.edgeMotions = {column(rows->slots()), column(rows->weights()), column(rows->values())};
    view.nodeAttributes = attributes(value->node_attributes());
    view.edgeAttributes = attributes(value->edge_attributes());
    return view;
}

/// Names of categories, copied only where they are within the limits: many entries of a frame may be the same long text.
std::expected<std::vector<std::string>, Error> names(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>* values)
{
    const std::size_t count = values ? values->size() : 0;
    if (count > graph::maxListEntries)
        return std::unexpected(Error{"a list of " + std::to_string(count) + " categories; the limit is " + std::to_string(graph::maxListEntries)});
    std::vector<std::string> result;
    std::size_t bytes = 0;
    for (flatbuffers::uoffset_t i = 0; i < count; ++i) {
        const auto& name = *values->Get(i);
        bytes += name.size();
        if (bytes > graph::maxNameBytes)
            return std::unexpected(Error{"names of categories of more than " + std::to_string(graph::maxNameBytes) + " bytes in all"});
        result.push_back(name.str());
    }
    return result;
}

std::size_t longestText(const graph::Schema& schema)
{
    std::size_t longest = schema.title.size();
    for (const auto* columns : {&schema.nodeValues, &schema.edgeValues}) {
        for (const auto& column : *columns)
            longest = std::max({longest, column.name.size(), column.unit.size()});
    }
    for (const auto* names : {&schema.nodeCategories, &schema.edgeCategories}) {
        for (const auto& name : *names)
            longest = std::max(longest, name.size());
    }
    for (const auto* columns : {&schema.nodeAttributes, &schema.edgeAttributes}) {
        for (const auto& column : *columns)
            longest = std::max(longest, column.name.size());
    }
    return longest;
}

std::vector<graph::ValueColumn> valueColumns(const flatbuffers::Vector<flatbuffers::Offset<wire::ValueColumn>>* values)
{
    std::vector<graph::ValueColumn> result;
    for (flatbuffers::uoffset_t i = 0; values && i < values->size(); ++i)
        result.push_back({text(values->Get(i)->name()), text(values->Get(i)->unit())});
    return result;
}

std::expected<std::vector<graph::AttributeColumn>, Error>
attributeColumns(const flatbuffers::Vector<flatbuffers::Offset<wire::AttributeColumn>>* values)
{
    const std::size_t count = values ? values->size() : 0;
    if (count > graph::maxAttributeColumns)
        return std::unexpected(Error{std::to_string(count) + " columns of attributes; the limit is " + std::to_string(graph::maxAttributeColumns)});
    std::vector<graph::AttributeColumn> result;
    for (flatbuffers::uoffset_t i = 0; i < count; ++i) {
        const auto& one = *values->Get(i);
        if (one.kind() > wire::AttributeKind::MAX)
            return std::unexpected(Error{"a column of attributes is of an unknown kind"});
        result.push_back({text(one.name()), static_cast<graph::AttributeKind>(one.kind())});
    }
    return result;
}

std::expected<graph::Schema, Error> schema(const wire::GraphSchema* value)
{
    if (!value)
        return graph::Schema{};
    auto nodeCategories = names(value->node_categories());
    if (!nodeCategories)
        return std::unexpected(nodeCategories.error());
    auto edgeCategories = names(value->edge_categories());
    if (!edgeCategories)
        return std::unexpected(edgeCategories.error());
    auto nodeAttributes = attributeColumns(value->node_attributes()), edgeAttributes = attributeColumns(value->edge_attributes());
    if (!nodeAttributes)
        return std::unexpected(nodeAttributes.error());
    if (!edgeAttributes)
        return std::unexpected(edgeAttributes.error());
    return graph::Schema{text(value->title()), valueColumns(value->node_values()), valueColumns(value->edge_values()), std::move(*nodeCategories),
                         std::move(*edgeCategories), std::move(*nodeAttributes), std::move(*edgeAttributes)};
}

template <typename T>
std::optional<T> optional(flatbuffers::Optional<T> value)
{
    return value.has_value() ? std::optional<T>(*value) : std::nullopt;
}

Feed feed(const wire::Feed* value)
{
    if (!value)
        return {};
    // A state that a later minor version adds is one that this one cannot tell.
    const auto state = value->state() > wire::SourceState::MAX ? SourceState::Unknown : static_cast<SourceState>(value->state());
    auto progress = optional(value->progress());
    if (progress && !(*progress >= 0 && *progress <= 1))
        progress.reset();
    return {text(value->spec()), value->running(), optional(value->rate()), state, progress, text(value->reason())};
}

struct PartKind {
    ElementKind kind;
    graph::Facet facet;
};

std::expected<PartKind, Error> kindOf(wire::ElementKind kind)
{
    switch (kind) {
    case wire::ElementKind::node: return PartKind{ElementKind::Node, graph::Facet::Elements};
    case wire::ElementKind::edge: return PartKind{ElementKind::Edge, graph::Facet::Elements};
    case wire::ElementKind::node_attributes: return PartKind{ElementKind::Node, graph::Facet::Attributes};
    case wire::ElementKind::edge_attributes: return PartKind{ElementKind::Edge, graph::Facet::Attributes};
    }
    return std::unexpected(Error{"elements of an unknown kind, " + std::to_string(static_cast<int>(kind))});
}

std::expected<Policy, Error> policy(const wire::Policy* m)
{
    if (!m)
        return Policy{};
    if (m->kind() > wire::PolicyKind::MAX)
        return std::unexpected(Error{"a policy is of an unknown kind"});
    const Policy result{static_cast<PolicyKind>(m->kind()), m->interval_ms(), m->lanes()};
    if (result.kind == PolicyKind::Latest && result.intervalMs > mostPolicyIntervalMs)
        return std::unexpected(Error{"a policy of one delta in " + std::to_string(result.intervalMs) + " ms; the limit is " + std::to_string(mostPolicyIntervalMs)});
    if (result.kind == PolicyKind::Sample && (result.lanes < 1 || result.lanes >= graph::valueLanes))
        return std::unexpected(Error{"a policy of " + std::to_string(result.lanes) + " lanes; a sample is of 1 to 15"});
    return result;
}

std::expected<Hello, Error> value(const wire::Hello& m)
{
    const auto asked = policy(m.policy());
    if (!asked)
        return std::unexpected(asked.error());
    std::optional<graph::SchemaLengths> held;
    auto attributes = m.attributes() ? Hello::Attributes::NotHeld : Hello::Attributes::NotTaken;
    if (const auto* stated = m.lists()) {
        held = graph::SchemaLengths{stated->node_categories(), stated->edge_categories()};
        if (m.attributes() && stated->node_attributes() && stated->edge_attributes()) {
            attributes = Hello::Attributes::Held;
            for (const auto& [from, to] : {std::pair{stated->node_attributes(), &held->nodeAttributes}, std::pair{stated->edge_attributes(), &held->edgeAttributes}}) {
                if (from->size() > graph::maxAttributeColumns)
                    return std::unexpected(Error{"a hello states " + std::to_string(from->size()) + " columns of attributes; the limit is "
                                                 + std::to_string(graph::maxAttributeColumns)});
                to->texts.assign(from->begin(), from->end());
            }
        }
    } else if (m.attributes()) {
        return std::unexpected(Error{"a hello that takes attributes and no growth: it states no lists"});
    }
    return Hello{m.version(), text(m.client()), m.max_message_bytes(), m.max_staged_bytes(), grant(m.grant()), m.epoch(), m.last_applied(), *asked,
                 text(m.token()), m.zstd(), m.keeps_parts(), std::move(held), attributes};
}

Credit value(const wire::Credit& m) { return {grant(m.grant()), m.epoch(), m.last_applied()}; }

Steer value(const wire::Steer& m) { return {m.source() ? std::optional(text(m.source())) : std::nullopt, optional(m.rate()), optional(m.running())}; }

Resync value(const wire::Resync& m) { return {text(m.reason())}; }

Welcome value(const wire::Welcome& m)
{
    Welcome result{m.version(), text(m.server()), m.epoch(), m.tick(), m.time_us(), m.tick_interval_us(), m.steerable(), {}, feed(m.source()),
                   m.resumed_from(), m.resumed_total(), m.heartbeat_ms(), m.dead_after_ms(), m.packs_from_bytes()};
    if (const auto* limits = m.limits())
        result.limits = {limits->max_control_bytes(), limits->max_control_per_s(), limits->max_key_bytes(), limits->max_label_bytes(),
                         limits->max_node_slots(), limits->max_edge_slots(), limits->max_unacknowledged_bytes(), limits->chunk_elements(),
                         limits->max_client_bytes(), limits->max_list_entries(), limits->max_name_bytes(), limits->max_attribute_columns(),
                         limits->max_attribute_bytes(), limits->max_dictionary_texts(), limits->max_dictionary_bytes()};
    return result;
}

Feed value(const wire::Feed& m) { return feed(&m); }

Head value(const wire::Head& m)
{
    return {m.epoch(), m.tick(), m.changed_tick(), digest(m.digest(), m.attributes()), m.time_us(), m.nodes(), m.edges(), m.changes_total(), m.sent_total()};
}

std::expected<Manifest, Error> value(const wire::Manifest& m)
{
    auto declared = schema(m.schema());
    if (!declared)
        return std::unexpected(declared.error());
    Manifest result{m.epoch(), m.tick(), std::move(*declared), {}, m.nodes(), m.edges(), m.changes_total(), m.partial(), m.waits()};
    if (result.schema.nodeValues.size() > graph::maxValueColumns || result.schema.edgeValues.size() > graph::maxValueColumns)
        return std::unexpected(Error{"a manifest declares more than " + std::to_string(graph::maxValueColumns) + " value columns"});
    if (const auto longest = longestText(result.schema); longest > graph::maxLabelBytes)
        return std::unexpected(Error{"a manifest has a title or a name of " + std::to_string(longest) + " bytes; the limit is "
                                     + std::to_string(graph::maxLabelBytes)});
    for (flatbuffers::uoffset_t i = 0; m.parts() && i < m.parts()->size(); ++i) {
        const auto& part = *m.parts()->Get(i);
        const auto kind = kindOf(part.kind());
        if (!kind)
            return std::unexpected(kind.error());
        result.parts.push_back({{kind->kind, part.first_slot(), part.slot_count(), kind->facet}, part.rows(), digest(part.digest(), part.attributes())});
    }
    return result;
}

/// A message of type M, made where it is returned to. A delta of one change is some dozens of bytes in its frame, and half a KiB as a
/// value: each copy on its way out would be felt where many come.
template <typename M, typename... Fields>
std::expected<Message, Error> madeInPlace(Fields&&... fields)
{
    return std::expected<Message, Error>(std::in_place, std::in_place_type<M>, std::forward<Fields>(fields)...);
}

std::expected<Message, Error> value(const wire::Part& m)
{
    const auto kind = kindOf(m.kind());
    if (!kind)
        return std::unexpected(kind.error());
    if (auto aligned = checkAligned(m.changes()); !aligned)
        return std::unexpected(aligned.error());
    return madeInPlace<Part>(kind->kind, m.first_slot(), m.tick(), changes(m.changes()), kind->facet);
}

std::expected<Message, Error> value(const wire::Delta& m)
{
    if (m.kind() > wire::DeltaKind::MAX)
        return std::unexpected(Error{"a delta is of an unknown kind"});
    if (m.lanes() < 1 || m.lanes() > graph::valueLanes)
        return std::unexpected(Error{"a delta whose digest is of " + std::to_string(m.lanes()) + " lanes; there are 16"});
    if (auto aligned = checkAligned(m.changes()); !aligned)
        return std::unexpected(aligned.error());
    return madeInPlace<Delta>(static_cast<DeltaKind>(m.kind()), m.from(), m.to(), m.oldest_time_us(), m.covered(), m.rows(),
                              digest(m.digest(), m.attributes()), m.part(), m.parts(), changes(m.changes()), m.changes_total(), m.sampled(), m.lanes());
}

Notice value(const wire::Notice& m) { return {text(m.text())}; }
Ping value(const wire::Ping& m) { return {m.id(), m.time_us()}; }
Pong value(const wire::Pong& m) { return {m.id(), m.echo_us(), m.time_us()}; }
Bye value(const wire::Bye& m) { return {m.code(), text(m.text()), m.reconnect(), m.retry_after_ms()}; }
std::expected<Policy, Error> value(const wire::Policy& m) { return policy(&m); }
Audit value(const wire::Audit&) { return {}; }

Fetch value(const wire::Fetch& m)
{
    const auto numbers = [](const flatbuffers::Vector<std::uint32_t>* chunks) {
        return chunks ? std::vector<std::uint32_t>(chunks->begin(), chunks->end()) : std::vector<std::uint32_t>();
    };
    return {numbers(m.nodes()), numbers(m.edges()), numbers(m.node_attributes()), numbers(m.edge_attributes())};
}

std::expected<Digests, Error> value(const wire::Digests& m)
{
    // As with digests: read where they lie, at no address to rely on.
    const auto sums = [](const flatbuffers::Vector<const wire::Digest*>* values, const flatbuffers::Vector<const wire::AttributeSum*>* attributes) {
        std::vector<graph::Digest> digests;
        for (flatbuffers::uoffset_t i = 0; values && i < values->size(); ++i) {
            std::uint64_t sum = 0;
            if (attributes && i < attributes->size())
                std::memcpy(&sum, attributes->Data() + std::size_t{i} * sizeof sum, sizeof sum);
            digests.push_back(digest(values->Get(i), sum));
        }
        return digests;
    };
    if (m.lanes() < 1 || m.lanes() > graph::valueLanes)
        return std::unexpected(Error{"digests of " + std::to_string(m.lanes()) + " lanes; there are 16"});
    return Digests{m.epoch(), m.tick(), sums(m.nodes(), m.node_attributes()), sums(m.edges(), m.edge_attributes()), m.lanes()};
}

Token value(const wire::Token& m) { return {text(m.token())}; }

Packed value(const wire::Packed& m)
{
    const auto zstd = column(m.zstd());
    return {m.raw_bytes(), m.epoch(), m.changes_total(), {reinterpret_cast<const char*>(zstd.data()), zstd.size()}};
}

Need value(const wire::Need& m)
{
    const auto bits = column(m.parts());
    return {m.manifest(), {bits.begin(), bits.end()}};
}

std::expected<AttributeGrowth, Error> attributeGrowth(const wire::AttributeGrowth& grown)
{
    auto columns = attributeColumns(grown.columns());
    if (!columns)
        return std::unexpected(columns.error());
    AttributeGrowth result{grown.first(), std::move(*columns)};
    std::size_t bytes = 0;
    for (flatbuffers::uoffset_t i = 0; grown.texts() && i < grown.texts()->size(); ++i) {
        const auto& one = *grown.texts()->Get(i);
        ColumnTexts texts{one.column(), one.first()};
        for (flatbuffers::uoffset_t entry = 0; one.texts() && entry < one.texts()->size(); ++entry) {
            const auto& written = *one.texts()->Get(entry);
            bytes += written.size();
            // Copied only within the limits: many entries of a frame may be the same long text.
            if (bytes > graph::maxDictionaryBytes || entry >= graph::maxDictionaryTexts)
                return std::unexpected(Error{"texts of dictionaries of more than " + std::to_string(graph::maxDictionaryTexts) + " a column, or "
                                             + std::to_string(graph::maxDictionaryBytes) + " bytes in all"});
            texts.texts.push_back(written.str());
        }
        result.texts.push_back(std::move(texts));
    }
    return result;
}

std::expected<Growth, Error> value(const wire::Growth& m)
{
    Growth result{m.epoch()};
    for (const auto& [list, read] : {std::pair{m.node_categories(), &result.nodeCategories}, std::pair{m.edge_categories(), &result.edgeCategories}}) {
        if (!list)
            continue;
        auto entries = names(list->names());
        if (!entries)
            return std::unexpected(entries.error());
        if (list->first() > graph::maxListEntries - entries->size())
            return std::unexpected(Error{"a list of categories grows beyond " + std::to_string(graph::maxListEntries)});
        *read = {list->first(), std::move(*entries)};
    }
    for (const auto& [grown, read] : {std::pair{m.node_attributes(), &result.nodeAttributes}, std::pair{m.edge_attributes(), &result.edgeAttributes}}) {
        if (!grown)
            continue;
        auto entries = attributeGrowth(*grown);
        if (!entries)
            return std::unexpected(entries.error());
        *read = std::move(*entries);
    }
    return result;
}

/// Whether the texts that a message itself has are UTF-8. Those of elements are looked at before they are applied.
struct HasUtf8 {
    static bool all(std::initializer_list<std::string_view> texts) { return std::ranges::all_of(texts, graph::isUtf8); }
    static bool all(const std::vector<std::string>& texts) { return std::ranges::all_of(texts, [](const std::string& text) { return graph::isUtf8(text); }); }
    static bool all(const std::vector<graph::ValueColumn>& columns)
    {
        return std::ranges::all_of(columns, [](const graph::ValueColumn& column) { return all({column.name, column.unit}); });
    }

    static bool all(const std::vector<graph::AttributeColumn>& columns)
    {
        return std::ranges::all_of(columns, [](const graph::AttributeColumn& column) { return all({column.name}); });
    }
    static bool all(const AttributeGrowth& growth)
    {
        return all(growth.columns) && std::ranges::all_of(growth.texts, [](const ColumnTexts& one) { return all(one.texts); });
    }

    bool operator()(const Hello& m) const { return all({m.client, m.token}); }
    bool operator()(const Token& m) const { return all({m.token}); }
    bool operator()(const Steer& m) const { return !m.source || all({*m.source}); }
    bool operator()(const Resync& m) const { return all({m.reason}); }
    bool operator()(const Welcome& m) const { return all({m.server}) && (*this)(m.source); }
    bool operator()(const Feed& m) const { return all({m.spec, m.reason}); }
    bool operator()(const Manifest& m) const
    {
        const graph::Schema& s = m.schema;
        return all({s.title}) && all(s.nodeValues) && all(s.edgeValues) && all(s.nodeCategories) && all(s.edgeCategories) && all(s.nodeAttributes)
            && all(s.edgeAttributes);
    }
    bool operator()(const Growth& m) const
    {
        return all(m.nodeCategories.names) && all(m.edgeCategories.names) && all(m.nodeAttributes) && all(m.edgeAttributes);
    }
    bool operator()(const Notice& m) const { return all({m.text}); }
    bool operator()(const Bye& m) const { return all({m.text}); }
    template <typename M>
        requires isOneOf<M, Credit, Head, Part, Delta, Ping, Pong, Policy, Audit, Fetch, Digests, Packed, Need>
    bool operator()(const M&) const
    {
        return true;
    }
};

/// The value of a verified message whose type is that of a row.
template <typename Row>
std::expected<Message, Error> valueOf(const wire::Message& message)
{
    std::expected<Message, Error> read(value(*message.body_as<typename Row::Table>()));
    if (read && !HasUtf8{}(*std::get_if<typename Row::Value>(&*read)))
        read = std::unexpected(Error{std::string(nameOf(*read)) + " has a text that is not UTF-8"});
    return read;
}

std::expected<Message, Error> decodeVerified(const wire::Message& message)
{
    using Read = std::expected<Message, Error> (*)(const wire::Message&);
    constexpr auto rows = []<typename... Rows>(std::type_identity<std::tuple<Rows...>>) { return std::array<Read, sizeof...(Rows)>{&valueOf<Rows>...}; }(
        std::type_identity<MessageTable>());
    const auto type = static_cast<std::size_t>(message.body_type());
    if (type < 1 || type > rows.size())
        return std::unexpected(Error{"an unknown message, of type " + std::to_string(type)});
    return rows[type - 1](message);
}

} // namespace

std::expected<Message, Error> decodeBinary(std::string_view bytes)
{
    flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), maxDepth, maxTables);
    if (!verifier.VerifyBuffer<wire::Message>(nullptr))
        return std::unexpected(Error{"a binary frame of " + std::to_string(bytes.size()) + " bytes is no message of the schema"});
    return decodeVerified(*flatbuffers::GetRoot<wire::Message>(bytes.data()));
}

} // namespace weir::protocol
