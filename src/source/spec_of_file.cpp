#include "source/spec_of_file.h"
#include "base/home_path.h"
#include "format/file_format.h"
#include "format/format_catalogue.h"
#include "format/text_input.h"
#include "source/catalogue.h"
#include "source/spec.h"
#include <QtCore/QFileInfo>
#include <fstream>
#include <optional>

namespace weir::source {

namespace {

/// Of a file that is a table; nothing: it is none.
std::optional<format::EdgeTable::Shape> shapeOfTable(const QString& path)
{
    std::ifstream file(path.toStdString(), std::ios::binary);
    format::FileInput input(file);
    const format::FileFormat found = format::recognised(input.head(), path.toStdString());
    if (found.format == nullptr || found.format->id != format::FormatId::Table)
        return std::nullopt;
    const format::TextInput text(input);
    const auto table = format::EdgeTable::foundIn(text.head(), text.headIsAll(), {});
    return table ? std::optional(table->shape) : std::nullopt;
}

} // namespace

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

std::expected<QString, Error> specOfFiles(const QStringList& paths)
{
    if (paths.size() == 1)
        return specOfFile(paths.front());
    QStringList edges, nodes;
    for (const QString& path : paths) {
        if (const auto readable = checkReadable(path); !readable)
            return std::unexpected(readable.error());
        if (const auto shape = shapeOfTable(path)) {
            const QString whole = QFileInfo(path).absoluteFilePath();
            (*shape == format::EdgeTable::Shape::Nodes ? nodes : edges) << whole;
        }
    }
    if (paths.size() != 2 || edges.size() != 1 || nodes.size() != 1)
        return std::unexpected(
            Error{std::to_string(paths.size()) + " files are no one graph: drop one, or a table of edges and a table of nodes together"});
    if (nodes.front().contains(u','))
        return std::unexpected(
            Error{"the path of a table of nodes beside one of edges must be without commas: \"" + nodes.front().toStdString() + '"'});
    return QStringLiteral("file:") + edges.front() + QStringLiteral(",nodes=") + nodes.front();
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
