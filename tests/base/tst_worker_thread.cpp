#include "base/worker_thread.h"
#include "support/test_program.h"
#include <QtCore/QSemaphore>
#include <QtCore/QTimer>
#include <QtTest>
#include <array>
#include <condition_variable>
#include <mutex>
#include <memory>
#include <pthread.h>
#include <sched.h>
#include <set>
#include <sys/resource.h>
#include <thread>
#include <vector>

using weir::WorkerThread;

class tst_WorkerThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBodyRunsOnAThreadOfItsOwn();
    void stopAsksTheBodyAndWaitsForIt();
    void theThreadBearsItsName();
    void itsPriorityGivesWay();
    void whatIsLastOfAllRunsOnIdleCoresAlone();
    void callsRunInTheOrderOfPosting();
    void callsPostedBeforeStopStillRun();
    void callsPostedAfterStopAreDropped();
    void aCallEndsOnTheThreadItRanOn();
    void timersRunOnTheLoop();
    void destructionStops();
    void stoppingTwiceOrNeverStartedIsHarmless();
    void aThreadStartsAgain();
};

void tst_WorkerThread::aBodyRunsOnAThreadOfItsOwn()
{
    WorkerThread thread("body");
    QVERIFY(!thread.running());
    QThread* seen = nullptr;
    thread.start([&](std::stop_token) { seen = QThread::currentThread(); });
    QVERIFY(thread.running());
    thread.stop();
    QVERIFY(!thread.running());
    QVERIFY(seen && seen != QThread::currentThread());
}

void tst_WorkerThread::stopAsksTheBodyAndWaitsForIt()
{
    WorkerThread thread("asked");
    bool ended = false;
    thread.start([&](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        wake.wait(lock, stop, [] { return false; });
        ended = stop.stop_requested();
    });
    thread.stop();
    QVERIFY(ended);
}

void tst_WorkerThread::theThreadBearsItsName()
{
    std::array<char, 32> name{};
    WorkerThread thread("a name that is too long", WorkerThread::Priority::Background);
    thread.start([&](std::stop_token) { pthread_getname_np(pthread_self(), name.data(), name.size()); });
    thread.stop();
    QCOMPARE(name.data(), "a name that is ");
}

void tst_WorkerThread::itsPriorityGivesWay()
{
    using Priority = WorkerThread::Priority;
    const auto niceOf = [](Priority priority) {
        int nice = 0;
        WorkerThread thread("nice", priority);
        // Of the calling thread alone: the system call, unlike its wrapper's documentation, knows no processes.
        thread.start([&nice](std::stop_token) { nice = getpriority(PRIO_PROCESS, 0); });
        thread.stop();
        return nice;
    };
    const int here = getpriority(PRIO_PROCESS, 0);
    QCOMPARE(niceOf(Priority::Inherited), here);
    if (here < 5)
        QCOMPARE(niceOf(Priority::AfterWindow), 5);
    if (here < 10)
        QCOMPARE(niceOf(Priority::Background), 10);
}

void tst_WorkerThread::whatIsLastOfAllRunsOnIdleCoresAlone()
{
    int policy = -1;
    WorkerThread thread("last", WorkerThread::Priority::LastOfAll);
    thread.start([&policy](std::stop_token) { policy = sched_getscheduler(0); });
    thread.stop();
    QCOMPARE(policy, SCHED_IDLE);
}

void tst_WorkerThread::callsRunInTheOrderOfPosting()
{
    WorkerThread thread("loop");
    thread.startEventLoop();
    std::vector<int> calls;
    QSemaphore done;
    QThread* seen = nullptr;
    for (int i = 0; i < 100; ++i)
        thread.post([&calls, i] { calls.push_back(i); });
    thread.post([&] {
        seen = QThread::currentThread();
        done.release();
    });
    QVERIFY(done.tryAcquire(1, 10'000));
    QCOMPARE(calls.size(), std::size_t{100});
    QVERIFY(std::ranges::is_sorted(calls));
    QVERIFY(seen != QThread::currentThread());
}

void tst_WorkerThread::callsPostedBeforeStopStillRun()
{
    for (int round = 0; round < 50; ++round) {
        WorkerThread thread("loop");
        thread.startEventLoop();
        int calls = 0;
        for (int i = 0; i < 20; ++i)
            thread.post([&] { ++calls; });
        thread.stop();
        QCOMPARE(calls, 20);
    }
}

void tst_WorkerThread::callsPostedAfterStopAreDropped()
{
    WorkerThread thread("loop");
    bool called = false;
    thread.post([&] { called = true; });   // before the start there is no loop either
    thread.startEventLoop();
    thread.stop();
    thread.post([&] { called = true; });
    QVERIFY(!called);
}

void tst_WorkerThread::aCallEndsOnTheThreadItRanOn()
{
    // What a call holds is the worker's from posting on: it must not be destroyed by whoever posted it, who may be
    // interrupted for so long that the call is over when he goes on. So many post, more than there are cores.
    WorkerThread thread("ends");
    thread.startEventLoop();
    std::mutex mutex;
    std::set<std::thread::id> ended;
    std::vector<std::jthread> posters;
    for (int poster = 0; poster < 8; ++poster) {
        posters.emplace_back([&] {
            for (int i = 0; i < 10'000; ++i) {
                auto held = std::shared_ptr<int>(new int, [&mutex, &ended](const int* value) {
                    delete value;
                    const std::lock_guard lock(mutex);
                    ended.insert(std::this_thread::get_id());
                });
                thread.post([held = std::move(held)] {});
            }
        });
    }
    posters.clear();
    thread.stop();
    QCOMPARE(ended.size(), 1U);
}

void tst_WorkerThread::timersRunOnTheLoop()
{
    WorkerThread thread("loop");
    thread.startEventLoop();
    QSemaphore fired;
    std::unique_ptr<QTimer> timer;
    thread.post([&] {
        timer = std::make_unique<QTimer>();
        connect(timer.get(), &QTimer::timeout, timer.get(), [&] { fired.release(); });
        timer->start(0);
    });
    QVERIFY(fired.tryAcquire(3, 10'000));
    thread.post([&] { timer.reset(); });
    thread.stop();
    QVERIFY(!timer);
}

void tst_WorkerThread::destructionStops()
{
    bool ended = false;
    {
        WorkerThread thread("body");
        thread.start([&](std::stop_token stop) {
            while (!stop.stop_requested())
                std::this_thread::yield();
            ended = true;
        });
    }
    QVERIFY(ended);
}

void tst_WorkerThread::stoppingTwiceOrNeverStartedIsHarmless()
{
    WorkerThread never("never");
    never.stop();
    WorkerThread thread("loop");
    thread.startEventLoop();
    thread.stop();
    thread.stop();
    QVERIFY(!thread.running());
}

void tst_WorkerThread::aThreadStartsAgain()
{
    WorkerThread thread("again");
    int bodies = 0, calls = 0;
    for (int i = 1; i <= 3; ++i) {
        QSemaphore ran;
        bool wasAsked = true;
        thread.start([&](std::stop_token stop) {
            wasAsked = stop.stop_requested();   // the stop of the life before is not this one's
            ++bodies;
            ran.release();
        });
        QVERIFY(ran.tryAcquire(1, 10'000));
        thread.stop();
        QVERIFY(!wasAsked);
        thread.startEventLoop();
        thread.post([&] { ++calls; });
        thread.stop();
        QCOMPARE(bodies, i);
        QCOMPARE(calls, i);
    }
}

WEIR_TEST_IN(QCoreApplication, tst_WorkerThread)
#include "tst_worker_thread.moc"
