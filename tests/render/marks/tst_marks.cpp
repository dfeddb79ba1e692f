#include "render/picture_difference.h"
#include "render/picture_window.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <cmath>

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

Q_DECLARE_METATYPE(weir::render::Highlight)

namespace {

TimePoint testTime{};   // what time it is for what fades

/// Five nodes, near enough for their edges to be strokes: 0 at the left, 1 above, 2 at the right, 3 below, 4 in the middle.
SceneBuilder cross()
{
    SceneBuilder builder;
    builder.node(-0.8F, 0, 1, 0);
    builder.node(0, -0.7F, 1.5F, 1);
    builder.node(0.8F, 0, 1, 0);
    builder.node(0, 0.7F, 1, 1);
    builder.node(0, 0, 2, 0);
    for (Slot node = 0; node < 4; ++node)
        builder.edge(node, 4, node == 2, node == 1 ? 9.0F : 1.0F);
    builder.edge(0, 1);
    return builder;
}

PictureStyle lightStyle()
{
    return {QColor(0xF7, 0xF8, 0xFA), QColor(0x4A, 0x5A, 0x70), QColor(0x10, 0x15, 0x1B), QColor(0x10, 0x15, 0x1B),
            {QColor(0x00, 0x72, 0xB2), QColor(0xD5, 0x5E, 0x00)}, 0.6, 3.5};
}

/// Glyphs that no font has, so that they are the same everywhere: a disc and a bar beside node 1, a disc beside node 4.
std::shared_ptr<const LabelSet> madeUpLabels()
{
    constexpr int cell = 32;
    auto image = std::make_shared<GlyphImage>();
    image->version = 1;
    image->pixels = QByteArray(GlyphImage::side * GlyphImage::side, 0);
    const auto put = [&image](int left, auto&& depth) {   // pixels inside of the outline
        for (int y = 0; y < cell; ++y) {
            for (int x = 0; x < cell; ++x)
                image->pixels[y * GlyphImage::side + left + x] = static_cast<char>(std::clamp(128 + 16 * depth(x + 0.5 - cell / 2, y + 0.5 - cell / 2), 0.0, 255.0));
        }
    };
    put(0, [](double x, double y) { return 9 - std::hypot(x, y); });
    put(cell, [](double x, double y) { return std::min(9 - std::abs(x), 3 - std::abs(y)); });
    const auto glyph = [](Slot node, float left, int number) {
        constexpr float share = float(cell) / GlyphImage::side;
        return LabelGlyph{node, {left, -8, 16, 16}, {static_cast<float>(number) * share, 0, share, share}};
    };
    auto labels = std::make_shared<LabelSet>();
    labels->epochVersion = 1;
    labels->image = std::move(image);
    labels->glyphs = {glyph(1, 14, 0), glyph(1, 30, 1), glyph(4, 16, 0)};
    labels->nodes = {1, 4};
    return labels;
}

std::vector<scene::SceneChange> everyKindOfChange()
{
    using What = scene::SceneChange::What;
    scene::SceneChange node;
    node.slot = 2;
    scene::SceneChange came = node;
    came.what = What::Came;
    came.slot = 1;
    scene::SceneChange edge;
    edge.element = ElementKind::Edge;
    edge.what = What::Came;
    edge.slot = 0;
    scene::SceneChange goneEdge = edge;
    goneEdge.what = What::Gone;
    goneEdge.from = {-0.8F, 0};
    goneEdge.to = {-0.6F, 0.7F};
    scene::SceneChange goneNode;
    goneNode.what = What::Gone;
    goneNode.from = goneNode.to = goneEdge.to;
    goneNode.style.live = goneNode.style.placed = true;
    goneNode.style.radius = 1.5F;
    goneNode.style.category = 1;
    return {node, came, edge, goneEdge, goneNode};
}

} // namespace

/// What is drawn over and beside the picture looks as it did: rings, what stands out of a selection, labels, and what just changed, at a
/// time that stands still.
class tst_Marks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatStandsOutLooksAsItDid_data();
    void whatStandsOutLooksAsItDid();
    void labelsLookAsTheyDid_data();
    void labelsLookAsTheyDid();
    void whatChangedLooksAsItDid_data();
    void whatChangedLooksAsItDid();

private:
    static void begin(PictureWindow& window, bool light)
    {
        testTime = TimePoint(std::chrono::hours(1));
        window.frame().now = [] { return testTime; };
        window.frame().spacing = 0.6;
        if (light)
            window.frame().style = lightStyle();
    }
    static void verify(PictureWindow& window, const char* name)
    {
        const Difference d = differenceFromGolden(window.grab(), QString::fromLatin1(name));
        QVERIFY2(looksAs(d), words(d));
    }
};

namespace {

const RenderConfig onCpu{EdgeDrawing::Cpu, 0};
constexpr QSize size{120, 90};

}

void tst_Marks::whatStandsOutLooksAsItDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<Highlight>("highlight");
    const auto row = [](const char* name, bool light, auto&& choose) {
        Highlight highlight;
        choose(highlight);
        QTest::newRow(name) << light << highlight;
    };
    const auto selected = [around = std::make_shared<scene::Neighbourhood>(scene::neighboursIn(scene::edgesAt(*cross().scene(), 1), 1, 100))](Highlight& highlight) {
        highlight.selectedNode = 1;
        highlight.around = around;
    };
    const auto hovered = [](Highlight& highlight) { highlight.hoveredNode = 4; };
    const auto set = [](Highlight& highlight) {
        highlight.selectedSet = std::make_shared<scene::ElementSet>(scene::ElementSet{.nodes = {2, 3, 4}, .edges = {2, 3}});
    };
    row("selected_dark", false, selected);
    row("selected_light", true, selected);
    row("hovered_dark", false, hovered);
    row("hovered_light", true, hovered);
    row("hovered_edge", false, [](Highlight& highlight) { highlight.hoveredEdge = 2; });
    row("selected_edge", false, [](Highlight& highlight) { highlight.selectedEdge = 1; });
    row("set_dark", false, set);
    row("set_light", true, set);
}

void tst_Marks::whatStandsOutLooksAsItDid()
{
    QFETCH(bool, light);
    QFETCH(Highlight, highlight);
    PictureWindow window(onCpu, size);
    QVERIFY(window.exposed());
    begin(window, light);
    window.frame().highlight = highlight;
    window.show({cross().scene(), {}});
    QVERIFY(window.finish());
    verify(window, QTest::currentDataTag());
}

void tst_Marks::labelsLookAsTheyDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<bool>("selects");
    QTest::newRow("labels_dark") << false << false;
    QTest::newRow("labels_light") << true << false;
    QTest::newRow("labels_on_plates") << false << true;
}

void tst_Marks::labelsLookAsTheyDid()
{
    QFETCH(bool, light);
    QFETCH(bool, selects);
    PictureWindow window(onCpu, size);
    QVERIFY(window.exposed());
    begin(window, light);
    if (selects)
        window.frame().highlight.selectedNode = 4;
    window.frame().labels = madeUpLabels();
    window.show({cross().scene(), {}});
    QVERIFY(window.finish());
    verify(window, QTest::currentDataTag());
}

void tst_Marks::whatChangedLooksAsItDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<int>("afterMs");
    QTest::newRow("changed_at_once") << false << 0;
    QTest::newRow("changed_dark") << false << 500;
    QTest::newRow("changed_light") << true << 500;
    QTest::newRow("changed_long_ago") << false << 1200;
}

void tst_Marks::whatChangedLooksAsItDid()
{
    QFETCH(bool, light);
    QFETCH(int, afterMs);
    PictureWindow window(onCpu, size);
    QVERIFY(window.exposed());
    begin(window, light);
    SceneBuilder builder = cross();
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QImage before = window.grab();
    window.show({builder.scene(), {.changes = everyKindOfChange()}});
    QVERIFY(window.finish());
    testTime += std::chrono::milliseconds(afterMs);
    window.item().update();
    verify(window, QTest::currentDataTag());
    QVERIFY(window.link().report().fading);
    testTime += std::chrono::seconds(5);
    window.item().update();
    QCOMPARE(window.grab(), before);
    QVERIFY(!window.link().report().fading);
}

WEIR_TEST_IN(QGuiApplication, tst_Marks)
#include "tst_marks.moc"
