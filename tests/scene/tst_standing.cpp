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
            QCOMPARE(scene->standing(scene->edge(0)), std::max(source, target));
            QCOMPARE(scene->drawn(scene->edge(0)), scene->standing(scene->edge(0)) != Standing::Hidden);
        }
    }
}

WEIR_TEST(tst_Standing)
#include "tst_standing.moc"
