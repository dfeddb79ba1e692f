#include "layout/thread_team.h"
#include "support/test_program.h"
#include <QTest>
#include <algorithm>
#include <atomic>
#include <set>

using weir::layout::ThreadTeam;

class tst_ThreadTeam final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNumberIsVisitedOnce();
    void theChunksAreTheSameForAnyTeam();
    void anEmptyLoopCallsNothing();
    void loopsFollowEachOtherSafely();
    void noThreadsAreOneThread();
};

void tst_ThreadTeam::everyNumberIsVisitedOnce()
{
    for (const unsigned threads : {1U, 2U, 5U}) {
        ThreadTeam team(threads);
        std::vector<std::atomic<int>> visits(10'007);
        team.forEachChunk(visits.size(), 100, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                ++visits[i];
        });
        QVERIFY(std::ranges::all_of(visits, [](const auto& count) { return count == 1; }));
    }
}

void tst_ThreadTeam::theChunksAreTheSameForAnyTeam()
{
    const auto chunks = [](unsigned threads) {
        ThreadTeam team(threads);
        std::mutex mutex;
        std::set<std::pair<std::size_t, std::size_t>> result;
        team.forEachChunk(1000, 300, [&](std::size_t begin, std::size_t end) {
            const std::lock_guard lock(mutex);
            result.emplace(begin, end);
        });
        return result;
    };
    const std::set<std::pair<std::size_t, std::size_t>> expected{{0, 300}, {300, 600}, {600, 900}, {900, 1000}};
    QVERIFY(chunks(1) == expected);
    QVERIFY(chunks(3) == expected);
}

void tst_ThreadTeam::anEmptyLoopCallsNothing()
{
    ThreadTeam team(2);
    bool called = false;
    team.forEachChunk(0, 10, [&](std::size_t, std::size_t) { called = true; });
    QVERIFY(!called);
}

void tst_ThreadTeam::loopsFollowEachOtherSafely()
{
    ThreadTeam team(4);
    std::atomic<std::size_t> sum = 0;
    for (int loop = 0; loop < 2000; ++loop)
        team.forEachChunk(8, 1, [&](std::size_t begin, std::size_t) { sum += begin; });
    QCOMPARE(sum.load(), std::size_t{2000 * 28});
}

void tst_ThreadTeam::noThreadsAreOneThread()
{
    ThreadTeam team(0);
    QCOMPARE(team.threads(), 1U);
    std::size_t sum = 0;
    team.forEachChunk(5, 2, [&](std::size_t begin, std::size_t end) { sum += end - begin; });
    QCOMPARE(sum, 5U);
}

WEIR_TEST(tst_ThreadTeam)
#include "tst_thread_team.moc"
