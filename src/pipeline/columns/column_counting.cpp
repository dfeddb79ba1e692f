#include "pipeline/columns/column_counting.h"
#include "graph/node_search.h"
#include <algorithm>
#include <functional>

namespace weir::pipeline {

namespace {

constexpr std::size_t mostSampled = 4096;
constexpr std::uint32_t textsAtOnce = 2048;

bool moreElements(const ColumnCounts::Text& left, const ColumnCounts::Text& right)
{
    return left.elements != right.elements ? left.elements > right.elements : left.text < right.text;
}

/// Whether the scale that is known does for what is there now: its ends are no nearer, and not much farther.
bool stillFits(const BinScale& before, const BinScale& now)
{
    constexpr double mostEmpty = 0.2;
    if (before.bins() == 0 || before.logarithmic() != now.logarithmic() || before.whole() != now.whole())
        return false;
    const double from = now.edge(0), to = now.edge(now.bins());
    return from >= before.edge(0) && to <= before.edge(before.bins()) && before.place(to) - before.place(from) >= 1 - mostEmpty;
}

} // namespace

ColumnCounting::ColumnCounting(const graph::GraphStore& store, ColumnWish wish, const BinScale* before, AgeTest ages)
    : m_ages(std::move(ages))
{
    if (before)
        m_before = *before;
    m_counts.kind = kindOf(store.schema(), wish.element, wish.column).value_or(graph::AttributeKind::Number);
    m_others.set(wish.others, wish.element, store.schema());
    m_counts.wish = std::move(wish);
}

bool ColumnCounting::advance(const graph::GraphStore& store)
{
    const ElementKind kind = m_counts.wish.element;
    const bool ordered = m_counts.kind == graph::AttributeKind::Number || m_counts.kind == graph::AttributeKind::Time;
    switch (m_stage) {
    case Stage::Values:
    case Stage::Bins:
        // Slots may be far apart: only chunks that were used are looked at.
        while (m_chunk < store.chunkCount(kind) && store.chunkNewest(kind, m_chunk) == 0)
            ++m_chunk;
        if (m_chunk < store.chunkCount(kind)) {
            const graph::ElementRange range = store.chunkRange(kind, m_chunk++);
            for (Slot slot = range.first; slot < range.first + range.count; ++slot) {
                if (isLive(store, slot))
                    look(store, slot);
            }
            return true;
        }
        if (m_stage == Stage::Values && m_counts.kind == graph::AttributeKind::Text)
            next(Stage::Texts);
        else if (m_stage == Stage::Values && ordered)
            beginBins();
        else
            next(Stage::Done);
        break;
    case Stage::Texts:
        lookAtTexts(store);
        break;
    case Stage::Done:
        break;
    }
    return m_stage != Stage::Done;
}

void ColumnCounting::next(Stage stage)
{
    m_stage = stage;
    m_chunk = 0;
}

void ColumnCounting::look(const graph::GraphStore& store, Slot slot)
{
    const ColumnWish& wish = m_counts.wish;
    if (m_stage == Stage::Bins)
        return countInBin(store, slot);
    if (m_counts.kind == graph::AttributeKind::Text)
        return lookAtText(store, slot);
    if (m_counts.kind == graph::AttributeKind::Flag)
        return lookAtFlag(store, slot);
    const double number = numberIn(store, wish.element, slot, wish.column);
    if (std::isfinite(number))
        noteNumber(number);
    else
        m_counts.anyWithout = true;
}

void ColumnCounting::countInBin(const graph::GraphStore& store, Slot slot)
{
    if (!counts(store, slot))
        return;
    ++m_counts.elements;
    const double number = numberIn(store, m_counts.wish.element, slot, m_counts.wish.column);
    if (!std::isfinite(number) || m_counts.bins.empty())
        return;
    ++m_counts.withValue;
    ++m_counts.bins[m_counts.scale.binOf(number)];
}

void ColumnCounting::lookAtFlag(const graph::GraphStore& store, Slot slot)
{
    const double flag = numberIn(store, m_counts.wish.element, slot, m_counts.wish.column);
    const bool with = std::isfinite(flag);
    (with ? m_counts.anyWith : m_counts.anyWithout) = true;
    if (!counts(store, slot))
        return;
    ++m_counts.elements;
    m_counts.withValue += with ? 1 : 0;
    m_counts.yes += with && flag != 0 ? 1 : 0;
}

void ColumnCounting::noteNumber(double number)
{
    m_counts.anyWith = true;
    m_counts.least = m_noted == 0 ? number : std::min(m_counts.least, number);
    m_counts.greatest = m_noted == 0 ? number : std::max(m_counts.greatest, number);
    ++m_noted;
    if (m_sample.size() < mostSampled)
        return m_sample.push_back(number);
    // Each value stays with the same chance: Vitter, "Random sampling with a reservoir", algorithm R.
    m_chance ^= m_chance << 13U;
    m_chance ^= m_chance >> 17U;
    m_chance ^= m_chance << 5U;
    if (const std::uint64_t place = m_chance % m_noted; place < m_sample.size())
        m_sample[place] = number;
}

void ColumnCounting::beginBins()
{
    next(Stage::Bins);
    if (m_sample.empty())
        return;
    std::ranges::sort(m_sample);
    const auto of = m_counts.kind == graph::AttributeKind::Time ? BinScale::Of::Times : BinScale::Of::Numbers;
    const BinScale now(of, m_sample, m_counts.least, m_counts.greatest);
    m_counts.scale = m_before && stillFits(*m_before, now) ? *m_before : now;
    m_counts.bins.assign(m_counts.scale.bins(), 0);
}

void ColumnCounting::lookAtText(const graph::GraphStore& store, Slot slot)
{
    const ColumnWish& wish = m_counts.wish;
    const std::uint32_t number = textIn(store, wish.element, slot, wish.column);
    const std::uint64_t one = counts(store, slot) ? 1 : 0;
    m_counts.elements += one;
    (number == noText ? m_counts.anyWithout : m_counts.anyWith) = true;
    if (number == noText)
        return;
    m_counts.withValue += one;
    if (number != ownText) {
        if (number >= m_numbered.size()) {
            m_numbered.resize(std::max<std::size_t>(number + std::size_t{1}, 2 * m_numbered.size()));
            m_there.resize(m_numbered.size());
        }
        m_numbered[number] += one;
        m_there[number] = true;
        return;
    }
    const graph::AttributeValue value = valueIn(store, wish.element, slot, wish.column);
    const auto text = std::get<std::string_view>(value);
    if (!isLookedFor(text) && !std::binary_search(wish.also.begin(), wish.also.end(), text, std::less<>()))
        return;
    const std::string own(text);
    if (const auto known = m_ownTexts.find(own); known != m_ownTexts.end())
        known->second += one;
    else if (m_ownTexts.size() < mostOwnTexts)
        m_ownTexts.emplace(own, one);
    else
        m_counts.all = false;
}

bool ColumnCounting::isLookedFor(std::string_view text) const
{
    return m_counts.wish.find.empty() || graph::foldCase(text).find(m_counts.wish.find) != std::string::npos;
}

void ColumnCounting::lookAtTexts(const graph::GraphStore& store)
{
    const ColumnWish& wish = m_counts.wish;
    const auto known = std::min(static_cast<std::uint32_t>(m_numbered.size()), textCount(store, wish.element, wish.column));
    const std::uint32_t end = std::min(known, m_nextNumber + textsAtOnce);
    for (; m_nextNumber < end; ++m_nextNumber) {
        if (m_there[m_nextNumber])
            offer(textOf(store, wish.element, wish.column, m_nextNumber), m_numbered[m_nextNumber]);
    }
    for (std::uint32_t i = 0; m_nextNumber == known && i < textsAtOnce && !m_ownTexts.empty(); ++i) {
        const auto own = m_ownTexts.extract(m_ownTexts.begin());
        offer(own.key(), own.mapped());
    }
    if (m_nextNumber == known && m_ownTexts.empty())
        next(Stage::Done);
}

void ColumnCounting::offer(std::string_view text, std::uint64_t elements)
{
    const auto& also = m_counts.wish.also;
    if (std::binary_search(also.begin(), also.end(), text, std::less<>()))
        m_also.push_back({std::string(text), elements});
    if (!isLookedFor(text))
        return;
    ++m_counts.matching;
    auto& kept = m_counts.texts;
    kept.push_back({std::string(text), elements});
    if (kept.size() >= 2 * ColumnCounts::mostTexts) {
        std::ranges::nth_element(kept, kept.begin() + ColumnCounts::mostTexts, moreElements);
        kept.resize(ColumnCounts::mostTexts);
    }
}

ColumnCounts ColumnCounting::take()
{
    auto& kept = m_counts.texts;
    std::ranges::sort(kept, moreElements);
    if (kept.size() > ColumnCounts::mostTexts)
        kept.resize(ColumnCounts::mostTexts);
    if (m_counts.wish.find.empty()) {
        // Those of the wish at the end, also if nothing has them any more.
        for (const std::string& text : m_counts.wish.also) {
            const auto sameText = [&text](const ColumnCounts::Text& other) { return other.text == text; };
            if (std::ranges::any_of(kept, sameText))
                continue;
            const auto counted = std::ranges::find_if(m_also, sameText);
            kept.push_back({text, counted == m_also.end() ? 0 : counted->elements});
        }
    }
    return std::move(m_counts);
}

} // namespace weir::pipeline
