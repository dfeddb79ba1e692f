#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// When a snapshot is sent, and which parts of it.
class tst_SessionSnapshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientThatComesBeforeTheCacheIsFilledWaitsForIt();
    void aResyncBringsANewSnapshot();
    void ofASnapshotOnlyTheChunksThatTheClientLacksAreSent();
    void aNeedOfAManifestThatWasReplacedSaysNothing();
    void aNeedOfAnotherSizeEndsTheSession();
    void afterAResyncNoManifestWaits();
    void whoWaitsForASnapshotIsNotLedBack();
    void whoComesBackIsNotKeptWaitingForASnapshotThatWouldLeadItBack();
    void aNewEpochInMidSnapshotStartsOver();
};

void tst_SessionSnapshots::aClientThatComesBeforeTheCacheIsFilledWaitsForIt()
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

void tst_SessionSnapshots::aResyncBringsANewSnapshot()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(8, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
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

void tst_SessionSnapshots::ofASnapshotOnlyTheChunksThatTheClientLacksAreSent()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(24, 40'000, 60'000);
    stage.serve(many.births());
    SimulatedClient first(stage.host, {.keepsParts = true}, stage.now);
    join(stage, first);
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

void tst_SessionSnapshots::aNeedOfAManifestThatWasReplacedSaysNothing()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(25, 2, 1);
    stage.serve(changes.grow(3000));
    SimulatedClient first(stage.host, {.keepsParts = true}, stage.now);
    join(stage, first);
    stage.restart(schemaWithColumns(2, 1));
    RandomChanges others(26, 2, 1);
    stage.serve(others.grow(3000));
    first.session.pump(stage.now);   // a manifest that waits
    stage.restart(schemaWithColumns(2, 1));
    stage.serve(RandomChanges(27, 2, 1).grow(3000));
    first.session.pump(stage.now);   // and another
    QCOMPARE(first.queue.size(), std::size_t{2});
    const Need early{.manifest = 1, .parts = {}};
    first.say(early, stage.now);
    QVERIFY(!first.closedWith);
    QCOMPARE(first.queue.size(), std::size_t{2});
    settle(stage, first);
}

void tst_SessionSnapshots::aNeedOfAnotherSizeEndsTheSession()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(28, 2, 1);
    stage.serve(changes.grow(3000));
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

void tst_SessionSnapshots::afterAResyncNoManifestWaits()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(29, 2, 1);
    stage.serve(changes.grow(3000));
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now);
    join(stage, client);
    client.say(Resync{"a test"}, stage.now);
    settle(stage, client);
    QCOMPARE(client.manifests, 2);
    QCOMPARE(client.needs, 0);
}

void tst_SessionSnapshots::whoWaitsForASnapshotIsNotLedBack()
{
    // What came and went outweighs what is left, so a snapshot is cheaper; but before there is room for it the graph goes on.
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(23, 60'000, 120'000);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
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
    stage.serve(gone);
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

void tst_SessionSnapshots::whoComesBackIsNotKeptWaitingForASnapshotThatWouldLeadItBack()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(30, 2, 1);
    stage.serve(changes.grow(100));
    // The cache looks for changes now, and not again before passInterval, which does not pass here.
    stage.now += server::ChunkCache::passInterval;
    stage.tickAtOnce();
    QCOMPARE(stage.host.cache().passBegan(), stage.now);
    const auto goOn = [&stage](SimulatedClient& client) {
        for (int i = 0; i < 3; ++i) {
            stage.tickAtOnce();
            client.session.pump(stage.now);
            client.applyAll(stage.now);
            client.grant(1, stage.now);
        }
    };
    SimulatedClient before(stage.host, {}, stage.now);
    before.hello(stage.now);
    goOn(before);
    stage.feed(changes.next(40));
    goOn(before);
    const Tick has = before.applier.appliedTick();
    QVERIFY(has >= stage.host.store().newestStamp());
    QVERIFY(stage.host.cache().leadsTo(stage.host.store(), stage.host.tick()) < has);
    // While it is away comes far more than what is encoded.
    stage.feed(changes.grow(3000));
    SimulatedClient client(stage.host, {}, stage.now);
    client.takeOver(before);
    client.hello(stage.now);
    QCOMPARE(client.last<Welcome>().resumedFrom, has);
    goOn(client);
    QVERIFY2(!client.closedWith, client.closeReason.c_str());
    QCOMPARE(client.breaches, QStringList());
    QCOMPARE(client.manifests, 0);
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QVERIFY(2 * stage.host.cache().bytes() + 16'384 < client.received().bytes);   // though a snapshot would have been smaller
}

void tst_SessionSnapshots::aNewEpochInMidSnapshotStartsOver()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges first(5, 60'000, 60'000), second(6, 500, 900);
    stage.serve(first.births());
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

WEIR_TEST(tst_SessionSnapshots)
#include "tst_session_snapshots.moc"
