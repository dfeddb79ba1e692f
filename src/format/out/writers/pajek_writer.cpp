#include "format/out/writers/pajek_writer.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

bool PajekWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind)
{
    static constexpr std::array ofNodes{"ic", "category", "s_size", "mode"};
    return kind == ElementKind::Node && std::ranges::any_of(ofNodes, [name](const char* one) { return name == one; });
}

std::string PajekWriter::fittedName(std::string_view name)
{
    std::string fitted(name);
    std::ranges::replace(fitted, '"', '\'');
    return fitted;
}

std::optional<AttributeKind> PajekWriter::kindOfTexts(const ColumnSurvey& column)
{
    return column.firstIsGrouped ? AttributeKind::Text : column.first;
}

void PajekWriter::begin()
{
    m_output.text("*Vertices ");
    m_output.number(survey().nodes);
    m_output.character('\n');
}

void PajekWriter::quoted(std::string_view text)
{
    m_output.character('"');
    for (const char c : text) {
        if (c == '\0')
            m_output.text("\xef\xbf\xbd");
        else
            m_output.character(c == '"' ? '\'' : c == '\n' || c == '\r' ? ' '
                                                                        : c);
    }
    m_output.character('"');
}

void PajekWriter::parameter(std::string_view name)
{
    const bool isWord = std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; });
    m_output.character(' ');
    if (isWord)
        m_output.text(name);
    else
        quoted(name);
    m_output.character(' ');
}

void PajekWriter::values(ElementKind kind, Values values)
{
    forEachValue(kind, values, [this](const WrittenColumn& column, const graph::AttributeValue& value) {
        if (const auto* const text = std::get_if<std::string_view>(&value); text == nullptr || !trimmed(*text).empty())
            parameter(column.name);
        if (const auto* const text = std::get_if<std::string_view>(&value)) {
            if (!trimmed(*text).empty())
                quoted(*text);
        } else if (std::holds_alternative<double>(value)) {
            writePlainValue(m_output, value);
        } else {
            m_output.character('"');
            writePlainValue(m_output, value);
            m_output.character('"');
        }
    });
}

void PajekWriter::node(const NodeRow& node, Values values)
{
    const std::uint64_t number = survey().numberOf(node.slot);
    const bool isLabelled = GraphSurvey::isLabelled(node);
    m_output.number(number);
    m_output.character(' ');
    quoted(isLabelled ? node.label : node.key);
    if (node.motion.positioned && survey().placesElsewhere > 0) {
        m_output.character(' ');
        m_output.number(node.motion.x);
        m_output.character(' ');
        m_output.number(node.motion.y);
    }
    if (node.colour != 0) {
        m_output.text(" ic \"");
        m_output.colour(node.colour);
        m_output.character('"');
    }
    if (!survey().sizeFollows(node)) {
        parameter("s_size");
        m_output.number(node.motion.size);
    }
    if (!trimmed(node.category).empty()) {
        parameter("category");
        quoted(node.category);
    }
    if (!plan().keyColumn().empty() && isLabelled && node.key != NumberWriter(number).text()) {
        parameter(plan().keyColumn());
        quoted(node.key);
    }
    this->values(ElementKind::Node, values);
    m_output.character('\n');
}

void PajekWriter::beginEdges(int pass)
{
    m_pass = pass;
    m_section.reset();
}

/// Relations get their numbers where they are met. A section is of one: programs that do not know of lines that begin with a relation's
/// number read them as edges of other nodes.
void PajekWriter::edge(const EdgeRow& edge, Values values)
{
    if (edge.directed != (m_pass == 0))
        return;
    std::uint64_t relation = 0;
    if (!trimmed(edge.category).empty())
        relation = m_relations.emplace(edge.category, m_relations.size() + 1).first->second;
    if (m_section != relation) {
        m_output.text(m_pass == 0 ? "*Arcs" : "*Edges");
        if (relation != 0) {
            m_output.text(" :");
            m_output.number(relation);
            m_output.character(' ');
            quoted(edge.category);
        }
        m_output.character('\n');
        m_section = relation;
    }
    m_output.number(std::uint64_t{survey().numberOf(edge.source)});
    m_output.character(' ');
    m_output.number(std::uint64_t{survey().numberOf(edge.target)});
    m_output.character(' ');
    m_output.number(edge.weight);
    this->values(ElementKind::Edge, values);
    m_output.character('\n');
}

} // namespace weir::format
