#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

/// One object of the Gephi streaming vocabulary, checked as far as it can be without the graph. A plain value.
/// A JSON object has no order, so whatever the order of its members: filters remove first, then nodes are added, then
/// changed, then edges added, changed and removed, then nodes removed.
struct EventLine {
    /// Names of attributes count in any case, and numbers may be texts, as for Gephi.
    struct NodeEvent {
        std::string key;
        std::optional<std::string> label, category;
        std::optional<std::string> name;   ///< the label of a node that has none
        std::optional<float> size, x, y;
        std::optional<std::uint32_t> colour;   ///< 0xAARRGGBB
    };
    struct EdgeEvent {
        std::string key;
        std::optional<std::string> source, target;
        std::optional<bool> directed;
        std::optional<float> weight;
    };
    /// Many elements at once: all, or those with this value.
    struct Filter {
        bool all = true;
        std::string attribute, value;   ///< the attribute in lower case
    };

    std::vector<Filter> nodeRemovals, edgeRemovals;            ///< dn, de with "filter"
    std::vector<NodeEvent> addedNodes, changedNodes;           ///< an, cn
    std::vector<EdgeEvent> addedEdges, changedEdges;           ///< ae, ce
    std::vector<std::string> removedEdges, removedNodes;       ///< de, dn
    std::vector<std::pair<Filter, NodeEvent>> filteredNodes;   ///< cn with "filter"
    std::vector<std::pair<Filter, EdgeEvent>> filteredEdges;   ///< ce with "filter"

    std::vector<Error> leftOut;            ///< values that mean nothing, without which the rest holds
    std::vector<std::string> passedOver;   ///< names of attributes that have no place here, each once

    /// Error: what is wrong with the object. Members `t` and `id` beside the operations, and `cg`, are passed over.
    [[nodiscard]] static std::expected<EventLine, Error> parse(std::string_view json);
};

} // namespace weir::source
