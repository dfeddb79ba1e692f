#include "scene/scene_builder.h"
#include "ui/graph/found_neighbours.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <algorithm>
#include <cmath>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

class tst_GraphView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstSceneIsFitted();
    void theViewFollowsAGrowingGraphUntilItIsMoved();
    void aGraphThatDriftsAsideIsBroughtBackToTheMiddle();
    void theWheelZoomsToThePointer();
    void draggingMovesTheGraphWithThePointer();
    void pointingFindsNodesBeforeEdges();
    void parallelEdgesAreMeantWhereTheyAreDrawn();
    void aPointerAtRestPointsAtNothing();
    void clickingSelectsAndFindsTheNeighbours();
    void clickingTheGroundAndEscapeClear();
    void shiftAndClickAddsAndControlAndClickTakesToo();
    void aSelectionThatWentIsBroughtBack();
    void keysMoveZoomFitAndWalk();
    void doubleClickCentresTheNode();
    void anotherGraphForgetsSelectionAndCamera();
    void saysWhatThePictureShows();
    void thePictureIsAsOldAsTheFirstSceneThatItLacks();
    void anIndexAloneMakesThePictureNoOlder();
    void saysAtOnceThatThereIsAFirstPicture();
    void framesEndWhenNothingChanges();
    void coloursRedrawThePicture();
    void draggingWithShiftSelectsARectangle();
    void draggingWithControlSelectsWhatTheLineGoesRound();
    void escapeGivesALineUp();
    void aLassoWithoutAreaSelectsNothing();
    void allInViewIsSelectedByAKey();
    void whatIsSelectedFollowsTheGraph();
    void anEmptyViewSelectsNothing();
    void aLabelChangesSidesWhereItWouldLeaveTheView();
    void aNameThatDoesNotComeIsAskedForOnceAScene();
    void theWayBackLeadsThroughJumps();
    void aNodeIsMovedByHandAndStaysUntilLetGo();
    void aNodeThatItsSourcePlacedIsMovedLikeAnyOther();
    void aNodeThatGoesWhileItIsMovedLeavesTheHandEmpty();

private:
    void makeView(const render::RenderConfig& config);
    void showCross();
    [[nodiscard]] QPoint at(Slot node) const;
    [[nodiscard]] QPointF itemAt(float x, float y) const;
    [[nodiscard]] bool current() const { return m_view->pictureIsCurrent(); }

    std::unique_ptr<QQuickWindow> m_window;
    GraphView* m_view = nullptr;
    SceneBuilder m_builder;
    test::IndexedScenes m_indexed;
};

void tst_GraphView::init()
{
    m_builder = {};
    m_indexed = {};
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(400, 300);
    makeView({});
    m_window->show();
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_GraphView::makeView(const render::RenderConfig& config)
{
    delete m_view;
    m_view = new GraphView(m_window->contentItem());
    m_view->setRenderConfig(config);
    m_view->setSize({400, 300});
    findNeighbours(m_view);
}

void tst_GraphView::cleanup()
{
    m_view = nullptr;
    m_window.reset();
}

/// A node in the middle, 0, with four around it: right 1, below 2, left 3, above 4.
void tst_GraphView::showCross()
{
    m_builder.node(0, 0, 2);
    m_builder.node(1, 0);
    m_builder.node(0, 1);
    m_builder.node(-1, 0);
    m_builder.node(0, -1);
    for (Slot node = 1; node < 5; ++node)
        m_builder.edge(0, node);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(current() && m_view->pickIndex());
}

QPoint tst_GraphView::at(Slot node) const
{
    const scene::Point point = m_view->pickIndex()->scene()->position(node);
    return itemAt(point.x, point.y).toPoint();
}

QPointF tst_GraphView::itemAt(float x, float y) const
{
    const scene::ItemPoint item = m_view->camera().itemFromWorld({x, y});
    return {item.x, item.y};
}

void tst_GraphView::theFirstSceneIsFitted()
{
    showCross();
    QCOMPARE(at(0), QPoint(200, 150));
    QCOMPARE(at(4).y(), 32);
    QCOMPARE(at(2).y(), 268);
    QCOMPARE(m_view->zoomLevel(), 1.0);
    QVERIFY(m_view->following());
}

void tst_GraphView::theViewFollowsAGrowingGraphUntilItIsMoved()
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

void tst_GraphView::aGraphThatDriftsAsideIsBroughtBackToTheMiddle()
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

void tst_GraphView::theWheelZoomsToThePointer()
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

void tst_GraphView::draggingMovesTheGraphWithThePointer()
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

void tst_GraphView::pointingFindsNodesBeforeEdges()
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

void tst_GraphView::parallelEdgesAreMeantWhereTheyAreDrawn()
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

void tst_GraphView::aPointerAtRestPointsAtNothing()
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

void tst_GraphView::clickingSelectsAndFindsTheNeighbours()
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

void tst_GraphView::clickingTheGroundAndEscapeClear()
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

void tst_GraphView::shiftAndClickAddsAndControlAndClickTakesToo()
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

void tst_GraphView::aSelectionThatWentIsBroughtBack()
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

void tst_GraphView::keysMoveZoomFitAndWalk()
{
    showCross();
    m_view->forceActiveFocus();
    const scene::Camera fitted = m_view->camera();
    QTest::keyClick(m_window.get(), Qt::Key_Plus);
    QVERIFY(m_view->camera().scale() > fitted.scale());
    QTest::keyClick(m_window.get(), Qt::Key_Minus);
    QVERIFY(std::abs(m_view->camera().scale() / fitted.scale() - 1) < 1e-9);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(itemAt(0, 0).x() < 200);
    QTest::keyClick(m_window.get(), Qt::Key_F);
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

void tst_GraphView::doubleClickCentresTheNode()
{
    showCross();
    QTest::mouseDClick(m_window.get(), Qt::LeftButton, {}, at(1));
    QCOMPARE(at(1), QPoint(200, 150));
}

void tst_GraphView::anotherGraphForgetsSelectionAndCamera()
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

void tst_GraphView::saysWhatThePictureShows()
{
    const QSignalSpy changed(m_view, &GraphView::pictureChanged);
    showCross();
    m_builder.edge(1, m_builder.unplacedNode());
    const auto scene = m_builder.scene();
    m_view->takeUpdate(m_indexed.next({scene, {}}));
    QTRY_VERIFY(current());
    QTRY_COMPARE(m_view->shownNodes(), 5);
    QTRY_VERIFY(m_view->shownEdges() >= 4);
    QTRY_COMPARE(m_view->shownVersion(), scene->version);
    QCOMPARE(m_view->shownTick(), scene->shownTick);
    QCOMPARE(m_view->drawnShare(), 1.0);
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    QVERIFY(m_view->errorText().isEmpty());
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(m_view->frameMsP50() > 0);
    QVERIFY(m_view->uploadedPageBytes() > 0);
}

void tst_GraphView::thePictureIsAsOldAsTheFirstSceneThatItLacks()
{
    render::RenderConfig config;
    config.edges = render::EdgeDrawing::Cpu;
    config.leastRestMs = 1e6;   // so it never draws again for a newer scene alone
    makeView(config);
    showCross();
    const auto take = [this] {
        m_builder.edge(1, 2);   // no node: the space of one is part of the view
        m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    };
    const auto handOver = [this] {
        QTRY_COMPARE(m_view->pickIndex()->scene(), m_view->scene());
        QSignalSpy swapped(m_window.get(), &QQuickWindow::frameSwapped);
        m_view->update();
        QVERIFY(swapped.wait());
    };
    // Not as old as the scene in the picture, which was the newest all the time.
    const TimePoint before = Clock::now();
    take();
    const double age = m_view->pictureAgeMs();
    QVERIFY(age <= milliseconds(Clock::now() - before));
    const TimePoint after = Clock::now();
    const auto ageSinceFirst = [&] {
        const double least = milliseconds(Clock::now() - after);
        const double said = m_view->pictureAgeMs();
        return said >= least && said <= milliseconds(Clock::now() - before);
    };
    // More that come make it no younger, handed to the render thread or not.
    take();
    QVERIFY(ageSinceFirst());
    handOver();
    const auto outdatedSince = m_view->pictureReport().outdatedSince;
    QVERIFY(outdatedSince);
    QVERIFY(ageSinceFirst());
    take();
    QVERIFY(ageSinceFirst());
    handOver();
    QCOMPARE(m_view->pictureReport().outdatedSince, outdatedSince);
    QVERIFY(ageSinceFirst());
    // A picture has all that came before it was begun.
    const TimePoint beforeMove = Clock::now();
    m_view->panBy(10, 0);
    QTRY_VERIFY(current());
    QVERIFY(!m_view->pictureReport().outdatedSince);
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    take();
    QVERIFY(m_view->pictureAgeMs() <= milliseconds(Clock::now() - beforeMove));
}

void tst_GraphView::anIndexAloneMakesThePictureNoOlder()
{
    showCross();
    scene::IndexedUpdate sorted = m_indexed.next({m_view->scene(), {}});
    sorted.since = TimePoint::max();
    m_view->takeUpdate(std::move(sorted));
    QCOMPARE(m_view->pictureAgeMs(), 0.0);
    m_builder.edge(1, 2);
    const TimePoint before = Clock::now();
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QVERIFY(m_view->pictureAgeMs() <= milliseconds(Clock::now() - before));
}

void tst_GraphView::saysAtOnceThatThereIsAFirstPicture()
{
    // The ground has just been spoken of, so that the next word would wait for its turn.
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QSignalSpy changed(m_view, &GraphView::pictureChanged);
    QVERIFY(changed.wait());
    int saidWith = 0;
    connect(m_view, &GraphView::pictureChanged, m_view, [&] { saidWith = m_view->shownNodes(); });
    m_builder.node(0, 0);
    m_builder.node(1, 0);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    const auto shown = [this] { return m_view->shownNodes() > 0; };
    while (!shown())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    QCOMPARE(saidWith, 2);
}

void tst_GraphView::framesEndWhenNothingChanges()
{
    showCross();
    // Quiet for as long as the slowest of the view's own timers takes, twice over.
    int frames = 0;
    connect(m_window.get(), &QQuickWindow::frameSwapped, m_view, [&frames] { ++frames; });
    const auto quiet = [&frames] {
        frames = 0;
        return !QTest::qWaitFor([&frames] { return frames > 0; }, 800);
    };
    QTRY_VERIFY(quiet());
    const quint64 passes = m_view->graphPasses();
    QVERIFY(quiet());
    QCOMPARE(m_view->graphPasses(), passes);
}

void tst_GraphView::coloursRedrawThePicture()
{
    showCross();
    QCOMPARE(m_window->grabWindow().pixelColor(5, 5), QColor(0x0F, 0x13, 0x18));
    m_view->setDark(false);
    QTRY_COMPARE(m_window->grabWindow().pixelColor(5, 5), QColor(0xF7, 0xF8, 0xFA));
    m_view->setGroundColor(QColor(Qt::white));
    QTRY_COMPARE(m_window->grabWindow().pixelColor(5, 5), QColor(Qt::white));
    const QVariantList colours{QColor(Qt::red), QColor(Qt::green)};
    m_view->setCategoryColors(colours);
    QCOMPARE(m_view->categoryColors(), colours);
    QTRY_VERIFY(m_window->grabWindow().pixelColor(at(0)).red() > 200);
    QVERIFY(m_window->grabWindow().pixelColor(at(0)).green() < 60);
}

void tst_GraphView::draggingWithShiftSelectsARectangle()
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

void tst_GraphView::draggingWithControlSelectsWhatTheLineGoesRound()
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

void tst_GraphView::escapeGivesALineUp()
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

void tst_GraphView::aLassoWithoutAreaSelectsNothing()
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

void tst_GraphView::allInViewIsSelectedByAKey()
{
    showCross();
    m_view->forceActiveFocus();
    m_view->selectNode(1);
    QTest::keyClick(m_window.get(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(m_view->selectedNodes(), 5);
    QCOMPARE(m_view->selectedEdges(), 4);
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    m_view->panBy(150, 0);
    QTest::keyClick(m_window.get(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(m_view->selectedNodes(), 4);   // the one at the right left the view
}

void tst_GraphView::whatIsSelectedFollowsTheGraph()
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

void tst_GraphView::anEmptyViewSelectsNothing()
{
    m_view->selectAllInView();
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pickIndex());
    m_view->selectAllInView();
    QVERIFY(!m_view->selectedSet());
}

void tst_GraphView::aNodeIsMovedByHandAndStaysUntilLetGo()
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

    QTest::keyClick(m_window.get(), Qt::Key_U);   // nothing is selected
    QCOMPARE(unpins.count(), 0);
    m_view->selectNode(1);
    QVERIFY(m_view->selectedPinned());
    QTest::keyClick(m_window.get(), Qt::Key_U);
    QCOMPARE(unpins.count(), 1);
    QCOMPARE(unpins[0][0].value<Slot>(), 1U);
    QVERIFY(!m_view->selectedPinned());

    for (const Slot node : {2U, 3U}) {
        QTest::mousePress(m_window.get(), Qt::LeftButton, {}, at(node));
        QTest::mouseMove(m_window.get(), at(node) + QPoint(20, 0));
        QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, at(node) + QPoint(20, 0));
    }
    QCOMPARE(m_view->pinnedNodes(), 2);
    QTest::keyClick(m_window.get(), Qt::Key_U, Qt::ShiftModifier);
    QCOMPARE(unpins.count(), 3);
    QCOMPARE(m_view->pinnedNodes(), 0);
}

void tst_GraphView::aNodeThatItsSourcePlacedIsMovedLikeAnyOther()
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

void tst_GraphView::aNodeThatGoesWhileItIsMovedLeavesTheHandEmpty()
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

void tst_GraphView::aLabelChangesSidesWhereItWouldLeaveTheView()
{
    connect(m_view, &GraphView::labelsWanted, m_view, [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes) {
        std::vector<lens::LabelWorker::Text> texts;
        for (const Slot node : nodes)
            texts.push_back({node, 0, QStringLiteral("name of %1").arg(node)});
        m_view->takeLabelTexts(epochVersion, std::move(texts));
    });
    m_builder.node(0, -1);
    m_builder.node(0, 1);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    m_view->setShowLabels(true);
    const auto isBefore = [this](Slot node) {
        const auto texts = m_view->viewPicture()->texts;
        const auto text = std::ranges::find(texts, node, &lens::LabelWorker::Text::node);
        return text != texts.end() && text->before;
    };
    QTRY_VERIFY(m_view->viewPicture() && m_view->shownLabels() == 2);
    QVERIFY(!isBefore(0) && !isBefore(1));
    // They come to the right edge, and the same ones are named all the way.
    m_view->setCamera(m_view->camera().panned(m_view->camera().width() / 2 - 15, 0));
    QTRY_VERIFY(isBefore(0) && isBefore(1));
    QCOMPARE(m_view->shownLabels(), 2);
}

void tst_GraphView::aNameThatDoesNotComeIsAskedForOnceAScene()
{
    QSignalSpy wanted(m_view, &GraphView::labelsWanted);
    const auto asked = [&wanted](int at) { return wanted[at][1].value<std::vector<Slot>>(); };
    m_builder.node(0, -1);
    m_builder.node(0, 1);
    const auto scene = m_builder.scene();
    m_view->takeUpdate(m_indexed.next({scene, {}}));
    m_view->setShowLabels(true);
    QTRY_COMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<std::uint64_t>(), scene->epochVersion);
    QCOMPARE(asked(0).size(), 2U);
    for (const QString& name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}) {
        m_view->takeLabelTexts(scene->epochVersion, {{0, 0, name}});
        const auto isShown = [&] { return m_view->viewPicture()->texts.size() == 1 && m_view->viewPicture()->texts.front().text == name; };
        QTRY_VERIFY(isShown());
    }
    QCOMPARE(wanted.count(), 2);
    QCOMPARE(asked(1), std::vector<Slot>{1});
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_COMPARE(wanted.count(), 3);
    QCOMPARE(asked(2), std::vector<Slot>{1});
}

void tst_GraphView::theWayBackLeadsThroughJumps()
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

WEIR_TEST_IN(QGuiApplication, tst_GraphView)
#include "tst_graph_view.moc"
