#include "source/file/file_source.h"
#include "source/reading_sink.h"
#include "source/text_check.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <QtCore/QFile>

namespace weir::source {

namespace {

bool beginsLikeXml(std::istream& input)
{
    std::string head(512, '\0');
    input.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(input.gcount()));
    input.clear();
    input.seekg(0);
    if (head.starts_with("\xef\xbb\xbf"))
        head.erase(0, 3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    return first != std::string::npos && head[first] == '<';
}

constexpr std::array parameters{Parameter{.key = "path", .placeholder = "PATH", .label = "Path", .kind = Parameter::Kind::Path,
                                          .missing = "a path is missing: file:PATH of an edge list (CSV, TSV) or a GraphML document"}};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values) { return std::make_unique<FileSource>(values.text("path")); }

} // namespace

constexpr SourceKind FileSource::kind{"file", "a graph from a file: edge list (CSV, TSV, with or without header) or GraphML", parameters, &make};

FileSource::FileSource(std::string path)
    : m_path(std::move(path)),
      m_schema(FileGraph::schema(cleaned(std::filesystem::path(m_path).filename().string(), mostKeyBytes)))
{}

std::expected<void, Error> FileSource::run(ChangeSink& sink, std::stop_token)
{
    const std::string shown = cleaned(m_path, mostKeyBytes);
    std::error_code fault;
    if (std::filesystem::is_directory(m_path, fault))
        return std::unexpected(Error{"file: " + shown + " is a folder"});
    if (std::filesystem::exists(m_path, fault) && !std::filesystem::is_regular_file(m_path, fault))
        return std::unexpected(Error{"file: " + shown + " is no file with an end, but a pipe, socket or device; events:PATH follows those"});
    std::ifstream input(m_path, std::ios::binary);
    if (!input)
        return std::unexpected(Error{"file: " + shown + " cannot be opened: " + std::strerror(errno)});
    QFile document(QFile::decodeName(m_path.c_str()));
    const auto bytes = static_cast<double>(document.size());
    ReadingSink reading(sink, [&] {
        const double at = document.isOpen() ? static_cast<double>(document.pos()) : static_cast<double>(input.tellg());
        return at < 0 || bytes <= 0 ? 1.0 : std::min(1.0, at / bytes);   // an input at its end has no place
    });
    KeyedFeed feed(reading, m_schema);
    FileGraph graph(feed);
    std::expected<void, Error> done;
    if (beginsLikeXml(input)) {
        if (!document.open(QIODevice::ReadOnly))
            return std::unexpected(
                Error{"file: " + shown + " cannot be opened: " + document.errorString().toStdString()});
        done = graph.readGraphMl(document);
    } else {
        done = graph.readEdgeList(input);
    }
    graph.finish();
    if (!done)
        return std::unexpected(Error{shown + ':' + done.error().text});
    if (feed.nodeCount() == 0)
        return std::unexpected(Error{"file: " + shown + " holds no graph: neither a node nor an edge is in it"});
    return {};
}

} // namespace weir::source
