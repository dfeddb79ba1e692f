#include "stream/stream_client.h"
#include "protocol/cut_text.h"

namespace weir::stream {

StreamClient::StreamClient(Config config, QObject* parent)
    : QObject(parent), m_config(std::move(config)),
      m_link({m_config.encoding, m_config.maxMessageBytes, m_config.security, m_config.reconnect, m_config.triesUntilWelcomed, m_config.welcomeTimeout, m_config.backoff, m_config.policy},
             [this] { return hello(); }),
      m_feed({m_config.encoding, {m_config.windowMessages, m_config.windowBytes, m_config.maxMessageBytes}, m_config.windowSizing, m_config.maxStagedBytes},
             [this](TimePoint now) { return m_link.serverClock(now); })
{
    connect(&m_link, &Link::welcome, this, &StreamClient::onWelcome);
    connect(&m_link, &Link::headReceived, this, [this](const protocol::Head& head) {
        if (!m_sourceTick)
            m_sourceTick = {head.epoch, head.changedTick};
        m_feed.onHead(head);
    });
    connect(&m_link, &Link::dataReceived, &m_feed, &GraphFeed::onData);
    connect(&m_link, &Link::ended, &m_feed, &GraphFeed::end);
    connect(&m_link, &Link::cut, this, &StreamClient::cut);
    connect(&m_link, &Link::closed, this, &StreamClient::closed);
    connect(&m_link, &Link::feedReceived, this, [this](const protocol::Feed& source) {
        const protocol::Feed& before = m_welcome.source;
        if (source.spec != before.spec || source.rate != before.rate || source.running != before.running)
            m_steering = false;   // that was the answer, or what was asked for is overtaken
        setSource(source);
        Q_EMIT serverChanged();
    });
    connect(&m_link, &Link::noticeReceived, this, [this](const protocol::Notice& notice) {
        m_toldReport = protocol::textForPeople(notice.text);
        // A notice does not say what it is about: the newest report of the source is stated before it, and what else comes
        // after something was asked for is why that is not done.
        const bool refused = m_toldReport != m_welcome.source.reason && std::exchange(m_steering, false);
        report(refused || m_welcome.source.state == SourceState::Failed ? ReportKind::Failure : ReportKind::Warning, m_toldReport);
    });
    connect(&m_feed, &GraphFeed::said, &m_link, &Link::send);
    connect(&m_feed, &GraphFeed::failed, &m_link, &Link::fail);
    connect(&m_feed, &GraphFeed::applied, this, &StreamClient::applied);
    connect(&m_feed, &GraphFeed::reported, this, &StreamClient::reported);
}

void StreamClient::open(const QUrl& url)
{
    close();
    m_link.open(url);
}

void StreamClient::close(const QString& reason)
{
    m_link.close(reason);
    m_feed.end();
}

protocol::Hello StreamClient::hello()
{
    const GraphFeed::Beginning beginning = m_feed.begin();
    protocol::Hello hello;
    hello.client = (m_config.name + QLatin1Char(' ') + QLatin1String(WEIR_VERSION)).toStdString();
    hello.maxMessageBytes = m_config.maxMessageBytes;
    hello.maxStagedBytes = m_config.maxStagedBytes;
    hello.grant = beginning.grant;
    hello.zstd = m_config.compression;
    hello.keepsParts = true;
    hello.lastApplied = beginning.lastApplied;
    hello.epoch = beginning.epoch;
    hello.lists = hello.epoch != 0 ? lengthsOf(store().schema()) : graph::SchemaLengths{};
    hello.attributes = protocol::Hello::Attributes::Held;
    return hello;
}

void StreamClient::steer(const protocol::Steer& request)
{
    if (m_link.welcomed()) {
        m_steering = true;
        m_link.send(request);
    } else {
        Q_EMIT reported({ReportKind::Failure, tr("There is no server to steer: not connected.")});
    }
}

void StreamClient::onWelcome(const protocol::Welcome& welcome)
{
    m_welcome = welcome;
    m_welcome.server = protocol::textForPeople(welcome.server);
    m_steering = false;
    m_sourceTick.reset();
    setSource(welcome.source);
    m_feed.onWelcome(m_welcome);
    // What a source reported before somebody came is a notice to them all the same.
    if (!m_welcome.source.reason.empty() && m_welcome.source.reason != m_toldReport)
        report(m_welcome.source.state == SourceState::Failed ? ReportKind::Failure : ReportKind::Warning, m_toldReport = m_welcome.source.reason);
    Q_EMIT serverChanged();
}

void StreamClient::setSource(const protocol::Feed& source)
{
    if (source.state != m_welcome.source.state || source.spec != m_welcome.source.spec)
        m_sourceTick.reset();
    m_welcome.source = source;
    m_welcome.source.reason = protocol::textForPeople(source.reason);
}

void StreamClient::report(ReportKind kind, const std::string& text)
{
    Q_EMIT reported({kind, QString::fromStdString(text)});
}

StreamState StreamClient::state() const
{
    switch (m_link.state()) {
    case Link::State::Closed:
        return StreamState::Closed;
    case Link::State::Connecting:
        return StreamState::Connecting;
    case Link::State::Reconnecting:
        return StreamState::Reconnecting;
    case Link::State::Welcomed:
        break;
    }
    if (m_feed.paused())
        return StreamState::Paused;
    return m_feed.catchesUp() ? StreamState::CatchingUp : StreamState::Live;
}

StreamStats StreamClient::stats(TimePoint now)
{
    StreamStats stats;
    stats.state = state();
    stats.stateReason = m_link.endReason().toStdString();
    stats.stateCause = m_link.endCause();
    if (const auto wait = m_link.retryIn())
        stats.retryInSeconds = static_cast<double>(wait->count()) / 1000.0;
    if (m_link.welcomed()) {
        const protocol::Feed& source = m_welcome.source;
        stats.sourceState = source.state;
        const Applier& model = m_feed.applier();
        stats.sourceApplied = m_sourceTick && model.epoch() == m_sourceTick->epoch && model.appliedTick() >= m_sourceTick->tick;
        stats.sourceReason = source.reason;
        if (source.state == protocol::SourceState::Reading && source.progress)
            stats.sourceProgress = *source.progress;
    }
    stats.policy = m_link.policy();
    m_feed.addTo(stats, now);
    return stats;
}

} // namespace weir::stream
