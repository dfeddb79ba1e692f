#pragma once
#include "protocol/codec.h"
#include <QtCore/QUrl>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>
#include <memory>
#include <vector>

/// A server that does only what the test says, for one client at a time; it records what the client sends.
class FakeServer final {
public:
    explicit FakeServer(weir::protocol::Encoding encoding, QStringList subprotocols = {})
        : m_encoding(encoding), m_encoder(encoding), m_server(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
    {
        if (subprotocols.isEmpty())
            subprotocols << QString::fromLatin1(weir::protocol::subprotocolOf(encoding));
        m_server.setSupportedSubprotocols(subprotocols);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            m_socket.reset(m_server.nextPendingConnection());
            ++connections;
            m_wasClosed = false;
            QObject::connect(m_socket.get(), &QWebSocket::disconnected, m_socket.get(), [this] { m_wasClosed = true; });
            QObject::connect(m_socket.get(), &QWebSocket::binaryMessageReceived, m_socket.get(), [this](const QByteArray& f) { take(f); });
            QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, m_socket.get(), [this](const QString& f) { take(f.toUtf8()); });
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the fake server cannot listen");
    }

    [[nodiscard]] QUrl url() const
    {
        QUrl url = m_server.serverUrl();
        url.setPath(QStringLiteral("/stream"));
        return url;
    }

    void send(const QByteArray& frame)
    {
        if (m_encoding == weir::protocol::Encoding::Binary)
            m_socket->sendBinaryMessage(frame);
        else
            m_socket->sendTextMessage(QString::fromUtf8(frame));
    }
    void say(const weir::protocol::Message& message)
    {
        const std::string_view frame = m_encoder.encode(message);
        send(QByteArray(frame.data(), static_cast<qsizetype>(frame.size())));
    }
    static weir::protocol::Welcome usualWelcome(weir::Epoch epoch = 7)
    {
        weir::protocol::Welcome welcome;
        welcome.server = "fake";
        welcome.epoch = epoch;
        welcome.tickIntervalUs = 20'000;
        return welcome;
    }

    /// Waits for the client's hello and welcomes it.
    [[nodiscard]] bool welcome()
    {
        if (!QTest::qWaitFor([this] { return last<weir::protocol::Hello>() != nullptr; }))
            return false;
        say(usualWelcome());
        return true;
    }

    template <typename Message>
    [[nodiscard]] const Message* last() const
    {
        for (auto message = said.rbegin(); message != said.rend(); ++message) {
            if (const auto* found = std::get_if<Message>(&*message))
                return found;
        }
        return nullptr;
    }

    [[nodiscard]] QWebSocket* socket() { return m_socket.get(); }
    [[nodiscard]] bool clientIsGone() const { return m_wasClosed; }

    std::vector<weir::protocol::Message> said;   ///< by the client
    int connections = 0;

private:
    void take(const QByteArray& frame)
    {
        std::string binary(frame.constData(), static_cast<std::size_t>(frame.size()));
        if (m_encoding == weir::protocol::Encoding::Json)
            binary = weir::protocol::binaryFromJson(binary).value_or(std::string());
        if (const auto message = weir::protocol::decodeBinary(binary))
            said.push_back(*message);
    }

    weir::protocol::Encoding m_encoding;
    weir::protocol::Encoder m_encoder;
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_socket;
    bool m_wasClosed = false;
};
