#pragma once
#include "base/clock.h"
#include "base/worker_thread.h"
#include "graph/changes/change_selection.h"
#include "graph/graph_store.h"
#include "protocol/messages.h"
#include "server/session/shared_frame.h"
#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace weir::server {

/// A range of a chunk as it was at a tick, encoded for a snapshot.
struct CachedPart {
    protocol::PartEntry entry;
    SharedFramePtr frame;
};

/// A snapshot ready to be sent: what a session needs besides credits. The parts stay alive as long as one holds them.
struct Snapshot {
    Tick made = 0;
    protocol::Manifest manifest;             ///< without epoch and schema
    /// In the order of sending: the most important nodes first, then edges, then attributes.
    std::vector<CachedPart> parts;
};

/// Keeps chunks of the graph encoded for snapshots. While somebody wants one, and for `keptFresh` after, it looks every
/// `passInterval` for chunks that changed; per tick it copies a bounded amount of them, and a thread of its own encodes the
/// copies. So a snapshot costs the serving thread next to nothing, no tick is late because of one, and a graph that nobody asks
/// for costs nothing however much it changes. A part that was encoded anew stays alive while a snapshot has it; how much that
/// may be has a bound, beyond which the oldest snapshots are to be given up. Used on the serving thread.
class ChunkCache final {
public:
    ChunkCache();
    ~ChunkCache();

    /// Forgets everything: another epoch begins. Somebody may want it soon.
    void reset();

    /// Somebody wants a snapshot.
    void want(TimePoint now) { m_wantedUntil = std::max(m_wantedUntil.value_or(now), now + keptFresh); }
    /// Whether a snapshot made now is as new as may be asked for by somebody who has wanted one since `since`: all of it was looked
    /// at about then, or little changed since it was. One who has waited for `longestWait` takes what there is.
    [[nodiscard]] bool servable(const graph::GraphStore& store, TimePoint since, TimePoint now) const;
    /// The tick to which a snapshot made now would lead; 0: there is none yet.
    [[nodiscard]] Tick leadsTo(const graph::GraphStore& store, Tick tick, graph::Reads reads = graph::Reads::AttributesToo) const;
    /// Every chunk that had changed by this tick is encoded; only grows within an epoch.
    [[nodiscard]] Tick coveredTick() const { return m_coveredTick; }

    /// Once a tick: takes what is encoded and copies up to `copyBytesPerTick` of changed chunks.
    void onTick(const graph::GraphStore& store, Tick tick, TimePoint now);

    /// Whether somebody wants a chunk.
    using Wanted = std::function<bool(ElementKind, graph::Facet, std::uint32_t chunk)>;
    /// A snapshot of all chunks; none: not every chunk has been encoded yet, ask again next tick.
    [[nodiscard]] std::optional<Snapshot> snapshot(const graph::GraphStore& store, Tick tick) const
    {
        return snapshotOf(store, tick, graph::Reads::AttributesToo, [](ElementKind, graph::Facet, std::uint32_t) { return true; });
    }
    /// Of the chunks that are wanted alone.
    [[nodiscard]] std::optional<Snapshot> snapshotOf(const graph::GraphStore& store, Tick tick, graph::Reads reads,
                                                     const Wanted& wanted) const;

    /// Of the encoded parts, as binary.
    [[nodiscard]] std::size_t bytes(graph::Reads reads = graph::Reads::AttributesToo) const
    {
        return reads == graph::Reads::Elements ? m_bytes - m_attributeBytes : m_bytes;
    }
    /// Of those of chunks that changed after `tick`.
    [[nodiscard]] std::size_t bytesNewerThan(const graph::GraphStore& store, Tick tick,
                                             graph::Reads reads = graph::Reads::AttributesToo) const;
    [[nodiscard]] bool busy() const { return m_jobsUnderWay != 0 || !m_pass.empty(); }   ///< a pass is under way
    [[nodiscard]] std::uint64_t chunksEncoded() const { return m_chunksEncoded; }   ///< since it was made
    [[nodiscard]] TimePoint passBegan() const { return m_passBegan; }   ///< the newest look for changed chunks; none yet: zero

    /// Snapshots made before this tick are to be given up, since they keep too many bytes of old parts alive.
    [[nodiscard]] Tick partsKeptSince() const { return m_partsKeptSince; }

    /// When the pass began that all parts are at least as new as; none: not every chunk has been encoded yet.
    [[nodiscard]] std::optional<TimePoint> asOf() const { return m_coveredTick == 0 ? std::nullopt : std::optional(m_coveredAt); }
    /// How long the last pass took that found chunks to encode.
    [[nodiscard]] Clock::duration buildTime() const { return m_buildTime; }

    static constexpr std::size_t copyBytesPerTick = 4U << 20;   ///< as they would be in a message
    /// In memory, of copies that are not encoded yet, and of the empty sets kept for the next ones; one chunk more.
    static constexpr std::size_t mostCopiedBytes = 12U << 20;
    static constexpr std::chrono::milliseconds passInterval{500};
    static constexpr std::chrono::seconds keptFresh{2}, longestWait{2};

private:
    struct ChunkName {
        ElementKind kind = ElementKind::Node;
        graph::Facet facet = graph::Facet::Elements;
        std::uint32_t number = 0;
    };
    struct CachedChunk {
        Tick tick = 0;                 ///< its parts are of this tick; 0: not encoded yet
        std::uint64_t importance = 0;  ///< sum of the degrees
        std::vector<CachedPart> parts;
    };
    struct Copy {
        graph::ElementRange range;
        graph::ChangeSet rows;
    };
    struct Job {
        std::uint64_t generation = 0;
        ChunkName name;
        Tick tick = 0;
        std::size_t nodeColumns = 0, edgeColumns = 0;
        std::vector<graph::AttributeColumn> attributes;   // of a chunk of them, with the dictionaries
        std::uint64_t importance = 0;
        std::size_t bytes = 0;         // of the copies, in memory
        std::vector<Copy> copies;
        std::vector<CachedPart> parts;   // the encoder's result
    };

    void beginPass(const graph::GraphStore& store, Tick tick);
    void endPass(TimePoint now);
    /// The newest tick of which the cached chunk is known to be as the graph's; `tick` where it is so now.
    [[nodiscard]] Tick asOf(const graph::GraphStore& store, ChunkName name, Tick tick) const;
    [[nodiscard]] std::size_t copyChunk(const graph::GraphStore& store, ChunkName name, Tick tick);
    [[nodiscard]] graph::ChangeSet takeSpareSet(const graph::GraphStore& store);
    void keepSpareSet(graph::ChangeSet set);
    void splitCopy(const graph::GraphStore& store, graph::ElementRange range, Job& job);
    void takeEncoded(Tick tick);
    void boundOldParts();
    /// How many rows there are of a range, and the sum of their hashes.
    [[nodiscard]] static std::pair<std::uint32_t, graph::Digest> summed(const graph::ChangeView& rows, const graph::ElementRange& range,
                                                                        const Job& job);
    void encodeUntilStopped(const std::stop_token& stop);
    [[nodiscard]] std::vector<CachedChunk>& chunks(ElementKind kind, graph::Facet facet)
    {
        return m_chunks[2 * static_cast<std::size_t>(facet) + static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] const std::vector<CachedChunk>& chunks(ElementKind kind, graph::Facet facet) const
    {
        return m_chunks[2 * static_cast<std::size_t>(facet) + static_cast<std::size_t>(kind)];
    }

    /// A part that another one replaced while snapshots had it.
    struct OldPart {
        std::weak_ptr<const SharedFrame> frame;
        std::size_t bytes = 0;
        Tick replaced = 0;
    };

    std::array<std::vector<CachedChunk>, 4> m_chunks;
    std::size_t m_bytes = 0, m_attributeBytes = 0;   // of all parts, and of those of attributes
    std::uint64_t m_generation = 0;          // of reset(): jobs of an earlier one are dropped
    std::deque<ChunkName> m_pass;            // chunks of this pass that are still to be copied
    TimePoint m_passBegan{};
    Tick m_passTick = 0;                     // tick at which the pass under way began
    Tick m_coveredTick = 0;                  // every chunk that had changed by then is encoded
    TimePoint m_coveredAt{};                 // when that pass began
    Clock::duration m_buildTime{};
    bool m_passFoundChunks = false;
    bool m_passGivenUp = false;              // nobody wanted it any more
    std::uint64_t m_passChanges = 0;         // changes of the epoch when it began
    std::uint64_t m_coveredChanges = 0;      // and when the newest began that came to its end
    std::optional<TimePoint> m_wantedUntil;  // none: from the next tick on
    std::uint64_t m_chunksEncoded = 0;
    std::size_t m_jobsUnderWay = 0;
    std::size_t m_copiedBytes = 0;           // of the jobs under way
    std::deque<OldPart> m_oldParts;          // oldest first
    std::size_t m_oldPartBytes = 0;
    Tick m_partsKeptSince = 0;
    graph::ChangeSelection m_selection;
    std::vector<graph::ChangeSet> m_spare;
    std::size_t m_spareBytes = 0;
    std::vector<Job> m_taken;                // what takeEncoded() is busy with

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_todo;                  // guarded by m_mutex
    std::vector<Job> m_done;                 // guarded by m_mutex
    WorkerThread m_encoder{"weir-encoder", WorkerThread::Priority::Background};
};

} // namespace weir::server
