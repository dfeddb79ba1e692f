#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What a session may send: as much as credits and the socket allow; and what the client may say of it.
class tst_SessionCredit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStarvedClientGetsOneMergedDelta();
    void aSessionWaitsForTheSocketToEmpty();
    void aGrantThatIsLowerIsIgnored();
    void appliedBeyondWhatWasSentEndsTheSession();
    void whatWasSentMayBeStatedAsAppliedWhereverAPumpEnded();
    void aHeadDuringPiecesMayBeAppliedAfterThem();
    void appliedOfAnotherEpochSaysNothing();
    void whatTheServerCoversIsWhatTheClientCounts();
    void itIsReadyForTheNextSetOnlyWhenNothingIsOwed();
};

void tst_SessionCredit::aStarvedClientGetsOneMergedDelta()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(4, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {.window = {8, 4U << 20}}, stage.now);
    join(stage, client);
    const std::size_t before = client.deltas.size();
    // It applies, but gives nothing back: the window runs out, and then nothing more comes, however long.
    Tick last = 0;
    for (int i = 0; i < 60; ++i) {
        stage.feed(changes.next(40));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        last = client.applier.appliedTick();
    }
    QCOMPARE(client.credits().messages, std::uint64_t{0});
    QVERIFY(client.deltas.size() <= before + 8);
    QVERIFY(last < stage.host.tick());
    const auto starvedAt = client.deltas.size();
    client.grant(1, stage.now);
    QCOMPARE(client.queue.size(), std::size_t{1});
    client.applyAll(stage.now);
    QCOMPARE(client.deltas.size(), starvedAt + 1);
    const auto& merged = client.deltas.back();
    QCOMPARE(merged.kind, DeltaKind::Whole);
    QCOMPARE(merged.from, last);
    QCOMPARE(merged.to, stage.host.tick());
    QVERIFY(merged.covered > merged.rows);
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QCOMPARE(client.breaches, QStringList());
}

void tst_SessionCredit::aSessionWaitsForTheSocketToEmpty()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(5, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {}, stage.now);
    client.setBacklog(4U << 20);
    client.hello(stage.now);
    QVERIFY(client.queue.empty());
    client.setBacklog((4U << 20) - 1);
    client.session.pump(stage.now);
    QVERIFY(!client.queue.empty());
    settle(stage, client);
}

void tst_SessionCredit::aGrantThatIsLowerIsIgnored()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(6, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    client.say(Credit{{1, 1}, 0, 0}, stage.now);
    client.say(Credit{{0, 0}, 0, 0}, stage.now);
    QVERIFY(!client.closedWith);
    settle(stage, client);
}

void tst_SessionCredit::appliedBeyondWhatWasSentEndsTheSession()
{
    for (const int tooMuch : {0, 1}) {
        HostStage stage(schemaWithColumns(2, 1));
        RandomChanges changes(7, 2, 1);
        stage.serve(changes.grow(100));
        SimulatedClient client(stage.host, {}, stage.now);
        join(stage, client);
        const Tick sent = client.applier.appliedTick();
        for (int i = 0; i < 5; ++i)
            stage.feed(changes.next(10));   // there, but not sent
        client.say(Credit{client.granted(), stage.host.epoch(), sent + static_cast<Tick>(tooMuch)}, stage.now);
        QCOMPARE(client.closedWith.has_value(), tooMuch != 0);
        if (tooMuch != 0) {
            QCOMPARE(*client.closedWith, CloseCode::CreditViolation);
            QVERIFY(client.closeReason.find("was sent") != std::string::npos);
        }
    }
}

void tst_SessionCredit::whatWasSentMayBeStatedAsAppliedWhereverAPumpEnded()
{
    // A pump ends after so many bytes; a client may be done with all of them before the next. Among graphs of these
    // sizes the first pump ends after the last part of some, and before it of others.
    for (std::uint32_t nodes = 23'500; nodes < 25'000; nodes += 200) {
        HostStage stage(source::ChangeSequence::schema());
        ManyChanges changes(nodes, nodes, 0);
        stage.serve(changes.births());
        SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
        client.hello(stage.now);
        for (int i = 0; i < 20 && !client.closedWith && !client.applier.following(); ++i) {
            client.applyAll(stage.now);
            client.grant(1, stage.now);
            stage.idle();
            client.session.pump(stage.now);
        }
        QVERIFY2(!client.closedWith, client.closeReason.c_str());
    }
}

void tst_SessionCredit::aHeadDuringPiecesMayBeAppliedAfterThem()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(4, 80'000, 160'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
    client.deltas.clear();
    for (int i = 0; i < 100 && client.count(DeltaKind::Staged) == 0; ++i) {
        stage.feed(changes.moveAll(stage.host.store()));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    // The source rests; the head overtakes the rest of the pieces and says that nothing comes after them.
    stage.idle();
    client.session.sendHead(stage.now);
    for (int i = 0; i < 100 && !client.applier.following() && !client.closedWith; ++i) {
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.hearHead();
        client.grant(1, stage.now);
    }
    QVERIFY2(!client.closedWith, client.closeReason.c_str());
    QVERIFY(client.applier.following());
    QCOMPARE(client.applier.inSync(), std::optional(true));
    QCOMPARE(client.breaches, QStringList());
}

void tst_SessionCredit::appliedOfAnotherEpochSaysNothing()
{
    HostStage stage(schemaWithColumns(2, 1));
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    client.say(Credit{client.granted(), stage.host.epoch() + 1, 1'000'000}, stage.now);
    client.say(Credit{client.granted(), 0, 1'000'000}, stage.now);
    QVERIFY(!client.closedWith);
}

void tst_SessionCredit::whatTheServerCoversIsWhatTheClientCounts()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(9, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    const auto applied = client.applier.totals().changes, merged = client.applier.totals().merged;
    const auto produced = stage.host.store().changesTotal();
    for (int i = 0; i < 50; ++i) {
        stage.feed(changes.next(40));
        if (i % 7 == 0)
            client.session.pump(stage.now);
        if (i % 5 == 0) {
            client.applyAll(stage.now);
            client.grant(1, stage.now);
        }
    }
    settle(stage, client);
    QCOMPARE(client.applier.totals().changes - applied + client.applier.totals().merged - merged, stage.host.store().changesTotal() - produced);
}

void tst_SessionCredit::itIsReadyForTheNextSetOnlyWhenNothingIsOwed()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(10, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {.window = {8, 4U << 20}}, stage.now);
    QVERIFY(!client.session.readyForNext());
    client.hello(stage.now);
    QVERIFY(!client.session.readyForNext());
    settle(stage, client);
    stage.feed(changes.next(40));
    QVERIFY(!client.session.readyForNext());
    client.session.pump(stage.now);
    QVERIFY(client.session.readyForNext());
    client.applyAll(stage.now);
    for (int i = 0; client.credits().messages > 0 && i < 20; ++i) {
        stage.feed(changes.next(40));
        client.session.pump(stage.now);
    }
    QVERIFY(!client.session.readyForNext());
    client.applyAll(stage.now);
    client.grant(1, stage.now);
    QVERIFY(client.session.readyForNext());
}

WEIR_TEST(tst_SessionCredit)
#include "tst_session_credit.moc"
