#pragma once
#include "base/asker.h"
#include "scene/find/pick_index.h"
#include "scene/find/region_selection.h"
#include <functional>
#include <optional>
#include <memory>

namespace weir::lens {

/// Looks through scenes on a thread of its own, so that the GUI thread never does work in proportion to the graph: bounds,
/// the index for picking and what is inside a line. Made, asked and destroyed on the GUI thread; answers wait in
/// mailboxes, and `wake` (called from the worker, must only post) says that one is there. Of several questions of one kind that wait only
/// the last is answered.
class PickWorker final {
public:
    explicit PickWorker(std::function<void()> wake);

    struct Bounds {
        scene::Bounds bounds;
        std::uint64_t epochVersion = 0;
    };
    struct Pick {
        std::shared_ptr<const scene::PickIndex> index;
        double tookMs = 0;
    };
    struct Found {
        std::shared_ptr<const scene::ElementSet> set;
        std::shared_ptr<const scene::Scene> scene;           ///< that it is of
    };
    struct Kept {
        std::shared_ptr<const scene::ElementSet> before;     ///< as it was asked
        Found now;                                           ///< the same set where all of it is still there
    };

    /// Answers with the bounds of `scene` and with its pick index. `index` is of just this scene. Ask for the next only when this one
    /// has come.
    void look(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index);

    /// Every element inside. `index` is of just this scene.
    void select(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index, scene::Region region);
    /// What of a set of the scene `before` is still there.
    void keep(std::shared_ptr<const scene::ElementSet> set, std::shared_ptr<const scene::Scene> before, std::shared_ptr<const scene::Scene> now);

    [[nodiscard]] std::optional<Bounds> takeBounds() { return m_bounds.take(); }
    [[nodiscard]] std::optional<Pick> takePick() { return m_picks.take(); }
    [[nodiscard]] std::optional<Found> takeFound() { return m_found.take(); }
    [[nodiscard]] std::optional<Kept> takeKept() { return m_kept.take(); }

private:
    Asker m_asker;
    Enquiry<Bounds> m_bounds{m_asker};
    Enquiry<Pick> m_picks{m_asker};
    Enquiry<Found> m_found{m_asker};
    Enquiry<Kept> m_kept{m_asker};
};

} // namespace weir::lens
