#include "flow/shared_backlog.h"
#include "support/test_program.h"
#include <QtTest>
#include <memory>

using weir::flow::SharedBacklog;

class tst_SharedBacklog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyWaitsBelowTheBound();
    void aboveItOnlyWhoHoldsNothingGoesOn();
    void whatGoesIsFree();
};

void tst_SharedBacklog::nobodyWaitsBelowTheBound()
{
    SharedBacklog whole(100);
    SharedBacklog::Part one(whole), other(whole);
    one.set(60);
    other.set(40);
    QCOMPARE(whole.bytes(), 100ULL);
    QVERIFY(!one.mustWait() && !other.mustWait());
}

void tst_SharedBacklog::aboveItOnlyWhoHoldsNothingGoesOn()
{
    SharedBacklog whole(100);
    SharedBacklog::Part one(whole), other(whole), third(whole);
    one.set(100);
    other.set(1);
    QVERIFY(one.mustWait() && other.mustWait() && !third.mustWait());
    one.set(99);
    QVERIFY(!one.mustWait() && !other.mustWait());
}

void tst_SharedBacklog::whatGoesIsFree()
{
    SharedBacklog whole(100);
    SharedBacklog::Part stays(whole);
    stays.set(10);
    {
        SharedBacklog::Part goes(whole);
        goes.set(1000);
        QVERIFY(stays.mustWait());
    }
    QCOMPARE(whole.bytes(), 10ULL);
    QVERIFY(!stays.mustWait());
}

WEIR_TEST(tst_SharedBacklog)
#include "tst_shared_backlog.moc"
