#include "flow/drain_queue.h"
#include "support/test_program.h"
#include <QtTest>
#include <memory>

using weir::flow::DrainQueue;

class tst_DrainQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesLeaveInTheOrderTheyCame();
    void tooManyMessagesAreThePeersFault();
    void tooManyBytesAreThePeersFault();
    void aRefusedMessageLeavesTheQueueAsItWas();
    void itRemembersTheMostItHeld();
    void aSmallerCapacityDropsNothing();
    void messagesThatOnlyMoveAreTaken();
};

void tst_DrainQueue::messagesLeaveInTheOrderTheyCame()
{
    DrainQueue<int> queue(10, 100);
    QVERIFY(queue.push(1, 10).has_value());
    QVERIFY(queue.push(2, 20).has_value());
    QCOMPARE(queue.front(), 1);
    QCOMPARE(queue.frontBytes(), 10U);
    QCOMPARE(queue.pop(), 1);
    QCOMPARE(queue.bytes(), 20U);
    QCOMPARE(queue.pop(), 2);
    QVERIFY(queue.empty());
    QCOMPARE(queue.bytes(), 0U);
}

void tst_DrainQueue::tooManyMessagesAreThePeersFault()
{
    DrainQueue<int> queue(2, 100);
    QVERIFY(queue.push(1, 0).has_value());
    QVERIFY(queue.push(2, 0).has_value());
    QVERIFY(!queue.push(3, 0).has_value());
}

void tst_DrainQueue::tooManyBytesAreThePeersFault()
{
    DrainQueue<int> queue(10, 100);
    QVERIFY(queue.push(1, 60).has_value());
    QVERIFY(queue.push(2, 40).has_value());
    QVERIFY(!queue.push(3, 1).has_value());
    QVERIFY(!DrainQueue<int>(10, 100).push(1, ~std::uint64_t{0}).has_value());
}

void tst_DrainQueue::aRefusedMessageLeavesTheQueueAsItWas()
{
    DrainQueue<int> queue(10, 100);
    QVERIFY(queue.push(1, 60).has_value());
    QVERIFY(!queue.push(2, 41).has_value());
    QCOMPARE(queue.size(), 1U);
    QCOMPARE(queue.bytes(), 60U);
    QVERIFY(queue.push(3, 40).has_value());
}

void tst_DrainQueue::itRemembersTheMostItHeld()
{
    DrainQueue<int> queue(10, 100);
    QVERIFY(queue.push(1, 60).has_value());
    QVERIFY(queue.push(2, 20).has_value());
    queue.clear();
    QVERIFY(queue.empty());
    QVERIFY(queue.push(3, 1).has_value());
    QCOMPARE(queue.highWaterMessages(), 2U);
    QCOMPARE(queue.highWaterBytes(), 80U);
}

void tst_DrainQueue::aSmallerCapacityDropsNothing()
{
    DrainQueue<int> queue(10, 100);
    QVERIFY(queue.push(1, 60).has_value());
    QVERIFY(queue.push(2, 20).has_value());
    queue.setCapacity(1, 50);
    QCOMPARE(queue.size(), 2U);
    QVERIFY(!queue.push(3, 1).has_value());
    QCOMPARE(queue.pop(), 1);
    QCOMPARE(queue.pop(), 2);
    QVERIFY(queue.push(3, 50).has_value());
}

void tst_DrainQueue::messagesThatOnlyMoveAreTaken()
{
    DrainQueue<std::unique_ptr<int>> queue(10, 100);
    QVERIFY(queue.push(std::make_unique<int>(7), 4).has_value());
    const std::unique_ptr<int> message = queue.pop();
    QCOMPARE(*message, 7);
}

WEIR_TEST(tst_DrainQueue)
#include "tst_drain_queue.moc"
