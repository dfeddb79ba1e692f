#include "format/out/writers/json_writer.h"
#include "format/table/column_names.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

namespace {

bool isWeight(const WrittenColumn& column) { return column.kind == AttributeKind::Number && roleOf(column.name) == ColumnRole::Weight; }

} // namespace

/// A name is no label where there is one, and what may be a weight is none beside one: where there are such columns all elements have
/// those.
bool JsonWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind valueKind)
{
    const bool isNumber = valueKind == AttributeKind::Number;
    const bool isWords = valueKind == AttributeKind::Text || valueKind == AttributeKind::Time;
    const std::string plain = plainName(name);
    const auto isName = [name](const char* one) { return name == one; };   // a member of its own has it
    const auto is = [&plain](const char* one) { return plain == one; };
    if (kind == ElementKind::Node) {
        static constexpr std::array members{"id", "label", "x", "y", "size", "color", "category"};
        static constexpr std::array figures{"x", "y", "size", "r", "g", "b"};
        static constexpr std::array words{"label", "color", "colour"};
        return std::ranges::any_of(members, isName) || (isNumber && std::ranges::any_of(figures, is))
            || ((isNumber || isWords) && std::ranges::any_of(words, is)) || (isWords && plain == "category");
    }
    static constexpr std::array members{"source", "target", "weight", "directed", "kind"};
    if (std::ranges::any_of(members, isName) || plain == "directed" || plain == "undirected")
        return true;
    const ColumnRole role = roleOf(name);
    return isWords && (role == ColumnRole::Kind || role == ColumnRole::Direction);
}

void JsonWriter::begin()
{
    m_mostAreDirected = survey().directed * 2 >= survey().edges;
    m_labelsAlways = std::ranges::any_of(plan().columns(ElementKind::Node),
                                         [](const WrittenColumn& column) { return plainName(column.name) == "name"; });
    m_weightsAlways = std::ranges::any_of(plan().columns(ElementKind::Edge), isWeight);
    if (m_isCytoscape) {
        // NetworkX wants the first three.
        m_output.text("{\"data\": {}, \"directed\": true, \"multigraph\": true, \"elements\": {\"nodes\": [");
        m_mostAreDirected = true;   // as its readers take it
        return;
    }
    m_output.text(m_mostAreDirected ? "{\"directed\": true, " : "{\"directed\": false, ");
    m_output.text("\"multigraph\": true, \"graph\": {}, \"nodes\": [");
}

void JsonWriter::quoted(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    m_output.character('"');
    std::size_t plain = 0;   // from here on nothing is written yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        m_output.text(text.substr(plain, i - plain));
        plain = i + 1;
        switch (c) {
        case '"': m_output.text("\\\""); break;
        case '\\': m_output.text("\\\\"); break;
        case '\n': m_output.text("\\n"); break;
        case '\r': m_output.text("\\r"); break;
        case '\t': m_output.text("\\t"); break;
        default:
            m_output.text("\\u00");
            m_output.character(digits[c >> 4]);
            m_output.character(digits[c & 0xfU]);
        }
    }
    m_output.text(text.substr(plain));
    m_output.character('"');
}

void JsonWriter::member(std::string_view name)
{
    if (!m_isFirstMember)
        m_output.text(", ");
    m_isFirstMember = false;
    quoted(name);
    m_output.text(": ");
}

void JsonWriter::member(std::string_view name, std::string_view text)
{
    member(name);
    quoted(text);
}

void JsonWriter::openElement()
{
    m_output.text(m_isFirst ? "\n" : ",\n");
    m_output.text(m_isCytoscape ? "{\"data\": {" : "{");
    m_isFirst = false;
    m_isFirstMember = true;
}

void JsonWriter::values(ElementKind kind, Values values)
{
    forEachValue(kind, values, [this](const WrittenColumn& column, const graph::AttributeValue& value) {
        member(column.name);
        if (const auto* const text = std::get_if<std::string_view>(&value)) {
            quoted(*text);
        } else if (std::holds_alternative<graph::Time>(value)) {
            m_output.character('"');
            writePlainValue(m_output, value);
            m_output.character('"');
        } else {
            writePlainValue(m_output, value);
        }
    });
}

void JsonWriter::node(const NodeRow& node, Values values)
{
    openElement();
    member("id", node.key);
    if (GraphSurvey::isLabelled(node) || m_labelsAlways)
        member("label", GraphSurvey::isLabelled(node) ? node.label : node.key);
    const auto number = [this](std::string_view name, float value) {
        member(name);
        m_output.number(value);
    };
    if (node.motion.positioned && !m_isCytoscape) {
        number("x", node.motion.x);
        number("y", node.motion.y);
    }
    if (!survey().sizeFollows(node))
        number("size", node.motion.size);
    if (node.colour != 0) {
        member("color");
        m_output.character('"');
        m_output.colour(node.colour);
        m_output.character('"');
    }
    if (!node.category.empty())
        member("category", node.category);
    this->values(ElementKind::Node, values);
    if (m_isCytoscape && node.motion.positioned) {
        m_output.text("}, \"position\": {");
        m_isFirstMember = true;
        number("x", node.motion.x);
        number("y", node.motion.y);
    }
    m_output.text(m_isCytoscape ? "}}" : "}");
}

void JsonWriter::beginEdges(int)
{
    m_output.text(m_isCytoscape ? "\n], \"edges\": [" : "\n], \"links\": [");
    m_isFirst = true;
}

void JsonWriter::edge(const EdgeRow& edge, Values values)
{
    openElement();
    member("source", edge.sourceKey);
    member("target", edge.targetKey);
    if (edge.weight != 1 || m_weightsAlways) {
        member("weight");
        m_output.number(edge.weight);
    }
    if (edge.directed != m_mostAreDirected) {
        member("directed");
        m_output.text(edge.directed ? "true" : "false");
    }
    if (!edge.category.empty())
        member("kind", edge.category);
    this->values(ElementKind::Edge, values);
    m_output.text(m_isCytoscape ? "}}" : "}");
}

void JsonWriter::end() { m_output.text(m_isCytoscape ? "\n]}}\n" : "\n]}\n"); }

} // namespace weir::format
