#include "server/session/session.h"
#include "flow/applied_tick.h"
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
    : m_host(host), m_port(port), m_encoder(host.encoder(encoding)), m_tickIntervalUs(tickIntervalUs), m_steer(std::move(steer)), m_helloDue(now + helloTimeout), m_controlAllowance(maxControlPerSecond)
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
            sayBye(CloseCode::HandshakeTimeout, "no hello within " + std::to_string(helloTimeout.count()) + " s", true);
        return;
    }
    if (m_verifier && now >= m_tokenEnds)
        return fail(CloseCode::Authentication, "the token has expired");
    if (m_heartbeat->dead(now))
        return sayBye(CloseCode::Heartbeat, "no sign of life within " + std::to_string(m_heartbeatConfig.deadAfter / std::chrono::milliseconds(1))
                          + " ms of a ping", true);
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

bool Session::takeAllowance(TimePoint now)
{
    if (m_controlAllowance.take(now))
        return true;
    fail(CloseCode::LimitExceeded, "more than " + std::to_string(maxControlPerSecond) + " messages in a second");
    return false;
}

void Session::onSignOfLife(TimePoint now)
{
    if (m_heartbeat)
        m_heartbeat->onFrame(now, flow::Heartbeat::Frame::Answer);
}

void Session::onBareFrame(TimePoint now)
{
    if (!m_closed && takeAllowance(now))
        onSignOfLife(now);
}

void Session::onFrame(std::string_view frame, TimePoint now)
{
    if (m_closed)
        return;
    if (frame.size() > maxControlBytes)
        return fail(CloseCode::LimitExceeded, "a message of " + std::to_string(frame.size()) + " bytes; the limit is " + std::to_string(maxControlBytes));
    if (!takeAllowance(now))
        return;
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
        if (!awaiting || awaiting->only || awaiting->unasked) {
            m_work = AwaitingSnapshot{};
            m_clientHolds = false;   // it has, but knows that it is wrong
            m_auditDue = false;
            m_refusedBytes = 0;
        }
        pump(now);
    } else if (std::holds_alternative<protocol::Audit>(message)) {
        ++m_figures.audits;
        m_auditDue = m_catchingUp = true;   // a delta goes out also where nothing changed
        pump(now);
    } else if (const auto* fetch = std::get_if<protocol::Fetch>(&message)) {
        m_figures.chunksFetched += fetch->nodes.size() + fetch->edges.size();
        AwaitingSnapshot work{*fetch, {}};
        std::ranges::sort(work.only->nodes);   // looked up for every chunk, as many as the client may name
        std::ranges::sort(work.only->edges);
        m_work = std::move(work);
        m_refusedBytes = 0;
        pump(now);
    } else if (const auto* need = std::get_if<protocol::Need>(&message)) {
        onNeed(*need, now);
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
    if (!hello.zstd || m_encoder.encoding() != protocol::Encoding::Binary)
        m_packsFromBytes = 0;
    m_epoch = m_host.epoch();
    m_policy = hello.policy;
    m_keepsParts = hello.keepsParts;
    m_clientHolds = m_keepsParts && hello.epoch != 0;
    m_ofAnotherEpoch = hello.epoch != 0 && hello.epoch != m_epoch;
    m_takesGrowth = hello.lists.has_value();
    const bool knownLists = !m_takesGrowth || hello.lists->within(lengthsOf(m_host.store().schema()));
    const bool resumes = hello.epoch == m_epoch && knownLists
        && m_host.worthResuming(hello.lastApplied, hello.lastApplied, m_keepsParts ? GraphHost::Keeps::Parts : GraphHost::Keeps::Nothing);
    if (resumes) {
        ++m_figures.resumes;
        m_cursor = m_host.cursorAt(hello.lastApplied);
        m_sentTick = m_appliedTick = hello.lastApplied;
        m_sentTotal = m_cursor.changesTotal;
        m_lists = hello.lists;
        withhold();
        m_work = Following{};   // and still catching up: a delta comes even where nothing changed, so that all is proved
    } else if (hello.epoch == m_epoch && hello.lastApplied <= m_host.tick()) {
        m_work = AwaitingSnapshot{.only = {}, .notBefore = hello.lastApplied};
    }
    sendControl(protocol::Welcome{protocol::version, serverName(), m_host.epoch(), m_host.tick(), microseconds(now), m_tickIntervalUs,
                                  maySteer(), statedLimits(), m_host.feed(), resumes ? hello.lastApplied : Tick{0}, resumes ? m_cursor.changesTotal : 0,
                                  static_cast<std::uint32_t>(m_heartbeatConfig.interval / std::chrono::milliseconds(1)),
                                  static_cast<std::uint32_t>(m_heartbeatConfig.deadAfter / std::chrono::milliseconds(1)), m_packsFromBytes});
    m_heartbeat.emplace(m_heartbeatConfig, now);
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
        if (auto checked = flow::checkApplied(credit.lastApplied, m_sentTick); !checked)
            return fail(CloseCode::CreditViolation, checked.error().text);
        m_appliedTick = credit.lastApplied;
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

void Session::onNeed(const protocol::Need& need, TimePoint now)
{
    auto* const work = std::get_if<AwaitingNeed>(&m_work);
    if (!work || need.manifest != m_waitingManifests)
        return;   // the answer to one that was replaced meanwhile
    Snapshot& snapshot = work->snapshot;
    if (need.parts.size() != (snapshot.parts.size() + 7) / 8)
        return fail(CloseCode::Malformed, "a Need of " + std::to_string(need.parts.size()) + " bytes for a manifest of "
                        + std::to_string(snapshot.parts.size()) + " parts");
    std::vector<CachedPart> wanted;
    for (std::size_t i = 0; i < snapshot.parts.size(); ++i) {
        if ((need.parts[i / 8] >> i % 8 & 1) != 0)
            wanted.push_back(std::move(snapshot.parts[i]));
    }
    m_figures.partsHeld += snapshot.parts.size() - wanted.size();
    snapshot.parts = std::move(wanted);
    m_work = SendingParts{std::move(snapshot), true, 0};
    pump(now);
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

std::uint64_t Session::unappliedChanges() const
{
    if (!welcomed() || m_epoch != m_host.epoch())
        return 0;
    return m_sentTotal - std::min(m_sentTotal, m_host.cursorAt(m_appliedTick).changesTotal);
}

bool Session::readyForNext()
{
    return welcomed() && std::holds_alternative<Following>(m_work) && !m_catchingUp && !growthDue() && m_cursor.tick >= m_host.store().newestStamp()
        && m_gate->mayTake(partBytes, m_port.backlog());
}

} // namespace weir::server
