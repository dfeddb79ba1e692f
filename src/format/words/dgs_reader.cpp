#include "format/words/dgs_reader.h"
#include "format/colour_text.h"
#include "format/text_check.h"
#include "graph/limits.h"
#include <algorithm>
#include <array>

namespace weir::format {

class DgsReader::Words {
public:
    explicit Words(std::string_view line) : m_rest(line) {}

    /// Only blanks, or a comment behind them, is left.
    [[nodiscard]] bool ended()
    {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t"), m_rest.size()));
        return m_rest.empty() || m_rest.front() == '#';
    }
    [[nodiscard]] bool takeSign(char sign)
    {
        if (ended() || m_rest.front() != sign)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// A bare word up to one of `ends` or a blank, or one in quotes; valid until the next call. Nothing: there is none, or its quotes have
    /// no end.
    [[nodiscard]] std::optional<std::string_view> next(std::string_view ends)
    {
        m_wasQuoted = !ended() && (m_rest.front() == '"' || m_rest.front() == '\'');
        if (m_wasQuoted)
            return quoted();
        std::size_t end = 0;
        while (end < m_rest.size() && ends.find(m_rest[end]) == std::string_view::npos && m_rest[end] != ' ' && m_rest[end] != '\t')
            ++end;
        const std::string_view word = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        return word.empty() ? std::nullopt : std::optional(word);
    }
    [[nodiscard]] bool wasQuoted() const { return m_wasQuoted; }

    /// A value of an attribute, which may be a list: "a", 1,2,3, {1, 2} or [ a:1 ]. A list is as it is written. Nothing: it has no end.
    [[nodiscard]] std::optional<std::string_view> value()
    {
        static_cast<void>(ended());
        const std::string_view from = m_rest;
        std::size_t parts = 0;
        std::optional<std::string_view> first;
        do {
            // A colour begins with the sign of a comment.
            m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t"), m_rest.size()));
            if (!m_rest.empty() && (m_rest.front() == '{' || m_rest.front() == '[')) {
                const std::size_t end = endOfList();
                if (end == std::string_view::npos)
                    return std::nullopt;
                m_rest.remove_prefix(end);
                parts = 2;
            } else {
                const bool isColour = !m_rest.empty() && m_rest.front() == '#';
                const std::string_view colour = m_rest.substr(0, isColour ? std::min(m_rest.find_first_of(", \t", 1), m_rest.size()) : 0);
                m_rest.remove_prefix(colour.size());
                m_wasQuoted &= !isColour;
                const auto word = isColour ? std::optional(colour) : next(",");
                if (!word)
                    return std::nullopt;
                first = word;
                ++parts;
            }
        } while (takeSign(','));
        if (parts == 1)
            return first;
        m_wasQuoted = true;
        return trimmed(from.substr(0, from.size() - m_rest.size()));
    }

private:
    [[nodiscard]] std::optional<std::string_view> quoted()
    {
        m_text.clear();
        const char quote = m_rest.front();
        for (std::size_t i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] == quote) {
                m_rest.remove_prefix(i + 1);
                return m_text;
            }
            i += m_rest[i] == '\\' && i + 1 < m_rest.size() ? 1 : 0;
            m_text += m_rest[i];
        }
        return std::nullopt;
    }
    /// Behind the bracket that closes the one in front.
    [[nodiscard]] std::size_t endOfList() const
    {
        std::size_t depth = 0;
        char quote = 0;
        for (std::size_t i = 0; i < m_rest.size(); ++i) {
            const char c = m_rest[i];
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return std::string_view::npos;
    }

    std::string_view m_rest;
    std::string m_text;
    bool m_wasQuoted = false;
};

std::expected<void, Error> DgsReader::read()
{
    const auto taken = takeEvents();
    tell();
    m_lines.finish();
    return taken;
}

std::expected<void, Error> DgsReader::takeEvents()
{
    if (!m_lines.next() || !trimmed(m_lines.text()).starts_with("DGS00"))
        return std::unexpected(
            m_lines.error("the file is none of GraphStream: it begins with " + quoted(m_lines.text()) + ", not with DGS004"));
    bool headed = false;
    while (m_lines.next()) {
        Words words(m_lines.text());
        if (words.ended())
            continue;
        const std::string kind(words.next({}).value_or(""));
        // NAME STEPS EVENTS, of which nobody knows the numbers.
        if (!std::exchange(headed, true)) {
            Words after = words;
            const std::string steps(after.next({}).value_or("")), events(after.next({}).value_or(""));
            const auto isCount = [](std::string_view word) {
                return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
            };
            if (isCount(steps) && isCount(events) && after.ended())
                continue;
        }
        if (const std::string wrong = takeEvent(kind, words); !wrong.empty())
            m_lines.leaveOut("event", wrong);
        if (m_graph.bytes() > mostBytes)
            return std::unexpected(
                m_lines.error("the graph that the events make takes more than " + std::to_string(mostBytes >> 20U) + " MiB"));
    }
    return {};
}

/// What is wrong with it; "": nothing.
std::string DgsReader::takeEvent(std::string_view kind, Words& words)
{
    if (kind == "st")
        return {};
    if (kind == "cl") {
        m_graph.clear();
        return {};
    }
    if (kind == "cg") {
        while (!words.ended()) {
            static_cast<void>(words.takeSign('+') || words.takeSign('-'));
            const auto name = words.next(":=");
            if (!name)
                return "an attribute has no name";
            m_sink.report().passOver(std::string(*name) + " of the graph");
            if ((words.takeSign(':') || words.takeSign('=')) && !words.value())
                return "a value has no end";
        }
        return {};
    }
    if (kind == "ae")
        return takeEdge(words);
    const bool isNode = kind == "an" || kind == "cn" || kind == "dn", isEdge = kind == "ce" || kind == "de";
    if (!isNode && !isEdge)
        return quoted(kind) + " is no event";
    const auto id = words.next({});
    if (!id)
        return "its id is missing, or its quotes have no end";
    auto number = isNode ? m_graph.findNode(*id) : m_graph.findEdge(*id);
    if (kind == "an" && !number)
        number = m_graph.addNode(*id);
    if (!number)
        return std::string(isNode ? "there is no node " : "there is no edge ") + quoted(*id);
    if (kind == "dn")
        m_graph.removeNode(*number);
    else if (kind == "de")
        m_graph.removeEdge(*number);
    else
        return takeAttributes(isNode ? ElementKind::Node : ElementKind::Edge, *number, words);
    return {};
}

/// ae ID FROM [< or >] TO ATTRIBUTES
std::string DgsReader::takeEdge(Words& words)
{
    constexpr std::string_view heads = "<>";
    constexpr std::string_view missing = "its id or an end is missing, or quotes have no end";
    const auto id = words.next({});
    if (!id)
        return std::string(missing);
    const std::string key(*id);
    std::array<DgsGraph::Number, 2> ends{};
    DgsGraph::Edge edge{};
    for (std::size_t i = 0; i < 2; ++i) {
        const auto end = words.next(heads);
        if (!end)
            return std::string(missing);
        const auto node = m_graph.findNode(*end);
        if (!node)
            return "there is no node " + quoted(*end);
        ends[i] = *node;
        if (i == 0)
            edge.heads = words.takeSign('>') ? DgsGraph::Heads::Target : words.takeSign('<') ? DgsGraph::Heads::Source
                                                                                             : DgsGraph::Heads::None;
    }
    edge.source = ends[0];
    edge.target = ends[1];
    return takeAttributes(ElementKind::Edge, m_graph.addEdge(key, edge), words);
}

std::string DgsReader::takeAttributes(ElementKind kind, DgsGraph::Number number, Words& words)
{
    while (!words.ended()) {
        const bool removes = words.takeSign('-');
        if (!removes)
            static_cast<void>(words.takeSign('+'));
        const auto word = words.next(":=");
        if (!word)
            return "an attribute has no name, or its quotes have no end";
        const std::string name(word->substr(0, graph::maxColumnNameBytes));
        std::optional<std::string_view> value("true");
        bool isText = false;
        if (words.takeSign(':') || words.takeSign('=')) {
            value = words.value();
            isText = words.wasQuoted();
        }
        if (!value)
            return "the value of " + quoted(name) + " is missing or has no end";
        const bool isNode = kind == ElementKind::Node;
        if (removes) {
            isNode ? m_graph.removeNodeAttribute(number, name) : m_graph.removeEdgeAttribute(number, name);
        } else if (!(isNode ? m_graph.setNodeAttribute(number, name, *value, isText)
                            : m_graph.setEdgeAttribute(number, name, *value, isText))) {
            return "the attributes of an element take more than " + std::to_string(DgsGraph::mostAttributeBytes) + " bytes";
        }
    }
    return {};
}

void DgsReader::tell()
{
    m_slots.assign(m_graph.nodes(), noSlot);
    for (DgsGraph::Number node = 0; node < m_graph.nodes() && !m_sink.stopped(); ++node) {
        if (m_graph.hasNode(node))
            tellNode(node);
    }
    for (DgsGraph::Number number = 0; number < m_graph.edges() && !m_sink.stopped(); ++number) {
        if (!m_graph.hasEdge(number))
            continue;
        const DgsGraph::Edge& ends = m_graph.edge(number);
        GraphSink::Edge edge;
        edge.source = m_slots[ends.source];
        edge.target = m_slots[ends.target];
        if (ends.heads == DgsGraph::Heads::Source)
            std::swap(edge.source, edge.target);
        edge.directed = ends.heads != DgsGraph::Heads::None;
        if (edge.source == noSlot || edge.target == noSlot)
            continue;   // the node was told
        m_graph.edgeAttributes(number, m_list);
        m_fields.takeEdge(m_list, edge, 0);
        m_fields.setColumns(m_list, ElementKind::Edge, m_sink.addEdge(edge));
    }
}

/// What GraphStream's viewer calls by names of its own.
void DgsReader::takeUi(GraphSink::Node& node)
{
    for (const std::string_view name : {"xyz", "xy"}) {
        const auto place = m_list.find(name);
        if (!place || m_list.find("x"))
            continue;
        std::string text(m_list.text(*place));
        std::ranges::replace_if(text, [](char c) { return c == ',' || c == '{' || c == '}' || c == '[' || c == ']'; }, ' ');
        LineWords words(text);
        const std::string_view x = words.next(), y = words.next(), z = words.next();
        const auto isNumber = [](std::string_view word) { return readNumber(word).kind == NumberText::Kind::Number; };
        if (!isNumber(x) || !isNumber(y))
            continue;
        m_list.setPlace(*place, AttributeList::Place::Taken);
        static_cast<void>(m_list.add("x", x) && m_list.add("y", y) && (!isNumber(z) || m_list.add("z", z)));
    }
    for (const auto& [theirs, ours] : {std::pair("ui.label", "label"), std::pair("ui.size", "size")}) {
        const auto found = m_list.find(theirs);
        if (found && !m_list.find(ours) && m_list.add(ours, std::string(m_list.text(*found))))
            m_list.setPlace(*found, AttributeList::Place::Taken);
    }
    if (const auto style = m_list.find("ui.style"); style && !m_list.find("color")) {
        const std::string text(m_list.text(*style));
        constexpr std::string_view fill = "fill-color:";
        if (const std::size_t at = text.find(fill); at != std::string::npos) {
            const std::string_view rest = std::string_view(text).substr(at + fill.size());
            node.colour = readColour(rest.substr(0, rest.find(';'))).value_or(0);
        }
    }
}

void DgsReader::tellNode(DgsGraph::Number number)
{
    GraphSink::Node node;
    m_graph.nodeAttributes(number, m_list);
    takeUi(node);
    m_fields.takeNode(m_list, node, 0);
    const auto slot = m_sink.setNode(m_graph.nodeId(number), node);
    if (!slot)
        return m_sink.report().leaveOut("node", 0, slot.error().text);
    m_slots[number] = *slot;
    m_fields.setColumns(m_list, ElementKind::Node, *slot);
}

} // namespace weir::format
