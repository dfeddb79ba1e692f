#include "support/test_program.h"
#include "format/number_text.h"
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <QtTest/QtTest>

using namespace weir::format;
using Kind = NumberText::Kind;

class tst_NumberText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreReadAsProgramsWriteThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) { QTest::newRow(text) << QByteArray(text) << value; };
        row("12", 12);
        row("+1.5", 1.5);
        row("-0.75", -0.75);
        row("1.", 1);
        row(".5", 0.5);
        row("\t2 ", 2);
        row("1e3", 1000);
        row("2.5E-3", 0.0025);
        row("0x1.8p+1", 3);
        row("-0x1p-2", -0.25);
        row("610,086", 610086);
        row("1,234,567.5", 1234567.5);
        row("12 345", 12345);
        row("12\xc2\xa0" "345", 12345);
        row("1'000", 1000);
        row("\xe2\x88\x92" "4", -4);
        row("9007199254740993", 9007199254740992);
        row("1e-400", 0);
        row("-4e-5000", 0);
        row("0.000000000000000000000000000000000000000000000000000000000000001e-300", 0);
        row("0x1p-2000", 0);
    }

    void numbersAreReadAsProgramsWriteThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(double, value);
        const NumberText number = readNumber(std::string_view(text.constData(), std::size_t(text.size())));
        QCOMPARE(number.kind, Kind::Number);
        QVERIFY(number.value == value);
    }

    void aDecimalCommaIsReadWhereThereIsOne()
    {
        QVERIFY(readNumber("0,75", DecimalSign::Comma).value == 0.75);
        QVERIFY(readNumber("1.234,5", DecimalSign::Comma).value == 1234.5);
        QVERIFY(readNumber("610,086", DecimalSign::Comma).value == 610.086);
        QVERIFY(readNumber("0.75", DecimalSign::Comma).kind == Kind::Words);
        QVERIFY(readNumber("0,75").kind == Kind::Words);
    }

    void whatIsNoValueIsToldFromWhatIsNoNumber()
    {
        for (const char* text : {"", " ", "\t"})
            QCOMPARE(readNumber(text).kind, Kind::Empty);
        for (const char* text : {"NaN", "nan", "NA", "n/a", "null", "None", "\\N", "-", "?"})
            QCOMPARE(readNumber(text).kind, Kind::NoValue);
        for (const char* text : {"inf", "-Infinity", "1e400", "0x1p2000", "1.#INF"})
            QCOMPARE(readNumber(text).kind, Kind::Infinite);
        for (const char* text : {"heavy", "12 KB", "1,5", "1,23,456", "0x", "0x-1", "--1", "+-1", "1e", "12%", "1.2.3", "infinite", "nano", "e5", ".", "..", "1 2"})
            QVERIFY2(readNumber(text).kind == Kind::Words || std::string_view(text) == ".", text);
    }

    void aFloatUnderflowsToZeroAndIsInfiniteBeyondItsRange()
    {
        QCOMPARE(readNumber("1e-180").narrowed(), 0.0F);
        QVERIFY(std::isinf(readNumber("1e39").narrowed()));
        QVERIFY(readNumber("3.4e38").narrowed() < std::numeric_limits<float>::infinity());
    }

    void whatIsWrittenIsReadBackTheSame()
    {
        const auto written = [](auto number) { return std::string(NumberWriter(number).text()); };
        QCOMPARE(written(0.1), std::string("0.1"));
        QCOMPARE(written(-17.0), std::string("-17"));
        QCOMPARE(written(9007199254740992.0), std::string("9007199254740992"));
        QCOMPARE(written(123456789012345680000.0), std::string("1.2345678901234568e+20"));   // 21 digits would be an id
        QCOMPARE(written(0.1F), std::string("0.1"));
        QCOMPARE(written(std::uint64_t{18446744073709551615U}), std::string("18446744073709551615"));
        QCOMPARE(asWritten(0.1F), 0.1);
        std::mt19937_64 random(1);
        for (int i = 0; i < 20'000; ++i) {
            const auto bits = random();
            const auto number = std::bit_cast<double>(bits);
            const auto narrow = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
            if (std::isfinite(number))
                QCOMPARE(readNumber(written(number)).value, number);
            if (std::isfinite(narrow))
                QCOMPARE(readNumber(written(narrow)).narrowed(), narrow);
        }
    }

    void aLongTextIsNoNumber()
    {
        QCOMPARE(readNumber(std::string(100000, '1')).kind, Kind::Words);
    }
};

WEIR_TEST_IN(QCoreApplication, tst_NumberText)
#include "tst_number_text.moc"
