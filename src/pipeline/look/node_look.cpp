#include "pipeline/look/node_look.h"
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

void NodeLook::setSettings(LookSettings settings, const graph::Schema& schema)
{
    m_columns = schema.nodeValues.size();
    m_settings = std::move(settings);
    std::erase_if(m_settings.values, [this](const LookSettings::ColumnRange& column) { return column.column >= m_columns || column.range.everything(); });
    for (LookSettings::ColumnRange& column : m_settings.values)
        column.range = column.range.ofFloats();
    m_tests.set(m_settings.nodeColumns, ElementKind::Node, schema);
    if (m_settings.sizeBy == SizeBy::Value && m_settings.sizeColumn >= m_columns)
        m_settings.sizeBy = SizeBy::Source;
    if (m_settings.colourBy != ColourBy::Category && m_settings.colours.empty())
        m_settings.colours = {m_settings.plainColour};
    if (m_settings.colourBy == ColourBy::Value && m_settings.colourColumn >= m_columns)
        m_settings.colourBy = ColourBy::Category;
    m_categoryPasses.clear();
    if (m_settings.categories) {
        for (const graph::Category category : *m_settings.categories) {
            if (category >= m_categoryPasses.size())
                m_categoryPasses.resize(category + std::size_t{1});
            m_categoryPasses[category] = 1;
        }
    }
    m_filtering = m_settings.filtering();
    m_usesDegree = m_settings.sizeBy == SizeBy::Degree || !m_settings.degree.everything();
    m_sizeScale = {};
    m_colourScale = {};
    static_cast<void>(adoptScales());
}

bool NodeLook::measure(const graph::GraphStore& store)
{
    m_sample.take(store);
    const bool wereTaken = takesSizesAsTheyAre();
    const bool others = m_sourceSizes.adopt(m_sample.sizes()) && !(wereTaken && takesSizesAsTheyAre());
    return adoptScales() || (others && m_settings.sizeBy == SizeBy::Source);
}

bool NodeLook::adoptScales()
{
    const auto& columns = m_sample.columns();
    bool changed = false;
    if (m_settings.sizeBy == SizeBy::Value && m_settings.sizeColumn < columns.size())
        changed |= m_sizeScale.adopt(columns[m_settings.sizeColumn]);
    if (m_settings.colourBy == ColourBy::Value && m_settings.colourColumn < columns.size())
        changed |= m_colourScale.adopt(columns[m_settings.colourColumn]);
    return changed;
}

void NodeLook::apply(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, scene::NodeStyle& style) const
{
    style.radius = radius(store, node, style.radius);
    style.colour = colour(store, node, ages, circumstances, style.colour);
    if (const auto& numbers = m_settings.paletteNumbers; m_settings.colourBy == ColourBy::Category && !numbers.empty())
        style.shade = static_cast<std::uint8_t>(numbers[std::min<std::size_t>(style.category, numbers.size() - 1)] + 1) & scene::NodeStyle::mostShade;
    style.standing = !m_filtering || passes(store, node, ages, circumstances.ageStep, style.category) ? scene::Standing::Shown : m_settings.failing;
}

bool NodeLook::passes(const graph::GraphStore& store, Slot node, const AgeSteps& ages, std::uint8_t step, graph::Category category) const
{
    if (m_settings.categories && (category >= m_categoryPasses.size() || m_categoryPasses[category] == 0))
        return false;
    if (!m_settings.degree.contains(store.degree(node)) || !ages.passes(step) || !m_tests.passes(store, node))
        return false;
    return std::ranges::all_of(m_settings.values, [&](const LookSettings::ColumnRange& column) {
        return column.range.contains(store.nodeValue(node, column.column));
    });
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
        const double value = store.nodeValue(node, m_settings.sizeColumn);
        if (!m_sizeScale.known() || !std::isfinite(value))
            return static_cast<float>(leastValueRadius);
        return static_cast<float>(leastValueRadius + (mostValueRadius - leastValueRadius) * std::sqrt(m_sizeScale.place(value)));
    }
    case SizeBy::Fixed:
        break;
    }
    return 1;
}

std::uint32_t NodeLook::colour(const graph::GraphStore& store, Slot node, const AgeSteps& ages, Circumstances circumstances, std::uint32_t own) const
{
    const auto numbered = [this](std::size_t number) { return m_settings.colours[std::min(number, m_settings.colours.size() - 1)]; };
    switch (m_settings.colourBy) {
    case ColourBy::Category:
        break;
    case ColourBy::Value: {
        const double value = store.nodeValue(node, m_settings.colourColumn);
        return m_colourScale.known() && std::isfinite(value) ? colourAt(m_colourScale.place(value)) : m_settings.plainColour;
    }
    case ColourBy::Component:
        return circumstances.component == noComponent ? m_settings.plainColour : numbered(circumstances.component);
    case ColourBy::Age:
        return numbered(ages.colour(circumstances.ageStep));
    }
    return own;
}

std::uint32_t NodeLook::colourAt(double place) const
{
    const auto count = m_settings.colours.size();
    return m_settings.colours[std::min(static_cast<std::size_t>(place * static_cast<double>(count)), count - 1)];
}

} // namespace weir::pipeline
