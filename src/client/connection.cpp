#include "client/connection.h"
#include "base/log.h"
#include "client/server_trust.h"
#include "protocol/aligned_bytes.h"
#include "protocol/cut_text.h"
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QNetworkRequest>

namespace weir::client {

using protocol::CloseCode;

namespace {

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

QWebSocketProtocol::CloseCode socketCloseCode(CloseCode code)
{
    return static_cast<QWebSocketProtocol::CloseCode>(static_cast<int>(code));
}

/// Tokens are renewed some time before they end, and an old one is no danger meanwhile.
constexpr std::chrono::milliseconds lookAtTokenEvery{1000};

QString closeReason(const QString& text)
{
    const std::string utf8 = text.toStdString();
    const std::string_view cut = protocol::closeReason(utf8);
    return QString::fromUtf8(cut.data(), static_cast<qsizetype>(cut.size()));
}

/// Whether a server that closed with this code would do it again.
bool worthRetrying(int code)
{
    switch (static_cast<CloseCode>(code)) {
    case CloseCode::Authentication:
    case CloseCode::Version:
    case CloseCode::Malformed:
    case CloseCode::Sequence:
    case CloseCode::CreditViolation:
    case CloseCode::LimitExceeded:
        return false;
    default:
        break;
    }
    switch (code) {
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeDatatypeNotSupported:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
    case QWebSocketProtocol::CloseCodeTooMuchData:   // a frame larger than hello said we take
        return false;
    default:
        return true;
    }
}

EndCause causeOf(int closeCode)
{
    switch (static_cast<CloseCode>(closeCode)) {
    case CloseCode::Authentication: return EndCause::Denied;
    case CloseCode::Overloaded: return EndCause::NotNow;
    default: return worthRetrying(closeCode) ? EndCause::Other : EndCause::Broken;
    }
}

} // namespace

Connection::Connection(protocol::Encoding encoding, std::uint32_t largestMessage, std::chrono::milliseconds welcomeTimeout, QObject* parent)
    : QObject(parent), m_encoding(encoding), m_encoder(encoding), m_welcomeTimeout(welcomeTimeout)
{
    m_socket.setMaxAllowedIncomingFrameSize(largestMessage);
    m_socket.setMaxAllowedIncomingMessageSize(largestMessage);
    m_welcomeTimer.setSingleShot(true);
    connect(&m_tokenTimer, &QTimer::timeout, this, &Connection::renewToken);
    connect(&m_welcomeTimer, &QTimer::timeout, this, &Connection::giveUpWaiting);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_open = true;
        // A server that agreed to no subprotocol would speak something else.
        if (m_socket.subprotocol() != QLatin1String(subprotocolOf(m_encoding)))
            return end({tr("The server at %1 does not speak %2; it is no Weir server of this version.")
                            .arg(m_url.toDisplayString(), QLatin1String(subprotocolOf(m_encoding))), false, std::nullopt, EndCause::NotAStream});
        send(m_hello);
    });
    connect(&m_socket, &QWebSocket::disconnected, this, &Connection::onDisconnected);
    // errorOccurred exists from Qt 6.5 only.
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this, [this](QAbstractSocket::SocketError error) {
        if (m_open || m_fault)
            return;
        m_fault = SocketFault::of(error, m_socket.error(), m_socket.errorString());
        // Before it stands, a connection that failed does not always say that it is disconnected.
        QMetaObject::invokeMethod(this, &Connection::endUnopened, Qt::QueuedConnection);
    });
    // Nothing is ignored, so the handshake fails after this.
    connect(&m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError>& errors) { m_certificateFault = certificateFault(m_url.host(), errors); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray& frame) {
        if (m_encoding == protocol::Encoding::Binary)
            onFrame(frame);
        else
            failProtocol(CloseCode::Malformed, tr("The server sent a binary frame where weir.v1.json has only text."));
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString& frame) {
        if (m_encoding == protocol::Encoding::Json) {
            QByteArray utf8 = frame.toUtf8();
            utf8.squeeze();   // it has room for the longest text of that many characters, three times of what is here
            onFrame(utf8);
        } else
            failProtocol(CloseCode::Malformed, tr("The server sent a text frame where weir.v1.bin has only binary ones."));
    });
}

Connection::~Connection()
{
    m_ended = true;
    m_socket.disconnect(this);
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.abort();
}

void Connection::open(const QUrl& url, const protocol::Hello& hello)
{
    m_url = url;
    m_hello = hello;
    if (!m_security.tokenFile.isEmpty()) {
        const QHostAddress address(url.host());
        const bool ownMachine = url.host() == QLatin1String("localhost") || address.isLoopback();
        if (url.scheme() != QLatin1String("wss") && !ownMachine)
            return endLater({tr("The token would travel to %1 unencrypted; connect to a wss:// address.").arg(url.host()), false, std::nullopt, EndCause::Denied});
        m_tokenFile.emplace(m_security.tokenFile);
        const auto token = m_tokenFile->read();
        if (!token)
            return endLater({QString::fromStdString(token.error().text), false, std::nullopt});
        m_hello.token = *token;
        m_tokenTimer.start(lookAtTokenEvery);
    }
    if (url.scheme() == QLatin1String("wss")) {
        const auto trust = trustOf(m_security);
        if (!trust)
            return endLater({QString::fromStdString(trust.error().text), false, std::nullopt});
        m_socket.setSslConfiguration(*trust);
    }
    m_welcomeTimer.start(m_welcomeTimeout);
    QNetworkRequest request(url);
    request.setRawHeader("Sec-WebSocket-Protocol", subprotocolOf(m_encoding));
    m_socket.open(request);
}

void Connection::renewToken()
{
    if (!m_welcomed)
        return;
    if (auto token = m_tokenFile->readIfChanged())
        send(protocol::Token{std::move(*token)});
}

void Connection::endLater(Ending ending)
{
    QMetaObject::invokeMethod(this, [this, ending] { end(ending); }, Qt::QueuedConnection);
}

void Connection::send(const protocol::Message& message)
{
    if (m_ended || !m_open)
        return;
    const std::string_view frame = m_encoder.encode(message);
    if (m_encoding == protocol::Encoding::Binary)
        m_socket.sendBinaryMessage(QByteArray::fromRawData(frame.data(), static_cast<qsizetype>(frame.size())));
    else
        m_socket.sendTextMessage(QString::fromUtf8(frame.data(), static_cast<qsizetype>(frame.size())));
}

void Connection::close(CloseCode code, const QString& reason)
{
    if (m_ended)
        return;
    send(protocol::Bye{static_cast<std::uint16_t>(code), reason.toStdString(), false, 0});
    m_ended = true;
    m_welcomeTimer.stop();
    m_tokenTimer.stop();
    if (!m_open)
        return m_socket.abort();   // a handshake under way has nothing to say goodbye to
    m_socket.close(socketCloseCode(code), closeReason(reason));
    m_socket.flush();
}

void Connection::onFrame(const QByteArray& frame)
{
    if (m_ended)
        return;
    if (protocol::looksLikeData(m_encoding, viewOf(frame))) {
        if (!m_welcomed)
            return failProtocol(CloseCode::Sequence, tr("The server sent data before its welcome."));
        Q_EMIT dataReceived(frame);
    } else {
        onControl(frame);
    }
}

void Connection::onControl(const QByteArray& frame)
{
    std::string fromJson;
    std::string_view bytes = viewOf(frame);
    if (m_encoding == protocol::Encoding::Json) {
        auto converted = protocol::binaryFromJson(bytes);
        if (!converted)
            return failProtocol(CloseCode::Malformed, tr("The server sent an unreadable message: %1.").arg(QString::fromStdString(converted.error().text)));
        fromJson = std::move(*converted);
        bytes = fromJson;
    }
    protocol::AlignedBytes aligned;
    const auto message = protocol::decodeBinary(aligned.of(bytes));
    if (!message)
        return failProtocol(CloseCode::Malformed, tr("The server sent an unreadable message: %1.").arg(QString::fromStdString(message.error().text)));
    if (const auto* bye = std::get_if<protocol::Bye>(&*message)) {
        // The last message before a close. Whether that close ever comes is not waited for.
        m_bye = *bye;
        m_bye->text = protocol::textForPeople(bye->text);
        m_socket.close();
        return onDisconnected();
    }
    if (const auto* welcome = std::get_if<protocol::Welcome>(&*message)) {
        if (m_welcomed)
            return failProtocol(CloseCode::Sequence, tr("The server sent a second welcome."));
        if (welcome->version != protocol::version)
            return failProtocol(CloseCode::Version, tr("The server speaks protocol version %1, this program %2.").arg(welcome->version).arg(protocol::version));
        m_welcomed = true;
        m_welcomeTimer.stop();
    } else if (!m_welcomed) {
        return failProtocol(CloseCode::Sequence, tr("The server sent %1 before its welcome.").arg(QLatin1String(nameOf(*message))));
    }
    if (protocol::senderOf(*message) == protocol::Sender::Client)
        return failProtocol(CloseCode::Sequence, tr("The server sent %1, which only clients send.").arg(QLatin1String(nameOf(*message))));
    Q_EMIT controlReceived(*message);
}

void Connection::failProtocol(CloseCode code, const QString& reason)
{
    if (m_ended)
        return;
    send(protocol::Bye{static_cast<std::uint16_t>(code), reason.toStdString(), false, 0});
    m_socket.close(socketCloseCode(code), closeReason(reason));
    end({reason, false, std::nullopt, EndCause::Broken});
}

void Connection::giveUpWaiting()
{
    const double seconds = static_cast<double>(m_welcomeTimeout.count()) / 1000.0;
    if (!m_open)
        return end({tr("No answer from %1 within %2 s. The host may be off, something between may drop what is sent there, or what listens is no Weir server.")
                        .arg(m_url.toDisplayString()).arg(seconds), true, std::nullopt, EndCause::NoAnswer});
    const QString reason = tr("The server at %1 accepted the connection but did not answer within %2 s.").arg(m_url.toDisplayString()).arg(seconds);
    send(protocol::Bye{static_cast<std::uint16_t>(CloseCode::HandshakeTimeout), reason.toStdString(), false, 0});
    m_socket.close(socketCloseCode(CloseCode::HandshakeTimeout), closeReason(reason));
    end({reason, true, std::nullopt, EndCause::NoAnswer});
}

void Connection::onDisconnected()
{
    if (m_bye) {
        std::optional<std::chrono::milliseconds> retryAfter;
        if (m_bye->retryAfterMs != 0)
            retryAfter = std::chrono::milliseconds(m_bye->retryAfterMs);
        return end({tr("The server closed the connection: %1.").arg(QString::fromStdString(m_bye->text)), m_bye->reconnect, retryAfter, causeOf(m_bye->code)});
    }
    if (!m_open)
        return endUnopened();
    const int code = m_socket.closeCode();
    const QString reason = m_socket.closeReason();
    if (!reason.isEmpty())
        return end({tr("The server closed the connection: %1.").arg(reason), worthRetrying(code), std::nullopt, causeOf(code)});
    end({tr("The connection to %1 was lost.").arg(m_url.toDisplayString()), worthRetrying(code), std::nullopt, causeOf(code)});
}

void Connection::endUnopened()
{
    if (!m_certificateFault.isEmpty())
        return end({m_certificateFault, false, std::nullopt, EndCause::Denied});
    end(unopened(m_url, m_fault.value_or(SocketFault{m_socket.error(), false, m_socket.errorString()})));
}

void Connection::end(Ending ending)
{
    if (std::exchange(m_ended, true))
        return;
    m_welcomeTimer.stop();
    m_tokenTimer.stop();
    qCInfo(logClient) << ending.reason;
    if (!m_open)
        m_socket.abort();   // a refused handshake would leave the socket connecting for ever
    Q_EMIT ended(ending);
}

} // namespace weir::client
