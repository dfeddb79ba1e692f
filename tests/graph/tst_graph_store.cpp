#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "support/test_program.h"
#include "graph/limits.h"
#include <QtTest>
#include <functional>
#include <set>

using namespace weir;
using namespace weir::graph;

class tst_GraphStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyGraphHasTheZeroDigest();
    void aBirthSetsDefaultsAndBothStamps();
    void aMotionLeavesTheIdentityAlone();
    void minusZeroIsZero();
    void aNodeMayLoseItsPosition();
    void theLaterOfTwoMotionsWins();
    void removingANodeTakesItsEdgesAndStampsThem();
    void replacingANodeDropsItsEdgesAndItsMotion();
    void aTombstoneOfAnAbsentElementSaysNothing();
    void aSlotIsEmptiedAndFilledInOneMessage();
    void aReusedSlotStartsAnew();
    void parallelEdgesAndLoopsCountAtTheirNodes();
    void anEdgeMayChangeItsEnds();
    void removingEdgesInAnyOrderKeepsTheRest();
    void danglingEdgesAreLeftOutWithTheirMotion();
    void anEdgeWhoseNewEndIsAbsentIsGone();
    void aChangeIsOneElementAndStamp();
    void replacingARangeLeavesTheRestAlone();
    void replacingAnEdgeRangeLeavesOutDanglingEdges();
    void anEmptyPartEmptiesItsRange();
    void theOrderOfChangesDoesNotMatterToTheDigest();
    void resetForgetsEverything();
    void chunksCarryTheirNewestStamp();
    void farSlotsTakeOnlyTheirChunks();
    void aPageThatAReaderHasStaysAsItWas();
    void aPageOfPositionsIsThereWhereANodeHasOne();
    void agesAreKeptWithAllStampsAndWithout_data();
    void agesAreKeptWithAllStampsAndWithout();
    void edgesInPagesNameNodesByNumbersWithoutHoles();
    void aHubIsRemovedWithAllItsEdges();
    void aSetAppendsCategoriesBeforeItsRows();
    void categoriesAloneAreNoChangeAndNoPartOfTheDigest();
    void categoriesBeyondTheLimitLeaveTheStoreAsItWas();
};

namespace {

ChangeSet emptySet()
{
    ChangeSet set;
    set.setValueColumns(1, 1);
    return set;
}

GraphStore emptyStore(Stamps stamps = Stamps::All)
{
    GraphStore store(stamps);
    store.reset({.title = "t", .nodeValues = {{"n", ""}}, .edgeValues = {{"e", ""}}, .nodeCategories = {}, .edgeCategories = {}});
    return store;
}

void apply(GraphStore& store, Tick stamp, const std::function<void(ChangeSet&)>& changes, DanglingEdges dangling = DanglingEdges::Reject)
{
    ChangeSet set = emptySet();
    changes(set);
    const auto applied = store.apply(set.view(), stamp, dangling);
    QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
    QVERIFY(store.digest() == store.scrub());
}

void replace(GraphStore& store, ElementRange range, Tick stamp, const std::function<void(ChangeSet&)>& rows)
{
    ChangeSet set = emptySet();
    rows(set);
    const auto replaced = store.replace(range, set.view(), stamp);
    QVERIFY2(replaced, replaced ? "" : replaced.error().text.c_str());
    QVERIFY(store.digest() == store.scrub());
}

constexpr std::array<float, 1> zero{0};

void node(ChangeSet& set, Slot slot, Generation generation = 1)
{
    set.setNodeIdentity(slot, generation, "k" + std::to_string(slot) + "/" + std::to_string(generation), "", 0);
}

void wholeNode(ChangeSet& set, Slot slot, Generation generation = 1)
{
    node(set, slot, generation);
    set.setNodeMotion(slot, {}, zero);
}

void edge(ChangeSet& set, Slot slot, Slot source, Slot target, Generation generation = 1)
{
    set.setEdgeIdentity(slot, generation, source, target, 0, false);
}

void wholeEdge(ChangeSet& set, Slot slot, Slot source, Slot target, Generation generation = 1)
{
    edge(set, slot, source, target, generation);
    set.setEdgeMotion(slot, 2, zero);
}

std::multiset<std::pair<Slot, Slot>> edgesOf(const GraphStore& store, Slot at)
{
    std::multiset<std::pair<Slot, Slot>> result;
    store.forEachEdgeOf(at, [&](Slot one, Slot other) { result.emplace(one, other); });
    return result;
}

using Edges = std::multiset<std::pair<Slot, Slot>>;

} // namespace

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

void tst_GraphStore::removingANodeTakesItsEdgesAndStampsThem()
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

void tst_GraphStore::replacingANodeDropsItsEdgesAndItsMotion()
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

void tst_GraphStore::parallelEdgesAndLoopsCountAtTheirNodes()
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

void tst_GraphStore::anEdgeMayChangeItsEnds()
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

void tst_GraphStore::removingEdgesInAnyOrderKeepsTheRest()
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

void tst_GraphStore::danglingEdgesAreLeftOutWithTheirMotion()
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

void tst_GraphStore::anEdgeWhoseNewEndIsAbsentIsGone()
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

void tst_GraphStore::replacingARangeLeavesTheRestAlone()
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

void tst_GraphStore::replacingAnEdgeRangeLeavesOutDanglingEdges()
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

void tst_GraphStore::anEmptyPartEmptiesItsRange()
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

void tst_GraphStore::chunksCarryTheirNewestStamp()
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

void tst_GraphStore::farSlotsTakeOnlyTheirChunks()
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

void tst_GraphStore::aPageThatAReaderHasStaysAsItWas()
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

void tst_GraphStore::aPageOfPositionsIsThereWhereANodeHasOne()
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

void tst_GraphStore::agesAreKeptWithAllStampsAndWithout_data()
{
    QTest::addColumn<Stamps>("stamps");
    QTest::addColumn<std::size_t>("entries");
    QTest::addRow("all") << Stamps::All << std::size_t{4};
    QTest::addRow("ages of nodes") << Stamps::AgesOfNodes << std::size_t{3};   // a birth sets two things at once
}

void tst_GraphStore::agesAreKeptWithAllStampsAndWithout()
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

void tst_GraphStore::edgesInPagesNameNodesByNumbersWithoutHoles()
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

void tst_GraphStore::aHubIsRemovedWithAllItsEdges()
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

void tst_GraphStore::aSetAppendsCategoriesBeforeItsRows()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& c) {
        c.appendNodeCategory("new");
        c.appendNodeCategory("newer");
        c.appendEdgeCategory("along");
        c.setNodeIdentity(0, 1, "a", "", 1);
    });
    QCOMPARE(store.schema().nodeCategories, (std::vector<std::string>{"new", "newer"}));
    QCOMPARE(store.schema().edgeCategories, std::vector<std::string>{"along"});
    QCOMPARE(store.nodeIdentity(0).category, Category{1});
    // A set that is used again appends nothing twice; one that others are added to appends all of theirs.
    ChangeSet set = emptySet(), both = emptySet();
    set.appendNodeCategory("last");
    QVERIFY(!set.empty() && set.rows() == 0);
    both.append(set.view());
    both.append(set.view());
    QCOMPARE(both.view().growth.nodeCategories.size(), std::size_t{2});
    set.clear();
    QVERIFY(set.empty() && set.view().growth.empty());
}

void tst_GraphStore::categoriesAloneAreNoChangeAndNoPartOfTheDigest()
{
    GraphStore store = emptyStore();
    apply(store, 1, [](ChangeSet& c) { c.setNodeIdentity(0, 1, "a", "", 0); });
    const Digest digest = store.digest();
    apply(store, 2, [](ChangeSet& c) { c.appendNodeCategory("new"); });
    QCOMPARE(store.schema().nodeCategories.size(), std::size_t{1});
    QVERIFY(store.digest() == digest);
    QCOMPARE(store.newestStamp(), Tick{1});
    QCOMPARE(store.changesTotal(), std::uint64_t{1});
}

void tst_GraphStore::categoriesBeyondTheLimitLeaveTheStoreAsItWas()
{
    GraphStore store = emptyStore();
    ChangeSet set = emptySet();
    for (std::uint32_t i = 0; i < maxNameBytes / maxLabelBytes; ++i)
        set.appendNodeCategory(std::string(maxLabelBytes, 'x'));
    QVERIFY(store.apply(set.view(), 1).has_value());
    set.clear();
    set.appendEdgeCategory("e");
    set.setNodeIdentity(0, 1, "a", "", 0);
    QVERIFY(!store.apply(set.view(), 2).has_value());
    QVERIFY(!store.hasNode(0) && store.schema().edgeCategories.empty());
    // Neither do rows that are wrong leave their names.
    set.clear();
    set.appendEdgeCategory("");
    set.setNodeMotion(7, {}, std::array{0.0F});
    QVERIFY(!store.apply(set.view(), 2).has_value());
    QVERIFY(store.schema().edgeCategories.empty());
    store.reset({});
    set.clear();
    set.appendEdgeCategory("e");
    QVERIFY(store.apply(set.view(), 1).has_value());
}

WEIR_TEST(tst_GraphStore)
#include "tst_graph_store.moc"
