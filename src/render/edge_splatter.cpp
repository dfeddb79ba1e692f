#include "render/edge_splatter.h"
#include "render/line_walk.h"
#include <QtCore/qthread.h>
#include <barrier>
#include <string>

namespace weir::render {

namespace {

constexpr int mostWorkers = 4;
constexpr std::size_t pagesAtOnce = 4;     // dealt out to the workers in turn, always the same way
constexpr float nowhere = 1e30F;

} // namespace

/// What the workers work on together; the barrier keeps its use by one image apart from the next one's.
struct EdgeSplatter::Shared {
    explicit Shared(std::size_t workers) : together(static_cast<std::ptrdiff_t>(workers)), images(workers) {}

    std::barrier<> together;
    std::vector<scene::Point> pixels;               // of every node
    std::vector<std::vector<float>> images;         // one a worker, with LineWalk's border
};

bool EdgeSplatter::Job::done() const
{
    const std::lock_guard lock(m_mutex);
    return m_done;
}

bool EdgeSplatter::Job::waitFor(double ms) const
{
    std::unique_lock lock(m_mutex);
    return m_finished.wait_for(lock, std::chrono::duration<double, std::milli>(ms), [this] { return m_done; });
}

EdgeSplatter::EdgeSplatter()
{
    const auto workers = static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, mostWorkers));
    m_shared = std::make_shared<Shared>(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        m_workers.push_back(
            std::make_unique<WorkerThread>("weir-splat-" + std::to_string(i), WorkerThread::Priority::Background));
        m_workers.back()->startEventLoop();
    }
}

EdgeSplatter::~EdgeSplatter()
{
    if (const auto last = m_last.lock())
        last->cancel();
}

std::shared_ptr<EdgeSplatter::Job> EdgeSplatter::start(std::shared_ptr<const scene::Scene> scene,
                                                       const scene::Affine& pixelFromWorld, QSize size,
                                                       std::function<void()> ready)
{
    auto job = jobOf(std::move(scene), pixelFromWorld, size);
    job->m_ready = std::move(ready);
    m_last = job;
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        m_workers[i]->post([shared = m_shared, job, i] { run(shared, job, i); });
    return job;
}

std::shared_ptr<EdgeSplatter::Job> EdgeSplatter::drawNow(std::shared_ptr<const scene::Scene> scene,
                                                         const scene::Affine& pixelFromWorld, QSize size)
{
    if (!m_alone)
        m_alone = std::make_shared<Shared>(1);
    auto job = jobOf(std::move(scene), pixelFromWorld, size);
    run(m_alone, job, 0);
    return job;
}

std::shared_ptr<EdgeSplatter::Job> EdgeSplatter::jobOf(std::shared_ptr<const scene::Scene> scene,
                                                       const scene::Affine& pixelFromWorld, QSize size)
{
    auto job = std::make_shared<Job>();
    job->m_scene = std::move(scene);
    job->m_pixelFromWorld = pixelFromWorld;
    job->m_size = size;
    job->m_started = Clock::now();
    return job;
}

void EdgeSplatter::run(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Job>& job, std::size_t worker)
{
    const scene::Scene& scene = *job->m_scene;
    const std::size_t workers = shared->images.size();
    const int width = job->m_size.width();
    const int height = job->m_size.height();
    const int stride = width + 2 * LineWalk::border;

    // Every worker passes every barrier, cancelled or not: only the work between them is left out.
    if (worker == 0) {
        shared->pixels.resize(scene.nodeSlots);
        job->m_pixels = QByteArray(static_cast<qsizetype>(width) * height * 4, Qt::Uninitialized);
    }
    shared->together.arrive_and_wait();

    const scene::Affine at = job->m_pixelFromWorld;
    const auto scaleX = static_cast<float>(at.scaleX);
    const auto scaleY = static_cast<float>(at.scaleY);
    const auto offsetX = static_cast<float>(at.offsetX);
    const auto offsetY = static_cast<float>(at.offsetY);
    for (std::size_t page = worker; page < scene.positions.size() && !job->m_cancelled; page += workers) {
        const auto first = static_cast<std::uint32_t>(page * scene::pageSize);
        if (first >= scene.nodeSlots)
            break;
        const std::uint32_t count = std::min(scene::pageSize, scene.nodeSlots - first);
        const auto& points = scene.positions[page]->points;
        const auto& styles = scene.styles[page]->styles;
        for (std::uint32_t i = 0; i < count; ++i) {
            const float x = points[i].x * scaleX + offsetX;
            const float y = points[i].y * scaleY + offsetY;
            shared->pixels[first + i] = styles[i].drawn() && std::isfinite(x + y) ? scene::Point{x, y}
                                                                                 : scene::Point{nowhere, nowhere};
        }
    }
    shared->together.arrive_and_wait();

    std::vector<float>& image = shared->images[worker];
    image.assign(static_cast<std::size_t>(stride) * (height + 2 * LineWalk::border), 0.0F);
    const LineWalk lines(image.data() + static_cast<std::ptrdiff_t>(stride) * LineWalk::border + LineWalk::border, width,
                         height, stride);
    std::uint32_t drawn = 0;
    for (std::size_t page = 0; page < scene.edges.size() && !job->m_cancelled; ++page) {
        if (page / pagesAtOnce % workers != worker)
            continue;
        const auto first = static_cast<std::uint32_t>(page * scene::pageSize);
        if (first >= scene.edgeSlots)
            break;
        const std::uint32_t count = std::min(scene::pageSize, scene.edgeSlots - first);
        const auto& edges = scene.edges[page]->edges;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (edges[i].source >= scene.nodeSlots || edges[i].target >= scene.nodeSlots)
                continue;
            const scene::Point a = shared->pixels[edges[i].source];
            const scene::Point b = shared->pixels[edges[i].target];
            if (a.x == nowhere || b.x == nowhere)
                continue;
            ++drawn;
            lines.add(a.x, a.y, b.x, b.y);
        }
    }
    job->m_edges += drawn;
    shared->together.arrive_and_wait();

    auto* const out = reinterpret_cast<float*>(job->m_pixels.data());
    for (int row = static_cast<int>(worker); row < height && !job->m_cancelled; row += static_cast<int>(workers)) {
        const std::size_t from = static_cast<std::size_t>(row + LineWalk::border) * stride + LineWalk::border;
        float* const to = out + static_cast<std::ptrdiff_t>(row) * width;
        std::copy_n(shared->images[0].data() + from, width, to);
        for (std::size_t i = 1; i < workers; ++i) {
            const float* const part = shared->images[i].data() + from;
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
