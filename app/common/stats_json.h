#pragma once
#include "base/error.h"
#include "stream/stream_stats.h"
#include <QtCore/QFile>
#include <QtCore/QJsonObject>
#include <expected>
#include <memory>

namespace weir::app {

/// The stats object as scripts read it; units and meanings are those of stream::StreamStats. What is not known is null.
[[nodiscard]] QJsonObject toJson(const stream::StreamStats& stats);

/// Writes one JSON object a line to a file, or to standard output for "-". Flushed line by line. Main thread.
class StatsWriter final {
public:
    /// An error names the file and the system's reason.
    [[nodiscard]] static std::expected<StatsWriter, Error> open(const QString& fileOrDash);

    void write(const QJsonObject& stats);

private:
    explicit StatsWriter(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}

    std::unique_ptr<QFile> m_file;
};

} // namespace weir::app
