#include "scene/find/neighbours.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::scene;

class tst_Neighbours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEdgeAtTheNodeAndEachNeighbourOnce();
    void theLimitBoundsTheEdges();
    void walkingGoesToTheNeighbourInThatDirection();
};

void tst_Neighbours::everyEdgeAtTheNodeAndEachNeighbourOnce()
{
    SceneBuilder builder;
    for (int i = 0; i < 5; ++i)
        builder.node(0, 0);
    const Slot out = builder.edge(2, 4);
    builder.edge(0, 1);
    const Slot in = builder.edge(1, 2);
    const Slot parallel = builder.edge(2, 1);
    const Slot loop = builder.edge(2, 2);
    builder.edge(noSlot, noSlot);
    const Neighbourhood around = neighboursIn(edgesAt(*builder.scene(), 2), 2, 100);
    QCOMPARE(around.nodes, (std::vector<Slot>{1, 4}));
    QCOMPARE(around.edges, (std::vector<Slot>{out, in, parallel, loop}));
}

void tst_Neighbours::theLimitBoundsTheEdges()
{
    SceneBuilder builder;
    builder.node(0, 0);
    for (Slot i = 1; i < 4000; ++i)
        builder.edge(0, builder.node(1, 1));
    QCOMPARE(neighboursIn(edgesAt(*builder.scene(), 0), 0, 7).edges.size(), std::size_t{7});
}

void tst_Neighbours::walkingGoesToTheNeighbourInThatDirection()
{
    SceneBuilder builder;
    const Slot middle = builder.node(0, 0);
    const Slot right = builder.node(5, 1);
    const Slot up = builder.node(0, -9);
    const Slot hidden = builder.unplacedNode();
    for (const Slot node : {right, up, hidden})
        builder.edge(middle, node);
    const auto scene = builder.scene();
    const Neighbourhood around = neighboursIn(edgesAt(*scene, middle), middle, 10);
    QCOMPARE(neighbourTowards(*scene, middle, around, 1, 0), right);
    QCOMPARE(neighbourTowards(*scene, middle, around, 0, -1), up);
    QCOMPARE(neighbourTowards(*scene, middle, around, -1, 0), noSlot);
}

WEIR_TEST(tst_Neighbours)
#include "tst_neighbours.moc"
