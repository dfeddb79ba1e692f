#include "scene/index/block_numbers.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::scene;

class tst_BlockNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSlotHasNoneUntilItIsSet();
    void manyBlocksAreTooManyForTwoBytesAndStayApart();
    void everyNumberNearTheBoundsIsKept_data();
    void everyNumberNearTheBoundsIsKept();
};

void tst_BlockNumbers::aSlotHasNoneUntilItIsSet()
{
    BlockNumbers numbers;
    QVERIFY(!numbers.has(0));
    numbers.reset(3);
    QVERIFY(!numbers.has(2));
    numbers.set(2, 7);
    numbers.set(900, 0);
    QVERIFY(numbers.has(2) && numbers.has(900) && !numbers.has(899) && !numbers.has(5000));
    QCOMPARE(numbers.of(2), 7U);
    QCOMPARE(numbers.of(900), 0U);
    numbers.clear(2);
    QVERIFY(!numbers.has(2));
    numbers.reset(0);
    QVERIFY(!numbers.has(900));
}

void tst_BlockNumbers::manyBlocksAreTooManyForTwoBytesAndStayApart()
{
    BlockNumbers numbers;
    numbers.reset(10);
    numbers.set(1, 17);
    numbers.set(2, 65'536 + 17);
    QCOMPARE(numbers.of(1), 17U);
    QCOMPARE(numbers.of(2), 65'536U + 17);
    QVERIFY(!numbers.has(3));
    numbers.set(2000, 3);
    QVERIFY(!numbers.has(1999));
    QCOMPARE(numbers.of(2000), 3U);
    numbers.clear(2);
    QVERIFY(!numbers.has(2) && numbers.has(1));
}

void tst_BlockNumbers::everyNumberNearTheBoundsIsKept_data()
{
    QTest::addColumn<std::uint32_t>("block");
    for (const std::uint32_t block : {0U, 0xfffeU, 0xffffU, 0x1'0000U, 0x1'ffffU, 0xff'0000U, BlockNumbers::most})
        QTest::addRow("%u", block) << block;
}

void tst_BlockNumbers::everyNumberNearTheBoundsIsKept()
{
    QFETCH(const std::uint32_t, block);
    BlockNumbers numbers;
    numbers.reset(2);
    numbers.set(0, 1);
    numbers.set(1, block);
    QVERIFY(numbers.has(1));
    QCOMPARE(numbers.of(1), block);
    QCOMPARE(numbers.of(0), 1U);
}

WEIR_TEST(tst_BlockNumbers)
#include "tst_block_numbers.moc"
