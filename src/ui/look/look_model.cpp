#include "ui/look/look_model.h"

#include "ui/words/colour_scale.h"
#include "ui/words/figures.h"
#include "graph/schema_growth.h"

#include <QtGui/QColor>
#include <algorithm>
#include <numeric>
#include <utility>

namespace weir::ui {

namespace {

constexpr std::size_t valueColours = 64;

// What comes before the columns, by number; how it is remembered.
constexpr QLatin1StringView sizeNames[] = {QLatin1StringView("source"), QLatin1StringView("degree"), QLatin1StringView("fixed")};
constexpr QLatin1StringView colourNames[] = {QLatin1StringView("category"), QLatin1StringView("component"), QLatin1StringView("age")};
constexpr QLatin1StringView columnPrefix("value:");

bool isOfOneGraph(int colour) { return colour == LookModel::byComponent || colour == LookModel::byAge; }

QVariantMap choice(int value, const QString& text)
{
    return {{QStringLiteral("value"), value}, {QStringLiteral("text"), text}};
}

QVariantMap step(const QString& name, const QColor& colour, const QString& nodes)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("color"), colour}, {QStringLiteral("nodes"), nodes}};
}

Ground groundOf(bool dark) { return dark ? Ground::Dark : Ground::Light; }

} // namespace

void LookModel::setSchema(std::shared_ptr<const graph::Schema> schema)
{
    const bool same = schema && m_schema && agree(*schema, *m_schema);   // but for categories, which are no choice here
    if (schema == m_schema || same) {
        m_schema = std::move(schema);
        return;
    }
    m_schema = std::move(schema);
    m_answer = {};
    Q_EMIT choicesChanged();
    wish(m_sizeWish, m_colourWish);
    refreshSteps();
}

void LookModel::wish(const QString& size, const QString& colour)
{
    m_sizeWish = size;
    m_colourWish = colour;
    const int before[] = {m_size, m_colour};
    m_size = wished(size, sizeNames);
    m_colour = wishedColour(colour);
    if (m_size == before[0] && m_colour == before[1])
        return;
    Q_EMIT changed();
    refreshSteps();
}

int LookModel::wished(const QString& wish, std::span<const QLatin1StringView> names) const
{
    const auto named = std::ranges::find(names, wish);
    if (named != names.end())
        return static_cast<int>(named - names.begin());
    for (int column = 0; wish.startsWith(columnPrefix) && column < columns(); ++column) {
        if (QString::fromStdString(m_schema->nodeValues[static_cast<std::size_t>(column)].name) == wish.mid(columnPrefix.size()))
            return static_cast<int>(names.size()) + column;
    }
    return 0;
}

int LookModel::wishedColour(const QString& wish) const
{
    for (const int colour : {byComponent, byAge}) {
        if (wish == colourWishOf(colour))
            return colour;
    }
    const int colour = wished(wish, colourNames);
    return isOfOneGraph(colour) ? byCategory : colour;   // chosen, but it is not known for which graph
}

QString LookModel::colourWishOf(int choice) const
{
    const QString wish = wishOf(choice, colourNames);
    return isOfOneGraph(choice) ? wish + QLatin1Char(':') + title() : wish;
}

QString LookModel::wishOf(int choice, std::span<const QLatin1StringView> names) const
{
    const auto index = static_cast<std::size_t>(choice);
    return index < names.size() ? QString(names[index]) : columnPrefix + QString::fromStdString(m_schema->nodeValues[index - names.size()].name);
}

void LookModel::setAnswer(const pipeline::LookAnswer& answer)
{
    m_answer = answer;
    refreshSteps();
}

void LookModel::applyTo(pipeline::LookSettings& settings) const
{
    using pipeline::ColourBy;
    using pipeline::SizeBy;
    settings.sizeBy = m_size == bySource ? SizeBy::Source : m_size == byDegree ? SizeBy::Degree : m_size == fixed ? SizeBy::Fixed : SizeBy::Value;
    settings.sizeColumn = static_cast<std::size_t>(std::max(0, m_size - firstSizeColumn));
    settings.colourBy = m_colour == byCategory ? ColourBy::Category
        : m_colour == byComponent              ? ColourBy::Component
        : m_colour == byAge                    ? ColourBy::Age
                                               : ColourBy::Value;
    settings.colourColumn = static_cast<std::size_t>(std::max(0, m_colour - firstColourColumn));
    settings.colours.clear();
    if (m_colour == byCategory)
        return;     // the picture's own affair, so a new theme needs no new look
    for (const QColor& colour : colours())
        settings.colours.push_back(colour.rgba());
    settings.plainColour = themeColours(groundOf(m_dark)).plain.rgba();
}

QVariantList LookModel::sizeChoices() const
{
    QVariantList choices{choice(bySource, tr("Source's size")), choice(byDegree, tr("Degree")), choice(fixed, tr("All the same"))};
    for (int column = 0; column < columns(); ++column)
        choices.append(choice(firstSizeColumn + column, columnName(column)));
    return choices;
}

QVariantList LookModel::colourChoices() const
{
    QVariantList choices{choice(byCategory, tr("Category")), choice(byComponent, tr("Component")), choice(byAge, tr("Time since a change"))};
    for (int column = 0; column < columns(); ++column)
        choices.append(choice(firstColourColumn + column, columnName(column)));
    return choices;
}

QString LookModel::columnName(int column) const
{
    const graph::ValueColumn& declared = m_schema->nodeValues[static_cast<std::size_t>(column)];
    const QString name = QString::fromStdString(declared.name).simplified();
    return declared.unit.empty() ? name : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(declared.unit).simplified());
}

void LookModel::setSize(int size)
{
    if (size < 0 || size >= firstSizeColumn + columns())
        return;
    setWish(m_sizeWish, wishOf(size, sizeNames));
    if (size == std::exchange(m_size, size))
        return;
    Q_EMIT changed();
}

void LookModel::setColour(int colour)
{
    if (colour < 0 || colour >= firstColourColumn + columns())
        return;
    setWish(m_colourWish, colourWishOf(colour));
    if (colour == std::exchange(m_colour, colour))
        return;
    m_answer.colourScale = {};      // of what was shown before
    Q_EMIT changed();
    refreshSteps();
}

void LookModel::setWish(QString& wish, const QString& now)
{
    if (now != std::exchange(wish, now))
        Q_EMIT wishChanged();
}

void LookModel::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
    refreshSteps();
}

void LookModel::setPalette(const QVariantList& palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    Q_EMIT changed();
    refreshSteps();
}

std::vector<QColor> LookModel::colours() const
{
    const Ground ground = groundOf(m_dark);
    if (m_colour == byComponent) {
        std::vector<QColor> colours;
        for (const QVariant& colour : m_palette)
            colours.push_back(colour.value<QColor>());
        return colours;
    }
    if (m_colour != byAge)
        return ui::scaleColours(valueColours, ground);
    std::vector<QColor> colours = ui::scaleColours(pipeline::ageColourBounds.size(), ground);
    std::ranges::reverse(colours);                   // the newest stands out most
    colours.push_back(themeColours(ground).plain);   // and what is old the least
    return colours;
}

LookModel::Legend LookModel::legend() const
{
    return m_colour == byCategory ? Legend::Categories : m_colour < firstColourColumn ? Legend::Steps : Legend::Scale;
}

QString LookModel::legendTitle() const
{
    switch (m_colour) {
    case byCategory: return tr("Categories");
    case byComponent: return tr("Components");
    case byAge: return tr("Time since a change");
    default: return columnName(m_colour - firstColourColumn);
    }
}

QVariantList LookModel::scaleColours() const
{
    QVariantList list;
    if (legend() == Legend::Scale) {
        for (const QColor& colour : ui::scaleColours(12, groundOf(m_dark)))
            list.append(colour);
    }
    return list;
}

QString LookModel::scaleText(double value) const
{
    return legend() == Legend::Scale && m_answer.colourScale.known ? valueText(value, {}) : QString();
}

QString LookModel::scaleFrom() const { return scaleText(m_answer.colourScale.from); }
QString LookModel::scaleTo() const { return scaleText(m_answer.colourScale.to); }

QString LookModel::scaleNote() const { return m_answer.logarithmic && !scaleTo().isEmpty() ? tr("logarithmic") : QString(); }

void LookModel::refreshSteps()
{
    QVariantList steps;
    const std::vector<QColor> shown = legend() == Legend::Steps ? colours() : std::vector<QColor>();
    if (m_colour == byAge) {
        double from = 0;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const bool last = i == pipeline::ageColourBounds.size();
            const double to = last ? 0 : pipeline::ageColourBounds[i];
            const auto text = [](double seconds) { return seconds < 60 ? tr("%1 s").arg(seconds) : tr("%1 min").arg(seconds / 60); };
            steps.append(step(last ? tr("longer, or unknown") : from == 0 ? tr("up to %1").arg(text(to)) : tr("%1 to %2").arg(text(from), text(to)), shown[i], {}));
            from = to;
        }
    } else if (m_colour == byComponent) {
        // A component keeps its colour while it grows or shrinks: the largest comes first whichever it has, and those without one last.
        const auto& nodes = m_answer.componentNodes;
        std::vector<std::size_t> numbers(std::min(shown.size(), nodes.size()));
        std::iota(numbers.begin(), numbers.end(), std::size_t{0});
        const auto isRest = [&nodes](std::size_t number) { return number + 1 == nodes.size(); };
        std::ranges::stable_sort(numbers, [&](std::size_t a, std::size_t b) { return isRest(a) != isRest(b) ? isRest(b) : nodes[a] > nodes[b]; });
        for (std::size_t place = 0; place < numbers.size(); ++place) {
            const std::size_t number = numbers[place];
            if (nodes[number] == 0)
                continue;
            steps.append(step(isRest(number) ? tr("%1 smaller ones").arg(countText(m_answer.components - std::min<std::uint64_t>(m_answer.components, nodes.size() - 1)))
                                             : tr("component %1").arg(place + 1),
                              shown[number], countText(nodes[number])));
        }
    }
    m_steps = std::move(steps);
    Q_EMIT legendChanged();
}

} // namespace weir::ui
