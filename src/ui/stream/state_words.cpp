#include "ui/stream/state_words.h"
#include "source/ended_early.h"
#include "ui/words/figures.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <cmath>

namespace weir::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StateWords)
};

QString withoutStop(const std::string& text)
{
    QString words = QString::fromStdString(text).trimmed();
    while (words.endsWith(QLatin1Char('.')))
        words.chop(1);
    return words;
}

QLatin1String latin(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

QString reasonOf(const stream::StreamStats& stats) { return withoutStop(stats.stateReason); }

QString retryWords(const stream::StreamStats& stats)
{
    if (stats.state == stream::StreamState::Closed)
        return {};
    if (!stats.retryInSeconds)
        return Words::tr("trying again now");
    const auto seconds = static_cast<std::uint64_t>(std::ceil(std::max(0.0, *stats.retryInSeconds)));
    return seconds == 0 ? Words::tr("trying again now")
                        : Words::tr("trying again in %1 s").arg(countText(seconds));
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
QString whyNot(stream::EndCause cause)
{
    using stream::EndCause;
    switch (cause) {
    case EndCause::NoHost: return Words::tr("NO SUCH HOST");
    case EndCause::Unreachable: return Words::tr("UNREACHABLE");
    case EndCause::Refused: return Words::tr("REFUSED");
    case EndCause::NoAnswer: return Words::tr("NO ANSWER");
    case EndCause::NotAStream: return Words::tr("NO WEIR STREAM");
    case EndCause::NotNow: return Words::tr("NOT NOW");
    case EndCause::Denied: return Words::tr("NOT ALLOWED");
    case EndCause::Broken: return Words::tr("NOT UNDERSTOOD");
    case EndCause::Other: break;
    }
    return Words::tr("NO STREAM");
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
    case stream::StreamState::Live:
        if (stats.drainPaused)
            return Phase::Paused;
        return stats.sourceState == stream::SourceState::Finished && !stats.sourceApplied ? Phase::CatchingUp : phaseOf(stats.sourceState);
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
    const QString to = link.embedded ? Words::tr("the embedded server") : link.address;
    switch (phase) {
    case Phase::NeverConnected:
        return {.chip = Words::tr("NOT CONNECTED"),
                .sentence = Words::tr("There is no stream yet."),
                .emptyText = Words::tr("Choose a source, and its graph appears here."),
                .remedies = {Remedy::Open}};
    case Phase::Connecting:
        return {.chip = Words::tr("CONNECTING"),
                .sentence = Words::tr("Connecting to %1.").arg(to),
                .emptyText = Words::tr("Connecting to %1.").arg(to),
                .remedies = {Remedy::Cancel}};
    case Phase::Live:
        return {.chip = Words::tr("LIVE"),
                .sentence = Words::tr("Every change is shown as it comes."),
                .emptyText = Words::tr("The graph is empty. Nodes appear as soon as the source has some."),
                .remedies = {Remedy::Open}};
    case Phase::Reading: {
        const QString share = stats.sourceProgress ? shareText(*stats.sourceProgress) : QString();
        return {.chip = share.isEmpty() ? Words::tr("READING") : Words::tr("READING, %1").arg(share),
                .sentence = share.isEmpty() ? Words::tr("The source is being read; its graph grows until all of it is here.")
                                            : Words::tr("The source is being read, %1 so far; its graph grows until all of it is here.").arg(share),
                .emptyText = share.isEmpty() ? Words::tr("Reading the source.") : Words::tr("Reading the source, %1 so far.").arg(share),
                .remedies = link.embedded ? std::vector{Remedy::Open, Remedy::EndEarly} : std::vector{Remedy::Open}};
    }
    case Phase::Finished:
        return {.chip = Words::tr("ALL OF IT IS HERE"),
                .sentence = Words::tr("All of it is here; the source has nothing more to come."),
                .emptyText = Words::tr("All of it is here, and it is an empty graph."),
                .remedies = {Remedy::Open}};
    case Phase::Ended:
        if (const QString why = withoutStop(stats.sourceReason); why.startsWith(latin(source::endedEarly))) {
            // Who has the server inside this program asked for it.
            const QString how = link.embedded ? QString(why).replace(latin(source::asWasAsked), Words::tr(" by you")) : why;
            return {.chip = Words::tr("ENDED EARLY"),
                    .sentence = Words::tr("The source %1.").arg(how),
                    .emptyText = Words::tr("The source %1.").arg(how),
                    .remedies = {Remedy::Open, Remedy::TryAgain}};
        }
        return {.chip = Words::tr("ENDED"),
                .sentence = Words::tr("The source has ended; all that came of it is here."),
                .emptyText = Words::tr("The source has ended before a node came."),
                .remedies = {Remedy::Open, Remedy::TryAgain}};
    case Phase::Failed: {
        const QString why = withoutStop(stats.sourceReason);
        const QString words = why.isEmpty() ? Words::tr("The source failed.") : Words::tr("The source failed: %1.").arg(why);
        return {.chip = Words::tr("FAILED"),
                .sentence = stats.nodes == 0 ? words : Words::tr("%1 What came of it before is here.").arg(words),
                .emptyText = words,
                .remedies = {Remedy::Open, Remedy::TryAgain}};
    }
    case Phase::Paused: {
        if (!stats.behindSeconds) {
            return {.chip = Words::tr("PAUSED"),
                    .sentence = stats.nodes == 0 ? Words::tr("Paused before the graph came.")
                                                 : Words::tr("The picture stands still; the server has begun another graph."),
                    .emptyText = Words::tr("Paused before the graph came."),
                    .remedies = {Remedy::Resume}};
        }
        const QString behind = Words::tr("%1, %2 behind")
            .arg(ticksText(*stats.ticksBehind()),
                 durationText(std::round(*stats.behindSeconds)).replace(QStringLiteral(".0"), QString()));
        return {.chip = Words::tr("PAUSED, %1").arg(behind),
                .sentence = Words::tr("The picture stands still while the server goes on, %1.").arg(behind),
                .emptyText = Words::tr("The graph was empty when it was paused."),
                .remedies = {Remedy::Resume}};
    }
    case Phase::CatchingUp: {
        if (stats.catchUpShare <= 0) {
            return {.chip = Words::tr("CATCHING UP"),
                    .sentence = Words::tr("Waiting for the server's first part of the graph."),
                    .emptyText = Words::tr("Connected. The server has sent nothing of its graph yet."),
                    .remedies = {}};
        }
        const QString share = shareText(stats.catchUpShare);
        return {.chip = Words::tr("CATCHING UP, %1").arg(share),
                .sentence = Words::tr("Catching up with the server, %1 done.").arg(share),
                .emptyText = Words::tr("The graph is on its way, %1 is here.").arg(share),
                .remedies = {}};
    }
    case Phase::Lost: {
        const QString sentence = sentenceOf(reasonNamesAddress ? Words::tr("The connection was lost")
                                                               : Words::tr("The connection to %1 was lost").arg(to),
                                            stats);
        return {.chip = withRetry(Words::tr("LOST"), stats),
                .sentence = sentence,
                .emptyText = sentence,
                .remedies = remediesWithout(stats)};
    }
    case Phase::Refused: {
        const QString sentence = sentenceOf(reasonNamesAddress ? Words::tr("There is no stream")
                                                               : Words::tr("There is no stream from %1").arg(to),
                                            stats);
        return {.chip = withRetry(whyNot(stats.stateCause), stats),
                .sentence = sentence,
                .emptyText = sentence,
                .remedies = remediesWithout(stats)};
    }
    case Phase::Closed: break;
    }
    const QString sentence = sentenceOf(Words::tr("The stream is closed"), stats);
    return {.chip = Words::tr("CLOSED"),
            .sentence = sentence,
            .emptyText = sentence,
            .remedies = {Remedy::TryAgain, Remedy::Open}};
}

QString spokenSummary(Phase phase, const Link& link, const QString& title, const stream::StreamStats& stats)
{
    QString state;
    switch (phase) {
    case Phase::Live: state = Words::tr("Live."); break;
    case Phase::Paused: state = Words::tr("Paused."); break;
    default: break;
    }
    if (phase != Phase::Live)
        state += (state.isEmpty() ? QString() : QStringLiteral(" ")) + wordsFor(phase, link, stats).sentence;
    if (stats.nodes == 0)
        return state;

    QStringList sentences{state, Words::tr("%1: %2 and %3.").arg(title.isEmpty() ? Words::tr("A graph") : title, nodesText(stats.nodes), edgesText(stats.edges))};
    if (phase == Phase::Live) {
        const QString rate = countText(static_cast<std::uint64_t>(std::llround(std::max(0.0, stats.changesPerSecond))));
        sentences.append((!stats.inSync       ? Words::tr("%1 changes per second.")
                              : *stats.inSync ? Words::tr("%1 changes per second, in sync with the server.")
                                              : Words::tr("%1 changes per second, not in sync with the server."))
                             .arg(rate));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace weir::ui
