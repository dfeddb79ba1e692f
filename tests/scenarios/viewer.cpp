#include "viewer.h"

using namespace weir;
using stream::StreamClient;
using stream::StreamState;

Viewer::Viewer(StreamClient::Config config, const QUrl& server)
    : m_proxy(server), m_client(config), m_policy(config.policy), m_largestMessages(m_client.stats(Clock::now()).queueCapacityMessages),
      m_largestBytes(m_client.stats(Clock::now()).queueCapacityBytes)
{
    QObject::connect(&m_client, &StreamClient::closed, &m_client, [this](const QString& reason) {
        m_closed = true;
        m_excused << QStringLiteral("closed for good: ") + reason;
    });
    QObject::connect(&m_client, &StreamClient::reported, &m_client, [this](const stream::Report& report) {
        const QString& text = report.text;
        if (text.contains(QLatin1String("invalid message")) || text.contains(QLatin1String("new snapshot")))
            m_excused << text;   // anything else is a notice of the server's
        if (text.startsWith(QLatin1String("Mended:")))
            ++m_mended;
    });
}

void Viewer::open()
{
    m_closed = false;
    m_client.open(m_proxy.url());
}

void Viewer::pause(bool paused) { m_client.setDrainPaused(paused); }

void Viewer::setWindow(std::uint64_t messages, std::uint64_t bytes)
{
    m_client.setWindow(messages, bytes, m_client.stats(Clock::now()).windowSizing);
    const auto s = m_client.stats(Clock::now());
    m_largestMessages = std::max(m_largestMessages, s.queueCapacityMessages);
    m_largestBytes = std::max(m_largestBytes, s.queueCapacityBytes);
}

void Viewer::setPolicy(const protocol::Policy& policy)
{
    m_policy = policy;
    m_client.setPolicy(policy);
}

void Viewer::wantEverything()
{
    m_reachesBack = true;
    if (m_policy.kind == protocol::PolicyKind::Sample)
        setPolicy({});
}

void Viewer::breach(const QString& text)
{
    if (!m_breaches.contains(text))
        m_breaches << text;
}

void Viewer::checkBounds()
{
    const auto s = m_client.stats(Clock::now());
    if (s.queueMessages > m_largestMessages || s.queueBytes > m_largestBytes)
        breach(QStringLiteral("%1 messages and %2 bytes are queued, more than any window it had").arg(s.queueMessages).arg(s.queueBytes));
    if (s.ledger.accounted() != s.ledger.produced)
        breach(QStringLiteral("%1 changes are accounted for of %2").arg(s.ledger.accounted()).arg(s.ledger.produced));
}

bool Viewer::isSettled(const server::GraphHost& host)
{
    const auto s = m_client.stats(Clock::now());
    return s.state == StreamState::Live && s.inSync == true && m_client.applier().epoch() == host.epoch()
        && m_client.applier().appliedTick() >= host.store().newestStamp()
        && (!m_reachesBack || m_client.store().digest() == host.store().digest());
}

void Viewer::checkEnd(const server::GraphHost& host)
{
    const auto& store = m_client.store();
    const auto s = m_client.stats(Clock::now());
    if (!(store.digest() == host.store().digest()) || !(store.scrub() == store.digest()))
        breach(QStringLiteral("it says that it is in sync, and is not"));
    if (store.nodeCount() != host.store().nodeCount() || store.edgeCount() != host.store().edgeCount())
        breach(QStringLiteral("%1 nodes and %2 edges instead of %3 and %4").arg(store.nodeCount()).arg(store.edgeCount())
                   .arg(host.store().nodeCount()).arg(host.store().edgeCount()));
    if (m_proxy.garbled() != 0)
        return;
    if (store.schema() != host.store().schema())
        breach(QStringLiteral("another schema, of %1 and %2 categories").arg(store.schema().nodeCategories.size()).arg(store.schema().edgeCategories.size()));
    if (s.ledger.inFlight != 0 || s.ledger.queued != 0)
        breach(QStringLiteral("settled, but %1 changes in flight and %2 queued").arg(s.ledger.inFlight).arg(s.ledger.queued));
    for (const QString& text : m_excused)
        breach(text);
    if (s.faults != 0)
        breach(QStringLiteral("%1 faults, though nothing was garbled").arg(s.faults));
}

QString Viewer::describe()
{
    const auto s = m_client.stats(Clock::now());
    return QStringLiteral("%1 (%2), epoch %3, tick %4 of %5, in sync %6, %7 queued, credits %8/%9, faults %10, links %11, accepted %12, garbled %13; %14")
        .arg(QLatin1String(toString(s.state)), QString::fromStdString(s.stateReason), QString::number(s.epoch, 16)).arg(s.appliedTick).arg(s.serverTick)
        .arg(s.inSync ? (*s.inSync ? u"yes" : u"no") : u"unknown").arg(s.queueMessages).arg(s.creditsMessages).arg(s.creditsBytes).arg(s.faults)
        .arg(m_proxy.links()).arg(m_proxy.accepted()).arg(m_proxy.garbled()).arg(m_excused.mid(0, 8).join(u'|'));
}
