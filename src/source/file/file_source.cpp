#include "source/file/file_source.h"
#include "base/home_path.h"
#include "format/file_format.h"
#include "format/table/node_table_reader.h"
#include "format/text_check.h"
#include "format/text_input.h"
#include "source/file/recorded_graph.h"
#include "source/file_mark.h"
#include "source/reading_sink.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <utility>

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
    Parameter{.key = "watch", .placeholder = "yes|no", .label = QT_TRANSLATE_NOOP("Source", "Read it again whenever it changes"),
              .kind = Parameter::Kind::YesNo, .fallback = "no"},
    Parameter{.key = "format", .placeholder = "FORMAT", .kind = Parameter::Kind::Text},
};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values)
{
    FileSource::Options options;
    options.columns = {values.text("source"), values.text("target"), values.text("weight")};
    options.nodes = withHome(values.text("nodes"));
    options.watch = values.yesNo("watch");
    if (const std::string key = values.text("format"); !key.empty()) {
        options.format = format::formatOfKey(key);
        if (options.format == nullptr || options.format->read == nullptr)
            return std::unexpected(Error{"file: format=" + key + " is none that is read; there are " + format::keysRead()});
    }
    if (options.columns.source.empty() != options.columns.target.empty())
        return std::unexpected(Error{"file: source= and target= go together: file:PATH:source=NAME,target=NAME"});
    return std::make_unique<FileSource>(withHome(values.text("path")), std::move(options));
}

constexpr std::chrono::milliseconds betweenLooks{250};

void tellOfPacking(const FileInput& input, format::ReadingReport& report)
{
    if (input.hasMoreBehind())
        report.note("behind what is packed with gzip there are other bytes, which are not read");
}

/// One reading of a file, and of a table of nodes beside it.
class FileReading final {
public:
    FileReading(const std::string& path, const FileSource::Options& options, std::stop_token stop)
        : m_path(path), m_options(options), m_stop(std::move(stop)), m_shown(cleaned(path, mostKeyBytes))
    {}

    /// Error: there is nothing that can be read.
    [[nodiscard]] std::expected<void, Error> open()
    {
        std::error_code fault;
        if (std::filesystem::is_directory(m_path, fault))
            return failed(" is a folder");
        if (std::filesystem::exists(m_path, fault) && !std::filesystem::is_regular_file(m_path, fault))
            return failed(" is no file with an end, but a pipe, socket or device; events:PATH follows those");
        m_mark = FileMark::of(m_path);
        m_file.open(m_path, std::ios::binary);
        if (!m_file)
            return failed(std::string(" cannot be opened: ") + std::strerror(errno));
        m_input.emplace(m_file, m_stop);
        m_format = m_options.format != nullptr ? FileFormat{m_options.format, {}} : recognised(m_input->head(), m_path);
        if (m_format.format == nullptr)
            return std::unexpected(Error{m_shown + ": " + m_format.words});
        return {};
    }

    /// Error: where and why the file ends for its reader; what came before it reached the graph.
    [[nodiscard]] std::expected<void, Error> read(format::GraphSink& graph)
    {
        if (const auto nodes = m_options.nodes.empty() ? std::expected<void, Error>{} : readNodes(graph); !nodes) {
            m_noNodes = true;
            return nodes;
        }
        auto done = m_format.format->read(*m_input, graph, m_options.columns);
        // Whoever read a packed file that is damaged saw its end there, and may have found fault with that.
        if (!m_input->fault().empty())
            done = std::unexpected(Error{" packed with gzip, but " + std::string(m_input->fault())});
        tellOfPacking(*m_input, graph.report());
        if (m_mark != FileMark::of(m_path) && !m_options.watch)
            graph.report().note("the file changed while it was read, so what is shown may be of before and after");
        return done;
    }

    /// Words for what reading came to: an error that names the file, or that there is no graph in it.
    [[nodiscard]] std::expected<void, Error> judged(const std::expected<void, Error>& done, format::GraphSink& graph) const
    {
        const std::string left = graph.report().text();
        if (m_noNodes)
            return done;
        if (!done) {
            return std::unexpected(Error{
                m_shown + ':' + done.error().text
                + (graph.nodeCount() == 0 ? "" : "; before it: " + graph.report().sentence(graph.nodeCount(), graph.edgeCount()))});
        }
        if (graph.nodeCount() == 0)
            return failed(" holds no graph: " + (left.empty() ? "neither a node nor an edge is in it" : left));
        return {};
    }

    /// How much of the file is read.
    [[nodiscard]] double share()
    {
        const auto at = static_cast<double>(m_file.tellg());
        const auto bytes = static_cast<double>(m_mark.bytes);
        return at < 0 || bytes <= 0 ? 1.0 : std::min(1.0, at / bytes);   // an input at its end has no place
    }

    /// What was read, if something was left out; else "".
    [[nodiscard]] std::string sentence(format::GraphSink& graph) const
    {
        return graph.report().text().empty() ? std::string{}
                                             : m_shown + ": " + graph.report().sentence(graph.nodeCount(), graph.edgeCount());
    }

private:
    [[nodiscard]] std::unexpected<Error> failed(const std::string& cause) const { return std::unexpected(Error{"file: " + m_shown + cause}); }

    [[nodiscard]] std::expected<void, Error> readNodes(format::GraphSink& graph)
    {
        const std::string shown = cleaned(m_options.nodes, mostKeyBytes);
        std::error_code fault;
        std::ifstream file(m_options.nodes, std::ios::binary);
        if (!file || std::filesystem::is_directory(m_options.nodes, fault))
            return std::unexpected(Error{"file: " + shown + " cannot be opened"});
        FileInput nodes(file, m_stop);
        const FileFormat table = recognised(nodes.head(), m_options.nodes);
        if (table.format == nullptr || table.format->id != format::FormatId::Table)
            return std::unexpected(Error{shown + ": the file is no table of nodes"});
        format::TextInput text(nodes);
        NodeTableReader(text, graph).read();
        tellOfPacking(nodes, graph.report());
        return {};
    }

    const std::string& m_path;
    const FileSource::Options& m_options;
    std::stop_token m_stop;
    std::string m_shown;
    FileMark m_mark;   // before it was opened
    std::ifstream m_file;
    std::optional<FileInput> m_input;
    FileFormat m_format;
    bool m_noNodes = false;   // the table of nodes is at fault
};

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

std::string FileSource::shownPath() const { return cleaned(m_path, mostKeyBytes); }

std::expected<void, Error> FileSource::run(ChangeSink& sink, std::stop_token stop)
{
    return m_options.watch ? watch(sink, stop) : readOnce(sink, stop);
}

std::expected<void, Error> FileSource::readOnce(ChangeSink& sink, const std::stop_token& stop)
{
    FileReading reading(m_path, m_options, stop);
    if (const auto opened = reading.open(); !opened)
        return opened;
    ReadingSink told(sink, [&reading] { return reading.share(); });
    FileGraph graph(told, m_schema);
    const auto done = reading.read(graph);
    graph.finish();
    if (graph.stopped() || stop.stop_requested())
        return {};
    if (auto judged = reading.judged(done, graph); !judged)
        return judged;
    if (const std::string left = reading.sentence(graph); !left.empty())
        sink.report({left});
    return {};
}

/// What is said while a file is watched: nothing twice in a row.
class FileSource::Words final {
public:
    explicit Words(ChangeSink& sink) : m_sink(sink) {}

    void say(const std::string& words)
    {
        if (words != m_last && !words.empty())
            m_sink.report({words});
        m_last = words;
    }

private:
    ChangeSink& m_sink;
    std::string m_last;
};

std::expected<void, Error> FileSource::watch(ChangeSink& sink, const std::stop_token& stop)
{
    KeyedFeed feed(sink, m_schema);
    Words words(sink);
    const auto marks = [this] { return std::pair(FileMark::of(m_path), m_options.nodes.empty() ? FileMark{} : FileMark::of(m_options.nodes)); };
    auto read = marks(), seen = read;   // of what was read last, and at the look before
    if (const auto begun = readAgain(feed, sink, words, Round::First, stop); !begun)
        return begun;
    if (stop.stop_requested())
        return {};
    sink.whole();
    while (sink.waitFor(betweenLooks) && !feed.stopped()) {
        const auto now = marks();
        const bool stands = now == std::exchange(seen, now);   // what is being written changes from look to look
        if (now == read || !stands)
            continue;
        read = now;
        if (!now.first.present)
            words.say(shownPath() + " is gone; what it held is shown, and it is read again when it is there");
        else
            static_cast<void>(readAgain(feed, sink, words, Round::Later, stop));
    }
    return {};
}

std::expected<void, Error> FileSource::readAgain(KeyedFeed& feed, ChangeSink& sink, Words& words, Round round, const std::stop_token& stop)
{
    FileReading reading(m_path, m_options, stop);
    const auto opened = reading.open();
    if (!opened && round == Round::First)
        return opened;
    double told = 0;
    RecordedGraph graph(feed, [&] {
        if (round == Round::First)
            sink.progress(told = std::max(told, reading.share()));
    });
    const AttributeFeed::LeftOut nodesBefore = feed.attributes(ElementKind::Node).leftOut(), edgesBefore = feed.attributes(ElementKind::Edge).leftOut();
    auto done = opened ? reading.read(graph) : opened;
    const bool asked = stop.stop_requested();   // to end: what was read is shown
    const bool holdsAny = done && graph.nodeCount() > 0;   // one that is emptied before it is written anew is half written
    if (round == Round::First || (holdsAny && !asked))
        graph.show();
    if (asked)
        return {};
    feed.attributes(ElementKind::Node).tellLeftOut("nodes", graph.report(), nodesBefore);
    feed.attributes(ElementKind::Edge).tellLeftOut("edges", graph.report(), edgesBefore);
    if (opened)
        done = reading.judged(done, graph);
    if (done)
        words.say(reading.sentence(graph));
    else
        words.say(done.error().text + (round == Round::First ? "; it is read again when it changes"
                                                             : "; what it held before is shown, and it is read again when it changes"));
    return {};
}

} // namespace weir::source
