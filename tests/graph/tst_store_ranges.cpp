#include "small_changes.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;
using namespace weir::graph::smallChanges;

/// A part of a snapshot replaces its range, whatever was there.
class tst_StoreRanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replacingARangeLeavesTheRestAlone();
    void replacingAnEdgeRangeLeavesOutDanglingEdges();
    void anEmptyPartEmptiesItsRange();
};

void tst_StoreRanges::replacingARangeLeavesTheRestAlone()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 6; ++slot)
            wholeNode(set, slot);
        wholeEdge(set, 0, 0, 5);
        wholeEdge(set, 1, 2, 3);
        wholeEdge(set, 2, 3, 5);
        wholeEdge(set, 3, 1, 5);
    });
    replace(store, {ElementKind::Node, 1, 3}, 2, [](ChangeSet& set) {
        wholeNode(set, 1);       // stays
        wholeNode(set, 2, 3);    // another; 3 is gone
    });
    QVERIFY(store.hasNode(1));
    QVERIFY(store.hasNode(2));
    QVERIFY(!store.hasNode(3));
    QCOMPARE(store.nodeCount(), std::size_t{5});
    QVERIFY(store.hasEdge(0));
    QVERIFY(store.hasEdge(3));
    QVERIFY(!store.hasEdge(1));
    QVERIFY(!store.hasEdge(2));
    replace(store, {ElementKind::Node, 4, 8}, 3, [](ChangeSet& set) { wholeNode(set, 9); });   // beyond all used slots
    QVERIFY(!store.hasNode(4));
    QVERIFY(!store.hasNode(5));
    QVERIFY(store.hasNode(9));
    QCOMPARE(store.nodeSlots(), 10U);
    QCOMPARE(store.edgeCount(), std::size_t{0});
}

void tst_StoreRanges::replacingAnEdgeRangeLeavesOutDanglingEdges()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        wholeEdge(set, 0, 0, 0);
        wholeEdge(set, 7, 0, 0);
    });
    replace(store, {ElementKind::Edge, 0, 4}, 2, [](ChangeSet& set) {
        wholeEdge(set, 0, 0, 5);
        wholeEdge(set, 1, 0, 0);
    });
    QVERIFY(!store.hasEdge(0));
    QVERIFY(store.hasEdge(1));
    QVERIFY(store.hasEdge(7));
}

void tst_StoreRanges::anEmptyPartEmptiesItsRange()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 3; ++slot)
            wholeNode(set, slot);
        wholeEdge(set, 0, 0, 1);
    });
    replace(store, {ElementKind::Node, 0, chunkSize}, 2, [](ChangeSet&) {});
    QVERIFY(store.digest() == Digest());
    QCOMPARE(store.edgeCount(), std::size_t{0});
    replace(store, {ElementKind::Edge, 0, 0}, 2, [](ChangeSet&) {});
    replace(store, {ElementKind::Edge, 100 * chunkSize, chunkSize}, 2, [](ChangeSet&) {});
}

WEIR_TEST(tst_StoreRanges)
#include "tst_store_ranges.moc"
