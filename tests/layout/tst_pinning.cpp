#include "layout/force/force_layout.h"
#include "layout/graphs.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>
#include <limits>

using weir::Slot;
using weir::layout::ForceLayout;
using weir::layout::Point;

namespace {

constexpr std::uint32_t side = 30;
constexpr Slot middle = side * side / 2 + side / 2;

std::vector<Point> placesOf(const ForceLayout& layout) { return {layout.positions().begin(), layout.positions().end()}; }

/// Steps in the grid from `middle`.
std::uint32_t stepsAway(Slot slot)
{
    const auto apart = [](std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; };
    return apart(slot % side, middle % side) + apart(slot / side, middle / side);
}

} // namespace

/// A person holds and drags nodes.
class tst_Pinning final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPinnedNodeIsThereAtOnceAndStays();
    void whatIsNearFollowsAndTheRestStays();
    void whileDraggedFarTheNeighboursComeAlong();
    void letGoItReturnsToItsNeighbours();
    void aPinOutlastsChangesOfTheGraph();
    void aPinEndsWithItsNode();
    void aPinDuringTheStartIsKept();
    void aPinnedHubWakesOnlySoMany();
    void givenPlacesAreStrongerThanPins();
    void wrongPinsDoNothing();
    void twoPinnedNeighboursStayWhereTheyAre();
    void thePlacesDoNotDependOnTheNumberOfThreads();
    void aThousandDragsWithoutARoundBetween();
};

void tst_Pinning::aPinnedNodeIsThereAtOnceAndStays()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    QVERIFY(graphs::settle(layout));
    const Point place{layout.positions()[middle].x + 3, layout.positions()[middle].y};
    layout.pin(middle, place);
    QCOMPARE(layout.positions()[middle], place);
    QVERIFY(!layout.settled());
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[middle], place);
}

void tst_Pinning::whatIsNearFollowsAndTheRestStays()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    QVERIFY(graphs::settle(layout));
    const auto before = placesOf(layout);
    layout.pin(middle, {before[middle].x + 2, before[middle].y + 2});
    QVERIFY(graphs::settle(layout));
    float nearest = 0;
    for (Slot slot = 0; slot < side * side; ++slot) {
        const float way = graphs::distance(layout.positions()[slot], before[slot]);
        if (stepsAway(slot) == 1)
            nearest += way / 4;
        if (stepsAway(slot) > 9)
            QCOMPARE(layout.positions()[slot], before[slot]);
    }
    QVERIFY2(nearest > 0.2F, qPrintable(QString::number(nearest)));
}

void tst_Pinning::whileDraggedFarTheNeighboursComeAlong()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    QVERIFY(graphs::settle(layout));
    const auto before = placesOf(layout);
    for (int i = 1; i <= 40; ++i) {
        layout.pin(middle, {before[middle].x + static_cast<float>(i), before[middle].y});
        QCOMPARE(layout.positions()[middle].x, before[middle].x + static_cast<float>(i));
        layout.step();
    }
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
    float nearer = 0;
    for (const Slot slot : {middle - 1, middle + 1, middle - side, middle + side})
        nearer += (graphs::distance(before[slot], layout.positions()[middle]) - graphs::distance(layout.positions()[slot], layout.positions()[middle])) / 4;
    QVERIFY2(nearer > 1, qPrintable(QString::number(nearer)));
    for (Slot slot = 0; slot < side; ++slot)
        QCOMPARE(layout.positions()[slot], before[slot]);
}

void tst_Pinning::letGoItReturnsToItsNeighbours()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    QVERIFY(graphs::settle(layout));
    const Point before = layout.positions()[middle];
    layout.pin(middle, {before.x + 4, before.y});
    QVERIFY(graphs::settle(layout));
    const float held = graphs::distance(layout.positions()[middle], before);
    layout.unpin(middle);
    QVERIFY(!layout.settled());
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[middle], before) < held - 1);
}

void tst_Pinning::aPinOutlastsChangesOfTheGraph()
{
    graphs::Edges edges = graphs::grid(side);
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, edges));
    QVERIFY(graphs::settle(layout));
    const Point place{layout.positions()[middle].x + 2, layout.positions()[middle].y};
    layout.pin(middle, place);
    edges.emplace_back(side * side, middle);
    layout.setTopology(graphs::topology(side * side + 1, edges));
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[middle], place);
    QVERIFY(graphs::distance(layout.positions()[side * side], place) < 3);
    // A graph that is laid out anew keeps it, too.
    for (std::uint32_t node = 0; node < 3 * side * side; ++node)
        edges.emplace_back(side * side + 1 + node, node == 0 ? 0 : side * side + node);
    layout.setTopology(graphs::topology(4 * side * side + 1, edges));
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[middle], place);
}

void tst_Pinning::aPinEndsWithItsNode()
{
    const auto first = graphs::topology(100, graphs::grid(10));
    first->generations.assign(100, 1);
    ForceLayout layout({});
    layout.setTopology(first);
    QVERIFY(graphs::settle(layout));
    layout.pin(50, {100, 100});
    layout.pin(51, {-100, 100});
    const auto second = graphs::topology(100, graphs::grid(10));
    second->generations.assign(100, 1);
    second->generations[50] = 3;
    second->live[51] = 0;
    layout.setTopology(second);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[50], {100, 100}) > 10);
    const auto third = graphs::topology(100, graphs::grid(10));
    third->generations = second->generations;
    layout.setTopology(third);
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::distance(layout.positions()[51], {-100, 100}) > 10);
}

void tst_Pinning::aPinDuringTheStartIsKept()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    layout.pin(0, {5, 5});
    QCOMPARE(layout.positions()[0], (Point{5, 5}));
    for (int i = 0; i < 30; ++i)
        QVERIFY(layout.step());
    layout.pin(middle, {1, 2});
    QVERIFY(layout.step());
    QCOMPARE(layout.positions()[middle], (Point{1, 2}));
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[0], (Point{5, 5}));
    QCOMPARE(layout.positions()[middle], (Point{1, 2}));
}

void tst_Pinning::aPinnedHubWakesOnlySoMany()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(20'001, graphs::star(20'000)));
    QVERIFY(graphs::settle(layout));
    const auto before = placesOf(layout);
    layout.pin(0, {before[0].x + 5, before[0].y});
    QVERIFY(graphs::settle(layout));
    std::size_t moved = 0;
    for (Slot slot = 1; slot <= 20'000; ++slot)
        moved += layout.positions()[slot] != before[slot];
    QVERIFY2(moved > 100 && moved <= 2'000, qPrintable(QString::number(moved)));
}

void tst_Pinning::givenPlacesAreStrongerThanPins()
{
    const auto topology = graphs::topology(4, {{0, 1}, {1, 2}, {2, 3}});
    topology->given = {{0, {7, 7}}};
    ForceLayout layout({});
    layout.setTopology(topology);
    layout.pin(0, {1, 1});
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[0], (Point{7, 7}));
    // A node that a person holds, and the source then places.
    layout.pin(1, {3, 3});
    const auto placed = std::make_shared<weir::layout::Topology>(*topology);
    placed->given.push_back({1, {9, 9}});
    layout.setTopology(placed);
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[1], (Point{9, 9}));
}

void tst_Pinning::wrongPinsDoNothing()
{
    ForceLayout layout({});
    layout.pin(3, {1, 1});
    layout.unpin(3);
    const auto topology = graphs::topology(100, graphs::grid(10));
    topology->live[4] = 0;
    layout.setTopology(topology);
    QVERIFY(graphs::settle(layout));
    const auto before = placesOf(layout);
    layout.pin(4, {1, 1});
    layout.pin(100, {1, 1});
    layout.pin(weir::noSlot, {1, 1});
    layout.pin(5, {std::nanf(""), 0});
    layout.pin(5, {0, std::numeric_limits<float>::infinity()});
    layout.unpin(5);
    layout.unpin(weir::noSlot);
    QVERIFY(layout.settled());
    QVERIFY(std::ranges::equal(layout.positions(), before));
    layout.pin(5, {1e12F, -1e12F});
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
    layout.setTopology(nullptr);
    layout.unpin(5);
    QVERIFY(graphs::settle(layout));
}

void tst_Pinning::twoPinnedNeighboursStayWhereTheyAre()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(side * side, graphs::grid(side)));
    QVERIFY(graphs::settle(layout));
    layout.pin(middle, {0, 0});
    layout.pin(middle + 1, {9, 0});
    layout.pin(middle, {1, 0});
    QVERIFY(graphs::settle(layout));
    QCOMPARE(layout.positions()[middle], (Point{1, 0}));
    QCOMPARE(layout.positions()[middle + 1], (Point{9, 0}));
}

void tst_Pinning::thePlacesDoNotDependOnTheNumberOfThreads()
{
    ForceLayout one({.threads = 1});
    ForceLayout three({.threads = 3});
    for (ForceLayout* const layout : {&one, &three}) {
        layout->setTopology(graphs::topology(4900, graphs::grid(70)));
        QVERIFY(graphs::settle(*layout));
        for (int i = 0; i < 20; ++i) {
            layout->pin(2000, {static_cast<float>(i), 3});
            layout->step();
        }
        layout->unpin(2000);
        QVERIFY(graphs::settle(*layout));
    }
    QVERIFY(std::ranges::equal(one.positions(), three.positions()));
}

void tst_Pinning::aThousandDragsWithoutARoundBetween()
{
    ForceLayout layout({});
    layout.setTopology(graphs::topology(100, graphs::grid(10)));
    QVERIFY(graphs::settle(layout));
    for (int i = 0; i < 1000; ++i)
        layout.pin(static_cast<Slot>(44 + i % 2), {static_cast<float>(i % 17), static_cast<float>(i % 5)});
    QVERIFY(graphs::settle(layout));
    QVERIFY(graphs::allFinite(layout.positions()));
}

WEIR_TEST(tst_Pinning)
#include "tst_pinning.moc"
