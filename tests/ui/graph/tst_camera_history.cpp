#include "ui/graph/camera_history.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using namespace std::chrono_literals;
using Move = CameraHistory::Move;

class tst_CameraHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aJumpRemembersWhereItBeganAndWhereItLed();
    void aHandThatNeverRestsLeavesOnePlace();
    void whereTheCameraRestedIsAPlace();
    void nearlyTheSameIsOnePlace();
    void goingElsewhereForgetsWhatCameAfter();
    void theWholeGraphIsOnePlaceHoweverItGrows();
    void thereIsNoWayBeyondTheEnds();
    void thereAreNeverMoreThanABoundedNumber();
};

namespace {

CameraPlace place(double x, double scale = 1)
{
    return {scene::Camera().resized(100, 100).fittedTo({x - 50 / scale, -50 / scale, x + 50 / scale, 50 / scale}, 0), false};
}

const TimePoint start = TimePoint{} + 1h;

} // namespace

void tst_CameraHistory::aJumpRemembersWhereItBeganAndWhereItLed()
{
    CameraHistory history;
    history.moved(place(0), start, Move::Step);
    history.moved(place(100), start + 1ms, Move::Jump);
    history.moved(place(200), start + 2ms, Move::Jump);
    QVERIFY(history.back(start + 3ms) == place(100));
    QVERIFY(history.back(start + 4ms) == place(0));
    QVERIFY(history.forward(start + 5ms) == place(100));
    QVERIFY(history.forward(start + 6ms) == place(200));
}

void tst_CameraHistory::aHandThatNeverRestsLeavesOnePlace()
{
    CameraHistory history;
    history.moved(place(0), start, Move::Jump);
    for (int i = 1; i <= 500; ++i)
        history.moved(place(i), start + i * 10ms, Move::Step);
    QVERIFY(history.back(start + 10s) == place(0));
    QVERIFY(!history.back(start + 11s));
    QVERIFY(history.forward(start + 12s) == place(500));
}

void tst_CameraHistory::whereTheCameraRestedIsAPlace()
{
    CameraHistory history;
    history.moved(place(0), start, Move::Jump);
    history.moved(place(50), start + 100ms, Move::Step);
    history.moved(place(80), start + 2s, Move::Step);      // rested at 50
    history.moved(place(90), start + 2100ms, Move::Step);
    QVERIFY(history.back(start + 3s) == place(50));
    QVERIFY(history.back(start + 3s) == place(0));
}

void tst_CameraHistory::nearlyTheSameIsOnePlace()
{
    CameraHistory history;
    history.moved(place(0), start, Move::Jump);
    history.moved(place(2), start + 2s, Move::Step);
    history.moved(place(4), start + 4s, Move::Jump);
    history.moved(place(4, 1.05), start + 6s, Move::Jump);
    QVERIFY(!history.back(start + 8s));
    history.moved(place(4, 2), start + 10s, Move::Jump);
    QVERIFY(history.back(start + 12s) == place(0));
}

void tst_CameraHistory::goingElsewhereForgetsWhatCameAfter()
{
    CameraHistory history;
    for (int i = 0; i < 3; ++i)
        history.moved(place(i * 100), start + i * 1ms, Move::Jump);
    static_cast<void>(history.back(start + 1s));
    history.moved(place(500), start + 2s, Move::Jump);
    QVERIFY(!history.forward(start + 3s));
    QVERIFY(history.back(start + 4s) == place(100));
    QVERIFY(history.back(start + 5s) == place(0));
}

void tst_CameraHistory::theWholeGraphIsOnePlaceHoweverItGrows()
{
    CameraHistory history;
    CameraPlace whole = place(0);
    whole.following = true;
    history.moved(whole, start, Move::Follow);
    for (int i = 0; i < 10; ++i) {
        whole.camera = place(i * 100).camera;
        history.moved(whole, start + i * 5s, Move::Follow);
    }
    history.moved(place(0, 8), start + 60s, Move::Jump);
    const auto back = history.back(start + 61s);
    QVERIFY(back && back->following);
    QVERIFY(!history.back(start + 62s));
}

void tst_CameraHistory::thereIsNoWayBeyondTheEnds()
{
    CameraHistory history;
    QVERIFY(!history.back(start));
    QVERIFY(!history.forward(start));
    history.moved(place(0), start, Move::Follow);
    QVERIFY(!history.back(start + 2s));
    history.moved(place(300), start + 3s, Move::Jump);
    history.clear();
    QVERIFY(!history.back(start + 4s));
    QVERIFY(!history.forward(start + 4s));
}

void tst_CameraHistory::thereAreNeverMoreThanABoundedNumber()
{
    CameraHistory history;
    for (int i = 0; i < 1'000; ++i)
        history.moved(place(i * 100), start + i * 1ms, Move::Jump);
    std::size_t steps = 0;
    while (history.back(start + 10s))
        ++steps;
    QCOMPARE(steps, CameraHistory::mostPlaces - 1);
    QVERIFY(history.forward(start + 11s) == place(90'100));
}

WEIR_TEST(tst_CameraHistory)
#include "tst_camera_history.moc"
