#include "weir/screenshot.h"

#include "ui/graph/graph_view.h"
#include "ui/window/window_controller.h"

#include <QtGui/QImage>
#include <QtQuick/QQuickWindow>

namespace weir::app {

using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 100ms;
constexpr int looks = 200;   // 20 s: a million nodes on a software rasteriser take a few

} // namespace

Screenshot::Screenshot(QString file, std::chrono::milliseconds after, QQuickWindow* window,
                       const ui::WindowController* controller, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_window(window)
    , m_controller(controller)
    , m_looksLeft(looks)
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::takeWhenReady);
    QTimer::singleShot(after, this, [this] { m_timer.start(lookEvery); });
}

bool Screenshot::ready() const
{
    if (m_controller->stats().nodes == 0)
        return true;   // the window says why there is no graph
    const ui::GraphView* view = m_controller->view();
    return view && view->shownNodes() > 0 && !view->refining() && view->drawnShare() >= 1;
}

void Screenshot::takeWhenReady()
{
    const QString error = m_controller->view() ? m_controller->view()->errorText() : QString();
    if (ready())
        take({});
    else if (!error.isEmpty())   // a better picture will not come
        take(QStringLiteral("%1 shows no graph: %2").arg(m_file, error));
    else if (--m_looksLeft == 0)
        take(QStringLiteral("the picture was not refined within 20 s; %1 shows it as it was").arg(m_file));
}

void Screenshot::take(const QString& warning)
{
    m_timer.stop();
    const QImage image = m_window->grabWindow();
    if (image.isNull())
        Q_EMIT failed(QStringLiteral("the platform gave no picture of the window"));
    else if (!image.save(m_file, "PNG"))
        Q_EMIT failed(QStringLiteral("cannot write %1").arg(m_file));
    else
        Q_EMIT saved(warning);
}

} // namespace weir::app
