#pragma once
#include "access/admission.h"
#include "protocol/websocket_handshake.h"
#include "server/door/acceptor.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace weir::server {

/// What one address is to the limits: itself, or the network of 64 bits that one machine of IPv6 usually has.
[[nodiscard]] access::Admission::Address networkOf(const QHostAddress& address);

/// Who is at the other end, as logs name it: 127.0.0.1:4711.
[[nodiscard]] QString peerName(const QTcpSocket& socket);

/// The door: accepts sockets within the limits, encrypts them where it has a certificate, gives each handshake (that of
/// TLS included) a deadline and a bound, and hands over who asks for a WebSocket. What else is asked for it answers in HTTP.
/// Lives on the serving thread.
class Listener final : public QObject {
public:
    /// One who is inside: a socket, and its place in the limits, both given back when this goes.
    class Place final {
    public:
        Place(access::Admission& admission, access::Admission::Address address, access::Admission::Verdict verdict, QTcpSocket* socket)
            : m_admission(admission), m_address(address), m_verdict(verdict), m_socket(socket)
        {}
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        [[nodiscard]] access::Admission::Verdict verdict() const { return m_verdict; }
        [[nodiscard]] QTcpSocket* socket() const { return m_socket; }

    private:
        access::Admission& m_admission;
        access::Admission::Address m_address;
        access::Admission::Verdict m_verdict;
        QPointer<QTcpSocket> m_socket;
    };

    struct Calls {
        /// One who asks for a WebSocket and waits for the answer; what it sent already is in the socket.
        std::function<void(std::unique_ptr<Place>, const protocol::WebSocketRequest&)> arrived;
        std::function<void(const QString& peer, const QString& why)> refused;   ///< one who never got to be a WebSocket
        std::function<void(const QString& why)> exhausted;                      ///< see Acceptor
    };

    Listener(access::AdmissionLimits limits, std::chrono::milliseconds handshakeTimeout, std::optional<QSslConfiguration> tls, Calls calls);
    ~Listener() override;

    [[nodiscard]] bool listen(const QHostAddress& address, quint16 port) { return m_acceptor.listen(address, port); }
    [[nodiscard]] const Acceptor& acceptor() const { return m_acceptor; }
    /// Ends handshakes that take too long, and forgets those that were broken off.
    void checkDeadlines(TimePoint now);
    /// Nobody else comes; handshakes under way end.
    void stop();

    [[nodiscard]] const access::Admission& admission() const { return m_admission; }

    static constexpr qint64 maxHeadBytes = 16 << 10;   ///< of a handshake, a token in it included

private:
    void onAccepted(int descriptor);
    void encrypt(QSslSocket& socket);
    void awaitHead(QTcpSocket& socket);
    void onHead(QTcpSocket& socket);
    void refuse(QTcpSocket& socket, const protocol::WebSocketRequest::Refusal& refusal);

    struct Handshake {
        TimePoint due{};
        std::unique_ptr<Place> place;
    };

    access::Admission m_admission;
    std::chrono::milliseconds m_handshakeTimeout;
    std::optional<QSslConfiguration> m_tls;
    Calls m_calls;
    std::unordered_map<const QTcpSocket*, Handshake> m_handshakes;
    Acceptor m_acceptor;
};

} // namespace weir::server
