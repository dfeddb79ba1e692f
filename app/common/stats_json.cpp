#include "common/stats_json.h"
#include <QtCore/QJsonDocument>
#include <cstdio>

namespace weir::app {

namespace {

QJsonValue orNull(std::optional<double> value) { return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null); }
QJsonValue orNull(std::optional<bool> value) { return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null); }
QJsonValue number(std::uint64_t value) { return QJsonValue(static_cast<qint64>(value)); }

} // namespace

QJsonObject toJson(const stream::StreamStats& s)
{
    return {
        {QStringLiteral("state"), QLatin1String(toString(s.state))},
        {QStringLiteral("state_reason"), QString::fromStdString(s.stateReason)},
        {QStringLiteral("drain_paused"), s.drainPaused},
        {QStringLiteral("source_state"), QLatin1String(toString(s.sourceState))},
        {QStringLiteral("source_progress"), orNull(s.sourceProgress)},
        {QStringLiteral("source_reason"), QString::fromStdString(s.sourceReason)},
        {QStringLiteral("in_sync"), orNull(s.inSync)},
        {QStringLiteral("digest"), QString::fromStdString(s.digest)},
        {QStringLiteral("server_tick"), number(s.serverTick)},
        {QStringLiteral("applied_tick"), number(s.appliedTick)},
        {QStringLiteral("queue_messages"), number(s.queueMessages)},
        {QStringLiteral("queue_bytes"), number(s.queueBytes)},
        {QStringLiteral("window"), QLatin1String(toString(s.windowSizing))},
        {QStringLiteral("window_messages"), number(s.windowMessages)},
        {QStringLiteral("window_bytes"), number(s.windowBytes)},
        {QStringLiteral("credits_messages"), number(s.creditsMessages)},
        {QStringLiteral("credits_bytes"), number(s.creditsBytes)},
        {QStringLiteral("nodes"), number(s.nodes)},
        {QStringLiteral("edges"), number(s.edges)},
        {QStringLiteral("snapshots_applied"), number(s.snapshotsApplied)},
        {QStringLiteral("deltas_applied"), number(s.deltasApplied)},
        {QStringLiteral("changes_applied"), number(s.changesApplied)},
        {QStringLiteral("changes_merged"), number(s.changesMerged)},
        {QStringLiteral("changes_per_s"), s.changesPerSecond},
        {QStringLiteral("messages_per_s"), s.messagesPerSecond},
        {QStringLiteral("bytes_per_s"), s.bytesPerSecond},
        {QStringLiteral("bytes_received"), number(s.bytesReceived)},
        {QStringLiteral("bytes_saved"), number(s.bytesSaved)},
        {QStringLiteral("pressure"), QLatin1String(toString(s.pressure))},
        {QStringLiteral("policy"), QString::fromStdString(protocol::toText(s.policy))},
        {QStringLiteral("proved_lanes"), static_cast<int>(s.provedLanes)},
        {QStringLiteral("ledger"), QJsonObject{
            {QStringLiteral("produced"), number(s.ledger.produced)},
            {QStringLiteral("pending"), number(s.ledger.pending)},
            {QStringLiteral("in_flight"), number(s.ledger.inFlight)},
            {QStringLiteral("queued"), number(s.ledger.queued)},
            {QStringLiteral("applied"), number(s.ledger.applied)},
            {QStringLiteral("merged"), number(s.ledger.merged)},
            {QStringLiteral("sampled"), number(s.ledger.sampled)},
        }},
        {QStringLiteral("latency_ms_p50"), orNull(s.latencyMsP50)},
        {QStringLiteral("latency_ms_p99"), orNull(s.latencyMsP99)},
        {QStringLiteral("clock_uncertainty_ms"), orNull(s.clockUncertaintyMs)},
        {QStringLiteral("resumed"), number(s.resumed)},
        {QStringLiteral("parts_held"), number(s.partsHeld)},
        {QStringLiteral("faults"), number(s.faults)},
    };
}

std::expected<StatsWriter, Error> StatsWriter::open(const QString& fileOrDash)
{
    auto file = std::make_unique<QFile>(fileOrDash);
    const bool opened = fileOrDash == QLatin1String("-") ? file->open(stdout, QIODevice::WriteOnly)
                                                         : file->open(QIODevice::WriteOnly | QIODevice::Truncate);
    if (!opened)
        return std::unexpected(Error{"cannot write " + fileOrDash.toStdString() + ": " + file->errorString().toStdString()});
    return StatsWriter(std::move(file));
}

void StatsWriter::write(const QJsonObject& stats)
{
    m_file->write(QJsonDocument(stats).toJson(QJsonDocument::Compact) + '\n');
    m_file->flush();
}

} // namespace weir::app
