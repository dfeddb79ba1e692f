#pragma once
#include "base/error.h"
#include "base/ids.h"
#include "format/number_text.h"
#include "format/reading_report.h"
#include "graph/attributes/attribute.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <cmath>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// The size of a node of which the file says none, by how many edges it has; a loop counts once.
[[nodiscard]] inline float sizeByEdges(std::uint32_t edges) { return 0.7F + 0.3F * std::log2(1 + static_cast<float>(edges)); }

/// Where a reader puts the graph of a file, element by element as it meets them; and what it could not take, into the report. Elements are
/// numbered by the sink, from 0 in the order of their birth, nodes and edges each. Not thread-safe.
class GraphSink {
public:
    struct Node {
        std::string label;
        graph::Category category = 0;
        std::uint32_t colour = 0;      ///< 0xAARRGGBB, 0: by category
        graph::NodeMotion motion;
        bool sized = false;            ///< the file says its size; others are sized by their edges
    };
    struct Edge {
        Slot source = noSlot, target = noSlot;   ///< nodes that are there
        graph::Category category = 0;
        bool directed = true;
        float weight = 1;                        ///< finite
    };

    virtual ~GraphSink() = default;

    /// Bears the node, or changes one that is there. Error: the key is empty, or something of it is too long, not UTF-8 or not finite;
    /// nothing is changed then.
    [[nodiscard]] virtual std::expected<Slot, Error> setNode(std::string_view key, const Node& node) = 0;
    [[nodiscard]] virtual std::optional<Slot> findNode(std::string_view key) const = 0;
    /// As it was set, but for the label: whoever changes a node with it says the label, or leaves it empty to keep what it had.
    [[nodiscard]] virtual Node node(Slot slot) const = 0;
    /// It will be looked for soon: a sink with a large table fetches meanwhile what it will look at.
    virtual void expectNode(std::string_view key) const { static_cast<void>(key); }
    struct Ends {
        std::optional<Slot> source, target;
    };
    /// Those of an edge: as findNode() of each, which may take twice as long.
    [[nodiscard]] virtual Ends findEnds(std::string_view source, std::string_view target) const
    {
        return {findNode(source), findNode(target)};
    }
    virtual Slot addEdge(const Edge& edge) = 0;
    /// Of an edge that is there; finite.
    virtual void setEdgeWeight(Slot edge, float weight) = 0;

    /// The number of the category of this name; an empty name is none, 0. Nothing: the list is full or the name longer than a label.
    [[nodiscard]] virtual std::optional<graph::Category> category(ElementKind kind, std::string_view name) = 0;

    /// The column of attributes of this name; where there is none yet it is appended, for values of `valueKind`. Nothing: there are as
    /// many as may be, and what would go there is counted as left out.
    [[nodiscard]] virtual std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name,
                                                                          graph::AttributeKind valueKind) = 0;
    /// Of an element that is there. A value that is not of the column's kind goes to a column of texts beside it.
    virtual void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value) = 0;
    /// What the file has written for the value, read as the column's kind wants it: see AttributeFeed::setWritten().
    virtual void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text,
                            DecimalSign sign = DecimalSign::Point) = 0;

    [[nodiscard]] virtual std::uint64_t nodeCount() const = 0;
    [[nodiscard]] virtual std::uint64_t edgeCount() const = 0;
    /// Nobody wants more: the reader returns soon, without an error.
    [[nodiscard]] virtual bool stopped() const = 0;

    [[nodiscard]] ReadingReport& report() { return m_report; }

    /// The node of this key, born without anything where there is none yet.
    [[nodiscard]] std::expected<Slot, Error> nodeOf(std::string_view key)
    {
        if (const auto there = findNode(key))
            return *there;
        return setNode(key, {});
    }

private:
    ReadingReport m_report;
};

} // namespace weir::format
