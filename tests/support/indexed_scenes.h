#pragma once
#include "scene/index/indexed_update.h"
#include "scene/index/spatial_indexer.h"

namespace weir::test {

/// Gives a view's scenes the index that they get on their way to it, at once.
class IndexedScenes final {
public:
    [[nodiscard]] scene::IndexedUpdate next(scene::SceneUpdate update)
    {
        m_indexer.take(update);
        scene::SpatialIndexer::Result result = m_indexer.publish();
        return {std::move(update), std::move(result.index), std::move(result.dirt)};
    }

private:
    scene::SpatialIndexer m_indexer;
};

}   // namespace weir::test
