#include "pipeline/scene_publisher.h"
#include <algorithm>
#include <utility>

namespace weir::pipeline {

namespace {

constexpr std::chrono::milliseconds sceneInterval{16};
constexpr std::chrono::milliseconds lookInterval{250};

} // namespace

ScenePublisher::ScenePublisher(const stream::Applier& applier, ShownModel& model, LayoutDriver& layout, std::function<void(scene::SceneUpdate)> publish)
    : m_applier(applier), m_model(model), m_layout(layout), m_publish(std::move(publish)), m_builder(model)
{
    m_sceneTimer.setSingleShot(true);
    m_sceneTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_sceneTimer, &QTimer::timeout, this, &ScenePublisher::publish);
    m_dueTimer.setSingleShot(true);
    connect(&m_dueTimer, &QTimer::timeout, this, &ScenePublisher::schedule);
    connect(&m_lookTimer, &QTimer::timeout, this, &ScenePublisher::tellLook);
    m_lookTimer.start(lookInterval);
}

void ScenePublisher::schedule()
{
    if (!m_sceneTimer.isActive())
        m_sceneTimer.start(sceneInterval);
}

void ScenePublisher::setLook(const LookSettings& look)
{
    m_builder.setLook(look);
    if (!m_builder.wantsComponents())
        m_components.reset();
    schedule();
}

void ScenePublisher::setHandPlace(std::uint64_t epochVersion, Slot node, std::optional<scene::Point> place)
{
    if (!m_model.isOf(epochVersion))
        return;
    m_model.placeByHand(node, place);
    schedule();
}

void ScenePublisher::takeBackHandPlaces()
{
    m_model.takeBackHandPlaces();
    schedule();
}

void ScenePublisher::setPlacedBy(SceneBuilder::PlacedBy who)
{
    m_builder.setPlacedBy(who);
    schedule();
}

void ScenePublisher::setPaused(bool paused)
{
    if (paused != m_pausedAt.has_value())
        m_pausedAt = paused ? std::optional(Clock::now()) : std::nullopt;
    schedule();   // whose ages go on from here
}

void ScenePublisher::publish()
{
    if (auto places = m_layout.takePlaces())
        m_builder.setPlaces(std::move(places));
    if (auto components = m_components ? m_components->take() : nullptr)
        m_builder.setComponents(std::move(components));
    if (std::exchange(m_resets, m_applier.resets()) != m_applier.resets())
        Q_EMIT graphReplaced();
    // What ends a catch-up is still part of it.
    m_builder.setTellsChanges(std::exchange(m_followed, m_applier.following()) && m_applier.following());
    const Moment at = moment();
    auto update = m_builder.build(m_applier.appliedTick(), at);
    wakeForLook();
    if (update)
        m_newest = update->scene;
    findComponents();
    if (update) {
        m_layout.setScene(update->scene, at.catchingUp ? LayoutDriver::Arrival::InParts : LayoutDriver::Arrival::Whole);
        m_publish(std::move(*update));
    }
    Q_EMIT built();
}

Moment ScenePublisher::moment()
{
    const std::uint64_t catchUps = m_applier.totals().snapshots + m_applier.totals().scans;
    const bool caughtUp = std::exchange(m_catchUps, catchUps) != catchUps;   // since the last moment, so short was it
    return {.now = now(), .catchingUp = caughtUp || !m_applier.following()};
}

/// Looks change by themselves too: with age, and a slice at a time where all do.
void ScenePublisher::wakeForLook()
{
    const auto due = m_builder.nextDue();
    if (!due)
        return m_dueTimer.stop();
    const Clock::duration wait = *due - now();
    if (wait <= Clock::duration::zero())
        schedule();
    else if (!m_pausedAt)
        m_dueTimer.start(std::chrono::ceil<std::chrono::milliseconds>(std::min<Clock::duration>(wait, std::chrono::hours(1))));
}

void ScenePublisher::findComponents()
{
    if (!m_builder.wantsComponents() || !m_newest)
        return;
    if (!m_components)
        m_components = std::make_unique<ComponentFinder>([this] { QMetaObject::invokeMethod(this, &ScenePublisher::schedule, Qt::QueuedConnection); });
    m_components->setScene(m_newest);
}

void ScenePublisher::tellLook()
{
    LookAnswer answer = m_builder.lookAnswer();
    if (answer == m_told)
        return;
    m_told = std::move(answer);
    Q_EMIT looked(m_told);
}

} // namespace weir::pipeline
