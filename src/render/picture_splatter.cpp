#include "render/picture_splatter.h"
#include "base/freed_memory.h"
#include "render/dimmed.h"
#include "render/line_walk.h"
#include "render/node_splat.h"
#include "render/stroke_splat.h"
#include "scene/node_size.h"
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <barrier>
#include <string>

namespace weir::render {

namespace {

constexpr int mostWorkers = 4;
constexpr std::chrono::milliseconds restAfter{2000};
constexpr std::size_t blocksAtOnce = 4;    // dealt out to the workers in turn, always the same way

/// From where a worker's rows begin.
int bandStart(int height, std::size_t worker, std::size_t workers)
{
    return static_cast<int>(static_cast<std::size_t>(height) * worker / workers);
}

} // namespace

/// What the workers work on together; the barrier keeps its use by one picture apart from the next one's.
struct PictureSplatter::Shared {
    explicit Shared(std::size_t workers) : together(static_cast<std::ptrdiff_t>(workers)), edges(workers), seen(workers) {}

    std::barrier<> together;
    std::vector<std::vector<float>> edges;   // one image a worker, with LineWalk's border
    std::vector<std::vector<Slot>> seen;     // edges of a close view, each worker's part
    std::vector<float> nodes;                // one image, each worker has rows of its own

    /// On that worker's thread, which draws no picture then. What the others read of it they read in pictures that it takes part in.
    void free(std::size_t worker)
    {
        edges[worker] = {};
        seen[worker] = {};
        if (worker == 0)
            nodes = {};
    }
};

bool PictureSplatter::Job::done() const
{
    const std::lock_guard lock(m_mutex);
    return m_done;
}

bool PictureSplatter::Job::waitFor(double ms) const
{
    std::unique_lock lock(m_mutex);
    return m_finished.wait_for(lock, std::chrono::duration<double, std::milli>(ms), [this] { return m_done; });
}

PictureSplatter::PictureSplatter()
{
    const auto workers = static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, mostWorkers));
    m_shared = std::make_shared<Shared>(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        m_workers.push_back(
            std::make_unique<WorkerThread>("weir-splat-" + std::to_string(i), WorkerThread::Priority::Background));
        m_workers.back()->startEventLoop();
    }
    m_workers[0]->post([this] {
        m_rest = std::make_unique<QTimer>();
        m_rest->setSingleShot(true);
        QObject::connect(m_rest.get(), &QTimer::timeout, m_rest.get(), [this] { onRest(); });
    });
}

PictureSplatter::~PictureSplatter()
{
    if (const auto last = m_last.lock())
        last->cancel();
    m_workers[0]->post([this] { m_rest.reset(); });
}

void PictureSplatter::onUse()
{
    m_lastUse = Clock::now().time_since_epoch().count();
    if (!m_waitsForRest.exchange(true))
        m_workers[0]->post([this] { m_rest->start(restAfter); });
}

void PictureSplatter::onRest()
{
    const Clock::duration since = Clock::now().time_since_epoch() - Clock::duration(m_lastUse.load());
    if (since < restAfter)
        return m_rest->start(std::chrono::ceil<std::chrono::milliseconds>(restAfter - since));
    m_waitsForRest = false;
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        m_workers[i]->post([shared = m_shared, i] {
            shared->free(i);
            giveBackFreedMemory();
        });
    }
    // A picture that is drawn just now waits for the next rest.
    if (const std::unique_lock lock(m_aloneMutex, std::try_to_lock); lock && m_alone)
        m_alone->free(0);
}

std::shared_ptr<PictureSplatter::Job> PictureSplatter::start(SplatTask task, std::function<void()> ready)
{
    auto job = std::make_shared<Job>();
    job->m_task = std::move(task);
    job->m_started = Clock::now();
    job->m_ready = std::move(ready);
    m_last = job;
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        m_workers[i]->post([shared = m_shared, job, i] { run(shared, job, i); });
    onUse();
    return job;
}

std::shared_ptr<PictureSplatter::Job> PictureSplatter::drawNow(SplatTask task)
{
    const std::lock_guard lock(m_aloneMutex);
    if (!m_alone)
        m_alone = std::make_shared<Shared>(1);
    auto job = std::make_shared<Job>();
    job->m_task = std::move(task);
    job->m_started = Clock::now();
    run(m_alone, job, 0);
    onUse();
    return job;
}

void PictureSplatter::run(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Job>& job, std::size_t worker)
{
    const SplatTask& task = job->m_task;
    const scene::Scene& scene = *task.scene;
    const std::size_t workers = shared->edges.size();
    const int width = task.size.width();
    const int height = task.size.height();
    const int stride = width + 2 * LineWalk::border;
    const bool splatsNodes = task.largestRadius > 0 && !task.nodes.numbers.empty();

    // Every worker passes every barrier, cancelled or not: only the work between them is left out.
    if (worker == 0) {
        job->m_edgePixels = QByteArray(static_cast<qsizetype>(width) * height * 4, Qt::Uninitialized);
        if (splatsNodes) {
            job->m_nodePixels = QByteArray(static_cast<qsizetype>(width) * height * 4, Qt::Uninitialized);
            shared->nodes.resize(static_cast<std::size_t>(width) * height * 4);
        }
    }
    shared->together.arrive_and_wait();

    const auto scaleX = static_cast<float>(task.pixelFromWorld.scaleX);
    const auto scaleY = static_cast<float>(task.pixelFromWorld.scaleY);
    const auto offsetX = static_cast<float>(task.pixelFromWorld.offsetX);
    const auto offsetY = static_cast<float>(task.pixelFromWorld.offsetY);
    const auto pixelOf = [&](Slot node) {
        const scene::Point at = scene.position(node);
        return scene::Point{at.x * scaleX + offsetX, at.y * scaleY + offsetY};
    };

    std::vector<float>& image = shared->edges[worker];
    image.assign(static_cast<std::size_t>(stride) * (height + 2 * LineWalk::border), 0.0F);
    float* const firstPixel = image.data() + static_cast<std::ptrdiff_t>(stride) * LineWalk::border + LineWalk::border;
    const auto forEachOwnBlock = [&](auto&& visit) {
        for (std::size_t i = 0; i < task.edges.numbers.size() && !job->m_cancelled; ++i) {
            if (i / blocksAtOnce % workers == worker)
                visit(*task.index->edges.blocks[task.edges.numbers[i]]);
        }
    };
    if (task.strokes) {
        std::vector<Slot>& seen = shared->seen[worker];
        seen.clear();
        forEachOwnBlock([&](const scene::SpatialBlock& block) { gatherSeen(scene, block, *task.strokes, seen); });
        shared->together.arrive_and_wait();
        if (worker == 0) {
            std::vector<Slot> all;
            for (const std::vector<Slot>& part : shared->seen)
                all.insert(all.end(), part.begin(), part.end());
            job->m_stroked = all.size() <= mostStroked;
            if (job->m_stroked)
                job->m_strokes = strokesOf(scene, all, *task.strokes);
        }
        shared->together.arrive_and_wait();
    }
    if (job->m_stroked) {
        const StrokeSplat wide(firstPixel, width, height, stride);
        const LineWalk lines(firstPixel, width, height, stride);
        for (std::size_t i = worker; i < job->m_strokes.strokes.size() && !job->m_cancelled; i += workers) {
            const Stroke& stroke = job->m_strokes.strokes[i];
            if (stroke.isLine())
                lines.add(stroke.from[0], stroke.from[1], stroke.to[0], stroke.to[1], stroke.strength);
            else
                wide.add(stroke);
        }
    } else {
        const LineWalk lines(firstPixel, width, height, stride, task.edgeWeight, task.thinnedFrom);
        const bool dims = scene.dimmedNodes > 0;
        const auto shareOf = [&](scene::SceneEdge edge) {
            const bool dimmed = dims && (scene.style(edge.source).standing == scene::Standing::Dimmed
                                         || scene.style(edge.target).standing == scene::Standing::Dimmed);
            return dimmed ? dimmedEdgeShare : 1.0F;
        };
        std::array<scene::SceneEdge, scene::blockSize> ends;
        std::array<std::array<scene::Point, 2>, scene::blockSize> pixels;
        forEachOwnBlock([&](const scene::SpatialBlock& block) {
            // In three rounds, so that the many places in memory that edges lead to are waited for together.
            for (std::uint32_t k = 0; k < block.count; ++k)
                ends[k] = scene.edge(block.slots[k]);
            for (std::uint32_t k = 0; k < block.count; ++k)
                pixels[k] = {pixelOf(ends[k].source), pixelOf(ends[k].target)};
            for (std::uint32_t k = 0; k < block.count; ++k)
                lines.add(pixels[k][0].x, pixels[k][0].y, pixels[k][1].x, pixels[k][1].y, shareOf(ends[k]));
        });
    }

    const int top = bandStart(height, worker, workers);
    const int bottom = bandStart(height, worker + 1, workers);
    if (splatsNodes) {
        const auto rowFloats = static_cast<std::ptrdiff_t>(width) * 4;
        std::fill(shared->nodes.begin() + top * rowFloats, shared->nodes.begin() + bottom * rowFloats, 0.0F);
        const NodeSplat discs(shared->nodes.data(), width, top, bottom, task.nodeWeight);
        for (std::size_t i = 0; i < task.nodes.numbers.size() && !job->m_cancelled; ++i) {
            const scene::SpatialBlock& block = *task.index->nodes.blocks[task.nodes.numbers[i]];
            for (std::uint32_t k = 0; k < block.count; ++k) {
                const scene::Point at = pixelOf(block.slots[k]);
                if (at.y < static_cast<float>(top) - task.largestRadius - 1 || at.y > static_cast<float>(bottom) + task.largestRadius + 1)
                    continue;
                const scene::NodeStyle& style = scene.style(block.slots[k]);
                // In steps of the GPU's records, so that each node is drawn by one of the two.
                const float relative = std::round(scene::relativeRadius(style.radius) * 256) / 256;
                const auto radius = static_cast<float>(scene::drawnRadius(relative, task.nodeRadius, task.pixelRatio));
                if (radius >= task.largestRadius)
                    continue;
                const std::array<float, 3> own{static_cast<float>(style.colour >> 16 & 0xff) / 255, static_cast<float>(style.colour >> 8 & 0xff) / 255,
                                               static_cast<float>(style.colour & 0xff) / 255};
                const auto& colour = style.colour != 0 ? own : task.palette[std::min<std::size_t>(style.category, paletteSize - 1)];
                discs.add(at.x, at.y, radius, relative, colour.data(), style.standing == scene::Standing::Dimmed ? dimmedNodeShare : 1.0F);
            }
        }
        auto* const out = reinterpret_cast<unsigned char*>(job->m_nodePixels.data());
        for (std::ptrdiff_t i = std::ptrdiff_t{top} * width; i < std::ptrdiff_t{bottom} * width && !job->m_cancelled; ++i)
            NodeSplat::resolve(shared->nodes.data() + i * 4, out + i * 4);
    }
    shared->together.arrive_and_wait();

    auto* const out = reinterpret_cast<float*>(job->m_edgePixels.data());
    for (int row = top; row < bottom && !job->m_cancelled; ++row) {
        const std::size_t from = static_cast<std::size_t>(row + LineWalk::border) * stride + LineWalk::border;
        float* const to = out + static_cast<std::ptrdiff_t>(row) * width;
        std::copy_n(shared->edges[0].data() + from, width, to);
        for (std::size_t i = 1; i < workers; ++i) {
            const float* const part = shared->edges[i].data() + from;
            for (int x = 0; x < width; ++x)
                to[x] += part[x];
        }
    }
    shared->together.arrive_and_wait();

    if (worker != 0 || job->m_cancelled)
        return;
    {
        const std::lock_guard lock(job->m_mutex);
        job->m_tookMs = milliseconds(Clock::now() - job->m_started);
        job->m_done = true;
    }
    job->m_finished.notify_all();
    if (job->m_ready)
        job->m_ready();
}

} // namespace weir::render
