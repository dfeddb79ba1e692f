#include "ui/words/figure_model.h"

#include <algorithm>

namespace weir::ui {

ShownFigure shownFigure(const QString& name, const QString& figure, const QString& note, Tone tone)
{
    ShownFigure shown{.name = name, .value = figure, .unit = {}, .note = note, .tone = tone};
    if (figure.count(QLatin1Char(' ')) == 1 && !figure.isEmpty() && figure.front().isDigit()) {
        const qsizetype space = figure.indexOf(QLatin1Char(' '));
        shown.value = figure.left(space);
        shown.unit = figure.mid(space + 1);
    }
    return shown;
}

void FigureModel::setFigures(QList<ShownFigure> figures)
{
    const qsizetype common = std::min(figures.size(), m_figures.size());
    for (qsizetype row = 0; row < common; ++row) {
        if (figures[row] == m_figures[row])
            continue;
        m_figures[row] = std::move(figures[row]);
        const QModelIndex changed = index(static_cast<int>(row));
        Q_EMIT dataChanged(changed, changed);
    }
    if (figures.size() > common) {
        beginInsertRows({}, static_cast<int>(common), static_cast<int>(figures.size()) - 1);
        m_figures.append(figures.mid(common));
        endInsertRows();
        Q_EMIT countChanged();
    } else if (m_figures.size() > common) {
        beginRemoveRows({}, static_cast<int>(common), static_cast<int>(m_figures.size()) - 1);
        m_figures.resize(common);
        endRemoveRows();
        Q_EMIT countChanged();
    }
}

int FigureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FigureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ShownFigure& figure = m_figures[index.row()];
    switch (role) {
    case NameRole: return figure.name;
    case ValueRole: return figure.value;
    case UnitRole: return figure.unit;
    case NoteRole: return figure.note;
    case ToneRole: return static_cast<int>(figure.tone);
    default: return {};
    }
}

QHash<int, QByteArray> FigureModel::roleNames() const
{
    return {{NameRole, "name"}, {ValueRole, "value"}, {UnitRole, "unit"}, {NoteRole, "note"}, {ToneRole, "tone"}};
}

} // namespace weir::ui
