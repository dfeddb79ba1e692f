#include "access/token_verifier.h"
#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <jwt.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <optional>

namespace weir::access {

namespace {

constexpr std::size_t largestFile = 1U << 20;

struct FreeJwt {
    void operator()(jwt_t* jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

/// Verified with `key`; where there is none only taken apart, and its algorithm then reads as none.
Jwt decoded(const std::string& token, std::string_view key)
{
    jwt_t* jwt = nullptr;
    const auto* const bytes = key.empty() ? nullptr : reinterpret_cast<const unsigned char*>(key.data());
    if (jwt_decode(&jwt, token.c_str(), bytes, static_cast<int>(key.size())) != 0)
        return nullptr;
    return Jwt(jwt);
}

std::string_view trimmed(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view() : line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::optional<std::int64_t> numberOf(jwt_t* jwt, const char* claim)
{
    // Not as the library reads numbers, which takes some other values for 0.
    const std::unique_ptr<char, decltype(&std::free)> json(jwt_get_grants_json(jwt, claim), &std::free);
    const std::string_view text = json ? json.get() : "";
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// `aud` is one text or a list of them.
bool isFor(jwt_t* jwt, const std::string& audience)
{
    if (const char* const one = jwt_get_grant(jwt, "aud"))
        return audience == one;
    const std::unique_ptr<char, decltype(&std::free)> text(jwt_get_grants_json(jwt, "aud"), &std::free);
    if (!text)
        return false;
    const QJsonArray several = QJsonDocument::fromJson(QByteArray(text.get())).array();
    return std::ranges::any_of(several, [&audience](const QJsonValue& value) { return value.toString().toStdString() == audience; });
}

bool isTokenLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

} // namespace

std::expected<TokenVerifier::Key, Error> TokenVerifier::publicKey(const std::string& pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    if (!key)
        return std::unexpected(Error{"this is no readable public key"});
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA) {
        if (EVP_PKEY_get_bits(key.get()) < leastRsaBits)
            return std::unexpected(Error{"an RSA key needs at least " + std::to_string(leastRsaBits) + " bits"});
        return Key{Algorithm::Rs256, pem};
    }
    char curve[32] = {};
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key.get(), curve, sizeof curve, nullptr) == 1
        && std::string_view(curve) == "prime256v1")
        return Key{Algorithm::Es256, pem};
    return std::unexpected(Error{"only RSA keys and elliptic ones on the curve P-256 (prime256v1) are known"});
}

std::expected<TokenVerifier, Error> TokenVerifier::create(std::string_view keys, std::string audience)
{
    TokenVerifier verifier;
    verifier.m_audience = std::move(audience);
    std::string pem;
    std::size_t number = 0, pemAt = 0;
    const auto wrong = [](std::size_t line, const std::string& what) { return std::unexpected(Error{"line " + std::to_string(line) + ": " + what}); };
    while (!keys.empty()) {
        const auto end = keys.find('\n');
        const std::string_view line = trimmed(keys.substr(0, end));
        keys.remove_prefix(end == std::string_view::npos ? keys.size() : end + 1);
        ++number;
        if (!pem.empty()) {
            pem.append(line).append("\n");
            if (!line.starts_with("-----END"))
                continue;
            auto key = publicKey(pem);
            if (!key)
                return wrong(pemAt, key.error().text);
            verifier.m_keys.push_back(std::move(*key));
            pem.clear();
        } else if (line == "-----BEGIN PUBLIC KEY-----") {
            pem.append(line).append("\n");
            pemAt = number;
        } else if (line.starts_with("-----BEGIN") && line.find("PRIVATE") != std::string_view::npos) {
            return wrong(number, "a private key; the server needs only the public one, which \"openssl pkey -pubout\" makes");
        } else if (line.starts_with("HS256 ")) {
            const std::string_view text = trimmed(line.substr(6));
            const auto secret = QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())), QByteArray::AbortOnBase64DecodingErrors);
            if (!secret || static_cast<std::size_t>((*secret).size()) < leastSecretBytes)
                return wrong(number, "a secret is at least " + std::to_string(leastSecretBytes) + " bytes in base64, as \"openssl rand -base64 32\" makes");
            verifier.m_keys.push_back({Algorithm::Hs256, (*secret).toStdString()});
        } else if (!line.empty() && !line.starts_with('#')) {
            return wrong(number, "neither a public key in PEM nor HS256 and a secret in base64");
        }
        if (verifier.m_keys.size() > mostKeys)
            return wrong(number, "more than " + std::to_string(mostKeys) + " keys");
    }
    if (!pem.empty())
        return wrong(pemAt, "the key has no end");
    if (verifier.m_keys.empty())
        return std::unexpected(Error{"there is no key in it"});
    return verifier;
}

std::expected<TokenVerifier, Error> TokenVerifier::readFile(const std::string& path, std::string audience)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(largestFile + 1, '\0');
    if (!file || !(file.read(text.data(), static_cast<std::streamsize>(text.size())), file.eof()))
        return std::unexpected(Error{path + (file ? " is too large for a file of keys" : " cannot be read")});
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto verifier = create(text, std::move(audience));
    if (!verifier)
        return std::unexpected(Error{path + ": " + verifier.error().text});
    return verifier;
}

std::expected<Permission, Error> TokenVerifier::verify(const std::string& token, std::chrono::sys_seconds now) const
{
    if (token.empty())
        return std::unexpected(Error{"this server asks for a token"});
    // The library would skip a dot within the signature.
    if (token.size() > longestToken || !std::ranges::all_of(token, isTokenLetter) || std::ranges::count(token, '.') != 2)
        return std::unexpected(Error{"the token is no JWT"});
    if (!decoded(token, {}))
        return std::unexpected(Error{"the token is no JWT"});
    Jwt jwt;
    for (const Key& key : m_keys) {
        constexpr jwt_alg_t algorithms[] = {JWT_ALG_HS256, JWT_ALG_RS256, JWT_ALG_ES256};
        jwt = decoded(token, key.bytes);
        // The library believes the token as to its algorithm: a public key would be taken for a secret that all know.
        if (jwt && jwt_get_alg(jwt.get()) == algorithms[static_cast<std::size_t>(key.algorithm)])
            break;
        jwt.reset();
    }
    if (!jwt)
        return std::unexpected(Error{"the token is not signed with a key of this server"});
    if (!isFor(jwt.get(), m_audience))
        return std::unexpected(Error{"the token is for another audience than \"" + m_audience + "\""});
    const auto expires = numberOf(jwt.get(), "exp");
    if (!expires)
        return std::unexpected(Error{"the token does not state when it expires"});
    const std::int64_t seconds = now.time_since_epoch().count();
    if (*expires <= seconds)
        return std::unexpected(Error{"the token has expired"});
    if (const auto notBefore = numberOf(jwt.get(), "nbf"); notBefore && *notBefore > seconds)
        return std::unexpected(Error{"the token is not valid yet"});
    const char* const right = jwt_get_grant(jwt.get(), "weir");
    constexpr std::int64_t farAway = 10LL * 365 * 24 * 3600;   // what is later is nearer than a clock's last second
    return Permission{right && std::string_view(right) == "steer" ? Right::Steer : Right::Read,
                      std::chrono::sys_seconds(std::chrono::seconds(std::min(*expires, seconds + farAway)))};
}

} // namespace weir::access
