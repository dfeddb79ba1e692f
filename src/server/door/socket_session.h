#pragma once
#include "flow/shared_backlog.h"
#include "server/door/listener.h"
#include "server/session/session.h"
#include <QtCore/QObject>
#include <QtWebSockets/QWebSocket>
#include <memory>

class QSslSocket;

namespace weir::server {

[[nodiscard]] QWebSocketProtocol::CloseCode socketCloseCode(protocol::CloseCode code);

/// Who is at the other end, as logs name it: 127.0.0.1:4711.
[[nodiscard]] QString peerName(const QWebSocket& socket);

/// A session and its socket. Lives on the serving thread.
class SocketSession final : public QObject, private SessionPort {
    Q_OBJECT

public:
    /// `verifier`, nullptr where no token is asked for, outlives this.
    SocketSession(GraphHost& host, const access::TokenVerifier* verifier, flow::SharedBacklog& unsent, std::unique_ptr<Listener::Place> place, std::unique_ptr<QWebSocket> socket,
                  protocol::Encoding encoding, std::uint32_t tickIntervalUs, Session::SteerFunction steer);
    ~SocketSession() override;

    [[nodiscard]] Session& session() { return m_session; }
    /// The socket is gone, or was closed and does not go: the session can be dropped.
    [[nodiscard]] bool over(TimePoint now) const;
    [[nodiscard]] const QString& peer() const { return m_peer; }

    /// Gives the network all that it takes of what was sent. By itself a turn of the event loop writes one block of 32 KiB,
    /// which is too little for whoever fills the socket in every turn: the client would wait until credit has run out.
    void flush();

    [[nodiscard]] SessionFigures figures() const;

    struct Ending {
        int code = 0;      ///< of the close; 1006: the connection was lost without one
        QString reason;    ///< ours, or what the client stated
    };
    [[nodiscard]] Ending ending() const;   ///< once it is over

Q_SIGNALS:
    void ended();

private:
    void send(std::string_view frame) override;
    [[nodiscard]] std::uint64_t backlog() const override;
    void onWritten();
    void close(protocol::CloseCode code, const std::string& reason) override;

    static constexpr std::chrono::seconds closeTimeout{2};   // for a peer that does not answer the close

    std::unique_ptr<Listener::Place> m_place;   // the socket under the next one, so it goes later
    std::unique_ptr<QWebSocket> m_socket;
    const QSslSocket* m_tls;                    // the place's, where it speaks TLS
    QString m_peer;
    protocol::Encoding m_encoding;
    mutable flow::SharedBacklog::Part m_unsent;   // as of the last look
    Session m_session;
    std::optional<TimePoint> m_closeDue;
    std::optional<Ending> m_closedWith;
    bool m_unflushed = false;
    std::uint64_t m_sentMessages = 0, m_sentBytes = 0;
};

} // namespace weir::server
