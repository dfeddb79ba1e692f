#include "ui/words/figures.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <limits>

using namespace weir::ui;

class tst_Figures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thousandsAreSetApart_data();
    void thousandsAreSetApart();
    void narrowCountsKeepThreeDigits_data();
    void narrowCountsKeepThreeDigits();
    void bytesHaveBinaryPrefixes_data();
    void bytesHaveBinaryPrefixes();
    void durationsTakeTheCoarsestUnitThatTells_data();
    void durationsTakeTheCoarsestUnitThatTells();
    void aShareIsWholeOnlyWhenItIs();
    void valuesCarryTheirUnit();
    void oneIsSingular();
};

void tst_Figures::thousandsAreSetApart_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64{0} << QStringLiteral("0");
    QTest::newRow("three digits") << quint64{999} << QStringLiteral("999");
    QTest::newRow("four digits") << quint64{1204} << QStringLiteral("1,204");
    QTest::newRow("seven digits") << quint64{6204331} << QStringLiteral("6,204,331");
    QTest::newRow("largest") << std::numeric_limits<quint64>::max() << QStringLiteral("18,446,744,073,709,551,615");
}

void tst_Figures::thousandsAreSetApart()
{
    QFETCH(quint64, count);
    QTEST(countText(count), "text");
}

void tst_Figures::narrowCountsKeepThreeDigits_data()
{
    QTest::addColumn<double>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("0");
    QTest::newRow("below nothing") << -3.0 << QStringLiteral("0");
    QTest::newRow("exact as long as it fits") << 9999.0 << QStringLiteral("9,999");
    QTest::newRow("thousands") << 63'440.0 << QStringLiteral("63.4 k");
    QTest::newRow("rounded into the next prefix") << 999'700.0 << QStringLiteral("1.00 M");
    QTest::newRow("millions") << 1'208'000.0 << QStringLiteral("1.21 M");
}

void tst_Figures::narrowCountsKeepThreeDigits()
{
    QFETCH(double, count);
    QTEST(shortCountText(count), "text");
}

void tst_Figures::bytesHaveBinaryPrefixes_data()
{
    QTest::addColumn<double>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("bytes") << 512.0 << QStringLiteral("512 B");
    QTest::newRow("almost a KiB") << 1000.0 << QStringLiteral("0.98 KiB");
    QTest::newRow("KiB") << 12'600.0 << QStringLiteral("12.3 KiB");
    QTest::newRow("MiB") << 8.0 * 1024 * 1024 << QStringLiteral("8.00 MiB");
    QTest::newRow("GiB") << 1.05 * 1024 * 1024 * 1024 << QStringLiteral("1.05 GiB");
}

void tst_Figures::bytesHaveBinaryPrefixes()
{
    QFETCH(double, bytes);
    QTEST(bytesText(bytes), "text");
}

void tst_Figures::durationsTakeTheCoarsestUnitThatTells_data()
{
    QTest::addColumn<double>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("0 ms");
    QTest::newRow("before now") << -1.0 << QStringLiteral("0 ms");
    QTest::newRow("a fraction") << 0.42 << QStringLiteral("0.4 ms");
    QTest::newRow("milliseconds") << 12.4 << QStringLiteral("12 ms");
    QTest::newRow("seconds") << 1240.0 << QStringLiteral("1.2 s");
    QTest::newRow("many seconds") << 24'080.0 << QStringLiteral("24 s");
    QTest::newRow("minutes") << 185'000.0 << QStringLiteral("3 min 5 s");
    QTest::newRow("hours") << 7'800'000.0 << QStringLiteral("2 h 10 min");
}

void tst_Figures::durationsTakeTheCoarsestUnitThatTells()
{
    QFETCH(double, milliseconds);
    QTEST(millisecondsText(milliseconds), "text");
}

void tst_Figures::aShareIsWholeOnlyWhenItIs()
{
    QCOMPARE(shareText(1), QStringLiteral("100 %"));
    QCOMPARE(shareText(0.999), QStringLiteral("99 %"));
    QCOMPARE(shareText(0.001), QStringLiteral("1 %"));
    QCOMPARE(shareText(0), QStringLiteral("0 %"));
    QCOMPARE(shareText(7), QStringLiteral("100 %"));
}

void tst_Figures::valuesCarryTheirUnit()
{
    QCOMPARE(valueText(17.25, QStringLiteral("MiB")), QStringLiteral("17.3 MiB"));
    QCOMPARE(valueText(3, {}), QStringLiteral("3"));
    QCOMPARE(valueText(1204, {}), QStringLiteral("1,204"));
    QCOMPARE(valueText(-2.5, QStringLiteral("%")), QStringLiteral("\u22122.50 %"));
    QCOMPARE(valueText(0.0012, {}), QStringLiteral("0.0012"));
    QCOMPARE(valueText(3e30, {}), QStringLiteral("3e+30"));
}

void tst_Figures::oneIsSingular()
{
    QCOMPARE(nodesText(1), QStringLiteral("1 node"));
    QCOMPARE(nodesText(63'440), QStringLiteral("63,440 nodes"));
}

WEIR_TEST(tst_Figures)
#include "tst_figures.moc"
