#pragma once
#include <QtCore/QByteArray>
#include <chrono>
#include <functional>
#include <memory>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

/// Certificates made while a test runs, so that none of them ever expires by itself.
namespace certificates {

struct Identity {
    std::shared_ptr<EVP_PKEY> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    std::shared_ptr<X509> certificate{X509_new(), &X509_free};

    [[nodiscard]] QByteArray certificatePem() const
    {
        return textOf([this](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); });
    }
    [[nodiscard]] QByteArray keyPem() const
    {
        return textOf([this](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    }
    [[nodiscard]] QByteArray encryptedKeyPem() const
    {
        return textOf([this](BIO* bio) {
            return PEM_write_bio_PrivateKey(bio, key.get(), EVP_aes_128_cbc(), reinterpret_cast<const unsigned char*>("secret"), 6, nullptr, nullptr);
        });
    }

private:
    static QByteArray textOf(const std::function<int(BIO*)>& write)
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
        write(bio.get());
        char* bytes = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &bytes);
        return QByteArray(bytes, size);
    }
};

struct Wanted {
    const char* names = "IP:127.0.0.1,DNS:localhost";   ///< nullptr: an authority's
    std::chrono::seconds from = -std::chrono::hours(24), to = std::chrono::hours(24);
    const Identity* issuer = nullptr;                    ///< nullptr: itself
};

inline Identity make(const Wanted& wanted)
{
    static long serial = 1;
    Identity made;
    X509* const certificate = made.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.from.count());
    X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.to.count());
    X509_NAME* const subject = X509_get_subject_name(certificate);
    const auto* const name = reinterpret_cast<const unsigned char*>(wanted.names ? "a server" : "an authority");
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, name, -1, -1, 0);
    const Identity& issuer = wanted.issuer ? *wanted.issuer : made;
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer.certificate.get()));
    X509_set_pubkey(certificate, made.key.get());
    const auto extend = [&](int nid, const char* value) {
        X509V3_CTX context;
        X509V3_set_ctx(&context, issuer.certificate.get(), certificate, nullptr, nullptr, 0);
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value), &X509_EXTENSION_free);
        X509_add_ext(certificate, extension.get(), -1);
    };
    extend(NID_basic_constraints, wanted.names ? "CA:FALSE" : "critical,CA:TRUE");
    if (wanted.names)
        extend(NID_subject_alt_name, wanted.names);
    X509_sign(certificate, issuer.key.get(), EVP_sha256());
    return made;
}

} // namespace certificates
