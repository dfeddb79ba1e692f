#include "format/out/writers/graphml_writer.h"
#include "format/out/writers/xml_text.h"
#include "format/xml/graphml_keys.h"
#include <algorithm>

namespace weir::format {

using graph::AttributeKind;

/// A node's name is its label where it has none, so all have one where there is such a column.
bool GraphMlWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind valueKind)
{
    const GraphMlField field = GraphMlKeys::fieldOf(kind, name, valueKind);
    return field != GraphMlField::None && field != GraphMlField::Name;
}

void GraphMlWriter::key(std::string_view id, ElementKind kind, std::string_view name, AttributeKind valueKind)
{
    m_output.text("  <key id=\"");
    m_output.text(id);
    m_output.text(kind == ElementKind::Node ? "\" for=\"node\" attr.name=\"" : "\" for=\"edge\" attr.name=\"");
    writeXml(m_output, name);
    m_output.text("\" attr.type=\"");
    m_output.text(xmlTypeOf(valueKind));
    m_output.character('"');
    if (valueKind == AttributeKind::Time)
        m_output.text(xmlTypeOfTimes);
    m_output.text("/>\n");
}

void GraphMlWriter::columnKeys(ElementKind kind)
{
    std::vector<std::string>& ids = kind == ElementKind::Node ? m_nodeIds : m_edgeIds;
    for (const WrittenColumn& column : plan().columns(kind)) {
        ids.push_back((kind == ElementKind::Node ? "n" : "e") + std::to_string(ids.size()));
        key(ids.back(), kind, column.name, column.kind);
    }
}

void GraphMlWriter::begin()
{
    const GraphSurvey& survey = this->survey();
    m_labelsAlways = plan().hasColumn(ElementKind::Node, "name");
    m_mostAreDirected = survey.directed * 2 >= survey.edges;
    const auto isTime = [](const WrittenColumn& column) { return column.kind == AttributeKind::Time; };
    const bool times =
        std::ranges::any_of(plan().columns(ElementKind::Node), isTime) || std::ranges::any_of(plan().columns(ElementKind::Edge), isTime);
    m_output.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"");
    m_output.text(times ? xmlNamespaceOfTypes : std::string_view{});
    m_output.text(">\n");
    if (survey.labels.texts > 0 || m_labelsAlways)
        key("label", ElementKind::Node, "label", AttributeKind::Text);
    if (survey.positions > 0) {
        key("x", ElementKind::Node, "x", AttributeKind::Number);
        key("y", ElementKind::Node, "y", AttributeKind::Number);
    }
    if (survey.sizes > 0)
        key("size", ElementKind::Node, "size", AttributeKind::Number);
    if (survey.colours > 0)
        key("color", ElementKind::Node, "color", AttributeKind::Text);
    if (survey.nodeCategories.texts > 0)
        key("category", ElementKind::Node, "category", AttributeKind::Text);
    if (survey.weights > 0)
        key("weight", ElementKind::Edge, "weight", AttributeKind::Number);
    if (survey.edgeCategories.texts > 0)
        key("kind", ElementKind::Edge, "kind", AttributeKind::Text);
    columnKeys(ElementKind::Node);
    columnKeys(ElementKind::Edge);
    m_output.text(m_mostAreDirected ? "  <graph edgedefault=\"directed\">\n" : "  <graph edgedefault=\"undirected\">\n");
}

/// Blanks around a text are layout unless it says otherwise.
void GraphMlWriter::openData(std::string_view key, std::string_view text)
{
    m_output.text("<data key=\"");
    m_output.text(key);
    m_output.text(trimmed(text).size() == text.size() ? "\">" : "\" xml:space=\"preserve\">");
}

void GraphMlWriter::columnData(ElementKind kind, Values values)
{
    const std::vector<std::string>& ids = kind == ElementKind::Node ? m_nodeIds : m_edgeIds;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!graph::hasValue(values[i]))
            continue;
        const auto* const text = std::get_if<std::string_view>(&values[i]);
        openData(ids[i], text != nullptr ? *text : std::string_view{});
        writeXmlValue(m_output, values[i]);
        m_output.text("</data>");
    }
}

void GraphMlWriter::node(const NodeRow& node, Values values)
{
    const auto number = [this](std::string_view key, float value) {
        openData(key);
        m_output.number(value);
        m_output.text("</data>");
    };
    const auto text = [this](std::string_view key, std::string_view value) {
        openData(key, value);
        writeXml(m_output, value);
        m_output.text("</data>");
    };
    m_output.text("    <node id=\"");
    writeXml(m_output, node.key);
    m_output.text("\">");
    if (GraphSurvey::isLabelled(node) || m_labelsAlways)
        text("label", GraphSurvey::isLabelled(node) ? node.label : node.key);
    if (node.motion.positioned) {
        number("x", node.motion.x);
        number("y", node.motion.y);
    }
    if (!survey().sizeFollows(node))
        number("size", node.motion.size);
    if (node.colour != 0) {
        openData("color");
        m_output.colour(node.colour);
        m_output.text("</data>");
    }
    if (!node.category.empty())
        text("category", node.category);
    columnData(ElementKind::Node, values);
    m_output.text("</node>\n");
}

void GraphMlWriter::edge(const EdgeRow& edge, Values values)
{
    m_output.text("    <edge source=\"");
    writeXml(m_output, edge.sourceKey);
    m_output.text("\" target=\"");
    writeXml(m_output, edge.targetKey);
    if (edge.directed != m_mostAreDirected)
        m_output.text(edge.directed ? "\" directed=\"true" : "\" directed=\"false");
    m_output.text("\">");
    if (edge.weight != 1) {
        openData("weight");
        m_output.number(edge.weight);
        m_output.text("</data>");
    }
    if (!edge.category.empty()) {
        openData("kind", edge.category);
        writeXml(m_output, edge.category);
        m_output.text("</data>");
    }
    columnData(ElementKind::Edge, values);
    m_output.text("</edge>\n");
}

} // namespace weir::format
