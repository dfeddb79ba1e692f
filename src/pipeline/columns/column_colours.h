#pragma once
#include "pipeline/columns/colour_key.h"
#include "pipeline/look/column.h"
#include <vector>

namespace weir::pipeline {

/// The colours that the values of a column have: numbers and times by where they stand in what is usual, texts by how many elements
/// have them, flags by what they are. Lives on the stream thread with whoever styles.
class ColumnColours final {
public:
    /// For a column that the graph has. `colours`: of numbers and times from the lowest to the highest, of texts TextRanks::colours, of
    /// flags that of no and that of yes; at least one. `plain`: of what has no value. Of the same column what is usual stays.
    void set(const graph::GraphStore& store, ElementKind kind, Column column, std::vector<std::uint32_t> colours, std::uint32_t plain);

    /// Looks anew at what is usual. True: elements may have other colours from now on.
    [[nodiscard]] bool measure(const graph::GraphStore& store);

    struct Shown {
        std::uint32_t colour = 0;
        Bucket bucket = noBucket;
    };
    /// Of a live element.
    [[nodiscard]] Shown of(const graph::GraphStore& store, Slot slot) const;

    /// But for the counts.
    [[nodiscard]] const ColourKey& key() const { return m_key; }

private:
    [[nodiscard]] bool adopt(const graph::GraphStore& store);
    [[nodiscard]] std::uint32_t numbered(std::size_t number) const { return m_colours[std::min(number, m_colours.size() - 1)]; }

    ElementKind m_element = ElementKind::Node;
    Column m_column;
    graph::AttributeKind m_kind = graph::AttributeKind::Number;
    std::vector<std::uint32_t> m_colours{0};
    std::uint32_t m_plain = 0;
    bool m_measured = false;
    ValueScale m_scale;
    TextRanks m_texts;
    ColourKey m_key;
};

} // namespace weir::pipeline
