#include "followed.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <random>
#include <set>

using namespace weir;
using namespace weir::pipeline::followed;
using pipeline::LayoutPlaces;
using pipeline::SceneBuilder;

/// Who places a node of a scene: the source, the layout, or a hand.
class tst_ScenePlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutPositionsALayoutIsWanted();
    void placesOfTheLayoutPlaceOnlyTheNodesItKnew();
    void theSourcesPositionGoesBeforeTheLayouts();
    void aPageThatTheModelPlacesIsTheModels();
    void theModelAndTheLayoutPlaceNodesOfOnePage();
    void aPageOfTheModelsIsNotWrittenWhereOneBeforeItWas();
    void aPlaceByHandGoesBeforeTheSources();
    void theLayoutMayPlaceWhatTheSourcePlaces();
    void aPlaceThatComesToALaidOutGraphIsOverruledAndSaidToBe();
    void aPlaceByHandStaysWhateverChangesAroundIt();
    void aPlaceByHandIsThatOfTheNodesKey();
    void whatTheSourceDoesNotPlaceIsNotPlacedByHand();
};

void tst_ScenePlaces::withoutPositionsALayoutIsWanted()
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

void tst_ScenePlaces::placesOfTheLayoutPlaceOnlyTheNodesItKnew()
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

void tst_ScenePlaces::theSourcesPositionGoesBeforeTheLayouts()
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

void tst_ScenePlaces::aPageThatTheModelPlacesIsTheModels()
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

void tst_ScenePlaces::aPageOfTheModelsIsNotWrittenWhereOneBeforeItWas()
{
    Followed followed;
    auto set = grid(3);
    set.setNodeMotion(1, {0, 0, false, 3}, {});
    followed.apply(set);
    static_cast<void>(followed.build());
    const std::vector<layout::Point> points(3, {50, 60});
    const std::vector<Generation> generations(3, 1);
    followed.builder.setPlaces(std::make_shared<const LayoutPlaces>(points, generations, LayoutPlaces()));
    static_cast<void>(followed.build());
    // The page is copied for the first, taken from the model before the other is known to have no place of the source's, and copied again.
    auto change = empty();
    change.setNodeMotion(0, {7, 8, true, 3}, {});
    followed.apply(change);
    auto later = empty();
    later.setNodeIdentity(1, 1, "k1", "a label", 1);
    followed.apply(later);
    const auto update = followed.build();
    QCOMPARE(update->scene->position(0).x, 7.0F);
    QCOMPARE(update->scene->position(1).y, 60.0F);
    QVERIFY(followed.store.positionPage(0)->points[1].y != 60.0F);
}

void tst_ScenePlaces::theModelAndTheLayoutPlaceNodesOfOnePage()
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
            if (last && node < last->nodeSlots && last->style(node).drawn() && last->style(node).generation == generation
                && last->position(node).x != scene.position(node).x)
                QVERIFY(covers(update->dirt.positions, node));
        }
        last = update->scene;
    }
}

void tst_ScenePlaces::aPlaceByHandGoesBeforeTheSources()
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

void tst_ScenePlaces::theLayoutMayPlaceWhatTheSourcePlaces()
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

    auto places =
        std::make_shared<LayoutPlaces>(std::vector<layout::Point>(300, {-5, -6}), std::vector<Generation>(300, 1), LayoutPlaces());
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

void tst_ScenePlaces::aPlaceThatComesToALaidOutGraphIsOverruledAndSaidToBe()
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

void tst_ScenePlaces::aPlaceByHandStaysWhateverChangesAroundIt()
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

void tst_ScenePlaces::aPlaceByHandIsThatOfTheNodesKey()
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

void tst_ScenePlaces::whatTheSourceDoesNotPlaceIsNotPlacedByHand()
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
    const auto places =
        std::make_shared<const LayoutPlaces>(std::vector<layout::Point>{{5, 6}}, std::vector<Generation>{1}, LayoutPlaces());
    followed.builder.setPlaces(places);
    const auto placed = followed.build();
    QVERIFY(placed->scene->position(0).x == 5);
}

WEIR_TEST(tst_ScenePlaces)
#include "tst_scene_places.moc"
