#include "source/events/event_line.h"
#include "format/colour_text.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <simdjson.h>

namespace weir::source {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

std::string shown(double number)
{
    char buffer[32];
    constexpr double exact = 9007199254740992;
    const bool whole = std::abs(number) < exact && number == std::floor(number);
    const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(number)).ptr
                           : std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return std::string(buffer, end);
}

/// The text of a text or a number; nothing: it is neither.
std::optional<std::string> textIn(const element& value)
{
    switch (value.type()) {
        case element_type::STRING:
            return std::string(std::string_view(value));
        case element_type::INT64:
            return std::to_string(std::int64_t(value));
        case element_type::UINT64:
            return std::to_string(std::uint64_t(value));
        case element_type::DOUBLE:
            return shown(double(value));
        default:
            return std::nullopt;
    }
}

bool isNumber(const element& value) { return value.is<double>(); }

void addOnce(std::vector<std::string>& names, std::string_view name)
{
    constexpr std::size_t most = 32;
    if (names.size() < most && std::ranges::find(names, name) == names.end())
        names.emplace_back(name);
}

/// Reads attributes of one element; remembers the first fault.
class Attributes final {
public:
    Attributes(const object& members, std::string element, EventLine& line)
        : m_members(members), m_element(std::move(element)), m_line(line)
    {
        for (const auto member : m_members)
            m_names.push_back({format::lowered(member.key), false});
    }

    [[nodiscard]] std::optional<std::string> text(std::string_view name, std::size_t mostBytes)
    {
        const auto value = valueOf(name);
        if (!value)
            return std::nullopt;
        const auto text = textIn(*value);
        if (!text)
            return fail(name, "must be a text"), std::nullopt;
        if (const auto kept = format::checkText(std::string(name) + " of " + m_element, *text, mostBytes); !kept)
            return note(kept.error()), std::nullopt;
        return text;
    }

    [[nodiscard]] std::optional<float> number(std::string_view name,
                                              float lowest = std::numeric_limits<float>::lowest())
    {
        const auto value = valueOf(name);
        if (!value)
            return std::nullopt;
        format::NumberText number;
        if (isNumber(*value))
            number = {format::NumberText::Kind::Number, double(*value)};
        else if (value->is_string())
            number = format::readNumber(std::string_view(*value));
        else
            number.kind = format::NumberText::Kind::Words;
        if (number.kind == format::NumberText::Kind::Empty)
            return std::nullopt;
        if (number.kind == format::NumberText::Kind::NoValue || number.kind == format::NumberText::Kind::Infinite) {
            m_line.leftOut.push_back({std::string(name) + " of " + m_element + " is no finite number"});
            return std::nullopt;
        }
        if (number.kind == format::NumberText::Kind::Words || !std::isfinite(number.narrowed()))
            return fail(name, "must be a number that a 32-bit float can hold"), std::nullopt;
        if (number.value < static_cast<double>(lowest))
            return fail(name, "must not be negative"), std::nullopt;
        return number.narrowed();
    }

    [[nodiscard]] std::optional<bool> truth(std::string_view name)
    {
        const auto value = valueOf(name);
        if (!value)
            return std::nullopt;
        if (value->is_bool())
            return bool(*value);
        const std::string word = value->is_string() ? format::lowered(format::trimmed(std::string_view(*value))) : std::string{};
        if (word != "true" && word != "false")
            return fail(name, "must be true or false"), std::nullopt;
        return word == "true";
    }

    /// `color` as a text or a number, or r, g and b. What is no colour is left out.
    [[nodiscard]] std::optional<std::uint32_t> colour()
    {
        if (const auto value = valueOf("color") ? valueOf("color") : valueOf("colour")) {
            const auto text = textIn(*value);
            if (const auto colour = text ? format::readColour(*text) : std::nullopt)
                return colour;
            m_line.leftOut.push_back({"color of " + m_element + " is no colour like #3366cc or steelblue"});
        }
        const std::optional<float> red = number("r"), green = number("g"), blue = number("b");
        if (!red && !green && !blue)
            return std::nullopt;
        const auto colour = format::colourOf(red.value_or(0), green.value_or(0), blue.value_or(0));
        if (!colour)
            m_line.leftOut.push_back({"r, g and b of " + m_element + " are no colour: they go from 0 to 1, or to 255"});
        return colour;
    }

    /// What nobody asked for has no place here.
    void passOverOthers()
    {
        std::size_t i = 0;
        for (const auto member : m_members) {
            if (!m_names[i++].asked && !member.value.is_null())
                addOnce(m_line.passedOver, format::cleaned(member.key, 60));
        }
    }

    [[nodiscard]] const std::optional<Error>& fault() const { return m_fault; }

private:
    /// The last member of this name, in any case; the name as it is written here comes before others. Null is no value.
    [[nodiscard]] std::optional<element> valueOf(std::string_view name)
    {
        std::optional<element> found;
        bool exact = false;
        std::size_t i = 0;
        for (const auto member : m_members) {
            Name& one = m_names[i++];
            if (one.lower != name)
                continue;
            one.asked = true;
            if (member.value.is_null() || (exact && member.key != name))
                continue;
            found = member.value;
            exact |= member.key == name;
        }
        return found;
    }
    void fail(std::string_view name, const char* rule) { note({std::string(name) + " of " + m_element + ' ' + rule}); }
    void note(const Error& fault)
    {
        if (!m_fault)
            m_fault = fault;
    }

    struct Name {
        std::string lower;
        bool asked;
    };
    const object m_members;
    std::vector<Name> m_names;   // of m_members, in their order
    std::string m_element;
    EventLine& m_line;
    std::optional<Error> m_fault;
};

std::expected<EventLine::NodeEvent, Error> nodeEvent(std::string_view key, const object& members, EventLine& line)
{
    Attributes attributes(members, "node " + format::quoted(key), line);
    EventLine::NodeEvent event;
    event.key = key;
    event.label = attributes.text("label", format::mostLabelBytes);
    event.name = attributes.text("name", format::mostLabelBytes);
    event.category = attributes.text("category", format::mostKeyBytes);
    event.size = attributes.number("size", 0);
    event.x = attributes.number("x");
    event.y = attributes.number("y");
    event.colour = attributes.colour();
    attributes.passOverOthers();
    if (attributes.fault())
        return std::unexpected(*attributes.fault());
    return event;
}

std::expected<EventLine::EdgeEvent, Error> edgeEvent(std::string_view key, const object& members, EventLine& line)
{
    Attributes attributes(members, "edge " + format::quoted(key), line);
    EventLine::EdgeEvent event;
    event.key = key;
    event.source = attributes.text("source", format::mostKeyBytes);
    event.target = attributes.text("target", format::mostKeyBytes);
    event.directed = attributes.truth("directed");
    event.weight = attributes.number("weight");
    if (!event.weight)
        event.weight = attributes.number("size");   // which Gephi writes as well
    attributes.passOverOthers();
    if (attributes.fault())
        return std::unexpected(*attributes.fault());
    return event;
}

std::expected<std::string, Error> keyIn(std::string_view operation, std::string_view key)
{
    if (key.empty())
        return std::unexpected(Error{"a key under " + std::string(operation) + " is empty"});
    if (const auto kept = format::checkText("the key " + format::quoted(key), key, format::mostKeyBytes); !kept)
        return std::unexpected(kept.error());
    return std::string(key);
}

/// "ALL", or {"NodeAttribute": {"attribute": …, "value": …}}, as Gephi has it behind "filter". Nothing: it is an element
/// that is called filter.
std::optional<std::expected<EventLine::Filter, Error>> filterIn(const object& elements, std::string_view inner)
{
    element value;
    if (elements["filter"].get(value) != simdjson::SUCCESS)
        return std::nullopt;
    if (value.is_string()) {
        if (format::lowered(std::string_view(value)) == "all")
            return EventLine::Filter{};
        return std::unexpected(Error{"the filter " + format::quoted(std::string_view(value))
                                     + R"( is not known; there are "ALL" and {")" + std::string(inner)
                                     + R"(": {"attribute": …, "value": …}})"});
    }
    object outer, test;
    if (value.get(outer) != simdjson::SUCCESS || outer[inner].get(test) != simdjson::SUCCESS)
        return std::nullopt;
    element name, wanted;
    const bool whole = test["attribute"].get(name) == simdjson::SUCCESS && name.is_string()
                       && test["value"].get(wanted) == simdjson::SUCCESS && textIn(wanted);
    if (!whole)
        return std::unexpected(Error{"a filter by " + std::string(inner) + " needs an attribute and a value"});
    return EventLine::Filter{false, format::lowered(std::string_view(name)), *textIn(wanted)};
}

/// Calls `take(key, members)` for every element under `operation`; it gives std::expected<void, Error>.
template <typename Take>
std::expected<void, Error> forEachElement(std::string_view operation, const object& elements, Take&& take)
{
    for (const auto member : elements) {
        const std::expected<std::string, Error> key = keyIn(operation, member.key);
        if (!key)
            return std::unexpected(key.error());
        object members;
        if (member.value.get(members) != simdjson::SUCCESS && !member.value.is_null())
            return std::unexpected(
                Error{std::string(operation) + ' ' + format::quoted(*key) + " must be an object of attributes"});
        if (auto taken = take(*key, member.value.is_null() ? std::nullopt : std::optional(members)); !taken)
            return taken;
    }
    return {};
}

/// What Python and others write that is no JSON: NaN and infinities, which become null, and whole numbers beyond 64 bits,
/// which become texts. Nothing: there is none of them.
struct Mended {
    std::string json;
    std::size_t noNumbers = 0;
};
std::optional<Mended> mended(std::string_view json)
{
    constexpr std::size_t leastLong = 19;   // digits; as many may not fit
    Mended better;
    std::size_t copied = 0;
    bool inText = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            i += c == '\\' ? 1 : 0;
            inText = c != '"';
            continue;
        }
        inText = c == '"';
        const std::string_view rest = json.substr(i);
        const auto replace = [&](std::size_t length, std::string_view with) {
            better.json.append(json, copied, i - copied).append(with);
            copied = i + length;
            i = copied - 1;
        };
        if (c == 'N' || c == 'I' || (c == '-' && rest.starts_with("-I"))) {
            for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
                if (rest.starts_with(word)) {
                    replace(word.size(), "null");
                    ++better.noNumbers;
                    break;
                }
            }
        } else if ((c >= '0' && c <= '9') || c == '-') {
            const std::size_t end = std::min(rest.find_first_not_of("+-.0123456789eE"), rest.size());
            const std::string_view number = rest.substr(0, end);
            const bool whole =
                number.find_first_of(".eE+") == std::string_view::npos && number.find('-', 1) == std::string_view::npos;
            if (whole && number.size() >= leastLong)
                replace(end, '"' + std::string(number) + '"');
            else
                i += end - 1;
        }
    }
    if (copied == 0)
        return std::nullopt;
    better.json.append(json, copied);
    return better;
}

/// An element of which only the key is said.
template <typename Event>
std::expected<Event, Error> bare(const std::string& key)
{
    Event event;
    event.key = key;
    return event;
}

std::string causeOf(simdjson::error_code fault, std::string_view json)
{
    if (json.starts_with("data:"))
        return "not JSON, but an event of a server (SSE); cut \"data: \" off its lines first: sed -un 's/^data: *//p'";
    switch (fault) {
        case simdjson::UTF8_ERROR:
            return "not JSON: it has bytes that are not UTF-8";
        case simdjson::STRING_ERROR:
            return "not JSON: a text has a wrong escape, or half of a character";
        case simdjson::NUMBER_ERROR:
            return "not JSON: a number is wrong, or beyond 64 bits";
        case simdjson::UNCLOSED_STRING:
            return "not JSON: a text is not closed";
        case simdjson::EMPTY:
            return "not JSON: there is nothing";
        case simdjson::TAPE_ERROR:
            return "not JSON: a comma, a colon, a bracket or a quote is missing, or too many";
        default:
            return std::string("not JSON: ") + simdjson::error_message(fault);
    }
}

class LineReader final {
public:
    explicit LineReader(EventLine& line) : m_line(line) {}

    [[nodiscard]] std::expected<void, Error> read(const object& operations)
    {
        for (const auto operation : operations) {
            if (auto taken = take(operation.key, operation.value); !taken)
                return taken;
        }
        return {};
    }

private:
    [[nodiscard]] std::expected<void, Error> take(std::string_view name, const element& value)
    {
        if (name == "t" || name == "id")
            return {};
        if (name == "cg") {
            addOnce(m_line.passedOver, "cg");
            return {};
        }
        const bool known = name == "an" || name == "cn" || name == "dn" || name == "ae" || name == "ce" || name == "de";
        if (!known)
            return std::unexpected(Error{"unknown operation " + format::quoted(name) + "; there are an, cn, dn, ae, ce, de"});
        object elements;
        if (value.get(elements) != simdjson::SUCCESS)
            return std::unexpected(Error{std::string(name) + " must be an object with the elements' keys"});
        const bool nodes = name[1] == 'n';
        if (name[0] != 'a') {
            if (const auto filter = filterIn(elements, nodes ? "NodeAttribute" : "EdgeAttribute")) {
                if (!*filter)
                    return std::unexpected(filter->error());
                return name[0] == 'd' ? removeFiltered(nodes, **filter) : changeFiltered(nodes, **filter, elements);
            }
        }
        if (name[0] == 'd')
            return forEachElement(name, elements, [&](const std::string& key, const auto&) {
                return into(nodes ? m_line.removedNodes : m_line.removedEdges, std::expected<std::string, Error>(key));
            });
        return forEachElement(
            name, elements,
            [&](const std::string& key, const std::optional<object>& members) -> std::expected<void, Error> {
                if (nodes) {
                    auto& events = name[0] == 'a' ? m_line.addedNodes : m_line.changedNodes;
                    return into(events, members ? nodeEvent(key, *members, m_line) : bare<EventLine::NodeEvent>(key));
                }
                auto& events = name[0] == 'a' ? m_line.addedEdges : m_line.changedEdges;
                return into(events, members ? edgeEvent(key, *members, m_line) : bare<EventLine::EdgeEvent>(key));
            });
    }

    template <typename Event>
    [[nodiscard]] static std::expected<void, Error> into(std::vector<Event>& events, std::expected<Event, Error> event)
    {
        if (!event)
            return std::unexpected(event.error());
        events.push_back(std::move(*event));
        return {};
    }

    [[nodiscard]] std::expected<void, Error> removeFiltered(bool nodes, const EventLine::Filter& filter)
    {
        (nodes ? m_line.nodeRemovals : m_line.edgeRemovals).push_back(filter);
        return {};
    }

    [[nodiscard]] std::expected<void, Error> changeFiltered(bool nodes, const EventLine::Filter& filter,
                                                            const object& elements)
    {
        object members;
        if (elements["attributes"].get(members) != simdjson::SUCCESS)
            return std::unexpected(Error{"a filter that changes needs attributes"});
        if (nodes) {
            auto event = nodeEvent("filter", members, m_line);
            if (!event)
                return std::unexpected(event.error());
            m_line.filteredNodes.emplace_back(filter, std::move(*event));
            return {};
        }
        auto event = edgeEvent("filter", members, m_line);
        if (!event)
            return std::unexpected(event.error());
        m_line.filteredEdges.emplace_back(filter, std::move(*event));
        return {};
    }

    EventLine& m_line;
};

} // namespace

std::expected<EventLine, Error> EventLine::parse(std::string_view json)
{
    // Keeps its memory from line to line: that of the longest.
    thread_local simdjson::dom::parser parser;
    const std::optional<Mended> better = mended(json);
    const std::string_view text = better ? std::string_view(better->json) : json;
    element root;
    if (const auto fault = parser.parse(text.data(), text.size(), true).get(root); fault != simdjson::SUCCESS)
        return std::unexpected(Error{causeOf(fault, json)});
    object operations;
    if (root.get(operations) != simdjson::SUCCESS)
        return std::unexpected(Error{"not a JSON object"});
    EventLine line;
    if (const auto read = LineReader(line).read(operations); !read)
        return std::unexpected(read.error());
    if (better && better->noNumbers > 0)
        line.leftOut.push_back({"NaN and infinities are no values"});
    return line;
}

} // namespace weir::source
