#include "scene/find/shortest_path.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <deque>
#include <random>

using namespace weir;
using namespace weir::scene;

namespace {

/// Steps from `start` to each node; noSlot: it cannot be reached.
std::vector<std::uint32_t> distancesFrom(const Scene& scene, Slot start)
{
    std::vector<std::vector<Slot>> neighbours(scene.nodeSlots);
    for (Slot edge = 0; edge < scene.edgeSlots; ++edge) {
        const auto [a, b] = scene.edge(edge);
        if (a == noSlot)
            continue;
        neighbours[a].push_back(b);
        neighbours[b].push_back(a);
    }
    std::vector<std::uint32_t> distances(scene.nodeSlots, noSlot);
    distances[start] = 0;
    for (std::deque<Slot> queue{start}; !queue.empty(); queue.pop_front()) {
        for (const Slot other : neighbours[queue.front()]) {
            if (distances[other] == noSlot) {
                distances[other] = distances[queue.front()] + 1;
                queue.push_back(other);
            }
        }
    }
    return distances;
}

bool isAPath(const Scene& scene, const Path& path)
{
    if (path.edges.size() + 1 != path.nodes.size())
        return false;
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
        const auto [a, b] = scene.edge(path.edges[i]);
        const Slot here = path.nodes[i], next = path.nodes[i + 1];
        if (!(a == here && b == next) && !(b == here && a == next))
            return false;
    }
    return true;
}

} // namespace

class tst_ShortestPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShorterOfTwoWaysIsTaken();
    void fromANodeToItselfThereIsNoStep();
    void betweenTwoComponentsThereIsNone();
    void loopsLeadNowhereAndOfParallelEdgesTheFirstIsTaken();
    void aLongChainIsWalkedToItsEnd();
    void aHubIsCrossedInTwoSteps();
    void anEndThatIsNotThereHasNoPath();
    void itIsAsShortAsABreadthFirstSearchSays();
};

void tst_ShortestPath::theShorterOfTwoWaysIsTaken()
{
    SceneBuilder builder;   // 0 - 1 - 2 - 3 and 0 - 4 - 3
    for (int i = 0; i < 5; ++i)
        builder.node(0, 0);
    builder.edge(0, 1);
    builder.edge(1, 2);
    builder.edge(2, 3);
    const Slot first = builder.edge(4, 0), second = builder.edge(4, 3);
    QCOMPARE(shortestPath(*builder.scene(), 0, 3).value_or(Path{}), (Path{{0, 4, 3}, {first, second}}));
    QCOMPARE(shortestPath(*builder.scene(), 3, 0).value_or(Path{}), (Path{{3, 4, 0}, {second, first}}));
}

void tst_ShortestPath::fromANodeToItselfThereIsNoStep()
{
    SceneBuilder builder;
    builder.node(0, 0);
    builder.edge(0, 0);
    QCOMPARE(shortestPath(*builder.scene(), 0, 0).value_or(Path{}), (Path{{0}, {}}));
}

void tst_ShortestPath::betweenTwoComponentsThereIsNone()
{
    SceneBuilder builder;
    for (int i = 0; i < 5; ++i)
        builder.node(0, 0);
    builder.edge(0, 1);
    builder.edge(2, 3);
    QVERIFY(!shortestPath(*builder.scene(), 0, 3));
    QVERIFY(!shortestPath(*builder.scene(), 0, 4));
}

void tst_ShortestPath::loopsLeadNowhereAndOfParallelEdgesTheFirstIsTaken()
{
    SceneBuilder builder;
    builder.node(0, 0);
    builder.node(0, 0);
    builder.edge(0, 0);
    builder.edge(noSlot, noSlot);
    const Slot first = builder.edge(1, 0);
    builder.edge(0, 1);
    builder.edge(1, 1);
    QCOMPARE(shortestPath(*builder.scene(), 0, 1).value_or(Path{}), (Path{{0, 1}, {first}}));
}

void tst_ShortestPath::aLongChainIsWalkedToItsEnd()
{
    constexpr std::uint32_t length = 200'000;
    SceneBuilder builder;
    builder.node(0, 0);
    for (Slot node = 1; node <= length; ++node) {
        builder.node(0, 0);
        builder.edge(node - 1, node);
    }
    const auto scene = builder.scene();
    const auto path = shortestPath(*scene, length, 0);
    QVERIFY(path && isAPath(*scene, *path));
    QCOMPARE(path->edges.size(), std::size_t{length});
}

void tst_ShortestPath::aHubIsCrossedInTwoSteps()
{
    constexpr std::uint32_t spokes = 100'000;
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0);
    for (std::uint32_t i = 0; i < spokes; ++i)
        builder.edge(hub, builder.node(0, 0));
    const auto path = shortestPath(*builder.scene(), 1, spokes);
    QVERIFY(path);
    QCOMPARE(path->nodes, (std::vector<Slot>{1, hub, spokes}));
}

void tst_ShortestPath::anEndThatIsNotThereHasNoPath()
{
    SceneBuilder builder;
    QVERIFY(!shortestPath(*builder.scene(), 0, 0));
    const Slot there = builder.node(0, 0), gone = builder.freeNode();
    QVERIFY(!shortestPath(*builder.scene(), there, gone));
    QVERIFY(!shortestPath(*builder.scene(), gone, gone));
    QVERIFY(!shortestPath(*builder.scene(), noSlot, there));
}

void tst_ShortestPath::itIsAsShortAsABreadthFirstSearchSays()
{
    std::mt19937 random(11);
    const auto below = [&random](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
    for (int round = 0; round < 60; ++round) {
        SceneBuilder builder;
        const std::uint32_t nodes = 2 + below(1200);
        for (std::uint32_t i = 0; i < nodes; ++i)
            builder.node(0, 0);
        const std::uint32_t edges = nodes / 2 + below(nodes * 2);
        for (std::uint32_t i = 0; i < edges; ++i) {
            if (below(16) == 0)
                builder.edge(noSlot, noSlot);
            else
                builder.edge(below(nodes), below(nodes));
        }
        const auto scene = builder.scene();
        const Slot from = below(nodes);
        const auto distances = distancesFrom(*scene, from);
        for (int i = 0; i < 8; ++i) {
            const Slot to = below(nodes);
            const auto path = shortestPath(*scene, from, to);
            QCOMPARE(path.has_value(), distances[to] != noSlot);
            if (!path)
                continue;
            QVERIFY(isAPath(*scene, *path));
            QCOMPARE(path->nodes.front(), from);
            QCOMPARE(path->nodes.back(), to);
            QCOMPARE(path->edges.size(), std::size_t{distances[to]});
        }
    }
}

WEIR_TEST(tst_ShortestPath)
#include "tst_shortest_path.moc"
