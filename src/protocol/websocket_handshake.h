#pragma once
#include "base/http_head.h"
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::protocol {

/// What a client that opens a WebSocket asks for (RFC 6455, 4.2.1), and what a server answers.
struct WebSocketRequest {
    std::string path;                        ///< of the target; a query after it says nothing to anybody
    std::optional<std::string> origin;       ///< a page of which asks; none: no browser does
    std::string authorization;               ///< empty where there is none
    std::vector<std::string> subprotocols;   ///< in the order in which they are wanted
    std::string key;

    /// Not a request for a WebSocket: what to answer in HTTP, and why, for the log.
    struct Refusal {
        std::string answer, reason;
    };
    [[nodiscard]] static std::expected<WebSocketRequest, Refusal> of(const HttpHead& head);
    /// A refusal of what is no head of HTTP at all.
    [[nodiscard]] static Refusal refusal(std::string_view statusAndReason, std::string reason, std::string_view fields = {});

    /// The first of the wanted ones that is among the `spoken`; empty: none.
    [[nodiscard]] std::string_view chosen(std::span<const std::string_view> spoken) const;
    /// The head that opens the WebSocket; `subprotocol` may be empty.
    [[nodiscard]] std::string answer(std::string_view subprotocol) const;
};

} // namespace weir::protocol
