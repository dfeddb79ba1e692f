#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "graph/limits.h"
#include "support/test_program.h"
#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>

using namespace weir;
using namespace weir::graph;

namespace {

/// A set of changes whose every column may be put wrong: what a peer could send.
struct RawChanges {
    std::vector<Slot> edgeTombstones, nodeTombstones;
    std::vector<Slot> slots;
    std::vector<Generation> generations;
    Strings keys, labels;
    std::vector<Category> categories;
    std::vector<std::uint32_t> colours;
    std::vector<Slot> moved;
    std::vector<float> x, y, sizes, nodeValues;
    std::vector<std::uint8_t> positioned;
    std::vector<Slot> edges;
    std::vector<Generation> edgeGenerations;
    std::vector<Slot> sources, targets;
    std::vector<Category> edgeCategories;
    std::vector<std::uint8_t> directed;
    std::vector<Slot> weighed;
    std::vector<float> weights, edgeValues;

    void node(Slot slot, Generation generation, std::string_view key, std::string_view label = {})
    {
        slots.push_back(slot);
        generations.push_back(generation);
        keys.append(key);
        labels.append(label);
        categories.push_back(0);
    }
    void motion(Slot slot, float at = 1, float size = 1, float value = 0)
    {
        moved.push_back(slot);
        x.push_back(at);
        y.push_back(at);
        sizes.push_back(size);
        nodeValues.push_back(value);
    }
    void edge(Slot slot, Generation generation, Slot source, Slot target)
    {
        edges.push_back(slot);
        edgeGenerations.push_back(generation);
        sources.push_back(source);
        targets.push_back(target);
        edgeCategories.push_back(0);
        directed.push_back(1);
    }
    void weight(Slot slot, float weight = 1, float value = 0)
    {
        weighed.push_back(slot);
        weights.push_back(weight);
        edgeValues.push_back(value);
    }
    [[nodiscard]] ChangeView view() const
    {
        return {edgeTombstones, nodeTombstones, {slots, generations, keys.view(), labels.view(), categories, colours},
                {moved, x, y, positioned, sizes, nodeValues}, {edges, edgeGenerations, sources, targets, edgeCategories, directed},
                {weighed, weights, edgeValues}};
    }
};

using Fault = std::function<void(RawChanges&)>;

/// Nodes 0 to 3, edges 0 (0 to 1) and 1 (2 to 3), one value column each.
GraphStore filledStore()
{
    GraphStore store;
    store.reset({.title = "t", .nodeValues = {{"n", ""}}, .edgeValues = {{"e", ""}}, .nodeCategories = {}, .edgeCategories = {}});
    RawChanges changes;
    for (Slot slot = 0; slot < 4; ++slot)
        changes.node(slot, 1, "key" + std::to_string(slot), "label");
    changes.edge(0, 1, 0, 1);
    changes.edge(1, 1, 2, 3);
    const auto applied = store.apply(changes.view(), 5);
    [&] { QVERIFY(applied); }();
    return store;
}

/// Changes of every kind that filledStore() takes.
RawChanges goodChanges()
{
    RawChanges changes;
    changes.edgeTombstones = {1};
    changes.nodeTombstones = {3};
    changes.node(0, 1, "key0", "renamed");
    changes.node(1, 3, "another", "replaced");
    changes.node(4, 1, "new");
    changes.motion(0);
    changes.motion(4);
    changes.edge(2, 1, 0, 4);
    changes.edge(3, 1, 2, 2);
    changes.weight(2);
    return changes;
}

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

} // namespace

Q_DECLARE_METATYPE(Fault)

/// Every way in which changes can be wrong: each is named, and leaves the store as it was.
class tst_ChangeCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodChangesOfEveryKindAreTaken();
    void aFaultIsNamedAndChangesNothing_data();
    void aFaultIsNamedAndChangesNothing();
    void aCatchUpForgivesOnlyDanglingEdges_data() { aFaultIsNamedAndChangesNothing_data(); }
    void aCatchUpForgivesOnlyDanglingEdges();
    void aFaultLeavesNoMarksBehind();
    void limitsThemselvesAreAllowed();
    void aPartThatIsWrongIsNamedAndChangesNothing_data();
    void aPartThatIsWrongIsNamedAndChangesNothing();
};

void tst_ChangeCheck::goodChangesOfEveryKindAreTaken()
{
    GraphStore store = filledStore();
    const auto applied = store.apply(goodChanges().view(), 6);
    QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
    QCOMPARE(store.nodeCount(), std::size_t{4});
    QCOMPARE(store.edgeCount(), std::size_t{2});
}

void tst_ChangeCheck::aFaultIsNamedAndChangesNothing_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("named");
    QTest::addColumn<bool>("dangling");
    const auto row = [](const char* name, const QString& named, Fault fault) { QTest::newRow(name) << std::move(fault) << named << false; };
    const auto danglingRow = [](const char* name, const QString& named, Fault fault) { QTest::newRow(name) << std::move(fault) << named << true; };

    const QString nodeLengths = QStringLiteral("columns of node identities differ");
    row("too few generations", nodeLengths, [](RawChanges& c) { c.generations.pop_back(); });
    row("too many generations", nodeLengths, [](RawChanges& c) { c.generations.push_back(1); });
    row("too few keys", nodeLengths, [](RawChanges& c) { c.keys.ends.pop_back(); });
    row("too few labels", nodeLengths, [](RawChanges& c) { c.labels.ends.pop_back(); });
    row("too few categories", nodeLengths, [](RawChanges& c) { c.categories.pop_back(); });
    row("too few colours", nodeLengths, [](RawChanges& c) { c.colours = {1}; });
    row("node columns without slots", nodeLengths, [](RawChanges& c) { c.slots.clear(); });
    row("a key's end beyond the blob", QStringLiteral("end offsets"), [](RawChanges& c) { c.keys.ends.back() = 1'000'000; });
    row("a key's end below its start", QStringLiteral("end offsets"), [](RawChanges& c) { c.keys.ends[1] = 1; });
    row("a label's end beyond the blob", QStringLiteral("end offsets"), [](RawChanges& c) { c.labels.ends.back() = 0xffff'ffff; });

    const QString motionLengths = QStringLiteral("columns of node motions differ");
    row("too few x", motionLengths, [](RawChanges& c) { c.x.pop_back(); });
    row("too many y", motionLengths, [](RawChanges& c) { c.y.push_back(1); });
    row("x without y", motionLengths, [](RawChanges& c) { c.y.clear(); });
    row("y without x", motionLengths, [](RawChanges& c) { c.x.clear(); });
    row("too few sizes", motionLengths, [](RawChanges& c) { c.sizes.pop_back(); });
    row("too few positioned", motionLengths, [](RawChanges& c) { c.positioned = {1}; });
    row("positioned without coordinates", motionLengths, [](RawChanges& c) { c.x.clear(), c.y.clear(), c.positioned = {1, 1}; });
    row("a value column missing", QStringLiteral("node values"), [](RawChanges& c) { c.nodeValues.clear(); });
    row("a value column too many", QStringLiteral("node values"), [](RawChanges& c) { c.nodeValues.resize(4); });

    const QString edgeLengths = QStringLiteral("columns of edge identities differ");
    row("too few edge generations", edgeLengths, [](RawChanges& c) { c.edgeGenerations.pop_back(); });
    row("too few sources", edgeLengths, [](RawChanges& c) { c.sources.pop_back(); });
    row("too many targets", edgeLengths, [](RawChanges& c) { c.targets.push_back(0); });
    row("too few edge categories", edgeLengths, [](RawChanges& c) { c.edgeCategories.pop_back(); });
    row("directed missing", edgeLengths, [](RawChanges& c) { c.directed.clear(); });
    row("too few weights", QStringLiteral("columns of edge motions differ"), [](RawChanges& c) { c.weights.clear(); });
    row("edge values missing", QStringLiteral("columns of edge motions differ"), [](RawChanges& c) { c.edgeValues.clear(); });

    const QString notFinite = QStringLiteral("not a finite number");
    row("x is NaN", notFinite, [](RawChanges& c) { c.x[1] = notANumber; });
    row("y is infinite", notFinite, [](RawChanges& c) { c.y[0] = -infinity; });
    row("x of a node without position is NaN", notFinite, [](RawChanges& c) { c.positioned = {0, 1}, c.x[0] = notANumber; });
    row("a size is NaN", notFinite, [](RawChanges& c) { c.sizes[0] = notANumber; });
    row("a size is infinite", notFinite, [](RawChanges& c) { c.sizes[1] = infinity; });
    row("a size is negative", QStringLiteral("negative"), [](RawChanges& c) { c.sizes[1] = -1e-30F; });
    row("a node value is NaN", notFinite, [](RawChanges& c) { c.nodeValues[1] = -notANumber; });
    row("a weight is infinite", notFinite, [](RawChanges& c) { c.weights[0] = infinity; });
    row("an edge value is NaN", notFinite, [](RawChanges& c) { c.edgeValues[0] = notANumber; });

    row("a node removed twice", QStringLiteral("removed twice"), [](RawChanges& c) { c.nodeTombstones = {3, 3}; });
    row("an absent node removed twice", QStringLiteral("removed twice"), [](RawChanges& c) { c.nodeTombstones = {99, 99}; });
    row("a node set twice", QStringLiteral("node is set twice"), [](RawChanges& c) { c.node(4, 1, "new"); });
    row("a node tombstone above the limit", QStringLiteral("beyond the limit"), [](RawChanges& c) { c.nodeTombstones = {maxNodeSlots}; });
    row("a node slot above the limit", QStringLiteral("beyond the limit"), [](RawChanges& c) { c.node(maxNodeSlots, 1, "far"); });
    row("the node slot that means none", QStringLiteral("beyond the limit"), [](RawChanges& c) { c.node(noSlot, 1, "none"); });
    row("an even node generation", QStringLiteral("even generation 2"), [](RawChanges& c) { c.generations[2] = 2; });
    row("the node generation 0", QStringLiteral("even generation 0"), [](RawChanges& c) { c.generations[2] = 0; });
    row("an empty key", QStringLiteral("empty key"), [](RawChanges& c) { c.node(5, 1, ""); });
    row("a key too long", QStringLiteral("over the limit of 1024"), [](RawChanges& c) { c.node(5, 1, std::string(maxKeyBytes + 1, 'k')); });
    row("a label too long", QStringLiteral("4096 bytes"), [](RawChanges& c) { c.node(5, 1, "k", std::string(maxLabelBytes + 1, 'l')); });
    row("a key that is not UTF-8", QStringLiteral("not UTF-8"), [](RawChanges& c) { c.node(5, 1, "\xff"); });
    row("a label that is not UTF-8", QStringLiteral("not UTF-8"), [](RawChanges& c) { c.node(5, 1, "k", "\xed\xa0\x80"); });
    row("a key cut within a character", QStringLiteral("not UTF-8"), [](RawChanges& c) {
        c.node(5, 1, "\xc3");
        c.node(6, 1, "\xa4");
    });
    row("a key that changes", QStringLiteral("changes its key from 'key2' to 'other'"), [](RawChanges& c) { c.node(2, 1, "other"); });
    row("a motion of an absent node", QStringLiteral("motion of node 77, which is not there"), [](RawChanges& c) { c.motion(77); });
    row("a motion of a removed node", QStringLiteral("motion of node 3"), [](RawChanges& c) { c.motion(3); });
    row("a motion of no node", QStringLiteral("motion of node 4294967295"), [](RawChanges& c) { c.motion(noSlot); });

    row("an edge removed twice", QStringLiteral("edge is removed twice"), [](RawChanges& c) { c.edgeTombstones = {1, 1}; });
    row("an edge set twice", QStringLiteral("edge is set twice"), [](RawChanges& c) { c.edge(2, 1, 0, 0); });
    row("an edge tombstone above the limit", QStringLiteral("beyond the limit"), [](RawChanges& c) { c.edgeTombstones = {maxEdgeSlots}; });
    row("an edge slot above the limit", QStringLiteral("beyond the limit"), [](RawChanges& c) { c.edge(maxEdgeSlots, 1, 0, 0); });
    row("an even edge generation", QStringLiteral("even generation 4"), [](RawChanges& c) { c.edgeGenerations[0] = 4; });
    row("directed is 2", QStringLiteral("directed is neither 0 nor 1"), [](RawChanges& c) { c.directed[1] = 2; });
    danglingRow("an edge from an absent node", QStringLiteral("ends at node 50, which is not there"), [](RawChanges& c) { c.edge(9, 1, 50, 0); });
    danglingRow("an edge to an absent node", QStringLiteral("ends at node 51"), [](RawChanges& c) { c.edge(9, 1, 0, 51); });
    danglingRow("an edge to a removed node", QStringLiteral("ends at node 3"), [](RawChanges& c) { c.edge(9, 1, 0, 3); });
    danglingRow("an edge to no node", QStringLiteral("ends at node 4294967295"), [](RawChanges& c) { c.edge(9, 1, 0, noSlot); });
    danglingRow("a motion of an absent edge", QStringLiteral("motion of edge 66, which is not there"), [](RawChanges& c) { c.weight(66); });
    danglingRow("a motion of a removed edge", QStringLiteral("motion of edge 1"), [](RawChanges& c) { c.weight(1); });
    danglingRow("a motion of an edge above the limit", QStringLiteral("motion of edge 4294967295"), [](RawChanges& c) { c.weight(noSlot); });
}

void tst_ChangeCheck::aFaultIsNamedAndChangesNothing()
{
    QFETCH(const Fault, fault);
    QFETCH(const QString, named);
    GraphStore store = filledStore();
    const Digest digest = store.digest();
    const std::uint64_t changesTotal = store.changesTotal();
    RawChanges changes = goodChanges();
    fault(changes);
    const auto applied = store.apply(changes.view(), 6);
    QVERIFY(!applied);
    QVERIFY2(QString::fromStdString(applied.error().text).contains(named), applied.error().text.c_str());
    QVERIFY(store.digest() == digest);
    QVERIFY(store.scrub() == digest);
    QCOMPARE(store.newestStamp(), Tick{5});
    QCOMPARE(store.changesTotal(), changesTotal);
    QCOMPARE(store.nodeCount(), std::size_t{4});
    QCOMPARE(store.edgeCount(), std::size_t{2});
    QCOMPARE(store.nodeSlots(), 4U);
    QCOMPARE(store.journal().countSince(5), std::optional<std::size_t>(0));
}

void tst_ChangeCheck::aCatchUpForgivesOnlyDanglingEdges()
{
    QFETCH(const Fault, fault);
    QFETCH(const bool, dangling);
    GraphStore store = filledStore();
    const Digest before = store.digest();
    RawChanges changes = goodChanges();
    fault(changes);
    QCOMPARE(store.apply(changes.view(), 6, DanglingEdges::LeaveOut).has_value(), dangling);
    QVERIFY(store.digest() == store.scrub());
    if (!dangling) {
        QVERIFY(store.digest() == before);
        return;
    }
    GraphStore without = filledStore();
    QVERIFY(without.apply(goodChanges().view(), 6));
    QVERIFY(store.digest() == without.digest());
}

void tst_ChangeCheck::aFaultLeavesNoMarksBehind()
{
    GraphStore store = filledStore();
    for (const Fault& fault : {Fault([](RawChanges& c) { c.node(4, 1, "new"); }), Fault([](RawChanges& c) { c.edge(2, 1, 0, 0); }),
                               Fault([](RawChanges& c) { c.weights[0] = notANumber; })}) {
        RawChanges changes = goodChanges();
        fault(changes);
        QVERIFY(!store.apply(changes.view(), 6));
    }
    QVERIFY(store.apply(goodChanges().view(), 6));
}

void tst_ChangeCheck::limitsThemselvesAreAllowed()
{
    GraphStore store = filledStore();
    RawChanges changes;
    changes.node(maxNodeSlots - 1, 0xffff'ffff, std::string(maxKeyBytes, 'k'), std::string(maxLabelBytes, 'l'));
    changes.edge(maxEdgeSlots - 1, 1, maxNodeSlots - 1, maxNodeSlots - 1);
    changes.motion(maxNodeSlots - 1, std::numeric_limits<float>::max(), -0.0F, std::numeric_limits<float>::denorm_min());
    changes.nodeTombstones = {3, 1000, 2};
    const auto applied = store.apply(changes.view(), 6);
    QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
    QCOMPARE(store.nodeIdentity(maxNodeSlots - 1).label.size(), maxLabelBytes);
    QVERIFY(store.hasEdge(maxEdgeSlots - 1));
    QCOMPARE(store.nodeSlots(), maxNodeSlots);
}

void tst_ChangeCheck::aPartThatIsWrongIsNamedAndChangesNothing_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("named");
    QTest::addColumn<uint>("first");
    QTest::addColumn<uint>("count");
    const auto row = [](const char* name, const QString& named, Fault fault, Slot first = 0, std::uint32_t count = 4) {
        QTest::newRow(name) << std::move(fault) << named << first << count;
    };
    row("an edge tombstone", QStringLiteral("has tombstones"), [](RawChanges& c) { c.edgeTombstones = {0}; });
    row("a node tombstone", QStringLiteral("has tombstones"), [](RawChanges& c) { c.nodeTombstones = {0}; });
    row("an edge in a part of nodes", QStringLiteral("elements of the other"), [](RawChanges& c) { c.edge(0, 1, 0, 1); });
    row("an edge's motion in a part of nodes", QStringLiteral("elements of the other"), [](RawChanges& c) { c.weight(0); });
    row("an identity without motion", QStringLiteral("not of the same elements"), [](RawChanges& c) { c.node(3, 1, "key3"); });
    row("a motion without identity", QStringLiteral("not of the same elements"), [](RawChanges& c) { c.motion(2); });
    row("motions in another order", QStringLiteral("not of the same elements"), [](RawChanges& c) { std::swap(c.moved[0], c.moved[1]); });
    row("a slot below the range", QStringLiteral("outside its range"), [](RawChanges&) {}, 1, 4);
    row("a slot above the range", QStringLiteral("outside its range"), [](RawChanges&) {}, 0, 2);
    row("a node set twice", QStringLiteral("set twice"), [](RawChanges& c) {
        c.node(2, 1, "key2");
        c.motion(2);
    });
    row("a key that changes", QStringLiteral("changes its key"), [](RawChanges& c) {
        c.node(3, 1, "other");
        c.motion(3);
    });
    row("a position that is NaN", QStringLiteral("not a finite number"), [](RawChanges& c) { c.x[0] = notANumber; });
    row("a range above the limit", QStringLiteral("beyond the limit"), [](RawChanges&) {}, 0, maxNodeSlots + 1);
    row("a range that wraps", QStringLiteral("beyond the limit"), [](RawChanges& c) { c = {}; }, 0xffff'ff00, 0x0000'0200);
    row("the largest range", QStringLiteral("beyond the limit"), [](RawChanges& c) { c = {}; }, 0, 0xffff'ffff);
}

void tst_ChangeCheck::aPartThatIsWrongIsNamedAndChangesNothing()
{
    QFETCH(const Fault, fault);
    QFETCH(const QString, named);
    QFETCH(const uint, first);
    QFETCH(const uint, count);
    GraphStore store = filledStore();
    const Digest digest = store.digest();
    RawChanges changes;
    changes.node(0, 1, "key0");
    changes.motion(0);
    changes.node(2, 3, "replaced");
    changes.motion(2);
    fault(changes);
    const auto replaced = store.replace({ElementKind::Node, first, count}, changes.view(), 6);
    QVERIFY(!replaced);
    QVERIFY2(QString::fromStdString(replaced.error().text).contains(named), replaced.error().text.c_str());
    QVERIFY(store.digest() == digest);
    QVERIFY(store.scrub() == digest);
    QCOMPARE(store.newestStamp(), Tick{5});
}

WEIR_TEST(tst_ChangeCheck)
#include "tst_change_check.moc"
