#pragma once
#include "ui/words/window_words.h"
#include <QtCore/QAbstractListModel>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

namespace weir::ui {

/// One figure with its name, ready to be shown.
struct ShownFigure {
    QString name;
    QString value;
    QString unit = {};   ///< set smaller beside the value; may be empty
    QString note = {};   ///< a second, quieter line; may be empty
    Tone tone = Tone::Plain;

    bool operator==(const ShownFigure&) const = default;
};

/// Splits "12 ms" into value and unit where the text is one figure and one unit; else everything is the value.
[[nodiscard]] ShownFigure shownFigure(const QString& name, const QString& figure, const QString& note = {},
                                      Tone tone = Tone::Plain);

/// A list of figures for tiles, lists and cards. Only rows that differ are announced, so a repeater keeps its items.
/// GUI thread.
class FigureModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { NameRole = Qt::UserRole, ValueRole, UnitRole, NoteRole, ToneRole };

    using QAbstractListModel::QAbstractListModel;

    void setFigures(QList<ShownFigure> figures);
    [[nodiscard]] const QList<ShownFigure>& figures() const { return m_figures; }

    [[nodiscard]] int count() const { return static_cast<int>(m_figures.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QList<ShownFigure> m_figures;
};

} // namespace weir::ui
