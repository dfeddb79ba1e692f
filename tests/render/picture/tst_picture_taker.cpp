#include "base/worker_thread.h"
#include "render/labels/label_shaper.h"
#include "render/picture_difference.h"
#include "render/picture/picture_taker.h"
#include "render/picture_window.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <cmath>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_PictureTaker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atTheWindowsSizeItIsWhatTheWindowShows_data();
    void atTheWindowsSizeItIsWhatTheWindowShows();
    void tilesFitTogether_data();
    void tilesFitTogether();
    void morePixelsAreNotAnEnlargementButAsBright_data();
    void morePixelsAreNotAnEnlargementButAsBright();
    void anEmptyGraphIsGround();
    void oneThatIsCancelledEndsWithoutAPicture();
    void theWindowGoesOnMeanwhile();
};

namespace {

/// Nodes in rings around hubs, some thousand edges of every length and slope, some of them parallel, bent round or dimmed.
SceneBuilder town(int count)
{
    SceneBuilder builder;
    for (int i = 0; i < count; ++i) {
        const double angle = i * 2.399963;
        const double away = std::sqrt(static_cast<double>(i) / count);
        builder.node(static_cast<float>(away * std::cos(angle)), static_cast<float>(away * std::sin(angle)), i % 17 == 0 ? 4.0F : 1.0F,
                     static_cast<std::uint16_t>(i % 2));
        if (i > 20) {
            builder.edge(static_cast<Slot>(i), static_cast<Slot>(i - 13), i % 2 == 0, static_cast<float>(1 + i % 9));
            builder.edge(static_cast<Slot>(i), static_cast<Slot>(i / 3));
        }
        if (i % 11 == 0)
            builder.edge(static_cast<Slot>(i), static_cast<Slot>(i));
        if (i % 23 == 0)
            builder.style(static_cast<Slot>(i)).standing = scene::Standing::Dimmed;
    }
    builder.edge(3, 4);
    builder.edge(3, 4);
    return builder;
}

std::shared_ptr<const LabelSet> labelsFor(const std::vector<Slot>& nodes)
{
    QFont font(QStringLiteral("Roboto"));
    font.setPixelSize(12);
    LabelShaper shaper(font);
    auto labels = std::make_shared<LabelSet>();
    labels->epochVersion = 1;
    bool kept = true;
    for (const Slot node : nodes) {
        for (LabelGlyph glyph : shaper.shaped(QStringLiteral("node %1").arg(node), kept).glyphs) {
            glyph.node = node;
            glyph.rect[0] += 8;
            labels->glyphs.push_back(glyph);
        }
        labels->nodes.push_back(node);
    }
    labels->image = shaper.image();
    return labels;
}

std::shared_ptr<const scene::SpatialIndex> indexOf(const std::shared_ptr<const scene::Scene>& scene)
{
    scene::SpatialIndexer indexer;
    indexer.take({scene, {}});
    return indexer.publish().index;
}

/// What the window shows of this scene.
TakenPicture shownBy(PictureWindow& window, const std::shared_ptr<const scene::Scene>& scene, EdgeDrawing edges)
{
    const GraphFrame& frame = window.frame();
    TakenPicture picture;
    picture.scene = scene;
    picture.index = indexOf(scene);
    picture.camera = frame.camera;
    picture.pixelRatio = window.window().effectiveDevicePixelRatio();
    picture.size = (QSizeF(frame.camera.width(), frame.camera.height()) * picture.pixelRatio).toSize();
    picture.spacing = frame.spacing;
    picture.style = frame.style;
    picture.highlight = frame.highlight;
    picture.labels = frame.labels;
    picture.config = {edges};
    return picture;
}

/// The same in more pixels.
TakenPicture enlarged(TakenPicture picture, double by)
{
    picture.size *= by;
    picture.pixelRatio *= by;
    picture.lineWeight = by;
    return picture;
}

struct Taken {
    QImage image;
    QString error;
};

Taken taken(PictureWindow& window, const TakenPicture& picture, int side = PictureTaker::tileSide)
{
    auto taker = PictureTaker::create(window.window(), picture, side);
    if (!taker)
        return {{}, QString::fromStdString(taker.error().text)};
    Taken result;
    result.image = QImage(picture.size, QImage::Format_RGB32);
    WorkerThread worker("taker");
    worker.start([&taker = **taker, &result](std::stop_token) {
        const auto noteError = [&result](const auto& expected) {
            if (!expected)
                result = {{}, QString::fromStdString(expected.error().text)};
            return expected.has_value();
        };
        QPainter painter(&result.image);
        bool good = noteError(taker.open());
        for (int y = 0; good && y < taker.size().height(); y += taker.side()) {
            for (int x = 0; good && x < taker.size().width(); x += taker.side()) {
                const auto tile = taker.take({x, y});
                good = noteError(tile);
                if (good)
                    painter.drawImage(QPoint(x, y), *tile);
            }
        }
        painter.end();
        taker.close();
    });
    worker.stop();
    return result;
}

void rowsOfBothWays()
{
    QTest::addColumn<EdgeDrawing>("edges");
    QTest::addColumn<double>("spacing");
    QTest::addColumn<bool>("curved");
    QTest::addColumn<bool>("selected");
    for (const auto& [name, edges] : {std::pair{"cpu", EdgeDrawing::Cpu}, {"gpu", EdgeDrawing::Gpu}}) {
        QTest::addRow("far, %s", name) << edges << 0.05 << false << false;
        QTest::addRow("between, %s", name) << edges << 0.2 << false << false;
        QTest::addRow("close, %s", name) << edges << 0.8 << false << true;
        QTest::addRow("curved, %s", name) << edges << 0.8 << true << false;
    }
}

void dress(PictureWindow& window, double spacing, bool curved, bool selected)
{
    window.frame().spacing = spacing;
    window.frame().style.curvedEdges = curved;
    window.frame().labels = labelsFor({0, 7, 30, 51, 59});
    if (selected) {
        window.frame().highlight.selectedNode = 40;
        window.frame().highlight.hoveredEdge = 33;
    }
}

} // namespace

void tst_PictureTaker::atTheWindowsSizeItIsWhatTheWindowShows_data() { rowsOfBothWays(); }

void tst_PictureTaker::atTheWindowsSizeItIsWhatTheWindowShows()
{
    QFETCH(EdgeDrawing, edges);
    QFETCH(double, spacing);
    QFETCH(bool, curved);
    QFETCH(bool, selected);
    PictureWindow window({edges});
    QVERIFY(window.exposed());
    dress(window, spacing, curved, selected);
    const auto scene = town(400).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const Taken picture = taken(window, shownBy(window, scene, edges));
    QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
    const Difference d = difference(picture.image, window.grab());
    // The window rounds colours once more where labels are drawn into the picture first.
    QVERIFY2(d.most <= 3 && d.mean <= 0.05, words(d));
}

void tst_PictureTaker::tilesFitTogether_data() { rowsOfBothWays(); }

void tst_PictureTaker::tilesFitTogether()
{
    QFETCH(EdgeDrawing, edges);
    QFETCH(double, spacing);
    QFETCH(bool, curved);
    QFETCH(bool, selected);
    PictureWindow window({edges});
    QVERIFY(window.exposed());
    dress(window, spacing, curved, selected);
    const auto scene = town(400).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const TakenPicture subject = enlarged(shownBy(window, scene, edges), 3.5);
    const Taken whole = taken(window, subject);
    const Taken tiles = taken(window, subject, 96);
    QVERIFY2(tiles.error.isEmpty(), qPrintable(tiles.error));
    QCOMPARE(whole.image.size(), QSize(700, 525));
    const Difference d = difference(tiles.image, whole.image);
    // Places are rounded to single precision from another corner.
    QVERIFY2(d.most <= 6 && d.mean <= 0.02, words(d));
}

void tst_PictureTaker::morePixelsAreNotAnEnlargementButAsBright_data() { rowsOfBothWays(); }

void tst_PictureTaker::morePixelsAreNotAnEnlargementButAsBright()
{
    QFETCH(EdgeDrawing, edges);
    QFETCH(double, spacing);
    QFETCH(bool, curved);
    PictureWindow window({edges});
    QVERIFY(window.exposed());
    dress(window, spacing, curved, false);
    const auto scene = town(60).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const QImage once = window.grab();
    const Taken four = taken(window, enlarged(shownBy(window, scene, edges), 4));
    QVERIFY2(four.error.isEmpty(), qPrintable(four.error));
    const auto mean = [](const QImage& image) { return image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0).lightnessF(); };
    const double ground = window.frame().style.ground.lightnessF();
    const double ratio = (mean(four.image) - ground) / (mean(once) - ground);
    QVERIFY2(ratio > 0.75 && ratio < 1.25, qPrintable(QString::number(ratio)));
    // Shrunk again it is the window's picture, but the window's enlarged is another one.
    const QImage shrunk = four.image.scaled(once.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const Difference d = difference(shrunk, once);
    QVERIFY2(d.mean < 6, words(d));
    const QImage stretched = once.scaled(four.image.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QVERIFY(difference(stretched, four.image).mean > difference(shrunk, once).mean);
}

void tst_PictureTaker::anEmptyGraphIsGround()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    const auto scene = SceneBuilder().scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const Taken picture = taken(window, enlarged(shownBy(window, scene, EdgeDrawing::ByDevice), 7), 512);
    QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
    QImage ground(picture.image.size(), QImage::Format_RGB32);
    ground.fill(window.frame().style.ground);
    QCOMPARE(difference(picture.image, ground).most, 0);
}

void tst_PictureTaker::oneThatIsCancelledEndsWithoutAPicture()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    const auto scene = town(400).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    auto taker = PictureTaker::create(window.window(), shownBy(window, scene, EdgeDrawing::Cpu));
    QVERIFY(taker.has_value());
    (*taker)->cancel();
    std::optional<Error> error;
    WorkerThread worker("taker");
    worker.start([&taker = **taker, &error](std::stop_token) {
        if (const auto opened = taker.open(); !opened)
            error = opened.error();
        taker.close();
    });
    worker.stop();
    QVERIFY(error.has_value());
    QVERIFY((*taker)->cancelled());
}

void tst_PictureTaker::theWindowGoesOnMeanwhile()
{
    PictureWindow window({EdgeDrawing::Gpu});
    QVERIFY(window.exposed());
    auto builder = town(400);
    const auto first = builder.scene();
    window.show({first, {}});
    QVERIFY(window.finish());
    const TakenPicture subject = shownBy(window, first, EdgeDrawing::Gpu);
    const Taken before = taken(window, subject);
    // Another graph comes while the picture is taken, which still shows the one it was asked for.
    auto taker = PictureTaker::create(window.window(), subject);
    QVERIFY(taker.has_value());
    QImage image;
    WorkerThread worker("taker");
    worker.start([&taker = **taker, &image](std::stop_token) {
        if (taker.open()) {
            if (auto tile = taker.take({0, 0}))
                image = std::move(*tile);
        }
        taker.close();
    });
    window.show({town(30).scene(2), {}});
    QVERIFY(window.finish());
    worker.stop();
    QVERIFY(!image.isNull());
    QCOMPARE(difference(image, before.image).most, 0);
}

WEIR_TEST_IN(QGuiApplication, tst_PictureTaker)
#include "tst_picture_taker.moc"
