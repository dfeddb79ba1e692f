#include "common/source_file.h"
#include <QtCore/QFileInfo>

namespace weir::app {

std::expected<QString, Error> sourceSpecOf(const QString& file)
{
    const QString events = QStringLiteral("events:") + file;
    if (file == u"-")
        return events;
    const QFileInfo info(file);
    const std::string name = file.toStdString();
    if (!info.exists())
        return std::unexpected(Error{"there is no file \"" + name + "\"; other sources are named by --source"});
    if (info.isDir())
        return std::unexpected(Error{"\"" + name + "\" is a folder; name a file"});
    if (!info.isReadable())
        return std::unexpected(Error{"\"" + name + "\" may not be read"});
    const QString suffix = info.suffix().toLower();
    const bool isLines = suffix == u"jsonl" || suffix == u"ndjson" || !info.isFile();
    return isLines ? events : QStringLiteral("file:") + file;
}

} // namespace weir::app
