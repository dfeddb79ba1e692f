#include "graph/adjacency.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <random>
#include <set>

using namespace weir;
using namespace weir::graph;

class tst_Adjacency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRandomHistoryLeavesTheEdgesOfEveryNode();
    void aHubGrowsAndShrinksAndKeepsItsEdges();
    void aLoopIsThereTwice();
};

namespace {

struct Ends {
    Slot source, target;
};

/// Adjacency beside what a person would write down.
struct Both {
    Adjacency adjacency;
    std::map<Slot, Ends> edges;

    void link(Slot edge, Ends ends)
    {
        adjacency.makeRoomForEdge(edge);
        adjacency.link(edge, ends.source, ends.target);
        edges[edge] = ends;
    }
    void unlink(Slot edge)
    {
        adjacency.unlink(edge, edges[edge].source, edges[edge].target);
        edges.erase(edge);
    }
    void compare(Slot nodes) const
    {
        std::vector<std::multiset<Slot>> out(nodes), in(nodes);
        for (const auto& [edge, ends] : edges) {
            out[ends.source].insert(edge);
            in[ends.target].insert(edge);
        }
        for (Slot node = 0; node < nodes; ++node) {
            std::multiset<Slot> leaving, coming;
            adjacency.forEachOut(node, [&](Slot edge) { leaving.insert(edge); });
            adjacency.forEachIn(node, [&](Slot edge) { coming.insert(edge); });
            QVERIFY(leaving == out[node]);
            QVERIFY(coming == in[node]);
            QCOMPARE(std::size_t{adjacency.degree(node)}, out[node].size() + in[node].size());
        }
    }
};

} // namespace

void tst_Adjacency::aRandomHistoryLeavesTheEdgesOfEveryNode()
{
    constexpr Slot nodes = 40, slots = 3000;
    Both both;
    both.adjacency.makeRoomForNode(nodes - 1);
    std::mt19937 random(1);
    const auto node = [&random] { return std::min(random() % nodes, random() % nodes); };   // some are hubs now and then
    for (int step = 0; step < 30'000; ++step) {
        const bool growing = step / 5000 % 2 == 0;
        const auto edge = static_cast<Slot>(random() % slots);
        if (both.edges.contains(edge)) {
            if (!growing || random() % 4 == 0)
                both.unlink(edge);
        } else if (growing || random() % 4 == 0) {
            both.link(edge, {static_cast<Slot>(node()), static_cast<Slot>(node())});
        }
        if (step % 500 == 0)
            both.compare(nodes);
    }
    while (!both.edges.empty())
        both.unlink(both.edges.begin()->first);
    both.compare(nodes);
}

void tst_Adjacency::aHubGrowsAndShrinksAndKeepsItsEdges()
{
    constexpr Slot count = 20'000;
    Both both;
    both.adjacency.makeRoomForNode(1);
    for (Slot edge = 0; edge < count; ++edge)
        both.link(edge * 3, {0, edge % 7 == 0 ? 0U : 1U});
    both.compare(2);
    for (Slot edge = 0; edge < count; ++edge) {
        if (edge % 1000 != 0)
            both.unlink(edge * 3);
        if (edge % 2500 == 0)
            both.compare(2);
    }
    both.compare(2);
}

void tst_Adjacency::aLoopIsThereTwice()
{
    Both both;
    both.adjacency.makeRoomForNode(0);
    both.link(5, {0, 0});
    QCOMPARE(both.adjacency.degree(0), 2U);
    both.compare(1);
    both.unlink(5);
    QCOMPARE(both.adjacency.degree(0), 0U);
    both.compare(1);
}

WEIR_TEST(tst_Adjacency)
#include "tst_adjacency.moc"
