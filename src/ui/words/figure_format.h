#pragma once
#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

namespace weir::ui {

/// The words of ui/figures.h for QML, where a figure comes as a number. An en dash where there is none (NaN).
class FigureFormat final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    enum Kind { Count, PerSecond, BytesPerSecond, Milliseconds };
    Q_ENUM(Kind)

    using QObject::QObject;

    Q_INVOKABLE [[nodiscard]] QString text(weir::ui::FigureFormat::Kind kind, double value) const;
    /// For the scale of a chart, where the unit of time stands in its title: "8 MiB", "150 k", "0".
    Q_INVOKABLE [[nodiscard]] QString axisText(weir::ui::FigureFormat::Kind kind, double value) const;
};

} // namespace weir::ui
