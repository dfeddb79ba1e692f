#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

/// Frames of WebSocket (RFC 6455, 5) as a server reads and writes them, without a socket.
namespace weir::protocol {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Which frame of a message it is.
enum class FramePlace : std::uint8_t { Last, MoreFollow };

/// The head of an unmasked frame, at most 10 bytes; its payload follows it.
[[nodiscard]] std::string frameHead(Opcode opcode, std::uint64_t payloadBytes, FramePlace place = FramePlace::Last);

/// What a close frame says. `reason` is cut where it is too long for one.
struct CloseWords {
    std::uint16_t code = 0;
    std::string reason;

    /// Of a close frame's payload, which has been checked; 1005 (none stated) of an empty one.
    [[nodiscard]] static CloseWords of(std::string_view payload);
    [[nodiscard]] std::string payload() const;
};

/// Takes the bytes that a client sends apart into frames. Strict: whatever RFC 6455 forbids is a fault, frames without a
/// mask among them. Not thread-safe. Memory: one message, `mostBytes` at most, and one control frame; a frame that claims
/// more is refused by its head, before anything is kept of it.
class WebSocketReader final {
public:
    enum class Kind : std::uint8_t {
        Text,
        Binary,     ///< a whole message
        Fragment,   ///< a part of one, of which more follows
        Ping,
        Pong,
        Close,
    };
    struct Frame {
        Kind kind = Kind::Fragment;
        std::string_view payload;   ///< of a message all of it, of a fragment nothing; valid until the next call
    };
    struct Fault {
        std::uint16_t code = 0;   ///< to close with: 1002, 1007 or 1009
        const char* words = "";
    };

    explicit WebSocketReader(std::size_t mostBytes) : m_mostBytes(mostBytes) {}

    /// Takes bytes from the front of `bytes`, to the end of a frame at most. Nothing: all of them, and the frame goes on.
    /// After a fault it is not called again.
    [[nodiscard]] std::expected<std::optional<Frame>, Fault> read(std::string_view& bytes);

private:
    [[nodiscard]] std::size_t headBytes() const;
    [[nodiscard]] std::expected<void, Fault> onHead();
    [[nodiscard]] std::expected<Frame, Fault> onFrame();
    [[nodiscard]] Opcode opcode() const { return static_cast<Opcode>(m_head[0] & 0x0f); }
    [[nodiscard]] bool isControl() const { return (m_head[0] & 0x08) != 0; }
    [[nodiscard]] bool isLast() const { return (m_head[0] & 0x80) != 0; }
    [[nodiscard]] std::string& payload() { return isControl() ? m_control : m_message; }

    std::size_t m_mostBytes;
    std::string m_head;            // of the frame that is being read, as far as it is there
    std::uint64_t m_missing = 0;   // of its payload; counts once its head is whole
    bool m_headRead = false;
    std::size_t m_masked = 0;   // where in payload() this frame's begins
    std::string m_message, m_control;
    std::optional<Opcode> m_fragmented;   // a message is being read of which more fragments follow
    bool m_messageTaken = false;          // the last call returned it
};

} // namespace weir::protocol
