#include "source/events/events_source.h"
#include "base/home_path.h"
#include "graph/limits.h"
#include "source/events/event_graph.h"
#include "format/file_format.h"
#include "source/file_handle.h"
#include "source/reading_sink.h"
#include "format/text_check.h"
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

constexpr std::size_t pieceBytes = 256 * 1024;
constexpr std::chrono::milliseconds idleWait{20};
constexpr std::size_t mostNamesPassedOver = 40;

std::string causeOf(int fault) { return std::string(std::strerror(fault)); }

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

/// What the first bytes are if they cannot be events, whatever follows them. "": they may.
std::string foreignFormat(std::string_view bytes)
{
    if (std::string words = format::notLinesOfText(bytes); !words.empty())
        return words;
    const std::size_t first = bytes.find_first_not_of("\xef\xbb\xbf \t\r\n");
    return first != std::string_view::npos && bytes[first] == '<' ? "XML; file:PATH reads graphs in XML"
                                                                  : std::string{};
}

/// Whether the file behind `path` has become shorter than what was read, or is another file.
bool startsAgain(int descriptor, const std::string& path, std::uint64_t read)
{
    struct stat opened{}, named{};
    if (::fstat(descriptor, &opened) != 0 || ::stat(path.c_str(), &named) != 0)
        return false;
    return static_cast<std::uint64_t>(opened.st_size) < read || opened.st_ino != named.st_ino
        || opened.st_dev != named.st_dev;
}

constexpr std::array parameters{
    Parameter{.key = "path", .placeholder = "PATH|-", .label = QT_TRANSLATE_NOOP("Source", "Path"), .kind = Parameter::Kind::Path,
              .missing = "a path is missing: events:PATH for a file or FIFO, events:- for standard input"}};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values) { return std::make_unique<EventsSource>(withHome(values.text("path"))); }

} // namespace

constexpr SourceKind EventsSource::kind{
    "events",
    QT_TRANSLATE_NOOP("Source", "your own live data: a JSON object a line (an, cn, dn, ae, ce, de) from a file, a FIFO or standard input"),
    parameters, &make};

EventsSource::EventsSource(std::string path)
    : m_path(std::move(path)), m_shownPath(m_path == "-" ? "standard input" : format::cleaned(m_path, format::mostKeyBytes))
{
    m_schema.title = "Events from " + m_shownPath;
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
    struct stat status{};
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
    EventGraph graph(feed);
    std::vector<char> piece(pieceBytes);
    while (!stop.stop_requested()) {
        const ReadOutcome outcome = readPiece(input.get(), piece);
        if (outcome.fault != 0)
            return std::unexpected(Error{"events: " + m_shownPath + " cannot be read: " + causeOf(outcome.fault)});
        if (outcome.bytes > 0) {
            if (read == 0) {
                if (const std::string foreign = foreignFormat({piece.data(), outcome.bytes}); !foreign.empty())
                    return std::unexpected(Error{"events: " + m_shownPath + " is no text of events: it is " + foreign});
            }
            read += outcome.bytes;
            m_texts.append({piece.data(), outcome.bytes});
            applyAll(graph, sink);
            noteLeftOut(feed, sink);
            if (!feed.flush())
                return {};
            continue;
        }
        if (followed && startsAgain(input.get(), m_path, read)) {
            if (FileHandle again = opened(); again.open()) {
                input = std::move(again);
                m_texts.restart();
                read = 0;
                continue;
            }
        }
        tellPassedOver(sink);
        // An object that is not whole was none when its writer has gone; in a file the rest of it may follow.
        if (outcome.ended && !followed) {
            m_texts.finish();
            applyAll(graph, sink);
            tellPassedOver(sink);
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

/// What a text says; the line is its parser's.
struct EventsSource::Object {
    std::uint64_t line = 0;
    std::expected<const EventLine*, Error> said;
};

/// Some are read before the first of them is applied, so that memory is waited for once for what all of them name.
void EventsSource::applyAll(EventGraph& graph, ChangeSink& sink)
{
    std::vector<Object> objects;
    do {
        objects.clear();
        for (EventParser& parser : m_parsers) {
            const auto text = m_texts.next();
            if (!text)
                break;
            if (text->tooLong) {
                objects.emplace_back(text->line, std::unexpected(Error{"the line is longer than " + std::to_string(EventSplitter::mostBytes) + " bytes"}));
                continue;
            }
            const Object& object = objects.emplace_back(text->line, parser.parse(text->text));
            if (object.said)
                graph.expect(**object.said);
        }
        for (const Object& object : objects)
            apply(object, graph, sink);
    } while (objects.size() == m_parsers.size());
}

void EventsSource::apply(const Object& object, EventGraph& graph, ChangeSink& sink)
{
    using Kind = Complaints::Kind;
    if (!object.said)
        return complain(sink, Kind::Line, object.line, object.said.error().text);
    const EventLine& said = **object.said;
    const auto applied = graph.apply(said);
    if (!applied)
        return complain(sink, Kind::Line, object.line, applied.error().text);
    for (const std::string& value : said.leftOut)
        complain(sink, Kind::Value, object.line, value);
    for (std::uint64_t i = 0; i < applied->count; ++i)
        complain(sink, Kind::Removal, object.line, "there is no " + applied->first + " to be removed");
    for (const std::string_view name : said.passedOver) {
        if (m_passedOver.size() < mostNamesPassedOver && std::ranges::find(m_passedOver, name) == m_passedOver.end())
            m_passedOver.emplace_back(name);
    }
}

void EventsSource::noteLeftOut(const KeyedFeed& feed, ChangeSink& sink)
{
    noteAttributesLeftOut(feed, sink);
    // The first, and then whenever there are ten times as many.
    if (feed.categoriesLeftOut() < m_nextLeftOut)
        return;
    m_nextLeftOut = 10 * feed.categoriesLeftOut();
    sink.report({m_shownPath + ": " + std::to_string(feed.categoriesLeftOut()) + " times a category is left out: "
                 + std::to_string(graph::maxListEntries) + " are told apart, of " + std::to_string(graph::maxNameBytes >> 20) + " MiB in all"});
}

void EventsSource::noteAttributesLeftOut(const KeyedFeed& feed, ChangeSink& sink)
{
    std::uint64_t columns = 0, others = 0, misfits = 0;
    for (const ElementKind element : {ElementKind::Node, ElementKind::Edge}) {
        const AttributeFeed::LeftOut& left = feed.attributes(element).leftOut();
        columns += left.columns;
        others += left.noNumbers + left.tooLong;
        misfits += left.misfits;
    }
    if (columns + others + misfits < m_nextAttributeLeftOut)
        return;
    m_nextAttributeLeftOut = 10 * (columns + others + misfits);
    sink.report({m_shownPath + ": of values of attributes " + std::to_string(columns) + " are left out, of columns beyond the " + std::to_string(graph::maxAttributeColumns)
                 + " that a graph can hold, " + std::to_string(others) + " are too long or no numbers, and " + std::to_string(misfits)
                 + " are of another kind than those before and go to columns named \"… (text)\", so far"});
}

void EventsSource::complain(ChangeSink& sink, Complaints::Kind about, std::uint64_t line, const std::string& cause)
{
    const Complaints::Say say = m_complaints.next(about);
    if (say == Complaints::Say::Nothing)
        return;
    const bool isLine = about == Complaints::Kind::Line, isValue = about == Complaints::Kind::Value;
    const std::string place = m_shownPath + ':' + std::to_string(line) + ": ";
    if (say == Complaints::Say::Count) {
        const std::string what = isLine ? "line" : isValue ? "value"
                                                           : "removal";
        sink.report({place + format::ReadingReport::counted(m_complaints.count(about), what)
                     + (isLine        ? " skipped"
                            : isValue ? " left out"
                                      : " of what is not there")
                     + " so far"});
        return;
    }
    const std::string done = isLine ? "; the line is skipped" : isValue ? "; the value is left out"
                                                                        : "";
    sink.report({place + cause + done + (say == Complaints::Say::ItAndMore ? " (more of this kind are counted)" : "")});
}

/// Once each, when there is nothing else to be read.
void EventsSource::tellPassedOver(ChangeSink& sink)
{
    if (m_passedOverTold == m_passedOver.size())
        return;
    std::string names;
    for (; m_passedOverTold < m_passedOver.size(); ++m_passedOverTold)
        names += (names.empty() ? "" : ", ") + m_passedOver[m_passedOverTold];
    sink.report({m_shownPath + ": this has no place in the graph and is passed over: " + names});
}

} // namespace weir::source
