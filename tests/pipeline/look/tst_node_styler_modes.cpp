#include "support/followed_model.h"
#include "scene/node_size.h"
#include "support/test_program.h"
#include <QtTest>
#include <cmath>

using namespace weir;
using namespace weir::pipeline;
using namespace std::chrono_literals;
using scene::pageSize;

/// Sizes and colours by what the settings say.
class tst_NodeStylerModes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesFollowDegreeAndValue();
    void coloursFollowTheValueOverItsUsualRange();
    void aRangeThatGrewIsTakenUp();
    void aColumnWithoutUsualValuesIsPlain();
    void componentsAreColouredAsTheyAreFound();
    void componentsOfAnotherGraphAreIgnored();
};

void tst_NodeStylerModes::sizesFollowDegreeAndValue()
{
    FollowedModel followed;
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
    // By the cube root: with the square root the hubs of a large graph would cover all others.
    QVERIFY(std::abs(followed.scene->style(0).radius - (0.6F + 0.4F * std::cbrt(900.0F))) < 0.001F);

    look.sizeBy = SizeBy::Value;
    look.sizeColumn = Column::value(0);
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

void tst_NodeStylerModes::coloursFollowTheValueOverItsUsualRange()
{
    FollowedModel followed;
    auto set = nodes(1001);
    followed.apply(set);
    LookSettings look;
    look.colourBy = ColourBy::Value;
    look.colourColumn = Column::value(1);      // -1000 to 0
    for (std::uint32_t i = 0; i < 10; ++i)
        look.colours.push_back(0xff000000 + i);
    followed.builder.setLook(look);
    followed.settle();
    QCOMPARE(followed.scene->style(1000).colour, 0xff000000U);
    QCOMPARE(followed.scene->style(500).colour, 0xff000005U);
    QCOMPARE(followed.scene->style(0).colour, 0xff000009U);
    QCOMPARE(followed.scene->style(1).colour, 0xff000009U);   // whatever the source's own colour
    const auto answer = followed.builder.lookAnswer();
    QCOMPARE(answer.colours.scale, (pipeline::ValueExtent{-990, -10, true}));
    QVERIFY(!answer.colours.logarithmic);
}

void tst_NodeStylerModes::aRangeThatGrewIsTakenUp()
{
    FollowedModel followed;
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

void tst_NodeStylerModes::aColumnWithoutUsualValuesIsPlain()
{
    // No store takes what is no number, so it is the sample that has none: of a graph whose nodes are all gone.
    FollowedModel followed;
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
    QVERIFY(!followed.builder.lookAnswer().colours.scale.known);
    auto set2 = empty();
    set2.setNodeIdentity(1, 3, "again", "", 0, 0);
    set2.setNodeMotion(1, {0, 0, true, 1}, std::array{5.0F, 0.0F});
    followed.apply(set2);
    followed.settle();
    QCOMPARE(followed.scene->style(1).colour, 77U);   // no colours were given: all have the plain one
    QVERIFY(followed.scene->style(1).radius > 0);
}

void tst_NodeStylerModes::componentsAreColouredAsTheyAreFound()
{
    FollowedModel followed;
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

void tst_NodeStylerModes::componentsOfAnotherGraphAreIgnored()
{
    FollowedModel followed;
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

WEIR_TEST(tst_NodeStylerModes)
#include "tst_node_styler_modes.moc"
