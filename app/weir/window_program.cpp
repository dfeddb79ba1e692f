#include "weir/window_program.h"

#include "common/sentence.h"
#include "dashboard/qml_module.h"
#include "ui/graph/graph_view.h"
#include "ui/window/qml_modules.h"

#include <QtCore/QStandardPaths>
#include <QtGui/QGuiApplication>
#include <QtGui/QIcon>
#include <QtGui/QScreen>
#include <QtQuick/QQuickWindow>
#include <cstdio>
#include <limits>

namespace weir::app {

using namespace std::chrono_literals;

namespace {

pipeline::LiveGraph::Config graphConfig(const Options& options)
{
    pipeline::LiveGraph::Config config;
    config.json = options.json;
    config.security = options.security;
    return config;
}

QString runsFolder() { return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/weir/runs"); }

} // namespace

WindowProgram::WindowProgram(Options options)
    : m_options(std::move(options))
    , m_marker(m_options.screenshot ? m_scratch.path() : runsFolder())
    , m_models(m_options.screenshot ? m_scratch.filePath(QStringLiteral("settings.ini")) : ui::WindowSettings::userFile())
    , m_controller(m_models, graphConfig(m_options))
{
    if (m_options.theme)
        m_models.appearance.overrideMode(*m_options.theme);
    ui::showToQml(m_models);
    dashboard::showToQml(&m_history);
    ui::addWindowModules(m_engine);
    m_clock.start();
    connect(&m_controller, &ui::WindowController::figuresTaken, this, &WindowProgram::record);
}

WindowProgram::~WindowProgram()
{
    if (m_window)
        rememberPlace();
}

std::expected<void, Error> WindowProgram::start()
{
    if (m_options.stats) {
        auto writer = StatsWriter::open(*m_options.stats);
        if (!writer)
            return std::unexpected(writer.error());
        m_stats.emplace(std::move(*writer));
        connect(&m_everySecond, &QTimer::timeout, this, &WindowProgram::writeStats);
        m_everySecond.start(1s);
    }

    m_engine.load(QUrl(QStringLiteral("qrc:/Weir/Window/Main.qml")));
    m_window = m_engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(m_engine.rootObjects().front());
    if (!m_window)
        return std::unexpected(Error{"the window could not be made; the lines above say why"});
    m_window->setIcon(QIcon(QStringLiteral(":/Weir/Window/weir.png")));
    placeWindow();
    auto* view = m_window->findChild<ui::GraphView*>();
    if (!view)
        return std::unexpected(Error{"the window has no picture in it"});
    m_controller.setView(view);
    connect(m_window, &QWindow::visibilityChanged, this, [this](QWindow::Visibility visibility) {
        m_controller.stream().setWatched(visibility != QWindow::Hidden && visibility != QWindow::Minimized);
    });
    m_window->show();
    m_window->requestActivate();

    showFirst();
    if (m_options.pauseAt)
        QTimer::singleShot(*m_options.pauseAt, this, [this] { m_controller.stream().setPaused(true); });
    if (m_options.resumeAt)
        QTimer::singleShot(*m_options.resumeAt, this, [this] { m_controller.stream().setPaused(false); });
    if (m_options.screenshot) {
        m_screenshot = std::make_unique<Screenshot>(*m_options.screenshot, m_options.after, m_window, &m_controller);
        connect(m_screenshot.get(), &Screenshot::saved, this, [this](const QString& warning) { endScreenshot(warning, 0); });
        connect(m_screenshot.get(), &Screenshot::failed, this, [this](const QString& problem) { endScreenshot(problem, 1); });
    }
    if (m_stats) {   // once the window shows something a person could notice a gap
        connect(m_window, &QQuickWindow::frameSwapped, this, [this] { m_gaps.start(); },
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    }
    return {};
}

void WindowProgram::showFirst()
{
    const auto remember = [this](const QString& shown) { m_marker.setShown(shown); };
    connect(&m_models.stream, &ui::StreamModel::embeddedStartRequested, this, remember);
    connect(&m_models.stream, &ui::StreamModel::sourceRequested, this, remember);
    connect(&m_models.stream, &ui::StreamModel::connectRequested, this, [remember](const QUrl& url) { remember(url.toString()); });

    const std::optional<QString> fault = m_marker.takeFault();
    if (m_options.connect) {
        remember(m_options.connect->toString());
        m_controller.stream().connectTo(*m_options.connect);
    } else if (fault && !m_options.source) {
        m_models.stream.report({stream::ReportKind::Failure,
                                fault->isEmpty() ? tr("Weir ended by a fault of its own last time, so nothing is started by itself.")
                                                 : tr("Weir ended by a fault of its own while it showed %1, so that is not started again by itself.").arg(*fault)});
    } else {
        const QString spec = m_options.source.value_or(m_models.settings.sourceSpec());
        remember(spec);
        m_controller.stream().showSource(spec);
    }
}

void WindowProgram::placeWindow()
{
    const QRect remembered = m_models.settings.windowGeometry();
    for (const QScreen* screen : QGuiApplication::screens()) {
        // A window on a screen that is gone could not be reached with the pointer.
        if (remembered.isValid() && screen->availableGeometry().contains(remembered.center()))
            m_window->setGeometry(remembered);
    }
    if (m_options.size)
        m_window->resize(*m_options.size);
}

void WindowProgram::rememberPlace()
{
    if (m_window->windowStates() == Qt::WindowNoState && !m_options.size)   // also once it was closed
        m_models.settings.setWindowGeometry(m_window->geometry());
}

void WindowProgram::record()
{
    using dashboard::Figure;
    const stream::StreamStats& stats = m_controller.stats();
    const ui::PictureFigures& picture = m_controller.picture();
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const bool flows = m_models.stream.connected();

    dashboard::Sample sample{.seconds = static_cast<double>(m_clock.elapsed()) / 1000, .values = {}};
    sample[Figure::QueueMessages] = flows ? static_cast<double>(stats.queueMessages) : nothing;
    sample[Figure::CreditMessages] = flows ? static_cast<double>(stats.creditsMessages) : nothing;
    sample[Figure::ChangesPerSecond] = flows ? stats.changesPerSecond : nothing;
    sample[Figure::BytesPerSecond] = flows ? stats.bytesPerSecond : nothing;
    sample[Figure::LatencyMsP50] = flows ? stats.latencyMsP50.value_or(nothing) : nothing;
    sample[Figure::LatencyMsP99] = flows ? stats.latencyMsP99.value_or(nothing) : nothing;
    sample[Figure::FrameMsP50] = picture.frameMsP50 > 0 ? picture.frameMsP50 : nothing;
    sample[Figure::FrameMsP95] = picture.frameMsP95 > 0 ? picture.frameMsP95 : nothing;
    m_history.record(sample);
}

void WindowProgram::writeStats()
{
    QJsonObject object = toJson(m_controller.stats());
    ui::visitFigures(m_controller.picture(), [&object](const char* name, const auto& value) { object.insert(QLatin1String(name), value); });
    object.insert(QStringLiteral("gui_gap_ms_max"), m_gaps.takeLongestMs());   // of the last second
    m_stats->write(object);
}

void WindowProgram::endScreenshot(const QString& words, int status)
{
    if (!words.isEmpty())
        std::fprintf(stderr, "weir: %s\n", qPrintable(asSentence(words)));
    QCoreApplication::exit(status);
}

} // namespace weir::app
