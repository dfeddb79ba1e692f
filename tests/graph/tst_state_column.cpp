#include "graph/state_column.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

class tst_StateColumn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewSlotIsFree();
    void eachPartIsSetWithoutTheOthers_data();
    void eachPartIsSetWithoutTheOthers();
    void aGenerationThatGrewLargeLeavesItsNeighboursAsTheyAre();
};

void tst_StateColumn::aNewSlotIsFree()
{
    StateColumn column;
    QVERIFY(!column.holdsLive(7));
    column.makeRoomFor(7);
    QVERIFY(!column.holdsLive(7));
    QCOMPARE(column.generation(7), 0U);
    QCOMPARE(column.category(7), Category{0});
    QVERIFY(!column.flag(7));
}

void tst_StateColumn::eachPartIsSetWithoutTheOthers_data()
{
    QTest::addColumn<Generation>("generation");
    for (const Generation generation : {1U, 2U, 0x7fffU, 0x8000U, 0x8001U, 0xffff'ffffU})
        QTest::addRow("%u", generation) << generation;
}

void tst_StateColumn::eachPartIsSetWithoutTheOthers()
{
    QFETCH(const Generation, generation);
    StateColumn column;
    column.makeRoomFor(3);
    column.setGeneration(3, generation);
    column.setFlag(3, true);
    column.setCategory(3, 0xffff);
    QCOMPARE(column.generation(3), generation);
    column.setFlag(3, false);
    QCOMPARE(column.category(3), Category{0xffff});
    column.setCategory(3, 0);
    column.setFlag(3, true);
    QCOMPARE(column.generation(3), generation);
    QCOMPARE(column.holdsLive(3), isLive(generation));
    column.setGeneration(3, 1);
    QCOMPARE(column.generation(3), 1U);
    QVERIFY(column.flag(3));
    QCOMPARE(column.category(3), Category{0});
}

void tst_StateColumn::aGenerationThatGrewLargeLeavesItsNeighboursAsTheyAre()
{
    StateColumn column;
    column.makeRoomFor(1);
    column.setGeneration(0, 11);
    column.setGeneration(1, 1'000'001);
    QCOMPARE(column.generation(0), 11U);
    QCOMPARE(column.generation(1), 1'000'001U);
    column.setGeneration(0, 70'000);
    QCOMPARE(column.generation(0), 70'000U);
    QCOMPARE(column.generation(1), 1'000'001U);
}

QTEST_APPLESS_MAIN(tst_StateColumn)
#include "tst_state_column.moc"
