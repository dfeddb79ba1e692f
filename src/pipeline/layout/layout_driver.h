#pragma once
#include "base/clock.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "layout/force/force_layout.h"
#include "pipeline/layout/layout_places.h"
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace weir::pipeline {

/// Runs the layout on a thread of its own, in the background of everything else: takes scenes for their structure, gives
/// places. Sleeps while there is nothing to move. Made and destroyed on one thread; the calls may come from any.
class LayoutDriver final {
public:
    /// `onPlaces` says "look" and is called on the layout's thread, when the last places were taken.
    /// `onActive` tells whether nodes are being moved, on the layout's thread.
    LayoutDriver(unsigned threads, std::function<void()> onPlaces, std::function<void(bool)> onActive);
    ~LayoutDriver();
    /// Ends the thread: no callback comes after it. The other calls then do nothing.
    void stop() { m_thread.stop(); }

    /// Whether a scene is a step on the way to one, as while a snapshot comes in parts.
    enum class Arrival : std::uint8_t { Whole, InParts };
    /// The newest scene; the layout follows its structure, a few times a second at most.
    void setScene(std::shared_ptr<const scene::Scene> scene, Arrival arrival = Arrival::Whole);
    [[nodiscard]] std::shared_ptr<const LayoutPlaces> takePlaces();
    /// Off, nothing is placed.
    void setRunning(bool running);
    /// Held, nodes that have a place keep it and new ones get theirs beside neighbours. Another graph is laid out first, as is this
    /// one by restart(), and what comes in parts finds its places until it is whole.
    void setHeld(bool held);
    /// Forgets all places and lays out anew; what was pinned is let go.
    void restart();
    /// Holds a node where a person puts it, also while the layout does not run; dragging is pinning again and again, of which only the
    /// newest place counts. `slot` is one of the newest scene. Nodes with places of the source's stay where that has them.
    void pin(Slot slot, scene::Point place);
    void unpin(Slot slot);

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] bool adoptScene(layout::ForceLayout& layout, TimePoint now);
    [[nodiscard]] bool takePins(layout::ForceLayout& layout);
    void layFirst();
    [[nodiscard]] bool mayMove(layout::ForceLayout& layout);
    void publish(const layout::ForceLayout& layout);
    void want(Slot slot, std::optional<scene::Point> place);

    static constexpr std::chrono::milliseconds adoptInterval{250};
    static constexpr int adoptShare = 4;           // of the time at most one part in so many goes into taking structures over
    static constexpr std::chrono::milliseconds publishInterval{40};
    static constexpr std::chrono::microseconds publishPausePerPage{250};   // taking a page over is work of the stream's thread

    unsigned m_threads;
    std::function<void()> m_onPlaces;
    std::function<void(bool)> m_onActive;
    Mailbox<std::shared_ptr<const LayoutPlaces>> m_places;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::shared_ptr<const scene::Scene> m_scene;   // guarded by m_mutex, as are the next seven
    std::shared_ptr<const scene::Scene> m_laidOut; // until the next comes: freeing a large one in the background, where that is stopped
                                                   // at any moment, would hold the allocator's lock against those who cannot wait
    bool m_running = true;
    bool m_restart = false;
    bool m_held = false;
    bool m_layFirst = false;                       // although held, until that rests
    bool m_cameInParts = false;                    // since a scene was last laid out
    struct Wish {
        std::optional<scene::Point> place;         // nothing: let go
        Generation generation;                     // of the node that was meant
    };
    std::map<Slot, Wish> m_wishes;                 // guarded by m_mutex; of each node the newest

    std::uint64_t m_structure = 0;                 // of the scene that is laid out; layout thread only, as what follows
    std::uint64_t m_epoch = 0;
    TimePoint m_adopted{};
    Clock::duration m_publishPause = publishInterval;
    Clock::duration m_adoptPause = adoptInterval;  // until the next structure is looked at
    std::vector<Generation> m_generations;
    std::shared_ptr<const LayoutPlaces> m_published = std::make_shared<const LayoutPlaces>();
    WorkerThread m_thread{"weir-layout", WorkerThread::Priority::LastOfAll};
};

} // namespace weir::pipeline
