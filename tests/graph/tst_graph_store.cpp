#include "small_changes.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;
using namespace weir::graph::smallChanges;

/// What a change makes of a node, and of the graph's digest and counts.
class tst_GraphStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyGraphHasTheZeroDigest();
    void aBirthSetsDefaultsAndBothStamps();
    void aMotionLeavesTheIdentityAlone();
    void minusZeroIsZero();
    void aNodeMayLoseItsPosition();
    void theLaterOfTwoMotionsWins();
    void aTombstoneOfAnAbsentElementSaysNothing();
    void aSlotIsEmptiedAndFilledInOneMessage();
    void aReusedSlotStartsAnew();
    void aChangeIsOneElementAndStamp();
    void theOrderOfChangesDoesNotMatterToTheDigest();
    void resetForgetsEverything();
};

void tst_GraphStore::anEmptyGraphHasTheZeroDigest()
{
    const GraphStore store = emptyStore();
    QVERIFY(store.digest() == Digest());
    QVERIFY(store.scrub() == Digest());
    QVERIFY(!store.hasNode(0));
    QVERIFY(!store.hasEdge(0));
    QVERIFY(!store.hasNode(noSlot));
    QVERIFY(!store.hasEdge(noSlot));
}

void tst_GraphStore::aBirthSetsDefaultsAndBothStamps()
{
    GraphStore store = emptyStore();
    apply(store, 3, [](ChangeSet& set) {
        set.setNodeIdentity(2, 5, "key", "label", 7, 0xff112233);
        edge(set, 1, 2, 2);
    });
    QCOMPARE(store.nodeCount(), std::size_t{1});
    QCOMPARE(store.nodeSlots(), 3U);
    QVERIFY(!store.hasNode(0));
    const NodeIdentity identity = store.nodeIdentity(2);
    QCOMPARE(identity.slot, 2U);
    QCOMPARE(identity.generation, 5U);
    QCOMPARE(identity.category, Category{7});
    QCOMPARE(identity.colour, 0xff112233U);
    QCOMPARE(identity.key, std::string_view("key"));
    QCOMPARE(identity.label, std::string_view("label"));
    QVERIFY(!store.nodeMotion(2).positioned);
    QCOMPARE(store.nodeMotion(2).size, 1.0F);
    QCOMPARE(store.nodeValue(2, 0), 0.0F);
    QCOMPARE(store.edgeWeight(1), 1.0F);
    QCOMPARE(store.edgeValue(1, 0), 0.0F);
    QCOMPARE(store.nodeTicks(2).birth, 3U);
    QCOMPARE(store.nodeTicks(2).identity, 3U);
    QCOMPARE(store.nodeTicks(2).motion, 3U);
    QCOMPARE(store.edgeTicks(1).birth, 3U);
    QCOMPARE(store.edgeTicks(1).motion, 3U);
}

void tst_GraphStore::aMotionLeavesTheIdentityAlone()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) { node(set, 0); });
    const Digest before = store.digest();
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(0, {1, -2, true, 3}, std::array{4.0F}); });
    QCOMPARE(store.digest().structure, before.structure);
    QVERIFY(store.digest().values != before.values);
    QCOMPARE(store.nodeTicks(0).identity, 1U);
    QCOMPARE(store.nodeTicks(0).motion, 2U);
    QCOMPARE(store.nodeMotion(0).y, -2.0F);
    QCOMPARE(store.nodeValue(0, 0), 4.0F);
    const Digest moved = store.digest();
    apply(store, 3, [](ChangeSet& set) { set.setNodeIdentity(0, 1, "k0/1", "new label", 1); });
    QCOMPARE(store.digest().values, moved.values);
    QVERIFY(store.digest().structure != moved.structure);
    QCOMPARE(store.nodeMotion(0).y, -2.0F);
    QCOMPARE(store.nodeTicks(0).birth, 1U);
}

void tst_GraphStore::minusZeroIsZero()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        edge(set, 0, 0, 0);
        set.setNodeMotion(0, {0, 0, true, 0}, zero);
        set.setEdgeMotion(0, 0, zero);
    });
    const Digest plain = store.digest();
    apply(store, 2, [](ChangeSet& set) {
        set.setNodeMotion(0, {-0.0F, -0.0F, true, -0.0F}, std::array{-0.0F});
        set.setEdgeMotion(0, -0.0F, std::array{-0.0F});
    });
    QVERIFY(store.digest() == plain);
}

void tst_GraphStore::aNodeMayLoseItsPosition()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) { wholeNode(set, 0); });
    const Digest without = store.digest();
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(0, {0, 0, true, 1}, zero); });
    QVERIFY(store.digest() != without);   // a node at the origin is not one without a position
    apply(store, 3, [](ChangeSet& set) { set.setNodeMotion(0, {5, 5, false, 1}, zero); });
    QVERIFY(store.digest() == without);
    QVERIFY(!store.nodeMotion(0).positioned);
}

void tst_GraphStore::theLaterOfTwoMotionsWins()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        set.setNodeMotion(0, {.size = 2}, zero);
        set.setNodeMotion(0, {.size = 3}, zero);
        edge(set, 0, 0, 0);
        set.setEdgeMotion(0, 2, zero);
        set.setEdgeMotion(0, 4, zero);
    });
    QCOMPARE(store.nodeMotion(0).size, 3.0F);
    QCOMPARE(store.edgeWeight(0), 4.0F);
}

void tst_GraphStore::aTombstoneOfAnAbsentElementSaysNothing()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) { node(set, 0); });
    const Digest before = store.digest();
    apply(store, 2, [](ChangeSet& set) {
        set.removeNode(8);
        set.removeNode(1'000'000);
        set.removeEdge(3);
    });
    QVERIFY(store.digest() == before);
    QCOMPARE(store.changesTotal(), std::uint64_t{1});
    QCOMPARE(store.nodeSlots(), 1U);
    QCOMPARE(store.edgeSlots(), 0U);
}

void tst_GraphStore::aSlotIsEmptiedAndFilledInOneMessage()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        node(set, 0);
        node(set, 1);
        edge(set, 0, 0, 1);
    });
    apply(store, 2, [](ChangeSet& set) {
        set.removeNode(0);
        set.removeEdge(0);
        set.setNodeIdentity(0, 3, "other", "", 0);
        edge(set, 0, 1, 0, 3);
    });
    QCOMPARE(store.nodeIdentity(0).key, std::string_view("other"));
    QCOMPARE(store.edgeIdentity(0).source, 1U);
    QCOMPARE(store.changesTotal(), std::uint64_t{3 + 2});
}

void tst_GraphStore::aReusedSlotStartsAnew()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& set) {
        set.setNodeIdentity(0, 1, "first", "label", 3, 0xffffffff);
        set.setNodeMotion(0, {1, 2, true, 3}, std::array{4.0F});
        edge(set, 0, 0, 0);
        set.setEdgeMotion(0, 9, std::array{9.0F});
    });
    apply(store, 2, [](ChangeSet& set) { set.removeNode(0); });
    QVERIFY(store.digest() == Digest());
    apply(store, 3, [](ChangeSet& set) {
        set.setNodeIdentity(0, 3, "second", "", 0);
        edge(set, 0, 0, 0, 3);
    });
    GraphStore fresh = emptyStore();
    apply(fresh, 1, [](ChangeSet& set) {
        set.setNodeIdentity(0, 3, "second", "", 0);
        edge(set, 0, 0, 0, 3);
    });
    QVERIFY(store.digest() == fresh.digest());
    QCOMPARE(store.nodeTicks(0).birth, 3U);
    QCOMPARE(store.degree(0), 2U);
}

void tst_GraphStore::aChangeIsOneElementAndStamp()
{
    GraphStore store = emptyStore();
    const auto total = [&] { return store.changesTotal(); };
    apply(store, 1, [](ChangeSet& set) { wholeNode(set, 0); });
    QCOMPARE(total(), std::uint64_t{1});
    apply(store, 1, [](ChangeSet& set) { set.setNodeMotion(0, {.size = 4}, zero); });
    QCOMPARE(total(), std::uint64_t{1});   // the same element, the same stamp
    apply(store, 2, [](ChangeSet& set) { set.setNodeMotion(0, {.size = 4}, zero); });
    QCOMPARE(total(), std::uint64_t{2});   // also where nothing became different
    apply(store, 2, [](ChangeSet& set) { node(set, 0); });
    QCOMPARE(total(), std::uint64_t{2});
    apply(store, 3, [](ChangeSet& set) {
        node(set, 1);
        wholeEdge(set, 0, 0, 1);
    });
    QCOMPARE(total(), std::uint64_t{4});
    apply(store, 3, [](ChangeSet& set) { set.removeNode(1); });
    QCOMPARE(total(), std::uint64_t{4});   // born and gone, its edge too, in one stamp
    apply(store, 4, [](ChangeSet& set) { set.removeNode(0); });
    QCOMPARE(total(), std::uint64_t{5});
}

void tst_GraphStore::theOrderOfChangesDoesNotMatterToTheDigest()
{
    GraphStore one = emptyStore(), other = emptyStore();
    for (Slot slot = 0; slot < 10; ++slot) {
        apply(one, slot + 1, [slot](ChangeSet& set) { wholeNode(set, slot); });
        apply(other, slot + 1, [slot](ChangeSet& set) { wholeNode(set, 9 - slot); });
    }
    QVERIFY(one.digest() == other.digest());
}

void tst_GraphStore::resetForgetsEverything()
{
    GraphStore store = emptyStore();
    apply(store, 5, [](ChangeSet& set) { wholeNode(set, 0); });
    store.reset({});
    QVERIFY(store.digest() == Digest());
    QCOMPARE(store.nodeCount(), std::size_t{0});
    QCOMPARE(store.nodeSlots(), 0U);
    QCOMPARE(store.newestStamp(), Tick{0});
    QCOMPARE(store.changesTotal(), std::uint64_t{0});
    QCOMPARE(store.chunkCount(ElementKind::Node), 0U);
    ChangeSet set;   // no value columns now
    set.setNodeIdentity(0, 1, "a", "", 0);
    set.setNodeMotion(0, {}, {});
    QVERIFY(store.apply(set.view(), 1));
}

WEIR_TEST(tst_GraphStore)
#include "tst_graph_store.moc"
