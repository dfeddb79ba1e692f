#include "server/door/socket_session.h"
#include "access/bearer_token.h"
#include "server/limits.h"

namespace weir::server {

namespace {

static_assert(WebSocket::framesATurn * 127 <= turnAnswerBytes);   // the protocol's own answers keep to maxBacklogBytes

protocol::Opcode opcodeOf(protocol::Encoding encoding)
{
    return encoding == protocol::Encoding::Binary ? protocol::Opcode::Binary : protocol::Opcode::Text;
}

} // namespace

SocketSession::SocketSession(GraphHost& host, const access::TokenVerifier* verifier, flow::SharedBacklog& unsent,
                             std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, protocol::Encoding encoding,
                             std::uint32_t tickIntervalUs, Session::SteerFunction steer)
    : m_encoding(encoding),
      m_unsent(unsent),
      m_socket(std::move(place), request, subprotocolOf(encoding), maxControlBytes, this),
      m_session(host, *this, encoding, tickIntervalUs, std::move(steer), Clock::now())
{
    if (verifier)
        m_session.demandToken(*verifier, access::bearerToken(request.authorization));
    connect(&m_socket, &WebSocket::ended, this, &SocketSession::ended);
}

void SocketSession::onMessage(protocol::WebSocketReader::Kind kind, std::string_view message)
{
    const bool isBinary = kind == protocol::WebSocketReader::Kind::Binary;
    if (isBinary != (m_encoding == protocol::Encoding::Binary))
        return m_session.onWrongFrameKind();
    m_session.onFrame(message, Clock::now());
}

void SocketSession::onBareFrame(TimePoint now) { m_session.onBareFrame(now); }

void SocketSession::onWritten()
{
    // Who is not read, because it took too little, cannot say that it lives; who takes something says so.
    if (m_socket.held())
        m_session.onSignOfLife(Clock::now());
    // Room again: whoever waits for the socket goes on, and nobody is asked for each packet of a flowing stream.
    if (backlog() == 0)
        m_session.pump(Clock::now());
}

bool SocketSession::mayRead()
{
    const std::uint64_t unsent = m_socket.unsent();
    m_unsent.set(unsent);
    return unsent <= readsUpToBacklogBytes && !m_unsent.mustWait();
}

SessionFigures SocketSession::figures() const
{
    SessionFigures figures = m_session.figures();
    figures.messages = m_sentMessages;
    figures.bytes = m_sentBytes;
    figures.receivedFrames = m_socket.receivedFrames();
    return figures;
}

void SocketSession::send(std::string_view frame)
{
    m_unflushed = true;
    ++m_sentMessages;
    m_sentBytes += frame.size();
    m_socket.send(opcodeOf(m_encoding), frame);
}

void SocketSession::flush()
{
    if (std::exchange(m_unflushed, false))
        m_socket.flush();
}

std::uint64_t SocketSession::backlog() const
{
    const std::uint64_t unsent = m_socket.unsent();
    m_unsent.set(unsent);
    // Where all together hold too much, a socket that holds anything counts as full.
    return m_unsent.mustWait() ? std::max(unsent, maxBacklogBytes) : unsent;
}

void SocketSession::close(protocol::CloseCode code, const std::string& reason) { m_socket.close(static_cast<std::uint16_t>(code), reason); }

} // namespace weir::server
