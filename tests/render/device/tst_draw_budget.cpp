#include "render/device/draw_budget.h"
#include "render/device/frame_clock.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::render;

class tst_DrawBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsWhatAFrameCanDraw();
    void oneStrangeFrameDoesNotSpoilIt();
    void aSlowDeviceStillDrawsSomething();
    void theClockTellsPercentilesOfTheLastFrames();
    void aFrameThatNeverBeganIsNotCounted();
};

namespace {

/// Frames on a device with these costs, drawing what the budget allows.
void learn(DrawBudget& budget, double emptyMs, double nodeMs, int frames)
{
    for (int i = 0; i < frames; ++i) {
        budget.frameTook(emptyMs, {});
        const std::uint32_t nodes = budget.nodes();
        budget.frameTook(emptyMs + nodeMs * nodes, {nodes, 0, false});
    }
}

} // namespace

void tst_DrawBudget::learnsWhatAFrameCanDraw()
{
    for (const double nodeMs : {1e-4, 3e-4, 6e-4}) {
        DrawBudget budget(DrawBudget::Device::Cpu);
        learn(budget, 10, nodeMs, 100);
        const double frameMs = 10 + nodeMs * budget.nodes();
        QVERIFY2(frameMs > 15 && frameMs < 35, qPrintable(QString::number(frameMs)));
    }
}

void tst_DrawBudget::oneStrangeFrameDoesNotSpoilIt()
{
    DrawBudget budget(DrawBudget::Device::Cpu);
    learn(budget, 10, 3e-4, 100);
    const double before = budget.nodes();
    budget.frameTook(5000, {budget.nodes(), 0, false});
    QVERIFY(budget.nodes() > before / 4);
    learn(budget, 10, 3e-4, 20);
    QVERIFY(budget.nodes() > before * 0.8);
}

void tst_DrawBudget::aSlowDeviceStillDrawsSomething()
{
    DrawBudget budget(DrawBudget::Device::Cpu);
    learn(budget, 200, 1, 50);
    QCOMPARE(budget.nodes(), DrawBudget::leastElements);
    QCOMPARE(budget.edges() >= DrawBudget::leastElements, true);
}

void tst_DrawBudget::theClockTellsPercentilesOfTheLastFrames()
{
    FrameClock clock;
    TimePoint now{std::chrono::seconds(1)};
    for (int i = 0; i < 500; ++i) {
        clock.began(now);
        now += std::chrono::milliseconds(i < 300 ? 100 : (i % 20 == 0 ? 40 : 10));
        clock.swapped(now);
    }
    QCOMPARE(clock.percentiles().p50, 10.0);
    QVERIFY(clock.percentiles().p95 <= 40.0);
    QCOMPARE(clock.frames(), 500U);
    QCOMPARE(clock.lastMs(), 10.0);
    QVERIFY(!clock.percentilesAfter(500));
    QCOMPARE(clock.percentilesAfter(499)->p95, 10.0);
    QCOMPARE(clock.percentilesAfter(480)->p95, 10.0);    // of these twenty one took 40 ms
    QCOMPARE(clock.percentilesAfter(0)->p50, clock.percentiles().p50);
}

void tst_DrawBudget::aFrameThatNeverBeganIsNotCounted()
{
    FrameClock clock;
    clock.swapped(TimePoint{std::chrono::seconds(5)});
    QCOMPARE(clock.frames(), 0U);
    QCOMPARE(clock.percentiles().p50, 0.0);
}

WEIR_TEST(tst_DrawBudget)
#include "tst_draw_budget.moc"
