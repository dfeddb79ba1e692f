#include "flow/pressure_gauge.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir::flow;

class tst_PressureGauge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rises();
    void fallsOnlyBelowTheLowWatermarks();
    void aFillThatSwingsBetweenTheMarksChangesNothing();
};

void tst_PressureGauge::rises()
{
    PressureGauge gauge;
    QVERIFY(gauge.update(0.49) == Pressure::None);
    QVERIFY(gauge.update(0.5) == Pressure::Moderate);
    QVERIFY(gauge.update(0.89) == Pressure::Moderate);
    QVERIFY(gauge.update(0.9) == Pressure::High);
    QVERIFY(PressureGauge().update(1) == Pressure::High);
}

void tst_PressureGauge::fallsOnlyBelowTheLowWatermarks()
{
    PressureGauge gauge;
    gauge.update(1);
    QVERIFY(gauge.update(0.61) == Pressure::High);
    QVERIFY(gauge.update(0.6) == Pressure::Moderate);
    QVERIFY(gauge.update(0.26) == Pressure::Moderate);
    QVERIFY(gauge.update(0.25) == Pressure::None);
    gauge.update(1);
    QVERIFY(gauge.update(0) == Pressure::None);
}

void tst_PressureGauge::aFillThatSwingsBetweenTheMarksChangesNothing()
{
    PressureGauge gauge;
    gauge.update(0.95);
    for (int i = 0; i < 10; ++i)
        QVERIFY(gauge.update(i % 2 == 0 ? 0.65 : 0.95) == Pressure::High);
    gauge.update(0.55);
    for (int i = 0; i < 10; ++i)
        QVERIFY(gauge.update(i % 2 == 0 ? 0.3 : 0.8) == Pressure::Moderate);
}

WEIR_TEST(tst_PressureGauge)
#include "tst_pressure_gauge.moc"
