#pragma once
#include "base/clock.h"
#include "scene/scene.h"
#include "scene/index/slot_ranges.h"
#include "scene/index/spatial_index.h"
#include <algorithm>
#include <utility>

namespace weir::scene {

/// A scene and the index of just this scene on their way to the renderer, with what changed since the one before.
struct IndexedUpdate {
    SceneUpdate update;
    std::shared_ptr<const SpatialIndex> index;
    PlaceDirt places;
    /// When the first of the scenes came that it leads over; TimePoint::max(): of none, only the index is another.
    TimePoint since = Clock::now();
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
    return {merge(std::move(older.update), std::move(newer.update)), std::move(newer.index), std::move(older.places),
            std::min(older.since, newer.since)};
}

} // namespace weir::scene
