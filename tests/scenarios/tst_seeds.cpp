#include "process_usage.h"
#include "scenario.h"
#include "support/test_program.h"
#include <QtTest>

/// Whatever networks, sources and people do: in the end every client shows the server's graph and knows it, nothing
/// outgrew its bound, and nothing is left behind. The histories come from seeds.
class tst_Seeds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everyHistoryEndsInSync_data();
    void everyHistoryEndsInSync();
    void aSeedThatFailedOnceHolds_data();
    void aSeedThatFailedOnceHolds();

private:
    void play(std::uint32_t seed);

    Scenario::Events m_events;
    ProcessUsage m_before;   // between two histories; a thread that was joined may be listed for a moment longer
};

namespace {

constexpr int usualSeeds = 200;

int numberFrom(const char* variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

void tst_Seeds::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false"));
    static_cast<void>(Scenario(1).run());   // what Qt makes once and keeps
    m_before = ProcessUsage::now();
}

void tst_Seeds::cleanupTestCase()
{
    qInfo().noquote() << QStringLiteral("over TLS: %1, half-open links found: %2, audits that mended: %3, policies: %4, resumed: %5, resyncs: %6, scans: %7, categories named: %8, with attributes: %9")
                             .arg(m_events.encrypted).arg(m_events.halfOpenFound).arg(m_events.audits).arg(m_events.policies)
                             .arg(m_events.resumes).arg(m_events.resyncs).arg(m_events.scans).arg(m_events.named).arg(m_events.attributes);
}

void tst_Seeds::play(std::uint32_t seed)
{
    QStringList breaches;
    {
        Scenario scenario(seed);
        breaches = scenario.run();
        m_events += scenario.events();
        for (const QString& line : breaches.isEmpty() ? QStringList() : scenario.describe())
            qInfo().noquote() << line;
    }
    ProcessUsage after;
    const bool gone = QTest::qWaitFor([&] { return (after = ProcessUsage::now()).within(m_before); });
    if (!gone)
        breaches << QStringLiteral("%1 threads and %2 descriptors are left of %3 and %4").arg(after.threads).arg(after.descriptors)
                        .arg(m_before.threads).arg(m_before.descriptors);
    else
        m_before = after;
    QVERIFY2(breaches.isEmpty(), qPrintable(QStringLiteral("seed %1: %2\nalone: WEIR_SCENARIO_FIRST=%1 WEIR_SCENARIOS=1 %3 seeds everyHistoryEndsInSync")
                                                .arg(seed).arg(breaches.join(u"; "), QCoreApplication::applicationFilePath())));
}

void tst_Seeds::everyHistoryEndsInSync_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    const int first = numberFrom("WEIR_SCENARIO_FIRST", 1), count = numberFrom("WEIR_SCENARIOS", usualSeeds);
    for (int seed = first; seed < first + count; ++seed)
        QTest::addRow("seed %d", seed) << static_cast<std::uint32_t>(seed);
}

void tst_Seeds::everyHistoryEndsInSync()
{
    QFETCH(const std::uint32_t, seed);
    play(seed);
}

void tst_Seeds::aSeedThatFailedOnceHolds_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    QTest::addRow("a garbled slot beyond the server's stays through every snapshot") << 565U;
    QTest::addRow("a policy chosen during a handshake is never told to the server") << 29U;
}

void tst_Seeds::aSeedThatFailedOnceHolds()
{
    QFETCH(const std::uint32_t, seed);
    play(seed);
}

WEIR_TEST_IN(QCoreApplication, tst_Seeds)
#include "tst_seeds.moc"
