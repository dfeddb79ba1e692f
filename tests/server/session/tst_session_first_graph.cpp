#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What a session does while its source still gives its first graph.
class tst_SessionFirstGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientOfAnotherEpochWaitsForTheFirstGraph();
    void itWaitsForNoLongerThanTheSourceMayTake();
    void aGraphThatLoadsIsNotSentAgain();
    void aFirstGraphGrowsMessageByMessage();
};

void tst_SessionFirstGraph::aClientOfAnotherEpochWaitsForTheFirstGraph()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(24, 20'000, 30'000);
    stage.serve(many.births());
    SimulatedClient before(stage.host, {.keepsParts = true}, stage.now);
    join(stage, before);

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
    // Whole, and not encoded: what there is would do for anybody else, for it was looked at a moment ago.
    tick(held);
    QVERIFY(!stage.host.readingFirstGraph(stage.now));
    QVERIFY(stage.host.snapshotFor(stage.now, 0, stage.now, [](auto, auto, auto) { return false; }));
    QCOMPARE(held.manifests, 0);
    stage.now += server::ChunkCache::passInterval;
    HostStage::within10Seconds([&] { tick(held); return held.closedWith || !held.breaches.isEmpty() || held.applier.inSync() == true; });
    QCOMPARE(held.breaches, QStringList());
    QCOMPARE(held.manifests, 1);
    QCOMPARE(held.needs, 1);
    QCOMPARE(held.parts, 0);   // it had all of it
    QVERIFY2(held.receivedFrameBytes < 20'000, qPrintable(QString::number(held.receivedFrameBytes)));   // and no delta brought it instead
    QVERIFY(held.applier.store().scrub() == stage.host.store().digest());
}

void tst_SessionFirstGraph::itWaitsForNoLongerThanTheSourceMayTake()
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

void tst_SessionFirstGraph::aGraphThatLoadsIsNotSentAgain()
{
    HostStage stage(source::ChangeSequence::schema(), HostStage::First::Reading);
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}, .keepsParts = true}, stage.now);
    join(stage, client);
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

void tst_SessionFirstGraph::aFirstGraphGrowsMessageByMessage()
{
    HostStage stage(source::ChangeSequence::schema(), HostStage::First::Reading);
    stage.fillCache();
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
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
    QCOMPARE(client.count(DeltaKind::Whole), client.deltas.size());
    QCOMPARE(client.manifests, 1);
}

WEIR_TEST(tst_SessionFirstGraph)
#include "tst_session_first_graph.moc"
