#include "followed.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline::followed;
using pipeline::SceneBuilder;
using pipeline::ShownModel;
using scene::pageSize;

/// A scene is the model, page by page, and says what changed in it.
class tst_SceneBuilder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whereNothingChangedThereIsNoScene();
    void aSceneShowsTheModel();
    void pagesWithoutAChangeAreShared();
    void pagesWithoutAnElementAreLeftOut();
    void theDirtIsExact();
    void aPublishedSceneIsNeverWrittenAgain();
    void aRemovedNodeTakesItsEdgesAlong();
    void movingIsNoChangeOfStructure();
    void anotherEpochIsAnotherScene();
    void aSceneSaysWhichWeightsAreUsual();
    void aLongSequenceEqualsASceneBuiltFromScratch_data();
    void aLongSequenceEqualsASceneBuiltFromScratch();
};

void tst_SceneBuilder::whereNothingChangedThereIsNoScene()
{
    Followed followed;
    QVERIFY(!followed.build());
    auto set = grid(10);
    followed.apply(set);
    QVERIFY(followed.build());
    QVERIFY(!followed.build());
}

void tst_SceneBuilder::aSceneShowsTheModel()
{
    Followed followed;
    auto set = grid(3000);
    followed.apply(set);
    const auto update = followed.build();
    QVERIFY(update);
    compareWithStore(*update->scene, followed.store, followed.shown);
    QVERIFY(!update->scene->needsLayout);
    QCOMPARE(update->scene->shownTick, followed.stamp);
    QCOMPARE(update->scene->styles.size(), std::size_t{3});
    for (Slot node = 0; node < 3000; ++node)
        QVERIFY(covers(update->dirt.styles, node) && (covers(update->dirt.positions, node) || node == 0));
}

void tst_SceneBuilder::pagesWithoutAChangeAreShared()
{
    Followed followed;
    auto set = grid(5000);
    followed.apply(set);
    const auto before = followed.build();
    auto change = empty();
    change.setNodeMotion(2 * pageSize + 7, {-1, -1, true, 3}, {});
    change.setEdgeMotion(3 * pageSize + 1, 9, {});
    followed.apply(change);
    const auto after = followed.build();
    QVERIFY(before && after);
    for (std::size_t page = 0; page < before->scene->positions.size(); ++page) {
        QCOMPARE(after->scene->positions[page] == before->scene->positions[page], page != 2);
        QVERIFY(after->scene->styles[page] == before->scene->styles[page]);
        QCOMPARE(after->scene->edges[page] == before->scene->edges[page], page != 3);
    }
    QVERIFY(after->scene->version > before->scene->version);
}

void tst_SceneBuilder::pagesWithoutAnElementAreLeftOut()
{
    constexpr Slot far = 40 * pageSize + 3;
    Followed followed;
    auto set = grid(10);
    set.setNodeIdentity(far, 1, "far", "", 0);
    set.setNodeMotion(far, {5, 5, true, 1}, {});
    set.setEdgeIdentity(far, 1, 0, far, 0, true);
    set.setEdgeMotion(far, 2, {});
    followed.apply(set);
    const auto first = followed.build();
    QVERIFY(first);
    QCOMPARE(first->scene->positions.size(), std::size_t{2});
    QCOMPARE(first->scene->edges.size(), std::size_t{2});
    compareWithStore(*first->scene, followed.store, followed.shown);
    // An element between them comes behind them, and those before keep their numbers.
    auto change = empty();
    change.setNodeIdentity(7 * pageSize, 1, "near", "", 0);
    change.setNodeMotion(7 * pageSize, {6, 6, true, 1}, {});
    change.setEdgeIdentity(7 * pageSize, 1, 0, 7 * pageSize, 0, true);
    change.setEdgeMotion(7 * pageSize, 3, {});
    followed.apply(change);
    const auto second = followed.build();
    QVERIFY(second);
    compareWithStore(*second->scene, followed.store, followed.shown);
    QCOMPARE(second->scene->positions.size(), std::size_t{3});
    QVERIFY(second->scene->positions[1] == first->scene->positions[1]);
    QVERIFY(second->scene->edges[1] == first->scene->edges[1]);
    QCOMPARE(followed.shown.numbers(ElementKind::Node).dense(7 * pageSize), 2 * pageSize);
}

void tst_SceneBuilder::theDirtIsExact()
{
    Followed followed;
    auto set = grid(5000);
    followed.apply(set);
    QVERIFY(followed.build());
    auto change = empty();
    for (const Slot node : {Slot{3}, Slot{4}, Slot{5}, Slot{4000}})
        change.setNodeMotion(node, {-1, -1, true, 3}, {});      // the same radius: the style is as it was
    change.setNodeMotion(100, {100, 1, true, 8}, {});           // the same place, another radius
    change.setEdgeMotion(77, 9, {});
    change.setEdgeMotion(78, 5, {});                             // as it was
    followed.apply(change);
    const auto update = followed.build();
    QVERIFY(update);
    QCOMPARE(slotsIn(update->dirt.positions), std::size_t{4});
    for (const Slot node : {Slot{3}, Slot{4}, Slot{5}, Slot{4000}})
        QVERIFY(covers(update->dirt.positions, node));
    QCOMPARE(slotsIn(update->dirt.styles), std::size_t{1});
    QVERIFY(covers(update->dirt.styles, 100));
    QCOMPARE(slotsIn(update->dirt.edges), std::size_t{1});
    QVERIFY(covers(update->dirt.edges, 77));
}

void tst_SceneBuilder::aPublishedSceneIsNeverWrittenAgain()
{
    Followed followed;
    auto set = grid(100);
    followed.apply(set);
    const auto first = followed.build();
    for (int i = 0; i < 5; ++i) {
        auto change = empty();
        change.setNodeMotion(5, {static_cast<float>(-i - 1), 0, true, 3}, {});
        change.removeNode(static_cast<Slot>(50 + i));
        followed.apply(change);
        QVERIFY(followed.build());
    }
    QCOMPARE(first->scene->position(5).x, 5.0F);
    QVERIFY(first->scene->style(50).live);
    QCOMPARE(first->scene->edge(50).source, Slot{50});
    QCOMPARE(first->scene->nodeCount, 100U);
}

void tst_SceneBuilder::aRemovedNodeTakesItsEdgesAlong()
{
    Followed followed;
    auto set = grid(10);
    followed.apply(set);
    const auto before = followed.build();
    auto change = empty();
    change.removeNode(4);
    followed.apply(change);
    const auto after = followed.build();
    QVERIFY(after);
    compareWithStore(*after->scene, followed.store, followed.shown);
    QCOMPARE(after->scene->edge(3).source, noSlot);
    QCOMPARE(after->scene->edge(4).source, noSlot);
    QVERIFY(covers(after->dirt.edges, 3) && covers(after->dirt.edges, 4));
    QVERIFY(after->scene->structureVersion > before->scene->structureVersion);
}

void tst_SceneBuilder::movingIsNoChangeOfStructure()
{
    Followed followed;
    auto set = grid(10);
    followed.apply(set);
    const auto before = followed.build();
    auto change = empty();
    change.setNodeMotion(4, {7, 7, true, 9}, {});
    change.setEdgeMotion(2, 0.5F, {});
    change.setNodeIdentity(5, 1, "k5", "a label", 3, 0xff11'2233U);
    followed.apply(change);
    const auto after = followed.build();
    QCOMPARE(after->scene->structureVersion, before->scene->structureVersion);
    QCOMPARE(after->scene->epochVersion, before->scene->epochVersion);
}

void tst_SceneBuilder::anotherEpochIsAnotherScene()
{
    Followed followed;
    auto set = grid(3000);
    followed.apply(set);
    const auto before = followed.buildOf(1);
    followed.store.reset({});
    followed.stamp = 0;
    auto small = grid(5);
    followed.apply(small);
    const auto after = followed.buildOf(2);
    QVERIFY(after);
    QVERIFY(after->scene->epochVersion > before->scene->epochVersion);
    QVERIFY(after->scene->version > before->scene->version);
    QVERIFY(after->scene->structureVersion > before->scene->structureVersion);
    QCOMPARE(after->scene->nodeSlots, 5U);
    QCOMPARE(after->scene->styles.size(), std::size_t{1});
    compareWithStore(*after->scene, followed.store, followed.shown);
    // An empty graph is a scene as well: the old one must go.
    followed.store.reset({});
    const auto nothing = followed.buildOf(3);
    QVERIFY(nothing);
    QCOMPARE(nothing->scene->nodeCount, 0U);
    QCOMPARE(nothing->scene->nodeSlots, 0U);
}

void tst_SceneBuilder::aSceneSaysWhichWeightsAreUsual()
{
    Followed f;
    auto set = grid(300);
    for (Slot edge = 0; edge < 299; ++edge)
        set.setEdgeMotion(edge, edge == 0 ? 1e30F : static_cast<float>(10 + edge), {});
    f.apply(set);
    const auto usual = f.build()->scene->usualWeights;
    QVERIFY(usual.low > 10 && usual.low < 15);
    QVERIFY(usual.high > 300 && usual.high < 310);
}

void tst_SceneBuilder::aLongSequenceEqualsASceneBuiltFromScratch_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_SceneBuilder::aLongSequenceEqualsASceneBuiltFromScratch()
{
    QFETCH(unsigned, seed);
    Followed followed(schemaWithColumns(1, 1));
    RandomChanges changes(seed, 1, 1);
    followed.apply(changes.grow(seed % 3 == 0 ? 3000 : 200));
    std::shared_ptr<const Scene> last;
    for (unsigned step = 0; step < 60; ++step) {
        for (unsigned merged = 0; merged <= step % 4; ++merged)
            followed.apply(changes.next(60));
        const auto update = followed.build();
        if (!update)
            continue;
        // What is not in the dirt is as it was.
        if (last) {
            for (Slot node = 0; node < last->nodeSlots; ++node) {
                QVERIFY(covers(update->dirt.styles, node) || last->style(node) == update->scene->style(node));
                const auto a = last->position(node), b = update->scene->position(node);
                QVERIFY(covers(update->dirt.positions, node) || (a.x == b.x && a.y == b.y));
            }
            for (Slot edge = 0; edge < last->edgeSlots; ++edge) {
                const auto a = last->edge(edge), b = update->scene->edge(edge);
                QVERIFY(covers(update->dirt.edges, edge) || (a.source == b.source && a.target == b.target));
            }
        }
        last = update->scene;
    }
    compareWithStore(*last, followed.store, followed.shown);
    ShownModel freshModel(followed.store, [] { return 0U; });
    SceneBuilder fresh(freshModel);
    const auto scratch = fresh.build(followed.stamp);
    QVERIFY(scratch);
    compareWithStore(*scratch->scene, followed.store, freshModel);
    QCOMPARE(scratch->scene->needsLayout, last->needsLayout);
    QCOMPARE(scratch->scene->styles.size(), last->styles.size());
    QCOMPARE(scratch->scene->edges.size(), last->edges.size());
}

WEIR_TEST(tst_SceneBuilder)
#include "tst_scene_builder.moc"
