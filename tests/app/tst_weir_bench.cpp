#include "program.h"
#include <QtTest>

/// Each measurement of weir-bench on a small graph: it comes to an end and prints what it promises. How fast this machine is
/// does not matter here.
class tst_WeirBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMeasurementIsOneLineOfJson_data();
    void aMeasurementIsOneLineOfJson();
};

void tst_WeirBench::aMeasurementIsOneLineOfJson_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("figures");
    QTest::newRow("ingest") << QStringLiteral("ingest --seconds 1 --nodes 5000 --changes-per-message 100")
                            << QStringLiteral("changes_per_s messages_per_s bytes_per_s raw_bytes_per_s");
    QTest::newRow("snapshot") << QStringLiteral("snapshot --nodes 2000 --edges 6000")
                              << QStringLiteral("first_apply_ms complete_ms server_tick_p99_ms server_tick_max_ms idle_tick_max_ms bytes");
    QTest::newRow("layout") << QStringLiteral("layout --nodes 500 --edges 1500 --seconds 1")
                            << QStringLiteral("median_edge_length median_pair_distance edge_to_pair_ratio");
    QTest::newRow("frame") << QStringLiteral("frame --nodes 300 --edges 900")
                           << QStringLiteral("pan_ms_p50 pan_ms_p95 pan_share still_ms_p50 still_graph_passes gui_gap_ms_max idle_frames "
                                             "change_frames upload_bytes_per_change image_bytes");
}

void tst_WeirBench::aMeasurementIsOneLineOfJson()
{
    QFETCH(QString, command);
    QFETCH(QString, figures);
    Program bench(QStringLiteral("weir-bench"));
    bench.start(command.split(u' '));
    QVERIFY2(bench.wait(120'000) == 0, bench.errors().constData());

    QCOMPARE(bench.output().count('\n'), 1);
    QVERIFY(bench.output().endsWith('\n'));
    QCOMPARE(bench.objects().size(), 1);
    const QJsonObject result = bench.objects().constFirst();
    QCOMPARE(result.value(QLatin1String("bench")).toString(), command.section(u' ', 0, 0));
    for (const QString& name : figures.split(u' '))
        QVERIFY2(result.value(name).isDouble(), qPrintable(name));
}

QTEST_GUILESS_MAIN(tst_WeirBench)
#include "tst_weir_bench.moc"
