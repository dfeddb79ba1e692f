#include "program.h"
#include "support/test_program.h"
#include <QtTest>

/// Each measurement of weir-bench on a small graph: it comes to an end and prints what it promises. How fast this machine is
/// does not matter here.
class tst_WeirBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongUsageEndsWithStatusTwo_data();
    void wrongUsageEndsWithStatusTwo();
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
    QTest::newRow("resume") << QStringLiteral("resume --pause 1 --rate 20000 --nodes 2000 --edges 6000")
                            << QStringLiteral("catch_up_ms client_rss_growth_bytes server_rss_growth_bytes bytes changes_merged");
    QTest::newRow("latency") << QStringLiteral("latency --rate 2000 --nodes 500 --edges 1000 --seconds 1 --flooders 2")
                             << QStringLiteral("p50_ms p99_ms p999_ms flooders flood_bytes flood_connections server_cpu_share server_peak_resident_bytes clock_uncertainty_ms deltas changes_per_s");
    QTest::newRow("fanout") << QStringLiteral("fanout --clients 12 --verifying 2 --stalled 0.25 --rate 2000 --nodes 500 --edges 1000 --seconds 1")
                            << QStringLiteral("latency_ms_p99 server_cpu_share bytes_per_client unstalled_latency_ms_p99 latency_ratio in_sync");
    QTest::newRow("reconnect") << QStringLiteral("reconnect --clients 12 --down 0.2 --nodes 500 --edges 1000")
                               << QStringLiteral("all_back_s snapshots_built_per_period_max connect_attempts bytes");
    for (const char* format : {"graphml", "csv", "events"})
        QTest::addRow("read %s", format) << QStringLiteral("read --nodes 500 --edges 900 --format ") + QLatin1String(format)
                                         << QStringLiteral("nodes edges file_bytes cpu_s mb_per_s lines_per_s peak_bytes");
    QTest::newRow("layout") << QStringLiteral("layout --nodes 500 --edges 1500 --seconds 1")
                            << QStringLiteral("median_edge_length median_pair_distance edge_to_pair_ratio");
    QTest::newRow("look") << QStringLiteral("look --nodes 500 --edges 900 --seconds 1")
                          << QStringLiteral("restyle_ms attributes_restyle_ms edges_restyle_ms longest_piece_ms plain_ms_per_s filter_ms_per_s age_ms_per_s");
    QTest::newRow("inspect") << QStringLiteral("inspect --nodes 500 --edges 1500")
                             << QStringLiteral("neighbours_ms_max reach_ms_max path_ms_max path_steps_max table_rows table_ms table_piece_ms_max found");
    QTest::newRow("save") << QStringLiteral("save --nodes 300 --edges 900 --width 1100 --height 300")
                          << QStringLiteral("save_s gui_gap_ms_max memory_mb file_mb");
    QTest::newRow("frame") << QStringLiteral("frame --nodes 300 --edges 900 --memory-nodes 30000 --memory-turns 1")
                           << QStringLiteral("pan_ms_p50 pan_ms_p95 pan_share still_ms_p50 still_graph_passes gui_gap_ms_max idle_frames "
                                             "change_frames upload_bytes_per_change image_bytes rss_bytes rss_spread_bytes rss_bytes_per_node rss_bytes_per_edge");
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

    // What holds on any machine.
    const auto figure = [&result](const char* name) { return result.value(QLatin1String(name)).toDouble(); };
    if (result.contains(QLatin1String("path")))
        QVERIFY(QStringList({QStringLiteral("delta"), QStringLiteral("scan"), QStringLiteral("snapshot")}).contains(result.value(QLatin1String("path")).toString()));
    if (result.contains(QLatin1String("p99_ms")))
        QVERIFY(figure("p50_ms") > 0 && figure("p50_ms") <= figure("p99_ms"));
    if (result.contains(QLatin1String("verifying")))
        QCOMPARE(figure("in_sync"), figure("verifying"));
    if (result.contains(QLatin1String("connect_attempts"))) {
        QVERIFY(figure("connect_attempts") >= figure("clients"));
        QVERIFY(figure("all_back_s") > figure("down_s"));
        QCOMPARE(figure("snapshots_built_per_period_max"), 1.0);
    }
}

void tst_WeirBench::wrongUsageEndsWithStatusTwo_data()
{
    QTest::addColumn<QString>("command");
    for (const char* const command : {"resume --pause -1", "latency --rate 0", "fanout --clients 10 --verifying 10", "fanout --stalled 1", "fanout --policy often",
                                      "look --nodes 0", "reconnect --down soon", "reconnect --clients 0", "serve --port 70000", "serve --source nothing"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_WeirBench::wrongUsageEndsWithStatusTwo()
{
    QFETCH(QString, command);
    Program bench(QStringLiteral("weir-bench"));
    bench.start(command.split(u' '));
    QCOMPARE(bench.wait(), 2);
    QVERIFY(!bench.errors().isEmpty());
    QVERIFY(bench.output().isEmpty());
}

WEIR_TEST_IN(QCoreApplication, tst_WeirBench)
#include "tst_weir_bench.moc"
