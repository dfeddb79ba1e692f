#include "pipeline/stream_side.h"

namespace weir::pipeline {

namespace {

constexpr std::chrono::milliseconds statsInterval{100};
constexpr std::chrono::milliseconds namesInterval{250};

} // namespace

StreamSide::StreamSide(const stream::StreamClient::Config& config, Outputs& outputs, LayoutDriver& layout, std::function<void(scene::SceneUpdate)> publish)
    : m_outputs(outputs), m_client(config), m_model(m_client.store(), [this] { return m_client.applier().resets(); }),
      m_scenes(m_client.applier(), m_model, layout, std::move(publish)), m_answers(m_model), m_table(m_model), m_search(m_model),
      m_columns(m_model, [this](ValueRange age, AgeOf of) { return m_scenes.ageTest(age, of); }),
      m_exporter(m_client, m_model, m_scenes)
{
    connect(&m_client, &stream::StreamClient::applied, &m_scenes, &ScenePublisher::schedule);
    connect(&m_client, &stream::StreamClient::serverChanged, this, &StreamSide::publishFacts);
    connect(&m_client, &stream::StreamClient::closed, this, &StreamSide::publishStats);
    connect(&m_client, &stream::StreamClient::reported, this, [this](const stream::Report& report) {
        const bool first = m_outputs.report.putMerged([&report](const stream::Report* waiting) {
            return waiting && waiting->kind > report.kind ? *waiting : report;
        });
        if (first)
            Q_EMIT reportReady();
    });
    connect(&m_scenes, &ScenePublisher::graphReplaced, this, &StreamSide::publishFacts);
    connect(&m_scenes, &ScenePublisher::looked, this, [this](const LookAnswer& answer) {
        if (m_outputs.look.put(answer))
            Q_EMIT lookReady();
    });
    connect(&m_statsTimer, &QTimer::timeout, this, &StreamSide::publishStats);
    m_statsTimer.start(statsInterval);
    connect(&m_namesTimer, &QTimer::timeout, this, &StreamSide::publishNewNames);
    m_namesTimer.start(namesInterval);
}

void StreamSide::open(const QUrl& url)
{
    m_client.open(url);
    publishStats();
}

void StreamSide::close()
{
    m_client.close();
    publishStats();
}

void StreamSide::setDrainPaused(bool paused)
{
    m_client.setDrainPaused(paused);
    m_scenes.setPaused(paused);
    publishStats();
}

void StreamSide::setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing)
{
    m_client.setWindow(messages, bytes, sizing);
    publishStats();
}

void StreamSide::countExport(std::uint64_t question, const ExportSelection& selection)
{
    if (m_scenes.newest())
        m_exportCount.ask(question, m_scenes.newest(), selection);
    else
        Q_EMIT m_exportCount.answered({.question = question, .everything = {}, .shown = {}, .selection = {}});
}

void StreamSide::publishStats()
{
    if (m_outputs.stats.put(m_client.stats(Clock::now())))
        Q_EMIT statsReady();
}

/// Of categories that are new all names come at once.
void StreamSide::publishNewNames()
{
    if (lengthsOf(m_client.store().schema()) != m_toldLengths)
        publishFacts();
}

void StreamSide::publishFacts()
{
    const protocol::Welcome& welcome = m_client.welcome();
    ServerFacts facts;
    facts.name = QString::fromStdString(welcome.server);
    facts.sourceSpec = QString::fromStdString(welcome.source.spec);
    facts.steerable = welcome.steerable;
    facts.rate = welcome.source.rate;
    facts.sourceRunning = welcome.source.running;
    facts.schema = std::make_shared<const graph::Schema>(m_client.store().schema());
    m_toldLengths = lengthsOf(m_client.store().schema());
    if (m_outputs.facts.put(std::move(facts)))
        Q_EMIT factsReady();
}

} // namespace weir::pipeline
