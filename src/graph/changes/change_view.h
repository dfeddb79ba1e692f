#pragma once
#include "base/ids.h"
#include "graph/attributes/attribute_rows.h"
#include "graph/changes/strings_view.h"
#include "graph/schema_growth.h"
#include <cstdint>
#include <span>
#include <string_view>

namespace weir::graph {

/// Births of nodes and changes of who they are. All spans have the length of `slots`.
struct NodeIdentityRows {
    std::span<const Slot> slots;
    std::span<const Generation> generations;     ///< odd; another than the store's replaces the node and drops its edges
    StringsView keys;                            ///< unique, never empty, UTF-8; may not change within a generation
    StringsView labels;                          ///< UTF-8, may be empty
    std::span<const Category> categories;
    std::span<const std::uint32_t> colours;      ///< 0xAARRGGBB, 0: by category; empty: all 0
};

/// Changes of how nodes stand. All spans have the length of `slots`, or are empty where said.
/// A row needs a live node, be it one born in the same changes. A later row of the same slot wins.
struct NodeMotionRows {
    std::span<const Slot> slots;
    std::span<const float> x, y;                 ///< world units; empty: no node of these has a position
    std::span<const std::uint8_t> positioned;    ///< 0: this node has no position; empty: all or, without x, none
    std::span<const float> sizes;                ///< relative radius, at least 0, finite; 1 is usual
    std::span<const float> values;               ///< column by column: values[column * rows + row], finite
};

struct EdgeIdentityRows {
    std::span<const Slot> slots;
    std::span<const Generation> generations;
    std::span<const Slot> sources, targets;      ///< node slots; equal for a loop; parallel edges are allowed
    std::span<const Category> categories;
    std::span<const std::uint8_t> directed;      ///< 0 or 1
};

struct EdgeMotionRows {
    std::span<const Slot> slots;
    std::span<const float> weights;              ///< finite, 1 is usual
    std::span<const float> values;               ///< column by column, as for nodes
};

/// A set of changes as columns somebody else holds: a decoded message or a ChangeSet. Applied in the order of the
/// members. A tombstone of an absent element says nothing. An identity or tombstone names a slot once a set, but a
/// slot may have both: it is emptied, then filled.
struct ChangeView {
    std::span<const Slot> edgeTombstones;
    std::span<const Slot> nodeTombstones;
    NodeIdentityRows nodeIdentities;
    NodeMotionRows nodeMotions;
    EdgeIdentityRows edgeIdentities;
    EdgeMotionRows edgeMotions;
    AttributeRows nodeAttributes{}, edgeAttributes{};   ///< of elements that are there then
    SchemaGrowth growth{};   ///< comes before all rows and is none; a message of changes has none either, see protocol::Growth

    [[nodiscard]] std::size_t rows() const noexcept
    {
        return edgeTombstones.size() + nodeTombstones.size() + nodeIdentities.slots.size() + nodeMotions.slots.size()
            + edgeIdentities.slots.size() + edgeMotions.slots.size() + nodeAttributes.rows() + edgeAttributes.rows();
    }
};

} // namespace weir::graph
