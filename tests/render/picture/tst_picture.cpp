#include "render/labels/label_shaper.h"
#include "render/picture_difference.h"
#include "render/picture_graphs.h"
#include "render/picture_window.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtCore/QTimer>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_Picture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksAsItDid_data();
    void looksAsItDid();
    void edgesLookTheSameFromTheCpuAndTheGpu_data();
    void edgesLookTheSameFromTheCpuAndTheGpu();
    void coloursOfEdgesComeChangeAndGo_data();
    void coloursOfEdgesComeChangeAndGo();
    void smallNodesLookTheSameFromTheCpuAndTheGpu();
    void aPictureDrawnInPartsEqualsOneDrawnAtOnce();
    void aRefinedPictureEqualsOneWithoutABudget();
    void aViewThatWasNotSeenIsPreviewedAtOnce();
    void aPreviewFillsOnlyWhatTheOldPictureDoesNot();
    void whatIsOutOfViewIsLeftOutAndNothingElse();
    void changesLeadToTheSamePictureAsAWholeScene();
    void aStreamThatChangesEveryFrameDoesNotKeepAPictureFromBeingFinished();
    void nothingIsDrawnAgainWhileNothingChanged();
    void scatteredChangesUploadAFewBytesEach();
    void aFrameThatComesTooEarlyForTheNextPictureAsksForAnother();
    void aGraphThatGrowsKeepsWhatItHad();
    void aMovedCameraMovesTheOldPictureAtOnce();
    void anEmptyGraphIsGround();
    void aLostSceneGraphIsDrawnAgain();
    void selectionDimsTheRestAndRingsTheNode();
    void labelsAreDrawnBesideTheirNodesAndGoWithThem();
    void whatChangedGlowsAndFades_data();
    void whatChangedGlowsAndFades();
    void nothingGlowsWhereItIsSwitchedOff();
};

namespace {

constexpr RenderConfig onCpu{EdgeDrawing::Cpu, 0};
constexpr RenderConfig onGpu{EdgeDrawing::Gpu, 0};

QImage pictureOf(const std::shared_ptr<const scene::Scene>& scene, RenderConfig config)
{
    PictureWindow window(config);
    if (!window.exposed())
        return {};
    window.show({scene, {}});
    return window.finish() ? window.grab() : QImage();
}

} // namespace

void tst_Picture::looksAsItDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::shared_ptr<const scene::Scene>>("graph");
    QTest::addColumn<double>("spacing");
    QTest::addColumn<bool>("curved");
    const auto far = wheel(24).scene();
    const auto close = signpost().scene();
    QTest::newRow("dark") << false << QStringLiteral("wheel_dark") << far << 0.1 << false;
    QTest::newRow("light") << true << QStringLiteral("wheel_light") << far << 0.1 << false;
    QTest::newRow("close, dark") << false << QStringLiteral("close_dark") << close << 0.6 << false;
    QTest::newRow("close, light") << true << QStringLiteral("close_light") << close << 0.6 << false;
    const auto colours = coloured(signpost(), 12).scene();
    QTest::newRow("coloured, dark") << false << QStringLiteral("coloured_dark") << colours << 0.6 << false;
    QTest::newRow("coloured, light") << true << QStringLiteral("coloured_light") << colours << 0.6 << false;
    QTest::newRow("coloured, far") << false << QStringLiteral("coloured_far") << coloured(wheel(24), 48).scene() << 0.1 << false;
    QTest::newRow("curved") << false << QStringLiteral("curved") << close << 0.6 << true;
}

void tst_Picture::looksAsItDid()
{
    QFETCH(bool, light);
    QFETCH(QString, name);
    QFETCH(std::shared_ptr<const scene::Scene>, graph);
    QFETCH(double, spacing);
    QFETCH(bool, curved);
    PictureWindow window(onCpu);
    QVERIFY(window.exposed());
    window.frame().spacing = spacing;
    if (light)
        window.frame().style = {QColor(0xF7, 0xF8, 0xFA), QColor(0x4A, 0x5A, 0x70), QColor(0x10, 0x15, 0x1B), QColor(0x10, 0x15, 0x1B),
                                {QColor(0x00, 0x72, 0xB2), QColor(0xD5, 0x5E, 0x00)}, 0.6, 3.5};
    window.frame().style.curvedEdges = curved;
    window.show({graph, {}});
    QVERIFY(window.finish());
    const Difference d = differenceFromGolden(window.grab(), name);
    QVERIFY2(looksAs(d), words(d));
}

void tst_Picture::edgesLookTheSameFromTheCpuAndTheGpu_data()
{
    QTest::addColumn<std::shared_ptr<const scene::Scene>>("graph");
    QTest::addColumn<double>("spacing");
    QTest::newRow("lines") << wheel(40).scene() << 0.1;
    QTest::newRow("strokes") << signpost().scene() << 0.6;
    QTest::newRow("between the two") << wheel(40).scene() << 0.2;
    QTest::newRow("coloured lines") << coloured(wheel(40), 80).scene() << 0.1;
    QTest::newRow("coloured strokes") << coloured(signpost(), 12).scene() << 0.6;
    SceneBuilder far = wheel(40);
    for (Slot node = 0; node < 40; node += 3)
        far.style(node).standing = scene::Standing::Dimmed;
    far.node(500, 300);
    far.edge(41, 3);
    QTest::newRow("dimmed and thinned") << far.scene() << 0.1;
    for (const double spacing : {0.1, 0.6}) {
        SceneBuilder sorted = wheel(40);
        for (Slot edge = 0; edge < 40; ++edge)
            sorted.edgeStanding(edge) = static_cast<scene::Standing>(edge % 3);
        QTest::addRow("dimmed and hidden by themselves, %g", spacing) << sorted.scene() << spacing;
    }
}

void tst_Picture::edgesLookTheSameFromTheCpuAndTheGpu()
{
    QFETCH(std::shared_ptr<const scene::Scene>, graph);
    QFETCH(double, spacing);
    const auto picture = [&](RenderConfig config) {
        PictureWindow window(config);
        window.frame().spacing = spacing;
        window.show({graph, {}});
        return window.exposed() && window.finish() ? window.grab() : QImage();
    };
    const QImage cpu = picture(onCpu);
    // The same formula in single precision on both sides: only rounding may differ, which is seen twice as much where colours tell edges
    // apart (PictureStyle::colouredShare).
    const Difference d = difference(cpu, picture(onGpu));
    QVERIFY2(d.most <= (graph->colouredEdges ? 10 : 4) && d.mean <= 0.1, words(d));
    QVERIFY2(difference(cpu, pictureOf(SceneBuilder().scene(), onCpu)).mean > 1, "nothing was drawn");
}

void tst_Picture::coloursOfEdgesComeChangeAndGo_data()
{
    QTest::addColumn<bool>("gpu");
    QTest::addColumn<double>("spacing");
    for (const bool gpu : {false, true}) {
        QTest::addRow("%s, lines", gpu ? "gpu" : "cpu") << gpu << 0.1;
        QTest::addRow("%s, strokes", gpu ? "gpu" : "cpu") << gpu << 0.6;
    }
}

void tst_Picture::coloursOfEdgesComeChangeAndGo()
{
    QFETCH(bool, gpu);
    QFETCH(double, spacing);
    const auto whole = [&](const std::shared_ptr<const scene::Scene>& scene) {
        PictureWindow window(gpu ? onGpu : onCpu);
        window.frame().spacing = spacing;
        window.show({scene, {}});
        return window.exposed() && window.finish() ? window.grab() : QImage();
    };
    SceneBuilder builder = wheel(24);
    const auto plain = builder.scene();
    builder = coloured(std::move(builder), 48);
    const auto first = builder.scene();
    builder.colourEdge(5, 0xff00ff00);
    const auto second = builder.scene();
    SceneBuilder other = wheel(24);
    for (int version = 1; version < 4; ++version)
        static_cast<void>(other.scene());
    const auto plainAgain = other.scene();
    static_cast<void>(builder.scene());
    const auto secondAgain = builder.scene();   // the versions grow, as those of a stream
    PictureWindow window(gpu ? onGpu : onCpu);
    QVERIFY(window.exposed());
    window.frame().spacing = spacing;
    for (const auto& [scene, dirt] : std::vector<std::pair<std::shared_ptr<const scene::Scene>, scene::SceneDirt>>{
             {plain, {}}, {first, {{}, {}, {{0, 48}}, {}}}, {second, {{}, {}, {{5, 1}}, {}}}, {plainAgain, {}}, {secondAgain, {{}, {}, {{0, 48}}, {}}}}) {
        window.show({scene, dirt});
        QVERIFY(window.finish());
        const Difference d = difference(window.grab(), whole(scene));
        QVERIFY2(d.most <= 4, words(d));
    }
    QVERIFY(difference(whole(plain), whole(first)).most > 40);
    QVERIFY(difference(whole(first), whole(second)).most > 40);
}

void tst_Picture::smallNodesLookTheSameFromTheCpuAndTheGpu()
{
    // Apart from one another: where discs overlap the CPU shows the mean of their colours, the GPU the last one's.
    SceneBuilder builder;
    for (int i = 0; i < 400; ++i)
        builder.node(static_cast<float>(i % 20) / 10 - 0.95F, static_cast<float>(i / 20) / 10 - 0.95F, i % 30 == 0 ? 4.0F : 1.0F, static_cast<std::uint16_t>(i % 2));
    const auto scene = builder.scene();
    const auto picture = [&scene](RenderConfig config) {
        PictureWindow window(config);
        window.frame().spacing = 0.02;
        window.show({scene, {}});
        return window.exposed() && window.finish() ? window.grab() : QImage();
    };
    const QImage cpu = picture(onCpu);
    const Difference d = difference(cpu, picture(onGpu));
    QVERIFY2(d.most <= 6 && d.mean <= 0.2, words(d));
    QVERIFY2(difference(cpu, pictureOf(SceneBuilder().scene(), onCpu)).mean > 1, "nothing was drawn");
}

void tst_Picture::aPictureDrawnInPartsEqualsOneDrawnAtOnce()
{
    const auto scene = wheel(300).scene();
    for (const EdgeDrawing edges : {EdgeDrawing::Cpu, EdgeDrawing::Gpu}) {
        const QImage whole = pictureOf(scene, {edges, 1'000'000});
        const QImage parts = pictureOf(scene, {edges, 37});
        QVERIFY(!whole.isNull());
        const Difference d = difference(parts, whole);
        QVERIFY2(d.most == 0, words(d));
    }
}

void tst_Picture::aRefinedPictureEqualsOneWithoutABudget()
{
    const auto scene = meadow(300).scene();
    for (const EdgeDrawing edges : {EdgeDrawing::Cpu, EdgeDrawing::Gpu}) {
        const QImage refined = pictureOf(scene, {edges});
        const QImage whole = pictureOf(scene, {edges, 10'000'000});
        const Difference d = difference(refined, whole);
        QVERIFY2(!refined.isNull() && d.most == 0, words(d));
    }
}

void tst_Picture::aViewThatWasNotSeenIsPreviewedAtOnce()
{
    for (const RenderConfig& config : {onCpu, onGpu}) {
        PictureWindow window(config);
        QVERIFY(window.exposed());
        window.frame().spacing = 2.0 / 500;
        window.show({meadow(500).scene(), {}});
        QVERIFY(window.finish());
        const scene::Camera all = window.frame().camera;
        window.frame().camera = all.fittedTo({-0.9, -0.9, -0.5, -0.5}, 0);
        window.item().update();
        QVERIFY(window.finish());
        // To another corner, of which the old picture shows nothing.
        window.frame().camera = all.fittedTo({0.1, 0.1, 0.9, 0.9}, 0);
        window.item().update();
        const QImage first = window.grab();
        const PictureReport report = window.link().report();
        QVERIFY(report.drawnShare < 1);
        QVERIFY(report.edgeShare > 0 && report.nodeShare > 0);
        QVERIFY(window.finish());
        const QImage full = window.grab();
        QCOMPARE(window.link().report().drawnShare, 1.0);
        const auto mean = [](const QImage& image) { return image.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0); };
        // Fewer elements, each brighter: about as much light, as far as so few can give it.
        const double least = report.nodeShare > 0.2 ? 0.5 : 0.2;
        const double lightness = mean(first).lightnessF(), wanted = mean(full).lightnessF();
        const double ground = QColor(0x0F, 0x13, 0x18).lightnessF();
        QVERIFY2(lightness - ground > least * (wanted - ground) && lightness - ground < 1.5 * (wanted - ground),
                 qPrintable(QStringLiteral("%1 of %2").arg(lightness).arg(wanted)));
    }
}

void tst_Picture::aPreviewFillsOnlyWhatTheOldPictureDoesNot()
{
    PictureWindow window(onCpu);
    QVERIFY(window.exposed());
    window.show({meadow(300).scene(), {}});
    window.frame().camera = window.frame().camera.fittedTo({-0.5, -0.4, 0.5, 0.4}, 0);
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.frame().camera = window.frame().camera.panned(-60, 0);
    window.item().update();
    const QImage after = window.grab();
    QVERIFY(window.link().report().drawnShare < 1);
    const QImage kept = after.copy(0, 0, before.width() - 60, before.height());
    const Difference d = difference(kept, before.copy(60, 0, before.width() - 60, before.height()));
    QVERIFY2(d.mean < 1, words(d));
    const QImage strip = after.copy(before.width() - 60, 0, 60, before.height());
    QImage ground(strip.size(), QImage::Format_RGB32);
    ground.fill(QColor(0x0F, 0x13, 0x18));
    QVERIFY2(difference(strip, ground).mean > 5, "the strip that came into view is empty");
}

void tst_Picture::whatIsOutOfViewIsLeftOutAndNothingElse()
{
    // Of a zoomed picture, drawing the blocks in view and drawing all of them is the same.
    const auto scene = meadow(200).scene();
    for (const EdgeDrawing edges : {EdgeDrawing::Cpu, EdgeDrawing::Gpu}) {
        const auto picture = [&](bool allInView) {
            PictureWindow window({edges, 10'000'000});
            window.frame().camera = window.frame().camera.fittedTo({0.3, 0.2, 0.5, 0.35}, 0);
            window.showDrifted({scene, {}}, allInView ? 100.0F : 0.0F);
            return window.exposed() && window.finish() ? window.grab() : QImage();
        };
        const QImage culled = picture(false);
        const Difference d = difference(culled, picture(true));
        // The sums of edges are the same, but for the order in which the workers add them.
        QVERIFY2(!culled.isNull() && d.most <= 1, words(d));
    }
}

void tst_Picture::changesLeadToTheSamePictureAsAWholeScene()
{
    for (const RenderConfig& config : {onCpu, onGpu}) {
        SceneBuilder builder = wheel(30);
        PictureWindow window(config);
        QVERIFY(window.exposed());
        window.show({builder.scene(), {}});
        QVERIFY(window.finish());
        builder.move(7, 0.2F, -0.3F);
        const Slot added = builder.node(-0.5F, 0.5F, 2, 1);
        const Slot edge = builder.edge(added, 7);
        const auto scene = builder.scene();
        window.show({scene, {{{7, 1}, {added, 1}}, {{added, 1}}, {{edge, 1}}}});
        QVERIFY(window.finish());
        QCOMPARE(window.grab(), pictureOf(scene, config));
    }
}

void tst_Picture::aStreamThatChangesEveryFrameDoesNotKeepAPictureFromBeingFinished()
{
    SceneBuilder builder = wheel(200);
    PictureWindow window({EdgeDrawing::ByDevice, 20});
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const std::uint64_t before = window.link().report().pictures;
    float x = 0;
    // Each frame brings another scene, and a picture takes ten frames: yet pictures come.
    QVERIFY(QTest::qWaitFor(
        [&] {
            builder.move(3, x += 0.001F, 0);
            window.show({builder.scene(), {{{3, 1}}, {}, {}}});
            return window.link().report().pictures >= before + 3;
        },
        20'000));
}

void tst_Picture::nothingIsDrawnAgainWhileNothingChanged()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    window.show({wheel(30).scene(), {}});
    QVERIFY(window.finish());
    const std::uint64_t passes = window.link().report().graphPasses;
    QVERIFY(passes > 0);
    int frames = 0;
    connect(&window.window(), &QQuickWindow::frameSwapped, &window.window(), [&frames] { ++frames; });
    QVERIFY(QTest::qWaitFor(
        [&] {
            window.window().update();
            return frames >= 5;
        },
        10'000));
    QCOMPARE(window.link().report().graphPasses, passes);
}

void tst_Picture::scatteredChangesUploadAFewBytesEach()
{
    SceneBuilder builder;
    for (int i = 0; i < 40'000; ++i)
        builder.node(static_cast<float>(i % 200) / 100 - 1, static_cast<float>(i / 200) / 100 - 1);
    PictureWindow window({});
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const std::uint64_t before = window.link().report().pageBytes;
    scene::SceneDirt dirt;
    for (Slot node = 0; node < 40'000; node += 400) {
        builder.move(node, 0, 0);
        dirt.positions.push_back({node, 1});
    }
    window.show({builder.scene(), dirt});
    QVERIFY(window.finish());
    const std::uint64_t bytes = window.link().report().pageBytes - before;
    QVERIFY2(bytes >= 100 * 8 && bytes <= 100 * 64, qPrintable(QString::number(bytes)));
}

void tst_Picture::aFrameThatComesTooEarlyForTheNextPictureAsksForAnother()
{
    PictureWindow window({EdgeDrawing::Cpu, 0, 400});
    QVERIFY(window.exposed());
    SceneBuilder builder = wheel(12);
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    QTimer later;
    later.setSingleShot(true);
    connect(&later, &QTimer::timeout, &window.item(), &QQuickItem::update);
    // As the view does: it asks for frames only where a report says that one is wanted, at worst a little early.
    const auto onReport = [&window, &later] {
        const PictureReport report = window.link().report();
        if (report.wantsFrame)
            window.item().update();
        else if (report.resting)
            later.start(std::max(1, static_cast<int>(milliseconds(report.restUntil - Clock::now())) / 2));
    };
    connect(&window.window(), &QQuickWindow::afterFrameEnd, &window.item(), [&window] { window.link().frameEnded(); }, Qt::DirectConnection);
    window.link().setWake([&window, onReport] { QMetaObject::invokeMethod(&window.item(), onReport, Qt::QueuedConnection); });
    const Slot node = builder.node(0.5F, 0.5F);
    const auto scene = builder.scene();
    window.show({scene, {{{node, 1}}, {{node, 1}}, {}}});
    QTRY_COMPARE(window.link().report().sceneVersion, scene->version);
    window.link().setWake({});
}

void tst_Picture::aGraphThatGrowsKeepsWhatItHad()
{
    // Growing the positions' texture copies it; what is not sent again must still be there.
    SceneBuilder builder = wheel(30);
    PictureWindow window(onGpu);
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const Slot first = 31;
    for (int i = 0; i < 5000; ++i)
        builder.node(static_cast<float>(i % 70) / 700 - 0.9F, static_cast<float>(i / 70) / 700 - 0.9F);
    const auto scene = builder.scene();
    window.show({scene, {{{first, 5000}}, {{first, 5000}}, {}}});
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), pictureOf(scene, onGpu));
}

void tst_Picture::aMovedCameraMovesTheOldPictureAtOnce()
{
    PictureWindow window({EdgeDrawing::Gpu, 1});
    QVERIFY(window.exposed());
    SceneBuilder builder;
    builder.node(0, 0, 8, 1);
    for (int i = 0; i < 200; ++i)
        builder.node(0.9F, 0.9F);
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QColor disc(window.grab().pixel(100, 75));
    const std::uint64_t pictures = window.link().report().pictures;
    window.frame().camera = window.frame().camera.panned(40, 0);
    window.item().update();
    const QImage moved = window.grab();
    QCOMPARE(window.link().report().pictures, pictures);   // the next picture needs many more frames
    QCOMPARE(QColor(moved.pixel(140, 75)), disc);
    QCOMPARE(QColor(moved.pixel(20, 75)), window.frame().style.ground);
}

void tst_Picture::anEmptyGraphIsGround()
{
    const QImage picture = pictureOf(SceneBuilder().scene(), {});
    QCOMPARE(picture.size().isEmpty(), false);
    QImage ground(picture.size(), QImage::Format_RGB32);
    ground.fill(QColor(0x0F, 0x13, 0x18));
    QCOMPARE(picture, ground);
}

void tst_Picture::aLostSceneGraphIsDrawnAgain()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    const auto scene = wheel(30).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.loseSceneGraph();
    window.show({scene, {}});
    QVERIFY(window.showAgain());
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), before);
}

void tst_Picture::selectionDimsTheRestAndRingsTheNode()
{
    PictureWindow window({});
    QVERIFY(window.exposed());
    window.show({wheel(24).scene(), {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.frame().highlight.selectedNode = 0;
    window.item().update();
    const QImage after = window.grab();
    const auto brightness = [](QRgb p) { return qRed(p) + qGreen(p) + qBlue(p); };
    const QPoint ofRing(qRound(window.frame().camera.itemFromWorld({1, 0}).x), 75);
    QVERIFY(brightness(after.pixel(ofRing)) < brightness(before.pixel(ofRing)));
    QCOMPARE(after.pixel(100, 75), before.pixel(100, 75));   // the hub itself
    bool ring = false;
    for (int x = 100; x < 130; ++x)
        ring |= brightness(after.pixel(x, 75)) > 600;
    QVERIFY2(ring, "no bright ring around the selected node");
}

void tst_Picture::whatChangedGlowsAndFades_data()
{
    using What = scene::SceneChange::What;
    QTest::addColumn<scene::SceneChange>("change");
    QTest::addColumn<QPoint>("where");   // of what is seen of it, in a picture where one unit is 67 pixels
    scene::SceneChange change;
    change.slot = 0;
    QTest::newRow("a node's value") << change << QPoint(0, -3);
    change.what = What::Came;
    QTest::newRow("a node that came") << change << QPoint(0, -3);
    change.element = ElementKind::Edge;
    QTest::newRow("an edge") << change << QPoint(33, 0);
    change.what = What::Gone;
    change.from = {-0.5F, -0.5F};
    change.to = {0.5F, -0.5F};
    QTest::newRow("an edge that is gone") << change << QPoint(0, -33);
    change.element = ElementKind::Node;
    change.to = change.from;
    change.style.live = change.style.placed = true;
    QTest::newRow("a node that is gone") << change << QPoint(-33, -33);
}

void tst_Picture::whatChangedGlowsAndFades()
{
    QFETCH(scene::SceneChange, change);
    QFETCH(QPoint, where);
    SceneBuilder builder;
    const Slot middleNode = builder.node(0, 0);
    builder.edge(middleNode, builder.node(1, 0));
    PictureWindow window(onCpu);
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.show({builder.scene(), {.changes = {change}}});
    QVERIFY(window.finish());
    QVERIFY(window.link().report().fading);
    const QPoint middle(before.width() / 2, before.height() / 2);
    const QImage glowing = window.grab();
    QVERIFY(glowing.pixel(middle + where) != before.pixel(middle + where));
    QVERIFY(QTest::qWaitFor(
        [&] {
            window.item().update();
            return !window.link().report().fading;
        },
        10'000));
    QCOMPARE(window.grab(), before);
}

void tst_Picture::nothingGlowsWhereItIsSwitchedOff()
{
    SceneBuilder builder;
    builder.node(0, 0);
    PictureWindow window(onCpu);
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.frame().showChanges = false;
    scene::SceneChange change;
    change.slot = 0;
    window.show({builder.scene(), {.changes = {change}}});
    QVERIFY(window.finish());
    QVERIFY(!window.link().report().fading);
    QCOMPARE(window.grab(), before);
}

void tst_Picture::labelsAreDrawnBesideTheirNodesAndGoWithThem()
{
    PictureWindow window(onCpu);
    QVERIFY(window.exposed());
    SceneBuilder builder;
    const Slot node = builder.node(-0.5F, 0);
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QImage without = window.grab();

    QFont font(QStringLiteral("Roboto"));
    font.setPixelSize(12);
    LabelShaper shaper(font);
    bool kept = false;
    auto labels = std::make_shared<LabelSet>();
    labels->epochVersion = 1;
    labels->nodes = {node};
    for (LabelGlyph glyph : shaper.shaped(QStringLiteral("node"), kept).glyphs) {
        glyph.node = node;
        glyph.rect[0] += 10;
        labels->glyphs.push_back(glyph);
    }
    labels->image = shaper.image();
    window.frame().labels = labels;
    window.item().update();
    const auto inked = [&without](const QImage& image) {
        QRect rect;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (qGray(image.pixel(x, y)) > 120 && qGray(without.pixel(x, y)) < 60)
                    rect |= QRect(x, y, 1, 1);
            }
        }
        return rect;
    };
    const QRect at = inked(window.grab());
    const scene::ItemPoint centre = window.frame().camera.itemFromWorld({-0.5, 0});
    QVERIFY2(at.width() > 15 && at.width() < 45 && at.height() > 5 && at.height() < 16, "not the size of a word");
    QVERIFY(std::abs(at.left() - (centre.x + 10)) < 4);
    QVERIFY(std::abs(at.center().y() - centre.y) < 4);

    // While nothing moves it is part of a texture: further frames draw nothing of it, and are the same.
    const QImage still = window.grab();
    window.item().update();
    QCOMPARE(window.grab(), still);

    // The camera moves, and with the next frame the label has, without being shaped again.
    const std::uint64_t passes = window.link().report().graphPasses;
    window.frame().camera = window.frame().camera.panned(30, 12);
    window.item().update();
    const QImage moved = window.grab();
    QVERIFY(qGray(moved.pixel(at.left() + 30, at.center().y() + 12)) > 60 || inked(moved).intersects(at.translated(30, 12)));
    QVERIFY(window.link().report().graphPasses >= passes);

    // Of another graph they are not drawn.
    window.show({builder.scene(2), {}});
    QVERIFY(window.finish());
    window.frame().camera = window.frame().camera.panned(-30, -12);
    window.item().update();
    QVERIFY(window.finish());
    QCOMPARE(inked(window.grab()), QRect());
}

WEIR_TEST_IN(QGuiApplication, tst_Picture)
#include "tst_picture.moc"
