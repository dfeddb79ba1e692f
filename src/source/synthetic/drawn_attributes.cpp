#include "source/synthetic/drawn_attributes.h"
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <string_view>

namespace weir::source {

namespace {

enum Column : std::uint32_t { OneText,
                              OtherText,
                              EvenNumber,    // all alike
                              SteepNumber,   // many small ones, few large ones, in whole hundreds
                              Flag,
                              columnKinds };

constexpr std::array<std::string_view, 8> departments{"Finance", "Research", "Sales", "Operations",
                                                      "Marketing", "Legal", "Support", "Engineering"};
constexpr std::array<std::string_view, 24> cities{"Amsterdam", "Athens", "Berlin", "Bern", "Brussels", "Bucharest",
                                                  "Budapest", "Copenhagen", "Dublin", "Geneva", "Helsinki", "Kyiv",
                                                  "Lisbon", "Ljubljana", "London", "Madrid", "Oslo", "Paris",
                                                  "Prague", "Riga", "Rome", "Sofia", "Stockholm", "Vienna"};
constexpr std::array<std::string_view, 6> relations{"reports to", "works with", "advises", "reviews", "mentors", "stands in for"};
constexpr std::array<std::string_view, 5> channels{"mail", "phone", "meeting", "chat", "ticket"};

struct Words {
    std::array<const char*, columnKinds> names;
    std::span<const std::string_view> oneText, otherText;
};
constexpr Words ofNodes{{"department", "city", "age", "salary", "active"}, departments, cities};
constexpr Words ofEdges{{"relation", "channel", "years", "messages", "mutual"}, relations, channels};

constexpr const Words& wordsOf(ElementKind kind) { return kind == ElementKind::Node ? ofNodes : ofEdges; }

constexpr graph::AttributeKind kindOf(std::uint32_t column)
{
    switch (column % columnKinds) {
    case OneText:
    case OtherText:
        return graph::AttributeKind::Text;
    case Flag:
        return graph::AttributeKind::Flag;
    default:
        return graph::AttributeKind::Number;
    }
}

} // namespace

DrawnAttributes::DrawnAttributes(ElementKind kind, std::uint32_t columns, std::uint64_t seed)
    : m_kind(kind),
      m_random(seed ^ (kind == ElementKind::Node ? 0x5eed'a77b'0000'0001U : 0x5eed'a77b'0000'0002U)),
      m_feed(kind, DrawnAttributes::columns(kind, columns), m_bytes)
{}

std::vector<graph::AttributeColumn> DrawnAttributes::columns(ElementKind kind, std::uint32_t count)
{
    std::vector<graph::AttributeColumn> columns;
    for (std::uint32_t column = 0; column < count; ++column) {
        std::string name = wordsOf(kind).names[column % columnKinds];
        if (column >= columnKinds)
            name += ' ' + std::to_string(column / columnKinds + 1);
        columns.push_back({std::move(name), kindOf(column)});
    }
    return columns;
}

void DrawnAttributes::draw(graph::ChangeSet& set, Slot element)
{
    for (std::size_t column = 0; column < m_feed.columns(); ++column)
        drawIn(set, element, static_cast<graph::AttributeNumber>(column));
}

void DrawnAttributes::redraw(graph::ChangeSet& set, Slot element)
{
    drawIn(set, element, static_cast<graph::AttributeNumber>(m_random.below(static_cast<std::uint32_t>(m_feed.columns()))));
}

void DrawnAttributes::drawIn(graph::ChangeSet& set, Slot element, graph::AttributeNumber column)
{
    const auto anyOf = [this](std::span<const std::string_view> texts) {
        return texts[m_random.below(static_cast<std::uint32_t>(texts.size()))];
    };
    switch (column % columnKinds) {
    case OneText:
        return m_feed.set(set, element, column, anyOf(wordsOf(m_kind).oneText));
    case OtherText:
        return m_feed.set(set, element, column, anyOf(wordsOf(m_kind).otherText));
    case EvenNumber:
        return m_feed.set(set, element, column, (m_kind == ElementKind::Node ? 18.0 : 0.0) + m_random.below(50));
    case SteepNumber:
        return m_feed.set(set, element, column, 100 * std::round(250 * std::exp(1.2 * m_random.share() * m_random.share() * 2)));
    default:
        return m_feed.set(set, element, column, m_random.below(10) != 0);
    }
}

} // namespace weir::source
