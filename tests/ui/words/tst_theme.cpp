#include "support/test_program.h"
#include "ui/words/theme.h"
#include <QtTest/QtTest>
#include <cmath>

using namespace weir::ui;

Q_DECLARE_METATYPE(weir::ui::Ground)

/// What colours promise to who reads by them.
class tst_Theme final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStandOut_data();
    void wordsStandOut();
    void qmlIsToldOfAnotherGround();
};

namespace {

// Contrast of WCAG 2.1.
double contrast(const QColor& one, const QColor& other)
{
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}   // namespace

void tst_Theme::wordsStandOut_data()
{
    QTest::addColumn<Ground>("ground");
    QTest::newRow("dark") << Ground::Dark;
    QTest::newRow("light") << Ground::Light;
}

void tst_Theme::wordsStandOut()
{
    QFETCH(Ground, ground);
    const ThemeColours& theme = themeColours(ground);
    for (const QColor& under : {theme.ground, theme.surface}) {
        for (const QColor& words :
             {theme.text, theme.quiet, theme.accent, theme.second, theme.good, theme.attention, theme.bad, theme.label})
            QVERIFY2(contrast(words, under) >= 4.5, qPrintable(words.name() + QStringLiteral(" on ") + under.name()));
    }
    QVERIFY(contrast(theme.accentInk, theme.accent) >= 4.5);
    QCOMPARE(theme.categories.size(), 8);
}

void tst_Theme::qmlIsToldOfAnotherGround()
{
    Colours colours;
    QSignalSpy changed(&colours, &Colours::changed);
    QVERIFY(colours.dark());
    colours.setDark(true);
    QCOMPARE(changed.count(), 0);
    colours.setDark(false);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(colours.property("ground").value<QColor>(), themeColours(Ground::Light).ground);
    QCOMPARE(colours.property("categories").toList(), themeColours(Ground::Light).categories);
}

WEIR_TEST(tst_Theme)
#include "tst_theme.moc"
