#include "stream/graph_feed.h"
#include <algorithm>

namespace weir::stream {

using protocol::CloseCode;

namespace {

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

} // namespace

GraphFeed::GraphFeed(Config config, OriginClock clock, QObject* parent)
    : QObject(parent), m_encoding(config.encoding), m_clock(std::move(clock)), m_applier({config.maxStagedBytes}),
      m_windowControl(config.window, config.windowSizing), m_changeRate(Clock::now()), m_messageRate(Clock::now()), m_byteRate(Clock::now())
{
    connect(&m_windowControl, &WindowControl::presentChanged, this, &GraphFeed::useWindow);
    connect(&m_windowControl, &WindowControl::grantDue, this, &GraphFeed::grant);
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setInterval(0);
    connect(&m_drainTimer, &QTimer::timeout, this, &GraphFeed::drain);
}

GraphFeed::Beginning GraphFeed::begin()
{
    end();
    const auto window = flow::CreditWindow::create(m_windowControl.present());
    Q_ASSERT(window);   // it is raised to the least
    m_window = *window;
    m_queue.setCapacity(window->config().windowMessages, window->config().windowBytes);
    m_head = {};
    m_latency = metrics::Percentiles();
    m_resyncsInARow = 0;
    return {m_window->firstGrant(), m_applier.keepsParts() ? m_applier.epoch() : Epoch{0}, m_applier.resumableTick()};
}

void GraphFeed::end()
{
    m_drainTimer.stop();
    m_queue.clear();
    m_window.reset();
    m_welcomed = false;
    m_resumeTarget.reset();   // whatever comes next is a catch-up of its own
    m_applier.onNewConnection();
    m_ledger.clear();
}

void GraphFeed::setWindow(std::uint64_t messages, std::uint64_t bytes, flow::WindowSizing sizing)
{
    m_windowControl.setLargest(messages, bytes);
    m_windowControl.setSizing(sizing);
}

void GraphFeed::useWindow()
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
    grant();
}

void GraphFeed::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    onStands();
}

void GraphFeed::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    onStands();
}

void GraphFeed::onStands()
{
    onQueueChanged();
    if (stands()) {
        m_drainTimer.stop();
        m_resumeTarget.reset();
        return;
    }
    m_resumedFrom = m_applier.appliedTick();
    m_resumedEpoch = m_applier.epoch();
    if (m_queue.empty() && !afterOutcome(m_applier.onHead(m_head)))   // heads that came meanwhile
        return;
    m_resumeTarget = m_head.epoch == m_resumedEpoch ? std::max(m_head.tick, m_resumedFrom) : m_resumedFrom;
    finishCatchUpIfDone();
    scheduleDrain();
}

void GraphFeed::finishCatchUpIfDone()
{
    if (!m_resumeTarget || !m_queue.empty() || !m_applier.following())
        return;
    // In another epoch ticks began anew; to follow it is to have caught up.
    if (m_applier.epoch() != m_resumedEpoch || m_applier.appliedTick() >= *m_resumeTarget)
        m_resumeTarget.reset();
}

void GraphFeed::onWelcome(const protocol::Welcome& welcome)
{
    m_welcomed = true;
    m_packs = welcome.packsFromBytes != 0;
    m_tickIntervalUs = welcome.tickIntervalUs;
    m_ledger.begin(welcome);
    m_head.epoch = welcome.epoch;
    m_head.tick = welcome.tick;
    if (const auto accepted = m_applier.onWelcome(welcome.resumedFrom); !accepted) {
        Q_EMIT failed(CloseCode::Malformed, tr("The server sent an invalid message: %1.").arg(QString::fromStdString(accepted.error().text)));
        return;
    }
    if (welcome.resumedFrom != 0)
        ++m_resumed;
    else if (m_applier.resumableTick() != 0 && welcome.epoch != m_applier.epoch())
        Q_EMIT reported({ReportKind::News, tr("The server began a new graph; what differs from the one shown is fetched.")});
}

void GraphFeed::onHead(const protocol::Head& head)
{
    m_head = head;
    m_ledger.onHead(head);
    if (stands() || !m_queue.empty())
        return;   // what it says is about data that is not applied yet
    if (afterOutcome(m_applier.onHead(head)))
        finishCatchUpIfDone();
}

void GraphFeed::onData(const QByteArray& frame, TimePoint now)
{
    const auto bytes = static_cast<std::uint64_t>(frame.size());
    // What came packed counts as what it will take; it cannot state less than it takes already.
    const protocol::DataPosition position = protocol::positionOf(m_encoding, viewOf(frame));
    const std::uint64_t rawBytes = std::max(position.rawBytes, bytes);
    auto taken = m_window->onReceived(rawBytes);
    if (taken)
        taken = m_queue.push({frame, m_ledger.onReceived(position)}, rawBytes);
    onQueueChanged();
    if (!taken) {
        ++m_faults;
        Q_EMIT failed(CloseCode::CreditViolation, QString::fromStdString(taken.error().text));
        return;
    }
    m_bytesReceived += bytes;
    m_bytesSaved += rawBytes - bytes;
    ++m_messagesReceived;
    m_byteRate.add(bytes, now);
    m_messageRate.add(1, now);
    scheduleDrain();
}

void GraphFeed::scheduleDrain()
{
    if (!stands() && !m_queue.empty() && !m_drainTimer.isActive())
        m_drainTimer.start();
}

void GraphFeed::drain()
{
    TimePoint now = Clock::now();
    const TimePoint end = now + slice;
    const auto clock = m_clock(now);
    const std::uint64_t changesBefore = m_applier.totals().changes;
    flow::Grant disposed;
    m_applier.beginSlice();
    while (!stands() && !m_queue.empty() && now < end) {
        const std::uint64_t bytes = m_queue.frontBytes();
        const QueuedFrame frame = m_queue.pop();
        if (!applyFrame(frame))
            return;
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
    grant();
    if (m_queue.empty() && !afterOutcome(m_applier.onHead(m_head)))
        return;
    finishCatchUpIfDone();
    scheduleDrain();
    Q_EMIT applied();
}

void GraphFeed::onQueueChanged()
{
    using Queue = flow::WindowSizer::Queue;
    m_windowControl.setQueue(stands() ? Queue::Paused : m_queue.empty() ? Queue::Empty : Queue::Waiting);
    const auto share = [](std::uint64_t part, std::uint64_t all) { return static_cast<double>(part) / static_cast<double>(all); };
    const auto window = m_windowControl.present();
    m_pressure.update(std::max(share(m_queue.size(), window.windowMessages), share(m_queue.bytes(), window.windowBytes)));
}

std::expected<protocol::Message, Error> GraphFeed::decode(std::string_view& frame)
{
    if (m_encoding == protocol::Encoding::Json) {
        auto converted = protocol::binaryFromJson(frame);
        if (!converted)
            return std::unexpected(converted.error());
        m_fromJson = std::move(*converted);
        frame = m_fromJson;
    } else {
        frame = m_aligned.of(frame);
    }
    if (protocol::looksPacked(frame)) {
        const auto packed = protocol::decodeBinary(frame);
        if (!packed)
            return std::unexpected(packed.error());
        // Only of a binary frame it was seen before what it will take.
        if (!m_packs || m_encoding != protocol::Encoding::Binary)
            return std::unexpected(Error{"a packed message, which was not asked for"});
        const auto unpacked = m_unpacker.unpack(std::get<protocol::Packed>(*packed));
        if (!unpacked)
            return std::unexpected(unpacked.error());
        frame = *unpacked;
    }
    return protocol::decodeBinary(frame);
}

bool GraphFeed::applyFrame(const QueuedFrame& queued)
{
    std::string_view frame = viewOf(queued.bytes);
    const auto message = decode(frame);
    const auto outcome = message ? m_applier.apply(*message, frame) : std::unexpected(message.error());
    if (!outcome) {
        ++m_faults;
        const QString text = tr("The server sent an invalid message: %1.").arg(QString::fromStdString(outcome.error().text));
        Q_EMIT reported({ReportKind::Failure, text});
        Q_EMIT failed(CloseCode::Malformed, text);
        return false;
    }
    const auto* delta = std::get_if<protocol::Delta>(&*message);
    const bool carries = delta && *outcome != Applier::Outcome::Ignored && delta->kind != protocol::DeltaKind::Scan;
    m_ledger.onDisposed(queued.through, carries ? delta->rows : 0, carries ? delta->sampled : 0);
    return afterOutcome(*outcome);
}

bool GraphFeed::afterOutcome(Applier::Outcome outcome)
{
    if (m_applier.inSync() == true)
        m_resyncsInARow = 0;
    switch (outcome) {
    case Applier::Outcome::Applied:
    case Applier::Outcome::Ignored:
        return true;
    case Applier::Outcome::Audit:
        ++m_faults;
        Q_EMIT said(protocol::Audit{});
        return true;
    case Applier::Outcome::Need:
        Q_EMIT said(m_applier.needed());
        return true;
    case Applier::Outcome::Fetch:
        Q_EMIT reported({ReportKind::Warning, tr("Mended: %1.").arg(QString::fromStdString(m_applier.reason()))});
        Q_EMIT said(m_applier.differing());
        return true;
    case Applier::Outcome::Resync:
        break;
    }
    ++m_faults;
    const QString reason = QString::fromStdString(m_applier.reason());
    if (++m_resyncsInARow > mostResyncsInARow) {
        Q_EMIT failed(CloseCode::Malformed, tr("%1 snapshots in a row did not lead to the server's graph; the last time %2.")
                                                .arg(mostResyncsInARow).arg(reason));
        return false;
    }
    Q_EMIT reported({ReportKind::Warning, tr("Asked for a new snapshot: %1.").arg(reason)});
    Q_EMIT said(protocol::Resync{m_applier.reason()});
    return true;
}

void GraphFeed::grant()
{
    if (!m_window || !m_welcomed)
        return;
    // What the model holds of an earlier connection is nothing that this one brought.
    const bool begun = m_applier.begun();
    if (const auto total = m_windowControl.takeGrant(*m_window, Clock::now()))
        Q_EMIT said(protocol::Credit{*total, begun ? m_applier.epoch() : Epoch{0}, begun ? m_applier.appliedTick() : Tick{0}});
}

void GraphFeed::addTo(StreamStats& s, TimePoint now)
{
    s.drainPaused = m_paused;
    s.epoch = m_applier.epoch();
    s.appliedTick = m_applier.appliedTick();
    s.serverTick = std::max(m_head.tick, s.appliedTick);
    if (m_head.epoch != 0 && m_head.epoch != s.epoch) {
        s.appliedTick = 0;   // the server has another graph now, of which nothing is applied
        s.serverTick = m_head.tick;
    }
    if (s.appliedTick != 0)
        s.behindSeconds = static_cast<double>(s.serverTick - s.appliedTick) * m_tickIntervalUs / 1e6;
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
    s.provedLanes = m_applier.lanes();
    s.pressure = m_pressure.level();
    s.changesPerSecond = m_changeRate.perSecond(now);
    s.messagesPerSecond = m_messageRate.perSecond(now);
    s.bytesPerSecond = m_byteRate.perSecond(now);
    s.latencyMsP50 = m_latency.at(0.50, now);
    s.latencyMsP99 = m_latency.at(0.99, now);
    if (const auto clock = m_clock(now))
        s.clockUncertaintyMs = static_cast<double>(clock->uncertaintyMicroseconds) / 1000.0;
    s.inSync = m_applier.inSync();
    const graph::Digest digest = m_applier.store().digest();
    s.digest = QStringLiteral("%1%2").arg(digest.structure, 16, 16, QLatin1Char('0')).arg(digest.values, 16, 16, QLatin1Char('0')).toStdString();
}

} // namespace weir::stream
