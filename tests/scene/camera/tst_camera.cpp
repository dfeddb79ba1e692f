#include "scene/camera/camera.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>

using namespace weir::scene;

class tst_Camera : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCentreOfTheWorldViewIsTheMiddleOfTheItem();
    void itemAndWorldAreInversesOfOneAnother();
    void zoomingKeepsWhatIsUnderThePointer();
    void zoomStopsAtTheLimits();
    void panningMovesThePictureWithThePointer();
    void fittingShowsAllWithTheMargin();
    void fittingStandsClearOfWhatIsNotToBeUsed();
    void fittingAPointKeepsTheZoom();
    void fittingALineUsesItsLength();
    void clipSpaceReachesFromCornerToCorner();
    void anOldPictureLiesWhereItsWorldIs();
    void resizingKeepsTheCentre();
    void limitsLetNeighboursComeApart();
};

namespace {

Camera someCamera() { return Camera().resized(800, 600).fittedTo({-3, 2, 5, 9}, 20).panned(13, -7); }

void compare(double actual, double expected) { QVERIFY2(std::abs(actual - expected) < 1e-9, qPrintable(QString::number(actual))); }

} // namespace

void tst_Camera::theCentreOfTheWorldViewIsTheMiddleOfTheItem()
{
    const Camera camera = someCamera().centredOn({4, 5});
    const ItemPoint middle = camera.itemFromWorld({4, 5});
    compare(middle.x, 400);
    compare(middle.y, 300);
}

void tst_Camera::itemAndWorldAreInversesOfOneAnother()
{
    const Camera camera = someCamera();
    const ItemPoint item = camera.itemFromWorld(camera.worldFromItem({123, 456}));
    compare(item.x, 123);
    compare(item.y, 456);
    const Affine affine = camera.itemFromWorld();
    const ItemPoint direct = camera.itemFromWorld({1.5, -2});
    compare(1.5 * affine.scaleX + affine.offsetX, direct.x);
    compare(-2 * affine.scaleY + affine.offsetY, direct.y);
}

void tst_Camera::zoomingKeepsWhatIsUnderThePointer()
{
    const Camera camera = someCamera();
    const WorldPoint before = camera.worldFromItem({700, 50});
    const Camera zoomed = camera.zoomedAt({700, 50}, 1.7, {});
    const WorldPoint after = zoomed.worldFromItem({700, 50});
    compare(after.x, before.x);
    compare(after.y, before.y);
    compare(zoomed.scale(), camera.scale() * 1.7);
}

void tst_Camera::zoomStopsAtTheLimits()
{
    const Camera::Limits limits{2, 8};
    const Camera camera = someCamera();
    compare(camera.zoomedAt({10, 10}, 1e6, limits).scale(), 8);
    compare(camera.zoomedAt({10, 10}, 1e-6, limits).scale(), 2);
}

void tst_Camera::panningMovesThePictureWithThePointer()
{
    const Camera camera = someCamera();
    const ItemPoint before = camera.itemFromWorld({1, 1});
    const ItemPoint after = camera.panned(25, -40).itemFromWorld({1, 1});
    compare(after.x - before.x, 25);
    compare(after.y - before.y, -40);
}

void tst_Camera::fittingShowsAllWithTheMargin()
{
    const Camera camera = Camera().resized(1000, 400).fittedTo({-2, -1, 2, 1}, 50);
    const ItemPoint top = camera.itemFromWorld({-2, -1});
    const ItemPoint bottom = camera.itemFromWorld({2, 1});
    compare(top.y, 50);
    compare(bottom.y, 350);
    compare((top.x + bottom.x) / 2, 500);
    QVERIFY(top.x >= 50);
}

void tst_Camera::fittingStandsClearOfWhatIsNotToBeUsed()
{
    const Camera camera = Camera().resized(1000, 400).fittedTo({-2, -1, 2, 1}, 50, {.left = 100, .top = 0, .right = 300, .bottom = 40});
    const ItemPoint top = camera.itemFromWorld({-2, -1});
    const ItemPoint bottom = camera.itemFromWorld({2, 1});
    compare(bottom.x - top.x, 500);
    compare(top.x, 150);
    compare((top.y + bottom.y) / 2, 180);
    // However much is not to be used, half of it is.
    const Camera narrow = Camera().resized(1000, 400).fittedTo({-2, -1, 2, 1}, 0, {.left = 900, .top = 0, .right = 900, .bottom = 0});
    compare(narrow.itemFromWorld({-2, 0}).x, 250);
    compare(narrow.itemFromWorld({2, 0}).x, 750);
}

void tst_Camera::fittingAPointKeepsTheZoom()
{
    const Camera camera = someCamera();
    const Camera fitted = camera.fittedTo({3, 3, 3, 3}, 10);
    compare(fitted.scale(), camera.scale());
    compare(fitted.centre().x, 3);
}

void tst_Camera::fittingALineUsesItsLength()
{
    compare(Camera().resized(200, 100).fittedTo({0, 7, 10, 7}, 0).scale(), 20);
}

void tst_Camera::clipSpaceReachesFromCornerToCorner()
{
    const Camera camera = someCamera();
    const Affine clip = camera.clipFromWorld();
    const WorldPoint topLeft = camera.worldFromItem({0, 0});
    const WorldPoint bottomRight = camera.worldFromItem({800, 600});
    compare(topLeft.x * clip.scaleX + clip.offsetX, -1);
    compare(topLeft.y * clip.scaleY + clip.offsetY, -1);
    compare(bottomRight.x * clip.scaleX + clip.offsetX, 1);
    compare(bottomRight.y * clip.scaleY + clip.offsetY, 1);
}

void tst_Camera::anOldPictureLiesWhereItsWorldIs()
{
    const Camera picture = someCamera();
    const Camera now = picture.panned(30, 20).zoomedAt({5, 6}, 1.3, {});
    const Affine texture = now.textureFromItem(picture);
    const WorldPoint world{2, 4};
    const ItemPoint here = now.itemFromWorld(world);
    const ItemPoint then = picture.itemFromWorld(world);
    compare(here.x * texture.scaleX + texture.offsetX, then.x / 800);
    compare(here.y * texture.scaleY + texture.offsetY, then.y / 600);
}

void tst_Camera::resizingKeepsTheCentre()
{
    const Camera camera = someCamera().resized(300, 200);
    const ItemPoint middle = camera.itemFromWorld(someCamera().centre());
    compare(middle.x, 150);
    compare(middle.y, 100);
}

void tst_Camera::limitsLetNeighboursComeApart()
{
    Bounds bounds;
    bounds.all = bounds.most = {0, 0, 100, 100};
    bounds.drawnNodes = 10'000;
    bounds.spacing = 1;
    const Camera camera = Camera().resized(800, 800);
    const Camera::Limits limits = camera.limitsFor(bounds);
    compare(limits.minScale, 2);
    compare(limits.maxScale, 200);
    bounds.drawnNodes = 0;
    QVERIFY(camera.limitsFor(bounds).maxScale > 1e6);
}

WEIR_TEST(tst_Camera)
#include "tst_camera.moc"
