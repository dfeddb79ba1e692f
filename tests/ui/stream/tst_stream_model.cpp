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

QStringList remediesOf(const StreamModel& model)
{
    QStringList texts;
    for (const QVariant& remedy : model.remedies())
        texts << remedy.toMap().value(QStringLiteral("text")).toString();
    return texts;
}

/// By the words on its button.
void help(StreamModel& model, const QString& text)
{
    QVERIFY2(remediesOf(model).contains(text), qPrintable(remediesOf(model).join(u',')));
    model.help(model.remedies().at(remediesOf(model).indexOf(text)).toMap().value(QStringLiteral("remedy")).toInt());
}

pipeline::ServerFacts steerableFacts(const QString& spec)
{
    pipeline::ServerFacts facts;
    facts.schema = std::make_shared<const graph::Schema>();
    facts.steerable = true;
    facts.sourceSpec = spec;
    return facts;
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
    void everyRemedyDoesWhatItSays();
    void whatHelpsIsToldOnlyWhereItIsAnother();
    void aServerThatStoppedIsStartedAgain();
    void beforeAnotherConnectionStandsTheTitleNamesNoGraphOfTheOneBefore();
    void whoeverMaySteerIsToldHoweverLateTheStateCame();
    void newsIsSaidOnceAndStaysNowhere();
    void aWarningDoesNotHideAFailure();
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
    help(model, QStringLiteral("Open\u2026"));
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

void tst_StreamModel::everyRemedyDoesWhatItSays()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    QCOMPARE(model.phase(), Phase::Connecting);
    QCOMPARE(remediesOf(model), QStringList{QStringLiteral("Cancel")});
    const QSignalSpy disconnected(&model, &StreamModel::disconnectRequested);
    help(model, QStringLiteral("Cancel"));
    QCOMPARE(disconnected.count(), 1);

    model.setStats(liveStats());
    QCOMPARE(remediesOf(model), QStringList{QStringLiteral("Open\u2026")});
    stream::StreamStats lost = liveStats();
    lost.state = stream::StreamState::Reconnecting;
    model.setStats(lost);
    QCOMPARE(remediesOf(model), QStringList({QStringLiteral("Try again"), QStringLiteral("Cancel"), QStringLiteral("Open\u2026")}));
    const QSignalSpy connected(&model, &StreamModel::connectRequested);
    help(model, QStringLiteral("Try again"));
    QCOMPARE(connected[0][0].toUrl(), QUrl(QStringLiteral("ws://a:1/stream")));
    help(model, QStringLiteral("Cancel"));
    QCOMPARE(disconnected.count(), 2);

    lost.state = stream::StreamState::Closed;
    model.setStats(lost);
    QCOMPARE(model.phase(), Phase::Closed);
    help(model, QStringLiteral("Try again"));
    QCOMPARE(connected.count(), 2);

    stream::StreamStats paused = liveStats();
    paused.drainPaused = true;
    model.setStats(paused);
    const QSignalSpy resumed(&model, &StreamModel::pauseRequested);
    help(model, QStringLiteral("Resume"));
    QCOMPARE(resumed[0][0].toBool(), false);
}

void tst_StreamModel::whatHelpsIsToldOnlyWhereItIsAnother()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    stream::StreamStats lost = liveStats();
    lost.state = stream::StreamState::Reconnecting;
    lost.retryInSeconds = 3;
    model.setStats(lost);
    const QSignalSpy changes(&model, &StreamModel::remediesChanged);
    lost.retryInSeconds = 2;
    model.setStats(lost);
    QCOMPARE(changes.count(), 0);   // or a button that has the keyboard would lose it
    lost.state = stream::StreamState::Closed;
    model.setStats(lost);
    QCOMPARE(changes.count(), 1);
}

void tst_StreamModel::aServerThatStoppedIsStartedAgain()
{
    StreamModel model;
    model.setEmbeddedRunning(true);
    model.beginLink(QStringLiteral("ws://127.0.0.1:1/stream"), true);
    model.setServerFacts(steerableFacts(QStringLiteral("debian")));
    stream::StreamStats stats = liveStats();
    model.setStats(stats);
    stats.state = stream::StreamState::Closed;
    model.setStats(stats);
    const QSignalSpy connected(&model, &StreamModel::connectRequested);
    help(model, QStringLiteral("Try again"));   // only the connection was closed
    QCOMPARE(connected.count(), 1);
    model.setEmbeddedRunning(false);
    const QSignalSpy started(&model, &StreamModel::embeddedStartRequested);
    help(model, QStringLiteral("Try again"));
    QCOMPARE(connected.count(), 1);
    QCOMPARE(started.count(), 1);
    QCOMPARE(started[0][0].toString(), QStringLiteral("debian"));
}

void tst_StreamModel::beforeAnotherConnectionStandsTheTitleNamesNoGraphOfTheOneBefore()
{
    StreamModel model;
    auto schema = std::make_shared<graph::Schema>();
    schema->title = "Debian packages";
    pipeline::ServerFacts facts;
    facts.schema = schema;
    model.setServerFacts(facts);
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    model.setStats(liveStats());
    QCOMPARE(model.title(), QStringLiteral("Debian packages, 63,440 nodes"));
    model.beginLink(QStringLiteral("ws://elsewhere:2/stream"), false);
    QCOMPARE(model.title(), QStringLiteral("elsewhere:2, no graph yet"));
    stream::StreamStats refused = liveStats();   // the nodes are those that are still in the picture
    refused.state = stream::StreamState::Reconnecting;
    refused.stateReason = "Connection refused";
    model.setStats(refused);
    QCOMPARE(model.title(), QStringLiteral("elsewhere:2, no graph yet"));
    refused.state = stream::StreamState::Closed;
    refused.stateReason.clear();
    model.setStats(refused);
    QCOMPARE(model.title(), QStringLiteral("elsewhere:2, no graph yet"));
}

void tst_StreamModel::whoeverMaySteerIsToldHoweverLateTheStateCame()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    QSignalSpy told(&model, &StreamModel::steerableChanged);
    model.setServerFacts(steerableFacts(QStringLiteral("debian")));   // the welcome is faster than the figures
    QCOMPARE(told.count(), 0);
    QVERIFY(!model.steerable());
    model.setStats(liveStats());
    QCOMPARE(told.count(), 1);
    QVERIFY(model.steerable());
    stream::StreamStats lost = liveStats();
    lost.state = stream::StreamState::Reconnecting;
    model.setStats(lost);
    QCOMPARE(told.count(), 2);
    QVERIFY(!model.steerable());
}

void tst_StreamModel::newsIsSaidOnceAndStaysNowhere()
{
    StreamModel model;
    const QSignalSpy news(&model, &StreamModel::newsCame);
    model.report({stream::ReportKind::News, QStringLiteral("The server began a new graph.")});
    QCOMPARE(news.count(), 1);
    QVERIFY(model.notice().isEmpty());
}

void tst_StreamModel::aWarningDoesNotHideAFailure()
{
    StreamModel model;
    model.report({stream::ReportKind::Warning, QStringLiteral("3 rows left out")});
    QCOMPARE(model.noticeTone(), Tone::Attention);
    model.report({stream::ReportKind::Failure, QStringLiteral("it did not begin")});
    QCOMPARE(model.noticeTone(), Tone::Bad);
    model.report({stream::ReportKind::Warning, QStringLiteral("4 rows left out")});
    QCOMPARE(model.notice(), QStringLiteral("it did not begin"));
    model.dismissNotice();
    model.report({stream::ReportKind::Warning, QStringLiteral("4 rows left out")});
    QCOMPARE(model.notice(), QStringLiteral("4 rows left out"));
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
    const QSignalSpy changes(&model, &StreamModel::noticeChanged);
    model.report({stream::ReportKind::Failure, QStringLiteral("events.jsonl:12: not JSON")});
    model.report({stream::ReportKind::Failure, QStringLiteral("events.jsonl:12: not JSON")});
    QCOMPARE(changes.count(), 1);
    model.dismissNotice();
    QCOMPARE(changes.count(), 2);
    QVERIFY(model.notice().isEmpty());
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
    QCOMPARE(remediesOf(model), QStringList{QStringLiteral("Open\u2026")});
    // What another program reads is not ended from here.
    QSignalSpy ends(&model, &StreamModel::endRequested);
    QVERIFY(!model.canEndEarly());
    model.endEarly();
    QCOMPARE(ends.count(), 0);
    model.beginLink(QStringLiteral("ws://a"), true);
    model.setStats(stats);
    QVERIFY(model.canEndEarly());
    QCOMPARE(remediesOf(model), QStringList({QStringLiteral("Open\u2026"), QStringLiteral("Stop reading")}));
    model.help(static_cast<int>(Remedy::EndEarly));
    QCOMPARE(ends.count(), 1);
    stats.sourceState = stream::SourceState::Live;
    model.setStats(stats);
    QVERIFY(!model.canEndEarly());
}

void tst_StreamModel::aSourceThatFailedIsSaidOnceAndCanBeTriedAgain()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a"), true);
    model.report({stream::ReportKind::Failure, QStringLiteral("file: /none cannot be opened")});
    QVERIFY(!model.notice().isEmpty());
    stream::StreamStats stats = liveStats();
    stats.nodes = stats.edges = 0;
    stats.sourceState = stream::SourceState::Failed;
    stats.sourceReason = "file: /none cannot be opened";
    model.setStats(stats);
    QCOMPARE(model.emptyText(), QStringLiteral("The source failed: file: /none cannot be opened."));
    QCOMPARE(model.notice(), QString());
    QCOMPARE(remediesOf(model), QStringList{QStringLiteral("Open\u2026")});   // nobody may steer yet
    const QSignalSpy wanted(&model, &StreamModel::sourceRequested);
    model.setServerFacts(steerableFacts(QStringLiteral("file:/none")));
    help(model, QStringLiteral("Try again"));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("file:/none"));
    const QSignalSpy chooser(&model, &StreamModel::sourcesWanted);
    help(model, QStringLiteral("Open\u2026"));
    QCOMPARE(chooser.count(), 1);
    stats.nodes = 3;
    model.setStats(stats);
    QCOMPARE(model.notice(), QStringLiteral("file: /none cannot be opened"));   // the picture is in the middle now
}

WEIR_TEST(tst_StreamModel)
#include "tst_stream_model.moc"
