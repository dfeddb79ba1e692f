#include "layout/start/placement.h"
#include "layout/graphs.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>

using weir::layout::Components;
using weir::layout::components;
using weir::layout::Point;
using weir::layout::SpringGraph;

class tst_Placement final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void componentsAreFoundWithTheirMasses();
    void theHeaviestComponentIsInTheMiddle();
    void packedComponentsTakeNoMoreRoomThanTheyNeed();
    void aNewNodeComesBetweenItsNeighbours();
    void aNewNodeComesBesideMostOfItsNeighbours();
    void aChainOfNewNodesGrowsFromThePlacedOne();
    void whatHangsOnNothingComesOutside();
};

void tst_Placement::componentsAreFoundWithTheirMasses()
{
    const SpringGraph graph(6, graphs::Edges{{0, 1}, {2, 3}, {3, 4}}, {});
    const Components found = components(graph);
    QCOMPARE(found.of, (std::vector<std::uint32_t>{0, 0, 1, 1, 1, 2}));
    QCOMPARE(found.heaviest, 1U);
    QCOMPARE(found.masses.size(), 3U);
    QVERIFY(found.masses[1] > found.masses[0] && found.masses[0] > found.masses[2]);
}

void tst_Placement::theHeaviestComponentIsInTheMiddle()
{
    graphs::Edges edges{{100, 101}, {102, 103}};
    for (const auto& edge : graphs::grid(10))
        edges.push_back(edge);
    const SpringGraph graph(104, edges, {});
    const std::vector<Point> places = weir::layout::packedPlaces(graph, components(graph), 1, 1);
    float rim = 0;
    for (std::size_t node = 0; node < 100; ++node)
        rim = std::max(rim, graphs::distance(places[node], {}));
    for (std::size_t node = 100; node < 104; ++node)
        QVERIFY(graphs::distance(places[node], {}) > 0.8F * rim);
}

void tst_Placement::packedComponentsTakeNoMoreRoomThanTheyNeed()
{
    const SpringGraph graph(10'000, {}, {});
    const std::vector<Point> places = weir::layout::packedPlaces(graph, components(graph), 1, 1);
    for (const Point& place : places)
        QVERIFY(graphs::distance(place, {}) < 62);      // a disc of 10,000 units has a radius of 56.4
}

void tst_Placement::aNewNodeComesBetweenItsNeighbours()
{
    const SpringGraph graph(3, graphs::Edges{{0, 2}, {1, 2}}, {});
    std::vector<Point> places{{10, 0}, {20, 0}, {}};
    std::vector<std::uint8_t> placed{1, 1, 0};
    weir::layout::placeBesideNeighbours(graph, places, placed, 1, 1);
    QVERIFY(graphs::distance(places[2], {15, 0}) <= 1);
    QCOMPARE(placed[2], std::uint8_t{1});
    QCOMPARE(places[0], (Point{10, 0}));
}

void tst_Placement::aNewNodeComesBesideMostOfItsNeighbours()
{
    const SpringGraph graph(4, graphs::Edges{{0, 3}, {1, 3}, {2, 3}}, {});
    std::vector<Point> places{{10, 0}, {10, 2}, {500, 300}, {}};
    std::vector<std::uint8_t> placed{1, 1, 1, 0};
    weir::layout::placeBesideNeighbours(graph, places, placed, 1, 1);
    QVERIFY(graphs::distance(places[3], {10, 1}) < 4);   // and not towards the one far away
}

void tst_Placement::aChainOfNewNodesGrowsFromThePlacedOne()
{
    const SpringGraph graph(4, graphs::Edges{{0, 1}, {1, 2}, {2, 3}}, {});
    std::vector<Point> places{{100, 100}, {}, {}, {}};
    std::vector<std::uint8_t> placed{1, 0, 0, 0};
    weir::layout::placeBesideNeighbours(graph, places, placed, 1, 1);
    for (std::size_t node = 1; node < 4; ++node)
        QVERIFY(graphs::distance(places[node], places[node - 1]) <= 1);
}

void tst_Placement::whatHangsOnNothingComesOutside()
{
    const SpringGraph graph(4, graphs::Edges{{2, 3}}, {});
    std::vector<Point> places{{0, 50}, {}, {}, {}};
    std::vector<std::uint8_t> placed{1, 0, 0, 0};
    weir::layout::placeBesideNeighbours(graph, places, placed, 1, 1);
    QVERIFY(std::ranges::all_of(placed, [](auto flag) { return flag == 1; }));
    for (std::size_t node = 1; node < 4; ++node)
        QVERIFY(graphs::distance(places[node], {}) > 48 && graphs::distance(places[node], {}) < 60);
}

WEIR_TEST(tst_Placement)
#include "tst_placement.moc"
