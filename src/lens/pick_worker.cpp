#include "lens/pick_worker.h"
#include "base/clock.h"

namespace weir::lens {

PickWorker::PickWorker(std::function<void()> wake)
    : m_boxes(std::make_shared<Boxes>()), m_worker("weir-pick", WorkerThread::Priority::Background)
{
    m_boxes->wake = std::move(wake);
    m_worker.startEventLoop();
}

void PickWorker::look(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::Scene> indexed, std::shared_ptr<const scene::SpatialIndex> index)
{
    m_worker.post([boxes = m_boxes, scene = std::move(scene), indexed = std::move(indexed), index = std::move(index)] {
        boxes->bounds.put({scene::boundsOf(*scene), scene->epochVersion});
        boxes->wake();
        const TimePoint began = Clock::now();
        auto built = index ? scene::PickIndex::build(indexed, index) : nullptr;
        boxes->pick.put({std::move(built), milliseconds(Clock::now() - began)});
        boxes->wake();
    });
}

void PickWorker::select(std::shared_ptr<const scene::Scene> scene, std::shared_ptr<const scene::SpatialIndex> index, scene::Region region)
{
    if (!m_boxes->selecting.put({std::move(scene), std::move(index), std::move(region)}))
        return;
    m_worker.post([boxes = m_boxes] {
        auto asked = boxes->selecting.take();
        if (!asked)
            return;
        auto set = std::make_shared<const scene::ElementSet>(scene::elementsIn(*asked->scene, *asked->index, asked->region));
        boxes->found.put({std::move(set), std::move(asked->scene)});
        boxes->wake();
    });
}

void PickWorker::keep(std::shared_ptr<const scene::ElementSet> set, std::shared_ptr<const scene::Scene> before, std::shared_ptr<const scene::Scene> now)
{
    m_worker.post([boxes = m_boxes, set = std::move(set), before = std::move(before), now = std::move(now)]() mutable {
        scene::ElementSet left = scene::stillThere(*set, *before, *now);
        auto kept = left == *set ? set : std::make_shared<const scene::ElementSet>(std::move(left));
        boxes->kept.put({std::move(set), {std::move(kept), std::move(now)}});
        boxes->wake();
    });
}

void PickWorker::lookAround(std::shared_ptr<const scene::Scene> scene, Slot node)
{
    m_worker.post([boxes = m_boxes, scene = std::move(scene), node] {
        auto around = std::make_shared<const scene::Neighbourhood>(scene::neighboursOf(*scene, node, mostEdges));
        boxes->around.put({node, scene->structureVersion, std::move(around)});
        boxes->wake();
    });
}

} // namespace weir::lens
