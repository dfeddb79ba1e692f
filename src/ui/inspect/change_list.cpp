#include "ui/inspect/change_list.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

bool isOneElement(const pipeline::ElementDetails& a, const pipeline::ElementDetails& b)
{
    return a.kind == b.kind && a.slot == b.slot && a.key == b.key && a.sourceSlot == b.sourceSlot && a.targetSlot == b.targetSlot;
}

bool sameEdge(const scene::IncidentEdge& a, const scene::IncidentEdge& b) { return a.edge == b.edge && a.other == b.other && a.outgoing == b.outgoing; }

/// Those of `a` that `b` has not; both by rising slot.
std::vector<scene::IncidentEdge> without(std::span<const scene::IncidentEdge> a, std::span<const scene::IncidentEdge> b)
{
    std::vector<scene::IncidentEdge> rest;
    std::size_t j = 0;
    for (const scene::IncidentEdge& edge : a) {
        while (j < b.size() && b[j].edge < edge.edge)
            ++j;
        if (j == b.size() || !sameEdge(edge, b[j]))
            rest.push_back(edge);
    }
    return rest;
}

} // namespace

void ChangeList::clear()
{
    m_details.reset();
    m_edges.reset();
    if (m_changes.empty())
        return;
    beginResetModel();
    m_changes.clear();
    endResetModel();
    Q_EMIT countChanged();
}

void ChangeList::setDetails(const pipeline::ElementDetails& details, TimePoint now)
{
    if (!details.exists || (m_details && !isOneElement(details, *m_details)))
        return;
    if (m_details) {
        const pipeline::ElementDetails& before = *m_details;
        addValue(tr("label"), shownText(before.label), shownText(details.label), now);
        addValue(tr("category"), shownText(before.category), shownText(details.category), now);
        if (details.kind == ElementKind::Node)
            addValue(tr("size"), valueText(before.size, {}), valueText(details.size, {}), now);
        else
            addValue(tr("weight"), valueText(before.weight, {}), valueText(details.weight, {}), now);
        for (std::size_t i = 0; i < std::min(before.values.size(), details.values.size()); ++i) {
            const QString unit = shownText(details.values[i].unit);
            addValue(shownText(details.values[i].name), valueText(before.values[i].value, unit), valueText(details.values[i].value, unit), now);
        }
    }
    m_details = details;
}

void ChangeList::setEdges(std::span<const scene::IncidentEdge> edges, TimePoint now)
{
    if (m_edges) {
        const auto tell = [this, now](const std::vector<scene::IncidentEdge>& some, const QString& to, const QString& from, const QString& many, const QString& nameless) {
            if (some.size() > mostEdgesOneByOne)
                return addWords(many.arg(countText(some.size())), now);
            std::vector<pipeline::Link> links;
            for (const scene::IncidentEdge& edge : some) {
                const pipeline::Link link{edge.edge, edge.other};
                add({.text = edge.outgoing ? to : from, .began = now, .at = now, .link = link, .nameless = nameless});
                links.push_back(link);
            }
            if (!links.empty())
                Q_EMIT wanted(links);
        };
        tell(without(*m_edges, edges), tr("edge to %1 removed"), tr("edge from %1 removed"), tr("%1 edges removed"), tr("edge removed, its other end as well"));
        tell(without(edges, *m_edges), tr("edge to %1 added"), tr("edge from %1 added"), tr("%1 edges added"), tr("edge added, and its other end has since been removed"));
    }
    m_edges.emplace(edges.begin(), edges.end());
}

void ChangeList::setLabels(const std::vector<pipeline::LinkLabel>& labels)
{
    bool changed = false;
    for (Change& change : m_changes) {
        if (change.link.node == noSlot || !change.name.isEmpty())
            continue;
        const auto label = std::ranges::find(labels, change.link, &pipeline::LinkLabel::link);
        if (label == labels.end())
            continue;
        if (label->text.isEmpty()) {
            change.text = change.nameless;
            change.link = {};
        } else {
            change.name = shownText(label->text);
        }
        changed = true;
    }
    if (changed)
        Q_EMIT dataChanged(index(0), index(count() - 1), {TextRole, SpokenRole});
}

void ChangeList::addWords(const QString& text, TimePoint now) { add({.text = text, .began = now, .at = now}); }

void ChangeList::addValue(const QString& subject, const QString& from, const QString& to, TimePoint now)
{
    if (from == to)
        return;
    const auto text = [&subject](const QString& before, const QString& after) { return QStringLiteral("%1 %2 \u2192 %3").arg(subject, before, after); };
    for (auto change = m_changes.begin(); change != m_changes.end() && now - change->began < moment; ++change) {
        if (change->subject != subject)
            continue;
        change->text = text(change->from, to);
        change->at = now;
        const QModelIndex row = index(static_cast<int>(change - m_changes.begin()));
        Q_EMIT dataChanged(row, row);
        return;
    }
    add({.text = text(from, to), .began = now, .at = now, .subject = subject, .from = from});
}

void ChangeList::add(Change change)
{
    m_now = std::max(m_now, change.at);
    if (m_changes.size() == mostRows) {
        beginRemoveRows({}, count() - 1, count() - 1);
        m_changes.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_changes.push_front(std::move(change));
    endInsertRows();
    Q_EMIT countChanged();
}

void ChangeList::refreshAges(TimePoint now)
{
    m_now = now;
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {AgeRole, SpokenRole});
}

QString ChangeList::wordsOf(const Change& change)
{
    // Only the texts of edges have a place for a name: values may hold what looks like one.
    return change.link.node == noSlot ? change.text : QString(change.text).arg(change.name.isEmpty() ? QStringLiteral("\u2026") : change.name);
}

int ChangeList::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ChangeList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Change& change = m_changes[static_cast<std::size_t>(index.row())];
    const double seconds = std::floor(milliseconds(m_now - change.at) / 1000);
    const QString age = seconds < 1 ? tr("now") : tr("%1 ago").arg(seconds < 60 ? QStringLiteral("%1 s").arg(seconds) : durationText(seconds));
    switch (role) {
    case TextRole: return wordsOf(change);
    case AgeRole: return age;
    case SpokenRole: return QStringLiteral("%1, %2").arg(wordsOf(change), age);
    default: return {};
    }
}

QHash<int, QByteArray> ChangeList::roleNames() const { return {{TextRole, "words"}, {AgeRole, "age"}, {SpokenRole, "spoken"}}; }

} // namespace weir::ui
