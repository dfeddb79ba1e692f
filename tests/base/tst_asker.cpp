#include "base/asker.h"
#include "support/test_program.h"
#include <QtCore/QSemaphore>
#include <QtCore/QTimer>
#include <QtTest>
#include <atomic>
#include <vector>

using namespace weir;

namespace joining {

/// Numbers that join: nothing of them may be lost on the way.
struct Numbers {
    std::vector<int> all;
};

Numbers merge(Numbers older, Numbers newer)
{
    older.all.insert(older.all.end(), newer.all.begin(), newer.all.end());
    return older;
}

} // namespace joining

using joining::Numbers;

class tst_Asker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_wakes = 0; }
    void aQuestionIsAnsweredOnTheThread();
    void ofQuestionsThatWaitTheLastIsAnswered();
    void whatJoinsIsNeverLeftOut();
    void aKindOfQuestionDoesNotReplaceAnother();
    void aWakeIsForAnAnswerWhereNoneWaited();
    void anAnswerThatWaitsGivesWayToANewerOne();
    void answersThatJoinAreAllTaken();
    void callsRunInTurnWithQuestions();
    void anybodyMayAsk();
    void whatWasAskedIsAnsweredBeforeTheEnd();

private:
    /// Keeps `asker` busy until the semaphore has one, from when this returns.
    static void hold(Asker& asker, QSemaphore& until)
    {
        QSemaphore held;
        asker.post([&] {
            held.release();
            until.acquire();
        });
        held.acquire();
    }
    /// All that was asked before is answered.
    static void finish(Asker& asker)
    {
        QSemaphore done;
        asker.post([&done] { done.release(); });
        done.acquire();
    }
    [[nodiscard]] std::function<void()> wake()
    {
        return [this] { ++m_wakes; };
    }

    std::atomic<int> m_wakes = 0;
};

void tst_Asker::aQuestionIsAnsweredOnTheThread()
{
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    Enquiry<QThread*> enquiry(asker);
    QVERIFY(!enquiry.take());
    enquiry.ask([] { return QThread::currentThread(); });
    QTRY_COMPARE(m_wakes.load(), 1);
    const auto thread = enquiry.take();
    QVERIFY(thread && *thread != QThread::currentThread());
    QVERIFY(!enquiry.take());
}

void tst_Asker::ofQuestionsThatWaitTheLastIsAnswered()
{
    QSemaphore go;
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    std::vector<int> asked;   // the thread's until finish()
    Questions<int> questions(asker, [&asked](int question) { asked.push_back(question); });
    hold(asker, go);
    for (int i = 1; i <= 100; ++i)
        questions.ask(i);
    go.release();
    finish(asker);
    QCOMPARE(asked, std::vector{100});
    questions.ask(101);
    finish(asker);
    QCOMPARE(asked, (std::vector{100, 101}));
}

void tst_Asker::whatJoinsIsNeverLeftOut()
{
    QSemaphore go;
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    std::vector<std::vector<int>> asked;
    Questions<Numbers> questions(asker, [&asked](const Numbers& numbers) { asked.push_back(numbers.all); });
    hold(asker, go);
    for (int i = 1; i <= 3; ++i)
        questions.ask({{i}});
    go.release();
    finish(asker);
    QCOMPARE(asked.size(), 1U);
    QCOMPARE(asked.front(), (std::vector{1, 2, 3}));
}

void tst_Asker::aKindOfQuestionDoesNotReplaceAnother()
{
    QSemaphore go;
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    Enquiry<int> number(asker), other(asker);
    Enquiry<QString> text(asker);
    hold(asker, go);
    number.ask([] { return 1; });
    other.ask([] { return 2; });
    text.ask([] { return QStringLiteral("three"); });
    go.release();
    finish(asker);
    QCOMPARE(m_wakes.load(), 3);
    QCOMPARE(number.take(), std::optional(1));
    QCOMPARE(other.take(), std::optional(2));
    QCOMPARE(text.take(), std::optional(QStringLiteral("three")));
}

void tst_Asker::aWakeIsForAnAnswerWhereNoneWaited()
{
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    Enquiry<int> enquiry(asker);
    for (int i = 0; i < 3; ++i) {
        enquiry.ask([i] { return i; });
        finish(asker);
    }
    QCOMPARE(m_wakes.load(), 1);
    QVERIFY(enquiry.take());
    enquiry.ask([] { return 4; });
    finish(asker);
    QCOMPARE(m_wakes.load(), 2);
}

void tst_Asker::anAnswerThatWaitsGivesWayToANewerOne()
{
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    const Answers<int> answers(asker);
    asker.post([answers] {
        answers.put(1);
        answers.put(2);
    });
    finish(asker);
    QCOMPARE(answers.take(), std::optional(2));
    QVERIFY(!answers.take());
}

void tst_Asker::answersThatJoinAreAllTaken()
{
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    const Answers<Numbers> answers(asker);
    asker.post([answers] {
        answers.put({{1, 2}});
        answers.put({{3}});
    });
    finish(asker);
    QCOMPARE(m_wakes.load(), 1);
    const auto taken = answers.take();
    QVERIFY(taken);
    QCOMPARE(taken->all, (std::vector{1, 2, 3}));
}

void tst_Asker::callsRunInTurnWithQuestions()
{
    QSemaphore go;
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    std::vector<int> order;
    Questions<int> questions(asker, [&order](int question) { order.push_back(question); });
    hold(asker, go);
    questions.ask(1);
    asker.post([&order] { order.push_back(-1); });
    asker.post([&order] { order.push_back(-2); });
    questions.ask(2);   // in the place of the one that waits
    go.release();
    finish(asker);
    QCOMPARE(order, (std::vector{2, -1, -2}));
}

void tst_Asker::anybodyMayAsk()
{
    constexpr int each = 2'000;
    Asker asker("asker", WorkerThread::Priority::Inherited, wake());
    std::size_t count = 0;
    Questions<Numbers> questions(asker, [&count](const Numbers& numbers) { count += numbers.all.size(); });
    {
        WorkerThread one("one"), another("another");
        for (WorkerThread* thread : {&one, &another}) {
            thread->start([&questions](std::stop_token) {
                for (int i = 0; i < each; ++i)
                    questions.ask({{i}});
            });
        }
    }
    finish(asker);
    QCOMPARE(count, std::size_t{2 * each});
}

void tst_Asker::whatWasAskedIsAnsweredBeforeTheEnd()
{
    for (int round = 0; round < 50; ++round) {
        std::atomic<int> answered = 0;
        {
            Asker asker("asker", WorkerThread::Priority::Inherited, wake());
            Enquiry<int> enquiry(asker);
            enquiry.ask([&answered] { return ++answered; });
        }
        QCOMPARE(answered.load(), 1);
    }
}

WEIR_TEST_IN(QCoreApplication, tst_Asker)
#include "tst_asker.moc"
