#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// Which element a pointer means, and what a click selects.
class tst_GraphViewPointing : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void pointingFindsNodesBeforeEdges();
    void parallelEdgesAreMeantWhereTheyAreDrawn();
    void aPointerAtRestPointsAtNothing();
    void clickingSelectsAndFindsTheNeighbours();
    void clickingTheGroundAndEscapeClear();
    void shiftAndClickAddsAndControlAndClickTakesToo();
    void aSelectionThatWentIsBroughtBack();
};

void tst_GraphViewPointing::pointingFindsNodesBeforeEdges()
{
    showCross();
    const QSignalSpy hovered(m_view, &GraphView::hovered);
    QTest::mouseMove(m_window.get(), QPoint(10, 10));
    QTest::mouseMove(m_window.get(), at(1));
    QTRY_COMPARE(m_view->hoveredKind(), int(GraphView::Node));
    QCOMPARE(m_view->hoveredSlot(), 1.0);
    const QPoint half = (at(0) + at(1)) / 2;
    QTest::mouseMove(m_window.get(), half);
    QTRY_COMPARE(m_view->hoveredKind(), int(GraphView::Edge));
    QCOMPARE(m_view->hoveredSlot(), 0.0);
    QCOMPARE(m_view->hoverPosition().toPoint(), half);
    QTest::mouseMove(m_window.get(), QPoint(10, 10));
    QTRY_COMPARE(m_view->hoveredKind(), int(GraphView::Nothing));
    QVERIFY(hovered.count() >= 3);
}

void tst_GraphViewPointing::parallelEdgesAreMeantWhereTheyAreDrawn()
{
    const Slot a = m_builder.node(-10, 0);
    const Slot b = m_builder.node(10, 0);
    for (int i = 0; i < 3; ++i)
        m_builder.edge(a, b);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current() && m_view->pickIndex() && m_view->pictureReport().strokes);
    const QPoint middle = itemAt(0, 0).toPoint();
    for (const auto& [aside, edge] : {std::pair{0, 0}, {-9, 1}, {9, 2}}) {
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, middle + QPoint(0, aside));
        QCOMPARE(m_view->selectedKind(), int(GraphView::Edge));
        QCOMPARE(m_view->selectedSlot(), double(edge));
    }
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, middle + QPoint(0, 16));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
}

void tst_GraphViewPointing::aPointerAtRestPointsAtNothing()
{
    showCross();
    const QPointF node = at(1);
    const auto point = [this](QEvent::Type type, QPointF position) {
        QHoverEvent event(type, position, m_window->mapToGlobal(position), position);
        QCoreApplication::sendEvent(m_view, &event);
    };
    for (int i = 0; i < 2; ++i) {
        point(QEvent::HoverEnter, node);
        point(QEvent::HoverMove, node);
        QCOMPARE(m_view->hoveredKind(), int(GraphView::Nothing));
        point(QEvent::HoverMove, node + QPointF(1, 0));
        QCOMPARE(m_view->hoveredKind(), int(GraphView::Node));
        point(QEvent::HoverMove, node);
        QCOMPARE(m_view->hoveredSlot(), 1.0);
        point(QEvent::HoverLeave, node);
        QCOMPARE(m_view->hoveredKind(), int(GraphView::Nothing));
    }
}

void tst_GraphViewPointing::clickingSelectsAndFindsTheNeighbours()
{
    showCross();
    const QSignalSpy selected(&m_view->selection(), &Selection::elementChanged);
    const QImage before = m_window->grabWindow();
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, at(1));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Node));
    QCOMPARE(m_view->selectedSlot(), 1.0);
    QCOMPARE(selected.count(), 1);
    // What does not belong to it gives way to the ground; its neighbour in the middle does not once it is found.
    const auto brightness = [](const QImage& image, QPoint point) { return image.pixelColor(point).lightness(); };
    QTRY_VERIFY(brightness(m_window->grabWindow(), at(0)) >= brightness(before, at(0)));
    QVERIFY(brightness(m_window->grabWindow(), at(3)) < brightness(before, at(3)));
}

void tst_GraphViewPointing::clickingTheGroundAndEscapeClear()
{
    showCross();
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, at(2));
    QCOMPARE(m_view->selectedSlot(), 2.0);
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(390, 10));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    m_view->selectNode(3);
    QCOMPARE(m_view->selectedKind(), int(GraphView::Node));
    m_view->forceActiveFocus();
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
}

void tst_GraphViewPointing::shiftAndClickAddsAndControlAndClickTakesToo()
{
    showCross();
    const auto click = [this](QPoint where, Qt::KeyboardModifiers modifiers) { QTest::mouseClick(m_window.get(), Qt::LeftButton, modifiers, where); };
    click(at(1), Qt::ShiftModifier);
    QCOMPARE(m_view->selectedSlot(), 1.0);   // alone it is looked at closely
    click(at(2), Qt::ShiftModifier);
    QCOMPARE(m_view->selectedSet()->nodes, (std::vector<Slot>{1, 2}));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    click(at(2), Qt::ShiftModifier);         // it is there already
    QCOMPARE(m_view->selectedNodes(), 2);
    click((at(0) + at(3)) / 2, Qt::ControlModifier);
    QCOMPARE(m_view->selectedSet()->edges, std::vector<Slot>{2});
    click(QPoint(390, 10), Qt::ShiftModifier);   // nothing is there, and nothing is lost by it
    click(QPoint(390, 10), Qt::ControlModifier);
    QCOMPARE(m_view->selectedNodes(), 2);
    click(at(1), Qt::ControlModifier);
    QCOMPARE(m_view->selectedSet()->nodes, std::vector<Slot>{2});
    click((at(0) + at(3)) / 2, Qt::ControlModifier);
    QVERIFY(!m_view->selectedSet());
    QCOMPARE(m_view->selectedSlot(), 2.0);
    click(at(2), Qt::ControlModifier);
    QVERIFY(m_view->selection().isNothing());
}

void tst_GraphViewPointing::aSelectionThatWentIsBroughtBack()
{
    showCross();
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, at(1));
    m_view->selectAllInView();
    QTRY_COMPARE(m_view->selectedNodes(), 5);
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(390, 10));
    QVERIFY(m_view->selection().isNothing());
    m_builder.style(2).live = false;
    m_builder.ends(1) = {};
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {{}, {{2, 1}}, {{1, 1}}}}));
    m_view->undoSelection();
    QCOMPARE(m_view->selectedNodes(), 4);    // as far as it is still there
    QCOMPARE(m_view->selectedEdges(), 3);
    m_view->undoSelection();
    QCOMPARE(m_view->selectedSlot(), 1.0);
    QVERIFY(!m_view->selectedSet());
    m_view->undoSelection();                 // there is nothing before
    QCOMPARE(m_view->selectedSlot(), 1.0);
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewPointing)
#include "tst_graph_view_pointing.moc"
