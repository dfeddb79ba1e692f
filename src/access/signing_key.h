#pragma once
#include "base/error.h"
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace weir::access {

/// A key that tokens are signed with, and the one algorithm it is good for, whatever a token says of itself. Immutable,
/// copies share what they hold. Thread-safe.
class SigningKey final {
public:
    static constexpr std::size_t leastSecretBytes = 32;   ///< RFC 7518, 3.2
    static constexpr int leastRsaBits = 2048;             ///< RFC 7518, 3.3

    /// HS256. An error where it is too short.
    [[nodiscard]] static std::expected<SigningKey, Error> fromSecret(std::string secret);
    /// RS256 for an RSA key, ES256 for one on the curve P-256. Errors say what is wrong with the key and nothing of it.
    [[nodiscard]] static std::expected<SigningKey, Error> fromPublicPem(std::string_view pem);

    /// As `alg` names it (RFC 7518, 3.1).
    [[nodiscard]] std::string_view algorithm() const;
    /// Whether `signature`, as bytes, is this key's over `text`.
    [[nodiscard]] bool signedThis(std::string_view text, std::string_view signature) const;

private:
    enum class Algorithm : std::uint8_t { Hs256, Rs256, Es256 };

    SigningKey(Algorithm algorithm, std::string secret, std::shared_ptr<evp_pkey_st> key);

    Algorithm m_algorithm;
    std::string m_secret;                 // of HS256
    std::shared_ptr<evp_pkey_st> m_key;   // of the others
};

} // namespace weir::access
