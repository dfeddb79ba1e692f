#pragma once
#include "base/clock.h"
#include "client/ending.h"
#include "client/security.h"
#include "client/token_file.h"
#include "client/unopened.h"
#include "protocol/close_code.h"
#include "protocol/codec.h"
#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>
#include <memory>
#include <optional>

namespace weir::client {

/// One connection to a server, from open() to ended(): socket, handshake, hello and welcome, frames in and out. Opened
/// once; make another to connect again. Lives on one thread with an event loop.
class Connection final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualWelcomeTimeout{10'000};

    /// `largestMessage`: a larger one is refused by its header, before anything of it is kept.
    Connection(protocol::Encoding encoding, std::uint32_t largestMessage, std::chrono::milliseconds welcomeTimeout = usualWelcomeTimeout,
               QObject* parent = nullptr);
    ~Connection() override;

    /// Before open().
    void setSecurity(Security security) { m_security = std::move(security); }
    /// Ends by ended() if there is no welcome within welcomeTimeout.
    void open(const QUrl& url, const protocol::Hello& hello);
    void send(const protocol::Message& message);
    /// Says bye and closes; ended() does not come.
    void close(protocol::CloseCode code, const QString& reason);
    [[nodiscard]] bool welcomed() const { return m_welcomed; }
    [[nodiscard]] std::int64_t backlog() const { return m_socket.bytesToWrite(); }   ///< bytes not yet given to the network

Q_SIGNALS:
    void controlReceived(const weir::protocol::Message& message);   ///< the first is Welcome; its strings are its own
    void dataReceived(const QByteArray& frame);                      ///< undecoded; JSON as UTF-8
    void ended(const weir::client::Ending& ending);                  ///< once; nothing comes after it

private:
    void onFrame(const QByteArray& frame);
    void onControl(const QByteArray& frame);
    void onDisconnected();
    void endUnopened();
    void end(Ending ending);
    void endLater(Ending ending);   // for what is known before open() returns
    void failProtocol(protocol::CloseCode code, const QString& reason);
    void giveUpWaiting();
    void renewToken();

    protocol::Encoding m_encoding;
    protocol::Encoder m_encoder;
    QWebSocket m_socket;
    std::chrono::milliseconds m_welcomeTimeout;
    QTimer m_welcomeTimer, m_tokenTimer;
    Security m_security;
    std::optional<TokenFile> m_tokenFile;
    QUrl m_url;
    protocol::Hello m_hello;
    bool m_open = false, m_welcomed = false, m_ended = false;
    std::optional<protocol::Bye> m_bye;
    std::optional<SocketFault> m_fault;   // the first, before it stood
    QString m_certificateFault;
};

} // namespace weir::client
