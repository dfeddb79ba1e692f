#include "format/json/json_graph.h"
#include "format/colour_text.h"
#include "format/json/json_text.h"
#include "format/table/table_shape.h"
#include "format/text_check.h"
#include "format/time_text.h"
#include "format/value_text.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::format {

namespace {

using simdjson::dom::element_type;

graph::AttributeKind kindOfJson(const JsonGraph::Value& value)
{
    switch (value.type()) {
    case element_type::BOOL: return graph::AttributeKind::Flag;
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE: return exactNumber(value) ? graph::AttributeKind::Number : graph::AttributeKind::Text;
    case element_type::STRING: return readTime(std::string_view(value)) ? graph::AttributeKind::Time : graph::AttributeKind::Text;
    default: return graph::AttributeKind::Text;
    }
}

} // namespace

void JsonGraph::begin()
{
    m_directed.reset();
    m_nodesListed = m_keysSeen = m_numbersAreKeys = m_keysAreAlike = false;
    m_listed.clear();
    m_firstOfGraph = static_cast<Slot>(m_sink.nodeCount());
}

std::optional<JsonGraph::Value> JsonGraph::value(std::string_view kind, std::string_view text, std::uint64_t line)
{
    m_line = line;
    if (text.empty()) {
        leaveOut(kind, "it is longer than " + std::to_string(JsonText::mostValueBytes >> 20) + " MiB, or cut");
        return std::nullopt;
    }
    const auto value = m_parser.parse(text, JsonParser::Padded::Yes);
    if (!value) {
        leaveOut(kind, value.error());
        return std::nullopt;
    }
    for (std::size_t i = 0; i < m_parser.noNumbers() && !kind.empty(); ++i)
        leaveOut("value", "NaN, infinities and what 64 bits do not hold are no values");
    return *value;
}

std::optional<JsonGraph::Object> JsonGraph::object(std::string_view kind, std::string_view text, std::uint64_t line)
{
    const auto value = this->value(kind, text, line);
    Object object;
    if (!value)
        return std::nullopt;
    if (value->get(object) == simdjson::SUCCESS)
        return object;
    leaveOut(kind, "it is no object");
    return std::nullopt;
}

std::optional<JsonGraph::Key> JsonGraph::keyIn(const Value& value)
{
    if (value.is_string())
        return Key{std::string(std::string_view(value)), Written::Text};
    if (auto text = scalarText(value))
        return Key{std::move(*text), value.is_number() ? Written::Number : Written::Unknown};
    Value id;
    if (value.is_object() && (value["id"].get(id) == simdjson::SUCCESS || value["key"].get(id) == simdjson::SUCCESS) && !id.is_object())
        return keyIn(id);   // as D3 leaves its links
    if (value.is_array() && simdjson::dom::array(value).size() > 0)
        return Key{simdjson::to_string(value), Written::Unknown};   // what tuples of Python are written as
    return std::nullopt;
}

/// The key of a node where another has this text, written in the other way.
std::string JsonGraph::other(const Key& key) { return key.text + (key.written == Written::Number ? " (number)" : " (text)"); }

std::optional<Slot> JsonGraph::found(const Key& key) const
{
    const auto plain = m_sink.findNode(key.text);
    if (!m_keysAreAlike)
        return plain;
    const Written there = plain && *plain < m_written.size() ? m_written[*plain] : Written::Unknown;
    if (!plain || there == key.written || there == Written::Unknown || key.written == Written::Unknown)
        return plain;
    const auto beside = m_sink.findNode(other(key));
    return beside ? beside : plain;
}

/// Of the node that is read now. Nothing, with a word in the report: it has none, or one that is there already.
std::optional<JsonGraph::Key> JsonGraph::keyOfNext(const Value* id, const std::string* outside)
{
    std::optional<Key> key = outside != nullptr ? std::optional(Key{*outside, Written::Unknown})
        : id != nullptr                         ? keyIn(*id)
                                                : std::nullopt;
    if (!key && !m_keysSeen && m_node.mayLackKeys())
        key = Key{std::to_string(m_listed.size() - 1), Written::Unknown};   // its place, by which links name it
    if (!key || key->text.empty()) {
        leaveOut("node", key ? "its id is empty" : "its id is missing");
        return std::nullopt;
    }
    const auto there = m_sink.findNode(key->text);
    if (!there || *there < m_firstOfGraph)
        return key;
    const Written before = *there < m_written.size() ? m_written[*there] : Written::Unknown;
    if (before != Written::Unknown && key->written != Written::Unknown && before != key->written) {
        const Key beside{other(*key), key->written};
        m_sink.report().note(
            "the file has nodes whose ids are the same as a number and as a text, like 1 and \"1\": the later one is shown as "
            + format::quoted(beside.text));
        m_keysAreAlike = true;
        if (!m_sink.findNode(beside.text))
            return beside;
    } else if (m_node.keysAreNames()) {
        m_sink.report().note("nodes of the same name are told apart by their place in the list");
        return Key{key->text + " (" + std::to_string(m_listed.size() - 1) + ')', key->written};
    }
    leaveOut("node", "the node " + format::quoted(key->text) + " is there twice");
    return std::nullopt;
}

void JsonGraph::takeNode(const Value& node, const std::string* key)
{
    m_listed.push_back(noSlot);
    Object object;
    const bool isObject = node.get(object) == simdjson::SUCCESS;
    if (!isObject && key == nullptr && !scalarText(node))
        return leaveOut("node", "it is neither an object nor a key");
    if (isObject)
        m_node.read(object);
    else
        m_node.readNothing();
    reportNames(m_node);
    const auto own = keyOfNext(isObject ? m_node.at(JsonRole::Id) : &node, key);
    if (!own)
        return;
    GraphSink::Node state;
    if (const auto there = m_sink.findNode(own->text))
        state = m_sink.node(*there);
    readLooks(state);
    const auto slot = m_sink.setNode(own->text, state);
    if (!slot)
        return leaveOut("node", slot.error().text);
    m_listed.back() = *slot;
    m_keysSeen |= own->written != Written::Unknown || key != nullptr;
    m_numbersAreKeys |= own->written == Written::Number;
    if (own->written != Written::Unknown) {
        if (m_written.size() <= *slot)
            m_written.resize(std::max<std::size_t>(*slot + 1, 2 * m_written.size()));
        m_written[*slot] = own->written;
    }
    setAttributes(ElementKind::Node, *slot, m_node);
}

void JsonGraph::readLooks(GraphSink::Node& node)
{
    const JsonRole named = m_node.at(JsonRole::Label) != nullptr ? JsonRole::Label : JsonRole::Name;
    if (named == JsonRole::Label)
        m_node.keepAsAttribute(JsonRole::Name);
    if (const Value* const label = m_node.at(named)) {
        node.label = scalarText(*label).value_or(std::string{});
        if (node.label.size() > mostLabelBytes) {
            leaveOut("label's end",
                     "a label has " + std::to_string(node.label.size()) + " bytes; at most " + std::to_string(mostLabelBytes)
                         + " are kept");
            node.label = cleaned(node.label, mostLabelBytes);
        }
    }
    const bool placed = m_node.at(JsonRole::X) != nullptr && m_node.at(JsonRole::Y) != nullptr;
    const auto x = placed ? figure(m_node, JsonRole::X, "position") : std::nullopt,
               y = placed ? figure(m_node, JsonRole::Y, "position") : std::nullopt;
    if (x && y) {
        node.motion.positioned = true;
        node.motion.x = *x;
        node.motion.y = *y;
    } else if (!placed) {
        m_node.keepAsAttribute(JsonRole::X);
        m_node.keepAsAttribute(JsonRole::Y);
    }
    const auto size = figure(m_node, JsonRole::Size, "size");
    if (size && *size >= 0) {
        node.motion.size = *size;
        node.sized = true;
    } else if (size) {
        leaveOut("size", "it is negative");
    }
    if (const Value* const text = m_node.at(JsonRole::Colour)) {
        if (const auto colour = readColour(scalarText(*text).value_or(std::string{})))
            node.colour = *colour;
        else
            m_node.keepAsAttribute(JsonRole::Colour);
    }
    if (const Value* const name = m_node.at(JsonRole::Kind)) {
        if (const auto category = m_sink.category(ElementKind::Node, std::string_view(*name)))
            node.category = *category;
        else
            m_node.keepAsAttribute(JsonRole::Kind);
    }
    const bool mixed = m_node.at(JsonRole::Red) != nullptr && m_node.at(JsonRole::Green) != nullptr && m_node.at(JsonRole::Blue) != nullptr;
    const auto part = [this](JsonRole role) { return static_cast<float>(double(*m_node.at(role))); };
    const auto colour = mixed ? colourOf(part(JsonRole::Red), part(JsonRole::Green), part(JsonRole::Blue)) : std::nullopt;
    if (colour && node.colour == 0) {
        node.colour = *colour;
    } else {
        for (const JsonRole role : {JsonRole::Red, JsonRole::Green, JsonRole::Blue})
            m_node.keepAsAttribute(role);
    }
}

/// Nothing, with the value kept as an attribute: a 32-bit float cannot hold it.
std::optional<float> JsonGraph::figure(JsonElement& element, JsonRole role, std::string_view what)
{
    const Value* const value = element.at(role);
    if (value == nullptr)
        return std::nullopt;
    const auto narrow = static_cast<float>(double(*value));
    if (std::isfinite(narrow))
        return narrow;
    leaveOut(what, format::quoted(scalarText(*value).value_or(std::string{})) + " is too large for a 32-bit float");
    element.keepAsAttribute(role);
    return std::nullopt;
}

/// The node that an end names, where `found` says none of this key. Nothing, with a word in the report: there is none.
std::optional<Slot> JsonGraph::endOf(const Value& value, const Key& key)
{
    if (!m_numbersAreKeys && value.is<std::uint64_t>()) {
        if (const Slot slot = listed(std::uint64_t(value)); slot != noSlot)
            return slot;
    }
    if (m_nodesListed) {
        leaveOut("edge", "there is no node " + format::quoted(key.text));
        return std::nullopt;
    }
    return neighbour(key.text);
}

/// Both ends of an edge, which are looked for together. Nothing, with a word in the report: one is not there.
std::optional<GraphSink::Ends> JsonGraph::endsOf(const Value* source, const Value* target)
{
    const auto keyOf = [this](const Value* value, std::string_view which) {
        auto key = value == nullptr ? std::nullopt : keyIn(*value);
        if (key && !key->text.empty())
            return key;
        leaveOut("edge", "its " + std::string(which) + (key ? " is empty" : " is missing"));
        return std::optional<Key>();
    };
    const auto from = keyOf(source, "source");
    const auto to = from ? keyOf(target, "target") : std::nullopt;
    if (!to)
        return std::nullopt;
    GraphSink::Ends ends = m_keysAreAlike ? GraphSink::Ends{found(*from), found(*to)} : m_sink.findEnds(from->text, to->text);
    if (!ends.source)
        ends.source = endOf(*source, *from);
    if (ends.source && !ends.target)
        ends.target = endOf(*target, *to);
    return ends.source && ends.target ? std::optional(ends) : std::nullopt;
}

void JsonGraph::takeEdge(const Value& edge)
{
    constexpr std::size_t ends = 2;
    std::array<Value, ends + 1> cells;
    std::size_t filled = 0;
    if (simdjson::dom::array list; edge.get(list) == simdjson::SUCCESS) {
        for (const auto cell : list) {
            if (filled < cells.size())
                cells[filled] = cell;
            ++filled;
        }
    }
    Object object;
    const bool isObject = edge.get(object) == simdjson::SUCCESS || (filled == ends + 1 && cells[ends].get(object) == simdjson::SUCCESS);
    if (filled < ends && !isObject)
        return leaveOut("edge", "it is neither an object nor a list of two keys");
    if (isObject)
        m_edge.read(object);
    else
        m_edge.readNothing();
    reportNames(m_edge);
    const bool isList = filled >= ends;
    const auto both = endsOf(isList ? cells.data() : m_edge.at(JsonRole::Source), isList ? &cells[1] : m_edge.at(JsonRole::Target));
    if (both && filled == ends + 1 && !isObject)
        connect(*both->source, *both->target, cells[ends]);
    else if (both)
        finishEdge(*both->source, *both->target);
}

void JsonGraph::connect(Slot source, Slot target, const Value& members, std::string_view namesTarget)
{
    if (Object object; members.get(object) == simdjson::SUCCESS) {
        m_edge.read(object, namesTarget);
        reportNames(m_edge);
        return finishEdge(source, target);
    }
    m_edge.readNothing();
    GraphSink::Edge edge{source, target};
    edge.directed = m_directed.value_or(true);
    if (members.is_number() && std::isfinite(static_cast<float>(double(members))))
        edge.weight = static_cast<float>(double(members));
    m_sink.addEdge(edge);
}

std::optional<Slot> JsonGraph::neighbour(const Value& value)
{
    if (const auto key = keyIn(value)) {
        if (const auto slot = m_nodesListed ? found(*key) : neighbour(key->text))
            return slot;
        if (m_nodesListed)
            leaveOut("edge", "there is no node " + format::quoted(key->text));
        return std::nullopt;
    }
    leaveOut("edge", "its target is missing");
    return std::nullopt;
}

std::optional<Slot> JsonGraph::neighbour(const std::string& key)
{
    const auto slot = m_sink.nodeOf(key);
    if (slot)
        return *slot;
    leaveOut("edge", slot.error().text);
    return std::nullopt;
}

void JsonGraph::finishEdge(Slot source, Slot target)
{
    GraphSink::Edge edge{source, target};
    edge.weight = figure(m_edge, JsonRole::Weight, "weight").value_or(1);
    edge.directed = m_directed.value_or(true);
    for (const JsonRole role : {JsonRole::Directed, JsonRole::Undirected}) {
        if (const Value* const said = m_edge.at(role)) {
            const bool yes = said->is_bool() ? bool(*said) : directionIn(std::string_view(*said)) == DirectionWord::Directed;
            edge.directed = yes == (role == JsonRole::Directed);
        }
    }
    if (const Value* const kind = m_edge.at(JsonRole::Kind)) {
        if (const auto category = m_sink.category(ElementKind::Edge, std::string_view(*kind)))
            edge.category = *category;
        else
            m_edge.keepAsAttribute(JsonRole::Kind);
    }
    setAttributes(ElementKind::Edge, m_sink.addEdge(edge), m_edge);
}

void JsonGraph::reportNames(const JsonElement& element)
{
    if (!element.repeated().empty())
        leaveOut("repeated member", format::quoted(element.repeated()) + " is there twice; the last one counts");
    for (std::size_t i = 0; i < element.namesLeftOut(); ++i)
        leaveOut("member", "the elements have more different names than a graph has columns");
}

void JsonGraph::setAttributes(ElementKind kind, Slot slot, JsonElement& element)
{
    for (const JsonElement::Attribute& attribute : element.attributes())
        setAttribute(kind, slot, *attribute.member, attribute.value);
    for (JsonMember* const member : element.defaults()) {
        if (element.has(*member))
            continue;
        if (!member->number)
            member->number = m_sink.attribute(kind, member->column, member->declared.value_or(graph::AttributeKind::Text));
        if (member->number)
            m_sink.setWritten(kind, slot, *member->number, member->fallback);
    }
}

void JsonGraph::setAttribute(ElementKind kind, Slot slot, JsonMember& member, const Value& value)
{
    if (!member.number) {
        member.kind = member.declared.value_or(kindOfJson(value));
        member.number = m_sink.attribute(kind, member.column, *member.kind);
        if (!member.number)
            return;
    }
    const graph::AttributeNumber column = *member.number;
    switch (value.type()) {
    case element_type::STRING:
        if (member.kind == graph::AttributeKind::Time || member.declared)
            return m_sink.setWritten(kind, slot, column, std::string_view(value));
        return m_sink.setAttribute(kind, slot, column, std::string_view(value));
    case element_type::BOOL: return m_sink.setAttribute(kind, slot, column, bool(value));
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
        if (const auto number = exactNumber(value); number && member.kind != graph::AttributeKind::Text)
            return m_sink.setAttribute(kind, slot, column, *number);
        return m_sink.setAttribute(kind, slot, column, std::string_view(*scalarText(value)));
    case element_type::NULL_VALUE: return;
    case element_type::ARRAY:
    case element_type::OBJECT: return m_sink.setAttribute(kind, slot, column, std::string_view(simdjson::to_string(value)));
    }
}

} // namespace weir::format
