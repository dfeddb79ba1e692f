#pragma once
#include "base/clock.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "pipeline/look/component_colours.h"
#include <condition_variable>
#include <functional>
#include <mutex>

namespace weir::pipeline {

/// Finds the connected components of the newest scene on a thread of its own, again when edges or nodes came or went, at most a
/// few times a second. Made, used and destroyed on one thread.
class ComponentFinder final {
public:
    /// `onFound` says "look" and is called on the finder's thread; not after the destructor began to wait for it.
    explicit ComponentFinder(std::function<void()> onFound);
    ~ComponentFinder() { m_thread.stop(); }

    void setScene(std::shared_ptr<const scene::Scene> scene);
    /// Nothing: none newer than those taken before.
    [[nodiscard]] std::shared_ptr<const ComponentColours> take() { return m_found.take().value_or(nullptr); }

private:
    void run(const std::stop_token& stop);

    static constexpr std::chrono::milliseconds pause{250};
    static constexpr int pauseShare = 4;   // looking takes at most one part in so many of the time, and one

    std::function<void()> m_onFound;
    Mailbox<std::shared_ptr<const ComponentColours>> m_found;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::shared_ptr<const scene::Scene> m_scene;   // guarded by m_mutex
    WorkerThread m_thread{"weir-components", WorkerThread::Priority::Background};
};

} // namespace weir::pipeline
