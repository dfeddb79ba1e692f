#include "support/encodings.h"
#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// A policy of samples leaves out values of some lanes.
class tst_SessionSamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSampleLeavesOutValuesAndIsProvedOnTheRest_data() { encodings(); }
    void aSampleLeavesOutValuesAndIsProvedOnTheRest();
    void leavingASampleBringsAllThatWasLeftOut();
    void aHeadMovesAClientOnToWhichLanesAreOwed();
};

void tst_SessionSamples::aSampleLeavesOutValuesAndIsProvedOnTheRest()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(32, 600, 900);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client, {PolicyKind::Sample, 0, 4});   // nothing was left out yet
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

void tst_SessionSamples::leavingASampleBringsAllThatWasLeftOut()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(33, 600, 900);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
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
    join(stage, second);
    QCOMPARE(second.manifests, 0);
}

void tst_SessionSamples::aHeadMovesAClientOnToWhichLanesAreOwed()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(34, 300, 400);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client, {PolicyKind::Sample, 0, 2});
    stage.feed(many.moveAll(stage.host.store()));
    client.session.pump(stage.now);
    client.applyAll(stage.now);
    client.grant(1, stage.now);
    QCOMPARE(client.applier.appliedTick(), stage.host.tick());

    client.setBacklog(4U << 20);   // what it asks for cannot be sent yet
    client.say(Policy{}, stage.now);
    for (int i = 0; i < 3; ++i)
        stage.idle();
    client.session.pump(stage.now);
    client.session.sendHead(stage.now);
    client.hearHead();
    QCOMPARE(client.applier.appliedTick(), stage.host.tick());
    client.grant(1, stage.now);
    QVERIFY2(!client.closedWith, client.closeReason.c_str());

    client.setBacklog(0);
    stage.idle();
    client.session.pump(stage.now);
    client.applyAll(stage.now);
    QCOMPARE(int{client.applier.lanes()}, int{graph::valueLanes});
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QCOMPARE(client.breaches, QStringList());
}

WEIR_TEST(tst_SessionSamples)
#include "tst_session_samples.moc"
