#include "graph/graph_model.h"
#include "pipeline/scene_builder.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <random>
#include <set>

using namespace weir;
using pipeline::LayoutPlaces;
using pipeline::SceneBuilder;
using pipeline::ShownModel;
using scene::pageSize;
using scene::Scene;
using scene::SceneUpdate;
using What = scene::SceneChange::What;

namespace {

/// A model, and the builder that follows it.
struct Followed {
    graph::GraphStore store;
    std::uint64_t resets = 0;
    ShownModel shown{store, [this] { return resets; }};
    SceneBuilder builder{shown};
    Tick stamp = 0;

    explicit Followed(graph::Schema schema = {}) { store.reset(std::move(schema)); }

    void apply(graph::ChangeSet& set)
    {
        const auto applied = store.apply(set.view(), ++stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }
    std::optional<SceneUpdate> build() { return builder.build(stamp); }
    /// Builds until all looks as it is wanted to.
    void settle()
    {
        while (build())
            ;
    }
    std::optional<SceneUpdate> buildOf(std::uint64_t graph)
    {
        resets = graph;
        return build();
    }
};

graph::ChangeSet grid(Slot nodes)
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot node = 0; node < nodes; ++node) {
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 2, 0);
        set.setNodeMotion(node, {static_cast<float>(node), 1, true, 3}, {});
    }
    for (Slot edge = 0; edge + 1 < nodes; ++edge) {
        set.setEdgeIdentity(edge, 1, edge, edge + 1, 0, true);
        set.setEdgeMotion(edge, 5, {});
    }
    return set;
}

graph::ChangeSet empty()
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    return set;
}

bool covers(const std::vector<scene::SlotRange>& ranges, Slot slot)
{
    return std::ranges::any_of(ranges, [slot](const auto& r) { return slot >= r.first && slot - r.first < r.count; });
}

std::size_t slotsIn(const std::vector<scene::SlotRange>& ranges)
{
    std::size_t count = 0;
    for (const auto& range : ranges)
        count += range.count;
    return count;
}

/// The scene shows just what the store holds, under the numbers of its model. A free slot's point may be anything.
void compareWithStore(const Scene& scene, const graph::GraphStore& store, const ShownModel& shownModel)
{
    const auto& nodes = shownModel.numbers(ElementKind::Node);
    const auto& edges = shownModel.numbers(ElementKind::Edge);
    QCOMPARE(std::size_t{scene.nodeCount}, store.nodeCount());
    QCOMPARE(std::size_t{scene.edgeCount}, store.edgeCount());
    std::size_t liveNodes = 0, liveEdges = 0;
    for (Slot shown = 0; shown < scene.nodeSlots; ++shown) {
        const auto& style = scene.style(shown);
        const Slot node = nodes.sparse(shown);
        QCOMPARE(style.live, store.hasNode(node));
        if (!style.live)
            continue;
        ++liveNodes;
        const auto identity = store.nodeIdentity(node);
        const auto motion = store.nodeMotion(node);
        QCOMPARE(style.generation, identity.generation);
        QCOMPARE(style.category, identity.category);
        QCOMPARE(style.colour, identity.colour);
        QVERIFY(style.radius == motion.size);
        QCOMPARE(style.fromSource, motion.positioned);
        QCOMPARE(style.placed, motion.positioned);
        if (motion.positioned)
            QVERIFY(scene.position(shown).x == motion.x && scene.position(shown).y == motion.y);
    }
    QCOMPARE(liveNodes, store.nodeCount());
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        const auto& shown = scene.edge(slot);
        const Slot edge = edges.sparse(slot);
        QCOMPARE(shown.source != noSlot, store.hasEdge(edge));
        if (shown.source == noSlot)
            continue;
        ++liveEdges;
        QCOMPARE(nodes.sparse(shown.source), store.edgeIdentity(edge).source);
        QCOMPARE(nodes.sparse(shown.target), store.edgeIdentity(edge).target);
        QVERIFY(scene.weight(slot) == store.edgeWeight(edge));
        QVERIFY(shown.source < scene.nodeSlots && shown.target < scene.nodeSlots);
    }
    QCOMPARE(liveEdges, store.edgeCount());
}

} // namespace

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
    void whatComesChangesAndGoesIsTold();
    void whatHappensToHiddenElementsIsNotTold();
    void nothingIsToldUnlessAskedFor();
    void ofTooManyChangesSomeOfAllAreTold();
    void movingIsNoChangeOfStructure();
    void anotherEpochIsAnotherScene();
    void withoutPositionsALayoutIsWanted();
    void placesOfTheLayoutPlaceOnlyTheNodesItKnew();
    void theSourcesPositionGoesBeforeTheLayouts();
    void aPageThatTheModelPlacesIsTheModels();
    void theModelAndTheLayoutPlaceNodesOfOnePage();
    void aSceneSaysWhichWeightsAreUsual();
    void aPlaceByHandGoesBeforeTheSources();
    void theLayoutMayPlaceWhatTheSourcePlaces();
    void aPlaceThatComesToALaidOutGraphIsOverruledAndSaidToBe();
    void aPlaceByHandStaysWhateverChangesAroundIt();
    void aPlaceByHandIsThatOfTheNodesKey();
    void whatTheSourceDoesNotPlaceIsNotPlacedByHand();
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

void tst_SceneBuilder::whatComesChangesAndGoesIsTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    auto set = grid(4);
    f.apply(set);
    QVERIFY(f.build()->dirt.changes.empty());   // a whole graph

    auto change = empty();
    change.removeNode(1);
    change.setNodeIdentity(4, 1, "new", "", 0, 0);
    change.setNodeMotion(4, {9, 9, true, 1}, {});
    change.setNodeMotion(2, {2, 1, true, 5}, {});   // as large as never
    change.setNodeMotion(3, {7, 7, true, 3}, {});   // only elsewhere
    change.setEdgeMotion(2, 6, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    const auto times = [&told](ElementKind element, What what, Slot slot) {
        return std::ranges::count_if(told, [=](const scene::SceneChange& c) { return c.element == element && c.what == what && c.slot == slot; });
    };
    QCOMPARE(times(ElementKind::Node, What::Gone, 1), 1);
    QVERIFY(times(ElementKind::Node, What::Came, 4) == 1);
    QCOMPARE(times(ElementKind::Node, What::Changed, 2), 1);
    QCOMPARE(times(ElementKind::Node, What::Changed, 3), 0);
    QCOMPARE(times(ElementKind::Edge, What::Gone, 0), 1);
    QCOMPARE(times(ElementKind::Edge, What::Gone, 1), 1);
    QCOMPARE(times(ElementKind::Edge, What::Changed, 2), 1);
    for (const scene::SceneChange& c : told) {   // what is gone fades out where it was
        if (c.what == What::Gone && c.element == ElementKind::Node) {
            QCOMPARE(c.from.x, 1.0F);
            QVERIFY(c.style.drawn());
        } else if (c.what == What::Gone && c.slot == 1) {
            QCOMPARE(c.from.x, 1.0F);
            QCOMPARE(c.to.x, 2.0F);
        }
    }
}

void tst_SceneBuilder::whatHappensToHiddenElementsIsNotTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    pipeline::LookSettings look;
    look.degree.from = 2;   // of the row of nodes the first and the last have one edge
    look.failing = scene::Standing::Hidden;
    f.builder.setLook(look);
    auto set = grid(6);
    f.apply(set);
    f.settle();

    auto change = empty();
    change.setNodeMotion(0, {0, 1, true, 5}, {});
    change.setEdgeMotion(0, 6, {});
    change.removeNode(5);
    change.setNodeMotion(2, {2, 1, true, 5}, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    QVERIFY(std::ranges::any_of(told, [](const scene::SceneChange& c) { return c.element == ElementKind::Node && c.slot == 2; }));
    for (const scene::SceneChange& c : told) {
        QVERIFY2(!(c.element == ElementKind::Node && (c.slot == 0 || c.slot == 5)), "a hidden node");
        QVERIFY2(!(c.element == ElementKind::Edge && (c.slot == 0 || c.slot == 4)), "an edge of a hidden node");
    }
}

void tst_SceneBuilder::nothingIsToldUnlessAskedFor()
{
    Followed f;
    auto set = grid(4);
    f.apply(set);
    f.build();
    auto change = empty();
    change.removeNode(1);
    f.apply(change);
    QVERIFY(f.build()->dirt.changes.empty());
}

void tst_SceneBuilder::ofTooManyChangesSomeOfAllAreTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    constexpr Slot nodes = 5000;
    auto set = grid(nodes);
    f.apply(set);
    f.build();
    auto change = empty();
    for (Slot node = 0; node < nodes; ++node)
        change.setNodeMotion(node, {static_cast<float>(node), 1, true, 4}, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    QCOMPARE(told.size(), scene::mostChangesTold);
    const auto ofFirstHalf = std::ranges::count_if(told, [](const scene::SceneChange& c) { return c.slot < nodes / 2; });
    QVERIFY(ofFirstHalf > 64 && ofFirstHalf < 192);
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

void tst_SceneBuilder::withoutPositionsALayoutIsWanted()
{
    Followed followed;
    auto set = grid(10);
    auto lost = empty();
    lost.setNodeMotion(3, {0, 0, false, 3}, {});
    followed.apply(set);
    QVERIFY(!followed.build()->scene->needsLayout);
    followed.apply(lost);
    const auto update = followed.build();
    QVERIFY(update->scene->needsLayout);
    QVERIFY(update->scene->style(3).live);
    QVERIFY(!update->scene->style(3).drawn());
    auto gone = empty();
    gone.removeNode(3);
    followed.apply(gone);
    QVERIFY(!followed.build()->scene->needsLayout);
}

void tst_SceneBuilder::placesOfTheLayoutPlaceOnlyTheNodesItKnew()
{
    Followed followed;
    auto set = empty();
    for (Slot node = 0; node < 4; ++node)
        set.setNodeIdentity(node, node == 2 ? 3 : 1, "k" + std::to_string(node), "", 0);
    followed.apply(set);
    const auto before = followed.build();
    QVERIFY(before->scene->needsLayout);
    const std::vector<layout::Point> points{{10, 11}, {20, 21}, {30, 31}};
    const std::vector<Generation> generations{1, 1, 1};   // slot 2 is another node by now; slot 3 is newer
    followed.builder.setPlaces(std::make_shared<const LayoutPlaces>(points, generations, LayoutPlaces()));
    const auto after = followed.build();
    QVERIFY(after);
    QVERIFY(after->scene->style(0).drawn() && after->scene->style(1).drawn());
    QVERIFY(!after->scene->style(2).drawn() && !after->scene->style(3).drawn());
    QCOMPARE(after->scene->position(1).y, 21.0F);
    QCOMPARE(slotsIn(after->dirt.positions), std::size_t{2});
    QCOMPARE(after->scene->structureVersion, before->scene->structureVersion);   // or the layout would begin anew for its own work
    QVERIFY(after->scene->needsLayout);
    QVERIFY(!before->scene->style(0).placed);
    // A change of the node afterwards leaves it where the layout put it.
    auto change = empty();
    change.setNodeIdentity(1, 1, "k1", "a label", 1);
    followed.apply(change);
    const auto labelled = followed.build();
    QVERIFY(labelled->scene->style(1).drawn());
    QCOMPARE(labelled->scene->position(1).y, 21.0F);
}

void tst_SceneBuilder::theSourcesPositionGoesBeforeTheLayouts()
{
    Followed followed;
    auto set = grid(3);
    followed.apply(set);
    QVERIFY(followed.build());
    const std::vector<layout::Point> points(3, {50, 50});
    const std::vector<Generation> generations(3, 1);
    followed.builder.setPlaces(std::make_shared<const LayoutPlaces>(points, generations, LayoutPlaces()));
    static_cast<void>(followed.build());
    auto nudge = empty();
    nudge.setNodeMotion(0, {9, 9, true, 3}, {});
    followed.apply(nudge);
    const auto update = followed.build();
    QCOMPARE(update->scene->position(0).x, 9.0F);
    QCOMPARE(update->scene->position(1).x, 1.0F);
}

void tst_SceneBuilder::aPageThatTheModelPlacesIsTheModels()
{
    Followed followed;
    auto set = grid(3);
    followed.apply(set);
    QVERIFY(followed.build()->scene->positions[0] == followed.store.positionPage(0));
    auto lost = empty();
    lost.setNodeMotion(1, {0, 0, false, 3}, {});
    followed.apply(lost);
    QVERIFY(followed.build());
    auto moved = empty();
    moved.setNodeMotion(0, {7, 8, true, 3}, {});
    followed.apply(moved);
    const auto mixed = followed.build();
    QVERIFY(mixed->scene->positions[0] != followed.store.positionPage(0));
    QCOMPARE(mixed->scene->position(0).x, 7.0F);
    auto found = empty();
    found.setNodeMotion(1, {1, 1, true, 3}, {});
    followed.apply(found);
    QVERIFY(followed.build()->scene->positions[0] == followed.store.positionPage(0));
}

void tst_SceneBuilder::theModelAndTheLayoutPlaceNodesOfOnePage()
{
    std::mt19937 random(7);
    Followed followed;
    std::map<Slot, Generation> generations;
    std::shared_ptr<const LayoutPlaces> places;
    std::shared_ptr<const Scene> last;
    for (int step = 0; step < 400; ++step) {
        auto set = empty();
        std::set<Slot> touched;
        for (int change = 0; change < 6; ++change) {
            const auto node = static_cast<Slot>(random() % 40);
            Generation& generation = generations[node];
            const bool dies = random() % 8 == 0;
            if (!touched.insert(node).second || (dies && !isLive(generation)))
                continue;
            if (dies) {
                set.removeNode(node);
                ++generation;
                continue;
            }
            if (!isLive(generation)) {
                ++generation;
                set.setNodeIdentity(node, generation, "k" + std::to_string(node), "", 0);
            }
            set.setNodeMotion(node, {static_cast<float>(random() % 100), 1, random() % 20 < (step / 50 % 2 == 0 ? 19U : 10U), 1}, {});
        }
        followed.apply(set);
        if (step % 3 == 0) {
            std::vector<layout::Point> points;
            std::vector<Generation> known;
            for (Slot node = 0; node < 40; ++node) {
                points.push_back({static_cast<float>(1000 + random() % 100), 2});
                known.push_back(random() % 3 == 0 || !generations.contains(node) ? 0 : generations[node]);
            }
            places = std::make_shared<const LayoutPlaces>(points, known, LayoutPlaces());
            followed.builder.setPlaces(places);
        }
        const auto update = followed.build();
        if (!update)
            continue;
        const Scene& scene = *update->scene;
        for (Slot node = 0; node < scene.nodeSlots; ++node) {
            const Generation generation = scene.style(node).generation;
            QCOMPARE(scene.style(node).live, followed.store.hasNode(node));
            if (!scene.style(node).live)
                continue;
            const auto motion = followed.store.nodeMotion(node);
            if (motion.positioned)
                QCOMPARE(scene.position(node).x, motion.x);
            else if (places && places->has(node, generation))
                QCOMPARE(scene.position(node).x, places->point(node).x);
            QVERIFY(scene.style(node).placed || !motion.positioned);
            if (last && node < last->nodeSlots && last->style(node).drawn() && last->style(node).generation == generation && last->position(node).x != scene.position(node).x)
                QVERIFY(covers(update->dirt.positions, node));
        }
        last = update->scene;
    }
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

void tst_SceneBuilder::aPlaceByHandGoesBeforeTheSources()
{
    Followed followed;
    auto set = grid(300);
    followed.apply(set);
    const auto before = followed.build()->scene;
    followed.shown.placeByHand(7, scene::Point{50, 60});
    const auto moved = followed.build();
    QVERIFY(moved);
    QVERIFY(moved->scene->position(7).x == 50 && moved->scene->position(7).y == 60);
    QVERIFY(moved->scene->style(7).fromSource);
    QCOMPARE(slotsIn(moved->dirt.positions), std::size_t{1});
    QVERIFY(covers(moved->dirt.positions, 7));
    QVERIFY(moved->dirt.styles.empty() && moved->dirt.changes.empty());
    QVERIFY(before->position(7).x == 7);   // published, so never written again
    QVERIFY(!followed.build());
    followed.shown.placeByHand(7, std::nullopt);
    const auto back = followed.build();
    QVERIFY(back && covers(back->dirt.positions, 7));
    QVERIFY(back->scene->position(7).x == 7 && back->scene->position(7).y == 1);
    QVERIFY(back->scene->position(6).x == 6 && back->scene->position(8).x == 8);
}

void tst_SceneBuilder::theLayoutMayPlaceWhatTheSourcePlaces()
{
    Followed followed;
    auto set = grid(300);
    followed.apply(set);
    const auto before = followed.build()->scene;
    QVERIFY(!before->needsLayout && !before->overruled);
    followed.builder.setPlacedBy(SceneBuilder::PlacedBy::Layout);
    const auto update = followed.build();
    QVERIFY(update);
    const auto begun = update->scene;
    QVERIFY(begun->needsLayout && begun->overruled);
    QVERIFY(begun->structureVersion > before->structureVersion);
    QVERIFY(!begun->style(7).fromSource && begun->style(7).placed);
    QCOMPARE(begun->position(7).x, 7.0F);   // until the layout has a place
    QVERIFY(update->dirt.positions.empty());

    auto places = std::make_shared<LayoutPlaces>(std::vector<layout::Point>(300, {-5, -6}), std::vector<Generation>(300, 1), LayoutPlaces());
    followed.builder.setPlaces(places);
    const auto laid = followed.build()->scene;
    QVERIFY(laid->position(7).x == -5 && laid->position(7).y == -6);
    // The source may say what it likes meanwhile, and what it adds is seen.
    auto moved = empty();
    moved.setNodeMotion(7, {70, 70, true, 3}, {});
    moved.setNodeIdentity(300, 1, "k300", "", 2, 0);
    moved.setNodeMotion(300, {80, 80, true, 3}, {});
    followed.apply(moved);
    const auto later = followed.build()->scene;
    QCOMPARE(later->position(7).x, -5.0F);
    QVERIFY(later->style(300).placed && later->position(300).x == 80);

    followed.builder.setPlacedBy(SceneBuilder::PlacedBy::Source);
    const auto back = followed.build();
    QVERIFY(back && covers(back->dirt.positions, 7));
    QVERIFY(!back->scene->needsLayout && !back->scene->overruled);
    compareWithStore(*back->scene, followed.store, followed.shown);
    QVERIFY(!followed.build());
}

void tst_SceneBuilder::aPlaceThatComesToALaidOutGraphIsOverruledAndSaidToBe()
{
    Followed followed;
    auto set = empty();
    for (Slot node = 0; node < 3; ++node) {
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 0, 0);
        set.setNodeMotion(node, {0, 0, false, 1}, {});
    }
    followed.apply(set);
    followed.builder.setPlacedBy(SceneBuilder::PlacedBy::Layout);
    QVERIFY(!followed.build()->scene->overruled);
    auto place = empty();
    place.setNodeMotion(1, {5, 6, true, 1}, {});
    followed.apply(place);
    QVERIFY(followed.build()->scene->overruled);
    followed.builder.setPlacedBy(SceneBuilder::PlacedBy::Source);
    const auto back = followed.build()->scene;
    QVERIFY(!back->overruled && back->style(1).fromSource);
}

void tst_SceneBuilder::aPlaceByHandStaysWhateverChangesAroundIt()
{
    Followed followed;
    auto set = grid(300);
    followed.apply(set);
    QVERIFY(followed.build());
    followed.shown.placeByHand(7, scene::Point{50, 60});
    followed.shown.placeByHand(8, scene::Point{70, 80});
    QVERIFY(followed.build());
    // A neighbour in the page moves, then one of the two themselves.
    auto neighbour = empty();
    neighbour.setNodeMotion(9, {-1, -2, true, 3}, {});
    followed.apply(neighbour);
    const auto first = followed.build();
    QVERIFY(first->scene->position(9).x == -1);
    QVERIFY(first->scene->position(7).x == 50 && first->scene->position(8).x == 70);
    QCOMPARE(slotsIn(first->dirt.positions), std::size_t{1});
    auto own = empty();
    own.setNodeMotion(7, {-3, -4, true, 3}, {});
    followed.apply(own);
    const auto second = followed.build();
    QVERIFY(!second || (second->scene->position(7).x == 50 && second->dirt.positions.empty()));
    followed.shown.takeBackHandPlaces();
    const auto back = followed.build();
    QVERIFY(back->scene->position(7).x == -3 && back->scene->position(8).x == 8 && back->scene->position(9).x == -1);
}

void tst_SceneBuilder::aPlaceByHandIsThatOfTheNodesKey()
{
    Followed followed;
    auto set = grid(20);
    followed.apply(set);
    QVERIFY(followed.build());
    followed.shown.placeByHand(7, scene::Point{50, 60});
    QVERIFY(followed.build());
    // Another node in the slot has the place that its source gave it.
    auto other = empty();
    other.setNodeIdentity(7, 3, "another", "", 2, 0);
    other.setNodeMotion(7, {1, 2, true, 3}, {});
    followed.apply(other);
    QVERIFY(followed.build()->scene->position(7).x == 1);
    // Another graph, in which the key is somewhere else.
    followed.store.reset({});
    auto again = empty();
    again.setNodeIdentity(3, 1, "k7", "", 2, 0);
    again.setNodeMotion(3, {1, 2, true, 3}, {});
    again.setNodeIdentity(7, 1, "k3", "", 2, 0);
    again.setNodeMotion(7, {1, 2, true, 3}, {});
    followed.apply(again);
    const auto update = followed.buildOf(1);
    QVERIFY(update->scene->position(3).x == 50 && update->scene->position(3).y == 60);
    QVERIFY(update->scene->position(7).x == 1);
}

void tst_SceneBuilder::whatTheSourceDoesNotPlaceIsNotPlacedByHand()
{
    Followed followed;
    auto set = empty();
    set.setNodeIdentity(0, 1, "a", "", 2, 0);
    set.setNodeMotion(0, {0, 0, false, 3}, {});
    followed.apply(set);
    QVERIFY(followed.build());
    followed.shown.placeByHand(0, scene::Point{50, 60});
    static_cast<void>(followed.build());
    QVERIFY(!followed.build());
    const auto places = std::make_shared<const LayoutPlaces>(std::vector<layout::Point>{{5, 6}}, std::vector<Generation>{1}, LayoutPlaces());
    followed.builder.setPlaces(places);
    const auto placed = followed.build();
    QVERIFY(placed->scene->position(0).x == 5);
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
