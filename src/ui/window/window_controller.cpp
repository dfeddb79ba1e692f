#include "ui/window/window_controller.h"
#include "ui/window/window_models.h"
#include <chrono>

namespace weir::ui {

using namespace std::chrono_literals;

WindowController::WindowController(WindowModels& models, const pipeline::LiveGraph::Config& config, QObject* parent)
    : QObject(parent),
      m_models(models),
      m_graph(StreamFeed::withCreditWindow(config, models.settings)),
      m_stream(models.stream, models.settings, m_server, m_graph),
      m_look({models.legend, models.filter, models.look, models.search}, models.settings, m_graph),
      m_view(models.layout, m_graph),
      m_inspect({models.hover, models.selection, models.inspector}, m_graph),
      m_save(models.graphExport, m_graph)
{
    connect(&m_view, &ViewFeed::sceneTaken, &m_look, &LookFeed::takeScene);
    connect(&models.look, &LookModel::changed, &m_view, [this, &models] { m_view.setLabels(models.look.labels()); });
    m_view.setLabels(models.look.labels());
    connect(&m_view, &ViewFeed::sceneTaken, &models.inspector, &Inspector::takeScene);
    connect(&models.filter, &FilterModel::dropped, &models.stream,
            [&models](const QString& words) { models.stream.report({stream::ReportKind::News, words}); });
    connect(&models.stream, &StreamModel::phaseChanged, &models.inspector,
            [&models] { models.inspector.setStream(models.stream.phase(), models.stream.stats().serverTick); });
    connect(&m_figureTimer, &QTimer::timeout, this, &WindowController::takeFigures);
    m_figureTimer.start(250ms);
}

WindowController::~WindowController() = default;

void WindowController::setView(GraphView* view)
{
    m_inspect.setView(view);
    m_view.setView(view);
    m_models.graphExport.setView(view);
}

void WindowController::takeFigures()
{
    m_view.takeFigures();
    m_models.stream.setPicture(m_view.picture());
    m_inspect.refresh();
    m_stream.takeFigures();
    Q_EMIT figuresTaken();
}

}   // namespace weir::ui
