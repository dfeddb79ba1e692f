#include "access/token_verifier.h"
#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

namespace weir::access {

namespace {

constexpr std::size_t largestFile = 1U << 20;

std::string_view trimmed(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view() : line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

/// The bytes of base64url without padding (RFC 7515, 2), of which there is one text alone: the bits that are left over at
/// its end are 0. Nothing: it is none.
std::optional<QByteArray> fromBase64Url(std::string_view text)
{
    constexpr QByteArray::Base64Options form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray given = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    auto bytes = QByteArray::fromBase64Encoding(given, form | QByteArray::AbortOnBase64DecodingErrors);
    return bytes && bytes.decoded.toBase64(form) == given ? std::optional(std::move(bytes.decoded)) : std::nullopt;
}

std::optional<QJsonObject> objectIn(std::string_view base64Url)
{
    const auto bytes = fromBase64Url(base64Url);
    const QJsonDocument json = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    return json.isObject() ? std::optional(json.object()) : std::nullopt;
}

/// RFC 7515, 4.1.9: a media type, whose "application/" may be left out, in any case. RFC 9068 has the other one.
bool isTokenType(const QJsonValue& typ)
{
    QString type = typ.toString().toLower();
    if (type.startsWith(QLatin1String("application/")))
        type = type.mid(12);
    return typ.isUndefined() || type == QLatin1String("jwt") || type == QLatin1String("at+jwt");
}

/// `aud` is one text or a list of them.
bool isFor(const QJsonValue& aud, const std::string& audience)
{
    const auto isIt = [&audience](const QJsonValue& value) { return value.isString() && value.toString().toStdString() == audience; };
    return aud.isArray() ? std::ranges::any_of(aud.toArray(), isIt) : isIt(aud);
}

bool isTokenLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

} // namespace

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
            auto key = SigningKey::fromPublicPem(pem);
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
            auto key = SigningKey::fromSecret(secret ? secret.decoded.toStdString() : std::string());
            if (!key)
                return wrong(number, key.error().text);
            verifier.m_keys.push_back(std::move(*key));
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
    const std::unexpected noJwt(Error{"the token is no JWT"});
    if (token.size() > longestToken || !std::ranges::all_of(token, isTokenLetter) || std::ranges::count(token, '.') != 2)
        return noJwt;
    const std::string_view text = token;
    const std::size_t afterHeader = text.find('.'), afterClaims = text.rfind('.');
    const auto header = objectIn(text.substr(0, afterHeader));
    const auto signature = fromBase64Url(text.substr(afterClaims + 1));
    if (!header || !signature)
        return noJwt;
    const std::string algorithm = header->value(QLatin1String("alg")).toString().toStdString();
    const auto signedIt = [&](const SigningKey& key) {
        // A key may be tried for its own algorithm alone: a public key would else be taken for a secret that all know.
        return key.algorithm() == algorithm
            && key.signedThis(text.substr(0, afterClaims), {signature->constData(), static_cast<std::size_t>(signature->size())});
    };
    if (std::ranges::none_of(m_keys, signedIt))
        return std::unexpected(Error{"the token is not signed with a key of this server"});
    if (!isTokenType(header->value(QLatin1String("typ"))))
        return std::unexpected(Error{"the token is of another type than JWT and at+jwt"});
    if (header->contains(QLatin1String("crit")))
        return std::unexpected(Error{"the token demands (crit) what this server does not know"});
    const auto claims = objectIn(text.substr(afterHeader + 1, afterClaims - afterHeader - 1));
    if (!claims)
        return noJwt;
    if (!isFor(claims->value(QLatin1String("aud")), m_audience))
        return std::unexpected(Error{"the token is for another audience than \"" + m_audience + "\""});
    // Seconds, maybe with a fraction (RFC 7519, 2); ours have none, so a token is good from the next one and to the last one.
    const QJsonValue exp = claims->value(QLatin1String("exp")), nbf = claims->value(QLatin1String("nbf"));
    if (!exp.isDouble())
        return std::unexpected(Error{"the token does not state when it expires"});
    const std::int64_t seconds = now.time_since_epoch().count();
    constexpr std::int64_t farAway = 10LL * 365 * 24 * 3600;   // what is later is nearer than a clock's last second
    const auto expires = static_cast<std::int64_t>(std::clamp(std::floor(exp.toDouble()), 0.0, static_cast<double>(seconds + farAway)));
    if (expires <= seconds)
        return std::unexpected(Error{"the token has expired"});
    if (!nbf.isUndefined() && !nbf.isDouble())
        return std::unexpected(Error{"the token states a start (nbf) that is no number of seconds"});
    if (std::ceil(nbf.toDouble()) > static_cast<double>(seconds))
        return std::unexpected(Error{"the token is not valid yet"});
    const bool maySteer = claims->value(QLatin1String("weir")).toString() == QLatin1String("steer");
    return Permission{maySteer ? Right::Steer : Right::Read, std::chrono::sys_seconds(std::chrono::seconds(expires))};
}

} // namespace weir::access
