#pragma once
#include "access/token_verifier.h"
#include "base/clock.h"
#include "base/error.h"
#include "flow/credit_gate.h"
#include "flow/heartbeat.h"
#include "flow/rate_allowance.h"
#include "protocol/close_code.h"
#include "protocol/codec.h"
#include "server/graph/graph_host.h"
#include "server/limits.h"
#include "server/server_figures.h"
#include <deque>
#include <functional>
#include <optional>
#include <variant>

namespace weir::server {

/// What a session needs of its connection.
class SessionPort {
public:
    virtual ~SessionPort() = default;
    /// Takes the whole frame, now; there is no "would block", hence backlog().
    virtual void send(std::string_view frame) = 0;
    /// Bytes taken and not yet given to the network.
    [[nodiscard]] virtual std::uint64_t backlog() const = 0;
    /// Ends the connection after what was sent. The session is not called again.
    virtual void close(protocol::CloseCode code, const std::string& reason) = 0;
};

/// One client, from its hello to its end: what it may be sent, where it stands, and what it asks for. Keeps no changes,
/// only a cursor: what a client misses is merged into its next delta. Knows no socket and no timer.
/// Lives on the serving thread.
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
    [[nodiscard]] bool welcomed() const { return m_gate.has_value(); }
    /// Its messages and bytes are counted by who owns the socket.
    [[nodiscard]] const SessionFigures& figures() const { return m_figures; }
    [[nodiscard]] std::uint64_t unacknowledgedBytes() const { return m_gate ? m_gate->unacknowledgedBytes() : 0; }
    /// Changes of this epoch that nothing sent stands for.
    [[nodiscard]] std::uint64_t pendingChanges() const;
    /// Changes that what was sent stands for, and that the client has not said to have applied.
    [[nodiscard]] std::uint64_t unappliedChanges() const;
    /// Nothing is owed and nothing holds it back: a change made now would be sent at once, by itself.
    [[nodiscard]] bool readyForNext();

private:
    // What the session is busy with.
    struct AwaitingSnapshot {
        std::optional<protocol::Fetch> only;          ///< these chunks, in order; none: all of it
        std::optional<Tick> goesOnFrom{};             ///< of the manifest whose other parts were sent already
        Tick notBefore = 0;                           ///< the client has that tick, and did not ask to be led back
        bool unasked = false;                         ///< for being cheaper: where it is not, deltas go on
        std::optional<TimePoint> since{};             ///< when there was first room to send it
    };
    struct AwaitingNeed {                             ///< the client has the manifest and looks what it holds of it
        Snapshot snapshot;
    };
    struct SendingParts {
        Snapshot snapshot;
        bool whole = true;                            ///< with what was sent before, all of the graph
        std::size_t next = 0;
    };
    struct Following {};                              ///< delta by delta
    struct Scanning {
        Tick began = 0;
        GraphHost::Cursor end;                        ///< where the scan leads
        ElementKind kind = ElementKind::Node;
        std::uint32_t chunk = 0;
        std::vector<graph::ElementRange> todo;        ///< of one chunk
        SharedFramePtr ready;                         ///< encoded, waiting for credit
    };
    struct SendingStaged {
        std::deque<SharedFramePtr> ready;
        GraphHost::Cursor end;
        std::uint64_t rows = 0;
    };
    using Work = std::variant<AwaitingSnapshot, AwaitingNeed, SendingParts, Following, Scanning, SendingStaged>;

    void onHello(const protocol::Hello& hello, TimePoint now);
    void onCredit(const protocol::Credit& credit, TimePoint now);
    void onSteer(const protocol::Steer& steer);
    void onNeed(const protocol::Need& need, TimePoint now);
    void onPolicy(const protocol::Policy& policy, TimePoint now);
    /// False: it was not accepted, and the session is closed.
    [[nodiscard]] bool showToken(const std::string& token, TimePoint now);
    [[nodiscard]] bool maySteer() const { return m_steer && (!m_verifier || m_right == access::Right::Steer); }
    void fail(protocol::CloseCode code, const std::string& text);
    /// Counts a message, or what counts as one. False: it was one too many, and the session is closed.
    [[nodiscard]] bool takeAllowance(TimePoint now);

    // Each does one step of its work; false: no more can be done now.
    [[nodiscard]] bool step(AwaitingSnapshot& work, TimePoint now);
    [[nodiscard]] bool step(AwaitingNeed& work, TimePoint now);
    [[nodiscard]] bool step(SendingParts& work, TimePoint now);
    [[nodiscard]] bool step(Following& work, TimePoint now);
    [[nodiscard]] bool step(Scanning& work, TimePoint now);
    [[nodiscard]] bool step(SendingStaged& work, TimePoint now);
    /// Whether lists of the schema have grown beyond what the client has, and it is to be told now.
    [[nodiscard]] bool growthDue() const;
    /// Sends some of it, ahead of the rows; false: no more can be done now.
    [[nodiscard]] bool sendGrowth();
    /// How far the lists go in a manifest to this client.
    [[nodiscard]] graph::SchemaLengths listsInManifest() const;
    void withhold();
    void reachBack();
    [[nodiscard]] protocol::Digests chunkDigests() const;
    [[nodiscard]] bool sendAudit(const GraphHost::EncodedDelta& delta, TimePoint now);
    void followedTo(TimePoint now);
    /// What was sent stands for all changes up to `total`; `rows` of the new ones were carried, `sampled` left out as asked.
    void sentThrough(std::uint64_t total, std::uint64_t rows, std::uint64_t sampled);
    void renewSnapshot(const SendingParts& work);
    void beginScan(TimePoint now);
    void beginStaging(TimePoint now);
    /// Sends a data frame if credits, backlog and unacknowledged bytes allow it.
    [[nodiscard]] bool sendData(std::string_view frame);
    [[nodiscard]] bool sendData(const SharedFrame& frame);
    [[nodiscard]] bool sendPart(const SharedFramePtr& part);
    [[nodiscard]] bool maySend(std::size_t bytes);
    void passOn(std::string_view frame, std::size_t rawBytes);
    [[nodiscard]] bool packs(std::size_t bytes) const { return m_packsFromBytes != 0 && bytes >= m_packsFromBytes; }
    void sendControl(const protocol::Message& message);
    [[nodiscard]] std::size_t maxBinaryBytes() const;

    static constexpr std::size_t bytesPerPump = 1U << 20;
    static constexpr unsigned scanRounds = 3;

    GraphHost& m_host;
    SessionPort& m_port;
    protocol::Encoder& m_encoder;             // the host's
    std::uint32_t m_tickIntervalUs;
    SteerFunction m_steer;
    TimePoint m_helloDue;
    std::optional<flow::CreditGate> m_gate;   // from hello on, as is the next
    flow::Heartbeat::Config m_heartbeatConfig = heartbeat;
    std::optional<flow::Heartbeat> m_heartbeat;
    std::uint32_t m_pingId = 0;
    std::uint32_t m_maxMessageBytes = 0;
    std::uint64_t m_maxStagedBytes = 0;
    std::uint32_t m_packsFromBytes = 0;       // 0: nothing travels packed
    bool m_closed = false;
    bool m_feedOwed = false;                  // the source changed while the socket was full
    Epoch m_epoch = 0;                        // of what is being sent
    Work m_work = AwaitingSnapshot{};
    bool m_keepsParts = false;                // of its hello
    bool m_clientHolds = false;               // it may have some of the next snapshot already
    bool m_ofAnotherEpoch = false;            // what it holds is from before this epoch, which may become the same graph soon
    std::uint32_t m_waitingManifests = 0;     // so many manifests waited; the number of the last
    bool m_takesGrowth = false;               // of its hello
    /// How far the client's lists of this epoch go, with all that was sent. One that takes no growth keeps those of its first manifest;
    /// nothing: none came, of this epoch on this connection.
    std::optional<graph::SchemaLengths> m_lists;
    GraphHost::Cursor m_cursor;
    bool m_catchingUp = true;                 // no whole delta was sent since the snapshot or scan
    protocol::Policy m_policy;
    std::optional<GraphHost::Cursor> m_withheld;   // since then values of some lanes were left out; none: nothing was
    bool m_auditDue = false;                  // the next whole delta goes with the digests of the chunks
    bool m_reachBack = false;                 // more lanes are wanted, once the pieces under way are sent
    TimePoint m_nextDelta{};                  // before then a policy of latest sends none
    unsigned m_scansInARow = 0;
    Tick m_sentTick = 0;                      // newest tick that the client may state as applied
    std::uint64_t m_sentTotal = 0;            // changes that what was sent stands for
    Tick m_appliedTick = 0;                   // that the client stated, of m_epoch
    Tick m_headTick = 0, m_headChanged = 0;   // what the newest head said
    std::size_t m_pumpedBytes = 0;
    flow::RateAllowance m_controlAllowance;
    const access::TokenVerifier* m_verifier = nullptr;   // none: no token is asked for
    std::string m_handshakeToken;
    access::Right m_right = access::Right::Read;
    TimePoint m_tokenEnds{};
    SessionFigures m_figures;
    std::optional<TimePoint> m_starvedSince;
    std::uint64_t m_refusedBytes = 0;   // of the message that credit or socket had no room for, 0: none
};

} // namespace weir::server
