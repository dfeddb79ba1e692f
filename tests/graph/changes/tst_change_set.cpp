#include "graph/changes/change_set.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

class tst_ChangeSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptySetHasNoRows();
    void valuesComeColumnByColumn();
    void coloursAreAbsentWhereAllAreZero();
    void positionsAreAbsentWhereNoNodeHasOne();
    void positionedIsAbsentWhereAllNodesAre();
    void aNodeWithoutPositionHasNoCoordinatesLeft();
    void clearLeavesNothingBehind();
    void otherColumnsClearTheSet();
    void aMovedSetKeepsItsRows();
};

void tst_ChangeSet::anEmptySetHasNoRows()
{
    ChangeSet set;
    QVERIFY(set.empty());
    QCOMPARE(set.view().rows(), std::size_t{0});
    QCOMPARE(set.wireBytes(), std::size_t{0});
}

void tst_ChangeSet::valuesComeColumnByColumn()
{
    ChangeSet set;
    set.setValueColumns(2, 3);
    set.setNodeMotion(0, {}, std::array{1.0F, 10.0F});
    set.setNodeMotion(1, {}, std::array{2.0F, 20.0F});
    set.setEdgeMotion(0, 1, std::array{1.0F, 2.0F, 3.0F});
    for (int i = 0; i < 2; ++i) {   // asking twice changes nothing
        QVERIFY(std::ranges::equal(set.view().nodeMotions.values, std::array{1.0F, 2.0F, 10.0F, 20.0F}));
        QVERIFY(std::ranges::equal(set.view().edgeMotions.values, std::array{1.0F, 2.0F, 3.0F}));
    }
    QCOMPARE(set.rows(), std::size_t{3});
    QCOMPARE(set.view().rows(), set.rows());
}

void tst_ChangeSet::coloursAreAbsentWhereAllAreZero()
{
    ChangeSet set;
    set.setNodeIdentity(4, 1, "a", "A", 2);
    set.setNodeIdentity(5, 3, "bc", "", 0);
    QVERIFY(set.view().nodeIdentities.colours.empty());
    QCOMPARE(set.view().nodeIdentities.keys[1], std::string_view("bc"));
    QCOMPARE(set.view().nodeIdentities.labels[0], std::string_view("A"));
    QVERIFY(set.view().nodeIdentities.labels[1].empty());
    set.setNodeIdentity(6, 1, "d", "", 0, 0xff00ff00);
    QVERIFY(std::ranges::equal(set.view().nodeIdentities.colours, std::array<std::uint32_t, 3>{0, 0, 0xff00ff00}));
}

void tst_ChangeSet::positionsAreAbsentWhereNoNodeHasOne()
{
    ChangeSet set;
    set.setNodeMotion(0, {.size = 2}, {});
    QVERIFY(set.view().nodeMotions.x.empty());
    QVERIFY(set.view().nodeMotions.y.empty());
    QVERIFY(set.view().nodeMotions.positioned.empty());
    QCOMPARE(set.view().nodeMotions.sizes.size(), std::size_t{1});
}

void tst_ChangeSet::positionedIsAbsentWhereAllNodesAre()
{
    ChangeSet set;
    set.setNodeMotion(0, {1, 2, true, 1}, {});
    QVERIFY(set.view().nodeMotions.positioned.empty());
    QCOMPARE(set.view().nodeMotions.x.size(), std::size_t{1});
    set.setNodeMotion(1, {}, {});
    QVERIFY(std::ranges::equal(set.view().nodeMotions.positioned, std::array<std::uint8_t, 2>{1, 0}));
}

void tst_ChangeSet::aNodeWithoutPositionHasNoCoordinatesLeft()
{
    ChangeSet set;
    set.setNodeMotion(0, {1, 2, true, 1}, {});
    set.setNodeMotion(1, {std::numeric_limits<float>::quiet_NaN(), 7, false, 1}, {});
    QVERIFY(std::ranges::equal(set.view().nodeMotions.x, std::array{1.0F, 0.0F}));
    QVERIFY(std::ranges::equal(set.view().nodeMotions.y, std::array{2.0F, 0.0F}));
}

void tst_ChangeSet::clearLeavesNothingBehind()
{
    ChangeSet set;
    set.setValueColumns(2, 1);
    set.removeEdge(1);
    set.removeNode(1);
    set.setNodeIdentity(0, 1, "a", "label", 0, 5);
    set.setNodeMotion(0, {1, 2, true, 1}, std::array{1.0F, 2.0F});
    set.setEdgeIdentity(0, 1, 0, 0, 0, true);
    set.setEdgeMotion(0, 1, std::array{1.0F});
    QCOMPARE(set.rows(), std::size_t{6});
    QVERIFY(set.wireBytes() > 0);
    set.clear();
    QVERIFY(set.empty());
    QCOMPARE(set.wireBytes(), std::size_t{0});
    QVERIFY(set.view().nodeMotions.values.empty());
    set.setNodeIdentity(3, 1, "b", "", 0);
    set.setNodeMotion(3, {}, std::array{7.0F, 8.0F});
    QVERIFY(set.view().nodeIdentities.colours.empty());
    QVERIFY(set.view().nodeMotions.x.empty());
    QCOMPARE(set.view().nodeIdentities.keys[0], std::string_view("b"));
    QVERIFY(std::ranges::equal(set.view().nodeMotions.values, std::array{7.0F, 8.0F}));
}

void tst_ChangeSet::otherColumnsClearTheSet()
{
    ChangeSet set;
    set.setValueColumns(1, 0);
    set.setNodeMotion(0, {}, std::array{1.0F});
    set.setValueColumns(0, 0);
    QVERIFY(set.empty());
    set.setNodeMotion(0, {}, {});
    QVERIFY(set.view().nodeMotions.values.empty());
}

void tst_ChangeSet::aMovedSetKeepsItsRows()
{
    ChangeSet set;
    set.setNodeIdentity(4, 1, "a", "A", 2);
    ChangeSet moved = std::move(set);
    QCOMPARE(moved.view().nodeIdentities.keys[0], std::string_view("a"));
    QCOMPARE(moved.rows(), std::size_t{1});
}

WEIR_TEST(tst_ChangeSet)
#include "tst_change_set.moc"
