#include "source/synthetic/drawn_attributes.h"
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace weir::source {

namespace {

enum Kind : std::uint32_t { Department,
                            City,
                            Age,
                            Salary,
                            Active,
                            kinds };

constexpr std::array<std::string_view, 8> departments{"Finance", "Research", "Sales", "Operations",
                                                      "Marketing", "Legal", "Support", "Engineering"};
constexpr std::array<std::string_view, 24> cities{"Amsterdam", "Athens", "Berlin", "Bern", "Brussels", "Bucharest",
                                                  "Budapest", "Copenhagen", "Dublin", "Geneva", "Helsinki", "Kyiv",
                                                  "Lisbon", "Ljubljana", "London", "Madrid", "Oslo", "Paris",
                                                  "Prague", "Riga", "Rome", "Sofia", "Stockholm", "Vienna"};

constexpr graph::AttributeKind kindOf(std::uint32_t column)
{
    switch (column % kinds) {
    case Department:
    case City:
        return graph::AttributeKind::Text;
    case Active:
        return graph::AttributeKind::Flag;
    default:
        return graph::AttributeKind::Number;
    }
}

} // namespace

DrawnAttributes::DrawnAttributes(std::uint32_t columns, std::uint64_t seed)
    : m_random(seed ^ 0x5eed'a77b'0000'0001U),
      m_feed(ElementKind::Node, DrawnAttributes::columns(columns), m_bytes)
{}

std::vector<graph::AttributeColumn> DrawnAttributes::columns(std::uint32_t count)
{
    constexpr std::array<const char*, kinds> names{"department", "city", "age", "salary", "active"};
    std::vector<graph::AttributeColumn> columns;
    for (std::uint32_t column = 0; column < count; ++column) {
        std::string name = names[column % kinds];
        if (column >= kinds)
            name += ' ' + std::to_string(column / kinds + 1);
        columns.push_back({std::move(name), kindOf(column)});
    }
    return columns;
}

void DrawnAttributes::draw(graph::ChangeSet& set, Slot node)
{
    for (std::size_t column = 0; column < m_feed.columns(); ++column)
        drawIn(set, node, static_cast<graph::AttributeNumber>(column));
}

void DrawnAttributes::redraw(graph::ChangeSet& set, Slot node)
{
    drawIn(set, node, static_cast<graph::AttributeNumber>(m_random.below(static_cast<std::uint32_t>(m_feed.columns()))));
}

void DrawnAttributes::drawIn(graph::ChangeSet& set, Slot node, graph::AttributeNumber column)
{
    switch (column % kinds) {
    case Department:
        return m_feed.set(set, node, column, departments[m_random.below(departments.size())]);
    case City:
        return m_feed.set(set, node, column, cities[m_random.below(cities.size())]);
    case Age:
        return m_feed.set(set, node, column, 18.0 + m_random.below(50));
    case Salary:   // most earn little, few much, in whole hundreds
        return m_feed.set(set, node, column, 100 * std::round(250 * std::exp(1.2 * m_random.share() * m_random.share() * 2)));
    default:
        return m_feed.set(set, node, column, m_random.below(10) != 0);
    }
}

} // namespace weir::source
