#pragma once
#include "protocol/codec.h"
#include <QtCore/QUrl>
#include <QtCore/QtEndian>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

/// A client that keeps to nothing, not even to WebSocket: bytes over TCP, from an address of the loopback of its own.
class RawSocket final {
public:
    explicit RawSocket(const char* from = "127.0.0.1") { m_socket.bind(QHostAddress(QString::fromLatin1(from))); }

    void connectTo(const QUrl& url) { m_socket.connectToHost(url.host(), static_cast<quint16>(url.port())); }
    /// Before connectTo(): takes next to nothing, so what is sent stays with the server.
    void stopReading()
    {
        m_socket.setReadBufferSize(1);
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    }

    static QByteArray handshake(const QByteArray& more = {})
    {
        return "GET /stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: weir.v1.bin\r\n"
            + more + "\r\n";
    }
    /// Connects and shakes hands; what is written before the answer would be lost.
    [[nodiscard]] bool open(const QUrl& url, const QByteArray& more = {})
    {
        connectTo(url);
        m_socket.write(handshake(more));
        return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState && m_socket.bytesAvailable() > 0; });
    }
    /// A message as one masked binary frame; the mask is zero.
    static QByteArray framed(const weir::protocol::Message& message)
    {
        weir::protocol::Encoder encoder(weir::protocol::Encoding::Binary);
        const std::string_view bytes = encoder.encode(message);
        QByteArray frame("\x82");
        if (bytes.size() < 126) {
            frame.append(static_cast<char>(0x80U | bytes.size()));
        } else {
            const quint16 size = qToBigEndian(static_cast<quint16>(bytes.size()));
            frame.append('\xfe').append(reinterpret_cast<const char*>(&size), 2);
        }
        frame.append(4, '\0');
        return frame.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }

    /// What came so far.
    const QByteArray& answer() { return m_answer += m_socket.readAll(); }
    [[nodiscard]] bool closed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] QTcpSocket& socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_answer;
};
