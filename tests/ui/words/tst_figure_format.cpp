#include "ui/words/figure_format.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <limits>

using weir::ui::FigureFormat;

class tst_FigureFormat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachKindHasItsUnit();
    void noFigureIsADash();
    void aScaleIsWrittenShort_data();
    void aScaleIsWrittenShort();
};

void tst_FigureFormat::eachKindHasItsUnit()
{
    const FigureFormat format;
    QCOMPARE(format.text(FigureFormat::Count, 1021), QStringLiteral("1,021"));
    QCOMPARE(format.text(FigureFormat::PerSecond, 512), QStringLiteral("512/s"));
    QCOMPARE(format.text(FigureFormat::BytesPerSecond, 14'336), QStringLiteral("14.0 KiB/s"));
    QCOMPARE(format.text(FigureFormat::Milliseconds, 9.2), QStringLiteral("9.2 ms"));
}

void tst_FigureFormat::noFigureIsADash()
{
    QCOMPARE(FigureFormat().text(FigureFormat::Count, std::numeric_limits<double>::quiet_NaN()),
             QStringLiteral("\u2013"));
}

void tst_FigureFormat::aScaleIsWrittenShort_data()
{
    QTest::addColumn<FigureFormat::Kind>("kind");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << FigureFormat::Milliseconds << 0.0 << QStringLiteral("0");
    QTest::newRow("bytes") << FigureFormat::BytesPerSecond << 8.0 * 1024 * 1024 << QStringLiteral("8 MiB");
    QTest::newRow("a fraction") << FigureFormat::BytesPerSecond << 1.5 * 1024 << QStringLiteral("1.5 KiB");
    QTest::newRow("thousands") << FigureFormat::PerSecond << 150'000.0 << QStringLiteral("150 k");
    QTest::newRow("whole tens") << FigureFormat::Count << 20.0 << QStringLiteral("20");
    QTest::newRow("milliseconds") << FigureFormat::Milliseconds << 5.0 << QStringLiteral("5 ms");
    QTest::newRow("tenths") << FigureFormat::Milliseconds << 2.5 << QStringLiteral("2.5 ms");
}

void tst_FigureFormat::aScaleIsWrittenShort()
{
    QFETCH(FigureFormat::Kind, kind);
    QFETCH(double, value);
    QTEST(FigureFormat().axisText(kind, value), "text");
}

WEIR_TEST(tst_FigureFormat)
#include "tst_figure_format.moc"
