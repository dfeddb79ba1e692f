#include "ui/look/column_choice.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <algorithm>
#include <iterator>
#include <utility>

namespace weir::ui {

ColumnChoice::ColumnChoice(ElementKind element, ElementColumn column, QObject* parent)
    : QObject(parent), m_element(element), m_column(std::move(column)), m_range(m_column.kind == graph::AttributeKind::Time)
{
    connect(&m_range, &RangeChoice::changed, this, &ColumnChoice::onValues);
    connect(&m_texts, &TextChoice::chosenChanged, this, &ColumnChoice::onValues);
    connect(&m_texts, &TextChoice::findChanged, this, &ColumnChoice::wishChanged);
}

void ColumnChoice::onValues()
{
    if (m_choosing)
        return;
    if (!choosesNothing())
        letValuesPass();   // they were chosen from
    Q_EMIT changed();
}

void ColumnChoice::letValuesPass()
{
    if (!std::exchange(m_valuesPass, true))
        m_without.reset();
}

pipeline::ColumnFilter ColumnChoice::filter() const
{
    return {.column = m_column.column,
            .kind = m_column.kind,
            .range = m_range.range(),
            .yes = m_flag != No,
            .no = m_flag != Yes,
            .texts = m_texts.chosen(),
            .othersPass = m_texts.othersPass(),
            .valuesPass = m_valuesPass,
            .withoutPass = withoutPass()};
}

void ColumnChoice::choose(const pipeline::ColumnFilter& filter)
{
    const pipeline::ColumnFilter before = this->filter();
    m_choosing = true;
    m_range.choose(filter.range);
    m_texts.choose(filter.texts, filter.othersPass);
    m_choosing = false;
    m_flag = !filter.no ? Yes : !filter.yes ? No
                                            : Both;
    m_valuesPass = filter.valuesPass;
    m_without.reset();
    if (filter.withoutPass != withoutPass())
        m_without = filter.withoutPass;
    if (before != this->filter())
        Q_EMIT changed();
}

void ColumnChoice::clear() { choose({}); }

pipeline::ColumnWish ColumnChoice::wish() const
{
    pipeline::ColumnWish wish{m_element, m_column.column, {}, {}};
    if (m_column.kind == graph::AttributeKind::Text)
        m_texts.applyTo(wish);
    return wish;
}

void ColumnChoice::setCounts(const pipeline::ColumnCounts& counts)
{
    if (counts.kind != m_column.kind || counts.wish.element != m_element || counts.wish.column != m_column.column)
        return;
    m_counts = counts;
    m_counted = true;
    if (m_column.kind == graph::AttributeKind::Text)
        m_texts.setCounts(counts);
    else if (m_column.kind != graph::AttributeKind::Flag)
        m_range.setCounts(counts);
    Q_EMIT countsChanged();
}

void ColumnChoice::setOpen(bool open)
{
    if (std::exchange(m_open, open) != open)
        Q_EMIT openChanged();
}

void ColumnChoice::setWatched(bool watched)
{
    if (std::exchange(m_watched, watched) == watched)
        return;
    Q_EMIT watchedChanged();
    Q_EMIT wishChanged();
}

QString ColumnChoice::words() const
{
    const bool without = withoutPass();
    if (!m_valuesPass)
        return without ? tr("without a value") : tr("nothing");
    QString words = m_range.words();
    if (m_flag != Both)
        words = m_flag == Yes ? tr("yes") : tr("no");
    if (const auto& chosen = m_texts.chosen(); !m_texts.everything()) {
        const QString first = chosen.empty() ? QString() : chosen.front().empty() ? tr("(empty)")
                                                                                  : shownText(chosen.front());
        if (chosen.empty())
            words = without ? tr("without a value") : tr("nothing");
        else if (chosen.size() == 1)
            words = m_texts.othersPass() ? tr("not %1").arg(first) : first;
        else
            words = m_texts.othersPass() ? tr("all but %1").arg(countText(chosen.size()))
                                         : tr("%1 and %2 more").arg(first, countText(chosen.size() - 1));
        if (chosen.empty())
            return words;
    }
    if (words.isEmpty())
        return without ? QString() : tr("with a value");
    return without && m_without ? tr("%1, or without a value").arg(words) : words;
}

void ColumnChoice::setFlag(int flag)
{
    if (flag < Both || flag > No || (flag == m_flag && m_valuesPass))
        return;
    m_flag = flag;
    letValuesPass();
    Q_EMIT changed();
}

void ColumnChoice::setWithoutPass(bool pass)
{
    if (pass == withoutPass())
        return;
    m_without.reset();
    if (pass != withoutPass())
        m_without = pass;
    if (!pass)
        letValuesPass();   // nothing left to see is nobody's wish
    Q_EMIT changed();
}

void ColumnChoice::onlyWithout()
{
    pipeline::ColumnFilter only{.column = m_column.column, .kind = m_column.kind};
    only.valuesPass = false;
    choose(only);
}

namespace {

bool passesText(const pipeline::ColumnFilter& filter, const std::string& text)
{
    return std::ranges::binary_search(filter.texts, text) != filter.othersPass;
}

ColumnPart partOf(const QVariant& part) { return part.value<ColumnPart>(); }

} // namespace

bool ColumnChoice::passes(const QVariant& part) const { return passes(partOf(part)); }

bool ColumnChoice::passes(const ColumnPart& part) const
{
    const pipeline::ColumnFilter now = filter();
    switch (part.of) {
    case ColumnPart::Of::Without:
        return now.withoutPass;
    case ColumnPart::Of::Yes:
        return now.valuesPass && now.yes;
    case ColumnPart::Of::No:
        return now.valuesPass && now.no;
    case ColumnPart::Of::Texts:
        return now.valuesPass && std::ranges::any_of(part.texts, [&now](const std::string& text) { return passesText(now, text); });
    case ColumnPart::Of::OtherTexts:
        return (now.valuesPass && (now.othersPass || !std::ranges::includes(part.texts, now.texts))) || (part.without && now.withoutPass);
    }
    return true;
}

bool ColumnChoice::isOnly(const QVariantList& parts, int row) const
{
    if (row < 0 || row >= parts.size() || !passes(parts[row]))
        return false;
    for (int other = 0; other < parts.size(); ++other) {
        if (other != row && passes(parts[other]))
            return false;
    }
    // Values that no row stands for, as on a scale.
    const bool ordered = m_column.kind == graph::AttributeKind::Number || m_column.kind == graph::AttributeKind::Time;
    return !ordered || !m_valuesPass;
}

void ColumnChoice::pick(const QVariantList& parts, int row, bool also)
{
    if (row < 0 || row >= parts.size())
        return;
    const ColumnPart part = partOf(parts[row]);
    if (!also)
        return choose(isOnly(parts, row) ? pipeline::ColumnFilter{} : only(part));
    pipeline::ColumnFilter now = turned(part);
    // Nothing left to see is nobody's wish.
    const bool noText = m_column.kind == graph::AttributeKind::Text && !now.othersPass && now.texts.empty();
    const bool nothing = !now.withoutPass && (!now.valuesPass || noText || (!now.yes && !now.no));
    choose(nothing ? pipeline::ColumnFilter{} : now);
}

pipeline::ColumnFilter ColumnChoice::only(const ColumnPart& part) const
{
    pipeline::ColumnFilter only{.column = m_column.column, .kind = m_column.kind};
    only.valuesPass = part.of != ColumnPart::Of::Without;
    only.withoutPass = !only.valuesPass || part.without;
    only.yes = part.of != ColumnPart::Of::No;
    only.no = part.of != ColumnPart::Of::Yes;
    only.othersPass = part.of != ColumnPart::Of::Texts;
    only.texts = part.texts;
    return only;
}

/// What is chosen, but for this part: it passes where it did not.
pipeline::ColumnFilter ColumnChoice::turned(const ColumnPart& part) const
{
    pipeline::ColumnFilter now = filter();
    const bool pass = !passes(part);
    if (part.of == ColumnPart::Of::Without) {
        now.withoutPass = pass;
        return now;
    }
    if (!now.valuesPass) {   // this part of the values is the first that does
        pipeline::ColumnFilter first = only(part);
        first.withoutPass |= now.withoutPass;
        return first;
    }
    switch (part.of) {
    case ColumnPart::Of::Yes:
        now.yes = pass;
        break;
    case ColumnPart::Of::No:
        now.no = pass;
        break;
    case ColumnPart::Of::Texts:
        for (const std::string& text : part.texts) {
            const auto place = std::ranges::lower_bound(now.texts, text);
            const bool there = place != now.texts.end() && *place == text;
            if (pass != now.othersPass && !there)
                now.texts.insert(place, text);
            else if (pass == now.othersPass && there)
                now.texts.erase(place);
        }
        break;
    case ColumnPart::Of::OtherTexts: {
        // Of those with rows of their own stays what they are.
        std::vector<std::string> texts;
        std::ranges::copy_if(part.texts, std::back_inserter(texts), [&](const std::string& text) { return passesText(now, text) != pass; });
        now.texts = std::move(texts);
        now.othersPass = pass;
        now.withoutPass = part.without ? pass : now.withoutPass;
        break;
    }
    case ColumnPart::Of::Without:
        break;
    }
    if (!now.yes && !now.no && now.withoutPass) {   // a filter says so in another way
        now.yes = now.no = true;
        now.valuesPass = false;
    }
    return now;
}

QString ColumnChoice::without() const { return countText(m_counts.elements - m_counts.withValue); }
QString ColumnChoice::yes() const { return countText(m_counts.yes); }
QString ColumnChoice::no() const { return countText(m_counts.withValue - m_counts.yes); }

} // namespace weir::ui
