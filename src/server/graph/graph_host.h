#pragma once
#include "base/clock.h"
#include "graph/changes/change_selection.h"
#include "graph/graph_store.h"
#include "server/graph/chunk_cache.h"
#include "server/session/shared_frame.h"
#include "server/graph/source_feed.h"
#include <deque>
#include <functional>
#include <map>
#include <string>

namespace weir::server {

/// The server's graph: a source feeds it, ticks stamp it, and sessions are served from it. Knows no socket.
/// Lives on the serving thread.
class GraphHost final {
public:
    /// `onChanges` says "look" from the source's thread when changes wait.
    explicit GraphHost(std::function<void()> onChanges) : m_onChanges(std::move(onChanges)) {}

    /// Begins a new epoch with an empty graph, fed by `source`. `spec` is how people name it.
    void start(std::unique_ptr<source::Source> source, std::string spec);
    /// Runs it beside the present source until it has begun to give a graph: then a new epoch begins with it, see settleOffer().
    /// Takes the place of one that was offered before.
    void offer(std::unique_ptr<source::Source> source, std::string spec);
    struct Settled {
        std::string spec;
        std::optional<Error> fault;   ///< why it gave no graph, and the present source stays; none: a new epoch began
    };
    /// What became of the source that was offered; none: it is not known yet, or none was.
    [[nodiscard]] std::optional<Settled> settleOffer();

    /// Asks the sources to end, without waiting for them.
    void requestSourceStop();
    /// Stops and joins the sources' threads; the graph stays.
    void stopSource();

    [[nodiscard]] Epoch epoch() const { return m_epoch; }
    [[nodiscard]] Tick tick() const { return m_tick; }
    [[nodiscard]] const graph::GraphStore& store() const { return m_store; }
    [[nodiscard]] const ChunkCache& cache() const { return m_cache; }
    /// One for all sessions, since what it made last takes memory; what it returns is valid until anybody uses it again.
    [[nodiscard]] protocol::Encoder& encoder(protocol::Encoding encoding) { return encoding == protocol::Encoding::Binary ? m_encoder : m_textEncoder; }
    [[nodiscard]] protocol::Feed feed() const;
    /// The source has said something about its graph; before, a failure is one to start.
    [[nodiscard]] bool sourceBegun() const { return m_feed && m_feed->begun(); }
    [[nodiscard]] std::vector<Error> takeReports();

    /// Of the source that was offered, where one is not settled yet, as is the next.
    [[nodiscard]] bool setRate(double changesPerSecond);
    /// False: the source has nothing more to come.
    [[nodiscard]] bool setRunning(bool running);
    /// Asks the source to end; what it gave stays, and how far it was is said. False: there is none that has not ended.
    [[nodiscard]] bool endSource();

    enum class Intake : std::uint8_t {
        Bounded,   ///< what the source handed over, up to a bound on time
        OneSet,    ///< exactly one set of the source's; where none waits no tick is made
        Nothing,   ///< only the cache gets on
    };
    /// One tick. False: there was none to make.
    bool advance(TimePoint now, Intake intake = Intake::Bounded);

    /// Where a session stands in this epoch: it has everything up to `tick`, of what it reads, as its changes are counted.
    struct Cursor {
        Tick tick = 0;
        std::uint64_t changesTotal = 0;
        std::int64_t timeUs = 0;
    };
    [[nodiscard]] Cursor cursorNow(TimePoint now, graph::Reads reads = graph::Reads::AttributesToo) const;
    /// A cursor for a tick in the past, as well as it is known: what is too old counts from the oldest that is.
    [[nodiscard]] Cursor cursorAt(Tick tick, graph::Reads reads = graph::Reads::AttributesToo) const;

    /// A snapshot of the chunks that are `wanted`, for somebody who has wanted it since `since`, and who was told everything up to
    /// `notBefore`: it never leads back before that. None: there is none such yet, ask again next tick.
    [[nodiscard]] std::optional<Snapshot> snapshotFor(TimePoint since, Tick notBefore, TimePoint now, const ChunkCache::Wanted& wanted,
                                                      graph::Reads reads = graph::Reads::AttributesToo);

    /// The source's first graph is not whole yet, though it may soon be: no longer than firstGraphPatience after it began.
    [[nodiscard]] bool readingFirstGraph(TimePoint now) const;
    /// Or it is, and is not encoded for snapshots yet.
    [[nodiscard]] bool firstGraphPending(TimePoint now);

    /// What a client does with its model when a snapshot comes.
    enum class Keeps : std::uint8_t {
        Nothing,
        Parts,    ///< those that it can tell to be the snapshot's
    };
    /// Whether a client that has everything up to `tick` is better served with a delta from there than with a snapshot, of which
    /// those that keep parts are not sent what did not change: it is a tick of this epoch, and the delta takes fewer bytes, or
    /// the snapshot there is would lead back before `notBefore`, which the client may have applied.
    [[nodiscard]] bool worthResuming(Tick tick, Tick notBefore, Keeps keeps, graph::Reads reads = graph::Reads::AttributesToo);

    enum class DeltaSize : std::uint8_t { Fits, TooLarge };
    struct EncodedDelta {
        SharedFramePtr frame;            ///< null when too large
        std::uint64_t elements = 0;
        std::uint64_t sampled = 0;       ///< elements of which nothing is in it
    };
    /// The whole delta from `from` to now, encoded once a tick for all who stand there; at most `maxBytes` binary, with the
    /// values of the first `lanes` of their 16 lanes.
    [[nodiscard]] const EncodedDelta& deltaFrom(const Cursor& from, std::size_t maxBytes, std::uint8_t lanes, graph::Reads reads = graph::Reads::AttributesToo);

    /// One whole delta from `from` to now in pieces of about partBytes; empty: it would be more than `maxBytes`. The pieces have
    /// the values of all lanes; their digest is of the first `lanes`.
    struct Pieces {
        std::vector<SharedFramePtr> frames;
        std::uint64_t elements = 0;
    };
    [[nodiscard]] Pieces stagedDelta(const Cursor& from, std::size_t maxBytes, std::uint8_t lanes, graph::Reads reads = graph::Reads::AttributesToo);

    /// The next piece of a scan, of about partBytes: what changed in the last range of `todo` after `from`, as it is now, without
    /// edges to nodes born after `scanBegan`. What it is of is taken off `todo`. Null: nothing changed in what was left.
    [[nodiscard]] SharedFramePtr scanPiece(const Cursor& from, Tick scanBegan, std::vector<graph::ElementRange>& todo, graph::Reads reads = graph::Reads::AttributesToo);

    /// A snapshot part as `encoding` carries it, or packed. Forms other than binary stay for the next who asks, within a bound
    /// for all parts.
    [[nodiscard]] std::string_view partIn(protocol::Encoding encoding, const SharedFramePtr& part);
    [[nodiscard]] std::string_view packedPart(const SharedFramePtr& part);

    /// Memory of what is kept of past ticks.
    [[nodiscard]] static constexpr std::size_t mostRecordBytes() { return maxRecords * sizeof(TickRecord); }

    /// For what is sent from the serving thread.
    [[nodiscard]] protocol::Compressor& compressor() { return m_compressor; }

    /// Somebody who has credit follows, in messages of so many bytes, abreast of the ticks or `behind`. While the source gives its
    /// first graph, of which nothing can be merged, ticks are then of a size that fits a message, and few while somebody is behind:
    /// it grows before everybody's eyes, where each catching up would only take longer than the one before.
    void follow(std::size_t messageBytes, bool behind)
    {
        m_followers.messageBytes = std::max(m_followers.messageBytes, messageBytes);
        m_followers.behind |= behind;
    }

    /// Takes nothing from the source for a while: a client's catch-up does not converge otherwise.
    void holdSourceUntil(TimePoint time) { m_heldUntil = std::max(m_heldUntil, time); }

private:
    void begin(std::unique_ptr<SourceFeed> feed, std::string spec);
    void keepForm(const SharedFramePtr& part, std::size_t bytesBefore);
    [[nodiscard]] std::string endedEarly(std::optional<double> share) const;
    void applySet(graph::ChangeSet& changes);
    void takeSets(TimePoint now);
    void finishTick(TimePoint now);
    void makeRoomForDelta();
    [[nodiscard]] protocol::Delta deltaHeader(protocol::DeltaKind kind, const Cursor& from, std::uint8_t lanes, graph::Reads reads) const;

    struct TickRecord {
        Tick tick = 0;
        std::int64_t timeUs = 0;
        std::array<std::uint64_t, 2> changesTotal{};   // by Reads
    };
    static constexpr std::size_t maxRecords = 1U << 15;
    static constexpr std::chrono::milliseconds applyBudget{8};   // of a tick of 20 ms

    std::function<void()> m_onChanges;
    std::unique_ptr<SourceFeed> m_feed;
    std::vector<std::unique_ptr<SourceFeed>> m_retiring;   // told to stop, and not done yet
    struct Offer {
        std::unique_ptr<SourceFeed> feed;
        std::string spec;
    };
    std::optional<Offer> m_offer;
    std::string m_spec;
    std::string m_refusedSet;           // why the newest set of the source's that was refused was
    Epoch m_epoch = 0;
    Tick m_tick = 0;
    graph::GraphStore m_store;
    ChunkCache m_cache;
    std::deque<TickRecord> m_records;   // of ticks with changes, oldest first
    std::int64_t m_epochBeganUs = 0;
    std::optional<TimePoint> m_firstTickAt;
    std::optional<Tick> m_firstGraphTick;   // at which the source's first graph was whole, or the source was over
    TimePoint m_heldUntil{};
    struct Followers {
        std::size_t messageBytes = 0;   // 0: nobody follows
        bool behind = false;
    };
    Followers m_followers;              // since the last tick
    std::int64_t m_firstGraphRoom = 0;  // bytes that may be taken of the first graph now, where somebody follows it
    std::vector<Error> m_reports;

    /// A part in another form than binary.
    struct OtherForm {
        std::weak_ptr<const SharedFrame> part;
        std::size_t bytes = 0;
    };

    protocol::Encoder m_encoder{protocol::Encoding::Binary}, m_textEncoder{protocol::Encoding::Json};
    protocol::Compressor m_compressor;
    std::deque<OtherForm> m_otherForms;   // of snapshot parts, oldest first
    std::size_t m_otherFormBytes = 0;
    graph::ChangeSelection m_selection;
    graph::ChangeSet m_scratch;
    std::map<std::tuple<Tick, std::size_t, std::uint8_t, graph::Reads>, EncodedDelta> m_deltas;   // of this tick, by what deltaFrom() was asked
};

} // namespace weir::server
