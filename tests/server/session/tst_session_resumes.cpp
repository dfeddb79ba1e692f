#include "support/encodings.h"
#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// A client that comes back goes on where it was, where that is the cheaper way.
class tst_SessionResumes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientThatComesBackGoesOnWhereItWas_data() { encodings(); }
    void aClientThatComesBackGoesOnWhereItWas();
    void aCutAnywhereLosesNothingAndAppliesNothingTwice();
    void whoHoldsMostlyOldThingsGetsASnapshot();
};

void tst_SessionResumes::aClientThatComesBackGoesOnWhereItWas()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(21, 2, 1);
    stage.serve(changes.grow(3000));
    SimulatedClient first(stage.host, {.encoding = encoding}, stage.now);
    join(stage, first);
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

void tst_SessionResumes::aCutAnywhereLosesNothingAndAppliesNothingTwice()
{
    // The connection ends after each number of messages in turn, in the middle of snapshots, scans and pieces too.
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(22, 30'000, 40'000);
    stage.serve(many.births());
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

void tst_SessionResumes::whoHoldsMostlyOldThingsGetsASnapshot()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(23, 20'000, 30'000);
    stage.serve(many.births());
    SimulatedClient first(stage.host, {}, stage.now);
    join(stage, first);
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
    stage.serve(gone);
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

WEIR_TEST(tst_SessionResumes)
#include "tst_session_resumes.moc"
