#include "joined_window.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

/// The stream's room joined to a real stream: what is shown, paused, steered and remembered.
class tst_StreamFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_joined = std::make_unique<JoinedWindow>(); }
    void cleanup() { m_joined.reset(); }

    void aSourceIsShownAndFollowed();
    void aPauseHoldsTheGraphAndAResumeCatchesUp();
    void anotherSourceReplacesTheGraphOnTheSameConnection();
    void theRateCanBeChangedWhileItRuns();
    void aWrongSpecIsReported();
    void aFileThatIsNotThereHasFailedAndCanBeTriedAgain();
    void aFileThatIsNotThereLeavesTheGraphThatIsShown();
    void aServerThatIsNotThereRefuses();
    void aRefusalAfterALiveStreamIsNoLoss();
    void stoppingTheServerClosesTheStream();
    void aWindowThatNobodySeesAsksForLess();
    void theCreditWindowIsWhatTheSettingsSay();
    void theWindowRemembersWhatWasChosenInIt();

private:
    [[nodiscard]] WindowModels& models() { return m_joined->models; }
    [[nodiscard]] Phase phase() { return models().stream.phase(); }

    std::unique_ptr<JoinedWindow> m_joined;
};

void tst_StreamFeed::aSourceIsShownAndFollowed()
{
    QCOMPARE(phase(), Phase::NeverConnected);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QCOMPARE(phase(), Phase::Connecting);
    QVERIFY(models().stream.embedded());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{50}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().inSync, std::optional(true), patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.steerable(), patience);
    QVERIFY(models().stream.title().endsWith(QLatin1String("50 nodes")));
}

void tst_StreamFeed::aPauseHoldsTheGraphAndAResumeCatchesUp()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    models().stream.togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().serverTick > models().stream.stats().appliedTick + 20, patience);
    QVERIFY(models().stream.chip().startsWith(QLatin1String("PAUSED, ")));
    const Tick held = models().stream.stats().appliedTick;
    models().stream.togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().appliedTick > held, patience);
}

void tst_StreamFeed::anotherSourceReplacesTheGraphOnTheSameConnection()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.steerable(), patience);
    const QString address = models().stream.address();
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=80,edges=90,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{80}, patience);
    QCOMPARE(models().stream.address(), address);
}

void tst_StreamFeed::theRateCanBeChangedWhileItRuns()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,rate=10"));
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.steerable(), patience);
    models().stream.setRate(4000);
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.rate(), 4000.0, patience);
    models().stream.setSourceRunning(false);
    QTRY_VERIFY_WITH_TIMEOUT(!models().stream.sourceRunning(), patience);
}

void tst_StreamFeed::aWrongSpecIsReported()
{
    m_joined->controller.stream().showSource(QStringLiteral("oracle"));
    QVERIFY2(models().stream.notice().contains(QLatin1String("oracle")), qPrintable(models().stream.notice()));
    QCOMPARE(models().stream.noticeTone(), Tone::Bad);
    QVERIFY(!models().stream.embeddedRunning());
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QVERIFY(models().stream.notice().isEmpty());
}

void tst_StreamFeed::aFileThatIsNotThereHasFailedAndCanBeTriedAgain()
{
    const QString path = m_joined->directory.filePath(QStringLiteral("late.csv"));
    m_joined->controller.stream().showSource(QStringLiteral("file:") + path);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Failed, patience);
    QCOMPARE(models().stream.chip(), QStringLiteral("FAILED"));
    QVERIFY2(models().stream.emptyText().contains(path), qPrintable(models().stream.emptyText()));
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.remedies().size(), qsizetype{2}, patience);   // another source, or this one again
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("source,target\na,b\n");
    file.close();
    models().stream.help(static_cast<int>(Remedy::TryAgain));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Finished, patience);
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{2}, patience);
    QCOMPARE(models().stream.chip(), QStringLiteral("ALL OF IT IS HERE"));
    QCOMPARE(models().stream.sourceState(), QStringLiteral("finished"));
}

void tst_StreamFeed::aFileThatIsNotThereLeavesTheGraphThatIsShown()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.steerable(), patience);
    m_joined->controller.stream().showSource(QStringLiteral("file:/nowhere/to/be/found.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.notice().contains(QLatin1String("/nowhere/to/be/found.csv")), patience);
    QCOMPARE(phase(), Phase::Live);
    QCOMPARE(models().stream.stats().nodes, std::uint64_t{50});
}

void tst_StreamFeed::aServerThatIsNotThereRefuses()
{
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const quint16 port = placeholder.serverPort();
    placeholder.close();
    QVERIFY(models().stream.connectTo(QStringLiteral("127.0.0.1:%1").arg(port)).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Refused, patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.emptyText().contains(QLatin1String("refused")), patience);
    models().stream.disconnectFromServer();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Closed, patience);
}

void tst_StreamFeed::aRefusalAfterALiveStreamIsNoLoss()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const quint16 port = placeholder.serverPort();
    placeholder.close();
    models().stream.connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
    QCOMPARE(phase(), Phase::Connecting);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Refused, patience);
}

void tst_StreamFeed::stoppingTheServerClosesTheStream()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    models().stream.stopEmbedded();
    QVERIFY(!models().stream.embeddedRunning());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Closed, patience);
    models().stream.startEmbedded(QStringLiteral("synthetic:nodes=60,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
}

void tst_StreamFeed::aWindowThatNobodySeesAsksForLess()
{
    using protocol::PolicyKind;
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    m_joined->controller.stream().setWatched(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_joined->controller.stats().policy.kind == PolicyKind::Latest, patience);
    models().settings.setSlowWhenHidden(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_joined->controller.stats().policy.kind == PolicyKind::Every, patience);
    models().settings.setSlowWhenHidden(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_joined->controller.stats().policy.kind == PolicyKind::Latest, patience);
    m_joined->controller.stream().setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_joined->controller.stats().policy.kind == PolicyKind::Every, patience);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
}

void tst_StreamFeed::theCreditWindowIsWhatTheSettingsSay()
{
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QCOMPARE(m_joined->controller.stats().windowSizing, flow::WindowSizing::Automatic);
    models().settings.setCreditAutomatic(false);
    models().settings.setCreditMessages(32);
    QTRY_COMPARE_WITH_TIMEOUT(m_joined->controller.stats().windowMessages, std::uint64_t{32}, patience);
    QCOMPARE(m_joined->controller.stats().windowSizing, flow::WindowSizing::Fixed);
    models().settings.setCreditAutomatic(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_joined->controller.stats().windowSizing, flow::WindowSizing::Automatic, patience);
    QCOMPARE(m_joined->controller.stats().queueCapacityMessages, std::uint64_t{32});
}

void tst_StreamFeed::theWindowRemembersWhatWasChosenInIt()
{
    const QString before = models().settings.sourceSpec();
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=60,edges=100"));   // as the command line asks for it
    QCOMPARE(models().settings.sourceSpec(), before);
    models().stream.startEmbedded(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(models().settings.sourceSpec(), QStringLiteral("synthetic:nodes=50,edges=100"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(models().settings.recent().value(0), QStringLiteral("synthetic:nodes=50,edges=100"), patience);
    models().stream.startEmbedded(QStringLiteral("synthetic:nodes=99999999999"));      // refused by the server
    QTRY_VERIFY_WITH_TIMEOUT(!models().stream.notice().isEmpty(), patience);
    QCOMPARE(models().settings.sourceSpec(), QStringLiteral("synthetic:nodes=50,edges=100"));
    QVERIFY(models().settings.lastUrl().isEmpty());
    models().stream.connectTo(QStringLiteral("127.0.0.1:9"));
    QCOMPARE(models().settings.lastUrl(), QStringLiteral("ws://127.0.0.1:9/stream"));
    QVERIFY(!models().stream.embedded());
    QCOMPARE(models().settings.recent().value(0), QStringLiteral("synthetic:nodes=50,edges=100"));   // nothing else was shown
}

WEIR_TEST_IN(QGuiApplication, tst_StreamFeed)
#include "tst_stream_feed.moc"
