#pragma once
#include "base/error.h"
#include "graph/graph_store.h"
#include "protocol/messages.h"
#include "stream/held_chunks.h"
#include <array>
#include <expected>
#include <optional>
#include <string>
#include <tsl/robin_map.h>
#include <vector>

namespace weir::stream {

/// Keeps a model equal to the server's graph: takes data messages in the order they were sent, applies each whole or not
/// at all, and compares digests. Knows no socket, no queue and no clock. Not thread-safe.
class Applier final {
public:
    struct Config {
        std::uint64_t maxStagedBytes = 0;   ///< the most it keeps of one delta that travels in pieces
    };
    enum class Outcome : std::uint8_t {
        Applied,
        Ignored,        ///< the model had it already
        Resync,         ///< the model cannot follow any more: reason() says why; ask the server for a snapshot
        Audit,          ///< the digest differs: ask for those of the chunks
        Fetch,          ///< some chunks differ: ask for differing()
        Need,           ///< a manifest waits: ask for needed()
    };

    explicit Applier(Config config) : m_config(config) {}

    /// `frame` is the binary frame that `message` was decoded from. An error: the message is invalid, and the model as
    /// it was before it.
    [[nodiscard]] std::expected<Outcome, Error> apply(const protocol::Message& message, std::string_view frame);

    /// What is applied from here on gets a new stamp of the store, so that whoever looks between two slices sees it as
    /// newer. A slice is many messages, or the 32 bits of a stamp would be used up within hours.
    void beginSlice() { ++m_revision; }

    /// A head is free and may overtake data: it moves the applied tick over ticks without changes, and compares.
    [[nodiscard]] Outcome onHead(const protocol::Head& head);

    /// The connection is new: what was under way will not be finished. The model stays.
    void onNewConnection();

    /// Where a new connection may go on: 0 where what the model holds is no graph of one tick, or mixed with one.
    [[nodiscard]] Tick resumableTick() const { return m_provedWrong ? 0 : m_resumable; }
    /// The server's welcome: it goes on from `resumedFrom`, or sends a snapshot (0). An error: that was not asked for.
    [[nodiscard]] std::expected<void, Error> onWelcome(Tick resumedFrom);

    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] Epoch epoch() const { return m_epoch; }
    [[nodiscard]] Tick appliedTick() const { return m_applied; }
    [[nodiscard]] bool begun() const { return m_phase != Phase::Empty; }            ///< this connection's first manifest came
    [[nodiscard]] bool following() const { return m_phase == Phase::Following; }   ///< no catch-up is under way
    /// The tick of which all of the model is; nothing: some of it is of another, or known to differ from the server's graph. It stays when
    /// a connection ends.
    [[nodiscard]] std::optional<Tick> wholeTick() const;
    [[nodiscard]] double snapshotShare() const;              ///< 0: none has begun, 1: the model follows
    [[nodiscard]] std::optional<bool> inSync() const { return m_inSync; }
    /// Of how many lanes of the values the model was proved last, see protocol::Policy.
    [[nodiscard]] std::uint8_t lanes() const { return m_lanes; }
    [[nodiscard]] const std::string& reason() const { return m_reason; }
    [[nodiscard]] const protocol::Fetch& differing() const { return m_differing; }
    [[nodiscard]] const protocol::Need& needed() const { return m_needed; }
    /// Whether there is a model of which some may be kept, should another snapshot come.
    [[nodiscard]] bool keepsParts() const { return m_epoch != 0 && !m_provedWrong; }
    [[nodiscard]] std::uint64_t resets() const { return m_resets; }   ///< how often another epoch emptied the model
    /// Server's clock at the oldest tick of the delta that was applied last, for latency; none: a snapshot or a scan.
    [[nodiscard]] std::optional<std::int64_t> takeOldestTimeUs() { return std::exchange(m_oldestTimeUs, std::nullopt); }

    /// For tests: changes the model behind the server's back, as a fault would.
    void spoil(const graph::ChangeView& changes) { static_cast<void>(m_store.apply(changes, m_revision)); }

    struct Totals {
        std::uint64_t snapshots = 0, scans = 0, deltas = 0, changes = 0, merged = 0;
        std::uint64_t digestsCompared = 0, digestsDiffering = 0, chunksFetched = 0;
        std::uint64_t partsHeld = 0;   ///< of snapshots, not sent because the model had them
    };
    [[nodiscard]] const Totals& totals() const { return m_totals; }

private:
    enum class Phase : std::uint8_t {
        Empty,        // nothing received of this connection
        Parts,        // a manifest came, some of its parts are missing
        CatchingUp,   // all parts or a scan came, not yet a whole delta
        Following,
        Resyncing,    // what still comes before the next manifest is of no use
    };
    struct ExpectedPart {
        protocol::PartEntry entry;
        bool arrived = false;
    };

    [[nodiscard]] std::expected<Outcome, Error> onManifest(const protocol::Manifest& manifest);
    [[nodiscard]] std::expected<Outcome, Error> onGrowth(const protocol::Growth& growth);
    void growTo(const graph::Schema& schema);
    void expectParts(tsl::robin_map<std::uint64_t, ExpectedPart> parts);
    void beginEpoch(const protocol::Manifest& manifest);
    [[nodiscard]] HeldChunks keepWhatIsHeld(const protocol::Manifest& manifest);
    /// How many rows a part has, and the sum of their hashes.
    [[nodiscard]] std::pair<std::size_t, std::expected<graph::Digest, Error>> summed(const protocol::Part& part) const;
    [[nodiscard]] std::expected<Outcome, Error> onPart(const protocol::Part& part);
    [[nodiscard]] std::expected<Outcome, Error> onDelta(const protocol::Delta& delta, std::string_view frame);
    [[nodiscard]] std::expected<Outcome, Error> onStaged(const protocol::Delta& delta, std::string_view frame);
    [[nodiscard]] std::expected<void, Error> applyRows(const graph::ChangeView& rows, graph::DanglingEdges dangling);
    [[nodiscard]] Outcome onDigests(const protocol::Digests& digests);
    [[nodiscard]] Outcome finishWhole(const protocol::Delta& delta, std::uint64_t rows);
    [[nodiscard]] Outcome compare(const graph::Digest& ours, const graph::Digest& theirs);
    [[nodiscard]] Outcome resync(std::string reason);

    Config m_config;
    graph::GraphStore m_store{graph::Stamps::AgesOfNodes};
    Epoch m_epoch = 0;
    Tick m_applied = 0;
    Tick m_revision = 1;               // stamp of the store: counts slices
    Phase m_phase = Phase::Empty;
    Tick m_resumable = 0;
    std::uint8_t m_lanes = graph::valueLanes;
    Tick m_wholeTick = 0;              // the newest applied tick from which no lane was left out
    std::optional<Tick> m_leftAt;      // wholeTick() as the last connection left it
    bool m_provedWrong = false;        // the next manifest begins with an empty model
    bool m_auditing = false;           // the digests of the chunks are asked for
    bool m_audited = false;            // and were once since the model was last proved
    protocol::Fetch m_differing;
    protocol::Need m_needed;
    Tick m_manifestTick = 0;
    tsl::robin_map<std::uint64_t, ExpectedPart> m_parts;   // by kind and first slot
    std::size_t m_partsMissing = 0;
    std::array<std::size_t, 2> m_elementPartsMissing{};    // by kind
    std::vector<std::string> m_staged;                     // frames of a delta in pieces
    std::uint64_t m_stagedBytes = 0;
    std::uint64_t m_stagedRows = 0, m_stagedCovered = 0;
    std::optional<bool> m_inSync;
    std::optional<std::int64_t> m_oldestTimeUs;
    std::string m_reason;
    std::uint64_t m_resets = 0;
    Totals m_totals;
};

} // namespace weir::stream
