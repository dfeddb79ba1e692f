#include "scene/scene.h"
#include "scene/slot_ranges.h"
#include <utility>

namespace weir::scene {

namespace {

void append(std::vector<SlotRange>& to, std::vector<SlotRange>&& from)
{
    to.insert(to.end(), from.begin(), from.end());
    bound(to);
}

} // namespace

SceneUpdate merge(SceneUpdate older, SceneUpdate newer)
{
    append(older.dirt.positions, std::move(newer.dirt.positions));
    append(older.dirt.styles, std::move(newer.dirt.styles));
    append(older.dirt.edges, std::move(newer.dirt.edges));
    older.scene = std::move(newer.scene);
    return older;
}

} // namespace weir::scene
