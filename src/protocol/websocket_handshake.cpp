#include "protocol/websocket_handshake.h"
#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <algorithm>

namespace weir::protocol {

namespace {

constexpr int keyBytes = 16;

std::string_view pathOf(std::string_view target)
{
    if (const auto scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
        const auto slash = target.find('/', scheme + 3);   // of an absolute one, RFC 9112, 3.2.2
        target = slash == std::string_view::npos ? std::string_view() : target.substr(slash);
    }
    return target.substr(0, target.find('?'));
}

bool isKey(const std::string& text)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == keyBytes;
}

} // namespace

WebSocketRequest::Refusal WebSocketRequest::refusal(std::string_view statusAndReason, std::string reason, std::string_view fields)
{
    return {httpAnswer(statusAndReason, reason + '\n', fields), std::move(reason)};
}

std::expected<WebSocketRequest, WebSocketRequest::Refusal> WebSocketRequest::of(const HttpHead& head)
{
    const auto refused = [](std::string_view status, const char* reason, std::string_view fields = {}) {
        return std::unexpected(refusal(status, reason, fields));
    };
    if (head.method != "GET")
        return refused("405 Method Not Allowed", "a WebSocket is opened by GET", "Allow: GET\r\n");
    if (!head.lists("upgrade", "websocket") || !head.lists("connection", "upgrade"))
        return refused("426 Upgrade Required", "only WebSocket is spoken here", "Upgrade: websocket\r\n");
    if (head.field("sec-websocket-version") != "13")
        return refused("426 Upgrade Required", "the version of WebSocket spoken here is 13",
                       "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    if (!head.field("host"))
        return refused("400 Bad Request", "no Host is named");
    if (!head.endsRequest())
        return refused("400 Bad Request", "the request of a WebSocket has no content");
    WebSocketRequest request;
    request.key = head.field("sec-websocket-key").value_or(std::string());
    if (!isKey(request.key))
        return refused("400 Bad Request", "Sec-WebSocket-Key is not 16 bytes in base64");
    request.path = pathOf(head.target);
    request.origin = head.field("origin");
    request.authorization = head.field("authorization").value_or(std::string());
    request.subprotocols = head.list("sec-websocket-protocol");
    return request;
}

std::string_view WebSocketRequest::chosen(std::span<const std::string_view> spoken) const
{
    for (const std::string& wanted : subprotocols) {
        if (const auto found = std::ranges::find(spoken, wanted); found != spoken.end())
            return *found;
    }
    return {};
}

std::string WebSocketRequest::answer(std::string_view subprotocol) const
{
    const QByteArray proof =
        QCryptographicHash::hash(QByteArray::fromStdString(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
            .toBase64();
    std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    head.append(proof.constData(), static_cast<std::size_t>(proof.size())).append("\r\n");
    if (!subprotocol.empty())
        head.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    return head.append("\r\n");
}

} // namespace weir::protocol
