#include "support/test_program.h"
#include "format/colour_text.h"
#include <limits>
#include <QtTest/QtTest>

using namespace weir::format;

class tst_ColourText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coloursAreReadAsProgramsWriteThem_data()
    {
        QTest::addColumn<quint32>("rgb");
        const auto row = [](const char* text, quint32 rgb) { QTest::newRow(text) << rgb; };
        row("#3366cc", 0x3366cc);
        row("#36C", 0x3366cc);
        row("#3366cc80", 0x3366cc);
        row("0x3366CC", 0x3366cc);
        row("0xff3366cc", 0x3366cc);
        row("0xff", 0x0000ff);
        row("3368652", 0x3366cc);
        row("-13408564", 0x3366cc);
        row("rgb(51, 102, 204)", 0x3366cc);
        row("rgba(51,102,204,0.5)", 0x3366cc);
        row("RGB(20% 40% 80%)", 0x3366cc);
        row("SteelBlue", 0x4682b4);
        row(" red ", 0xff0000);
        row("aliceblue", 0xf0f8ff);
        row("yellowgreen", 0x9acd32);
    }

    void coloursAreReadAsProgramsWriteThem()
    {
        QFETCH(quint32, rgb);
        QCOMPARE(readColour(QTest::currentDataTag()), std::optional<std::uint32_t>(0xff000000U | rgb));
    }

    void whatIsNoColourIsNone()
    {
        for (const char* text : {"", "#", "#12345", "#ggg", "0x", "reddish", "rgb(1,2)", "rgb(1,2,x)", "rgb(-1,2,3)", "99999999999", "1.5", "#3366cc00ff"})
            QVERIFY2(!readColour(text), text);
    }

    void threeFiguresAreSharesOrBytes()
    {
        QCOMPARE(colourOf(0.2, 0.4, 0.8), std::optional(0xff3366ccU));
        QCOMPARE(colourOf(51, 102, 204), std::optional(0xff3366ccU));
        QCOMPARE(colourOf(1, 0, 0), std::optional(0xffff0000U));
        QCOMPARE(colourOf(300, 0, 0), std::optional(0xffff0000U));
        QVERIFY(!colourOf(-1, 0, 0));
        QVERIFY(!colourOf(std::numeric_limits<double>::quiet_NaN(), 0, 0));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_ColourText)
#include "tst_colour_text.moc"
