#pragma once
#include "protocol/websocket_frames.h"
#include "server/door/listener.h"
#include "server/door/peer_user.h"
#include <QtCore/QObject>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QSslSocket;

namespace weir::server {

/// What the owner of a WebSocket decides, and is told.
class WebSocketOwner {
public:
    virtual ~WebSocketOwner() = default;
    /// Whether more is read of this one now; asked before every frame, and again when something was written.
    [[nodiscard]] virtual bool mayRead() = 0;
    virtual void onMessage(protocol::WebSocketReader::Kind kind, std::string_view message) = 0;
    /// A frame that brings no message: WebSocket's own, or a fragment.
    virtual void onBareFrame(TimePoint now) = 0;
    virtual void onWritten() = 0;
};

/// The server's end of a WebSocket, over TCP or TLS. QWebSocket is not used here because it reads whatever comes and
/// answers pings of itself, without a bound. This one reads a bounded amount in one turn of the event loop, so that the
/// others have theirs; nothing, while its owner lets it wait, and then the system's buffers fill and the peer has to wait,
/// too. It closes as RFC 6455 asks: what was said before a close frame arrives, because what the peer still sends is read
/// and thrown away meanwhile, at leisure, for closeTimeout and up to mostThrownAway.
/// Memory: what it was given to send, a message of the peer's, and twice turnBytes.
/// Lives on the serving thread.
class WebSocket final : public QObject {
    Q_OBJECT

public:
    /// Answers the handshake. Without an `owner`, which outlives this, it is there to be closed with a reason.
    WebSocket(std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, std::string_view subprotocol,
              std::size_t mostMessageBytes, WebSocketOwner* owner);
    ~WebSocket() override;

    /// Takes a whole message, now. After a close, or without a connection, it goes nowhere.
    void send(protocol::Opcode kind, std::string_view message);
    /// Gives the network all that it takes of what was sent. By itself a turn of the event loop writes one block of 32 KiB,
    /// which is too little for whoever fills the socket in every turn: the client would wait until credit has run out.
    void flush();
    /// Bytes taken and not given to the network, encrypted ones among them.
    [[nodiscard]] std::uint64_t unsent() const;
    /// Ends the connection after what was sent.
    void close(std::uint16_t code, const std::string& reason);

    /// The connection is gone, or was closed and does not go.
    [[nodiscard]] bool over(TimePoint now) const;
    /// How it ended: our words, or the peer's; 1006: it was lost without any.
    [[nodiscard]] const protocol::CloseWords& ending() const { return m_ending; }

    [[nodiscard]] const QString& peer() const { return m_peer; }
    [[nodiscard]] TcpEnd peerEnd() const;
    [[nodiscard]] TcpEnd ownEnd() const;
    [[nodiscard]] std::uint64_t receivedFrames() const { return m_receivedFrames; }   ///< of any kind
    /// Its owner lets it wait, and something waits to be read.
    [[nodiscard]] bool held() const { return m_held; }

    static constexpr unsigned framesATurn = 64;
    static constexpr qint64 turnBytes = 16 << 10;
    static constexpr qint64 pieceBytes = 2 << 10;   ///< looked at at a time
    static constexpr std::uint64_t mostThrownAway = 1U << 20;
    static constexpr std::chrono::seconds closeTimeout{2};           ///< for a peer that does not answer the close
    static constexpr std::chrono::milliseconds throwsAwayEvery{5};   ///< a turn's worth, so that a flood is no work any more
    /// Of the frames that a message is sent in: a reader such as Qt's keeps a whole one besides the message.
    static constexpr std::size_t frameBytes = 512U << 10;
    /// What is smaller is written with its head, at once: another write would cost more than to copy it.
    static constexpr std::size_t smallBytes = 1U << 10;

Q_SIGNALS:
    void ended();

private:
    enum class State : std::uint8_t {
        Open,
        Closing,   ///< a close frame was sent, and the peer's is awaited
        Leaving,   ///< both were, or there is nobody to wait for
    };

    void onReadable();
    void onTurnDue();
    void turn();
    void nextTurn();
    void onFrame(const protocol::WebSocketReader::Frame& frame, TimePoint now);
    void onBytesWritten();
    void onDisconnected();
    void write(std::string_view bytes);
    void sendClose(const protocol::CloseWords& words);
    void leave();

    std::unique_ptr<Listener::Place> m_place;
    QTcpSocket* m_socket;      // the place's
    const QSslSocket* m_tls;   // the same, where it speaks TLS
    WebSocketOwner* m_owner;
    QString m_peer;
    protocol::WebSocketReader m_reader;
    State m_state = State::Open;
    bool m_turnDue = false, m_inTurn = false;
    bool m_held = false;
    bool m_readable = true;   // what comes can be taken apart; else it can only be thrown away
    std::uint64_t m_thrownAway = 0;
    std::uint64_t m_receivedFrames = 0;
    protocol::CloseWords m_ending{1006, {}};
    std::optional<TimePoint> m_closeDue;
    std::string m_head;   // of the frame that is being written, and a small one with it
};

} // namespace weir::server
