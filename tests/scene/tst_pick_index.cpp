#include "scene/node_size.h"
#include "scene/pick_index.h"
#include "scene/scene_builder.h"
#include "scene/spatial_indexer.h"
#include <QtTest/QTest>
#include <cmath>
#include <random>

using namespace weir;
using namespace weir::scene;

class tst_PickIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatASearchThroughAllNodesFinds_data();
    void findsWhatASearchThroughAllNodesFinds();
    void findsWhatASearchThroughAllEdgesFinds_data();
    void findsWhatASearchThroughAllEdgesFinds();
    void aLargeDiscIsHitAtItsRim();
    void whatIsNotDrawnIsNotFound();
    void anEmptySceneHasNothingToFind();
    void nodesAtOnePointAreFound();
    void farOutliersAreFoundAndLeftOutOfMost();
    void whatMovedSinceItWasIndexedIsFoundWhereItIs();
};

namespace {

std::shared_ptr<const PickIndex> indexOf(const std::shared_ptr<const Scene>& scene)
{
    SpatialIndexer indexer;
    indexer.take({scene, {}});
    return PickIndex::build(scene, indexer.publish().index);
}

void addSizes()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("edges");
    QTest::addColumn<double>("outlier");
    QTest::newRow("one node") << 1 << 1 << 0.0;
    QTest::newRow("a few") << 12 << 20 << 0.0;
    QTest::newRow("several pages") << 5000 << 9000 << 0.0;
    QTest::newRow("so many that long ones are sieved") << 6000 << 60000 << 0.0;
    QTest::newRow("with a far outlier") << 3000 << 6000 << 1e5;
}

SceneBuilder randomScene(int nodes, int edges, double outlier, std::mt19937& random)
{
    std::normal_distribution<float> place(0, 10);
    std::uniform_real_distribution<float> radius(0.3F, 5);
    std::uniform_int_distribution<int> any(0, nodes - 1);
    SceneBuilder builder;
    for (int i = 0; i < nodes; ++i)
        builder.node(place(random), place(random), radius(random));
    if (outlier > 0)
        builder.move(0, static_cast<float>(outlier), static_cast<float>(outlier));
    for (int i = 0; i < edges; ++i) {
        // Mostly short ones, as graphs that were laid out have.
        const int source = any(random);
        const int target = i % 5 == 0 ? any(random) : std::min(nodes - 1, source + 1);
        builder.edge(static_cast<Slot>(source), static_cast<Slot>(target));
    }
    return builder;
}

} // namespace

void tst_PickIndex::findsWhatASearchThroughAllNodesFinds_data() { addSizes(); }

void tst_PickIndex::findsWhatASearchThroughAllNodesFinds()
{
    QFETCH(int, nodes);
    QFETCH(double, outlier);
    std::mt19937 random(1);
    const auto scene = randomScene(nodes, 0, outlier, random).scene();
    const auto index = indexOf(scene);
    std::uniform_real_distribution<float> place(-30, 30);
    for (int i = 0; i < 300; ++i) {
        const Point at{place(random), place(random)};
        const double reach = i % 3 == 0 ? 5 : 0.3;
        const double unit = i % 2 == 0 ? 0.2 : 0;
        Slot expected = noSlot;
        double gap = reach;
        for (Slot node = 0; node < scene->nodeSlots; ++node) {
            const Point point = scene->position(node);
            const double own =
                std::hypot(double{point.x} - at.x, double{point.y} - at.y) - unit * relativeRadius(scene->style(node).radius);
            if (own < gap) {
                gap = own;
                expected = node;
            }
        }
        QCOMPARE(index->nearestNode(at, reach, unit), expected);
    }
}

void tst_PickIndex::findsWhatASearchThroughAllEdgesFinds_data() { addSizes(); }

void tst_PickIndex::findsWhatASearchThroughAllEdgesFinds()
{
    QFETCH(int, nodes);
    QFETCH(int, edges);
    QFETCH(double, outlier);
    std::mt19937 random(2);
    const auto scene = randomScene(nodes, edges, outlier, random).scene();
    const auto index = indexOf(scene);
    std::uniform_real_distribution<float> place(-30, 30);
    for (int i = 0; i < 300; ++i) {
        const Point at{place(random), place(random)};
        const double reach = i % 3 == 0 ? 5 : 0.1;
        Slot expected = noSlot;
        double nearest = reach;
        for (Slot slot = 0; slot < scene->edgeSlots; ++slot) {
            const SceneEdge edge = scene->edge(slot);
            const double distance = distanceToSegment(at, scene->position(edge.source), scene->position(edge.target));
            if (distance < nearest) {
                nearest = distance;
                expected = slot;
            }
        }
        QCOMPARE(index->nearestEdge(at, reach), expected);
    }
}

void tst_PickIndex::aLargeDiscIsHitAtItsRim()
{
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0, 8);
    builder.node(10, 0, 1);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({7.9F, 0}, 0.5, 1), hub);
    QCOMPARE(index->nearestNode({9.2F, 0}, 0.5, 1), 1U);
}

void tst_PickIndex::whatIsNotDrawnIsNotFound()
{
    SceneBuilder builder;
    const Slot drawn = builder.node(100, 0);
    const Slot unplaced = builder.unplacedNode();
    const Slot freed = builder.freeNode();
    builder.edge(drawn, unplaced);
    builder.edge(noSlot, noSlot);
    builder.edge(freed, drawn);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({0, 0}, 10, 1), noSlot);
    QCOMPARE(index->nearestEdge({50, 0}, 10), noSlot);
    QCOMPARE(index->bounds().drawnNodes, 1U);
}

void tst_PickIndex::anEmptySceneHasNothingToFind()
{
    const auto index = indexOf(SceneBuilder().scene());
    QCOMPARE(index->nearestNode({0, 0}, 1e9, 1), noSlot);
    QCOMPARE(index->nearestEdge({0, 0}, 1e9), noSlot);
}

void tst_PickIndex::nodesAtOnePointAreFound()
{
    SceneBuilder builder;
    for (int i = 0; i < 3000; ++i)
        builder.node(5, 5);
    builder.edge(0, 1);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({5, 5}, 1, 0.1), 0U);
    QCOMPARE(index->nearestEdge({5, 5.5F}, 1), 0U);
}

void tst_PickIndex::farOutliersAreFoundAndLeftOutOfMost()
{
    SceneBuilder builder;
    for (int i = 0; i < 400; ++i)
        builder.node(static_cast<float>(i % 20), static_cast<float>(i / 20));
    const Slot far = builder.node(1e6F, 0);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({1e6F, 1}, 2, 0.1), far);
    QCOMPARE(index->bounds().all.right, 1e6);
    QVERIFY(index->bounds().most.right < 100);
    QVERIFY(index->bounds().most.left == 0);
}

void tst_PickIndex::whatMovedSinceItWasIndexedIsFoundWhereItIs()
{
    SceneBuilder builder;
    for (int i = 0; i < 2000; ++i)
        builder.node(static_cast<float>(i % 50), static_cast<float>(i / 50));
    for (Slot node = 0; node + 1 < 2000; ++node)
        builder.edge(node, node + 1);
    SpatialIndexer indexer;
    indexer.take({builder.scene(), {}});
    builder.move(70, 500, 500);
    const auto moved = builder.scene();
    indexer.take({moved, {{{70, 1}}, {}, {}}});
    QVERIFY(indexer.drift() > 0);
    const auto index = PickIndex::build(moved, indexer.publish().index);
    QCOMPARE(index->nearestNode({500, 499}, 3, 1), 70U);
    QCOMPARE(index->nearestEdge({400, 395.8F}, 20), 70U);
}

QTEST_APPLESS_MAIN(tst_PickIndex)
#include "tst_pick_index.moc"
