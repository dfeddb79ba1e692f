#include "support/test_program.h"
#include "attacker.h"
#include "conformance/bad_frames.h"
#include "conformance/raw_socket.h"
#include "stage.h"
#include "support/token.h"
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;
using namespace weir::protocol;

namespace {

const QByteArray secret = "0123456789abcdef0123456789abcdef";

QJsonObject claims(std::chrono::seconds life = 600s)
{
    const auto ends = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + life;
    return {{QStringLiteral("aud"), QStringLiteral("weir")},
            {QStringLiteral("exp"), static_cast<qint64>(ends.time_since_epoch().count())},
            {QStringLiteral("weir"), QStringLiteral("steer")}};
}

QJsonObject without(QJsonObject object, const char* name)
{
    object.remove(QLatin1String(name));
    return object;
}

QJsonObject with(QJsonObject object, const char* name, const QJsonValue& value)
{
    object.insert(QLatin1String(name), value);
    return object;
}

} // namespace

/// Whoever is not asked in stays outside, however the words are put, and learns nothing of the graph.
class tst_Intruders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void noTokenButARightOneOpens_data();
    void noTokenButARightOneOpens();
    void noPageFromElsewhereReads_data();
    void noPageFromElsewhereReads();
    void noPageAtAllSteers_data();
    void noPageAtAllSteers();
};

void tst_Intruders::noTokenButARightOneOpens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("opens");
    QTest::newRow("a right one") << token::hs256(secret, claims()) << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("one that nobody signed") << token::unsignedPart("none", claims()) + '.' << false;
    QTest::newRow("one that nobody signed, in other letters") << token::unsignedPart("nOnE", claims()) + '.' << false;
    QTest::newRow("a signature with the empty key") << token::hs256({}, claims()) << false;
    QTest::newRow("a signature with another key") << token::hs256("fedcba9876543210fedcba9876543210", claims()) << false;
    QTest::newRow("a signature of something else")
        << token::unsignedPart("HS256", claims()) + token::hs256(secret, claims(1s)).mid(token::hs256(secret, claims(1s)).lastIndexOf('.'))
        << false;
    QTest::newRow("no signature") << token::unsignedPart("HS256", claims()) + '.' << false;
    QTest::newRow("an algorithm that is not spoken") << token::hs256(secret, claims(), "HS512") << false;
    QTest::newRow("expired") << token::hs256(secret, claims(-1s)) << false;
    QTest::newRow("without an end") << token::hs256(secret, without(claims(), "exp")) << false;
    QTest::newRow("for somebody else") << token::hs256(secret, with(claims(), "aud", QStringLiteral("other"))) << false;
    QTest::newRow("for nobody") << token::hs256(secret, without(claims(), "aud")) << false;
    QTest::newRow("not yet") << token::hs256(secret, with(claims(), "nbf", claims()[QStringLiteral("exp")])) << false;
    QTest::newRow("very long") << QByteArray(40'000, 'a') + '.' + QByteArray(10'000, 'b') + ".c" << false;
}

void tst_Intruders::noTokenButARightOneOpens()
{
    QFETCH(QByteArray, token);
    QFETCH(bool, opens);
    server::StreamServer::Config config;
    config.tokens = access::TokenVerifier::create("HS256 " + secret.toBase64().toStdString(), "weir").value();
    server::StreamServer server(config);
    QVERIFY(server.listen());
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000")));
    for (const bool inHead : {false, true}) {
        if (inHead && token.size() > 10'000)
            continue;   // the handshake's own bound
        RawSocket intruder;
        QVERIFY(intruder.open(server.url(), inHead ? "Authorization: Bearer " + token + "\r\n" : QByteArray()));
        Hello hello = RawClient::usualHello();
        hello.token = inHead ? std::string() : token.toStdString();
        intruder.socket().write(RawSocket::framed(hello));
        if (opens) {
            QVERIFY(attack::turnUntil([&] { return intruder.answer().contains("synthetic:nodes=500"); }));
            continue;
        }
        QVERIFY(attack::turnUntil([&] { return attack::closeCodeIn(intruder.answer()) != 0; }));
        QCOMPARE(attack::closeCodeIn(intruder.answer()), 4001);
        QVERIFY(!intruder.answer().contains("synthetic"));
    }
}

void tst_Intruders::noPageFromElsewhereReads_data()
{
    QTest::addColumn<QByteArray>("origin");
    for (const char* const origin : {"https://example.org", "http://localhost.example.org", "http://127.0.0.1.example.org",
                                     "http://example.org:80#localhost", "null", "http://", "file://", "http://localhost@example.org",
                                     "http://localhost, https://example.org", "HTTPS://EXAMPLE.ORG", "localhost"})
        QTest::newRow(origin) << QByteArray(origin);
}

void tst_Intruders::noPageFromElsewhereReads()
{
    QFETCH(QByteArray, origin);
    attack::Stage stage;
    RawSocket page;
    QVERIFY(page.open(stage.server.url(), "Origin: " + origin + "\r\n"));
    page.socket().write(RawSocket::framed(RawClient::usualHello()));
    QVERIFY(attack::turnUntil([&] { return attack::closeCodeIn(page.answer()) == 4001; }));
    QVERIFY(!page.answer().contains("synthetic"));
    QVERIFY(stage.framesUntilAnswered());
}

void tst_Intruders::noPageAtAllSteers_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("of this machine") << QByteArray("http://localhost:3000");
    QTest::newRow("an empty one") << QByteArray();
}

void tst_Intruders::noPageAtAllSteers()
{
    QFETCH(QByteArray, origin);
    attack::Stage stage;
    const Epoch epoch = stage.server.host().epoch();
    RawSocket page;
    QVERIFY(page.open(stage.server.url(), "Origin: " + origin + "\r\n"));
    page.socket().write(RawSocket::framed(RawClient::usualHello()) + RawSocket::framed(Steer{"file:/etc/passwd", {}, {}}));
    QVERIFY(attack::turnUntil([&] { return page.answer().contains("does not let clients steer"); }));
    QCOMPARE(stage.server.host().epoch(), epoch);
    QVERIFY(stage.followerIsUnharmed());
}

WEIR_TEST_IN(QCoreApplication, tst_Intruders)
#include "tst_intruders.moc"
