#include "render/splat/parted_work.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <atomic>
#include <latch>
#include <thread>
#include <vector>

using namespace weir::render;

class tst_PartedWork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneThreadDoesAllParts();
    void manyThreadsDoEachPartOnceAndPhaseAfterPhase();
    void nobodyWaitsForAThreadThatComesLate();
};

void tst_PartedWork::oneThreadDoesAllParts()
{
    PartedWork<2> work(3);
    std::vector<std::size_t> done;
    work.phase(0, [&](std::size_t part) { done.push_back(part); });
    work.phase(1, [&](std::size_t part) { done.push_back(10 + part); });
    QCOMPARE(done, (std::vector<std::size_t>{0, 1, 2, 10, 11, 12}));
}

void tst_PartedWork::manyThreadsDoEachPartOnceAndPhaseAfterPhase()
{
    constexpr std::size_t threads = 4, parts = 7;
    for (int turn = 0; turn < 200; ++turn) {
        PartedWork<2> work(parts);
        std::vector<int> first(parts), second(parts);   // not atomic: each is one thread's, then another's
        std::latch start(threads);
        {
            std::vector<std::jthread> team;
            for (std::size_t i = 0; i < threads; ++i) {
                team.emplace_back([&] {
                    start.arrive_and_wait();
                    work.phase(0, [&](std::size_t part) { ++first[part]; });
                    work.phase(1, [&](std::size_t part) { second[part] += first[(part + 1) % parts]; });
                });
            }
        }
        QCOMPARE(first, std::vector<int>(parts, 1));
        QCOMPARE(second, std::vector<int>(parts, 1));
    }
}

void tst_PartedWork::nobodyWaitsForAThreadThatComesLate()
{
    PartedWork<1> work(2);
    int calls = 0;
    work.phase(0, [&](std::size_t) { ++calls; });
    std::jthread([&] { work.phase(0, [&](std::size_t) { ++calls; }); }).join();
    QCOMPARE(calls, 2);
}

WEIR_TEST_IN(QCoreApplication, tst_PartedWork)
#include "tst_parted_work.moc"
