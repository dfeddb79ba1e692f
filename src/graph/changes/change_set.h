#pragma once
#include "base/boxed.h"
#include "graph/attributes/attribute_set.h"
#include "graph/changes/change_view.h"
#include "graph/changes/strings.h"
#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace weir::graph {

struct NodeMotion {
    float x = 0, y = 0;          ///< world units; meaningless unless positioned
    bool positioned = false;
    float size = 1;              ///< relative radius
};

/// What a row takes on the wire, strings apart.
namespace wireRowBytes {
inline constexpr std::size_t tombstone = 4, nodeIdentity = 18, edgeIdentity = 19, nodeMotion = 17, edgeMotion = 8, value = 4;
}

/// Changes that own their columns: what a source hands over, and what an encoder reads. Meaning and order of the rows:
/// ChangeView. `clear` keeps the memory of the rows, so that a set can be filled again and again without allocating.
/// Not thread-safe; moved from thread to thread as a whole.
class ChangeSet final {
public:
    /// The number of declared value columns; changing it clears the set.
    void setValueColumns(std::size_t nodeColumns, std::size_t edgeColumns);

    /// Appends an entry to a list of the schema; rows of this set may have its number already.
    void appendNodeCategory(std::string_view name) { m_nodeCategoryNames.emplace_back(name); }
    void appendEdgeCategory(std::string_view name) { m_edgeCategoryNames.emplace_back(name); }
    void appendAttribute(ElementKind kind, AttributeColumn column) { lists(kind).columns.push_back(std::move(column)); }
    /// A text of the dictionary of a column, which the schema or this set has.
    void appendText(ElementKind kind, AttributeNumber column, std::string_view text);

    void removeEdge(Slot slot) { m_edgeTombstones.push_back(slot); }
    void removeNode(Slot slot) { m_nodeTombstones.push_back(slot); }

    void setNodeIdentity(Slot slot, Generation generation, std::string_view key, std::string_view label,
                         Category category, std::uint32_t colour = 0);
    /// `values`: one a declared column.
    void setNodeMotion(Slot slot, NodeMotion motion, std::span<const float> values);

    void setEdgeIdentity(Slot slot, Generation generation, Slot source, Slot target, Category category, bool directed);
    void setEdgeMotion(Slot slot, float weight, std::span<const float> values);

    /// Where rows of attributes are set, which are applied after all others.
    [[nodiscard]] AttributeSet& attributes(ElementKind kind) { return kind == ElementKind::Node ? m_attributes.made().nodes : m_attributes.made().edges; }

    /// Adds the growth and the rows of `changes`, which have the shapes of the set's columns.
    void append(const ChangeView& changes);

    [[nodiscard]] bool empty() const { return rows() == 0 && m_nodeCategoryNames.empty() && m_edgeCategoryNames.empty() && (!m_attributes || !m_attributes->grows()); }
    [[nodiscard]] std::size_t rows() const;
    /// Estimate of the bytes these changes take in a message.
    [[nodiscard]] std::size_t wireBytes() const;
    void clear();
    /// Bytes that the set keeps, used or not, with what view() needs besides; strings of a few bytes excepted.
    [[nodiscard]] std::size_t capacityBytes() const;
    /// Memory of one row of the largest kind, exactly as many fitting, without the text of its strings.
    [[nodiscard]] static constexpr std::size_t mostRowBytes(std::size_t nodeColumns, std::size_t edgeColumns)
    {
        const auto values = [](std::size_t columns) { return sizeof(float) * columns * (columns > 1 ? 2 : 1); };   // in order of rows, and of columns
        const std::size_t identity = sizeof(Slot) + sizeof(Generation) + 2 * sizeof(std::uint32_t) + sizeof(Category) + sizeof(std::uint32_t);
        return std::max({identity, sizeof(Slot) + 3 * sizeof(float) + 1 + values(nodeColumns), sizeof(Slot) + sizeof(float) + values(edgeColumns),
                         AttributeSet::mostRowBytes});
    }
    /// Rows of any one kind that fit without allocating: a cheap measure of how large the set once was.
    [[nodiscard]] std::size_t capacityRows() const
    {
        return m_edgeTombstones.capacity() + m_nodeTombstones.capacity() + m_nodeSlots.capacity() + m_movedNodes.capacity()
            + m_edgeSlots.capacity() + m_movedEdges.capacity() + (m_attributes ? m_attributes->nodes.capacityRows() + m_attributes->edges.capacityRows() : 0);
    }

    /// Valid until the set is changed. Not const: values are put in column order first.
    [[nodiscard]] ChangeView view();

private:
    struct Values {
        std::vector<std::vector<float>> columns;
        std::vector<float> flat;

        void append(std::span<const float> row);
        void clear();
        [[nodiscard]] std::size_t capacityBytes() const;
        [[nodiscard]] std::span<const float> flatten();
    };

    /// Appended to the columns of a kind of element, and to their dictionaries.
    struct AttributeLists {
        struct Texts {
            AttributeNumber column = 0;
            std::vector<std::string> texts;
        };
        std::vector<AttributeColumn> columns;
        std::vector<Texts> texts;
        std::vector<TextGrowth> views;   // of the texts

        [[nodiscard]] bool empty() const { return columns.empty() && texts.empty(); }
        void append(const AttributeGrowth& growth);
        [[nodiscard]] AttributeGrowth view();
    };
    /// Apart, since sets of graphs without attributes are many and small.
    struct Attributes {
        AttributeLists nodeLists, edgeLists;
        AttributeSet nodes, edges;

        [[nodiscard]] bool grows() const { return !nodeLists.empty() || !edgeLists.empty(); }
    };
    [[nodiscard]] AttributeLists& lists(ElementKind kind) { return kind == ElementKind::Node ? m_attributes.made().nodeLists : m_attributes.made().edgeLists; }

    std::vector<std::string> m_nodeCategoryNames, m_edgeCategoryNames;
    std::vector<Slot> m_edgeTombstones;
    std::vector<Slot> m_nodeTombstones;
    std::vector<Slot> m_nodeSlots;
    std::vector<Generation> m_nodeGenerations;
    Strings m_keys, m_labels;
    std::vector<Category> m_nodeCategories;
    std::vector<std::uint32_t> m_colours;
    bool m_anyColour = false;
    std::vector<Slot> m_movedNodes;
    std::vector<float> m_x, m_y, m_sizes;
    std::vector<std::uint8_t> m_positioned;
    std::size_t m_positionedCount = 0;
    Values m_nodeValues;
    std::vector<Slot> m_edgeSlots;
    std::vector<Generation> m_edgeGenerations;
    std::vector<Slot> m_sources, m_targets;
    std::vector<Category> m_edgeCategories;
    std::vector<std::uint8_t> m_directed;
    std::vector<Slot> m_movedEdges;
    std::vector<float> m_weights;
    Values m_edgeValues;
    Boxed<Attributes> m_attributes;
};

} // namespace weir::graph
