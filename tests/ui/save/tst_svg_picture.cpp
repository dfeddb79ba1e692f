#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "ui/save/svg_picture.h"
#include "support/test_program.h"
#include <QtCore/QXmlStreamReader>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

class tst_SvgPicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyElementInViewIsAShape();
    void labelsAreTextThatIsEscaped();
    void whatAFilterDimsIsFaintAndWhatItHidesIsAbsent();
    void aPinnedNodeInViewBearsItsBadge();
    void whatIsSelectedIsRingedAndTheRestGivesWay();
    void itsCaptionLiesOverIt();
    void anEmptyGraphIsAnEmptyPicture();
    void moreThanTheBoundIsRefusedInWords();
};

namespace {

SvgSubject subjectOf(SceneBuilder& builder)
{
    SvgSubject subject;
    subject.scene = builder.scene();
    scene::SpatialIndexer indexer;
    indexer.take({subject.scene, {}});
    subject.index = indexer.publish().index;
    subject.camera = scene::Camera().resized(400, 300).fittedTo({0, 0, 300, 200}, 20);
    subject.nodeRadius = 4;
    subject.style = {Qt::black, Qt::gray, Qt::white, Qt::white, {Qt::red, Qt::blue}};
    return subject;
}

/// How many elements of each name; empty: it is no XML.
QHash<QString, int> elementsOf(const QByteArray& svg)
{
    QHash<QString, int> names;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement)
            ++names[xml.name().toString()];
    }
    return xml.hasError() ? QHash<QString, int>() : names;
}

} // namespace

void tst_SvgPicture::everyElementInViewIsAShape()
{
    SceneBuilder builder;
    const Slot a = builder.node(10, 10);
    const Slot b = builder.node(290, 10, 2, 1);
    builder.edge(a, b);
    builder.edge(a, b, true);
    builder.node(1e6F, 1e6F);
    const auto svg = svgOf(subjectOf(builder));
    QVERIFY(svg.has_value());
    const auto elements = elementsOf(*svg);
    QCOMPARE(elements.value(QStringLiteral("svg")), 1);
    QVERIFY(elements.value(QStringLiteral("circle")) >= 2);
    QCOMPARE(elements.value(QStringLiteral("path")), 3);   // a straight one, a bow, an arrow's head
    QVERIFY(svg->contains("fill=\"#0000ff\""));
}

void tst_SvgPicture::labelsAreTextThatIsEscaped()
{
    SceneBuilder builder;
    SvgSubject subject;
    const Slot node = builder.node(10, 10);
    subject = subjectOf(builder);
    subject.labels = {{node, 0, QStringLiteral("a <b> & \"c\"")}, {77, 0, QStringLiteral("gone")}};
    const auto svg = svgOf(subject);
    QVERIFY(!svg->contains("text-anchor"));
    subject.labels.front().before = true;
    QVERIFY(svgOf(subject)->contains("text-anchor=\"end\""));
    QVERIFY(svg.has_value());
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("text")), 1);
    QVERIFY(svg->contains("a &lt;b&gt; &amp; "));
}

void tst_SvgPicture::whatAFilterDimsIsFaintAndWhatItHidesIsAbsent()
{
    SceneBuilder builder;
    builder.style(builder.node(10, 10)).standing = scene::Standing::Dimmed;
    builder.style(builder.node(20, 10)).standing = scene::Standing::Hidden;
    const auto svg = svgOf(subjectOf(builder));
    QVERIFY(svg.has_value());
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("circle")), 1);
    QVERIFY(svg->contains("fill-opacity=\"0.14\""));
}

void tst_SvgPicture::aPinnedNodeInViewBearsItsBadge()
{
    SceneBuilder builder;
    builder.node(100, 100, 2);
    builder.node(200, 100, 1);      // too small
    builder.node(5000, 5000, 2);    // out of view
    SvgSubject subject = subjectOf(builder);
    subject.highlight.pinned = std::make_shared<const std::vector<render::PinnedNode>>(
        std::vector<render::PinnedNode>{{0, 0}, {0, 1}, {1, 0}, {2, 0}, {77, 0}});
    const auto svg = svgOf(subject);
    QVERIFY(svg.has_value());
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("circle")), 4);   // the nodes of one block, and a badge
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("path")), 1);     // its sign
    QVERIFY(svg->contains("fill=\"#ffffff\""));
}

void tst_SvgPicture::whatIsSelectedIsRingedAndTheRestGivesWay()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100, 2);
    const Slot b = builder.node(200, 100, 2);
    const Slot far = builder.node(5000, 5000, 2);
    const Slot edge = builder.edge(a, b);
    SvgSubject subject = subjectOf(builder);
    const auto without = svgOf(subject);
    QVERIFY(without.has_value());
    subject.highlight.selectedSet = std::make_shared<const scene::ElementSet>(scene::ElementSet{.nodes = {a, far}, .edges = {edge}});
    const auto with = svgOf(subject);
    QVERIFY(with.has_value());
    const auto before = elementsOf(*without);
    const auto after = elementsOf(*with);
    QCOMPARE(after.value(QStringLiteral("rect")), before.value(QStringLiteral("rect")) + 1);       // that lies over the rest
    QCOMPARE(after.value(QStringLiteral("circle")), before.value(QStringLiteral("circle")) + 2);   // a disc and its ring; none out of view
    QCOMPARE(after.value(QStringLiteral("path")), before.value(QStringLiteral("path")) + 1);
    QVERIFY(with->contains("fill-opacity=\"0.62\""));
    QVERIFY(with->indexOf("fill-opacity=\"0.62\"") < with->lastIndexOf("stroke=\"#ffffff\""));
}

void tst_SvgPicture::itsCaptionLiesOverIt()
{
    SceneBuilder builder;
    builder.node(10, 10);
    SvgSubject subject = subjectOf(builder);
    const int circles = elementsOf(svgOf(subject).value()).value(QStringLiteral("circle"));
    const PictureCaption caption{.title = QStringLiteral("roads & rails"), .legendTitle = QStringLiteral("Categories"),
                                 .rows = {{QColor(Qt::green), QStringLiteral("hub"), QStringLiteral("1,204")}, {QColor(Qt::red), QStringLiteral("leaf"), QStringLiteral("3")}},
                                 .scale = {}, .scaleFrom = {}, .scaleTo = {}};
    subject.caption = shapesOf(caption, {400, 300}, subject.style);
    const QByteArray svg = svgOf(subject).value();
    QCOMPARE(elementsOf(svg).value(QStringLiteral("circle")), circles + 2);
    for (const char* const words : {"roads &amp; rails", "Categories", "hub", "1,204"})
        QVERIFY2(svg.contains(words), words);
}

void tst_SvgPicture::anEmptyGraphIsAnEmptyPicture()
{
    SceneBuilder builder;
    const auto svg = svgOf(subjectOf(builder));
    QVERIFY(svg.has_value());
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("rect")), 1);
    QCOMPARE(elementsOf(*svg).value(QStringLiteral("circle")), 0);
}

void tst_SvgPicture::moreThanTheBoundIsRefusedInWords()
{
    SceneBuilder builder;
    for (std::uint32_t i = 0; i <= mostSvgElements; ++i)
        builder.node(static_cast<float>(i % 300), static_cast<float>(i / 300));
    const auto svg = svgOf(subjectOf(builder));
    QVERIFY(!svg.has_value());
    QCOMPARE(QString::fromStdString(svg.error().text),
             QStringLiteral("There are 50,001 nodes and edges in view, and an SVG holds at most 50,000. Zoom in, or hide some by a filter."));
}

WEIR_TEST_IN(QGuiApplication, tst_SvgPicture)
#include "tst_svg_picture.moc"
