#pragma once
#include "access/token_verifier.h"
#include "base/clock.h"
#include "base/error.h"
#include "flow/heartbeat.h"
#include "flow/rate_allowance.h"
#include "protocol/codec.h"
#include "server/limits.h"
#include "server/session/graph_flow.h"
#include "server/session/session_port.h"
#include <functional>
#include <optional>

namespace weir::server {

/// The conversation with one client, from its hello to its end: who it is, what it says and what it is answered. What it gets of the
/// graph is its flow's. Knows no socket and no timer. Lives on the serving thread.
class Session final {
public:
    /// What a client asked of the source; the answer to a steer is the feed, or a notice with what is wrong.
    using SteerFunction = std::function<std::expected<void, Error>(const protocol::Steer&)>;

    Session(GraphHost& host, SessionPort& port, protocol::Encoding encoding, std::uint32_t tickIntervalUs, SteerFunction steer, TimePoint now);

    /// Before the first frame: who this is has to show a token, in its hello or, as `fromHandshake`, before.
    void demandToken(const access::TokenVerifier& verifier, std::string fromHandshake)
    {
        m_verifier = &verifier;
        m_handshakeToken = std::move(fromHandshake);
    }

    /// Before the first frame: data from `fromBytes` on may travel packed, where the client takes that; 0: none does.
    void setPacking(std::uint32_t fromBytes) { m_packsFromBytes = fromBytes; }
    /// Before the first frame: how this one is asked whether it lives, where that is not as usual.
    void setHeartbeat(flow::Heartbeat::Config config) { m_heartbeatConfig = config; }

    void onFrame(std::string_view frame, TimePoint now);
    /// A frame that brings no message, WebSocket's own or a fragment: it counts as a message does.
    void onBareFrame(TimePoint now);
    /// The peer lives, whatever it says.
    void onSignOfLife(TimePoint now);
    /// A frame of the kind that this subprotocol does not use.
    void onWrongFrameKind();
    /// Something may have become possible: a tick, a grant, room in the socket. Sends what it may.
    void pump(TimePoint now);
    /// Where the stream is; left out where the client reads nothing at all.
    void sendHead(TimePoint now);
    void sendFeed();
    void sendNotice(const std::string& text);
    /// Says goodbye and closes.
    void sayBye(protocol::CloseCode code, const std::string& text, bool reconnect);
    /// Closes when hello is overdue.
    void checkDeadlines(TimePoint now);

    [[nodiscard]] bool closed() const { return m_closed; }
    [[nodiscard]] bool welcomed() const { return m_flow.has_value(); }
    /// Its messages and bytes are counted by who owns the socket.
    [[nodiscard]] SessionFigures figures() const;
    [[nodiscard]] std::uint64_t unacknowledgedBytes() const { return m_flow ? m_flow->unacknowledgedBytes() : 0; }
    /// As GraphFlow has them.
    [[nodiscard]] std::uint64_t pendingChanges() const { return m_flow ? m_flow->pendingChanges() : 0; }
    [[nodiscard]] std::uint64_t unappliedChanges() const { return m_flow ? m_flow->unappliedChanges() : 0; }
    [[nodiscard]] bool readyForNext() { return m_flow && m_flow->readyForNext(); }

private:
    void onMessage(const protocol::Message& message, TimePoint now);
    void onHello(const protocol::Hello& hello, TimePoint now);
    void onSteer(const protocol::Steer& steer);
    /// False: it was not accepted, and the session is closed.
    [[nodiscard]] bool showToken(const std::string& token, TimePoint now);
    [[nodiscard]] bool maySteer() const { return m_steer && (!m_verifier || m_right == access::Right::Steer); }
    void fail(protocol::CloseCode code, const std::string& text);
    /// Counts a message, or what counts as one. False: it was one too many, and the session is closed.
    [[nodiscard]] bool takeAllowance(TimePoint now);
    void sendControl(const protocol::Message& message);

    GraphHost& m_host;
    SessionPort& m_port;
    protocol::Encoder& m_encoder;             // the host's
    std::uint32_t m_tickIntervalUs;
    SteerFunction m_steer;
    TimePoint m_helloDue;
    std::optional<GraphFlow> m_flow;          // from hello on, as is the heartbeat
    flow::Heartbeat::Config m_heartbeatConfig = heartbeat;
    std::optional<flow::Heartbeat> m_heartbeat;
    std::uint32_t m_pingId = 0;
    std::uint32_t m_packsFromBytes = 0;
    bool m_closed = false;
    bool m_feedOwed = false;                  // the source changed while the socket was full
    flow::RateAllowance m_controlAllowance;
    const access::TokenVerifier* m_verifier = nullptr;   // none: no token is asked for
    std::string m_handshakeToken;
    access::Right m_right = access::Right::Read;
    TimePoint m_tokenEnds{};
    std::uint64_t m_steersRefused = 0;
};

} // namespace weir::server
