#include "client/server_trust.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslSocket>

namespace weir::client {

namespace {

constexpr qint64 largestFile = 16 << 20;   // the system's own bundle has some 200 KiB

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ServerTrust)
};

QString day(const QDateTime& time) { return time.toUTC().toString(Qt::ISODate); }

} // namespace

std::expected<QSslConfiguration, Error> trustOf(const Security& security)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!security.caFile.isEmpty()) {
        QFile file(security.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return std::unexpected(Error{"The file of authorities " + security.caFile.toStdString() + " cannot be read: " + file.errorString().toStdString() + "."});
        const auto authorities = QSslCertificate::fromData(file.read(largestFile), QSsl::Pem);
        if (authorities.isEmpty())
            return std::unexpected(Error{"The file of authorities " + security.caFile.toStdString() + " holds no certificate in PEM."});
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + authorities);
    }
    if (security.skipCertificateCheck)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QString certificateFault(const QString& host, const QList<QSslError>& errors)
{
    // One missing authority is reported several times over, and what follows from it tells nothing more.
    QStringList causes;
    bool isUntrusted = false, isSelfSigned = false;
    for (const QSslError& error : errors) {
        switch (error.error()) {
        case QSslError::CertificateExpired:
            causes << Words::tr("it expired on %1; the server needs a new one, or this machine's clock is wrong").arg(day(error.certificate().expiryDate()));
            break;
        case QSslError::CertificateNotYetValid:
            causes << Words::tr("it is not valid before %1; perhaps this machine's clock is wrong").arg(day(error.certificate().effectiveDate()));
            break;
        case QSslError::HostNameMismatch:
            causes << Words::tr("it is for another host (%1); connect by a name that it is for").arg(error.certificate().subjectDisplayName());
            break;
        case QSslError::SelfSignedCertificate:
            isSelfSigned = true;
            break;
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            isUntrusted = true;
            break;
        default:
            causes << error.errorString();
        }
    }
    if (isSelfSigned)
        causes << Words::tr("it is self-signed; if it is the right one, trust it with --ca FILE");
    else if (isUntrusted)
        causes << Words::tr("it comes from an unknown authority; if that is to be trusted, give its certificate with --ca FILE");
    causes.removeDuplicates();
    return Words::tr("The certificate of %1 is not accepted: %2.").arg(host, causes.join(QStringLiteral("; ")));
}

} // namespace weir::client
