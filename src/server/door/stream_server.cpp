#include "server/door/stream_server.h"
#include "source/catalogue.h"
#include "base/log.h"
#include "protocol/cut_text.h"
#include "server/limits.h"
#include "server/door/socket_session.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <array>
#include <cmath>

namespace weir::server {

namespace {

constexpr std::chrono::milliseconds unpacedSlice{2};
constexpr std::chrono::seconds shutDownPatience{1};

/// The first that the client wants of those that are spoken here; nothing: none is.
std::optional<protocol::Encoding> encodingOf(const protocol::WebSocketRequest& request)
{
    constexpr std::array encodings{protocol::Encoding::Binary, protocol::Encoding::Json};
    const std::array<std::string_view, encodings.size()> spoken{subprotocolOf(encodings[0]), subprotocolOf(encodings[1])};
    const auto found = std::ranges::find(spoken, request.chosen(spoken));
    return found == spoken.end() ? std::nullopt : std::optional(encodings[static_cast<std::size_t>(found - spoken.begin())]);
}

} // namespace

StreamServer::StreamServer(Config config)
    : m_config(std::move(config)), m_sourceEvents([](const QString& line) { qCInfo(logSource).noquote() << line; }),
      m_listener(std::make_unique<Listener>(
          m_config.limits.value_or(m_config.address.isLoopback() ? access::AdmissionLimits::forLoopback() : access::AdmissionLimits{}),
          m_config.handshakeTimeout, m_config.tls,
          Listener::Calls{[this](std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request) { onArrived(std::move(place), request); },
                          [this](const QString& peer, const QString& why) {
                              ++m_totals.turnedAway;
                              m_events.write("turned_away", {{"peer", peer}, {"reason", why}}, Clock::now());
                          },
                          [this](const QString& why) {
                              ++m_totals.exhausted;
                              m_events.write("exhausted", {{"reason", why}, {"clients", QString::number(m_sessions.size())}}, Clock::now());
                          }})),
      m_unsent(m_config.maxUnsentBytes),
      m_host([this] {
          if (m_config.pace == Pace::Unpaced)
              QMetaObject::invokeMethod(this, &StreamServer::onUnpaced, Qt::QueuedConnection);
      })
{
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setSingleShot(true);
    connect(&m_ticks, &QTimer::timeout, this, &StreamServer::onTick);
    connect(&m_unpaced, &QTimer::timeout, this, &StreamServer::onUnpaced);
    m_housekeeping.setInterval(headInterval);
    connect(&m_housekeeping, &QTimer::timeout, this, &StreamServer::onHousekeeping);
}

StreamServer::~StreamServer()
{
    m_host.stopSource();
    m_sessions.clear();
}

std::expected<void, Error> StreamServer::listen()
{
    if (!m_config.address.isLoopback() && !m_config.tokens && !m_config.anyoneMayRead) {
        return std::unexpected(Error{"at " + m_config.address.toString().toStdString()
                                     + " other machines could connect, and whoever reaches it could read the graph; listen on 127.0.0.1 or [::1]"
                                       ", ask for tokens, or allow anyone to read"});
    }
    if (!m_listener->listen(m_config.address, m_config.port)) {
        return std::unexpected(Error{"cannot listen on " + m_config.address.toString().toStdString() + ":" + std::to_string(m_config.port) + ": "
                                     + m_listener->acceptor().errorString().toStdString()});
    }
    m_housekeeping.start();
    if (m_config.pace == Pace::Ticks) {
        m_nextTick = Clock::now() + m_config.tickInterval;
        m_ticks.start(m_config.tickInterval);
    } else {
        m_unpaced.start(1);
    }
    return {};
}

QUrl StreamServer::url() const
{
    QUrl url;
    url.setScheme(m_config.tls ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(m_listener->acceptor().address().toString());
    url.setPort(m_listener->acceptor().port());
    url.setPath(QString::fromLatin1(protocol::streamPath));
    return url;
}

std::expected<void, Error> StreamServer::startSource(const QString& spec)
{
    auto source = source::makeSource(spec.toStdString());
    if (!source)
        return std::unexpected(source.error());
    startSource(std::move(*source), spec);
    return {};
}

void StreamServer::startSource(std::unique_ptr<source::Source> source, const QString& spec)
{
    m_totals.changes += m_host.store().changesTotal();
    m_host.start(std::move(source), spec.toStdString());
    onEpoch(spec);
}

void StreamServer::onEpoch(const QString& spec)
{
    ++m_totals.epochs;
    m_sourceSettled = false;
    m_sourceEvents.write("source_started", {{"spec", spec}}, Clock::now());
    sendFeedToAll();
}

void StreamServer::lookAtSource(TimePoint now)
{
    const std::uint64_t changes = m_host.store().changesTotal();
    if (const auto settled = m_host.settleOffer()) {
        const QString spec = QString::fromStdString(settled->spec);
        if (!settled->fault) {
            m_totals.changes += changes;
            onEpoch(spec);
        } else {
            const std::string text = "The source " + settled->spec + " did not begin, and the one before goes on: " + settled->fault->text;
            m_sourceEvents.write("source_refused", {{"spec", spec}, {"text", QString::fromStdString(settled->fault->text)}}, now);
            for (const auto& client : m_sessions) {
                if (client.get() == m_offerAsker)
                    client->session().sendNotice(text);
            }
        }
        m_offerAsker = nullptr;
    }
    // A state is told at once; how far it is and what it reports twice a second.
    const auto feed = m_host.feed();
    if (feed.state != m_toldFeed.state || feed.running != m_toldFeed.running)
        onFeedChanged(feed, now);
    if (m_sourceSettled)
        return;
    if (m_host.sourceBegun()) {
        m_sourceSettled = true;
        Q_EMIT sourceBegan();
    } else if (feed.state == protocol::SourceState::Failed) {
        m_sourceSettled = true;
        Q_EMIT sourceDidNotBegin(QString::fromStdString(feed.reason));
    }
}

void StreamServer::onFeedChanged(const protocol::Feed& feed, TimePoint now)
{
    const QString spec = QString::fromStdString(feed.spec);
    if (feed.running != m_toldFeed.running)
        m_sourceEvents.write(feed.running ? "source_running" : "source_stopped", {{"spec", spec}}, now);
    if (feed.state != m_toldFeed.state)
        m_sourceEvents.write("source_state", {{"spec", spec}, {"state", QLatin1String(protocol::toString(feed.state))}}, now);
    sendFeedToAll();
}

std::expected<void, Error> StreamServer::steer(const protocol::Steer& request, const SocketSession* asker)
{
    if (request.rate && !(std::isfinite(*request.rate) && *request.rate >= 0))
        return std::unexpected(Error{"A rate is a number of changes per second, 0 or more."});
    if (request.source && !m_config.sourceChoosable)
        return std::unexpected(Error{"The source of this server cannot be chosen from afar; its rate can."});
    if (request.source) {
        auto source = source::makeSource(*request.source);
        if (!source)
            return std::unexpected(source.error());
        m_host.offer(std::move(*source), *request.source);
        m_offerAsker = asker;
    }
    if (request.rate && !m_host.setRate(*request.rate))
        return std::unexpected(Error{"The source " + m_host.feed().spec + " has no rate to change."});
    if (request.running && !m_host.setRunning(*request.running) && *request.running)
        return std::unexpected(Error{"The source " + m_host.feed().spec + " has ended: all of it is in the graph. Choose it again to read it anew."});
    if (request.rate || request.running)
        sendFeedToAll();
    return {};
}

void StreamServer::endSource()
{
    if (m_host.endSource())
        sendFeedToAll();
}

void StreamServer::sendFeedToAll()
{
    m_toldFeed = m_host.feed();
    for (const auto& client : m_sessions)
        client->session().sendFeed();
}

std::optional<StreamServer::Refusal> StreamServer::refusalOf(const Listener::Place& place, const protocol::WebSocketRequest& request) const
{
    using protocol::CloseCode;
    if (request.path != protocol::streamPath)
        return Refusal{CloseCode::Malformed, QStringLiteral("nothing at %1; the stream is at %2").arg(QString::fromStdString(request.path).left(40), QLatin1String(protocol::streamPath))};
    if (!encodingOf(request))
        return Refusal{CloseCode::Malformed, QStringLiteral("no subprotocol in common; this server speaks weir.v1.bin and weir.v1.json")};
    const auto reach = m_config.address.isLoopback() ? access::OriginRule::Reach::Loopback : access::OriginRule::Reach::Network;
    const std::string origin = request.origin.value_or(std::string());
    if (!m_config.origins.allows(origin, reach))
        return Refusal{CloseCode::Authentication, QStringLiteral("pages of %1 may not connect here").arg(QString::fromStdString(origin).left(60))};
    const auto& limits = m_listener->admission().limits();
    switch (place.verdict()) {
    case access::Admission::Verdict::TooManyOfAddress:
        return Refusal{CloseCode::Overloaded, QStringLiteral("your address has %1 clients here already; try again later").arg(limits.clientsPerAddress)};
    case access::Admission::Verdict::TooManyClients:
        return Refusal{CloseCode::Overloaded, QStringLiteral("this server has %1 clients already; try again later").arg(limits.clients)};
    default: break;
    }
    const QTcpSocket& socket = *place.socket();
    const TcpEnd peer{socket.peerAddress(), socket.peerPort()}, here{socket.localAddress(), socket.localPort()};
    if (m_config.users == Config::Users::Own && !isOwnUser(m_config.userOf(peer, here)))
        return Refusal{CloseCode::Authentication, QStringLiteral("only programs of the user who started this server may connect")};
    return std::nullopt;
}

void StreamServer::refuse(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, const Refusal& refusal)
{
    const int code = static_cast<int>(refusal.code);
    m_events.write("refused", {{"peer", peerName(*place->socket())}, {"code", QString::number(code)}, {"reason", refusal.why}}, Clock::now());
    ++m_totals.closes[code];
    const auto encoding = encodingOf(request);
    m_refused.push_back(std::make_unique<WebSocket>(std::move(place), request, encoding ? subprotocolOf(*encoding) : "", maxControlBytes, nullptr));
    connect(m_refused.back().get(), &WebSocket::ended, this, &StreamServer::removeClosed, Qt::QueuedConnection);
    m_refused.back()->close(static_cast<std::uint16_t>(code), refusal.why.toStdString());
}

void StreamServer::onArrived(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request)
{
    if (const auto refusal = refusalOf(*place, request))
        return refuse(std::move(place), request, *refusal);
    const protocol::Encoding encoding = *encodingOf(request);
    const QTcpSocket& socket = *place->socket();
    const TcpEnd peer{socket.peerAddress(), socket.peerPort()}, here{socket.localAddress(), socket.localPort()};
    Session::SteerFunction steering;
    const auto asker = std::make_shared<const SocketSession*>(nullptr);
    // A page that a browser shows may come from anywhere; it may look, but not choose files to be served.
    if (m_config.steerable && !request.origin) {
        steering = [this, peer, here, asker](const protocol::Steer& wish) -> std::expected<void, Error> {
            // A source reads files as this program may, and what it reads goes to whoever connects.
            if (wish.source && m_config.sourceChoosable && !m_config.tokens && !isOwnUser(m_config.userOf(peer, here)))
                return std::unexpected(Error{"Only programs of the user who started this server may choose its source."});
            return steer(wish, *asker);
        };
    }
    const auto tickUs = static_cast<std::uint32_t>(std::chrono::microseconds(m_config.tickInterval).count());
    const bool packs = m_config.packing == Packing::Always || (m_config.packing == Packing::Auto && !peer.address.isLoopback());
    m_events.write("connected", {{"peer", peerName(socket)}, {"encoding", QString::fromLatin1(subprotocolOf(encoding))},
                                 {"origin", QString::fromStdString(request.origin.value_or(std::string()))}}, Clock::now());
    m_sessions.push_back(std::make_unique<SocketSession>(m_host, m_config.tokens ? &*m_config.tokens : nullptr, m_unsent, std::move(place), request, encoding, tickUs, std::move(steering)));
    *asker = m_sessions.back().get();
    m_sessions.back()->session().setPacking(packs ? packsFromBytes : 0);
    m_sessions.back()->session().setHeartbeat(m_config.heartbeat);
    connect(m_sessions.back().get(), &SocketSession::ended, this, &StreamServer::removeClosed, Qt::QueuedConnection);
}

void StreamServer::onTick()
{
    const TimePoint began = Clock::now();
    m_totals.tickLatenessSeconds.add(std::max(0.0, milliseconds(began - m_nextTick)) / 1000.0);
    ++m_totals.ticks;
    if (m_tickTimes.latenessMs.size() < mostTickTimes)
        m_tickTimes.latenessMs.push_back(static_cast<float>(std::max(0.0, milliseconds(began - m_nextTick))));
    m_host.advance(began);
    lookAtSource(began);
    for (const auto& client : m_sessions)
        client->session().pump(began);

    // The next tick keeps to the grid; ticks that could not be are left out, not made up for.
    const TimePoint now = Clock::now();
    m_nextTick += m_config.tickInterval;
    if (m_nextTick < now)
        m_nextTick = now;
    m_ticks.start(std::chrono::ceil<std::chrono::milliseconds>(m_nextTick - now));
}

void StreamServer::onUnpaced()
{
    const TimePoint end = Clock::now() + unpacedSlice;
    for (;;) {
        const TimePoint now = Clock::now();
        if (now >= end) {
            flushAll();
            QMetaObject::invokeMethod(this, &StreamServer::onUnpaced, Qt::QueuedConnection);   // sockets first, then more
            return;
        }
        bool anyWelcomed = false, allReady = true;
        for (const auto& client : m_sessions) {
            client->session().pump(now);
            anyWelcomed |= client->session().welcomed();
            allReady &= client->session().readyForNext();
        }
        // Before the first client the graph is loaded as fast as it comes; then each set waits for all of them.
        if (anyWelcomed && !allReady) {
            if (now >= m_nextTick) {   // one of them may wait for a snapshot
                m_nextTick = now + m_config.tickInterval;
                m_host.advance(now, GraphHost::Intake::Nothing);
            }
            flushAll();
            return;
        }
        if (!m_host.advance(now, GraphHost::Intake::OneSet)) {
            flushAll();
            return;
        }
        ++m_totals.ticks;
    }
}

void StreamServer::flushAll()
{
    for (const auto& client : m_sessions)
        client->flush();
}

void StreamServer::onHousekeeping()
{
    const TimePoint now = Clock::now();
    lookAtSource(now);
    if (const auto feed = m_host.feed(); feed != m_toldFeed)
        onFeedChanged(feed, now);
    for (const Error& report : m_host.takeReports()) {
        m_sourceEvents.write("source_reported", {{"text", QString::fromStdString(report.text)}}, now);
        Q_EMIT reported(QString::fromStdString(report.text));
        for (const auto& client : m_sessions)
            client->session().sendNotice(report.text);
    }
    for (const auto& client : m_sessions) {
        client->session().checkDeadlines(now);
        client->session().sendHead(now);
    }
    m_listener->checkDeadlines(now);
    removeClosed();
    m_events.flush(now);
    m_sourceEvents.flush(now);
}

void StreamServer::removeClosed()
{
    const TimePoint now = Clock::now();
    std::erase_if(m_refused, [now](const auto& one) { return one->over(now); });
    std::erase_if(m_sessions, [this, now](const auto& client) {
        if (!client->over(now))
            return false;
        const protocol::CloseWords& ending = client->socket().ending();
        ++m_totals.closes[ending.code];
        m_totals.sessions += client->figures();
        m_events.write("closed", {{"peer", client->socket().peer()}, {"code", QString::number(ending.code)}, {"reason", QString::fromStdString(ending.reason)}}, now);
        return true;
    });
}

ServerFigures StreamServer::figures(TimePoint now) const
{
    ServerFigures figures = m_totals;
    figures.made = now;
    figures.clients = m_sessions.size();
    figures.nodes = m_host.store().nodeCount();
    figures.edges = m_host.store().edgeCount();
    figures.changes += m_host.store().changesTotal();
    for (const auto& client : m_sessions) {
        figures.sessions += client->figures();
        figures.unacknowledgedBytes += client->session().unacknowledgedBytes();
        figures.pendingChanges += client->session().pendingChanges();
        figures.unappliedChanges += client->session().unappliedChanges();
    }
    figures.unsentBytes = m_unsent.bytes();
    figures.readingFirstGraph = m_host.readingFirstGraph(now);
    figures.snapshotBytes = m_host.cache().bytes();
    if (const auto asOf = m_host.cache().asOf())
        figures.snapshotAgeSeconds = milliseconds(now - *asOf) / 1000.0;
    figures.snapshotBuildSeconds = milliseconds(m_host.cache().buildTime()) / 1000.0;
    return figures;
}

void StreamServer::shutDown()
{
    m_ticks.stop();
    m_unpaced.stop();
    m_housekeeping.stop();
    m_listener->stop();
    m_host.requestSourceStop();   // it may be in the middle of something long, which no goodbye waits for
    for (const auto& client : m_sessions)
        client->session().sayBye(protocol::CloseCode::GoingAway, "the server is shutting down", true);
    QDeadlineTimer patience(shutDownPatience);
    while (!patience.hasExpired() && std::ranges::any_of(m_sessions, [](const auto& client) { return !client->over(Clock::now()); }))
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents | QEventLoop::WaitForMoreEvents, 20);
    m_sessions.clear();
    m_host.stopSource();
}

} // namespace weir::server
