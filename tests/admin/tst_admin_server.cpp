#include "admin/admin_server.h"
#include "server/door/stream_server.h"
#include "stream/stream_client.h"
#include "support/test_program.h"
#include "support/scripted_source.h"
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest>

using namespace std::chrono_literals;
using namespace weir;

class tst_AdminServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void beforeTheFirstFiguresNothingIsWell();
    void aServerThatLivesIsHealthyAndSoonReady();
    void aServerIsNotReadyWhileItsFirstGraphIsRead();
    void figuresThatGrewOldAreNoSignOfLife();
    void theFiguresAreThoseOfTheServer();
    void otherPathsAndMethodsAreNotServed();
    void onlyItsHeadIsReadOfARequest();
    void whatIsNoRequestIsToldSo_data();
    void whatIsNoRequestIsToldSo();
    void whoAsksNothingIsSentAwayAndMakesRoom();
    void aPortInUseIsAnErrorInWords();

private:
    struct Answer {
        int status = 0;
        QByteArray text, type;
    };
    Answer fetch(quint16 port, const QString& path, const QByteArray& method = "GET");

    QNetworkAccessManager m_network;
};

tst_AdminServer::Answer tst_AdminServer::fetch(quint16 port, const QString& path, const QByteArray& method)
{
    const std::unique_ptr<QNetworkReply> reply(
        m_network.sendCustomRequest(QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(path))), method));
    if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->header(QNetworkRequest::ContentTypeHeader).toByteArray()};
}

void tst_AdminServer::beforeTheFirstFiguresNothingIsWell()
{
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    for (const char* path : {"/healthz", "/readyz", "/metrics"})
        QCOMPARE(fetch(*port, QString::fromLatin1(path)).status, 503);
}

void tst_AdminServer::aServerThatLivesIsHealthyAndSoonReady()
{
    server::StreamServer server({});
    QVERIFY(server.listen());
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    admin.publish(server.figures(Clock::now()));
    QCOMPARE(fetch(*port, QStringLiteral("/healthz")).status, 200);
    const Answer early = fetch(*port, QStringLiteral("/readyz"));
    QCOMPARE(early.status, 503);
    QVERIFY(early.text.contains("no snapshot"));
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000")));
    QTRY_VERIFY((admin.publish(server.figures(Clock::now())), fetch(*port, QStringLiteral("/readyz")).status == 200));
}

void tst_AdminServer::aServerIsNotReadyWhileItsFirstGraphIsRead()
{
    server::StreamServer server({});
    QVERIFY(server.listen());
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    const auto script = std::make_shared<Script>();
    server.startSource(std::make_unique<ScriptedSource>(graph::Schema{}, script), QStringLiteral("scripted"));
    QTRY_VERIFY(server.figures(Clock::now()).snapshotAgeSeconds.has_value());
    admin.publish(server.figures(Clock::now()));
    const Answer early = fetch(*port, QStringLiteral("/readyz"));
    QCOMPARE(early.status, 503);
    QVERIFY2(early.text.contains("reading"), early.text.constData());
    script->whole();
    QTRY_VERIFY((admin.publish(server.figures(Clock::now())), fetch(*port, QStringLiteral("/readyz")).status == 200));
}

void tst_AdminServer::figuresThatGrewOldAreNoSignOfLife()
{
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    server::ServerFigures figures;
    figures.made = Clock::now() - admin::AdminServer::signOfLifeWithin;
    figures.snapshotAgeSeconds = 0.1;
    admin.publish(figures);
    QCOMPARE(fetch(*port, QStringLiteral("/healthz")).status, 503);
    QCOMPARE(fetch(*port, QStringLiteral("/readyz")).status, 503);
    QCOMPARE(fetch(*port, QStringLiteral("/metrics")).status, 200);   // what was known last is still worth reading
    figures.made = Clock::now();
    admin.publish(figures);
    QCOMPARE(fetch(*port, QStringLiteral("/healthz")).status, 200);
}

void tst_AdminServer::theFiguresAreThoseOfTheServer()
{
    server::StreamServer server({});
    QVERIFY(server.listen());
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=500,edges=900,rate=2000")));
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    const auto metric = [&](const char* name) {
        admin.publish(server.figures(Clock::now()));
        const Answer answer = fetch(*port, QStringLiteral("/metrics"));
        if (answer.status != 200 || !answer.type.startsWith("text/plain; version=0.0.4"))
            return -1.0;
        const auto lines = answer.text.split('\n');
        const auto line = std::ranges::find_if(lines, [name](const QByteArray& one) { return one.startsWith(QByteArray(name) + ' '); });
        return line == lines.end() ? -1.0 : line->mid(line->indexOf(' ') + 1).toDouble();
    };
    {
        stream::StreamClient::Config config;
        config.windowMessages = 4;
        config.windowBytes = 4U << 20;
        stream::StreamClient client(config);
        client.open(server.url());
        QTRY_VERIFY(client.stats(Clock::now()).inSync == true);
        QCOMPARE(metric("weir_clients"), 1.0);
        QVERIFY(metric("weir_sent_bytes_total") >= static_cast<double>(client.stats(Clock::now()).bytesReceived));
        QCOMPARE(metric("weir_catch_ups_total{path=\"snapshot\"}"), 1.0);
        client.steer({"nonsense", {}, {}});
        QTRY_COMPARE(metric("weir_steers_refused_total"), 1.0);
        // A client that applies nothing leaves its session without credit, and changes pending.
        client.setDrainPaused(true);
        QTRY_VERIFY(metric("weir_credit_starved_seconds_total") > 0.1);
        QVERIFY(metric("weir_pending_changes") > 0);
        QVERIFY(metric("weir_unacknowledged_bytes") > 0);
        const double merged = metric("weir_merged_changes_total");
        client.setDrainPaused(false);
        QTRY_VERIFY(metric("weir_merged_changes_total") > merged);
    }
    QTRY_COMPARE(metric("weir_clients"), 0.0);
    QCOMPARE(metric("weir_closes_total{code=\"1000\"}"), 1.0);
    QVERIFY(metric("weir_sent_bytes_total") > 0);   // who is gone still counts
    QVERIFY(metric("weir_ticks_total") > 0);
    QVERIFY(metric("weir_snapshot_age_seconds") >= 0);
    const double changes = metric("weir_changes_total");
    QVERIFY(server.startSource(QStringLiteral("synthetic:nodes=10,edges=10,rate=0")));
    QVERIFY(metric("weir_changes_total") >= changes);
    QCOMPARE(metric("weir_epochs_total"), 2.0);
}

void tst_AdminServer::otherPathsAndMethodsAreNotServed()
{
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    admin.publish({});
    for (const char* path : {"/", "/stream", "/metrics/../etc/passwd", "/metricsx"})
        QCOMPARE(fetch(*port, QString::fromLatin1(path)).status, 404);
    QVERIFY(fetch(*port, QStringLiteral("/metrics"), "POST").status >= 400);
}

void tst_AdminServer::onlyItsHeadIsReadOfARequest()
{
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    admin.publish({});
    // Whatever follows the head, and however much of it is claimed, the answer comes at once and the connection ends.
    QTcpSocket asker;
    asker.connectToHost(QHostAddress::LocalHost, *port);
    asker.write("HEAD /metrics HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 300000000\r\n\r\n");
    QByteArray answer;
    QTRY_VERIFY((answer += asker.readAll(), asker.state() == QAbstractSocket::UnconnectedState));
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.constData());
    QVERIFY(answer.endsWith("\r\n\r\n"));   // HEAD has no text
}

void tst_AdminServer::whatIsNoRequestIsToldSo_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("another language") << QByteArray("EHLO example.org\r\n\r\n");
    QTest::newRow("two readings") << QByteArray("GET /healthz HTTP/1.1\r\nContent-Length : 3\r\n\r\n");
    QTest::newRow("a head without an end") << QByteArray("GET /healthz HTTP/1.1\r\nX: ") + QByteArray(admin::AdminServer::maxHeadBytes, 'x');
}

void tst_AdminServer::whatIsNoRequestIsToldSo()
{
    QFETCH(QByteArray, request);
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    QTcpSocket asker;
    asker.connectToHost(QHostAddress::LocalHost, *port);
    asker.write(request);
    QByteArray answer;
    QTRY_VERIFY((answer += asker.readAll(), asker.state() == QAbstractSocket::UnconnectedState));
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
}

void tst_AdminServer::whoAsksNothingIsSentAwayAndMakesRoom()
{
    admin::AdminServer admin(400ms);
    const auto port = admin.start(QHostAddress::LocalHost, 0);
    QVERIFY(port);
    server::ServerFigures figures;
    figures.made = Clock::now() + 1h;   // it stays alive however long this takes
    admin.publish(figures);
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    const auto gone = [&silent] { return static_cast<std::size_t>(std::ranges::count_if(silent, [](const auto& one) { return one->state() == QAbstractSocket::UnconnectedState; })); };
    for (std::size_t i = 0; i < 2 * admin::AdminServer::mostConnections; ++i) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress::LocalHost, *port);
        QVERIFY(silent.back()->waitForConnected());
        silent.back()->write("GET /healthz HTTP/1.1\r\n");
    }
    QTRY_VERIFY(gone() >= admin::AdminServer::mostConnections);   // those for whom there was no room
    QTRY_COMPARE(gone(), silent.size());                          // and the others, who did not ask in time
    QCOMPARE(fetch(*port, QStringLiteral("/healthz")).status, 200);
}

void tst_AdminServer::aPortInUseIsAnErrorInWords()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    admin::AdminServer admin;
    const auto port = admin.start(QHostAddress::LocalHost, other.serverPort());
    QVERIFY(!port);
    QVERIFY(port.error().text.find(std::to_string(other.serverPort())) != std::string::npos);
}

WEIR_TEST_IN(QCoreApplication, tst_AdminServer)
#include "tst_admin_server.moc"
