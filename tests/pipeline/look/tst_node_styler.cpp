#include "support/followed_model.h"
#include "support/test_program.h"
#include <QtTest>
#include <limits>

using namespace weir;
using namespace weir::pipeline;
using namespace std::chrono_literals;
using scene::pageSize;
using scene::Standing;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

/// How nodes look as settings, models and changes come.
class tst_NodeStyler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutSettingsNodesLookAsTheModelSays();
    void sizesOfAnyUnitAreBroughtToARangeInTheirProportions();
    void sizesThatSpanTooMuchKeepTheirOrder();
    void whatIsUsualIsLookedAtAgainThoughNothingChangesAnyMore();
    void aCategoryHasTheColourThatItIsGiven();
    void anotherLookOfALargeGraphComesInSlices();
    void anotherGraphIsShownUnderTheSameFilter();
    void aLongSequenceEqualsALookFromScratch_data();
    void aLongSequenceEqualsALookFromScratch();
};

void tst_NodeStyler::withoutSettingsNodesLookAsTheModelSays()
{
    FollowedModel followed;
    auto set = nodes(10);
    followed.apply(set);
    QVERIFY(followed.build());
    QCOMPARE(followed.scene->style(4).radius, 2.0F);
    QCOMPARE(followed.scene->style(1).colour, 0xff112233U);
    QCOMPARE(followed.passing(), std::uint64_t{10});
    QVERIFY(!followed.builder.nextDue());
    followed.builder.setLook({});
    QVERIFY(!followed.builder.nextDue());
}

void tst_NodeStyler::sizesOfAnyUnitAreBroughtToARangeInTheirProportions()
{
    FollowedModel followed;
    auto set = nodes(100);
    for (Slot node = 0; node < 100; ++node)
        set.setNodeMotion(node, {static_cast<float>(node), 0, true, 10 + 30 * static_cast<float>(node) / 99}, std::array{0.0F, 0.0F});
    followed.apply(set);
    followed.settle();
    const auto radius = [&](Slot node) { return followed.scene->style(node).radius; };
    QVERIFY(std::abs(radius(0) - 1) < 0.05F);
    QVERIFY(std::abs(radius(99) / radius(0) - 4) < 0.05F);
    // A tenth more leaves them as they are, and so does a wild one; three times as much for all does not.
    auto another = empty();
    another.setNodeMotion(5, {0, 0, true, 1e6F}, std::array{0.0F, 0.0F});
    another.setNodeMotion(0, {0, 0, true, 11}, std::array{0.0F, 0.0F});
    followed.apply(another);
    followed.now += std::chrono::seconds(5);
    followed.settle();
    QVERIFY(std::abs(radius(99) - 4) < 0.2F);
    QVERIFY(std::abs(radius(0) - 1.1F) < 0.05F);
    auto larger = empty();
    for (Slot node = 0; node < 100; ++node)
        larger.setNodeMotion(node, {0, 0, true, 30 + 90 * static_cast<float>(node) / 99}, std::array{0.0F, 0.0F});
    followed.apply(larger);
    followed.now += std::chrono::seconds(5);
    followed.settle();
    QVERIFY(std::abs(radius(0) - 1) < 0.1F);
    QVERIFY(std::abs(radius(99) - 4) < 0.2F);
}

void tst_NodeStyler::sizesThatSpanTooMuchKeepTheirOrder()
{
    FollowedModel followed;
    auto set = nodes(100);
    for (Slot node = 0; node < 100; ++node)
        set.setNodeMotion(node, {static_cast<float>(node), 0, true, std::pow(10.0F, static_cast<float>(node) / 20)}, std::array{0.0F, 0.0F});
    followed.apply(set);
    followed.settle();
    for (Slot node = 1; node < 99; ++node)
        QVERIFY(followed.scene->style(node).radius > followed.scene->style(node - 1).radius);
    QVERIFY(followed.scene->style(98).radius < 6.5F);
}

void tst_NodeStyler::whatIsUsualIsLookedAtAgainThoughNothingChangesAnyMore()
{
    FollowedModel followed;
    auto set = nodes(100);
    followed.apply(set);
    followed.settle();
    QVERIFY(!followed.builder.nextDue());
    auto larger = empty();
    for (Slot node = 0; node < 100; ++node)
        larger.setNodeMotion(node, {0, 0, true, 30}, std::array{0.0F, 0.0F});
    followed.apply(larger);
    followed.settle();
    QVERIFY(followed.builder.nextDue());
    followed.now = *followed.builder.nextDue();
    followed.settle();
    QCOMPARE(followed.scene->style(7).radius, 1.0F);
    QVERIFY(!followed.builder.nextDue());
}

void tst_NodeStyler::aCategoryHasTheColourThatItIsGiven()
{
    FollowedModel followed;
    graph::ChangeSet set;
    set.setValueColumns(2, 0);
    for (Slot node = 0; node < 300; ++node)
        set.setNodeIdentity(node, 1, std::to_string(node), "", static_cast<graph::Category>(node), node == 5 ? 0xff112233U : 0);
    followed.apply(set);
    QVERIFY(followed.build());
    for (Slot node = 0; node < 300; ++node)
        QCOMPARE(followed.scene->style(node).paletteNumber(), std::uint16_t(node));
    LookSettings look;
    look.paletteNumbers = {7, 0, 15, 6};
    followed.builder.setLook(look);
    followed.settle();
    for (Slot node = 0; node < 300; ++node) {
        QCOMPARE(followed.scene->style(node).paletteNumber(), std::uint16_t(node < 4 ? look.paletteNumbers[node] : 6));
        QCOMPARE(followed.scene->style(node).category, graph::Category(node));   // which it is of all the same
    }
    QCOMPARE(followed.scene->style(5).colour, 0xff112233U);
    followed.builder.setLook({});
    followed.settle();
    QCOMPARE(followed.scene->style(200).paletteNumber(), std::uint16_t{200});
}

void tst_NodeStyler::anotherLookOfALargeGraphComesInSlices()
{
    constexpr Slot count = (2 * NodeStyler::stalePagesAtOnce + 10) * pageSize;
    FollowedModel followed;
    auto set = nodes(count);
    followed.apply(set);
    QVERIFY(followed.build());
    LookSettings look;
    look.nodeColumns = {onlyCategories({"c1"})};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QVERIFY(slotsIn(followed.dirt.styles) <= NodeStyler::stalePagesAtOnce * pageSize);
    QVERIFY(followed.builder.nextDue().value() <= followed.now);
    QVERIFY(!followed.builder.lookAnswer().complete);

    // Meanwhile the model goes on, and somebody wants yet another look.
    auto change = moved(count - 1, 4);
    followed.apply(change);
    QVERIFY(followed.build());
    look.nodeColumns = {onlyCategories({"c2"})};
    followed.builder.setLook(look);
    const int builds = followed.settle();
    QVERIFY(builds >= 3 && builds <= 4);
    for (Slot node = 0; node < count; ++node)
        QCOMPARE(followed.standing(node), node % 3 == 2 ? Standing::Shown : Standing::Dimmed);
    QCOMPARE(followed.passing(), std::uint64_t{(count + 0U) / 3});
    QVERIFY(!followed.build());
}

void tst_NodeStyler::anotherGraphIsShownUnderTheSameFilter()
{
    FollowedModel followed;
    auto set = nodes((NodeStyler::stalePagesAtOnce + 10) * pageSize);
    followed.apply(set);
    QVERIFY(followed.build());
    LookSettings look;
    look.nodeColumns = {within(Column::value(1), -10, endless)};
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
    FollowedModel followed;
    RandomChanges changes(seed, 2, 0);
    followed.apply(changes.grow(seed % 2 == 0 ? 4000 : 200));
    LookSettings look;
    ValueRange degrees;
    bool byCategory = false;
    for (unsigned step = 0; step < 60; ++step) {
        followed.apply(changes.next(40));
        if (step % 11 == 3) {
            degrees = {static_cast<double>(step % 5), static_cast<double>(step % 7)};
            byCategory = step % 2 == 0;
            look.nodeColumns = {within({Column::Of::Degree}, degrees.from, degrees.to)};
            if (byCategory)
                look.nodeColumns.push_back(onlyCategories({"c0", "c1"}));
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
        const Slot node = followed.shown.numbers(ElementKind::Node).sparse(shown);
        if (!followed.store.hasNode(node))
            continue;
        const auto degree = followed.store.degree(node);
        const auto category = followed.store.nodeIdentity(node).category;
        const bool passes = degree >= degrees.from && degree <= degrees.to && (!byCategory || category <= 1);
        passing += passes ? 1 : 0;
        QCOMPARE(followed.standing(shown), passes ? Standing::Shown : look.failing);
        if (look.sizeBy == SizeBy::Source)
            QCOMPARE(followed.scene->style(shown).radius, followed.store.nodeMotion(node).size);
    }
    QCOMPARE(followed.passing(), passing);
    ShownModel freshModel(followed.store, [] { return 0U; });
    SceneBuilder fresh(freshModel);
    fresh.setLook(look);
    const auto scratch = fresh.build(followed.stamp, {followed.now});
    QVERIFY(scratch);
    QCOMPARE(followed.builder.lookAnswer().nodes, followed.store.nodeCount());
    for (Slot shown = 0; shown < followed.scene->nodeSlots; ++shown) {
        QCOMPARE(followed.scene->style(shown).live, scratch->scene->style(shown).live);
        if (scratch->scene->style(shown).live)
            QCOMPARE(followed.scene->style(shown), scratch->scene->style(shown));
    }
}

WEIR_TEST(tst_NodeStyler)
#include "tst_node_styler.moc"
