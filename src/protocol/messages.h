#pragma once
#include "base/ids.h"
#include "flow/grant.h"
#include "graph/changes/change_view.h"
#include "graph/digest.h"
#include "graph/graph_store.h"
#include "graph/schema_growth.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

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
    std::vector<std::uint32_t> nodes, edges;
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
};

enum class SourceState : std::uint8_t { Unknown, Reading, Live, Finished, Ended, Failed };

/// As on the wire: "unknown", "reading", "live", "finished", "ended", "failed".
[[nodiscard]] const char* toString(SourceState state);

struct Feed {
    std::string spec{};
    bool running = false;
    double rate = 0;
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

struct Growth {
    Epoch epoch = 0;
    Names nodeCategories{}, edgeCategories{};
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

using Message = std::variant<Hello, Credit, Steer, Resync, Welcome, Feed, Head, Manifest, Part, Delta, Notice, Ping, Pong, Bye, Policy, Audit, Fetch, Digests, Token, Packed, Need, Growth>;

/// The message's name on the wire, for error texts.
[[nodiscard]] const char* nameOf(const Message& message);

/// Data costs credits and waits in the drain queue; everything else is control: free, few and small.
[[nodiscard]] inline bool isData(const Message& message)
{
    return std::holds_alternative<Manifest>(message) || std::holds_alternative<Part>(message) || std::holds_alternative<Delta>(message)
        || std::holds_alternative<Digests>(message) || std::holds_alternative<Packed>(message) || std::holds_alternative<Growth>(message);
}

[[nodiscard]] inline bool onlyClientsSend(const Message& message)
{
    return std::visit([]<typename M>(const M&) {
        return std::is_same_v<M, Hello> || std::is_same_v<M, Credit> || std::is_same_v<M, Steer> || std::is_same_v<M, Resync> || std::is_same_v<M, Policy>
            || std::is_same_v<M, Audit> || std::is_same_v<M, Fetch> || std::is_same_v<M, Token> || std::is_same_v<M, Need>;
    }, message);
}

} // namespace weir::protocol
