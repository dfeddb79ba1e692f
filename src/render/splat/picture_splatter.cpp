#include "render/splat/picture_splatter.h"
#include "base/freed_memory.h"
#include "base/wide_clones.h"
#include "render/look/dimmed.h"
#include "render/splat/line_walk.h"
#include "render/splat/node_splat.h"
#include "render/look/pixel_places.h"
#include "render/splat/stroke_splat.h"
#include "scene/node_size.h"
#include <QtCore/qendian.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>

namespace weir::render {

namespace {

constexpr int mostWorkers = 4;
constexpr std::chrono::milliseconds restAfter{2000};
constexpr std::size_t blocksAtOnce = 4;    // dealt out to the parts in turn

WEIR_WIDE_CLONES void addTo(float* to, const float* from, int count)
{
    for (int i = 0; i < count; ++i)
        to[i] += from[i];
}

/// A row of edge densities as one of RGBA.
WEIR_WIDE_CLONES void developRow(const float* densities, int count, const SplatTone& tone, unsigned char* to)
{
    const float redFrom = tone.ground[0] * 255 + 0.5F, redWay = (tone.edge[0] - tone.ground[0]) * 255;
    const float greenFrom = tone.ground[1] * 255 + 0.5F, greenWay = (tone.edge[1] - tone.ground[1]) * 255;
    const float blueFrom = tone.ground[2] * 255 + 0.5F, blueWay = (tone.edge[2] - tone.ground[2]) * 255;
    for (int i = 0; i < count; ++i) {
        const float share = tone.edgeShare * densities[i] / (densities[i] + tone.halfDensity);
        const auto red = static_cast<std::int32_t>(redFrom + redWay * share);
        const auto green = static_cast<std::int32_t>(greenFrom + greenWay * share);
        const auto blue = static_cast<std::int32_t>(blueFrom + blueWay * share);
        const quint32 pixel = qToLittleEndian(static_cast<quint32>(red | green << 8 | blue << 16) | 0xff00'0000U);
        std::memcpy(to + std::ptrdiff_t{i} * 4, &pixel, sizeof(pixel));
    }
}

/// The same of densities with the colours of their edges.
WEIR_WIDE_CLONES void developColouredRow(const float* sums, int count, const SplatTone& tone, unsigned char* to)
{
    for (int i = 0; i < count; ++i) {
        const float* const sum = sums + std::ptrdiff_t{i} * 4;
        const float density = sum[0];
        const float share = tone.edgeShare / (density + tone.halfDensity);   // of the sums
        const float left = 1 - share * density;
        const auto channel = [&](int which) { return static_cast<std::int32_t>((tone.ground[static_cast<std::size_t>(which)] * left + sum[1 + which] * share) * 255 + 0.5F); };
        const quint32 pixel = qToLittleEndian(static_cast<quint32>(channel(0) | channel(1) << 8 | channel(2) << 16) | 0xff00'0000U);
        std::memcpy(to + std::ptrdiff_t{i} * 4, &pixel, sizeof(pixel));
    }
}

/// Of an edge, red, green and blue.
std::array<float, 3> colourOf(std::uint32_t own, const SplatTone& tone)
{
    if (own == 0)
        return {tone.edge[0], tone.edge[1], tone.edge[2]};
    return {static_cast<float>(own >> 16U & 0xffU) / 255, static_cast<float>(own >> 8U & 0xffU) / 255, static_cast<float>(own & 0xffU) / 255};
}

} // namespace

/// What a picture is drawn in.
struct PictureSplatter::Canvas {
    explicit Canvas(std::size_t parts) : edges(parts), seen(parts), lanes(parts) {}

    // One a part:
    std::vector<std::vector<float>> edges;         // an image with LineWalk's border
    std::vector<std::vector<SeenEdge>> seen;       // edges of a close view
    std::vector<std::vector<EdgeLane>> lanes;
    // One image, each part has rows of its own; all 0 between pictures:
    std::vector<float> nodes;
};

/// Canvases of earlier pictures: as many as were drawn at once. Thread-safe.
class PictureSplatter::CanvasStore {
public:
    std::unique_ptr<Canvas> take(std::size_t parts)
    {
        const std::lock_guard lock(m_mutex);
        if (m_kept.empty())
            return std::make_unique<Canvas>(parts);
        auto canvas = std::move(m_kept.back());
        m_kept.pop_back();
        return canvas;
    }

    void giveBack(std::unique_ptr<Canvas> canvas)
    {
        const std::lock_guard lock(m_mutex);
        m_kept.push_back(std::move(canvas));
    }

    void clear()
    {
        std::vector<std::unique_ptr<Canvas>> freed;
        const std::lock_guard lock(m_mutex);
        freed.swap(m_kept);
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Canvas>> m_kept;   // all of the same number of parts
};

PictureSplatter::Job::Job(SplatTask task, std::shared_ptr<CanvasStore> store, std::size_t parts)
    : m_task(std::move(task)), m_work(parts), m_store(std::move(store)), m_started(Clock::now())
{
}

PictureSplatter::Job::~Job() = default;

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

PictureSplatter::PictureSplatter() : m_canvases(std::make_shared<CanvasStore>())
{
    const auto workers = static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, mostWorkers));
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
    m_canvases->clear();
    giveBackFreedMemory();
}

std::shared_ptr<PictureSplatter::Job> PictureSplatter::jobOf(SplatTask task) const
{
    return std::make_shared<Job>(std::move(task), m_canvases, m_workers.size());
}

void PictureSplatter::join(const std::shared_ptr<Job>& job, std::size_t firstWorker)
{
    for (std::size_t i = firstWorker; i < m_workers.size(); ++i)
        m_workers[i]->post([job] { job->draw(); });
    onUse();
}

std::shared_ptr<PictureSplatter::Job> PictureSplatter::start(SplatTask task, std::function<void()> ready)
{
    auto job = jobOf(std::move(task));
    job->m_ready = std::move(ready);
    m_last = job;
    join(job, 0);
    return job;
}

std::shared_ptr<PictureSplatter::Job> PictureSplatter::drawNow(SplatTask task)
{
    auto job = jobOf(std::move(task));
    join(job, 1);
    job->draw();
    return job;
}

void PictureSplatter::Job::draw()
{
    // Cancelled or not, all parts are gone through: only what they do is left out.
    m_work.phase(0, [this](std::size_t part) {
        if (part == 0)
            prepare();
    });
    if (m_task.strokes)
        m_work.phase(1, [this](std::size_t part) { gather(part); });
    m_work.phase(2, [this](std::size_t part) { drawEdges(part); });
    m_work.phase(3, [this](std::size_t part) {
        develop(part);
        if (splatsNodes())
            drawNodes(part);
    });
    m_work.phase(4, [this](std::size_t part) {
        if (part == 0)
            finish();
    });
}

bool PictureSplatter::Job::splatsNodes() const { return m_task.largestRadius > 0 && !m_task.nodes.numbers.empty(); }

bool PictureSplatter::Job::drawsStrokes() const
{
    if (!m_task.strokes)
        return false;
    std::size_t count = 0;
    for (const std::vector<SeenEdge>& seen : m_canvas->seen)
        count += seen.size();
    return count <= mostStroked;
}

int PictureSplatter::Job::edgeChannels() const { return m_task.scene->colouredEdges ? 4 : 1; }

int PictureSplatter::Job::stride() const { return m_task.size.width() + 2 * LineWalk::border; }

int PictureSplatter::Job::topRow(std::size_t part) const
{
    return static_cast<int>(static_cast<std::size_t>(m_task.size.height()) * part / m_work.parts());
}

void PictureSplatter::Job::prepare()
{
    const std::size_t pixels = static_cast<std::size_t>(m_task.size.width()) * static_cast<std::size_t>(m_task.size.height());
    m_canvas = m_store->take(m_work.parts());
    m_pixels = QByteArray(static_cast<qsizetype>(pixels * 4), Qt::Uninitialized);
    m_rows = reinterpret_cast<unsigned char*>(m_pixels.data());   // detaches, so by one thread
    if (splatsNodes())
        m_canvas->nodes.resize(pixels * 4);
}

void PictureSplatter::Job::forEachEdgeBlock(std::size_t part, const auto& visit) const
{
    for (std::size_t i = 0; i < m_task.edges.numbers.size() && !m_cancelled; ++i) {
        if (i / blocksAtOnce % m_work.parts() == part)
            visit(*m_task.index->edges.blocks[m_task.edges.numbers[i]]);
    }
}

void PictureSplatter::Job::gather(std::size_t part)
{
    std::vector<SeenEdge>& seen = m_canvas->seen[part];
    seen.clear();
    forEachEdgeBlock(part, [&](const scene::SpatialBlock& block) { gatherSeen(*m_task.scene, block, *m_task.strokes, seen); });
}

void PictureSplatter::Job::drawEdges(std::size_t part)
{
    if (m_cancelled)
        return;
    std::vector<float>& image = m_canvas->edges[part];
    const auto channels = static_cast<std::size_t>(edgeChannels());
    image.assign(static_cast<std::size_t>(stride()) * static_cast<std::size_t>(m_task.size.height() + 2 * LineWalk::border) * channels, 0.0F);
    float* const firstPixel = image.data() + (static_cast<std::ptrdiff_t>(stride()) * LineWalk::border + LineWalk::border) * edgeChannels();
    if (drawsStrokes())
        edgeChannels() == 1 ? drawStrokes<1>(part, firstPixel) : drawStrokes<4>(part, firstPixel);
    else
        edgeChannels() == 1 ? drawLines<1>(part, firstPixel) : drawLines<4>(part, firstPixel);
}

template <int channels>
void PictureSplatter::Job::drawStrokes(std::size_t part, float* firstPixel)
{
    // All edges between two nodes in one part, which gives each its lane.
    std::vector<SeenEdge> own;
    for (const std::vector<SeenEdge>& seen : m_canvas->seen)
        std::ranges::copy_if(seen, std::back_inserter(own), [&](const SeenEdge& edge) { return edge.nodes % m_work.parts() == part; });
    EdgeStrokes drawn = strokesOf(*m_task.scene, own, *m_task.strokes);
    m_canvas->lanes[part] = std::move(drawn.lanes);
    const StrokeSplatOf<channels> wide(firstPixel, m_task.size.width(), m_task.size.height(), stride());
    const LineWalkOf<channels> lines(firstPixel, m_task.size.width(), m_task.size.height(), stride());
    for (const Stroke& stroke : drawn.strokes) {
        if (m_cancelled)
            return;
        std::array<float, 3> colour{};
        if constexpr (channels == 4)
            colour = colourOf(stroke.colour, m_task.tone);
        if (stroke.isLine())
            lines.add(stroke.from[0], stroke.from[1], stroke.to[0], stroke.to[1], stroke.strength, colour.data());
        else
            wide.add(stroke, colour.data());
    }
}

template <int channels>
void PictureSplatter::Job::drawLines(std::size_t part, float* firstPixel)
{
    const scene::Scene& scene = *m_task.scene;
    const LineWalkOf<channels> lines(firstPixel, m_task.size.width(), m_task.size.height(), stride(), m_task.edgeWeight, m_task.thinnedFrom);
    const PixelPlaces places(scene, m_task.pixelFromWorld);
    const bool dims = scene.dimmedNodes > 0 || scene.dimmedEdges > 0;
    const auto shareOf = [&](Slot edge) {
        return dims && scene.edgeStanding(edge) == scene::Standing::Dimmed ? dimmedEdgeShare : 1.0F;
    };
    std::array<scene::SceneEdge, scene::blockSize> ends;
    std::array<std::array<scene::Point, 2>, scene::blockSize> pixels;
    forEachEdgeBlock(part, [&](const scene::SpatialBlock& block) {
        // In three rounds, so that the many places in memory that edges lead to are waited for together.
        for (std::uint32_t k = 0; k < block.count; ++k)
            ends[k] = scene.edge(block.slots[k]);
        for (std::uint32_t k = 0; k < block.count; ++k)
            pixels[k] = {places.of(ends[k].source), places.of(ends[k].target)};
        for (std::uint32_t k = 0; k < block.count; ++k) {
            std::array<float, 3> colour{};
            if constexpr (channels == 4)
                colour = colourOf(scene.edgeColour(block.slots[k]), m_task.tone);
            lines.add(pixels[k][0].x, pixels[k][0].y, pixels[k][1].x, pixels[k][1].y, shareOf(block.slots[k]), colour.data());
        }
    });
}

void PictureSplatter::Job::develop(std::size_t part)
{
    const int width = m_task.size.width();
    for (int row = topRow(part); row < topRow(part + 1) && !m_cancelled; ++row) {
        const std::ptrdiff_t from = (static_cast<std::ptrdiff_t>(row + LineWalk::border) * stride() + LineWalk::border) * edgeChannels();
        float* const densities = m_canvas->edges[0].data() + from;
        for (std::size_t i = 1; i < m_work.parts(); ++i)
            addTo(densities, m_canvas->edges[i].data() + from, width * edgeChannels());
        const auto developed = edgeChannels() == 1 ? developRow : developColouredRow;
        developed(densities, width, m_task.tone, m_rows + static_cast<std::ptrdiff_t>(row) * width * 4);
    }
}

void PictureSplatter::Job::drawNodes(std::size_t part)
{
    const SplatTask& task = m_task;
    const PixelPlaces places(*task.scene, task.pixelFromWorld);
    const int width = task.size.width();
    const int top = topRow(part);
    const int bottom = topRow(part + 1);
    const NodeSplat discs(m_canvas->nodes.data(), width, top, bottom, task.nodeWeight);
    for (std::size_t i = 0; i < task.nodes.numbers.size() && !m_cancelled; ++i) {
        const scene::SpatialBlock& block = *task.index->nodes.blocks[task.nodes.numbers[i]];
        for (std::uint32_t k = 0; k < block.count; ++k) {
            const scene::Point at = places.of(block.slots[k]);
            if (at.y < static_cast<float>(top) - task.largestRadius - 1 || at.y > static_cast<float>(bottom) + task.largestRadius + 1)
                continue;
            const scene::NodeStyle& style = task.scene->style(block.slots[k]);
            // In steps of the GPU's records, so that each node is drawn by one of the two.
            const float relative = std::round(scene::relativeRadius(style.radius) * 256) / 256;
            const auto radius = static_cast<float>(scene::drawnRadius(relative, task.nodeRadius, task.pixelRatio));
            if (radius >= task.largestRadius)
                continue;
            const std::array<float, 4> own{static_cast<float>(style.colour >> 16 & 0xff) / 255, static_cast<float>(style.colour >> 8 & 0xff) / 255,
                                           static_cast<float>(style.colour & 0xff) / 255};
            const auto& colour = style.colour != 0 ? own : task.palette[std::min<std::size_t>(style.paletteNumber(), paletteSize - 1)];
            discs.add(at.x, at.y, radius, relative, colour.data(), style.standing == scene::Standing::Dimmed ? dimmedNodeShare : 1.0F);
        }
    }
    float* const sums = m_canvas->nodes.data();
    if (m_cancelled) {
        std::fill(sums + std::ptrdiff_t{top} * width * 4, sums + std::ptrdiff_t{bottom} * width * 4, 0.0F);
        return;
    }
    for (std::ptrdiff_t i = std::ptrdiff_t{top} * width; i < std::ptrdiff_t{bottom} * width; ++i)
        NodeSplat::takeOver(sums + i * 4, m_rows + i * 4);
}

void PictureSplatter::Job::finish()
{
    m_stroked = drawsStrokes();
    if (m_stroked) {
        for (const std::vector<EdgeLane>& lanes : m_canvas->lanes)
            m_lanes.insert(m_lanes.end(), lanes.begin(), lanes.end());
        std::ranges::sort(m_lanes, {}, &EdgeLane::edge);
    }
    m_store->giveBack(std::move(m_canvas));
    if (m_cancelled)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_tookMs = milliseconds(Clock::now() - m_started);
        m_done = true;
    }
    m_finished.notify_all();
    if (m_ready)
        m_ready();
}

} // namespace weir::render
