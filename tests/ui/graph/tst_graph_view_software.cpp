#include "scene/scene_builder.h"
#include "ui/graph/graph_view.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

using namespace weir;

/// A program of its own, since the renderer is chosen once a process.
class tst_GraphViewSoftware : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRendererThatCannotDrawTheGraphIsAnErrorInWords();
};

void tst_GraphViewSoftware::aRendererThatCannotDrawTheGraphIsAnErrorInWords()
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QQuickWindow window;
    window.resize(200, 150);
    ui::GraphView view(window.contentItem());
    view.setSize({200, 150});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    scene::SceneBuilder builder;
    builder.edge(builder.node(0, 0), builder.node(1, 1));
    view.takeUpdate(test::IndexedScenes().next({builder.scene(), {}}));
    QTRY_VERIFY(!view.errorText().isEmpty());
    QVERIFY(view.errorText().contains(QStringLiteral("QT_QUICK_BACKEND")));
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewSoftware)
#include "tst_graph_view_software.moc"
