#pragma once
#include "server/door/server_certificate.h"
#include "support/certificates.h"
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

/// The certificate of the servers of all histories, in files, as both ends want it. Made once, since that takes longer than a history.
class TestIdentity final {
public:
    static const TestIdentity& ofAll()
    {
        static const TestIdentity identity;
        return identity;
    }

    [[nodiscard]] const QSslConfiguration& serverSide() const { return m_serverSide; }
    [[nodiscard]] QString caFile() const { return m_folder.filePath(QStringLiteral("certificate")); }

private:
    TestIdentity()
    {
        const auto made = certificates::make({});
        write("certificate", made.certificatePem());
        write("key", made.keyPem());
        auto read = weir::server::readCertificate(caFile(), m_folder.filePath(QStringLiteral("key")));
        if (!read)
            qFatal("%s", read.error().text.c_str());
        m_serverSide = std::move(*read);
    }
    void write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("cannot write a test's file");
    }

    QTemporaryDir m_folder;
    QSslConfiguration m_serverSide;
};
