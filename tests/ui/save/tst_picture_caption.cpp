#include "support/test_program.h"
#include "ui/save/picture_caption.h"
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <algorithm>

using namespace weir;
using namespace weir::ui;
using Kind = CaptionShape::Kind;

class tst_PictureCaption final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSaidWhereNothingIsAskedFor();
    void aLegendStandsAtTheBottomRight();
    void aTitleStandsAtTheTopLeft();
    void aScaleGoesFromTheLowestToTheHighest();
    void whatDoesNotFitIsLeftOut();
    void itIsPaintedWhereItStands();
};

namespace {

const render::PictureStyle style{QColor(Qt::black), QColor(Qt::gray), QColor(Qt::white), QColor(Qt::white), {QColor(Qt::red)}, 0.6, 3.5};

PictureCaption captionOf(int rows)
{
    QVariantList list;
    for (int i = 0; i < rows; ++i)
        list.append(QVariantMap{{QStringLiteral("name"), QStringLiteral("kind %1").arg(i)}, {QStringLiteral("color"), QColor(Qt::green)}, {QStringLiteral("nodes"), QStringLiteral("12")}});
    return PictureCaption::of({{QStringLiteral("legendTitle"), QStringLiteral("Categories")}, {QStringLiteral("rows"), list}});
}

auto ofKind(const std::vector<CaptionShape>& shapes, Kind kind) { return std::ranges::count(shapes, kind, &CaptionShape::kind); }

} // namespace

void tst_PictureCaption::nothingIsSaidWhereNothingIsAskedFor()
{
    QVERIFY(shapesOf(PictureCaption::of({}), {800, 600}, style).empty());
}

void tst_PictureCaption::aLegendStandsAtTheBottomRight()
{
    const auto shapes = shapesOf(captionOf(3), {800, 600}, style);
    QCOMPARE(ofKind(shapes, Kind::Plate), 1);
    QCOMPARE(ofKind(shapes, Kind::Dot), 3);
    QCOMPARE(ofKind(shapes, Kind::Text), 7);
    QCOMPARE(shapes.front().kind, Kind::Plate);
    const QRectF plate = shapes.front().rect;
    QCOMPARE(plate.right(), 784.0);
    QCOMPARE(plate.bottom(), 584.0);
    for (const CaptionShape& shape : shapes)
        QVERIFY(plate.contains(shape.rect));
}

void tst_PictureCaption::aTitleStandsAtTheTopLeft()
{
    const auto shapes = shapesOf(PictureCaption::of({{QStringLiteral("title"), QStringLiteral("people, 50 nodes")}}), {800, 600}, style);
    QCOMPARE(shapes.size(), std::size_t{2});
    QCOMPARE(shapes[0].rect.topLeft(), QPointF(16, 16));
    QCOMPARE(shapes[1].text, QStringLiteral("people, 50 nodes"));
}

void tst_PictureCaption::aScaleGoesFromTheLowestToTheHighest()
{
    const PictureCaption caption = PictureCaption::of({{QStringLiteral("legendTitle"), QStringLiteral("load")},
                                                       {QStringLiteral("scale"), QVariantList{QColor(Qt::blue), QColor(Qt::yellow)}},
                                                       {QStringLiteral("scaleFrom"), QStringLiteral("0")},
                                                       {QStringLiteral("scaleTo"), QStringLiteral("9")}});
    const auto shapes = shapesOf(caption, {800, 600}, style);
    QCOMPARE(ofKind(shapes, Kind::Box), 2);
    const auto box = std::ranges::find(shapes, Kind::Box, &CaptionShape::kind);
    QCOMPARE(box->colour, QColor(Qt::blue));
    QVERIFY(box->rect.right() <= (box + 1)->rect.left() + 0.001);
    QVERIFY(shapes.back().atRight && shapes.back().text == QStringLiteral("9"));
}

void tst_PictureCaption::whatDoesNotFitIsLeftOut()
{
    QVERIFY(shapesOf(captionOf(20), {300, 200}, style).empty());
    QVERIFY(shapesOf(PictureCaption::of({{QStringLiteral("title"), QStringLiteral("people")}}), {40, 40}, style).empty());
}

void tst_PictureCaption::itIsPaintedWhereItStands()
{
    QImage picture(800, 600, QImage::Format_RGBX8888);
    picture.fill(Qt::blue);
    const auto shapes = shapesOf(captionOf(2), {400, 300}, style);
    {
        QPainter painter(&picture);
        painter.scale(2, 2);
        paint(painter, shapes);
    }
    const auto dot = std::ranges::find(shapes, Kind::Dot, &CaptionShape::kind);
    QCOMPARE(picture.pixelColor((dot->rect.center() * 2).toPoint()), QColor(Qt::green));
    QCOMPARE(picture.pixelColor(20, 20), QColor(Qt::blue));
}

WEIR_TEST_IN(QGuiApplication, tst_PictureCaption)
#include "tst_picture_caption.moc"
