#include "lens/pick_worker.h"
#include "base/clock.h"

namespace weir::lens {

PickWorker::PickWorker(std::function<void()> wake) : m_asker("weir-pick", WorkerThread::Priority::Background, std::move(wake)) {}

void PickWorker::look(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index)
{
    m_bounds.ask([scene] { return Bounds{scene::boundsOf(*scene), scene->epochVersion}; });
    m_picks.ask([scene = std::move(scene), index = std::move(index)] {
        const TimePoint began = Clock::now();
        auto built = scene::PickIndex::build(scene, index);
        return Pick{std::move(built), milliseconds(Clock::now() - began)};
    });
}

void PickWorker::select(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index, scene::Region region)
{
    m_found.ask([scene = std::move(scene), index = std::move(index), region = std::move(region)] {
        return Found{std::make_shared<const scene::ElementSet>(scene::elementsIn(*scene, *index, region)), scene};
    });
}

void PickWorker::keep(std::shared_ptr<const scene::ElementSet> set, std::shared_ptr<const scene::Scene> before, std::shared_ptr<const scene::Scene> now)
{
    m_kept.ask([set = std::move(set), before = std::move(before), now = std::move(now)] {
        scene::ElementSet left = scene::stillThere(*set, *before, *now);
        auto kept = left == *set ? set : std::make_shared<const scene::ElementSet>(std::move(left));
        return Kept{set, {std::move(kept), now}};
    });
}

} // namespace weir::lens
