#include "graph/graph_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

/// Long random histories: after every step the store is what the naive model says.
class tst_StoreAgainstModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepLeavesTheModelsGraph_data();
    void everyStepLeavesTheModelsGraph();
    void theDigestSurvivesThousandsOfSteps();
};

namespace {

void compareElements(const GraphStore& store, const GraphModel& model)
{
    QCOMPARE(store.nodeCount(), model.nodes.size());
    QCOMPARE(store.edgeCount(), model.edges.size());
    for (Slot slot = 0; slot < store.nodeSlots(); ++slot)
        QCOMPARE(store.hasNode(slot), model.nodes.contains(slot));
    for (Slot slot = 0; slot < store.edgeSlots(); ++slot)
        QCOMPARE(store.hasEdge(slot), model.edges.contains(slot));
    for (const auto& [slot, node] : model.nodes) {
        const NodeIdentity identity = store.nodeIdentity(slot);
        QCOMPARE(identity.generation, node.generation);
        QCOMPARE(identity.key, std::string_view(node.key));
        QCOMPARE(identity.label, std::string_view(node.label));
        QCOMPARE(identity.category, node.category);
        QCOMPARE(identity.colour, node.colour);
        const NodeMotion motion = store.nodeMotion(slot);
        QCOMPARE(motion.positioned, node.motion.positioned);
        if (motion.positioned)
            QVERIFY(motion.x == node.motion.x && motion.y == node.motion.y);
        QVERIFY(motion.size == node.motion.size);
        for (std::size_t c = 0; c < node.values.size(); ++c)
            QVERIFY(store.nodeValue(slot, c) == node.values[c]);
        std::multiset<std::pair<Slot, Slot>> edges;
        store.forEachEdgeOf(slot, [&](Slot edge, Slot other) { edges.emplace(edge, other); });
        QVERIFY(edges == model.edgesOf(slot));
        QCOMPARE(std::size_t{store.degree(slot)}, edges.size());
    }
    for (const auto& [slot, edge] : model.edges) {
        const EdgeIdentity identity = store.edgeIdentity(slot);
        QCOMPARE(identity.generation, edge.generation);
        QCOMPARE(identity.source, edge.source);
        QCOMPARE(identity.target, edge.target);
        QCOMPARE(identity.category, edge.category);
        QCOMPARE(identity.directed, edge.directed);
        QVERIFY(store.edgeWeight(slot) == edge.weight);
        for (std::size_t c = 0; c < edge.values.size(); ++c)
            QVERIFY(store.edgeValue(slot, c) == edge.values[c]);
    }
}

} // namespace

void tst_StoreAgainstModel::everyStepLeavesTheModelsGraph_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    QTest::addColumn<std::size_t>("nodeColumns");
    QTest::addColumn<std::size_t>("edgeColumns");
    QTest::addColumn<Stamps>("stamps");
    QTest::addRow("no value columns") << 1U << std::size_t{0} << std::size_t{0} << Stamps::All;
    QTest::addRow("one of each") << 2U << std::size_t{1} << std::size_t{1} << Stamps::All;
    QTest::addRow("two and three") << 3U << std::size_t{2} << std::size_t{3} << Stamps::All;
    QTest::addRow("as many as may be") << 4U << maxValueColumns << maxValueColumns << Stamps::All;
    QTest::addRow("another history") << 5U << std::size_t{1} << std::size_t{0} << Stamps::All;
    QTest::addRow("of a client") << 6U << std::size_t{1} << std::size_t{2} << Stamps::AgesOfNodes;
}

void tst_StoreAgainstModel::everyStepLeavesTheModelsGraph()
{
    QFETCH(const std::uint32_t, seed);
    QFETCH(const std::size_t, nodeColumns);
    QFETCH(const std::size_t, edgeColumns);
    QFETCH(const Stamps, stamps);
    RandomChanges changes(seed, nodeColumns, edgeColumns);
    GraphStore store(stamps);
    store.reset(schemaWithColumns(nodeColumns, edgeColumns));
    std::uint64_t changesDue = 0;
    for (Tick tick = 1; tick <= 150; ++tick) {
        ChangeSet& set = tick == 1 ? changes.grow(30) : changes.next(24);
        const auto applied = store.apply(set.view(), tick);
        QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
        QCOMPARE(store.newestStamp(), tick);
        changesDue += changes.touched();
        if (stamps == Stamps::All)
            QCOMPARE(store.changesTotal(), changesDue);
        QVERIFY(store.digest() == changes.model().digest());
        QVERIFY(store.digest() == store.scrub());
        compareElements(store, changes.model());
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_StoreAgainstModel::theDigestSurvivesThousandsOfSteps()
{
    for (const std::uint32_t seed : {11U, 12U, 13U}) {
        RandomChanges changes(seed, 2, 1);
        GraphStore store;
        store.reset(schemaWithColumns(2, 1));
        QVERIFY(store.apply(changes.grow(5000).view(), 1));   // more than one chunk of each kind
        for (Tick tick = 2; tick <= 600; ++tick)
            QVERIFY(store.apply(changes.next(40).view(), tick));
        QVERIFY(store.digest() == changes.model().digest());
        QVERIFY(store.digest() == store.scrub());
        LaneDigest sum;
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            for (std::uint32_t chunk = 0; chunk < store.chunkCount(kind); ++chunk) {
                const LaneDigest one = store.chunkDigest(kind, chunk);
                sum.structure += one.structure;
                for (std::size_t lane = 0; lane < valueLanes; ++lane)
                    sum.lanes[lane] += one.lanes[lane];
            }
        }
        QCOMPARE(sum.structure, store.laneDigest().structure);
        QVERIFY(sum.lanes == store.laneDigest().lanes);
    }
}

WEIR_TEST(tst_StoreAgainstModel)
#include "tst_store_against_model.moc"
