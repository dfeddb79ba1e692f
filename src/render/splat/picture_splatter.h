#pragma once
#include "base/clock.h"
#include "base/worker_thread.h"
#include "render/splat/edge_strokes.h"
#include "render/splat/parted_work.h"
#include "scene/index/block_choice.h"
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

/// What colours a picture has where there is an edge density, from 0 to 1: shaders/develop.frag says the same for a GPU.
struct SplatTone {
    std::array<float, 4> ground{}, edge{};   ///< alpha unused, as below
    float edgeShare = 1;           ///< of the edges' colour where the density is without bounds
    float halfDensity = 1;         ///< at which there is half of that
};

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
    std::array<std::array<float, 4>, paletteSize> palette{};
    SplatTone tone{};
};

/// An image of edges and small nodes, drawn by threads: what a device that is a CPU does slowly by its rasteriser. Made, asked and
/// destroyed on one thread. The result depends neither on timing nor on who draws. What pictures are drawn in, 16 bytes a pixel
/// and 4 more for each worker, is kept from one to the next, once for as many as were drawn at a time, and freed when none came
/// for a while.
class PictureSplatter final {
    struct Canvas;
    class CanvasStore;
    static constexpr std::size_t drawingPhases = 5;

public:
    /// One picture on its way. Thread-safe.
    class Job final {
    public:
        Job(SplatTask task, std::shared_ptr<CanvasStore> store, std::size_t parts);
        ~Job();

        [[nodiscard]] bool done() const;
        /// True: done within `ms`.
        [[nodiscard]] bool waitFor(double ms) const;
        void cancel() { m_cancelled = true; }

        // Valid once done:
        [[nodiscard]] const QByteArray& pixels() const { return m_pixels; }   ///< width * height RGBA, opaque
        [[nodiscard]] std::vector<EdgeLane>& lanes() { return m_lanes; }
        [[nodiscard]] bool stroked() const { return m_stroked; }   ///< edges have their shapes; else they are lines
        [[nodiscard]] double tookMs() const { return m_tookMs; }

    private:
        friend class PictureSplatter;

        void draw();   // what no other thread draws of it, then waits for those that do
        // Its phases; those of a part by whichever thread took the part.
        void prepare();
        void gather(std::size_t part);
        void drawEdges(std::size_t part);
        void develop(std::size_t part);
        void drawNodes(std::size_t part);
        void finish();

        template <int channels>
        void drawStrokes(std::size_t part, float* firstPixel);
        template <int channels>
        void drawLines(std::size_t part, float* firstPixel);
        void forEachEdgeBlock(std::size_t part, const auto& visit) const;
        [[nodiscard]] bool splatsNodes() const;
        [[nodiscard]] bool drawsStrokes() const;             // once all are gathered
        [[nodiscard]] int edgeChannels() const;              // of the images of edges, see LineWalkOf
        [[nodiscard]] int stride() const;                    // of an image with its border
        [[nodiscard]] int topRow(std::size_t part) const;

        SplatTask m_task;
        std::function<void()> m_ready;
        std::atomic<bool> m_cancelled = false;
        PartedWork<drawingPhases> m_work;
        std::shared_ptr<CanvasStore> m_store;
        std::unique_ptr<Canvas> m_canvas;
        QByteArray m_pixels;
        unsigned char* m_rows = nullptr;   // of m_pixels
        std::vector<EdgeLane> m_lanes;
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
    [[nodiscard]] std::shared_ptr<Job> start(SplatTask task, std::function<void()> ready);

    /// A whole picture at once, drawn by the calling thread and by the workers that have nothing else to do: one that has begun a part
    /// is waited for, on a full machine at its low priority.
    [[nodiscard]] std::shared_ptr<Job> drawNow(SplatTask task);

private:
    std::shared_ptr<Job> jobOf(SplatTask task) const;
    void join(const std::shared_ptr<Job>& job, std::size_t firstWorker);
    void onUse();
    void onRest();   // on the first worker

    std::shared_ptr<CanvasStore> m_canvases;
    std::weak_ptr<Job> m_last;
    std::unique_ptr<QTimer> m_rest;              // of the first worker, lives there
    std::atomic<bool> m_waitsForRest = false;
    std::atomic<Clock::rep> m_lastUse = 0;
    std::vector<std::unique_ptr<WorkerThread>> m_workers;   // end first: they use the others
};

} // namespace weir::render
