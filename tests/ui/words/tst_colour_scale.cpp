#include "ui/words/colour_scale.h"
#include "support/test_program.h"

#include <QtTest/QtTest>
#include <cmath>

using weir::ui::Ground;
using weir::ui::scaleColour;
using weir::ui::scaleColours;

namespace {

// Relative luminance and contrast, WCAG 2.1.
double luminance(const QColor& colour)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class tst_ColourScale final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyColourStandsOutFromItsGround_data();
    void everyColourStandsOutFromItsGround();
    void placesOutsideAreTheEnds();
    void anyNumberOfColoursCanBeHad();
};

void tst_ColourScale::everyColourStandsOutFromItsGround_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QColor>("ground");
    QTest::newRow("dark") << true << QColor(0x0F, 0x13, 0x18);
    QTest::newRow("light") << false << QColor(0xF7, 0xF8, 0xFA);
}

void tst_ColourScale::everyColourStandsOutFromItsGround()
{
    QFETCH(bool, dark);
    QFETCH(QColor, ground);
    double before = 0;
    for (int i = 0; i <= 100; ++i) {
        const double stands = contrast(scaleColour(i / 100.0, dark ? Ground::Dark : Ground::Light), ground);
        QVERIFY2(stands > 2.5, qPrintable(QString::number(stands)));
        QVERIFY(stands > before);   // the higher, the more
        before = stands;
    }
    QVERIFY(before > 8);
}

void tst_ColourScale::placesOutsideAreTheEnds()
{
    QCOMPARE(scaleColour(-3, Ground::Dark), scaleColour(0, Ground::Dark));
    QCOMPARE(scaleColour(3, Ground::Light), scaleColour(1, Ground::Light));
    QCOMPARE(scaleColour(1, Ground::Dark), QColor(0xFD, 0xE7, 0x25));
}

void tst_ColourScale::anyNumberOfColoursCanBeHad()
{
    QCOMPARE(scaleColours(1, Ground::Dark).size(), std::size_t{1});
    const auto colours = scaleColours(64, Ground::Light);
    QCOMPARE(colours.size(), std::size_t{64});
    QCOMPARE(colours.front(), scaleColour(0, Ground::Light));
    QCOMPARE(colours.back(), scaleColour(1, Ground::Light));
}

WEIR_TEST(tst_ColourScale)
#include "tst_colour_scale.moc"
