#include "format/words/element_fields.h"
#include "format/colour_text.h"
#include "format/text_check.h"
#include "format/value_text.h"
#include <array>

namespace weir::format {

namespace {

using Place = AttributeList::Place;

enum Field {
    Label,
    Name,
    X,
    Y,
    Size,
    Colour,
    Red,
    Green,
    Blue,
    Category,
    Weight,
    Directed,
    Kind,
    fields
};

struct Meaning {
    std::string_view name;
    Field field;
};
constexpr std::array nodeMeanings{
    Meaning{"label", Label},
    Meaning{"name", Name},
    Meaning{"x", X},
    Meaning{"y", Y},
    Meaning{"size", Size},
    Meaning{"color", Colour},
    Meaning{"colour", Colour},
    Meaning{"r", Red},
    Meaning{"g", Green},
    Meaning{"b", Blue},
    Meaning{"category", Category},
};
constexpr std::array edgeMeanings{
    Meaning{"weight", Weight},
    Meaning{"directed", Directed},
    Meaning{"category", Kind},
    Meaning{"kind", Kind},
    Meaning{"relation", Kind},
    Meaning{"type", Kind},
};
constexpr std::size_t longestMeaning = 8;

using Found = std::array<std::optional<std::size_t>, fields>;

/// `name` in any case; `lower` is in lower case.
bool isCalled(std::string_view name, std::string_view lower)
{
    if (name.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
        if (c != lower[i])
            return false;
    }
    return true;
}

template <std::size_t count>
Found found(const AttributeList& list, const std::array<Meaning, count>& meanings)
{
    Found all;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list.place(i) != Place::Open || list.name(i).size() > longestMeaning)
            continue;
        for (const Meaning& meaning : meanings) {
            if (isCalled(list.name(i), meaning.name))
                all[meaning.field] = i;
        }
    }
    return all;
}

} // namespace

/// Nothing, and the entry stays where it is, where it has words.
std::optional<float> ElementFields::figure(AttributeList& list, std::optional<std::size_t> entry, std::string_view what, std::uint64_t line)
{
    if (!entry || readNumber(list.text(*entry)).kind == NumberText::Kind::Words)
        return std::nullopt;
    list.setPlace(*entry, Place::Taken);
    return m_graph.report().figure(what, list.text(*entry), line);
}

std::string ElementFields::label(std::string_view text, std::uint64_t line)
{
    text = trimmed(text);
    if (text.size() <= mostLabelBytes)
        return std::string(text);
    constexpr std::string_view ellipsis = "…";
    m_graph.report().leaveOut("label's end", line,
                              "a label has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(mostLabelBytes)
                                  + " are kept");
    std::size_t end = mostLabelBytes - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80)
        --end;
    return std::string(text.substr(0, end)) += ellipsis;
}

void ElementFields::takeNode(AttributeList& list, GraphSink::Node& node, std::uint64_t line)
{
    const Found at = found(list, nodeMeanings);
    const auto name = node.label.empty() ? at[Name] : std::nullopt;
    if (const auto entry = at[Label] ? at[Label] : name) {
        node.label = label(list.text(*entry), line);
        list.setPlace(*entry, Place::Taken);
    }
    const auto isFigure = [&](Field field) { return at[field] && readNumber(list.text(*at[field])).kind != NumberText::Kind::Words; };
    if (isFigure(X) && isFigure(Y)) {
        const auto x = figure(list, at[X], "position", line), y = figure(list, at[Y], "position", line);
        if (x && y) {
            node.motion.positioned = true;
            node.motion.x = *x;
            node.motion.y = *y;
        }
    }
    if (const auto size = figure(list, at[Size], "size", line)) {
        if (*size >= 0) {
            node.motion.size = *size;
            node.sized = true;
        } else {
            m_graph.report().leaveOut("size", line, quoted(list.text(*at[Size])) + " is negative");
        }
    }
    if (at[Colour]) {
        if (const auto colour = readColour(list.text(*at[Colour]))) {
            node.colour = *colour;
            list.setPlace(*at[Colour], Place::Taken);
        }
    } else if (isFigure(Red) && isFigure(Green) && isFigure(Blue)) {
        const auto red = figure(list, at[Red], "colour", line), green = figure(list, at[Green], "colour", line),
                   blue = figure(list, at[Blue], "colour", line);
        if (red && green && blue)
            node.colour = colourOf(*red, *green, *blue).value_or(node.colour);
    }
    if (at[Category]) {
        if (const auto category = m_graph.category(ElementKind::Node, trimmed(list.text(*at[Category])))) {
            node.category = *category;
            list.setPlace(*at[Category], Place::Taken);
        }
    }
}

void ElementFields::takeEdge(AttributeList& list, GraphSink::Edge& edge, std::uint64_t line)
{
    const Found at = found(list, edgeMeanings);
    if (const auto weight = figure(list, at[Weight], "weight", line))
        edge.weight = *weight;
    if (at[Directed]) {
        if (const auto directed = readFlag(trimmed(list.text(*at[Directed])))) {
            edge.directed = *directed;
            list.setPlace(*at[Directed], Place::Taken);
        }
    }
    if (!at[Kind])
        return;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string_view name = list.name(i), text = trimmed(list.text(i));
        const bool isKind = isCalled(name, "category") || isCalled(name, "kind") || isCalled(name, "relation") || isCalled(name, "type");
        if (list.place(i) != Place::Open || !isKind || text.empty() || (!m_kindOfEdge.empty() && name != m_kindOfEdge)
            || (m_kindOfEdge.empty() && !isCalled(name, "category") && readNumber(text).kind != NumberText::Kind::Words))
            continue;
        // "Type" is the direction for Gephi.
        if (isCalled(name, "type") && (isCalled(text, "directed") || isCalled(text, "undirected"))) {
            edge.directed = isCalled(text, "directed");
            list.setPlace(i, Place::Taken);
        } else if (const auto category = m_graph.category(ElementKind::Edge, text)) {
            m_kindOfEdge = name;
            edge.category = *category;
            list.setPlace(i, Place::Taken);
        }
    }
}

void ElementFields::setColumns(const AttributeList& list, ElementKind kind, Slot slot)
{
    ElementColumns& columns = this->columns(kind);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list.place(i) != Place::Taken)
            columns.set(slot, list.name(i), list.text(i), list.isText(i));
    }
}

} // namespace weir::format
