#pragma once
#include "access/admission.h"
#include <QtCore/QPointer>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>
#include <functional>
#include <list>
#include <memory>
#include <optional>

namespace weir::server {

/// What one address is to the limits: itself, or the network of 64 bits that one machine of IPv6 usually has.
[[nodiscard]] access::Admission::Address networkOf(const QHostAddress& address);

/// The door: accepts sockets within the limits, encrypts them where it has a certificate, gives each handshake (that of
/// TLS included) a deadline, and knows which socket a finished
/// handshake was made from. It accepts by itself so that small messages are not held back by Nagle's algorithm.
/// Lives on the serving thread.
class Listener final : public QTcpServer {
public:
    /// One who is inside: a socket, and its place in the limits, both given back when this goes.
    class Place final {
    public:
        Place(access::Admission& admission, access::Admission::Address address, access::Admission::Verdict verdict, QTcpSocket* socket)
            : m_admission(admission), m_address(address), m_verdict(verdict), m_socket(socket)
        {
        }
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
        std::function<void(QTcpSocket*)> handOver;                              ///< begins the WebSocket handshake
        std::function<void(const QString& peer, const QString& why)> refused;   ///< one who never got to be a WebSocket
    };

    Listener(access::AdmissionLimits limits, std::chrono::milliseconds handshakeTimeout, std::optional<QSslConfiguration> tls, Calls calls);
    ~Listener() override;

    /// The place of the socket that `finished` was made from; nullptr: its deadline has just passed.
    [[nodiscard]] std::unique_ptr<Place> take(const QWebSocket& finished);
    /// Ends handshakes that take too long, and forgets those that were broken off.
    void checkDeadlines(TimePoint now);
    /// Nobody else comes; handshakes under way end.
    void stop();

    [[nodiscard]] const access::Admission& admission() const { return m_admission; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void encrypt(QSslSocket& socket);

    struct Handshake {
        TimePoint due{};
        std::unique_ptr<Place> place;
    };

    access::Admission m_admission;
    std::chrono::milliseconds m_handshakeTimeout;
    std::optional<QSslConfiguration> m_tls;
    Calls m_calls;
    std::list<Handshake> m_handshakes;   // oldest first
};

} // namespace weir::server
