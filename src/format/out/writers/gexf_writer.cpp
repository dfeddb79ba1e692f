#include "format/out/writers/gexf_writer.h"
#include "format/out/writers/xml_text.h"
#include "format/xml/gexf_attributes.h"
#include <algorithm>

namespace weir::format {

using graph::AttributeKind;

bool GexfWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind valueKind)
{
    return GexfAttributes::meaningOf(kind, name, valueKind) != GexfAttribute::Meaning::None;
}

void GexfWriter::begin()
{
    const auto isTime = [](const WrittenColumn& column) { return column.kind == AttributeKind::Time; };
    const bool times =
        std::ranges::any_of(plan().columns(ElementKind::Node), isTime) || std::ranges::any_of(plan().columns(ElementKind::Edge), isTime);
    m_mostAreDirected = survey().directed * 2 >= survey().edges;
    m_output.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\"");
    m_output.text(times ? xmlNamespaceOfTypes : std::string_view{});
    m_output.text(" version=\"1.3\">\n  <graph mode=\"static\" defaultedgetype=\"");
    m_output.text(m_mostAreDirected ? "directed\">\n" : "undirected\">\n");
    attributes(ElementKind::Node, survey().nodeCategories.texts > 0);
    attributes(ElementKind::Edge, false);
    m_output.text("    <nodes>\n");
}

void GexfWriter::attributes(ElementKind kind, bool categories)
{
    const std::vector<WrittenColumn>& columns = plan().columns(kind);
    if (columns.empty() && !categories)
        return;
    m_output.text(kind == ElementKind::Node ? "    <attributes class=\"node\">\n" : "    <attributes class=\"edge\">\n");
    if (categories)
        m_output.text("      <attribute id=\"category\" title=\"category\" type=\"string\"/>\n");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        m_output.text("      <attribute id=\"");
        m_output.number(std::uint64_t{i});
        m_output.character('"');
        attribute("title", columns[i].name);
        attribute("type", xmlTypeOf(columns[i].kind));
        if (columns[i].kind == AttributeKind::Time)
            m_output.text(xmlTypeOfTimes);
        m_output.text("/>\n");
    }
    m_output.text("    </attributes>\n");
}

void GexfWriter::attribute(std::string_view name, std::string_view text)
{
    m_output.character(' ');
    m_output.text(name);
    m_output.text("=\"");
    writeXml(m_output, text);
    m_output.character('"');
}

void GexfWriter::attribute(std::string_view name, float number) { attribute(name, NumberWriter(number).text()); }

void GexfWriter::values(ElementKind kind, Values values, std::string_view category)
{
    const bool any = !category.empty() || std::ranges::any_of(values, graph::hasValue);
    if (!any)
        return;
    m_output.text("<attvalues>");
    if (!category.empty()) {
        m_output.text("<attvalue for=\"category\"");
        attribute("value", category);
        m_output.text("/>");
    }
    for (std::size_t i = 0; i < plan().columns(kind).size(); ++i) {
        if (!graph::hasValue(values[i]))
            continue;
        m_output.text("<attvalue for=\"");
        m_output.number(std::uint64_t{i});
        m_output.text("\" value=\"");
        writeXmlValue(m_output, values[i]);
        m_output.text("\"/>");
    }
    m_output.text("</attvalues>");
}

void GexfWriter::node(const NodeRow& node, Values values)
{
    m_output.text("      <node");
    attribute("id", node.key);
    if (GraphSurvey::isLabelled(node))
        attribute("label", node.label);
    m_output.character('>');
    this->values(ElementKind::Node, values, node.category);
    if (!survey().sizeFollows(node)) {
        m_output.text("<viz:size");
        attribute("value", node.motion.size);
        m_output.text("/>");
    }
    if (node.motion.positioned) {
        m_output.text("<viz:position");
        attribute("x", node.motion.x);
        attribute("y", node.motion.y);
        m_output.text("/>");
    }
    if (node.colour != 0) {
        m_output.text("<viz:color r=\"");
        m_output.number(std::uint64_t{node.colour >> 16 & 0xffU});
        m_output.text("\" g=\"");
        m_output.number(std::uint64_t{node.colour >> 8 & 0xffU});
        m_output.text("\" b=\"");
        m_output.number(std::uint64_t{node.colour & 0xffU});
        m_output.text("\"/>");
    }
    m_output.text("</node>\n");
}

void GexfWriter::edge(const EdgeRow& edge, Values values)
{
    m_output.text("      <edge");
    attribute("source", edge.sourceKey);
    attribute("target", edge.targetKey);
    if (edge.directed != m_mostAreDirected)
        attribute("type", edge.directed ? "directed" : "undirected");
    if (edge.weight != 1)
        attribute("weight", edge.weight);
    if (!edge.category.empty())
        attribute("kind", edge.category);
    m_output.character('>');
    this->values(ElementKind::Edge, values, {});
    m_output.text("</edge>\n");
}

} // namespace weir::format
