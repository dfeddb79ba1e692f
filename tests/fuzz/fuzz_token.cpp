#include "access/bearer_token.h"
#include "access/token_verifier.h"
#include "client/token_file.h"
#include "fuzz_input.h"
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QString>
#include <memory>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/mman.h>
#include <unistd.h>

using weir::access::TokenVerifier;

namespace {

// Keys of each kind, made for this and used for nothing else. What the two private ones signed is in the corpus; they are gone.
constexpr const char* rsaKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmbBQ6LVUdBkkmtmJOgox\n"
    "lqTCkatz8X19+LrxOmKc6FgydRkX344Aw0FtkYNZk8SABOkqZ6X+K+rYvNf2d4Wj\n"
    "SiJgRf5JaSzjtcwiJndM8jhFnQiA2NJwk43imu5HQLa33R+HHzR6j7iSxDJrc7hY\n"
    "3IB3q+Nacg3l28hOqG/M8P+zuOOti9ycIeDqGCyd/jC5B91jeNLgWFp9fL5RPbCQ\n"
    "xHPxfuULl3YBkCbEtmha/+GIspLHun+VUWcNzJfb95tsTj6xRZgL5IrN5wDTp093\n"
    "aSFDq0Y1hf3zrIesQO3CWTtTOS76dCkwrpC/KBt12I5hYUBBYXs1xM028+G1SKqN\n"
    "UQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
constexpr const char* ellipticKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELMrHnphtofdaLwUHMm0hPP7cedje\n"
    "wCY+E2vDGxY8b996j2aBg5gWfc8NIP3lC63g4CRnOkEX1dxCt0M2HyDCFQ==\n"
    "-----END PUBLIC KEY-----\n";
const QByteArray secret = "0123456789abcdef0123456789abcdef";
const std::chrono::sys_seconds now{std::chrono::seconds(1'800'000'000)};

std::string keys() { return "# keys\nHS256 " + secret.toBase64().toStdString() + "\n" + rsaKey + ellipticKey; }

QByteArray hmac(const QByteArray& part) { return QMessageAuthenticationCode::hash(part, secret, QCryptographicHash::Sha256); }
QByteArray base64Url(const QByteArray& bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }
QByteArray fromBase64Url(const QByteArray& text) { return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding); }
QJsonObject jsonOf(const QByteArray& text) { return QJsonDocument::fromJson(fromBase64Url(text)).object(); }

bool isSignature(const char* pem, const QByteArray& part, const QByteArray& signature)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem, -1), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.constData()), static_cast<std::size_t>(signature.size()),
                            reinterpret_cast<const unsigned char*>(part.constData()), static_cast<std::size_t>(part.size())) == 1;
}

/// RFC 7518, 3.4: both numbers one after the other; the library under it wants them in DER.
QByteArray inDer(const QByteArray& signature)
{
    const auto* const bytes = reinterpret_cast<const unsigned char*>(signature.constData());
    const int half = static_cast<int>(signature.size() / 2);
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> both(ECDSA_SIG_new(), &ECDSA_SIG_free);
    ECDSA_SIG_set0(both.get(), BN_bin2bn(bytes, half, nullptr), BN_bin2bn(bytes + half, half, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &der);
    const QByteArray result(reinterpret_cast<const char*>(der), size);
    OPENSSL_free(der);
    return result;
}

/// Whether one of the keys signed it, found without the verifier.
bool isSigned(const QByteArray& token)
{
    const auto lastDot = token.lastIndexOf('.');
    const QByteArray part = token.left(lastDot), signature = fromBase64Url(token.mid(lastDot + 1));
    const QString algorithm = jsonOf(token.left(token.indexOf('.'))).value(QStringLiteral("alg")).toString();
    if (algorithm == QStringLiteral("HS256"))
        return signature == hmac(part);
    if (algorithm == QStringLiteral("RS256"))
        return isSignature(rsaKey, part, signature);
    return algorithm == QStringLiteral("ES256") && isSignature(ellipticKey, part, inDer(signature));
}

/// Whether it is for "weir", ends later than now and has begun.
bool isDue(const QByteArray& token)
{
    const auto first = token.indexOf('.');
    const QJsonObject claims = jsonOf(token.mid(first + 1, token.indexOf('.', first + 1) - first - 1));
    const QJsonValue audience = claims.value(QStringLiteral("aud"));
    const QJsonValue begins = claims.value(QStringLiteral("nbf"));
    const auto seconds = static_cast<double>(now.time_since_epoch().count());
    return claims.value(QStringLiteral("exp")).toDouble() > seconds && (begins.isUndefined() || (begins.isDouble() && begins.toDouble() <= seconds))
        && (audience == QStringLiteral("weir") || audience.toArray().contains(QStringLiteral("weir")));
}

void show(const std::string& token)
{
    static const TokenVerifier verifier = TokenVerifier::create(keys(), "weir").value();
    if (const auto permission = verifier.verify(token, now)) {
        const QByteArray bytes = QByteArray::fromStdString(token);
        mustHold(isSigned(bytes), "nothing is let in that no key signed");
        mustHold(isDue(bytes), "nor what is for somebody else, was over or is to come");
        mustHold(!jsonOf(bytes.left(bytes.indexOf('.'))).contains(QStringLiteral("crit")), "nor what demands more than is known");
        mustHold(permission->expires > now, "nor without an end to come");
    }
}

/// A file in memory with this in it.
class MemoryFile final {
public:
    MemoryFile() : m_descriptor(::memfd_create("token", MFD_CLOEXEC)) { mustHold(m_descriptor >= 0, "a file in memory can be made"); }

    void write(std::string_view text)
    {
        mustHold(::ftruncate(m_descriptor, 0) == 0 && ::pwrite(m_descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()),
                 "a file in memory can be written");
    }
    [[nodiscard]] QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor); }

private:
    int m_descriptor;
};

void showFile(std::string_view text)
{
    static MemoryFile file;
    file.write(text);
    weir::client::TokenFile tokenFile(file.path());
    const auto token = tokenFile.read();
    if (!token)
        return;
    mustHold(!token->empty() && token->size() <= weir::client::TokenFile::longest && text.find(*token) != std::string_view::npos, "a token is what stands there");
    mustHold(!tokenFile.readIfChanged(), "and has not changed");
    show(*token);
}

/// Right signatures over anything: what is looked at after them.
void showSigned(FuzzInput& input)
{
    const std::string_view header = input.take() % 2 == 0 ? input.takeFrame() : std::string_view("{\"alg\":\"HS256\"}");
    const std::string_view claims = input.takeRest();
    const QByteArray part = base64Url(QByteArray(header.data(), static_cast<qsizetype>(header.size()))) + '.'
        + base64Url(QByteArray(claims.data(), static_cast<qsizetype>(claims.size())));
    show((part + '.' + base64Url(hmac(part))).toStdString());
}

void readKeys(std::string_view text)
{
    const auto verifier = TokenVerifier::create(text, "weir");
    mustHold(verifier.has_value() || !verifier.error().text.empty(), "keys, or words for what is wrong");
    if (verifier)
        mustHold(!verifier->verify("eyJhbGciOiJub25lIn0.eyJhdWQiOiJ3ZWlyIiwiZXhwIjoyMDAwMDAwMDAwfQ.", now), "no key accepts what nobody signed");
}

} // namespace

/// Any bytes as a token, as the header or the file it is in, as claims that are rightly signed, as a file of keys: nothing
/// is let in but what a key signed, for us, until later than now.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    switch (input.take() % 5) {
    case 0: show(std::string(input.takeRest())); break;
    case 1: show(weir::access::bearerToken(input.takeRest())); break;
    case 2: showFile(input.takeRest()); break;
    case 3: showSigned(input); break;
    default: readKeys(input.takeRest());
    }
    return 0;
}
