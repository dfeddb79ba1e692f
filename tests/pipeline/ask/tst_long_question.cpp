#include "pipeline/ask/long_question.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <functional>
#include <limits>

using namespace weir;
using pipeline::LongQuestion;

namespace {

/// Wants so many pieces of work, and counts.
class Counting final : public LongQuestion {
public:
    void ask(int pieces)
    {
        m_left = pieces;
        begin();
    }
    void forget() { giveUp(); }

    int worked = 0, answered = 0;
    int askAgainAt = 0;   // after so many pieces, for as many as that; 0: never

private:
    bool advance() override
    {
        if (++worked == askAgainAt) {
            ask(askAgainAt);
            return true;
        }
        return --m_left > 0;
    }
    void answer() override { ++answered; }

    int m_left = 0;
};

} // namespace

class tst_LongQuestion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsAnsweredOnceAllIsDone();
    void nothingIsDoneBeforeTheNextTurn();
    void othersHaveTheirTurnMeanwhile();
    void ofSeveralTheLastIsAnswered();
    void workMayAskAnew();
    void whatIsGivenUpIsNotAnswered();
};

void tst_LongQuestion::itIsAnsweredOnceAllIsDone()
{
    Counting question;
    question.ask(1000);
    QTRY_COMPARE(question.answered, 1);
    QCOMPARE(question.worked, 1000);
    QCoreApplication::processEvents();
    QCOMPARE(question.worked, 1000);
    question.ask(10);
    QTRY_COMPARE(question.answered, 2);
    QCOMPARE(question.worked, 1010);
}

void tst_LongQuestion::nothingIsDoneBeforeTheNextTurn()
{
    Counting question;
    question.ask(1);
    QCOMPARE(question.worked, 0);
    QTRY_COMPARE(question.answered, 1);
}

void tst_LongQuestion::othersHaveTheirTurnMeanwhile()
{
    Counting question;
    question.ask(std::numeric_limits<int>::max());
    int turns = 0;
    const std::function<void()> turn = [&] {
        if (++turns < 10)
            QMetaObject::invokeMethod(&question, turn, Qt::QueuedConnection);
    };
    turn();
    QTRY_COMPARE(turns, 10);
    QVERIFY(question.worked > 0);
    QCOMPARE(question.answered, 0);
}

void tst_LongQuestion::ofSeveralTheLastIsAnswered()
{
    Counting question;
    question.ask(std::numeric_limits<int>::max());
    QTRY_VERIFY(question.worked > 0);   // under way
    question.ask(std::numeric_limits<int>::max());
    question.ask(5);
    const int before = question.worked;
    QTRY_COMPARE(question.answered, 1);
    QCOMPARE(question.worked, before + 5);
}

void tst_LongQuestion::workMayAskAnew()
{
    Counting question;
    question.askAgainAt = 7;
    question.ask(100);
    QTRY_COMPARE(question.answered, 1);
    QCOMPARE(question.worked, 7 + 7);
}

void tst_LongQuestion::whatIsGivenUpIsNotAnswered()
{
    Counting question;
    question.ask(3);
    question.forget();
    Counting other;
    other.ask(3);
    QTRY_COMPARE(other.answered, 1);
    QCOMPARE(question.worked, 0);
    QCOMPARE(question.answered, 0);
}

WEIR_TEST_IN(QCoreApplication, tst_LongQuestion)
#include "tst_long_question.moc"
