#include "pipeline/look/node_look.h"
#include "pipeline/columns/column_sample.h"
#include "scene/node_size.h"

namespace weir::pipeline {

namespace {

// From the usual size at one edge on; with the square root, as areas would have it, the hubs of a large graph cover all others.
constexpr double loneRadius = 0.6, radiusPerRootOfDegree = 0.4;
// And with its value, over a range in which sizes can be told apart.
constexpr double leastValueRadius = 0.6, mostValueRadius = 5;

// What a source calls sizes may be of any unit, such as pixels. The lowest of the usual ones has the usual radius; they keep their
// proportions, unless the highest would be larger than this.
constexpr double mostSourceRadius = 6;

} // namespace

void NodeLook::setSettings(LookSettings settings, const graph::GraphStore& store)
{
    const graph::Schema& schema = store.schema();
    const auto kindOf = [&schema](Column column) { return pipeline::kindOf(schema, ElementKind::Node, column); };
    const LookSettings before = std::exchange(m_settings, std::move(settings));
    m_tests.set(m_settings.nodeColumns, ElementKind::Node, schema);
    if (m_settings.sizeBy == SizeBy::Value && kindOf(m_settings.sizeColumn).value_or(graph::AttributeKind::Text) == graph::AttributeKind::Text)
        m_settings.sizeBy = SizeBy::Source;
    if (m_settings.colourBy != ColourBy::Category && m_settings.colours.empty())
        m_settings.colours = {m_settings.plainColour};
    if (m_settings.colourBy == ColourBy::Value && !kindOf(m_settings.colourColumn))
        m_settings.colourBy = ColourBy::Category;
    m_filtering = m_settings.filtering();
    m_usesDegree = m_settings.sizeBy == SizeBy::Degree || m_tests.useDegree();
    if (before.sizeBy != m_settings.sizeBy || before.sizeColumn != m_settings.sizeColumn) {
        m_sizeScale = {};
        static_cast<void>(measureSizes(store));
    }
    if (m_settings.colourBy == ColourBy::Value)
        m_colours.set(store, ElementKind::Node, m_settings.colourColumn, m_settings.colours, m_settings.plainColour);
}

bool NodeLook::measure(const graph::GraphStore& store)
{
    const bool wereTaken = takesSizesAsTheyAre();
    const bool others = m_sourceSizes.adopt(sampledNumbers(store, ElementKind::Node, {Column::Of::Size})) && !(wereTaken && takesSizesAsTheyAre());
    const bool sizes = measureSizes(store);
    const bool colours = m_settings.colourBy == ColourBy::Value && m_colours.measure(store);
    return sizes || colours || (others && m_settings.sizeBy == SizeBy::Source);
}

bool NodeLook::measureSizes(const graph::GraphStore& store)
{
    if (m_settings.sizeBy != SizeBy::Value)
        return false;
    const bool times = kindOf(store.schema(), ElementKind::Node, m_settings.sizeColumn) == graph::AttributeKind::Time;
    return m_sizeScale.adopt(sampledNumbers(store, ElementKind::Node, m_settings.sizeColumn),
                             times ? ValueScale::Steps::Even : ValueScale::Steps::AsTheyFit);
}

void NodeLook::apply(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, scene::NodeStyle& style) const
{
    style.radius = radius(store, node, style.radius);
    colour(store, node, ages, circumstances, style);
    const bool passes = !m_filtering || (ages.passes(circumstances.ageStep) && m_tests.passes(store, node));
    style.standing = passes ? scene::Standing::Shown : m_settings.failing;
}

bool NodeLook::takesSizesAsTheyAre() const
{
    return m_sourceSizes.low() >= double{scene::smallestRelativeRadius} && m_sourceSizes.high() <= double{scene::largestRelativeRadius};
}

float NodeLook::radiusOfSource(float size) const
{
    const double relative = double{size} / m_sourceSizes.low();
    if (!(relative > 0) || !std::isfinite(relative))
        return scene::smallestRelativeRadius;
    const double span = m_sourceSizes.high() / m_sourceSizes.low();
    const double exponent = span > mostSourceRadius ? std::log(mostSourceRadius) / std::log(span) : 1;
    return static_cast<float>(std::pow(relative, exponent));
}

float NodeLook::radius(const graph::GraphStore& store, Slot node, float sourceSize) const
{
    switch (m_settings.sizeBy) {
    case SizeBy::Source:
        return takesSizesAsTheyAre() ? sourceSize : radiusOfSource(sourceSize);
    case SizeBy::Degree:
        return std::min(static_cast<float>(loneRadius + radiusPerRootOfDegree * std::cbrt(store.degree(node))), scene::largestRelativeRadius);
    case SizeBy::Value: {
        const double value = numberIn(store, ElementKind::Node, node, m_settings.sizeColumn);
        if (!m_sizeScale.known() || !std::isfinite(value))
            return static_cast<float>(leastValueRadius);
        return static_cast<float>(leastValueRadius + (mostValueRadius - leastValueRadius) * std::sqrt(m_sizeScale.place(value)));
    }
    case SizeBy::Fixed:
        break;
    }
    return 1;
}

void NodeLook::colour(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, scene::NodeStyle& style) const
{
    const auto numbered = [this](std::size_t number) { return m_settings.colours[std::min(number, m_settings.colours.size() - 1)]; };
    switch (m_settings.colourBy) {
    case ColourBy::Category:
        if (const auto& numbers = m_settings.paletteNumbers; !numbers.empty())
            style.shade = static_cast<std::uint8_t>(numbers[std::min<std::size_t>(style.category, numbers.size() - 1)] + 1) & scene::NodeStyle::mostShade;
        return;
    case ColourBy::Value: {
        const ColumnColours::Shown shown = m_colours.of(store, node);
        style.colour = shown.colour;
        style.shade = static_cast<std::uint8_t>(shown.bucket + 1) & scene::NodeStyle::mostShade;   // by which they are counted
        return;
    }
    case ColourBy::Component:
        style.colour = circumstances.component == noComponent ? m_settings.plainColour : numbered(circumstances.component);
        return;
    case ColourBy::Age:
        style.colour = numbered(ages.colour(circumstances.ageStep));
        return;
    }
}

} // namespace weir::pipeline
