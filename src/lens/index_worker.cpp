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
    std::function<void()> wake;
    Mailbox<scene::SceneUpdate> scenes;
    Mailbox<scene::IndexedUpdate> indexed;

    // Of the worker's thread.
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
        publish({});
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

    void publish(scene::SceneDirt dirt)
    {
        auto result = indexer.publish();
        scene::IndexedUpdate update{{scene, std::move(dirt)}, std::move(result.index), std::move(result.dirt)};
        const bool wasEmpty = indexed.putMerged([&update](scene::IndexedUpdate* waiting) {
            return waiting ? scene::merge(std::move(*waiting), std::move(update)) : std::move(update);
        });
        if (wasEmpty)
            wake();
    }
};

IndexWorker::IndexWorker(std::function<void()> wake)
    : m_state(std::make_shared<State>()), m_worker("weir-index", WorkerThread::Priority::AfterWindow)
{
    m_state->wake = std::move(wake);
    m_worker.startEventLoop();
    m_worker.post([state = m_state.get()] {
        state->rest = std::make_unique<QTimer>();
        state->rest->setSingleShot(true);
        QObject::connect(state->rest.get(), &QTimer::timeout, state->rest.get(), [state] { state->onRest(); });
    });
}

IndexWorker::~IndexWorker()
{
    m_worker.post([state = m_state] { state->rest.reset(); });
}

void IndexWorker::take(scene::SceneUpdate update)
{
    const bool wasEmpty = m_state->scenes.putMerged([&update](scene::SceneUpdate* waiting) {
        return waiting ? scene::merge(std::move(*waiting), std::move(update)) : std::move(update);
    });
    if (wasEmpty)
        m_worker.post([state = m_state] { index(state); });
}

std::optional<scene::IndexedUpdate> IndexWorker::takeIndexed() { return m_state->indexed.take(); }

void IndexWorker::index(const std::shared_ptr<State>& state)
{
    auto update = state->scenes.take();
    if (!update)
        return;
    state->scene = update->scene;
    state->indexer.take(*update);
    if (state->indexer.drift() > mostDrift && Clock::now() - state->settled > pauseOfItsTime * state->settling)
        state->settle(scene::SpatialIndexer::usualGrowth);
    state->publish(std::move(update->dirt));
    state->waitForRest();
}

} // namespace weir::lens
