#pragma once
#include <QtCore/QString>
#include <chrono>
#include <cstdint>
#include <optional>

namespace weir::client {

/// What a connection ended by, or why it never stood, as code tells it apart.
enum class EndCause : std::uint8_t {
    Other,        ///< nothing but words
    NoHost,       ///< nobody knows a host of that name
    Unreachable,  ///< no way leads to it
    Refused,      ///< the host is there, and nothing listens at the port
    NoAnswer,     ///< nothing came in time
    NotAStream,   ///< something answers, and it is no Weir stream
    NotNow,       ///< it is there, and full or not ready
    Denied,       ///< it does not let in: a token, rights, a certificate that is not trusted
    Broken,       ///< it speaks as a Weir server does, and not rightly
};

/// Why a connection ended or never stood.
struct Ending {
    QString reason;                                        ///< for people: what happened, and what to do where there is something
    bool worthRetrying = true;                             ///< false: it would end the same way again
    std::optional<std::chrono::milliseconds> retryAfter;   ///< the server asked to stay away so long
    EndCause cause = EndCause::Other;
};

}   // namespace weir::client
