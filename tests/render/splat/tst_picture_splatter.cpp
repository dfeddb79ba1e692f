#include "render/splat/picture_splatter.h"
#include "render/splat/stroke_splat.h"
#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "support/test_program.h"
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
    void edgesGrowFromTheGroundToTheirColour();
    void workersAndTheCallingThreadDrawTheSame();
    void edgesSeenCloselyAreDrawnInTheirLanesOnceEach();
    void edgesWithoutTwoDrawnEndsAreLeftOut();
    void aCancelledImageIsNeverDone();
    void aSmallDiscIsAsLargeAsItsArea();
    void nothingOfAPictureIsLeftInTheNext();
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

QByteArray pixelsOf(SplatTask task)
{
    PictureSplatter splatter;
    return splatter.drawNow(std::move(task))->pixels();
}

constexpr SplatTone blackAndWhite{{0, 0, 0}, {1, 1, 1}, 1, 1};

} // namespace

void tst_PictureSplatter::edgesGrowFromTheGroundToTheirColour()
{
    const auto redOf = [](int edges) {
        SceneBuilder builder;
        for (int i = 0; i < edges; ++i)
            builder.edge(builder.node(-5, 3.5F), builder.node(15, 3.5F));
        SplatTask task = taskOf(builder.scene(), {10, 8});
        task.tone = {{0.2F, 0.2F, 0.2F}, {1, 0.2F, 0}, 0.75F, 3};
        const QByteArray pixels = pixelsOf(std::move(task));
        const auto* const at = reinterpret_cast<const unsigned char*>(pixels.constData()) + (3 * 10 + 5) * 4;
        QTest::qVerify(at[1] == 51 && at[3] == 255, "green and alpha", "", __FILE__, __LINE__);
        return int{at[0]};
    };
    QCOMPARE(redOf(0), 51);
    QCOMPARE(redOf(3), qRound(255 * (0.2 + 0.8 * 0.75 / 2)));
    QVERIFY(std::abs(redOf(3000) - 255 * (0.2 + 0.8 * 0.75)) < 1.5);
}

void tst_PictureSplatter::workersAndTheCallingThreadDrawTheSame()
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
    QCOMPARE(first->pixels(), second->pixels());
    QCOMPARE(now->pixels(), first->pixels());
}

void tst_PictureSplatter::edgesSeenCloselyAreDrawnInTheirLanesOnceEach()
{
    constexpr QSize size{160, 120};
    std::mt19937 random(7);
    std::uniform_real_distribution<float> x(0, 160), y(0, 120);
    SceneBuilder builder;
    std::vector<Slot> nodes;
    for (int i = 0; i < 12; ++i)
        nodes.push_back(builder.node(x(random), y(random)));
    for (std::size_t i = 0; i < 400; ++i)   // some five between two nodes, far from one another in the order of slots
        builder.edge(nodes[random() % nodes.size()], nodes[random() % nodes.size()], i % 3 == 0, static_cast<float>(1 + i % 4));
    builder.setUsualWeights({0.25F, 4});   // so that none is a line of a pixel
    const auto scene = builder.scene();
    SplatTask task = taskOf(scene, size);
    task.tone = {{0, 0, 0}, {1, 1, 1}, 1, 40};
    task.strokes = StrokeView{.pixelFromWorld = pixels, .size = size, .nodeRadius = 4, .detail = {.closeness = 1}};

    std::vector<SeenEdge> seen;
    for (Slot edge = 0; edge < scene->edgeSlots; ++edge)
        seen.push_back(SeenEdge::of(edge, scene->edge(edge)));
    const EdgeStrokes wanted = strokesOf(*scene, seen, *task.strokes);
    std::vector<float> densities(static_cast<std::size_t>(size.width() * size.height()));
    const StrokeSplat splat(densities.data(), size.width(), size.height(), size.width());
    for (const Stroke& stroke : wanted.strokes) {
        QVERIFY(!stroke.isLine());
        splat.add(stroke);
    }

    PictureSplatter splatter;
    const auto job = splatter.drawNow(std::move(task));
    QVERIFY(job->stroked());
    QCOMPARE(job->lanes(), wanted.lanes);
    for (std::size_t i = 0; i < densities.size(); ++i) {
        const auto red = static_cast<unsigned char>(job->pixels()[static_cast<qsizetype>(4 * i)]);
        QVERIFY(std::abs(static_cast<float>(red) - 255 * densities[i] / (densities[i] + 40)) < 1);
    }
}

void tst_PictureSplatter::edgesWithoutTwoDrawnEndsAreLeftOut()
{
    SceneBuilder builder;
    const Slot a = builder.node(1, 1);
    builder.edge(a, builder.unplacedNode());
    builder.edge(a, builder.freeNode());
    builder.edge(noSlot, noSlot);
    builder.edge(a, 12'345);
    SplatTask task = taskOf(builder.scene(), {10, 10});
    task.tone = {{1, 1, 1}, {0, 0, 0}, 1, 1};
    QCOMPARE(pixelsOf(std::move(task)), QByteArray(400, '\xff'));
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
    QVERIFY(!cancelled->done() || cancelled->pixels() == next->pixels());
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
        task.tone = blackAndWhite;
        const QByteArray pixels = pixelsOf(std::move(task));
        QCOMPARE(pixels.size(), 60 * 40 * 4);
        double red = 0, green = 0, blue = 0;
        for (qsizetype i = 0; i < pixels.size(); i += 4) {
            red += static_cast<unsigned char>(pixels[i]);
            green += static_cast<unsigned char>(pixels[i + 1]);
            blue += static_cast<unsigned char>(pixels[i + 2]);
        }
        const double area = 3.14159 * radius * radius;
        // Its strength is 0.78 and grows to 1 with the relative radius, here 1; a pixel's worth is lost at its rim.
        QVERIFY2(std::abs(red / 255 / area - 0.8) < 0.25, qPrintable(QStringLiteral("%1 of %2").arg(red / 255).arg(area)));
        QVERIFY(std::abs(green / red - 0.5) < 0.02 && blue == 0);
    }
}

void tst_PictureSplatter::nothingOfAPictureIsLeftInTheNext()
{
    SceneBuilder first, second;
    first.edge(first.node(10, 10), first.node(20, 12));
    second.node(20, 10);
    const auto taskAround = [](SceneBuilder& builder) {
        SplatTask task = taskOf(builder.scene(), {30, 20});
        task.nodeRadius = 1.5F;
        task.largestRadius = 2;
        task.palette[0] = {1, 1, 1};
        task.tone = blackAndWhite;
        return task;
    };
    PictureSplatter splatter;
    const QByteArray alone = pixelsOf(taskAround(second));
    QVERIFY(splatter.drawNow(taskAround(first))->pixels() != alone);
    QCOMPARE(splatter.drawNow(taskAround(second))->pixels(), alone);
}

void tst_PictureSplatter::discsOverOneAnotherShowTheMeanOfTheirColours()
{
    const auto pixelOf = [](int reds, int blues, float ground) {
        SceneBuilder builder;
        for (int i = 0; i < reds + blues; ++i)
            builder.node(5.5F, 5.5F, 1, i < reds ? 0 : 1);
        SplatTask task = taskOf(builder.scene(), {11, 11});
        task.nodeRadius = 1;
        task.largestRadius = 2;
        task.palette[0] = {1, 0, 0};
        task.palette[1] = {0, 0, 1};
        task.tone = blackAndWhite;
        task.tone.ground = {ground, ground, ground};
        const QByteArray pixels = pixelsOf(std::move(task));
        const auto* const at = reinterpret_cast<const unsigned char*>(pixels.constData()) + (5 * 11 + 5) * 4;
        return std::array<int, 3>{at[0], at[1], at[2]};
    };
    const auto one = pixelOf(1, 0, 0);
    QVERIFY(one[0] > 190 && one[0] < 210);
    QCOMPARE(one[2], 0);
    const auto onWhite = pixelOf(1, 0, 1);
    QCOMPARE(onWhite[0], 255);
    QVERIFY(onWhite[2] > 45 && onWhite[2] < 65);   // what shines through
    const auto both = pixelOf(4, 4, 1);
    QVERIFY(both[1] <= 2);
    QVERIFY(std::abs(both[0] - both[2]) <= 1);
    const auto mostlyBlue = pixelOf(2, 6, 0);
    QVERIFY(std::abs(mostlyBlue[0] * 3 - mostlyBlue[2]) <= 4);
}

void tst_PictureSplatter::largeNodesAreLeftToTheGpu()
{
    SceneBuilder builder;
    builder.node(5.5F, 5.5F, 4);
    SplatTask task = taskOf(builder.scene(), {11, 11});
    task.nodeRadius = 1;
    task.largestRadius = 2;
    task.palette[0] = {0, 0, 0};
    task.tone = {{1, 1, 1}, {0, 0, 0}, 1, 1};
    QCOMPARE(pixelsOf(std::move(task)), QByteArray(11 * 11 * 4, '\xff'));
}

WEIR_TEST_IN(QCoreApplication, tst_PictureSplatter)
#include "tst_picture_splatter.moc"
