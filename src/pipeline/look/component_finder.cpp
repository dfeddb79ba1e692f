#include "pipeline/look/component_finder.h"

namespace weir::pipeline {

ComponentFinder::ComponentFinder(std::function<void()> onFound) : m_onFound(std::move(onFound))
{
    m_thread.start([this](const std::stop_token& stop) { run(stop); });
}

void ComponentFinder::setScene(std::shared_ptr<const scene::Scene> scene)
{
    const std::lock_guard lock(m_mutex);
    m_scene = std::move(scene);
    m_wake.notify_one();
}

void ComponentFinder::run(const std::stop_token& stop)
{
    std::uint64_t structure = 0, epoch = 0;
    std::shared_ptr<const ComponentColours> before;
    while (!stop.stop_requested()) {
        std::shared_ptr<const scene::Scene> scene;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [&] { return m_scene && m_scene->structureVersion != structure; }))
                return;
            scene = m_scene;
        }
        const TimePoint begun = Clock::now();
        auto found = ComponentColours::of(*scene, scene->epochVersion == epoch ? before.get() : nullptr, stop);
        if (!found)
            return;
        structure = scene->structureVersion;
        epoch = scene->epochVersion;
        before = found;
        if (m_found.put(std::move(found)))
            m_onFound();
        const TimePoint now = Clock::now();
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, stop, now + std::max<Clock::duration>(pause, pauseShare * (now - begun)), [] { return false; });
    }
}

} // namespace weir::pipeline
