#include "source/spec_of_file.h"
#include "base/home_path.h"
#include "format/format_catalogue.h"
#include "source/catalogue.h"
#include "source/spec.h"
#include <QtCore/QFileInfo>

namespace weir::source {

std::expected<void, Error> checkReadable(const QString& path)
{
    if (path == u"-")
        return {};
    const QFileInfo info(path);
    const std::string name = path.toStdString();
    if (!info.exists())
        return std::unexpected(Error{"there is no file \"" + name + '"', ErrorKind::NotFound});
    if (info.isDir())
        return std::unexpected(Error{'"' + name + "\" is a folder; name a file"});
    if (!info.isReadable())
        return std::unexpected(Error{'"' + name + "\" may not be read", ErrorKind::Denied});
    return {};
}

std::expected<QString, Error> specOfFile(const QString& path)
{
    if (const auto readable = checkReadable(path); !readable)
        return std::unexpected(readable.error());
    const QString events = QStringLiteral("events:");
    if (path == u"-")
        return events + path;
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    const bool isLines = suffix == u"jsonl" || suffix == u"ndjson" || !info.isFile();
    return (isLines ? events : QStringLiteral("file:")) + info.absoluteFilePath();
}

std::expected<QString, Error> specOfWord(const QString& word)
{
    auto file = specOfFile(QString::fromStdString(withHome(word.toStdString())));
    if (!file && file.error().kind == ErrorKind::NotFound && kindNamed(Spec::split(word.toStdString()).name))
        return word;
    return file;
}

std::vector<FileKind> fileKinds()
{
    std::vector<FileKind> kinds;
    for (const format::Format& format : format::formats()) {
        if (format.read == nullptr)
            continue;
        FileKind kind{std::string(format.name), {}};
        for (const std::string_view ending : format.endings) {
            kind.patterns.push_back("*." + std::string(ending));
            kind.patterns.push_back(kind.patterns.back() + ".gz");
        }
        kinds.push_back(std::move(kind));
    }
    kinds.push_back({"Events", {"*.jsonl", "*.ndjson"}});
    return kinds;
}

}   // namespace weir::source
