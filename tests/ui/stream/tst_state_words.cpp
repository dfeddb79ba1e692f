#include "ui/stream/state_words.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

namespace {

Link standingLink()
{
    return {.address = QStringLiteral("ws://host:8080/stream"), .stood = true, .embedded = false};
}

Link newLink()
{
    return {.address = QStringLiteral("ws://host:8080/stream"), .stood = false, .embedded = false};
}

stream::StreamStats statsIn(stream::StreamState state)
{
    stream::StreamStats stats;
    stats.state = state;
    return stats;
}

} // namespace

class tst_StateWords final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPhaseHasWords_data();
    void everyPhaseHasWords();
    void aPauseSaysHowFarBehindItIs();
    void catchingUpSaysItsShare();
    void aConnectionThatStoodIsLostAndOneThatNeverStoodIsRefused();
    void aLostConnectionSaysWhatHappensNext();
    void aRefusalSaysItsReason();
    void theChipTellsCausesApart_data();
    void theChipTellsCausesApart();
    void aReasonThatEndsInAFullStopDoesNotGetTwo();
    void anAddressIsNotSaidTwice();
    void aCloseByOurselvesIsNoRefusal();
    void drainPausedIsPausedWhateverTheStreamIsDoing();
    void theSpokenSummaryNamesStateGraphAndProof();
    void aStreamIsLiveOnlyWhereItsSourceIs_data();
    void aStreamIsLiveOnlyWhereItsSourceIs();
    void aSourceThatIsReadSaysItsShareBeforeAnythingCame();
    void aSourceThatWasEndedEarlySaysWhere();
    void aFailureSaysWhyAndWhatHelps();
    void whereThereIsNoStreamSomethingHelps();
    void anAttemptAfterTheFirstIsStillARefusal();
};

void tst_StateWords::everyPhaseHasWords_data()
{
    QTest::addColumn<Phase>("phase");
    for (const Phase phase : {Phase::NeverConnected, Phase::Connecting, Phase::Live, Phase::Paused, Phase::CatchingUp,
                              Phase::Lost, Phase::Refused, Phase::Closed, Phase::Reading, Phase::Finished, Phase::Ended, Phase::Failed})
        QTest::addRow("%d", static_cast<int>(phase)) << phase;
}

void tst_StateWords::everyPhaseHasWords()
{
    QFETCH(Phase, phase);
    const StateWords words = wordsFor(phase, standingLink(), {});
    QVERIFY(!words.chip.isEmpty());
    QVERIFY(words.sentence.endsWith(QLatin1Char('.')));
    QVERIFY(words.emptyText.endsWith(QLatin1Char('.')));
    QVERIFY(!spokenSummary(phase, standingLink(), {}, {}).isEmpty());
}

void tst_StateWords::aPauseSaysHowFarBehindItIs()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Paused);
    stats.serverTick = 13'609;
    stats.appliedTick = 12'405;
    stats.behindSeconds = 24.4;
    QCOMPARE(wordsFor(Phase::Paused, standingLink(), stats).chip,
             QStringLiteral("PAUSED, 1,204 ticks, 24 s behind"));
    stats.behindSeconds = 3.4;
    stats.serverTick = 12'406;
    QCOMPARE(wordsFor(Phase::Paused, standingLink(), stats).chip, QStringLiteral("PAUSED, 1 tick, 3 s behind"));
}

void tst_StateWords::catchingUpSaysItsShare()
{
    stream::StreamStats stats = statsIn(stream::StreamState::CatchingUp);
    stats.catchUpShare = 0.43;
    QCOMPARE(phaseOf(standingLink(), stats), Phase::CatchingUp);
    QCOMPARE(wordsFor(Phase::CatchingUp, standingLink(), stats).chip, QStringLiteral("CATCHING UP, 43 %"));
}

void tst_StateWords::aConnectionThatStoodIsLostAndOneThatNeverStoodIsRefused()
{
    const stream::StreamStats stats = statsIn(stream::StreamState::Reconnecting);
    QCOMPARE(phaseOf(standingLink(), stats), Phase::Lost);
    QCOMPARE(phaseOf(newLink(), stats), Phase::Refused);
    QCOMPARE(phaseOf({}, stats), Phase::NeverConnected);
}

void tst_StateWords::aLostConnectionSaysWhatHappensNext()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Reconnecting);
    stats.retryInSeconds = 3.2;
    QCOMPARE(wordsFor(Phase::Lost, standingLink(), stats).chip, QStringLiteral("LOST, trying again in 4 s"));
    stats.retryInSeconds = 0;
    QCOMPARE(wordsFor(Phase::Lost, standingLink(), stats).chip, QStringLiteral("LOST, trying again now"));
    stats.retryInSeconds.reset();   // an attempt is under way
    QCOMPARE(wordsFor(Phase::Lost, standingLink(), stats).chip, QStringLiteral("LOST, trying again now"));
    stats.state = stream::StreamState::Closed;
    QCOMPARE(wordsFor(Phase::Lost, standingLink(), stats).chip, QStringLiteral("LOST"));
}

void tst_StateWords::aRefusalSaysItsReason()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Closed);
    stats.stateReason = "the server wants a token";
    QCOMPARE(phaseOf(newLink(), stats), Phase::Refused);
    QCOMPARE(wordsFor(Phase::Refused, newLink(), stats).emptyText,
             QStringLiteral("There is no stream from ws://host:8080/stream: the server wants a token."));
}

void tst_StateWords::theChipTellsCausesApart_data()
{
    using stream::EndCause;
    QTest::addColumn<EndCause>("cause");
    QTest::addColumn<QString>("chip");
    QTest::newRow("nobody knows the host") << EndCause::NoHost << QStringLiteral("NO SUCH HOST");
    QTest::newRow("no way there") << EndCause::Unreachable << QStringLiteral("UNREACHABLE");
    QTest::newRow("nothing listens") << EndCause::Refused << QStringLiteral("REFUSED");
    QTest::newRow("nothing came in time") << EndCause::NoAnswer << QStringLiteral("NO ANSWER");
    QTest::newRow("something else answers") << EndCause::NotAStream << QStringLiteral("NO WEIR STREAM");
    QTest::newRow("full") << EndCause::NotNow << QStringLiteral("NOT NOW");
    QTest::newRow("a wrong token") << EndCause::Denied << QStringLiteral("NOT ALLOWED");
    QTest::newRow("another version") << EndCause::Broken << QStringLiteral("NOT UNDERSTOOD");
    QTest::newRow("only words") << EndCause::Other << QStringLiteral("NO STREAM");
}

void tst_StateWords::theChipTellsCausesApart()
{
    QFETCH(stream::EndCause, cause);
    QFETCH(QString, chip);
    stream::StreamStats stats = statsIn(stream::StreamState::Closed);
    stats.stateReason = "Cannot connect to ws://host:8080/stream: so it is. Do this.";
    stats.stateCause = cause;
    const StateWords words = wordsFor(Phase::Refused, newLink(), stats);
    QCOMPARE(words.chip, chip);
    QCOMPARE(words.sentence, QStringLiteral("There is no stream: Cannot connect to ws://host:8080/stream: so it is. Do this."));
}

void tst_StateWords::aReasonThatEndsInAFullStopDoesNotGetTwo()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Closed);
    stats.stateReason = "Connection refused.";
    QVERIFY(wordsFor(Phase::Refused, newLink(), stats).sentence.endsWith(QLatin1String("refused.")));
}

void tst_StateWords::anAddressIsNotSaidTwice()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Reconnecting);
    stats.stateReason = "cannot connect to ws://host:8080/stream: Connection refused";
    stats.retryInSeconds = 2;
    QCOMPARE(wordsFor(Phase::Lost, standingLink(), stats).sentence,
             QStringLiteral("The connection was lost: cannot connect to ws://host:8080/stream: Connection refused; trying "
                            "again in 2 s."));
}

void tst_StateWords::aCloseByOurselvesIsNoRefusal()
{
    QCOMPARE(phaseOf(newLink(), statsIn(stream::StreamState::Closed)), Phase::Closed);
}

void tst_StateWords::drainPausedIsPausedWhateverTheStreamIsDoing()
{
    for (const stream::StreamState state : {stream::StreamState::Live, stream::StreamState::Paused,
                                            stream::StreamState::CatchingUp}) {
        stream::StreamStats stats = statsIn(state);
        stats.drainPaused = true;
        QCOMPARE(phaseOf(standingLink(), stats), Phase::Paused);
    }
}

void tst_StateWords::theSpokenSummaryNamesStateGraphAndProof()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Live);
    stats.nodes = 63'440;
    stats.edges = 1;
    stats.changesPerSecond = 512.4;
    stats.inSync = true;
    QCOMPARE(spokenSummary(Phase::Live, standingLink(), QStringLiteral("Debian packages"), stats),
             QStringLiteral("Live. Debian packages: 63,440 nodes and 1 edge. 512 changes per second, in sync with the "
                            "server."));
    stats.inSync = false;
    QVERIFY(spokenSummary(Phase::Live, standingLink(), {}, stats).contains(QLatin1String("not in sync")));
}

void tst_StateWords::aStreamIsLiveOnlyWhereItsSourceIs_data()
{
    using stream::SourceState;
    QTest::addColumn<SourceState>("source");
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a server that does not say") << SourceState::Unknown << Phase::Live << QStringLiteral("LIVE") << QStringLiteral("as it comes");
    QTest::newRow("reading") << SourceState::Reading << Phase::Reading << QStringLiteral("READING, 41 %") << QStringLiteral("41 % so far");
    QTest::newRow("live") << SourceState::Live << Phase::Live << QStringLiteral("LIVE") << QStringLiteral("as it comes");
    QTest::newRow("finished") << SourceState::Finished << Phase::Finished << QStringLiteral("ALL OF IT IS HERE") << QStringLiteral("All of it is here");
    QTest::newRow("ended") << SourceState::Ended << Phase::Ended << QStringLiteral("ENDED") << QStringLiteral("has ended");
    QTest::newRow("failed") << SourceState::Failed << Phase::Failed << QStringLiteral("FAILED") << QStringLiteral("the disk is gone. What came of it before is here.");
}

void tst_StateWords::aStreamIsLiveOnlyWhereItsSourceIs()
{
    QFETCH(stream::SourceState, source);
    QFETCH(Phase, phase);
    QFETCH(QString, chip);
    QFETCH(QString, sentence);
    stream::StreamStats stats = statsIn(stream::StreamState::Live);
    stats.sourceState = source;
    stats.sourceApplied = true;
    stats.sourceReason = "the disk is gone";
    if (source == stream::SourceState::Reading)
        stats.sourceProgress = 0.41;
    stats.nodes = 7;
    QCOMPARE(phaseOf(standingLink(), stats), phase);
    const StateWords words = wordsFor(phase, standingLink(), stats);
    QCOMPARE(words.chip, chip);
    QVERIFY2(words.sentence.contains(sentence), qPrintable(words.sentence));
    QVERIFY(stands(phase));
    stats.sourceApplied = false;   // told, and its last changes are on their way
    QCOMPARE(phaseOf(standingLink(), stats), source == stream::SourceState::Finished ? Phase::CatchingUp : phase);
    stats.drainPaused = true;
    QCOMPARE(phaseOf(standingLink(), stats), Phase::Paused);
}

void tst_StateWords::aSourceThatIsReadSaysItsShareBeforeAnythingCame()
{
    for (const stream::StreamState state : {stream::StreamState::Live, stream::StreamState::CatchingUp}) {
        stream::StreamStats stats = statsIn(state);
        stats.catchUpShare = state == stream::StreamState::Live ? 1 : 0;
        stats.sourceState = stream::SourceState::Reading;
        stats.sourceProgress = 0.41;
        QCOMPARE(phaseOf(standingLink(), stats), Phase::Reading);
        QCOMPARE(wordsFor(Phase::Reading, standingLink(), stats).emptyText, QStringLiteral("Reading the source, 41 % so far."));
        stats.sourceProgress.reset();
        QCOMPARE(wordsFor(Phase::Reading, standingLink(), stats).chip, QStringLiteral("READING"));
    }
    stream::StreamStats stats = statsIn(stream::StreamState::CatchingUp);
    stats.catchUpShare = 0.5;
    stats.sourceState = stream::SourceState::Reading;
    QCOMPARE(phaseOf(standingLink(), stats), Phase::CatchingUp);
}

void tst_StateWords::aSourceThatWasEndedEarlySaysWhere()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Live);
    stats.nodes = 1204;
    stats.sourceState = stream::SourceState::Ended;
    stats.sourceReason = "ended early, as was asked, at 1204 nodes and 3310 edges, 40 % of what there was to read";
    Link link = standingLink();
    QCOMPARE(wordsFor(Phase::Ended, link, stats).sentence,
             QStringLiteral("The source ended early, as was asked, at 1204 nodes and 3310 edges, 40 % of what there was to read."));
    link.embedded = true;
    QCOMPARE(wordsFor(Phase::Ended, link, stats).chip, QStringLiteral("ENDED EARLY"));
    QCOMPARE(wordsFor(Phase::Ended, link, stats).sentence,
             QStringLiteral("The source ended early by you at 1204 nodes and 3310 edges, 40 % of what there was to read."));
    QCOMPARE(wordsFor(Phase::Ended, link, stats).remedies, (std::vector{Remedy::Open, Remedy::TryAgain}));
    QCOMPARE(wordsFor(Phase::Reading, link, stats).remedies, (std::vector{Remedy::Open, Remedy::EndEarly}));
}

void tst_StateWords::aFailureSaysWhyAndWhatHelps()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Live);
    stats.sourceState = stream::SourceState::Failed;
    stats.sourceReason = "file: /none cannot be opened: No such file or directory.";
    const StateWords words = wordsFor(Phase::Failed, standingLink(), stats);
    QCOMPARE(words.emptyText, QStringLiteral("The source failed: file: /none cannot be opened: No such file or directory."));
    QCOMPARE(words.sentence, words.emptyText);
    QCOMPARE(words.remedies, std::vector({Remedy::Open, Remedy::TryAgain}));
    QCOMPARE(wordsFor(Phase::Finished, standingLink(), stats).remedies, std::vector({Remedy::Open}));
}

void tst_StateWords::whereThereIsNoStreamSomethingHelps()
{
    const auto remedies = [](Phase phase, stream::StreamState state) { return wordsFor(phase, newLink(), statsIn(state)).remedies; };
    using stream::StreamState;
    QCOMPARE(remedies(Phase::Connecting, StreamState::Connecting), std::vector({Remedy::Cancel}));
    for (const Phase phase : {Phase::Lost, Phase::Refused}) {
        // The same before and during an attempt, so that no button moves.
        for (const StreamState state : {StreamState::Reconnecting, StreamState::Connecting})
            QCOMPARE(remedies(phase, state), std::vector({Remedy::TryAgain, Remedy::Cancel, Remedy::Open}));
    }
    QCOMPARE(remedies(Phase::Refused, StreamState::Closed), std::vector({Remedy::TryAgain, Remedy::Open}));
    QCOMPARE(remedies(Phase::Closed, StreamState::Closed), std::vector({Remedy::TryAgain, Remedy::Open}));
}

void tst_StateWords::anAttemptAfterTheFirstIsStillARefusal()
{
    stream::StreamStats stats = statsIn(stream::StreamState::Connecting);
    QCOMPARE(phaseOf(newLink(), stats), Phase::Connecting);
    stats.stateReason = "Connection refused";
    stats.stateCause = stream::EndCause::Refused;
    QCOMPARE(phaseOf(newLink(), stats), Phase::Refused);
    QCOMPARE(wordsFor(Phase::Refused, newLink(), stats).chip, QStringLiteral("REFUSED, trying again now"));
}

WEIR_TEST(tst_StateWords)
#include "tst_state_words.moc"
