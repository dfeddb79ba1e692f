#include "flow/credit_window.h"
#include "flow/window_sizer.h"
#include "support/test_program.h"
#include <QtTest>
#include <algorithm>
#include <vector>

using namespace std::chrono_literals;
using weir::Clock;
using weir::TimePoint;
using weir::flow::CreditWindow;
using weir::flow::Grant;
using weir::flow::WindowSizer;
using Queue = WindowSizer::Queue;
using Work = WindowSizer::Work;

namespace {

constexpr Grant least{4, 4U << 20}, most{1024, 64U << 20};

/// A client whose time is made up: it takes what comes, as fast as it is told, and looks four times a second.
struct Client {
    TimePoint now{};
    WindowSizer sizer{{.least = least, .most = most}, now};
    Work work = Work::Live;
    double frameLoad = 0;   ///< 0: nothing is drawn

    /// `perLook` is drained until the next look, in slices; `after` is how the queue stands after each.
    bool pass(Grant perLook, Queue after, int looks = 1)
    {
        bool changed = false;
        for (int i = 0; i < looks; ++i) {
            for (int slice = 0; slice < 4 && perLook.messages != 0; ++slice)
                sizer.onDrained({perLook.messages / 4, perLook.bytes / 4}, work, after);
            if (frameLoad != 0)
                sizer.onFrames(frameLoad);
            now += 250ms;
            changed = sizer.look(now, after) || changed;
        }
        return changed;
    }
};

constexpr Grant atRest{64, most.bytes};
constexpr Grant fast{400'000, 32U << 20};   // a look's worth, far more than a window drains in the target time
constexpr Grant slow{40, 5U << 20};         // 20 MiB a second: 3 MiB in 150 ms
constexpr Grant live{12, 12'000};           // about fifty small messages a second

} // namespace

class tst_WindowSizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itBeginsWithAllBytesAndAFewMessages();
    void aFastMachineHasTheFullWindow();
    void aQueueThatRunsEmptyKeepsItsWindow();
    void messagesAreNeverGrantedFarAheadOfTheirUse();
    void aQueueThatStandsGetsWhatDrainsInTheTargetTime();
    void whatDrainsTooSlowlyEvenForTheLeastGetsTheLeast();
    void aSlowDrainThatRecoversGetsTheFullWindowBack();
    void aBurstThatHasOnlyBegunIsNoStandingQueue();
    void aDrainThatDidNotGetToItsWorkSaysNothing();
    void fromTheLeastWindowItIsBackWithinSevenSeconds();
    void messagesCountWhereTheyFillTheWindowFirst();
    void aSteadyDrainDoesNotFlutter();
    void aPausedQueueSaysNothing();
    void framesOverTheBudgetLowerTheWindowAtOnce();
    void framesWithinTheBudgetRaiseItAgain();
    void aViewerThatDrawsNothingIsNotSlow();
    void betweenLowAndHighNothingMoves();
    void slowFramesOfAnIdleStreamAreNotItsFault();
    void aCatchUpIsNotHeldBackByFrames();
    void grantsAreSpacedDownToThePictureThatStillLooksAlive();
    void asManyMessagesAsFramesCanShowAreAlwaysAskedFor();
    void whatWasSavedUpIsNotGrantedAtOnce();
    void itSettlesWhereFramesFollowTheRate();
    void anotherLargestWindowKeepsTheShare();
    void itNeverLeavesItsBounds();
};

void tst_WindowSizer::itBeginsWithAllBytesAndAFewMessages()
{
    const Client client;
    QCOMPARE(client.sizer.window(), atRest);
    QCOMPARE(client.sizer.grantableMessages(client.now), most.messages);
    QVERIFY(!client.sizer.nextGrantAt());
}

void tst_WindowSizer::aFastMachineHasTheFullWindow()
{
    Client client;
    QVERIFY(client.pass(fast, Queue::Waiting));
    QCOMPARE(client.sizer.window(), most);
    QVERIFY(!client.pass(fast, Queue::Waiting, 40));
}

void tst_WindowSizer::aQueueThatRunsEmptyKeepsItsWindow()
{
    Client client;
    client.pass(live, Queue::Empty, 40);   // so little passes because so little comes
    QCOMPARE(client.sizer.window(), atRest);
}

void tst_WindowSizer::messagesAreNeverGrantedFarAheadOfTheirUse()
{
    Client client;
    client.pass(fast, Queue::Empty);
    QCOMPARE(client.sizer.window(), most);
    client.pass({100, 10'000}, Queue::Empty, 40);   // 400 a second
    QCOMPARE(client.sizer.window(), (Grant{512, most.bytes}));
    QVERIFY(!client.pass({110, 10'000}, Queue::Empty) && !client.pass({90, 10'000}, Queue::Empty));
    client.pass({}, Queue::Empty, 40);
    QCOMPARE(client.sizer.window(), atRest);
    client.sizer.setBounds(least, {8, most.bytes});
    QCOMPARE(client.sizer.window(), (Grant{8, most.bytes}));
}

void tst_WindowSizer::aQueueThatStandsGetsWhatDrainsInTheTargetTime()
{
    Client client;
    constexpr Grant perLook{40, 16U << 20};   // 64 MiB a second
    client.pass(perLook, Queue::Waiting, 20);
    const auto wanted = static_cast<std::uint64_t>(0.15 * 4 * (16U << 20));
    QVERIFY(client.sizer.window().bytes <= wanted * 5 / 4);
    QVERIFY(client.sizer.window().bytes >= wanted * 4 / 5);
}

void tst_WindowSizer::whatDrainsTooSlowlyEvenForTheLeastGetsTheLeast()
{
    Client client;
    client.pass(slow, Queue::Waiting, 20);
    QCOMPARE(client.sizer.window().bytes, least.bytes);
}

void tst_WindowSizer::aSlowDrainThatRecoversGetsTheFullWindowBack()
{
    Client client;
    client.pass(slow, Queue::Waiting, 400);
    QVERIFY(client.pass(fast, Queue::Waiting, 40));
    QCOMPARE(client.sizer.window(), most);
    client.pass(slow, Queue::Waiting, 400);
    client.pass({}, Queue::Empty, 40);   // and so it does where nothing comes any more
    QCOMPARE(client.sizer.window(), atRest);
}

void tst_WindowSizer::aBurstThatHasOnlyBegunIsNoStandingQueue()
{
    Client client;
    client.pass({}, Queue::Empty, 4);
    client.pass({40, 1U << 20}, Queue::Waiting);   // it came at some time between the looks
    QCOMPARE(client.sizer.window().bytes, most.bytes);
    client.pass({40, 1U << 20}, Queue::Waiting);
    QVERIFY(client.sizer.window().bytes < most.bytes);
}

void tst_WindowSizer::aDrainThatDidNotGetToItsWorkSaysNothing()
{
    Client client;
    client.pass({40, 16U << 20}, Queue::Waiting, 20);
    const std::uint64_t before = client.sizer.window().bytes;
    client.pass({}, Queue::Waiting, 20);
    QCOMPARE(client.sizer.window().bytes, before);
}

void tst_WindowSizer::fromTheLeastWindowItIsBackWithinSevenSeconds()
{
    Client client;
    client.pass({4, 4}, Queue::Waiting, 400);   // slower than any window can be small
    QCOMPARE(client.sizer.window(), least);
    client.pass(fast, Queue::Waiting, 26);
    QCOMPARE(client.sizer.window(), most);
}

void tst_WindowSizer::messagesCountWhereTheyFillTheWindowFirst()
{
    Client client;
    client.pass({1000, 64'000}, Queue::Waiting, 20);   // 4,000 a second: 600 in 150 ms
    QVERIFY(client.sizer.window().messages >= 480 && client.sizer.window().messages <= 750);
    QVERIFY(client.sizer.window().bytes < most.bytes);
}

void tst_WindowSizer::aSteadyDrainDoesNotFlutter()
{
    Client client;
    client.pass({40, 16U << 20}, Queue::Waiting, 20);
    for (int i = 0; i < 100; ++i)
        QVERIFY(!client.pass({40, (15U + i % 3) << 20}, Queue::Waiting));
}

void tst_WindowSizer::aPausedQueueSaysNothing()
{
    Client client;
    client.sizer.rest();
    QVERIFY(!client.pass(slow, Queue::Waiting));   // part of it was a pause
    QVERIFY(!client.pass({}, Queue::Paused, 40));
    QVERIFY(!client.pass(slow, Queue::Waiting));   // and of this, the beginning
    QVERIFY(client.pass(slow, Queue::Waiting));
}

void tst_WindowSizer::framesOverTheBudgetLowerTheWindowAtOnce()
{
    Client client;
    client.frameLoad = 1.2;
    QVERIFY(client.pass(live, Queue::Empty));
    QCOMPARE(client.sizer.window().bytes, least.bytes);
    QVERIFY(client.sizer.window().messages < 10);   // of 48 a second a fifth less, for 150 ms
    QVERIFY(client.sizer.nextGrantAt().has_value());
}

void tst_WindowSizer::framesWithinTheBudgetRaiseItAgain()
{
    Client client;
    client.frameLoad = 2;
    client.pass(live, Queue::Empty, 40);
    QCOMPARE(client.sizer.window(), least);
    client.frameLoad = 0.3;
    QVERIFY(client.pass(live, Queue::Empty, 40));
    QCOMPARE(client.sizer.window(), atRest);
    QVERIFY(!client.sizer.nextGrantAt());
}

void tst_WindowSizer::aViewerThatDrawsNothingIsNotSlow()
{
    Client client;
    client.frameLoad = 2;
    client.pass(live, Queue::Empty, 40);
    client.frameLoad = 0;
    client.pass(live, Queue::Empty, 40);
    QCOMPARE(client.sizer.window(), atRest);
}

void tst_WindowSizer::betweenLowAndHighNothingMoves()
{
    Client client;
    client.frameLoad = 2;
    client.pass(live, Queue::Empty, 3);
    client.frameLoad = 1;
    QVERIFY(!client.pass(live, Queue::Empty, 40));
}

void tst_WindowSizer::slowFramesOfAnIdleStreamAreNotItsFault()
{
    Client client;
    client.frameLoad = 5;
    QVERIFY(!client.pass({}, Queue::Empty, 40));
    QCOMPARE(client.sizer.window(), atRest);
}

void tst_WindowSizer::aCatchUpIsNotHeldBackByFrames()
{
    Client client;
    client.frameLoad = 5;
    client.work = Work::CatchUp;
    client.pass(fast, Queue::Waiting, 40);
    QCOMPARE(client.sizer.window(), most);
    client.work = Work::Live;
    client.frameLoad = 1;   // neither slow nor fast
    QVERIFY(!client.pass(fast, Queue::Waiting));
    QVERIFY(!client.sizer.nextGrantAt());
    client.frameLoad = 5;
    client.pass(live, Queue::Empty, 10);
    QCOMPARE(client.sizer.window(), least);
    client.work = Work::CatchUp;
    client.pass(fast, Queue::Waiting, 2);   // also not by those before it
    QCOMPARE(client.sizer.window(), most);
    QVERIFY(!client.sizer.nextGrantAt());
}

void tst_WindowSizer::grantsAreSpacedDownToThePictureThatStillLooksAlive()
{
    Client client;
    client.frameLoad = 5;
    client.pass(live, Queue::Empty, 100);
    std::uint64_t granted = 0;
    const TimePoint end = client.now + 10s;
    while (client.now < end) {
        client.now += 1ms;
        if (const auto messages = client.sizer.grantableMessages(client.now); messages != 0) {
            granted += messages;
            client.sizer.onGranted(client.now);
        }
    }
    QVERIFY2(granted >= 95 && granted <= 100, qPrintable(QString::number(granted)));   // ten a second
}

void tst_WindowSizer::asManyMessagesAsFramesCanShowAreAlwaysAskedFor()
{
    Client client;
    client.frameLoad = 1.2;   // 25 frames a second
    client.pass(live, Queue::Empty, 100);
    client.sizer.onGranted(client.now);
    const double wait = std::chrono::duration<double>(*client.sizer.nextGrantAt() - client.now).count();
    QVERIFY(std::abs(wait - 1.0 / 25) < 1e-3);
}

void tst_WindowSizer::whatWasSavedUpIsNotGrantedAtOnce()
{
    Client client;
    client.frameLoad = 5;
    client.pass(live, Queue::Empty, 100);
    client.sizer.onGranted(client.now);
    QCOMPARE(client.sizer.grantableMessages(client.now), 0U);
    QVERIFY(client.sizer.nextGrantAt() > client.now);
    QCOMPARE(client.sizer.grantableMessages(*client.sizer.nextGrantAt() + 1ms), 1U);
    QCOMPARE(client.sizer.grantableMessages(client.now + 1h), 1U);
}

void tst_WindowSizer::itSettlesWhereFramesFollowTheRate()
{
    // Each message costs the viewer's frames, and the server sends as many as it may: 200 a second.
    Client client;
    double perSecond = 200;
    std::vector<double> rates;
    for (int i = 0; i < 200; ++i) {
        client.frameLoad = 0.2 + perSecond * 0.01;   // the budget is spent at 80 a second
        const auto perLook = static_cast<std::uint64_t>(perSecond / 4);
        client.pass({perLook, perLook * 1000}, Queue::Empty);
        const auto next = client.sizer.nextGrantAt();
        client.sizer.onGranted(client.now);
        perSecond = next ? std::min(200.0, 1.0 / std::chrono::duration<double>(*client.sizer.nextGrantAt() - client.now).count()) : 200;
        rates.push_back(perSecond);
    }
    const auto [slowest, fastest] = std::minmax_element(rates.begin() + 50, rates.end());
    QVERIFY2(*slowest >= 67 && *fastest <= 90, qPrintable(QStringLiteral("%1 to %2").arg(*slowest).arg(*fastest)));
    QVERIFY2(*fastest <= *slowest * 1.01, "it flutters");
}

void tst_WindowSizer::anotherLargestWindowKeepsTheShare()
{
    Client client;
    client.pass({40, 16U << 20}, Queue::Waiting, 20);
    const std::uint64_t before = client.sizer.window().bytes;
    client.sizer.setBounds(least, {1024, 32U << 20});
    QVERIFY(client.sizer.window().bytes <= before / 2 + 1);
    client.sizer.setBounds(least, least);
    QCOMPARE(client.sizer.window(), least);
}

void tst_WindowSizer::itNeverLeavesItsBounds()
{
    std::uint64_t random = 1;
    const auto below = [&random](std::uint64_t bound) {
        random = random * 6364136223846793005U + 1442695040888963407U;
        return (random >> 33U) % bound;
    };
    Client client;
    for (int i = 0; i < 20'000; ++i) {
        client.frameLoad = static_cast<double>(below(300)) / 100;
        client.work = below(4) == 0 ? Work::CatchUp : Work::Live;
        if (below(10) == 0)
            client.sizer.rest();
        client.now += std::chrono::milliseconds(below(5000));
        client.pass({below(1U << below(30)), below(1ULL << below(60))}, static_cast<Queue>(below(3)), 1);
        const Grant window = client.sizer.window();
        QVERIFY(window.messages >= least.messages && window.messages <= most.messages);
        QVERIFY(window.bytes >= least.bytes && window.bytes <= most.bytes);
        QVERIFY(CreditWindow::create({window.messages, window.bytes, 1U << 20}).has_value());
        if (const auto next = client.sizer.nextGrantAt())
            QVERIFY(*next - client.now <= 101ms);   // nothing waits for long
    }
}

WEIR_TEST(tst_WindowSizer)
#include "tst_window_sizer.moc"
