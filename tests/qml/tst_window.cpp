#include "dashboard/qml_module.h"
#include "ui/window/qml_modules.h"
#include "window_fixture.h"
#include "support/test_program.h"

#include <QtQml/QQmlEngine>
#include <QtQml/qqml.h>
#include <QtQuickTest/quicktest.h>
#include <QtWidgets/QApplication>

/// Gives the tests written in QML the window's own types, fed with plain values.
class WindowSetup final : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable()
    {
        m_fixture = std::make_unique<WindowFixture>();
        weir::ui::showToQml(*m_fixture);
        weir::dashboard::showToQml(&m_fixture->history);
        qmlRegisterSingletonInstance("WindowFixture", 1, 0, "Fixture", m_fixture.get());
    }

    void qmlEngineAvailable(QQmlEngine* engine) { weir::ui::addWindowModules(*engine); }

private:
    std::unique_ptr<WindowFixture> m_fixture;
};

namespace {

int runWindow(int argc, char** argv)
{
    const QApplication application(argc, argv);   // QtCharts draws with widgets' means
    WindowSetup setup;
    return quick_test_main_with_setup(argc, argv, "window", QUICK_TEST_SOURCE_DIR, &setup);
}

} // namespace

WEIR_TEST_MAIN(&runWindow)
#include "moc_window_fixture.cpp"
#include "tst_window.moc"
