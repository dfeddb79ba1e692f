#include "ui/look/text_choice.h"
#include "graph/node_search.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <algorithm>
#include <unordered_map>
#include <utility>

namespace weir::ui {

namespace {

constexpr std::uint64_t fewTexts = 12;   // that can be looked through

} // namespace

void TextChoice::setCounts(const pipeline::ColumnCounts& counts)
{
    if (counts.wish.find != graph::foldCase(m_find.toStdString()))
        return;   // something else is looked for by now
    std::vector<Row> rows;
    rows.reserve(counts.texts.size());
    for (const auto& [text, elements] : counts.texts)
        rows.push_back({text, elements});
    if (m_held) {
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t place = 0; place < m_rows.size(); ++place)
            places.emplace(m_rows[place].text, place);
        std::ranges::stable_sort(rows, {}, [&places, last = m_rows.size()](const Row& row) {
            const auto known = places.find(row.text);
            return known == places.end() ? last : known->second;
        });
    }
    // Rows stay where they are in sight, whatever they are of.
    const int before = count(), now = static_cast<int>(rows.size());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_rows = std::move(rows);
        endRemoveRows();
    } else {
        m_rows = std::move(rows);
    }
    m_matching = counts.matching;
    m_all = counts.all;
    if (m_find.isEmpty()) {
        m_different = counts.matching;
        m_many = m_different > fewTexts;
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(now - 1), {TextRole, NodesRole, PassesRole});
    Q_EMIT listed();
}

void TextChoice::applyTo(pipeline::ColumnWish& wish) const
{
    wish.find = graph::foldCase(m_find.toStdString());
    wish.also = m_chosen;
}

void TextChoice::choose(std::vector<std::string> chosen, bool othersPass)
{
    if (chosen == m_chosen && othersPass == m_othersPass)
        return;
    m_chosen = std::move(chosen);
    m_othersPass = othersPass;
    onChosen();
}

void TextChoice::setFind(const QString& text)
{
    if (text == m_find)
        return;
    m_find = text;
    Q_EMIT findChanged();
}

void TextChoice::setHeld(bool held)
{
    if (std::exchange(m_held, held) != held)
        Q_EMIT heldChanged();
}

QString TextChoice::more() const
{
    const std::uint64_t shown = std::min<std::uint64_t>(m_rows.size(), pipeline::ColumnCounts::mostTexts);
    if (m_matching <= shown)
        return {};
    const QString count = countText(m_matching - shown);
    return m_all ? tr("and %1 more").arg(count) : tr("and more than %1 more").arg(count);
}

bool TextChoice::passes(const std::string& text) const { return std::ranges::binary_search(m_chosen, text) != m_othersPass; }

void TextChoice::put(const std::string& text, bool passes)
{
    const auto place = std::ranges::lower_bound(m_chosen, text);
    const bool there = place != m_chosen.end() && *place == text;
    const bool wanted = passes != m_othersPass;
    if (wanted && !there)
        m_chosen.insert(place, text);
    else if (!wanted && there)
        m_chosen.erase(place);
}

void TextChoice::setPasses(int row, bool passes)
{
    if (row < 0 || row >= count() || this->passes(m_rows[static_cast<std::size_t>(row)].text) == passes)
        return;
    put(m_rows[static_cast<std::size_t>(row)].text, passes);
    onChosen();
}

void TextChoice::only(int row)
{
    if (row >= 0 && row < count())
        choose({m_rows[static_cast<std::size_t>(row)].text}, false);
}

void TextChoice::setAllPass(bool passes)
{
    if (m_find.isEmpty())
        return choose({}, passes);
    for (const Row& row : m_rows)
        put(row.text, passes);
    onChosen();
}

void TextChoice::onChosen()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(count() - 1), {PassesRole});
    Q_EMIT chosenChanged();
}

QVariant TextChoice::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TextRole:
        return row.text.empty() ? tr("(empty)") : shownText(row.text);
    case NodesRole:
        return countText(row.elements);
    case PassesRole:
        return passes(row.text);
    default:
        return {};
    }
}

QHash<int, QByteArray> TextChoice::roleNames() const
{
    return {{TextRole, "text"}, {NodesRole, "nodes"}, {PassesRole, "passes"}};
}

} // namespace weir::ui
