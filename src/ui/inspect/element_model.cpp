#include "ui/inspect/element_model.h"
#include "base/utc_time.h"

#include "ui/words/figures.h"
#include "ui/words/shown_text.h"

namespace weir::ui {

namespace {

struct AttributeWords {
    QString operator()(double number) const { return valueText(number, {}); }
    QString operator()(const std::string& text) const { return shownText(text); }
    QString operator()(bool flag) const { return flag ? ElementModel::tr("yes") : ElementModel::tr("no"); }
    QString operator()(UtcTime time) const { return QString::fromStdString(writtenUtc(time)); }
};

QList<ShownFigure> valuesOf(const pipeline::ElementDetails& details, std::size_t mostAttributes)
{
    QList<ShownFigure> rows;
    if (details.kind == ElementKind::Node) {
        rows.append({.name = ElementModel::tr("Degree"), .value = countText(details.degree)});
        rows.append({.name = ElementModel::tr("Size"), .value = valueText(details.size, {})});
    } else {
        rows.append({.name = ElementModel::tr("Direction"),
                     .value = details.directed ? ElementModel::tr("directed") : ElementModel::tr("both ways")});
        if (details.weight != 1)   // the usual one says nothing
            rows.append({.name = ElementModel::tr("Weight"), .value = valueText(details.weight, {})});
    }
    for (const pipeline::ElementDetails::Value& value : details.values)
        rows.append({.name = shownText(value.name), .value = valueText(value.value, shownText(value.unit))});
    const std::size_t shown = std::min(mostAttributes, details.attributes.size());
    for (const auto& attribute : std::span(details.attributes).first(shown))
        rows.append({.name = shownText(attribute.name), .value = std::visit(AttributeWords{}, attribute.value)});
    if (const std::size_t more = details.attributes.size() - shown; more != 0)
        rows.append({.name = ElementModel::tr("%n more", nullptr, static_cast<int>(more)), .value = {}});
    return rows;
}

} // namespace

ElementModel::ElementModel(QObject* parent, std::size_t mostAttributes)
    : QObject(parent),
      m_mostAttributes(mostAttributes)
{
}

void ElementModel::expect(const Element& element)
{
    if (element == m_element)
        return;
    m_element = element;
    clear();
}

void ElementModel::clear()
{
    m_known = false;
    m_title.clear();
    m_subtitle.clear();
    m_category.clear();
    m_values.setFigures({});
    Q_EMIT changed();
}

void ElementModel::setDetails(const pipeline::ElementDetails& details)
{
    if (m_element.isNothing() || details.kind != m_element.kind || details.slot != m_element.slot)
        return;
    if (!details.exists) {
        clear();
        return;
    }
    m_known = true;
    m_category = shownText(details.category);
    const QString key = shownText(details.key);
    if (isNode()) {
        m_title = details.label.empty() ? key : shownText(details.label);
        m_subtitle = m_title == key ? QString() : key;
    } else {
        const QChar arrow = details.directed ? QChar(u'\u2192') : QChar(u'\u2013');
        m_title = QStringLiteral("%1 %2 %3").arg(shownText(details.source), QString(arrow), shownText(details.target));
        m_subtitle = shownText(details.label);
    }
    m_values.setFigures(valuesOf(details, m_mostAttributes));
    Q_EMIT changed();
}

QString ElementModel::spoken() const
{
    if (!m_known)
        return {};
    QString text = kind() + QLatin1Char(' ') + m_title;
    if (!m_category.isEmpty())
        text += QStringLiteral(", ") + m_category;
    for (const ShownFigure& value : m_values.figures())
        text += QStringLiteral(", %1 %2").arg(value.name, value.value);
    return text;
}

} // namespace weir::ui
