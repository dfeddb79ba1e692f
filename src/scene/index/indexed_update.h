#pragma once
#include "scene/scene.h"
#include "scene/index/slot_ranges.h"
#include "scene/index/spatial_index.h"
#include <utility>

namespace weir::scene {

/// A scene and the index of just this scene on their way to the renderer, with what changed since the one before.
struct IndexedUpdate {
    SceneUpdate update;
    std::shared_ptr<const SpatialIndex> index;
    PlaceDirt places;
};

/// The update that leads from before `older` to after `newer`: for a reader that was late.
[[nodiscard]] inline IndexedUpdate merge(IndexedUpdate older, IndexedUpdate newer)
{
    const auto append = [](std::vector<SlotRange>& to, const std::vector<SlotRange>& from) {
        to.insert(to.end(), from.begin(), from.end());
        bound(to);
    };
    append(older.places.nodes, newer.places.nodes);
    append(older.places.edges, newer.places.edges);
    return {merge(std::move(older.update), std::move(newer.update)), std::move(newer.index), std::move(older.places)};
}

} // namespace weir::scene
