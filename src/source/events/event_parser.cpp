#include "source/events/event_parser.h"
#include "format/colour_text.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>

namespace weir::source {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

/// What is built in, of both kinds of element.
enum class Field : std::uint8_t {
    Label,
    Name,
    Category,
    Size,
    X,
    Y,
    Red,
    Green,
    Blue,
    Color,
    Colour,
    Source,
    Target,
    Directed,
    Weight,
    Attribute
};
constexpr std::size_t fields = static_cast<std::size_t>(Field::Attribute);

struct FieldName {
    std::string_view name;
    Field field;
};
constexpr std::array nodeFields{
    FieldName{"label", Field::Label},
    FieldName{"size", Field::Size},
    FieldName{"x", Field::X},
    FieldName{"y", Field::Y},
    FieldName{"name", Field::Name},
    FieldName{"r", Field::Red},
    FieldName{"g", Field::Green},
    FieldName{"b", Field::Blue},
    FieldName{"color", Field::Color},
    FieldName{"colour", Field::Colour},
    FieldName{"category", Field::Category},
};
constexpr std::array edgeFields{
    FieldName{"source", Field::Source},
    FieldName{"target", Field::Target},
    FieldName{"directed", Field::Directed},
    FieldName{"weight", Field::Weight},
    FieldName{"size", Field::Size},
};

/// The field of this name in any case.
template <std::size_t size>
Field fieldOf(const std::array<FieldName, size>& names, std::string_view name)
{
    const auto same = [name](std::string_view lower) {
        return lower.size() == name.size()
            && std::ranges::equal(lower, name, [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b); });
    };
    for (const FieldName& one : names) {
        if (same(one.name))
            return one.field;
    }
    return Field::Attribute;
}

/// An error whose words are these, one behind the other.
std::unexpected<Error> wrong(std::initializer_list<std::string_view> words)
{
    Error fault;
    for (const std::string_view word : words)
        fault.text += word;
    return std::unexpected(std::move(fault));
}

class LineReader final {
public:
    LineReader(EventLine& line, std::deque<std::string>& texts) : m_line(line), m_texts(texts) {}

    [[nodiscard]] std::expected<void, Error> read(const object& operations)
    {
        for (const auto operation : operations) {
            if (auto taken = take(operation.key, operation.value); !taken)
                return taken;
        }
        return {};
    }

private:
    using Done = std::expected<void, Error>;

    [[nodiscard]] std::string_view kept(std::string text) { return m_texts.emplace_back(std::move(text)); }

    /// A text, or a number as one; nothing: it is neither.
    [[nodiscard]] std::optional<std::string_view> textIn(const element& value)
    {
        if (value.is_string())
            return std::string_view(value);
        return value.is_number() ? std::optional(kept(*format::scalarText(value))) : std::nullopt;
    }

    [[nodiscard]] graph::AttributeValue valueIn(const element& value)
    {
        switch (value.type()) {
        case element_type::STRING: return std::string_view(value);
        case element_type::BOOL: return bool(value);
        case element_type::NULL_VALUE: return std::monostate{};
        case element_type::ARRAY:
        case element_type::OBJECT: return kept(simdjson::to_string(value));
        default:
            if (const auto number = format::exactNumber(value))
                return *number;
            return kept(*format::scalarText(value));
        }
    }

    [[nodiscard]] std::string name(std::string_view key) const { return (m_nodes ? "node " : "edge ") + format::quoted(key); }

    /// Sorts an element's members by what they are.
    void sort(const object& members)
    {
        m_values = {};
        m_exact = {};
        m_range.begin = static_cast<std::uint32_t>(m_line.attributes.size());
        for (const auto member : members) {
            const Field field = m_nodes ? fieldOf(nodeFields, member.key) : fieldOf(edgeFields, member.key);
            if (field == Field::Attribute) {
                m_line.attributes.push_back({member.key, valueIn(member.value)});
                continue;
            }
            // The last member of a name in any case; as it is written above comes before others. Null is no value.
            const auto number = static_cast<std::size_t>(field);
            const bool exact = std::ranges::none_of(std::string_view(member.key), [](char c) { return c >= 'A' && c <= 'Z'; });
            if (member.value.is_null() || (m_exact[number] && !exact))
                continue;
            m_values[number] = member.value;
            m_exact[number] |= exact;
        }
    }
    [[nodiscard]] EventLine::Range sorted()
    {
        m_range.end = static_cast<std::uint32_t>(m_line.attributes.size());
        return m_range;
    }

    [[nodiscard]] const element* at(Field field) const
    {
        const auto& value = m_values[static_cast<std::size_t>(field)];
        return value ? &*value : nullptr;
    }

    void fail(std::string_view field, std::string_view rule)
    {
        if (!m_fault)
            m_fault = Error{std::string(field) + " of " + name(m_key) + ' ' + std::string(rule)};
    }

    [[nodiscard]] std::optional<std::string_view> text(Field field, std::string_view word, std::size_t mostBytes)
    {
        const element* const value = at(field);
        if (value == nullptr)
            return std::nullopt;
        const auto text = textIn(*value);
        if (!text)
            return fail(word, "must be a text"), std::nullopt;
        if (text->size() > mostBytes) {
            if (const auto fits = format::checkText(std::string(word) + " of " + name(m_key), *text, mostBytes); !fits && !m_fault)
                m_fault = fits.error();
            return std::nullopt;
        }
        return text;
    }

    [[nodiscard]] std::optional<float> number(Field field, std::string_view word, float lowest = std::numeric_limits<float>::lowest())
    {
        using format::NumberText;
        const element* const value = at(field);
        if (value == nullptr)
            return std::nullopt;
        NumberText number;
        if (value->is_number())
            number = {NumberText::Kind::Number, double(*value)};
        else if (value->is_string())
            number = format::readNumber(std::string_view(*value));
        else
            number.kind = NumberText::Kind::Words;
        if (number.kind == NumberText::Kind::Empty)
            return std::nullopt;
        if (number.kind == NumberText::Kind::NoValue || number.kind == NumberText::Kind::Infinite) {
            m_line.leftOut.push_back(std::string(word) + " of " + name(m_key) + " is no finite number");
            return std::nullopt;
        }
        if (number.kind == NumberText::Kind::Words || !std::isfinite(number.narrowed()))
            return fail(word, "must be a number that a 32-bit float can hold"), std::nullopt;
        if (number.value < static_cast<double>(lowest))
            return fail(word, "must not be negative"), std::nullopt;
        return number.narrowed();
    }

    [[nodiscard]] std::optional<bool> truth(Field field, std::string_view word)
    {
        const element* const value = at(field);
        if (value == nullptr)
            return std::nullopt;
        if (value->is_bool())
            return bool(*value);
        const std::string said = value->is_string() ? format::lowered(format::trimmed(std::string_view(*value))) : std::string{};
        if (said != "true" && said != "false")
            return fail(word, "must be true or false"), std::nullopt;
        return said == "true";
    }

    /// `color` as a text or a number, or r, g and b. What is no colour is left out.
    [[nodiscard]] std::optional<std::uint32_t> colour()
    {
        const element* const written = at(Field::Color) != nullptr ? at(Field::Color) : at(Field::Colour);
        if (written != nullptr) {
            const auto text = textIn(*written);
            if (const auto colour = text ? format::readColour(*text) : std::nullopt)
                return colour;
            m_line.leftOut.push_back("color of " + name(m_key) + " is no colour like #3366cc or steelblue");
        }
        const std::optional<float> red = number(Field::Red, "r"), green = number(Field::Green, "g"), blue = number(Field::Blue, "b");
        if (!red && !green && !blue)
            return std::nullopt;
        const auto colour = format::colourOf(red.value_or(0), green.value_or(0), blue.value_or(0));
        if (!colour)
            m_line.leftOut.push_back("r, g and b of " + name(m_key) + " are no colour: they go from 0 to 1, or to 255");
        return colour;
    }

    [[nodiscard]] Done readNode(EventLine::NodeEvent& event, const object& members)
    {
        m_key = event.key;
        sort(members);
        event.label = text(Field::Label, "label", format::mostLabelBytes);
        event.name = text(Field::Name, "name", format::mostLabelBytes);
        event.category = text(Field::Category, "category", format::mostKeyBytes);
        event.size = number(Field::Size, "size", 0);
        event.x = number(Field::X, "x");
        event.y = number(Field::Y, "y");
        event.colour = colour();
        event.attributes = sorted();
        return done();
    }

    [[nodiscard]] Done readEdge(EventLine::EdgeEvent& event, const object& members)
    {
        m_key = event.key;
        sort(members);
        event.source = text(Field::Source, "source", format::mostKeyBytes);
        event.target = text(Field::Target, "target", format::mostKeyBytes);
        event.directed = truth(Field::Directed, "directed");
        event.weight = number(Field::Weight, "weight");
        if (!event.weight)
            event.weight = number(Field::Size, "size");   // which Gephi writes as well
        event.attributes = sorted();
        return done();
    }

    [[nodiscard]] Done done() const { return m_fault ? Done(std::unexpected(*m_fault)) : Done(); }

    [[nodiscard]] static Done checkKey(std::string_view operation, std::string_view key)
    {
        if (key.empty())
            return wrong({"a key under ", operation, " is empty"});
        if (key.size() <= format::mostKeyBytes)
            return {};
        return format::checkText("the key " + format::quoted(key), key, format::mostKeyBytes);
    }

    /// "ALL", or {"NodeAttribute": {"attribute": …, "value": …}}, as Gephi has it behind "filter". Nothing: it is an element
    /// that is called filter.
    [[nodiscard]] std::optional<std::expected<EventLine::Filter, Error>> filterIn(const object& elements)
    {
        const std::string_view inner = m_nodes ? "NodeAttribute" : "EdgeAttribute";
        element value;
        if (elements["filter"].get(value) != simdjson::SUCCESS)
            return std::nullopt;
        if (value.is_string()) {
            if (format::lowered(std::string_view(value)) == "all")
                return EventLine::Filter{};
            return wrong({"the filter ", format::quoted(std::string_view(value)), R"( is not known; there are "ALL" and {")", inner,
                          R"(": {"attribute": …, "value": …}})"});
        }
        object outer, test;
        if (value.get(outer) != simdjson::SUCCESS || outer[inner].get(test) != simdjson::SUCCESS)
            return std::nullopt;
        element attribute, wanted;
        const bool whole = test["attribute"].get(attribute) == simdjson::SUCCESS && attribute.is_string()
            && test["value"].get(wanted) == simdjson::SUCCESS;
        const auto text = !whole ? std::nullopt
            : wanted.is_bool()   ? std::optional<std::string_view>(bool(wanted) ? "true" : "false")
                                 : textIn(wanted);
        if (!text)
            return wrong({"a filter by ", inner, " needs an attribute and a value"});
        return EventLine::Filter{false, std::string_view(attribute), *text};
    }

    [[nodiscard]] Done take(std::string_view operation, const element& value)
    {
        if (operation == "t" || operation == "id")
            return {};
        if (operation == "cg") {
            m_line.passedOver.emplace_back("cg");
            return {};
        }
        const bool known = operation.size() == 2 && (operation[1] == 'n' || operation[1] == 'e')
            && (operation[0] == 'a' || operation[0] == 'c' || operation[0] == 'd');
        if (!known)
            return wrong({"unknown operation ", format::quoted(operation), "; there are an, cn, dn, ae, ce, de"});
        object elements;
        if (value.get(elements) != simdjson::SUCCESS)
            return wrong({operation, " must be an object with the elements' keys"});
        m_nodes = operation[1] == 'n';
        if (operation[0] != 'a') {
            if (const auto filter = filterIn(elements)) {
                if (!*filter)
                    return std::unexpected(filter->error());
                if (operation[0] == 'c')
                    return changeFiltered(**filter, elements);
                (m_nodes ? m_line.nodeRemovals : m_line.edgeRemovals).push_back(**filter);
                return {};
            }
        }
        for (const auto member : elements) {
            if (auto fits = checkKey(operation, member.key); !fits)
                return fits;
            object members;
            const bool bare = member.value.is_null();
            if (!bare && member.value.get(members) != simdjson::SUCCESS)
                return wrong({operation, " ", format::quoted(member.key), " must be an object of attributes"});
            if (auto taken = takeElement(operation[0], member.key, bare ? nullptr : &members); !taken)
                return taken;
        }
        return {};
    }

    [[nodiscard]] Done takeElement(char verb, std::string_view key, const object* members)
    {
        if (verb == 'd') {
            (m_nodes ? m_line.removedNodes : m_line.removedEdges).push_back(key);
            return {};
        }
        if (m_nodes) {
            auto& event = (verb == 'a' ? m_line.addedNodes : m_line.changedNodes).emplace_back();
            event.key = key;
            return members == nullptr ? Done() : readNode(event, *members);
        }
        auto& event = (verb == 'a' ? m_line.addedEdges : m_line.changedEdges).emplace_back();
        event.key = key;
        return members == nullptr ? Done() : readEdge(event, *members);
    }

    [[nodiscard]] Done changeFiltered(const EventLine::Filter& filter, const object& elements)
    {
        object members;
        if (elements["attributes"].get(members) != simdjson::SUCCESS)
            return wrong({"a filter that changes needs attributes"});
        if (m_nodes) {
            auto& event = m_line.filteredNodes.emplace_back(filter, EventLine::NodeEvent{}).second;
            event.key = "filter";
            return readNode(event, members);
        }
        auto& event = m_line.filteredEdges.emplace_back(filter, EventLine::EdgeEvent{}).second;
        event.key = "filter";
        return readEdge(event, members);
    }

    EventLine& m_line;
    std::deque<std::string>& m_texts;
    bool m_nodes = true;              // what is read: nodes or edges
    std::string_view m_key;           // of the element that is read
    std::array<std::optional<element>, fields> m_values;
    std::array<bool, fields> m_exact{};
    EventLine::Range m_range;
    std::optional<Error> m_fault;
};

} // namespace

std::expected<const EventLine*, Error> EventParser::parse(std::string_view json)
{
    m_line.clear();
    m_texts.clear();
    const auto root = m_parser.parse(json, format::JsonParser::Padded::No);
    if (!root && json.starts_with("data:"))
        return std::unexpected(
            Error{"not JSON, but an event of a server (SSE); cut \"data: \" off its lines first: sed -un 's/^data: *//p'"});
    if (!root)
        return std::unexpected(Error{"not JSON: " + root.error()});
    object operations;
    if (root->get(operations) != simdjson::SUCCESS)
        return std::unexpected(Error{"not a JSON object"});
    if (const auto read = LineReader(m_line, m_texts).read(operations); !read)
        return std::unexpected(read.error());
    if (m_parser.noNumbers() > 0)
        m_line.leftOut.emplace_back("NaN and infinities are no values");
    return &m_line;
}

} // namespace weir::source
