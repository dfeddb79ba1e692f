#include "format/out/writers/table_writer.h"
#include "format/table/column_attributes.h"
#include "format/table/column_names.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

namespace {

/// Texts that no program takes for anything but a cell.
bool isPlain(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("_.:+-").find(c) != std::string_view::npos;
    });
}

std::string_view typeOf(AttributeKind kind)
{
    switch (kind) {
    case AttributeKind::Number: return ":double";
    case AttributeKind::Flag: return ":boolean";
    case AttributeKind::Time: return ":datetime";
    case AttributeKind::Text: break;
    }
    return ":string";
}

} // namespace

bool TableWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind)
{
    if (kind == ElementKind::Node) {
        static constexpr std::array taken{"id", "label", "x", "y", "size", "color", "colour", "r", "g", "b", "category"};
        return std::ranges::any_of(taken, [plain = plainName(name)](const char* one) { return plain == one; });
    }
    // What may be a weight is none beside one.
    const ColumnRole role = roleOf(name);
    return role == ColumnRole::Direction || role == ColumnRole::Kind || plainName(name) == "source" || plainName(name) == "target";
}

void TableWriter::cell(TextOutput& output, std::string_view text)
{
    if (isPlain(text))
        output.text(text);
    else
        firstCell(output, text);
}

/// That of a row is in quotes: so no other sign can be taken for the separator.
void TableWriter::firstCell(TextOutput& output, std::string_view text)
{
    output.character('"');
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('"'), text.size());
        writeWithoutZeros(output, text.substr(0, end));
        if (end < text.size())
            output.text("\"\"");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    output.character('"');
}

void TableWriter::header(TextOutput& output, std::string_view name, std::string_view type)
{
    output.character(m_separator);
    cell(output, std::string(name) += type);
}

/// Of numbers: says that they are, so that nobody reads them with a decimal comma.
void TableWriter::figureHeader(TextOutput& output, std::string_view name)
{
    header(output, name, m_hasCommas ? typeOf(AttributeKind::Number) : std::string_view{});
}

void TableWriter::categoryHeader(TextOutput& output, std::string_view name, ElementKind kind)
{
    const bool isEdge = kind == ElementKind::Edge;
    const bool tells = survey().firstHasCategory[isEdge] && survey().numericCategories[isEdge] == 0;
    header(output, name, tells ? std::string_view{} : typeOf(AttributeKind::Text));
}

void TableWriter::columnHeaders(TextOutput& output, ElementKind kind)
{
    for (const WrittenColumn& column : plan().columns(kind)) {
        const TypedName read = typedName(column.name);
        const bool tells = column.kind == AttributeKind::Text ? !column.survey->readsAsOther && column.survey->first : !m_hasCommas;
        const bool isName = read.name == column.name && !read.ignored;
        header(output, column.name, tells && isName ? std::string_view{} : typeOf(column.kind));
    }
    output.character('\n');
}

void TableWriter::begin()
{
    const GraphSurvey& survey = this->survey();
    const auto commas = [](const std::vector<ColumnSurvey>& columns) {
        return std::ranges::any_of(columns, [](const ColumnSurvey& column) { return column.texts.decimalCommas > 0; });
    };
    m_hasCommas =
        survey.keys.decimalCommas + survey.labels.decimalCommas + survey.nodeCategories.decimalCommas + survey.edgeCategories.decimalCommas
            > 0
        || commas(survey.columns(ElementKind::Node)) || commas(survey.columns(ElementKind::Edge));
    m_hasWeights = survey.weights > 0 || std::ranges::any_of(plan().columns(ElementKind::Edge), [](const WrittenColumn& column) {
                       return roleOf(column.name) == ColumnRole::Weight;
                   });
    m_nodes.text("\"Id\"");
    header(m_nodes, "Label");
    if (survey.positions > 0) {
        figureHeader(m_nodes, "X");
        figureHeader(m_nodes, "Y");
    }
    if (survey.sizes > 0)
        figureHeader(m_nodes, "Size");
    if (survey.colours > 0)
        header(m_nodes, "Color");
    if (survey.nodeCategories.texts > 0)
        categoryHeader(m_nodes, "Category", ElementKind::Node);
    columnHeaders(m_nodes, ElementKind::Node);
}

void TableWriter::number(TextOutput& output, float value, bool isThere)
{
    output.character(m_separator);
    if (isThere)
        output.number(value);
}

void TableWriter::values(TextOutput& output, Values values)
{
    for (const graph::AttributeValue& value : values) {
        output.character(m_separator);
        if (const auto* const text = std::get_if<std::string_view>(&value))
            cell(output, *text);
        else
            writePlainValue(output, value);
    }
    output.character('\n');
}

void TableWriter::node(const NodeRow& node, Values values)
{
    const GraphSurvey& survey = this->survey();
    firstCell(m_nodes, node.key);
    m_nodes.character(m_separator);
    if (GraphSurvey::isLabelled(node))
        cell(m_nodes, node.label);
    if (survey.positions > 0) {
        number(m_nodes, node.motion.x, node.motion.positioned);
        number(m_nodes, node.motion.y, node.motion.positioned);
    }
    if (survey.sizes > 0)
        number(m_nodes, node.motion.size, !survey.sizeFollows(node));
    if (survey.colours > 0) {
        m_nodes.character(m_separator);
        if (node.colour != 0)
            m_nodes.colour(node.colour);
    }
    if (survey.nodeCategories.texts > 0) {
        m_nodes.character(m_separator);
        if (!node.category.empty())
            cell(m_nodes, node.category);
    }
    this->values(m_nodes, values);
}

void TableWriter::beginEdges(int)
{
    m_edges.text("\"Source\"");
    header(m_edges, "Target");
    header(m_edges, "Type");
    if (m_hasWeights)
        figureHeader(m_edges, "Weight");
    if (survey().edgeCategories.texts > 0)
        categoryHeader(m_edges, "Kind", ElementKind::Edge);
    columnHeaders(m_edges, ElementKind::Edge);
}

void TableWriter::edge(const EdgeRow& edge, Values values)
{
    firstCell(m_edges, edge.sourceKey);
    m_edges.character(m_separator);
    cell(m_edges, edge.targetKey);
    m_edges.character(m_separator);
    m_edges.text(edge.directed ? "Directed" : "Undirected");
    if (m_hasWeights)
        number(m_edges, edge.weight, true);
    if (survey().edgeCategories.texts > 0) {
        m_edges.character(m_separator);
        if (!edge.category.empty())
            cell(m_edges, edge.category);
    }
    this->values(m_edges, values);
}

} // namespace weir::format
