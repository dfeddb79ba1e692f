#include "scene/scene.h"
#include "scene/index/slot_ranges.h"
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
    auto& changes = older.dirt.changes;
    changes.insert(changes.end(), newer.dirt.changes.begin(), newer.dirt.changes.end());
    if (changes.size() > mostChangesTold) {   // every n-th: none is preferred
        const std::size_t all = changes.size();
        for (std::size_t i = 0; i < mostChangesTold; ++i)
            changes[i] = changes[i * all / mostChangesTold];
        changes.resize(mostChangesTold);
    }
    older.scene = std::move(newer.scene);
    return older;
}

} // namespace weir::scene
