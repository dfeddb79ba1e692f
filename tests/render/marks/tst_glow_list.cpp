#include "render/marks/glow_list.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::render;
using scene::SceneChange;

class tst_GlowList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCameGlowsUntilItHasFaded();
    void whatCameLaterGlowsOn();
    void whatChangesAgainGlowsAsOne();
    void whatIsGoneFadesBesideWhatCameInItsPlace();
    void moreThanFitsIsNotShownAndWhatIsShownFades();
    void timesStaySmallHoweverLongItGlows();
};

namespace {

constexpr TimePoint began{std::chrono::hours(5)};

TimePoint after(double seconds) { return began + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)); }

SceneChange changeOf(Slot node, SceneChange::What what = SceneChange::What::Changed)
{
    SceneChange change;
    change.slot = node;
    change.what = what;
    return change;
}

std::vector<SceneChange> one(Slot node) { return {changeOf(node)}; }

} // namespace

void tst_GlowList::whatCameGlowsUntilItHasFaded()
{
    GlowList list(8);
    QVERIFY(!list.add({}, began));
    QVERIFY(list.empty());
    QVERIFY(list.add(one(3), began));
    QVERIFY(list.glows()[0].since != 0);   // which a mark takes for one that stays
    QVERIFY(!list.expire(after(1.4)));
    QVERIFY(list.expire(after(1.6)));
    QVERIFY(list.empty());
    QVERIFY(!list.expire(after(1.7)));
}

void tst_GlowList::whatCameLaterGlowsOn()
{
    GlowList list(8);
    list.add(one(3), began);
    list.add(one(4), after(1));
    QVERIFY(!list.expire(after(1.6)));
    QVERIFY(list.expire(after(2.6)));
}

void tst_GlowList::whatChangesAgainGlowsAsOne()
{
    GlowList list(8);
    list.add(one(3), began);
    QVERIFY(!list.add(one(3), after(0.5)));
    QCOMPARE(list.glows().size(), 1U);
    list.add(one(3), after(1.6));
    QCOMPARE(list.glows().size(), 1U);
    QVERIFY(!list.expire(after(3)));
}

void tst_GlowList::whatIsGoneFadesBesideWhatCameInItsPlace()
{
    GlowList list(8);
    const std::vector<SceneChange> changes{changeOf(3, SceneChange::What::Gone), changeOf(3, SceneChange::What::Came)};
    list.add(changes, began);
    QCOMPARE(list.glows().size(), 2U);
}

void tst_GlowList::moreThanFitsIsNotShownAndWhatIsShownFades()
{
    GlowList list(2);
    list.add(std::vector<SceneChange>{changeOf(1), changeOf(2), changeOf(3)}, began);
    QCOMPARE(list.glows().size(), 2U);
    QVERIFY(!list.add(one(4), after(0.1)));
    QCOMPARE(list.glows()[0].change.slot, 1U);
    QVERIFY(list.add(one(4), after(1.6)));
    QCOMPARE(list.glows()[0].change.slot, 4U);
}

void tst_GlowList::timesStaySmallHoweverLongItGlows()
{
    GlowList list(64);
    for (int i = 0; i < 5000; ++i) {
        list.add(one(static_cast<Slot>(i)), after(i));
        QVERIFY(list.seconds(after(i)) < 1100);
        // Whatever they count from, the difference is how long it has glowed.
        const float glowed = list.seconds(after(i + 0.25)) - list.glows().back().since;
        QVERIFY(glowed > 0.2F && glowed < 0.3F);
        if (list.glows().size() > 1) {
            const float older = list.seconds(after(i + 0.25)) - list.glows().front().since;
            QVERIFY(older > 1.2F && older < 1.3F);
        }
    }
}

WEIR_TEST_IN(QCoreApplication, tst_GlowList)
#include "tst_glow_list.moc"
