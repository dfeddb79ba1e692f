#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::scene;

/// What a filter makes of a node holds for its edges, too.
class tst_Standing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEdgeStandsAsTheWeakerOfItsNodes();
    void anEdgeGivesWayByItself();
};

void tst_Standing::anEdgeStandsAsTheWeakerOfItsNodes()
{
    constexpr Standing all[]{Standing::Shown, Standing::Dimmed, Standing::Hidden};
    for (const Standing source : all) {
        for (const Standing target : all) {
            SceneBuilder builder;
            builder.edge(builder.node(0, 0), builder.node(1, 1));
            builder.style(0).standing = source;
            builder.style(1).standing = target;
            const auto scene = builder.scene();
            QCOMPARE(scene->edgeStanding(0), std::max(source, target));
            QCOMPARE(scene->edgeDrawn(0), scene->edgeStanding(0) != Standing::Hidden);
        }
    }
}

void tst_Standing::anEdgeGivesWayByItself()
{
    SceneBuilder builder;
    builder.edge(builder.node(0, 0), builder.node(1, 1));
    builder.edge(0, 1);
    QVERIFY(builder.scene()->edgeStandings[0] == nullptr);
    builder.style(0).standing = Standing::Dimmed;
    builder.edgeStanding(1) = Standing::Hidden;
    const auto scene = builder.scene();
    QCOMPARE(scene->edgeStanding(0), Standing::Dimmed);
    QCOMPARE(scene->edgeStanding(1), Standing::Hidden);
    QVERIFY(scene->edgeDrawn(0) && !scene->edgeDrawn(1));
    QVERIFY(!scene->edgeDrawn(2));   // is none
}

WEIR_TEST(tst_Standing)
#include "tst_standing.moc"
