#include "server/session.h"
#include "protocol/aligned_bytes.h"
#include "protocol/cut_text.h"
#include "server/limits.h"
#include <algorithm>

namespace weir::server {

using protocol::CloseCode;

namespace {

std::string serverName() { return std::string("weir-server ") + WEIR_VERSION; }

} // namespace

Session::Session(GraphHost& host, SessionPort& port, protocol::Encoding encoding, std::uint32_t tickIntervalUs, SteerFunction steer, TimePoint now)
    : m_host(host), m_port(port), m_encoder(encoding), m_tickIntervalUs(tickIntervalUs), m_steer(std::move(steer)), m_helloDue(now + helloTimeout), m_controlAllowance(maxControlPerSecond)
{
}

void Session::sendControl(const protocol::Message& message)
{
    if (!m_closed)
        m_port.send(m_encoder.encode(message));
}

void Session::sayBye(CloseCode code, const std::string& text, bool reconnect)
{
    if (m_closed)
        return;
    sendControl(protocol::Bye{static_cast<std::uint16_t>(code), text, reconnect, 0});
    m_closed = true;
    m_port.close(code, std::string(protocol::closeReason(text)));
}

void Session::fail(CloseCode code, const std::string& text) { sayBye(code, text, false); }

void Session::checkDeadlines(TimePoint now)
{
    if (m_closed)
        return;
    if (!welcomed()) {
        if (now >= m_helloDue)
            fail(CloseCode::HandshakeTimeout, "no hello within " + std::to_string(helloTimeout.count()) + " s");
        return;
    }
    if (m_verifier && now >= m_tokenEnds)
        return fail(CloseCode::Authentication, "the token has expired");
    if (m_heartbeat->dead(now))
        return sayBye(CloseCode::Heartbeat, "no sign of life within " + std::to_string(heartbeat.deadAfter / std::chrono::seconds(1))
                          + " s of a ping", true);
    if (m_heartbeat->pingDue(now)) {
        m_heartbeat->onPingSent(now);
        sendControl(protocol::Ping{++m_pingId, microseconds(now)});
    }
}

void Session::onWrongFrameKind()
{
    const bool binary = m_encoder.encoding() == protocol::Encoding::Binary;
    fail(CloseCode::Malformed, std::string("a ") + (binary ? "text" : "binary") + " frame where " + subprotocolOf(m_encoder.encoding())
             + " has only " + (binary ? "binary" : "text") + " ones");
}

void Session::onFrame(std::string_view frame, TimePoint now)
{
    if (m_closed)
        return;
    if (frame.size() > maxControlBytes)
        return fail(CloseCode::LimitExceeded, "a message of " + std::to_string(frame.size()) + " bytes; the limit is " + std::to_string(maxControlBytes));
    if (!m_controlAllowance.take(now))
        return fail(CloseCode::LimitExceeded, "more than " + std::to_string(maxControlPerSecond) + " messages in a second");
    std::string fromJson;
    if (m_encoder.encoding() == protocol::Encoding::Json) {
        auto converted = protocol::binaryFromJson(frame);
        if (!converted)
            return fail(CloseCode::Malformed, converted.error().text);
        fromJson = std::move(*converted);
        frame = fromJson;
    }
    protocol::AlignedBytes aligned;
    const auto decoded = protocol::decodeBinary(aligned.of(frame));
    if (!decoded)
        return fail(CloseCode::Malformed, decoded.error().text);
    const protocol::Message& message = *decoded;
    using Frame = flow::Heartbeat::Frame;
    if (m_heartbeat)
        m_heartbeat->onFrame(now, std::holds_alternative<protocol::Pong>(message) ? Frame::Answer : Frame::Other);

    if (const auto* hello = std::get_if<protocol::Hello>(&message)) {
        if (welcomed())
            return fail(CloseCode::Sequence, "a second Hello");
        return onHello(*hello, now);
    }
    if (!welcomed())
        return fail(CloseCode::Sequence, std::string(nameOf(message)) + " before Hello");
    if (const auto* credit = std::get_if<protocol::Credit>(&message)) {
        onCredit(*credit, now);
    } else if (const auto* steer = std::get_if<protocol::Steer>(&message)) {
        onSteer(*steer);
    } else if (const auto* token = std::get_if<protocol::Token>(&message)) {
        if (m_verifier)
            static_cast<void>(showToken(token->token, now));   // where it is not accepted the session is closed now
    } else if (std::holds_alternative<protocol::Resync>(message)) {
        ++m_figures.resyncs;
        // Asked again before it was sent, it is the one that was asked for.
        const auto* const awaiting = std::get_if<AwaitingSnapshot>(&m_work);
        if (!awaiting || awaiting->only) {
            m_work = AwaitingSnapshot{};
            m_auditDue = false;
            m_refusedBytes = 0;
        }
        pump(now);
    } else if (std::holds_alternative<protocol::Audit>(message)) {
        m_auditDue = m_catchingUp = true;   // a delta goes out also where nothing changed
        pump(now);
    } else if (const auto* fetch = std::get_if<protocol::Fetch>(&message)) {
        m_work = AwaitingSnapshot{*fetch};
        m_refusedBytes = 0;
        pump(now);
    } else if (const auto* policy = std::get_if<protocol::Policy>(&message)) {
        onPolicy(*policy, now);
    } else if (const auto* ping = std::get_if<protocol::Ping>(&message)) {
        if (m_port.backlog() <= maxBacklogBytes)   // a client that reads nothing is not owed an answer
            sendControl(protocol::Pong{ping->id, ping->timeUs, microseconds(now)});
    } else if (std::holds_alternative<protocol::Bye>(message)) {
        m_closed = true;
        m_port.close(CloseCode::Normal, "bye");
    } else if (!std::holds_alternative<protocol::Pong>(message)) {
        fail(CloseCode::Sequence, std::string(nameOf(message)) + " is not for a client to send");
    }
}

void Session::onHello(const protocol::Hello& hello, TimePoint now)
{
    if (hello.version != protocol::version)
        return fail(CloseCode::Version, "protocol version " + std::to_string(hello.version) + "; this server speaks " + std::to_string(protocol::version));
    if (m_verifier && !showToken(hello.token.empty() ? std::exchange(m_handshakeToken, {}) : hello.token, now))
        return;
    if (hello.maxMessageBytes < leastMaxMessageBytes || hello.maxMessageBytes > mostMaxMessageBytes)
        return fail(CloseCode::LimitExceeded, "max_message_bytes " + std::to_string(hello.maxMessageBytes) + " is not from "
                        + std::to_string(leastMaxMessageBytes) + " to " + std::to_string(mostMaxMessageBytes));
    if (hello.maxStagedBytes < leastMaxMessageBytes)
        return fail(CloseCode::LimitExceeded, "max_staged_bytes " + std::to_string(hello.maxStagedBytes) + " is below "
                        + std::to_string(leastMaxMessageBytes));
    auto gate = flow::CreditGate::create({hello.grant, hello.maxMessageBytes, largestMessageBytes, maxUnacknowledgedBytes, maxBacklogBytes});
    if (!gate)
        return fail(CloseCode::CreditViolation, gate.error().text);
    m_gate = std::move(*gate);
    m_maxMessageBytes = std::min(hello.maxMessageBytes, largestMessageBytes);
    m_maxStagedBytes = std::min(hello.maxStagedBytes, largestStagedBytes);
    m_epoch = m_host.epoch();
    m_policy = hello.policy;
    const bool resumes = hello.epoch == m_epoch && m_host.worthResuming(hello.lastApplied);
    if (resumes) {
        ++m_figures.resumes;
        m_cursor = m_host.cursorAt(hello.lastApplied);
        m_sentTick = hello.lastApplied;
        m_sentTotal = m_cursor.changesTotal;
        withhold();
        m_work = Following{};   // and still catching up: a delta comes even where nothing changed, so that all is proved
    }
    sendControl(protocol::Welcome{protocol::version, serverName(), m_host.epoch(), m_host.tick(), microseconds(now), m_tickIntervalUs,
                                  maySteer(), statedLimits(), m_host.feed(), resumes ? hello.lastApplied : Tick{0}, resumes ? m_cursor.changesTotal : 0,
                                  static_cast<std::uint32_t>(heartbeat.interval / std::chrono::milliseconds(1)),
                                  static_cast<std::uint32_t>(heartbeat.deadAfter / std::chrono::milliseconds(1))});
    m_heartbeat.emplace(heartbeat, now);
    sendHead(now);
    pump(now);
}

bool Session::showToken(const std::string& token, TimePoint now)
{
    const auto wallClock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto permission = m_verifier->verify(token, wallClock);
    if (!permission) {
        fail(CloseCode::Authentication, permission.error().text);
        return false;
    }
    m_right = permission->right;
    m_tokenEnds = now + (permission->expires - wallClock);
    return true;
}

void Session::onCredit(const protocol::Credit& credit, TimePoint now)
{
    // What was applied of an earlier epoch says nothing about this one.
    if (credit.epoch == m_epoch) {
        if (auto checked = flow::CreditGate::checkApplied(credit.lastApplied, m_sentTick); !checked)
            return fail(CloseCode::CreditViolation, checked.error().text);
    }
    m_gate->onCredit(credit.grant);
    pump(now);
}

void Session::onSteer(const protocol::Steer& steer)
{
    const auto done = !m_steer ? std::unexpected(Error{"This server does not let clients steer its source."})
        : !maySteer()          ? std::unexpected(Error{"Your token allows to read, and not to steer."})
                               : m_steer(steer);
    if (done)
        return;
    ++m_figures.steersRefused;
    sendNotice(done.error().text);
}

void Session::onPolicy(const protocol::Policy& policy, TimePoint now)
{
    const bool widened = policy.sentLanes() > m_policy.sentLanes();
    m_policy = policy;
    m_nextDelta = now;
    if (m_withheld && widened) {
        if (std::holds_alternative<SendingStaged>(m_work))
            m_reachBack = true;   // once the client has the last piece
        else
            reachBack();
    }
    withhold();
    pump(now);
}

void Session::reachBack()
{
    // All that the lanes had since they were left out comes at once, and is proved even where that was nothing.
    m_reachBack = false;
    m_cursor = *m_withheld;
    m_withheld.reset();
    m_catchingUp = true;
    if (std::holds_alternative<Scanning>(m_work))
        m_work = Following{};   // it would leave out what this reaches back for
    withhold();
}

void Session::withhold()
{
    if (!m_withheld && m_policy.sentLanes() < graph::valueLanes)
        m_withheld = m_cursor;
}

void Session::sendFeed()
{
    // Others may steer often while this client reads nothing: then only the newest is sent, once there is room.
    m_feedOwed = welcomed();
    if (!m_feedOwed || m_port.backlog() > maxBacklogBytes)
        return;
    m_feedOwed = false;
    sendControl(m_host.feed());
}

void Session::sendNotice(const std::string& text)
{
    if (welcomed() && m_port.backlog() <= maxBacklogBytes)
        sendControl(protocol::Notice{text});
}

void Session::sendHead(TimePoint now)
{
    // A head replaces its elder: where the elder still waits in the socket there is nobody to read this one.
    if (!welcomed() || m_port.backlog() > maxBacklogBytes)
        return;
    const auto& store = m_host.store();
    sendControl(protocol::Head{m_host.epoch(), m_host.tick(), store.newestStamp(), store.digest(), microseconds(now), store.nodeCount(), store.edgeCount(),
                               store.changesTotal(), m_sentTotal});
    if (m_epoch == m_host.epoch() && std::holds_alternative<Following>(m_work) && !m_catchingUp && m_cursor.tick >= store.newestStamp())
        m_sentTick = m_host.tick();   // the head moves the client's applied tick forward, law 6
    m_headTick = m_host.tick();
    m_headChanged = store.newestStamp();
}

std::uint64_t Session::pendingChanges() const
{
    const std::uint64_t made = m_host.store().changesTotal();
    return welcomed() && m_epoch == m_host.epoch() ? made - std::min(made, m_sentTotal) : 0;
}

bool Session::readyForNext()
{
    return welcomed() && std::holds_alternative<Following>(m_work) && !m_catchingUp && m_cursor.tick >= m_host.store().newestStamp()
        && m_gate->mayTake(partBytes, m_port.backlog());
}

void Session::pump(TimePoint now)
{
    if (m_closed || !welcomed())
        return;
    if (m_feedOwed)
        sendFeed();
    if (m_epoch != m_host.epoch()) {
        m_epoch = m_host.epoch();
        m_sentTick = 0;
        m_sentTotal = 0;
        m_headTick = 0;
        m_refusedBytes = 0;
        m_auditDue = false;
        m_work = AwaitingSnapshot{};
    }
    if (m_starvedSince)
        m_figures.starved += now - *m_starvedSince;
    m_pumpedBytes = 0;
    bool goOn = true;
    while (goOn && !m_closed && m_pumpedBytes < bytesPerPump)
        goOn = std::visit([&](auto& work) { return step(work, now); }, m_work);
    m_starvedSince = m_gate->starved() ? std::optional(now) : std::nullopt;
}

bool Session::sendData(std::string_view frame)
{
    if (!m_gate->mayTake(frame.size(), m_port.backlog()) || frame.size() > m_gate->sendableBytes()) {
        m_refusedBytes = frame.size();
        return false;
    }
    m_refusedBytes = 0;
    m_port.send(frame);
    m_gate->onSent(frame.size());
    m_pumpedBytes += frame.size();
    return true;
}

std::size_t Session::maxBinaryBytes() const
{
    return m_encoder.encoding() == protocol::Encoding::Binary ? m_maxMessageBytes : m_maxMessageBytes / protocol::jsonExpansion;
}

protocol::Digests Session::chunkDigests() const
{
    const auto& store = m_host.store();
    protocol::Digests digests{m_host.epoch(), m_host.tick(), {}, {}, m_policy.sentLanes()};
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        auto& sums = kind == ElementKind::Node ? digests.nodes : digests.edges;
        for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk)
            sums.push_back(store.chunkDigest(kind, chunk).sum(digests.lanes));
    }
    return digests;
}

bool Session::step(AwaitingSnapshot& work, TimePoint)
{
    // A client that takes nothing costs nothing: its manifest is not made again in every tick to be refused again.
    if (!m_gate->mayTake(std::max<std::uint64_t>(m_refusedBytes, 1), m_port.backlog()))
        return false;
    const auto wanted = [&only = work.only](ElementKind kind, std::uint32_t chunk) {
        if (!only)
            return true;
        const auto& numbers = kind == ElementKind::Node ? only->nodes : only->edges;
        return std::ranges::find(numbers, chunk) != numbers.end();
    };
    auto snapshot = m_host.cache().snapshotOf(m_host.store(), m_host.tick(), wanted);
    if (!snapshot)
        return false;
    if (work.only) {
        snapshot->manifest.partial = true;
        snapshot->manifest.tick = std::min(snapshot->manifest.tick, m_cursor.tick);   // the rest of the model is as of then
    }
    snapshot->manifest.epoch = m_host.epoch();
    snapshot->manifest.schema = m_host.store().schema();
    snapshot->manifest.changesTotal = m_host.cursorAt(snapshot->manifest.tick).changesTotal;
    const std::string_view frame = m_encoder.encode(snapshot->manifest);
    if (frame.size() > m_maxMessageBytes) {
        fail(CloseCode::LimitExceeded, "the graph's manifest has " + std::to_string(frame.size()) + " bytes, more than the client takes in a message");
        return false;
    }
    if (!sendData(frame))
        return false;
    // Applied with the last part; within an epoch what was sent stays sent.
    m_sentTick = std::max(m_sentTick, snapshot->manifest.tick);
    m_sentTotal = std::max(m_sentTotal, snapshot->manifest.changesTotal);
    m_catchingUp = true;
    m_scansInARow = 0;
    ++m_figures.snapshots;
    m_work = SendingParts{std::move(*snapshot), 0};
    return true;
}

bool Session::step(SendingParts& work, TimePoint)
{
    if (work.next == work.snapshot.parts.size()) {
        m_cursor = m_host.cursorAt(work.snapshot.manifest.tick);
        if (!work.snapshot.manifest.partial) {
            m_withheld.reset();   // the parts had all lanes
            m_reachBack = false;
        }
        withhold();
        m_work = Following{};
        return true;
    }
    CachedPart& part = work.snapshot.parts[work.next];
    if (!sendData(part.frame->in(m_encoder.encoding())))
        return false;
    part.frame.reset();
    ++work.next;
    return true;
}

bool Session::step(Following&, TimePoint now)
{
    if (m_cursor.tick == m_host.tick() || (m_cursor.tick >= m_host.store().newestStamp() && !m_catchingUp))
        return false;
    // A delta that reaches back behind what was sent must lead on all the same, or the client has it already.
    if (m_cursor.tick < m_sentTick && m_host.tick() <= std::max(m_sentTick, m_headTick))
        return false;
    if (m_policy.kind == protocol::PolicyKind::Latest && !m_catchingUp && now < m_nextDelta)
        return false;
    // Whether there is room at all, before anything is encoded. What is needed is not known yet: a change takes some
    // twenty bytes, and more than a message is not needed at once.
    const std::uint64_t covered = m_host.store().changesTotal() - m_cursor.changesTotal;
    const std::uint64_t guess = std::min<std::uint64_t>(256 + 20 * covered, m_maxMessageBytes / 4);
    if (!m_gate->mayTake(std::max(guess, m_refusedBytes), m_port.backlog()))
        return false;
    const auto& delta = m_host.deltaFrom(m_cursor, maxBinaryBytes(), m_policy.sentLanes());
    if (!delta.frame || delta.frame->in(m_encoder.encoding()).size() > m_maxMessageBytes) {
        if (std::exchange(m_auditDue, false)) {
            m_work = AwaitingSnapshot{};   // there will be no tick to compare at for a while: all of it is as good
            return true;
        }
        if (m_scansInARow < scanRounds)
            beginScan(now);
        else
            beginStaging(now);
        return true;
    }
    if (m_auditDue)
        return sendAudit(*delta.frame, now);
    if (!sendData(delta.frame->in(m_encoder.encoding())))
        return false;
    m_figures.mergedChanges += covered - std::min(covered, delta.elements);
    followedTo(now);
    return false;   // nothing can be newer than now
}

void Session::followedTo(TimePoint now)
{
    m_cursor = m_host.cursorNow(now);
    m_sentTick = m_cursor.tick;
    m_sentTotal = m_cursor.changesTotal;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_nextDelta = now + std::chrono::milliseconds(m_policy.intervalMs);
}

bool Session::sendAudit(const SharedFrame& delta, TimePoint now)
{
    // Both or none: the digests are those of the delta's own tick.
    const std::string digests(m_encoder.encode(chunkDigests()));
    if (digests.size() > m_maxMessageBytes) {
        m_auditDue = false;
        m_work = AwaitingSnapshot{};
        return true;
    }
    const std::string_view frame = delta.in(m_encoder.encoding());
    const std::uint64_t both = frame.size() + digests.size();
    if (m_gate->creditsMessages() < 2 || !m_gate->mayTake(both, m_port.backlog()) || m_gate->creditsBytes() < both || !sendData(frame))
        return false;
    m_auditDue = false;
    followedTo(now);
    m_port.send(digests);
    m_gate->onSent(digests.size());
    return false;
}

void Session::beginScan(TimePoint now)
{
    ++m_scansInARow;
    ++m_figures.scans;
    m_catchingUp = true;
    m_work = Scanning{m_host.tick(), m_host.cursorNow(now), ElementKind::Node, 0, {}};
}

bool Session::step(Scanning& work, TimePoint)
{
    if (!work.ready.empty()) {
        if (!sendData(work.ready.front()->in(m_encoder.encoding())))
            return false;
        work.ready.pop_front();
        return true;
    }
    const auto& store = m_host.store();
    while (work.chunk < store.chunkCount(work.kind)) {
        const std::uint32_t chunk = work.chunk++;
        if (store.chunkNewest(work.kind, chunk) <= m_cursor.tick)
            continue;
        const auto frames = m_host.scanPiece(m_cursor, work.began, store.chunkRange(work.kind, chunk));
        work.ready.assign(frames.begin(), frames.end());
        return true;
    }
    if (work.kind == ElementKind::Node) {
        work.kind = ElementKind::Edge;
        work.chunk = 0;
        return true;
    }
    protocol::Delta end;
    end.kind = protocol::DeltaKind::ScanEnd;
    end.from = m_cursor.tick;
    end.to = work.began;
    end.oldestTimeUs = m_cursor.timeUs;
    end.covered = work.end.changesTotal - m_cursor.changesTotal;
    end.changesTotal = work.end.changesTotal;
    if (!sendData(m_encoder.encode(end)))
        return false;
    m_cursor = work.end;
    m_sentTick = m_cursor.tick;
    m_sentTotal = m_cursor.changesTotal;
    m_work = Following{};
    return true;
}

void Session::beginStaging(TimePoint now)
{
    auto frames = m_host.stagedDelta(m_cursor, m_maxStagedBytes, m_policy.sentLanes());
    if (frames.empty()) {
        // More changes in one round than the client can stage: the source is slowed until a round catches up.
        m_host.holdSourceUntil(now + std::chrono::seconds(1));
        m_scansInARow = 0;
        beginScan(now);
        return;
    }
    ++m_figures.stagedDeltas;
    m_work = SendingStaged{{frames.begin(), frames.end()}, m_host.cursorNow(now)};
}

bool Session::step(SendingStaged& work, TimePoint)
{
    if (!sendData(work.ready.front()->in(m_encoder.encoding())))
        return false;
    work.ready.pop_front();
    if (!work.ready.empty())
        return true;
    m_cursor = work.end;
    m_sentTotal = m_cursor.changesTotal;
    // A head that went out among the pieces counts for whoever has them all.
    m_sentTick = m_headChanged <= m_cursor.tick ? std::max(m_headTick, m_cursor.tick) : m_cursor.tick;
    m_catchingUp = false;
    m_scansInARow = 0;
    m_work = Following{};
    if (m_reachBack)
        reachBack();
    return true;
}

} // namespace weir::server
