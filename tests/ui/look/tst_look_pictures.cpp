#include "render/picture_difference.h"
#include "support/described_model.h"
#include "ui/graph/graph_view.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::pipeline;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(weir::pipeline::LookSettings)

/// Every size and colour that nodes can have, and what a filter leaves of them, from the model to the picture.
class tst_LookPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLookLooksAsItDid_data();
    void aLookLooksAsItDid();
};

namespace {

constexpr Slot side = 6;

/// A square of nodes; their category is that of their column, their value grows to the right and the second one down. Edges
/// lead along the rows, and all of the last row lead to its last node; one piece of two rows, and four of one.
graph::ChangeSet square()
{
    auto set = empty();
    for (Slot node = 0; node < side * side; ++node) {
        const auto column = static_cast<float>(node % side), row = static_cast<float>(node / side);
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", static_cast<graph::Category>(node % 2), 0);
        set.setNodeMotion(node, {column, row, true, node == 0 ? 4.0F : 1.0F}, std::array{column * column, row});
    }
    Slot edges = 0;
    const auto join = [&](Slot from, Slot to) {
        set.setEdgeIdentity(edges, 1, from, to, 0, false);
        set.setEdgeMotion(edges++, 1, {});
    };
    for (Slot node = 0; node < side * side; ++node) {
        if (node % side + 1 < side)
            join(node, node + 1);
    }
    for (Slot node = side * (side - 2); node + 1 < side * side; ++node)
        join(node, side * side - 1);
    return set;
}

/// The city of a node is that of its row, but for the last column's, and its age grows to the right; an edge's city is that of its slot.
graph::ChangeSet squareAttributes()
{
    auto set = columnsOf(ElementKind::Node, 6);
    set.append(columnsOf(ElementKind::Edge, 6).view());
    for (Slot node = 0; node < side * side; ++node) {
        if (node % side + 1 < side)
            set.attributes(ElementKind::Node).setEntry(node, cityColumn, node / side);
        set.attributes(ElementKind::Node).setNumber(node, ageColumn, node % side);
    }
    for (Slot edge = 0; edge < side * (side - 1); ++edge) {
        set.attributes(ElementKind::Edge).setEntry(edge, cityColumn, edge % 6);
        set.attributes(ElementKind::Edge).setNumber(edge, ageColumn, edge % (side - 1));
    }
    return set;
}

std::vector<std::uint32_t> ramp(std::size_t colours)
{
    std::vector<std::uint32_t> ramp;
    for (std::size_t i = 0; i < colours; ++i) {
        const auto part = static_cast<std::uint32_t>(255 * i / (colours - 1));
        ramp.push_back(0xff000000U | part << 16U | (255 - part) << 8U | 0x40U);
    }
    return ramp;
}

}

void tst_LookPictures::aLookLooksAsItDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<LookSettings>("look");
    const auto row = [](const char* name, bool light, const LookSettings& look) { QTest::newRow(name) << light << look; };
    LookSettings look;
    row("size_of_source", false, look);
    look.sizeBy = SizeBy::Degree;
    row("size_by_degree", false, look);
    row("size_by_degree_light", true, look);
    look.sizeBy = SizeBy::Value;
    row("size_by_value", false, look);
    look.sizeBy = SizeBy::Fixed;
    row("size_fixed", false, look);
    look.colourBy = ColourBy::Value;
    look.colours = ramp(16);
    row("colour_by_value", false, look);
    row("colour_by_value_light", true, look);
    look.colourBy = ColourBy::Component;
    look.colours = ramp(ComponentColours::own + 1);
    row("colour_by_component", false, look);
    look.colourBy = ColourBy::Age;
    look.colours = ramp(ageColourBounds.size() + 1);
    row("colour_by_age", false, look);
    look = {};
    look.nodeColumns = {onlyCategories({"c0"})};
    row("dimmed", false, look);
    row("dimmed_light", true, look);
    look.failing = scene::Standing::Hidden;
    row("hidden", false, look);
    for (const bool light : {false, true}) {
        const auto named = [light](const char* name) { return QByteArray(name) + (light ? "_light" : ""); };
        look = {};
        look.colourBy = ColourBy::Value;
        look.plainColour = 0xff808080U;
        look.colourColumn = Column::attribute(cityColumn);
        look.colours = ramp(TextRanks::colours);
        look.sizeBy = SizeBy::Value;
        look.sizeColumn = Column::attribute(ageColumn);
        row(named("by_attributes").constData(), light, look);
        look = {};
        look.edgeColour = Column::attribute(cityColumn);
        look.edgeColours = ramp(TextRanks::colours);
        look.edgeWidthBy = EdgeWidthBy::Value;
        look.edgeWidthColumn = Column::attribute(ageColumn);
        row(named("edges_by_attributes").constData(), light, look);
    }
}

void tst_LookPictures::aLookLooksAsItDid()
{
    QFETCH(bool, light);
    QFETCH(LookSettings, look);
    FollowedModel model;
    auto all = square();
    model.apply(all);
    auto attributed = squareAttributes();
    model.apply(attributed);
    model.builder.setLook(look);
    model.settle();
    if (look.colourBy == ColourBy::Component)
        model.builder.setComponents(ComponentColours::of(*model.scene, nullptr, {}));
    // Each row changes some time after the one above it, and the last one has just changed.
    for (Slot first = 0; first < side * side; first += side) {
        model.now += first == 0 ? 700s : first < 3 * side ? 50s : 5s;
        auto touched = empty();
        for (Slot node = first; node < first + side; ++node) {
            const auto column = static_cast<float>(node % side), row = static_cast<float>(node / side);
            touched.setNodeMotion(node, {column, row, true, node == 0 ? 4.0F : 1.0F}, std::array{column * column, row + 0.25F});
        }
        if (look.colourBy == ColourBy::Age)
            model.apply(touched);
        model.settle();
    }

    QQuickWindow window;
    window.setFlags(Qt::FramelessWindowHint);
    window.resize(150, 120);
    auto* const view = new ui::GraphView(window.contentItem());
    view->setSize(window.size());
    view->setRenderConfig({render::EdgeDrawing::Cpu, 0});
    view->setDark(!light);
    view->setCategoryColors({QColor(0x56, 0xB4, 0xE9), QColor(0xE6, 0x9F, 0x00)});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    view->takeUpdate(test::IndexedScenes().next({model.scene, {}}));
    QTRY_VERIFY(view->pictureIsCurrent());
    const render::Difference d = render::differenceFromGolden(window.grabWindow().convertToFormat(QImage::Format_RGB32), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(render::looksAs(d), render::words(d));
}

WEIR_TEST_IN(QGuiApplication, tst_LookPictures)
#include "tst_look_pictures.moc"
