#include "scene/find/reach.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <random>

using namespace weir;
using namespace weir::scene;

namespace {

ElementSet sorted(ElementSet set)
{
    std::ranges::sort(set.nodes);
    std::ranges::sort(set.edges);
    return set;
}

} // namespace

class tst_Reach : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachStepTakesTheNextNodesAndTheEdgesThatLeadThere();
    void theNodeItselfComesFirst();
    void loopsAndParallelEdgesAreTaken();
    void theWayAnEdgePointsDoesNotMatter();
    void itIsWhatABreadthFirstSearchFinds();
    void nothingIsNearANodeThatIsNotThere();
};

void tst_Reach::eachStepTakesTheNextNodesAndTheEdgesThatLeadThere()
{
    SceneBuilder builder;   // 0 - 1 - 2 - 3 - 4, and 2 - 5 - 3
    for (int i = 0; i < 6; ++i)
        builder.node(0, 0);
    // The last edges come first, so that one pass over all of them could run ahead of its step.
    const Slot e34 = builder.edge(3, 4), e53 = builder.edge(5, 3), e25 = builder.edge(2, 5), e23 = builder.edge(2, 3);
    const Slot e12 = builder.edge(1, 2), e01 = builder.edge(0, 1);
    const auto scene = builder.scene();
    QCOMPARE(reach(*scene, 0, 0), (ElementSet{{0}, {}}));
    QCOMPARE(sorted(reach(*scene, 0, 1)), (ElementSet{{0, 1}, {e01}}));
    QCOMPARE(sorted(reach(*scene, 0, 2)), (ElementSet{{0, 1, 2}, {e12, e01}}));
    // Nodes 3 and 5 are both three steps away: the edge between them takes a fourth.
    QCOMPARE(sorted(reach(*scene, 0, 3)), sorted({{0, 1, 2, 3, 5}, {e25, e23, e12, e01}}));
    QCOMPARE(sorted(reach(*scene, 2, 2)), sorted({{0, 1, 2, 3, 4, 5}, {e34, e53, e25, e23, e12, e01}}));
}

void tst_Reach::theNodeItselfComesFirst()
{
    SceneBuilder builder;
    for (int i = 0; i < 3; ++i)
        builder.node(0, 0);
    builder.edge(0, 2);
    builder.edge(1, 2);
    QCOMPARE(reach(*builder.scene(), 2, 1).nodes.front(), 2U);
}

void tst_Reach::loopsAndParallelEdgesAreTaken()
{
    SceneBuilder builder;
    builder.node(0, 0);
    builder.node(0, 0);
    const Slot loop = builder.edge(0, 0), one = builder.edge(0, 1), two = builder.edge(1, 0);
    const Slot atTheEnd = builder.edge(1, 1);
    QCOMPARE(sorted(reach(*builder.scene(), 0, 1)), (ElementSet{{0, 1}, {loop, one, two}}));
    QCOMPARE(sorted(reach(*builder.scene(), 0, 2)), (ElementSet{{0, 1}, {loop, one, two, atTheEnd}}));
}

void tst_Reach::theWayAnEdgePointsDoesNotMatter()
{
    SceneBuilder builder;
    for (int i = 0; i < 3; ++i)
        builder.node(0, 0);
    builder.edge(1, 0);
    builder.edge(1, 2);
    QCOMPARE(reach(*builder.scene(), 0, 2).nodes.size(), 3U);
}

void tst_Reach::itIsWhatABreadthFirstSearchFinds()
{
    std::mt19937 random(7);
    const auto below = [&random](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
    for (int round = 0; round < 40; ++round) {
        SceneBuilder builder;
        const std::uint32_t nodes = 1 + below(1500);
        for (std::uint32_t i = 0; i < nodes; ++i)
            builder.node(0, 0);
        for (std::uint32_t i = 0; i < nodes * 2; ++i) {
            if (below(16) == 0)
                builder.edge(noSlot, noSlot);
            else
                builder.edge(below(nodes), below(nodes));
        }
        const auto scene = builder.scene();
        const Slot start = below(nodes);
        const unsigned steps = below(mostReachSteps + 1);
        std::vector<unsigned> distances(nodes, 100);
        distances[start] = 0;
        for (unsigned step = 0; step < steps; ++step) {
            for (Slot edge = 0; edge < scene->edgeSlots; ++edge) {
                const auto [a, b] = scene->edge(edge);
                if (a == noSlot)
                    continue;
                if (distances[a] == step)
                    distances[b] = std::min(distances[b], step + 1);
                if (distances[b] == step)
                    distances[a] = std::min(distances[a], step + 1);
            }
        }
        ElementSet expected;
        for (Slot node = 0; node < nodes; ++node) {
            if (distances[node] <= steps)
                expected.nodes.push_back(node);
        }
        for (Slot edge = 0; edge < scene->edgeSlots; ++edge) {
            const auto [a, b] = scene->edge(edge);
            if (a != noSlot && std::min(distances[a], distances[b]) < steps)
                expected.edges.push_back(edge);
        }
        QCOMPARE(sorted(reach(*scene, start, steps)), expected);
    }
}

void tst_Reach::nothingIsNearANodeThatIsNotThere()
{
    SceneBuilder builder;
    QVERIFY(reach(*builder.scene(), 0, 3).empty());
    const Slot gone = builder.freeNode();
    QVERIFY(reach(*builder.scene(), gone, 3).empty());
    QVERIFY(reach(*builder.scene(), noSlot, 3).empty());
}

WEIR_TEST(tst_Reach)
#include "tst_reach.moc"
