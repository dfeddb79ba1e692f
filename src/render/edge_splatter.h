#pragma once
#include "base/clock.h"
#include "base/worker_thread.h"
#include "scene/camera.h"
#include <QtCore/qbytearray.h>
#include <QtCore/qsize.h>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace weir::render {

/// The edges of a scene as an image of line densities, drawn by threads: what a device that is a CPU does slowly by its
/// rasteriser. Made, asked and destroyed on the render thread. The result does not depend on timing.
class EdgeSplatter final {
public:
    /// One image on its way. Thread-safe.
    class Job final {
    public:
        [[nodiscard]] bool done() const;
        /// True: done within `ms`.
        [[nodiscard]] bool waitFor(double ms) const;
        void cancel() { m_cancelled = true; }

        // Valid once done:
        [[nodiscard]] const QByteArray& pixels() const { return m_pixels; }   ///< width * height floats
        [[nodiscard]] std::uint32_t edges() const { return m_edges; }          ///< with two drawn ends
        [[nodiscard]] double tookMs() const { return m_tookMs; }

    private:
        friend class EdgeSplatter;
        std::shared_ptr<const scene::Scene> m_scene;
        scene::Affine m_pixelFromWorld;
        QSize m_size;
        std::function<void()> m_ready;
        std::atomic<bool> m_cancelled = false;
        std::atomic<std::uint32_t> m_edges = 0;
        QByteArray m_pixels;
        TimePoint m_started;
        double m_tookMs = 0;
        bool m_done = false;
        mutable std::mutex m_mutex;
        mutable std::condition_variable m_finished;
    };

    EdgeSplatter();
    ~EdgeSplatter();
    EdgeSplatter(const EdgeSplatter&) = delete;
    EdgeSplatter& operator=(const EdgeSplatter&) = delete;

    /// Starts an image of `size` pixels. `ready` is called from a worker when it is done, unless it was cancelled.
    /// Images are drawn one after the other.
    [[nodiscard]] std::shared_ptr<Job> start(std::shared_ptr<const scene::Scene> scene,
                                             const scene::Affine& pixelFromWorld, QSize size,
                                             std::function<void()> ready);

    /// The whole image at once, on the calling thread: for pictures so small that going through a worker takes longer.
    [[nodiscard]] std::shared_ptr<Job> drawNow(std::shared_ptr<const scene::Scene> scene,
                                               const scene::Affine& pixelFromWorld, QSize size);

private:
    struct Shared;

    [[nodiscard]] static std::shared_ptr<Job> jobOf(std::shared_ptr<const scene::Scene> scene,
                                                    const scene::Affine& pixelFromWorld, QSize size);

    static void run(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Job>& job, std::size_t worker);

    std::shared_ptr<Shared> m_shared, m_alone;
    std::vector<std::unique_ptr<WorkerThread>> m_workers;
    std::weak_ptr<Job> m_last;
};

} // namespace weir::render
