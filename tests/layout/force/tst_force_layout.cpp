#include "layout/force/force_layout.h"
#include "layout/graphs.h"
#include "layout/quality.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>
#include <limits>

using weir::Slot;
using weir::layout::ForceLayout;
using weir::layout::Point;
using weir::layout::Topology;

class tst_ForceLayout final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutATopologyThereIsNothingToDo();
    void anEmptyGraphIsSettled();
    void aLoneNodeComesToRestAtTheOrigin();
    void twoJoinedNodesComeToRestAnEdgeApart();
    void edgesAreTypicallyOneLong();
    void aGridKeepsItsNeighbourhoods();
    void theLeavesOfAHubSpreadRoundIt();
    void loneNodesDoNotDominateTheExtent();
    void componentsStandApart();
    void oddInputGivesFinitePlaces();
    void edgesToNodesThatAreNotThereAreLeftOut();
    void thePlacesDoNotDependOnTheNumberOfThreads();
    void anotherSeedGivesAnotherPicture();
    void aNewNodeStartsBesideItsNeighbourAndOldOnesStay();
    void aRemovedNodeLeavesTheOthersWhereTheyWere();
    void heldNodesKeepTheirPlacesHoweverManyCome();
    void anEqualTopologyChangesNothing();
    void aNewGenerationIsANewNode();
    void aSmallChangeDuringTheStartIsTakenUpAfterIt();
    void aLargeChangeDuringTheStartStartsAnew();
    void givenPlacesAreTakenAsTheyAre();
    void nodesWithoutPlacesGatherRoundTheGivenOnes();
    void givenPlacesThatAreNoPlacesAreIgnored();
    void aStopIsAnsweredWithoutMovingAnything();
    void manySmallChangesLeaveAReadablePicture();
};

void tst_ForceLayout::withoutATopologyThereIsNothingToDo()
{
    ForceLayout layout({});
    QVERIFY(layout.settled());
    QVERIFY(!layout.step());
    QCOMPARE(layout.temperature(), 0.0);
    layout.setTopology(nullptr);
    QVERIFY(!layout.step());
    QVERIFY(layout.positions().empty());
}

void tst_ForceLayout::anEmptyGraphIsSettled()
{
    ForceLayout layout({});
    const auto topology = std::make_shared<Topology>();
    topology->live.assign(7, 0);
    layout.setTopology(topology);
    QVERIFY(!layout.step());
    QCOMPARE(layout.positions().size(), 7U);
    QVERIFY(graphs::allFinite(layout.positions()));
}

void tst_ForceLayout::aLoneNodeComesToRestAtTheOrigin()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(1, {}));
    QVERIFY(!layout.settled());
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[0], {}) < 1);
}

void tst_ForceLayout::twoJoinedNodesComeToRestAnEdgeApart()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(2, {{0, 1}}));
    QVERIFY(graphs::settle(layout));
    const float length = graphs::distance(layout.positions()[0], layout.positions()[1]);
    QVERIFY2(length > 0.5F && length < 1.5F, qPrintable(QString::number(length)));
}

void tst_ForceLayout::edgesAreTypicallyOneLong()
{
    const graphs::Edges edges = graphs::grid(40);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(1600, edges));
    QVERIFY(graphs::settle(layout));
    const auto quality = weir::layout::quality(layout.positions(), edges);
    QVERIFY2(quality.medianEdgeLength > 0.5 && quality.medianEdgeLength < 2,
             qPrintable(QString::number(quality.medianEdgeLength)));
}

void tst_ForceLayout::aGridKeepsItsNeighbourhoods()
{
    const graphs::Edges edges = graphs::grid(40);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(1600, edges));
    QVERIFY(graphs::settle(layout));
    const auto quality = weir::layout::quality(layout.positions(), edges);
    // A drawing at random has a ratio of 1, a stress near 0.3 and keeps nothing.
    QVERIFY2(quality.edgeToPairRatio < 0.15, qPrintable(QString::number(quality.edgeToPairRatio)));
    QVERIFY2(quality.stress < 0.1, qPrintable(QString::number(quality.stress)));
    QVERIFY2(quality.neighbourhoodPreservation > 0.5, qPrintable(QString::number(quality.neighbourhoodPreservation)));
}

void tst_ForceLayout::theLeavesOfAHubSpreadRoundIt()
{
    constexpr std::uint32_t leaves = 20'000;
    ForceLayout layout({});
    layout.setTopology(graphs::topology(leaves + 1, graphs::star(leaves)));
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
    std::vector<float> lengths;
    int right = 0;
    int below = 0;
    const Point hub = layout.positions()[0];
    for (const Point& leaf : layout.positions().subspan(1)) {
        lengths.push_back(graphs::distance(hub, leaf));
        right += leaf.x > hub.x;
        below += leaf.y > hub.y;
    }
    std::sort(lengths.begin(), lengths.end());
    QVERIFY2(lengths.back() < 3 * lengths[leaves / 2], "a leaf flew off");
    QVERIFY2(lengths[leaves / 10] > 0.2F * lengths[leaves / 2], "the leaves are a heap");
    QVERIFY(std::abs(right - static_cast<int>(leaves) / 2) < static_cast<int>(leaves) / 10);
    QVERIFY(std::abs(below - static_cast<int>(leaves) / 2) < static_cast<int>(leaves) / 10);
}

void tst_ForceLayout::loneNodesDoNotDominateTheExtent()
{
    const graphs::Edges edges = graphs::grid(30);
    constexpr std::size_t joined = 900;
    ForceLayout layout({});
    layout.setTopology(graphs::topology(joined + 300, edges));
    QVERIFY(graphs::settle(layout));
    float radius = 0;
    for (const Point& place : layout.positions().first(joined))
        radius = std::max(radius, graphs::distance(place, {}));
    for (const Point& place : layout.positions().subspan(joined))
        QVERIFY(graphs::distance(place, {}) < 2 * radius);
}

void tst_ForceLayout::componentsStandApart()
{
    graphs::Edges edges = graphs::grid(10);
    for (const auto& [source, target] : graphs::grid(10))
        edges.emplace_back(source + 100, target + 100);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(200, edges));
    QVERIFY(graphs::settle(layout));
    const auto mean = [&](std::size_t first) {
        Point sum;
        for (const Point& place : layout.positions().subspan(first, 100))
            sum = {sum.x + place.x / 100, sum.y + place.y / 100};
        return sum;
    };
    const auto spread = [&](std::size_t first, Point centre) {
        float sum = 0;
        for (const Point& place : layout.positions().subspan(first, 100))
            sum += graphs::distance(place, centre) / 100;
        return sum;
    };
    const Point a = mean(0);
    const Point b = mean(100);
    QVERIFY(graphs::distance(a, b) > spread(0, a) + spread(100, b));
}

void tst_ForceLayout::oddInputGivesFinitePlaces()
{
    constexpr float infinite = std::numeric_limits<float>::infinity();
    const auto loops = graphs::topology(3, {{0, 0}, {1, 1}, {0, 1}});
    const auto parallel = graphs::topology(2, graphs::Edges(10'000, {0, 1}));
    const auto lone = graphs::topology(500, {});
    const auto onePlace = graphs::topology(600, graphs::star(599));
    for (Slot slot = 0; slot < 500; ++slot)
        onePlace->given.push_back({slot, {3, 3}});
    const auto farApart = graphs::topology(4, {{0, 1}, {1, 2}, {2, 3}});
    farApart->given = {{0, {-1e12F, 1e12F}}, {1, {1e12F, 1e12F}}};
    const auto tiny = graphs::topology(4, {{0, 1}, {1, 2}, {2, 3}});
    tiny->given = {{0, {1e-30F, 0}}, {1, {0, 1e-38F}}};
    const auto notFinite = graphs::topology(4, {{0, 1}, {1, 2}, {2, 3}});
    notFinite->given = {{0, {infinite, 0}}, {1, {std::nanf(""), 0}}, {99, {0, 0}}};
    for (const auto& topology : {loops, parallel, lone, onePlace, farApart, tiny, notFinite}) {
        ForceLayout layout({});
        layout.setTopology(topology);
        QVERIFY(graphs::settle(layout));
        QVERIFY(graphs::allFinite(layout.positions()));
    }
}

void tst_ForceLayout::edgesToNodesThatAreNotThereAreLeftOut()
{
    const auto topology = graphs::topology(3, {{0, 1}, {1, 2}, {2, 77}, {weir::noSlot, 0}});
    topology->live[1] = 0;
    ForceLayout layout({});
    layout.setTopology(topology);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
}

void tst_ForceLayout::thePlacesDoNotDependOnTheNumberOfThreads()
{
    const auto topology = graphs::topology(4900, graphs::grid(70));
    ForceLayout one({.threads = 1, .seed = 3});
    ForceLayout three({.threads = 3, .seed = 3});
    one.setTopology(topology);
    three.setTopology(topology);
    QVERIFY(graphs::settle(one));
    QVERIFY(graphs::settle(three));
    QVERIFY(std::ranges::equal(one.positions(), three.positions()));
}

void tst_ForceLayout::anotherSeedGivesAnotherPicture()
{
    const auto topology = graphs::topology(100, graphs::grid(10));
    ForceLayout one({.threads = 1, .seed = 1});
    ForceLayout two({.threads = 1, .seed = 2});
    one.setTopology(topology);
    two.setTopology(topology);
    QVERIFY(graphs::settle(one));
    QVERIFY(graphs::settle(two));
    QVERIFY(!std::ranges::equal(one.positions(), two.positions()));
}

void tst_ForceLayout::aNewNodeStartsBesideItsNeighbourAndOldOnesStay()
{
    graphs::Edges edges = graphs::grid(30);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(900, edges));
    QVERIFY(graphs::settle(layout));
    const std::vector<Point> before(layout.positions().begin(), layout.positions().end());

    edges.emplace_back(900, 450);
    layout.setTopology(graphs::topology(901, edges));
    QVERIFY(graphs::distance(layout.positions()[900], before[450]) < 1.5F);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[900], layout.positions()[450]) < 3);
    for (std::size_t node = 0; node < 900; ++node) {
        const float way = graphs::distance(layout.positions()[node], before[node]);
        QVERIFY2(node == 450 ? way < 3 : way == 0, qPrintable(QString::number(way)));
    }
}

void tst_ForceLayout::aRemovedNodeLeavesTheOthersWhereTheyWere()
{
    const graphs::Edges edges = graphs::grid(30);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(900, edges));
    QVERIFY(graphs::settle(layout));
    const std::vector<Point> before(layout.positions().begin(), layout.positions().end());
    const auto without = graphs::topology(900, edges);
    without->live[450] = 0;
    layout.setTopology(without);
    QVERIFY(!layout.settled());
    QVERIFY(graphs::settle(layout));
    const std::vector<std::size_t> neighbours{449, 451, 420, 480};
    for (std::size_t node = 0; node < 900; ++node) {
        const bool neighbour = std::ranges::find(neighbours, node) != neighbours.end();
        QVERIFY(graphs::distance(layout.positions()[node], before[node]) <= (neighbour ? 3.0F : 0.0F));
    }
}

void tst_ForceLayout::heldNodesKeepTheirPlacesHoweverManyCome()
{
    graphs::Edges edges = graphs::grid(10);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(100, edges));
    QVERIFY(graphs::settle(layout));
    const std::vector<Point> before(layout.positions().begin(), layout.positions().end());
    layout.hold(true);
    for (std::uint32_t node = 100; node < 500; ++node)
        edges.emplace_back(node, node % 100);
    layout.setTopology(graphs::topology(500, edges));
    QVERIFY(!layout.startsAnew() && !layout.settled());
    for (std::uint32_t node = 0; node < 500; ++node)
        QVERIFY(graphs::distance(layout.positions()[node], before[node % 100]) <= (node < 100 ? 0.0F : 1.5F));
    layout.hold(false);
    QVERIFY(graphs::settle(layout));
    // Where no node has a place, being held gives them none.
    layout.hold(true);
    layout.setTopology(graphs::topology(0, {}));
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    QVERIFY(layout.startsAnew());
}

void tst_ForceLayout::anEqualTopologyChangesNothing()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    QVERIFY(graphs::settle(layout));
    const std::vector<Point> before(layout.positions().begin(), layout.positions().end());
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    QVERIFY(layout.settled());
    QVERIFY(!layout.step());
    QVERIFY(std::ranges::equal(layout.positions(), before));
}

void tst_ForceLayout::aNewGenerationIsANewNode()
{
    graphs::Edges edges = graphs::grid(20);
    edges.emplace_back(400, 0);
    const auto first = graphs::topology(401, edges);
    first->generations.assign(401, 1);
    ForceLayout layout({});
    layout.setTopology(first);
    QVERIFY(graphs::settle(layout));
    const Point far = layout.positions()[399];
    QVERIFY(graphs::distance(layout.positions()[400], far) > 5);

    edges.back() = {400, 399};
    const auto second = graphs::topology(401, edges);
    second->generations.assign(401, 1);
    second->generations[400] = 3;
    layout.setTopology(second);
    QVERIFY(graphs::distance(layout.positions()[400], far) < 1.5F);
}

void tst_ForceLayout::aSmallChangeDuringTheStartIsTakenUpAfterIt()
{
    graphs::Edges edges = graphs::grid(30);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(900, edges));
    for (int i = 0; i < 20; ++i)
        QVERIFY(layout.step());
    edges.emplace_back(900, 450);
    layout.setTopology(graphs::topology(901, edges));
    QCOMPARE(layout.positions().size(), 901U);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[900], layout.positions()[450]) < 3);
}

void tst_ForceLayout::aLargeChangeDuringTheStartStartsAnew()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    for (int i = 0; i < 20; ++i)
        QVERIFY(layout.step());
    const graphs::Edges edges = graphs::grid(40);
    layout.setTopology(graphs::topology(1600, edges));
    QVERIFY(graphs::settle(layout));
    QVERIFY(weir::layout::quality(layout.positions(), edges).stress < 0.1);
    layout.setTopology(graphs::topology(2, {{0, 1}}));
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions().size(), 2U);
}

void tst_ForceLayout::givenPlacesAreTakenAsTheyAre()
{
    const auto topology = graphs::topology(900, graphs::grid(30));
    for (Slot slot = 0; slot < 900; ++slot)
        topology->given.push_back({slot, {static_cast<float>(slot % 30) * 7, static_cast<float>(slot) / 30}});
    ForceLayout layout({});
    layout.setTopology(topology);
    QVERIFY(layout.settled());
    for (const auto& [slot, place] : topology->given)
        QCOMPARE(layout.positions()[slot], place);
}

void tst_ForceLayout::nodesWithoutPlacesGatherRoundTheGivenOnes()
{
    constexpr float scale = 50;
    const auto topology = graphs::topology(900, graphs::grid(30));
    for (Slot slot = 0; slot < 900; slot += slot % 7 == 3 ? 2 : 1)
        topology->given.push_back({slot, {1000 + scale * static_cast<float>(slot % 30), scale * static_cast<float>(slot / 30)}});
    ForceLayout layout({});
    layout.setTopology(topology);
    QVERIFY(graphs::settle(layout));
    for (const auto& [slot, place] : topology->given)
        QCOMPARE(layout.positions()[slot], place);
    for (Slot slot = 31; slot < 869; ++slot) {
        const Point ideal{1000 + scale * static_cast<float>(slot % 30), scale * static_cast<float>(slot / 30)};
        QVERIFY(graphs::distance(layout.positions()[slot], ideal) < 4 * scale);
    }
}

void tst_ForceLayout::givenPlacesThatAreNoPlacesAreIgnored()
{
    const auto topology = graphs::topology(2, {{0, 1}});
    topology->given = {{0, {std::nanf(""), 0}}, {5, {1, 1}}, {1, {1e30F, 0}}};
    ForceLayout layout({});
    layout.setTopology(topology);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[0], layout.positions()[1]) < 2);
}

void tst_ForceLayout::aStopIsAnsweredWithoutMovingAnything()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    for (int i = 0; i < 100; ++i)
        QVERIFY(layout.step());
    const std::vector<Point> before(layout.positions().begin(), layout.positions().end());
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(layout.step(stop.get_token()));
    QVERIFY(std::ranges::equal(layout.positions(), before));
    QVERIFY(graphs::settle(layout));
}

void tst_ForceLayout::manySmallChangesLeaveAReadablePicture()
{
    // A path grows node by node into a graph with cross ties; each topology is laid out only for a few rounds.
    graphs::Edges edges;
    ForceLayout layout({});
    for (std::uint32_t nodes = 1; nodes <= 400; ++nodes) {
        if (nodes > 1)
            edges.emplace_back(nodes - 1, (nodes - 1) / 3);
        layout.setTopology(graphs::topology(nodes, edges));
        for (int i = 0; i < 5; ++i)
            layout.step();
    }
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
    const auto quality = weir::layout::quality(layout.positions(), edges);
    QVERIFY2(quality.edgeToPairRatio < 0.25, qPrintable(QString::number(quality.edgeToPairRatio)));
}

WEIR_TEST(tst_ForceLayout)
#include "tst_force_layout.moc"
