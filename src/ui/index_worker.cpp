#include "ui/index_worker.h"
#include "base/freed_memory.h"
#include "scene/spatial_indexer.h"
#include <QtCore/QTimer>

namespace weir::ui {

namespace {

constexpr int restMs = 120;             // without another scene, after which bounds are made exact
constexpr int longRestMs = 1000;        // after much came: a graph that came in parts is whole by then
constexpr double growthAtLongRest = 0.01;
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
    bool muchCame = false;      // since the last long rest

    [[nodiscard]] bool isUnsettled() const { return indexer.drift() > 0 || indexer.growth() > scene::SpatialIndexer::usualGrowth; }

    void onRest()
    {
        const bool longRest = !isUnsettled();
        if (!longRest || indexer.growth() > growthAtLongRest) {
            muchCame |= indexer.growth() > scene::SpatialIndexer::usualGrowth;
            settle(longRest ? growthAtLongRest : scene::SpatialIndexer::usualGrowth);
            publish({});
            return waitForRest();
        }
        giveBackFreedMemory();   // what was freed on the way will not be needed again
        muchCame = false;
    }

    void waitForRest()
    {
        if (isUnsettled())
            rest->start(restMs);
        else if (muchCame)
            rest->start(longRestMs);
        else
            rest->stop();
    }

    void settle(double mostGrowth = scene::SpatialIndexer::usualGrowth)
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
    const bool anotherGraph = !state->scene || state->scene->epochVersion != update->scene->epochVersion;
    state->scene = update->scene;
    state->indexer.take(*update);
    if (state->indexer.drift() > mostDrift && Clock::now() - state->settled > pauseOfItsTime * state->settling)
        state->settle();
    state->publish(std::move(update->dirt));
    state->muchCame |= anotherGraph;
    state->waitForRest();
}

} // namespace weir::ui
