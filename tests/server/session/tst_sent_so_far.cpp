#include "graph/graph_model.h"
#include "host_stage.h"
#include "server/session/sent_so_far.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using server::GraphHost;
using server::SentSoFar;

/// How far a client may stand by what was sent to it, and by what a head told it meanwhile.
class tst_SentSoFar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeadMovesOnWhoHasAllUntilThen_data() { kinds(); }
    void aHeadMovesOnWhoHasAllUntilThen();
    void aHeadOfSomethingNewMovesNobodyOn_data() { kinds(); }
    void aHeadOfSomethingNewMovesNobodyOn();
    void aHeadThatSpeaksOfAnotherEpochMovesNobodyOn();
    void whatWasSentStaysSent();

private:
    void kinds()
    {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* const name : {"a delta", "a delta in pieces", "a scan", "a snapshot"})
            QTest::newRow(name) << kind++;
    }
    /// All up to `end` was sent.
    static void send(int kind, SentSoFar& sent, const GraphHost::Cursor& end)
    {
        switch (kind) {
        case 0: return sent.onDelta(end, 1, 0);
        case 1: return sent.onPieces(end, 1);
        case 2: return sent.onScan(end);
        default: return sent.onManifest(end.tick, end.changesTotal);
        }
    }
    /// A head goes out while something is owed to the client.
    static void tellHead(SentSoFar& sent, HostStage& stage, bool ofThisEpoch = true)
    {
        static_cast<void>(sent.headOf(stage.host, ofThisEpoch, false, stage.now));
    }
};

void tst_SentSoFar::aHeadMovesOnWhoHasAllUntilThen()
{
    QFETCH(int, kind);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(1, 2, 1);
    stage.feed(changes.grow(20));
    const GraphHost::Cursor end = stage.host.cursorNow(stage.now);
    stage.idle();
    SentSoFar sent(graph::Reads::AttributesToo);
    tellHead(sent, stage);   // while what leads to `end` is on its way
    QVERIFY(!sent.onApplied(end.tick));
    const Tick told = stage.host.tick();
    stage.idle();
    send(kind, sent, end);
    QCOMPARE(sent.tick(), told);
    QVERIFY(sent.onApplied(end.tick));
    QVERIFY(sent.onApplied(told));
    QVERIFY(!sent.onApplied(told + 1));
}

void tst_SentSoFar::aHeadOfSomethingNewMovesNobodyOn()
{
    QFETCH(int, kind);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(2, 2, 1);
    stage.feed(changes.grow(20));
    const GraphHost::Cursor end = stage.host.cursorNow(stage.now);
    stage.feed(changes.next(10));
    SentSoFar sent(graph::Reads::AttributesToo);
    tellHead(sent, stage);
    send(kind, sent, end);
    QCOMPARE(sent.tick(), end.tick);
    QVERIFY(sent.onApplied(end.tick));
    QVERIFY(!sent.onApplied(end.tick + 1));
}

void tst_SentSoFar::aHeadThatSpeaksOfAnotherEpochMovesNobodyOn()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(3, 2, 1);
    stage.feed(changes.grow(20));
    SentSoFar sent(graph::Reads::AttributesToo);
    sent.onDelta(stage.host.cursorNow(stage.now), 1, 0);
    const Tick has = stage.host.tick();
    stage.idle();
    tellHead(sent, stage, false);
    QVERIFY(sent.onApplied(has));
    QVERIFY(!sent.onApplied(has + 1));
}

void tst_SentSoFar::whatWasSentStaysSent()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(4, 2, 1);
    stage.feed(changes.grow(20));
    const GraphHost::Cursor early = stage.host.cursorNow(stage.now);
    stage.feed(changes.next(10));
    const GraphHost::Cursor late = stage.host.cursorNow(stage.now);
    SentSoFar sent(graph::Reads::AttributesToo);
    sent.onDelta(late, 1, 0);
    sent.onManifest(early.tick, early.changesTotal);   // of an older snapshot
    QCOMPARE(sent.tick(), late.tick);
    QVERIFY(sent.onApplied(late.tick));
    sent.beginEpoch();
    QVERIFY(!sent.onApplied(early.tick));
}

WEIR_TEST(tst_SentSoFar)
#include "tst_sent_so_far.moc"
