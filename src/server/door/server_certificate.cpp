#include "server/door/server_certificate.h"
#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <tuple>

namespace weir::server {

namespace {

constexpr qint64 largestFile = 1 << 20;

template <auto free>
struct Freed {
    template <typename T>
    void operator()(T* object) const { free(object); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

Bio bioOf(const QByteArray& bytes) { return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size()))); }

/// Instead of a question at the terminal.
int noPassphrase(char*, int, int, void*) { return 0; }

std::unexpected<Error> faultOf(const char* what, const QString& file, const QString& why)
{
    return std::unexpected(Error{std::string(what) + file.toStdString() + " " + why.toStdString()});
}

} // namespace

std::expected<QSslConfiguration, Error> readCertificate(const QString& certificateFile, const QString& keyFile)
{
    constexpr auto theCertificate = "The certificate file ", theKey = "The key file ";
    if (!QSslSocket::supportsSsl())
        return std::unexpected(Error{"This machine has no TLS for Qt, whose plugin for OpenSSL is missing."});
    QByteArray certificateBytes, keyBytes;
    for (const auto& [what, name, bytes] : {std::tuple(theCertificate, certificateFile, &certificateBytes), std::tuple(theKey, keyFile, &keyBytes)}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return faultOf(what, name, QStringLiteral("cannot be read: ") + file.errorString());
        *bytes = file.read(largestFile);
    }

    const auto chain = QSslCertificate::fromData(certificateBytes, QSsl::Pem);
    ERR_clear_error();
    const Certificate certificate(PEM_read_bio_X509(bioOf(certificateBytes).get(), nullptr, nullptr, nullptr));
    if (chain.isEmpty() || !certificate)
        return faultOf(theCertificate, certificateFile, QStringLiteral("holds no certificate in PEM."));
    const Key key(PEM_read_bio_PrivateKey(bioOf(keyBytes).get(), nullptr, noPassphrase, nullptr));
    if (!key) {
        ERR_clear_error();
        return faultOf(theKey, keyFile, keyBytes.contains("ENCRYPTED") ? QStringLiteral("is encrypted; a server that starts by itself needs it without a passphrase.")
                                                                       : QStringLiteral("holds no private key in PEM."));
    }
    const int type = EVP_PKEY_get_base_id(key.get());
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        return faultOf(theKey, keyFile, QStringLiteral("holds a key that is neither RSA nor of an elliptic curve for ECDSA."));
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        ERR_clear_error();
        return faultOf(theKey, keyFile, QStringLiteral("holds a key that is not that of the certificate in ") + certificateFile + QLatin1Char('.'));
    }
    const QSslKey privateKey(keyBytes, type == EVP_PKEY_RSA ? QSsl::Rsa : QSsl::Ec, QSsl::Pem);
    if (privateKey.isNull())
        return faultOf(theKey, keyFile, QStringLiteral("holds a key that cannot be used."));

    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(privateKey);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);   // clients show tokens, not certificates
    return configuration;
}

} // namespace weir::server
