#include "ui/look/element_columns.h"
#include "ui/words/shown_text.h"

namespace weir::ui {

std::vector<ElementColumn> elementColumns(const graph::Schema& schema, ElementKind kind, const QStringList& taken)
{
    const bool nodes = kind == ElementKind::Node;
    std::vector<ElementColumn> columns;
    QStringList names = taken;
    for (const graph::ValueColumn& value : nodes ? schema.nodeValues : schema.edgeValues) {
        const QString name = shownText(value.name);
        names.append(name);
        columns.push_back({.column = pipeline::Column::value(columns.size()),
                           .name = value.unit.empty() ? name : QStringLiteral("%1 (%2)").arg(name, shownText(value.unit))});
    }
    std::size_t number = 0;
    for (const graph::AttributeColumn& attribute : nodes ? schema.nodeAttributes : schema.edgeAttributes) {
        const QString name = shownText(attribute.name);
        columns.push_back({.column = pipeline::Column::attribute(number++),
                           .kind = attribute.kind,
                           .name = names.contains(name, Qt::CaseInsensitive) ? QStringLiteral("\"%1\"").arg(name) : name,
                           .texts = attribute.texts});
    }
    return columns;
}

} // namespace weir::ui
