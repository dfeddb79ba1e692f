#pragma once
#include "base/worker_thread.h"
#include "protocol/messages.h"
#include "source/source.h"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace weir::server {

/// Runs a source on a thread of its own and hands its changes over through a bounded queue, in which a source that is
/// too fast waits. Sets go back after use, so that a steady source does not allocate.
/// They travel as pointers: a set is hundreds of bytes of columns' ends, which would be moved many times for one change.
/// Made, asked and destroyed on the serving thread; the source's thread calls the ChangeSink.
class SourceFeed final : private source::ChangeSink {
public:
    /// `onChanges` says "look" and is called on the source's thread, when the queue was empty before.
    SourceFeed(std::unique_ptr<source::Source> source, std::function<void()> onChanges);
    ~SourceFeed() override;

    [[nodiscard]] const graph::Schema& schema() const { return m_source->schema(); }
    [[nodiscard]] bool setRate(double changesPerSecond) { return m_source->setRate(changesPerSecond); }
    [[nodiscard]] std::optional<double> rate() const { return m_source->rate(); }

    /// A stopped source waits at its next push; what it handed over before is still taken.
    void setRunning(bool running);
    [[nodiscard]] bool running() const;
    /// Asks the source to return from run(); ended() tells when it did. The destructor would wait for it.
    void requestStop() { m_thread.requestStop(); }
    /// Asks the source to return, too, but takes what it still hands over: who ends it early keeps what it gave, put in order.
    void endEarly();
    [[nodiscard]] bool endedEarly() const;   ///< it was asked to
    [[nodiscard]] bool ended() const;   ///< it returned from run(), with or without an error

    struct Progress {
        protocol::SourceState state = protocol::SourceState::Reading;
        std::optional<double> share;   ///< while reading, and where that was ended early; where it is known
        std::string reason;            ///< why it failed, else its newest report
    };
    /// How far it is, as of the sets that were taken: it is not whole before all of it is.
    [[nodiscard]] Progress progress() const;
    /// It said something about its graph: a set, how far it is, that it is whole. A source that ends with an error before has none.
    [[nodiscard]] bool begun() const;

    using SetPtr = std::unique_ptr<graph::ChangeSet>;
    [[nodiscard]] SetPtr take();   ///< null: none waits
    void giveBack(SetPtr used);
    /// The graph has every set that was taken, and counts so many changes for them.
    void tellTaken(std::uint64_t changes)
    {
        m_toldChanges.store(changes, std::memory_order_relaxed);
        m_toldSets.store(m_takenSets, std::memory_order_release);
    }
    /// What the source reported since the last call, its final error included; at most maxReports, then how many more.
    [[nodiscard]] std::vector<Error> takeReports();

    static constexpr std::size_t maxQueuedRows = 1U << 18;   ///< of all sets but the last; as many again are taken
    /// Small sets cost what they are made of, about 1 KiB. As many as the server takes of the smallest while the
    /// source's thread waits for a core: some milliseconds where cores are few.
    static constexpr std::size_t maxQueuedSets = 2048;
    static constexpr std::size_t maxSpareSets = 2 * maxQueuedSets;
    static constexpr std::size_t maxSpareRows = maxQueuedRows;   ///< that the kept sets have memory for, on either side

private:
    graph::ChangeSet takeEmptySet() override;
    bool push(graph::ChangeSet changes) override;
    bool waitFor(std::chrono::nanoseconds duration) override;
    Taken taken() override
    {
        const std::uint64_t sets = m_toldSets.load(std::memory_order_acquire);   // first, so that no change of theirs is missing
        return {sets, m_toldChanges.load(std::memory_order_relaxed)};
    }
    void report(Error fault) override;
    void progress(double share) override;
    void whole() override;

    void refill();
    void end(std::expected<void, Error> result);

    static constexpr std::size_t leastKeptRows = 1024;
    static constexpr std::size_t maxReports = 20;

    std::unique_ptr<source::Source> m_source;
    std::function<void()> m_onChanges;
    // The serving thread's own: sets change hands many at a time, so that both threads seldom meet at the lock.
    std::deque<SetPtr> m_taken;
    std::vector<SetPtr> m_used;
    std::size_t m_usedRows = 0;      // that these have memory for
    std::uint64_t m_takenSets = 0;
    // What the serving thread told: no lock, since there may be a tick a set.
    std::atomic<std::uint64_t> m_toldChanges = 0, m_toldSets = 0;
    std::vector<SetPtr> m_shells;   // of the source's thread: what its sets were in
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::stop_token m_stop;
    std::stop_source m_end;   // what the source is asked by: early or with m_stop
    std::deque<SetPtr> m_queue;
    std::vector<SetPtr> m_spare;
    std::size_t m_spareRows = 0;
    std::size_t m_queuedRows = 0;
    bool m_running = true;
    bool m_waiting = false;   // the source's thread waits for room
    bool m_ended = false, m_endedEarly = false;
    // How many sets were pushed, and by then when it was whole, or returned.
    std::uint64_t m_pushedSets = 0;
    std::optional<std::uint64_t> m_wholeAfter, m_endAfter;
    std::optional<double> m_share;
    std::optional<std::string> m_failure;
    std::string m_newestReport;
    std::vector<Error> m_reports;
    std::size_t m_reportsLeftOut = 0;
    WorkerThread m_thread{"weir-source"};   // last: stops before what it uses goes
};

} // namespace weir::server
