#pragma once
#include "graph/schema.h"
#include "pipeline/look/column.h"
#include <QtCore/QStringList>
#include <memory>
#include <vector>

namespace weir::ui {

/// A column of the elements of one kind, as choosers of looks and filters offer it; a plain value.
struct ElementColumn {
    pipeline::Column column;
    graph::AttributeKind kind = graph::AttributeKind::Number;   ///< of declared values: numbers
    QString name;                                               ///< for people: with its unit, and in quotes where a name is taken
    /// The texts of an attribute of texts, by number; they grow. Others: nullptr.
    std::shared_ptr<const graph::Dictionary> texts{};

    [[nodiscard]] bool isAttribute() const { return column.of == pipeline::Column::Of::Attribute; }
    bool operator==(const ElementColumn&) const = default;
};

/// All of a graph, as it is by now: the declared values first, then the attributes, each in the schema's order, which only grows. An
/// attribute whose name is a declared value's or one of `taken` (whatever its case) is told apart by quotes, as a search tells it.
[[nodiscard]] std::vector<ElementColumn> elementColumns(const graph::Schema& schema, ElementKind kind, const QStringList& taken);

} // namespace weir::ui
