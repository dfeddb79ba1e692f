#include "ui/stream/stream_figures.h"

#include "ui/words/figures.h"
#include "ui/stream/state_words.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

namespace weir::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StreamFigures)
};

const QString nothing = QStringLiteral("\u2013");   // an en dash where there is no figure

constexpr double unnoticedAgeMs = 250;   // a picture that is younger counts as the present
constexpr double lateSeconds = 2;        // behind the server, from which on it is worth a look

ShownFigure behindTile(Phase phase, const stream::StreamStats& stats)
{
    const QString name = Words::tr("Behind");
    if (!stands(phase))
        return shownFigure(name, nothing, Words::tr("not following"));
    if (!stats.behindSeconds)
        return shownFigure(name, nothing, Words::tr("nothing applied yet"));
    const Tone tone = phase == Phase::Paused || *stats.behindSeconds > lateSeconds ? Tone::Attention : Tone::Plain;
    return shownFigure(name, millisecondsText(*stats.behindSeconds * 1000),
                       ticksText(*stats.ticksBehind()), tone);
}

ShownFigure latencyTile(const stream::StreamStats& stats)
{
    const QString name = Words::tr("Latency");
    if (!stats.latencyMsP50)
        return shownFigure(name, nothing, Words::tr("not measured"));
    return shownFigure(name, millisecondsText(*stats.latencyMsP50),
                       stats.latencyMsP99 ? QStringLiteral("p99 ") + millisecondsText(*stats.latencyMsP99) : QString());
}

QString drawnText(const PictureFigures& picture)
{
    // Less than all is never rounded to all.
    const auto shareOf = [](double share) { return shareText(share < 1 ? std::min(share, 0.99) : 1); };
    QStringList parts;
    if (picture.nodeShare < 1)
        parts.append(Words::tr("nodes %1").arg(shareOf(picture.nodeShare)));
    if (picture.edgeShare < 1)
        parts.append(Words::tr("edges %1").arg(shareOf(picture.edgeShare)));
    if (parts.isEmpty())
        parts.append(shareOf(1));
    if (picture.ageMs > unnoticedAgeMs)
        parts.append(Words::tr("%1 old").arg(millisecondsText(picture.ageMs)));
    return parts.join(QStringLiteral(", "));
}

QString layoutText(const PictureFigures& picture)
{
    if (picture.layoutActive)
        return Words::tr("running");
    return picture.layoutPaused ? Words::tr("paused") : Words::tr("at rest");
}

QString receivedText(const stream::StreamStats& stats)
{
    const QString bytes = bytesText(double(stats.bytesReceived));
    if (stats.bytesSaved == 0)
        return bytes;
    const double uncompressed = double(stats.bytesReceived) + double(stats.bytesSaved);
    return QStringLiteral("%1 (−%2)").arg(bytes, shareText(double(stats.bytesSaved) / uncompressed));
}

ShownFigure syncFigure(const stream::StreamStats& stats)
{
    const QString name = Words::tr("In sync");
    if (!stats.inSync)
        return {.name = name, .value = Words::tr("not known yet")};
    return *stats.inSync ? ShownFigure{.name = name, .value = Words::tr("yes"), .tone = Tone::Good}
                         : ShownFigure{.name = name, .value = Words::tr("no"), .tone = Tone::Bad};
}

} // namespace

QList<ShownFigure> tileFigures(Phase phase, const stream::StreamStats& stats)
{
    const bool full = stats.windowMessages > 0 && stats.queueMessages >= stats.windowMessages;
    // All credit is used up at times where all is well, and in a pause as it should be: what counts is that more would come.
    const bool starved = stands(phase) && phase != Phase::Paused && stats.creditsMessages == 0
        && (full || stats.behindSeconds.value_or(0) > lateSeconds);
    return {
        shownFigure(Words::tr("Tick"), stats.appliedTick == 0 ? nothing : countText(stats.appliedTick),
                    Words::tr("server %1").arg(countText(stats.serverTick))),
        behindTile(phase, stats),
        shownFigure(Words::tr("Queue"), countText(stats.queueMessages), bytesText(double(stats.queueBytes)),
                    full || stats.pressure == stream::Pressure::High ? Tone::Attention : Tone::Plain),
        shownFigure(Words::tr("Credits"), countText(stats.creditsMessages), bytesText(double(stats.creditsBytes)),
                    starved ? Tone::Attention : Tone::Plain),
        shownFigure(Words::tr("Changes/s"), shortCountText(stats.changesPerSecond),
                    bytesText(stats.bytesPerSecond) + QStringLiteral("/s")),
        latencyTile(stats),
    };
}

QList<ShownFigure> listFigures(const stream::StreamStats& stats)
{
    const auto row = [](const QString& name, const QString& value) {
        return ShownFigure{.name = name, .value = value};
    };
    return {
        row(Words::tr("Nodes"), countText(stats.nodes)),
        row(Words::tr("Snapshots applied"), countText(stats.snapshotsApplied)),
        row(Words::tr("Edges"), countText(stats.edges)),
        row(Words::tr("Deltas applied"), countText(stats.deltasApplied)),
        row(Words::tr("Changes applied"), shortCountText(double(stats.changesApplied))),
        row(Words::tr("Received"), receivedText(stats)),   // in the wider column: it may tell what was saved
        syncFigure(stats),
        row(Words::tr("Changes merged"), shortCountText(double(stats.changesMerged))),
    };
}

QList<ShownFigure> statusFigures(const stream::StreamStats& stats, const PictureFigures& picture, const Link& link)
{
    const auto part = [](const QString& name, const QString& value) {
        return ShownFigure{.name = name, .value = value};
    };
    const QString address = link.address.isEmpty() ? Words::tr("no connection")
        : link.embedded                            ? Words::tr("embedded server, %1").arg(link.address)
                                                   : link.address;
    return {
        part(Words::tr("connection"), address),
        part(Words::tr("rate"), Words::tr("%1 changes/s, %2/s").arg(shortCountText(stats.changesPerSecond),
                                                                             bytesText(stats.bytesPerSecond))),
        part(Words::tr("latency"), stats.latencyMsP50 ? millisecondsText(*stats.latencyMsP50) : nothing),
        part(Words::tr("queue"), Words::tr("%1 of %2").arg(countText(stats.queueMessages),
                                                                    countText(stats.windowMessages))),
        part(Words::tr("drawn"), stats.nodes > 0 ? drawnText(picture) : nothing),
        part(Words::tr("frame"), picture.frameMsP50 > 0 ? millisecondsText(picture.frameMsP50) : nothing),
        part(Words::tr("layout"), layoutText(picture)),
    };
}

} // namespace weir::ui
