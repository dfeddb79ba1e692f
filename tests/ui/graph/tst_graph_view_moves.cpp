#include "support/test_program.h"
#include "ui/graph/view_stage.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <cmath>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

/// Where a view looks: fitted, followed, and moved by hand and keys.
class tst_GraphViewMoves : public QObject, private ViewStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void theFirstSceneIsFitted();
    void theViewFollowsAGrowingGraphUntilItIsMoved();
    void aGraphThatDriftsAsideIsBroughtBackToTheMiddle();
    void theWheelZoomsToThePointer();
    void draggingMovesTheGraphWithThePointer();
    void arrowsMoveAndWalk();
    void doubleClickCentresTheNode();
    void anotherGraphForgetsSelectionAndCamera();
    void theWayBackLeadsThroughJumps();
};

void tst_GraphViewMoves::theFirstSceneIsFitted()
{
    showCross();
    QCOMPARE(at(0), QPoint(200, 150));
    QCOMPARE(at(4).y(), 32);
    QCOMPARE(at(2).y(), 268);
    QCOMPARE(m_view->zoomLevel(), 1.0);
    QVERIFY(m_view->following());
}

void tst_GraphViewMoves::theViewFollowsAGrowingGraphUntilItIsMoved()
{
    showCross();
    m_builder.node(10, 0);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current() && itemAt(10, 0).x() < 400);
    m_view->panBy(5, 0);
    QVERIFY(!m_view->following());
    const scene::Camera moved = m_view->camera();
    const auto before = m_view->pickIndex();
    m_builder.node(0, 90);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current() && m_view->pickIndex() != before);
    QVERIFY(m_view->camera() == moved);
    m_view->fit();
    QVERIFY(m_view->following());
    QVERIFY(itemAt(0, 90).y() < 300);
}

void tst_GraphViewMoves::aGraphThatDriftsAsideIsBroughtBackToTheMiddle()
{
    for (int i = 0; i < 4; ++i)
        m_builder.node(static_cast<float>(i % 2) * 100, static_cast<float>(i / 2) * 75);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current());
    // It shrinks a little towards a corner: all of it stays in view, and nearly as large as it could be.
    m_builder.move(0, 16, 12);
    m_builder.move(1, 100, 12);
    m_builder.move(2, 16, 75);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {{{0, 3}}, {}, {}}}));
    const auto middle = [this] { return (itemAt(16, 12) + itemAt(100, 75)) / 2; };
    QTRY_VERIFY(current() && std::abs(middle().x() - m_view->width() / 2) < 1 && std::abs(middle().y() - m_view->height() / 2) < 1);
    QVERIFY(m_view->following());
}

void tst_GraphViewMoves::theWheelZoomsToThePointer()
{
    showCross();
    const QPoint pointer = at(1);
    const double before = m_view->camera().scale();
    QWheelEvent wheel(pointer, m_window->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_window.get(), &wheel);
    QVERIFY(m_view->camera().scale() > before * 1.1);
    QVERIFY((at(1) - pointer).manhattanLength() <= 1);
    QVERIFY(m_view->zoomLevel() > 1.1);
}

void tst_GraphViewMoves::draggingMovesTheGraphWithThePointer()
{
    showCross();
    const QPoint start(60, 60);
    const QPoint before = at(0);
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, start);
    QTest::mouseMove(m_window.get(), start + QPoint(30, 0));
    QTest::mouseMove(m_window.get(), start + QPoint(50, 20));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, start + QPoint(50, 20));
    QCOMPARE(at(0) - before, QPoint(50, 20));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    QVERIFY(!m_view->following());
}

void tst_GraphViewMoves::arrowsMoveAndWalk()
{
    showCross();
    m_view->forceActiveFocus();
    const scene::Camera fitted = m_view->camera();
    m_view->zoomIn();
    QVERIFY(m_view->camera().scale() > fitted.scale());
    m_view->zoomOut();
    QVERIFY(std::abs(m_view->camera().scale() / fitted.scale() - 1) < 1e-9);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(itemAt(0, 0).x() < 200);
    m_view->fit();
    QVERIFY(m_view->camera() == fitted);

    m_view->selectNode(0);
    // Until the neighbours are found arrows move the view. There is no key after the one that walked: the condition is
    // asked for once more when it holds.
    const auto walkedTo = [this](double slot, Qt::Key key) {
        if (m_view->selectedSlot() != slot)
            QTest::keyClick(m_window.get(), key);
        return m_view->selectedSlot() == slot;
    };
    QTRY_VERIFY(walkedTo(1, Qt::Key_Right));
    QTRY_VERIFY(walkedTo(0, Qt::Key_Left));
}

void tst_GraphViewMoves::doubleClickCentresTheNode()
{
    showCross();
    QTest::mouseDClick(m_window.get(), Qt::LeftButton, {}, at(1));
    QCOMPARE(at(1), QPoint(200, 150));
}

void tst_GraphViewMoves::anotherGraphForgetsSelectionAndCamera()
{
    showCross();
    m_view->selectNode(1);
    m_view->panBy(100, 100);
    SceneBuilder other;
    other.node(100, 100);
    other.node(102, 100);
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    QVERIFY(m_view->following());
    QTRY_VERIFY(m_view->pictureReport().epochVersion == 2 && current());
    QCOMPARE(itemAt(101, 100).toPoint(), QPoint(200, 150));
}

void tst_GraphViewMoves::theWayBackLeadsThroughJumps()
{
    showCross();
    const scene::Camera fitted = m_view->camera();
    m_view->flyTo(1);
    const scene::Camera flown = m_view->camera();
    QVERIFY(flown.centre().x == 1);
    QTest::mouseDClick(m_window.get(), Qt::LeftButton, {}, QPoint(200, 40));
    const scene::Camera aside = m_view->camera();
    QVERIFY(!(aside == flown));
    const auto press = [this](Qt::MouseButton button) { QTest::mouseClick(m_window.get(), button, {}, QPoint(10, 10)); };
    press(Qt::BackButton);
    QVERIFY(m_view->camera() == flown);
    press(Qt::BackButton);
    QVERIFY(m_view->camera() == fitted);
    QVERIFY(m_view->following());
    press(Qt::BackButton);
    QVERIFY(m_view->camera() == fitted);
    press(Qt::ForwardButton);
    press(Qt::ForwardButton);
    press(Qt::ForwardButton);
    QVERIFY(m_view->camera() == aside);
    // A place is shown in a view of another size, too.
    m_view->setSize({300, 300});
    press(Qt::BackButton);
    QCOMPARE(m_view->camera().width(), 300.0);
    QCOMPARE(m_view->camera().centre().x, 1.0);
    SceneBuilder other;
    other.node(0, 0);
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    QTRY_VERIFY(m_view->pictureReport().epochVersion == 2 && current());
    const scene::Camera another = m_view->camera();
    press(Qt::BackButton);
    QVERIFY(m_view->camera() == another);
}

WEIR_TEST_IN(QGuiApplication, tst_GraphViewMoves)
#include "tst_graph_view_moves.moc"
