#include "ui/inspect/absence.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <algorithm>
#include <utility>

namespace weir::ui {

namespace {

/// What came is shown as it comes, and there is nothing to catch up with.
bool hasCaughtUp(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Reading || phase == Phase::Finished || phase == Phase::Ended
           || phase == Phase::Failed;
}

}   // namespace

Absence::Absence(QObject* parent) : QAbstractListModel(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &Absence::ask);
}

void Absence::setStream(Phase phase, Tick serverTick)
{
    const bool paused = phase == Phase::Paused;
    if (std::exchange(m_paused, paused) != paused) {
        m_settle.stop();
        if (paused) {
            dismiss();
            m_before = m_scene;
            m_target.reset();
        } else {
            m_target = serverTick;
        }
    }
    if (m_target && hasCaughtUp(phase))
        m_settle.start();
}

void Absence::takeScene(SharedScene scene)
{
    const bool otherGraph = !m_scene || m_scene->epochVersion != scene->epochVersion;
    m_scene = std::move(scene);
    if (otherGraph) {
        m_target.reset();
        m_settle.stop();
        dismiss();
    }
    if (m_paused || otherGraph)
        m_before = m_paused ? m_scene : nullptr;
    else if (m_target && m_scene->shownTick >= *m_target)
        ask();
}

void Absence::ask()
{
    m_settle.stop();
    m_target.reset();
    if (const SharedScene before = std::exchange(m_before, nullptr); before && m_scene && m_scene != before)
        Q_EMIT differenceWanted(before, m_scene);
}

void Absence::take(const SharedScene& after, const std::shared_ptr<const scene::Difference>& difference)
{
    if (m_paused || difference->empty() || !m_scene || after->epochVersion != m_scene->epochVersion)
        return;
    m_of = after;
    m_difference = difference;
    QStringList parts;
    if (!difference->nodesCame.empty())
        parts << QLatin1Char('+') + nodesText(difference->nodesCame.size());
    if (difference->nodesGone > 0)
        parts << QChar(0x2212) + (parts.isEmpty() ? nodesText(difference->nodesGone) : countText(difference->nodesGone));
    if (const std::size_t edges = difference->edgesChanged.size() + difference->edgesGone; edges > 0)
        parts << tr("%1 changed").arg(edgesText(edges));
    m_words = tr("While you were away: %1").arg(parts.join(QStringLiteral(", ")));
    makeRows();
    Q_EMIT changed();
}

void Absence::makeRows()
{
    beginResetModel();
    m_rows.clear();
    std::vector<pipeline::Link> links;
    for (const Slot node : m_difference->nodesCame) {
        if (m_rows.size() == mostRows)
            break;
        m_rows.push_back({.from = {noSlot, node}, .to = {}});
        links.push_back(m_rows.back().from);
    }
    for (const Slot edge : m_difference->edgesChanged) {
        if (m_rows.size() == mostRows)
            break;
        m_rows.push_back({.from = {edge, m_of->edge(edge).source}, .to = {edge, m_of->edge(edge).target}});
        links.push_back(m_rows.back().from);
        links.push_back(m_rows.back().to);
    }
    endResetModel();
    if (!links.empty())
        Q_EMIT wanted(links);
}

void Absence::setLabels(const std::vector<pipeline::LinkLabel>& labels)
{
    const auto nameOf = [&labels](const pipeline::Link& link) {
        const auto label = std::ranges::find(labels, link, &pipeline::LinkLabel::link);
        return label == labels.end()   ? QString()
               : label->text.isEmpty() ? tr("a node that is gone")
                                       : shownText(label->text);
    };
    for (Row& row : m_rows) {
        row.fromName = nameOf(row.from);
        row.toName = row.to.node == noSlot ? QString() : nameOf(row.to);
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(count() - 1), {TextRole});
}

QString Absence::rest() const
{
    if (!m_difference)
        return {};
    QStringList parts;
    if (const std::size_t all = m_difference->nodesCame.size() + m_difference->edgesChanged.size(); all > m_rows.size())
        parts << tr("%1 more").arg(countText(all - m_rows.size()));
    // Of what is gone nobody knows the name any more.
    if (m_difference->nodesGone > 0)
        parts << tr("%1 gone").arg(nodesText(m_difference->nodesGone));
    if (m_difference->edgesGone > 0)
        parts << tr("%1 gone").arg(edgesText(m_difference->edgesGone));
    return parts.join(QStringLiteral(", "));
}

scene::ElementSet Absence::elements() const
{
    if (!m_difference)
        return {};
    const auto firstOf = [](const std::vector<Slot>& slots) { return std::vector(slots.begin(), slots.begin() + std::ranges::min(std::ssize(slots), mostSelected)); };
    return {firstOf(m_difference->nodesCame), firstOf(m_difference->edgesChanged)};
}

void Absence::list()
{
    if (m_words.isEmpty() || std::exchange(m_listed, true))
        return;
    Q_EMIT changed();
}

void Absence::dismiss()
{
    if (m_words.isEmpty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
    m_words.clear();
    m_difference.reset();
    m_of.reset();
    m_listed = false;
    Q_EMIT changed();
}

int Absence::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant Absence::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto shown = [](const QString& name) { return name.isEmpty() ? QStringLiteral("\u2026") : name; };
    switch (role) {
        case TextRole:
            return row.to.node == noSlot ? QStringLiteral("+ ") + shown(row.fromName)
                                         : QStringLiteral("%1 \u2013 %2").arg(shown(row.fromName), shown(row.toName));
        case SlotRole:
            return row.from.node;
        default:
            return {};
    }
}

QHash<int, QByteArray> Absence::roleNames() const { return {{TextRole, "words"}, {SlotRole, "slot"}}; }

}   // namespace weir::ui
