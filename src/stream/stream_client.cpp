#include "stream/stream_client.h"
#include "base/log.h"
#include "protocol/cut_text.h"
#include <QtCore/QRandomGenerator>

namespace weir::stream {

using protocol::CloseCode;

namespace {

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

} // namespace

StreamClient::StreamClient(Config config, QObject* parent)
    : QObject(parent), m_config(std::move(config)), m_applier({m_config.maxStagedBytes}),
      m_windowControl({m_config.windowMessages, m_config.windowBytes, m_config.maxMessageBytes}, m_config.windowSizing),
      m_backoff(m_config.backoff, [] { return QRandomGenerator::global()->generateDouble(); }),
      m_changeRate(Clock::now()), m_messageRate(Clock::now()), m_byteRate(Clock::now())
{
    connect(&m_windowControl, &WindowControl::presentChanged, this, &StreamClient::useWindow);
    connect(&m_windowControl, &WindowControl::grantDue, this, &StreamClient::sendGrant);
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setInterval(0);
    connect(&m_drainTimer, &QTimer::timeout, this, &StreamClient::drain);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &StreamClient::connectNow);
    connect(&m_liveness, &Liveness::pingDue, this, [this](const protocol::Ping& ping) { m_connection->send(ping); });
    connect(&m_liveness, &Liveness::died, this, [this] { failConnection(CloseCode::Heartbeat, tr("The server gave no sign of life.")); });
}

StreamClient::~StreamClient() { close(); }

void StreamClient::open(const QUrl& url)
{
    close();
    m_url = url;
    m_wanted = true;
    m_everWelcomed = false;
    m_endReason.clear();
    m_backoff.reset();
    connectNow();
}

void StreamClient::close(const QString& reason)
{
    m_wanted = false;
    m_retryTimer.stop();
    m_liveness.stop();
    m_drainTimer.stop();
    m_queue.clear();
    m_window.reset();
    m_resumeTarget.reset();
    m_applier.onNewConnection();
    m_ledger.clear();
    m_endReason = reason;
    m_endKind = ErrorKind::Other;
    if (m_connection) {
        m_connection->close(CloseCode::Normal, tr("bye"));
        m_connection.release()->deleteLater();   // its last frames are still on their way
    }
}

void StreamClient::connectNow()
{
    const auto window = flow::CreditWindow::create(m_windowControl.present());
    Q_ASSERT(window);   // it is raised to the least
    m_window = *window;
    m_queue.clear();
    m_queue.setCapacity(window->config().windowMessages, window->config().windowBytes);
    m_applier.onNewConnection();
    m_head = {};
    m_liveness.forget();
    m_latency = metrics::Percentiles();
    m_controlAllowance = flow::RateAllowance(mostControlPerSecond);
    m_resyncsInARow = 0;
    m_connection = std::make_unique<client::Connection>(m_config.encoding, m_config.maxMessageBytes, m_config.welcomeTimeout);
    m_connection->setSecurity(m_config.security);
    connect(m_connection.get(), &client::Connection::controlReceived, this, &StreamClient::onControl);
    connect(m_connection.get(), &client::Connection::dataReceived, this, &StreamClient::onData);
    connect(m_connection.get(), &client::Connection::ended, this, &StreamClient::onEnded);
    protocol::Hello hello;
    hello.client = (m_config.name + QLatin1Char(' ') + QLatin1String(WEIR_VERSION)).toStdString();
    hello.maxMessageBytes = m_config.maxMessageBytes;
    hello.maxStagedBytes = m_config.maxStagedBytes;
    hello.grant = m_window->firstGrant();
    hello.policy = m_statedPolicy = m_config.policy;
    hello.zstd = m_config.compression;
    hello.keepsParts = true;
    hello.lastApplied = m_applier.resumableTick();
    hello.epoch = m_applier.keepsParts() ? m_applier.epoch() : Epoch{0};
    hello.lists = hello.epoch != 0 ? lengthsOf(m_applier.store().schema()) : graph::SchemaLengths{};
    m_connection->open(m_url, hello);
}

void StreamClient::setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing)
{
    m_windowControl.setLargest(messages, bytes);
    m_windowControl.setSizing(sizing);
}

void StreamClient::useWindow()
{
    if (!m_window)
        return;
    const auto present = m_windowControl.present();
    const auto set = m_window->setWindow(present);
    Q_ASSERT(set);
    // What is outstanding under the larger of both windows must fit; a smaller one grants nothing until it does.
    m_queue.setCapacity(std::max(present.windowMessages, m_queue.size() + m_window->creditsMessages()),
                        std::max(present.windowBytes, m_queue.bytes() + m_window->creditsBytes()));
    onQueueChanged();
    sendGrant();
}

void StreamClient::steer(const protocol::Steer& request)
{
    if (m_connection && m_connection->welcomed())
        m_connection->send(request);
    else
        Q_EMIT faultReported(tr("There is no server to steer: not connected."));
}

void StreamClient::setPolicy(const protocol::Policy& policy)
{
    if (policy == m_config.policy)
        return;
    m_config.policy = policy;
    statePolicy();
}

void StreamClient::statePolicy()
{
    // During a handshake hello is under way already, with the one before.
    if (m_connection && m_connection->welcomed() && std::exchange(m_statedPolicy, m_config.policy) != m_config.policy)
        m_connection->send(m_config.policy);
}

void StreamClient::setDrainPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    onQueueChanged();
    if (paused) {
        m_resumeTarget.reset();
        return;
    }
    m_resumedFrom = m_applier.appliedTick();
    m_resumedEpoch = m_applier.epoch();
    m_resumeTarget = m_head.epoch == m_resumedEpoch ? std::max(m_head.tick, m_resumedFrom) : m_resumedFrom;
    finishCatchUpIfDone();
    scheduleDrain();
}

void StreamClient::finishCatchUpIfDone()
{
    if (!m_resumeTarget || !m_queue.empty() || !m_applier.following())
        return;
    // In another epoch ticks began anew; to follow it is to have caught up.
    if (m_applier.epoch() != m_resumedEpoch || m_applier.appliedTick() >= *m_resumeTarget)
        m_resumeTarget.reset();
}

void StreamClient::onControl(const protocol::Message& message)
{
    const TimePoint now = Clock::now();
    m_liveness.onFrame(now, std::holds_alternative<protocol::Pong>(message) ? flow::Heartbeat::Frame::Answer : flow::Heartbeat::Frame::Other);
    if (!m_controlAllowance.take(now))
        return failConnection(CloseCode::LimitExceeded, tr("The server sent more than %1 control messages in a second.").arg(mostControlPerSecond));
    if (const auto* welcome = std::get_if<protocol::Welcome>(&message)) {
        m_welcome = *welcome;
        m_welcome.server = protocol::textForPeople(welcome->server);
        m_ledger.begin(m_welcome);
        m_head.epoch = welcome->epoch;
        m_head.tick = welcome->tick;
        m_everWelcomed = true;
        m_endReason.clear();
        m_backoff.onConnected(now);
        statePolicy();
        m_liveness.start(m_welcome, now);
        onFeed(welcome->source);
        onResumed(welcome->resumedFrom);
        // What a source reported before somebody came is a notice to them all the same.
        if (!m_welcome.source.reason.empty() && m_welcome.source.reason != m_toldReport)
            Q_EMIT faultReported(QString::fromStdString(m_toldReport = m_welcome.source.reason));
        Q_EMIT serverChanged();
    } else if (const auto* head = std::get_if<protocol::Head>(&message)) {
        onHead(*head);
    } else if (const auto* feed = std::get_if<protocol::Feed>(&message)) {
        onFeed(*feed);
        Q_EMIT serverChanged();
    } else if (const auto* notice = std::get_if<protocol::Notice>(&message)) {
        m_toldReport = protocol::textForPeople(notice->text);
        Q_EMIT faultReported(QString::fromStdString(m_toldReport));
    } else if (const auto* ping = std::get_if<protocol::Ping>(&message)) {
        if (m_connection->backlog() <= mostBacklogBytes)   // a server that reads nothing is not owed an answer
            m_connection->send(protocol::Pong{ping->id, ping->timeUs, microseconds(now)});
    } else if (const auto* pong = std::get_if<protocol::Pong>(&message)) {
        m_liveness.onPong(*pong, now);
    }
}

void StreamClient::onFeed(const protocol::Feed& feed)
{
    m_welcome.source = feed;
    m_welcome.source.reason = protocol::textForPeople(feed.reason);
}

void StreamClient::onResumed(Tick resumedFrom)
{
    if (const auto accepted = m_applier.onWelcome(resumedFrom); !accepted)
        return failConnection(CloseCode::Malformed, tr("The server sent an invalid message: %1.").arg(QString::fromStdString(accepted.error().text)));
    if (resumedFrom != 0)
        ++m_resumed;
    else if (m_applier.resumableTick() != 0 && m_welcome.epoch != m_applier.epoch())
        Q_EMIT faultReported(tr("The server began a new graph; what differs from the one shown is fetched."));
}

void StreamClient::onHead(const protocol::Head& head)
{
    m_head = head;
    m_ledger.onHead(head);
    if (m_paused || !m_queue.empty())
        return;   // what it says is about data that is not applied yet
    if (afterOutcome(m_applier.onHead(head)))
        finishCatchUpIfDone();
}

void StreamClient::onData(const QByteArray& frame)
{
    const TimePoint now = Clock::now();
    const auto bytes = static_cast<std::uint64_t>(frame.size());
    m_liveness.onFrame(now);
    // What came packed counts as what it will take; it cannot state less than it takes already.
    const protocol::DataPosition position = protocol::positionOf(m_config.encoding, viewOf(frame));
    const std::uint64_t rawBytes = std::max(position.rawBytes, bytes);
    auto taken = m_window->onReceived(rawBytes);
    if (taken)
        taken = m_queue.push({frame, m_ledger.onReceived(position)}, rawBytes);
    onQueueChanged();
    if (!taken) {
        ++m_faults;
        return failConnection(CloseCode::CreditViolation, QString::fromStdString(taken.error().text));
    }
    m_bytesReceived += bytes;
    m_bytesSaved += rawBytes - bytes;
    ++m_messagesReceived;
    m_byteRate.add(bytes, now);
    m_messageRate.add(1, now);
    scheduleDrain();
}

void StreamClient::scheduleDrain()
{
    if (!m_paused && !m_queue.empty() && !m_drainTimer.isActive())
        m_drainTimer.start();
}

void StreamClient::drain()
{
    TimePoint now = Clock::now();
    const TimePoint end = now + slice;
    const auto clock = m_liveness.clock(now);
    const std::uint64_t changesBefore = m_applier.totals().changes;
    flow::Grant disposed;
    m_applier.beginSlice();
    while (!m_paused && !m_queue.empty() && now < end) {
        const std::uint64_t bytes = m_queue.frontBytes();
        const QueuedFrame frame = m_queue.pop();
        if (!applyFrame(frame))
            return;   // the connection ended with it
        m_window->onDisposed(bytes);
        ++disposed.messages;
        disposed.bytes += bytes;
        now = Clock::now();
        if (const auto oldest = m_applier.takeOldestTimeUs(); oldest && clock)
            m_latency.add(static_cast<double>(microseconds(now) + clock->offsetMicroseconds - *oldest) / 1000.0, now);
    }
    onQueueChanged();
    m_windowControl.onDrained(disposed, m_applier.following() ? flow::WindowSizer::Work::Live : flow::WindowSizer::Work::CatchUp);
    m_changeRate.add(m_applier.totals().changes - changesBefore, now);
    sendGrant();
    if (m_queue.empty() && !afterOutcome(m_applier.onHead(m_head)))
        return;
    finishCatchUpIfDone();
    scheduleDrain();
    Q_EMIT applied();
}

void StreamClient::onQueueChanged()
{
    using Queue = flow::WindowSizer::Queue;
    m_windowControl.setQueue(m_paused ? Queue::Paused : m_queue.empty() ? Queue::Empty : Queue::Waiting);
    const auto share = [](std::uint64_t part, std::uint64_t all) { return static_cast<double>(part) / static_cast<double>(all); };
    const auto window = m_windowControl.present();
    m_pressure.update(std::max(share(m_queue.size(), window.windowMessages), share(m_queue.bytes(), window.windowBytes)));
}

std::expected<std::pair<std::string_view, protocol::Message>, Error> StreamClient::decode(std::string_view frame)
{
    if (m_config.encoding == protocol::Encoding::Json) {
        auto converted = protocol::binaryFromJson(frame);
        if (!converted)
            return std::unexpected(converted.error());
        m_fromJson = std::move(*converted);
        frame = m_fromJson;
    } else {
        frame = m_aligned.of(frame);
    }
    auto message = protocol::decodeBinary(frame);
    const auto* const packed = message ? std::get_if<protocol::Packed>(&*message) : nullptr;
    if (packed) {
        // Only of a binary frame it was seen before what it will take.
        if (m_welcome.packsFromBytes == 0 || m_config.encoding != protocol::Encoding::Binary)
            return std::unexpected(Error{"a packed message, which was not asked for"});
        const auto unpacked = m_unpacker.unpack(*packed);
        if (!unpacked)
            return std::unexpected(unpacked.error());
        frame = *unpacked;
        message = protocol::decodeBinary(frame);
    }
    if (!message)
        return std::unexpected(message.error());
    return std::pair(frame, std::move(*message));
}

bool StreamClient::applyFrame(const QueuedFrame& queued)
{
    const auto decoded = decode(viewOf(queued.bytes));
    const auto outcome = decoded ? m_applier.apply(decoded->second, decoded->first) : std::unexpected(decoded.error());
    if (!outcome) {
        ++m_faults;
        const QString text = tr("The server sent an invalid message: %1.").arg(QString::fromStdString(outcome.error().text));
        Q_EMIT faultReported(text);
        failConnection(CloseCode::Malformed, text);
        return false;
    }
    const auto* delta = std::get_if<protocol::Delta>(&decoded->second);
    const bool carries = delta && *outcome != Applier::Outcome::Ignored && delta->kind != protocol::DeltaKind::Scan;
    m_ledger.onDisposed(queued.through, carries ? delta->rows : 0, carries ? delta->sampled : 0);
    return afterOutcome(*outcome);
}

bool StreamClient::afterOutcome(Applier::Outcome outcome)
{
    if (m_applier.inSync() == true)
        m_resyncsInARow = 0;
    if (outcome == Applier::Outcome::Audit) {
        ++m_faults;
        m_connection->send(protocol::Audit{});
    } else if (outcome == Applier::Outcome::Need) {
        m_connection->send(m_applier.needed());
    } else if (outcome == Applier::Outcome::Fetch) {
        Q_EMIT faultReported(tr("Mended: %1.").arg(QString::fromStdString(m_applier.reason())));
        m_connection->send(m_applier.differing());
    }
    if (outcome != Applier::Outcome::Resync)
        return true;
    ++m_faults;
    const QString reason = QString::fromStdString(m_applier.reason());
    if (++m_resyncsInARow > mostResyncsInARow) {
        failConnection(CloseCode::Malformed, tr("%1 snapshots in a row did not lead to the server's graph; the last time %2.")
                                                 .arg(mostResyncsInARow).arg(reason));
        return false;
    }
    Q_EMIT faultReported(tr("Asked for a new snapshot: %1.").arg(reason));
    if (m_connection)
        m_connection->send(protocol::Resync{m_applier.reason()});
    return true;
}

void StreamClient::sendGrant()
{
    if (!m_window || !m_connection || !m_connection->welcomed())
        return;
    // What the model holds of an earlier connection is nothing that this one brought.
    const bool begun = m_applier.begun();
    if (const auto grant = m_windowControl.takeGrant(*m_window, Clock::now()))
        m_connection->send(protocol::Credit{*grant, begun ? m_applier.epoch() : Epoch{0}, begun ? m_applier.appliedTick() : Tick{0}});
}

void StreamClient::failConnection(CloseCode code, const QString& reason)
{
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    m_connection->close(code, reason);
    const bool again = code == CloseCode::Heartbeat;
    onEnded({reason, again, std::nullopt});
}

void StreamClient::onEnded(const client::Ending& ending)
{
    m_liveness.stop();
    m_drainTimer.stop();
    m_resumeTarget.reset();   // whatever comes next is a catch-up of its own
    if (m_connection) {
        m_connection->disconnect(this);
        m_connection.release()->deleteLater();   // this may be called from one of its signals
    }
    m_queue.clear();
    m_window.reset();
    m_applier.onNewConnection();
    m_ledger.clear();
    m_endReason = ending.reason;
    m_endKind = ending.kind;
    const bool comesBack = m_config.reconnect && (m_everWelcomed || m_config.triesUntilWelcomed);
    if (m_wanted && comesBack && ending.worthRetrying) {
        const auto wait = m_backoff.onFailed(Clock::now(), ending.retryAfter);
        m_retryTimer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
        Q_EMIT cut(ending.reason);
        return;
    }
    m_wanted = false;
    Q_EMIT closed(ending.reason);
}

StreamState StreamClient::state() const
{
    if (!m_wanted)
        return StreamState::Closed;
    if (!m_connection || !m_connection->welcomed())
        return m_everWelcomed || !m_connection ? StreamState::Reconnecting : StreamState::Connecting;
    if (m_paused)
        return StreamState::Paused;
    if (m_resumeTarget || !m_applier.following())
        return StreamState::CatchingUp;
    return StreamState::Live;
}

StreamStats StreamClient::stats(TimePoint now)
{
    StreamStats s;
    s.state = state();
    s.drainPaused = m_paused;
    s.stateReason = m_endReason.toStdString();
    s.stateKind = m_endReason.isEmpty() ? ErrorKind::Other : m_endKind;
    if (m_retryTimer.isActive())
        s.retryInSeconds = static_cast<double>(m_retryTimer.remainingTime()) / 1000.0;
    if (m_connection && m_connection->welcomed()) {
        const protocol::Feed& feed = m_welcome.source;
        s.sourceState = feed.state;
        s.sourceReason = feed.reason;
        if (feed.state == protocol::SourceState::Reading && feed.progress)
            s.sourceProgress = *feed.progress;
    }
    s.epoch = m_applier.epoch();
    s.appliedTick = m_applier.appliedTick();
    s.serverTick = std::max(m_head.tick, s.appliedTick);
    if (m_head.epoch != 0 && m_head.epoch != s.epoch) {
        s.appliedTick = 0;   // the server has another graph now, of which nothing is applied
        s.serverTick = m_head.tick;
    }
    if (s.appliedTick != 0)
        s.behindSeconds = static_cast<double>(s.serverTick - s.appliedTick) * m_welcome.tickIntervalUs / 1e6;
    if (m_resumeTarget && *m_resumeTarget > m_resumedFrom)
        s.catchUpShare = std::min(1.0, static_cast<double>(s.appliedTick - std::min(s.appliedTick, m_resumedFrom)) / static_cast<double>(*m_resumeTarget - m_resumedFrom));
    else if (!m_applier.following())
        s.catchUpShare = m_applier.snapshotShare();
    s.queueMessages = m_queue.size();
    s.queueBytes = m_queue.bytes();
    s.queueCapacityMessages = m_windowControl.largest().windowMessages;
    s.queueCapacityBytes = m_windowControl.largest().windowBytes;
    s.windowSizing = m_windowControl.sizing();
    s.windowMessages = m_windowControl.present().windowMessages;
    s.windowBytes = m_windowControl.present().windowBytes;
    if (m_window) {
        s.creditsMessages = m_window->creditsMessages();
        s.creditsBytes = m_window->creditsBytes();
    }
    s.nodes = m_applier.store().nodeCount();
    s.edges = m_applier.store().edgeCount();
    const Applier::Totals& totals = m_applier.totals();
    s.snapshotsApplied = totals.snapshots;
    s.deltasApplied = totals.deltas;
    s.changesApplied = totals.changes;
    s.changesMerged = totals.merged;
    s.bytesReceived = m_bytesReceived;
    s.bytesSaved = m_bytesSaved;
    s.messagesReceived = m_messagesReceived;
    s.faults = m_faults;
    s.resumed = m_resumed;
    s.partsHeld = totals.partsHeld;
    s.ledger = m_ledger.totals();
    s.policy = m_config.policy;
    s.provedLanes = m_applier.lanes();
    s.pressure = m_pressure.level();
    s.changesPerSecond = m_changeRate.perSecond(now);
    s.messagesPerSecond = m_messageRate.perSecond(now);
    s.bytesPerSecond = m_byteRate.perSecond(now);
    s.latencyMsP50 = m_latency.at(0.50, now);
    s.latencyMsP99 = m_latency.at(0.99, now);
    if (const auto clock = m_liveness.clock(now))
        s.clockUncertaintyMs = static_cast<double>(clock->uncertaintyMicroseconds) / 1000.0;
    s.inSync = m_applier.inSync();
    const graph::Digest digest = m_applier.store().digest();
    s.digest = QStringLiteral("%1%2").arg(digest.structure, 16, 16, QLatin1Char('0')).arg(digest.values, 16, 16, QLatin1Char('0')).toStdString();
    return s;
}

} // namespace weir::stream
