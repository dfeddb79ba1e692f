#pragma once
#include "protocol/codec.h"
#include <QtCore/QByteArray>

/// Frames that no message of the protocol looks like.
namespace badFrames {

inline QByteArray encoded(weir::protocol::Encoding encoding, const weir::protocol::Message& message)
{
    weir::protocol::Encoder encoder(encoding);
    const std::string_view frame = encoder.encode(message);
    return QByteArray(frame.data(), static_cast<qsizetype>(frame.size()));
}

inline QByteArray malformed(weir::protocol::Encoding encoding)
{
    return encoding == weir::protocol::Encoding::Binary ? QByteArray(64, '\xa5') : QByteArray("{\"body_type\":\"Ping\",\"body\":{\"id\"");
}

/// A frame of the other encoding: JSON text in a binary frame, or base64 in a text frame.
inline QByteArray ofTheOtherEncoding(weir::protocol::Encoding encoding, const weir::protocol::Message& message)
{
    return encoding == weir::protocol::Encoding::Binary ? encoded(weir::protocol::Encoding::Json, message)
                                                        : encoded(weir::protocol::Encoding::Binary, message).toBase64();
}

/// What a lenient reader would take: JSON with a comment, or a text that is not UTF-8.
inline QByteArray lenient(weir::protocol::Encoding encoding)
{
    return encoding == weir::protocol::Encoding::Json ? QByteArray("{\"body_type\":\"Ping\",\"body\":{\"id\":1/* one */}}")
                                                      : encoded(encoding, weir::protocol::Resync{"a\xff"});
}

/// A well-formed message of a type that version 1 does not have.
inline QByteArray unknown(weir::protocol::Encoding encoding)
{
    const QByteArray ping = encoded(encoding, weir::protocol::Ping{1, 2});
    if (encoding == weir::protocol::Encoding::Json)
        return QByteArray(ping).replace("Ping", "Pong-and-more");
    // The type is one byte; which one shows in what the frame then is.
    for (qsizetype i = 0; i < ping.size(); ++i) {
        QByteArray other = ping;
        other[i] = static_cast<char>(other[i] + 1);   // Ping is followed by Pong
        const auto message = weir::protocol::decodeBinary({other.constData(), static_cast<std::size_t>(other.size())});
        if (message && std::holds_alternative<weir::protocol::Pong>(*message)) {
            other[i] = 99;
            return other;
        }
    }
    qFatal("the byte that holds the type was not found");
}

} // namespace badFrames
