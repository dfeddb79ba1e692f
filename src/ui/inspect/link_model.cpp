#include "ui/inspect/link_model.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

namespace weir::ui {

namespace {

constexpr std::size_t mostMoved = 1'000'000;   // rows that may move in memory for rows to keep their place

bool sameLink(const scene::IncidentEdge& a, const scene::IncidentEdge& b) { return a.edge == b.edge && a.other == b.other && a.outgoing == b.outgoing; }

pipeline::Link linkOf(const scene::IncidentEdge& row) { return {row.edge, row.other}; }

} // namespace

LinkModel::LinkModel(Order order, QObject* parent) : QAbstractListModel(parent), m_order(order)
{
    m_askTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &LinkModel::ask);
}

void LinkModel::setRows(Slot subject, std::shared_ptr<const Rows> rows)
{
    const int countBefore = count();
    if (subject != m_subject) {
        beginResetModel();
        m_subject = subject;
        m_rows = *rows;
        m_labels.clear();
        m_oldLabels.clear();
        m_wanted.clear();
        m_sorted = m_order == Order::AsGiven || m_rows.size() > mostAtOnce;
        if (m_order == Order::HeaviestFirst)
            std::ranges::stable_sort(m_rows, std::greater(), &scene::IncidentEdge::weight);
        endResetModel();
        if (!m_sorted) {
            std::ranges::transform(m_rows, std::back_inserter(m_wanted), linkOf);
            m_askTimer.start(0);
        }
    } else if (m_order == Order::HeaviestFirst) {
        followRows(*rows);
    } else {
        replaceWhatDiffers(*rows);
    }
    if (count() != countBefore)
        Q_EMIT countChanged();
}

void LinkModel::clear() { setRows(noSlot, std::make_shared<const Rows>()); }

void LinkModel::replaceWhatDiffers(const Rows& rows)
{
    // A path that changed goes another way for a while: what it passes before and after that keeps its place.
    const auto [oldFrom, newFrom] = std::ranges::mismatch(m_rows, rows, sameLink);
    auto oldEnd = m_rows.end();
    auto newEnd = rows.end();
    while (oldEnd != oldFrom && newEnd != newFrom && sameLink(*(oldEnd - 1), *(newEnd - 1))) {
        --oldEnd;
        --newEnd;
    }
    const auto first = static_cast<int>(oldFrom - m_rows.begin());
    const auto gone = static_cast<int>(oldEnd - oldFrom), come = static_cast<int>(newEnd - newFrom);
    auto place = oldFrom;
    if (gone > 0) {
        beginRemoveRows({}, first, first + gone - 1);
        place = m_rows.erase(oldFrom, oldEnd);
        endRemoveRows();
    }
    if (come > 0) {
        beginInsertRows({}, first, first + come - 1);
        m_rows.insert(place, newFrom, newEnd);
        endInsertRows();
    }
    m_rows = rows;   // with weights as they are now
    readAgain();
}

void LinkModel::followRows(const Rows& rows)
{
    // An edge that is selected has a row for each of its ends.
    const auto key = [](const scene::IncidentEdge& row) { return std::tuple(row.edge, row.other, row.outgoing); };
    const auto sorted = [&key](const Rows& list) {
        std::vector<std::size_t> order(list.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (!std::ranges::is_sorted(list, {}, key))
            std::ranges::sort(order, {}, [&](std::size_t i) { return key(list[i]); });
        return order;
    };
    // Which of those that were there are there still, and which are new.
    const std::vector<std::size_t> was = sorted(m_rows), is = sorted(rows);
    std::vector<bool> kept(m_rows.size());
    Rows fresh;
    for (std::size_t i = 0, j = 0; j < is.size(); ++j) {
        const scene::IncidentEdge& row = rows[is[j]];
        while (i < was.size() && key(m_rows[was[i]]) < key(row))
            ++i;
        if (i < was.size() && sameLink(m_rows[was[i]], row)) {
            kept[was[i]] = true;
            m_rows[was[i]].weight = row.weight;
        } else {
            fresh.push_back(row);
        }
    }
    removeRowsWithout(kept);
    if (!fresh.empty()) {
        std::ranges::stable_sort(fresh, std::greater(), &scene::IncidentEdge::weight);
        beginInsertRows({}, count(), count() + static_cast<int>(fresh.size()) - 1);
        m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    readAgain();
}

void LinkModel::removeRowsWithout(const std::vector<bool>& kept)
{
    std::size_t runs = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        runs += !kept[i] && (i == 0 || kept[i - 1]) ? 1 : 0;
    if (runs * m_rows.size() > mostMoved) {
        beginResetModel();
        std::size_t next = 0;
        std::erase_if(m_rows, [&](const scene::IncidentEdge&) { return !kept[next++]; });
        endResetModel();
        return;
    }
    for (std::size_t end = kept.size(); end > 0;) {
        if (kept[end - 1]) {
            --end;
            continue;
        }
        std::size_t first = end;
        while (first > 0 && !kept[first - 1])
            --first;
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(first), m_rows.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = first;
    }
}

void LinkModel::sortByName()
{
    m_sorted = true;
    const auto name = [this](const scene::IncidentEdge& row) { return titleOf(linkOf(row)); };
    const auto first = [&name](const scene::IncidentEdge& a, const scene::IncidentEdge& b) {
        return a.weight != b.weight ? a.weight > b.weight : QString::localeAwareCompare(name(a), name(b)) < 0;
    };
    if (std::ranges::is_sorted(m_rows, first))
        return;
    beginResetModel();
    std::ranges::stable_sort(m_rows, first);
    endResetModel();
}

void LinkModel::setLabels(const std::vector<pipeline::LinkLabel>& labels)
{
    for (const pipeline::LinkLabel& label : labels)
        m_labels.insert(keyOf(label.link), label);
    if (!m_sorted && std::ranges::all_of(m_rows, [this](const scene::IncidentEdge& row) { return m_labels.contains(keyOf(linkOf(row))); }))
        sortByName();
    readAgain();
}

void LinkModel::refresh()
{
    if (m_labels.isEmpty())
        return;
    m_oldLabels = std::exchange(m_labels, {});
    readAgain();
}

void LinkModel::readAgain()
{
    // Of so long a range a view reads the rows that it shows.
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1));
}

void LinkModel::ask()
{
    if (m_wanted.size() > mostAtOnce)
        m_wanted.erase(m_wanted.begin(), m_wanted.end() - mostAtOnce);   // what was scrolled past
    if (!m_wanted.empty())
        Q_EMIT wanted(std::exchange(m_wanted, {}));
}

double LinkModel::slotAt(int row) const { return row >= 0 && row < count() ? double(m_rows[static_cast<std::size_t>(row)].other) : -1; }

const pipeline::LinkLabel* LinkModel::labelOf(pipeline::Link link) const
{
    if (const auto found = m_labels.constFind(keyOf(link)); found != m_labels.cend())
        return &*found;
    const auto old = m_oldLabels.constFind(keyOf(link));
    return old != m_oldLabels.cend() ? &*old : nullptr;
}

QString LinkModel::titleOf(pipeline::Link link) const
{
    const pipeline::LinkLabel* const label = labelOf(link);
    return label ? label->text : QString();
}

QString LinkModel::arrowOf(const scene::IncidentEdge& row, const pipeline::LinkLabel* label) const
{
    if (row.edge == noSlot)
        return {};
    if (!label || !label->directed)
        return QString(QChar(u'\u2013'));
    return QString(row.outgoing ? QChar(u'\u2192') : QChar(u'\u2190'));
}

int LinkModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant LinkModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const scene::IncidentEdge& row = m_rows[static_cast<std::size_t>(index.row())];
    const pipeline::Link link = linkOf(row);
    if (role == TitleRole && !m_labels.contains(keyOf(link)) && std::ranges::find(m_wanted, link) == m_wanted.end()) {
        m_wanted.push_back(link);
        m_askTimer.start(0);
    }
    const pipeline::LinkLabel* const label = labelOf(link);
    switch (role) {
    case TitleRole: return !label ? QStringLiteral("\u2026") : label->text.isEmpty() ? tr("removed") : shownText(label->text);
    case ArrowRole: return arrowOf(row, label);
    case WeightRole: return row.edge == noSlot || row.weight == 1 ? QString() : valueText(row.weight, {});   // the usual one says nothing
    case CategoryRole: return label ? shownText(label->category) : QString();
    case SlotRole: return double(row.other);
    case SpokenRole: {
        const QString title = label ? shownText(label->text) : QString();
        if (row.edge == noSlot)
            return title;
        const bool directed = label && label->directed;
        const QString words = (!directed ? tr("with %1") : row.outgoing ? tr("to %1") : tr("from %1")).arg(title);
        return row.weight == 1 ? words : tr("%1, weight %2").arg(words, valueText(row.weight, {}));
    }
    default: return {};
    }
}

QHash<int, QByteArray> LinkModel::roleNames() const
{
    return {{TitleRole, "title"}, {ArrowRole, "arrow"}, {WeightRole, "weight"}, {CategoryRole, "category"}, {SlotRole, "slot"}, {SpokenRole, "spoken"}};
}

} // namespace weir::ui
