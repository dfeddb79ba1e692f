#include "render/splat/edge_strokes.h"
#include "scene/find/pick_index.h"
#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <limits>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_EdgeStrokes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEdgeIsOneStrokeFromNodeToNode();
    void edgesOfTheSameTwoNodesLieApart();
    void overItsNodesAnEdgeGoesFromRimToRimAndItsLineToItsHead();
    void overItsNodeALoopBeginsAndEndsAtTheRim();
    void noLineIsNarrowerThanTheLeast();
    void aBowIsTheSameWhicheverWayItsEdgeGoes();
    void curvedEdgesThereAndBackLieApart();
    void aDirectedEdgeHasAnArrowThatEndsAtItsTarget();
    void anEdgeTooShortForAnArrowHasNone();
    void heavierEdgesAreWiderUpToABound();
    void aLoopIsACircleAndTheNextALargerOne();
    void fromFarAwayAnEdgeIsALineOfAPixel();
    void longEdgesAreThinned();
    void edgesAtDimmedNodesStepBack();
    void edgesStepBackByThemselves();
    void farAwayEndsAreCutToThePicture();
    void whatIsNotSeenIsNotGathered();
    void whereWeightsSpanMuchEachIsWiderThanTheNext();
    void whatIsDrawnIsPickedWhereItIsDrawn_data();
    void whatIsDrawnIsPickedWhereItIsDrawn();
};

namespace {

constexpr StrokeView closeUp{.pixelFromWorld = {1, 1, 0, 0}, .size = {400, 400}, .nodeRadius = 6, .detail = {.closeness = 1}};

EdgeStrokes strokes(SceneBuilder& builder, StrokeView view = closeUp)
{
    const auto scene = builder.scene();
    std::vector<SeenEdge> all;
    for (Slot edge = 0; edge < scene->edgeSlots; ++edge)
        all.push_back(SeenEdge::of(edge, scene->edge(edge)));
    return strokesOf(*scene, all, view);
}

double across(const Stroke& s) { return std::hypot(s.to[0] - s.from[0], s.to[1] - s.from[1]); }

/// The extent of all strokes, as left, top, right, bottom.
std::array<float, 4> extentOf(const std::vector<Stroke>& strokes)
{
    std::array<float, 4> box{1e9F, 1e9F, -1e9F, -1e9F};
    for (const Stroke& s : strokes) {
        for (const auto& end : {s.from, s.to})
            box = {std::min(box[0], end[0]), std::min(box[1], end[1]), std::max(box[2], end[0]), std::max(box[3], end[1])};
    }
    return box;
}

} // namespace

void tst_EdgeStrokes::anEdgeIsOneStrokeFromNodeToNode()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(200, 150));
    const EdgeStrokes drawn = strokes(builder);
    QCOMPARE(drawn.strokes.size(), 1U);
    QCOMPARE(drawn.strokes[0].from, (std::array<float, 2>{100, 100}));
    QCOMPARE(drawn.strokes[0].to, (std::array<float, 2>{200, 150}));
    QCOMPARE(drawn.strokes[0].halfFrom, 0.5F);
    QVERIFY(drawn.lanes.empty());
}

void tst_EdgeStrokes::edgesOfTheSameTwoNodesLieApart()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100);
    const Slot b = builder.node(300, 100);
    builder.edge(a, b);
    builder.edge(b, a);
    builder.edge(a, b);
    const EdgeStrokes drawn = strokes(builder);
    QCOMPARE(drawn.lanes, (std::vector<EdgeLane>{{1, 1}, {2, 2}}));
    const auto box = extentOf(drawn.strokes);
    QVERIFY(box[3] - 100 > 5);
    QVERIFY(std::abs((box[3] - 100) - (100 - box[1])) < 0.5F);
}

void tst_EdgeStrokes::overItsNodesAnEdgeGoesFromRimToRimAndItsLineToItsHead()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100);
    const Slot b = builder.node(200, 100, 2);
    builder.edge(a, b);
    builder.edge(a, b, true, 16);
    StrokeView over = closeUp;
    over.overNodes = true;
    std::vector<Stroke> plain;
    strokesOfEdge(*builder.scene(), 0, 0, over, plain);
    QCOMPARE(plain.size(), 1U);
    QVERIFY(std::abs(plain[0].from[0] - 106) < 0.1F);   // radii of 6 and twice that
    QVERIFY(std::abs(plain[0].to[0] - 188) < 0.1F);
    std::vector<Stroke> headed;
    strokesOfEdge(*builder.scene(), 1, 0, over, headed);
    QCOMPARE(headed.size(), 2U);
    QVERIFY(headed[0].halfFrom > 1.5F);
    QVERIFY(std::abs(headed[0].to[0] - headed[1].from[0]) < 0.1F);
    QVERIFY(std::abs(headed[1].to[0] - 187) < 0.1F);
    QCOMPARE(headed[1].halfTo, 0.0F);
}

void tst_EdgeStrokes::overItsNodeALoopBeginsAndEndsAtTheRim()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100, 2);
    builder.edge(a, a);
    StrokeView over = closeUp;
    over.overNodes = true;
    std::vector<Stroke> loop;
    strokesOfEdge(*builder.scene(), 0, 0, over, loop);
    QVERIFY(loop.size() > 8);
    for (const auto& end : {loop.front().from, loop.back().to})
        QVERIFY(std::abs(std::hypot(end[0] - 100, end[1] - 100) - 12) < 1.5F);
}

void tst_EdgeStrokes::noLineIsNarrowerThanTheLeast()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(200, 100));
    StrokeView view = closeUp;
    view.leastHalf = 2;
    QCOMPARE(strokes(builder, view).strokes[0].halfFrom, 2.0F);
}

void tst_EdgeStrokes::aBowIsTheSameWhicheverWayItsEdgeGoes()
{
    SceneBuilder there;
    SceneBuilder back;
    for (SceneBuilder* builder : {&there, &back}) {
        builder->node(100, 100);
        builder->node(300, 100);
        builder->edge(0, 1);
    }
    there.edge(0, 1);
    back.edge(1, 0);
    QCOMPARE(extentOf(strokes(there).strokes), extentOf(strokes(back).strokes));
}

void tst_EdgeStrokes::curvedEdgesThereAndBackLieApart()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100);
    const Slot b = builder.node(300, 100);
    builder.edge(a, b);
    StrokeView curved = closeUp;
    curved.detail.curved = true;
    // y is down, so the left of the way to the right is above.
    QVERIFY(extentOf(strokes(builder, curved).strokes)[1] < 90);
    QCOMPARE(extentOf(strokes(builder, curved).strokes)[3], 100.0F);
    builder.ends(0) = {b, a};
    QVERIFY(extentOf(strokes(builder, curved).strokes)[3] > 110);
}

void tst_EdgeStrokes::aDirectedEdgeHasAnArrowThatEndsAtItsTarget()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(200, 100, 2), true);
    const EdgeStrokes drawn = strokes(builder);
    QCOMPARE(drawn.strokes.size(), 2U);
    const Stroke& head = drawn.strokes[1];
    QCOMPARE(head.halfTo, 0.0F);
    QVERIFY(head.halfFrom > 2);
    QVERIFY(std::abs(head.to[0] - (200 - 2 * 6 - 1)) < 0.1F);   // the rim of a node twice as large
    QVERIFY(head.from[0] < head.to[0]);
}

void tst_EdgeStrokes::anEdgeTooShortForAnArrowHasNone()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(115, 100), true);
    QCOMPARE(strokes(builder).strokes.size(), 1U);
}

void tst_EdgeStrokes::heavierEdgesAreWiderUpToABound()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100);
    builder.edge(a, builder.node(200, 100), false, 0.01F);
    builder.edge(a, builder.node(200, 120), false, 1);
    builder.edge(a, builder.node(200, 140), false, 9);
    builder.edge(a, builder.node(200, 160), false, 1e9F);
    const auto drawn = strokes(builder).strokes;
    QCOMPARE(drawn[0].halfFrom, 0.5F);
    QCOMPARE(drawn[1].halfFrom, 0.5F);
    QCOMPARE(drawn[2].halfFrom, 1.5F);
    QCOMPARE(drawn[3].halfFrom, 2.5F);
}

void tst_EdgeStrokes::aLoopIsACircleAndTheNextALargerOne()
{
    SceneBuilder builder;
    const Slot node = builder.node(200, 200);
    builder.edge(node, node);
    const auto one = extentOf(strokes(builder).strokes);
    QVERIFY(one[2] - one[0] > 2 * 6);   // more than the node hides
    QVERIFY(std::abs((one[2] - one[0]) - (one[3] - one[1])) < 2);
    builder.edge(node, node);
    const auto two = extentOf(strokes(builder).strokes);
    QVERIFY(two[2] > one[2] + 3);
}

void tst_EdgeStrokes::fromFarAwayAnEdgeIsALineOfAPixel()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100);
    const Slot b = builder.node(200, 100);
    builder.edge(a, b, true, 100);
    builder.edge(a, b, true, 100);
    builder.edge(a, a);
    StrokeView far = closeUp;
    far.detail.closeness = 0;
    const auto drawn = strokes(builder, far).strokes;
    QCOMPARE(drawn.size(), 2U);
    for (const Stroke& stroke : drawn)
        QCOMPARE(stroke.halfFrom, 0.5F);
}

void tst_EdgeStrokes::longEdgesAreThinned()
{
    SceneBuilder builder;
    const Slot a = builder.node(0, 0);
    builder.edge(a, builder.node(100, 0));
    builder.edge(a, builder.node(400, 0));
    StrokeView view = closeUp;
    view.thinnedFrom = 100;
    const auto drawn = strokes(builder, view).strokes;
    QCOMPARE(drawn[0].strength, 1.0F);
    QCOMPARE(drawn[1].strength, 0.5F);
}

void tst_EdgeStrokes::edgesAtDimmedNodesStepBack()
{
    SceneBuilder builder;
    const Slot a = builder.node(0, 0);
    const Slot b = builder.node(100, 0);
    builder.edge(a, b);
    builder.style(b).standing = scene::Standing::Dimmed;
    QVERIFY(strokes(builder).strokes[0].strength < 0.3F);
}

void tst_EdgeStrokes::edgesStepBackByThemselves()
{
    SceneBuilder builder;
    const Slot a = builder.node(0, 0), b = builder.node(100, 0), c = builder.node(0, 100);
    for (const Slot end : {b, c})
        builder.edge(a, end);
    builder.edgeStanding(1) = scene::Standing::Dimmed;
    const auto drawn = strokes(builder).strokes;
    QCOMPARE(drawn.size(), 2U);
    QCOMPARE(drawn[0].strength, 1.0F);
    QVERIFY(drawn[1].strength < 0.3F);
}

void tst_EdgeStrokes::farAwayEndsAreCutToThePicture()
{
    SceneBuilder builder;
    builder.edge(builder.node(-1e6F, 200), builder.node(1e6F, 200));
    const auto drawn = strokes(builder).strokes;
    QCOMPARE(drawn.size(), 1U);
    QVERIFY(drawn[0].from[0] <= 0 && drawn[0].from[0] > -10);
    QVERIFY(across(drawn[0]) >= 400 && across(drawn[0]) < 420);
}

void tst_EdgeStrokes::whatIsNotSeenIsNotGathered()
{
    SceneBuilder builder;
    const Slot inside = builder.node(200, 200);
    builder.edge(inside, builder.node(5000, 5000));                          // leaves the picture
    builder.edge(builder.node(-2000, 300), builder.node(300, -2000));        // its box covers the picture, the line does not
    builder.edge(builder.node(1000, 0), builder.node(1000, 400));            // beside it
    builder.edge(inside, builder.unplacedNode());
    builder.edgeStanding(builder.edge(inside, builder.node(210, 210))) = scene::Standing::Hidden;
    const Slot gone = builder.freeNode();
    builder.edge(inside, gone);
    builder.edge(inside, builder.node(std::numeric_limits<float>::quiet_NaN(), 0));
    builder.edge(builder.node(-2000, 100), builder.node(2000, 100));         // through it
    const auto scene = builder.scene();
    auto block = std::make_shared<scene::SpatialBlock>();
    block->count = static_cast<std::uint16_t>(scene->edgeSlots);
    for (Slot edge = 0; edge < scene->edgeSlots; ++edge)
        block->slots[edge] = edge;
    std::vector<SeenEdge> seen;
    gatherSeen(*scene, *block, closeUp, seen);
    QCOMPARE(seen.size(), std::size_t{2});
    QCOMPARE(seen[0].edge, Slot{0});
    QCOMPARE(seen[1].edge, Slot{7});
}

void tst_EdgeStrokes::whereWeightsSpanMuchEachIsWiderThanTheNext()
{
    SceneBuilder builder;
    builder.setUsualWeights({0.001F, 1000});
    const Slot a = builder.node(100, 100);
    const std::vector<float> weights{0, 0.001F, 0.5F, 2, 5, 100, 1000, 1e9F};
    for (std::size_t i = 0; i < weights.size(); ++i)
        builder.edge(a, builder.node(200, static_cast<float>(100 + 20 * i)), false, weights[i]);
    const auto drawn = strokes(builder).strokes;
    QCOMPARE(drawn[0].halfFrom, 0.5F);
    QCOMPARE(drawn[1].halfFrom, 0.5F);
    for (std::size_t i = 2; i < 7; ++i)
        QVERIFY2(drawn[i].halfFrom > drawn[i - 1].halfFrom + 0.05F, qPrintable(QString::number(double{weights[i]})));
    QCOMPARE(drawn[6].halfFrom, 2.5F);
    QCOMPARE(drawn[7].halfFrom, 2.5F);
    QCOMPARE(scene::edgeWidth(1e10F, {1e-30F, 1e10F}), 5.0F);   // however far apart
    QVERIFY(scene::edgeWidth(1, {1e-30F, 1e10F}) > 1);
}

void tst_EdgeStrokes::whatIsDrawnIsPickedWhereItIsDrawn_data()
{
    QTest::addColumn<bool>("curved");
    QTest::addColumn<double>("closeness");
    QTest::newRow("straight and parallel") << false << 1.0;
    QTest::newRow("curved") << true << 1.0;
    QTest::newRow("half of the detail") << true << 0.5;
}

void tst_EdgeStrokes::whatIsDrawnIsPickedWhereItIsDrawn()
{
    QFETCH(bool, curved);
    QFETCH(double, closeness);
    SceneBuilder builder;
    const Slot a = builder.node(60, 60);
    const Slot b = builder.node(330, 90);
    const Slot c = builder.node(200, 320);
    for (int i = 0; i < 4; ++i)
        builder.edge(i % 2 == 0 ? a : b, i % 2 == 0 ? b : a);
    builder.edge(b, c, true);
    builder.edge(c, b);
    builder.edge(a, c);
    builder.edge(c, c);
    builder.edge(c, c);
    const auto scene = builder.scene();
    scene::SpatialIndexer indexer;
    indexer.take({scene, {}});
    const auto index = scene::PickIndex::build(scene, indexer.publish().index);
    StrokeView view = closeUp;
    view.detail = {closeness, curved};
    for (Slot edge = 0; edge < scene->edgeSlots; ++edge) {
        // Its strokes come after those of the edges that it lies beside.
        std::vector<SeenEdge> before;
        const SeenEdge own = SeenEdge::of(edge, scene->edge(edge));
        for (Slot other = 0; other < edge; ++other) {
            if (SeenEdge::of(other, scene->edge(other)).nodes == own.nodes)
                before.push_back(SeenEdge::of(other, scene->edge(other)));
        }
        std::vector<SeenEdge> with = before;
        with.push_back(own);
        const std::size_t first = strokesOf(*scene, before, view).strokes.size();
        const std::vector<Stroke> all = strokesOf(*scene, with, view).strokes;
        QVERIFY(all.size() > first);
        int picked = 0;
        for (std::size_t i = first; i < all.size(); ++i) {
            if (all[i].halfFrom != all[i].halfTo)
                continue;   // an arrow's head
            const scene::Point middle{(all[i].from[0] + all[i].to[0]) / 2, (all[i].from[1] + all[i].to[1]) / 2};
            picked += index->nearestEdge(middle, 1.5, {1, view.nodeRadius, view.detail}) == edge ? 1 : 0;
        }
        // Near the ends others are as near.
        QVERIFY2(picked * 3 >= static_cast<int>(all.size() - first), qPrintable(QString::number(edge)));
    }
}

WEIR_TEST_IN(QCoreApplication, tst_EdgeStrokes)
#include "tst_edge_strokes.moc"
