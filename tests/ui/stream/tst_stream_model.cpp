#include "ui/stream/stream_model.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

namespace {

stream::StreamStats liveStats()
{
    stream::StreamStats stats;
    stats.state = stream::StreamState::Live;
    stats.serverTick = 12'406;
    stats.appliedTick = 12'405;
    stats.behindSeconds = 0.018;
    stats.queueMessages = 3;
    stats.queueCapacityMessages = stats.windowMessages = 1024;
    stats.creditsMessages = 1021;
    stats.nodes = 63'440;
    stats.edges = 340'127;
    stats.changesPerSecond = 512;
    stats.latencyMsP50 = 9.2;
    stats.latencyMsP99 = 17.8;
    stats.inSync = true;
    return stats;
}

QString valueOf(const FigureModel& model, const QString& name)
{
    for (const ShownFigure& figure : model.figures()) {
        if (figure.name == name)
            return figure.unit.isEmpty() ? figure.value : figure.value + QLatin1Char(' ') + figure.unit;
    }
    return QStringLiteral("no figure ") + name;
}

} // namespace

class tst_StreamModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeTheFirstConnectionItAsksForASource();
    void theTilesShowTheSixFigures();
    void theListShowsWhatWasApplied();
    void anOldPictureStatesItsAge();
    void aPreviewStatesHowMuchIsDrawn();
    void onlyFiguresThatDifferAreAnnounced();
    void pauseAsksForThePauseThatIsNot();
    void thereIsNothingToPauseWithoutAStream();
    void aWrongAddressAsksForNothing();
    void theTitleNamesTheGraphAndItsSize();
    void aLostConnectionTurnsThePictureOld();
    void aPausedPictureAges();
    void theOneButtonDoesWhatItSays();
    void aFullQueueAndAnEmptyPurseWantAttention();
    void aFaultStaysUntilDismissed();
    void howFarTheSourceIsIsThereForTheWindow();
    void aSourceThatFailedIsSaidOnceAndCanBeTriedAgain();
};

void tst_StreamModel::beforeTheFirstConnectionItAsksForASource()
{
    StreamModel model;
    QCOMPARE(model.phase(), Phase::NeverConnected);
    QCOMPARE(model.chip(), QStringLiteral("NOT CONNECTED"));
    const QSignalSpy wanted(&model, &StreamModel::sourcesWanted);
    model.act();
    QCOMPARE(wanted.count(), 1);
}

void tst_StreamModel::theTilesShowTheSixFigures()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    model.setStats(liveStats());
    QCOMPARE(model.tiles()->count(), 6);
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Tick")), QStringLiteral("12,405"));
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Behind")), QStringLiteral("18 ms"));
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Queue")), QStringLiteral("3"));
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Credits")), QStringLiteral("1,021"));
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Changes/s")), QStringLiteral("512"));
    QCOMPARE(valueOf(*model.tiles(), QStringLiteral("Latency")), QStringLiteral("9.2 ms"));
}

void tst_StreamModel::theListShowsWhatWasApplied()
{
    StreamModel model;
    stream::StreamStats stats = liveStats();
    stats.snapshotsApplied = 2;
    stats.deltasApplied = 12'399;
    stats.changesMerged = 1'204;
    model.setStats(stats);
    QCOMPARE(valueOf(*model.list(), QStringLiteral("Nodes")), QStringLiteral("63,440"));
    QCOMPARE(valueOf(*model.list(), QStringLiteral("Snapshots applied")), QStringLiteral("2"));
    QCOMPARE(valueOf(*model.list(), QStringLiteral("Deltas applied")), QStringLiteral("12,399"));
    QCOMPARE(valueOf(*model.list(), QStringLiteral("Changes merged")), QStringLiteral("1,204"));
    QCOMPARE(valueOf(*model.list(), QStringLiteral("In sync")), QStringLiteral("yes"));
    stats.inSync.reset();
    model.setStats(stats);
    QCOMPARE(valueOf(*model.list(), QStringLiteral("In sync")), QStringLiteral("not known yet"));
}

void tst_StreamModel::anOldPictureStatesItsAge()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    model.setStats(liveStats());
    model.setPicture({.ageMs = 120});
    QCOMPARE(valueOf(*model.status(), QStringLiteral("drawn")), QStringLiteral("100 %"));
    model.setPicture({.edgeShare = 0.38, .ageMs = 1240});
    QCOMPARE(valueOf(*model.status(), QStringLiteral("drawn")), QStringLiteral("edges 38 %, 1.2 s old"));
}

void tst_StreamModel::aPreviewStatesHowMuchIsDrawn()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    model.setStats(liveStats());
    model.setPicture({.nodeShare = 0.5, .edgeShare = 0.9999});
    QCOMPARE(valueOf(*model.status(), QStringLiteral("drawn")), QStringLiteral("nodes 50 %, edges 99 %"));
}

void tst_StreamModel::onlyFiguresThatDifferAreAnnounced()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    model.setStats(liveStats());
    const QSignalSpy changes(model.tiles(), &FigureModel::dataChanged);
    stream::StreamStats stats = liveStats();
    stats.queueMessages = 4;
    model.setStats(stats);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 2);
}

void tst_StreamModel::pauseAsksForThePauseThatIsNot()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    stream::StreamStats stats = liveStats();
    model.setStats(stats);
    const QSignalSpy asked(&model, &StreamModel::pauseRequested);
    model.togglePause();
    QCOMPARE(asked.last()[0].toBool(), true);
    stats.drainPaused = true;
    stats.state = stream::StreamState::Paused;
    model.setStats(stats);
    QVERIFY(model.paused());
    model.togglePause();
    QCOMPARE(asked.last()[0].toBool(), false);
}

void tst_StreamModel::thereIsNothingToPauseWithoutAStream()
{
    StreamModel model;
    const QSignalSpy asked(&model, &StreamModel::pauseRequested);
    model.togglePause();
    QVERIFY(!model.canPause());
    QCOMPARE(asked.count(), 0);
}

void tst_StreamModel::aWrongAddressAsksForNothing()
{
    StreamModel model;
    const QSignalSpy asked(&model, &StreamModel::connectRequested);
    QVERIFY(!model.connectTo(QStringLiteral("http://a")).isEmpty());
    QCOMPARE(asked.count(), 0);
    QVERIFY(model.connectTo(QStringLiteral("a:9000")).isEmpty());
    QCOMPARE(asked[0][0].toUrl(), QUrl(QStringLiteral("ws://a:9000/stream")));
}

void tst_StreamModel::theTitleNamesTheGraphAndItsSize()
{
    StreamModel model;
    QCOMPARE(model.title(), QStringLiteral("No graph"));
    auto schema = std::make_shared<graph::Schema>();
    schema->title = "Debian packages";
    pipeline::ServerFacts facts;
    facts.schema = schema;
    model.setServerFacts(facts);
    model.beginLink(QStringLiteral("ws://a"), false);
    model.setStats(liveStats());
    QCOMPARE(model.title(), QStringLiteral("Debian packages, 63,440 nodes"));
}

void tst_StreamModel::aLostConnectionTurnsThePictureOld()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    stream::StreamStats stats = liveStats();
    model.setStats(stats);
    QCOMPARE(model.age(), 0.0);
    stats.state = stream::StreamState::Reconnecting;
    model.setStats(stats);
    QCOMPARE(model.phase(), Phase::Lost);
    QVERIFY(model.stale());
    QCOMPARE(model.age(), 1.0);
    QVERIFY(!model.empty());
}

void tst_StreamModel::aPausedPictureAges()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    stream::StreamStats stats = liveStats();
    stats.drainPaused = true;
    stats.behindSeconds = 3;
    model.setStats(stats);
    const double young = model.age();
    stats.behindSeconds = 20;
    model.setStats(stats);
    QVERIFY(young > 0);
    QVERIFY(model.age() > young);
    QVERIFY(model.age() < 1);
}

void tst_StreamModel::theOneButtonDoesWhatItSays()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    QCOMPARE(model.phase(), Phase::Connecting);
    QCOMPARE(model.emptyAction(), QStringLiteral("Cancel"));
    const QSignalSpy disconnected(&model, &StreamModel::disconnectRequested);
    model.act();
    QCOMPARE(disconnected.count(), 1);

    model.setStats(liveStats());
    stream::StreamStats lost = liveStats();
    lost.state = stream::StreamState::Reconnecting;
    model.setStats(lost);
    QCOMPARE(model.emptyAction(), QStringLiteral("Try again now"));
    const QSignalSpy connected(&model, &StreamModel::connectRequested);
    model.act();
    QCOMPARE(connected[0][0].toUrl(), QUrl(QStringLiteral("ws://a:1/stream")));
}

void tst_StreamModel::aFullQueueAndAnEmptyPurseWantAttention()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), false);
    stream::StreamStats stats = liveStats();
    stats.windowMessages = 16;
    stats.queueMessages = 16;
    stats.creditsMessages = 0;
    model.setStats(stats);
    QCOMPARE(model.tiles()->figures()[2].tone, Tone::Attention);
    QCOMPARE(model.tiles()->figures()[3].tone, Tone::Attention);
}

void tst_StreamModel::aFaultStaysUntilDismissed()
{
    StreamModel model;
    const QSignalSpy changes(&model, &StreamModel::faultChanged);
    model.reportFault(QStringLiteral("events.jsonl:12: not JSON"));
    model.reportFault(QStringLiteral("events.jsonl:12: not JSON"));
    QCOMPARE(changes.count(), 1);
    model.dismissFault();
    QVERIFY(model.fault().isEmpty());
}

void tst_StreamModel::howFarTheSourceIsIsThereForTheWindow()
{
    StreamModel model;
    QCOMPARE(model.sourceState(), QStringLiteral("unknown"));
    QVERIFY(model.sourceProgress() < 0);
    model.beginLink(QStringLiteral("ws://a"), false);
    stream::StreamStats stats = liveStats();
    stats.sourceState = stream::SourceState::Reading;
    stats.sourceProgress = 0.41;
    stats.sourceReason = "line 3 is none";
    model.setStats(stats);
    QCOMPARE(model.phase(), Phase::Reading);
    QCOMPARE(model.sourceState(), QStringLiteral("reading"));
    QCOMPARE(model.sourceProgress(), 0.41);
    QCOMPARE(model.sourceReason(), QStringLiteral("line 3 is none"));
    QVERIFY(model.connected() && model.canPause() && !model.stale());
    QVERIFY(!model.canTryAgain());
}

void tst_StreamModel::aSourceThatFailedIsSaidOnceAndCanBeTriedAgain()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), true);
    model.reportFault(QStringLiteral("file: /none cannot be opened"));
    QVERIFY(!model.fault().isEmpty());
    stream::StreamStats stats = liveStats();
    stats.nodes = stats.edges = 0;
    stats.sourceState = stream::SourceState::Failed;
    stats.sourceReason = "file: /none cannot be opened";
    model.setStats(stats);
    QCOMPARE(model.emptyText(), QStringLiteral("The source failed: file: /none cannot be opened."));
    QCOMPARE(model.fault(), QString());
    const QSignalSpy wanted(&model, &StreamModel::sourceRequested);
    model.trySourceAgain();   // nobody may steer yet
    QCOMPARE(wanted.count(), 0);
    pipeline::ServerFacts facts;
    facts.schema = std::make_shared<const graph::Schema>();
    facts.steerable = true;
    facts.sourceSpec = QStringLiteral("file:/none");
    model.setServerFacts(facts);
    QVERIFY(model.canTryAgain());
    model.trySourceAgain();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("file:/none"));
    const QSignalSpy chooser(&model, &StreamModel::sourcesWanted);
    model.act();
    QCOMPARE(chooser.count(), 1);
    stats.nodes = 3;
    model.setStats(stats);
    QCOMPARE(model.fault(), QStringLiteral("file: /none cannot be opened"));   // the picture is in the middle now
}

WEIR_TEST(tst_StreamModel)
#include "tst_stream_model.moc"
