#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::source {

/// One line of the Gephi streaming vocabulary, checked as far as it can be without the graph. A plain value.
/// A JSON object has no order, so whatever the order of its members: nodes are added, then changed, then edges added,
/// changed and removed, then nodes removed.
struct EventLine {
    struct NodeEvent {
        std::string key;
        std::optional<std::string> label, category;
        std::optional<float> size, x, y;
        std::optional<std::uint32_t> colour;   ///< 0xAARRGGBB
    };
    struct EdgeEvent {
        std::string key;
        std::optional<std::string> source, target;
        std::optional<bool> directed;
        std::optional<float> weight;
    };

    std::vector<NodeEvent> addedNodes, changedNodes;       ///< an, cn
    std::vector<EdgeEvent> addedEdges, changedEdges;       ///< ae, ce
    std::vector<std::string> removedEdges, removedNodes;   ///< de, dn

    /// Error: what is wrong with the line. Attributes that mean nothing here are passed over.
    [[nodiscard]] static std::expected<EventLine, Error> parse(std::string_view json);
};

} // namespace weir::source
