#include "server/door/web_socket.h"
#include <QtCore/QScopedValueRollback>
#include <QtCore/QTimer>
#include <QtNetwork/QSslSocket>
#include <array>

namespace weir::server {

using protocol::CloseWords;
using protocol::Opcode;
using protocol::WebSocketReader;

WebSocket::WebSocket(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, std::string_view subprotocol,
                     std::size_t mostMessageBytes, WebSocketOwner* owner)
    : m_place(std::move(place)),
      m_socket(m_place->socket()),
      m_tls(qobject_cast<const QSslSocket*>(m_socket)),
      m_owner(owner),
      m_peer(peerName(*m_socket)),
      m_reader(mostMessageBytes)
{
    m_socket->setReadBufferSize(turnBytes);
    connect(m_socket, &QTcpSocket::readyRead, this, &WebSocket::onReadable);
    connect(m_socket, &QTcpSocket::disconnected, this, &WebSocket::onDisconnected);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &WebSocket::onBytesWritten);
    // What is encrypted counts as written there, and waits for the network elsewhere.
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &WebSocket::onBytesWritten);
    write(request.answer(subprotocol));
    nextTurn();   // who did not wait for the answer has sent something already
}

WebSocket::~WebSocket() { m_socket->disconnect(this); }

TcpEnd WebSocket::peerEnd() const { return {m_socket->peerAddress(), m_socket->peerPort()}; }

TcpEnd WebSocket::ownEnd() const { return {m_socket->localAddress(), m_socket->localPort()}; }

void WebSocket::write(std::string_view bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void WebSocket::send(Opcode kind, std::string_view message)
{
    if (m_state != State::Open)
        return;
    do {
        const std::string_view frame = message.substr(0, frameBytes);
        message.remove_prefix(frame.size());
        m_head.assign(frameHead(kind, frame.size(), message.empty() ? protocol::FramePlace::Last : protocol::FramePlace::MoreFollow));
        const bool isSmall = frame.size() <= smallBytes;
        write(isSmall ? m_head.append(frame) : m_head);
        if (!isSmall)
            write(frame);
        kind = Opcode::Continuation;
    } while (!message.empty());
}

void WebSocket::flush() { m_socket->flush(); }

std::uint64_t WebSocket::unsent() const
{
    auto bytes = static_cast<std::uint64_t>(m_socket->bytesToWrite());
    if (m_tls)
        bytes += static_cast<std::uint64_t>(m_tls->encryptedBytesToWrite());
    return bytes;
}

void WebSocket::sendClose(const CloseWords& words)
{
    const std::string payload = words.payload();
    write(frameHead(Opcode::Close, payload.size()) + payload);
    m_closeDue = Clock::now() + closeTimeout;
}

void WebSocket::close(std::uint16_t code, const std::string& reason)
{
    if (m_state != State::Open)
        return;
    m_ending = {code, reason};
    sendClose(m_ending);
    m_state = State::Closing;
    nextTurn();   // its owner need not let it wait any more
}

void WebSocket::leave()
{
    m_state = State::Leaving;
    m_socket->disconnectFromHost();   // once everything is written
}

bool WebSocket::over(TimePoint now) const
{
    return m_socket->state() == QAbstractSocket::UnconnectedState || (m_closeDue && now >= *m_closeDue);
}

void WebSocket::nextTurn()
{
    if (m_state == State::Leaving || m_thrownAway >= mostThrownAway || std::exchange(m_turnDue, true))
        return;
    if (m_state == State::Closing)
        QTimer::singleShot(throwsAwayEvery, this, &WebSocket::onTurnDue);
    else
        QMetaObject::invokeMethod(this, &WebSocket::onTurnDue, Qt::QueuedConnection);
}

void WebSocket::onTurnDue()
{
    m_turnDue = false;
    turn();
}

void WebSocket::onReadable()
{
    if (m_state == State::Closing)
        nextTurn();
    else if (!m_turnDue)   // else its turn comes, and it has no other
        turn();
}

void WebSocket::turn()
{
    if (m_inTurn || m_state == State::Leaving)
        return;
    const QScopedValueRollback inTurn(m_inTurn, true);
    const TimePoint began = Clock::now();
    unsigned frames = 0;
    m_held = false;
    // What is not taken stays in the socket, which by itself reads no more than turnBytes; being asked for more than it has
    // is what makes it read on. An answer may find the connection broken, and then it is closed.
    for (bool goesOn = true; goesOn && m_socket->isReadable();) {
        std::array<char, pieceBytes> piece;
        const qint64 count = m_socket->peek(piece.data(), piece.size());
        if (count <= 0)
            return;
        std::string_view rest(piece.data(), static_cast<std::size_t>(count));
        while (goesOn && m_readable && !rest.empty()) {
            if (m_state == State::Open && m_owner && !m_owner->mayRead()) {
                m_held = true;
                break;
            }
            const auto frame = m_reader.read(rest);
            if (!frame) {
                m_readable = false;
                close(frame.error().code, frame.error().words);
            } else if (*frame) {
                ++m_receivedFrames;
                onFrame(**frame, began);
                goesOn = ++frames < framesATurn && m_state != State::Leaving;
            }
        }
        const qint64 taken = m_readable ? count - static_cast<qint64>(rest.size()) : count;
        if (m_socket->isReadable())
            m_socket->skip(taken);
        if (m_state == State::Closing)
            m_thrownAway += static_cast<std::uint64_t>(taken);
        goesOn = goesOn && !m_held;
    }
    // Also where nothing is left: the socket may have been full, and is not asked for more before the next look.
    if (!m_held && m_socket->isReadable())
        nextTurn();
}

void WebSocket::onFrame(const WebSocketReader::Frame& frame, TimePoint now)
{
    using Kind = WebSocketReader::Kind;
    if (frame.kind == Kind::Close) {
        if (m_state == State::Open) {
            m_ending = CloseWords::of(frame.payload);
            sendClose({m_ending.code, {}});
        }
        return leave();
    }
    if (m_state != State::Open || !m_owner)
        return;   // nobody is there for it any more
    if (frame.kind == Kind::Text || frame.kind == Kind::Binary)
        return m_owner->onMessage(frame.kind, frame.payload);
    m_owner->onBareFrame(now);
    if (frame.kind == Kind::Ping)
        send(Opcode::Pong, frame.payload);
}

void WebSocket::onBytesWritten()
{
    if (m_owner)
        m_owner->onWritten();
    if (m_held && (m_state != State::Open || m_owner->mayRead())) {
        m_held = false;
        nextTurn();
    }
}

void WebSocket::onDisconnected()
{
    // What came with the end of the connection still counts, a close frame above all.
    for (qint64 before = 0; m_state == State::Open && m_socket->bytesAvailable() != before;) {
        before = m_socket->bytesAvailable();
        turn();
    }
    Q_EMIT ended();
}

} // namespace weir::server
