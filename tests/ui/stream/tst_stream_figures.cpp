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

WEIR_TEST_IN(QCoreApplication, tst_StreamFigures)
#include "tst_stream_figures.moc"
