#include "program.h"
#include "support/test_program.h"

#include <QtGui/QGuiApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtNetwork/QTcpServer>
#include <QtTest>
#include <set>

/// The desktop program, started as people start it: what it draws, what it prints, how it ends.
class tst_WeirWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongWordsAreRefused_data();
    void wrongWordsAreRefused();
    void theGraphIsInThePicture_data();
    void theGraphIsInThePicture();
    void aFileAndATimeAreEnough();
    void theStatsObjectHasEveryField();
    void aPauseOnTheCommandLineEndsInSync();
    void itFollowsAServerOfItsOwnOrAnother();
    void aServerThatIsNotThereIsSaidInTheWindow();
    void aPictureThatCannotBeWrittenIsAnError();
    void aPictureWithoutTheGraphIsAWarning_data();
    void aPictureWithoutTheGraphIsAWarning();
    void itEndsCleanlyWhileAGraphIsLoading();

private:
    [[nodiscard]] QString file(const char* name) const { return m_directory.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_directory;
};

namespace {

QStringList words(std::initializer_list<const char*> words)
{
    QStringList list;
    for (const char* word : words)
        list << QString::fromLatin1(word);
    return list;
}

// How many colours there are where the graph is drawn: an empty picture has one.
std::size_t coloursIn(const QImage& image, const QRect& area)
{
    std::set<QRgb> colours;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            colours.insert(image.pixel(x, y));
    }
    return colours.size();
}

} // namespace

void tst_WeirWindow::wrongWordsAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("a size that is none") << words({"--size", "large"}) << QByteArray("WIDTHxHEIGHT");
    QTest::newRow("a size too small") << words({"--size", "320x200"}) << QByteArray("960x600");
    QTest::newRow("a theme there is not") << words({"--theme", "blue"}) << QByteArray("light, dark, system");
    QTest::newRow("a source nobody would serve")
        << words({"--connect", "ws://127.0.0.1:9", "--source", "proc"}) << QByteArray("--source");
}

void tst_WeirWindow::wrongWordsAreRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, word);
    Program weir(QStringLiteral("weir"));
    weir.start(arguments);
    QCOMPARE(weir.wait(), 2);
    QVERIFY2(weir.errors().contains(word), weir.errors().constData());
}

void tst_WeirWindow::theGraphIsInThePicture_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QColor>("ground");
    QTest::newRow("dark") << QStringLiteral("dark") << QColor(0x0f, 0x13, 0x18);
    QTest::newRow("light") << QStringLiteral("light") << QColor(0xf7, 0xf8, 0xfa);
}

void tst_WeirWindow::theGraphIsInThePicture()
{
    QFETCH(QString, theme);
    QFETCH(QColor, ground);
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=300,edges=600", "--after", "3", "--size", "1280x800", "--screenshot"})
               << file("graph.png") << QStringLiteral("--theme") << theme);
    QCOMPARE(weir.wait(), 0);
    const QImage image(file("graph.png"));
    QCOMPARE(image.size(), QSize(1280, 800));
    QCOMPARE(image.pixelColor(44, 60), ground);   // beside the tool strip
    QVERIFY(coloursIn(image, QRect(100, 100, 600, 600)) > 20);
}

void tst_WeirWindow::aFileAndATimeAreEnough()
{
    QFile edges(file("edges.csv"));
    QVERIFY(edges.open(QIODevice::WriteOnly));
    edges.write("a,b\nb,c\nc,a\n");
    edges.close();
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_directory.path()));
    Program weir(QStringLiteral("weir"));
    weir.start(words({"edges.csv", "--after", "1", "--stats", "-"}));
    const int status = weir.wait();
    QVERIFY(QDir::setCurrent(before));
    QVERIFY2(status == 0, weir.errors().constData());
    QCOMPARE(weir.objects().constLast().value(QLatin1String("nodes")).toInt(), 3);
    QVERIFY(!QImage(file("weir.png")).isNull());
}

void tst_WeirWindow::theStatsObjectHasEveryField()
{
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=300,edges=600,churn=0", "--after", "5", "--stats", "-", "--screenshot"})
               << file("stats.png"));
    QCOMPARE(weir.wait(), 0);
    const QList<QJsonObject> objects = weir.objects();
    QVERIFY(!objects.isEmpty());
    const QJsonObject last = objects.last();
    for (const char* name :
         {"server_tick", "applied_tick", "shown_tick", "queue_messages", "queue_bytes", "credits_messages", "credits_bytes",
          "window", "window_messages", "window_bytes", "nodes", "edges", "snapshots_applied", "deltas_applied", "changes_applied", "changes_per_s", "messages_per_s",
          "bytes_per_s", "latency_ms_p50", "latency_ms_p99", "in_sync", "state", "drain_paused", "frame_ms_p50",
          "frame_ms_p95", "shown_nodes", "shown_edges", "picture_age_ms", "drawn_share",
          "node_share", "edge_share", "layout_active", "layout_paused", "device"})
        QVERIFY2(last.contains(QLatin1String(name)), name);
    QCOMPARE(last[QLatin1String("state")].toString(), QStringLiteral("live"));
    QCOMPARE(last[QLatin1String("nodes")].toInt(), 300);
    QCOMPARE(last[QLatin1String("shown_nodes")].toInt(), 300);
    QVERIFY(last[QLatin1String("shown_tick")].toInt() > 0);
    QCOMPARE(last[QLatin1String("drawn_share")].toDouble(), 1.0);
    QVERIFY(last[QLatin1String("picture_age_ms")].toDouble(-1) >= 0);
}

void tst_WeirWindow::aPauseOnTheCommandLineEndsInSync()
{
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=300,edges=600", "--pause-at", "2", "--resume-at", "5", "--after", "9",
                      "--stats", "-", "--screenshot"})
               << file("pause.png"));
    QCOMPARE(weir.wait(), 0);
    bool wasPaused = false;
    for (const QJsonObject& object : weir.objects()) {
        if (object[QLatin1String("state")] == QLatin1String("paused"))
            wasPaused = object[QLatin1String("drain_paused")].toBool();
    }
    QVERIFY(wasPaused);
    const QJsonObject last = weir.objects().last();
    QCOMPARE(last[QLatin1String("state")].toString(), QStringLiteral("live"));
    QCOMPARE(last[QLatin1String("in_sync")], QJsonValue(true));
}

void tst_WeirWindow::itFollowsAServerOfItsOwnOrAnother()
{
    Server server(QStringLiteral("synthetic:nodes=70,edges=90,churn=0"));
    QVERIFY2(!server.url().isEmpty(), qPrintable(server.why()));
    for (const bool json : {false, true}) {
        Program weir(QStringLiteral("weir"));
        QStringList arguments = words({"--after", "4", "--stats", "-", "--screenshot"});
        arguments << file("other.png") << QStringLiteral("--connect") << server.url();
        if (json)
            arguments << QStringLiteral("--json");
        weir.start(arguments);
        QCOMPARE(weir.wait(), 0);
        QVERIFY(!weir.objects().isEmpty());
        QCOMPARE(weir.objects().last()[QLatin1String("nodes")].toInt(), 70);
    }
}

void tst_WeirWindow::aServerThatIsNotThereIsSaidInTheWindow()
{
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const quint16 port = placeholder.serverPort();
    placeholder.close();
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--after", "3", "--stats", "-", "--screenshot"})
               << file("refused.png") << QStringLiteral("--connect") << QStringLiteral("ws://127.0.0.1:%1").arg(port));
    QCOMPARE(weir.wait(), 0);
    QVERIFY(!QImage(file("refused.png")).isNull());
    const QJsonObject last = weir.objects().last();
    QVERIFY(last[QLatin1String("state")] == QLatin1String("reconnecting")
            || last[QLatin1String("state")] == QLatin1String("connecting"));
    QCOMPARE(last[QLatin1String("nodes")].toInt(), 0);
}

void tst_WeirWindow::aPictureThatCannotBeWrittenIsAnError()
{
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=30,edges=60", "--after", "1", "--screenshot", "/no/such/folder/a.png"}));
    QCOMPARE(weir.wait(), 1);
    QVERIFY(weir.errors().contains("/no/such/folder/a.png"));
}

void tst_WeirWindow::aPictureWithoutTheGraphIsAWarning_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("a renderer without a graphics interface") << QByteArray("QT_QUICK_BACKEND") << QByteArray("software");
    QTest::newRow("a driver that is too old") << QByteArray("MESA_GL_VERSION_OVERRIDE") << QByteArray("2.1");
}

void tst_WeirWindow::aPictureWithoutTheGraphIsAWarning()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    qputenv(name.constData(), value);
    const auto restore = qScopeGuard([&name] { qunsetenv(name.constData()); });
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=30,edges=60", "--after", "2", "--screenshot"}) << file("plain.png"));
    QCOMPARE(weir.wait(), 0);
    QVERIFY2(weir.errors().contains("plain.png shows no graph"), weir.errors().constData());
    // Words stand where the graph would be.
    const QImage picture(file("plain.png"));
    QVERIFY(!picture.isNull());
    QVERIFY(coloursIn(picture, QRect(picture.width() / 4, picture.height() / 3, picture.width() / 4, picture.height() / 3)) > 4);
}

void tst_WeirWindow::itEndsCleanlyWhileAGraphIsLoading()
{
    Program weir(QStringLiteral("weir"));
    weir.start(words({"--source", "synthetic:nodes=200000,edges=600000", "--after", "600", "--screenshot"})
               << file("never.png") << QStringLiteral("--stats") << file("loading.json"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile(file("loading.json")).size() > 0, 30'000);
    weir.terminate();
    QCOMPARE(weir.wait(), 0);
}

WEIR_TEST_IN(QGuiApplication, tst_WeirWindow)
#include "tst_weir_window.moc"
