#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace weir::access {

/// Which pages that a browser shows may connect. A browser states the page's origin, and lets any page of the world open
/// a WebSocket to a server on this machine; so a foreign page may not even read. What states no origin is no browser.
/// A server on the loopback lets in pages that this machine itself serves; otherwise only origins on the list come in.
/// Immutable.
class OriginRule final {
public:
    enum class Reach : std::uint8_t { Loopback, Network };

    OriginRule() = default;   ///< no page at all
    /// An error names an entry that is no origin. "null" is one: of pages opened from files, but of any sandboxed page too.
    [[nodiscard]] static std::expected<OriginRule, Error> create(const std::vector<std::string>& allowed);

    [[nodiscard]] bool allows(std::string_view origin, Reach reach) const;

private:
    std::vector<std::string> m_allowed;
};

} // namespace weir::access
