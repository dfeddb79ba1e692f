#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <algorithm>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

/// Selecting what is inside a rectangle, a line or the view.
class tst_GraphViewRegions : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void draggingWithShiftSelectsARectangle();
    void draggingWithControlSelectsWhatTheLineGoesRound();
    void escapeGivesALineUp();
    void aLassoWithoutAreaSelectsNothing();
    void allInViewIsSelected();
    void whatIsSelectedFollowsTheGraph();
    void anEmptyViewSelectsNothing();
};

void tst_GraphViewRegions::draggingWithShiftSelectsARectangle()
{
    showCross();
    const scene::Camera before = m_view->camera();
    QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, at(1) + QPoint(20, 20));
    QTest::mouseMove(m_window.get(), at(0));
    QTest::mouseMove(m_window.get(), at(0) - QPoint(20, 20));
    QCOMPARE(m_view->regionOutline().boundingRect().toRect(), QRect(at(0) - QPoint(20, 20), at(1) + QPoint(19, 19)));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, at(0) - QPoint(20, 20));
    QVERIFY(m_view->regionOutline().isEmpty());
    QVERIFY(m_view->camera() == before);
    QTRY_COMPARE(m_view->selectedNodes(), 2);
    QCOMPARE(m_view->selectedEdges(), 1);
    QCOMPARE(m_view->selectedSetText(), QStringLiteral("2 nodes and 1 edge selected"));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QCOMPARE(m_view->selectedNodes(), 0);
    QVERIFY(m_view->selectedSetText().isEmpty());
}

void tst_GraphViewRegions::draggingWithControlSelectsWhatTheLineGoesRound()
{
    showCross();
    // Round the nodes at the right and below, past the one in the middle.
    const QPoint outside(at(1).x() + 15, at(2).y() + 15);
    QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ControlModifier, outside);
    for (const QPoint& corner : {QPoint(at(2).x() - 15, outside.y()), QPoint(at(2).x() - 15, at(2).y() - 15), at(0) + QPoint(30, 30),
                                 at(1) + QPoint(-15, -15), QPoint(outside.x(), at(1).y() - 15)})
        QTest::mouseMove(m_window.get(), corner);
    QVERIFY(m_view->regionOutline().size() >= 6);
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ControlModifier, outside);
    QTRY_COMPARE(m_view->selectedNodes(), 2);
    QCOMPARE(m_view->selectedEdges(), 0);
    const std::vector<Slot>& nodes = m_view->selectedSet()->nodes;
    QVERIFY(std::ranges::find(nodes, 1U) != nodes.end() && std::ranges::find(nodes, 2U) != nodes.end());
}

void tst_GraphViewRegions::escapeGivesALineUp()
{
    showCross();
    m_view->forceActiveFocus();
    QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(5, 5));
    QTest::mouseMove(m_window.get(), QPoint(200, 200));
    QTest::mouseMove(m_window.get(), QPoint(390, 290));
    QVERIFY(!m_view->regionOutline().isEmpty());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(m_view->regionOutline().isEmpty());
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(390, 290));
    m_view->selectInside(QPolygonF(QRectF(at(1) - QPoint(9, 9), QSize(18, 18))));
    QTRY_COMPARE(m_view->selectedNodes(), 1);   // what was asked for last, and nothing before it
}

void tst_GraphViewRegions::aLassoWithoutAreaSelectsNothing()
{
    showCross();
    m_view->selectAllInView();
    QTRY_COMPARE(m_view->selectedNodes(), 5);
    QTest::mousePress(m_window.get(), Qt::LeftButton, Qt::ControlModifier, QPoint(10, 150));
    QTest::mouseMove(m_window.get(), QPoint(200, 150));
    QTest::mouseMove(m_window.get(), QPoint(390, 150));
    QTest::mouseMove(m_window.get(), QPoint(10, 150));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, Qt::ControlModifier, QPoint(10, 150));
    QTRY_COMPARE(m_view->selectedNodes(), 0);
}

void tst_GraphViewRegions::allInViewIsSelected()
{
    showCross();
    m_view->forceActiveFocus();
    m_view->selectNode(1);
    m_view->selectAllInView();
    QTRY_COMPARE(m_view->selectedNodes(), 5);
    QCOMPARE(m_view->selectedEdges(), 4);
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    m_view->panBy(150, 0);
    m_view->selectAllInView();
    QTRY_COMPARE(m_view->selectedNodes(), 4);   // the one at the right left the view
}

void tst_GraphViewRegions::whatIsSelectedFollowsTheGraph()
{
    showCross();
    m_view->selectAllInView();
    QTRY_COMPARE(m_view->selectedNodes(), 5);
    m_builder.style(2).live = false;
    m_builder.ends(1) = {};
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {{}, {{2, 1}}, {{1, 1}}}}));
    QTRY_COMPARE(m_view->selectedNodes(), 4);
    QCOMPARE(m_view->selectedEdges(), 3);
    // Asked of one graph, answered in another: nothing.
    m_view->selectAllInView();
    SceneBuilder other;
    other.node(0, 0);
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    QCOMPARE(m_view->selectedNodes(), 0);
    QTRY_VERIFY(m_view->pictureReport().epochVersion == 2 && current());
    QCOMPARE(m_view->selectedNodes(), 0);
}

void tst_GraphViewRegions::anEmptyViewSelectsNothing()
{
    m_view->selectAllInView();
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pickIndex());
    m_view->selectAllInView();
    QVERIFY(!m_view->selectedSet());
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewRegions)
#include "tst_graph_view_regions.moc"
