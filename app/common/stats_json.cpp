#include "common/stats_json.h"
#include <QtCore/QJsonDocument>
#include <cstdio>

namespace weir::app {

namespace {

QJsonValue valueOf(bool value) { return value; }
QJsonValue valueOf(double value) { return value; }
QJsonValue valueOf(std::uint64_t value) { return static_cast<qint64>(value); }
QJsonValue valueOf(const char* value) { return QLatin1String(value); }
QJsonValue valueOf(const std::string& value) { return QString::fromStdString(value); }

QJsonValue valueOf(const flow::Ledger::Totals& ledger)
{
    return QJsonObject{
        {QStringLiteral("produced"), valueOf(ledger.produced)},
        {QStringLiteral("pending"), valueOf(ledger.pending)},
        {QStringLiteral("in_flight"), valueOf(ledger.inFlight)},
        {QStringLiteral("queued"), valueOf(ledger.queued)},
        {QStringLiteral("applied"), valueOf(ledger.applied)},
        {QStringLiteral("merged"), valueOf(ledger.merged)},
        {QStringLiteral("sampled"), valueOf(ledger.sampled)},
    };
}

template <typename Value>
QJsonValue valueOf(const std::optional<Value>& value)
{
    return value ? valueOf(*value) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject toJson(const stream::StreamStats& stats)
{
    QJsonObject object;
    stream::visitFigures(stats, [&object](const char* name, const auto& value) { object.insert(QLatin1String(name), valueOf(value)); });
    return object;
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
