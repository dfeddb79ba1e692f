#include "ui/look/search_model.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"

namespace weir::ui {

void SearchModel::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    Q_EMIT textChanged();
    refresh();
}

void SearchModel::refresh()
{
    if (m_text.trimmed().isEmpty())
        show({});
    else
        Q_EMIT wanted(m_text);
}

void SearchModel::setAnswer(const pipeline::SearchAnswer& answer)
{
    if (answer.text == m_text && !m_text.trimmed().isEmpty())
        show(answer);
}

void SearchModel::show(pipeline::SearchAnswer answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    endResetModel();
    if (!m_answer.complete)
        m_summary.clear();
    else if (faulty())
        m_summary = m_answer.fault;
    else if (m_answer.found == 0)
        m_summary = tr("No node has this in its key or label.");
    else if (m_answer.found > m_answer.hits.size())
        m_summary = tr("%1 nodes, the best %2 of them").arg(countText(m_answer.found), countText(m_answer.hits.size()));
    else
        m_summary = m_answer.found == 1 ? tr("1 node") : tr("%1 nodes").arg(countText(m_answer.found));
    Q_EMIT answered();
}

QString SearchModel::more() const
{
    return m_answer.found > m_answer.hits.size()
        ? tr("and %1 more: type on to see fewer").arg(countText(m_answer.found - m_answer.hits.size()))
        : QString();
}

double SearchModel::slotAt(int row) const
{
    return row >= 0 && row < count() ? double(m_answer.hits[static_cast<std::size_t>(row)].node) : -1;
}

int SearchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& hit = m_answer.hits[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TitleRole: return shownText(hit.title);
    case KeyRole: return hit.key == hit.title ? QString() : shownText(hit.key);
    case ValueRole: {
        if (!hit.value && hit.words.isEmpty())
            return QString();
        return tr("%1 %2").arg(shownText(m_answer.valueName), hit.value ? valueText(*hit.value, {}) : shownText(hit.words));
    }
    case SlotRole: return double(hit.node);
    default: return {};
    }
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    return {{TitleRole, "title"}, {KeyRole, "key"}, {ValueRole, "value"}, {SlotRole, "slot"}};
}

} // namespace weir::ui
