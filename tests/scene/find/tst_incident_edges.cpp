#include "scene/find/incident_edges.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::scene;

class tst_IncidentEdges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEdgeIsSeenFromTheNode();
    void aHubHasAllOfItsEdges();
    void aNodeThatIsNotThereHasNone();
};

void tst_IncidentEdges::everyEdgeIsSeenFromTheNode()
{
    SceneBuilder builder;
    for (int i = 0; i < 4; ++i)
        builder.node(0, 0);
    const Slot out = builder.edge(1, 3);
    builder.edge(0, 3);
    const Slot in = builder.edge(2, 1);
    const Slot parallel = builder.edge(1, 3);
    const Slot loop = builder.edge(1, 1);
    builder.edge(noSlot, noSlot);
    const std::vector<IncidentEdge> found = edgesAt(*builder.scene(), 1);
    QCOMPARE(found.size(), 4U);
    const auto is = [](const IncidentEdge& edge, Slot slot, Slot other, bool outgoing) {
        return edge.edge == slot && edge.other == other && edge.outgoing == outgoing;
    };
    QVERIFY(is(found[0], out, 3, true));
    QVERIFY(is(found[1], in, 2, false));
    QVERIFY(is(found[2], parallel, 3, true));
    QVERIFY(is(found[3], loop, 1, true));
}

void tst_IncidentEdges::aHubHasAllOfItsEdges()
{
    constexpr std::uint32_t spokes = 100'000;
    SceneBuilder builder;
    const Slot hub = builder.node(0, 0);
    for (std::uint32_t i = 0; i < spokes; ++i)
        builder.edge(builder.node(1, 1), hub);
    const auto scene = builder.scene();
    QCOMPARE(edgesAt(*scene, hub).size(), std::size_t{spokes});
    QCOMPARE(edgesAt(*scene, 1).size(), 1U);
}

void tst_IncidentEdges::aNodeThatIsNotThereHasNone()
{
    SceneBuilder builder;
    QVERIFY(edgesAt(*builder.scene(), 0).empty());
    builder.node(0, 0);
    builder.edge(noSlot, noSlot);   // a slot that is free
    QVERIFY(edgesAt(*builder.scene(), noSlot).empty());
    QVERIFY(edgesAt(*builder.scene(), 7).empty());
}

WEIR_TEST(tst_IncidentEdges)
#include "tst_incident_edges.moc"
