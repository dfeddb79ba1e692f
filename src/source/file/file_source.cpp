#include "source/file/file_source.h"
#include "base/home_path.h"
#include "format/file_format.h"
#include "format/table/node_table_reader.h"
#include "format/text_check.h"
#include "format/text_input.h"
#include "source/reading_sink.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace weir::source {

using format::cleaned;
using format::FileFormat;
using format::FileInput;
using format::mostKeyBytes;
using format::NodeTableReader;
using format::recognised;

namespace {

constexpr std::array parameters{
    Parameter{.key = "path", .placeholder = "PATH", .label = QT_TRANSLATE_NOOP("Source", "Path"), .kind = Parameter::Kind::Path,
              .missing = "a path is missing: file:PATH of a table (CSV, TSV), GraphML, JSON or another format of graphs"},
    Parameter{.key = "source", .placeholder = "COLUMN", .kind = Parameter::Kind::Text},
    Parameter{.key = "target", .placeholder = "COLUMN", .kind = Parameter::Kind::Text},
    Parameter{.key = "weight", .placeholder = "COLUMN", .kind = Parameter::Kind::Text},
    Parameter{.key = "nodes", .placeholder = "PATH", .kind = Parameter::Kind::Text},
};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values)
{
    FileSource::Options options;
    options.columns = {values.text("source"), values.text("target"), values.text("weight")};
    options.nodes = withHome(values.text("nodes"));
    if (options.columns.source.empty() != options.columns.target.empty())
        return std::unexpected(Error{"file: source= and target= go together: file:PATH:source=NAME,target=NAME"});
    return std::make_unique<FileSource>(withHome(values.text("path")), std::move(options));
}

void tellOfPacking(const FileInput& input, format::ReadingReport& report)
{
    if (input.hasMoreBehind())
        report.note("behind what is packed with gzip there are other bytes, which are not read");
}

} // namespace

constexpr SourceKind FileSource::kind{
    "file",
    QT_TRANSLATE_NOOP("Source",
                      "a graph from a file: a table of edges or of nodes (CSV, TSV and the like), GraphML, JSON and other formats, also packed with gzip"),
    parameters, &make};

FileSource::FileSource(std::string path, Options options)
    : m_path(std::move(path)),
      m_options(std::move(options)),
      m_schema(FileGraph::schema(cleaned(std::filesystem::path(m_path).filename().string(), mostKeyBytes)))
{}

std::expected<void, Error> FileSource::run(ChangeSink& sink, std::stop_token stop)
{
    const std::string shown = cleaned(m_path, mostKeyBytes);
    const auto failed = [&shown](const std::string& cause) { return std::unexpected(Error{"file: " + shown + cause}); };
    std::error_code fault;
    if (std::filesystem::is_directory(m_path, fault))
        return failed(" is a folder");
    if (std::filesystem::exists(m_path, fault) && !std::filesystem::is_regular_file(m_path, fault))
        return failed(" is no file with an end, but a pipe, socket or device; events:PATH follows those");
    std::ifstream file(m_path, std::ios::binary);
    if (!file)
        return failed(std::string(" cannot be opened: ") + std::strerror(errno));
    FileInput input(file, stop);
    const FileFormat format = recognised(input.head(), m_path);
    if (format.format == nullptr)
        return std::unexpected(Error{shown + ": " + format.words});

    const auto bytes = static_cast<double>(std::filesystem::file_size(m_path, fault));
    ReadingSink reading(sink, [&] {
        const auto at = static_cast<double>(file.tellg());
        return at < 0 || bytes <= 0 ? 1.0 : std::min(1.0, at / bytes);   // an input at its end has no place
    });
    FileGraph graph(reading, m_schema);
    if (!m_options.nodes.empty()) {
        std::ifstream nodesFile(m_options.nodes, std::ios::binary);
        if (!nodesFile || std::filesystem::is_directory(m_options.nodes, fault))
            return std::unexpected(Error{"file: " + cleaned(m_options.nodes, mostKeyBytes) + " cannot be opened"});
        FileInput nodes(nodesFile, stop);
        if (const FileFormat table = recognised(nodes.head(), m_options.nodes); table.format == nullptr || table.format->id != format::FormatId::Table)
            return std::unexpected(Error{cleaned(m_options.nodes, mostKeyBytes) + ": the file is no table of nodes"});
        format::TextInput text(nodes);
        NodeTableReader(text, graph).read();
        tellOfPacking(nodes, graph.report());
    }
    auto done = format.format->read(input, graph, m_options.columns);
    // Whoever read a packed file that is damaged saw its end there, and may have found fault with that.
    if (!input.fault().empty())
        done = std::unexpected(Error{" packed with gzip, but " + std::string(input.fault())});
    tellOfPacking(input, graph.report());
    graph.finish();
    if (graph.stopped() || stop.stop_requested())
        return {};
    const bool nothing = graph.nodeCount() == 0;
    const std::string left = graph.report().text();
    if (!done)
        return std::unexpected(
            Error{shown + ':' + done.error().text
                  + (nothing ? "" : "; before it: " + graph.report().sentence(graph.nodeCount(), graph.edgeCount()))});
    if (nothing)
        return failed(" holds no graph: " + (left.empty() ? "neither a node nor an edge is in it" : left));
    if (!left.empty())
        sink.report({shown + ": " + graph.report().sentence(graph.nodeCount(), graph.edgeCount())});
    return {};
}

} // namespace weir::source
