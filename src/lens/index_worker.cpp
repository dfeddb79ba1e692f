#include "lens/index_worker.h"
#include "base/freed_memory.h"
#include "scene/index/spatial_indexer.h"
#include <QtCore/QTimer>
#include <utility>

namespace weir::lens {

namespace {

constexpr int restMs = 120;             // without another scene, after which bounds are made exact
constexpr int longRestMs = 1000;        // after much came: a graph that came in parts is whole by then
constexpr double growthAtLongRest = 0.05;   // leaves have room for as much
constexpr double mostDrift = 2;         // distances between neighbours, from which on that is worth doing between two scenes
constexpr double pauseOfItsTime = 4;    // then at most a fifth of a core

} // namespace

struct IndexWorker::State {
    explicit State(Answers<scene::IndexedUpdate> answers) : indexed(std::move(answers)) {}

    Answers<scene::IndexedUpdate> indexed;
    scene::SpatialIndexer indexer;
    std::shared_ptr<const scene::Scene> scene;
    TimePoint settled{};
    Clock::duration settling{};
    std::unique_ptr<QTimer> rest;
    std::uint64_t sortsSeen = 0;
    bool muchCame = false;      // since the last long rest: what was freed on the way will not be needed again

    [[nodiscard]] bool isUnsettled() const { return indexer.drift() > 0 || indexer.growth() > scene::SpatialIndexer::usualGrowth; }

    void onRest()
    {
        if (!isUnsettled() && indexer.growth() <= growthAtLongRest) {
            giveBackFreedMemory();
            muchCame = false;
            return;
        }
        settle(isUnsettled() ? scene::SpatialIndexer::usualGrowth : growthAtLongRest);
        publish({}, TimePoint::max());
        waitForRest();
    }

    void waitForRest()
    {
        const bool sorted = std::exchange(sortsSeen, indexer.sorts()) != indexer.sorts();
        muchCame |= sorted || indexer.growth() > growthAtLongRest;
        if (isUnsettled())
            rest->start(restMs);
        else if (muchCame)
            rest->start(longRestMs);
        else
            rest->stop();
    }

    void settle(double mostGrowth)
    {
        const TimePoint began = Clock::now();
        indexer.settle(mostGrowth);
        settled = Clock::now();
        settling = settled - began;
    }

    void publish(scene::SceneDirt dirt, TimePoint since)
    {
        auto result = indexer.publish();
        indexed.put({{scene, std::move(dirt)}, std::move(result.index), std::move(result.dirt), since});
    }

    void index(Came came)
    {
        scene::SceneUpdate& update = came.update;
        scene = update.scene;
        indexer.take(update);
        if (indexer.drift() > mostDrift && Clock::now() - settled > pauseOfItsTime * settling)
            settle(scene::SpatialIndexer::usualGrowth);
        publish(std::move(update.dirt), came.since);
        waitForRest();
    }
};

IndexWorker::IndexWorker(std::function<void()> wake)
    : m_asker("weir-index", WorkerThread::Priority::AfterWindow, std::move(wake)), m_state(std::make_shared<State>(m_indexed)),
      m_scenes(m_asker, [state = m_state](Came came) { state->index(std::move(came)); })
{
    m_asker.post([state = m_state.get()] {
        state->rest = std::make_unique<QTimer>();
        state->rest->setSingleShot(true);
        QObject::connect(state->rest.get(), &QTimer::timeout, state->rest.get(), [state] { state->onRest(); });
    });
}

IndexWorker::~IndexWorker()
{
    m_asker.post([state = m_state] { state->rest.reset(); });   // timers belong to their thread
}

} // namespace weir::lens
