#pragma once
#include "flow/credit_gate.h"
#include "protocol/codec.h"
#include "server/graph/graph_host.h"
#include "server/server_figures.h"
#include "server/session/session_port.h"
#include <optional>

namespace weir::server {

/// Where a session's data goes out: only as much as credits, what is unacknowledged and the socket's backlog allow, packed where that
/// was agreed. Control goes another way, it is free. Lives on the serving thread.
class DataOutlet final {
public:
    /// Data from `packedFrom` bytes on travels packed; 0: none does.
    DataOutlet(GraphHost& host, SessionPort& port, protocol::Encoder& encoder, flow::CreditGate gate,
               std::uint32_t maxMessageBytes, std::uint32_t packedFrom)
        : m_host(host),
          m_port(port),
          m_encoder(encoder),
          m_gate(std::move(gate)),
          m_maxMessageBytes(maxMessageBytes),
          m_packsFromBytes(packedFrom)
    {}

    /// The largest message to this client, and how large one may be in binary where this one gets JSON.
    [[nodiscard]] std::uint32_t maxMessageBytes() const { return m_maxMessageBytes; }
    [[nodiscard]] std::size_t maxBinaryBytes() const;
    /// Valid until anybody uses the encoder again, as Encoder::encode() has it.
    [[nodiscard]] std::string_view encode(const protocol::Message& message) { return m_encoder.encode(message); }
    [[nodiscard]] std::size_t sizeOf(const SharedFrame& frame) const { return frame.in(m_encoder.encoding()).size(); }

    /// Whether it is worth while to make a message: there may be room for so many bytes, and for what was refused last.
    [[nodiscard]] bool hasRoom(std::uint64_t bytes = 1);
    /// Each sends a whole message; false: there is no room for it now.
    [[nodiscard]] bool send(std::string_view frame);
    [[nodiscard]] bool send(const SharedFrame& frame);
    [[nodiscard]] bool sendPart(const SharedFramePtr& part);
    /// Both messages or none, the second unpacked, as sums do not compress.
    [[nodiscard]] bool sendBoth(const SharedFrame& first, std::string_view second);
    /// What was refused is not wanted any more.
    void forgetRefused() { m_refusedBytes = 0; }

    /// A turn of sending: what is starved and how much was sent are counted from the one to the other.
    void beginTurn(TimePoint now);
    void endTurn(TimePoint now) { m_starvedSince = starved() ? std::optional(now) : std::nullopt; }
    [[nodiscard]] bool turnIsOver() const { return m_sentInTurn >= bytesPerTurn; }

    void onCredit(flow::Grant grant) { m_gate.onCredit(grant); }
    [[nodiscard]] bool starved() const { return m_gate.starved(); }
    [[nodiscard]] std::uint64_t unacknowledgedBytes() const { return m_gate.unacknowledgedBytes(); }
    /// What was saved and how long it was starved.
    [[nodiscard]] const SessionFigures& figures() const { return m_figures; }

private:
    static constexpr std::size_t bytesPerTurn = 1U << 20;

    [[nodiscard]] bool maySend(std::size_t bytes);
    void passOn(std::string_view frame, std::size_t rawBytes);
    [[nodiscard]] bool packs(std::size_t bytes) const { return m_packsFromBytes != 0 && bytes >= m_packsFromBytes; }

    GraphHost& m_host;
    SessionPort& m_port;
    protocol::Encoder& m_encoder;   // the host's
    flow::CreditGate m_gate;
    std::uint32_t m_maxMessageBytes;
    std::uint32_t m_packsFromBytes;
    std::uint64_t m_refusedBytes = 0;   // of the message that credit or socket had no room for, 0: none
    std::size_t m_sentInTurn = 0;
    std::optional<TimePoint> m_starvedSince;
    SessionFigures m_figures;
};

}   // namespace weir::server
