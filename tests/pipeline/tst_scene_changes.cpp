#include "followed.h"
#include "support/chosen_filters.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::pipeline::followed;
using What = scene::SceneChange::What;

/// What a scene tells of what happened, for those who want to see it happen.
class tst_SceneChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatComesChangesAndGoesIsTold();
    void whatHappensToHiddenElementsIsNotTold();
    void nothingIsToldUnlessAskedFor();
    void ofTooManyChangesSomeOfAllAreTold();
};

void tst_SceneChanges::whatComesChangesAndGoesIsTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    auto set = grid(4);
    f.apply(set);
    QVERIFY(f.build()->dirt.changes.empty());   // a whole graph

    auto change = empty();
    change.removeNode(1);
    change.setNodeIdentity(4, 1, "new", "", 0, 0);
    change.setNodeMotion(4, {9, 9, true, 1}, {});
    change.setNodeMotion(2, {2, 1, true, 5}, {});   // as large as never
    change.setNodeMotion(3, {7, 7, true, 3}, {});   // only elsewhere
    change.setEdgeMotion(2, 6, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    const auto times = [&told](ElementKind element, What what, Slot slot) {
        return std::ranges::count_if(told, [=](const scene::SceneChange& one) {
            return one.element == element && one.what == what && one.slot == slot;
        });
    };
    QCOMPARE(times(ElementKind::Node, What::Gone, 1), 1);
    QVERIFY(times(ElementKind::Node, What::Came, 4) == 1);
    QCOMPARE(times(ElementKind::Node, What::Changed, 2), 1);
    QCOMPARE(times(ElementKind::Node, What::Changed, 3), 0);
    QCOMPARE(times(ElementKind::Edge, What::Gone, 0), 1);
    QCOMPARE(times(ElementKind::Edge, What::Gone, 1), 1);
    QCOMPARE(times(ElementKind::Edge, What::Changed, 2), 1);
    for (const scene::SceneChange& c : told) {   // what is gone fades out where it was
        if (c.what == What::Gone && c.element == ElementKind::Node) {
            QCOMPARE(c.from.x, 1.0F);
            QVERIFY(c.style.drawn());
        } else if (c.what == What::Gone && c.slot == 1) {
            QCOMPARE(c.from.x, 1.0F);
            QCOMPARE(c.to.x, 2.0F);
        }
    }
}

void tst_SceneChanges::whatHappensToHiddenElementsIsNotTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    pipeline::LookSettings look;
    // Of the row of nodes the first and the last have one edge.
    look.nodeColumns = {pipeline::within({pipeline::Column::Of::Degree}, 2, pipeline::endless)};
    look.failing = scene::Standing::Hidden;
    f.builder.setLook(look);
    auto set = grid(6);
    f.apply(set);
    f.settle();

    auto change = empty();
    change.setNodeMotion(0, {0, 1, true, 5}, {});
    change.setEdgeMotion(0, 6, {});
    change.removeNode(5);
    change.setNodeMotion(2, {2, 1, true, 5}, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    QVERIFY(std::ranges::any_of(told, [](const scene::SceneChange& c) { return c.element == ElementKind::Node && c.slot == 2; }));
    for (const scene::SceneChange& c : told) {
        QVERIFY2(!(c.element == ElementKind::Node && (c.slot == 0 || c.slot == 5)), "a hidden node");
        QVERIFY2(!(c.element == ElementKind::Edge && (c.slot == 0 || c.slot == 4)), "an edge of a hidden node");
    }
}

void tst_SceneChanges::nothingIsToldUnlessAskedFor()
{
    Followed f;
    auto set = grid(4);
    f.apply(set);
    f.build();
    auto change = empty();
    change.removeNode(1);
    f.apply(change);
    QVERIFY(f.build()->dirt.changes.empty());
}

void tst_SceneChanges::ofTooManyChangesSomeOfAllAreTold()
{
    Followed f;
    f.builder.setTellsChanges(true);
    constexpr Slot nodes = 5000;
    auto set = grid(nodes);
    f.apply(set);
    f.build();
    auto change = empty();
    for (Slot node = 0; node < nodes; ++node)
        change.setNodeMotion(node, {static_cast<float>(node), 1, true, 4}, {});
    f.apply(change);
    const auto told = f.build()->dirt.changes;
    QCOMPARE(told.size(), scene::mostChangesTold);
    const auto ofFirstHalf = std::ranges::count_if(told, [](const scene::SceneChange& c) { return c.slot < nodes / 2; });
    QVERIFY(ofFirstHalf > 64 && ofFirstHalf < 192);
}

WEIR_TEST(tst_SceneChanges)
#include "tst_scene_changes.moc"
