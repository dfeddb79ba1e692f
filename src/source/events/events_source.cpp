#include "source/events/events_source.h"
#include "source/events/event_graph.h"
#include "source/file_handle.h"
#include "source/reading_sink.h"
#include "source/text_check.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace weir::source {

namespace {

constexpr std::size_t pieceBytes = 256 * 1024, scannedForCategories = 256 * 1024;
constexpr std::chrono::milliseconds idleWait{20};
constexpr int idleWaitsUntilLineCounts = 25;   // half a second
constexpr std::size_t mostCategories = 8;
constexpr std::uint64_t mostComplaints = 100;

std::string causeOf(int fault) { return std::string(std::strerror(fault)); }

bool isRegularFile(const std::string& path)
{
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

struct ReadOutcome {
    std::size_t bytes = 0;
    bool ended = false;   // the end of the file, or no writer is left
    int fault = 0;        // an errno
};

/// Never waits.
ReadOutcome readPiece(int descriptor, std::vector<char>& piece)
{
    pollfd query{descriptor, POLLIN, 0};
    if (::poll(&query, 1, 0) <= 0)
        return {};
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0)
        return {0, false, errno == EAGAIN || errno == EINTR ? 0 : errno};
    return {static_cast<std::size_t>(got), got == 0, 0};
}

/// Whether the file behind `path` has become shorter than what was read, or is another file.
bool startsAgain(int descriptor, const std::string& path, std::uint64_t read)
{
    struct stat opened {
    }, named{};
    if (::fstat(descriptor, &opened) != 0 || ::stat(path.c_str(), &named) != 0)
        return false;
    return static_cast<std::uint64_t>(opened.st_size) < read || opened.st_ino != named.st_ino
           || opened.st_dev != named.st_dev;
}

constexpr std::array parameters{
    Parameter{.key = "path", .placeholder = "PATH|-", .label = "Path", .kind = Parameter::Kind::Path,
              .missing = "a path is missing: events:PATH for a file or FIFO, events:- for standard input"}};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values) { return std::make_unique<EventsSource>(values.text("path")); }

} // namespace

constexpr SourceKind EventsSource::kind{
    "events", "your own live data: a JSON object a line (an, cn, dn, ae, ce, de) from a file, a FIFO or standard input", parameters, &make};

EventsSource::EventsSource(std::string path)
    : m_path(std::move(path)), m_shownPath(m_path == "-" ? "standard input" : cleaned(m_path, mostKeyBytes))
{
    m_schema.title = "Events from " + m_shownPath;
    collectCategories();
}

void EventsSource::collectCategories()
{
    m_schema.nodeCategories = {"no category"};
    if (const FileHandle file(isRegularFile(m_path) ? ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC) : -1); file.open()) {
        LineSplitter lines;
        std::vector<char> piece(pieceBytes);
        std::size_t scanned = 0;
        for (ssize_t got = 1; got > 0 && scanned < scannedForCategories; scanned += static_cast<std::size_t>(got)) {
            got = ::read(file.get(), piece.data(), piece.size());
            if (got <= 0)
                break;
            lines.append({piece.data(), static_cast<std::size_t>(got)});
            while (const auto line = lines.next()) {
                const auto parsed = EventLine::parse(line->text);
                if (!parsed)
                    continue;
                for (const auto* events : {&parsed->addedNodes, &parsed->changedNodes}) {
                    for (const auto& event : *events) {
                        const auto number = static_cast<graph::Category>(m_schema.nodeCategories.size());
                        if (event.category && number < mostCategories
                            && m_categories.emplace(*event.category, number).second)
                            m_schema.nodeCategories.push_back(*event.category);
                    }
                }
            }
        }
    }
    while (m_schema.nodeCategories.size() < mostCategories)
        m_schema.nodeCategories.push_back("category " + std::to_string(m_schema.nodeCategories.size()));
}

graph::Category EventsSource::categoryOf(const std::string& name)
{
    const auto found = m_categories.find(name);
    if (found != m_categories.end())
        return found->second;
    const std::size_t number = m_categories.size() + 1;
    if (number >= mostCategories)
        return mostCategories - 1;
    return m_categories.emplace(name, static_cast<graph::Category>(number)).first->second;
}

std::expected<void, Error> EventsSource::run(ChangeSink& sink, std::stop_token stop)
{
    const bool standardInput = m_path == "-";
    // Without O_NONBLOCK the opening of a FIFO would wait for its first writer. Standard input is shared with other
    // processes, so its flags stay as they are and it is asked before it is read.
    const auto opened = [&] {
        return FileHandle(standardInput ? ::dup(STDIN_FILENO)
                                        : ::open(m_path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    };
    FileHandle input = opened();
    struct stat status {};
    if (!input.open() || ::fstat(input.get(), &status) != 0)
        return std::unexpected(Error{"events: " + m_shownPath + " cannot be opened: " + causeOf(errno)});
    if (S_ISDIR(status.st_mode))
        return std::unexpected(Error{"events: " + m_shownPath + " is a folder; give a file, a FIFO or -"});
    const bool followed = S_ISREG(status.st_mode) && !standardInput;
    const bool endsWithWriter = standardInput || (!followed && !S_ISFIFO(status.st_mode));

    // Of a file the first graph is what stands in it; a pipe has none, and is live from its beginning.
    std::uint64_t read = 0;
    ReadingSink reading(sink, [&] { return status.st_size > 0 ? std::min(1.0, static_cast<double>(read) / static_cast<double>(status.st_size)) : 1.0; });
    bool whole = !followed;
    if (whole)
        reading.whole();
    KeyedFeed feed(reading, m_schema);
    EventGraph graph(feed, [this](const std::string& name) { return categoryOf(name); });
    std::vector<char> piece(pieceBytes);
    int idleWaits = 0;
    while (!stop.stop_requested()) {
        const ReadOutcome outcome = readPiece(input.get(), piece);
        if (outcome.fault != 0)
            return std::unexpected(Error{"events: " + m_shownPath + " cannot be read: " + causeOf(outcome.fault)});
        if (outcome.bytes > 0) {
            idleWaits = 0;
            read += outcome.bytes;
            m_lines.append({piece.data(), outcome.bytes});
            while (const auto line = m_lines.next())
                applyLine(*line, graph, sink);
            if (!feed.flush())
                return {};
            continue;
        }
        if (followed && startsAgain(input.get(), m_path, read)) {
            if (FileHandle again = opened(); again.open()) {
                input = std::move(again);
                m_lines.restart();
                read = 0;
                continue;
            }
        }
        // A last line without an end counts when its writer has gone, and in a file when it is whole and nothing
        // follows.
        const bool settled =
            followed && ++idleWaits == idleWaitsUntilLineCounts && EventLine::parse(m_lines.unfinished());
        if (settled || (outcome.ended && !followed)) {
            if (const auto line = m_lines.finish())
                applyLine(*line, graph, sink);
            if (!feed.flush() || endsWithWriter)
                return {};
        }
        if (!std::exchange(whole, true))
            reading.whole();
        if (!sink.waitFor(idleWait))
            return {};
    }
    return {};
}

void EventsSource::applyLine(const LineSplitter::Line& line, EventGraph& graph, ChangeSink& sink)
{
    if (line.tooLong) {
        complain(sink, line.number,
                 "the line is longer than " + std::to_string(LineSplitter::mostLineBytes) + " bytes");
        return;
    }
    if (line.text.find_first_not_of(" \t") == std::string_view::npos)
        return;
    const auto parsed = EventLine::parse(line.text);
    if (!parsed)
        complain(sink, line.number, parsed.error().text);
    else if (const auto applied = graph.apply(*parsed); !applied)
        complain(sink, line.number, applied.error().text);
}

void EventsSource::complain(ChangeSink& sink, std::uint64_t line, const std::string& cause)
{
    if (++m_complaints > mostComplaints)
        return;
    const std::string last = m_complaints == mostComplaints ? " (later lines are skipped without a word)" : "";
    sink.report({m_shownPath + ':' + std::to_string(line) + ": " + cause + "; the line is skipped" + last});
}

} // namespace weir::source
