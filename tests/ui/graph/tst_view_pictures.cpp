#include "render/picture_difference.h"
#include "scene/scene_builder.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include "ui/graph/found_neighbours.h"
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

/// What a hand does to the view, as it looks: from the pointer to the picture.
class tst_ViewPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSelectionLooksAsItDid_data();
    void aSelectionLooksAsItDid();
    void aNodeInTheHandLooksAsItDid_data();
    void aNodeInTheHandLooksAsItDid();
    void aFittedViewLooksAsItDid_data();
    void aFittedViewLooksAsItDid();
    void labelsOfEdgesLookAsTheyDid_data();
    void labelsOfEdgesLookAsTheyDid();

private:
    void bothThemes();
    void showFan(bool light);
    void compare(const QString& name);
    [[nodiscard]] QPoint at(Slot node) const;

    std::unique_ptr<QQuickWindow> m_window;
    GraphView* m_view = nullptr;
    SceneBuilder m_builder;
    test::IndexedScenes m_indexed;
};

namespace {

QString named(const QString& what, bool light)
{
    return what + (light ? QStringLiteral("_light") : QStringLiteral("_dark"));
}

}   // namespace

void tst_ViewPictures::init()
{
    m_builder = {};
    m_indexed = {};
    m_window = std::make_unique<QQuickWindow>();
    m_window->setFlags(Qt::FramelessWindowHint);
    m_window->resize(200, 150);
    m_view = new GraphView(m_window->contentItem());
    m_view->setSize(m_window->size());
    m_view->setRenderConfig({render::EdgeDrawing::Cpu, 0});
    m_view->setShowLabels(false);
    findNeighbours(m_view);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_ViewPictures::bothThemes()
{
    QTest::addColumn<bool>("light");
    QTest::newRow("dark") << false;
    QTest::newRow("light") << true;
}

/// A hub, 0, with six nodes to its right, 1 to 6 from above, of which the last three lead to one, 7, at the far right, which
/// leads to itself.
void tst_ViewPictures::showFan(bool light)
{
    m_view->setDark(!light);
    m_builder.node(0, 0, 4);
    for (int i = 0; i < 6; ++i)
        m_builder.node(2, static_cast<float>(i) - 2.5F, 1, static_cast<std::uint16_t>(i % 2));
    m_builder.node(4, 1, 2, 1);
    for (Slot node = 1; node <= 6; ++node)
        m_builder.edge(0, node);
    for (Slot node = 4; node <= 6; ++node)
        m_builder.edge(node, 7, true, node == 5 ? 9.0F : 1.0F);
    m_builder.edge(7, 7, true);
    m_view->takeUpdate(m_indexed.next({m_builder.scene(), {}}));
    QTRY_VERIFY(m_view->pictureIsCurrent() && m_view->pickIndex());
}

QPoint tst_ViewPictures::at(Slot node) const
{
    const scene::Point point = m_view->scene()->position(node);
    const scene::ItemPoint item = m_view->camera().itemFromWorld({point.x, point.y});
    return {qRound(item.x), qRound(item.y)};
}

void tst_ViewPictures::compare(const QString& name)
{
    QTRY_VERIFY(m_view->pictureIsCurrent());
    const render::Difference d =
        render::differenceFromGolden(m_window->grabWindow().convertToFormat(QImage::Format_RGB32), name);
    QVERIFY2(render::looksAs(d), render::words(d));
}

void tst_ViewPictures::aSelectionLooksAsItDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<QString>("what");
    for (const bool light : {false, true}) {
        for (const char* const what : {"view_node", "view_edge", "view_set"})
            QTest::newRow(qPrintable(named(QString::fromLatin1(what), light))) << light << QString::fromLatin1(what);
    }
}

void tst_ViewPictures::aSelectionLooksAsItDid()
{
    QFETCH(bool, light);
    QFETCH(QString, what);
    showFan(light);
    if (what == QLatin1String("view_node")) {
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, at(7));
        QTRY_VERIFY(m_view->viewPicture()->highlight.around);
    } else if (what == QLatin1String("view_edge")) {
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, (at(0) + at(1)) / 2);
        QVERIFY(m_view->viewPicture()->highlight.selectedEdge == 0);
    } else {
        m_view->selectInside(QPolygonF(QRectF(at(4) - QPoint(12, 12), at(7) + QPoint(12, 50))));
        QTRY_VERIFY(m_view->viewPicture()->highlight.selectedSet);
    }
    compare(named(what, light));
}

void tst_ViewPictures::aNodeInTheHandLooksAsItDid_data() { bothThemes(); }

void tst_ViewPictures::aNodeInTheHandLooksAsItDid()
{
    QFETCH(bool, light);
    connect(m_view, &GraphView::pinWanted, m_view, [this](Slot node, scene::Point place) {
        m_builder.move(node, place.x, place.y);
        m_view->takeUpdate(m_indexed.next({m_builder.scene(), {{{node, 1}}, {}, {}}}));
    });
    showFan(light);
    const QPoint from = at(7);
    QTest::mousePress(m_window.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_window.get(), from - QPoint(0, 40));
    QTest::mouseMove(m_window.get(), from - QPoint(20, 60));
    compare(named(QStringLiteral("view_dragged"), light));
    QTest::mouseRelease(m_window.get(), Qt::LeftButton, {}, from - QPoint(20, 60));
}

void tst_ViewPictures::aFittedViewLooksAsItDid_data() { bothThemes(); }

void tst_ViewPictures::aFittedViewLooksAsItDid()
{
    QFETCH(bool, light);
    showFan(light);
    m_view->zoomAt({20, 20}, 3);
    QTRY_VERIFY(m_view->pictureIsCurrent());
    m_view->fit();
    compare(named(QStringLiteral("view_fitted"), light));
}

void tst_ViewPictures::labelsOfEdgesLookAsTheyDid_data()
{
    QTest::addColumn<bool>("light");
    QTest::addColumn<QString>("what");
    for (const bool light : {false, true}) {
        for (const char* const what : {"view_edge_labels", "view_edge_labels_selected"})
            QTest::newRow(qPrintable(named(QString::fromLatin1(what), light))) << light << QString::fromLatin1(what);
    }
}

void tst_ViewPictures::labelsOfEdgesLookAsTheyDid()
{
    QFETCH(bool, light);
    QFETCH(QString, what);
    const bool selects = what.endsWith(QLatin1String("selected"));
    m_window->resize(520, 420);
    m_view->setSize(m_window->size());
    const auto answer = [this](std::uint64_t epochVersion, const std::vector<Slot>& nodes, const std::vector<Slot>& edges) {
        std::vector<lens::LabelWorker::Text> texts;
        for (const Slot node : nodes)
            texts.push_back({node, 0, QStringLiteral("n%1").arg(node)});
        std::vector<lens::LabelWorker::EdgeText> edgeTexts;
        for (const Slot edge : edges)
            edgeTexts.push_back({edge, edge % 2 == 0 ? QStringLiteral("knows") : QStringLiteral("pays")});
        m_view->takeLabelTexts(epochVersion, std::move(texts), std::move(edgeTexts));
    };
    connect(m_view, &GraphView::labelsWanted, m_view, answer);
    m_view->renewLabels(true);
    m_view->setShowLabels(true);
    showFan(light);
    QTRY_VERIFY(m_view->shownEdgeLabels() >= 6);
    if (selects) {
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, at(7));
        QTRY_VERIFY(m_view->viewPicture()->highlight.around);
        QTRY_VERIFY(m_view->shownEdgeLabels() >= 3 && m_view->shownEdgeLabels() <= 4);   // those of the node
    }
    compare(named(what, light));
}

WEIR_TEST_IN(QGuiApplication, tst_ViewPictures)
#include "tst_view_pictures.moc"
