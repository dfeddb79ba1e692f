#include "graph/graph_model.h"
#include "pipeline/scene_builder.h"
#include "scene/node_size.h"
#include <QtTest>
#include <limits>

using namespace weir;
using namespace std::chrono_literals;
using pipeline::AgeOf;
using pipeline::ColourBy;
using pipeline::ComponentColours;
using pipeline::LookSettings;
using pipeline::Moment;
using pipeline::NodeStyler;
using pipeline::SceneBuilder;
using pipeline::SizeBy;
using scene::pageSize;
using scene::Standing;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const TimePoint start{1h};

/// A model with two columns, and the builder that follows it.
struct Followed {
    graph::GraphStore store;
    SceneBuilder builder;
    Tick stamp = 0;
    TimePoint now = start;
    std::uint64_t resets = 0;
    std::shared_ptr<const scene::Scene> scene;
    scene::SceneDirt dirt;

    explicit Followed(std::size_t columns = 2) { store.reset(schemaWithColumns(columns, 0)); }

    void apply(graph::ChangeSet& set)
    {
        const auto applied = store.apply(set.view(), ++stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }
    bool build(bool catchingUp = false)
    {
        auto update = builder.build(store, resets, stamp, {now, catchingUp});
        if (!update)
            return false;
        scene = update->scene;
        dirt = update->dirt;
        return true;
    }
    /// Builds until nothing is left to do now; how often.
    int settle()
    {
        int builds = 0;
        do {
            build();
            ++builds;
        } while (builder.nextDue() && *builder.nextDue() <= now && builds < 10'000);
        return builds;
    }
    [[nodiscard]] Standing standing(Slot node) const { return scene->style(node).standing; }
    [[nodiscard]] std::uint64_t passing() const { return builder.lookAnswer().passing; }
};

graph::ChangeSet empty(std::size_t columns = 2)
{
    graph::ChangeSet set;
    set.setValueColumns(columns, 0);
    return set;
}

/// Node i has category i % 3, values i and -i, and stands at (i, 0). No edges.
graph::ChangeSet nodes(Slot count)
{
    auto set = empty();
    for (Slot node = 0; node < count; ++node) {
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", static_cast<graph::Category>(node % 3), node == 1 ? 0xff112233 : 0);
        set.setNodeMotion(node, {static_cast<float>(node), 0, true, 2}, std::array{static_cast<float>(node), -static_cast<float>(node)});
    }
    return set;
}

graph::ChangeSet edge(Slot slot, Slot source, Slot target, Generation generation = 1)
{
    auto set = empty();
    set.setEdgeIdentity(slot, generation, source, target, 0, false);
    set.setEdgeMotion(slot, 1, {});
    return set;
}

graph::ChangeSet moved(Slot node, float value)
{
    auto set = empty();
    set.setNodeMotion(node, {static_cast<float>(node), 0, true, 2}, std::array{value, -value});
    return set;
}

std::size_t slotsIn(const std::vector<scene::SlotRange>& ranges)
{
    std::size_t count = 0;
    for (const auto& range : ranges)
        count += range.count;
    return count;
}

} // namespace

class tst_NodeStyler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutSettingsNodesLookAsTheModelSays();
    void aFilterDimsOrHidesWhatDoesNotPass();
    void aNodePassesOnlyIfItIsWithinAll();
    void aFilterOfWhatIsNotThereHasNoEffect();
    void emptyGraphsCanBeFiltered();
    void aDegreeIsFollowedAsEdgesComeAndGo();
    void aValueIsFollowedAsItChanges();
    void anotherLookOfALargeGraphComesInSlices();
    void ageTouchesOnlyTheNodesWhoseLookItChanges();
    void whatCameWhileCatchingUpIsOld();
    void birthsAndChangesAreToldApart();
    void sizesFollowDegreeAndValue();
    void coloursFollowTheValueOverItsUsualRange();
    void aRangeThatGrewIsTakenUp();
    void aColumnWithoutUsualValuesIsPlain();
    void componentsAreColouredAsTheyAreFound();
    void componentsOfAnotherGraphAreIgnored();
    void anotherGraphIsShownUnderTheSameFilter();
    void aLongSequenceEqualsALookFromScratch_data();
    void aLongSequenceEqualsALookFromScratch();
};

void tst_NodeStyler::withoutSettingsNodesLookAsTheModelSays()
{
    Followed followed;
    auto set = nodes(10);
    followed.apply(set);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->style(4).radius, 2.0F);
    QCOMPARE(followed.scene->style(1).colour, 0xff112233U);
    QCOMPARE(followed.passing(), std::uint64_t{10});
    QVERIFY(!followed.builder.nextDue());
    followed.builder.setLook({});
    QVERIFY(!followed.builder.nextDue());
    const auto answer = followed.builder.lookAnswer();
    QCOMPARE(answer.columns, (std::vector<pipeline::ValueExtent>{{0, 9, true}, {-9, 0, true}}));
    QCOMPARE(answer.degrees, (pipeline::ValueExtent{0, 0, true}));
}

void tst_NodeStyler::aFilterDimsOrHidesWhatDoesNotPass()
{
    Followed followed;
    auto set = nodes(9);
    followed.apply(set);
    QVERIFY(followed.build());
    const auto structure = followed.scene->structureVersion;
    LookSettings look;
    look.categories = {0, 2};
    followed.builder.setLook(look);
    QVERIFY(followed.builder.nextDue());
    QVERIFY(!followed.builder.lookAnswer().complete);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(3), Standing::Shown);
    QCOMPARE(followed.standing(4), Standing::Dimmed);
    QCOMPARE(followed.passing(), std::uint64_t{6});
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{3});
    QVERIFY(followed.scene->style(4).drawn());

    look.failing = Standing::Hidden;
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(4), Standing::Hidden);
    QVERIFY(!followed.scene->style(4).drawn());
    QCOMPARE(followed.passing(), std::uint64_t{6});
    QVERIFY(followed.builder.lookAnswer().complete);

    look.categories = std::vector<graph::Category>{};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});

    followed.builder.setLook({});
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{9});
    QVERIFY(!followed.build());
    QCOMPARE(followed.scene->structureVersion, structure);   // hidden nodes go on in the layout
}

void tst_NodeStyler::aNodePassesOnlyIfItIsWithinAll()
{
    Followed followed;
    auto set = nodes(30);
    followed.apply(set);
    LookSettings look;
    look.categories = {0};
    look.values = {{0, {6, 20}}, {1, {-15, infinity}}};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{4});   // 6, 9, 12, 15
    QCOMPARE(followed.standing(6), Standing::Shown);
    QCOMPARE(followed.standing(15), Standing::Shown);
    QCOMPARE(followed.standing(7), Standing::Dimmed);
    QCOMPARE(followed.standing(3), Standing::Dimmed);
    QCOMPARE(followed.standing(18), Standing::Dimmed);
    // What a person writes as 0.1 is the value 0.1, though values have 32 bits.
    auto tenth = moved(4, 0.1F);
    followed.apply(tenth);
    look.categories.reset();
    look.values = {{0, {0.1, 0.1}}};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
}

void tst_NodeStyler::aFilterOfWhatIsNotThereHasNoEffect()
{
    Followed followed(0);
    auto set = empty(0);
    set.setNodeIdentity(0, 1, "a", "", 0, 0);
    set.setNodeMotion(0, {0, 0, true, 1}, {});
    followed.apply(set);
    LookSettings look;
    look.values = {{7, {1, 2}}};
    look.sizeBy = SizeBy::Value;
    look.sizeColumn = 3;
    look.colourBy = ColourBy::Value;
    look.colourColumn = 99;
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
    QCOMPARE(followed.scene->style(0).radius, 1.0F);
    QCOMPARE(followed.scene->style(0).colour, 0U);
    look.categories = {40'000};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});
}

void tst_NodeStyler::emptyGraphsCanBeFiltered()
{
    Followed followed;
    LookSettings look;
    look.degree = {5, 10};
    look.age = {0, 10};
    look.colourBy = ColourBy::Component;
    followed.builder.setLook(look);
    followed.build();
    QVERIFY(!followed.build());
    QVERIFY(!followed.builder.nextDue());
    QCOMPARE(followed.passing(), std::uint64_t{0});
    auto set = nodes(3);
    followed.apply(set);
    QVERIFY(followed.build());
    auto removal = empty();
    for (Slot node = 0; node < 3; ++node)
        removal.removeNode(node);
    followed.apply(removal);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});
}

void tst_NodeStyler::aDegreeIsFollowedAsEdgesComeAndGo()
{
    Followed followed;
    auto set = nodes(6);
    followed.apply(set);
    LookSettings look;
    look.degree = {2, infinity};
    look.failing = Standing::Hidden;
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});
    for (Slot slot = 0; slot < 2; ++slot) {
        auto more = edge(slot, slot, slot + 1);   // 0 - 1 - 2
        followed.apply(more);
    }
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
    QCOMPARE(followed.standing(1), Standing::Shown);
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{1});

    auto loop = edge(2, 5, 5);
    followed.apply(loop);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(5), Standing::Shown);   // it counts twice

    auto elsewhere = edge(0, 2, 3, 3);   // another edge in the slot of the first
    followed.apply(elsewhere);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(1), Standing::Hidden);
    QCOMPARE(followed.standing(2), Standing::Shown);

    auto gone = empty();
    gone.removeNode(3);
    followed.apply(gone);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(2), Standing::Hidden);
    QCOMPARE(followed.passing(), std::uint64_t{1});
}

void tst_NodeStyler::aValueIsFollowedAsItChanges()
{
    Followed followed;
    auto set = nodes(6);
    followed.apply(set);
    LookSettings look;
    look.values = {{0, {3, 4}}};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{2});
    auto change = moved(0, 3.5F);
    followed.apply(change);
    auto away = moved(4, 9);
    followed.apply(away);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(0), Standing::Shown);
    QCOMPARE(followed.standing(4), Standing::Dimmed);
    QCOMPARE(followed.passing(), std::uint64_t{2});
}

void tst_NodeStyler::anotherLookOfALargeGraphComesInSlices()
{
    constexpr Slot count = (2 * NodeStyler::stalePagesAtOnce + 10) * pageSize;
    Followed followed;
    auto set = nodes(count);
    followed.apply(set);
    QVERIFY(followed.build());
    LookSettings look;
    look.categories = {1};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QVERIFY(slotsIn(followed.dirt.styles) <= NodeStyler::stalePagesAtOnce * pageSize);
    QVERIFY(followed.builder.nextDue().value() <= followed.now);
    QVERIFY(!followed.builder.lookAnswer().complete);

    // Meanwhile the model goes on, and somebody wants yet another look.
    auto change = moved(count - 1, 4);
    followed.apply(change);
    QVERIFY(followed.build());
    look.categories = {2};
    followed.builder.setLook(look);
    const int builds = followed.settle();
    QVERIFY(builds >= 3 && builds <= 4);
    for (Slot node = 0; node < count; ++node)
        QCOMPARE(followed.standing(node), node % 3 == 2 ? Standing::Shown : Standing::Dimmed);
    QCOMPARE(followed.passing(), std::uint64_t{(count + 0U) / 3});
    QVERIFY(!followed.build());
}

void tst_NodeStyler::ageTouchesOnlyTheNodesWhoseLookItChanges()
{
    constexpr Slot count = 3 * pageSize;
    Followed followed;
    auto set = nodes(count);
    followed.apply(set);
    QVERIFY(followed.build(true));
    followed.build();
    LookSettings look;
    look.age = {-infinity, 10};   // changed within the last ten seconds
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.passing(), std::uint64_t{0});
    QVERIFY(!followed.builder.nextDue());   // what is old stays old

    followed.now += 1s;
    auto first = moved(5, 1);
    followed.apply(first);
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(5), Standing::Shown);
    QCOMPARE(followed.builder.nextDue(), followed.now + 10s);
    followed.now += 4s;
    auto second = moved(pageSize + 7, 1);
    followed.apply(second);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{2});

    followed.now += 5900ms;
    QVERIFY(!followed.build());
    followed.now += 100ms;
    QVERIFY(followed.build());
    QCOMPARE(followed.standing(5), Standing::Dimmed);
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{1});
    QCOMPARE(followed.builder.nextDue(), followed.now + 4s);

    // One that changes again stays.
    followed.now += 3s;
    auto again = moved(pageSize + 7, 2);
    followed.apply(again);
    followed.build();
    followed.now += 1s;
    followed.build();
    QCOMPARE(followed.standing(pageSize + 7), Standing::Shown);
    QCOMPARE(followed.builder.nextDue(), followed.now + 9s);
    followed.now += 9s;
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});
    QVERIFY(!followed.builder.nextDue());
}

void tst_NodeStyler::whatCameWhileCatchingUpIsOld()
{
    Followed followed;
    LookSettings look;
    look.colourBy = ColourBy::Age;
    look.colours = {1, 2, 3, 4, 5};
    followed.builder.setLook(look);
    auto set = nodes(4);
    followed.apply(set);
    QVERIFY(followed.build(true));
    QCOMPARE(followed.scene->style(2).colour, 5U);
    followed.now += 10ms;
    auto closing = moved(2, 1);
    followed.apply(closing);
    QVERIFY(followed.build());   // it may be of before the catch-up ended
    QCOMPARE(followed.scene->style(2).colour, 5U);
    followed.now += 10ms;
    auto live = moved(2, 2);
    followed.apply(live);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->style(2).colour, 1U);
    QCOMPARE(followed.scene->style(3).colour, 5U);
    // As it grows old it takes each colour once.
    std::vector<std::uint32_t> colours;
    int touched = 0;
    for (int i = 0; i < 10 && followed.builder.nextDue(); ++i) {
        followed.now = followed.builder.nextDue().value();
        touched += followed.build() ? static_cast<int>(slotsIn(followed.dirt.styles)) : 0;
        colours.push_back(followed.scene->style(2).colour);
    }
    QCOMPARE(colours, (std::vector<std::uint32_t>{2, 3, 4, 5}));
    QCOMPARE(touched, 4);
}

void tst_NodeStyler::birthsAndChangesAreToldApart()
{
    Followed followed;
    auto set = nodes(2);
    followed.apply(set);
    QVERIFY(followed.build(true));
    followed.build();
    LookSettings look;
    look.age = {-infinity, 60};
    look.ageOf = AgeOf::Birth;
    followed.builder.setLook(look);
    followed.now += 1s;
    auto change = moved(1, 7);
    followed.apply(change);
    auto birth = empty();
    birth.setNodeIdentity(5, 1, "new", "", 0, 0);
    birth.setNodeMotion(5, {0, 0, true, 1}, std::array{0.0F, 0.0F});
    followed.apply(birth);
    followed.settle();
    QCOMPARE(followed.standing(1), Standing::Dimmed);
    QCOMPARE(followed.standing(5), Standing::Shown);
    look.ageOf = AgeOf::Change;
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.standing(0), Standing::Dimmed);
    QCOMPARE(followed.standing(1), Standing::Shown);
    QCOMPARE(followed.standing(5), Standing::Shown);
}

void tst_NodeStyler::sizesFollowDegreeAndValue()
{
    Followed followed;
    auto set = nodes(1000);
    followed.apply(set);
    LookSettings look;
    look.sizeBy = SizeBy::Degree;
    followed.builder.setLook(look);
    followed.settle();
    const float alone = followed.scene->style(0).radius;
    for (Slot slot = 0; slot < 900; ++slot) {
        auto more = edge(slot, 0, slot + 1);
        followed.apply(more);
    }
    followed.settle();
    QVERIFY(alone < followed.scene->style(1).radius);
    QCOMPARE(followed.scene->style(1).radius, 1.0F);   // a node with one edge is of the usual size
    QVERIFY(followed.scene->style(0).radius > 4 && followed.scene->style(0).radius <= scene::largestRelativeRadius);

    look.sizeBy = SizeBy::Value;
    look.sizeColumn = 0;
    followed.builder.setLook(look);
    followed.settle();
    float before = 0;
    for (const Slot node : {0U, 100U, 500U, 999U}) {
        QVERIFY(followed.scene->style(node).radius > before);
        before = followed.scene->style(node).radius;
    }
    QVERIFY(before <= scene::largestRelativeRadius);

    look.sizeBy = SizeBy::Fixed;
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.scene->style(0).radius, 1.0F);
    followed.builder.setLook({});
    followed.settle();
    QCOMPARE(followed.scene->style(0).radius, 2.0F);
}

void tst_NodeStyler::coloursFollowTheValueOverItsUsualRange()
{
    Followed followed;
    auto set = nodes(1001);
    followed.apply(set);
    LookSettings look;
    look.colourBy = ColourBy::Value;
    look.colourColumn = 1;      // -1000 to 0
    for (std::uint32_t i = 0; i < 10; ++i)
        look.colours.push_back(0xff000000 + i);
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.scene->style(1000).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(500).colour, 0xff000005U);
    QCOMPARE(followed.scene->style(0).colour, 0xff000009U);
    QCOMPARE(followed.scene->style(1).colour, 0xff000009U);   // whatever the source's own colour
    const auto answer = followed.builder.lookAnswer();
    QCOMPARE(answer.colourScale, (pipeline::ValueExtent{-990, -10, true}));
    QVERIFY(!answer.logarithmic);
}

void tst_NodeStyler::aRangeThatGrewIsTakenUp()
{
    Followed followed;
    auto set = nodes(100);
    followed.apply(set);
    LookSettings look;
    look.colourBy = ColourBy::Value;
    look.colours = {1, 2};
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.scene->style(99).colour, 2U);
    for (Slot node = 0; node < 60; ++node) {
        auto change = moved(node, 1000 + static_cast<float>(node) * 100);
        followed.apply(change);
    }
    followed.settle();
    QCOMPARE(followed.scene->style(99).colour, 2U);   // as nothing was measured since
    followed.now += 3s;
    auto change = moved(0, 1000);
    followed.apply(change);
    followed.settle();
    QCOMPARE(followed.scene->style(99).colour, 1U);
    QCOMPARE(followed.scene->style(59).colour, 2U);
}

void tst_NodeStyler::aColumnWithoutUsualValuesIsPlain()
{
    // No store takes what is no number, so it is the sample that has none: of a graph whose nodes are all gone.
    Followed followed;
    auto set = nodes(2);
    followed.apply(set);
    auto removal = empty();
    removal.removeNode(0);
    removal.removeNode(1);
    followed.apply(removal);
    LookSettings look;
    look.colourBy = ColourBy::Value;
    look.sizeBy = SizeBy::Value;
    look.plainColour = 77;
    followed.builder.setLook(look);
    followed.settle();
    QVERIFY(!followed.builder.lookAnswer().colourScale.known);
    auto set2 = empty();
    set2.setNodeIdentity(1, 3, "again", "", 0, 0);
    set2.setNodeMotion(1, {0, 0, true, 1}, std::array{5.0F, 0.0F});
    followed.apply(set2);
    followed.settle();
    QCOMPARE(followed.scene->style(1).colour, 77U);   // no colours were given: all have the plain one
    QVERIFY(followed.scene->style(1).radius > 0);
}

void tst_NodeStyler::componentsAreColouredAsTheyAreFound()
{
    Followed followed;
    auto set = nodes(3 * pageSize);
    followed.apply(set);
    for (Slot slot = 0; slot < 5; ++slot) {
        auto more = edge(slot, slot, slot + 1);
        followed.apply(more);
    }
    LookSettings look;
    look.colourBy = ColourBy::Component;
    look.plainColour = 99;
    for (std::uint32_t i = 0; i <= ComponentColours::own; ++i)
        look.colours.push_back(10 + i);
    followed.builder.setLook(look);
    QVERIFY(followed.builder.wantsComponents());
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 99U);
    auto found = ComponentColours::of(*followed.scene, nullptr, {});
    followed.builder.setComponents(found);
    QVERIFY(followed.builder.nextDue());
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 10U);
    QCOMPARE(followed.scene->style(5).colour, 10U);
    QCOMPARE(followed.scene->style(2 * pageSize).colour, 10U + ComponentColours::own);
    QCOMPARE(followed.builder.lookAnswer().components, std::uint64_t{3 * pageSize - 5});

    // The same again touches nothing; another touches its pages only.
    followed.builder.setComponents(found);
    QVERIFY(!followed.builder.nextDue());
    auto more = edge(5, 5, 6);
    followed.apply(more);
    QVERIFY(followed.build());
    followed.builder.setComponents(ComponentColours::of(*followed.scene, found.get(), {}));
    followed.settle();
    QCOMPARE(followed.scene->style(6).colour, 10U);
    QCOMPARE(slotsIn(followed.dirt.styles), std::size_t{2});   // 6, and the one that is now among the largest

    followed.builder.setLook({});
    QVERIFY(!followed.builder.wantsComponents());
    followed.builder.setComponents(found);
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 0U);
}

void tst_NodeStyler::componentsOfAnotherGraphAreIgnored()
{
    Followed followed;
    auto set = nodes(4);
    followed.apply(set);
    LookSettings look;
    look.colourBy = ColourBy::Component;
    look.colours = {1, 2};
    look.plainColour = 99;
    followed.builder.setLook(look);
    followed.settle();
    const auto found = ComponentColours::of(*followed.scene, nullptr, {});
    followed.store.reset(schemaWithColumns(2, 0));
    followed.stamp = 0;
    ++followed.resets;
    auto other = nodes(2);
    followed.apply(other);
    followed.settle();
    followed.builder.setComponents(found);
    followed.settle();
    QCOMPARE(followed.scene->style(0).colour, 99U);
}

void tst_NodeStyler::anotherGraphIsShownUnderTheSameFilter()
{
    Followed followed;
    auto set = nodes((NodeStyler::stalePagesAtOnce + 10) * pageSize);
    followed.apply(set);
    QVERIFY(followed.build());
    LookSettings look;
    look.values = {{1, {-10, infinity}}};
    look.age = {-infinity, 100};
    look.failing = Standing::Hidden;
    followed.builder.setLook(look);
    QVERIFY(followed.build());     // the first slice of two
    followed.store.reset(schemaWithColumns(1, 0));
    followed.stamp = 0;
    ++followed.resets;
    auto other = empty(1);
    other.setNodeIdentity(0, 1, "a", "", 0, 0);
    other.setNodeMotion(0, {0, 0, true, 1}, std::array{5.0F});
    followed.apply(other);
    followed.settle();
    QCOMPARE(followed.scene->nodeCount, 1U);
    QCOMPARE(followed.standing(0), Standing::Hidden);   // by its age, which nobody knows
    QCOMPARE(followed.passing(), std::uint64_t{0});
    look.age = {};
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.standing(0), Standing::Shown);    // the column is not there
    QCOMPARE(followed.builder.lookAnswer().columns.size(), std::size_t{1});
}

void tst_NodeStyler::aLongSequenceEqualsALookFromScratch_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_NodeStyler::aLongSequenceEqualsALookFromScratch()
{
    QFETCH(unsigned, seed);
    Followed followed;
    RandomChanges changes(seed, 2, 0);
    followed.apply(changes.grow(seed % 2 == 0 ? 4000 : 200));
    LookSettings look;
    for (unsigned step = 0; step < 60; ++step) {
        followed.apply(changes.next(40));
        if (step % 11 == 3) {
            look.categories.reset();
            if (step % 2 == 0)
                look.categories = {0, 1};
            look.degree = {static_cast<double>(step % 5), static_cast<double>(step % 7)};
            look.failing = step % 3 == 0 ? Standing::Hidden : Standing::Dimmed;
            look.sizeBy = step % 4 < 2 ? SizeBy::Degree : SizeBy::Source;
            followed.builder.setLook(look);
        }
        followed.now += 16ms;
        followed.build();
    }
    followed.settle();
    std::uint64_t passing = 0;
    for (Slot shown = 0; shown < followed.scene->nodeSlots; ++shown) {
        const Slot node = followed.builder.numbers(ElementKind::Node).storeSlot(shown);
        if (!followed.store.hasNode(node))
            continue;
        const auto degree = followed.store.degree(node);
        const auto category = followed.store.nodeIdentity(node).category;
        const bool passes = degree >= look.degree.from && degree <= look.degree.to && (!look.categories || category <= 1);
        passing += passes ? 1 : 0;
        QCOMPARE(followed.standing(shown), passes ? Standing::Shown : look.failing);
        if (look.sizeBy == SizeBy::Source)
            QCOMPARE(followed.scene->style(shown).radius, followed.store.nodeMotion(node).size);
    }
    QCOMPARE(followed.passing(), passing);
    SceneBuilder fresh;
    fresh.setLook(look);
    const auto scratch = fresh.build(followed.store, 0, followed.stamp, {followed.now});
    QVERIFY(scratch);
    QCOMPARE(followed.builder.lookAnswer().nodes, followed.store.nodeCount());
    for (Slot shown = 0; shown < followed.scene->nodeSlots; ++shown)
        QCOMPARE(followed.scene->style(shown), scratch->scene->style(shown));
}

QTEST_APPLESS_MAIN(tst_NodeStyler)
#include "tst_node_styler.moc"
