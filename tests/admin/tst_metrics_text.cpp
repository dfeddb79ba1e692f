#include "admin/metrics_text.h"
#include "support/test_program.h"
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtTest>
#include <map>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::admin::metricsText;
using weir::server::ServerFigures;

namespace {

/// Figures in which nothing is 0 and no two are equal.
ServerFigures someFigures()
{
    ServerFigures f;
    f.made = TimePoint{} + 100s;
    f.clients = 2, f.nodes = 3, f.edges = 4, f.ticks = 5, f.changes = 6, f.epochs = 7;
    for (const double seconds : {0.0001, 0.003, 0.0031, 7.0})
        f.tickLatenessSeconds.add(seconds);
    f.sessions = {.receivedFrames = 32, .messages = 8, .bytes = 9, .savedBytes = 90, .mergedChanges = 10, .snapshots = 11, .scans = 12, .stagedDeltas = 13, .resumes = 14,
                  .partsHeld = 31, .resyncs = 15, .steersRefused = 16, .digestsSent = 24, .audits = 25, .chunksFetched = 26, .ledger = {27, 28, 29}, .starved = 1500ms};
    f.unappliedChanges = 30;
    f.unacknowledgedBytes = 17, f.unsentBytes = 18, f.pendingChanges = 19, f.snapshotBytes = 20;
    f.snapshotAgeSeconds = 0.25;
    f.snapshotBuildSeconds = 0.125;
    f.closes = {{1000, 21}, {4006, 22}};
    f.turnedAway = 23;
    f.exhausted = 33;
    return f;
}

/// Samples by name and labels, as a reader of the format takes them.
QHash<QString, double> samples(const std::string& text)
{
    static const QRegularExpression line(QStringLiteral(R"(^([a-z_]+(?:\{[^}]*\})?) (\S+)$)"));
    QHash<QString, double> found;
    for (const QString& one : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts)) {
        if (one.startsWith(u'#'))
            continue;
        const auto match = line.match(one);
        if (!match.hasMatch() || found.contains(match.captured(1)))
            qFatal("no sample, or twice: %s", qPrintable(one));
        found.insert(match.captured(1), match.captured(2) == u"+Inf" ? qInf() : match.captured(2).toDouble());
    }
    return found;
}

} // namespace

class tst_MetricsText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFigureIsThere();
    void lateTicksAreCountedUpToEachBound();
    void theSnapshotAgesBetweenLooks();
    void whatIsNotKnownIsLeftOut();
    void promtoolHasNothingToSay();
    void theDashboardNamesOnlyWhatExists();
};

void tst_MetricsText::everyFigureIsThere()
{
    const auto found = samples(metricsText(someFigures(), TimePoint{} + 100s));
    const std::map<QByteArray, double> expected{
        {"weir_clients", 2}, {"weir_nodes", 3}, {"weir_edges", 4}, {"weir_ticks_total", 5}, {"weir_changes_total", 6}, {"weir_epochs_total", 7},
        {"weir_sent_messages_total", 8}, {"weir_sent_bytes_total", 9}, {"weir_sent_uncompressed_bytes_total", 99}, {"weir_snapshot_parts_held_total", 31},
        {"weir_merged_changes_total", 10}, {"weir_catch_ups_total{path=\"snapshot\"}", 11},
        {"weir_catch_ups_total{path=\"scan\"}", 12}, {"weir_catch_ups_total{path=\"staged\"}", 13}, {"weir_catch_ups_total{path=\"resume\"}", 14},
        {"weir_resyncs_total", 15}, {"weir_steers_refused_total", 16}, {"weir_credit_starved_seconds_total", 1.5}, {"weir_unacknowledged_bytes", 17},
        {"weir_unsent_bytes", 18}, {"weir_pending_changes", 19}, {"weir_snapshot_bytes", 20}, {"weir_snapshot_age_seconds", 0.25},
        {"weir_snapshot_build_seconds", 0.125}, {"weir_closes_total{code=\"1000\"}", 21}, {"weir_closes_total{code=\"4006\"}", 22}, {"weir_turned_away_total", 23}, {"weir_received_frames_total", 32}, {"weir_exhausted_total", 33},
        {"weir_digests_sent_total", 24}, {"weir_digests_failed_total", 25}, {"weir_fetched_chunks_total", 26},
        {"weir_ledger_changes_total{fate=\"carried\"}", 27}, {"weir_ledger_changes_total{fate=\"merged\"}", 28},
        {"weir_ledger_changes_total{fate=\"sampled\"}", 29}, {"weir_unapplied_changes", 30}};
    for (const auto& [name, value] : expected) {
        QVERIFY2(found.contains(QString::fromLatin1(name)), name.constData());
        QCOMPARE(found.value(QString::fromLatin1(name)), value);
    }
    for (auto sample = found.begin(); sample != found.end(); ++sample)
        QVERIFY2(expected.contains(sample.key().toLatin1()) || sample.key().startsWith(QStringLiteral("weir_tick_lateness_seconds")), qPrintable(sample.key()));
}

void tst_MetricsText::lateTicksAreCountedUpToEachBound()
{
    const auto found = samples(metricsText(someFigures(), TimePoint{} + 100s));
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_bucket{le=\"0.0005\"}")), 1.0);
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_bucket{le=\"0.002\"}")), 1.0);
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_bucket{le=\"0.005\"}")), 3.0);
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_bucket{le=\"1\"}")), 3.0);
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_bucket{le=\"+Inf\"}")), 4.0);
    QCOMPARE(found.value(QStringLiteral("weir_tick_lateness_seconds_count")), 4.0);
    QVERIFY(qAbs(found.value(QStringLiteral("weir_tick_lateness_seconds_sum")) - 7.0062) < 1e-9);
}

void tst_MetricsText::theSnapshotAgesBetweenLooks()
{
    const auto found = samples(metricsText(someFigures(), TimePoint{} + 110s));
    QCOMPARE(found.value(QStringLiteral("weir_snapshot_age_seconds")), 10.25);
}

void tst_MetricsText::whatIsNotKnownIsLeftOut()
{
    const std::string text = metricsText(ServerFigures{}, TimePoint{});
    QVERIFY(text.find("weir_snapshot_age_seconds") == std::string::npos);
    QVERIFY(text.find("weir_closes_total") == std::string::npos);
    QCOMPARE(samples(text).value(QStringLiteral("weir_clients"), -1), 0.0);
}

void tst_MetricsText::promtoolHasNothingToSay()
{
    const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (promtool.isEmpty())
        QSKIP("promtool is not installed; it is in the package prometheus.");
    for (const ServerFigures& figures : {someFigures(), ServerFigures{}}) {
        QProcess check;
        check.setProcessChannelMode(QProcess::MergedChannels);
        check.start(promtool, {QStringLiteral("check"), QStringLiteral("metrics")});
        check.write(QByteArray::fromStdString(metricsText(figures, TimePoint{} + 100s)));
        check.closeWriteChannel();
        QVERIFY(check.waitForFinished());
        const QByteArray words = check.readAll();
        QVERIFY2(words.trimmed().isEmpty() && check.exitCode() == 0, words.constData());
    }
}

void tst_MetricsText::theDashboardNamesOnlyWhatExists()
{
    QFile file(QStringLiteral(WEIR_SOURCE_DIR "/resources/grafana-dashboard.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const QJsonArray panels = QJsonDocument::fromJson(text).object().value(QLatin1String("panels")).toArray();
    QVERIFY(panels.size() >= 10);
    QSet<QString> known;
    for (const QString& sample : samples(metricsText(someFigures(), TimePoint{} + 100s)).keys())
        known.insert(sample.section(u'{', 0, 0));
    static const QRegularExpression name(QStringLiteral("\\bweir_[a-z_]+"));
    QSet<QString> shown;
    for (auto match = name.globalMatch(QString::fromUtf8(text)); match.hasNext();) {
        const QString metric = match.next().captured();
        QVERIFY2(known.contains(metric), qPrintable(metric));
        shown.insert(metric);
    }
    for (const QString& metric : known) {
        const bool isOfHistogram = metric.endsWith(QStringLiteral("_sum")) || metric.endsWith(QStringLiteral("_count"));
        QVERIFY2(shown.contains(metric) || isOfHistogram, qPrintable(metric + QStringLiteral(" is shown nowhere")));
    }
}

WEIR_TEST_IN(QCoreApplication, tst_MetricsText)
#include "tst_metrics_text.moc"
