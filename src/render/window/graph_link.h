#pragma once
#include "render/window/picture_report.h"
#include <functional>
#include <mutex>
#include <utility>

namespace weir::render {

/// Carries reports from the render thread to whoever shows the picture. Thread-safe; shared by both ends, so either may go
/// first.
class GraphLink final {
public:
    /// `wake` is called from the render thread and from the splatter's; it must only post. Nothing: calls go nowhere.
    /// A report wakes nobody before its frame ended: whoever then asked for the next frame would wait for this one.
    void setWake(std::function<void()> wake)
    {
        const std::lock_guard lock(m_mutex);
        m_wake = std::move(wake);
    }

    /// A next frame would find something to do.
    void requestFrame()
    {
        const std::lock_guard lock(m_mutex);
        m_frameRequested = true;
        if (m_wake)
            m_wake();
    }

    void publish(const PictureReport& report)
    {
        const std::lock_guard lock(m_mutex);
        m_report = report;
        m_unannounced = true;
    }

    /// The frame that published last is over.
    void frameEnded()
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_unannounced, false) && m_wake)
            m_wake();
    }

    /// True once after requestFrame().
    [[nodiscard]] bool takeFrameRequest()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_frameRequested, false);
    }

    [[nodiscard]] PictureReport report() const
    {
        const std::lock_guard lock(m_mutex);
        return m_report;
    }

private:
    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    PictureReport m_report;
    bool m_unannounced = false;
    bool m_frameRequested = false;
};

} // namespace weir::render
