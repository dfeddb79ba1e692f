#include "protocol/websocket_frames.h"
#include "graph/utf8.h"
#include "protocol/cut_text.h"
#include <algorithm>

namespace weir::protocol {

namespace {

using Fault = WebSocketReader::Fault;

constexpr std::uint16_t protocolError = 1002, noCode = 1005, notUtf8 = 1007, tooBig = 1009;
constexpr std::size_t mostControlBytes = 125, maskBytes = 4;

std::unexpected<Fault> wrong(const char* words, std::uint16_t code = protocolError) { return std::unexpected(Fault{code, words}); }

unsigned byteOf(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        number = number << 8U | byteOf(bytes, i);
    return number;
}

void appendBigEndian(std::string& to, std::uint64_t number, unsigned bytes)
{
    while (bytes-- > 0)
        to.push_back(static_cast<char>(number >> 8U * bytes & 0xffU));
}

/// RFC 6455, 7.4: 1004 to 1006 and 1015 are never in a frame, and what is below 3000 belongs to the standard.
bool mayClose(std::uint64_t code)
{
    return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
}

} // namespace

std::string frameHead(Opcode opcode, std::uint64_t payloadBytes, FramePlace place)
{
    std::string head(1, static_cast<char>(static_cast<unsigned>(opcode) | (place == FramePlace::Last ? 0x80U : 0U)));
    if (payloadBytes <= mostControlBytes) {
        head.push_back(static_cast<char>(payloadBytes));
    } else if (payloadBytes <= 0xffff) {
        head.push_back(126);
        appendBigEndian(head, payloadBytes, 2);
    } else {
        head.push_back(127);
        appendBigEndian(head, payloadBytes, 8);
    }
    return head;
}

CloseWords CloseWords::of(std::string_view payload)
{
    if (payload.size() < 2)
        return {noCode, {}};
    return {static_cast<std::uint16_t>(bigEndian(payload.substr(0, 2))), std::string(payload.substr(2))};
}

std::string CloseWords::payload() const
{
    std::string bytes;
    if (code != noCode) {
        appendBigEndian(bytes, code, 2);
        bytes += closeReason(reason);
    }
    return bytes;
}

std::size_t WebSocketReader::headBytes() const
{
    if (m_head.size() < 2)
        return 2;
    const unsigned length = byteOf(m_head, 1) & 0x7fU;
    return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + maskBytes;
}

std::expected<void, Fault> WebSocketReader::onHead()
{
    const std::string_view head = m_head;
    const unsigned length = byteOf(head, 1) & 0x7fU;
    if ((byteOf(head, 0) & 0x70U) != 0)
        return wrong("a frame with reserved bits");
    if ((byteOf(head, 1) & 0x80U) == 0)
        return wrong("a frame without a mask");
    m_missing = length < 126 ? length : bigEndian(head.substr(2, length == 126 ? 2 : 8));
    if ((length == 126 && m_missing < 126) || (length == 127 && m_missing <= 0xffff) || m_missing >> 63U != 0)
        return wrong("a length that is not in its shortest form");
    switch (opcode()) {
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        if (!isLast() || m_missing > mostControlBytes)
            return wrong("a control frame that is too long or in fragments");
        m_control.clear();
        m_masked = 0;
        return {};
    case Opcode::Continuation:
        if (!m_fragmented)
            return wrong("a fragment of no message");
        break;
    case Opcode::Text:
    case Opcode::Binary:
        if (m_fragmented)
            return wrong("a message within another");
        break;
    default: return wrong("a frame of an unknown kind");
    }
    if (m_missing > m_mostBytes - std::min(m_mostBytes, m_message.size()))
        return wrong("a message that is too long", tooBig);
    m_masked = m_message.size();
    return {};
}

std::expected<std::optional<WebSocketReader::Frame>, Fault> WebSocketReader::read(std::string_view& bytes)
{
    if (m_messageTaken) {
        m_messageTaken = false;
        m_message.clear();
    }
    while (!m_headRead) {
        const std::size_t wanted = headBytes();
        if (m_head.size() == wanted) {
            if (const auto done = onHead(); !done)
                return std::unexpected(done.error());
            m_headRead = true;
            break;
        }
        if (bytes.empty())
            return std::nullopt;
        const std::string_view more = bytes.substr(0, wanted - m_head.size());
        m_head += more;
        bytes.remove_prefix(more.size());
    }
    const std::string_view more = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_missing, bytes.size())));
    payload() += more;
    bytes.remove_prefix(more.size());
    m_missing -= more.size();
    if (m_missing > 0)
        return std::nullopt;
    const auto frame = onFrame();
    m_head.clear();
    m_headRead = false;
    if (!frame)
        return std::unexpected(frame.error());
    return *frame;
}

std::expected<WebSocketReader::Frame, Fault> WebSocketReader::onFrame()
{
    std::string& all = payload();
    const std::string_view mask = std::string_view(m_head).substr(m_head.size() - maskBytes);
    for (std::size_t i = m_masked; i < all.size(); ++i)
        all[i] = static_cast<char>(all[i] ^ mask[(i - m_masked) % maskBytes]);
    switch (opcode()) {
    case Opcode::Ping: return Frame{Kind::Ping, m_control};
    case Opcode::Pong: return Frame{Kind::Pong, m_control};
    case Opcode::Close:
        if (m_control.size() == 1 || (m_control.size() >= 2 && !mayClose(CloseWords::of(m_control).code)))
            return wrong("a close frame without a code that may stand in one");
        if (m_control.size() > 2 && !graph::isUtf8(std::string_view(m_control).substr(2)))
            return wrong("a close frame whose reason is not UTF-8", notUtf8);
        return Frame{Kind::Close, m_control};
    default: break;
    }
    if (!m_fragmented)
        m_fragmented = opcode();
    if (!isLast())
        return Frame{Kind::Fragment, {}};
    const bool isText = *m_fragmented == Opcode::Text;
    m_fragmented.reset();
    m_messageTaken = true;
    if (isText && !graph::isUtf8(m_message))
        return wrong("a text that is not UTF-8", notUtf8);
    return Frame{isText ? Kind::Text : Kind::Binary, m_message};
}

} // namespace weir::protocol
