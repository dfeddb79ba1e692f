#include "scene/run_in_view.h"
#include "scene/scene_builder.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::scene;

class tst_RunInView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nodesInViewCountWhole();
    void eightSlotsOutOfViewCountAsOneInIt();
    void theRunsOfASceneMakeUpItsSlots();
    void thereIsAlwaysOneSlotWhereOneIsLeft();
};

namespace {

/// World units are item pixels, (0, 0) is the top left.
Camera plainCamera() { return Camera().resized(100, 50).centredOn({50, 25}); }

} // namespace

void tst_RunInView::nodesInViewCountWhole()
{
    SceneBuilder builder;
    for (int i = 0; i < 10; ++i)
        builder.node(float(10 * i), 20);
    const RunInView run = runInView(*builder.scene(), plainCamera(), 2, 5);
    QCOMPARE(run.slots, 5U);
    QCOMPARE(run.worth, 5U);
}

void tst_RunInView::eightSlotsOutOfViewCountAsOneInIt()
{
    SceneBuilder builder;
    builder.node(10, 10);
    for (int i = 0; i < 8; ++i)
        i % 2 == 0 ? builder.node(-50, 10) : builder.unplacedNode();
    builder.node(20, 20);
    builder.node(30, 30);
    const RunInView run = runInView(*builder.scene(), plainCamera(), 0, 3);
    QCOMPARE(run.slots, 10U);
    QCOMPARE(run.worth, 3U);
}

void tst_RunInView::theRunsOfASceneMakeUpItsSlots()
{
    SceneBuilder builder;
    for (int i = 0; i < 3000; ++i)
        builder.node(float(i % 300), float(i % 70));
    const auto scene = builder.scene();
    Slot next = 0;
    while (next < scene->nodeSlots) {
        const RunInView run = runInView(*scene, plainCamera(), next, 100);
        QVERIFY(run.slots > 0 && run.worth <= 100);
        next += run.slots;
    }
    QCOMPARE(next, scene->nodeSlots);
    QCOMPARE(runInView(*scene, plainCamera(), next, 100).slots, 0U);
}

void tst_RunInView::thereIsAlwaysOneSlotWhereOneIsLeft()
{
    SceneBuilder builder;
    builder.node(10, 10);
    QCOMPARE(runInView(*builder.scene(), plainCamera(), 0, 0).slots, 1U);
}

QTEST_APPLESS_MAIN(tst_RunInView)
#include "tst_run_in_view.moc"
