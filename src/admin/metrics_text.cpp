#include "admin/metrics_text.h"
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <vector>

namespace weir::admin {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Gathers families of metrics, one call each.
class Families final {
public:
    void counter(const char* name, const char* help, double value) { counters(name, help).push_back(counted({}, value)); }
    void gauge(const char* name, const char* help, double value)
    {
        ClientMetric metric;
        metric.gauge.value = value;
        add(name, help, MetricType::Gauge).push_back(std::move(metric));
    }
    void histogram(const char* name, const char* help, const metrics::Histogram& values)
    {
        ClientMetric metric;
        metric.histogram.sample_count = values.total();
        metric.histogram.sample_sum = values.sum();
        std::uint64_t upTo = 0;
        for (std::size_t i = 0; i < values.bounds().size(); ++i) {
            upTo += values.counts()[i];
            metric.histogram.bucket.push_back({upTo, values.bounds()[i]});
        }
        add(name, help, MetricType::Histogram).push_back(std::move(metric));
    }
    /// A counter for each value of a label.
    std::vector<ClientMetric>& counters(const char* name, const char* help) { return add(name, help, MetricType::Counter); }
    static ClientMetric counted(std::vector<ClientMetric::Label> labels, double value)
    {
        ClientMetric metric;
        metric.label = std::move(labels);
        metric.counter.value = value;
        return metric;
    }

    [[nodiscard]] std::string text() const { return prometheus::TextSerializer().Serialize(m_families); }

private:
    std::vector<ClientMetric>& add(const char* name, const char* help, MetricType type)
    {
        MetricFamily family;
        family.name = name;
        family.help = help;
        family.type = type;
        m_families.push_back(std::move(family));
        return m_families.back().metric;
    }

    std::vector<MetricFamily> m_families;
};

double number(std::uint64_t value) { return static_cast<double>(value); }
double seconds(Clock::duration duration) { return milliseconds(duration) / 1000.0; }

} // namespace

std::string metricsText(const server::ServerFigures& f, TimePoint now)
{
    Families all;
    all.gauge("weir_clients", "Clients connected now.", number(f.clients));
    all.gauge("weir_nodes", "Nodes of the graph.", number(f.nodes));
    all.gauge("weir_edges", "Edges of the graph.", number(f.edges));
    all.counter("weir_ticks_total", "Ticks made.", number(f.ticks));
    all.histogram("weir_tick_lateness_seconds", "How late each tick began.", f.tickLatenessSeconds);
    all.counter("weir_changes_total", "Changes of the graph; a change is an element that changed in a tick.", number(f.changes));
    all.counter("weir_epochs_total", "Graphs begun: at the start, and with each other source.", number(f.epochs));
    all.counter("weir_sent_messages_total", "Messages sent to all clients.", number(f.sessions.messages));
    all.counter("weir_sent_bytes_total", "Bytes of those messages, as sent.", number(f.sessions.bytes));
    all.counter("weir_sent_uncompressed_bytes_total", "Bytes they would have been uncompressed.", number(f.sessions.bytes + f.sessions.savedBytes));
    all.counter("weir_merged_changes_total", "Changes that clients got merged into a later one, in deltas sent as a whole.", number(f.sessions.mergedChanges));
    all.gauge("weir_pending_changes", "Changes not yet sent, of all clients together.", number(f.pendingChanges));
    all.gauge("weir_unapplied_changes", "Changes sent, and not yet said to be applied, of all clients together.", number(f.unappliedChanges));
    auto& ledger = all.counters("weir_ledger_changes_total", "Changes that what was sent to all clients stands for, by what became of them.");
    ledger.push_back(Families::counted({{"fate", "carried"}}, number(f.sessions.ledger.rows)));
    ledger.push_back(Families::counted({{"fate", "merged"}}, number(f.sessions.ledger.merged)));
    ledger.push_back(Families::counted({{"fate", "sampled"}}, number(f.sessions.ledger.sampled)));
    auto& catchUps = all.counters("weir_catch_ups_total", "Catch-ups begun, by how.");
    catchUps.push_back(Families::counted({{"path", "resume"}}, number(f.sessions.resumes)));
    catchUps.push_back(Families::counted({{"path", "scan"}}, number(f.sessions.scans)));
    catchUps.push_back(Families::counted({{"path", "snapshot"}}, number(f.sessions.snapshots)));
    catchUps.push_back(Families::counted({{"path", "staged"}}, number(f.sessions.stagedDeltas)));
    all.counter("weir_snapshot_parts_held_total", "Parts of snapshots that were not sent because the client had them.", number(f.sessions.partsHeld));
    all.counter("weir_resyncs_total", "Times a client asked for a new snapshot, because its graph was not the server's.", number(f.sessions.resyncs));
    all.counter("weir_digests_sent_total", "Digests sent with whole deltas, each to be compared by a client.", number(f.sessions.digestsSent));
    all.counter("weir_digests_failed_total", "Audits that clients asked for, because their digest differed.", number(f.sessions.audits));
    all.counter("weir_fetched_chunks_total", "Chunks that differed, fetched again by clients.", number(f.sessions.chunksFetched));
    all.counter("weir_credit_starved_seconds_total", "Time that sessions had something to send and no credit for it.", seconds(f.sessions.starved));
    all.gauge("weir_unacknowledged_bytes", "Bytes sent to all clients and not given back by their credits.", number(f.unacknowledgedBytes));
    all.gauge("weir_unsent_bytes", "Bytes that wait in all sockets.", number(f.unsentBytes));
    all.gauge("weir_snapshot_bytes", "Bytes of the encoded snapshot.", number(f.snapshotBytes));
    if (f.snapshotAgeSeconds)
        all.gauge("weir_snapshot_age_seconds", "Age of the encoded snapshot; it grows while nobody asks for one.", *f.snapshotAgeSeconds + seconds(now - f.made));
    all.gauge("weir_snapshot_build_seconds", "How long the last pass over changed chunks took.", f.snapshotBuildSeconds);
    if (!f.closes.empty()) {
        auto& closes = all.counters("weir_closes_total", "Connections closed, by close code.");
        for (const auto& [code, count] : f.closes)
            closes.push_back(Families::counted({{"code", std::to_string(code)}}, number(count)));
    }
    all.counter("weir_turned_away_total", "Connections that ended before a WebSocket stood: too many, or too slow.", number(f.turnedAway));
    all.counter("weir_exhausted_total", "Times the system had no descriptor for those who came, at most once a minute.", number(f.exhausted));
    all.counter("weir_received_frames_total", "WebSocket frames received from all clients, of any kind.", number(f.sessions.receivedFrames));
    all.counter("weir_steers_refused_total", "Steers that were answered with a notice.", number(f.sessions.steersRefused));
    return all.text();
}

} // namespace weir::admin
