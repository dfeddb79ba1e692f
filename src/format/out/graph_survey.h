#pragma once
#include "format/out/graph_cursor.h"
#include "format/out/text_survey.h"
#include "graph/columns/column.h"
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// What a column has to be written.
struct ColumnSurvey {
    std::uint64_t values = 0;
    TextSurvey texts;                                       ///< of a column of texts
    std::optional<graph::AttributeKind> first;              ///< as what the first text that says something would be read by itself
    bool firstIsGrouped = false;                            ///< and that is a number with signs between its digits
    std::uint64_t noValuesBefore = 0;                       ///< texts before it that are words for "no value"
    std::optional<graph::AttributeKind> veryFirst;          ///< time or text: what the first of all would be where texts are in quotes
    bool readsAsOther = false;                              ///< a text that would be a number, a flag, a time or no value by itself
};

/// A look at all of a graph before it is written: what a file of it needs and which of that a format cannot say. Memory: 4 bytes a node,
/// and 4 more where nodes are numbered.
class GraphSurvey final {
public:
    /// How nodes are named by those of a format: by their keys, by whole numbers, or by numbers from 1 on.
    enum class Keys : std::uint8_t { AsTheyAre,
                                     Whole,
                                     FromOne };

    /// In which order edges are written: that of the cursor, or first those with a direction.
    enum class Order : std::uint8_t { AsItIs,
                                      DirectedFirst };

    /// Walks over `cursor`; asks `goOn` now and then, with the steps made, and ends where it says no.
    GraphSurvey(GraphCursor& cursor, Keys named, Order order, const std::function<bool(std::uint64_t)>& goOn);

    [[nodiscard]] const std::vector<ColumnSurvey>& columns(ElementKind kind) const
    {
        return kind == ElementKind::Node ? m_nodeColumns : m_edgeColumns;
    }

    /// A label that is the node's key says nothing more and is none.
    [[nodiscard]] static bool isLabelled(const NodeRow& node) { return !node.label.empty() && node.label != node.key; }
    /// Whether who reads the node without a size gives it the one that it has, by its edges.
    [[nodiscard]] bool sizeFollows(const NodeRow& node) const;
    /// Where nodes are numbered, that of the node: from 0 or 1, in their order.
    [[nodiscard]] std::uint32_t numberOf(Slot node) const { return m_numbers[node]; }

    std::uint64_t nodes = 0, edges = 0;
    TextSurvey keys, keysAsLabels, labels, nodeCategories,
        edgeCategories;   ///< keysAsLabels: of nodes without one; categories: of each element with one
    std::uint64_t positions = 0, placesElsewhere = 0;          ///< that are not 0, 0
    std::uint64_t sizes = 0;                                   ///< that do not follow
    std::uint64_t colours = 0, transparent = 0;
    std::uint64_t directed = 0, weights = 0;                   ///< weights that are not 1
    std::uint64_t numericCategories[2] = {0, 0};               ///< of nodes, of edges: that read as numbers
    bool firstHasCategory[2] = {false, false};
    bool keysAreWhole = true;            ///< and a format that names nodes by whole numbers can have them
    std::uint64_t otherKeys = 0;         ///< that are not the numbers of their nodes
    std::uint64_t labelledOtherKeys = 0; ///< of them those of nodes with a label besides

private:
    void addNode(const NodeRow& node, Keys named);
    void addEdge(const EdgeRow& edge);
    void addValues(const GraphCursor& cursor, ElementKind kind, Slot slot);

    std::vector<ColumnSurvey> m_nodeColumns, m_edgeColumns;
    graph::Column<std::uint32_t> m_degrees;   // a loop counts once
    graph::Column<std::uint32_t> m_numbers;
};

} // namespace weir::format
