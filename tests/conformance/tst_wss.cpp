#include "raw_client.h"
#include "raw_socket.h"
#include "server/door/server_certificate.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/certificates.h"
#include "support/sanitizer_slowdown.h"
#include "support/test_program.h"
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslSocket>
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::protocol;
using certificates::Identity;

/// A server with a certificate speaks TLS, clients believe it only with reason, and what a slow one leaves is bounded as without.
class tst_Wss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void cleanup() { m_server.reset(); }
    void aStreamEndsInSync_data();
    void aStreamEndsInSync();
    void aCertificateWithoutReasonIsRefused_data();
    void aCertificateWithoutReasonIsRefused();
    void theFlagBelievesAnyCertificate();
    void aSelfSignedCertificateThatIsTrustedIsBelieved();
    void aFileOfAuthoritiesThatCannotBeUsedIsNamed();
    void whoSpeaksNoTlsIsToldOfTheOtherScheme();
    void whoSpeaksTlsToAPlainServerIsToldOfTheOtherScheme();
    void aTlsHandshakeThatNeverEndsIsEnded();
    void aClientThatReadsNothingHoldsSoMuch();
    void filesThatAreNoUseAreNamed_data();
    void filesThatAreNoUseAreNamed();

private:
    QString write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("cannot write a test's file");
        return file.fileName();
    }
    void serve(const Identity& identity, server::StreamServer::Config config = {}, const QString& source = QStringLiteral("synthetic:nodes=500,edges=900,rate=2000"))
    {
        auto tls = server::readCertificate(write("certificate", identity.certificatePem()), write("key", identity.keyPem()));
        QVERIFY2(tls, tls ? "" : tls.error().text.c_str());
        config.tls = *tls;
        m_server = std::make_unique<server::StreamServer>(config);
        QVERIFY(m_server->listen());
        QVERIFY(m_server->startSource(source));
        QCOMPARE(m_server->url().scheme(), QStringLiteral("wss"));
    }
    /// What a client that may come back says when it does not.
    static QString refusalOf(const QUrl& url, const client::Security& security)
    {
        stream::StreamClient::Config config;
        config.security = security;
        stream::StreamClient client(config);
        QSignalSpy closed(&client, &stream::StreamClient::closed);
        client.open(url);
        if (!QTest::qWaitFor([&] { return !closed.isEmpty(); }) || client.stats(Clock::now()).retryInSeconds)
            return QStringLiteral("not refused");
        return closed[0][0].toString();
    }
    static QString firstFaultOf(const QUrl& url)
    {
        stream::StreamClient::Config config;
        config.reconnect = false;
        stream::StreamClient client(config);
        QSignalSpy closed(&client, &stream::StreamClient::closed);
        client.open(url);
        return QTest::qWaitFor([&] { return !closed.isEmpty(); }, 15'000) ? closed[0][0].toString() : QStringLiteral("not closed");
    }
    static void compareInSync(const QUrl& url, const client::Security& security, Encoding encoding = Encoding::Binary)
    {
        stream::StreamClient::Config config;
        config.encoding = encoding;
        config.reconnect = false;
        config.security = security;
        stream::StreamClient client(config);
        QSignalSpy closed(&client, &stream::StreamClient::closed);
        client.open(url);
        QTRY_VERIFY2_WITH_TIMEOUT(client.stats(Clock::now()).inSync == true, closed.isEmpty() ? "" : qPrintable(closed[0][0].toString()), 30'000);
        const Tick tick = client.stats(Clock::now()).appliedTick;
        QTRY_VERIFY(client.stats(Clock::now()).appliedTick > tick + 20 && client.stats(Clock::now()).inSync == true);
        QCOMPARE(client.stats(Clock::now()).faults, 0ULL);
    }

    QTemporaryDir m_folder;
    Identity m_authority = certificates::make({nullptr});
    std::unique_ptr<server::StreamServer> m_server;
};

void tst_Wss::aStreamEndsInSync_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("binary") << Encoding::Binary;
    QTest::newRow("JSON") << Encoding::Json;
}

void tst_Wss::aStreamEndsInSync()
{
    QFETCH(Encoding, encoding);
    serve(certificates::make({.issuer = &m_authority}));
    client::Security security;
    security.caFile = write("authorities", m_authority.certificatePem());
    compareInSync(m_server->url(), security, encoding);
    QTRY_COMPARE(m_server->clientCount(), std::size_t{0});
}

void tst_Wss::aCertificateWithoutReasonIsRefused_data()
{
    QTest::addColumn<Identity>("identity");
    QTest::addColumn<bool>("withAuthority");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const Identity& identity, bool withAuthority, const char* words) {
        QTest::newRow(name) << identity << withAuthority << QString::fromLatin1(words);
    };
    row("self-signed", certificates::make({}), false, "self-signed");
    row("self-signed, another authority trusted", certificates::make({}), true, "self-signed");
    row("of an unknown authority", certificates::make({.issuer = &m_authority}), false, "unknown authority");
    row("expired", certificates::make({.from = -48h, .to = -24h, .issuer = &m_authority}), true, "it expired on 2");
    row("not yet valid", certificates::make({.from = 24h, .to = 48h, .issuer = &m_authority}), true, "not valid before 2");
    row("of another host", certificates::make({.names = "DNS:elsewhere.example", .issuer = &m_authority}), true, "for another host");
}

void tst_Wss::aCertificateWithoutReasonIsRefused()
{
    QFETCH(Identity, identity);
    QFETCH(bool, withAuthority);
    QFETCH(QString, words);
    serve(identity);
    client::Security security;
    if (withAuthority)
        security.caFile = write("authorities", m_authority.certificatePem());
    const QString refusal = refusalOf(m_server->url(), security);
    QVERIFY2(refusal.contains(words) && refusal.contains(QStringLiteral("certificate of 127.0.0.1")), qPrintable(refusal));
    QCOMPARE(m_server->clientCount(), std::size_t{0});
}

void tst_Wss::theFlagBelievesAnyCertificate()
{
    serve(certificates::make({.names = "DNS:elsewhere.example", .from = -48h, .to = -24h}));
    client::Security security;
    security.skipCertificateCheck = true;
    compareInSync(m_server->url(), security);
}

void tst_Wss::aSelfSignedCertificateThatIsTrustedIsBelieved()
{
    const Identity identity = certificates::make({});
    serve(identity);
    client::Security security;
    security.caFile = write("authorities", identity.certificatePem());
    compareInSync(m_server->url(), security);
}

void tst_Wss::aFileOfAuthoritiesThatCannotBeUsedIsNamed()
{
    serve(certificates::make({}));
    client::Security security;
    security.caFile = m_folder.filePath(QStringLiteral("nowhere"));
    QVERIFY(refusalOf(m_server->url(), security).contains(security.caFile + QStringLiteral(" cannot be read")));
    security.caFile = write("authorities", "nonsense");
    QVERIFY(refusalOf(m_server->url(), security).contains(security.caFile + QStringLiteral(" holds no certificate")));
}

void tst_Wss::whoSpeaksNoTlsIsToldOfTheOtherScheme()
{
    serve(certificates::make({}));
    QUrl url = m_server->url();
    url.setScheme(QStringLiteral("ws"));
    const QString fault = firstFaultOf(url);
    QVERIFY2(fault.contains(QStringLiteral("begins with wss://")), qPrintable(fault));
    QTRY_COMPARE(m_server->figures(Clock::now()).turnedAway, 1ULL);
    client::Security security;
    security.skipCertificateCheck = true;
    compareInSync(m_server->url(), security);
}

void tst_Wss::whoSpeaksTlsToAPlainServerIsToldOfTheOtherScheme()
{
    server::StreamServer::Config config;
    config.handshakeTimeout = 400ms;
    m_server = std::make_unique<server::StreamServer>(config);
    QVERIFY(m_server->listen());
    QUrl url = m_server->url();
    url.setScheme(QStringLiteral("wss"));
    const QString fault = firstFaultOf(url);
    QVERIFY2(fault.contains(QStringLiteral("begins with ws://")), qPrintable(fault));
}

void tst_Wss::aTlsHandshakeThatNeverEndsIsEnded()
{
    server::StreamServer::Config config;
    config.handshakeTimeout = 400ms;
    serve(certificates::make({}), config);
    RawSocket silent;
    silent.connectTo(m_server->url());
    QTRY_VERIFY(silent.socket().state() == QAbstractSocket::ConnectedState);
    silent.socket().write("\x16\x03\x01", 3);   // the beginning of a greeting
    QTRY_VERIFY(silent.closed());
    QTRY_COMPARE(m_server->figures(Clock::now()).turnedAway, 1ULL);
}

void tst_Wss::aClientThatReadsNothingHoldsSoMuch()
{
    serve(certificates::make({}), {}, QStringLiteral("synthetic:nodes=100000,edges=300000,rate=%1").arg(200'000 / sanitizerSlowdown));
    QSslSocket deaf;
    deaf.setPeerVerifyMode(QSslSocket::VerifyNone);
    deaf.connectToHostEncrypted(m_server->url().host(), static_cast<quint16>(m_server->url().port()));
    QTRY_VERIFY(deaf.isEncrypted());
    deaf.write(RawSocket::handshake());
    QTRY_VERIFY(deaf.bytesAvailable() > 0);
    deaf.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    deaf.setReadBufferSize(4096);
    Hello hello = RawClient::usualHello();
    hello.grant = {100'000, 64U << 20};
    deaf.write(RawSocket::framed(hello));
    std::uint64_t most = 0;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] { most = std::max(most, m_server->unsentBytes()); });
    look.start(5ms);
    QTRY_VERIFY2_WITH_TIMEOUT(most >= server::maxBacklogBytes, std::to_string(most).c_str(), 20'000);
    const auto ticks = m_server->figures(Clock::now()).ticks;
    QTRY_VERIFY(m_server->figures(Clock::now()).ticks > ticks + 100);
    // One message, with what encryption adds, may come on top of the bound.
    QVERIFY2(most <= server::maxBacklogBytes + (2U << 20), std::to_string(most).c_str());
    client::Security security;
    security.skipCertificateCheck = true;
    compareInSync(m_server->url(), security);   // meanwhile another one is served
}

void tst_Wss::filesThatAreNoUseAreNamed_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("words");
    const Identity one = certificates::make({}), other = certificates::make({});
    const auto row = [](const char* name, const QByteArray& certificate, const QByteArray& key, const char* words) {
        QTest::newRow(name) << certificate << key << QString::fromLatin1(words);
    };
    row("no certificate", "nonsense", one.keyPem(), "certificate holds no certificate");
    row("key and certificate the wrong way round", one.keyPem(), one.certificatePem(), "certificate holds no certificate");
    row("no key", one.certificatePem(), "nonsense", "key holds no private key");
    row("an encrypted key", one.certificatePem(), one.encryptedKeyPem(), "key is encrypted");
    row("another's key", one.certificatePem(), other.keyPem(), "key holds a key that is not that of the certificate");
}

void tst_Wss::filesThatAreNoUseAreNamed()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QString, words);
    const QString certificateFile = write("certificate", certificate), keyFile = write("key", key);
    const auto read = server::readCertificate(certificateFile, keyFile);
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().text).contains(words), read.error().text.c_str());
    const auto missing = server::readCertificate(m_folder.filePath(QStringLiteral("nowhere")), keyFile);
    QVERIFY(!missing && missing.error().text.find("nowhere cannot be read") != std::string::npos);
}

WEIR_TEST_IN(QCoreApplication, tst_Wss)
#include "tst_wss.moc"
