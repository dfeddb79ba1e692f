#include "ui/graph/view_picture.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

class tst_ViewPicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSizeOfTheWindowIsTheView();
    void asShownIsTheSamePlaceInMorePixels();
    void finerIsALargerWindow();
    void anotherShapeShowsMoreAtItsSides();
};

namespace {

ViewPicture view(double width, double height, double pixelRatio = 1)
{
    ViewPicture view;
    view.camera = scene::Camera().resized(width, height).fittedTo({-4, -3, 4, 3}, 10);
    view.pixelRatio = pixelRatio;
    return view;
}

/// The world that is in a picture.
scene::Rect seen(const scene::Camera& camera)
{
    const auto low = camera.worldFromItem({0, 0});
    const auto high = camera.worldFromItem({camera.width(), camera.height()});
    return {low.x, low.y, high.x, high.y};
}

} // namespace

void tst_ViewPicture::theSizeOfTheWindowIsTheView()
{
    // Half pixels, too, are rounded as the window does.
    for (const double ratio : {1.0, 1.5, 2.0}) {
        const ViewPicture shown = view(401, 299.5, ratio);
        for (const PictureDetail detail : {PictureDetail::AsShown, PictureDetail::Finer}) {
            const SizedView sized = sizedView(shown, pixelsOf(shown), detail);
            QVERIFY(sized.camera == shown.camera);
            QCOMPARE(sized.pixelRatio, ratio);
            QCOMPARE(sized.lineWeight, 1.0);
        }
    }
}

void tst_ViewPicture::asShownIsTheSamePlaceInMorePixels()
{
    const ViewPicture shown = view(400, 300, 2);
    const SizedView sized = sizedView(shown, {2400, 1800}, PictureDetail::AsShown);
    QVERIFY(sized.camera == shown.camera);
    QCOMPARE(sized.pixelRatio, 6.0);
    QCOMPARE(sized.lineWeight, 3.0);
    QCOMPARE(sized.area, 1.0);
}

void tst_ViewPicture::finerIsALargerWindow()
{
    const ViewPicture shown = view(400, 300, 2);
    const SizedView sized = sizedView(shown, {2400, 1800}, PictureDetail::Finer);
    QCOMPARE(sized.camera.width(), 1200.0);
    QCOMPARE(sized.pixelRatio, 2.0);
    QCOMPARE(sized.lineWeight, 1.0);
    QCOMPARE(sized.area, 9.0);
    QCOMPARE(seen(sized.camera).left, seen(shown.camera).left);
    QCOMPARE(seen(sized.camera).bottom, seen(shown.camera).bottom);
}

void tst_ViewPicture::anotherShapeShowsMoreAtItsSides()
{
    const ViewPicture shown = view(400, 300);
    for (const PictureDetail detail : {PictureDetail::AsShown, PictureDetail::Finer}) {
        for (const QSize size : {QSize(1600, 300), QSize(16, 1000), QSize(100, 75)}) {
            const SizedView sized = sizedView(shown, size, detail);
            const scene::Rect all = seen(sized.camera), wanted = seen(shown.camera);
            QVERIFY(all.left <= wanted.left + 1e-9 && all.right >= wanted.right - 1e-9);
            QVERIFY(all.top <= wanted.top + 1e-9 && all.bottom >= wanted.bottom - 1e-9);
            QVERIFY(std::abs(all.width() - wanted.width()) < 1e-6 || std::abs(all.height() - wanted.height()) < 1e-6);
            QCOMPARE(sized.camera.width() * sized.pixelRatio, double(size.width()));
            QCOMPARE(sized.camera.height() * sized.pixelRatio, double(size.height()));
        }
    }
}

WEIR_TEST_IN(QCoreApplication, tst_ViewPicture)
#include "tst_view_picture.moc"
