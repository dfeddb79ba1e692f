#include "ui/look/look_model.h"

#include "ui/words/colour_scale.h"
#include "ui/words/figures.h"

#include <QtGui/QColor>
#include <algorithm>
#include <numeric>
#include <utility>

namespace weir::ui {

using graph::AttributeKind;

namespace {

constexpr std::size_t valueColours = 64;

bool isOfOneGraph(LookModel::Part part, int number)
{
    return part == LookModel::NodeColour && (number == LookModel::byComponent || number == LookModel::byAge);
}

std::array<LookChoice, LookModel::parts> allChoices()
{
    const std::vector<AttributeKind> any{AttributeKind::Number, AttributeKind::Text, AttributeKind::Flag, AttributeKind::Time};
    const std::vector<AttributeKind> ordered{AttributeKind::Number, AttributeKind::Time};
    return {LookChoice({{QStringLiteral("category"), LookModel::tr("Category")},
                        {QStringLiteral("component"), LookModel::tr("Component")},
                        {QStringLiteral("age"), LookModel::tr("Time since a change")}},
                       any),
            LookChoice({{QStringLiteral("source"), LookModel::tr("Source's size")},
                        {QStringLiteral("degree"), LookModel::tr("Degree")},
                        {QStringLiteral("fixed"), LookModel::tr("All the same")}},
                       ordered),
            LookChoice({{QStringLiteral("label"), LookModel::tr("Label")}}, any),
            LookChoice({{QStringLiteral("plain"), LookModel::tr("All the same")},
                        {QStringLiteral("category"), LookModel::tr("Category")},
                        {QStringLiteral("weight"), LookModel::tr("Weight")}},
                       any),
            LookChoice({{QStringLiteral("weight"), LookModel::tr("Weight")},
                        {QStringLiteral("fixed"), LookModel::tr("All the same")}},
                       ordered),
            LookChoice({{QStringLiteral("none"), LookModel::tr("None")},
                        {QStringLiteral("category"), LookModel::tr("Category")},
                        {QStringLiteral("weight"), LookModel::tr("Weight")}},
                       any)};
}

QStringList builtInTexts(const std::array<LookChoice, LookModel::parts>& choices, std::size_t first, std::size_t end)
{
    QStringList texts;
    for (std::size_t part = first; part < end; ++part)
        texts += choices[part].builtInTexts();
    return texts;
}

Ground groundOf(bool dark) { return dark ? Ground::Dark : Ground::Light; }

std::vector<std::uint32_t> pixelsOf(const std::vector<QColor>& colours)
{
    std::vector<std::uint32_t> pixels;
    for (const QColor& colour : colours)
        pixels.push_back(colour.rgba());
    return pixels;
}

} // namespace

LookModel::LookModel(QObject* parent) : QObject(parent), m_choices(allChoices()) { refreshLegends(); }

void LookModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    if (schema == m_schema)
        return;
    const graph::Schema now = schema ? *schema : graph::Schema{};
    std::vector<ElementColumn> nodes = elementColumns(now, ElementKind::Node, builtInTexts(m_choices, NodeColour, EdgeColour));
    std::vector<ElementColumn> edges = elementColumns(now, ElementKind::Edge, builtInTexts(m_choices, EdgeColour, parts));
    const bool anotherTitle = now.title != title().toStdString() || !schema != !m_schema;
    const bool otherColumns = nodes != m_nodeColumns || edges != m_edgeColumns;
    m_schema = std::move(schema);
    if (!anotherTitle && !otherColumns)
        return;   // but for categories, which are no choice here
    const auto grown = [](const std::vector<ElementColumn>& before, const std::vector<ElementColumn>& after) {
        return before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin());
    };
    if (anotherTitle || !grown(m_nodeColumns, nodes) || !grown(m_edgeColumns, edges))
        m_answer = {};
    const auto chosen = [this](std::size_t part) {   // what has the same name in another graph may be of another kind
        const ElementColumn* const column = columnOf(static_cast<Part>(part));
        return column ? std::optional(std::pair(column->column, column->kind)) : std::nullopt;
    };
    std::array<decltype(chosen(0)), parts> before;
    for (std::size_t part = 0; part < parts; ++part)
        before[part] = chosen(part);
    m_nodeColumns = std::move(nodes);
    m_edgeColumns = std::move(edges);
    Q_EMIT choicesChanged();
    bool another = false;
    for (std::size_t part = 0; part < parts; ++part)
        another |= resolve(static_cast<Part>(part)) || chosen(part) != before[part];
    if (another)
        Q_EMIT changed();
    refreshLegends();
}

bool LookModel::resolve(Part part)
{
    LookChoice& choice = m_choices[part];
    int number = 0;
    for (const int ofOneGraph : {byComponent, byAge}) {
        if (isOfOneGraph(part, ofOneGraph) && choice.wish() == wishOf(part, ofOneGraph))
            number = ofOneGraph;
    }
    if (number == 0 && m_schema)
        number = choice.numberOf(choice.wish(), *m_schema, kindOf(part), columnsOf(part));
    else if (number == 0)
        number = choice.numberOf(choice.wish(), {}, kindOf(part), {});
    // Chosen, but it may not be known for which graph.
    if (isOfOneGraph(part, number) && choice.wish() != wishOf(part, number))
        number = 0;
    return choice.setCurrent(number);
}

void LookModel::setWish(Part part, const QString& wish)
{
    m_choices[part].setWish(wish);
    if (!resolve(part))
        return;
    Q_EMIT changed();
    refreshLegends();
}

QString LookModel::wishOf(Part part, int number) const
{
    const QString wish = m_choices[part].wishOf(number, m_schema ? *m_schema : graph::Schema{}, kindOf(part), columnsOf(part));
    return isOfOneGraph(part, number) ? wish + QLatin1Char(':') + title() : wish;
}

void LookModel::choose(Part part, int number)
{
    LookChoice& choice = m_choices[part];
    if (!choice.offers(number, columnsOf(part)))
        return;
    const QString wish = wishOf(part, number);
    if (wish != choice.wish()) {
        choice.setWish(wish);
        Q_EMIT wishChanged();
    }
    if (!choice.setCurrent(number))
        return;
    // What was said of what was shown before.
    if (part == NodeColour)
        m_answer.colours = {};
    else if (part == NodeSize)
        m_answer.sizes = {};
    else if (part == EdgeColour)
        m_answer.edgeColours = {};
    else if (part == EdgeWidth)
        m_answer.edgeWidths = {};
    Q_EMIT changed();
    refreshLegends();
}

void LookModel::setAnswer(const pipeline::LookAnswer& answer)
{
    m_answer = answer;
    refreshLegends();
}

void LookModel::applyTo(pipeline::LookSettings& settings) const
{
    using pipeline::ColourBy;
    using pipeline::EdgeWidthBy;
    using pipeline::SizeBy;
    const auto columnOr = [](const ElementColumn* column) { return column ? column->column : pipeline::Column{}; };
    const ElementColumn* const sizes = columnOf(NodeSize);
    settings.sizeBy = sizes ? SizeBy::Value : size() == byDegree ? SizeBy::Degree : size() == fixed ? SizeBy::Fixed : SizeBy::Source;
    settings.sizeColumn = columnOr(sizes);
    const ElementColumn* const colours = columnOf(NodeColour);
    settings.colourBy = colours ? ColourBy::Value
        : colour() == byComponent ? ColourBy::Component
        : colour() == byAge       ? ColourBy::Age
                                  : ColourBy::Category;
    settings.colourColumn = columnOr(colours);
    // The colours of categories are the picture's own affair, so a new theme needs no new look.
    settings.colours = pixelsOf(nodeColours());
    if (colour() != byCategory)
        settings.plainColour = themeColours(groundOf(m_dark)).plain.rgba();

    settings.edgeColours = {};
    settings.plainEdgeColour = 0;
    settings.edgeColour = std::nullopt;
    if (const auto column = edgeColourColumn()) {
        settings.edgeColour = column->column;
        settings.edgeColours = pixelsOf(coloursFor(column->kind));
        settings.plainEdgeColour = themeColours(groundOf(m_dark)).edge.rgba();
    }
    const ElementColumn* const widths = columnOf(EdgeWidth);
    settings.edgeWidthBy = widths ? EdgeWidthBy::Value : edgeWidth() == fixedWidth ? EdgeWidthBy::Fixed : EdgeWidthBy::Weight;
    settings.edgeWidthColumn = columnOr(widths);
}

pipeline::LabelColumns LookModel::labels() const
{
    using pipeline::Column;
    pipeline::LabelColumns labels;
    if (const ElementColumn* const column = columnOf(NodeLabel))
        labels.nodes = column->column;
    if (edgeLabel() == edgeLabelCategory)
        labels.edges = Column{Column::Of::Category, 0};
    else if (edgeLabel() == edgeLabelWeight)
        labels.edges = Column{Column::Of::Weight, 0};
    else if (const ElementColumn* const column = columnOf(EdgeLabel))
        labels.edges = column->column;
    return labels;
}

std::optional<ElementColumn> LookModel::edgeColourColumn() const
{
    using pipeline::Column;
    if (edgeColour() == byEdgeCategory)
        return ElementColumn{.column = {Column::Of::Category, 0}, .kind = AttributeKind::Text, .name = tr("Category")};
    if (edgeColour() == byWeight)
        return ElementColumn{.column = {Column::Of::Weight, 0}, .kind = AttributeKind::Number, .name = tr("Weight")};
    const ElementColumn* const column = columnOf(EdgeColour);
    return column ? std::optional(*column) : std::nullopt;
}

void LookModel::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
    refreshLegends();
}

void LookModel::setPalette(const QVariantList& palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    Q_EMIT changed();
    refreshLegends();
}

std::vector<QColor> LookModel::coloursFor(AttributeKind kind) const
{
    if (kind == AttributeKind::Number || kind == AttributeKind::Time)
        return ui::scaleColours(valueColours, groundOf(m_dark));
    std::vector<QColor> colours;
    for (const QVariant& colour : m_palette)
        colours.push_back(colour.value<QColor>());
    if (kind == AttributeKind::Flag && colours.size() >= 2) {
        colours.resize(2);
        std::ranges::reverse(colours);   // no, yes
    }
    return colours;
}

std::vector<QColor> LookModel::nodeColours() const
{
    if (colour() == byCategory)
        return {};
    if (const ElementColumn* const column = columnOf(NodeColour))
        return coloursFor(column->kind);
    if (colour() == byComponent)
        return coloursFor(AttributeKind::Text);
    const Ground ground = groundOf(m_dark);
    std::vector<QColor> colours = ui::scaleColours(pipeline::ageColourBounds.size(), ground);
    std::ranges::reverse(colours);                   // the newest stands out most
    colours.push_back(themeColours(ground).plain);   // and what is old the least
    return colours;
}

void LookModel::refreshLegends()
{
    const ThemeColours& theme = themeColours(groundOf(m_dark));
    LookLegend nodes;
    if (const ElementColumn* const column = columnOf(NodeColour)) {
        pipeline::ColourKey key = m_answer.colours;
        key.kind = column->kind;   // until there is an answer
        nodes = legendOf(*column, key, nodeColours(), theme.plain);
    } else if (colour() == byAge) {
        addAges(nodes);
    } else if (colour() == byComponent) {
        addComponents(nodes);
    } else {
        nodes.title = tr("Categories");
        nodes.column = QVariant::fromValue(pipeline::Column{pipeline::Column::Of::Category});
    }

    LookLegend edges;
    edges.kind = LookLegend::Nothing;
    if (const auto column = edgeColourColumn()) {
        pipeline::ColourKey key = m_answer.edgeColours;
        key.kind = column->kind;
        edges = legendOf(*column, key, coloursFor(column->kind), theme.edge);
    }

    QVariantList notes;
    const auto note = [&notes](const QString& name, const ElementColumn* column, const pipeline::ValueExtent& extent) {
        if (!column || !extent.known)
            return;
        const QString text = QStringLiteral("%1 \u2013 %2").arg(endText(column->kind, extent.from, extent), endText(column->kind, extent.to, extent));
        notes.append(QVariantMap{{QStringLiteral("name"), name.arg(column->name)}, {QStringLiteral("text"), text}});
    };
    note(tr("Size: %1"), columnOf(NodeSize), m_answer.sizes);
    note(tr("Width: %1"), columnOf(EdgeWidth), m_answer.edgeWidths);

    if (nodes == m_nodeLegend && edges == m_edgeLegend && notes == m_sizeNotes)
        return;
    m_nodeLegend = std::move(nodes);
    m_edgeLegend = std::move(edges);
    m_sizeNotes = std::move(notes);
    Q_EMIT legendChanged();
}

void LookModel::addAges(LookLegend& legend) const
{
    legend.kind = LookLegend::Steps;
    legend.title = tr("Time since a change");
    const std::vector<QColor> shown = nodeColours();
    double from = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const bool last = i == pipeline::ageColourBounds.size();
        const double to = last ? 0 : pipeline::ageColourBounds[i];
        const auto text = [](double seconds) { return seconds < 60 ? tr("%1 s").arg(seconds) : tr("%1 min").arg(seconds / 60); };
        legend.addStep(last ? tr("longer, or unknown") : from == 0 ? tr("up to %1").arg(text(to)) : tr("%1 to %2").arg(text(from), text(to)), shown[i], {});
        from = to;
    }
}

void LookModel::addComponents(LookLegend& legend) const
{
    legend.kind = LookLegend::Steps;
    legend.title = tr("Components");
    // A component keeps its colour while it grows or shrinks: the largest comes first whichever it has, and those without one last.
    const std::vector<QColor> shown = nodeColours();
    const auto& nodes = m_answer.componentNodes;
    std::vector<std::size_t> numbers(std::min(shown.size(), nodes.size()));
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    const auto isRest = [&nodes](std::size_t number) { return number + 1 == nodes.size(); };
    std::ranges::stable_sort(numbers, [&](std::size_t a, std::size_t b) { return isRest(a) != isRest(b) ? isRest(b) : nodes[a] > nodes[b]; });
    for (std::size_t place = 0; place < numbers.size(); ++place) {
        const std::size_t number = numbers[place];
        if (nodes[number] == 0)
            continue;
        legend.addStep(isRest(number) ? tr("%1 smaller ones").arg(countText(m_answer.components - std::min<std::uint64_t>(m_answer.components, nodes.size() - 1)))
                                      : tr("component %1").arg(place + 1),
                       shown[number], countText(nodes[number]));
    }
}

} // namespace weir::ui
