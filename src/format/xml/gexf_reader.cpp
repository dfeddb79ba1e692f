#include "format/xml/gexf_reader.h"
#include "format/colour_text.h"
#include "format/label_text.h"
#include "format/text_check.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace weir::format {

using graph::AttributeKind;

namespace {

constexpr std::size_t mostTextBytes = 64 * 1024;   // of a default

std::uint32_t byteOf(std::string_view text)
{
    const NumberText number = readNumber(text);
    return number.kind == NumberText::Kind::Number ? static_cast<std::uint32_t>(std::clamp(number.value, 0.0, 255.0) + 0.5) : 0;
}

std::string written(std::uint32_t colour)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        text += digits[colour >> shift & 0xfU];
    return text;
}

} // namespace

GexfReader::Columns::Columns(ElementKind of)
    : id(of, "id"),
      parent(of, "parent", AttributeKind::Text),
      label(of, "label", AttributeKind::Text),
      colour(of, "color", AttributeKind::Text),
      z(of, "z", AttributeKind::Number),
      thickness(of, "thickness", AttributeKind::Number),
      shape(of, "shape", AttributeKind::Text),
      weight(of, "weight"),
      kind(of, "kind", AttributeKind::Text),
      start(of, "start"),
      end(of, "end"),
      timestamp(of, "timestamp"),
      timestamps(of, "timestamps", AttributeKind::Text),
      intervals(of, "intervals", AttributeKind::Text)
{}

GexfReader::GexfReader(FileInput& input, GraphSink& graph) : m_input(input), m_graph(graph), m_xml(*this) {}

std::expected<void, Error> GexfReader::read()
{
    m_present = GexfPresent::find(m_input, m_graph);
    m_late.begin(LateEdges::Pass::First);
    const auto whole = m_xml.read(m_input);
    if (m_late.any() && !m_graph.stopped()) {   // what stood before a fault stays, whatever its order
        const Error fault = m_fault;
        m_input.goTo(0);
        m_late.begin(LateEdges::Pass::Second);
        m_depth = 0;
        m_open.closeAll();
        m_inDefault = false;
        static_cast<void>(m_xml.read(m_input));
        m_fault = fault;
    }
    tellEnded();
    if (!m_fault.text.empty())
        return std::unexpected(m_fault);
    return whole;
}

void GexfReader::tellEnded()
{
    if (m_endedNodes + m_endedEdges == 0)
        return;
    m_graph.report().note("the present is shown, which is " + m_present->written + ": " + ReadingReport::counted(m_endedNodes, "node")
                          + " and " + ReadingReport::counted(m_endedEdges, "edge") + " had ended before it");
}

std::string_view GexfReader::inLowerCase(std::string_view name)
{
    if (std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return name;
    m_name = lowered(name);
    return m_name;
}

void GexfReader::startElement(std::string_view given, const Attributes& attributes)
{
    ++m_depth;
    const std::string_view name = inLowerCase(given);
    if (m_depth == 1 && name != "gexf")
        return fail("the file is XML but not GEXF: its root is <" + cleaned(given, 60) + ">");
    if (name == "node" || name == "edge")
        return open(name == "node" ? ElementKind::Node : ElementKind::Edge, attributes);
    if (m_open.innermost() != nullptr)
        return startDetail(name, attributes);
    if (m_late.pass() == LateEdges::Pass::Second)
        return;
    if (name == "graph") {
        startGraph(attributes);
    } else if (name == "attributes") {
        m_attributes.startClass(attributes);
    } else if (name == "attribute") {
        m_attributes.startAttribute(attributes);
    } else if (name == "default") {
        m_inDefault = true;
        m_text.clear();
    }
}

void GexfReader::startGraph(const Attributes& attributes)
{
    m_directedByDefault = lowered(attributes.inAnyCase("defaultedgetype").value_or("")) == "directed";
    const std::string format = lowered(attributes.inAnyCase("timeformat").value_or(attributes.inAnyCase("timetype").value_or("")));
    const bool numbers = format == "double" || format == "integer" || format == "float", dates = format.starts_with("date");
    std::optional<AttributeKind> kind;
    if (numbers)
        kind = AttributeKind::Number;
    else if (dates)
        kind = AttributeKind::Time;
    for (Columns* columns : {&m_nodeColumns, &m_edgeColumns}) {
        const ElementKind of = columns == &m_nodeColumns ? ElementKind::Node : ElementKind::Edge;
        columns->start = DeclaredAttribute(of, "start", kind);
        columns->end = DeclaredAttribute(of, "end", kind);
        columns->timestamp = DeclaredAttribute(of, "timestamp", kind);
    }
}

void GexfReader::open(ElementKind kind, const Attributes& attributes)
{
    if (Frame* const outer = m_open.innermost())
        take(*outer);   // what lies in it may name it
    Frame& frame = m_open.open(kind, m_depth, m_xml.line(), m_late);
    m_element.clear();
    m_element.anything = true;
    attributes.forEach([&](std::string_view given, std::string_view value) {
        const std::string_view name = inLowerCase(given);
        if (name == "id")
            frame.key = value;
        else if (name == "source")
            frame.source = value;
        else if (name == "target")
            frame.target = value;
        else if (name == "label")
            m_element.label = value;
        else if (name == "weight")
            m_element.weight = value;
        else if (name == "type")
            frame.direction = value;
        else if (name == "kind")
            m_element.kind = value;
        else if (name == "pid")
            m_element.parent = value;
        else if (name == "start" || name == "startopen")
            m_element.start = value;
        else if (name == "end" || name == "endopen")
            m_element.end = value;
        else if (name == "timestamp")
            m_element.timestamp = value;
        else if (name == "timestamps")
            m_element.timestamps = value;
        else if (name == "intervals")
            m_element.intervals = value;
        else if (!frame.ignored && name.find(':') == std::string_view::npos)
            m_graph.report().passOver(given);
    });
    if (kind == ElementKind::Edge && !frame.ignored) {   // whose ends are looked for when it is closed
        m_graph.expectNode(frame.source);
        m_graph.expectNode(frame.target);
    }
    m_element.weightSpan = {};
    m_element.weightSpan.end = -m_element.weightSpan.end;   // any value that changes in time is nearer to the present
}

/// An element in a node or an edge.
void GexfReader::startDetail(std::string_view name, const Attributes& attributes)
{
    if (m_open.innermost()->ignored)
        return;
    m_element.anything = true;
    const auto take = [&](std::string& to, std::string_view attribute) { to = attributes.inAnyCase(attribute).value_or(""); };
    if (name == "attvalue") {
        addValue(attributes);
    } else if (name == "color") {
        m_element.colour = colourIn(attributes);
        if (!m_element.colour)
            m_graph.report().leaveOut("colour", m_xml.line(), "it has neither r, g and b nor a hex like #3366cc");
    } else if (name == "position") {
        take(m_element.x, "x");
        take(m_element.y, "y");
        take(m_element.z, "z");
    } else if (name == "size") {
        take(m_element.size, "value");
    } else if (name == "thickness") {
        take(m_element.thickness, "value");
    } else if (name == "shape") {
        take(m_element.shape, "value");
    } else if (name == "spell" || name == "slice") {
        addSpell(attributes);
    } else if (name == "parent") {
        const std::string_view key = attributes.inAnyCase("for").value_or("");
        m_element.parent += (m_element.parent.empty() ? "" : ", ") + std::string(key.substr(0, mostKeyBytes));
    }
}

void GexfReader::addValue(const Attributes& attributes)
{
    const Frame& frame = *m_open.innermost();
    auto id = attributes.inAnyCase("for");
    if (!id)
        id = attributes.inAnyCase("id");   // of version 1.0
    const std::string_view value = attributes.inAnyCase("value").value_or("");
    GexfAttribute* const attribute = m_attributes.find(frame.kind, id.value_or(""));
    if (attribute == nullptr) {
        if (!value.empty())
            m_graph.report().leaveOut("attribute", m_xml.line(), "no attribute " + quoted(id.value_or("")) + " is declared");
        return;
    }
    const auto moment = attributes.inAnyCase("timestamp");
    const auto bound = [&](std::string_view name, std::string_view open) {
        return moment ? *moment : attributes.inAnyCase(name).value_or(attributes.inAnyCase(open).value_or(""));
    };
    const GexfSpan span = GexfSpan::written(bound("start", "startopen"), bound("end", "endopen"));
    if (span.backwards())
        return m_graph.report().leaveOut("value", m_xml.line(), "it ends before it begins");
    if (attribute->meaning != GexfAttribute::Meaning::Weight)
        return m_element.addValue(*attribute, frame.number, value, span);
    attribute->saidOf = frame.number;
    if (!m_element.weightSpan.laterThan(span)) {
        m_element.weight = value;
        m_element.weightSpan = span;
    }
}

void GexfReader::addSpell(const Attributes& attributes)
{
    if (const auto moment = attributes.inAnyCase("timestamp")) {
        constexpr std::size_t mostBytes = 16 * 1024;
        if (m_element.timestamps.size() + moment->size() < mostBytes)
            m_element.timestamps += (m_element.timestamps.empty() ? "" : ", ") + std::string(*moment);
        return;
    }
    const auto bound = [&](std::string_view name, std::string_view open) {
        return attributes.inAnyCase(name).value_or(attributes.inAnyCase(open).value_or(""));
    };
    const std::string_view start = bound("start", "startopen"), end = bound("end", "endopen");
    if (GexfSpan::written(start, end).backwards())
        m_graph.report().leaveOut("spell", m_xml.line(), "it ends before it begins");
    else if (!m_element.addSpell(start, end))
        m_graph.report().leaveOut("spell", m_xml.line(), "an element has more than " + std::to_string(GexfElement::mostSpells));
}

std::optional<std::uint32_t> GexfReader::colourIn(const Attributes& attributes)
{
    if (const auto hex = attributes.inAnyCase("hex"))
        return readColour(*hex);
    const auto red = attributes.inAnyCase("r"), green = attributes.inAnyCase("g"), blue = attributes.inAnyCase("b");
    if (!red || !green || !blue)
        return std::nullopt;
    return 0xff000000U | byteOf(*red) << 16 | byteOf(*green) << 8 | byteOf(*blue);
}

void GexfReader::text(std::string_view piece)
{
    if (m_inDefault && m_text.size() + piece.size() <= mostTextBytes)
        m_text += piece;
}

void GexfReader::endElement(std::string_view)
{
    const std::size_t depth = m_depth--;
    if (m_inDefault) {
        m_attributes.setDefault(trimmed(m_text));
        m_inDefault = false;
        return;
    }
    Frame* const frame = m_open.innermost();
    if (frame == nullptr || frame->depth != depth)
        return;
    take(*frame);
    m_open.close();
    if (m_graph.stopped())
        m_xml.stop();
}

void GexfReader::take(Frame& frame)
{
    if (!frame.ignored && m_element.anything)
        frame.kind == ElementKind::Node ? takeNode(frame) : takeEdge(frame);
    m_element.clear();
}

std::optional<float> GexfReader::figure(std::string_view what, std::string_view text, std::uint64_t line)
{
    return text.empty() ? std::nullopt : m_graph.report().figure(what, text, line);
}

void GexfReader::takeNode(Frame& frame)
{
    if (!frame.taken && hasEnded()) {
        frame.ignored = true;
        ++m_endedNodes;
        m_endedKeys.insert(std::hash<std::string_view>{}(frame.key));
        return;
    }
    const auto there = m_graph.findNode(frame.key);
    if (there && !frame.taken) {
        frame.ignored = true;
        return m_graph.report().leaveOut("node", frame.line, "the node " + quoted(frame.key) + " is there twice");
    }
    GraphSink::Node node = there ? m_graph.node(*there) : GraphSink::Node{};
    node.label = labelText(m_element.label, frame.line, m_graph.report());
    const auto x = figure("position", m_element.x, frame.line), y = figure("position", m_element.y, frame.line);
    if (x && y)
        node.motion = {*x, *y, true, node.motion.size};
    if (const auto size = figure("size", m_element.size, frame.line); size && *size < 0) {
        m_graph.report().leaveOut("size", frame.line, quoted(m_element.size) + " is negative");
    } else if (size) {
        node.motion.size = *size;
        node.sized = true;
    }
    node.colour = m_element.colour.value_or(node.colour);
    node.category = categoryOf(frame).value_or(node.category);
    const auto set = m_graph.setNode(frame.key, node);
    if (!set) {
        frame.ignored = true;
        return m_graph.report().leaveOut("node", frame.line, frame.key.empty() ? "its id is missing or empty" : set.error().text);
    }
    frame.slot = *set;
    if (const Frame* const around = frame.taken || !m_element.parent.empty() ? nullptr : m_open.nodeAround(frame))
        m_element.parent = around->key;
    setAttributes(frame);
    frame.taken = true;
}

/// Of a node; its attribute is taken, unless there are too many categories. Nothing: none is said.
std::optional<graph::Category> GexfReader::categoryOf(const Frame& frame)
{
    for (std::size_t i = 0; i < m_element.values; ++i) {
        GexfElement::Value& value = m_element.valueList[i];
        const auto category = value.attribute->meaning == GexfAttribute::Meaning::Category && !trimmed(value.text).empty()
            ? m_graph.category(ElementKind::Node, value.text)
            : std::nullopt;
        if (!category)
            continue;
        value.text.clear();
        return category;
    }
    if (frame.taken)
        return std::nullopt;
    for (GexfAttribute& attribute : m_attributes.all(ElementKind::Node)) {
        const bool isDefault =
            attribute.meaning == GexfAttribute::Meaning::Category && attribute.saidOf != frame.number && !attribute.fallback.empty();
        const auto category = isDefault ? m_graph.category(ElementKind::Node, attribute.fallback) : std::nullopt;
        if (!category)
            continue;
        attribute.saidOf = frame.number;
        return category;
    }
    return std::nullopt;
}

bool GexfReader::isDirected(const Frame& frame)
{
    const std::string type = lowered(trimmed(frame.direction));
    if (type == "directed")
        return true;
    if (type == "undirected" || type == "mutual")
        return false;
    if (!type.empty())
        m_graph.report().leaveOut("direction", frame.line, quoted(frame.direction) + " is neither directed nor undirected");
    return m_directedByDefault;
}

void GexfReader::takeEdge(Frame& frame)
{
    if (!frame.taken) {
        if (frame.source.empty() || frame.target.empty()) {
            frame.ignored = true;
            return m_graph.report().leaveOut("edge", frame.line, whatIsEmpty(frame.source, frame.target));
        }
        if (hasEnded()) {
            frame.ignored = true;
            ++m_endedEdges;
            return;
        }
        const auto [source, target] = m_graph.findEnds(frame.source, frame.target);
        if (!source || !target) {
            frame.ignored = true;
            if (m_late.pass() == LateEdges::Pass::First)
                return m_late.postpone();
            if ((source || isOfEnded(frame.source)) && (target || isOfEnded(frame.target))) {
                ++m_endedEdges;
                return;
            }
            return m_graph.report().leaveOut("edge", frame.line, "there is no node " + quoted(source ? frame.target : frame.source));
        }
        GraphSink::Edge edge{*source, *target};
        edge.directed = isDirected(frame);
        const NumberText weight = readNumber(m_element.weight);
        const bool fits = weight.kind == NumberText::Kind::Number && std::isfinite(weight.narrowed());
        if (fits || weight.kind == NumberText::Kind::NoValue || weight.kind == NumberText::Kind::Infinite) {
            edge.weight = figure("weight", m_element.weight, frame.line).value_or(1);
            m_element.weight.clear();   // else it is an attribute
        }
        if (const auto kind = m_graph.category(ElementKind::Edge, m_element.kind)) {
            edge.category = *kind;
            m_element.kind.clear();
        }
        frame.slot = m_graph.addEdge(edge);
        m_edgeColumns.id.set(m_graph, frame.slot, frame.key);
    }
    setAttributes(frame);
    frame.taken = true;
}

void GexfReader::setAttributes(const Frame& frame)
{
    for (std::size_t i = 0; i < m_element.values; ++i)
        m_element.valueList[i].attribute->declared.set(m_graph, frame.slot, m_element.valueList[i].text);
    if (!frame.taken) {
        for (GexfAttribute& attribute : m_attributes.all(frame.kind)) {
            if (!attribute.fallback.empty() && attribute.meaning != GexfAttribute::Meaning::Weight && attribute.saidOf != frame.number)
                attribute.declared.set(m_graph, frame.slot, attribute.fallback);
        }
    }
    Columns& columns = frame.kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    columns.shape.set(m_graph, frame.slot, m_element.shape);
    columns.parent.set(m_graph, frame.slot, m_element.parent);
    if (!m_element.z.empty() && readNumber(m_element.z).value != 0)
        columns.z.set(m_graph, frame.slot, m_element.z);
    columns.thickness.set(m_graph, frame.slot, m_element.thickness);
    columns.weight.set(m_graph, frame.slot, m_element.weight);
    columns.kind.set(m_graph, frame.slot, m_element.kind);
    if (frame.kind == ElementKind::Edge) {
        columns.label.set(m_graph, frame.slot, m_element.label);
        if (m_element.colour)
            columns.colour.set(m_graph, frame.slot, written(*m_element.colour));
    }
    setTimes(frame, columns);
}

void GexfReader::setTimes(const Frame& frame, Columns& columns)
{
    const bool ends = m_element.spells > 0 || !m_element.start.empty() || !m_element.end.empty();
    if (ends) {
        const GexfElement::Spell whole = m_element.whole();
        if (GexfSpan::written(whole.start, whole.end).backwards())
            m_graph.report().leaveOut("spell", frame.line, "it ends before it begins");
        else {
            columns.start.set(m_graph, frame.slot, whole.start);
            columns.end.set(m_graph, frame.slot, whole.end);
        }
    }
    if (m_element.spells > 1)
        columns.intervals.set(m_graph, frame.slot, m_element.spellText());
    else
        columns.intervals.set(m_graph, frame.slot, m_element.intervals);
    columns.timestamp.set(m_graph, frame.slot, m_element.timestamp);
    columns.timestamps.set(m_graph, frame.slot, m_element.timestamps);
}

void GexfReader::skippedEntity(std::string_view words)
{
    if (m_late.pass() == LateEdges::Pass::First)
        m_graph.report().leaveOut("entity", m_xml.line(), std::string(words));
}

void GexfReader::fail(const std::string& cause)
{
    m_fault.text = std::to_string(m_xml.line()) + ": " + cause;
    m_xml.stop();
}

} // namespace weir::format
