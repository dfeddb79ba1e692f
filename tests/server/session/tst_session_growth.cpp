#include "support/test_program.h"
#include "support/encodings.h"
#include "graph/graph_model.h"
#include "graph/limits.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// Lists of the schema that grow within an epoch, as a session tells of them. That no row comes before its name, and no name among
/// the pieces of a tick, is looked at by every SimulatedClient.
class tst_SessionGrowth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesGoAheadOfTheRowsThatNeedThem_data() { encodings(); }
    void namesGoAheadOfTheRowsThatNeedThem();
    void aManifestHasTheBeginningOfLongListsAndTheRestFollows_data() { encodings(); }
    void aManifestHasTheBeginningOfLongListsAndTheRestFollows();
    void whoComesBackIsToldWhatCameMeanwhile_data() { encodings(); }
    void whoComesBackIsToldWhatCameMeanwhile();
    void whoStatesMoreThanThereIsResumesNothing();
    void namesCostCredit();
    void namesTravelPackedToo();
    void namesComeAheadOfAScanAndNotAmongThePiecesOfATick();
    void anAuditOfAModelMendsItWithItsLists();
    void aResyncBeginsTheListsAnew();
    void aNewEpochBeginsTheListsAnew();
    void whoTakesNoGrowthKeepsTheSchemaOfItsFirstManifest_data() { encodings(); }
    void whoTakesNoGrowthKeepsTheSchemaOfItsFirstManifest();
    void afterAResumeWhoTakesNoGrowthIsFetchedAllOfIt();
    void aFullListIsOfferedWholeAndNoMore();

private:

    static bool knowsAll(const HostStage& stage, const SimulatedClient& client)
    {
        return client.applier.store().schema() == stage.host.store().schema();
    }

    /// So many names of nodes at once, and one element of the last of them.
    static graph::ChangeSet manyNames(std::uint32_t count, std::size_t bytes, Slot slot)
    {
        graph::ChangeSet set;
        for (std::uint32_t i = 0; i < count; ++i)
            set.appendNodeCategory(std::to_string(i) + std::string(bytes, 'n'));
        set.setNodeIdentity(slot, 1, "of the last " + std::to_string(slot), "", static_cast<graph::Category>(count - 1));
        return set;
    }
};

void tst_SessionGrowth::namesGoAheadOfTheRowsThatNeedThem()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(1, 2, 1);
    stage.serve(changes.grow(200));
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client);
    QCOMPARE(client.growths, 0);
    for (int i = 0; i < 20; ++i) {
        changes.nameNodeCategory();
        if (i % 3 == 0)
            changes.nameEdgeCategory();
        stage.feed(changes.next(50));
        client.session.pump(stage.now);
        QCOMPARE(client.queue.size(), std::size_t{2});   // the names, then the rows
        client.applyAll(stage.now);
        QVERIFY(knowsAll(stage, client));
        client.grant(1, stage.now);
    }
    QCOMPARE(client.growths, 20);
    settle(stage, client);
    QCOMPARE(stage.host.store().schema().nodeCategories.size(), std::size_t{25});
    QCOMPARE(stage.host.store().schema().edgeCategories.size(), std::size_t{10});
    QCOMPARE(client.manifests, 1);
    // Nobody is told twice.
    stage.feed(changes.next(50));
    settle(stage, client);
    QCOMPARE(client.growths, 20);
}

void tst_SessionGrowth::aManifestHasTheBeginningOfLongListsAndTheRestFollows()
{
    QFETCH(Encoding, encoding);
    HostStage stage(graph::Schema{});
    stage.serve(manyNames(3000, 100, 0));
    SimulatedClient client(stage.host, {.encoding = encoding, .keepsParts = true}, stage.now);
    client.hello(stage.now);
    HostStage::within10Seconds([&] {
        stage.idle();
        client.session.pump(stage.now);
        return client.applyOne(stage.now);
    });
    const std::size_t begun = client.applier.store().schema().nodeCategories.size();
    QVERIFY(begun > 0 && begun < 3000);
    settle(stage, client);
    QVERIFY(knowsAll(stage, client));
    QVERIFY(client.growths >= 3000 * 100 / static_cast<int>(server::namesPerMessageBytes));
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
}

void tst_SessionGrowth::whoComesBackIsToldWhatCameMeanwhile()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(3, 2, 1);
    stage.serve(changes.grow(3000));
    SimulatedClient first(stage.host, {.encoding = encoding}, stage.now);
    first.hello(stage.now);
    changes.nameEdgeCategory();
    stage.feed(changes.next(10));
    settle(stage, first);
    for (int i = 0; i < 10; ++i) {
        changes.nameNodeCategory();
        stage.feed(changes.next(30));
    }
    SimulatedClient second(stage.host, {.encoding = encoding}, stage.now);
    second.takeOver(first);
    second.hello(stage.now);
    QVERIFY(second.last<Welcome>().resumedFrom != 0);
    settle(stage, second);
    QCOMPARE(second.manifests, 0);
    QCOMPARE(second.growths, 1);
    QVERIFY(knowsAll(stage, second));

    // The names came, and the connection was cut before their rows: they are not told again.
    changes.nameNodeCategory();
    stage.feed(changes.next(30));
    second.session.pump(stage.now);
    QVERIFY(second.applyOne(stage.now));
    SimulatedClient third(stage.host, {.encoding = encoding}, stage.now);
    third.takeOver(second);
    join(stage, third);
    QCOMPARE(third.manifests, 0);
    QCOMPARE(third.growths, 0);
    QVERIFY(knowsAll(stage, third));
}

void tst_SessionGrowth::whoStatesMoreThanThereIsResumesNothing()
{
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(4, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient first(stage.host, {}, stage.now);
    join(stage, first);
    SimulatedClient second(stage.host, {}, stage.now);
    second.takeOver(first);
    Hello hello = second.usualHello();
    ++hello.lists->edgeCategories;
    second.say(hello, stage.now);
    QCOMPARE(second.last<Welcome>().resumedFrom, Tick{0});
    QVERIFY(!second.closedWith);
}

void tst_SessionGrowth::namesCostCredit()
{
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(5, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {.window = {8, 4U << 20}}, stage.now);
    join(stage, client);
    const auto before = client.received();
    while (client.credits().messages > 0) {
        changes.nameNodeCategory();
        stage.feed(changes.next(5));
        client.session.pump(stage.now);
    }
    QCOMPARE(client.received().messages - before.messages, std::uint64_t{8});
    // All that came while there was no credit is one list and one delta.
    for (int i = 0; i < 50; ++i) {
        changes.nameNodeCategory();
        stage.feed(changes.next(5));
        client.session.pump(stage.now);
    }
    QCOMPARE(client.received().messages - before.messages, std::uint64_t{8});
    client.applyAll(stage.now);
    client.grant(1, stage.now);
    QCOMPARE(client.queue.size(), std::size_t{2});
    settle(stage, client);
    QVERIFY(knowsAll(stage, client));
}

void tst_SessionGrowth::namesTravelPackedToo()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet one;
    one.setNodeIdentity(0, 1, "a", "", 0);
    stage.serve(one);
    SimulatedClient client(stage.host, {.zstd = true}, stage.now);
    client.session.setPacking(1024);
    join(stage, client);
    const int packed = client.packed;
    stage.feed(manyNames(200, 100, 1));
    client.session.pump(stage.now);
    QVERIFY(client.packed > packed);
    settle(stage, client);
    QVERIFY(knowsAll(stage, client));
}

void tst_SessionGrowth::namesComeAheadOfAScanAndNotAmongThePiecesOfATick()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(6, 80'000, 160'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.window = {1024, 64U << 20}}, stage.now);
    join(stage, client);
    client.deltas.clear();
    std::size_t names = 0;
    const auto name = [&] {
        graph::ChangeSet set;
        set.setValueColumns(stage.host.store().schema().nodeValues.size(), stage.host.store().schema().edgeValues.size());
        set.appendNodeCategory("late " + std::to_string(names++));
        const auto identity = stage.host.store().nodeIdentity(0);
        set.setNodeIdentity(0, identity.generation, std::string(identity.key), "",
                            static_cast<graph::Category>(stage.host.store().schema().nodeCategories.size()));
        stage.feed(set);
    };
    for (int i = 0; i < 100 && client.count(DeltaKind::Staged) == 0; ++i) {
        stage.feed(changes.steps(100));
        stage.feed(changes.moveAll(stage.host.store()));
        name();
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
    }
    QVERIFY(client.count(DeltaKind::Scan) > 0 && client.count(DeltaKind::Staged) > 0);
    // Names that come between two pieces wait for the last.
    while (client.session.readyForNext() == false && client.count(DeltaKind::Staged) < 40 && !client.applier.following()) {
        name();
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        if (!client.breaches.isEmpty())
            break;
    }
    settle(stage, client);
    QVERIFY(knowsAll(stage, client));
    QVERIFY(client.growths > 1);
}

void tst_SessionGrowth::anAuditOfAModelMendsItWithItsLists()
{
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(7, 2, 1);
    stage.serve(changes.grow(300));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    graph::ChangeSet wrong;
    wrong.setValueColumns(2, 1);
    const auto anEdge = [&] {
        Slot edge = 0;
        while (!stage.host.store().hasEdge(edge))
            ++edge;
        return edge;
    }();
    wrong.setEdgeMotion(anEdge, 12'345, std::array{1.0F});
    client.applier.spoil(wrong.view());
    client.mends = true;
    changes.nameNodeCategory();
    stage.feed(changes.next(5));
    settle(stage, client);
    QCOMPARE(client.fetches, 1);
    QCOMPARE(client.resyncs, 0);
    QVERIFY(knowsAll(stage, client));
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
}

void tst_SessionGrowth::aResyncBeginsTheListsAnew()
{
    HostStage stage(graph::Schema{});
    stage.serve(manyNames(3000, 100, 0));
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    const int growths = client.growths;
    client.say(Resync{"as asked"}, stage.now);
    settle(stage, client);
    QCOMPARE(client.growths, 2 * growths);
    QVERIFY(knowsAll(stage, client));
}

void tst_SessionGrowth::aNewEpochBeginsTheListsAnew()
{
    HostStage stage(graph::Schema{});
    stage.serve(manyNames(20, 10, 0));
    SimulatedClient client(stage.host, {.keepsParts = true}, stage.now), old(stage.host, {.growth = false}, stage.now);
    for (SimulatedClient* const one : {&client, &old}) {
        one->hello(stage.now);
        settle(stage, *one);
    }
    stage.restart(graph::Schema{});
    graph::ChangeSet other;
    other.appendNodeCategory("of the other epoch");
    other.setNodeIdentity(0, 1, "a", "", 0);
    stage.serve(other);
    for (SimulatedClient* const one : {&client, &old}) {
        settle(stage, *one);
        QCOMPARE(one->applier.store().schema().nodeCategories, std::vector<std::string>{"of the other epoch"});
    }
}

void tst_SessionGrowth::whoTakesNoGrowthKeepsTheSchemaOfItsFirstManifest()
{
    QFETCH(Encoding, encoding);
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(8, 2, 1);
    stage.feed(changes.grow(300));
    changes.nameNodeCategory();
    stage.serve(changes.next(10));
    SimulatedClient client(stage.host, {.encoding = encoding, .growth = false}, stage.now);
    join(stage, client);
    QCOMPARE(client.applier.store().schema().nodeCategories.size(), std::size_t{6});   // all that there were
    for (int i = 0; i < 10; ++i) {
        changes.nameNodeCategory();
        changes.nameEdgeCategory();
        stage.feed(changes.next(50));
        if (i == 5) {
            client.say(Resync{"another manifest"}, stage.now);
            stage.fillCache();
        }
        settle(stage, client);
        QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    }
    QCOMPARE(client.manifests, 2);
    QCOMPARE(client.growths, 0);
    QCOMPARE(client.applier.resets(), std::uint64_t{1});
    QCOMPARE(client.applier.store().schema().nodeCategories.size(), std::size_t{6});
    QCOMPARE(client.applier.store().schema().edgeCategories.size(), std::size_t{3});
    // One that comes later has what there is then.
    SimulatedClient later(stage.host, {.encoding = encoding, .growth = false}, stage.now);
    join(stage, later);
    QVERIFY(knowsAll(stage, later));
}

void tst_SessionGrowth::afterAResumeWhoTakesNoGrowthIsFetchedAllOfIt()
{
    HostStage stage(schemaOfRandomChanges(2, 1));
    RandomChanges changes(9, 2, 1);
    stage.serve(changes.grow(3000));
    SimulatedClient first(stage.host, {.growth = false}, stage.now);
    join(stage, first);
    changes.nameNodeCategory();
    stage.feed(changes.next(10));
    SimulatedClient second(stage.host, {.growth = false}, stage.now);
    second.takeOver(first);
    second.hello(stage.now);
    QVERIFY(second.last<Welcome>().resumedFrom != 0);
    settle(stage, second);
    QCOMPARE(second.manifests, 0);
    QCOMPARE(second.applier.store().schema().nodeCategories.size(), std::size_t{5});
    // What it fetches now comes with a schema that may be another than it has: only a whole manifest may bring that.
    stage.fillCache();
    second.say(Fetch{{0}, {}}, stage.now);
    settle(stage, second);
    QCOMPARE(second.manifests, 1);
    QVERIFY(knowsAll(stage, second));
    QVERIFY(second.applier.store().digest() == stage.host.store().digest());
}

void tst_SessionGrowth::aFullListIsOfferedWholeAndNoMore()
{
    HostStage stage(graph::Schema{});
    stage.serve(manyNames(graph::maxListEntries, 0, 0));
    SimulatedClient client(stage.host, {.window = {1024, 16U << 20}}, stage.now);
    join(stage, client);
    QVERIFY(knowsAll(stage, client));
    QCOMPARE(client.applier.store().schema().nodeCategories.size(), std::size_t{graph::maxListEntries});
    QCOMPARE(client.last<Welcome>().limits.maxListEntries, graph::maxListEntries);
    QCOMPARE(client.last<Welcome>().limits.maxNameBytes, graph::maxNameBytes);
    // A source's set beyond it is left out with its rows, as any that is invalid.
    graph::ChangeSet beyond;
    beyond.appendNodeCategory("one too many");
    beyond.setNodeIdentity(1, 1, "b", "", 0);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("65537 entries")));
    stage.feed(beyond);
    QVERIFY(!stage.host.store().hasNode(1));
    const auto reports = stage.host.takeReports();
    QCOMPARE(reports.size(), std::size_t{1});
    QVERIFY(reports.front().text.find("the limit is 65536") != std::string::npos);
}

WEIR_TEST(tst_SessionGrowth)
#include "tst_session_growth.moc"
