#include "render/look/dimmed.h"
#include "render/marks/marks.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <numbers>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_MarkList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFewAreRingedLooselyAndManyClosely();
    void moreThanTheBoundAreNotMarked();
    void whatTheSceneDoesNotHaveIsLeftOut();
    void aHighlightedEdgeKeepsItsHeadItsWidthAndItsLane();
    void aHighlightedLoopIsMarked();
    void manyHighlightedEdgesLeaveThePictureReadable();
    void ringsOverOneAnotherLeaveThePictureReadable();
    void whatADimmedElementGlowsIsAsDimAsItIs();
    void anEdgeGlowsAsItStandsByItself();
    void whatIsHiddenDoesNotGlow();
    void whatIsNotSelectedGlowsLessBesideWhatIs();
};

namespace {

constexpr int gap = 1, width = 2, fadingSince = 3;   // of Mark::shape
constexpr int halfTo = 1, halfFrom = 2;              // of that of an edge's piece

const PictureStyle style;
const scene::Camera camera = scene::Camera().resized(400, 300);   // an item pixel a world unit

std::vector<Mark> marksOfSelected(std::vector<Slot> nodes, Slot nodesInScene)
{
    SceneBuilder builder;
    for (Slot i = 0; i < nodesInScene; ++i)
        builder.node(static_cast<float>(i), 0);
    Highlight highlight;
    highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{.nodes = std::move(nodes), .edges = {}});
    return marksOf(*builder.scene(), highlight, {}, {.style = style, .nodeRadius = 4, .camera = camera});
}

std::vector<Mark> marksOfEdges(SceneBuilder& builder, std::vector<Slot> edges, std::span<const EdgeLane> lanes = {})
{
    Highlight highlight;
    highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{.nodes = {}, .edges = std::move(edges)});
    return marksOf(*builder.scene(), highlight, {}, {.style = style, .nodeRadius = 4, .camera = camera, .shaped = true, .lanes = lanes});
}

using What = scene::SceneChange::What;

/// The strongest of what that change leaves, its line, disc and halo.
float strengthOf(const scene::SceneChange& change, SceneBuilder& builder, const Highlight& highlight = {})
{
    const GlowList::Glow glow{change, 1};
    float most = 0;
    for (const Mark& mark : marksOf(*builder.scene(), highlight, std::span(&glow, 1), {.style = style, .nodeRadius = 4, .camera = camera})) {
        if (mark.shape[fadingSince] == 1)
            most = std::max({most, mark.colour[3], mark.ring[3]});
    }
    return most;
}

scene::SceneChange changed(ElementKind kind, Slot slot) { return {.element = kind, .what = What::Changed, .slot = slot}; }

/// Two nodes and an edge between them, a third by itself.
SceneBuilder pair()
{
    SceneBuilder builder;
    builder.edge(builder.node(-60, 0), builder.node(60, 0));
    builder.node(0, 60);
    return builder;
}

std::vector<Slot> firstSlots(Slot count)
{
    std::vector<Slot> slots(count);
    for (Slot i = 0; i < count; ++i)
        slots[i] = i;
    return slots;
}

} // namespace

void tst_MarkList::aFewAreRingedLooselyAndManyClosely()
{
    for (const Mark& mark : marksOfSelected(firstSlots(2000), 3000))
        QVERIFY(mark.shape[gap] > 1 && mark.shape[width] > 1);
    for (const Mark& mark : marksOfSelected(firstSlots(2001), 3000))
        QVERIFY(mark.shape[gap] == 0 && mark.shape[width] > 1);
}

void tst_MarkList::moreThanTheBoundAreNotMarked()
{
    QCOMPARE(marksOfSelected(firstSlots(30'000), 30'000).size(), std::size_t{20'000});
}

void tst_MarkList::whatTheSceneDoesNotHaveIsLeftOut()
{
    QCOMPARE(marksOfSelected({0, 5, 12'345}, 3).size(), std::size_t{1});
}

void tst_MarkList::aHighlightedEdgeKeepsItsHeadItsWidthAndItsLane()
{
    SceneBuilder builder;
    const Slot a = builder.node(-60, 0);
    const Slot b = builder.node(60, 0);
    for (int i = 0; i < 3; ++i)
        builder.edge(b, builder.node(0, static_cast<float>(100 + i)));   // so that a weight of 1 is usual
    const Slot heavy = builder.edge(a, b, true, 16);
    const Slot beside = builder.edge(a, b, true, 1);
    const auto straight = marksOfEdges(builder, {heavy});
    QCOMPARE(straight.size(), std::size_t{2});
    QVERIFY(straight[0].shape[halfFrom] > 1.5F);
    QCOMPARE(straight[0].shape[halfFrom], straight[0].shape[halfTo]);
    QVERIFY(straight[1].shape[halfFrom] > straight[0].shape[halfFrom]);
    QCOMPARE(straight[1].shape[halfTo], 0.0F);
    QVERIFY(std::abs(straight[1].ends[2] - (60 - 4 - 1)) < 0.1F);   // the tip at the target's rim
    const EdgeLane lane{beside, 1};
    const auto bowed = marksOfEdges(builder, {beside}, std::span(&lane, 1));
    QVERIFY(bowed.size() > 3);
    QVERIFY(std::ranges::any_of(bowed, [](const Mark& mark) { return std::abs(mark.ends[1]) > 5; }));
}

void tst_MarkList::aHighlightedLoopIsMarked()
{
    SceneBuilder builder;
    const Slot node = builder.node(0, 0);
    QVERIFY(marksOfEdges(builder, {builder.edge(node, node)}).size() > 8);
}

void tst_MarkList::manyHighlightedEdgesLeaveThePictureReadable()
{
    SceneBuilder builder;
    std::vector<Slot> edges;
    for (int i = 0; i < 2000; ++i) {
        const double angle = 2.4 * i;
        const Slot a = builder.node(static_cast<float>(100 * std::cos(angle)), static_cast<float>(100 * std::sin(angle)));
        const Slot b = builder.node(static_cast<float>(-100 * std::cos(angle + i % 7)), static_cast<float>(-100 * std::sin(angle + i % 7)));
        edges.push_back(builder.edge(a, b));
    }
    double ink = 0;
    for (const Mark& mark : marksOfEdges(builder, edges))
        ink += double{mark.colour[3]} * 2 * double{mark.shape[halfFrom]} * std::hypot(mark.ends[2] - mark.ends[0], mark.ends[3] - mark.ends[1]);
    QVERIFY(ink > 0);
    QVERIFY2(ink < 0.5 * 200 * 200, qPrintable(QString::number(ink / (200 * 200))));
}

void tst_MarkList::ringsOverOneAnotherLeaveThePictureReadable()
{
    constexpr int side = 40, spread = 120;   // more nodes than there is room for
    const auto ringsOf = [](double spacing) {
        SceneBuilder builder;
        for (int i = 0; i < side * side; ++i)
            builder.node(static_cast<float>(i % side * spacing), static_cast<float>(i / side * spacing));
        Highlight highlight;
        highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{.nodes = firstSlots(side * side), .edges = {}});
        return marksOf(*builder.scene(), highlight, {}, {.style = style, .nodeRadius = 4, .camera = camera});
    };
    double ink = 0;
    for (const Mark& mark : ringsOf(double{spread} / side))
        ink += double{mark.ring[3]} * 2 * std::numbers::pi * double{mark.shape[0]} * double{mark.shape[width]};
    QVERIFY(ink > 0);
    QVERIFY2(ink < 0.4 * spread * spread, qPrintable(QString::number(ink / (spread * spread))));
    QVERIFY(std::abs(ringsOf(40).front().ring[3] - 0.8F) < 0.01F);   // where there is room they are as they were
}

void tst_MarkList::whatADimmedElementGlowsIsAsDimAsItIs()
{
    SceneBuilder builder = pair();
    for (const auto& [kind, slot] : {std::pair(ElementKind::Node, Slot{0}), std::pair(ElementKind::Edge, Slot{0})}) {
        builder.style(0).standing = scene::Standing::Shown;
        const float bright = strengthOf(changed(kind, slot), builder);
        builder.style(0).standing = scene::Standing::Dimmed;
        QVERIFY(bright > 0);
        QVERIFY(strengthOf(changed(kind, slot), builder) <= bright * dimmedNodeShare * 1.01F);
    }
    scene::SceneChange gone{.element = ElementKind::Edge, .what = What::Gone, .slot = 7, .to = {50, 0}};
    const float bright = strengthOf(gone, builder);
    gone.style.standing = scene::Standing::Dimmed;
    QVERIFY(strengthOf(gone, builder) > 0);
    QVERIFY(strengthOf(gone, builder) <= bright * dimmedEdgeShare * 1.01F);
}

void tst_MarkList::anEdgeGlowsAsItStandsByItself()
{
    SceneBuilder builder = pair();
    const float bright = strengthOf(changed(ElementKind::Edge, 0), builder);
    QVERIFY(bright > 0);
    builder.edgeStanding(0) = scene::Standing::Dimmed;
    QVERIFY(strengthOf(changed(ElementKind::Edge, 0), builder) <= bright * dimmedNodeShare * 1.01F);
    builder.edgeStanding(0) = scene::Standing::Hidden;
    QCOMPARE(strengthOf(changed(ElementKind::Edge, 0), builder), 0.0F);
}

void tst_MarkList::whatIsHiddenDoesNotGlow()
{
    SceneBuilder builder = pair();
    builder.style(0).standing = scene::Standing::Hidden;
    QCOMPARE(strengthOf(changed(ElementKind::Node, 0), builder), 0.0F);
    QCOMPARE(strengthOf(changed(ElementKind::Edge, 0), builder), 0.0F);
    QVERIFY(strengthOf(changed(ElementKind::Node, 1), builder) > 0);
    for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
        scene::SceneChange gone{.element = kind, .what = What::Gone, .slot = 9, .to = {50, 0}};
        gone.style = builder.style(0);
        QCOMPARE(strengthOf(gone, builder), 0.0F);
    }
}

void tst_MarkList::whatIsNotSelectedGlowsLessBesideWhatIs()
{
    SceneBuilder builder = pair();
    Highlight highlight;
    highlight.selectedNode = 0;
    const float alone = strengthOf(changed(ElementKind::Node, 2), builder);
    QVERIFY(strengthOf(changed(ElementKind::Node, 2), builder, highlight) < alone / 2);
    QCOMPARE(strengthOf(changed(ElementKind::Node, 0), builder, highlight), alone);
}

WEIR_TEST_IN(QCoreApplication, tst_MarkList)
#include "tst_mark_list.moc"
