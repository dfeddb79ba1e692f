#include "label_samples.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>

using namespace weir::render;

/// Labels in all scripts, with the fonts of this machine.
class tst_LabelScripts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsShaped_data();
    void everyTextIsShaped();
    void joinersAndDirectionsAreNoBoxes();
};

void tst_LabelScripts::everyTextIsShaped_data()
{
    QTest::addColumn<QString>("text");
    for (const auto& sample : label_samples::scripts() + label_samples::oddities())
        QTest::newRow(sample.name.constData()) << sample.text;
}

void tst_LabelScripts::everyTextIsShaped()
{
    QFETCH(QString, text);
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    label_samples::verifyShaped(shaper.shaped(text, kept));
}

void tst_LabelScripts::joinersAndDirectionsAreNoBoxes()
{
    LabelShaper shaper(label_samples::font());
    bool kept = false;
    for (const QString& text : {QStringLiteral("a\u200db\u200cc"), QStringLiteral("\u202ba\u202c b"), QStringLiteral("a\u00adb"), QStringLiteral("a b\u00a0c")}) {
        const auto& shaped = shaper.shaped(text, kept);
        QCOMPARE(shaped.boxed, QChar::Script_Unknown);
        QVERIFY(shaped.glyphs.size() >= 2 && shaped.glyphs.size() <= 4);
    }
}

WEIR_TEST_IN(QGuiApplication, tst_LabelScripts)
#include "tst_label_scripts.moc"
