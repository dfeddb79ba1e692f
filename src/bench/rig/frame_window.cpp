#include "bench/rig/frame_window.h"
#include <QtQml/QQmlComponent>
#include <cmath>

namespace weir::bench {

namespace {

constexpr int railWidth = 360;
constexpr int settleMs = 600;              // more than the picture takes to say its last word

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

} // namespace

FrameWindow::FrameWindow(render::RenderConfig config)
    : m_view(m_window.contentItem()), m_indexer([this] {
          QMetaObject::invokeMethod(&m_view, [this] {
              if (auto update = m_indexer.takeIndexed())
                  m_view.takeUpdate(std::move(*update)); }, Qt::QueuedConnection);
      })
{
    m_view.setRenderConfig(config);
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
    QObject::connect(&m_window, &QQuickWindow::afterAnimating, &m_view, [this] { m_began = Clock::now(); }, Qt::DirectConnection);
    QObject::connect(&m_window, &QQuickWindow::frameSwapped, &m_view, [this] { onSwapped(); }, Qt::DirectConnection);
}

void FrameWindow::show()
{
    m_window.show();
    m_window.requestActivate();
}

void FrameWindow::settle()
{
    waitFor([this] { return m_view.pictureIsCurrent(); }, 60'000);
    pause(settleMs);
}

std::optional<FrameWindow::Moved> FrameWindow::move(const scene::Camera& camera)
{
    const TimePoint began = Clock::now();
    m_view.setCamera(camera);
    {
        const std::lock_guard lock(m_cameraMutex);
        m_wantedCamera = m_view.camera();
    }
    m_swapped = false;
    m_pictureSwapped = false;
    if (!waitFor([this] { return m_pictureSwapped.load(); }, 30'000))
        return std::nullopt;
    return Moved{milliseconds(m_firstSwappedAt.load() - began), milliseconds(m_pictureSwappedAt.load() - began)};
}

void FrameWindow::bring(scene::SceneUpdate update)
{
    const std::uint64_t version = update.scene->version;
    give(std::move(update));
    waitFor([this, version] { return m_view.scene() && m_view.scene()->version >= version; }, 60'000);
}

std::optional<double> FrameWindow::update(scene::SceneUpdate update)
{
    const TimePoint began = Clock::now();
    {
        const std::lock_guard lock(m_cameraMutex);
        m_wantedVersion = update.scene->version;
        m_wantedCamera = m_view.camera();
    }
    give(std::move(update));
    m_pictureSwapped = false;
    if (!waitFor([this] { return m_pictureSwapped.load(); }, 30'000))
        return std::nullopt;
    return milliseconds(m_pictureSwappedAt.load() - began);
}

QImage FrameWindow::frame()
{
    return m_window.grabWindow().convertToFormat(QImage::Format_RGB32).copy(0, 0, graphWidth, height);
}

QImage FrameWindow::firstFrame(const scene::Camera& camera)
{
    m_view.setCamera(camera);
    return frame();
}

std::optional<double> FrameWindow::repaintChart(int turn)
{
    QLineSeries* const line = m_lines.isEmpty() ? nullptr : m_lines[turn % m_lines.size()];
    QList<QPointF> points;
    for (int x = 0; x < 120; ++x)
        points.append({double(x), std::sin((x + turn) * 0.1)});
    m_swapped = false;
    if (line)
        line->replace(points);
    else
        m_window.update();
    if (!waitFor([this] { return m_swapped.load(); }, 5000))
        return std::nullopt;
    return m_frameMs;
}

/// On the thread that renders.
void FrameWindow::onSwapped()
{
    const TimePoint now = Clock::now();
    m_frameMs = milliseconds(now - m_began.load());
    ++m_swaps;
    if (!m_swapped.exchange(true))
        m_firstSwappedAt = now;
    const render::PictureReport report = m_view.pictureReport();
    const std::lock_guard lock(m_cameraMutex);
    if (!m_pictureSwapped && report.camera == m_wantedCamera && report.sceneVersion >= m_wantedVersion && report.drawnShare >= 1) {
        m_pictureSwappedAt = now;
        m_pictureSwapped = true;
    }
}

} // namespace weir::bench
