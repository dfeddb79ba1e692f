#pragma once
#include "base/error.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace weir::source {

/// Where a source puts its changes. Called on the source's thread only.
class ChangeSink {
public:
    virtual ~ChangeSink() = default;

    /// An empty set with the schema's value columns, memory reused.
    [[nodiscard]] virtual graph::ChangeSet takeEmptySet() = 0;

    /// Hands `changes` to the server, which applies them whole, within one tick, in the order of pushing. Blocks while
    /// the bounded queue is full, so a slow server slows its source. False: stop was asked for; return from run().
    [[nodiscard]] virtual bool push(graph::ChangeSet changes) = 0;

    /// Sleeps; returns early with false when stop was asked for.
    [[nodiscard]] virtual bool waitFor(std::chrono::nanoseconds duration) = 0;

    /// How far the graph is: of the sets that were pushed and held something, those that it has, and how many changes it
    /// counts for them, or a few more. An element that changes more than once in a tick has changed once. Runs some ticks
    /// behind push(); a sink that counts nothing stays at 0.
    struct Taken {
        std::uint64_t sets = 0, changes = 0;
    };
    [[nodiscard]] virtual Taken taken() { return {}; }

    /// Publishes a fault that does not end the source, e.g. "events.jsonl:12: not JSON: …". Shown to people; few.
    virtual void report(Error fault) = 0;

    /// The share of the first graph that was read so far, 0 to 1, of a source that knows it; as often as it likes, until whole().
    virtual void progress(double share) { static_cast<void>(share); }

    /// The first graph was pushed whole: what comes from now on are its changes. Once, by a source that is live then; one that
    /// has nothing more to come returns from run() instead.
    virtual void whole() {}
};

/// A feed of one graph, numbered by itself: slots and generations come from its own graph::SlotPool, every removal of a
/// node is preceded, in the same or an earlier set, by the removal of its edges.
/// Made on any thread; run() is called once, on a thread of the source's own; steer functions may come from any thread.
class Source {
public:
    virtual ~Source() = default;

    /// Fixed from construction on.
    [[nodiscard]] virtual const graph::Schema& schema() const = 0;

    /// Feeds `sink` until there is nothing more to come (returns) or stop is asked for (returns soon). Who returns without having
    /// said whole() has given all there is; who did was live and has ended. An error ends the source: words for the person who
    /// started it. The graph fed so far stays.
    [[nodiscard]] virtual std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) = 0;

    /// Changes per second from now on, if this source has a rate; false: it has none.
    virtual bool setRate(double changesPerSecond)
    {
        static_cast<void>(changesPerSecond);
        return false;
    }
    /// Changes per second asked of it, 0: it stands still; nothing: it has no rate.
    [[nodiscard]] virtual std::optional<double> rate() const { return std::nullopt; }
};

} // namespace weir::source
