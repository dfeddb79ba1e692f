#include "ui/window/stream_feed.h"
#include "server/embedded_server.h"
#include "ui/stream/stream_model.h"
#include "ui/settings/window_settings.h"
#include <chrono>
#include <utility>

namespace weir::ui {

using namespace std::chrono_literals;
using pipeline::LiveGraph;

StreamFeed::StreamFeed(StreamModel& model, WindowSettings& settings, server::EmbeddedServer& server, LiveGraph& graph)
    : m_model(model), m_settings(settings), m_server(server), m_graph(graph)
{
    connect(&graph, &LiveGraph::statsChanged, this, &StreamFeed::onStats);
    connect(&graph, &LiveGraph::serverFactsChanged, this, &StreamFeed::onServerFacts);
    connect(&graph, &LiveGraph::reported, &model, &StreamModel::report);
    joinModel();
    // What is to be had is remembered, whoever asked for it.
    connect(&model, &StreamModel::phaseChanged, this, &StreamFeed::remember);
    connect(&model, &StreamModel::serverFactsChanged, this, &StreamFeed::remember);
    connect(&settings, &WindowSettings::creditWindowChanged, this, [this] {
        const LiveGraph::Config wanted = withCreditWindow({}, m_settings);
        m_graph.setCreditWindow(wanted.windowMessages, wanted.windowBytes, wanted.creditSizing);
    });
    connect(&settings, &WindowSettings::slowWhenHiddenChanged, this, &StreamFeed::choosePolicy);
}

void StreamFeed::joinModel()
{
    connect(&m_model, &StreamModel::pauseRequested, this, &StreamFeed::setPaused);
    connect(&m_model, &StreamModel::connectRequested, this, &StreamFeed::connectTo);
    connect(&m_model, &StreamModel::disconnectRequested, this, [this] { m_graph.disconnectFromServer(); });
    connect(&m_model, &StreamModel::embeddedStartRequested, this, [this](const QString& spec) {
        if (showSource(spec))
            m_chosenSpec = spec;   // by hand: the next start shows it again, once the server did
    });
    connect(&m_model, &StreamModel::embeddedStopRequested, this, &StreamFeed::stopEmbedded);
    connect(&m_model, &StreamModel::endRequested, this, [this] { m_server.endSource(); });
    connect(&m_model, &StreamModel::rateRequested, this,
            [this](double rate) { m_graph.steer({.sourceSpec = {}, .rate = rate, .running = {}}); });
    connect(&m_model, &StreamModel::sourceRunningRequested, this,
            [this](bool running) { m_graph.steer({.sourceSpec = {}, .rate = {}, .running = running}); });
    connect(&m_model, &StreamModel::sourceRequested, this,
            [this](const QString& spec) { m_graph.steer({.sourceSpec = spec, .rate = {}, .running = {}}); });
}

LiveGraph::Config StreamFeed::withCreditWindow(LiveGraph::Config config, const WindowSettings& settings)
{
    config.windowMessages = static_cast<std::uint64_t>(settings.creditMessages());
    config.windowBytes = static_cast<std::uint64_t>(settings.creditMebibytes()) << 20;
    config.creditSizing =
        settings.creditAutomatic() ? pipeline::CreditSizing::Automatic : pipeline::CreditSizing::Fixed;
    return config;
}

void StreamFeed::connectTo(const QUrl& url)
{
    m_model.dismissNotice();
    const bool embedded = m_server.running() && url == m_embeddedUrl;
    if (!embedded)
        m_settings.setLastUrl(url.toString());
    m_model.beginLink(url.toString(), embedded);
    m_linkAge.start();
    m_graph.connectTo(url);
}

bool StreamFeed::showSource(const QString& sourceSpec)
{
    m_model.dismissNotice();   // it was about what goes
    m_chosenSpec.clear();
    setPaused(false);   // whoever chooses a graph wants to see it
    if (m_server.running() && m_model.embedded() && m_model.connected()) {
        m_graph.steer({.sourceSpec = sourceSpec, .rate = {}, .running = {}});
        return true;
    }
    m_server.stop();
    const std::expected<QUrl, Error> url = m_server.start(sourceSpec);
    m_model.setEmbeddedRunning(url.has_value());
    if (!url) {
        m_model.report({stream::ReportKind::Failure,
                        tr("The embedded server did not start: %1.").arg(QString::fromStdString(url.error().text))});
        return false;
    }
    m_embeddedUrl = *url;
    connectTo(*url);
    return true;
}

void StreamFeed::stopEmbedded()
{
    if (m_model.embedded())
        m_graph.disconnectFromServer();
    m_server.stop();
    m_model.setEmbeddedRunning(false);
}

void StreamFeed::setWatched(bool watched)
{
    m_watched = watched;
    choosePolicy();
}

void StreamFeed::choosePolicy()
{
    const bool slow = !m_watched && m_settings.slowWhenHidden();
    m_graph.setLatestOnly(slow ? std::optional(1000ms) : std::nullopt);
}

void StreamFeed::remember()
{
    if (m_model.connected() && m_model.phase() != Phase::Failed)
        m_settings.remember(m_model.embedded() ? m_model.sourceSpec() : m_model.address());
}

bool StreamFeed::statsAreOfTheLink() const
{
    // What the stream thread said before it heard of the new connection may still be under way, and would count as if
    // the new one stood.
    return !m_linkAge.isValid() || m_linkAge.hasExpired(250);
}

void StreamFeed::onStats()
{
    if (!statsAreOfTheLink())
        return;
    // A new state is said at once; figures that change ten times a second cannot be read.
    const stream::StreamStats& newest = m_graph.stats();
    const stream::StreamStats& shown = m_model.stats();
    if (newest.state != shown.state || newest.drainPaused != shown.drainPaused
        || newest.stateReason != shown.stateReason || newest.sourceState != shown.sourceState)
        m_model.setStats(newest);
}

void StreamFeed::takeFigures()
{
    if (statsAreOfTheLink())
        m_model.setStats(m_graph.stats());
}

void StreamFeed::onServerFacts()
{
    m_model.setServerFacts(m_graph.serverFacts());
    if (!m_chosenSpec.isEmpty() && m_graph.serverFacts().sourceSpec == m_chosenSpec)
        m_settings.setSourceSpec(std::exchange(m_chosenSpec, QString()));
}

}   // namespace weir::ui
