#include "ui/stream/stream_figures.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

/// What the figures say of a stream.
class tst_StreamFigures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCompressionSavedStandsBesideWhatCame();
    void theStatusSaysWhetherNodesAreBeingPlaced();
    void everyFigureOfThePictureIsPrintedByItsName();
    void aSpentPurseWantsAttentionOnlyWhereMoreWouldCome();

private:
    static QString received(const stream::StreamStats& stats)
    {
        for (const ShownFigure& figure : listFigures(stats)) {
            if (figure.name == QStringLiteral("Received"))
                return figure.value;
        }
        return {};
    }
};

void tst_StreamFigures::whatCompressionSavedStandsBesideWhatCame()
{
    stream::StreamStats stats;
    stats.bytesReceived = 10'485'760;
    QCOMPARE(received(stats), QStringLiteral("10.0 MiB"));
    stats.bytesSaved = 3 * stats.bytesReceived;
    QCOMPARE(received(stats), QStringLiteral("10.0 MiB (−75 %)"));
}

void tst_StreamFigures::theStatusSaysWhetherNodesAreBeingPlaced()
{
    const auto words = [](const PictureFigures& picture) { return statusFigures({}, picture, {}).back().value; };
    QCOMPARE(words({}), QStringLiteral("at rest"));
    QCOMPARE(words({.layoutActive = true}), QStringLiteral("running"));
    QCOMPARE(words({.layoutPaused = true}), QStringLiteral("paused"));
    QCOMPARE(words({.layoutActive = true, .layoutPaused = true}), QStringLiteral("running"));   // another graph, or anew
}

void tst_StreamFigures::everyFigureOfThePictureIsPrintedByItsName()
{
    QVariantMap printed;
    visitFigures({.shownTick = 7, .shownNodes = 5, .shownEdges = 4, .drawnShare = 0.5, .nodeShare = 0.75, .edgeShare = 0.25, .ageMs = 40, .frameMsP50 = 8, .frameMsP95 = 14, .layoutActive = true, .layoutPaused = false, .device = QStringLiteral("OpenGL")},
                 [&printed](const char* name, const auto& value) {
                     QVERIFY2(!printed.contains(QLatin1String(name)), name);
                     printed.insert(QLatin1String(name), QVariant::fromValue(value));
                 });
    QCOMPARE(printed, (QVariantMap{{QStringLiteral("shown_tick"), 7}, {QStringLiteral("shown_nodes"), 5}, {QStringLiteral("shown_edges"), 4}, {QStringLiteral("drawn_share"), 0.5}, {QStringLiteral("node_share"), 0.75}, {QStringLiteral("edge_share"), 0.25}, {QStringLiteral("picture_age_ms"), 40.0}, {QStringLiteral("frame_ms_p50"), 8.0}, {QStringLiteral("frame_ms_p95"), 14.0}, {QStringLiteral("layout_active"), true}, {QStringLiteral("layout_paused"), false}, {QStringLiteral("device"), QStringLiteral("OpenGL")}}));
}

void tst_StreamFigures::aSpentPurseWantsAttentionOnlyWhereMoreWouldCome()
{
    const auto tone = [](Phase phase, const stream::StreamStats& stats) { return tileFigures(phase, stats)[3].tone; };
    stream::StreamStats stats;
    stats.windowMessages = 16;
    stats.serverTick = stats.appliedTick = 12;
    stats.behindSeconds = 0.02;
    QCOMPARE(tone(Phase::Live, stats), Tone::Plain);   // what it was granted for is here
    stats.behindSeconds = 3;
    QCOMPARE(tone(Phase::Live, stats), Tone::Attention);
    QCOMPARE(tone(Phase::Paused, stats), Tone::Plain);
    QCOMPARE(tone(Phase::Lost, stats), Tone::Plain);
    stats.behindSeconds = 0.02;
    stats.queueMessages = 16;
    QCOMPARE(tone(Phase::Live, stats), Tone::Attention);
    stats.creditsMessages = 1;
    QCOMPARE(tone(Phase::Live, stats), Tone::Plain);
}

WEIR_TEST_IN(QCoreApplication, tst_StreamFigures)
#include "tst_stream_figures.moc"
