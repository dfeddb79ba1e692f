#include "ui/pick_worker.h"
#include "base/clock.h"

namespace weir::ui {

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
        auto built = index ? scene::PickGrid::build(indexed, index) : nullptr;
        boxes->grid.put({std::move(built), milliseconds(Clock::now() - began)});
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

} // namespace weir::ui
