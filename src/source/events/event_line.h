#pragma once
#include "graph/attributes/attribute.h"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::source {

/// One object of the Gephi streaming vocabulary, checked as far as it can be without the graph. A plain value; its texts are views of what
/// its EventParser holds, valid until that reads another. A JSON object has no order, so whatever the order of its members: filters remove
/// first, then nodes are added, then changed, then edges added, changed and removed, then nodes removed.
struct EventLine {
    /// What an event says of an element beyond what is built in. std::monostate: null, it has no such value any more.
    struct Attribute {
        std::string_view name;
        graph::AttributeValue value;
    };
    /// Those of an event, in `attributes`.
    struct Range {
        std::uint32_t begin = 0, end = 0;
    };
    /// Names of what is built in count in any case, and its numbers may be texts, as for Gephi.
    struct NodeEvent {
        std::string_view key;
        std::optional<std::string_view> label, category;
        std::optional<std::string_view> name;   ///< the label of a node that has none
        std::optional<float> size, x, y;
        std::optional<std::uint32_t> colour;   ///< 0xAARRGGBB
        Range attributes;
    };
    struct EdgeEvent {
        std::string_view key;
        std::optional<std::string_view> source, target;
        std::optional<bool> directed;
        std::optional<float> weight;
        Range attributes;
    };
    /// Many elements at once: all, or those with this value.
    struct Filter {
        bool all = true;
        std::string_view attribute, value;
    };

    std::vector<Filter> nodeRemovals, edgeRemovals;             ///< dn, de with "filter"
    std::vector<NodeEvent> addedNodes, changedNodes;            ///< an, cn
    std::vector<EdgeEvent> addedEdges, changedEdges;            ///< ae, ce
    std::vector<std::string_view> removedEdges, removedNodes;   ///< de, dn
    std::vector<std::pair<Filter, NodeEvent>> filteredNodes;    ///< cn with "filter"
    std::vector<std::pair<Filter, EdgeEvent>> filteredEdges;    ///< ce with "filter"
    std::vector<Attribute> attributes;                          ///< of all its events

    std::vector<std::string> leftOut;           ///< values that mean nothing, without which the rest holds, each as a sentence
    std::vector<std::string_view> passedOver;   ///< names of operations that have no place here, each once

    [[nodiscard]] std::span<const Attribute> of(Range range) const
    {
        return std::span(attributes).subspan(range.begin, range.end - range.begin);
    }
    /// Keeps the memory.
    void clear();
};

} // namespace weir::source
