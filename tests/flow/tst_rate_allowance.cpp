#include "flow/rate_allowance.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::flow;
using namespace std::chrono_literals;

class tst_RateAllowance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowsSoManyASecondAndNotOneMore();
    void aNewSecondBeginsAnew();
};

void tst_RateAllowance::allowsSoManyASecondAndNotOneMore()
{
    RateAllowance allowance(3);
    const TimePoint start{10s};
    for (int i = 0; i < 3; ++i)
        QVERIFY(allowance.take(start + i * 300ms));
    QVERIFY(!allowance.take(start + 999ms));
    QVERIFY(!allowance.take(start + 999ms));
}

void tst_RateAllowance::aNewSecondBeginsAnew()
{
    RateAllowance allowance(1);
    const TimePoint start{10s};
    QVERIFY(allowance.take(start));
    QVERIFY(!allowance.take(start + 1ms));
    QVERIFY(allowance.take(start + 1s));
    QVERIFY(!allowance.take(start + 1s));
}

WEIR_TEST(tst_RateAllowance)
#include "tst_rate_allowance.moc"
