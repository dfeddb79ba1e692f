#pragma once
#include "access/signing_key.h"
#include "base/error.h"
#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace weir::access {

enum class Right : std::uint8_t { Read, Steer };

/// What a token that was verified says.
struct Permission {
    Right right = Right::Read;
    std::chrono::sys_seconds expires{};
};

/// Verifies tokens (JWT, RFC 7519) with the keys of a file, after RFC 8725: the key says which algorithm it is good for,
/// and what is not understood is refused, never passed over. A token must be of the type JWT or at+jwt where it names one,
/// demand nothing (`crit`), state when it expires (`exp`) and be for this audience (`aud`); its claim `weir` is "read" or
/// "steer", and absent it may read.
/// Errors are for the one who holds the token, and tell nothing of it or of the keys. Immutable; time is passed in.
class TokenVerifier final {
public:
    /// The file's text: one key after the other, public keys in PEM, secrets as lines `HS256 BASE64`; empty lines and those
    /// that begin with # are skipped. An error names the line, and never what stands there.
    [[nodiscard]] static std::expected<TokenVerifier, Error> create(std::string_view keys, std::string audience);
    [[nodiscard]] static std::expected<TokenVerifier, Error> readFile(const std::string& path, std::string audience);

    [[nodiscard]] std::expected<Permission, Error> verify(const std::string& token, std::chrono::sys_seconds now) const;

    static constexpr std::size_t longestToken = 8192;
    static constexpr std::size_t mostKeys = 64;

private:
    std::vector<SigningKey> m_keys;
    std::string m_audience;
};

} // namespace weir::access
