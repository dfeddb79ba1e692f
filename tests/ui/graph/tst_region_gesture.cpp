#include "ui/graph/region_gesture.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>

using namespace weir::ui;

class tst_RegionGesture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRectangleHasFourCornersHoweverTheHandGoes();
    void aLassoFollowsTheHand();
    void aLongLassoGetsCoarserAndEndsAtTheHand();
};

void tst_RegionGesture::aRectangleHasFourCornersHoweverTheHandGoes()
{
    RegionGesture gesture(RegionGesture::Shape::Rectangle, {10, 20});
    QCOMPARE(gesture.outline().boundingRect(), QRectF(10, 20, 0, 0));
    for (int i = 0; i < 100; ++i)
        gesture.moveTo({10.0 + i, 20.0 - i});
    QCOMPARE(gesture.outline(), QPolygonF({{10, 20}, {109, 20}, {109, -79}, {10, -79}}));
}

void tst_RegionGesture::aLassoFollowsTheHand()
{
    RegionGesture gesture(RegionGesture::Shape::Lasso, {0, 0});
    gesture.moveTo({10, 0});
    gesture.moveTo({10, 10});
    gesture.moveTo({10, 10.5});
    QCOMPARE(gesture.outline(), QPolygonF({{0, 0}, {10, 0}, {10, 10}, {10, 10.5}}));
}

void tst_RegionGesture::aLongLassoGetsCoarserAndEndsAtTheHand()
{
    RegionGesture gesture(RegionGesture::Shape::Lasso, {300, 0});
    for (int i = 1; i <= 100'000; ++i)
        gesture.moveTo({300 * std::cos(i / 50.0), 300 * std::sin(i / 50.0)});
    QVERIFY(gesture.outline().size() <= RegionGesture::mostCorners + 1);
    QCOMPARE(gesture.outline().back(), QPointF(300 * std::cos(2000.0), 300 * std::sin(2000.0)));
    QVERIFY(gesture.outline().boundingRect().width() > 595);
    // What would have been a corner of a short line is none of this one.
    const qsizetype corners = gesture.outline().size();
    const QPointF hand = gesture.outline().back();
    gesture.moveTo(hand + QPointF(8, 0));
    gesture.moveTo(hand + QPointF(8, 8));
    QCOMPARE(gesture.outline().size(), corners);
}

WEIR_TEST(tst_RegionGesture)
#include "tst_region_gesture.moc"
