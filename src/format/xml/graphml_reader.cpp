#include "format/xml/graphml_reader.h"
#include "format/colour_text.h"
#include "format/text_check.h"
#include <algorithm>

namespace weir::format {

namespace {

constexpr std::size_t mostTextBytes = 64 * 1024;   // of one attribute
constexpr std::string_view ellipsis = "…";

/// Collects the keys of a whole document, for those that stand behind what uses them.
class KeyCollector final : public XmlHandler {
public:
    explicit KeyCollector(GraphMlKeys& keys) : m_keys(keys) {}

    void startElement(std::string_view name, const Attributes& attributes) override
    {
        m_inKey |= name == "key";
        if (name == "key")
            m_keys.startKey(attributes);
        else if (m_inKey && name == "default")
            m_keys.startDefault();
    }
    void endElement(std::string_view name) override
    {
        if (name == "default" && m_inKey)
            m_keys.endDefault();
        if (name == "key") {
            m_keys.endKey();
            m_inKey = false;
        }
    }
    void text(std::string_view piece) override
    {
        if (m_inKey)
            m_keys.text(piece);
    }
    void skippedEntity(std::string_view) override {}

private:
    GraphMlKeys& m_keys;
    bool m_inKey = false;
};

std::optional<float> numberIn(const XmlHandler::Attributes& attributes, std::string_view name)
{
    const auto text = attributes.value(name);
    const NumberText number = text ? readNumber(*text) : NumberText{};
    const bool held =
        number.kind == NumberText::Kind::Number && number.narrowed() <= 1e30F && number.narrowed() >= -1e30F;
    return held ? std::optional(number.narrowed()) : std::nullopt;
}

} // namespace

std::expected<void, Error> GraphMlReader::read()
{
    const auto whole = m_xml.read(m_input);
    takePostponed();   // what stood before a fault stays
    if (m_graphsSeen > 1)
        m_graph.report().note("the file has " + std::to_string(m_graphsSeen) + " graphs, which are shown as one");
    if (!m_fault.text.empty())
        return std::unexpected(m_fault);
    return whole;
}

void GraphMlReader::startElement(std::string_view name, const Attributes& attributes)
{
    ++m_depth;
    if (m_depth == 1 && name != "graphml")
        return fail("the file is XML but not GraphML: its root is <" + cleaned(name, 60) + ">");
    if (m_dataDepth > 0)
        return startGraphics(name, attributes);
    if (m_inKey) {
        if (name == "default")
            m_keys.startDefault();
    } else if (name == "key") {
        m_inKey = true;
        m_keys.startKey(attributes);
    } else if (name == "graph") {
        startGraph(attributes);
    } else if (name == "node" || name == "edge") {
        open(name == "node" ? Kind::Node : Kind::Edge, attributes);
    } else if (name == "hyperedge") {
        m_graph.report().leaveOut("hyperedge", m_xml.line(), "only edges with two ends are shown");
    } else if (name == "data" && !m_elements.empty() && m_elements.back().depth + 1 == m_depth) {
        startData(attributes);
    }
}

void GraphMlReader::startGraph(const Attributes& attributes)
{
    if (m_graphs.empty()) {
        ++m_graphsSeen;
        m_firstOfGraph = static_cast<Slot>(m_graph.nodeCount());
    }
    m_graphs.emplace_back(m_depth, attributes.value("edgedefault").value_or("") != "undirected");
    // Edges and nodes in it may name the node that it lies in.
    if (!m_elements.empty() && m_elements.back().kind == Kind::Node)
        takeNode(m_elements.back());
}

void GraphMlReader::open(Kind kind, const Attributes& attributes)
{
    Element element;
    element.kind = kind;
    element.depth = m_depth;
    element.line = m_xml.line();
    element.key = attributes.value("id").value_or("");
    element.source = attributes.value("source").value_or("");
    element.target = attributes.value("target").value_or("");
    if (!m_graphs.empty())
        element.directed = m_graphs.back().second;
    if (const auto directed = attributes.value("directed")) {
        const std::string word = lowered(trimmed(*directed));
        if (word == "true" || word == "1" || word == "false" || word == "0")
            element.directed = word == "true" || word == "1";
        else
            m_graph.report().leaveOut("direction", element.line, quoted(*directed) + " is neither true nor false");
    }
    m_elements.push_back(std::move(element));
}

void GraphMlReader::startData(const Attributes& attributes)
{
    m_dataDepth = m_depth;
    m_dataId = attributes.value("key").value_or("");
    const Kind kind = m_elements.back().kind;
    m_dataKey = m_keys.find(m_dataId, kind);
    if (m_dataKey == nullptr)
        m_dataKey = lateKey(m_dataId, kind);
    m_text.clear();
    m_textIsCut = m_dataHasElements = false;
    m_labelDepth = 0;
}

/// Keys belong in front. Where one is missing the rest of the document is searched for it, once.
const GraphMlKeys::Key* GraphMlReader::lateKey(std::string_view id, Kind kind)
{
    if (!m_lateKeysRead) {
        m_lateKeysRead = true;
        const std::uint64_t here = m_input.place();
        m_input.goTo(0);
        KeyCollector collector(m_lateKeys);
        static_cast<void>(XmlParser(collector).read(m_input));   // its faults are met again where they stand
        m_input.goTo(here);
    }
    return m_lateKeys.find(id, kind);
}

/// The elements in which yEd keeps what it draws.
void GraphMlReader::startGraphics(std::string_view name, const Attributes& attributes)
{
    m_dataHasElements = true;
    Element::Graphics& graphics = m_elements.back().graphics;
    if (m_elements.back().kind != Kind::Node)
        return;
    if (name == "NodeLabel" && !graphics.labelled && m_labelDepth == 0) {
        m_labelDepth = m_depth;
        m_text.clear();
        m_textIsCut = false;
    } else if (name == "Geometry" && !graphics.place) {
        const auto x = numberIn(attributes, "x"), y = numberIn(attributes, "y");
        if (x && y)
            graphics.place = {*x + numberIn(attributes, "width").value_or(0) / 2,
                              *y + numberIn(attributes, "height").value_or(0) / 2};
    } else if (name == "Fill" && !graphics.colour) {
        graphics.colour = readColour(attributes.value("color").value_or(""));
    }
}

void GraphMlReader::text(std::string_view piece)
{
    if (m_inKey)
        return m_keys.text(piece);
    // The text of an attribute itself, not of elements in it; of those yEd's label alone.
    const bool wanted = m_dataDepth > 0 && (m_labelDepth > 0 ? m_depth == m_labelDepth : m_depth == m_dataDepth);
    if (!wanted)
        return;
    m_textIsCut |= m_text.size() + piece.size() > mostTextBytes;
    if (!m_textIsCut)
        m_text += piece;
}

void GraphMlReader::endElement(std::string_view name)
{
    const std::size_t depth = m_depth--;
    if (m_inKey) {
        if (name == "default")
            m_keys.endDefault();
        if (name == "key") {
            m_keys.endKey();
            m_inKey = false;
        }
        return;
    }
    if (depth == m_labelDepth) {
        Element::Graphics& graphics = m_elements.back().graphics;
        graphics.label = trimmed(m_text);
        graphics.labelled = !graphics.label.empty();
        m_labelDepth = 0;
        m_text.clear();
    } else if (depth == m_dataDepth) {
        endData();
    } else if (!m_graphs.empty() && m_graphs.back().first == depth) {
        m_graphs.pop_back();
    } else if (!m_elements.empty() && m_elements.back().depth == depth) {
        Element element = std::move(m_elements.back());
        m_elements.pop_back();
        if (element.kind == Kind::Node)
            takeNode(element);
        else
            takeEdge(element);
        if (m_graph.stopped())
            m_xml.stop();
    }
}

void GraphMlReader::endData()
{
    Element& element = m_elements.back();
    element.taken = false;
    m_dataDepth = 0;
    const std::string_view text = trimmed(m_text);
    if (m_dataKey == nullptr) {
        if (!text.empty())
            m_graph.report().leaveOut("attribute", m_xml.line(), "no key " + quoted(m_dataId) + " is declared");
    } else if (m_dataKey->field == GraphMlField::None
               || (m_dataKey->field == GraphMlField::Weight) != (element.kind == Kind::Edge)) {
        if (!text.empty() || (m_dataHasElements && !m_dataKey->graphics))
            m_graph.report().passOver(m_dataKey->name);
    } else {
        setField(element, *m_dataKey, text);
    }
}

void GraphMlReader::setField(Element& element, const GraphMlKeys::Key& key, std::string_view text)
{
    const auto field = static_cast<std::size_t>(key.field);
    if (text.empty() || element.ranks[field] > key.rank)
        return;
    element.fields[field] = text;
    element.ranks[field] = key.rank;
}

const std::string* GraphMlReader::field(const Element& element, GraphMlField field) const
{
    const auto number = static_cast<std::size_t>(field);
    if (element.ranks[number] > 0)
        return &element.fields[number];
    const GraphMlKeys::Key* best = nullptr;
    for (const GraphMlKeys::Key* key : m_keys.defaults(element.kind)) {
        if (key->field == field && (best == nullptr || key->rank > best->rank))
            best = key;
    }
    return best == nullptr ? nullptr : &best->fallback;
}

std::optional<float> GraphMlReader::figure(const Element& element, GraphMlField field, std::string_view what)
{
    const std::string* const text = this->field(element, field);
    return text == nullptr ? std::nullopt : m_graph.report().figure(what, *text, element.line);
}

std::string GraphMlReader::labelOf(const Element& element)
{
    const std::string* label = field(element, GraphMlField::Label);
    if (label == nullptr && element.graphics.labelled)
        label = &element.graphics.label;
    if (label == nullptr)
        label = field(element, GraphMlField::Name);
    if (label == nullptr)
        return {};
    if (label->size() <= mostLabelBytes)
        return *label;
    m_graph.report().leaveOut("label's end", element.line,
                              "a label has " + std::to_string(label->size()) + " bytes; at most "
                                  + std::to_string(mostLabelBytes) + " are kept");
    std::size_t end = mostLabelBytes - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>((*label)[end]) & 0xc0U) == 0x80)
        --end;
    return label->substr(0, end) + std::string(ellipsis);
}

std::uint32_t GraphMlReader::colourOf(const Element& element)
{
    if (const std::string* const text = field(element, GraphMlField::Colour)) {
        if (const auto colour = readColour(*text))
            return *colour;
        m_graph.report().leaveOut("colour", element.line, quoted(*text) + " is no colour like #3366cc or steelblue");
    }
    // Gephi writes r, g and b from 0 to 255.
    if (field(element, GraphMlField::Red) != nullptr) {
        const auto red = figure(element, GraphMlField::Red, "colour"),
                   green = figure(element, GraphMlField::Green, "colour"),
                   blue = figure(element, GraphMlField::Blue, "colour");
        const auto byte = [](std::optional<float> share) {
            return static_cast<std::uint32_t>(std::clamp(share.value_or(0), 0.0F, 255.0F) + 0.5F);
        };
        if (red)
            return 0xff000000U | byte(red) << 16 | byte(green) << 8 | byte(blue);
    }
    return element.graphics.colour.value_or(0);
}

void GraphMlReader::takeNode(Element& element)
{
    if (element.wrong || element.taken)
        return;
    const auto there = m_graph.findNode(element.key);
    if (there && !element.born && *there >= m_firstOfGraph) {
        element.wrong = true;
        m_graph.report().leaveOut("node", element.line, "the node " + quoted(element.key) + " is there twice");
        return;
    }
    GraphSink::Node state = there ? m_graph.node(*there) : GraphSink::Node{};
    if (std::string label = labelOf(element); !label.empty())
        state.label = std::move(label);
    const auto x = figure(element, GraphMlField::X, "position"), y = figure(element, GraphMlField::Y, "position");
    if (x && y) {
        state.motion.positioned = true;
        state.motion.x = *x;
        state.motion.y = *y;
    } else if (element.graphics.place) {
        state.motion.positioned = true;
        state.motion.x = (*element.graphics.place)[0];
        state.motion.y = (*element.graphics.place)[1];
    }
    auto size = figure(element, GraphMlField::Size, "size");
    if (size && *size < 0) {
        m_graph.report().leaveOut("size", element.line, quoted(*field(element, GraphMlField::Size)) + " is negative");
        size.reset();
    }
    state.motion.size = size.value_or(state.motion.size);
    state.sized |= size.has_value();
    if (const std::uint32_t colour = colourOf(element); colour != 0)
        state.colour = colour;
    element.taken = element.born = true;
    if (const auto set = m_graph.setNode(element.key, state); !set) {
        element.wrong = true;
        m_graph.report().leaveOut("node", element.line,
                                  element.key.empty() ? "its id is missing or empty" : set.error().text);
    }
}

void GraphMlReader::takeEdge(const Element& element)
{
    GraphSink::Edge edge;
    edge.directed = element.directed.value_or(true);
    if (element.source.empty() || element.target.empty()) {
        m_graph.report().leaveOut("edge", element.line,
                                  element.target.empty()
                                      ? element.source.empty() ? "source and target are empty" : "the target is empty"
                                      : "the source is empty");
        return;
    }
    edge.weight = figure(element, GraphMlField::Weight, "weight").value_or(1);
    const auto source = m_graph.findNode(element.source), target = m_graph.findNode(element.target);
    if (!source || !target) {
        m_postponed.push_back({element.line, element.source, element.target, edge});
        return;
    }
    edge.source = *source;
    edge.target = *target;
    m_graph.addEdge(edge);
}

void GraphMlReader::takePostponed()
{
    for (Postponed& postponed : m_postponed) {
        const auto source = m_graph.findNode(postponed.source),
                   target = m_graph.findNode(postponed.target);
        if (!source || !target) {
            m_graph.report().leaveOut("edge", postponed.line,
                                      "there is no node " + quoted(source ? postponed.target : postponed.source));
            continue;
        }
        postponed.edge.source = *source;
        postponed.edge.target = *target;
        m_graph.addEdge(postponed.edge);
    }
    m_postponed.clear();
}

void GraphMlReader::skippedEntity(std::string_view name)
{
    m_graph.report().leaveOut("entity", m_xml.line(),
                              "&" + cleaned(name.substr(0, name.find('\f')), 60)
                                  + "; is external or not declared here, and not read");
}

void GraphMlReader::fail(const std::string& cause)
{
    m_fault.text = std::to_string(m_xml.line()) + ": " + cause;
    m_xml.stop();
}

} // namespace weir::format
