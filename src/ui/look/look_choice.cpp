#include "ui/look/look_choice.h"
#include <algorithm>

namespace weir::ui {

namespace {

constexpr QLatin1StringView valuePrefix("value:"), attributePrefix("attribute:");

QString rememberedAs(const graph::Schema& schema, ElementKind kind, pipeline::Column column)
{
    const bool nodes = kind == ElementKind::Node;
    if (column.of == pipeline::Column::Of::Attribute)
        return attributePrefix + QString::fromStdString((nodes ? schema.nodeAttributes : schema.edgeAttributes)[column.number].name);
    return valuePrefix + QString::fromStdString((nodes ? schema.nodeValues : schema.edgeValues)[column.number].name);
}

} // namespace

const ElementColumn* LookChoice::column(const std::vector<ElementColumn>& columns) const
{
    const int number = m_current - firstColumn();
    return number < 0 || number >= static_cast<int>(columns.size()) ? nullptr : &columns[static_cast<std::size_t>(number)];
}

bool LookChoice::offers(int number, const std::vector<ElementColumn>& columns) const
{
    if (number < firstColumn())
        return number >= 0;
    const auto column = static_cast<std::size_t>(number - firstColumn());
    return column < columns.size() && std::ranges::find(m_kinds, columns[column].kind) != m_kinds.end();
}

QVariantList LookChoice::choices(const std::vector<ElementColumn>& columns, const QString& attributes) const
{
    QVariantList choices;
    const int count = firstColumn() + static_cast<int>(columns.size());
    for (int number = 0; number < count; ++number) {
        if (!offers(number, columns))
            continue;
        QVariantMap choice{{QStringLiteral("value"), number}};
        if (number < firstColumn()) {
            choice.insert(QStringLiteral("text"), m_builtIn[static_cast<std::size_t>(number)].text);
        } else {
            const ElementColumn& column = columns[static_cast<std::size_t>(number - firstColumn())];
            choice.insert(QStringLiteral("text"), column.name);
            choice.insert(QStringLiteral("group"), column.isAttribute() ? attributes : QString());
        }
        choices.append(choice);
    }
    return choices;
}

QStringList LookChoice::builtInTexts() const
{
    QStringList texts;
    for (const BuiltIn& builtIn : m_builtIn)
        texts.append(builtIn.text);
    return texts;
}

QString LookChoice::wishOf(int number, const graph::Schema& schema, ElementKind kind, const std::vector<ElementColumn>& columns) const
{
    if (number < firstColumn())
        return m_builtIn[static_cast<std::size_t>(number)].wish;
    return rememberedAs(schema, kind, columns[static_cast<std::size_t>(number - firstColumn())].column);
}

int LookChoice::numberOf(const QString& wish, const graph::Schema& schema, ElementKind kind, const std::vector<ElementColumn>& columns) const
{
    const auto named = std::ranges::find(m_builtIn, wish, &BuiltIn::wish);
    if (named != m_builtIn.end())
        return static_cast<int>(named - m_builtIn.begin());
    const int count = firstColumn() + static_cast<int>(columns.size());
    for (int number = firstColumn(); number < count; ++number) {
        if (offers(number, columns) && wishOf(number, schema, kind, columns) == wish)
            return number;
    }
    return 0;
}

} // namespace weir::ui
