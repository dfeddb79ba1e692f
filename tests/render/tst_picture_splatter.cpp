#include "render/picture_splatter.h"
#include "scene/scene_builder.h"
#include "scene/spatial_indexer.h"
#include <QtTest/QTest>
#include <array>
#include <cmath>
#include <random>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_PictureSplatter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDensityOfALineSumsUpToItsLength_data();
    void theDensityOfALineSumsUpToItsLength();
    void linesThatLeaveTheImageAreCut();
    void farAwayEndsDoNoHarm();
    void workersAndOneThreadDrawTheSame();
    void edgesWithoutTwoDrawnEndsAreLeftOut();
    void aCancelledImageIsNeverDone();
    void aSmallDiscIsAsLargeAsItsArea();
    void discsOverOneAnotherShowTheMeanOfTheirColours();
    void largeNodesAreLeftToTheGpu();
};

namespace {

constexpr scene::Affine pixels{1, 1, 0, 0};

SplatTask taskOf(const std::shared_ptr<const scene::Scene>& scene, QSize size)
{
    scene::SpatialIndexer indexer;
    indexer.take({scene, {}});
    auto index = indexer.publish().index;
    const scene::View view{scene::Camera().resized(1e30, 1e30), 1, {}};
    SplatTask task;
    task.edges = scene::chooseEdges(*index, view, 0xffff'ffffU);
    task.nodes = scene::chooseNodes(*index, view, 0xffff'ffffU);
    task.scene = scene;
    task.index = std::move(index);
    task.pixelFromWorld = pixels;
    task.size = size;
    return task;
}

std::vector<float> imageOf(SceneBuilder& builder, QSize size)
{
    PictureSplatter splatter;
    const auto job = splatter.drawNow(taskOf(builder.scene(), size));
    const auto* const first = reinterpret_cast<const float*>(job->edgePixels().constData());
    return {first, first + job->edgePixels().size() / static_cast<qsizetype>(sizeof(float))};
}

double sum(const std::vector<float>& image)
{
    double total = 0;
    for (const float value : image)
        total += double{value};
    return total;
}

} // namespace

void tst_PictureSplatter::theDensityOfALineSumsUpToItsLength_data()
{
    QTest::addColumn<double>("dx");
    QTest::addColumn<double>("dy");
    QTest::newRow("level") << 40.0 << 0.0;
    QTest::newRow("upright") << 0.0 << -33.5;
    QTest::newRow("diagonal") << 25.0 << 25.0;
    QTest::newRow("steep") << 7.3 << 31.9;
    QTest::newRow("backwards") << -28.4 << 9.6;
    QTest::newRow("shorter than a pixel") << 0.3 << 0.2;
}

void tst_PictureSplatter::theDensityOfALineSumsUpToItsLength()
{
    QFETCH(double, dx);
    QFETCH(double, dy);
    SceneBuilder builder;
    builder.edge(builder.node(50.3F, 49.6F), builder.node(static_cast<float>(50.3 + dx), static_cast<float>(49.6 + dy)));
    const double total = sum(imageOf(builder, {100, 100}));
    QVERIFY2(std::abs(total - std::hypot(dx, dy)) < 1e-3, qPrintable(QString::number(total)));
}

void tst_PictureSplatter::linesThatLeaveTheImageAreCut()
{
    SceneBuilder builder;
    builder.edge(builder.node(-100, 20.5F), builder.node(300, 20.5F));
    const std::vector<float> image = imageOf(builder, {64, 48});
    QVERIFY(std::abs(sum(image) - 64) < 1e-3);
    QCOMPARE(image[20 * 64], 1.0F);
    QCOMPARE(image[20 * 64 + 63], 1.0F);
}

void tst_PictureSplatter::farAwayEndsDoNoHarm()
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> far(-1e7F, 1e7F);
    std::uniform_real_distribution<float> huge(-3e29F, 3e29F);
    SceneBuilder builder;
    for (int i = 0; i < 5000; ++i) {
        auto& range = i % 4 == 0 ? huge : far;
        const Slot a = builder.node(range(random), range(random));
        const Slot b = i % 2 == 0 ? builder.node(range(random), range(random)) : builder.node(20, 20);
        builder.edge(a, b);
    }
    for (const float value : imageOf(builder, {64, 48}))
        QVERIFY(std::isfinite(value) && value >= -1e-3F);
}

void tst_PictureSplatter::workersAndOneThreadDrawTheSame()
{
    std::mt19937 random(6);
    std::uniform_real_distribution<float> place(-20, 220);
    SceneBuilder builder;
    for (int i = 0; i < 20'000; ++i)
        builder.edge(builder.node(place(random), place(random)), builder.node(place(random), place(random)));
    const auto scene = builder.scene();
    PictureSplatter splatter;
    const auto now = splatter.drawNow(taskOf(scene, {200, 160}));
    const auto first = splatter.start(taskOf(scene, {200, 160}), {});
    const auto second = splatter.start(taskOf(scene, {200, 160}), {});
    QVERIFY(first->waitFor(30'000));
    QVERIFY(second->waitFor(30'000));
    QCOMPARE(first->edgePixels(), second->edgePixels());
    const auto* const a = reinterpret_cast<const float*>(now->edgePixels().constData());
    const auto* const b = reinterpret_cast<const float*>(first->edgePixels().constData());
    for (int i = 0; i < 200 * 160; ++i)
        QVERIFY(std::abs(a[i] - b[i]) <= 1e-3F * std::max(1.0F, a[i]));   // sums in another order
}

void tst_PictureSplatter::edgesWithoutTwoDrawnEndsAreLeftOut()
{
    SceneBuilder builder;
    const Slot a = builder.node(1, 1);
    builder.edge(a, builder.unplacedNode());
    builder.edge(a, builder.freeNode());
    builder.edge(noSlot, noSlot);
    builder.edge(a, 12'345);
    PictureSplatter splatter;
    const auto job = splatter.drawNow(taskOf(builder.scene(), {10, 10}));
    QCOMPARE(job->edgePixels(), QByteArray(400, '\0'));
}

void tst_PictureSplatter::aCancelledImageIsNeverDone()
{
    SceneBuilder builder;
    for (int i = 0; i < 1000; ++i)
        builder.edge(builder.node(0, 0), builder.node(500, 500));
    PictureSplatter splatter;
    const auto cancelled = splatter.start(taskOf(builder.scene(), {500, 500}), [] { QFAIL("a cancelled image was announced"); });
    cancelled->cancel();
    const auto next = splatter.start(taskOf(builder.scene(), {500, 500}), {});
    QVERIFY(next->waitFor(30'000));
    QVERIFY(!cancelled->done() || cancelled->edgePixels() == next->edgePixels());
}

void tst_PictureSplatter::aSmallDiscIsAsLargeAsItsArea()
{
    SceneBuilder builder;
    builder.node(30.5F, 20.5F);
    for (const float radius : {0.7F, 1.2F, 1.9F}) {
        SplatTask task = taskOf(builder.scene(), {60, 40});
        task.nodeRadius = radius;
        task.largestRadius = 2;
        task.palette[0] = {1, 0.5F, 0};
        PictureSplatter splatter;
        const QByteArray pixels = splatter.drawNow(std::move(task))->nodePixels();
        QCOMPARE(pixels.size(), 60 * 40 * 4);
        double red = 0, green = 0, alpha = 0;
        for (qsizetype i = 0; i < pixels.size(); i += 4) {
            red += static_cast<unsigned char>(pixels[i]);
            green += static_cast<unsigned char>(pixels[i + 1]);
            alpha += static_cast<unsigned char>(pixels[i + 3]);
        }
        const double area = 3.14159 * radius * radius;
        // Its strength is 0.78 and grows to 1 with the relative radius, here 1; a pixel's worth is lost at its rim.
        QVERIFY2(std::abs(alpha / 255 / area - 0.8) < 0.25, qPrintable(QStringLiteral("%1 of %2").arg(alpha / 255).arg(area)));
        QVERIFY(std::abs(red / alpha - 1) < 0.02 && std::abs(green / alpha - 0.5) < 0.02);   // premultiplied
    }
}

void tst_PictureSplatter::discsOverOneAnotherShowTheMeanOfTheirColours()
{
    const auto pixelOf = [](int reds, int blues) {
        SceneBuilder builder;
        for (int i = 0; i < reds + blues; ++i)
            builder.node(5.5F, 5.5F, 1, i < reds ? 0 : 1);
        SplatTask task = taskOf(builder.scene(), {11, 11});
        task.nodeRadius = 1;
        task.largestRadius = 2;
        task.palette[0] = {1, 0, 0};
        task.palette[1] = {0, 0, 1};
        PictureSplatter splatter;
        const QByteArray pixels = splatter.drawNow(std::move(task))->nodePixels();
        const auto* const at = reinterpret_cast<const unsigned char*>(pixels.constData()) + (5 * 11 + 5) * 4;
        return std::array<int, 4>{at[0], at[1], at[2], at[3]};
    };
    const auto one = pixelOf(1, 0);
    QVERIFY(one[3] > 190 && one[3] < 210);
    QCOMPARE(one[2], 0);
    const auto both = pixelOf(4, 4);
    QVERIFY(both[3] >= 253);
    QVERIFY(std::abs(both[0] - both[2]) <= 1);
    const auto mostlyBlue = pixelOf(2, 6);
    QVERIFY(std::abs(mostlyBlue[0] * 3 - mostlyBlue[2]) <= 4);
}

void tst_PictureSplatter::largeNodesAreLeftToTheGpu()
{
    SceneBuilder builder;
    builder.node(5.5F, 5.5F, 4);
    SplatTask task = taskOf(builder.scene(), {11, 11});
    task.nodeRadius = 1;
    task.largestRadius = 2;
    task.palette[0] = {1, 1, 1};
    PictureSplatter splatter;
    QCOMPARE(splatter.drawNow(std::move(task))->nodePixels(), QByteArray(11 * 11 * 4, '\0'));
}

QTEST_GUILESS_MAIN(tst_PictureSplatter)
#include "tst_picture_splatter.moc"
