#include "label_samples.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>

using namespace weir::render;

/// Labels in all scripts where nothing is installed but the window's own font: what it lacks is a box, and no fault.
class tst_LabelBoxes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsShaped_data();
    void everyTextIsShaped();
    void whatNoFontHasIsABoxALetter_data();
    void whatNoFontHasIsABoxALetter();
    void latinIsNoBox();
    void boxesLieSideBySideOnTheLine();
    void aFullAtlasHasRoomForBoxesAgain();
};

void tst_LabelBoxes::everyTextIsShaped_data()
{
    QTest::addColumn<QString>("text");
    for (const auto& sample : label_samples::scripts() + label_samples::oddities())
        QTest::newRow(sample.name.constData()) << sample.text;
}

void tst_LabelBoxes::everyTextIsShaped()
{
    QFETCH(QString, text);
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    label_samples::verifyShaped(shaper.shaped(text, kept));
}

void tst_LabelBoxes::whatNoFontHasIsABoxALetter_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar::Script>("script");
    QTest::newRow("Devanagari") << QStringLiteral("\u0939\u093f\u0928\u094d\u0926\u0940") << QChar::Script_Devanagari;
    QTest::newRow("Bengali") << QStringLiteral("\u09ac\u09be\u0982\u09b2\u09be") << QChar::Script_Bengali;
    QTest::newRow("Tamil") << QStringLiteral("\u0ba4\u0bae\u0bbf\u0bb4\u0bcd") << QChar::Script_Tamil;
    QTest::newRow("Kannada") << QStringLiteral("\u0c95\u0ca8\u0ccd\u0ca8\u0ca1") << QChar::Script_Kannada;
    QTest::newRow("Khmer") << QStringLiteral("\u1781\u17d2\u1798\u17c2\u179a") << QChar::Script_Khmer;
    QTest::newRow("Sinhala") << QStringLiteral("\u0dc3\u0dd2\u0d82\u0dc4\u0dbd") << QChar::Script_Sinhala;
    QTest::newRow("Chinese") << QStringLiteral("\u4f60\u597d") << QChar::Script_Han;
    QTest::newRow("Greek beside it") << QStringLiteral("\u03a9\u0939") << QChar::Script_Devanagari;
    QTest::newRow("emoji") << QStringLiteral("\U0001f600") << QChar::Script_Common;
}

void tst_LabelBoxes::whatNoFontHasIsABoxALetter()
{
    QFETCH(QString, text);
    QFETCH(QChar::Script, script);
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    const auto& shaped = shaper.shaped(text, kept);
    QCOMPARE(shaped.boxed, script);
    QVERIFY(!shaped.glyphs.empty());
    QVERIFY(shaped.width > 0);
}

void tst_LabelBoxes::latinIsNoBox()
{
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    QCOMPARE(shaper.shaped(QStringLiteral("libc6-dev"), kept).boxed, QChar::Script_Unknown);
    QCOMPARE(shaper.shaped(QString(), kept).boxed, QChar::Script_Unknown);
}

void tst_LabelBoxes::boxesLieSideBySideOnTheLine()
{
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    const auto glyphs = shaper.shaped(QStringLiteral("\u4f60\u597d"), kept).glyphs;
    QCOMPARE(glyphs.size(), 2U);
    QCOMPARE(glyphs[0].source, glyphs[1].source);
    QVERIFY(glyphs[0].rect[2] > 4 && glyphs[0].rect[3] > 6);
    QVERIFY(glyphs[1].rect[0] - glyphs[0].rect[0] >= 5);   // a cell reaches a little beyond the ink
    QCOMPARE(glyphs[0].rect[1], glyphs[1].rect[1]);
}

void tst_LabelBoxes::aFullAtlasHasRoomForBoxesAgain()
{
    LabelShaper shaper(label_samples::font());
    bool begunAgain = false;
    for (char16_t letter = 0x21; letter < 0x600 && !begunAgain; ++letter) {
        bool kept = true;
        (void)shaper.shaped(QString(QChar(letter)) + QChar(0x0915), kept);
        begunAgain = !kept;
    }
    bool kept = false;
    QCOMPARE(shaper.shaped(QStringLiteral("\u0915"), kept).glyphs.size(), 1U);
}

namespace {

int runWithRobotoOnly(int argc, char** argv)
{
    qputenv("FONTCONFIG_FILE", WEIR_TEST_DIR "/fonts/roboto_only.conf");
    return weir::test::runWith<tst_LabelBoxes, QGuiApplication>(argc, argv);
}

} // namespace

WEIR_TEST_MAIN(&runWithRobotoOnly)
#include "tst_label_boxes.moc"
