#include "server/limits.h"
#include "ui/settings/appearance.h"
#include "ui/settings/desktop_preferences.h"
#include "ui/settings/window_settings.h"
#include "support/test_program.h"

#include <QtGui/QGuiApplication>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace weir::ui;

class tst_WindowSettings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstStartShowsThePrettyGraph();
    void whatWasSetIsThereAtTheNextStart();
    void nonsenseInTheFileMeansTheDefaults();
    void theLargestWindowIsOneTheServerGrants();
    void theSameValueAgainIsNoChange();
    void whatWasShownIsRememberedTheNewestFirst();
    void theThemeFollowsTheDesktopUntilOneIsChosen();
    void aThemeForThisRunIsNotRemembered();
    void cyclingGoesThroughAllThree();

private:
    QString file() { return m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    QTemporaryDir m_directory;
};

void tst_WindowSettings::theFirstStartShowsThePrettyGraph()
{
    const WindowSettings settings(file());
    QCOMPARE(settings.sourceSpec(), QStringLiteral("synthetic:nodes=2000,edges=6000"));
    QCOMPARE(settings.themeMode(), QStringLiteral("system"));
    QVERIFY(!settings.railCollapsed());
    QVERIFY(settings.lastUrl().isEmpty());
    QVERIFY(!settings.windowGeometry().isValid());
}

void tst_WindowSettings::whatWasSetIsThereAtTheNextStart()
{
    {
        WindowSettings settings(file());
        settings.setThemeMode(QStringLiteral("light"));
        settings.setRailCollapsed(true);
        settings.setLastUrl(QStringLiteral("ws://a:1/stream"));
        settings.setSourceSpec(QStringLiteral("debian"));
        settings.setCreditMessages(64);
        settings.setCreditMebibytes(5);
        QVERIFY(settings.creditAutomatic());
        settings.setCreditAutomatic(false);
        QVERIFY(settings.slowWhenHidden());
        settings.setSlowWhenHidden(false);
        QVERIFY(settings.showLabels());
        QVERIFY(settings.showMinimap());
        settings.setShowMinimap(false);
        QCOMPARE(settings.look(QStringLiteral("nodeSizes")), QString());
        settings.setLook(QStringLiteral("nodeSizes"), QStringLiteral("degree"));
        settings.setLook(QStringLiteral("nodeColours"), QStringLiteral("value:load, mean"));
        QCOMPARE(settings.saveFolder(), QString());
        QCOMPARE(settings.saveEnding(), QStringLiteral("png"));
        settings.setSaveFolder(QStringLiteral("/home/me/graphs"));
        settings.setSaveEnding(QStringLiteral("svg"));
        QCOMPARE(settings.exportFolder(), QString());
        QCOMPARE(settings.exportFormat(), QString());
        settings.setExportFolder(QStringLiteral("/home/me/files"));
        settings.setExportFormat(QStringLiteral("gexf"));
        settings.setShowLabels(false);
        QVERIFY(!settings.curvedEdges());
        settings.setCurvedEdges(true);
        QVERIFY(settings.showChanges());
        settings.setShowChanges(false);
        settings.setWindowGeometry({10, 20, 1300, 900});
    }
    const WindowSettings settings(file());
    QCOMPARE(settings.themeMode(), QStringLiteral("light"));
    QVERIFY(settings.railCollapsed());
    QCOMPARE(settings.lastUrl(), QStringLiteral("ws://a:1/stream"));
    QCOMPARE(settings.sourceSpec(), QStringLiteral("debian"));
    QCOMPARE(settings.creditMessages(), 64);
    QCOMPARE(settings.creditMebibytes(), 5);
    QVERIFY(!settings.creditAutomatic());
    QVERIFY(!settings.slowWhenHidden());
    QVERIFY(!settings.showLabels());
    QVERIFY(settings.curvedEdges());
    QVERIFY(!settings.showChanges());
    QVERIFY(!settings.showMinimap());
    QCOMPARE(settings.saveFolder(), QStringLiteral("/home/me/graphs"));
    QCOMPARE(settings.saveEnding(), QStringLiteral("svg"));
    QCOMPARE(settings.exportFolder(), QStringLiteral("/home/me/files"));
    QCOMPARE(settings.exportFormat(), QStringLiteral("gexf"));
    QCOMPARE(settings.look(QStringLiteral("nodeSizes")), QStringLiteral("degree"));
    QCOMPARE(settings.look(QStringLiteral("nodeColours")), QStringLiteral("value:load, mean"));
    QCOMPARE(settings.windowGeometry(), QRect(10, 20, 1300, 900));
}

void tst_WindowSettings::nonsenseInTheFileMeansTheDefaults()
{
    QFile written(file());
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write("[window]\ntheme=plaid\ngeometry=wide\n[stream]\ncreditMessages=many\ncreditMebibytes=100000\n");
    written.close();
    const WindowSettings settings(file());
    QCOMPARE(settings.themeMode(), QStringLiteral("system"));
    QVERIFY(!settings.windowGeometry().isValid());
    QCOMPARE(settings.creditMessages(), 16);
    QCOMPARE(settings.creditMebibytes(), 64);
}

void tst_WindowSettings::theLargestWindowIsOneTheServerGrants()
{
    WindowSettings settings(file());
    settings.setCreditMebibytes(100'000);
    QCOMPARE(static_cast<std::uint64_t>(settings.creditMebibytes()) << 20, weir::server::maxUnacknowledgedBytes);
}

void tst_WindowSettings::theSameValueAgainIsNoChange()
{
    WindowSettings settings(file());
    const QSignalSpy changes(&settings, &WindowSettings::railCollapsedChanged);
    settings.setRailCollapsed(true);
    settings.setRailCollapsed(true);
    QCOMPARE(changes.count(), 1);
}

void tst_WindowSettings::whatWasShownIsRememberedTheNewestFirst()
{
    {
        WindowSettings settings(file());
        QVERIFY(settings.recent().isEmpty());
        const QSignalSpy changes(&settings, &WindowSettings::recentChanged);
        settings.remember(QStringLiteral("debian"));
        settings.remember(QStringLiteral("debian"));
        settings.remember({});
        QCOMPARE(changes.count(), 1);
        settings.remember(QStringLiteral("file:/home/me/a, b=c.csv"));
        settings.remember(QStringLiteral("debian"));
    }
    WindowSettings settings(file());
    QCOMPARE(settings.recent(), QStringList({QStringLiteral("debian"), QStringLiteral("file:/home/me/a, b=c.csv")}));
    for (int i = 0; i < 12; ++i)
        settings.remember(QStringLiteral("ws://host:%1/stream").arg(i));
    QCOMPARE(settings.recent().size(), qsizetype{10});
    QCOMPARE(settings.recent().front(), QStringLiteral("ws://host:11/stream"));
    QCOMPARE(settings.recent().back(), QStringLiteral("ws://host:2/stream"));
}

void tst_WindowSettings::theThemeFollowsTheDesktopUntilOneIsChosen()
{
    WindowSettings settings(file());
    DesktopPreferences desktop;
    Appearance appearance(&settings, &desktop);
    const QSignalSpy changes(&appearance, &Appearance::darkChanged);
    desktop.setColorScheme(1);
    QVERIFY(appearance.dark());
    desktop.setColorScheme(2);
    QVERIFY(!appearance.dark());
    QVERIFY(changes.count() >= 1);
    appearance.setMode(QStringLiteral("dark"));
    QVERIFY(appearance.dark());
    QCOMPARE(settings.themeMode(), QStringLiteral("dark"));
}

void tst_WindowSettings::aThemeForThisRunIsNotRemembered()
{
    WindowSettings settings(file());
    DesktopPreferences desktop;
    Appearance appearance(&settings, &desktop);
    appearance.overrideMode(QStringLiteral("dark"));
    QVERIFY(appearance.dark());
    QCOMPARE(settings.themeMode(), QStringLiteral("system"));
    appearance.setMode(QStringLiteral("light"));
    QVERIFY(!appearance.dark());
    QCOMPARE(appearance.mode(), QStringLiteral("light"));
}

void tst_WindowSettings::cyclingGoesThroughAllThree()
{
    WindowSettings settings(file());
    DesktopPreferences desktop;
    Appearance appearance(&settings, &desktop);
    QStringList modes;
    for (int i = 0; i < 4; ++i) {
        modes << appearance.mode();
        appearance.cycleMode();
    }
    QCOMPARE(modes, QStringList({QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
                                 QStringLiteral("system")}));
}

WEIR_TEST_IN(QGuiApplication, tst_WindowSettings)
#include "tst_window_settings.moc"
