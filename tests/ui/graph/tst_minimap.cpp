#include "scene/scene_builder.h"
#include "ui/graph/minimap.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <cmath>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

class tst_Minimap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void itIsUsefulOnlyWhereTheViewShowsAPart();
    void everyNodeIsInIt();
    void theFrameIsWhatTheViewShows();
    void aClickAndADragMoveTheView();
    void theWheelZoomsTheView();
    void itFollowsTheGraph();
    void nothingIsDrawnWhileItIsHidden();
    void anEmptyGraphAndNoViewAreNoTrouble();

private:
    void showGraph();
    void zoomIn();
    [[nodiscard]] QPoint onMap(scene::WorldPoint world) const;

    std::unique_ptr<QQuickWindow> m_window;
    GraphView* m_view = nullptr;
    Minimap* m_map = nullptr;
    SceneBuilder m_builder;
    test::IndexedScenes m_indexed;
};

void tst_Minimap::init()
{
    m_builder = {};
    m_indexed = {};
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(600, 400);
    m_view = new GraphView(m_window->contentItem());
    m_view->setSize({600, 400});
    m_map = new Minimap(m_window->contentItem());
    m_map->setPosition({20, 280});
    m_map->setSize({160, 100});
    m_map->setView(m_view);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_Minimap::cleanup()
{
    m_window.reset();
}

/// Eleven by seven nodes, one apart.
void tst_Minimap::showGraph()
{
    for (int i = 0; i < 77; ++i)
        m_builder.node(static_cast<float>(i % 11), static_cast<float>(i / 11));
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->bounds().drawnNodes == 77 && !m_map->image().isNull());
}

void tst_Minimap::zoomIn()
{
    m_view->setCamera(scene::Camera().resized(600, 400).fittedTo({1, 1, 4, 3}, 0));
}

QPoint tst_Minimap::onMap(scene::WorldPoint world) const
{
    const scene::Camera camera = scene::Camera().resized(160, 100).fittedTo(m_view->bounds().most, 4);
    const scene::ItemPoint at = camera.itemFromWorld(world);
    return m_map->mapToScene({at.x, at.y}).toPoint();
}

void tst_Minimap::itIsUsefulOnlyWhereTheViewShowsAPart()
{
    showGraph();
    QVERIFY(!m_map->useful());
    const QSignalSpy changed(m_map, &Minimap::usefulChanged);
    zoomIn();
    QVERIFY(m_map->useful());
    m_view->fit();
    QVERIFY(!m_map->useful());
    m_view->panBy(200, 0);
    QVERIFY(m_map->useful());
    QCOMPARE(changed.count(), 3);
}

void tst_Minimap::everyNodeIsInIt()
{
    showGraph();
    const QImage image = m_map->image();
    QCOMPARE(image.size(), (QSizeF(160, 100) * m_window->effectiveDevicePixelRatio()).toSize());
    int seen = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            seen += image.pixelColor(x, y).alpha() > 0 ? 1 : 0;
    }
    QCOMPARE(seen, 77 * 9);   // so few are dots of three by three
}

void tst_Minimap::theFrameIsWhatTheViewShows()
{
    showGraph();
    zoomIn();
    const QRectF frame = m_map->frame();
    const QPointF middle = m_map->mapToScene(frame.center());
    QVERIFY((middle.toPoint() - onMap({2.5, 2})).manhattanLength() <= 1);
    QVERIFY(std::abs(frame.width() / frame.height() - 1.5) < 0.01);
    m_view->zoomBy(100);
    QVERIFY(m_map->frame().width() >= 5);   // found however near the view is
}

void tst_Minimap::aClickAndADragMoveTheView()
{
    showGraph();
    zoomIn();
    const double scale = m_view->camera().scale();
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, onMap({9, 5}));
    const auto centre = [this] { return m_view->camera().centre(); };
    QVERIFY(std::abs(centre().x - 9) < 0.1 && std::abs(centre().y - 5) < 0.1);
    QTest::mouseMove(m_window.get(), onMap({6, 3}));
    QVERIFY(std::abs(centre().x - 6) < 0.1 && std::abs(centre().y - 3) < 0.1);
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, onMap({6, 3}));
    QCOMPARE(m_view->camera().scale(), scale);
    // Gripped beside its middle, the frame moves as far as the hand.
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, onMap({6.8, 3.3}));
    QVERIFY(std::abs(centre().x - 6) < 0.1);
    QTest::mouseMove(m_window.get(), onMap({7.8, 3.3}));
    QVERIFY(std::abs(centre().x - 7) < 0.15 && std::abs(centre().y - 3) < 0.15);
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, onMap({7.8, 3.3}));
    m_view->goBack();
    QVERIFY(std::abs(centre().x - 9) < 0.1);
}

void tst_Minimap::theWheelZoomsTheView()
{
    showGraph();
    zoomIn();
    const scene::Camera before = m_view->camera();
    const QPoint pointer = onMap({9, 5});
    QWheelEvent wheel(pointer, m_window->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_window.get(), &wheel);
    QVERIFY(m_view->camera().scale() > before.scale() * 1.1);
    QVERIFY(std::abs(m_view->camera().centre().x - before.centre().x) < 1e-6);
}

void tst_Minimap::itFollowsTheGraph()
{
    showGraph();
    zoomIn();
    const QSignalSpy drawn(m_map, &Minimap::drawn);
    m_builder.node(30, 3);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->bounds().drawnNodes == 78 && drawn.count() > 0);
    QTRY_VERIFY(m_map->image().pixelColor(onMap({30, 3}) - QPoint(20, 280)).alpha() > 0);
    // Another graph: the old one's picture goes.
    SceneBuilder other;
    other.node(0, 0, 1, 1);
    other.node(1, 1, 1, 1);
    m_view->takeUpdate(m_indexed.next({other.scene(2), {}}));
    const auto colour = [this] { return m_map->image().pixelColor(onMap({1, 1}) - QPoint(20, 280)); };
    QTRY_VERIFY(m_view->bounds().drawnNodes == 2 && colour().alpha() > 0 && colour().red() > colour().blue());
}

void tst_Minimap::nothingIsDrawnWhileItIsHidden()
{
    m_map->setVisible(false);
    for (int i = 0; i < 4; ++i)
        m_builder.node(static_cast<float>(i), 0);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pictureIsCurrent());
    zoomIn();
    QVERIFY(m_map->useful());
    QVERIFY(m_map->image().isNull());
    m_map->setVisible(true);
    QTRY_VERIFY(!m_map->image().isNull());
}

void tst_Minimap::anEmptyGraphAndNoViewAreNoTrouble()
{
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pickIndex());
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(60, 330));
    QVERIFY(!m_map->useful());
    m_map->setView(nullptr);
    QVERIFY(m_map->frame().isNull());
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(60, 330));
}

WEIR_TEST_IN(QGuiApplication, tst_Minimap)
#include "tst_minimap.moc"
