#include "support/encodings.h"
#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What changes travel in: a delta a tick, merged ones, scans where one is too large, and pieces.
class tst_SessionDeltas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientGetsASnapshotAndThenEachTick_data() { encodings(); }
    void aClientGetsASnapshotAndThenEachTick();
    void nothingIsSentForATickWithoutChanges();
    void aDeltaTooLargeIsScannedInRoundsUntilOneFits_data() { encodings(); }
    void aDeltaTooLargeIsScannedInRoundsUntilOneFits();
    void afterThreeRoundsATickTravelsInPieces_data() { encodings(); }
    void afterThreeRoundsATickTravelsInPieces();
    void aClientThatCanStageLittleSlowsTheSourceUntilItHasCaughtUp();
    void aPolicyOfTheLatestMergesTicks();
};

void tst_SessionDeltas::aClientGetsASnapshotAndThenEachTick()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(1, 2, 1);
    stage.serve(changes.grow(500));
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client);
    QCOMPARE(client.manifests, 1);
    const auto before = client.deltas.size();
    for (int i = 0; i < 20; ++i) {
        stage.feed(changes.next(50));
        client.session.pump(stage.now);
        QCOMPARE(client.queue.size(), std::size_t{1});
        client.applyAll(stage.now);
        QCOMPARE(client.applier.appliedTick(), stage.host.tick());
        QVERIFY(client.applier.store().digest() == stage.host.store().digest());
        client.grant(1, stage.now);
    }
    QCOMPARE(client.deltas.size(), before + 20);
    QCOMPARE(client.breaches, QStringList());
    QVERIFY(!client.closedWith);
}

void tst_SessionDeltas::nothingIsSentForATickWithoutChanges()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(2, 2, 1);
    stage.serve(changes.grow(50));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    const auto received = client.received();
    for (int i = 0; i < 50; ++i) {
        stage.idle();
        client.session.pump(stage.now);
    }
    QVERIFY(client.received() == received);
    // The head tells that nothing was missed, and its tick may then be stated as applied.
    client.session.sendHead(stage.now);
    client.hearHead();
    QCOMPARE(client.applier.appliedTick(), stage.host.tick());
    client.grant(1, stage.now);
    QVERIFY(!client.closedWith);
    QCOMPARE(client.breaches, QStringList());
}

void tst_SessionDeltas::aDeltaTooLargeIsScannedInRoundsUntilOneFits()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(1, 40'000, 80'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.encoding = encoding, .window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
    const auto manifests = client.manifests;
    client.deltas.clear();
    stage.feed(changes.moveAll(stage.host.store()));
    const Tick began = stage.host.tick();
    client.session.pump(stage.now);
    stage.feed(changes.steps(1000));   // in mid-scan
    settle(stage, client);
    QVERIFY(client.count(DeltaKind::Scan) >= 2);
    QCOMPARE(client.count(DeltaKind::ScanEnd), std::size_t{1});
    QCOMPARE(client.count(DeltaKind::Staged), std::size_t{0});
    QCOMPARE(client.deltas.back().kind, DeltaKind::Whole);
    const auto end = std::ranges::find(client.deltas, DeltaKind::ScanEnd, &SimulatedClient::SeenDelta::kind);
    QCOMPARE(end->to, began);
    QCOMPARE(client.manifests, manifests);
}

void tst_SessionDeltas::afterThreeRoundsATickTravelsInPieces()
{
    QFETCH(Encoding, encoding);
    const bool json = encoding == Encoding::Json;
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(2, json ? 20'000 : 80'000, json ? 40'000 : 160'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.encoding = encoding, .window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
    client.deltas.clear();
    // While a round is sent, more changes come than fit a message.
    for (int i = 0; i < 100 && client.count(DeltaKind::Staged) == 0; ++i) {
        stage.feed(changes.steps(100));
        stage.feed(changes.moveAll(stage.host.store()));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    QCOMPARE(client.count(DeltaKind::ScanEnd), std::size_t{3});
    settle(stage, client);
    const auto firstPiece = std::ranges::find(client.deltas, DeltaKind::Staged, &SimulatedClient::SeenDelta::kind);
    QVERIFY(firstPiece != client.deltas.end());
    for (auto piece = firstPiece; piece != client.deltas.end() && piece->kind == DeltaKind::Staged; ++piece) {
        QCOMPARE(piece->from, firstPiece->from);
        QCOMPARE(piece->to, firstPiece->to);
    }
    QVERIFY(client.count(DeltaKind::Staged) >= 2);
}

void tst_SessionDeltas::aClientThatCanStageLittleSlowsTheSourceUntilItHasCaughtUp()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 80'000, 160'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.maxStagedBytes = 1U << 20, .window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
    client.deltas.clear();
    for (int i = 0; i < 100 && client.count(DeltaKind::ScanEnd) < 4; ++i) {
        stage.feed(changes.moveAll(stage.host.store()));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    // The source is held: what it pushes is not taken for a second, then it is.
    const auto total = stage.host.store().changesTotal();
    stage.script->give(changes.steps(100));
    HostStage::within10Seconds([&] { return stage.script->pushed() > 0; });
    const auto heldUntil = stage.now + std::chrono::milliseconds(500);
    while (stage.now < heldUntil) {
        stage.now += HostStage::tickInterval;
        static_cast<void>(stage.host.advance(stage.now));
        QCOMPARE(stage.host.store().changesTotal(), total);
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    HostStage::within10Seconds([&] {
        stage.now += HostStage::tickInterval;
        static_cast<void>(stage.host.advance(stage.now));
        return stage.host.store().changesTotal() > total;
    });
    settle(stage, client);
    QCOMPARE(client.count(DeltaKind::Staged), std::size_t{0});
}

void tst_SessionDeltas::aPolicyOfTheLatestMergesTicks()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(31, 2, 1);
    stage.serve(changes.grow(500));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client, {PolicyKind::Latest, 200, 0});
    const auto before = client.deltas.size();
    for (int tick = 0; tick < 50; ++tick) {   // a second
        stage.feed(changes.next(20));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    const std::size_t deltas = client.deltas.size() - before;
    QVERIFY2(deltas >= 4 && deltas <= 6, qPrintable(QString::number(deltas)));
    QVERIFY(client.deltas.back().covered > client.deltas.back().rows);   // something changed twice in that time
    stage.feed(changes.next(20));
    client.say(Policy{}, stage.now);
    QCOMPARE(client.applyOne(stage.now), true);   // at once
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QCOMPARE(client.breaches, QStringList());
}

WEIR_TEST(tst_SessionDeltas)
#include "tst_session_deltas.moc"
