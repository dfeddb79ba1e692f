#include "pipeline/layout/layout_driver.h"

namespace weir::pipeline {

namespace {

std::shared_ptr<const layout::Topology> topologyOf(const scene::Scene& scene)
{
    auto topology = std::make_shared<layout::Topology>();
    topology->live.resize(scene.nodeSlots);
    topology->generations.resize(scene.nodeSlots);
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        const scene::NodeStyle& style = scene.style(node);
        topology->live[node] = style.live ? 1 : 0;
        topology->generations[node] = style.generation;
        if (style.fromSource && style.placed) {
            const scene::Point point = scene.position(node);
            topology->given.push_back({node, {point.x, point.y}});
        }
    }
    topology->edges.reserve(scene.edgeCount);
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        const scene::SceneEdge& edge = scene.edge(slot);
        if (edge.source != noSlot)
            topology->edges.push_back({edge.source, edge.target});
    }
    return topology;
}

} // namespace

LayoutDriver::LayoutDriver(unsigned threads, std::function<void()> onPlaces, std::function<void(bool)> onActive)
    : m_threads(threads), m_onPlaces(std::move(onPlaces)), m_onActive(std::move(onActive))
{
    m_thread.start([this](const std::stop_token& stop) { run(stop); });
}

LayoutDriver::~LayoutDriver() { stop(); }

void LayoutDriver::setScene(std::shared_ptr<const scene::Scene> scene, Arrival arrival)
{
    // What nobody else holds is freed here, on the thread that made it, and not under the lock.
    std::shared_ptr<const scene::Scene> laidOut;
    {
        const std::lock_guard lock(m_mutex);
        m_scene.swap(scene);
        m_cameInParts |= arrival == Arrival::InParts;
        m_laidOut.swap(laidOut);
        m_wake.notify_one();
    }
}

std::shared_ptr<const LayoutPlaces> LayoutDriver::takePlaces() { return m_places.take().value_or(nullptr); }

void LayoutDriver::setRunning(bool running)
{
    const std::lock_guard lock(m_mutex);
    m_running = running;
    m_wake.notify_one();
}

void LayoutDriver::setHeld(bool held)
{
    const std::lock_guard lock(m_mutex);
    m_held = held;
    m_layFirst = false;
    m_wake.notify_one();
}

void LayoutDriver::restart()
{
    const std::lock_guard lock(m_mutex);
    m_restart = true;
    m_layFirst = true;
    m_wake.notify_one();
}

void LayoutDriver::pin(Slot slot, scene::Point place) { want(slot, place); }

void LayoutDriver::unpin(Slot slot) { want(slot, std::nullopt); }

void LayoutDriver::want(Slot slot, std::optional<scene::Point> place)
{
    const std::lock_guard lock(m_mutex);
    if (!m_scene || slot >= m_scene->nodeSlots)
        return;
    m_wishes[slot] = {place, m_scene->style(slot).generation};
    m_wake.notify_one();
}

bool LayoutDriver::takePins(layout::ForceLayout& layout)
{
    std::map<Slot, Wish> wishes;
    {
        const std::lock_guard lock(m_mutex);
        wishes.swap(m_wishes);
    }
    bool any = false;
    for (const auto& [slot, wish] : wishes) {
        if (slot >= m_generations.size() || m_generations[slot] != wish.generation)
            continue;       // gone, or not laid out yet
        any = true;
        if (wish.place)
            layout.pin(slot, {wish.place->x, wish.place->y});
        else
            layout.unpin(slot);
    }
    return any;
}

bool LayoutDriver::adoptScene(layout::ForceLayout& layout, TimePoint now)
{
    std::shared_ptr<const scene::Scene> scene;
    bool held = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_scene)
            return false;
        const bool anotherGraph = m_scene->epochVersion != m_epoch;
        if (m_scene->structureVersion == m_structure || (!anotherGraph && now - m_adopted < m_adoptPause))
            return false;
        scene = m_scene;
        const bool inParts = std::exchange(m_cameInParts, false);
        m_layFirst |= anotherGraph || inParts || m_generations.empty();
        held = m_held && !m_layFirst;
    }
    layout.hold(held);
    m_structure = scene->structureVersion;
    m_epoch = scene->epochVersion;
    m_adopted = now;
    if (!scene->needsLayout) {
        layout.setTopology(nullptr);
        m_generations.clear();
        return false;
    }
    auto topology = topologyOf(*scene);
    m_generations = topology->generations;
    layout.setTopology(std::move(topology));
    if (layout.startsAnew())
        layFirst();   // none of its nodes has a place
    m_adoptPause = std::max<Clock::duration>(adoptInterval, adoptShare * (Clock::now() - now));
    const std::lock_guard lock(m_mutex);
    m_laidOut = std::move(scene);
    return true;
}

void LayoutDriver::publish(const layout::ForceLayout& layout)
{
    m_published = std::make_shared<const LayoutPlaces>(layout.positions(), m_generations, *m_published);
    m_publishPause = std::max<Clock::duration>(publishInterval, m_published->freshPages() * publishPausePerPage);
    if (m_places.put(m_published))
        m_onPlaces();
}

void LayoutDriver::layFirst()
{
    const std::lock_guard lock(m_mutex);
    m_layFirst = true;
}

bool LayoutDriver::mayMove(layout::ForceLayout& layout)
{
    bool held = false;
    {
        const std::lock_guard lock(m_mutex);
        m_layFirst = m_layFirst && !layout.settled();
        held = m_held && !m_layFirst;
    }
    layout.hold(held);
    return !held || layout.startsAnew();
}

void LayoutDriver::run(const std::stop_token& stop)
{
    auto layout = std::make_unique<layout::ForceLayout>(layout::ForceLayout::Config{.threads = m_threads});
    bool active = false, unpublished = false;
    TimePoint published{};
    const auto setActive = [&](bool now) {
        if (std::exchange(active, now) != now)
            m_onActive(now);
    };
    const auto publishNow = [&] {
        publish(*layout);
        published = Clock::now();
        unpublished = false;
    };
    while (!stop.stop_requested()) {
        bool running = false, held = false;
        {
            const std::lock_guard lock(m_mutex);
            running = m_running;
            held = m_held;
            if (std::exchange(m_restart, false)) {
                layout = std::make_unique<layout::ForceLayout>(layout::ForceLayout::Config{.threads = m_threads});
                m_structure = 0;
                m_adopted = {};
            }
        }
        const TimePoint now = Clock::now();
        const bool adopted = running && adoptScene(*layout, now);
        unpublished |= adopted;
        const bool moves = running && mayMove(*layout);
        if (adopted && moves)
            setActive(true);
        if (takePins(*layout))   // what is dragged is shown at once
            publishNow();
        if (moves && !m_generations.empty() && !layout->settled())
            setActive(true);
        if (moves && active && !m_generations.empty()) {
            const bool more = layout->step(stop);
            unpublished = true;
            if (!more)
                publishNow();   // before it is said that nothing moves
            setActive(more);
        } else if (active) {
            if (unpublished)
                publishNow();
            setActive(false);
        }
        if (unpublished && (Clock::now() - published >= m_publishPause || !active))
            publishNow();
        if (active)
            continue;
        // Nothing moves: sleep until something new is to be laid out, looking again soon where that came too early.
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, adoptInterval, [this, running, held] {
            return m_restart || m_running != running || m_held != held || !m_wishes.empty() || (m_scene && m_running && m_scene->epochVersion != m_epoch);
        });
    }
}

} // namespace weir::pipeline
