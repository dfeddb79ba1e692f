#pragma once
#include "protocol/close_code.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::server {

/// What a session needs of its connection.
class SessionPort {
public:
    virtual ~SessionPort() = default;
    /// Takes the whole frame, now; there is no "would block", hence backlog().
    virtual void send(std::string_view frame) = 0;
    /// Bytes taken and not yet given to the network.
    [[nodiscard]] virtual std::uint64_t backlog() const = 0;
    /// Ends the connection after what was sent. The session is not called again.
    virtual void close(protocol::CloseCode code, const std::string& reason) = 0;
};

/// Why a session has to end: what cannot go on with this client, for its goodbye.
struct Breach {
    protocol::CloseCode code;
    std::string text;
};

}   // namespace weir::server
