#pragma once
#include "scene/scene.h"

namespace weir::ui {

/// A node or an edge that somebody means, told from the next one in the same slot: a node by its generation, an edge by its ends, since
/// a scene keeps no generations of edges. A plain value.
struct Element {
    ElementKind kind = ElementKind::Node;
    Slot slot = noSlot;           ///< noSlot: nothing is meant
    Generation generation = 0;    ///< of a node
    scene::SceneEdge ends = {};   ///< of an edge

    /// Nothing, where there is no such element.
    [[nodiscard]] static Element node(const scene::Scene& scene, Slot slot)
    {
        if (slot >= scene.nodeSlots || !scene.style(slot).live)
            return {};
        return {ElementKind::Node, slot, scene.style(slot).generation, {}};
    }
    [[nodiscard]] static Element edge(const scene::Scene& scene, Slot slot)
    {
        if (slot >= scene.edgeSlots || scene.edge(slot).source == noSlot)
            return {};
        return {ElementKind::Edge, slot, 0, scene.edge(slot)};
    }

    [[nodiscard]] bool isNothing() const { return slot == noSlot; }
    [[nodiscard]] bool isNode() const { return !isNothing() && kind == ElementKind::Node; }
    [[nodiscard]] bool isEdge() const { return !isNothing() && kind == ElementKind::Edge; }
    /// Whether it is still there, in a later scene of the same graph.
    [[nodiscard]] bool isIn(const scene::Scene& scene) const
    {
        return !isNothing() && *this == (kind == ElementKind::Node ? node(scene, slot) : edge(scene, slot));
    }

    bool operator==(const Element&) const = default;
};

}   // namespace weir::ui
