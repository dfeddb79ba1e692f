#include "small_changes.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;
using namespace weir::graph::smallChanges;

/// How the store keeps elements: in chunks and pages that readers share, with their stamps.
class tst_StorePages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chunksCarryTheirNewestStamp();
    void farSlotsTakeOnlyTheirChunks();
    void aPageThatAReaderHasStaysAsItWas();
    void aPageOfPositionsIsThereWhereANodeHasOne();
    void agesAreKeptWithAllStampsAndWithout_data();
    void agesAreKeptWithAllStampsAndWithout();
};

void tst_StorePages::chunksCarryTheirNewestStamp()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, chunkSize + 10);
        edge(set, 0, 0, chunkSize + 10);
    });
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(0, {}, zero); });
    QCOMPARE(store.chunkCount(ElementKind::Node), 2U);
    QCOMPARE(store.chunkNewest(ElementKind::Node, 0), Tick{2});
    QCOMPARE(store.chunkNewest(ElementKind::Node, 1), Tick{1});
    QCOMPARE(store.chunkNewest(ElementKind::Edge, 0), Tick{1});
    QCOMPARE(store.chunkRange(ElementKind::Node, 0).count, chunkSize);
    QCOMPARE(store.chunkRange(ElementKind::Node, 1).first, chunkSize);
    QCOMPARE(store.chunkRange(ElementKind::Node, 1).count, 11U);
    apply(store, 3, [](ChangeSet& set) { set.removeNode(chunkSize + 10); });
    QCOMPARE(store.chunkNewest(ElementKind::Node, 1), Tick{3});
    QCOMPARE(store.chunkNewest(ElementKind::Edge, 0), Tick{3});   // by the cascade
    QVERIFY(store.chunkDigest(ElementKind::Node, 1).sum() == Digest());
}

void tst_StorePages::farSlotsTakeOnlyTheirChunks()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 50 * chunkSize);
        edge(set, 30 * chunkSize + 1, 50 * chunkSize, 50 * chunkSize);
    });
    QVERIFY(!store.hasNode(49 * chunkSize));
    QVERIFY(!store.hasEdge(30 * chunkSize));
    QCOMPARE(store.chunkNewest(ElementKind::Node, 49), Tick{0});
    QCOMPARE(store.chunkNewest(ElementKind::Node, 50), Tick{1});
}

void tst_StorePages::aPageThatAReaderHasStaysAsItWas()
{
    GraphStore store = emptyStore();
    QVERIFY(!store.edgePage(0));
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, 1);
        edge(set, 0, 0, 1);
        edge(set, 1, 1, 0);
        set.setEdgeMotion(0, 2, zero);
    });
    QVERIFY(!store.edgePage(pageSize));
    const auto before = store.edgePage(0);
    QCOMPARE(before->edges[0], (EdgeEnds{0, 1}));
    QCOMPARE(before->edges[2], EdgeEnds());
    QCOMPARE(before->weight(0), 2.0F);
    QCOMPARE(before->weight(1), 1.0F);
    apply(store, 2, [](ChangeSet& set) {
        set.setEdgeMotion(0, 2, zero);
        edge(set, 1, 1, 0);
    });
    QVERIFY(store.edgePage(0) == before);   // nothing of it is another
    apply(store, 3, [](ChangeSet& set) {
        set.setEdgeMotion(0, 3, zero);
        set.removeEdge(1);
    });
    QCOMPARE(before->weight(0), 2.0F);
    QCOMPARE(before->edges[1], (EdgeEnds{1, 0}));
    const auto after = store.edgePage(1);
    QCOMPARE(after->weight(0), 3.0F);
    QCOMPARE(after->edges[1], EdgeEnds());
    store.reset({});
    QVERIFY(!store.edgePage(0));
    QCOMPARE(after->weight(0), 3.0F);
}

void tst_StorePages::aPageOfPositionsIsThereWhereANodeHasOne()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, 1);
    });
    QVERIFY(!store.positionPage(0));
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(1, {3, 4, true, 1}, zero); });
    const auto before = store.positionPage(0);
    QVERIFY(before);
    QCOMPARE(before->points[1].x, 3.0F);
    apply(store, 3, [](ChangeSet& set) {
        set.setNodeMotion(0, {0, 0, false, 2}, zero);
        set.removeNode(1);
    });
    QVERIFY(store.positionPage(0) == before);   // nobody was placed elsewhere
    apply(store, 4, [](ChangeSet& set) { set.setNodeMotion(0, {5, 6, true, 1}, zero); });
    QCOMPARE(before->points[0].x, 0.0F);
    QCOMPARE(store.positionPage(0)->points[0].x, 5.0F);
    QCOMPARE(store.nodeMotion(0).size, 1.0F);   // usual again
}

void tst_StorePages::agesAreKeptWithAllStampsAndWithout_data()
{
    QTest::addColumn<Stamps>("stamps");
    QTest::addColumn<std::size_t>("entries");
    QTest::addRow("all") << Stamps::All << std::size_t{4};
    QTest::addRow("ages of nodes") << Stamps::AgesOfNodes << std::size_t{3};   // a birth sets two things at once
}

void tst_StorePages::agesAreKeptWithAllStampsAndWithout()
{
    QFETCH(const Stamps, stamps);
    QFETCH(const std::size_t, entries);
    GraphStore store = emptyStore(stamps);
    apply(store, 1, [](ChangeSet& set) { node(set, 0); });
    QCOMPARE(store.nodeAge(0).birth, 1U);
    QCOMPARE(store.nodeAge(0).newest, 1U);
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(0, {3, 4, true, 1}, zero); });
    apply(store, 5, [](ChangeSet& set) { set.setNodeIdentity(0, 1, "k0/1", "another label", 0); });
    QCOMPARE(store.nodeAge(0).birth, 1U);
    QCOMPARE(store.nodeAge(0).newest, 5U);
    QCOMPARE(store.changesTotal(), 3U);
    QCOMPARE(store.journal().countSince(0), std::optional(entries));
    apply(store, 6, [](ChangeSet& set) {
        set.removeNode(0);
        set.setNodeIdentity(0, 3, "again", "", 0);
    });
    QCOMPARE(store.nodeAge(0).birth, 6U);
    QCOMPARE(store.nodeAge(0).newest, 6U);
}

WEIR_TEST(tst_StorePages)
#include "tst_store_pages.moc"
