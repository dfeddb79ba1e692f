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

void compareAttributes(const AttributeTable& table, Slot slot, const GraphModel::Attributes& attributes)
{
    GraphModel::Attributes held;
    table.forEach(slot, [&](AttributeNumber column, const AttributeValue& value) {
        if (const auto* const text = std::get_if<std::string_view>(&value))
            held.emplace(column, std::string(*text));
        else if (const auto* const number = std::get_if<double>(&value))
            held.emplace(column, *number);
        else if (const auto* const flag = std::get_if<bool>(&value))
            held.emplace(column, *flag);
        else
            held.emplace(column, std::get<Time>(value));
    });
    QVERIFY(held == attributes);
    QCOMPARE(table.hasAny(slot), !attributes.empty());
}

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
        compareAttributes(store.attributes(ElementKind::Node), slot, node.attributes);
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
        compareAttributes(store.attributes(ElementKind::Edge), slot, edge.attributes);
    }
}

} // namespace

void tst_StoreAgainstModel::everyStepLeavesTheModelsGraph_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    QTest::addColumn<std::size_t>("nodeColumns");
    QTest::addColumn<std::size_t>("edgeColumns");
    QTest::addColumn<Stamps>("stamps");
    QTest::addColumn<bool>("attributes");
    QTest::addRow("no value columns") << 1U << std::size_t{0} << std::size_t{0} << Stamps::All << false;
    QTest::addRow("one of each") << 2U << std::size_t{1} << std::size_t{1} << Stamps::All << false;
    QTest::addRow("two and three") << 3U << std::size_t{2} << std::size_t{3} << Stamps::All << false;
    QTest::addRow("as many as may be") << 4U << maxValueColumns << maxValueColumns << Stamps::All << false;
    QTest::addRow("another history") << 5U << std::size_t{1} << std::size_t{0} << Stamps::All << false;
    QTest::addRow("of a client") << 6U << std::size_t{1} << std::size_t{2} << Stamps::AgesOfNodes << false;
    QTest::addRow("with attributes") << 7U << std::size_t{1} << std::size_t{0} << Stamps::All << true;
    QTest::addRow("with attributes and another history") << 8U << std::size_t{0} << std::size_t{1} << Stamps::All << true;
    QTest::addRow("with attributes, of a client") << 9U << std::size_t{1} << std::size_t{1} << Stamps::AgesOfNodes << true;
}

void tst_StoreAgainstModel::everyStepLeavesTheModelsGraph()
{
    QFETCH(const std::uint32_t, seed);
    QFETCH(const std::size_t, nodeColumns);
    QFETCH(const std::size_t, edgeColumns);
    QFETCH(const Stamps, stamps);
    QFETCH(const bool, attributes);
    RandomChanges changes(seed, nodeColumns, edgeColumns);
    if (attributes)
        changes.useAttributes();
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
        changes.useAttributes();
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
                sum.attributes += one.attributes;
            }
        }
        QCOMPARE(sum.structure, store.laneDigest().structure);
        QVERIFY(sum.lanes == store.laneDigest().lanes);
        QCOMPARE(sum.attributes, store.laneDigest().attributes);
    }
}

WEIR_TEST(tst_StoreAgainstModel)
#include "tst_store_against_model.moc"
