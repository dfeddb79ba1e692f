#include "ui/stream/state_words.h"

#include "ui/words/figures.h"

#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

QString withoutStop(const std::string& text)
{
    QString words = QString::fromStdString(text).trimmed();
    while (words.endsWith(QLatin1Char('.')))
        words.chop(1);
    return words;
}

QString reasonOf(const stream::StreamStats& stats) { return withoutStop(stats.stateReason); }

QString retryWords(const stream::StreamStats& stats)
{
    if (stats.state == stream::StreamState::Closed)
        return {};
    if (!stats.retryInSeconds)
        return QStringLiteral("trying again now");
    const auto seconds = static_cast<std::uint64_t>(std::ceil(std::max(0.0, *stats.retryInSeconds)));
    return seconds == 0 ? QStringLiteral("trying again now")
                        : QStringLiteral("trying again in %1 s").arg(countText(seconds));
}

QString withRetry(const QString& word, const stream::StreamStats& stats)
{
    const QString retry = retryWords(stats);
    return retry.isEmpty() ? word : word + QStringLiteral(", ") + retry;
}

// Of a source that is followed, what it is rather than live.
Phase phaseOf(stream::SourceState source)
{
    switch (source) {
    case stream::SourceState::Reading: return Phase::Reading;
    case stream::SourceState::Finished: return Phase::Finished;
    case stream::SourceState::Ended: return Phase::Ended;
    case stream::SourceState::Failed: return Phase::Failed;
    case stream::SourceState::Unknown:
    case stream::SourceState::Live: break;
    }
    return Phase::Live;
}

// Before anything of the graph came, what the source does says more than that nothing came.
bool awaitsSource(const stream::StreamStats& stats)
{
    return stats.nodes == 0 && stats.catchUpShare <= 0
        && (stats.sourceState == stream::SourceState::Reading || stats.sourceState == stream::SourceState::Failed);
}

// What happened, why, and what happens next, with whatever of it there is.
QString sentenceOf(const QString& what, const stream::StreamStats& stats)
{
    const QString reason = reasonOf(stats);
    const QString retry = retryWords(stats);
    QString text = what;
    if (!reason.isEmpty())
        text += QStringLiteral(": ") + reason;
    if (!retry.isEmpty())
        text += QStringLiteral("; ") + retry;
    return text + QLatin1Char('.');
}

/// Where there is no connection and there should be one.
std::vector<Remedy> remediesWithout(const stream::StreamStats& stats)
{
    if (stats.state == stream::StreamState::Closed)
        return {Remedy::TryAgain, Remedy::Open};
    return {Remedy::TryAgain, Remedy::Cancel, Remedy::Open};
}

/// What became of an attempt to connect, as the chip says it.
QString whyNot(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound: return QStringLiteral("NO SUCH HOST");
    case ErrorKind::NoAnswer: return QStringLiteral("NO ANSWER");
    case ErrorKind::Denied: return QStringLiteral("NOT ALLOWED");
    case ErrorKind::Broken: return QStringLiteral("NOT UNDERSTOOD");
    case ErrorKind::Other: break;
    }
    return QStringLiteral("REFUSED");
}

} // namespace

bool stands(Phase phase)
{
    switch (phase) {
    case Phase::Live:
    case Phase::Paused:
    case Phase::CatchingUp:
    case Phase::Reading:
    case Phase::Finished:
    case Phase::Ended:
    case Phase::Failed: return true;
    case Phase::NeverConnected:
    case Phase::Connecting:
    case Phase::Lost:
    case Phase::Refused:
    case Phase::Closed: break;
    }
    return false;
}

Phase phaseOf(const Link& link, const stream::StreamStats& stats)
{
    if (link.address.isEmpty())
        return Phase::NeverConnected;
    switch (stats.state) {
    case stream::StreamState::Connecting: return stats.stateReason.empty() ? Phase::Connecting : Phase::Refused;   // not the first attempt
    case stream::StreamState::Live: return stats.drainPaused ? Phase::Paused : phaseOf(stats.sourceState);
    case stream::StreamState::Paused: return Phase::Paused;
    case stream::StreamState::CatchingUp:
        return stats.drainPaused ? Phase::Paused : awaitsSource(stats) ? phaseOf(stats.sourceState) : Phase::CatchingUp;
    case stream::StreamState::Reconnecting: return link.stood ? Phase::Lost : Phase::Refused;
    case stream::StreamState::Closed: break;
    }
    return link.stood || stats.stateReason.empty() ? Phase::Closed : Phase::Refused;
}

StateWords wordsFor(Phase phase, const Link& link, const stream::StreamStats& stats)
{
    const bool reasonNamesAddress = reasonOf(stats).contains(link.address);   // then it is not said twice
    const QString to = link.embedded ? QStringLiteral("the embedded server") : link.address;
    switch (phase) {
    case Phase::NeverConnected:
        return {.chip = QStringLiteral("NOT CONNECTED"),
                .sentence = QStringLiteral("There is no stream yet."),
                .emptyText = QStringLiteral("Choose a source, and its graph appears here."),
                .remedies = {Remedy::Open}};
    case Phase::Connecting:
        return {.chip = QStringLiteral("CONNECTING"),
                .sentence = QStringLiteral("Connecting to %1.").arg(to),
                .emptyText = QStringLiteral("Connecting to %1.").arg(to),
                .remedies = {Remedy::Cancel}};
    case Phase::Live:
        return {.chip = QStringLiteral("LIVE"),
                .sentence = QStringLiteral("Every change is shown as it comes."),
                .emptyText = QStringLiteral("The graph is empty. Nodes appear as soon as the source has some."),
                .remedies = {Remedy::Open}};
    case Phase::Reading: {
        const QString share = stats.sourceProgress ? shareText(*stats.sourceProgress) : QString();
        return {.chip = share.isEmpty() ? QStringLiteral("READING") : QStringLiteral("READING, ") + share,
                .sentence = share.isEmpty() ? QStringLiteral("The source is being read; its graph grows until all of it is here.")
                                            : QStringLiteral("The source is being read, %1 so far; its graph grows until all of it is here.").arg(share),
                .emptyText = share.isEmpty() ? QStringLiteral("Reading the source.") : QStringLiteral("Reading the source, %1 so far.").arg(share),
                .remedies = {Remedy::Open}};
    }
    case Phase::Finished:
        return {.chip = QStringLiteral("ALL OF IT IS HERE"),
                .sentence = QStringLiteral("All of it is here; the source has nothing more to come."),
                .emptyText = QStringLiteral("All of it is here, and it is an empty graph."),
                .remedies = {Remedy::Open}};
    case Phase::Ended:
        return {.chip = QStringLiteral("ENDED"),
                .sentence = QStringLiteral("The source has ended; all that came of it is here."),
                .emptyText = QStringLiteral("The source has ended before a node came."),
                .remedies = {Remedy::Open, Remedy::TryAgain}};
    case Phase::Failed: {
        const QString why = withoutStop(stats.sourceReason);
        const QString words = why.isEmpty() ? QStringLiteral("The source failed.") : QStringLiteral("The source failed: %1.").arg(why);
        return {.chip = QStringLiteral("FAILED"),
                .sentence = stats.nodes == 0 ? words : words + QStringLiteral(" What came of it before is here."),
                .emptyText = words,
                .remedies = {Remedy::Open, Remedy::TryAgain}};
    }
    case Phase::Paused: {
        if (!stats.behindSeconds) {
            return {.chip = QStringLiteral("PAUSED"),
                    .sentence = stats.nodes == 0 ? QStringLiteral("Paused before the graph came.")
                                                 : QStringLiteral("The picture stands still; the server has begun another graph."),
                    .emptyText = QStringLiteral("Paused before the graph came."),
                    .remedies = {Remedy::Resume}};
        }
        const QString behind = QStringLiteral("%1, %2 behind")
            .arg(countedText(*stats.ticksBehind(), QStringLiteral("tick"), QStringLiteral("ticks")),
                 durationText(std::round(*stats.behindSeconds)).replace(QStringLiteral(".0"), QString()));
        return {.chip = QStringLiteral("PAUSED, ") + behind,
                .sentence = QStringLiteral("The picture stands still while the server goes on, %1.").arg(behind),
                .emptyText = QStringLiteral("The graph was empty when it was paused."),
                .remedies = {Remedy::Resume}};
    }
    case Phase::CatchingUp: {
        if (stats.catchUpShare <= 0) {
            return {.chip = QStringLiteral("CATCHING UP"),
                    .sentence = QStringLiteral("Waiting for the server's first part of the graph."),
                    .emptyText = QStringLiteral("Connected. The server has sent nothing of its graph yet."),
                    .remedies = {}};
        }
        const QString share = shareText(stats.catchUpShare);
        return {.chip = QStringLiteral("CATCHING UP, ") + share,
                .sentence = QStringLiteral("Catching up with the server, %1 done.").arg(share),
                .emptyText = QStringLiteral("The graph is on its way, %1 is here.").arg(share),
                .remedies = {}};
    }
    case Phase::Lost: {
        const QString sentence = sentenceOf(reasonNamesAddress ? QStringLiteral("The connection was lost")
                                                               : QStringLiteral("The connection to %1 was lost").arg(to),
                                            stats);
        return {.chip = withRetry(QStringLiteral("LOST"), stats),
                .sentence = sentence,
                .emptyText = sentence,
                .remedies = remediesWithout(stats)};
    }
    case Phase::Refused: {
        const QString sentence = sentenceOf(reasonNamesAddress ? QStringLiteral("There is no stream")
                                                               : QStringLiteral("There is no stream from %1").arg(to),
                                            stats);
        return {.chip = withRetry(whyNot(stats.stateKind), stats),
                .sentence = sentence,
                .emptyText = sentence,
                .remedies = remediesWithout(stats)};
    }
    case Phase::Closed: break;
    }
    const QString sentence = sentenceOf(QStringLiteral("The stream is closed"), stats);
    return {.chip = QStringLiteral("CLOSED"),
            .sentence = sentence,
            .emptyText = sentence,
            .remedies = {Remedy::TryAgain, Remedy::Open}};
}

QString spokenSummary(Phase phase, const Link& link, const QString& title, const stream::StreamStats& stats)
{
    QString state;
    switch (phase) {
    case Phase::Live: state = QStringLiteral("Live."); break;
    case Phase::Paused: state = QStringLiteral("Paused."); break;
    default: break;
    }
    if (phase != Phase::Live)
        state += (state.isEmpty() ? QString() : QStringLiteral(" ")) + wordsFor(phase, link, stats).sentence;
    if (stats.nodes == 0)
        return state;

    QString graph = title.isEmpty() ? QStringLiteral("A graph") : title;
    graph += QStringLiteral(": %1 and %2.").arg(
        countedText(stats.nodes, QStringLiteral("node"), QStringLiteral("nodes")),
        countedText(stats.edges, QStringLiteral("edge"), QStringLiteral("edges")));
    if (phase == Phase::Live) {
        graph += QStringLiteral(" %1 changes per second").arg(
            countText(static_cast<std::uint64_t>(std::llround(std::max(0.0, stats.changesPerSecond)))));
        graph += !stats.inSync ? QStringLiteral(".")
            : *stats.inSync   ? QStringLiteral(", in sync with the server.")
                              : QStringLiteral(", not in sync with the server.");
    }
    return state + QLatin1Char(' ') + graph;
}

} // namespace weir::ui
