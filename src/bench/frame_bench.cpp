#include "bench/frame_bench.h"
#include "base/worker_thread.h"
#include "common/command_line.h"
#include "common/gap_meter.h"
#include "pipeline/live_graph.h"
#include "render/look/element_records.h"
#include "scene/node_size.h"
#include "server/embedded_server.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/cell_coverage.h"
#include "bench/frame_memory.h"
#include "bench/rig/frame_window.h"
#include "bench/rig/graph_server.h"
#include "bench/rig/peer_scene.h"
#include "bench/rig/peer_source.h"
#include "bench/rig/percentile.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

namespace weir::bench {

namespace {

constexpr int firstPictureMs = 60'000;
constexpr int mostPans = 40;
constexpr int leastPans = 10;              // of a graph so large that more would take too long
constexpr int panMs = 15'000;
constexpr int moves = 5;                   // of each kind
constexpr int updates = 20;
constexpr int chartRepaints = 120;
constexpr int idleMs = 3000;
constexpr int movingMs = 4000;
constexpr int livePans = 150;
constexpr double liveChangesPerSecond = 10'000;
constexpr std::uint32_t scatteredChanges = 64;
constexpr std::uint32_t grownNodes = 1000, grownEdges = 5000;
constexpr int picks = 2000;
constexpr int labelsWanted = 120;
constexpr int labelPans = 40;
constexpr double closeSpacing = 25;               // item pixels between neighbours, where edges have all their detail
constexpr std::uint32_t wholeAFrame = 1U << 30;   // elements: no budget
constexpr auto layoutStep = std::chrono::milliseconds(60);

/// Where the camera may go from a picture of the whole graph: a pan by a tenth of the view, a zoom by two, and a jump to a
/// place that was not in view. Each begins with the finished picture of `from`.
struct Movement {
    scene::Camera from, to;
};

std::array<Movement, 4> movementsOf(const scene::Camera& fitted)
{
    const scene::Camera::Limits anyScale;
    const scene::ItemPoint middle{fitted.width() / 2, fitted.height() / 2};
    const scene::Camera near = fitted.zoomedAt({fitted.width() * 0.4, fitted.height() * 0.4}, 2.5, anyScale);
    const scene::Camera there = fitted.zoomedAt({fitted.width() * 0.75, fitted.height() * 0.7}, 3, anyScale);
    return {Movement{near, near.panned(fitted.width() / 10, fitted.height() / 10)}, Movement{fitted, fitted.zoomedAt(middle, 2, anyScale)},
            Movement{fitted.zoomedAt(middle, 2, anyScale), fitted}, Movement{near, there}};
}

/// The measurements of one window and one graph.
class FrameBench final {
public:
    FrameBench(const PeerGraph& graph, render::RenderConfig config) : m_graph(graph), m_window(config) {}

    /// False: no picture came.
    [[nodiscard]] bool open()
    {
        m_window.show();
        m_window.bring(m_graph.whole());
        if (!m_window.waitFor([this] { return m_window.view().pictureIsCurrent(); }, firstPictureMs))
            return false;
        m_window.settle();
        m_fitted = m_window.view().camera();
        return true;
    }

    [[nodiscard]] QString error() { return m_window.view().pictureReport().error; }

    void pan(QJsonObject& result)
    {
        std::vector<double> ms;
        const TimePoint end = Clock::now() + std::chrono::milliseconds(panMs);
        int tried = 0;
        m_gaps.start();
        for (int i = 0; i < mostPans && (i < leastPans || Clock::now() < end); ++i) {
            ++tried;
            const double step = i % 2 == 0 ? 12 : -12;
            const auto moved = m_window.move(m_window.view().camera().panned(step, step / 2));
            if (!moved)
                break;
            ms.push_back(moved->finishedMs);
        }
        takeGap();
        result[u"pan_ms_p50"] = rounded(percentile(ms, 0.5));
        result[u"pan_ms_p95"] = rounded(percentile(ms, 0.95));
        result[u"pan_share"] = ms.size() == std::size_t(tried) ? 1.0 : 0.0;
    }

    /// How soon something, and how soon all of it, is there after each movement; the worst of them.
    void movements(QJsonObject& result)
    {
        double firstMs = 0, refinedMs = 0, covered = 1, wrong = 0;
        for (const Movement& movement : movementsOf(m_fitted)) {
            std::vector<double> first, refined;
            for (int i = 0; i < moves; ++i) {
                settleAt(movement.from);
                if (const auto moved = m_window.move(movement.to)) {
                    first.push_back(moved->firstMs);
                    refined.push_back(moved->finishedMs);
                }
            }
            firstMs = std::max(firstMs, percentile(first, 0.5));
            refinedMs = std::max(refinedMs, percentile(refined, 0.5));
            settleAt(movement.from);
            const QImage seen = m_window.firstFrame(movement.to);
            m_window.settle();
            const auto coverage = CellCoverage::of(seen, m_window.frame(), m_window.view().groundColor().rgb());
            covered = std::min(covered, coverage.covered);
            wrong = std::max(wrong, coverage.wrong);
        }
        settleAt(m_fitted);
        result[u"first_ms"] = rounded(firstMs);
        result[u"first_coverage"] = rounded(covered, 3);
        result[u"false_cells"] = rounded(wrong, 3);
        result[u"refined_ms"] = rounded(refinedMs);
    }

    /// Without a budget: the whole picture in one go.
    void whole(QJsonObject& result)
    {
        double wholeMs = 0;
        for (const Movement& movement : movementsOf(m_fitted)) {
            std::vector<double> ms;
            for (int i = 0; i < moves; ++i) {
                settleAt(movement.from);
                if (const auto moved = m_window.move(movement.to))
                    ms.push_back(moved->finishedMs);
            }
            wholeMs = std::max(wholeMs, percentile(ms, 0.5));
        }
        result[u"full_ms"] = rounded(wholeMs);
    }

    /// One node in a hundred moves: to the frame that shows all of it.
    void update(QJsonObject& result)
    {
        settleAt(m_fitted);
        std::vector<double> ms;
        for (int i = 0; i < updates; ++i) {
            // A device that is a CPU rests after a picture, so that a stream does not take all of it: that is no part of a frame.
            m_window.waitFor([this] { return Clock::now() >= m_window.view().pictureReport().restUntil; }, 5000);
            if (const auto took = m_window.update(m_graph.hundredthMoved()))
                ms.push_back(*took);
        }
        result[u"update_ms"] = rounded(percentile(ms, 0.5));
    }

    void still(QJsonObject& result)
    {
        m_window.settle();
        const quint64 passes = m_window.view().graphPasses();
        std::vector<double> ms;
        for (int i = 0; i < chartRepaints; ++i) {
            const auto took = m_window.repaintChart(i);
            if (!took)
                break;
            ms.push_back(*took);
        }
        result[u"still_ms_p50"] = rounded(percentile(ms, 0.5));
        result[u"still_ms_p95"] = rounded(percentile(ms, 0.95));
        result[u"still_graph_passes"] = double(m_window.view().graphPasses() - passes);
        result[u"chart_repaints"] = double(ms.size());
    }

    void moving(QJsonObject& result)
    {
        ui::GraphView& view = m_window.view();
        const quint64 pictures = view.pictureReport().pictures;
        m_gaps.start();
        {
            WorkerThread layout("bench-layout");
            layout.start([this](std::stop_token stop) {
                while (!stop.stop_requested()) {
                    m_window.give(m_graph.allMoved());
                    std::this_thread::sleep_for(layoutStep);
                }
            });
            m_window.pause(movingMs);
        }
        takeGap();
        result[u"moving_pictures_per_s"] = rounded(double(view.pictureReport().pictures - pictures) * 1000.0 / movingMs);
        result[u"gui_gap_ms_max"] = rounded(m_longestGap);
    }

    void idle(QJsonObject& result)
    {
        m_window.settle();
        int swaps = m_window.swaps();
        m_window.pause(idleMs);
        result[u"idle_frames"] = m_window.swaps() - swaps;

        const render::PictureReport before = m_window.view().pictureReport();
        swaps = m_window.swaps();
        m_window.bring(m_graph.scattered(scatteredChanges));
        m_window.waitFor([this] { return m_window.view().pictureIsCurrent(); }, 20'000);
        m_window.pause(idleMs);
        result[u"change_frames"] = m_window.swaps() - swaps;
        const render::PictureReport after = m_window.view().pictureReport();
        const double changes = 3.0 * scatteredChanges;
        result[u"upload_bytes_per_change"] = rounded(double(after.pageBytes - before.pageBytes) / changes);
        result[u"image_bytes"] = double(after.imageBytes - before.imageBytes);
    }

    /// What is under a pointer anywhere: the node, else the edge.
    void picking(QJsonObject& result)
    {
        ui::GraphView& view = m_window.view();
        if (!m_window.waitFor([&view] { return view.pickIndex() != nullptr; }, 20'000))
            return;
        std::mt19937 random(1);
        std::vector<double> us;
        const double spacing = view.pickIndex()->bounds().spacing;
        std::vector<scene::Camera> cameras{m_fitted.zoomedAt({m_fitted.width() / 2, m_fitted.height() / 2}, closeSpacing / (spacing * m_fitted.scale()), {})};
        for (const Movement& movement : movementsOf(m_fitted))
            cameras.push_back(movement.to);
        for (const scene::Camera& camera : cameras) {
            const double radius = scene::usualPixelRadius(spacing * camera.scale());
            const scene::PickView seen{camera.scale(), radius, {scene::closenessFor(radius), true}};
            std::uniform_real_distribution<double> x(0, camera.width()), y(0, camera.height());
            for (int i = 0; i < picks; ++i) {
                const scene::WorldPoint at = camera.worldFromItem({x(random), y(random)});
                const scene::Point point{static_cast<float>(at.x), static_cast<float>(at.y)};
                const TimePoint began = Clock::now();
                // Both are asked, though the edge matters only where there is no node.
                const Slot node = view.pickIndex()->nearestNode(point, 6, seen);
                const Slot edge = view.pickIndex()->nearestEdge(point, 4, seen);
                us.push_back(milliseconds(Clock::now() - began) * 1000);
                m_picked += (node != noSlot) + (edge != noSlot);
            }
        }
        result[u"pick_us"] = rounded(percentile(us, 0.99));
        result[u"picked"] = double(m_picked);
    }

    /// What drawing the labels costs a frame while the camera moves, and while it rests.
    void labels(QJsonObject& result)
    {
        ui::GraphView& view = m_window.view();
        QObject::connect(&view, &ui::GraphView::labelsWanted, &view, [&view, this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) {
            std::vector<lens::LabelWorker::Text> texts;
            for (const Slot node : nodes)
                texts.push_back({node, 0, QStringLiteral("node-%1").arg(node, 7, 10, QLatin1Char('0'))});
            view.takeLabelTexts(epochVersion, std::move(texts));
        });
        if (!m_window.waitFor([&view] { return view.pickIndex() != nullptr; }, 20'000))
            return;
        // So near that discs are large enough to have labels.
        const double spacing = view.pickIndex()->bounds().spacing * m_fitted.scale();
        const scene::Camera near = m_fitted.zoomedAt({m_fitted.width() / 2, m_fitted.height() / 2}, std::max(30 / spacing, 1.0), {});
        settleAt(near);
        m_window.waitFor([&view] { return view.shownLabels() >= labelsWanted; }, 5000);
        result[u"labels"] = view.shownLabels();
        const auto framesMs = [&] {
            std::vector<double> moving, still;
            for (int i = 0; i < labelPans; ++i) {
                if (const auto moved = m_window.move(view.camera().panned(i % 2 == 0 ? 3 : -3, 0)))
                    moving.push_back(moved->firstMs);
            }
            m_window.settle();
            for (int i = 0; i < labelPans; ++i) {
                if (const auto took = m_window.repaintChart(i))
                    still.push_back(*took);
            }
            return std::pair(percentile(moving, 0.5), percentile(still, 0.5));
        };
        const auto with = framesMs();
        view.setShowLabels(false);
        m_window.settle();
        const auto without = framesMs();
        result[u"labels_ms"] = rounded(with.first - without.first);
        result[u"labels_still_ms"] = rounded(with.second - without.second);
        settleAt(m_fitted);
    }

    /// What the GPU holds and is sent, where it draws the edges.
    void gpu(QJsonObject& result, std::uint32_t nodes, std::uint32_t edges)
    {
        const render::PictureReport before = m_window.view().pictureReport();
        result[u"gpu_bytes_per_node"] = rounded(double(before.gpuNodeBytes) / nodes);
        result[u"gpu_bytes_per_edge"] = edges > 0 ? rounded(double(before.gpuEdgeBytes) / edges) : 0;
        m_window.bring(m_graph.grown(grownNodes, grownEdges));
        m_window.settle();
        const double payload = grownNodes * double(sizeof(scene::Point) + sizeof(render::NodeRecord)) + grownEdges * double(sizeof(render::EdgeRecord));
        result[u"append_bytes_ratio"] = rounded(double(m_window.view().pictureReport().pageBytes - before.pageBytes) / payload, 3);
    }

private:
    void settleAt(const scene::Camera& camera)
    {
        m_window.view().setCamera(camera);
        m_window.settle();
    }

    void takeGap()
    {
        m_longestGap = std::max(m_longestGap, m_gaps.takeLongestMs());
        m_gaps.stop();
    }

    PeerScene m_graph;
    FrameWindow m_window;
    scene::Camera m_fitted;
    app::GapMeter m_gaps;
    double m_longestGap = 0;
    std::uint64_t m_picked = 0;
};

/// A hand that pans without a rest over a graph that changes and is laid out: from each movement to the frame that shows it.
void livePan(QJsonObject& result, std::uint32_t nodes, std::uint32_t edges)
{
    server::EmbeddedServer server;
    const auto url = server.start(SyntheticGraph{nodes, edges, liveChangesPerSecond}.spec() + QStringLiteral(",positions=no"));
    if (!url)
        return;
    FrameWindow window;
    pipeline::LiveGraph graph({});
    QObject::connect(&graph, &pipeline::LiveGraph::sceneReady, &window.view(), [&] {
        if (auto update = graph.takeScene())
            window.view().takeUpdate(std::move(*update));
    });
    window.show();
    graph.connectTo(*url);
    if (!window.waitFor([&] { return window.view().pictureReport().pictures > 3 && graph.stats().nodes >= nodes; }, firstPictureMs))
        return;
    std::vector<double> ms;
    bool layoutActive = true;
    for (int i = 0; i < livePans; ++i) {
        const double step = i / 20 % 2 == 0 ? 12 : -12;
        const int swaps = window.swaps();
        const TimePoint began = Clock::now();
        window.view().panBy(step, step / 2);
        if (!window.waitFor([&] { return window.swaps() > swaps; }, 20'000))
            return;
        ms.push_back(milliseconds(Clock::now() - began));
        layoutActive = layoutActive && graph.layoutActive();
    }
    result[u"live_pan_ms_p95"] = rounded(percentile(ms, 0.95));
    result[u"live_layout_active"] = layoutActive;
    result[u"live_changes_per_s"] = rounded(graph.stats().changesPerSecond);
}

} // namespace

int runFrame(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench frame"),
                          QStringLiteral("Measures pictures of a graph in a window with charts beside it; needs a display."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("nodes of the graph"), QStringLiteral("N"), QStringLiteral("10000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("edges of the graph"), QStringLiteral("M"), QStringLiteral("30000"));
    line.addOption(QStringLiteral("memory-nodes"), QStringLiteral("memory is fitted from a graph of at least so many nodes, and as many edges a node"),
                   QStringLiteral("N"), QStringLiteral("1000000"));
    line.addOption(QStringLiteral("memory-turns"), QStringLiteral("processes of each graph that memory is fitted from, the median counts"), QStringLiteral("T"), QStringLiteral("5"));
    line.addOption(QStringLiteral("memory-only"), QStringLiteral("nothing but memory"));
    line.addOption(QStringLiteral("full-only"), QStringLiteral("nothing but full_ms and update_ms"));
    line.addOption(QStringLiteral("pick-only"), QStringLiteral("nothing but pick_us"));
    line.addOption(QStringLiteral("edges-by"), QStringLiteral("with --full-only: who draws the edges, cpu or gpu"), QStringLiteral("WHO"));
    line.addOption(QStringLiteral("positions-in"), QStringLiteral("with --full-only: where shaders read positions, texture or buffer"), QStringLiteral("WHERE"));
    line.addOption(QStringLiteral("serve-graph"), QStringLiteral("be the server process of the measurement of memory"));
    line.addOption(QStringLiteral("hold-graph"), QStringLiteral("be the client process of it"), QStringLiteral("URL"));
    if (const auto status = line.parse(words))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 60'000'000);
    const auto memoryNodes = line.count(QStringLiteral("memory-nodes"), 1, 20'000'000);
    const auto memoryTurns = line.count(QStringLiteral("memory-turns"), 1, 100);
    const auto held = line.text(QStringLiteral("hold-graph"));
    const auto edgesBy = line.oneOf(QStringLiteral("edges-by"), {QStringLiteral("cpu"), QStringLiteral("gpu")});
    const auto positionsIn = line.oneOf(QStringLiteral("positions-in"), {QStringLiteral("texture"), QStringLiteral("buffer")});
    if (const auto status = line.status())
        return *status;

    QByteArray name = "weir-bench";
    char* names[] = {name.data(), nullptr};
    int count = 1;
    const auto nodeCount = static_cast<std::uint32_t>(*nodes);
    const auto edgeCount = static_cast<std::uint32_t>(*edges);
    if (line.has(QStringLiteral("serve-graph"))) {
        const QCoreApplication application(count, names);
        return servePeerGraph(nodeCount, edgeCount);
    }
    const QApplication application(count, names);
    if (held)
        return holdGraph(QUrl(*held), nodeCount, edgeCount);
    const PeerGraph graph = makePeerGraph(nodeCount, edgeCount);
    QJsonObject result{{QStringLiteral("bench"), QStringLiteral("frame")}, {QStringLiteral("nodes"), double(*nodes)}, {QStringLiteral("edges"), double(*edges)}};
    const std::uint32_t sizes = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(*memoryNodes) / nodeCount);
    const bool inPart = line.has(QStringLiteral("full-only")) || line.has(QStringLiteral("pick-only"));
    if (!inPart && !measureMemory(nodeCount * sizes, edgeCount * sizes, static_cast<int>(*memoryTurns), result))
        return line.fail(QStringLiteral("The processes whose memory is measured failed."));
    if (line.has(QStringLiteral("memory-only"))) {
        std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    const auto measure = [&graph](render::RenderConfig config, auto&& body) {
        FrameBench bench(graph, config);
        if (!bench.open()) {
            const QString error = bench.error();
            std::fprintf(stderr, "weir-bench frame: %s\n",
                         qPrintable(error.isEmpty() ? QStringLiteral("No picture came within a minute.") : error));
            return false;
        }
        body(bench);
        return true;
    };
    const auto drawWhole = [&result](FrameBench& bench) {
        bench.whole(result);
        bench.update(result);
    };
    if (line.has(QStringLiteral("pick-only"))) {
        if (!measure({}, [&result](FrameBench& bench) { bench.picking(result); }))
            return 1;
        std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    if (line.has(QStringLiteral("full-only"))) {
        render::RenderConfig forced{render::EdgeDrawing::ByDevice, wholeAFrame};
        if (edgesBy)
            forced.edges = *edgesBy == QLatin1StringView("cpu") ? render::EdgeDrawing::Cpu : render::EdgeDrawing::Gpu;
        if (positionsIn)
            forced.positions = *positionsIn == QLatin1StringView("buffer") ? render::PositionReading::Buffer : render::PositionReading::Texture;
        if (!measure(forced, drawWhole))
            return 1;
        std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
        return 0;
    }
    const bool measured = measure({}, [&](FrameBench& bench) {
        bench.pan(result);
        bench.movements(result);
        bench.still(result);
        bench.idle(result);
        bench.picking(result);
        bench.labels(result);
        bench.moving(result);
    }) && measure({render::EdgeDrawing::ByDevice, wholeAFrame}, drawWhole)
        && measure({render::EdgeDrawing::Gpu}, [&](FrameBench& bench) { bench.gpu(result, nodeCount, edgeCount); });
    if (!measured)
        return 1;
    livePan(result, nodeCount, edgeCount);
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

} // namespace weir::bench
