#pragma once
#include "common/gap_meter.h"
#include "common/run_marker.h"
#include "common/stats_json.h"
#include "dashboard/chart_history.h"
#include "ui/window/window_controller.h"
#include "ui/window/window_models.h"
#include "weir/options.h"
#include "weir/screenshot.h"
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtQml/QQmlApplicationEngine>

class QQuickWindow;

namespace weir::app {

/// The desktop program: makes the window's objects, joins them, and does what the command line asks for. GUI thread.
class WindowProgram final : public QObject {
    Q_OBJECT

public:
    explicit WindowProgram(Options options);
    ~WindowProgram() override;

    /// Opens the window and connects; an error says why there is no window.
    [[nodiscard]] std::expected<void, Error> start();

private:
    void showFirst();
    void placeWindow();
    void rememberPlace();
    void record();
    void writeStats();
    void endScreenshot(const QString& words, int status);

    // A screenshot shows the window as after the first start, and leaves what the user remembers alone.
    Options m_options;
    QTemporaryDir m_scratch;
    RunMarker m_marker;
    ui::WindowModels m_models;
    dashboard::ChartHistory m_history;
    ui::WindowController m_controller;
    QQmlApplicationEngine m_engine;     // after what it shows, so that it goes first
    QQuickWindow* m_window = nullptr;   // the engine's
    std::optional<StatsWriter> m_stats;
    std::unique_ptr<Screenshot> m_screenshot;
    QElapsedTimer m_clock;
    GapMeter m_gaps;   // runs with the stats only
    QTimer m_everySecond;
};

} // namespace weir::app
