#pragma once
#include "base/clock.h"
#include "base/worker_thread.h"
#include "render/edge_strokes.h"
#include "scene/block_choice.h"
#include <QtCore/qbytearray.h>
#include <QtCore/qsize.h>
#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

class QTimer;

namespace weir::render {

inline constexpr std::size_t paletteSize = 16;

/// What a picture shows of a scene, in pixels: the same for the CPU and the GPU.
struct SplatTask {
    std::shared_ptr<const scene::Scene> scene;
    std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
    scene::ChosenBlocks nodes, edges;
    scene::Affine pixelFromWorld;
    QSize size;
    float edgeWeight = 1;          ///< density of an edge
    float nodeWeight = 1;          ///< how many nodes each stands for
    float nodeRadius = 0;          ///< pixels, of relative radius 1
    float pixelRatio = 1;          ///< pixels an item pixel
    float largestRadius = 0;       ///< pixels: larger nodes are left to the GPU
    float thinnedFrom = 1e9F;      ///< pixels: longer edges have less density
    /// Edges are drawn as strokes where not too many are in view. Nothing: as lines.
    std::optional<StrokeView> strokes;
    std::array<std::array<float, 3>, paletteSize> palette{};
};

/// Edges as an image of line densities and small nodes as one of their colours, drawn by threads: what a device that is a CPU
/// does slowly by its rasteriser. Made, asked and destroyed on the render thread. The result does not depend on timing. What
/// pictures are drawn in, some 20 bytes a pixel and worker, is kept from one to the next, and freed once none came for a while.
class PictureSplatter final {
public:
    /// One picture on its way. Thread-safe.
    class Job final {
    public:
        [[nodiscard]] bool done() const;
        /// True: done within `ms`.
        [[nodiscard]] bool waitFor(double ms) const;
        void cancel() { m_cancelled = true; }

        // Valid once done:
        [[nodiscard]] const QByteArray& edgePixels() const { return m_edgePixels; }   ///< width * height floats
        /// width * height RGBA, premultiplied; of size 0: no node was small enough.
        [[nodiscard]] const QByteArray& nodePixels() const { return m_nodePixels; }
        [[nodiscard]] std::vector<EdgeBow>& bows() { return m_strokes.bows; }
        [[nodiscard]] bool stroked() const { return m_stroked; }   ///< edges have their shapes; else they are lines
        [[nodiscard]] double tookMs() const { return m_tookMs; }

    private:
        friend class PictureSplatter;
        SplatTask m_task;
        std::function<void()> m_ready;
        std::atomic<bool> m_cancelled = false;
        QByteArray m_edgePixels, m_nodePixels;
        EdgeStrokes m_strokes;
        bool m_stroked = false;
        TimePoint m_started;
        double m_tookMs = 0;
        bool m_done = false;
        mutable std::mutex m_mutex;
        mutable std::condition_variable m_finished;
    };

    PictureSplatter();
    ~PictureSplatter();
    PictureSplatter(const PictureSplatter&) = delete;
    PictureSplatter& operator=(const PictureSplatter&) = delete;

    /// Starts a picture. `ready` is called from a worker when it is done, unless it was cancelled.
    /// Pictures are drawn one after the other.
    [[nodiscard]] std::shared_ptr<Job> start(SplatTask task, std::function<void()> ready);

    /// A whole picture at once, on the calling thread: for those so small that going through a worker takes longer.
    [[nodiscard]] std::shared_ptr<Job> drawNow(SplatTask task);

private:
    struct Shared;

    static void run(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Job>& job, std::size_t worker);
    void onUse();
    void onRest();   // on the first worker

    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<Shared> m_alone;             // the calling thread's
    std::mutex m_aloneMutex;
    std::weak_ptr<Job> m_last;
    std::unique_ptr<QTimer> m_rest;              // of the first worker, lives there
    std::atomic<bool> m_waitsForRest = false;
    std::atomic<Clock::rep> m_lastUse = 0;
    std::vector<std::unique_ptr<WorkerThread>> m_workers;   // end first: they use the others
};

} // namespace weir::render
