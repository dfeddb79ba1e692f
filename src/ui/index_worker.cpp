#include "ui/index_worker.h"
#include "base/freed_memory.h"
#include "scene/spatial_indexer.h"
#include <QtCore/QTimer>

namespace weir::ui {

namespace {

constexpr int restMs = 120;             // without another scene, after which bounds are made exact
constexpr int giveBackMs = 1000;        // after another graph was sorted: then what held the one before is free
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
    bool giveBack = false;      // the graph became another: much was freed, and will not be needed again

    void onRest()
    {
        if (indexer.drift() > 0 || indexer.grown()) {
            giveBack |= indexer.grown();
            settle();
            publish({});
            return waitForRest();
        }
        giveBackFreedMemory();
        giveBack = false;
    }

    void waitForRest()
    {
        if (indexer.drift() > 0 || indexer.grown())
            rest->start(restMs);
        else if (giveBack)
            rest->start(giveBackMs);
        else
            rest->stop();
    }

    void settle()
    {
        const TimePoint began = Clock::now();
        indexer.settle();
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
    state->giveBack |= anotherGraph;
    state->waitForRest();
}

} // namespace weir::ui
