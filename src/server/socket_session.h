#pragma once
#include "server/session.h"
#include <QtCore/QObject>
#include <QtWebSockets/QWebSocket>
#include <memory>

namespace weir::server {

[[nodiscard]] QWebSocketProtocol::CloseCode socketCloseCode(protocol::CloseCode code);

/// A session and its socket. Lives on the serving thread.
class SocketSession final : public QObject, private SessionPort {
    Q_OBJECT

public:
    SocketSession(GraphHost& host, std::unique_ptr<QWebSocket> socket, protocol::Encoding encoding, std::uint32_t tickIntervalUs,
                  Session::SteerFunction steer);
    ~SocketSession() override;

    [[nodiscard]] Session& session() { return m_session; }
    /// The socket is gone, or was closed and does not go: the session can be dropped.
    [[nodiscard]] bool over(TimePoint now) const;
    [[nodiscard]] bool flushed() const { return m_socket->bytesToWrite() == 0; }

Q_SIGNALS:
    void ended();

private:
    void send(std::string_view frame) override;
    [[nodiscard]] std::uint64_t backlog() const override;
    void close(protocol::CloseCode code, const std::string& reason) override;

    static constexpr std::chrono::seconds closeTimeout{2};   // for a peer that does not answer the close

    std::unique_ptr<QWebSocket> m_socket;
    protocol::Encoding m_encoding;
    Session m_session;
    std::optional<TimePoint> m_closeDue;
};

} // namespace weir::server
