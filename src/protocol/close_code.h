#pragma once
#include <cstdint>

namespace weir::protocol {

/// Why a connection was closed; stated in `bye` and as the WebSocket close code. The table with what each side should
/// do stands in README.md beside this file.
enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    Heartbeat = 4000,         ///< no sign of life
    Authentication = 4001,
    Malformed = 4002,         ///< a frame that is no message of this protocol, or an invalid one
    Version = 4003,           ///< a protocol version that is not spoken here
    Sequence = 4004,          ///< a valid message at a wrong time, as one before hello
    CreditViolation = 4005,   ///< more was sent than granted, or more stated as applied than was sent
    LimitExceeded = 4006,     ///< a message over a stated limit, or too many
    HandshakeTimeout = 4007,  ///< no hello, or no welcome, in time
    Overloaded = 4008,        ///< too many clients
};

} // namespace weir::protocol
