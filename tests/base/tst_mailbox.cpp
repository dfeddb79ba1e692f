#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "support/test_program.h"
#include <QtTest>
#include <memory>
#include <vector>

using weir::Mailbox;
using weir::WorkerThread;

class tst_Mailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyBoxGivesNothing();
    void theNewestValueReplacesOneThatNobodyTook();
    void aValueIsTakenOnce();
    void mergingSeesTheWaitingValue();
    void whatCannotBeCopiedTravelsToo();
    void nothingIsLostBetweenThreadsThatMerge();
};

void tst_Mailbox::anEmptyBoxGivesNothing()
{
    Mailbox<int> box;
    QVERIFY(!box.take());
}

void tst_Mailbox::theNewestValueReplacesOneThatNobodyTook()
{
    Mailbox<int> box;
    QVERIFY(box.put(1));
    QVERIFY(!box.put(2));
    QCOMPARE(box.take(), std::optional(2));
}

void tst_Mailbox::aValueIsTakenOnce()
{
    Mailbox<int> box;
    box.put(1);
    QVERIFY(box.take());
    QVERIFY(!box.take());
    QVERIFY(box.put(2));   // empty again, so the reader wants a signal
}

void tst_Mailbox::mergingSeesTheWaitingValue()
{
    Mailbox<std::vector<int>> box;
    const auto append = [](int number) {
        return [number](const std::vector<int>* waiting) {
            std::vector<int> merged = waiting ? *waiting : std::vector<int>();
            merged.push_back(number);
            return merged;
        };
    };
    QVERIFY(box.putMerged(append(1)));
    QVERIFY(!box.putMerged(append(2)));
    QCOMPARE(box.take(), std::optional(std::vector{1, 2}));
    QVERIFY(box.putMerged(append(3)));
    QCOMPARE(box.take(), std::optional(std::vector{3}));
}

void tst_Mailbox::whatCannotBeCopiedTravelsToo()
{
    Mailbox<std::unique_ptr<int>> box;
    box.put(std::make_unique<int>(7));
    box.putMerged([](std::unique_ptr<int>* waiting) { return std::move(*waiting); });
    const auto taken = box.take();
    QVERIFY(taken && *taken);
    QCOMPARE(**taken, 7);
}

void tst_Mailbox::nothingIsLostBetweenThreadsThatMerge()
{
    constexpr int rounds = 20'000;
    Mailbox<int> box;
    WorkerThread writer("writer");
    writer.start([&](std::stop_token) {
        for (int i = 0; i < rounds; ++i)
            box.putMerged([](const int* waiting) { return (waiting ? *waiting : 0) + 1; });
    });
    int sum = 0;
    while (sum < rounds)
        sum += box.take().value_or(0);
    writer.stop();
    QCOMPARE(sum, rounds);
    QVERIFY(!box.take());
}

WEIR_TEST(tst_Mailbox)
#include "tst_mailbox.moc"
