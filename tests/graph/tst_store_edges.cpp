#include "small_changes.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;
using namespace weir::graph::smallChanges;

/// Edges live and die with their nodes.
class tst_StoreEdges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void removingANodeTakesItsEdgesAndStampsThem();
    void replacingANodeDropsItsEdgesAndItsMotion();
    void parallelEdgesAndLoopsCountAtTheirNodes();
    void anEdgeMayChangeItsEnds();
    void removingEdgesInAnyOrderKeepsTheRest();
    void danglingEdgesAreLeftOutWithTheirMotion();
    void anEdgeWhoseNewEndIsAbsentIsGone();
    void edgesInPagesNameNodesByNumbersWithoutHoles();
    void aHubIsRemovedWithAllItsEdges();
};

void tst_StoreEdges::removingANodeTakesItsEdgesAndStampsThem()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 3; ++slot)
            node(set, slot);
        edge(set, 0, 0, 1);
        edge(set, 1, 1, 2);
        edge(set, 2, 2, 0);
        edge(set, 3, 1, 1);
    });
    apply(store, 2, [](ChangeSet& set) { set.removeNode(1); });
    QCOMPARE(store.nodeCount(), std::size_t{2});
    QCOMPARE(store.edgeCount(), std::size_t{1});
    QVERIFY(store.hasEdge(2));
    for (const Slot gone : {0U, 1U, 3U}) {
        QVERIFY(!store.hasEdge(gone));
        QCOMPARE(store.edgeTicks(gone).identity, 2U);
    }
    QCOMPARE(store.edgeTicks(2).identity, 1U);
    QCOMPARE(edgesOf(store, 0), (Edges{{2, 2}}));
    QCOMPARE(store.degree(2), 1U);
    apply(store, 3, [](ChangeSet& set) {
        set.removeNode(0);
        set.removeNode(2);
    });
    QVERIFY(store.digest() == Digest());
}

void tst_StoreEdges::replacingANodeDropsItsEdgesAndItsMotion()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, 1);
        set.setNodeMotion(0, {1, 1, true, 9}, std::array{7.0F});
        edge(set, 0, 0, 1);
    });
    apply(store, 2, [](ChangeSet& set) {
        node(set, 0, 3);
        edge(set, 1, 0, 1);
    });
    QVERIFY(!store.hasEdge(0));
    QCOMPARE(edgesOf(store, 0), (Edges{{1, 1}}));
    QCOMPARE(store.nodeCount(), std::size_t{2});
    QVERIFY(!store.nodeMotion(0).positioned);
    QCOMPARE(store.nodeMotion(0).size, 1.0F);
    QCOMPARE(store.nodeValue(0, 0), 0.0F);
    QCOMPARE(store.nodeTicks(0).birth, 2U);
    QCOMPARE(store.edgeTicks(0).identity, 2U);
}

void tst_StoreEdges::parallelEdgesAndLoopsCountAtTheirNodes()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, 1);
        edge(set, 0, 0, 1);
        edge(set, 1, 0, 1);
        edge(set, 2, 1, 0);
        edge(set, 3, 0, 0);
    });
    QCOMPARE(store.degree(0), 5U);
    QCOMPARE(store.degree(1), 3U);
    QCOMPARE(edgesOf(store, 0), (Edges{{0, 1}, {1, 1}, {2, 1}, {3, 0}, {3, 0}}));
    QCOMPARE(edgesOf(store, 1), (Edges{{0, 0}, {1, 0}, {2, 0}}));
}

void tst_StoreEdges::anEdgeMayChangeItsEnds()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 3; ++slot)
            node(set, slot);
        edge(set, 0, 0, 1);
        set.setEdgeMotion(0, 6, zero);
    });
    apply(store, 2, [](ChangeSet& set) { edge(set, 0, 2, 2); });
    QCOMPARE(store.degree(0), 0U);
    QCOMPARE(store.degree(1), 0U);
    QCOMPARE(edgesOf(store, 2), (Edges{{0, 2}, {0, 2}}));
    QCOMPARE(store.edgeWeight(0), 6.0F);
    QCOMPARE(store.edgeTicks(0).birth, 1U);
    QCOMPARE(store.edgeCount(), std::size_t{1});
}

void tst_StoreEdges::removingEdgesInAnyOrderKeepsTheRest()
{
    for (const std::array<Slot, 4>& order : {std::array<Slot, 4>{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}}) {
        GraphStore store = emptyStore();
        apply(store, 1, [](ChangeSet& set) {
            node(set, 0);
            node(set, 1);
            for (Slot slot = 0; slot < 4; ++slot)
                edge(set, slot, 0, slot == 2 ? 0 : 1);
        });
        std::set<Slot> left{0, 1, 2, 3};
        for (const Slot slot : order) {
            apply(store, store.newestStamp() + 1, [slot](ChangeSet& set) { set.removeEdge(slot); });
            left.erase(slot);
            Edges due;
            for (const Slot other : left) {
                due.emplace(other, other == 2 ? 0 : 1);
                if (other == 2)
                    due.emplace(other, 0);
            }
            QCOMPARE(edgesOf(store, 0), due);
            QCOMPARE(std::size_t{store.degree(0)}, due.size());
        }
    }
}

void tst_StoreEdges::danglingEdgesAreLeftOutWithTheirMotion()
{
    GraphStore store = emptyStore();
    const auto changes = [](ChangeSet& set) {
        node(set, 0);
        wholeEdge(set, 0, 0, 9);
        wholeEdge(set, 1, 0, 0);
        wholeEdge(set, 2, 9, 0);
    };
    apply(store, 1, changes, DanglingEdges::LeaveOut);
    QCOMPARE(store.edgeCount(), std::size_t{1});
    QVERIFY(store.hasEdge(1));
    apply(store, 2, [](ChangeSet& set) { node(set, 9); });
    apply(store, 3, [&](ChangeSet& set) {
        wholeEdge(set, 0, 0, 9);
        wholeEdge(set, 2, 9, 0);
    });
    QCOMPARE(store.edgeCount(), std::size_t{3});
}

void tst_StoreEdges::anEdgeWhoseNewEndIsAbsentIsGone()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        wholeEdge(set, 0, 0, 0);
    });
    apply(store, 2, [](ChangeSet& set) { wholeEdge(set, 0, 0, 9); }, DanglingEdges::LeaveOut);
    QCOMPARE(store.edgeCount(), std::size_t{0});
    QCOMPARE(store.degree(0), 0U);
}

void tst_StoreEdges::edgesInPagesNameNodesByNumbersWithoutHoles()
{
    GraphStore store = emptyStore();
    constexpr Slot far = 50 * chunkSize + 7;
    apply(store, 1, [](ChangeSet& set) {
        node(set, far);
        node(set, 3);
        edge(set, 9, 3, far);
    });
    QCOMPARE(store.edgePage(9)->edges[9], (EdgeEnds{pageSize + 3, far % pageSize}));
    QCOMPARE(store.nodeNumbers().sparse(far % pageSize), far);
    QCOMPARE(store.edgeIdentity(9).target, far);
}

void tst_StoreEdges::aHubIsRemovedWithAllItsEdges()
{
    constexpr Slot spokes = 5000;
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        for (Slot slot = 0; slot <= spokes; ++slot)
            node(set, slot);
        for (Slot slot = 0; slot < spokes; ++slot)
            edge(set, slot, slot % 2 == 0 ? 0 : slot, slot % 2 == 0 ? slot : 0);   // the first is a loop
    });
    QCOMPARE(store.degree(0), spokes + 1);
    apply(store, 2, [](ChangeSet& set) { set.removeNode(0); });
    QCOMPARE(store.edgeCount(), std::size_t{0});
    for (Slot slot = 1; slot <= spokes; ++slot)
        QCOMPARE(store.degree(slot), 0U);
    for (Slot slot = 0; slot < spokes; ++slot)
        QCOMPARE(store.edgeTicks(slot).identity, 2U);
}

WEIR_TEST(tst_StoreEdges)
#include "tst_store_edges.moc"
