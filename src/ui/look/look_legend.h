#pragma once
#include "pipeline/columns/colour_key.h"
#include "ui/look/column_part.h"
#include "ui/look/element_columns.h"
#include <QtCore/QObject>
#include <QtCore/QVariantList>
#include <QtGui/QColor>
#include <QtQml/qqmlregistration.h>
#include <vector>

namespace weir::ui {

/// What the colours of nodes or of edges stand for, in words, for a legend; a plain value.
class LookLegend {
    Q_GADGET
    QML_ANONYMOUS
    Q_PROPERTY(int kind MEMBER kind)
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(QVariantList colours MEMBER colours)
    Q_PROPERTY(QString from MEMBER from)
    Q_PROPERTY(QString to MEMBER to)
    Q_PROPERTY(QString note MEMBER note)
    Q_PROPERTY(QVariantList steps MEMBER steps)
    Q_PROPERTY(QVariantList parts MEMBER parts)
    Q_PROPERTY(QVariant column MEMBER column)

public:
    enum Kind { Categories,   ///< those of the source: LegendModel says which
                Scale,        ///< from a colour to another, and steps for what is not on it
                Steps,
                Nothing };    ///< they stand for nothing
    Q_ENUM(Kind)

    int kind = Categories;
    QString title;          ///< what the colours stand for
    QVariantList colours;   ///< of a scale
    QString from, to;       ///< what the first and the last of them stand for; empty: nothing is known of it
    QString note;           ///< how it goes from one to the other, where not evenly
    QVariantList steps;     ///< [{name, color, nodes}]: a colour, what it stands for, and how many elements have it
    QVariantList parts;     ///< ColumnParts: what of the column each step stands for; none where there is no column
    QVariant column;        ///< a pipeline::Column, where the colours stand for one

    void addStep(const QString& name, const QColor& colour, const QString& count)
    {
        steps.append(QVariantMap{{QStringLiteral("name"), name}, {QStringLiteral("color"), colour}, {QStringLiteral("nodes"), count}});
    }
    void addStep(const QString& name, const QColor& colour, const QString& count, const ColumnPart& part)
    {
        addStep(name, colour, count);
        parts.append(QVariant::fromValue(part));
    }
    bool operator==(const LookLegend&) const = default;
};

/// Of colours that stand for the values of a column; `colours` as the pipeline was given them, `plain` is of what has none.
[[nodiscard]] LookLegend legendOf(const ElementColumn& column, const pipeline::ColourKey& key, const std::vector<QColor>& colours, const QColor& plain);

/// What a value between two of a column is written as: a number, or a time to the day where they are days apart.
[[nodiscard]] QString endText(graph::AttributeKind kind, double value, const pipeline::ValueExtent& extent);

} // namespace weir::ui
