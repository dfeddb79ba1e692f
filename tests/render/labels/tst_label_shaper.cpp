#include "render/labels/label_shaper.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <cmath>

using namespace weir::render;

class tst_LabelShaper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextBecomesAGlyphALetter();
    void whatWasShapedIsShapedAlike();
    void glyphsLieWithinTheirText_data();
    void glyphsLieWithinTheirText();
    void aLetterIsInkInTheImage();
    void longTextsAreCutAndLineBreaksGo();
    void anAtlasThatIsFullBeginsAgain();
};

namespace {

QFont font()
{
    QFont font(QStringLiteral("Roboto"));
    font.setPixelSize(12);
    return font;
}

} // namespace

void tst_LabelShaper::aTextBecomesAGlyphALetter()
{
    LabelShaper shaper(font());
    bool kept = false;
    const auto& shaped = shaper.shaped(QStringLiteral("ab c"), kept);
    QVERIFY(kept);
    QCOMPARE(shaped.glyphs.size(), 3U);   // a space has no outline
    QVERIFY(shaped.width > 10 && shaped.width < 40);
    QVERIFY(shaped.height >= 12 && shaped.height < 20);
    QVERIFY(shaped.glyphs[0].rect[0] < shaped.glyphs[1].rect[0] && shaped.glyphs[1].rect[0] < shaped.glyphs[2].rect[0]);
    QVERIFY(shaper.shaped(QString(), kept).glyphs.empty());
}

void tst_LabelShaper::whatWasShapedIsShapedAlike()
{
    LabelShaper shaper(font());
    bool kept = false;
    const auto source = shaper.shaped(QStringLiteral("abba"), kept).glyphs;
    QCOMPARE(source.size(), 4U);
    QCOMPARE(source[0].source, source[3].source);   // one cell a letter
    QCOMPARE(source[1].source, source[2].source);
    const auto image = shaper.image();
    const auto& again = shaper.shaped(QStringLiteral("baab"), kept);
    QCOMPARE(again.glyphs[1].source, source[0].source);
    QCOMPARE(shaper.image(), image);                // nothing new was needed
    (void)shaper.shaped(QStringLiteral("x"), kept);
    QVERIFY(shaper.image()->version > image->version);
}

void tst_LabelShaper::glyphsLieWithinTheirText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Latin") << QStringLiteral("libc6-dev");
    QTest::newRow("Greek") << QStringLiteral("Ωμέγα");
    QTest::newRow("Cyrillic") << QStringLiteral("Москва");
    QTest::newRow("Hebrew, from the right") << QStringLiteral("שלום עולם");
    QTest::newRow("both directions") << QStringLiteral("abc שלום def");
    QTest::newRow("combining") << QStringLiteral("a\u0301e\u0302");
}

void tst_LabelShaper::glyphsLieWithinTheirText()
{
    QFETCH(QString, text);
    LabelShaper shaper(font());
    bool kept = false;
    const auto& shaped = shaper.shaped(text, kept);
    QVERIFY(!shaped.glyphs.empty());
    for (const LabelGlyph& glyph : shaped.glyphs) {
        // Cells reach a little beyond the ink.
        QVERIFY(glyph.rect[0] > -3 && glyph.rect[0] + glyph.rect[2] < shaped.width + 3);
        QVERIFY(glyph.rect[1] > -shaped.height && glyph.rect[1] + glyph.rect[3] < shaped.height);
        QVERIFY(glyph.rect[2] > 0 && glyph.rect[3] > 0);
    }
}

void tst_LabelShaper::aLetterIsInkInTheImage()
{
    LabelShaper shaper(font());
    bool kept = false;
    const LabelGlyph glyph = shaper.shaped(QStringLiteral("I"), kept).glyphs.at(0);
    const auto image = shaper.image();
    const auto at = [&](double x, double y) {
        const int column = static_cast<int>((glyph.source[0] + glyph.source[2] * x) * GlyphImage::side);
        const int row = static_cast<int>((glyph.source[1] + glyph.source[3] * y) * GlyphImage::side);
        return static_cast<unsigned char>(image->pixels[row * GlyphImage::side + column]);
    };
    QVERIFY(at(0.5, 0.5) > 128);       // in the middle of the stroke
    QVERIFY(at(0.02, 0.5) < 100);      // beside it
    QVERIFY(at(0.5, 0.02) < 100);
}

void tst_LabelShaper::longTextsAreCutAndLineBreaksGo()
{
    LabelShaper shaper(font());
    bool kept = false;
    const double cut = shaper.shaped(QString(5000, u'x'), kept).width;
    QVERIFY(cut < 33 * 12);
    QCOMPARE(shaper.shaped(QStringLiteral("a\nb\tc"), kept).width, shaper.shaped(QStringLiteral("a b c"), kept).width);
}

void tst_LabelShaper::anAtlasThatIsFullBeginsAgain()
{
    LabelShaper shaper(font());
    bool begunAgain = false;
    for (char16_t letter = 0x21; letter < 0x600 && !begunAgain; ++letter) {
        bool kept = true;
        const auto& shaped = shaper.shaped(QString(QChar(letter)), kept);
        begunAgain = !kept;
        for (const LabelGlyph& glyph : shaped.glyphs)
            QVERIFY(glyph.source[0] + glyph.source[2] <= 1 && glyph.source[1] + glyph.source[3] <= 1);
    }
    QVERIFY2(begunAgain, "more letters than there is room for, and yet it was never full");
    bool kept = false;
    QCOMPARE(shaper.shaped(QStringLiteral("again"), kept).glyphs.size(), 5U);
}

WEIR_TEST_IN(QGuiApplication, tst_LabelShaper)
#include "tst_label_shaper.moc"
