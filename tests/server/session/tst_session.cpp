#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What a session sends, and when: credits, snapshots, deltas, scans, pieces.
class tst_Session : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientGetsASnapshotAndThenEachTick_data() { encodings(); }
    void aClientGetsASnapshotAndThenEachTick();
    void nothingIsSentForATickWithoutChanges();
    void aClientThatComesBeforeTheCacheIsFilledWaitsForIt();
    void aStarvedClientGetsOneMergedDelta();
    void aSessionWaitsForTheSocketToEmpty();
    void aGrantThatIsLowerIsIgnored();
    void aDeltaTooLargeIsScannedInRoundsUntilOneFits_data() { encodings(); }
    void aDeltaTooLargeIsScannedInRoundsUntilOneFits();
    void afterThreeRoundsATickTravelsInPieces_data() { encodings(); }
    void afterThreeRoundsATickTravelsInPieces();
    void aClientThatCanStageLittleSlowsTheSourceUntilItHasCaughtUp();
    void appliedBeyondWhatWasSentEndsTheSession();
    void whatWasSentMayBeStatedAsAppliedWhereverAPumpEnded();
    void aHeadDuringPiecesMayBeAppliedAfterThem();
    void appliedOfAnotherEpochSaysNothing();
    void aResyncBringsANewSnapshot();
    void aClientThatComesBackGoesOnWhereItWas_data() { encodings(); }
    void aClientThatComesBackGoesOnWhereItWas();
    void aCutAnywhereLosesNothingAndAppliesNothingTwice();
    void whoHoldsMostlyOldThingsGetsASnapshot();
    void ofASnapshotOnlyTheChunksThatTheClientLacksAreSent();
    void aNeedOfAManifestThatWasReplacedSaysNothing();
    void aNeedOfAnotherSizeEndsTheSession();
    void afterAResyncNoManifestWaits();
    void aClientOfAnotherEpochWaitsForTheFirstGraph();
    void itWaitsForNoLongerThanTheSourceMayTake();
    void aGraphThatLoadsIsNotSentAgain();
    void aFirstGraphGrowsMessageByMessage();
    void whoWaitsForASnapshotIsNotLedBack();
    void aPolicyOfTheLatestMergesTicks();
    void aSampleLeavesOutValuesAndIsProvedOnTheRest_data() { encodings(); }
    void aSampleLeavesOutValuesAndIsProvedOnTheRest();
    void leavingASampleBringsAllThatWasLeftOut();
    void anAuditBringsExactlyTheChunksThatDiffer_data() { encodings(); }
    void anAuditBringsExactlyTheChunksThatDiffer();
    void whatAnAuditCannotMendIsFetchedWhole();
    void dataTravelsPackedWhereBothWantItAndCostsWhatItHolds_data();
    void dataTravelsPackedWhereBothWantItAndCostsWhatItHolds();
    void ofPackedDataNoMoreIsSentThanFitsUnpacked();
    void aNewEpochInMidSnapshotStartsOver();
    void whatTheServerCoversIsWhatTheClientCounts();
    void itIsReadyForTheNextSetOnlyWhenNothingIsOwed();

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("binary") << Encoding::Binary;
        QTest::newRow("JSON") << Encoding::Json;
    }

    static std::size_t count(const SimulatedClient& client, DeltaKind kind)
    {
        return static_cast<std::size_t>(std::ranges::count(client.deltas, kind, &SimulatedClient::SeenDelta::kind));
    }
};

void tst_Session::aClientGetsASnapshotAndThenEachTick()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(1, 2, 1);
    stage.feed(changes.grow(500));
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
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

void tst_Session::nothingIsSentForATickWithoutChanges()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(2, 2, 1);
    stage.feed(changes.grow(50));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
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

void tst_Session::aClientThatComesBeforeTheCacheIsFilledWaitsForIt()
{
    HostStage stage(schemaWithColumns(2, 1));
    SimulatedClient early(stage.host, {}, stage.now);
    early.hello(stage.now);
    QVERIFY(early.queue.empty());
    QVERIFY(early.session.welcomed());
    RandomChanges changes(3, 2, 1);
    stage.feed(changes.grow(500));
    settle(stage, early);
}

void tst_Session::aStarvedClientGetsOneMergedDelta()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(4, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {8, 4U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
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

void tst_Session::aSessionWaitsForTheSocketToEmpty()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(5, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.setBacklog(4U << 20);
    client.hello(stage.now);
    QVERIFY(client.queue.empty());
    client.setBacklog((4U << 20) - 1);
    client.session.pump(stage.now);
    QVERIFY(!client.queue.empty());
    settle(stage, client);
}

void tst_Session::aGrantThatIsLowerIsIgnored()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(6, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    client.say(Credit{{1, 1}, 0, 0}, stage.now);
    client.say(Credit{{0, 0}, 0, 0}, stage.now);
    QVERIFY(!client.closedWith);
    settle(stage, client);
}

void tst_Session::aDeltaTooLargeIsScannedInRoundsUntilOneFits()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(1, 40'000, 80'000);
    stage.feed(changes.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding, .window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    const auto manifests = client.manifests;
    client.deltas.clear();
    stage.feed(changes.moveAll(stage.host.store()));
    const Tick began = stage.host.tick();
    client.session.pump(stage.now);
    stage.feed(changes.steps(1000));   // in mid-scan
    settle(stage, client);
    QVERIFY(count(client, DeltaKind::Scan) >= 2);
    QCOMPARE(count(client, DeltaKind::ScanEnd), std::size_t{1});
    QCOMPARE(count(client, DeltaKind::Staged), std::size_t{0});
    QCOMPARE(client.deltas.back().kind, DeltaKind::Whole);
    const auto end = std::ranges::find(client.deltas, DeltaKind::ScanEnd, &SimulatedClient::SeenDelta::kind);
    QCOMPARE(end->to, began);
    QCOMPARE(client.manifests, manifests);
}

void tst_Session::afterThreeRoundsATickTravelsInPieces()
{
    QFETCH(Encoding, encoding);
    const bool json = encoding == Encoding::Json;
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(2, json ? 20'000 : 80'000, json ? 40'000 : 160'000);
    stage.feed(changes.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding, .window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.deltas.clear();
    // While a round is sent, more changes come than fit a message.
    for (int i = 0; i < 100 && count(client, DeltaKind::Staged) == 0; ++i) {
        stage.feed(changes.steps(100));
        stage.feed(changes.moveAll(stage.host.store()));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    QCOMPARE(count(client, DeltaKind::ScanEnd), std::size_t{3});
    settle(stage, client);
    const auto firstPiece = std::ranges::find(client.deltas, DeltaKind::Staged, &SimulatedClient::SeenDelta::kind);
    QVERIFY(firstPiece != client.deltas.end());
    for (auto piece = firstPiece; piece != client.deltas.end() && piece->kind == DeltaKind::Staged; ++piece) {
        QCOMPARE(piece->from, firstPiece->from);
        QCOMPARE(piece->to, firstPiece->to);
    }
    QVERIFY(count(client, DeltaKind::Staged) >= 2);
}

void tst_Session::aClientThatCanStageLittleSlowsTheSourceUntilItHasCaughtUp()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 80'000, 160'000);
    stage.feed(changes.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.maxStagedBytes = 1U << 20, .window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.deltas.clear();
    for (int i = 0; i < 100 && count(client, DeltaKind::ScanEnd) < 4; ++i) {
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
    QCOMPARE(count(client, DeltaKind::Staged), std::size_t{0});
}

void tst_Session::appliedBeyondWhatWasSentEndsTheSession()
{
    for (const int tooMuch : {0, 1}) {
        HostStage stage(schemaWithColumns(2, 1));
        RandomChanges changes(7, 2, 1);
        stage.feed(changes.grow(100));
        stage.fillCache();
        SimulatedClient client(stage.host, {}, stage.now);
        client.hello(stage.now);
        settle(stage, client);
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

void tst_Session::whatWasSentMayBeStatedAsAppliedWhereverAPumpEnded()
{
    // A pump ends after so many bytes; a client may be done with all of them before the next. Among graphs of these
    // sizes the first pump ends after the last part of some, and before it of others.
    for (std::uint32_t nodes = 23'500; nodes < 25'000; nodes += 200) {
        HostStage stage(source::ChangeSequence::schema());
        ManyChanges changes(nodes, nodes, 0);
        stage.feed(changes.births());
        stage.fillCache();
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

void tst_Session::aHeadDuringPiecesMayBeAppliedAfterThem()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(4, 80'000, 160'000);
    stage.feed(changes.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.deltas.clear();
    for (int i = 0; i < 100 && count(client, DeltaKind::Staged) == 0; ++i) {
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

void tst_Session::appliedOfAnotherEpochSaysNothing()
{
    HostStage stage(schemaWithColumns(2, 1));
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    client.say(Credit{client.granted(), stage.host.epoch() + 1, 1'000'000}, stage.now);
    client.say(Credit{client.granted(), 0, 1'000'000}, stage.now);
    QVERIFY(!client.closedWith);
}

void tst_Session::aResyncBringsANewSnapshot()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(8, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.say(Resync{"a test"}, stage.now);
    stage.feed(changes.next(40));
    settle(stage, client);
    QCOMPARE(client.manifests, 2);
    // In the middle of a snapshot too: pieces of the first are then of no use.
    client.say(Resync{"a test"}, stage.now);
    client.say(Resync{"impatient"}, stage.now);
    stage.feed(changes.next(40));
    settle(stage, client);
    QCOMPARE(client.manifests, 4);
}

void tst_Session::aClientThatComesBackGoesOnWhereItWas()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(21, 2, 1);
    stage.feed(changes.grow(3000));
    stage.fillCache();
    SimulatedClient first(stage.host, {.encoding = encoding}, stage.now);
    first.hello(stage.now);
    settle(stage, first);
    for (int i = 0; i < 10; ++i)
        stage.feed(changes.next(30));
    SimulatedClient second(stage.host, {.encoding = encoding}, stage.now);
    second.takeOver(first);
    const Tick held = second.applier.resumableTick();
    QVERIFY(held > 0);
    second.hello(stage.now);
    QCOMPARE(second.last<Welcome>().resumedFrom, held);
    QVERIFY(!second.applier.inSync());
    settle(stage, second);
    QCOMPARE(second.manifests, 0);
    QCOMPARE(second.applier.totals().snapshots, std::uint64_t{1});
    QCOMPARE(second.deltas.front().from, held);

    // Also where nothing changed meanwhile it is proved at once.
    SimulatedClient third(stage.host, {.encoding = encoding}, stage.now);
    third.takeOver(second);
    third.hello(stage.now);
    stage.idle();
    third.session.pump(stage.now);
    third.applyAll(stage.now);
    QCOMPARE(third.applier.inSync(), std::optional(true));
    QCOMPARE(third.manifests, 0);
}

void tst_Session::aCutAnywhereLosesNothingAndAppliesNothingTwice()
{
    // The connection ends after each number of messages in turn, in the middle of snapshots, scans and pieces too.
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(22, 30'000, 40'000);
    stage.feed(many.births());
    stage.fillCache();
    auto client = std::make_unique<SimulatedClient>(stage.host, SimulatedClient::Config{.keepsParts = true}, stage.now);
    client->hello(stage.now);
    std::size_t resumed = 0;
    for (int cut = 0; cut < 60; ++cut) {
        if (cut % 3 == 0)
            stage.feed(many.moveAll(stage.host.store()));
        else
            stage.feed(many.steps(500));
        if (cut % 2 == 0)
            stage.fillCache();   // else what is awaited comes when the encoder has the time for it, which is not the stage's
        for (int applied = 0; applied < cut; ++applied) {
            stage.idle();
            client->session.pump(stage.now);
            static_cast<void>(client->applyOne(stage.now));
            client->grant(1, stage.now);
        }
        QCOMPARE(client->breaches, QStringList());
        auto next = std::make_unique<SimulatedClient>(stage.host, SimulatedClient::Config{.keepsParts = true}, stage.now);
        next->takeOver(*client);
        client = std::move(next);
        client->hello(stage.now);
        resumed += client->last<Welcome>().resumedFrom != 0 ? 1 : 0;
    }
    QVERIFY2(resumed > 5, qPrintable(QString::number(resumed)));
    settle(stage, *client);
    QVERIFY(client->applier.store().scrub() == stage.host.store().digest());
}

void tst_Session::whoHoldsMostlyOldThingsGetsASnapshot()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(23, 20'000, 30'000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient first(stage.host, {}, stage.now);
    first.hello(stage.now);
    settle(stage, first);
    // So many elements came and went that the tombstones alone outweigh what is left.
    graph::ChangeSet gone;
    const auto schema = source::ChangeSequence::schema();
    gone.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    const auto& store = stage.host.store();
    for (Slot edge = 0; edge < store.edgeSlots(); ++edge) {
        if (store.hasEdge(edge))
            gone.removeEdge(edge);
    }
    for (Slot node = 10; node < store.nodeSlots(); ++node) {
        if (store.hasNode(node))
            gone.removeNode(node);
    }
    stage.feed(gone);
    stage.fillCache();
    SimulatedClient second(stage.host, {}, stage.now);
    second.takeOver(first);
    second.hello(stage.now);
    QCOMPARE(second.last<Welcome>().resumedFrom, Tick{0});
    settle(stage, second);
    QCOMPARE(second.manifests, 1);

    // A tick that never was, and another epoch, are no place to go on from.
    SimulatedClient liar(stage.host, {}, stage.now);
    Hello hello = liar.usualHello();
    hello.epoch = stage.host.epoch();
    hello.lastApplied = stage.host.tick() + 1000;
    liar.say(hello, stage.now);
    QCOMPARE(liar.last<Welcome>().resumedFrom, Tick{0});
    SimulatedClient stranger(stage.host, {}, stage.now);
    hello.lastApplied = stage.host.tick();   // from which nothing would have to be told
    hello.epoch = stage.host.epoch() + 1;
    stranger.say(hello, stage.now);
    QCOMPARE(stranger.last<Welcome>().resumedFrom, Tick{0});
    SimulatedClient familiar(stage.host, {}, stage.now);
    hello.epoch = stage.host.epoch();
    familiar.say(hello, stage.now);
    QCOMPARE(familiar.last<Welcome>().resumedFrom, stage.host.tick());
}

void tst_Session::ofASnapshotOnlyTheChunksThatTheClientLacksAreSent()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(24, 40'000, 60'000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient first(stage.host, {.keepsParts = true}, stage.now);
    first.hello(stage.now);
    settle(stage, first);
    QCOMPARE(first.needs, 0);   // it had nothing that could be kept, so nothing waited
    const int all = first.parts;

    // The server begins anew with the same graph, of which a little changed.
    stage.restart(source::ChangeSequence::schema());
    ManyChanges same(24, 40'000, 60'000);
    stage.feed(same.births());
    const auto moveSome = [&stage](float to) {
        graph::ChangeSet moved;
        const auto schema = source::ChangeSequence::schema();
        moved.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
        const std::vector<float> values(schema.nodeValues.size(), to);
        for (Slot node = 0; node < 10; ++node)
            moved.setNodeMotion(node, {to, to, true, 1}, values);
        stage.feed(moved);
    };
    moveSome(3);
    stage.fillCache();
    SimulatedClient second(stage.host, {.keepsParts = true}, stage.now);
    second.takeOver(first);
    second.hello(stage.now);
    QCOMPARE(second.last<Welcome>().resumedFrom, Tick{0});
    settle(stage, second);
    QCOMPARE(second.needs, 1);
    QVERIFY2(second.parts > 0 && second.parts < all / 4, qPrintable(QStringLiteral("%1 of %2").arg(second.parts).arg(all)));
    QCOMPARE(second.session.figures().partsHeld, second.applier.totals().partsHeld);
    QVERIFY(second.applier.store().scrub() == stage.host.store().digest());

    // Also one whose connection stands.
    stage.restart(source::ChangeSequence::schema());
    ManyChanges again(24, 40'000, 60'000);
    stage.feed(again.births());
    moveSome(4);
    stage.fillCache();
    const int before = second.parts;
    settle(stage, second);
    QCOMPARE(second.needs, 2);
    QVERIFY(second.parts - before < all / 4);
}

void tst_Session::aNeedOfAManifestThatWasReplacedSaysNothing()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(25, 2, 1);
    stage.feed(changes.grow(3000));
    stage.fillCache();
    SimulatedClient first(stage.host, {.keepsParts = true}, stage.now);
    first.hello(stage.now);
    settle(stage, first);
    stage.restart(schemaWithColumns(2, 1));
    RandomChanges others(26, 2, 1);
    stage.feed(others.grow(3000));
    stage.fillCache();
    first.session.pump(stage.now);   // a manifest that waits
    stage.restart(schemaWithColumns(2, 1));
    stage.feed(RandomChanges(27, 2, 1).grow(3000));
    stage.fillCache();
    first.session.pump(stage.now);   // and another
    QCOMPARE(first.queue.size(), std::size_t{2});
    const Need early{.manifest = 1, .parts = {}};
    first.say(early, stage.now);
    QVERIFY(!first.closedWith);
    QCOMPARE(first.queue.size(), std::size_t{2});
    settle(stage, first);
}

void tst_Session::aNeedOfAnotherSizeEndsTheSession()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(28, 2, 1);
    stage.feed(changes.grow(3000));
    stage.fillCache();
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now);
    Hello hello = client.usualHello();
    hello.epoch = stage.host.epoch() + 1;
    client.say(hello, stage.now);
    QCOMPARE(client.queue.size(), std::size_t{1});
    const auto message = decodeBinary(client.queue.front());
    QVERIFY(message);
    QCOMPARE(std::get<Manifest>(*message).waits, 1U);
    client.say(Need{.manifest = 1, .parts = std::vector<std::uint8_t>(100)}, stage.now);
    QCOMPARE(client.closedWith, std::optional(CloseCode::Malformed));
}

void tst_Session::afterAResyncNoManifestWaits()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(29, 2, 1);
    stage.feed(changes.grow(3000));
    stage.fillCache();
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.say(Resync{"a test"}, stage.now);
    settle(stage, client);
    QCOMPARE(client.manifests, 2);
    QCOMPARE(client.needs, 0);
}

void tst_Session::aClientOfAnotherEpochWaitsForTheFirstGraph()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(24, 20'000, 30'000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient before(stage.host, {.keepsParts = true}, stage.now);
    before.hello(stage.now);
    settle(stage, before);

    // The server begins anew, and its source is slow.
    stage.restart(source::ChangeSequence::schema(), HostStage::First::Reading);
    stage.idle();
    const auto tick = [&stage](SimulatedClient& client) {
        stage.tickAtOnce();
        client.session.pump(stage.now);
        if (client.applyOne(stage.now)) {
            client.applyAll(stage.now);
            client.grant(1, stage.now);
        }
    };
    HostStage::within10Seconds([&] { stage.tickAtOnce(); return stage.host.cache().coveredTick() != 0; });
    SimulatedClient held(stage.host, {.keepsParts = true}, stage.now), fresh(stage.host, {.keepsParts = true}, stage.now);
    held.takeOver(before);
    held.hello(stage.now);
    fresh.hello(stage.now);
    for (int i = 0; i < 10; ++i) {
        tick(held);
        tick(fresh);
    }
    QCOMPARE(held.manifests, 0);
    QCOMPARE(fresh.manifests, 1);   // it sees the graph grow
    ManyChanges same(24, 20'000, 30'000);
    stage.feed(same.births());
    for (int i = 0; i < 10; ++i)
        tick(held);
    QCOMPARE(held.manifests, 0);
    stage.script->whole();
    HostStage::within10Seconds([&] { return stage.host.feed().state == SourceState::Live; });
    stage.now += server::ChunkCache::passInterval;
    HostStage::within10Seconds([&] { tick(held); return held.closedWith || !held.breaches.isEmpty() || held.applier.inSync() == true; });
    QCOMPARE(held.breaches, QStringList());
    QCOMPARE(held.manifests, 1);
    QCOMPARE(held.needs, 1);
    QCOMPARE(held.parts, 0);   // it had all of it
    QVERIFY2(held.receivedFrameBytes < 20'000, qPrintable(QString::number(held.receivedFrameBytes)));   // and no delta brought it instead
    QVERIFY(held.applier.store().scrub() == stage.host.store().digest());
}

void tst_Session::itWaitsForNoLongerThanTheSourceMayTake()
{
    for (const bool fails : {false, true}) {
        HostStage stage(graph::Schema{}, HostStage::First::Reading);
        stage.idle();
        const auto began = stage.now;
        HostStage::within10Seconds([&] { stage.tickAtOnce(); return stage.host.cache().coveredTick() != 0; });
        SimulatedClient client(stage.host, {}, stage.now);
        Hello hello = client.usualHello();
        hello.epoch = stage.host.epoch() + 1;
        client.say(hello, stage.now);
        while (stage.now + HostStage::tickInterval < began + server::firstGraphPatience) {
            stage.idle();
            client.session.pump(stage.now);
            QVERIFY(client.queue.empty());
            if (fails && stage.now > began + server::firstGraphPatience / 2)
                break;
        }
        if (fails)
            stage.script->end("the disk is gone");
        else
            stage.idle();
        HostStage::within10Seconds([&] { stage.tickAtOnce(); client.session.pump(stage.now); return !client.queue.empty(); });
    }
}

void tst_Session::aGraphThatLoadsIsNotSentAgain()
{
    HostStage stage(source::ChangeSequence::schema(), HostStage::First::Reading);
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}, .keepsParts = true}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    QCOMPARE(client.manifests, 1);
    // More comes at once than fits a message, while the cache has little or nothing of it.
    ManyChanges many(30, 80'000, 160'000);
    stage.feed(many.births());
    settle(stage, client);
    for (int i = 0; i < 5; ++i) {
        stage.want();   // somebody else does, so some of the chunks are encoded anew and some are not
        stage.feed(many.moveAll(stage.host.store()));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    settle(stage, client);
    QCOMPARE(client.manifests, 1);
    QCOMPARE(client.applier.totals().snapshots, std::uint64_t{1});
    const auto graphBytes = stage.host.store().nodeCount() * 60 + stage.host.store().edgeCount() * 40;
    QVERIFY(client.received().bytes < 7 * graphBytes);
}

void tst_Session::aFirstGraphGrowsMessageByMessage()
{
    HostStage stage(source::ChangeSequence::schema(), HostStage::First::Reading);
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    client.deltas.clear();
    // All of it waits at once; the host could take far more of it in a tick than a message holds.
    source::ChangeSequence sequence({.nodes = 60'000, .edges = 120'000});
    std::size_t sets = 0;
    for (;; ++sets) {
        graph::ChangeSet set;
        set.setValueColumns(stage.host.store().schema().nodeValues.size(), stage.host.store().schema().edgeValues.size());
        if (!sequence.appendBirths(set, 4096))
            break;
        stage.script->give(std::move(set));
    }
    HostStage::within10Seconds([&] {
        stage.now += HostStage::tickInterval;
        static_cast<void>(stage.host.advance(stage.now));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        return !client.breaches.isEmpty() || (stage.host.store().edgeCount() == 120'000 && client.applier.inSync() == true
                                              && client.applier.appliedTick() >= stage.host.store().newestStamp());
    });
    QCOMPARE(client.breaches, QStringList());
    QCOMPARE(count(client, DeltaKind::Whole), client.deltas.size());
    QCOMPARE(client.manifests, 1);
}

void tst_Session::whoWaitsForASnapshotIsNotLedBack()
{
    // What came and went outweighs what is left, so a snapshot is cheaper; but before there is room for it the graph goes on.
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(23, 60'000, 120'000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    const auto& store = stage.host.store();
    const auto schema = source::ChangeSequence::schema();
    graph::ChangeSet gone;
    gone.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    for (Slot edge = 0; edge < store.edgeSlots(); ++edge) {
        if (store.hasEdge(edge))
            gone.removeEdge(edge);
    }
    for (Slot node = 1000; node < store.nodeSlots(); ++node) {
        if (store.hasNode(node))
            gone.removeNode(node);
    }
    stage.feed(gone);
    stage.fillCache();
    client.setBacklog(4U << 20);
    const std::vector<float> values(schema.nodeValues.size(), 1.0F);
    for (int i = 0; i < 5; ++i) {
        client.session.pump(stage.now);
        graph::ChangeSet moved;
        moved.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
        moved.setNodeMotion(static_cast<Slot>(i), {1, 2, true, 3}, values);
        stage.feed(moved);
        client.setBacklog(i % 2 == 0 ? 0 : 4U << 20);
    }
    client.setBacklog(0);
    settle(stage, client);   // looks at breaches, of which being led back is one
}

void tst_Session::aPolicyOfTheLatestMergesTicks()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(31, 2, 1);
    stage.feed(changes.grow(500));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now, {PolicyKind::Latest, 200, 0});
    settle(stage, client);
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

void tst_Session::aSampleLeavesOutValuesAndIsProvedOnTheRest()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(32, 600, 900);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    client.hello(stage.now, {PolicyKind::Sample, 0, 4});
    settle(stage, client);   // nothing was left out yet
    std::uint64_t covered = 0, rows = 0, sampled = 0;
    for (int tick = 0; tick < 10; ++tick) {
        stage.feed(tick % 3 == 0 ? many.moveAll(stage.host.store()) : many.steps(100));
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        const auto& delta = client.deltas.back();
        covered += delta.covered, rows += delta.rows, sampled += delta.sampled;
        QCOMPARE(client.applier.appliedTick(), stage.host.tick());
        QCOMPARE(client.applier.inSync(), std::optional(true));
        QCOMPARE(int{client.applier.lanes()}, 4);
        QCOMPARE(client.applier.store().digest().structure, stage.host.store().digest().structure);
    }
    QCOMPARE(covered, rows + sampled);   // each tick on its own: what was not sent was left out, not merged
    QVERIFY(sampled > rows);
    QVERIFY(client.applier.store().digest().values != stage.host.store().digest().values);
    QCOMPARE(client.breaches, QStringList());
}

void tst_Session::leavingASampleBringsAllThatWasLeftOut()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(33, 600, 900);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    const auto follow = [&] {
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        if (client.count<Head>() > 0)
            client.hearHead();
    };
    for (const int lanes : {8, 2, 5, 15}) {   // less and more, with changes between
        client.say(Policy{PolicyKind::Sample, 0, static_cast<std::uint8_t>(lanes)}, stage.now);
        stage.feed(many.moveAll(stage.host.store()));
        follow();
        QCOMPARE(int{client.applier.lanes()}, lanes);
        QCOMPARE(client.applier.inSync(), std::optional(true));
        QVERIFY(client.applier.store().laneDigest().sum(lanes) == stage.host.store().laneDigest().sum(lanes));
    }
    // All of it again, also where nothing changes any more and heads have moved the client on.
    for (int i = 0; i < 3; ++i) {
        stage.idle();
        client.session.sendHead(stage.now);
        follow();
    }
    client.say(Policy{}, stage.now);
    stage.idle();
    client.session.sendHead(stage.now);
    follow();
    stage.idle();
    follow();
    QCOMPARE(int{client.applier.lanes()}, int{graph::valueLanes});
    QCOMPARE(client.applier.inSync(), std::optional(true));
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QCOMPARE(client.manifests, 1);
    QCOMPARE(client.breaches, QStringList());

    // A client that is cut off while it samples states the tick before it did.
    client.say(Policy{PolicyKind::Sample, 0, 3}, stage.now);
    const Tick whole = client.applier.appliedTick();
    stage.feed(many.moveAll(stage.host.store()));
    follow();
    SimulatedClient second(stage.host, {}, stage.now);
    second.takeOver(client);
    QCOMPARE(second.applier.resumableTick(), whole);
    second.hello(stage.now);
    settle(stage, second);
    QCOMPARE(second.manifests, 0);
}

void tst_Session::anAuditBringsExactlyTheChunksThatDiffer()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(41, 20'000, 30'000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    const auto partsBefore = client.parts;
    // One node stands elsewhere and one edge weighs more than the server ever said.
    graph::ChangeSet wrong;
    const auto& store = stage.host.store();
    wrong.setValueColumns(store.schema().nodeValues.size(), store.schema().edgeValues.size());
    const std::vector<float> values(graph::maxValueColumns, 3.0F);
    wrong.setNodeMotion(5000, {1, 2, true, 3}, std::span(values).first(store.schema().nodeValues.size()));
    wrong.setEdgeMotion(20'000, 9, std::span(values).first(store.schema().edgeValues.size()));
    QVERIFY(store.hasNode(5000) && store.hasEdge(20'000));
    client.applier.spoil(wrong.view());

    client.mends = true;
    stage.feed(many.steps(50));
    settle(stage, client);
    QCOMPARE(client.audits, 1);
    QCOMPARE(client.fetches, 1);
    QCOMPARE(client.applier.totals().chunksFetched, std::uint64_t{2});
    QCOMPARE(client.manifests, 2);
    QVERIFY(client.parts > partsBefore && client.parts <= partsBefore + 8);   // a chunk may be cached in several parts
    QVERIFY(client.applier.store().scrub() == store.digest());
    QCOMPARE(client.applier.totals().digestsDiffering, std::uint64_t{1});
}

void tst_Session::whatAnAuditCannotMendIsFetchedWhole()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(42, 5000, 6000);
    stage.feed(many.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
    // An element in a slot that the server never used.
    graph::ChangeSet wrong;
    const auto& schema = stage.host.store().schema();
    wrong.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    wrong.setNodeIdentity(100'000, 1, "from nowhere", "", 0);
    client.applier.spoil(wrong.view());
    client.mends = true;
    stage.feed(many.steps(50));
    settle(stage, client);
    QCOMPARE(client.audits, 1);
    QCOMPARE(client.resyncs, 1);
    QVERIFY(!client.applier.store().hasNode(100'000));
    QVERIFY(client.applier.store().scrub() == stage.host.store().digest());
}

void tst_Session::dataTravelsPackedWhereBothWantItAndCostsWhatItHolds_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<bool>("clientWants");
    QTest::addColumn<std::uint32_t>("fromBytes");
    QTest::addColumn<bool>("packs");
    QTest::newRow("both") << Encoding::Binary << true << 1024U << true;
    QTest::newRow("not the client") << Encoding::Binary << false << 1024U << false;
    QTest::newRow("not the server") << Encoding::Binary << true << 0U << false;
    QTest::newRow("JSON, which has no such frames") << Encoding::Json << true << 1024U << false;
    QTest::newRow("too small to be worth it") << Encoding::Binary << true << (8U << 20) << false;
}

void tst_Session::dataTravelsPackedWhereBothWantItAndCostsWhatItHolds()
{
    QFETCH(Encoding, encoding);
    QFETCH(bool, clientWants);
    QFETCH(std::uint32_t, fromBytes);
    QFETCH(bool, packs);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 20'000, 40'000);
    stage.feed(changes.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.encoding = encoding, .zstd = clientWants}, stage.now);
    client.session.setPacking(fromBytes);
    client.hello(stage.now);
    settle(stage, client);
    stage.feed(changes.steps(2000));
    settle(stage, client);
    QCOMPARE(client.last<Welcome>().packsFromBytes, clientWants && encoding == Encoding::Binary ? fromBytes : 0U);
    QCOMPARE(client.packed > 0, packs);
    // The client, whose breaches settle() looks at, held every frame against its credit by what it holds unpacked.
    QCOMPARE(client.session.figures().savedBytes, client.received().bytes - client.receivedFrameBytes);
    QCOMPARE(client.session.figures().savedBytes > client.receivedFrameBytes / 2, packs);
}

void tst_Session::ofPackedDataNoMoreIsSentThanFitsUnpacked()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 80'000, 120'000);
    stage.feed(changes.births());
    stage.fillCache();
    QVERIFY(stage.host.cache().bytes() > 6U << 20);
    SimulatedClient client(stage.host, {.window = {1000, 4U << 20}, .zstd = true}, stage.now);
    client.session.setPacking(1024);
    client.hello(stage.now);
    for (int i = 0; i < 100; ++i) {
        stage.idle();
        client.session.pump(stage.now);
    }
    QVERIFY(client.packed > 0);
    QCOMPARE(client.breaches, QStringList());
    QVERIFY(client.received().bytes > 3U << 20);          // the window was used,
    QVERIFY(client.receivedFrameBytes < 3U << 20);        // though less than that came
    QCOMPARE(client.session.unacknowledgedBytes(), client.received().bytes);
    settle(stage, client);
}

void tst_Session::aNewEpochInMidSnapshotStartsOver()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges first(5, 60'000, 60'000), second(6, 500, 900);
    stage.feed(first.births());
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {64, 8U << 20}}, stage.now);
    client.hello(stage.now);
    client.applyAll(stage.now);
    QVERIFY(client.applier.snapshotShare() > 0 && client.applier.snapshotShare() < 1);
    const Epoch before = stage.host.epoch();
    stage.restart(source::ChangeSequence::schema());
    QVERIFY(stage.host.epoch() != before);
    // What the client still says about the first graph harms nothing.
    client.say(Credit{client.granted(), before, 1}, stage.now);
    stage.feed(second.births());
    settle(stage, client);
    QCOMPARE(client.applier.epoch(), stage.host.epoch());
    QCOMPARE(client.applier.store().nodeCount(), stage.host.store().nodeCount());
    QCOMPARE(client.applier.resets(), std::uint64_t{2});
}

void tst_Session::whatTheServerCoversIsWhatTheClientCounts()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(9, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
    SimulatedClient client(stage.host, {}, stage.now);
    client.hello(stage.now);
    settle(stage, client);
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

void tst_Session::itIsReadyForTheNextSetOnlyWhenNothingIsOwed()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(10, 2, 1);
    stage.feed(changes.grow(300));
    stage.fillCache();
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

WEIR_TEST(tst_Session)
#include "tst_session.moc"
