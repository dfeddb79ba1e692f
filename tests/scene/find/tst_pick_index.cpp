#include "scene/node_size.h"
#include "scene/find/pick_index.h"
#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <map>
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
    void aNodeIsNoLargerThanItIsDrawn();
    void edgesOfTheSameTwoNodesAreFoundWhereTheyBow();
    void aCurvedEdgeIsFoundOnItsBow();
    void loopsAreFoundOnTheirCircles();
    void findsWhatASearchThroughAllShapesFinds_data();
    void findsWhatASearchThroughAllShapesFinds();
    void whereTooManyPassByEdgesAreLines();
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
        QCOMPARE(index->nearestNode(at, reach, {1, unit}), expected);
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
        QCOMPARE(index->nearestEdge(at, reach, {}), expected);
    }
}

void tst_PickIndex::aLargeDiscIsHitAtItsRim()
{
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0, 8);
    builder.node(10, 0, 1);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({7.9F, 0}, 0.5, {1, 1}), hub);
    QCOMPARE(index->nearestNode({9.2F, 0}, 0.5, {1, 1}), 1U);
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
    QCOMPARE(index->nearestNode({0, 0}, 10, {1, 1}), noSlot);
    QCOMPARE(index->nearestEdge({50, 0}, 10, {}), noSlot);
    QCOMPARE(index->bounds().drawnNodes, 1U);
}

void tst_PickIndex::anEmptySceneHasNothingToFind()
{
    const auto index = indexOf(SceneBuilder().scene());
    QCOMPARE(index->nearestNode({0, 0}, 1e9, {1, 1}), noSlot);
    QCOMPARE(index->nearestEdge({0, 0}, 1e9, {}), noSlot);
}

void tst_PickIndex::nodesAtOnePointAreFound()
{
    SceneBuilder builder;
    for (int i = 0; i < 3000; ++i)
        builder.node(5, 5);
    builder.edge(0, 1);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({5, 5}, 1, {1, 0.1}), 0U);
    QCOMPARE(index->nearestEdge({5, 5.5F}, 1, {}), 0U);
}

void tst_PickIndex::farOutliersAreFoundAndLeftOutOfMost()
{
    SceneBuilder builder;
    for (int i = 0; i < 400; ++i)
        builder.node(static_cast<float>(i % 20), static_cast<float>(i / 20));
    const Slot far = builder.node(1e6F, 0);
    const auto index = indexOf(builder.scene());
    QCOMPARE(index->nearestNode({1e6F, 1}, 2, {1, 0.1}), far);
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
    QCOMPARE(index->nearestNode({500, 499}, 3, {1, 1}), 70U);
    QCOMPARE(index->nearestEdge({400, 395.8F}, 20, {}), 70U);
}

void tst_PickIndex::aNodeIsNoLargerThanItIsDrawn()
{
    SceneBuilder builder;
    builder.node(0, 0, 8);
    const auto index = indexOf(builder.scene());
    // Eight times the usual 12 pixels are cut at 40, which are 20 world units here.
    QCOMPARE(index->nearestNode({21, 0}, 4, {2, 12}), 0U);
    QCOMPARE(index->nearestNode({23, 0}, 4, {2, 12}), noSlot);
}

void tst_PickIndex::edgesOfTheSameTwoNodesAreFoundWhereTheyBow()
{
    SceneBuilder builder;
    const Slot a = builder.node(0, 0);
    const Slot b = builder.node(200, 0);
    const Slot straight = builder.edge(a, b);
    const Slot left = builder.edge(b, a);    // left and right as seen from the lower slot, whichever way it goes
    const Slot right = builder.edge(a, b);
    const auto index = indexOf(builder.scene());
    const PickView close{1, 6, {1, false}};
    QCOMPARE(index->nearestEdge({100, 0}, 4, close), straight);
    QCOMPARE(index->nearestEdge({100, -9}, 4, close), left);
    QCOMPARE(index->nearestEdge({100, 9}, 4, close), right);
    QCOMPARE(index->nearestEdge({100, 14}, 4, close), noSlot);
    // From far away all three are one line.
    QCOMPARE(index->nearestEdge({100, 9}, 4, {}), noSlot);
    QCOMPARE(index->nearestEdge({100, 3}, 4, {}), straight);
}

void tst_PickIndex::aCurvedEdgeIsFoundOnItsBow()
{
    SceneBuilder builder;
    builder.edge(builder.node(0, 0), builder.node(100, 0));
    const auto index = indexOf(builder.scene());
    const PickView curved{1, 6, {1, true}};
    QCOMPARE(index->nearestEdge({50, -12}, 2, curved), 0U);
    QCOMPARE(index->nearestEdge({50, 0}, 4, curved), noSlot);    // its chord
    // Twice as close the bow is 20 pixels aside at most, of a chord of 200.
    QCOMPARE(index->nearestEdge({50, -10}, 2, {2, 6, {1, true}}), 0U);
    // Half of its detail: half as far aside.
    QCOMPARE(index->nearestEdge({50, -6}, 2, {1, 6, {0.5, true}}), 0U);
}

void tst_PickIndex::loopsAreFoundOnTheirCircles()
{
    SceneBuilder builder;
    const Slot node = builder.node(1000, 1000);
    const Slot inner = builder.edge(node, node);
    const Slot outer = builder.edge(node, node);
    const auto index = indexOf(builder.scene());
    const PickView close{1, 6, {1, false}};
    for (const auto& [loop, lane] : {std::pair{inner, 0U}, {outer, 1U}}) {
        const Loop circle = loopOf({1000, 1000}, 6, lane, close.edges, 1);
        const Point far{circle.centre.x + circle.radius * 0.7071F, circle.centre.y - circle.radius * 0.7071F};
        QCOMPARE(index->nearestEdge(far, 1, close), loop);
    }
    QCOMPARE(index->nearestEdge({1060, 1060}, 4, close), noSlot);
}

void tst_PickIndex::findsWhatASearchThroughAllShapesFinds_data()
{
    QTest::addColumn<bool>("curved");
    QTest::addColumn<int>("edges");
    QTest::newRow("parallel ones") << false << 300;
    QTest::newRow("curved") << true << 300;
    QTest::newRow("so many that long ones are sieved") << true << 25'000;
}

void tst_PickIndex::findsWhatASearchThroughAllShapesFinds()
{
    QFETCH(bool, curved);
    QFETCH(int, edges);
    std::mt19937 random(4);
    std::uniform_real_distribution<float> place(0, 2000);
    const int nodes = 40 + edges / 10;
    SceneBuilder builder;
    for (int i = 0; i < nodes; ++i)
        builder.node(place(random), place(random));
    std::uniform_int_distribution<Slot> any(0, static_cast<Slot>(nodes - 1));
    std::vector<SceneEdge> ends;
    for (int i = 0; i < edges; ++i) {
        const SceneEdge edge = i % 3 == 2 ? SceneEdge{ends.back().target, ends.back().source} : i % 7 == 0 ? SceneEdge{any(random), any(random)} : SceneEdge{any(random), static_cast<Slot>(i % nodes)};
        ends.push_back(edge);
        builder.edge(edge.source, i % 50 == 0 ? edge.source : edge.target);
    }
    const auto scene = builder.scene();
    const auto index = indexOf(scene);
    const PickView view{0.5, 5, {1, curved}};
    const double reach = 3;

    std::map<std::pair<Slot, Slot>, std::uint32_t> lanes;
    std::vector<std::uint32_t> laneOf;
    for (Slot slot = 0; slot < scene->edgeSlots; ++slot)
        laneOf.push_back(lanes[std::minmax(scene->edge(slot).source, scene->edge(slot).target)]++);
    const auto pixelOf = [&](Slot node) { return Point{scene->position(node).x * 0.5F, scene->position(node).y * 0.5F}; };
    int found = 0;
    for (int i = 0; i < (edges > 1000 ? 20 : 300); ++i) {
        const Point at{place(random), place(random)};
        const Point pixel{at.x * 0.5F, at.y * 0.5F};
        double best = reach;
        std::vector<double> distances;
        for (Slot slot = 0; slot < scene->edgeSlots; ++slot) {
            const SceneEdge edge = scene->edge(slot);
            const Point a = pixelOf(edge.source), b = pixelOf(edge.target);
            double distance = 1e9;
            if (edge.source == edge.target) {
                const Loop loop = loopOf(a, 5, laneOf[slot], view.edges, 1);
                distance = std::abs(std::hypot(pixel.x - loop.centre.x, pixel.y - loop.centre.y) - loop.radius);
            } else {
                const float aside = asideOf(edge, laneOf[slot], std::hypot(b.x - a.x, b.y - a.y), view.edges, 1);
                const int pieces = piecesOfBow(aside);
                for (int k = 0; k < pieces; ++k)
                    distance = std::min(distance, distanceToSegment(pixel, pointOfBow(a, b, aside, static_cast<float>(k) / static_cast<float>(pieces)), pointOfBow(a, b, aside, static_cast<float>(k + 1) / static_cast<float>(pieces))));
            }
            distances.push_back(distance);
            best = std::min(best, distance);
        }
        const Slot picked = index->nearestEdge(at, reach, view);
        QCOMPARE(picked != noSlot, best < reach);
        // Single precision may choose another one that is as near.
        QVERIFY(picked == noSlot || distances[picked] < best + 0.01);
        found += picked != noSlot ? 1 : 0;
    }
    QVERIFY(found > 5);
}

void tst_PickIndex::whereTooManyPassByEdgesAreLines()
{
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0);
    for (int i = 0; i < 6000; ++i)
        builder.edge(hub, builder.node(300, static_cast<float>(i) * 0.001F));
    const auto index = indexOf(builder.scene());
    const Slot line = index->nearestEdge({150, 0}, 4, {1, 6, {1, true}});
    QCOMPARE(line, index->nearestEdge({150, 0}, 4, {}));
    QVERIFY(line != noSlot);
}

WEIR_TEST(tst_PickIndex)
#include "tst_pick_index.moc"
