#include "render/picture_difference.h"
#include "render/picture_graphs.h"
#include "render/picture_window.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtCore/QRunnable>
#include <QtGui/private/qrhi_p_p.h>
#include <array>
#include <atomic>

using namespace weir;
using namespace weir::render;

/// The picture outlives whatever happens to its window.
class tst_WindowChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aResizedWindowShowsWhatANewOneShows_data();
    void aResizedWindowShowsWhatANewOneShows();
    void manySizesInARowEndWithThePictureOfTheLast();
    void aWindowWithoutASizeIsNoError();
    void resourcesGivenUpWhileItIsShownAreMadeAgain();
    void aHiddenWindowShowsTheNewestGraphWhenItComesBack_data();
    void aHiddenWindowShowsTheNewestGraphWhenItComesBack();
    void aSceneGraphLostInTheMiddleOfAPictureIsDrawnAgain_data();
    void aSceneGraphLostInTheMiddleOfAPictureIsDrawnAgain();
    void anItemInAnotherWindowIsDrawnThere();
    void whatWasCopiedOfALargeGraphIsGivenBack();
};

namespace {

constexpr RenderConfig by(EdgeDrawing edges) { return {edges, 0, 0, {}, {}}; }

scene::Camera fitted(QSize size) { return scene::Camera().resized(size.width(), size.height()).fittedTo({-1, -1, 1, 1}, 8); }

void resize(PictureWindow& window, QSize size)
{
    window.window().resize(size);
    window.item().setSize(size);
    window.frame().camera = fitted(size);
    window.item().update();
}

/// Once the window has its size.
QImage grabOf(PictureWindow& window, QSize size)
{
    if (!QTest::qWaitFor([&] { return window.window().size() == size && window.grab().size() == size; }) || !window.finish())
        return {};
    return window.grab();
}

QImage pictureOf(const std::shared_ptr<const scene::Scene>& scene, QSize size, EdgeDrawing edges)
{
    PictureWindow window(by(edges), size);
    window.show({scene, {}});
    return window.exposed() ? grabOf(window, size) : QImage();
}

void addWays()
{
    QTest::addColumn<EdgeDrawing>("edges");
    QTest::newRow("edges by the CPU") << EdgeDrawing::Cpu;
    QTest::newRow("edges by the GPU") << EdgeDrawing::Gpu;
}

} // namespace

void tst_WindowChanges::aResizedWindowShowsWhatANewOneShows_data()
{
    QTest::addColumn<EdgeDrawing>("edges");
    QTest::addColumn<QSize>("size");
    QTest::newRow("larger, by the CPU") << EdgeDrawing::Cpu << QSize(420, 310);
    QTest::newRow("smaller, by the CPU") << EdgeDrawing::Cpu << QSize(120, 90);
    QTest::newRow("larger, by the GPU") << EdgeDrawing::Gpu << QSize(420, 310);
    QTest::newRow("wider and lower, by the GPU") << EdgeDrawing::Gpu << QSize(500, 60);
}

void tst_WindowChanges::aResizedWindowShowsWhatANewOneShows()
{
    QFETCH(EdgeDrawing, edges);
    QFETCH(QSize, size);
    const auto scene = wheel(40).scene();
    PictureWindow window(by(edges));
    QVERIFY(window.exposed());
    window.show({scene, {}});
    QVERIFY(window.finish());
    resize(window, size);
    const QImage resized = grabOf(window, size);
    QVERIFY(!resized.isNull());
    QCOMPARE(resized, pictureOf(scene, size, edges));
}

void tst_WindowChanges::manySizesInARowEndWithThePictureOfTheLast()
{
    const auto scene = meadow(100).scene();
    PictureWindow window({EdgeDrawing::Gpu, 500});   // many frames a picture
    QVERIFY(window.exposed());
    window.show({scene, {}});
    for (int i = 1; i <= 12; ++i) {
        resize(window, QSize(200 + 20 * i, 150 + 10 * i));
        static_cast<void>(window.grab());
    }
    const QSize last(300, 200);
    resize(window, last);
    const QImage resized = grabOf(window, last);
    QVERIFY(!resized.isNull());
    QCOMPARE(window.link().report().error, QString());
    QCOMPARE(resized, pictureOf(scene, last, EdgeDrawing::Gpu));
}

void tst_WindowChanges::aWindowWithoutASizeIsNoError()
{
    PictureWindow window(by(EdgeDrawing::Gpu));
    QVERIFY(window.exposed());
    const auto scene = wheel(24).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.item().setSize({0, 0});
    window.frame().camera = window.frame().camera.resized(0, 0);
    window.item().update();
    static_cast<void>(window.grab());
    QCOMPARE(window.link().report().error, QString());
    resize(window, {200, 150});
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), before);
}

void tst_WindowChanges::resourcesGivenUpWhileItIsShownAreMadeAgain()
{
    PictureWindow window(by(EdgeDrawing::Gpu));
    QVERIFY(window.exposed());
    window.show({wheel(24).scene(), {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    for (int i = 0; i < 3; ++i) {
        window.window().releaseResources();
        window.item().update();
        QVERIFY(window.finish());
        QCOMPARE(window.grab(), before);
    }
    QCOMPARE(window.link().report().error, QString());
}

void tst_WindowChanges::aHiddenWindowShowsTheNewestGraphWhenItComesBack_data()
{
    QTest::addColumn<EdgeDrawing>("edges");
    QTest::addColumn<bool>("lost");
    QTest::newRow("kept, by the CPU") << EdgeDrawing::Cpu << false;
    QTest::newRow("lost, by the CPU") << EdgeDrawing::Cpu << true;
    QTest::newRow("kept, by the GPU") << EdgeDrawing::Gpu << false;
    QTest::newRow("lost, by the GPU") << EdgeDrawing::Gpu << true;
}

void tst_WindowChanges::aHiddenWindowShowsTheNewestGraphWhenItComesBack()
{
    QFETCH(EdgeDrawing, edges);
    QFETCH(bool, lost);
    PictureWindow window(by(edges));
    QVERIFY(window.exposed());
    SceneBuilder builder = wheel(24);
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    if (lost)
        window.loseSceneGraph();
    else
        window.window().hide();
    builder.move(3, 0.2F, 0.2F);
    const Slot added = builder.node(-0.3F, 0.6F, 3);
    builder.edge(added, 0);
    const auto newest = builder.scene();
    window.show({newest, {{{3, 1}, {added, 1}}, {{added, 1}}, {{48, 1}}}});
    QVERIFY(window.showAgain());
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), pictureOf(newest, {200, 150}, edges));
}

void tst_WindowChanges::aSceneGraphLostInTheMiddleOfAPictureIsDrawnAgain_data() { addWays(); }

void tst_WindowChanges::aSceneGraphLostInTheMiddleOfAPictureIsDrawnAgain()
{
    QFETCH(EdgeDrawing, edges);
    const auto scene = meadow(150).scene();
    RenderConfig config = by(edges);
    config.elementsAFrame = 3000;
    PictureWindow window(config);
    window.frame().spacing = 0.4;   // so that nodes are drawn in parts
    QVERIFY(window.exposed());
    for (int i = 0; i < 3; ++i) {
        window.show({scene, {}});
        QTRY_VERIFY_WITH_TIMEOUT((window.item().update(), window.link().report().refining), 10'000);
        window.loseSceneGraph();
        window.show({scene, {}});
        QVERIFY(window.showAgain());
    }
    QVERIFY(window.finish());
    config.elementsAFrame = 10'000'000;
    PictureWindow whole(config);
    whole.frame().spacing = 0.4;
    QVERIFY(whole.exposed());
    whole.show({scene, {}});
    QVERIFY(whole.finish());
    QCOMPARE(window.grab(), whole.grab());
}

void tst_WindowChanges::anItemInAnotherWindowIsDrawnThere()
{
    const auto scene = wheel(24).scene();
    PictureWindow window(by(EdgeDrawing::Gpu));
    QVERIFY(window.exposed());
    window.show({scene, {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    QQuickWindow other;
    other.setFlags(Qt::FramelessWindowHint);
    other.resize(200, 150);
    other.show();
    QVERIFY(QTest::qWaitForWindowExposed(&other));
    window.item().setParentItem(other.contentItem());
    window.show({scene, {}});   // its node there is another one, which has seen no scene
    QVERIFY(window.finish());
    QCOMPARE(other.grabWindow().convertToFormat(QImage::Format_RGB32), before);
    window.item().setParentItem(window.window().contentItem());
    other.close();
}

void tst_WindowChanges::whatWasCopiedOfALargeGraphIsGivenBack()
{
    PictureWindow window(by(EdgeDrawing::Gpu));
    QVERIFY(window.exposed());
    SceneBuilder builder = meadow(500);
    for (std::uint64_t epoch = 1; epoch <= 2; ++epoch) {
        window.show({builder.scene(epoch), {}});
        QVERIFY(window.finish());
        struct Seen {
            int largest = 0;   // bytes of one upload
            std::atomic<bool> done = false;
        };
        const auto seen = std::make_shared<Seen>();
        window.window().scheduleRenderJob(QRunnable::create([seen, &of = window.window()] {
            auto* const rhi = static_cast<QRhi*>(of.rendererInterface()->getResource(&of, QSGRendererInterface::RhiResource));
            std::array<QRhiResourceUpdateBatch*, 4> taken{};   // as many as there are
            for (QRhiResourceUpdateBatch*& batch : taken) {
                batch = rhi->nextResourceUpdateBatch();
                for (const auto& op : QRhiResourceUpdateBatchPrivate::get(batch)->bufferOps)
                    seen->largest = std::max(seen->largest, op.data.size());
            }
            for (QRhiResourceUpdateBatch* const batch : taken)
                batch->release();
            seen->done = true;
        }), QQuickWindow::AfterSwapStage);
        window.window().update();
        QTRY_VERIFY(seen->done);
        QVERIFY2(seen->largest < 64 << 10, QByteArray::number(seen->largest));
    }
}

WEIR_TEST_IN(QGuiApplication, tst_WindowChanges)
#include "tst_window_changes.moc"
