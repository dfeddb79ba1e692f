#pragma once
#include "base/ids.h"
#include "client/ending.h"
#include "flow/ledger.h"
#include "flow/pressure_gauge.h"
#include "flow/window_sizer.h"
#include "protocol/messages.h"
#include <cstdint>
#include <optional>
#include <string>

namespace weir::stream {

using client::EndCause;
using flow::Pressure;   // who shows these figures needs no other word of flow's
using protocol::SourceState;
using protocol::toString;

enum class StreamState : std::uint8_t { Connecting, Live, Paused, CatchingUp, Reconnecting, Closed };

/// As in the stats object: "connecting", "live", "paused", "catching-up", "reconnecting", "closed".
[[nodiscard]] const char* toString(StreamState state);

/// The stream's own figures at one moment; a plain value, made on the stream thread. The names are those of the stats
/// object. Totals count since the stream was opened; rates are over about the last second.
struct StreamStats {
    StreamState state = StreamState::Closed;
    bool drainPaused = false;
    std::string stateReason;                ///< why it is closed or reconnecting, in words; else empty
    EndCause stateCause = EndCause::Other;  ///< of that reason
    std::optional<double> retryInSeconds;   ///< until the next attempt; none: it will not try again by itself
    SourceState sourceState = SourceState::Unknown;   ///< of the server's source; unknown without a connection
    bool sourceApplied = false;             ///< what that state speaks of is in the model: of one that is finished, all of it
    std::optional<double> sourceProgress;   ///< 0..1 while it is reading; none: not known
    std::string sourceReason;               ///< why it failed, else its newest report, in one line; else empty
    Epoch epoch = 0;                        ///< of the model
    Tick serverTick = 0;                    ///< newest tick heard of
    Tick appliedTick = 0;                   ///< 0: nothing of the server's graph is, as before and during a snapshot
    std::optional<double> behindSeconds;    ///< age of the applied tick by the server's clock; none: nothing is applied
    double catchUpShare = 1;                ///< 0..1 while catching up
    std::uint64_t queueMessages = 0, queueBytes = 0;
    std::uint64_t queueCapacityMessages = 0, queueCapacityBytes = 0;   ///< the largest window
    std::uint64_t windowMessages = 0, windowBytes = 0;     ///< as it is now
    flow::WindowSizing windowSizing = flow::WindowSizing::Fixed;
    std::uint64_t creditsMessages = 0, creditsBytes = 0;   ///< granted and not yet used
    std::uint64_t nodes = 0, edges = 0;
    std::uint64_t snapshotsApplied = 0, deltasApplied = 0, changesApplied = 0;
    std::uint64_t changesMerged = 0;        ///< changes that a later one of the same element replaced on the way
    std::uint64_t bytesReceived = 0, messagesReceived = 0;
    std::uint64_t bytesSaved = 0;           ///< more that they would have been uncompressed
    std::uint64_t resumed = 0;              ///< connections that went on where the one before was cut
    std::uint64_t partsHeld = 0;            ///< of snapshots, not sent again because the model had them
    std::uint64_t faults = 0;               ///< invalid messages and digests that differed
    double changesPerSecond = 0, messagesPerSecond = 0, bytesPerSecond = 0;
    Pressure pressure = Pressure::None;   ///< of the queue
    protocol::Policy policy;                ///< how changes are asked for
    unsigned provedLanes = 16;              ///< of how many of the 16 lanes of values in_sync speaks
    flow::Ledger::Totals ledger;            ///< of this connection
    std::optional<double> latencyMsP50, latencyMsP99;
    std::optional<double> clockUncertaintyMs;
    std::optional<bool> inSync;             ///< the digest compared at the applied tick; none: not known, as during a catch-up
    std::string digest;                     ///< of the model, hex

    /// Nothing is missing of the source's first graph: it is through with that, and the model has it.
    [[nodiscard]] bool hasFirstGraph() const { return sourceState != SourceState::Reading && sourceApplied; }
    /// From the applied tick to the server's; none: nothing is applied.
    [[nodiscard]] std::optional<std::uint64_t> ticksBehind() const
    {
        return appliedTick == 0 ? std::nullopt : std::optional(serverTick - appliedTick);
    }
};

/// Calls visit(name, value) for each figure of the stats object, by the name that it has there: whoever prints them needs no list.
template <typename Visit>
void visitFigures(const StreamStats& s, Visit&& visit)
{
    visit("state", toString(s.state));
    visit("state_reason", s.stateReason);
    visit("drain_paused", s.drainPaused);
    visit("source_state", toString(s.sourceState));
    visit("source_applied", s.sourceApplied);
    visit("source_progress", s.sourceProgress);
    visit("source_reason", s.sourceReason);
    visit("in_sync", s.inSync);
    visit("digest", s.digest);
    visit("server_tick", s.serverTick);
    visit("applied_tick", s.appliedTick);
    visit("queue_messages", s.queueMessages);
    visit("queue_bytes", s.queueBytes);
    visit("window", toString(s.windowSizing));
    visit("window_messages", s.windowMessages);
    visit("window_bytes", s.windowBytes);
    visit("credits_messages", s.creditsMessages);
    visit("credits_bytes", s.creditsBytes);
    visit("nodes", s.nodes);
    visit("edges", s.edges);
    visit("snapshots_applied", s.snapshotsApplied);
    visit("deltas_applied", s.deltasApplied);
    visit("changes_applied", s.changesApplied);
    visit("changes_merged", s.changesMerged);
    visit("changes_per_s", s.changesPerSecond);
    visit("messages_per_s", s.messagesPerSecond);
    visit("bytes_per_s", s.bytesPerSecond);
    visit("bytes_received", s.bytesReceived);
    visit("bytes_saved", s.bytesSaved);
    visit("pressure", toString(s.pressure));
    visit("policy", protocol::toText(s.policy));
    visit("proved_lanes", std::uint64_t{s.provedLanes});
    visit("ledger", s.ledger);
    visit("latency_ms_p50", s.latencyMsP50);
    visit("latency_ms_p99", s.latencyMsP99);
    visit("clock_uncertainty_ms", s.clockUncertaintyMs);
    visit("resumed", s.resumed);
    visit("parts_held", s.partsHeld);
    visit("faults", s.faults);
}

} // namespace weir::stream
