#include "format/out/writers/gml_writer.h"
#include <algorithm>
#include <array>

namespace weir::format {

using graph::AttributeKind;

namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The character that `text` begins with, which is UTF-8, and how many bytes it takes.
std::pair<std::uint32_t, std::size_t> characterOf(std::string_view text)
{
    const auto byte = [&text](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(0);
    const std::size_t bytes = first < 0xe0 ? 2 : first < 0xf0 ? 3
                                                              : 4;
    std::uint32_t character = first & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i)
        character = character << 6 | (byte(i) & 0x3fU);
    return {character, bytes};
}

} // namespace

bool GmlWriter::isTaken(ElementKind kind, std::string_view name, AttributeKind)
{
    // A node's name is its label where it has none, and here all have one.
    static constexpr std::array ofNodes{"id", "label", "x", "y", "size", "color", "colour", "r", "g", "b", "category"};
    static constexpr std::array drawn{"graphics.x", "graphics.y", "graphics.w", "graphics.h", "graphics.fill", "LabelGraphics.text"};
    static constexpr std::array ofEdges{"source", "target", "weight", "value", "directed", "category", "kind", "relation", "type"};
    const std::string lower = lowered(name);
    const auto is = [](std::string_view what) { return [what](const char* one) { return what == one; }; };
    if (kind == ElementKind::Edge)
        return std::ranges::any_of(ofEdges, is(lower));
    return std::ranges::any_of(ofNodes, is(lower)) || std::ranges::any_of(drawn, is(name));
}

std::string GmlWriter::fittedName(std::string_view name)
{
    std::string fitted;
    bool begins = true;   // a part
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool separates = c == '.' && !begins && i + 1 < name.size() && isLetter(name[i + 1]);
        if (begins && !isLetter(c))
            fitted += "a_";
        fitted += separates || isLetter(c) || isDigit(c) ? c : '_';
        begins = separates;
    }
    return fitted;
}

/// In quotes a number is a text, but a flag or a time is none.
std::optional<AttributeKind> GmlWriter::kindOfTexts(const ColumnSurvey& column)
{
    return column.first == AttributeKind::Number ? AttributeKind::Text : column.first;
}

void GmlWriter::begin()
{
    m_isMixed = survey().directed > 0 && survey().directed < survey().edges;
    m_output.text("Creator \"Weir\"\ngraph [\n");
    m_output.text(survey().directed > 0 || survey().edges == 0 ? "  directed 1\n" : "  directed 0\n");
    m_output.text("  multigraph 1\n");   // or NetworkX takes no edge beside another
}

void GmlWriter::quoted(std::string_view text)
{
    const auto number = [this](std::uint32_t character) {
        m_output.text("&#");
        m_output.number(std::uint64_t{character});
        m_output.character(';');
    };
    m_output.character('"');
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x80) {
            const auto [character, bytes] = characterOf(text.substr(i));
            number(character);
            i += bytes;
            continue;
        }
        if (c == '"')
            m_output.text("&quot;");
        else if (c == '&')
            m_output.text("&amp;");
        else if (c < 0x20 || c == 0x7f)
            number(c == 0 ? 0xfffd : c);
        else
            m_output.character(text[i]);
        ++i;
    }
    m_output.character('"');
}

void GmlWriter::member(std::string_view name, std::string_view text)
{
    m_output.text("    ");
    m_output.text(name);
    m_output.character(' ');
    quoted(text);
    m_output.character('\n');
}

void GmlWriter::id(std::string_view name, std::string_view key, Slot slot)
{
    m_output.text("    ");
    m_output.text(name);
    m_output.character(' ');
    if (survey().keysAreWhole)
        m_output.text(key);
    else
        m_output.number(std::uint64_t{survey().numberOf(slot)});
    m_output.character('\n');
}

void GmlWriter::graphics(const NodeRow& node)
{
    const bool isSized = !survey().sizeFollows(node), isDrawn = isSized && node.motion.size > 0;   // no box has no width
    const auto number = [this](std::string_view name, float value) {
        m_output.text(name);
        m_output.number(value);
    };
    if (isSized && !isDrawn)
        m_output.text("    size 0\n");
    if (!node.motion.positioned && !isDrawn && node.colour == 0)
        return;
    m_output.text("    graphics [");
    if (node.motion.positioned) {
        number(" x ", node.motion.x);
        number(" y ", node.motion.y);
    }
    if (isDrawn) {
        number(" w ", node.motion.size);
        number(" h ", node.motion.size);
    }
    if (node.colour != 0) {
        m_output.text(" fill \"");
        m_output.colour(node.colour);
        m_output.character('"');
    }
    m_output.text(" ]\n");
}

void GmlWriter::values(ElementKind kind, Values values)
{
    forEachValue(kind, values, [this](const WrittenColumn& column, const graph::AttributeValue& value) {
        m_output.text("    ");
        std::string_view name = column.name;
        std::size_t lists = 0;
        for (std::size_t point = 0; (point = name.find('.')) != std::string_view::npos; ++lists) {
            m_output.text(name.substr(0, point));
            m_output.text(" [ ");
            name.remove_prefix(point + 1);
        }
        m_output.text(name);
        m_output.character(' ');
        if (const auto* const text = std::get_if<std::string_view>(&value)) {
            quoted(*text);
        } else if (std::holds_alternative<double>(value)) {
            writePlainValue(m_output, value);
        } else {
            m_output.character('"');
            writePlainValue(m_output, value);
            m_output.character('"');
        }
        for (; lists > 0; --lists)
            m_output.text(" ]");
        m_output.character('\n');
    });
}

void GmlWriter::node(const NodeRow& node, Values values)
{
    m_output.text("  node [\n");
    id("id", node.key, node.slot);
    const bool isLabelled = GraphSurvey::isLabelled(node);
    member("label", isLabelled ? node.label : node.key);
    graphics(node);
    if (!node.category.empty())
        member("category", node.category);
    const bool isOther = !survey().keysAreWhole && node.key != NumberWriter(std::uint64_t{survey().numberOf(node.slot)}).text();
    if (!plan().keyColumn().empty() && isLabelled && isOther)
        member(plan().keyColumn(), node.key);
    this->values(ElementKind::Node, values);
    m_output.text("  ]\n");
}

void GmlWriter::edge(const EdgeRow& edge, Values values)
{
    m_output.text("  edge [\n");
    id("source", edge.sourceKey, edge.source);
    id("target", edge.targetKey, edge.target);
    if (m_isMixed)
        m_output.text(edge.directed ? "    directed 1\n" : "    directed 0\n");
    if (edge.weight != 1) {
        m_output.text("    weight ");
        m_output.number(edge.weight);
        m_output.character('\n');
    }
    if (!edge.category.empty())
        member("category", edge.category);
    this->values(ElementKind::Edge, values);
    m_output.text("  ]\n");
}

} // namespace weir::format
