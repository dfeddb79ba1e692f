#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// Nodes that a hand moves.
class tst_GraphViewPins : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void aNodeIsMovedByHandAndStaysUntilLetGo();
    void aNodeThatItsSourcePlacedIsMovedLikeAnyOther();
    void aNodeThatGoesWhileItIsMovedLeavesTheHandEmpty();
};

void tst_GraphViewPins::aNodeIsMovedByHandAndStaysUntilLetGo()
{
    showCross();
    m_view->forceActiveFocus();
    QSignalSpy pins(m_view, &GraphView::pinWanted);
    QSignalSpy unpins(m_view, &GraphView::unpinWanted);
    const scene::Camera before = m_view->camera();
    const QPoint grip = at(1) + QPoint(3, 2);   // not quite its middle
    const QPoint end = at(1) + QPoint(-30, 60);
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, grip);
    QTest::mouseMove(m_window.get(), grip + QPoint(0, 30));
    QTest::mouseMove(m_window.get(), end + QPoint(3, 2));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, end + QPoint(3, 2));
    QVERIFY(m_view->camera() == before);
    QVERIFY(!m_view->following());
    QCOMPARE(pins.count(), 2);
    QCOMPARE(pins.back()[0].value<Slot>(), 1U);
    const auto place = pins.back()[1].value<scene::Point>();
    QCOMPARE(itemAt(place.x, place.y).toPoint(), end);
    QCOMPARE(m_view->pinnedNodes(), 1);
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));

    m_view->unpinSelected();   // nothing is selected
    QCOMPARE(unpins.count(), 0);
    m_view->selectNode(1);
    QVERIFY(m_view->selectedPinned());
    m_view->unpinSelected();
    QCOMPARE(unpins.count(), 1);
    QCOMPARE(unpins[0][0].value<Slot>(), 1U);
    QVERIFY(!m_view->selectedPinned());

    for (const Slot node : {2U, 3U}) {
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, at(node));
        QTest::mouseMove(m_window.get(), at(node) + QPoint(20, 0));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, at(node) + QPoint(20, 0));
    }
    QCOMPARE(m_view->pinnedNodes(), 2);
    m_view->unpinAll();
    QCOMPARE(unpins.count(), 3);
    QCOMPARE(m_view->pinnedNodes(), 0);
}

void tst_GraphViewPins::aNodeThatItsSourcePlacedIsMovedLikeAnyOther()
{
    for (Slot node = 0; node < 3; ++node) {
        m_builder.node(static_cast<float>(node), 0);
        m_builder.style(node).fromSource = true;
    }
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current() && m_view->pickIndex());
    QSignalSpy pins(m_view, &GraphView::pinWanted);
    const scene::Camera camera = m_view->camera();
    const QPoint before = at(1);
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, before);
    QTest::mouseMove(m_window.get(), before + QPoint(40, 0));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, before + QPoint(40, 0));
    QVERIFY(m_view->camera() == camera);
    QVERIFY(!pins.isEmpty());
    QCOMPARE(pins.back()[0].value<Slot>(), 1U);
    const auto place = pins.back()[1].value<scene::Point>();
    QCOMPARE(itemAt(place.x, place.y).toPoint(), before + QPoint(40, 0));
    QCOMPARE(m_view->pinnedNodes(), 1);
}

void tst_GraphViewPins::aNodeThatGoesWhileItIsMovedLeavesTheHandEmpty()
{
    showCross();
    const QSignalSpy pins(m_view, &GraphView::pinWanted);
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, at(1));
    QTest::mouseMove(m_window.get(), at(1) + QPoint(0, 30));
    QCOMPARE(pins.count(), 1);
    QCOMPARE(m_view->pinnedNodes(), 1);
    m_builder.style(1).live = false;
    m_builder.ends(0) = {};
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {{}, {{1, 1}}, {{0, 1}}}}));
    QCOMPARE(m_view->pinnedNodes(), 0);
    const scene::Camera before = m_view->camera();
    QTest::mouseMove(m_window.get(), QPoint(60, 60));
    QTest::mouseMove(m_window.get(), QPoint(90, 90));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, QPoint(90, 90));
    QCOMPARE(pins.count(), 1);
    QVERIFY(m_view->camera() == before);
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewPins)
#include "tst_graph_view_pins.moc"
