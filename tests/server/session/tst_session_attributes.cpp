#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/encodings.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using graph::AttributeKind;

/// What a source says of its elements besides who they are and how they stand, from the source's set to the client's model.
class tst_SessionAttributes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsAndTextsComeWhenTheyComeAtRowsAMillionApart();
    void whatChangesAloneTravelsAlone_data() { encodings(); }
    void whatChangesAloneTravelsAlone();
    void aTickOfAttributesIsNoneForWhoTakesNone();
    void aModelWithoutAttributesIsNotResumed();
    void partsOfAttributesThatAreHeldAreNotSentAgain();
    void anAuditFetchesChunksOfAttributesAlone_data() { encodings(); }
    void anAuditFetchesChunksOfAttributesAlone();
    void whatAChunkNeverHadIsDropped();
    void aClientOfAnotherEpochGetsAllAttributesAnew();
    void whatIsTooMuchForAnElementIsLeftOut();

private:
    static graph::ChangeSet nodes(Slot first, std::uint32_t count)
    {
        graph::ChangeSet set;
        for (Slot node = first; node < first + count; ++node)
            set.setNodeIdentity(node, 1, "n" + std::to_string(node), "", 0);
        return set;
    }
    /// The first text of the first column of nodes, with its column where it is new.
    static void name(graph::ChangeSet& set, Slot node, bool appends)
    {
        if (appends) {
            set.appendAttribute(ElementKind::Node, {"city", AttributeKind::Text});
            set.appendText(ElementKind::Node, 0, "Ulm");
        }
        set.attributes(ElementKind::Node).setEntry(node, 0, 0);
    }
    static graph::AttributeValue valueOf(const SimulatedClient& client, Slot node, graph::AttributeNumber column)
    {
        return client.applier.store().attributes(ElementKind::Node).value(node, column);
    }
};

void tst_SessionAttributes::columnsAndTextsComeWhenTheyComeAtRowsAMillionApart()
{
    HostStage stage(graph::Schema{});
    constexpr Slot farAway = 1'000'000;
    graph::ChangeSet first = nodes(0, 10);
    name(first, 3, true);
    stage.serve(first);
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    QVERIFY(valueOf(client, 3, 0) == graph::AttributeValue("Ulm"));

    graph::ChangeSet second = nodes(farAway, 10);
    name(second, farAway, false);
    second.appendText(ElementKind::Node, 0, "Paris");
    second.attributes(ElementKind::Node).setEntry(farAway + 1, 0, 1);
    second.appendAttribute(ElementKind::Node, {"age", AttributeKind::Number});
    second.attributes(ElementKind::Node).setNumber(farAway + 1, 1, 41.5);
    stage.feed(second);
    settle(stage, client);
    QVERIFY(valueOf(client, farAway, 0) == graph::AttributeValue("Ulm"));
    QVERIFY(valueOf(client, farAway + 1, 0) == graph::AttributeValue("Paris"));
    QVERIFY(valueOf(client, farAway + 1, 1) == graph::AttributeValue(41.5));
    QVERIFY(!hasValue(valueOf(client, 3, 1)));

    graph::ChangeSet third;
    third.attributes(ElementKind::Node).setNumber(3, 1, 7);
    third.attributes(ElementKind::Node).setOwnText(4, 0, "in no dictionary");
    stage.feed(third);
    settle(stage, client);
    QVERIFY(valueOf(client, 3, 1) == graph::AttributeValue(7.0));
    QVERIFY(valueOf(client, 4, 0) == graph::AttributeValue("in no dictionary"));
    QCOMPARE(client.applier.store().schema(), stage.host.store().schema());
    QCOMPARE(client.manifests, 1);
}

void tst_SessionAttributes::whatChangesAloneTravelsAlone()
{
    QFETCH(Encoding, encoding);
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 100);
    name(first, 5, true);
    stage.serve(first);
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client);
    client.deltas.clear();

    graph::ChangeSet attribute;
    attribute.attributes(ElementKind::Node).setOwnText(5, 0, "Bonn");
    stage.feed(attribute);
    settle(stage, client);
    QCOMPARE(client.deltas.size(), std::size_t{1});
    QCOMPARE(client.deltas.back().rows, std::uint64_t{1});
    QCOMPARE(client.deltas.back().of.identities + client.deltas.back().of.motions, std::size_t{0});
    QCOMPARE(client.deltas.back().of.attributes, std::size_t{1});

    graph::ChangeSet motion;
    motion.setNodeMotion(5, {1, 2, true, 1}, {});
    stage.feed(motion);
    settle(stage, client);
    QCOMPARE(client.deltas.size(), std::size_t{2});
    QCOMPARE(client.deltas.back().of.motions, std::size_t{1});
    QCOMPARE(client.deltas.back().of.attributes, std::size_t{0});

    // What is so already changes nothing.
    const Tick newest = stage.host.store().newestStamp();
    const std::uint64_t total = stage.host.store().changesTotal();
    stage.feed(attribute);
    settle(stage, client);
    QCOMPARE(stage.host.store().changesTotal(), total);
    QVERIFY(stage.host.store().newestStamp() >= newest);
}

void tst_SessionAttributes::aTickOfAttributesIsNoneForWhoTakesNone()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 100);
    name(first, 5, true);
    stage.serve(first);
    SimulatedClient client(stage.host, {.attributes = false}, stage.now);
    client.hello(stage.now);
    const auto upToDate = [&] {
        HostStage::within10Seconds([&] {
            stage.idle();
            client.session.pump(stage.now);
            client.applyAll(stage.now);
            client.grant(1, stage.now);
            return client.applier.following() && client.applier.appliedTick() >= stage.host.store().newestStamp(graph::Reads::Elements);
        });
    };
    upToDate();
    client.session.sendHead(stage.now);
    const Head before = client.last<Head>();
    client.deltas.clear();
    graph::ChangeSet attribute;
    attribute.attributes(ElementKind::Node).setOwnText(5, 0, "Bonn");
    stage.feed(attribute);
    for (int i = 0; i < 5; ++i) {
        stage.idle();
        client.session.pump(stage.now);
        client.applyAll(stage.now);
    }
    client.session.sendHead(stage.now);
    client.hearHead();
    const Head after = client.last<Head>();
    QCOMPARE(after.changedTick, before.changedTick);
    QCOMPARE(after.changesTotal, before.changesTotal);
    QVERIFY(after.tick > before.tick && after.digest == before.digest && after.digest.attributes == 0);
    QCOMPARE(client.deltas.size(), std::size_t{0});
    QCOMPARE(client.applier.appliedTick(), after.tick);
    QCOMPARE(client.applier.inSync(), std::optional(true));
    QCOMPARE(client.breaches, QStringList());
    // Of those who take them it was one.
    QCOMPARE(stage.host.store().changesTotal(), after.changesTotal + 1);
}

void tst_SessionAttributes::aModelWithoutAttributesIsNotResumed()
{
    for (const Hello::Attributes holds : {Hello::Attributes::Held, Hello::Attributes::NotHeld}) {
        HostStage stage(graph::Schema{});
        graph::ChangeSet first = nodes(0, 4000);
        name(first, 5, true);
        stage.serve(first);
        SimulatedClient before(stage.host, {}, stage.now);
        join(stage, before);
        SimulatedClient client(stage.host, {}, stage.now);
        client.takeOver(before);
        Hello hello = client.usualHello();
        hello.attributes = holds;
        client.sayHello(hello, stage.now);
        QCOMPARE(client.last<Welcome>().resumedFrom != 0, holds == Hello::Attributes::Held);
        settle(stage, client);
    }
}

void tst_SessionAttributes::partsOfAttributesThatAreHeldAreNotSentAgain()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 3 * graph::chunkSize);
    name(first, 5, true);
    for (Slot node = 6; node < 3 * graph::chunkSize; ++node)
        first.attributes(ElementKind::Node).setEntry(node, 0, 0);
    stage.serve(first);
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now);
    join(stage, client);
    QCOMPARE(client.parts, 9);   // three chunks, of which elements take two parts and attributes one
    // Asked for all again it says what it has: what changed meanwhile in one chunk's attributes alone is sent.
    graph::ChangeSet attribute;
    attribute.attributes(ElementKind::Node).setOwnText(graph::chunkSize + 1, 0, "Bonn");
    stage.feed(attribute);
    stage.fillCache();
    SimulatedClient next(stage.host, {.keepsParts = true}, stage.now);
    next.takeOver(client);
    Hello hello = next.usualHello();
    hello.lastApplied = 0;
    next.sayHello(hello, stage.now);
    settle(stage, next);
    QCOMPARE(next.needs, 1);
    QCOMPARE(next.parts, 1);
    QVERIFY(valueOf(next, graph::chunkSize + 1, 0) == graph::AttributeValue("Bonn"));
}

void tst_SessionAttributes::anAuditFetchesChunksOfAttributesAlone()
{
    QFETCH(Encoding, encoding);
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 3 * graph::chunkSize);
    name(first, 5, true);
    name(first, 2 * graph::chunkSize + 1, false);
    stage.serve(first);
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client);
    const int parts = client.parts;
    graph::ChangeSet wrong, change;
    wrong.attributes(ElementKind::Node).setOwnText(2 * graph::chunkSize, 0, "from nowhere");
    client.applier.spoil(wrong.view());
    client.mends = true;
    change.attributes(ElementKind::Node).setOwnText(1, 0, "Bonn");
    stage.feed(change);
    settle(stage, client);
    QCOMPARE(client.audits, 1);
    QCOMPARE(client.fetches, 1);
    QCOMPARE(client.applier.totals().chunksFetched, std::uint64_t{1});
    QVERIFY(client.applier.differing().nodes.empty() && client.applier.differing().edges.empty());
    QCOMPARE(client.applier.differing().nodeAttributes, std::vector<std::uint32_t>{2});
    QVERIFY(client.parts <= parts + 1);
    QVERIFY(!hasValue(valueOf(client, 2 * graph::chunkSize, 0)));
    QVERIFY(client.applier.store().scrub() == stage.host.store().digest());
}

void tst_SessionAttributes::whatAChunkNeverHadIsDropped()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 2 * graph::chunkSize);
    name(first, 5, true);
    stage.serve(first);
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    graph::ChangeSet wrong, change;
    wrong.attributes(ElementKind::Node).setOwnText(graph::chunkSize, 0, "from nowhere");
    client.applier.spoil(wrong.view());
    client.mends = true;
    change.attributes(ElementKind::Node).setOwnText(1, 0, "Bonn");
    stage.feed(change);
    HostStage::within10Seconds([&] {
        stage.idle();
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        return client.audits == 1 && !hasValue(valueOf(client, graph::chunkSize, 0));
    });
    stage.feed(nodes(7 * graph::chunkSize, 1));
    settle(stage, client);
    QCOMPARE(client.fetches + client.resyncs, 0);
    QVERIFY(client.applier.store().scrub() == stage.host.store().digest());
}

void tst_SessionAttributes::aClientOfAnotherEpochGetsAllAttributesAnew()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 100);
    name(first, 5, true);
    stage.serve(first);
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now);
    join(stage, client);
    // The same graph, whose source met its columns and texts in another order.
    stage.restart(graph::Schema{});
    graph::ChangeSet again = nodes(0, 100);
    again.appendAttribute(ElementKind::Node, {"age", AttributeKind::Number});
    again.appendAttribute(ElementKind::Node, {"city", AttributeKind::Text});
    again.appendText(ElementKind::Node, 1, "Paris");
    again.appendText(ElementKind::Node, 1, "Ulm");
    again.attributes(ElementKind::Node).setEntry(5, 1, 1);
    stage.serve(again);
    settle(stage, client);
    QVERIFY(valueOf(client, 5, 1) == graph::AttributeValue("Ulm"));
    QVERIFY(!hasValue(valueOf(client, 5, 0)));
    QCOMPARE(client.applier.store().schema(), stage.host.store().schema());
    QVERIFY(client.applier.totals().partsHeld > 0);   // of the nodes themselves
}

void tst_SessionAttributes::whatIsTooMuchForAnElementIsLeftOut()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet first = nodes(0, 2);
    for (const char* column : {"a", "b", "c"})
        first.appendAttribute(ElementKind::Node, {column, AttributeKind::Text});
    const std::string half(graph::maxAttributeBytes / 2, 'x'), one(1, 'y');
    first.attributes(ElementKind::Node).setOwnText(0, 0, half);
    first.attributes(ElementKind::Node).setOwnText(0, 1, half);
    first.attributes(ElementKind::Node).setOwnText(0, 2, one);   // one byte too many
    first.attributes(ElementKind::Node).setOwnText(1, 2, one);
    stage.serve(first);
    QCOMPARE(stage.host.store().attributes(ElementKind::Node).leftOut(), std::uint64_t{1});
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    QVERIFY(!hasValue(valueOf(client, 0, 2)));
    QVERIFY(valueOf(client, 1, 2) == graph::AttributeValue(one));
    graph::ChangeSet second;
    second.attributes(ElementKind::Node).setOwnText(0, 0, half.substr(1));   // shorter texts make room
    second.attributes(ElementKind::Node).setOwnText(0, 2, one);
    stage.feed(second);
    settle(stage, client);
    QVERIFY(valueOf(client, 0, 2) == graph::AttributeValue(one));
}

WEIR_TEST(tst_SessionAttributes)
#include "tst_session_attributes.moc"
