#include "scene/find/difference.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::scene;

class tst_Difference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void betweenASceneAndItselfThereIsNone();
    void whatCameAndWentIsCounted();
    void anotherNodeInTheSlotCameAndTheOneBeforeWent();
    void anEdgeBetweenOtherNodesOfTheSameSlotsIsAnother();
    void howThingsLookAndWhereTheyAreIsNoDifference();
    void aSceneWithFewerSlotsLostTheRest();

private:
    SceneBuilder m_builder;
};

/// 0 - 1 - 2, and a free slot.
void tst_Difference::init()
{
    m_builder = {};
    for (int i = 0; i < 3; ++i)
        m_builder.node(0, 0);
    m_builder.freeNode();
    m_builder.edge(0, 1);
    m_builder.edge(1, 2);
}

void tst_Difference::betweenASceneAndItselfThereIsNone()
{
    const auto scene = m_builder.scene();
    QVERIFY(differenceOf(*scene, *scene).empty());
    QVERIFY(differenceOf(*scene, *m_builder.scene()).empty());   // the same in pages of its own
}

void tst_Difference::whatCameAndWentIsCounted()
{
    const auto before = m_builder.scene();
    m_builder.style(3).live = true;
    const Slot beyond = m_builder.node(0, 0);
    m_builder.style(0).live = false;
    m_builder.ends(0) = {};
    m_builder.ends(1) = {1, 3};
    const Slot came = m_builder.edge(2, 3);
    const Difference difference = differenceOf(*before, *m_builder.scene());
    QCOMPARE(difference, (Difference{{3, beyond}, {1, came}, 1, 1}));
}

void tst_Difference::anotherNodeInTheSlotCameAndTheOneBeforeWent()
{
    const auto before = m_builder.scene();
    ++m_builder.style(2).generation;
    m_builder.ends(1) = {};
    QCOMPARE(differenceOf(*before, *m_builder.scene()), (Difference{{2}, {}, 1, 1}));
}

void tst_Difference::anEdgeBetweenOtherNodesOfTheSameSlotsIsAnother()
{
    const auto before = m_builder.scene();
    ++m_builder.style(2).generation;
    QCOMPARE(differenceOf(*before, *m_builder.scene()).edgesChanged, (std::vector<Slot>{1}));
}

void tst_Difference::howThingsLookAndWhereTheyAreIsNoDifference()
{
    const auto before = m_builder.scene();
    m_builder.move(0, 5, 5);
    m_builder.style(1).radius = 3;
    m_builder.style(1).standing = Standing::Hidden;
    m_builder.style(2).category = 4;
    QVERIFY(differenceOf(*before, *m_builder.scene()).empty());
}

void tst_Difference::aSceneWithFewerSlotsLostTheRest()
{
    const auto before = m_builder.scene();
    SceneBuilder smaller;
    smaller.node(0, 0);
    QCOMPARE(differenceOf(*before, *smaller.scene()), (Difference{{}, {}, 2, 2}));
}

WEIR_TEST(tst_Difference)
#include "tst_difference.moc"
