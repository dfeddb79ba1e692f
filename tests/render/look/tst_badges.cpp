#include "render/look/badge.h"
#include "render/picture_difference.h"
#include "render/picture_window.h"
#include "scene/scene_builder.h"
#include "support/test_program.h"

using namespace weir;
using namespace weir::render;
using scene::SceneBuilder;

class tst_Badges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lookAsTheyDid_data();
    void lookAsTheyDid();
    void lookTheSameFromTheCpuAndTheGpu();
    void nodesTooSmallToCarryOneHaveNone();
    void whatIsNotThereHasNone_data();
    void whatIsNotThereHasNone();
    void giveWayToWhatIsSelected();
    void goWithTheirNodes();
};

namespace {

using Pins = std::vector<PinnedNode>;

/// Small, usual and large nodes with loops and edges; one is dimmed. All of them are pinned.
SceneBuilder pinnedGraph()
{
    SceneBuilder builder;
    for (int i = 0; i < 5; ++i)
        builder.node(static_cast<float>(i) * 0.4F - 0.8F, -0.5F, 0.6F + 0.8F * static_cast<float>(i), static_cast<std::uint16_t>(i % 2));
    for (int i = 0; i < 4; ++i)
        builder.node(static_cast<float>(i) * 0.5F - 0.75F, 0.5F, 1.4F, static_cast<std::uint16_t>((i + 1) % 2));
    builder.style(7).standing = scene::Standing::Dimmed;
    builder.edge(3, 3, true);
    builder.edge(2, 6, true);
    builder.edge(4, 8);
    return builder;
}

std::shared_ptr<const Pins> pinsTo(Slot count)
{
    Pins pins;
    for (Slot node = 0; node < count; ++node)
        pins.push_back({node, 0});
    return std::make_shared<const Pins>(std::move(pins));
}

/// A window that shows the graph with these pinned nodes.
QImage pictureOf(const std::shared_ptr<const scene::Scene>& scene, std::shared_ptr<const Pins> pins, double spacing, EdgeDrawing edges = EdgeDrawing::Cpu)
{
    PictureWindow window({edges, 0});
    window.frame().spacing = spacing;
    window.frame().highlight.pinned = std::move(pins);
    window.show({scene, {}});
    return window.exposed() && window.finish() ? window.grab() : QImage();
}

} // namespace

void tst_Badges::lookAsTheyDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<Slot>("selected");
    QTest::addColumn<QString>("name");
    QTest::newRow("dark") << false << noSlot << QStringLiteral("badges_dark");
    QTest::newRow("light") << true << noSlot << QStringLiteral("badges_light");
    QTest::newRow("beside a selected node") << false << Slot{6} << QStringLiteral("badges_selected");
}

void tst_Badges::lookAsTheyDid()
{
    QFETCH(bool, light);
    QFETCH(Slot, selected);
    QFETCH(QString, name);
    PictureWindow window({EdgeDrawing::Cpu, 0});
    QVERIFY(window.exposed());
    window.frame().spacing = 0.9;
    if (light)
        window.frame().style = {QColor(0xF7, 0xF8, 0xFA), QColor(0x4A, 0x5A, 0x70), QColor(0x10, 0x15, 0x1B), QColor(0x10, 0x15, 0x1B),
                                {QColor(0x00, 0x72, 0xB2), QColor(0xD5, 0x5E, 0x00)}, 0.6, 3.5};
    window.frame().highlight.pinned = pinsTo(9);
    window.frame().highlight.selectedNode = selected;
    window.show({pinnedGraph().scene(), {}});
    QVERIFY(window.finish());
    const Difference d = differenceFromGolden(window.grab(), name);
    QVERIFY2(looksAs(d), words(d));
}

void tst_Badges::lookTheSameFromTheCpuAndTheGpu()
{
    const auto scene = pinnedGraph().scene();
    const QImage cpu = pictureOf(scene, pinsTo(9), 0.9, EdgeDrawing::Cpu);
    const Difference d = difference(cpu, pictureOf(scene, pinsTo(9), 0.9, EdgeDrawing::Gpu));
    QVERIFY2(d.most <= 4 && d.mean <= 0.1, words(d));
    QVERIFY2(difference(cpu, pictureOf(scene, nullptr, 0.9)).most > 100, "no badge was drawn");
}

void tst_Badges::nodesTooSmallToCarryOneHaveNone()
{
    const auto scene = pinnedGraph().scene();
    QVERIFY(5 * scene::usualPixelRadius(67 * 0.01) < leastBadgedRadius);
    QCOMPARE(pictureOf(scene, pinsTo(9), 0.01), pictureOf(scene, nullptr, 0.01));
}

void tst_Badges::whatIsNotThereHasNone_data()
{
    QTest::addColumn<Pins>("pins");
    QTest::newRow("no slot of this graph") << Pins{{9, 0}, {1'000'000, 0}, {noSlot, 0}};
    QTest::newRow("the slot is another node's by now") << Pins{{3, 1}};
    QTest::newRow("none") << Pins{};
}

void tst_Badges::whatIsNotThereHasNone()
{
    QFETCH(Pins, pins);
    const auto scene = pinnedGraph().scene();
    QCOMPARE(pictureOf(scene, std::make_shared<const Pins>(pins), 0.9), pictureOf(scene, nullptr, 0.9));
}

void tst_Badges::giveWayToWhatIsSelected()
{
    PictureWindow window({EdgeDrawing::Cpu, 0});
    QVERIFY(window.exposed());
    SceneBuilder builder;
    builder.node(-0.5F, 0, 2);
    builder.node(0.5F, 0, 2);
    window.frame().spacing = 0.9;
    window.frame().highlight.pinned = pinsTo(2);
    window.frame().highlight.selectedNode = 0;
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    const QImage picture = window.grab();
    const BadgePlace place = badgeOf(scene::drawnRadius(2, scene::usualPixelRadius(0.9 * window.frame().camera.scale())));
    // Inside the disc and outside of the sign.
    const auto brightness = [&](double x) {
        const scene::ItemPoint at = window.frame().camera.itemFromWorld({x, 0});
        return qGray(picture.pixel(qRound(at.x - place.aside - 0.75 * place.radius), qRound(at.y - place.aside)));
    };
    QVERIFY(brightness(-0.5) > 240);
    QVERIFY(brightness(0.5) < 160);
}

void tst_Badges::goWithTheirNodes()
{
    PictureWindow window({EdgeDrawing::Cpu, 0});
    QVERIFY(window.exposed());
    SceneBuilder builder;
    const Slot node = builder.node(0, 0, 2);
    window.frame().spacing = 0.9;
    window.frame().highlight.pinned = pinsTo(1);
    window.show({builder.scene(), {}});
    QVERIFY(window.finish());
    builder.move(node, 0.5F, 0.25F);
    const auto moved = builder.scene();
    window.show({moved, {{{node, 1}}, {}, {}}});
    QVERIFY(window.finish());
    QCOMPARE(window.grab(), pictureOf(moved, pinsTo(1), 0.9));
}

WEIR_TEST_IN(QGuiApplication, tst_Badges)
#include "tst_badges.moc"
