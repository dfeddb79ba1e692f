#include "weir-bench/frame_bench.h"
#include "base/clock.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "common/command_line.h"
#include "common/gap_meter.h"
#include "ui/graph_view.h"
#include "weir-bench/bench_child.h"
#include "weir-bench/peer_scene.h"
#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCharts/QLineSeries>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlEngine>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtWidgets/QApplication>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <thread>

namespace weir::bench {

namespace {

constexpr int graphWidth = 1280;
constexpr int height = 800;
constexpr int railWidth = 360;
constexpr int mostPans = 40;
constexpr int leastPans = 10;              // of a graph so large that more would take too long
constexpr int panMs = 15'000;
constexpr int chartRepaints = 120;
constexpr int idleMs = 3000;
constexpr int movingMs = 4000;
constexpr int settleMs = 600;              // more than the picture takes to say its last word
constexpr std::uint32_t scatteredChanges = 64;
constexpr auto layoutStep = std::chrono::milliseconds(60);

// Four charts as in the window's rail.
constexpr char chartsQml[] = R"(
import QtQuick
import QtCharts
Column {
    spacing: 8
    Repeater {
        model: 4
        ChartView {
            objectName: "chart" + index
            width: 344; height: 110
            antialiasing: true
            legend.visible: false
            backgroundColor: "#171C23"
            ValuesAxis { id: x; min: 0; max: 120; labelsVisible: false }
            ValuesAxis { id: y; min: -1; max: 1; tickCount: 3 }
            LineSeries { objectName: "line"; axisX: x; axisY: y; width: 1.5 }
        }
    }
}
)";

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// The window of the measurement: the graph, and charts beside it.
class FrameBench final {
public:
    FrameBench(std::uint32_t nodes, std::uint32_t edges) : m_graph(makePeerGraph(nodes, edges)), m_view(m_window.contentItem())
    {
        m_window.setColor(QColor(0x17, 0x1C, 0x23));
        m_window.resize(graphWidth + railWidth, height);
        m_view.setSize({graphWidth, height});
        QQmlComponent component(&m_engine);
        component.setData(chartsQml, {});
        m_charts.reset(qobject_cast<QQuickItem*>(component.create()));
        if (m_charts) {
            m_charts->setParentItem(m_window.contentItem());
            m_charts->setX(graphWidth + 8);
            m_charts->setY(8);
            m_lines = m_charts->findChildren<QLineSeries*>();
        }
        QObject::connect(&m_window, &QQuickWindow::afterAnimating, &m_view, [this] { m_began = Clock::now(); },
                         Qt::DirectConnection);
        QObject::connect(&m_window, &QQuickWindow::frameSwapped, &m_view, [this] { onSwapped(); }, Qt::DirectConnection);
    }

    /// False: no picture came.
    [[nodiscard]] bool open()
    {
        m_window.show();
        m_window.requestActivate();
        m_view.takeUpdate(m_graph.whole());
        return waitFor([this] { return m_view.pictureIsCurrent(); }, 60'000);
    }

    [[nodiscard]] QString error() const { return m_view.pictureReport().error; }

    void pan(QJsonObject& result)
    {
        std::vector<double> ms;
        double share = 1;
        const TimePoint end = Clock::now() + std::chrono::milliseconds(panMs);
        int tried = 0;
        m_gaps.start();
        for (int i = 0; i < mostPans && (i < leastPans || Clock::now() < end); ++i) {
            ++tried;
            const double step = i % 2 == 0 ? 12 : -12;
            const TimePoint began = Clock::now();
            m_view.panBy(step, step / 2);
            {
                const std::lock_guard lock(m_cameraMutex);
                m_wantedCamera = m_view.camera();
            }
            m_pictureSwapped = false;
            if (!waitFor([this] { return m_pictureSwapped.load(); }, 20'000))
                break;
            ms.push_back(milliseconds(m_pictureSwappedAt.load() - began));
            share = std::min(share, m_view.pictureReport().drawnShare);
        }
        m_longestGap = std::max(m_longestGap, m_gaps.takeLongestMs());
        m_gaps.stop();
        result[u"pan_ms_p50"] = rounded(percentile(ms, 0.5));
        result[u"pan_ms_p95"] = rounded(percentile(ms, 0.95));
        result[u"pan_share"] = ms.size() == std::size_t(tried) ? share : 0.0;
    }

    void still(QJsonObject& result)
    {
        settle();
        const quint64 passes = m_view.graphPasses();
        std::vector<double> ms;
        for (int i = 0; i < chartRepaints; ++i) {
            QLineSeries* const line = m_lines.isEmpty() ? nullptr : m_lines[i % m_lines.size()];
            QList<QPointF> points;
            for (int x = 0; x < 120; ++x)
                points.append({double(x), std::sin((x + i) * 0.1)});
            m_swapped = false;
            if (line)
                line->replace(points);
            else
                m_window.update();
            if (!waitFor([this] { return m_swapped.load(); }, 5000))
                break;
            ms.push_back(m_frameMs);
        }
        result[u"still_ms_p50"] = rounded(percentile(ms, 0.5));
        result[u"still_ms_p95"] = rounded(percentile(ms, 0.95));
        result[u"still_graph_passes"] = double(m_view.graphPasses() - passes);
        result[u"chart_repaints"] = double(ms.size());
    }

    void moving(QJsonObject& result)
    {
        const quint64 pictures = m_view.pictureReport().pictures;
        Mailbox<scene::SceneUpdate> box;
        m_gaps.start();
        {
            WorkerThread layout("bench-layout");
            layout.start([this, &box](std::stop_token stop) {
                while (!stop.stop_requested()) {
                    scene::SceneUpdate update = m_graph.allMoved();
                    const bool wasEmpty = box.putMerged([&update](scene::SceneUpdate* waiting) {
                        return waiting ? scene::merge(std::move(*waiting), std::move(update)) : std::move(update);
                    });
                    if (wasEmpty) {
                        QMetaObject::invokeMethod(
                            &m_view,
                            [this, &box] {
                                if (auto taken = box.take())
                                    m_view.takeUpdate(std::move(*taken));
                            },
                            Qt::QueuedConnection);
                    }
                    std::this_thread::sleep_for(layoutStep);
                }
            });
            waitFor([] { return false; }, movingMs);
        }
        QCoreApplication::sendPostedEvents(&m_view);   // while the mailbox lives
        m_longestGap = std::max(m_longestGap, m_gaps.takeLongestMs());
        m_gaps.stop();
        result[u"moving_pictures_per_s"] = rounded(double(m_view.pictureReport().pictures - pictures) * 1000.0 / movingMs);
        result[u"gui_gap_ms_max"] = rounded(m_longestGap);
    }

    void idle(QJsonObject& result)
    {
        settle();
        m_swaps = 0;
        waitFor([] { return false; }, idleMs);
        result[u"idle_frames"] = m_swaps.load();

        const render::PictureReport before = m_view.pictureReport();
        m_swaps = 0;
        m_view.takeUpdate(m_graph.scattered(scatteredChanges));
        waitFor([this] { return m_view.pictureIsCurrent(); }, 20'000);
        const int whilePainting = m_swaps;
        waitFor([] { return false; }, idleMs);
        result[u"change_frames"] = std::max(whilePainting, m_swaps.load());
        const render::PictureReport after = m_view.pictureReport();
        const double changes = 3.0 * scatteredChanges;
        result[u"upload_bytes_per_change"] = rounded(double(after.pageBytes - before.pageBytes) / changes);
        result[u"image_bytes"] = double(after.imageBytes - before.imageBytes);
    }

private:
    /// On the thread that renders.
    void onSwapped()
    {
        const TimePoint now = Clock::now();
        m_frameMs = milliseconds(now - m_began.load());
        ++m_swaps;
        m_swapped = true;
        const render::PictureReport report = m_view.pictureReport();
        const std::lock_guard lock(m_cameraMutex);
        if (!m_pictureSwapped && report.camera == m_wantedCamera && report.drawnShare >= 1) {
            m_pictureSwappedAt = now;
            m_pictureSwapped = true;
        }
    }

    template <typename Condition>
    bool waitFor(Condition condition, int timeoutMs)
    {
        const TimePoint end = Clock::now() + std::chrono::milliseconds(timeoutMs);
        QTimer tick;   // so that the loop looks at the clock when nothing happens
        tick.start(5);
        while (!condition()) {
            if (Clock::now() >= end)
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        }
        return true;
    }

    void settle()
    {
        waitFor([this] { return m_view.pictureIsCurrent(); }, 60'000);
        waitFor([] { return false; }, settleMs);
    }

    PeerScene m_graph;
    QQmlEngine m_engine;
    QQuickWindow m_window;
    ui::GraphView m_view;
    std::unique_ptr<QQuickItem> m_charts;
    QList<QLineSeries*> m_lines;
    app::GapMeter m_gaps;
    double m_longestGap = 0;
    std::atomic<TimePoint> m_began{};
    std::atomic<double> m_frameMs = 0;
    std::atomic<int> m_swaps = 0;
    std::atomic<bool> m_swapped = false, m_pictureSwapped = true;
    std::mutex m_cameraMutex;
    scene::Camera m_wantedCamera;
    std::atomic<TimePoint> m_pictureSwappedAt{};
};

} // namespace

int runFrame(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench frame"),
                          QStringLiteral("Measures pictures of a graph in a window with charts beside it; needs a display."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("nodes of the graph"), QStringLiteral("N"), QStringLiteral("10000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("edges of the graph"), QStringLiteral("M"), QStringLiteral("30000"));
    if (const auto status = line.parse(words))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 60'000'000);
    if (const auto status = line.status())
        return *status;

    QByteArray name = "weir-bench";
    char* names[] = {name.data(), nullptr};
    int count = 1;
    QApplication application(count, names);
    FrameBench bench(static_cast<std::uint32_t>(*nodes), static_cast<std::uint32_t>(*edges));
    if (!bench.open()) {
        const QString error = bench.error();
        std::fprintf(stderr, "weir-bench frame: %s\n",
                     qPrintable(error.isEmpty() ? QStringLiteral("No picture came within a minute.") : error));
        return 1;
    }
    QJsonObject result{{QStringLiteral("bench"), QStringLiteral("frame")},
                       {QStringLiteral("nodes"), double(*nodes)},
                       {QStringLiteral("edges"), double(*edges)}};
    bench.pan(result);
    bench.still(result);
    bench.moving(result);
    bench.idle(result);
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

} // namespace weir::bench
