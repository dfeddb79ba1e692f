#include "server/session/session.h"
#include "base/visitor.h"
#include "protocol/aligned_bytes.h"
#include "protocol/cut_text.h"
#include "server/limits.h"
#include <algorithm>
#include <utility>

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

    if (welcomed() && std::holds_alternative<protocol::Hello>(message))
        return fail(CloseCode::Sequence, "a second Hello");
    if (!welcomed() && !std::holds_alternative<protocol::Hello>(message))
        return fail(CloseCode::Sequence, std::string(nameOf(message)) + " before Hello");
    onMessage(message, now);
}

void Session::onMessage(const protocol::Message& message, TimePoint now)
{
    using namespace protocol;
    const auto goOn = [&](const std::expected<void, Breach>& taken) {
        if (taken)
            pump(now);
        else
            fail(taken.error().code, taken.error().text);
    };
    std::visit(Visitor{
        [&](const Hello& hello) { onHello(hello, now); },
        [&](const Credit& credit) { goOn(m_flow->onCredit(credit)); },
        [&](const Need& need) { goOn(m_flow->onNeed(need)); },
        [&](const Resync&) {
            m_flow->onResync();
            pump(now);
        },
        [&](const Audit&) {
            m_flow->onAudit();
            pump(now);
        },
        [&](const Fetch& fetch) {
            m_flow->onFetch(fetch);
            pump(now);
        },
        [&](const Policy& policy) {
            m_flow->onPolicy(policy, now);
            pump(now);
        },
        [&](const Steer& steer) { onSteer(steer); },
        [&](const Token& token) {
            if (m_verifier)
                static_cast<void>(showToken(token.token, now));   // where it is not accepted the session is closed now
        },
        [&](const Ping& ping) {
            if (m_port.backlog() <= maxBacklogBytes)   // a client that reads nothing is not owed an answer
                sendControl(Pong{ping.id, ping.timeUs, microseconds(now)});
        },
        [](const Pong&) {},   // a sign of life, and noted as one
        [&](const Bye&) {
            m_closed = true;
            m_port.close(CloseCode::Normal, "bye");
        },
        [&](const OneOf<Welcome, Feed, Head, Manifest, Part, Delta, Notice, Digests, Packed, Growth> auto&) {
            fail(CloseCode::Sequence, std::string(nameOf(message)) + " is not for a client to send");
        },
    }, message);
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
    if (!hello.zstd || m_encoder.encoding() != protocol::Encoding::Binary)
        m_packsFromBytes = 0;
    m_flow.emplace(m_host, DataOutlet(m_host, m_port, m_encoder, std::move(*gate), std::min(hello.maxMessageBytes, largestMessageBytes), m_packsFromBytes), hello);
    const std::optional<std::uint64_t> resumedTotal = m_flow->begin(hello);
    sendControl(protocol::Welcome{protocol::version, serverName(), m_host.epoch(), m_host.tick(), microseconds(now), m_tickIntervalUs,
                                  maySteer(), statedLimits(), m_host.feed(), resumedTotal ? hello.lastApplied : Tick{0}, resumedTotal.value_or(0),
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

void Session::onSteer(const protocol::Steer& steer)
{
    const auto done = !m_steer ? std::unexpected(Error{"This server does not let clients steer its source."})
        : !maySteer()          ? std::unexpected(Error{"Your token allows to read, and not to steer."})
                               : m_steer(steer);
    if (done)
        return;
    ++m_steersRefused;
    sendNotice(done.error().text);
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
    sendControl(m_flow->tellHead(now));
}

void Session::pump(TimePoint now)
{
    if (m_closed || !welcomed())
        return;
    if (m_feedOwed)
        sendFeed();
    if (const auto pumped = m_flow->pump(now); !pumped)
        fail(pumped.error().code, pumped.error().text);
}

SessionFigures Session::figures() const
{
    SessionFigures figures = m_flow ? m_flow->figures() : SessionFigures{};
    figures.steersRefused = m_steersRefused;
    return figures;
}

} // namespace weir::server
