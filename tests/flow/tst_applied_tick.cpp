#include "flow/applied_tick.h"
#include "support/test_program.h"
#include <QtTest>

using weir::flow::checkApplied;

class tst_AppliedTick : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTickThatWasNeverSentCannotBeApplied();
};

void tst_AppliedTick::aTickThatWasNeverSentCannotBeApplied()
{
    QVERIFY(checkApplied(7, 7));
    QVERIFY(checkApplied(0, 7));
    const auto beyond = checkApplied(8, 7);
    QVERIFY(!beyond);
    QVERIFY(beyond.error().text.contains("tick 8"));
}

WEIR_TEST(tst_AppliedTick)
#include "tst_applied_tick.moc"
