#pragma once
#include "base/error.h"
#include "protocol/messages.h"
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace flatbuffers {
class FlatBufferBuilder;
}

namespace weir::protocol {

enum class Encoding : std::uint8_t { Binary, Json };

/// The WebSocket subprotocol that carries an encoding: "weir.v1.bin" or "weir.v1.json".
[[nodiscard]] const char* subprotocolOf(Encoding encoding);

/// JSON text of a message is at most this many times as long as its binary form.
inline constexpr std::size_t jsonExpansion = 8;

/// Turns messages into the bytes of a frame. Keeps its buffer from message to message; not thread-safe.
class Encoder final {
public:
    explicit Encoder(Encoding encoding);
    ~Encoder();
    Encoder(Encoder&&) noexcept;
    Encoder& operator=(Encoder&&) noexcept;

    /// Valid until the next call.
    [[nodiscard]] std::string_view encode(const Message& message);
    [[nodiscard]] Encoding encoding() const { return m_encoding; }

private:
    Encoding m_encoding;
    std::unique_ptr<flatbuffers::FlatBufferBuilder> m_builder;
    std::string m_json;
};

/// Turns the bytes of a binary frame into a message whose changes are views of `bytes`: nothing is copied or trusted.
/// An error says what was wrong; it covers every byte that is read later. Thread-safe.
[[nodiscard]] std::expected<Message, Error> decodeBinary(std::string_view bytes);

/// Whether a frame looks like data (Manifest, Part, Delta, Digests, Packed, Growth), told from its type alone, so that it can wait undecoded.
/// Anything unreadable is not data. Thread-safe.
[[nodiscard]] bool looksLikeData(Encoding encoding, std::string_view frame);
/// Whether a binary frame looks like a Packed. Thread-safe.
[[nodiscard]] bool looksPacked(std::string_view frame);

/// What a data frame says of itself, read without decoding the rest. Zero where it says nothing.
struct DataPosition {
    Epoch epoch = 0;                  ///< of a Manifest, also a packed one
    std::uint64_t changesTotal = 0;   ///< of a Manifest or Delta, also a packed one
    std::uint64_t rawBytes = 0;       ///< what it costs of the credit: its size, or that of what is packed in it
};
[[nodiscard]] DataPosition positionOf(Encoding encoding, std::string_view frame);

/// The binary form of a JSON frame; an error names the place. Thread-safe.
[[nodiscard]] std::expected<std::string, Error> binaryFromJson(std::string_view text);

/// The JSON form of a valid binary frame: numbers in their shortest form that reads back the same. Thread-safe.
void appendJson(std::string_view bytes, std::string& out);


} // namespace weir::protocol
