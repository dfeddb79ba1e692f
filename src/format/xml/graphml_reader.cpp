#include "format/xml/graphml_reader.h"
#include "format/colour_text.h"
#include "format/label_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <cmath>

namespace weir::format {

namespace {

constexpr std::size_t mostTextBytes = 64 * 1024;   // of one attribute

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
    const bool held = number.kind == NumberText::Kind::Number && number.narrowed() <= 1e30F && number.narrowed() >= -1e30F;
    return held ? std::optional(number.narrowed()) : std::nullopt;
}

} // namespace

GraphMlReader::Columns::Columns(ElementKind of)
    : id(of, "id"),
      group(of, "group", graph::AttributeKind::Text),
      label(of, "label", graph::AttributeKind::Text),
      sourcePort(of, "sourceport", graph::AttributeKind::Text),
      targetPort(of, "targetport", graph::AttributeKind::Text),
      description(of, "desc", graph::AttributeKind::Text)
{}

std::expected<void, Error> GraphMlReader::read()
{
    m_late.begin(LateEdges::Pass::First);
    const auto whole = m_xml.read(m_input);
    if (m_late.any() && !m_graph.stopped()) {   // what stood before a fault stays, whatever its order
        const Error fault = m_fault;
        m_input.goTo(0);
        m_late.begin(LateEdges::Pass::Second);
        m_depth = m_dataDepth = m_labelDepth = 0;
        m_open.closeAll();
        m_graphs.clear();
        m_inKey = false;
        static_cast<void>(m_xml.read(m_input));
        m_fault = fault;
    }
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
    const Frame* const frame = m_open.innermost();
    const bool within = frame != nullptr && frame->depth + 1 == m_depth;   // directly in a node or an edge
    if (m_inKey) {
        if (name == "default")
            m_keys.startDefault();
    } else if (name == "node" || name == "edge") {
        open(name == "node" ? ElementKind::Node : ElementKind::Edge, attributes);
    } else if (name == "data" && within) {
        startData(attributes);
    } else if (name == "graph") {
        startGraph(attributes);
    } else if (name == "key") {
        m_inKey = true;
        m_keys.startKey(attributes);
    } else if (isSecondPass()) {
        return;
    } else if (name == "hyperedge") {
        m_graph.report().leaveOut("hyperedge", m_xml.line(), "only edges with two ends are shown");
    } else if (name == "data") {
        m_graph.report().passOver(m_keys.nameOfGraphKey(attributes.value("key").value_or("")));
    } else if (name == "desc" && within && !frame->ignored) {
        m_dataDepth = m_depth;
        m_isDescription = true;
        m_text.clear();
        m_textIsCut = false;
    } else if (name == "desc" || within) {
        m_graph.report().passOver(name);
    }
}

void GraphMlReader::startGraph(const Attributes& attributes)
{
    if (m_graphs.empty() && !isSecondPass()) {
        ++m_graphsSeen;
        m_firstOfGraph = static_cast<Slot>(m_graph.nodeCount());
    }
    m_graphs.emplace_back(m_depth, attributes.value("edgedefault").value_or("") != "undirected");
    if (Frame* const outer = m_open.innermost())
        take(*outer);   // edges and nodes in it may name the node that it lies in
}

void GraphMlReader::open(ElementKind kind, const Attributes& attributes)
{
    if (Frame* const outer = m_open.innermost())
        take(*outer);
    Frame& frame = m_open.open(kind, m_depth, m_xml.line(), m_late);
    frame.directed = m_graphs.empty() || m_graphs.back().second;
    m_element.clear();
    m_element.touch();
    attributes.forEach([&](std::string_view name, std::string_view value) {
        if (name == "id")
            frame.key = value;
        else if (name == "source")
            frame.source = value;
        else if (name == "target")
            frame.target = value;
        else if (name == "directed")
            frame.direction = value;
        else if (name == "sourceport")
            m_sourcePort = value;
        else if (name == "targetport")
            m_targetPort = value;
        else if (name == (kind == ElementKind::Node ? "labels" : "label"))   // of Neo4j: what kind of element it is
            m_kind = value.substr(std::min(value.find_first_not_of(':'), value.size()));
        else if (!frame.ignored && name.find_first_of(":.") == std::string_view::npos)
            m_graph.report().passOver(name);
    });
    if (kind == ElementKind::Edge && !frame.ignored) {   // whose ends are looked for when it is closed
        m_graph.expectNode(frame.source);
        m_graph.expectNode(frame.target);
    }
}

void GraphMlReader::startData(const Attributes& attributes)
{
    m_dataDepth = m_depth;
    m_isDescription = false;
    m_text.clear();
    m_textIsCut = m_dataHasElements = false;
    m_labelDepth = 0;
    m_keepsBlanks = attributes.value("xml:space").value_or("") == "preserve";
    m_dataKey = nullptr;
    const Frame& frame = *m_open.innermost();
    if (frame.ignored)
        return;
    const std::string_view id = attributes.value("key").value_or("");
    m_dataKey = m_keys.find(id, frame.kind);
    if (m_dataKey != nullptr)
        return;
    m_dataId = id;
    m_dataKey = lateKey(id, frame.kind);
}

/// Keys belong in front. Where one is missing the rest of the document is searched for it, once.
GraphMlKey* GraphMlReader::lateKey(std::string_view id, ElementKind kind)
{
    if (!m_lateKeysRead) {
        m_lateKeysRead = true;
        const std::uint64_t here = m_input.place();
        m_input.goTo(0);
        KeyCollector collector(m_keys);
        static_cast<void>(XmlParser(collector).read(m_input));   // its faults are met again where they stand
        m_input.goTo(here);
    }
    return m_keys.find(id, kind);
}

/// The elements in which yEd keeps what it draws.
void GraphMlReader::startGraphics(std::string_view name, const Attributes& attributes)
{
    const Frame& frame = *m_open.innermost();
    m_dataHasElements = true;
    if (frame.ignored || m_isDescription)
        return;
    GraphMlElement::Graphics& graphics = m_element.graphics;
    const bool isNode = frame.kind == ElementKind::Node;
    if (name == (isNode ? "NodeLabel" : "EdgeLabel") && graphics.label.empty() && m_labelDepth == 0) {
        m_labelDepth = m_depth;
        m_text.clear();
        m_textIsCut = false;
    } else if (isNode && name == "Geometry" && !graphics.place) {
        const auto x = numberIn(attributes, "x"), y = numberIn(attributes, "y");
        if (x && y)
            graphics.place = {*x + numberIn(attributes, "width").value_or(0) / 2, *y + numberIn(attributes, "height").value_or(0) / 2};
    } else if (isNode && name == "Fill" && !graphics.colour) {
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
    Frame* const frame = m_open.innermost();
    if (depth == m_labelDepth) {
        m_element.graphics.label = trimmed(m_text);
        m_labelDepth = 0;
        m_text.clear();
    } else if (depth == m_dataDepth) {
        endData();
    } else if (!m_graphs.empty() && m_graphs.back().first == depth) {
        m_graphs.pop_back();
    } else if (frame != nullptr && frame->depth == depth) {
        take(*frame);
        m_open.close();
        if (m_graph.stopped())
            m_xml.stop();
    }
}

void GraphMlReader::endData()
{
    m_dataDepth = 0;
    const Frame& frame = *m_open.innermost();
    if (frame.ignored)
        return;
    m_element.touch();
    const std::string_view text = m_keepsBlanks && !m_isDescription ? std::string_view(m_text) : trimmed(m_text);
    if (m_textIsCut)
        m_graph.report().leaveOut("attribute's end", m_xml.line(), "a text is longer than " + std::to_string(mostTextBytes) + " bytes");
    if (m_isDescription) {
        m_description = text;
    } else if (m_dataKey == nullptr) {
        if (!text.empty())
            m_graph.report().leaveOut("attribute", m_xml.line(), "no key " + quoted(m_dataId) + " is declared");
    } else if (m_dataHasElements && !m_dataKey->graphics) {
        m_graph.report().passOver(m_dataKey->declared.name());
    } else {
        m_element.say(*m_dataKey, frame.number, text);
    }
}

void GraphMlReader::take(Frame& frame)
{
    if (!frame.ignored && m_element.anything())
        frame.kind == ElementKind::Node ? takeNode(frame) : takeEdge(frame);
    m_element.clear();
    for (std::string* text : {&m_kind, &m_sourcePort, &m_targetPort, &m_description})
        text->clear();
}

const GraphMlElement::Value* GraphMlReader::field(const Frame& frame, GraphMlField field)
{
    return m_element.field(field, m_keys.defaults(frame.kind));
}

/// What is no figure that a graph can hold stays an attribute.
std::optional<float> GraphMlReader::figure(const Frame& frame, GraphMlField field, std::string_view what)
{
    const Value* const said = this->field(frame, field);
    if (said == nullptr)
        return std::nullopt;
    const NumberText number = readNumber(said->text);
    const bool isWords = number.kind == NumberText::Kind::Words;
    if (!isWords && !(number.kind == NumberText::Kind::Number && !std::isfinite(number.narrowed())))
        return m_graph.report().figure(what, said->text, frame.line);
    m_element.giveBack(*said);
    return std::nullopt;
}

std::string GraphMlReader::labelOf(const Frame& frame)
{
    ReadingReport& report = m_graph.report();
    std::string label;
    if (const Value* const said = field(frame, GraphMlField::Label))
        label = labelText(said->text, frame.line, report);
    else if (!m_element.graphics.label.empty())
        label = labelText(m_element.graphics.label, frame.line, report);
    const Value* const name = field(frame, GraphMlField::Name);
    if (name != nullptr && label.empty())
        return labelText(name->text, frame.line, report);
    if (name != nullptr)
        m_element.giveBack(*name);
    return label;
}

std::uint32_t GraphMlReader::colourOf(const Frame& frame)
{
    if (const Value* const said = field(frame, GraphMlField::Colour)) {
        if (const auto colour = readColour(said->text))
            return *colour;
        m_element.giveBack(*said);
    }
    // Gephi writes r, g and b from 0 to 255.
    if (field(frame, GraphMlField::Red) != nullptr) {
        const auto red = figure(frame, GraphMlField::Red, "colour"), green = figure(frame, GraphMlField::Green, "colour"),
                   blue = figure(frame, GraphMlField::Blue, "colour");
        const auto byte = [](std::optional<float> share) {
            return static_cast<std::uint32_t>(std::clamp(share.value_or(0), 0.0F, 255.0F) + 0.5F);
        };
        if (red)
            return 0xff000000U | byte(red) << 16 | byte(green) << 8 | byte(blue);
    }
    return m_element.graphics.colour.value_or(0);
}

void GraphMlReader::takeNode(Frame& frame)
{
    const auto there = m_graph.findNode(frame.key);
    if (there && !frame.taken && *there >= m_firstOfGraph) {
        frame.ignored = true;
        return m_graph.report().leaveOut("node", frame.line, "the node " + quoted(frame.key) + " is there twice");
    }
    GraphSink::Node node = there ? m_graph.node(*there) : GraphSink::Node{};
    node.label = labelOf(frame);
    const auto x = figure(frame, GraphMlField::X, "position"), y = figure(frame, GraphMlField::Y, "position");
    if (x && y) {
        node.motion = {*x, *y, true, node.motion.size};
    } else {
        for (const auto& [one, at] : {std::pair(x, GraphMlField::X), std::pair(y, GraphMlField::Y)}) {
            if (one)
                m_element.giveBack(*field(frame, at));   // half a place
        }
        if (m_element.graphics.place)
            node.motion = {(*m_element.graphics.place)[0], (*m_element.graphics.place)[1], true, node.motion.size};
    }
    if (const auto size = figure(frame, GraphMlField::Size, "size"); size && *size < 0) {
        m_graph.report().leaveOut("size", frame.line, quoted(field(frame, GraphMlField::Size)->text) + " is negative");
    } else if (size) {
        node.motion.size = *size;
        node.sized = true;
    }
    if (const std::uint32_t colour = colourOf(frame); colour != 0)
        node.colour = colour;
    const Value* const kind = field(frame, GraphMlField::Category);
    if (kind != nullptr && m_kind.empty()) {
        if (const auto category = m_graph.category(ElementKind::Node, kind->text))
            node.category = *category;
        else
            m_element.giveBack(*kind);
    } else if (kind != nullptr) {
        m_element.giveBack(*kind);
    }
    if (!m_kind.empty())
        node.category = m_graph.category(ElementKind::Node, m_kind).value_or(node.category);
    const auto set = m_graph.setNode(frame.key, node);
    if (!set) {
        frame.ignored = true;
        return m_graph.report().leaveOut("node", frame.line, frame.key.empty() ? "its id is missing or empty" : set.error().text);
    }
    frame.slot = *set;
    if (const Frame* const around = frame.taken ? nullptr : m_open.nodeAround(frame))
        m_nodeColumns.group.set(m_graph, frame.slot, around->key);
    setAttributes(frame);
    frame.taken = true;
}

bool GraphMlReader::isDirected(const Frame& frame)
{
    const std::string word = lowered(trimmed(frame.direction));
    if (word == "true" || word == "1")
        return true;
    if (word == "false" || word == "0")
        return false;
    if (!word.empty())
        m_graph.report().leaveOut("direction", frame.line, quoted(frame.direction) + " is neither true nor false");
    return frame.directed;
}

void GraphMlReader::takeEdge(Frame& frame)
{
    if (!frame.taken) {
        if (frame.source.empty() || frame.target.empty()) {
            frame.ignored = true;
            return m_graph.report().leaveOut("edge", frame.line, whatIsEmpty(frame.source, frame.target));
        }
        const auto [source, target] = m_graph.findEnds(frame.source, frame.target);
        if (!source || !target) {
            frame.ignored = true;
            if (!isSecondPass())
                return m_late.postpone();
            return m_graph.report().leaveOut("edge", frame.line, "there is no node " + quoted(source ? frame.target : frame.source));
        }
        GraphSink::Edge edge{*source, *target};
        edge.directed = isDirected(frame);
        edge.weight = figure(frame, GraphMlField::Weight, "weight").value_or(1);
        const Value* const kind = field(frame, GraphMlField::Kind);
        const auto category = m_graph.category(ElementKind::Edge, !m_kind.empty() ? m_kind : kind != nullptr ? kind->text
                                                                                                             : std::string());
        if (kind != nullptr && (!category || !m_kind.empty()))
            m_element.giveBack(*kind);
        edge.category = category.value_or(0);
        frame.slot = m_graph.addEdge(edge);
        m_edgeColumns.id.set(m_graph, frame.slot, frame.key);
    }
    setAttributes(frame);
    frame.taken = true;
}

void GraphMlReader::setAttributes(const Frame& frame)
{
    m_element.forEachValue([&](const Value& value) { value.key->declared.set(m_graph, frame.slot, value.text); });
    if (!frame.taken) {
        for (GraphMlKey* key : m_keys.defaults(frame.kind)) {
            if (key->field == GraphMlField::None && key->saidOf != frame.number)
                key->declared.set(m_graph, frame.slot, key->fallback);
        }
    }
    Columns& columns = frame.kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    columns.description.set(m_graph, frame.slot, m_description);
    if (frame.kind == ElementKind::Node)
        return;
    columns.label.set(m_graph, frame.slot, m_element.graphics.label);
    columns.sourcePort.set(m_graph, frame.slot, m_sourcePort);
    columns.targetPort.set(m_graph, frame.slot, m_targetPort);
}

void GraphMlReader::skippedEntity(std::string_view words)
{
    if (!isSecondPass())
        m_graph.report().leaveOut("entity", m_xml.line(), std::string(words));
}

void GraphMlReader::fail(const std::string& cause)
{
    m_fault.text = std::to_string(m_xml.line()) + ": " + cause;
    m_xml.stop();
}

} // namespace weir::format
