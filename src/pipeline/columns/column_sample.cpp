#include "pipeline/columns/column_sample.h"
#include "pipeline/columns/text_ranks.h"
#include "pipeline/look/sampled_slots.h"

namespace weir::pipeline {

namespace {

constexpr std::size_t usualSample = 4096, largeSample = 1U << 20;
constexpr std::size_t fewValues = 256;

/// `take(slot)` says whether it has a value; `clear()` begins anew.
void forEachOfSample(const graph::GraphStore& store, ElementKind kind, const auto& clear, const auto& take)
{
    for (const std::size_t most : {usualSample, largeSample}) {
        clear();
        std::size_t looked = 0, found = 0;
        forEachSampled(store, kind, most, [&](Slot slot) {
            ++looked;
            found += take(slot) ? 1 : 0;
        });
        const std::size_t all = kind == ElementKind::Node ? store.nodeCount() : store.edgeCount();
        if (found >= fewValues || looked >= all)
            return;
    }
}

} // namespace

std::vector<double> sampledNumbers(const graph::GraphStore& store, ElementKind kind, Column column)
{
    std::vector<double> numbers;
    forEachOfSample(
        store, kind, [&numbers] { numbers.clear(); },
        [&](Slot slot) {
            const double number = numberIn(store, kind, slot, column);
            if (!std::isfinite(number))
                return false;
            numbers.push_back(number);
            return true;
        });
    return numbers;
}

std::vector<std::uint32_t> sampledTexts(const graph::GraphStore& store, ElementKind kind, Column column)
{
    const std::uint32_t texts = textCount(store, kind, column);
    std::vector<std::uint32_t> counts;
    forEachOfSample(
        store, kind, [&] { counts.assign(texts, 0); },
        [&](Slot slot) {
            const std::uint32_t text = textIn(store, kind, slot, column);
            if (text < texts)
                ++counts[text];
            return text != noText;
        });
    for (std::uint32_t text = 0; column.of == Column::Of::Category && text < texts; ++text) {
        if (textOf(store, kind, column, text).empty())
            counts[text] = TextRanks::noText;
    }
    return counts;
}

} // namespace weir::pipeline
