#include "scene/find/region_selection.h"
#include "scene/index/spatial_indexer.h"
#include "scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <limits>
#include <random>

using namespace weir;
using namespace weir::scene;

/// What a rectangle or a line by hand holds, against what looking at every element says.
class tst_RegionSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRectangleHoldsWhatIsBetweenItsSides();
    void aLineThatCrossesItselfHoldsAllThatItGoesRound();
    void aRegionWithoutAreaHoldsNothing();
    void aBoxIsNeverSaidToBeOnTheWrongSide();
    void aBoxWithoutWidthOrHeightIsCutAllTheSame();
    void everyElementInsideIsFound_data();
    void everyElementInsideIsFound();
    void elementsThatDriftedOutOfTheirBlockAreFound();
    void nothingIsFoundInAnEmptyGraph();
    void elementsThatWentAreDropped();
};

namespace {

std::vector<Point> ring(double radius, int corners, double wobble = 0)
{
    std::vector<Point> points;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * M_PI * i / corners;
        const double r = radius * (1 + wobble * std::sin(7 * angle));
        points.push_back({static_cast<float>(r * std::cos(angle)), static_cast<float>(r * std::sin(angle))});
    }
    return points;
}

struct Indexed {
    std::shared_ptr<const Scene> scene;
    std::shared_ptr<const SpatialIndex> index;
};

Indexed indexed(SceneBuilder& builder)
{
    Indexed result{builder.scene(), nullptr};
    SpatialIndexer indexer;
    indexer.take({result.scene, {}});
    indexer.settle();
    result.index = indexer.publish().index;
    return result;
}

SceneBuilder randomGraph(int nodes, int edges)
{
    std::mt19937 random(7);
    std::normal_distribution<float> place(0, 50);
    std::uniform_int_distribution<Slot> end(0, static_cast<Slot>(nodes - 1));
    SceneBuilder builder;
    for (int i = 0; i < nodes; ++i)
        builder.node(place(random), place(random));
    for (int i = 0; i < edges; ++i)
        builder.edge(end(random), end(random));
    return builder;
}

ElementSet sorted(ElementSet set)
{
    std::ranges::sort(set.nodes);
    std::ranges::sort(set.edges);
    return set;
}

ElementSet byLookingAtAll(const Scene& scene, const Region& region)
{
    ElementSet set;
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (scene.style(node).drawn() && region.contains(scene.position(node)))
            set.nodes.push_back(node);
    }
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        const SceneEdge edge = scene.edge(slot);
        if (scene.style(edge.source).drawn() && scene.style(edge.target).drawn() && region.contains(scene.position(edge.source))
            && region.contains(scene.position(edge.target)))
            set.edges.push_back(slot);
    }
    return set;
}

} // namespace

void tst_RegionSelection::aRectangleHoldsWhatIsBetweenItsSides()
{
    for (const Region& region : {Region::rectangle({-1, -2}, {3, 4}), Region::rectangle({3, 4}, {-1, -2}), Region::rectangle({3, -2}, {-1, 4})}) {
        QVERIFY(region.contains({0, 0}));
        QVERIFY(region.contains({2.9F, 3.9F}));
        QVERIFY(!region.contains({3.1F, 0}));
        QVERIFY(!region.contains({0, 4.1F}));
        QVERIFY(!region.contains({std::numeric_limits<float>::quiet_NaN(), 0}));
        QCOMPARE(region.sideOf({0, 0, 1, 1}), Region::Side::Inside);
        QCOMPARE(region.sideOf({-2, -3, 5, 5}), Region::Side::Across);
        QCOMPARE(region.sideOf({2, 2, 5, 3}), Region::Side::Across);
        QCOMPARE(region.sideOf({4, 0, 5, 1}), Region::Side::Outside);
    }
}

void tst_RegionSelection::aLineThatCrossesItselfHoldsAllThatItGoesRound()
{
    // A star of five points drawn in one go: its middle is gone round twice.
    std::vector<Point> star;
    for (int i = 0; i < 5; ++i)
        star.push_back({static_cast<float>(std::cos(i * 0.8 * M_PI)), static_cast<float>(std::sin(i * 0.8 * M_PI))});
    const Region region(star);
    QVERIFY(region.contains({0, 0}));
    QVERIFY(region.contains({0.8F, 0}));
    QVERIFY(!region.contains({-0.8F, 0}));
}

void tst_RegionSelection::aRegionWithoutAreaHoldsNothing()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (const Region& region : {Region({}), Region({{1, 1}}), Region({{0, 0}, {1, 1}}), Region({{0, 0}, {1, nan}, {1, 0}}),
                                 Region::rectangle({1, 1}, {1, 1}), Region::rectangle({0, 1}, {5, 1}), Region({{0, 0}, {5, 5}, {0, 0}})}) {
        QVERIFY(!region.contains({1, 1}));
        QVERIFY(region.sideOf({-9, -9, 9, 9}) != Region::Side::Inside);
    }
}

void tst_RegionSelection::aBoxIsNeverSaidToBeOnTheWrongSide()
{
    const Region region(ring(60, 500, 0.4));
    std::mt19937 random(3);
    std::uniform_real_distribution<float> place(-90, 90), size(0, 20);
    for (int i = 0; i < 2000; ++i) {
        Box box{place(random), place(random), 0, 0};
        box.right = box.left + size(random);
        box.bottom = box.top + size(random);
        const Region::Side side = region.sideOf(box);
        for (int step = 0; step <= 16; ++step) {
            const Point point{box.left + (box.right - box.left) * static_cast<float>(step % 4) / 4,
                              box.top + (box.bottom - box.top) * static_cast<float>(step / 4) / 4};
            if (region.contains(point))
                QVERIFY(side != Region::Side::Outside);
            else
                QVERIFY(side != Region::Side::Inside);
        }
    }
}

void tst_RegionSelection::aBoxWithoutWidthOrHeightIsCutAllTheSame()
{
    const Region region = Region::rectangle({0, 0}, {10, 10});   // of nodes in one line
    QCOMPARE(region.sideOf({5, -5, 5, 5}), Region::Side::Across);
    QCOMPARE(region.sideOf({-5, 5, 5, 5}), Region::Side::Across);
    QCOMPARE(region.sideOf({5, 2, 5, 8}), Region::Side::Inside);
    QCOMPARE(region.sideOf({15, 2, 15, 8}), Region::Side::Outside);
}

void tst_RegionSelection::everyElementInsideIsFound_data()
{
    QTest::addColumn<QVector<QPointF>>("corners");
    const auto row = [](const char* name, const std::vector<Point>& points) {
        QVector<QPointF> corners;
        for (const Point point : points)
            corners.append({point.x, point.y});
        QTest::newRow(name) << corners;
    };
    row("a rectangle", {{-20, -10}, {60, -10}, {60, 30}, {-20, 30}});
    row("a lasso", ring(50, 700, 0.3));
    row("all", {{-1e6F, -1e6F}, {1e6F, -1e6F}, {1e6F, 1e6F}, {-1e6F, 1e6F}});
    row("aside", {{1000, 1000}, {1001, 1000}, {1001, 1001}});
}

void tst_RegionSelection::everyElementInsideIsFound()
{
    QFETCH(const QVector<QPointF>, corners);
    std::vector<Point> points;
    for (const QPointF& corner : corners)
        points.push_back({static_cast<float>(corner.x()), static_cast<float>(corner.y())});
    const Region region(points);
    SceneBuilder builder = randomGraph(20'000, 60'000);
    builder.style(5).live = false;
    builder.style(6).placed = false;
    builder.style(7).standing = Standing::Hidden;
    const Indexed graph = indexed(builder);
    QCOMPARE(sorted(elementsIn(*graph.scene, *graph.index, region)), byLookingAtAll(*graph.scene, region));
}

void tst_RegionSelection::elementsThatDriftedOutOfTheirBlockAreFound()
{
    SceneBuilder builder = randomGraph(5'000, 10'000);
    SpatialIndexer indexer;
    indexer.take({builder.scene(), {}});
    indexer.settle();
    static_cast<void>(indexer.publish());
    for (Slot node = 0; node < 200; ++node)
        builder.move(node, static_cast<float>(node % 20) / 10, static_cast<float>(node) / 200);
    const auto moved = builder.scene();
    indexer.take({moved, {{{0, 200}}, {}, {}}});
    const auto index = indexer.publish().index;
    QVERIFY(index->drift > 0);
    const Region region = Region::rectangle({-0.1F, -0.1F}, {2.1F, 1.1F});
    const ElementSet found = sorted(elementsIn(*moved, *index, region));
    QVERIFY(found.nodes.size() >= 200);
    QCOMPARE(found, byLookingAtAll(*moved, region));
}

void tst_RegionSelection::nothingIsFoundInAnEmptyGraph()
{
    SceneBuilder builder;
    const Indexed graph = indexed(builder);
    QVERIFY(elementsIn(*graph.scene, *graph.index, Region::rectangle({-1, -1}, {1, 1})).empty());
}

void tst_RegionSelection::elementsThatWentAreDropped()
{
    SceneBuilder builder = randomGraph(6, 0);
    builder.edge(0, 1);
    builder.edge(1, 2);
    builder.edge(2, 3);
    builder.edge(4, 5);
    builder.edge(5, 4);
    const auto before = builder.scene();
    builder.style(1).live = false;               // gone, with the edges at it
    builder.ends(0) = builder.ends(1) = {};
    builder.style(4).generation = 1;             // another node in its slot
    const auto now = builder.scene();
    const ElementSet set{{0, 1, 2, 3, 4, 900}, {0, 1, 2, 3, 4, 900}};
    QCOMPARE(stillThere(set, *before, *now), (ElementSet{{0, 2, 3}, {2}}));
    QVERIFY(stillThere(set, *before, *builder.scene(2)).empty());
}

WEIR_TEST(tst_RegionSelection)
#include "tst_region_selection.moc"
