#include "render/marks/marks.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_MarkList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFewAreRingedLooselyAndManyClosely();
    void moreThanTheBoundAreNotMarked();
    void whatTheSceneDoesNotHaveIsLeftOut();
};

namespace {

std::vector<Mark> marksOfSelected(std::vector<Slot> nodes, Slot nodesInScene)
{
    SceneBuilder builder;
    for (Slot i = 0; i < nodesInScene; ++i)
        builder.node(static_cast<float>(i), 0);
    Highlight highlight;
    highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{.nodes = std::move(nodes), .edges = {}});
    return marksOf(*builder.scene(), highlight, {}, {PictureStyle{}, 4, {}, 1});
}

std::vector<Slot> firstSlots(Slot count)
{
    std::vector<Slot> slots(count);
    for (Slot i = 0; i < count; ++i)
        slots[i] = i;
    return slots;
}

} // namespace

void tst_MarkList::aFewAreRingedLooselyAndManyClosely()
{
    constexpr int gap = 1, width = 2;   // of Mark::shape
    for (const Mark& mark : marksOfSelected(firstSlots(2000), 3000))
        QVERIFY(mark.shape[gap] > 1 && mark.shape[width] > 1);
    for (const Mark& mark : marksOfSelected(firstSlots(2001), 3000))
        QVERIFY(mark.shape[gap] == 0 && mark.shape[width] > 1);
}

void tst_MarkList::moreThanTheBoundAreNotMarked()
{
    QCOMPARE(marksOfSelected(firstSlots(30'000), 30'000).size(), std::size_t{20'000});
}

void tst_MarkList::whatTheSceneDoesNotHaveIsLeftOut()
{
    QCOMPARE(marksOfSelected({0, 5, 12'345}, 3).size(), std::size_t{1});
}

WEIR_TEST_IN(QCoreApplication, tst_MarkList)
#include "tst_mark_list.moc"
