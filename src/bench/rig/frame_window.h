#pragma once
#include "base/clock.h"
#include "lens/index_worker.h"
#include "scene/camera/camera.h"
#include "ui/graph/graph_view.h"
#include <QtCore/QEventLoop>
#include <QtCharts/QLineSeries>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <QtQml/QQmlEngine>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtWidgets/QApplication>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace weir::bench {

/// The window of a measurement: a graph of 1280 by 800, and four charts beside it as in the program's rail; it tells when
/// frames were swapped. Main thread.
class FrameWindow final {
public:
    static constexpr int graphWidth = 1280, height = 800;

    explicit FrameWindow(render::RenderConfig config = {});

    void show();
    /// Runs events until `condition` holds; false: not within `timeoutMs`.
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
    void pause(int ms)
    {
        waitFor([] { return false; }, ms);
    }
    /// Until the picture is finished and has said its last word.
    void settle();

    /// Moves the camera and waits until the finished picture of it is on the screen.
    struct Moved {
        double firstMs = 0;      ///< from the call to the first swap after it
        double finishedMs = 0;   ///< to the swap that shows the finished picture
    };
    [[nodiscard]] std::optional<Moved> move(const scene::Camera& camera);
    /// Shows another version of the scene and waits until the finished picture of it is on the screen; how long that took.
    [[nodiscard]] std::optional<double> update(scene::SceneUpdate update);
    /// Moves the camera and returns the first frame after it: the graph's part of the window.
    [[nodiscard]] QImage firstFrame(const scene::Camera& camera);
    [[nodiscard]] QImage frame();

    /// Changes the chart of this turn, in turn, and waits for the frame that shows it; how long that frame took.
    [[nodiscard]] std::optional<double> repaintChart(int turn);

    [[nodiscard]] ui::GraphView& view() { return m_view; }
    /// Another version of the scene for the view, by way of the index. Any thread.
    void give(scene::SceneUpdate update) { m_indexer.take(std::move(update)); }
    /// The same, until the view has it.
    void bring(scene::SceneUpdate update);
    [[nodiscard]] int swaps() const { return m_swaps; }

private:
    void onSwapped();

    QQmlEngine m_engine;
    QQuickWindow m_window;
    ui::GraphView m_view;
    std::unique_ptr<QQuickItem> m_charts;
    QList<QLineSeries*> m_lines;
    std::atomic<TimePoint> m_began{};
    std::atomic<double> m_frameMs = 0;
    std::atomic<int> m_swaps = 0;
    std::atomic<bool> m_swapped = false, m_pictureSwapped = true;
    std::mutex m_cameraMutex;
    scene::Camera m_wantedCamera;
    std::uint64_t m_wantedVersion = 0;
    std::atomic<TimePoint> m_firstSwappedAt{}, m_pictureSwappedAt{};
    lens::IndexWorker m_indexer;   // last: its thread ends before what it wakes goes
};

} // namespace weir::bench
