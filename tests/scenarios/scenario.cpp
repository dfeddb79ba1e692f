#include "scenario.h"
#include "test_identity.h"
#include <QtCore/QEventLoop>
#include <QtTest/QTest>

using namespace weir;
using namespace std::chrono_literals;

namespace {

constexpr auto longestSettling = 60s;   // three times the longest back-off: on a slow machine a client may have come to it
constexpr flow::Heartbeat::Config fastHeartbeat{.interval = 100ms, .mostInterval = 200ms, .deadAfter = 200ms};
constexpr auto tlsHandshake = 2s;   // at both ends, on a machine that is busy with other tests
constexpr auto garbledPatience = 1s;   // a changed length leaves both ends waiting, until somebody hangs up

const char* nameOf(FaultProxy::Kind kind)
{
    constexpr std::array names{"cut", "stall", "throttle", "split", "trickle", "garble", "half open", "refuse", "slow handshake"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace

Scenario::Scenario(std::uint32_t seed)
    : m_random(seed), m_laterRandom(seed + 1'000'000), m_beatsFast(laterOneIn(8)), m_encrypts(laterOneIn(4)), m_names(seed + 2'000'000), m_garbles(oneIn(4)), m_steers(oneIn(3)), m_changesPolicies(oneIn(2)), m_faultOneIn(2 + below(12)), m_changeSize(1 + below(80))
{
    m_serverConfig.tickInterval = std::chrono::milliseconds(1 + below(10));
    if (m_beatsFast)
        m_serverConfig.heartbeat = fastHeartbeat;
    if (m_encrypts)
        m_serverConfig.tls = TestIdentity::ofAll().serverSide();
    const bool synthetic = oneIn(3);
    const bool large = synthetic && oneIn(4);
    const auto nodes = static_cast<std::uint32_t>(large ? 5000 + below(15'000) : 4 + below(400));
    log(QStringLiteral("ticks of %1 ms, %2 nodes (%3), sets of %4, a fault in %5 steps%6%7%8%9").arg(m_serverConfig.tickInterval.count()).arg(nodes)
            .arg(synthetic ? u"synthetic" : u"odd").arg(m_changeSize).arg(m_faultOneIn).arg(m_garbles ? u", garbling" : u"", m_steers ? u", steering" : u"",
                 m_encrypts ? u", TLS" : u"", m_beatsFast ? u", fast heartbeats" : u""));
    // Drawn apart, so that the history of a seed stays what it was.
    m_graphConfig = {synthetic ? ChangingGraph::Kind::Synthetic : ChangingGraph::Kind::Odd, seed, nodes, std::mt19937(seed + 3'000'000)() % 2 == 0};
    if (m_graphConfig.attributes)
        log(QStringLiteral("with attributes"));
    m_serverConfig.packing = oneIn(3) ? server::StreamServer::Packing::Always : server::StreamServer::Packing::Auto;
    startServer();
    for (std::size_t i = 1 + below(4); i > 0; --i)
        makeViewer();
}

Scenario::~Scenario() = default;

void Scenario::startServer()
{
    m_server = std::make_unique<server::StreamServer>(m_serverConfig);
    if (const auto listens = m_server->listen(); !listens)
        qFatal("%s", listens.error().text.c_str());
    m_graph.emplace(*m_server, m_graphConfig);
    m_graphConfig.seed += 1000;   // another history next time
}

void Scenario::restartServer()
{
    const bool saysBye = oneIn(2);
    log(saysBye ? QStringLiteral("the server restarts") : QStringLiteral("the server dies and another starts"));
    if (saysBye)
        m_server->shutDown();
    m_graph.reset();
    m_server.reset();
    if (oneIn(2))
        m_graphConfig.seed -= 1000;   // the same graph again, of which clients may keep what they have
    startServer();
    for (Viewer& viewer : m_viewers)
        viewer.proxy().setServer(m_server->url());
}

void Scenario::makeViewer()
{
    stream::StreamClient::Config config;
    config.encoding = oneIn(3) ? protocol::Encoding::Json : protocol::Encoding::Binary;
    config.windowMessages = oneIn(2) ? 4 + below(12) : 1024;
    config.windowBytes = oneIn(2) ? 4U << 20 : 8U << 20;
    config.windowSizing = m_viewers.size() % 2 == 0 ? flow::WindowSizing::Automatic : flow::WindowSizing::Fixed;
    config.policy = m_changesPolicies ? anyPolicy() : protocol::Policy();
    config.welcomeTimeout = std::chrono::milliseconds(100 + below(300));
    config.backoff = {.firstBound = 4ms, .lastBound = 40ms};
    if (m_encrypts) {
        config.security.caFile = TestIdentity::ofAll().caFile();
        config.welcomeTimeout += tlsHandshake;
    }
    Viewer& viewer = m_viewers.emplace_back(config, m_server->url());
    log(QStringLiteral("viewer: %1, window of %2 messages and %3 bytes, %4").arg(config.encoding == protocol::Encoding::Json ? u"JSON" : u"binary")
            .arg(config.windowMessages).arg(config.windowBytes).arg(QLatin1String(toString(config.windowSizing))));
    if (oneIn(4))
        viewer.proxy().inject(anyFault());   // also the very first connection may meet one
    viewer.open();
}

FaultProxy::Fault Scenario::anyFault()
{
    using Kind = FaultProxy::Kind;
    FaultProxy::Fault fault;
    fault.kind = static_cast<Kind>(below(9));
    if (fault.kind == Kind::Garble && !m_garbles)
        fault.kind = Kind::Cut;
    fault.direction = oneIn(3) ? FaultProxy::Direction::ToServer : FaultProxy::Direction::ToClient;
    const std::size_t size = below(3);   // a few bytes, a message, a snapshot
    fault.bytes = below(size == 0 ? 300 : size == 1 ? 5000 : 200'000);
    if (fault.kind == Kind::Throttle)
        fault.bytes = 1000 + below(2'000'000);
    else if (fault.kind == Kind::Split)
        fault.bytes = 1 + below(2000);
    fault.lasts = std::chrono::milliseconds(below(fault.kind == Kind::SlowHandshake ? 300 : 60));
    log(QStringLiteral("%1 %2, %3 bytes, %4 ms").arg(QLatin1String(nameOf(fault.kind)),
        fault.direction == FaultProxy::Direction::ToClient ? u"to the client" : u"to the server").arg(fault.bytes).arg(fault.lasts.count()));
    return fault;
}

protocol::Policy Scenario::anyPolicy()
{
    protocol::Policy policy;
    policy.kind = static_cast<protocol::PolicyKind>(below(3));
    if (policy.kind == protocol::PolicyKind::Latest)
        policy.intervalMs = static_cast<std::uint32_t>(1 + below(40));
    if (policy.kind == protocol::PolicyKind::Sample)
        policy.lanes = static_cast<std::uint8_t>(1 + below(graph::valueLanes - 1));
    ++m_events.policies;
    log(QStringLiteral("policy: ") + QString::fromStdString(toText(policy)));
    return policy;
}

void Scenario::letPass(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    for (Viewer& viewer : m_viewers)
        viewer.checkBounds();
}

template <typename Condition>
bool Scenario::waitFor(Condition&& condition, std::chrono::milliseconds longest)
{
    const auto due = Clock::now() + longest;
    while (!condition()) {
        if (Clock::now() > due)
            return false;
        letPass(1ms);
    }
    return true;
}

void Scenario::steer()
{
    protocol::Steer request;
    switch (below(3)) {
    case 0: request.source = "synthetic:nodes=" + std::to_string(1 + below(300)) + ",rate=" + std::to_string(below(20'000)) + ",churn=0.3"; break;
    case 1: request.rate = static_cast<double>(below(50'000)); break;
    default: request.running = oneIn(2); break;
    }
    log(QStringLiteral("steer: %1").arg(QString::fromStdString(request.source.value_or(request.rate ? "rate" : "running"))));
    m_viewers[below(m_viewers.size())].client().steer(request);
}

void Scenario::step()
{
    if (m_names() % 3 == 0)
        m_graph->nameCategory(m_names() % 2 == 0);
    for (std::size_t sets = below(4); sets > 0; --sets)
        m_graph->change(1 + below(m_changeSize));
    Viewer& viewer = m_viewers[below(m_viewers.size())];
    viewer.drawFrames();
    if (oneIn(m_faultOneIn))
        viewer.proxy().inject(anyFault());
    else if (oneIn(5))
        viewer.proxy().heal();
    if (oneIn(12))
        viewer.pause(oneIn(2));
    if (oneIn(20))
        viewer.setWindow(4 + below(oneIn(2) ? 10 : 500), (4 + below(8)) << 20);
    if (m_changesPolicies && oneIn(10))
        viewer.setPolicy(anyPolicy());
    if (oneIn(40) || (viewer.closed() && oneIn(4)))
        viewer.open();
    if (oneIn(40)) {
        log(QStringLiteral("a new epoch"));
        m_graph->begin();
    }
    if (oneIn(80))
        restartServer();
    if (m_steers && oneIn(15))
        steer();
    letPass(std::chrono::milliseconds(below(6)));
}

void Scenario::leaveHalfOpen()
{
    Viewer& viewer = m_viewers[below(m_viewers.size())];
    const auto state = [&viewer] { return viewer.client().stats(Clock::now()).state; };
    const auto connected = [&state] {
        return state() == stream::StreamState::Live || state() == stream::StreamState::Paused || state() == stream::StreamState::CatchingUp;
    };
    const auto found = [this] { return m_server->figures(Clock::now()).closes[static_cast<int>(protocol::CloseCode::Heartbeat)]; };
    // A link that healing cut counts as connected until its end is heard of: a new one is what is left half open.
    viewer.proxy().heal();
    viewer.proxy().cutAll();
    const bool cut = waitFor([&] { return !connected(); }, longestSettling);
    if (viewer.closed())
        viewer.open();
    if (!cut || !waitFor(connected, longestSettling)) {
        m_breaches << QStringLiteral("a client could not connect again");
        return;
    }
    log(QStringLiteral("half open until it is found"));
    const auto before = found();
    viewer.proxy().inject({.kind = FaultProxy::Kind::HalfOpen});
    m_graph->change(m_changeSize);
    if (!waitFor([&] { return found() > before && !connected(); }, longestSettling))
        m_breaches << QStringLiteral("%1 did not find that the link was half open").arg(connected() ? u"the client" : u"the server");
    else
        ++m_events.halfOpenFound;
}

void Scenario::stopFaults()
{
    for (Viewer& viewer : m_viewers) {
        viewer.proxy().heal();
        viewer.pause(false);
        viewer.wantEverything();
        if (viewer.closed())
            viewer.open();
    }
}

bool Scenario::quieten()
{
    // Only a client can stop or start what a client chose; it may have to connect again first.
    const auto& host = m_server->host();
    const auto isOurs = [&] { return host.feed().spec == ChangingGraph::spec().toStdString(); };
    const auto steerTo = [this](bool running) {
        return [this, running] {
            if (m_server->host().feed().running == running)
                return true;
            for (Viewer& viewer : m_viewers) {
                if (viewer.client().stats(Clock::now()).state != stream::StreamState::Connecting
                    && viewer.client().stats(Clock::now()).state != stream::StreamState::Reconnecting && !viewer.closed()) {
                    viewer.client().steer({{}, {}, running});
                    break;
                }
            }
            return false;
        };
    };
    if (!waitFor(steerTo(isOurs()), longestSettling))
        return false;
    return !isOurs() || waitFor([this] { return m_graph->handedOver(); }, longestSettling);
}

bool Scenario::settle()
{
    Tick quietSince = m_server->host().store().newestStamp();
    const auto began = Clock::now();
    bool cut = false;
    return waitFor([&] {
        const auto& host = m_server->host();
        if (Clock::now() - began > garbledPatience && !std::exchange(cut, true)) {
            for (Viewer& viewer : m_viewers) {
                if (viewer.proxy().garbled() != 0 && !viewer.isSettled(host))
                    viewer.proxy().cutAll();
            }
        }
        for (Viewer& viewer : m_viewers) {
            if (viewer.closed() && viewer.proxy().garbled() != 0)
                viewer.open();
        }
        // What the source handed over last may still be on its way into a tick.
        if (std::exchange(quietSince, host.store().newestStamp()) != host.store().newestStamp())
            return false;
        const auto model = m_graph->digest();
        if (host.feed().spec == ChangingGraph::spec().toStdString() && model && !(host.store().digest() == *model))
            return false;
        return std::ranges::all_of(m_viewers, [&](Viewer& viewer) { return viewer.isSettled(host); });
    }, longestSettling);
}

void Scenario::checkEnd()
{
    for (Viewer& viewer : m_viewers) {
        viewer.checkEnd(m_server->host());
        m_breaches << viewer.breaches();
    }
    if (!waitFor([this] { return m_server->clientCount() == m_viewers.size(); }, longestSettling))
        m_breaches << QStringLiteral("the server has %1 sessions of %2 clients").arg(m_server->clientCount()).arg(m_viewers.size());
}

QStringList Scenario::run()
{
    for (std::size_t steps = 10 + below(50); steps > 0; --steps)
        step();
    if (m_beatsFast)
        leaveHalfOpen();
    stopFaults();
    log(QStringLiteral("the faults stop"));
    if (!quieten())
        m_breaches << QStringLiteral("the source could not be brought to rest");
    if (!settle())
        m_breaches << QStringLiteral("not everybody settled");
    checkEnd();
    return m_breaches;
}

Scenario::Events Scenario::events()
{
    Events events = m_events;
    events.encrypted = m_encrypts ? 1 : 0;
    for (const Viewer& viewer : m_viewers)
        events.audits += viewer.mended();
    const auto figures = m_server->figures(Clock::now()).sessions;   // of the last of its servers
    events.resumes = figures.resumes;
    events.resyncs = figures.resyncs;
    events.scans = figures.scans;
    events.named = m_graph->named();
    events.attributes = m_server->host().store().digest().attributes != 0 ? 1 : 0;
    return events;
}

QStringList Scenario::describe()
{
    QStringList lines = m_log;
    const auto& host = m_server->host();
    lines << QStringLiteral("server: epoch %1, tick %2, newest change %3, %4, %5 sessions").arg(QString::number(host.epoch(), 16)).arg(host.tick())
                 .arg(host.store().newestStamp()).arg(QString::fromStdString(host.feed().spec)).arg(m_server->clientCount());
    for (Viewer& viewer : m_viewers)
        lines << QStringLiteral("viewer: ") + viewer.describe();
    return lines;
}
