#include "render/picture_difference.h"
#include "render/picture_graphs.h"
#include "render/picture_window.h"
#include "support/test_program.h"

using namespace weir;
using namespace weir::render;

/// Both ways in which shaders read where nodes are show the same.
class tst_NodePositions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bothWaysShowTheSame_data();
    void bothWaysShowTheSame();
    void bothWaysLookLikeTheGoldenPicture_data();
    void bothWaysLookLikeTheGoldenPicture();
    void changesLeadToTheSamePictureAsAWholeScene();
    void aGraphThatGrowsKeepsWhatItHad();
    void scatteredChangesUploadAFewBytesEach();
    void aGraphThatABufferDoesNotHoldIsReadFromATexture();
    void aLostSceneGraphIsDrawnAgain();
    void aDeviceWithoutStorageBuffersReadsATexture();
};

namespace {

constexpr RenderConfig from(PositionReading positions, EdgeDrawing edges = EdgeDrawing::Gpu) { return {edges, 0, 0, positions, {}}; }

QImage pictureOf(const std::shared_ptr<const scene::Scene>& scene, RenderConfig config, double spacing = 0.1)
{
    PictureWindow window(config);
    window.frame().spacing = spacing;
    window.show({scene, {}});
    return window.exposed() && window.finish() && window.link().report().positions == *config.positions ? window.grab() : QImage();
}

} // namespace

void tst_NodePositions::initTestCase()
{
    PictureWindow window(from(PositionReading::Buffer));
    window.show({wheel(3).scene(), {}});
    QVERIFY(window.exposed() && window.finish());
    if (window.link().report().positions != PositionReading::Buffer)
        QSKIP("this device has no storage buffers for vertex shaders");
}

void tst_NodePositions::bothWaysShowTheSame_data()
{
    QTest::addColumn<std::shared_ptr<const scene::Scene>>("graph");
    QTest::addColumn<double>("spacing");
    QTest::addColumn<EdgeDrawing>("edges");
    QTest::newRow("lines") << wheel(40).scene() << 0.1 << EdgeDrawing::Gpu;
    QTest::newRow("close") << signpost().scene() << 0.6 << EdgeDrawing::Gpu;
    QTest::newRow("splatted") << signpost().scene() << 0.6 << EdgeDrawing::Cpu;
    QTest::newRow("dense") << meadow(200).scene() << 0.01 << EdgeDrawing::Gpu;
    SceneBuilder dimmed = wheel(40);
    for (Slot node = 0; node < 40; node += 3)
        dimmed.style(node).standing = scene::Standing::Dimmed;
    dimmed.style(7).standing = scene::Standing::Hidden;
    dimmed.unplacedNode();
    dimmed.edge(41, 3);
    QTest::newRow("dimmed, hidden and without a place") << dimmed.scene() << 0.1 << EdgeDrawing::Gpu;
}

void tst_NodePositions::bothWaysShowTheSame()
{
    QFETCH(std::shared_ptr<const scene::Scene>, graph);
    QFETCH(double, spacing);
    QFETCH(EdgeDrawing, edges);
    const QImage texture = pictureOf(graph, from(PositionReading::Texture, edges), spacing);
    const Difference d = difference(pictureOf(graph, from(PositionReading::Buffer, edges), spacing), texture);
    QVERIFY2(!texture.isNull() && d.most == 0, words(d));
}

void tst_NodePositions::bothWaysLookLikeTheGoldenPicture_data()
{
    QTest::addColumn<PositionReading>("positions");
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::shared_ptr<const scene::Scene>>("graph");
    QTest::addColumn<double>("spacing");
    for (const PositionReading reading : {PositionReading::Texture, PositionReading::Buffer}) {
        const char* const where = reading == PositionReading::Buffer ? "buffer" : "texture";
        QTest::addRow("far, %s", where) << reading << QStringLiteral("wheel_dark") << wheel(24).scene() << 0.1;
        QTest::addRow("close, %s", where) << reading << QStringLiteral("close_dark") << signpost().scene() << 0.6;
    }
}

void tst_NodePositions::bothWaysLookLikeTheGoldenPicture()
{
    QFETCH(PositionReading, positions);
    QFETCH(QString, name);
    QFETCH(std::shared_ptr<const scene::Scene>, graph);
    QFETCH(double, spacing);
    const Difference d = differenceFromGolden(pictureOf(graph, from(positions), spacing), name);
    QVERIFY2(looksAs(d), words(d));
}

void tst_NodePositions::changesLeadToTheSamePictureAsAWholeScene()
{
    SceneBuilder builder = wheel(40);
    PictureWindow window(from(PositionReading::Buffer));
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    builder.move(5, 0.1F, -0.3F);
    builder.style(9).live = false;
    builder.style(12).standing = scene::Standing::Dimmed;
    const auto changed = builder.scene();
    window.show({changed, {{{5, 1}}, {{9, 1}, {12, 1}}, {}}});
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), pictureOf(changed, from(PositionReading::Buffer)));
}

void tst_NodePositions::aGraphThatGrowsKeepsWhatItHad()
{
    SceneBuilder builder = wheel(40);
    PictureWindow window(from(PositionReading::Buffer));
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const Slot first = builder.node(0.5F, 0.5F);   // and so many that the buffer is another one
    for (int i = 1; i < 40'000; ++i)
        builder.node(static_cast<float>(i % 200) / 400, static_cast<float>(i / 200) / 400);
    const auto grown = builder.scene();
    window.show({grown, {{{first, 40'000}}, {{first, 40'000}}, {}}});
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), pictureOf(grown, from(PositionReading::Buffer)));
}

void tst_NodePositions::scatteredChangesUploadAFewBytesEach()
{
    SceneBuilder builder = meadow(200);
    PictureWindow window(from(PositionReading::Buffer));
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const std::uint64_t before = window.link().report().pageBytes;
    std::vector<scene::SlotRange> moved;
    for (Slot node = 0; node < 40'000; node += 400) {
        builder.move(node, 0.01F, 0.01F);
        moved.push_back({node, 1});
    }
    window.show({builder.scene(), {moved, {}, {}}});
    QVERIFY(window.finish());
    // A position, and where it is found again in another block its record and those of its edges.
    const std::uint64_t bytes = window.link().report().pageBytes - before;
    QVERIFY2(bytes < moved.size() * 200, qPrintable(QString::number(bytes)));
}

void tst_NodePositions::aGraphThatABufferDoesNotHoldIsReadFromATexture()
{
    SceneBuilder builder = wheel(24);
    PictureWindow window(from(PositionReading::Buffer));
    QVERIFY(window.exposed());
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    // Slots that nobody uses, and one beyond them.
    const Slot first = builder.freeNode();
    while (builder.freeNode() < mostInBuffer) { }
    builder.edge(builder.node(0.5F, -0.4F, 2), 0);
    const auto grown = builder.scene();
    window.show({grown, {{{first, grown->nodeSlots - first}}, {{first, grown->nodeSlots - first}}, {{48, 1}}}});
    QVERIFY(window.finish());
    QCOMPARE(window.link().report().error, QString());
    QCOMPARE(window.link().report().positions, PositionReading::Texture);
    QCOMPARE(window.grab(), pictureOf(grown, from(PositionReading::Texture)));
}

void tst_NodePositions::aLostSceneGraphIsDrawnAgain()
{
    PictureWindow window(from(PositionReading::Buffer));
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

void tst_NodePositions::aDeviceWithoutStorageBuffersReadsATexture()
{
    RenderConfig config = from(PositionReading::Buffer);
    DeviceAbilities device{QStringLiteral("a small device"), false, true, true, true, true, true, false, 4096};
    config.device = device;
    PictureWindow window(config);
    QVERIFY(window.exposed());
    const auto scene = wheel(24).scene();
    window.show({scene, {}});
    QVERIFY(window.finish());
    QCOMPARE(window.link().report().positions, PositionReading::Texture);
    QCOMPARE(window.grab(), pictureOf(scene, from(PositionReading::Texture)));
}

WEIR_TEST_IN(QGuiApplication, tst_NodePositions)
#include "tst_node_positions.moc"
