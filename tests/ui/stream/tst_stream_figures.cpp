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
    PictureFigures picture;
    picture.shownTick = 7;
    picture.drawnShare = 0.5;
    picture.layoutActive = true;
    picture.device = QStringLiteral("OpenGL");
    QVariantMap printed;
    visitFigures(picture, [&printed](const char* name, const auto& value) {
        QVERIFY2(!printed.contains(QLatin1String(name)), name);
        printed.insert(QLatin1String(name), QVariant::fromValue(value));
    });
    QCOMPARE(printed.keys().join(u' '),
             QStringLiteral("device drawn_share edge_share frame_ms_p50 frame_ms_p95 layout_active layout_paused node_share "
                            "picture_age_ms shown_edges shown_nodes shown_tick"));
    QCOMPARE(printed[QStringLiteral("shown_tick")].toInt(), 7);
    QCOMPARE(printed[QStringLiteral("drawn_share")].toDouble(), 0.5);
    QCOMPARE(printed[QStringLiteral("layout_active")].toBool(), true);
    QCOMPARE(printed[QStringLiteral("device")].toString(), QStringLiteral("OpenGL"));
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
