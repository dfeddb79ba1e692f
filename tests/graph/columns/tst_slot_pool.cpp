#include "graph/columns/slot_pool.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>
#include <random>
#include <set>

using namespace weir;
using weir::graph::SlotPool;

class tst_SlotPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slotsAreDenseFromZero();
    void theLastSlotTakenBackIsGivenOutFirst();
    void everyBirthHasALargerOddGeneration();
};

void tst_SlotPool::slotsAreDenseFromZero()
{
    SlotPool pool;
    QCOMPARE(pool.extent(), std::size_t{0});
    for (Slot slot = 0; slot < 100; ++slot) {
        const SlotPool::Birth birth = pool.take();
        QCOMPARE(birth.slot, slot);
        QCOMPARE(birth.generation, 1U);
    }
    QCOMPARE(pool.extent(), std::size_t{100});
    QCOMPARE(pool.liveCount(), std::size_t{100});
}

void tst_SlotPool::theLastSlotTakenBackIsGivenOutFirst()
{
    SlotPool pool;
    for (int i = 0; i < 5; ++i)
        static_cast<void>(pool.take());
    pool.give(1);
    pool.give(3);
    QCOMPARE(pool.liveCount(), std::size_t{3});
    QCOMPARE(pool.generation(3), 2U);
    QVERIFY(!isLive(pool.generation(3)));
    QCOMPARE(pool.take().slot, 3U);
    QCOMPARE(pool.take().slot, 1U);
    QCOMPARE(pool.take().slot, 5U);
    QCOMPARE(pool.generation(3), 3U);
    QCOMPARE(pool.extent(), std::size_t{6});
}

void tst_SlotPool::everyBirthHasALargerOddGeneration()
{
    SlotPool pool;
    std::mt19937 random(1);
    std::map<Slot, Generation> last;
    std::vector<Slot> live;
    for (int i = 0; i < 20'000; ++i) {
        if (live.empty() || random() % 2 == 0) {
            const auto [slot, generation] = pool.take();
            QVERIFY(isLive(generation));
            QVERIFY(generation > last[slot]);
            QVERIFY(std::ranges::find(live, slot) == live.end());
            last[slot] = generation;
            live.push_back(slot);
        } else {
            std::swap(live[random() % live.size()], live.back());
            pool.give(live.back());
            live.pop_back();
        }
        QCOMPARE(pool.liveCount(), live.size());
    }
}

WEIR_TEST(tst_SlotPool)
#include "tst_slot_pool.moc"
