#include "program.h"
#include "support/test_program.h"
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest>

/// weir-server as it is started to serve others.
class tst_WeirServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheLoopbackIsListenedAtUnlessAskedByName();
    void whatIsWrongWithTheOptionsIsSaid_data();
    void whatIsWrongWithTheOptionsIsSaid();
    void aCertificateNeedsItsKey();
    void aSourceThatCannotBeginEndsIt_data();
    void aSourceThatCannotBeginEndsIt();
    void administrationIsServed();
    void eventsAreLinesOfNamesAndValues();
    void whoReadsTheLogMayGo();
};

void tst_WeirServer::onlyTheLoopbackIsListenedAtUnlessAskedByName()
{
    Program refused(QStringLiteral("weir-server"));
    refused.start({QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")});
    QCOMPARE(refused.wait(), 1);
    QVERIFY2(refused.errors().contains("--allow-anyone-to-read"), refused.errors().constData());

    Program asked(QStringLiteral("weir-server"));
    asked.start({QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0"), QStringLiteral("--allow-anyone-to-read")});
    QTRY_VERIFY_WITH_TIMEOUT(asked.output().contains("listening at ws://0.0.0.0:"), 30'000);
    asked.terminate();
    QCOMPARE(asked.wait(), 0);
}

void tst_WeirServer::whatIsWrongWithTheOptionsIsSaid_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("an origin with a path") << QStringLiteral("--allow-origin") << QStringLiteral("https://example.org/page");
    QTest::newRow("no clients") << QStringLiteral("--max-clients") << QStringLiteral("0");
    QTest::newRow("no rate") << QStringLiteral("--max-handshakes") << QStringLiteral("many");
    QTest::newRow("no place") << QStringLiteral("--admin") << QStringLiteral("9090");
}

void tst_WeirServer::whatIsWrongWithTheOptionsIsSaid()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    Program server(QStringLiteral("weir-server"));
    server.start({option, value});
    QCOMPARE(server.wait(), 2);
    QVERIFY2(server.errors().contains(value.toLocal8Bit()), server.errors().constData());
}

void tst_WeirServer::aCertificateNeedsItsKey()
{
    for (const QStringList& options : {QStringList{QStringLiteral("--certificate"), QStringLiteral("/nowhere")},
                                       QStringList{QStringLiteral("--key"), QStringLiteral("/nowhere")}}) {
        Program alone(QStringLiteral("weir-server"));
        alone.start(options);
        QCOMPARE(alone.wait(), 2);
        QVERIFY2(alone.errors().contains("go together"), alone.errors().constData());
    }
    Program missing(QStringLiteral("weir-server"));
    missing.start({QStringLiteral("--certificate"), QStringLiteral("/nowhere"), QStringLiteral("--key"), QStringLiteral("/nowhere")});
    QCOMPARE(missing.wait(), 2);
    QVERIFY2(missing.errors().contains("The certificate file /nowhere cannot be read"), missing.errors().constData());
}

void tst_WeirServer::aSourceThatCannotBeginEndsIt_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("a file that is not there") << QStringLiteral("file:/nowhere/to/be/found.csv") << QByteArray("/nowhere/to/be/found.csv");
    QTest::newRow("events that are not there") << QStringLiteral("events:/nowhere/to/be/found.jsonl") << QByteArray("/nowhere/to/be/found.jsonl");
    QTest::newRow("a folder") << QStringLiteral("file:/usr") << QByteArray("/usr is a folder");
    QTest::newRow("nothing in it") << QStringLiteral("file:/dev/null") << QByteArray("/dev/null");
}

void tst_WeirServer::aSourceThatCannotBeginEndsIt()
{
    QFETCH(QString, source);
    QFETCH(QByteArray, words);
    Program server(QStringLiteral("weir-server"));
    server.start({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--source"), source});
    QCOMPARE(server.wait(), 1);
    QVERIFY2(server.errors().contains("weir-server: ") && server.errors().contains(words), server.errors().constData());
    QVERIFY2(!server.output().contains("listening"), server.output().constData());
}

void tst_WeirServer::administrationIsServed()
{
    Server server(QStringLiteral("synthetic"), {QStringLiteral("--admin"), QStringLiteral("127.0.0.1:0")});
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    static const QRegularExpression address(QStringLiteral("http://[^/]+"));
    const QString base = address.match(QString::fromLocal8Bit(server.program().output())).captured();
    QVERIFY2(!base.isEmpty(), server.program().output().constData());
    QNetworkAccessManager network;
    const auto fetch = [&](const char* path) {
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(QUrl(base + QString::fromLatin1(path)))));
        static_cast<void>(QTest::qWaitFor([&reply] { return reply->isFinished(); }));
        return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
    };
    QTRY_VERIFY(fetch("/healthz") == "alive\n");
    QTRY_VERIFY(fetch("/readyz") == "ready\n");
    QTRY_VERIFY(fetch("/metrics").contains("\nweir_nodes "));
    server.program().terminate();
    QCOMPARE(server.program().wait(), 0);
}

void tst_WeirServer::eventsAreLinesOfNamesAndValues()
{
    Server server(QStringLiteral("synthetic"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    Program tap(QStringLiteral("weir-tap"));
    tap.start({QStringLiteral("--connect"), server.url(), QStringLiteral("--seconds"), QStringLiteral("1")});
    QCOMPARE(tap.wait(), 0);
    static const QRegularExpression connected(QStringLiteral("event=connected peer=127\\.0\\.0\\.1:\\d+ encoding=weir\\.v1\\.bin"));
    static const QRegularExpression closed(QStringLiteral("event=closed peer=127\\.0\\.0\\.1:\\d+ code=1000 reason=bye"));
    QTRY_VERIFY2(server.why().contains(connected) && server.why().contains(closed), qPrintable(server.why()));
    QVERIFY2(server.why().contains(QStringLiteral("event=source_started spec=synthetic")), qPrintable(server.why()));
}

void tst_WeirServer::whoReadsTheLogMayGo()
{
    // Its standard error is a pipe that nobody reads; a line is written for every client that comes and goes.
    QProcess shell;
    shell.start(QStringLiteral("bash"), {QStringLiteral("-c"), QStringLiteral("exec \"$0\" --listen 127.0.0.1:0 2> >(exec true)"), QStringLiteral(WEIR_BIN_DIR "/weir-server")});
    static const QRegularExpression address(QStringLiteral("ws://\\S+/stream"));
    QByteArray printed;
    QTRY_VERIFY_WITH_TIMEOUT(address.match(QString::fromLocal8Bit(printed += shell.readAllStandardOutput())).hasMatch(), 30'000);
    const QString url = address.match(QString::fromLocal8Bit(printed)).captured();
    for (int i = 0; i < 3; ++i) {
        Program tap(QStringLiteral("weir-tap"));
        tap.start({QStringLiteral("--connect"), url, QStringLiteral("--seconds"), QStringLiteral("1")});
        QVERIFY2(tap.wait() == 0, tap.errors().constData());
    }
    QCOMPARE(shell.state(), QProcess::Running);
    shell.terminate();
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
}

WEIR_TEST_IN(QCoreApplication, tst_WeirServer)
#include "tst_weir_server.moc"
