#include "ui/window/stream_controller.h"

#include "ui/inspect/element_model.h"
#include "ui/look/filter_model.h"
#include "ui/graph/graph_view.h"
#include "ui/inspect/inspector.h"
#include "ui/look/layout_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/stream/stream_model.h"
#include "ui/window/window_settings.h"

#include <chrono>

namespace weir::ui {

using namespace std::chrono_literals;

namespace {

pipeline::LiveGraph::Config withWindow(pipeline::LiveGraph::Config config, const WindowSettings& settings)
{
    config.windowMessages = static_cast<std::uint64_t>(settings.creditMessages());
    config.windowBytes = static_cast<std::uint64_t>(settings.creditMebibytes()) << 20;
    config.creditSizing = settings.creditAutomatic() ? pipeline::CreditSizing::Automatic : pipeline::CreditSizing::Fixed;
    return config;
}

} // namespace

StreamController::StreamController(const Parts& parts, pipeline::LiveGraph::Config config, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_graph(withWindow(config, *parts.settings))
{
    using pipeline::LiveGraph;
    connect(&m_graph, &LiveGraph::statsChanged, this, &StreamController::onStatsChanged);
    connect(&m_graph, &LiveGraph::serverFactsChanged, this, &StreamController::onServerFactsChanged);
    connect(&m_graph, &LiveGraph::sceneReady, this, &StreamController::onSceneReady);
    connect(&m_graph, &LiveGraph::detailsReady, this, &StreamController::onDetailsReady);
    connect(&m_graph, &LiveGraph::reported, m_parts.stream, &StreamModel::report);

    StreamModel* stream = m_parts.stream;
    connect(stream, &StreamModel::pauseRequested, this, &StreamController::setPaused);
    connect(stream, &StreamModel::connectRequested, this, &StreamController::connectTo);
    connect(stream, &StreamModel::disconnectRequested, this, [this] { m_graph.disconnectFromServer(); });
    connect(stream, &StreamModel::embeddedStartRequested, this, [this](const QString& spec) {
        if (showSource(spec))
            m_chosenSpec = spec;   // by hand: the next start shows it again, once the server did
    });
    connect(stream, &StreamModel::embeddedStopRequested, this, &StreamController::stopEmbedded);
    connect(stream, &StreamModel::rateRequested, this, [this](double rate) {
        m_graph.steer({.sourceSpec = {}, .rate = rate, .running = {}});
    });
    connect(stream, &StreamModel::sourceRunningRequested, this, [this](bool running) {
        m_graph.steer({.sourceSpec = {}, .rate = {}, .running = running});
    });
    connect(stream, &StreamModel::sourceRequested, this, [this](const QString& spec) {
        m_graph.steer({.sourceSpec = spec, .rate = {}, .running = {}});
    });

    // What is to be had is remembered, whoever asked for it.
    const auto remember = [parts = m_parts] {
        const StreamModel& shown = *parts.stream;
        if (shown.connected() && shown.phase() != Phase::Failed)
            parts.settings->remember(shown.embedded() ? shown.sourceSpec() : shown.address());
    };
    connect(stream, &StreamModel::phaseChanged, m_parts.settings, remember);
    connect(stream, &StreamModel::serverFactsChanged, m_parts.settings, remember);

    connect(m_parts.search, &SearchModel::wanted, this, [this](const QString& text) { m_graph.search(text); });
    connect(&m_graph, &LiveGraph::searchAnswered, m_parts.search, &SearchModel::setAnswer);

    connect(m_parts.filter, &FilterModel::changed, this, &StreamController::chooseLook);
    connect(m_parts.look, &LookModel::changed, this, &StreamController::chooseLook);
    connect(m_parts.legend, &LegendModel::paletteNumbersChanged, this, &StreamController::chooseLook);
    m_parts.look->wish(m_parts.settings->nodeSizes(), m_parts.settings->nodeColours());
    connect(m_parts.look, &LookModel::wishChanged, m_parts.settings, [parts = m_parts] {
        parts.settings->setNodeSizes(parts.look->sizeWish());
        parts.settings->setNodeColours(parts.look->colourWish());
    });
    connect(m_parts.layout, &LayoutModel::pausedChanged, this, [this] { m_graph.setLayoutHeld(m_parts.layout->paused()); });
    connect(m_parts.layout, &LayoutModel::restartWanted, this, [this] {
        if (m_view)
            m_view->unpinAll();
        m_graph.restartLayout();
    });
    connect(m_parts.layout, &LayoutModel::sourcePlacesWanted, this, [this] { m_graph.useSourcePlaces(); });
    connect(&m_graph, &LiveGraph::lookAnswered, this, [this] {
        m_parts.filter->setAnswer(m_graph.lookAnswer());
        m_parts.look->setAnswer(m_graph.lookAnswer());
    });

    connect(m_parts.settings, &WindowSettings::creditWindowChanged, this, [this] {
        const pipeline::LiveGraph::Config wanted = withWindow({}, *m_parts.settings);
        m_graph.setCreditWindow(wanted.windowMessages, wanted.windowBytes, wanted.creditSizing);
    });

    connect(m_parts.settings, &WindowSettings::slowWhenHiddenChanged, this, &StreamController::choosePolicy);

    connect(&m_figureTimer, &QTimer::timeout, this, &StreamController::takeFigures);
    m_figureTimer.start(250ms);
    connect(&m_slowTimer, &QTimer::timeout, this, [this] {
        if (m_countedScene) {
            m_parts.legend->setScene(*std::exchange(m_countedScene, nullptr));
            m_parts.filter->setCounts(m_parts.legend->counts());
        }
    });
    m_slowTimer.start(1s);
    if (m_parts.inspector)
        joinInspector();
}

void StreamController::joinInspector()
{
    using pipeline::LiveGraph;
    Inspector* const inspector = m_parts.inspector;
    connect(inspector, &Inspector::linksWanted, this,
            [this](quint64 question, quint64 epochVersion, const std::vector<pipeline::Link>& links) { m_graph.requestLinks(question, epochVersion, links); });
    connect(&m_graph, &LiveGraph::linksAnswered, inspector, &Inspector::setLinks);
    connect(inspector, &Inspector::tableWanted, this,
            [this](quint64 question, quint64 epochVersion, pipeline::TableFormat format, const std::shared_ptr<const scene::ElementSet>& elements) {
                m_graph.requestTable(question, epochVersion, format, elements);
            });
    connect(&m_graph, &LiveGraph::tableAnswered, inspector, &Inspector::setTable);
    connect(&m_graph, &LiveGraph::detailsReady, inspector, &Inspector::setDetails);
    connect(m_parts.stream, &StreamModel::phaseChanged, inspector, [this, inspector] {
        inspector->setStream(m_parts.stream->phase(), m_parts.stream->stats().serverTick);
    });
}

StreamController::~StreamController() = default;

void StreamController::setView(GraphView* view)
{
    m_view = view;
    view->setActiveFocusOnTab(true);
    connect(view, &GraphView::hovered, this, [this, view] { expect(m_parts.hover, view->hoveredElement()); });
    connect(&view->selection(), &Selection::elementChanged, this, [this, view] { expect(m_parts.selection, view->selection().element()); });
    connect(view, &GraphView::pinWanted, this, [this](Slot node, scene::Point place) { m_graph.pinNode(node, place); });
    connect(view, &GraphView::unpinWanted, this, [this](Slot node) { m_graph.unpinNode(node); });
    connect(view, &GraphView::labelsWanted, this, [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) { m_graph.requestLabels(epochVersion, nodes); });
    connect(&m_graph, &pipeline::LiveGraph::labelsReady, view, [view](std::uint64_t epochVersion, const std::vector<pipeline::NodeLabel>& labels) {
        std::vector<lens::LabelWorker::Text> texts;
        for (const pipeline::NodeLabel& label : labels)
            texts.push_back({label.node, label.generation, QString::fromStdString(label.text)});
        view->takeLabelTexts(epochVersion, std::move(texts));
    });
    if (m_parts.inspector)
        m_parts.inspector->setView(view);
    onSceneReady();
}

void StreamController::connectTo(const QUrl& url)
{
    m_parts.stream->dismissNotice();
    const bool embedded = m_server.running() && url == m_embeddedUrl;
    if (!embedded)
        m_parts.settings->setLastUrl(url.toString());
    m_parts.stream->beginLink(url.toString(), embedded);
    m_linkAge.start();
    m_graph.connectTo(url);
}

bool StreamController::showSource(const QString& sourceSpec)
{
    m_parts.stream->dismissNotice();   // it was about what goes
    m_chosenSpec.clear();
    setPaused(false);   // whoever chooses a graph wants to see it
    if (m_server.running() && m_parts.stream->embedded() && m_parts.stream->connected()) {
        m_graph.steer({.sourceSpec = sourceSpec, .rate = {}, .running = {}});
        return true;
    }
    m_server.stop();
    const std::expected<QUrl, Error> url = m_server.start(sourceSpec);
    m_parts.stream->setEmbeddedRunning(url.has_value());
    if (!url) {
        m_parts.stream->report({stream::ReportKind::Failure, tr("The embedded server did not start: %1.").arg(QString::fromStdString(url.error().text))});
        return false;
    }
    m_embeddedUrl = *url;
    connectTo(*url);
    return true;
}

void StreamController::stopEmbedded()
{
    if (m_parts.stream->embedded())
        m_graph.disconnectFromServer();
    m_server.stop();
    m_parts.stream->setEmbeddedRunning(false);
}

void StreamController::setPaused(bool paused)
{
    m_graph.setDrainPaused(paused);
}

void StreamController::setWatched(bool watched)
{
    m_watched = watched;
    choosePolicy();
}

void StreamController::choosePolicy()
{
    const bool slow = !m_watched && m_parts.settings->slowWhenHidden();
    m_graph.setLatestOnly(slow ? std::optional(1000ms) : std::nullopt);
}

void StreamController::chooseLook()
{
    pipeline::LookSettings settings;
    m_parts.filter->applyTo(settings);
    m_parts.look->applyTo(settings);
    settings.paletteNumbers = m_parts.legend->paletteNumbers();
    m_graph.setLook(settings);
}

bool StreamController::statsAreOfTheLink() const
{
    // What the stream thread said before it heard of the new connection may still be under way, and would count as if
    // the new one stood.
    return !m_linkAge.isValid() || m_linkAge.hasExpired(250);
}

void StreamController::onStatsChanged()
{
    if (!statsAreOfTheLink())
        return;
    // A new state is said at once; figures that change ten times a second cannot be read.
    const stream::StreamStats& newest = m_graph.stats();
    const stream::StreamStats& shown = m_parts.stream->stats();
    if (newest.state != shown.state || newest.drainPaused != shown.drainPaused || newest.stateReason != shown.stateReason
        || newest.sourceState != shown.sourceState)
        m_parts.stream->setStats(newest);
}

void StreamController::onServerFactsChanged()
{
    m_parts.stream->setServerFacts(m_graph.serverFacts());
    m_parts.legend->setSchema(m_graph.serverFacts().schema);
    m_parts.filter->setSchema(m_graph.serverFacts().schema);
    m_parts.look->setSchema(m_graph.serverFacts().schema);
    m_parts.search->refresh();
    if (!m_chosenSpec.isEmpty() && m_graph.serverFacts().sourceSpec == m_chosenSpec)
        m_parts.settings->setSourceSpec(std::exchange(m_chosenSpec, QString()));
}

void StreamController::onSceneReady()
{
    if (!m_view)
        return;
    std::optional<scene::SceneUpdate> update = m_graph.takeScene();
    if (!update)
        return;
    m_countedScene = update->scene;
    const auto scene = update->scene;
    m_parts.layout->takeScene(*scene);
    m_view->takeUpdate(std::move(*update));
    if (m_parts.inspector)
        m_parts.inspector->takeScene(scene);
}

void StreamController::takeFigures()
{
    if (m_view) {
        m_picture = {.nodeShare = m_view->nodeShare(),
                     .edgeShare = m_view->edgeShare(),
                     .ageMs = m_view->pictureAgeMs(),
                     .frameMsP50 = m_view->frameMsP50(),
                     .frameMsP95 = m_view->frameMsP95(),
                     .layoutActive = m_graph.layoutActive(),
                     .layoutPaused = m_parts.layout->needed() && m_parts.layout->paused(),
                     .device = m_view->device()};
        m_parts.stream->setPicture(m_picture);
        if (const auto load = m_view->takeFrameLoad())
            m_graph.onFrames(*load);
    }
    requestDetails(*m_parts.selection);
    if (statsAreOfTheLink())
        m_parts.stream->setStats(m_graph.stats());
    Q_EMIT figuresTaken();
}

void StreamController::expect(ElementModel* model, const Element& element)
{
    model->expect(element);
    requestDetails(*model);
}

void StreamController::requestDetails(const ElementModel& model)
{
    if (!model.expected().isNothing() && m_view && m_view->scene())
        m_graph.requestDetails(m_view->scene()->epochVersion, model.expected().kind, model.expected().slot);
}

void StreamController::onDetailsReady(const pipeline::ElementDetails& details)
{
    m_parts.hover->setDetails(details);
    m_parts.selection->setDetails(details);
}

} // namespace weir::ui
