#include "graph/columns/narrow_column.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

class tst_NarrowColumn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anythingIsZeroAtFirst();
    void aNumberIsWhatItWasSetTo_data();
    void aNumberIsWhatItWasSetTo();
    void aNumberThatIsLargeLeavesItsNeighboursAsTheyAre();
    void aChunkOfZerosHasNoRoom();
};

void tst_NarrowColumn::anythingIsZeroAtFirst()
{
    const NarrowColumn<std::uint32_t> column;
    QCOMPARE(column[7], 0U);
    QCOMPARE(column.lowByte(noSlot), std::uint8_t{0});
}

void tst_NarrowColumn::aNumberIsWhatItWasSetTo_data()
{
    QTest::addColumn<std::uint32_t>("value");
    for (const std::uint32_t value : {1U, 0xffU, 0x100U, 0x1'0000U, 0xffff'ffU, 0x100'0000U, 0xffff'ffffU, 0x1234'5678U})
        QTest::addRow("%x", value) << value;
}

void tst_NarrowColumn::aNumberIsWhatItWasSetTo()
{
    QFETCH(const std::uint32_t, value);
    NarrowColumn<std::uint32_t> column;
    column.set(3, value);
    QCOMPARE(column[3], value);
    QCOMPARE(column.lowByte(3), static_cast<std::uint8_t>(value));
    column.set(3, 5);
    QCOMPARE(column[3], 5U);
    column.set(3, 0);
    QCOMPARE(column[3], 0U);
    column.set(3, value);
    QCOMPARE(column[3], value);

    NarrowColumn<std::uint16_t> narrow;
    narrow.set(3, static_cast<std::uint16_t>(value));
    QCOMPARE(narrow[3], static_cast<std::uint16_t>(value));
}

void tst_NarrowColumn::aNumberThatIsLargeLeavesItsNeighboursAsTheyAre()
{
    NarrowColumn<std::uint32_t> column;
    column.set(0, 11);
    column.set(1, 1'000'001);
    QCOMPARE(column[0], 11U);
    QCOMPARE(column[1], 1'000'001U);
    QCOMPARE(column[2], 0U);
    column.set(0, 70'000);
    QCOMPARE(column[0], 70'000U);
    QCOMPARE(column[1], 1'000'001U);
}

void tst_NarrowColumn::aChunkOfZerosHasNoRoom()
{
    NarrowColumn<std::uint16_t> column;
    column.set(chunkSize, 1);
    column.set(2 * chunkSize, 0);
    QVERIFY(!column.hasRoomFor(0));
    QVERIFY(column.hasRoomFor(chunkSize + 9));
    QVERIFY(!column.hasRoomFor(2 * chunkSize));
    QCOMPARE(column[2 * chunkSize], std::uint16_t{0});
}

WEIR_TEST(tst_NarrowColumn)
#include "tst_narrow_column.moc"
