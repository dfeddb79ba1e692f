#include "support/followed_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline;
using scene::Standing;

/// Which nodes pass a filter, and that it is followed as they change.
class tst_NodeStylerFilters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFilterDimsOrHidesWhatDoesNotPass();
    void aNodePassesOnlyIfItIsWithinAll();
    void aFilterOfWhatIsNotThereHasNoEffect();
    void emptyGraphsCanBeFiltered();
    void aDegreeIsFollowedAsEdgesComeAndGo();
    void aValueIsFollowedAsItChanges();
    void aNodePassesByTheSizeThatItsSourceSays();
};

void tst_NodeStylerFilters::aFilterDimsOrHidesWhatDoesNotPass()
{
    FollowedModel followed;
    auto set = nodes(9);
    followed.apply(set);
    QVERIFY(followed.build());
    const auto structure = followed.scene->structureVersion;
    LookSettings look;
    look.nodeColumns = {onlyCategories({"c0", "c2"})};
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

    look.nodeColumns = {onlyCategories({})};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});

    followed.builder.setLook({});
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{9});
    QVERIFY(!followed.build());
    QCOMPARE(followed.scene->structureVersion, structure);   // hidden nodes go on in the layout
}

void tst_NodeStylerFilters::aNodePassesOnlyIfItIsWithinAll()
{
    FollowedModel followed;
    auto set = nodes(30);
    followed.apply(set);
    LookSettings look;
    look.nodeColumns = {onlyCategories({"c0"}), within(Column::value(0), 6, 20), within(Column::value(1), -15, endless)};
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
    look.nodeColumns = {within(Column::value(0), 0.1, 0.1)};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
}

void tst_NodeStylerFilters::aFilterOfWhatIsNotThereHasNoEffect()
{
    FollowedModel followed(0);
    auto set = empty(0);
    set.setNodeIdentity(0, 1, "a", "", 0, 0);
    set.setNodeMotion(0, {0, 0, true, 1}, {});
    followed.apply(set);
    LookSettings look;
    look.nodeColumns = {within(Column::value(7), 1, 2)};
    look.sizeBy = SizeBy::Value;
    look.sizeColumn = Column::value(3);
    look.colourBy = ColourBy::Value;
    look.colourColumn = Column::value(99);
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
    QCOMPARE(followed.scene->style(0).radius, 1.0F);
    QCOMPARE(followed.scene->style(0).colour, 0U);
    look.nodeColumns = {onlyCategories({"nobody's"})};
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{0});
}

void tst_NodeStylerFilters::emptyGraphsCanBeFiltered()
{
    FollowedModel followed;
    LookSettings look;
    look.nodeColumns = {within({Column::Of::Degree}, 5, 10)};
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

void tst_NodeStylerFilters::aDegreeIsFollowedAsEdgesComeAndGo()
{
    FollowedModel followed;
    auto set = nodes(6);
    followed.apply(set);
    LookSettings look;
    look.nodeColumns = {within({Column::Of::Degree}, 2, endless)};
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

void tst_NodeStylerFilters::aValueIsFollowedAsItChanges()
{
    FollowedModel followed;
    auto set = nodes(6);
    followed.apply(set);
    LookSettings look;
    look.nodeColumns = {within(Column::value(0), 3, 4)};
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

void tst_NodeStylerFilters::aNodePassesByTheSizeThatItsSourceSays()
{
    FollowedModel followed;
    auto set = nodes(4);   // of size 2
    set.setNodeMotion(3, {3, 0, true, 0.3F}, std::array{3.0F, -3.0F});
    followed.apply(set);
    LookSettings look;
    look.nodeColumns = {within({Column::Of::Size}, 0.3, 1)};   // as it is written, though sizes have 32 bits
    look.sizeBy = SizeBy::Fixed;
    followed.builder.setLook(look);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{1});
    QCOMPARE(followed.standing(3), Standing::Shown);
}

WEIR_TEST(tst_NodeStylerFilters)
#include "tst_node_styler_filters.moc"
