#pragma once
#include "flow/shared_backlog.h"
#include "server/door/listener.h"
#include "server/session/session.h"
#include "server/door/web_socket.h"
#include <QtCore/QObject>
#include <memory>

namespace weir::server {

/// A session and its socket. Lives on the serving thread.
class SocketSession final : public QObject, private SessionPort, private WebSocketOwner {
    Q_OBJECT

public:
    /// `verifier`, nullptr where no token is asked for, outlives this.
    SocketSession(GraphHost& host, const access::TokenVerifier* verifier, flow::SharedBacklog& unsent,
                  std::unique_ptr<Listener::Place> place, const protocol::WebSocketRequest& request, protocol::Encoding encoding,
                  std::uint32_t tickIntervalUs, Session::SteerFunction steer);

    [[nodiscard]] Session& session() { return m_session; }
    /// The socket is gone, or was closed and does not go: the session can be dropped.
    [[nodiscard]] bool over(TimePoint now) const { return m_socket.over(now); }
    [[nodiscard]] const WebSocket& socket() const { return m_socket; }

    /// See WebSocket.
    void flush();

    [[nodiscard]] SessionFigures figures() const;

Q_SIGNALS:
    void ended();

private:
    void send(std::string_view frame) override;
    [[nodiscard]] std::uint64_t backlog() const override;
    void close(protocol::CloseCode code, const std::string& reason) override;
    [[nodiscard]] bool mayRead() override;
    void onMessage(protocol::WebSocketReader::Kind kind, std::string_view message) override;
    void onBareFrame(TimePoint now) override;
    void onWritten() override;

    protocol::Encoding m_encoding;
    mutable flow::SharedBacklog::Part m_unsent;   // as of the last look
    WebSocket m_socket;
    Session m_session;
    bool m_unflushed = false;
    std::uint64_t m_sentMessages = 0, m_sentBytes = 0;
};

} // namespace weir::server
