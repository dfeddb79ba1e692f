#include "format/out/writers/dot_writer.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether Graphviz takes it as it is, without quotes.
bool isBare(std::string_view text)
{
    static constexpr std::array keywords{"node", "edge", "graph", "digraph", "subgraph", "strict"};
    if (text.empty())
        return false;
    const std::string_view digits = text.substr(text[0] == '-' ? 1 : 0);
    if (!digits.empty() && std::ranges::all_of(digits, isDigit))
        return true;
    const bool isWord = isLetter(text[0]) && std::ranges::all_of(text, [](char c) { return isLetter(c) || isDigit(c); });
    const auto is = [lower = lowered(text)](const char* keyword) { return lower == keyword; };
    return isWord && std::ranges::none_of(keywords, is);
}

} // namespace

bool DotWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind)
{
    static constexpr std::array ofNodes{"label", "x", "y", "size", "color", "colour", "r", "g", "b", "category", "fillcolor", "pos"};
    static constexpr std::array ofEdges{"weight", "directed", "category", "kind", "relation", "type", "dir", "key", "pos"};
    const auto is = [lower = lowered(name)](const char* one) { return lower == one; };
    const bool isDrawing = name.size() > 4 && name.starts_with('_') && name.ends_with("draw_");
    return isDrawing || (kind == ElementKind::Node ? std::ranges::any_of(ofNodes, is) : std::ranges::any_of(ofEdges, is));
}

std::string DotWriter::fittedName(std::string_view name)
{
    std::string fitted(name);
    if (hasOddBackslashes(name))
        std::ranges::replace(fitted, '\\', '/');
    return fitted;
}

std::optional<AttributeKind> DotWriter::kindOfTexts(const ColumnSurvey& column)
{
    return column.firstIsGrouped ? AttributeKind::Text : column.first;
}

void DotWriter::begin()
{
    m_isDirected = survey().directed > 0 || survey().edges == 0;
    m_labelsAlways = plan().hasColumn(ElementKind::Node, "name");   // which is the label of nodes without one
    m_mayBeRecords = plan().hasColumn(ElementKind::Node, "shape");
    m_output.text(m_isDirected ? "digraph {\n" : "graph {\n");
}

void DotWriter::name(std::string_view text)
{
    if (isBare(text))
        m_output.text(text);
    else
        quoted(text);
}

/// Backslashes stand for themselves, but before ", where a line ends, and at the end.
void DotWriter::quoted(std::string_view text)
{
    m_output.character('"');
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = std::min(text.find_first_of(std::string_view("\\\"\0", 3), i), text.size());
        m_output.text(text.substr(i, end - i));
        i = end;
        if (i == text.size())
            break;
        if (text[i] == '"') {
            m_output.text("\\\"");
            ++i;
        } else if (text[i] == '\0') {
            m_output.text("\xef\xbf\xbd");
            ++i;
        } else {
            const std::size_t behind = std::min(text.find_first_not_of('\\', i), text.size());
            m_output.text(text.substr(i, behind - i));
            const bool closes = behind == text.size() || text[behind] == '"' || text[behind] == '\n' || text[behind] == '\r';
            if (closes && (behind - i) % 2 == 1)
                m_output.character('\\');
            i = behind;
        }
    }
    m_output.character('"');
}

void DotWriter::label(std::string_view text)
{
    m_output.character('"');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
        case '"': m_output.text("\\\""); break;
        case '\\': m_output.text(R"(\\)"); break;
        case '\r':
            if (text.substr(i, 2) == "\r\n")
                break;   // what follows it is the end of the line
            [[fallthrough]];
        case '\n': m_output.text("\\n"); break;
        case '&': m_output.text("&amp;"); break;
        case '\0': m_output.text("\xef\xbf\xbd"); break;
        case '{':
        case '}':
        case '|':
        case '<':
        case '>':
            if (m_mayBeRecords)
                m_output.character('\\');
            [[fallthrough]];
        default: m_output.character(c);
        }
    }
    m_output.character('"');
}

void DotWriter::openAttribute(std::string_view name)
{
    m_output.text(m_inList ? ", " : " [");
    m_inList = true;
    this->name(name);
    m_output.character('=');
}

void DotWriter::closeList()
{
    m_output.text(m_inList ? "];\n" : ";\n");
    m_inList = false;
}

void DotWriter::values(ElementKind kind, Values values)
{
    forEachValue(kind, values, [this](const WrittenColumn& column, const graph::AttributeValue& value) {
        openAttribute(column.name);
        if (const auto* const text = std::get_if<std::string_view>(&value)) {
            if (isGraphvizLabel(column.name))
                label(*text);
            else
                name(*text);
        } else if (const auto* const number = std::get_if<double>(&value)) {
            name(NumberWriter(*number).text());
        } else {
            m_output.character('"');
            writePlainValue(m_output, value);
            m_output.character('"');
        }
    });
}

void DotWriter::node(const NodeRow& node, Values values)
{
    m_output.text("  ");
    name(node.key);
    if (GraphSurvey::isLabelled(node) || m_labelsAlways) {
        openAttribute("label");
        label(GraphSurvey::isLabelled(node) ? node.label : node.key);
    }
    if (node.motion.positioned) {
        openAttribute("pos");
        m_output.character('"');
        m_output.number(node.motion.x);
        m_output.character(',');
        m_output.number(-node.motion.y);   // points go upwards
        m_output.character('"');
    }
    if (!survey().sizeFollows(node)) {
        openAttribute("size");
        name(NumberWriter(node.motion.size).text());
    }
    if (node.colour != 0) {
        openAttribute("color");
        m_output.character('"');
        m_output.colour(node.colour);
        m_output.character('"');
    }
    if (!node.category.empty()) {
        openAttribute("category");
        name(node.category);
    }
    this->values(ElementKind::Node, values);
    closeList();
}

void DotWriter::edge(const EdgeRow& edge, Values values)
{
    m_output.text("  ");
    name(edge.sourceKey);
    m_output.text(m_isDirected ? " -> " : " -- ");
    name(edge.targetKey);
    if (m_isDirected && !edge.directed) {
        openAttribute("dir");
        m_output.text("none");
    }
    if (edge.weight != 1) {
        openAttribute("weight");
        name(NumberWriter(edge.weight).text());
    }
    if (!edge.category.empty()) {
        openAttribute("category");
        name(edge.category);
    }
    this->values(ElementKind::Edge, values);
    closeList();
}

} // namespace weir::format
