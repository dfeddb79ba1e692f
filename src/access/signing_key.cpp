#include "access/signing_key.h"
#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <utility>

namespace weir::access {

namespace {

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool isHmac(std::string_view secret, std::string_view text, std::string_view signature)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> made;
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytesOf(text), text.size(), made.data(), &size))
        return false;
    // How long it takes tells nothing of where they differ.
    return size == signature.size() && CRYPTO_memcmp(made.data(), signature.data(), size) == 0;
}

bool isSignature(EVP_PKEY* key, std::string_view text, std::string_view signature)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), signature.size(), bytesOf(text), text.size()) == 1;
}

/// RFC 7518, 3.4: both numbers one after the other, 32 bytes each; OpenSSL wants them in DER. Empty where they are not.
std::string inDer(std::string_view signature)
{
    constexpr std::size_t half = 32;
    if (signature.size() != 2 * half)
        return {};
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> both(ECDSA_SIG_new(), &ECDSA_SIG_free);
    BIGNUM* const r = BN_bin2bn(bytesOf(signature), half, nullptr);
    BIGNUM* const s = BN_bin2bn(bytesOf(signature) + half, half, nullptr);
    if (!both || ECDSA_SIG_set0(both.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &der);
    std::string result(reinterpret_cast<const char*>(der), static_cast<std::size_t>(std::max(size, 0)));
    OPENSSL_free(der);
    return result;
}

} // namespace

SigningKey::SigningKey(Algorithm algorithm, std::string secret, std::shared_ptr<evp_pkey_st> key)
    : m_algorithm(algorithm), m_secret(std::move(secret)), m_key(std::move(key))
{}

std::expected<SigningKey, Error> SigningKey::fromSecret(std::string secret)
{
    if (secret.size() < leastSecretBytes)
        return std::unexpected(Error{"a secret is at least " + std::to_string(leastSecretBytes)
                                     + " bytes in base64, as \"openssl rand -base64 32\" makes"});
    return SigningKey(Algorithm::Hs256, std::move(secret), nullptr);
}

std::expected<SigningKey, Error> SigningKey::fromPublicPem(std::string_view pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    if (!key)
        return std::unexpected(Error{"this is no readable public key"});
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA) {
        if (EVP_PKEY_get_bits(key.get()) < leastRsaBits)
            return std::unexpected(Error{"an RSA key needs at least " + std::to_string(leastRsaBits) + " bits"});
        return SigningKey(Algorithm::Rs256, {}, std::move(key));
    }
    std::array<char, 32> curve{};
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key.get(), curve.data(), curve.size(), nullptr) == 1
        && std::string_view(curve.data()) == "prime256v1")
        return SigningKey(Algorithm::Es256, {}, std::move(key));
    return std::unexpected(Error{"only RSA keys and elliptic ones on the curve P-256 (prime256v1) are known"});
}

std::string_view SigningKey::algorithm() const
{
    switch (m_algorithm) {
    case Algorithm::Rs256: return "RS256";
    case Algorithm::Es256: return "ES256";
    case Algorithm::Hs256: break;
    }
    return "HS256";
}

bool SigningKey::signedThis(std::string_view text, std::string_view signature) const
{
    switch (m_algorithm) {
    case Algorithm::Rs256: return isSignature(m_key.get(), text, signature);
    case Algorithm::Es256: return isSignature(m_key.get(), text, inDer(signature));
    case Algorithm::Hs256: break;
    }
    return isHmac(m_secret, text, signature);
}

} // namespace weir::access
