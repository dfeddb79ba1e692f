#pragma once
#include "protocol/codec.h"
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkRequest>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <algorithm>
#include <vector>

/// A client that does only what the test says: a bare socket that records what comes.
class RawClient final {
public:
    explicit RawClient(weir::protocol::Encoding encoding) : m_encoding(encoding), m_encoder(encoding)
    {
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this](const QByteArray& frame) { take(frame); });
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString& frame) { take(frame.toUtf8()); });
    }

    /// Waits until it is connected, or until it was refused and is closed again.
    [[nodiscard]] bool open(const QUrl& url) { return open(url, QByteArray(weir::protocol::subprotocolOf(m_encoding))); }
    [[nodiscard]] bool open(const QUrl& url, const QByteArray& subprotocol)
    {
        QNetworkRequest request(url);
        if (!subprotocol.isEmpty())
            request.setRawHeader("Sec-WebSocket-Protocol", subprotocol);
        bool refused = false;
        const auto watch = QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [&refused] { refused = true; });
        m_socket.open(request);
        const bool answered = QTest::qWaitFor([this, &refused] { return refused || m_socket.state() == QAbstractSocket::ConnectedState; });
        QObject::disconnect(watch);
        return answered && !refused;
    }

    void send(const QByteArray& frame)
    {
        if (m_encoding == weir::protocol::Encoding::Binary)
            m_socket.sendBinaryMessage(frame);
        else
            m_socket.sendTextMessage(QString::fromUtf8(frame));
    }
    void say(const weir::protocol::Message& message)
    {
        const std::string_view frame = m_encoder.encode(message);
        send(QByteArray(frame.data(), static_cast<qsizetype>(frame.size())));
    }
    static weir::protocol::Hello usualHello() { return {weir::protocol::version, "raw", 1U << 20, 64U << 20, {64, 8U << 20}}; }

    /// Says hello and waits for the welcome.
    [[nodiscard]] bool greet()
    {
        say(usualHello());
        return QTest::qWaitFor([this] { return count<weir::protocol::Welcome>() == 1; });
    }

    template <typename Message>
    [[nodiscard]] std::size_t count() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(control, [](const auto& message) { return std::holds_alternative<Message>(message); }));
    }
    template <typename Message>
    [[nodiscard]] const Message* last() const
    {
        const auto found = std::ranges::find_if(control.rbegin(), control.rend(), [](const auto& message) { return std::holds_alternative<Message>(message); });
        return found == control.rend() ? nullptr : &std::get<Message>(*found);
    }

    [[nodiscard]] bool closed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] int closeCode() const { return m_socket.closeCode(); }
    [[nodiscard]] QString closeReason() const { return m_socket.closeReason(); }
    [[nodiscard]] QWebSocket& socket() { return m_socket; }

    std::vector<weir::protocol::Message> control;
    std::vector<QByteArray> data;
    QStringList unreadable;

private:
    void take(const QByteArray& frame)
    {
        const std::string_view view(frame.constData(), static_cast<std::size_t>(frame.size()));
        if (weir::protocol::looksLikeData(m_encoding, view)) {
            data.push_back(frame);
            return;
        }
        std::string binary(view);
        if (m_encoding == weir::protocol::Encoding::Json) {
            auto converted = weir::protocol::binaryFromJson(view);
            if (!converted) {
                unreadable << QString::fromStdString(converted.error().text);
                return;
            }
            binary = std::move(*converted);
        }
        if (const auto message = weir::protocol::decodeBinary(binary))
            control.push_back(*message);
        else
            unreadable << QString::fromStdString(message.error().text);
    }

    weir::protocol::Encoding m_encoding;
    weir::protocol::Encoder m_encoder;
    QWebSocket m_socket;
};
