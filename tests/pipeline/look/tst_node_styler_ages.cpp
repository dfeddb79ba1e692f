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

/// What time does to how nodes look.
class tst_NodeStylerAges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ageTouchesOnlyTheNodesWhoseLookItChanges();
    void whatCameWhileCatchingUpIsOld();
    void birthsAndChangesAreToldApart();
};

void tst_NodeStylerAges::ageTouchesOnlyTheNodesWhoseLookItChanges()
{
    constexpr Slot count = 3 * pageSize;
    FollowedModel followed;
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
    followed.now += 4s;
    auto second = moved(pageSize + 7, 1);
    followed.apply(second);
    QVERIFY(followed.build());
    QCOMPARE(followed.passing(), std::uint64_t{2});
    QCOMPARE(followed.builder.nextDue(), followed.now + 6s);

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

void tst_NodeStylerAges::whatCameWhileCatchingUpIsOld()
{
    FollowedModel followed;
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
        if (const auto colour = followed.scene->style(2).colour; colours.empty() || colours.back() != colour)
            colours.push_back(colour);
    }
    QCOMPARE(colours, (std::vector<std::uint32_t>{2, 3, 4, 5}));
    QCOMPARE(touched, 4);
}

void tst_NodeStylerAges::birthsAndChangesAreToldApart()
{
    FollowedModel followed;
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

WEIR_TEST(tst_NodeStylerAges)
#include "tst_node_styler_ages.moc"
