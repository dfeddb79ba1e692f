#pragma once
#include "base/ids.h"
#include "flow/grant.h"
#include "graph/changes/change_view.h"
#include "graph/digest.h"
#include "graph/graph_store.h"
#include "graph/schema_growth.h"
#include "graph/schema.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

/// The tables of weir.fbs, as the schema's compiler writes them.
namespace weir::wire {
struct Hello;
struct Credit;
struct Steer;
struct Resync;
struct Welcome;
struct Feed;
struct Head;
struct Manifest;
struct Part;
struct Delta;
struct Notice;
struct Ping;
struct Pong;
struct Bye;
struct Policy;
struct Audit;
struct Fetch;
struct Digests;
struct Token;
struct Packed;
struct Need;
struct Growth;
} // namespace weir::wire

/// The messages of the wire as plain values; weir.fbs tells what each field means. Changes are views of memory that
/// somebody else holds: the frame that was decoded, or the set that is to be encoded.
namespace weir::protocol {

inline constexpr std::uint16_t version = 1;
inline constexpr const char* streamPath = "/stream";

using flow::Grant;

enum class PolicyKind : std::uint8_t { Every, Latest, Sample };

struct Policy {
    PolicyKind kind = PolicyKind::Every;
    std::uint32_t intervalMs = 0;
    std::uint8_t lanes = 0;

    /// How many lanes of the values are sent.
    [[nodiscard]] std::uint8_t sentLanes() const { return kind == PolicyKind::Sample ? lanes : std::uint8_t{graph::valueLanes}; }
    bool operator==(const Policy&) const = default;
};
inline constexpr std::uint32_t mostPolicyIntervalMs = 60'000;

/// "every", "latest:MS" or "sample:LANES", and back; nothing: it is none of these or beyond its limits.
[[nodiscard]] std::string toText(const Policy& policy);
[[nodiscard]] std::optional<Policy> policyFrom(std::string_view text);

struct Hello {
    std::uint16_t version = protocol::version;
    std::string client{};
    std::uint32_t maxMessageBytes = 0;
    std::uint64_t maxStagedBytes = 0;
    Grant grant{};
    Epoch epoch = 0;
    Tick lastApplied = 0;
    Policy policy{};
    std::string token{};
    bool zstd = false;
    bool keepsParts = false;
    std::optional<graph::SchemaLengths> lists{};   ///< nothing: takes no Growth
    /// Whether the client takes attributes, and has those of the graph it holds.
    enum class Attributes : std::uint8_t { NotTaken, NotHeld, Held } attributes = Attributes::NotTaken;
};

struct Token {
    std::string token;
};

struct Credit {
    Grant grant;
    Epoch epoch = 0;
    Tick lastApplied = 0;
};

struct Steer {
    std::optional<std::string> source;
    std::optional<double> rate;
    std::optional<bool> running;
};

struct Resync {
    std::string reason;
};

struct Audit {};

struct Fetch {
    std::vector<std::uint32_t> nodes{}, edges{};
    std::vector<std::uint32_t> nodeAttributes{}, edgeAttributes{};

    [[nodiscard]] const std::vector<std::uint32_t>& chunks(ElementKind kind, graph::Facet facet) const
    {
        return facet == graph::Facet::Elements ? kind == ElementKind::Node ? nodes : edges : kind == ElementKind::Node ? nodeAttributes : edgeAttributes;
    }
    [[nodiscard]] std::vector<std::uint32_t>& chunks(ElementKind kind, graph::Facet facet)
    {
        return const_cast<std::vector<std::uint32_t>&>(std::as_const(*this).chunks(kind, facet));
    }
    [[nodiscard]] std::size_t count() const { return nodes.size() + edges.size() + nodeAttributes.size() + edgeAttributes.size(); }
};

struct Need {
    std::uint32_t manifest = 0;
    std::vector<std::uint8_t> parts;
};

struct Limits {
    std::uint32_t maxControlBytes = 0, maxControlPerSecond = 0;
    std::uint32_t maxKeyBytes = 0, maxLabelBytes = 0;
    std::uint32_t maxNodeSlots = 0, maxEdgeSlots = 0;
    std::uint64_t maxUnacknowledgedBytes = 0;
    std::uint32_t chunkElements = 0;
    std::uint64_t maxClientBytes = 0;
    std::uint32_t maxListEntries = 0, maxNameBytes = 0;
    std::uint32_t maxAttributeColumns = 0, maxAttributeBytes = 0, maxDictionaryTexts = 0, maxDictionaryBytes = 0;
};

enum class SourceState : std::uint8_t { Unknown, Reading, Live, Finished, Ended, Failed };

/// As on the wire: "unknown", "reading", "live", "finished", "ended", "failed".
[[nodiscard]] const char* toString(SourceState state);

struct Feed {
    std::string spec{};
    bool running = false;
    std::optional<double> rate{};
    SourceState state = SourceState::Unknown;
    std::optional<float> progress{};
    std::string reason{};

    bool operator==(const Feed&) const = default;
};

struct Welcome {
    std::uint16_t version = protocol::version;
    std::string server;
    Epoch epoch = 0;
    Tick tick = 0;
    std::int64_t timeUs = 0;
    std::uint32_t tickIntervalUs = 0;
    bool steerable = false;
    Limits limits;
    Feed source;
    Tick resumedFrom = 0;
    std::uint64_t resumedTotal = 0;
    std::uint32_t heartbeatMs = 0, deadAfterMs = 0;
    std::uint32_t packsFromBytes = 0;
};

struct Head {
    Epoch epoch = 0;
    Tick tick = 0, changedTick = 0;
    graph::Digest digest;
    std::int64_t timeUs = 0;
    std::uint64_t nodes = 0, edges = 0;
    std::uint64_t changesTotal = 0, sentTotal = 0;
};

struct PartEntry {
    graph::ElementRange range;
    std::uint32_t rows = 0;
    graph::Digest digest;
};

struct Manifest {
    Epoch epoch = 0;
    Tick tick = 0;
    graph::Schema schema;
    std::vector<PartEntry> parts;
    std::uint64_t nodes = 0, edges = 0;
    std::uint64_t changesTotal = 0;
    bool partial = false;
    std::uint32_t waits = 0;
};

struct Part {
    ElementKind kind = ElementKind::Node;
    Slot firstSlot = 0;
    Tick tick = 0;
    graph::ChangeView changes;
    graph::Facet facet = graph::Facet::Elements;
};

enum class DeltaKind : std::uint8_t { Whole, Scan, ScanEnd, Staged };

struct Delta {
    DeltaKind kind = DeltaKind::Whole;
    Tick from = 0, to = 0;
    std::int64_t oldestTimeUs = 0;
    std::uint64_t covered = 0, rows = 0;
    graph::Digest digest;
    std::uint32_t part = 0, parts = 1;
    graph::ChangeView changes;
    std::uint64_t changesTotal = 0;
    std::uint64_t sampled = 0;
    std::uint8_t lanes = graph::valueLanes;
};

struct Digests {
    Epoch epoch = 0;
    Tick tick = 0;
    std::vector<graph::Digest> nodes{}, edges{};
    std::uint8_t lanes = graph::valueLanes;
};

/// Entries of a list from the number `first` on.
struct Names {
    std::uint32_t first = 0;
    std::vector<std::string> names{};

    [[nodiscard]] std::uint32_t end() const { return first + static_cast<std::uint32_t>(names.size()); }
};

/// Texts of the dictionary of a column from the number `first` on.
struct ColumnTexts {
    graph::AttributeNumber column = 0;
    std::uint32_t first = 0;
    std::vector<std::string> texts{};
};

struct AttributeGrowth {
    std::uint32_t first = 0;
    std::vector<graph::AttributeColumn> columns{};
    std::vector<ColumnTexts> texts{};

    [[nodiscard]] bool empty() const { return columns.empty() && texts.empty(); }
};

struct Growth {
    Epoch epoch = 0;
    Names nodeCategories{}, edgeCategories{};
    AttributeGrowth nodeAttributes{}, edgeAttributes{};
};

/// Its bytes are a view, as changes are.
struct Packed {
    std::uint32_t rawBytes = 0;
    Epoch epoch = 0;
    std::uint64_t changesTotal = 0;
    std::string_view zstd{};
};

struct Notice {
    std::string text;
};

struct Ping {
    std::uint32_t id = 0;
    std::int64_t timeUs = 0;
};

struct Pong {
    std::uint32_t id = 0;
    std::int64_t echoUs = 0, timeUs = 0;
};

struct Bye {
    std::uint16_t code = 0;
    std::string text;
    bool reconnect = false;
    std::uint32_t retryAfterMs = 0;
};

/// Data costs credits and waits in the drain queue; everything else is control: free, few and small.
enum class Cost : std::uint8_t { Data, Control };
enum class Sender : std::uint8_t { Client, Server, Either };

/// One message of the wire: as a plain value, as the schema has it, who sends it and what it costs.
template <typename T, typename SchemaTable, Sender whoSends, Cost whatItCosts>
struct MessageRow {
    using Value = T;
    using Table = SchemaTable;
    static constexpr Sender sender = whoSends;
    static constexpr Cost cost = whatItCosts;
};

/// Every message, in the order of the schema's union. The variant, both encodings, what a frame looks like and who may send
/// it follow from this table; a message that stands here and is forgotten elsewhere does not compile.
using MessageTable = std::tuple<
    MessageRow<Hello, wire::Hello, Sender::Client, Cost::Control>,
    MessageRow<Credit, wire::Credit, Sender::Client, Cost::Control>,
    MessageRow<Steer, wire::Steer, Sender::Client, Cost::Control>,
    MessageRow<Resync, wire::Resync, Sender::Client, Cost::Control>,
    MessageRow<Welcome, wire::Welcome, Sender::Server, Cost::Control>,
    MessageRow<Feed, wire::Feed, Sender::Server, Cost::Control>,
    MessageRow<Head, wire::Head, Sender::Server, Cost::Control>,
    MessageRow<Manifest, wire::Manifest, Sender::Server, Cost::Data>,
    MessageRow<Part, wire::Part, Sender::Server, Cost::Data>,
    MessageRow<Delta, wire::Delta, Sender::Server, Cost::Data>,
    MessageRow<Notice, wire::Notice, Sender::Server, Cost::Control>,
    MessageRow<Ping, wire::Ping, Sender::Either, Cost::Control>,
    MessageRow<Pong, wire::Pong, Sender::Either, Cost::Control>,
    MessageRow<Bye, wire::Bye, Sender::Either, Cost::Control>,
    MessageRow<Policy, wire::Policy, Sender::Client, Cost::Control>,
    MessageRow<Audit, wire::Audit, Sender::Client, Cost::Control>,
    MessageRow<Fetch, wire::Fetch, Sender::Client, Cost::Control>,
    MessageRow<Digests, wire::Digests, Sender::Server, Cost::Data>,
    MessageRow<Token, wire::Token, Sender::Client, Cost::Control>,
    MessageRow<Packed, wire::Packed, Sender::Server, Cost::Data>,
    MessageRow<Need, wire::Need, Sender::Client, Cost::Control>,
    MessageRow<Growth, wire::Growth, Sender::Server, Cost::Data>>;

template <typename Rows>
struct OfRows;
template <typename... Rows>
struct OfRows<std::tuple<Rows...>> {
    using Variant = std::variant<typename Rows::Value...>;
    static constexpr std::array<Sender, sizeof...(Rows)> senders{Rows::sender...};
    static constexpr std::array<Cost, sizeof...(Rows)> costs{Rows::cost...};
};

using Message = OfRows<MessageTable>::Variant;

/// The message's name on the wire, for error texts.
[[nodiscard]] const char* nameOf(const Message& message);

[[nodiscard]] inline bool isData(const Message& message) { return OfRows<MessageTable>::costs[message.index()] == Cost::Data; }
[[nodiscard]] inline Sender senderOf(const Message& message) { return OfRows<MessageTable>::senders[message.index()]; }

} // namespace weir::protocol
