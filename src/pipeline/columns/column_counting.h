#pragma once
#include "graph/graph_store.h"
#include "pipeline/columns/column_counts.h"
#include "pipeline/columns/column_tests.h"
#include "pipeline/look/age_test.h"
#include <optional>
#include <unordered_map>

namespace weir::pipeline {

/// Counts the values of one column a piece at a time, so that whoever owns the store can go on in between; elements that come, go or
/// change meanwhile count as they were or as they are. Memory does not grow with the graph: of texts beyond the dictionary a bounded number
/// is told apart. Not thread-safe, as the store.
class ColumnCounting final {
public:
    static constexpr std::size_t mostOwnTexts = 1U << 17;   ///< beyond the dictionary's; of them those that are looked for

    /// Where the scale of before still fits what is there it stays, so that bins do not waver. The store has the column. `ages` is the
    /// wish's filter of ages, as of now.
    ColumnCounting(const graph::GraphStore& store, ColumnWish wish, const BinScale* before, AgeTest ages = {});

    /// Does a small piece; false: there is nothing left to do.
    bool advance(const graph::GraphStore& store);
    /// After advance() has said false.
    [[nodiscard]] ColumnCounts take();

private:
    enum class Stage : std::uint8_t { Values,    // what there is
                                      Bins,      // of numbers and times, once it is known which
                                      Texts,     // in their order
                                      Done };

    [[nodiscard]] bool isLive(const graph::GraphStore& store, Slot slot) const
    {
        return m_counts.wish.element == ElementKind::Node ? store.hasNode(slot) : store.hasEdge(slot);
    }
    /// A live element is among those that count.
    [[nodiscard]] bool counts(const graph::GraphStore& store, Slot slot) const
    {
        return m_others.passes(store, slot) && (m_counts.wish.element != ElementKind::Node || m_ages.passes(store, slot));
    }
    void look(const graph::GraphStore& store, Slot slot);
    void countInBin(const graph::GraphStore& store, Slot slot);
    void lookAtFlag(const graph::GraphStore& store, Slot slot);
    void lookAtText(const graph::GraphStore& store, Slot slot);
    void noteNumber(double number);
    void beginBins();
    void lookAtTexts(const graph::GraphStore& store);
    void offer(std::string_view text, std::uint64_t elements);
    [[nodiscard]] bool isLookedFor(std::string_view text) const;
    void next(Stage stage);

    ColumnCounts m_counts;
    ColumnTests m_others;
    AgeTest m_ages;
    std::optional<BinScale> m_before;
    Stage m_stage = Stage::Values;
    std::uint32_t m_chunk = 0;

    std::vector<double> m_sample;                                   // a reservoir
    std::uint64_t m_noted = 0;                                      // values that it is of
    std::uint32_t m_chance = 0x9e3779b9U;
    std::vector<std::uint64_t> m_numbered;                          // elements that count, by number of the column's texts
    std::vector<bool> m_there;                                      // somebody has this one
    std::unordered_map<std::string, std::uint64_t> m_ownTexts;      // elements that count
    std::uint32_t m_nextNumber = 0;
    std::vector<ColumnCounts::Text> m_also;
};

} // namespace weir::pipeline
