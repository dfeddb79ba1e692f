#include "ui/stream/stream_model.h"

#include "ui/stream/diagnostics.h"
#include "ui/words/figures.h"
#include "ui/stream/stream_address.h"
#include "ui/stream/stream_figures.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <algorithm>
#include <utility>

namespace weir::ui {

StreamModel::StreamModel(QObject* parent)
    : QObject(parent)
{
    refreshWords();
    refreshFigures();
}

void StreamModel::setStats(const stream::StreamStats& stats)
{
    m_stats = stats;
    if (!m_link.address.isEmpty()
        && (stats.state == stream::StreamState::Live || stats.state == stream::StreamState::CatchingUp
            || stats.state == stream::StreamState::Paused))
        m_link.stood = true;
    refreshWords();
    refreshFigures();
}

void StreamModel::setPicture(const PictureFigures& picture)
{
    m_picture = picture;
    m_status.setFigures(statusFigures(m_stats, m_picture, m_link));
}

QString StreamModel::diagnostics() { return diagnosticsText(*this, m_picture); }

void StreamModel::copyDiagnostics() { QGuiApplication::clipboard()->setText(diagnostics()); }

void StreamModel::setServerFacts(const pipeline::ServerFacts& facts)
{
    m_facts = facts;
    Q_EMIT serverFactsChanged();
    refreshWords();
}

void StreamModel::beginLink(const QString& address, bool embedded)
{
    m_link = {.address = address, .stood = false, .embedded = embedded};
    m_stats.state = stream::StreamState::Connecting;
    m_stats.stateReason.clear();
    m_stats.retryInSeconds.reset();
    Q_EMIT linkChanged();
    refreshWords();
    refreshFigures();
}

void StreamModel::setEmbeddedRunning(bool running)
{
    if (m_embeddedRunning == running)
        return;
    m_embeddedRunning = running;
    Q_EMIT linkChanged();
}

void StreamModel::report(const stream::Report& report)
{
    if (report.kind == stream::ReportKind::News) {
        Q_EMIT newsCame(report.text);
        return;
    }
    const bool graver = !m_notice.text.isEmpty() && m_notice.kind > report.kind;
    if (graver || (m_notice.text == report.text && m_notice.kind == report.kind))
        return;
    m_notice = report;
    Q_EMIT noticeChanged();
}

QString StreamModel::notice() const
{
    return m_phase == Phase::Failed && empty() && m_notice.text == sourceReason() ? QString() : m_notice.text;
}

bool StreamModel::sourceOver() const
{
    using enum stream::SourceState;
    return m_stats.sourceState == Finished || m_stats.sourceState == Ended || m_stats.sourceState == Failed;
}

QString StreamModel::sourceState() const { return QLatin1String(stream::toString(m_stats.sourceState)); }

double StreamModel::sourceProgress() const { return m_stats.sourceProgress.value_or(-1); }

QString StreamModel::sourceReason() const { return QString::fromStdString(m_stats.sourceReason); }

bool StreamModel::canPause() const { return stands(m_phase); }

bool StreamModel::connected() const
{
    return canPause();
}

bool StreamModel::stale() const
{
    return !canPause() && m_phase != Phase::Connecting;
}

double StreamModel::age() const
{
    constexpr double oldSeconds = 30;
    if (stale())
        return 1;
    return paused() ? std::clamp(m_stats.behindSeconds.value_or(oldSeconds) / oldSeconds, 0.0, 1.0) : 0;
}

void StreamModel::togglePause()
{
    if (canPause())
        Q_EMIT pauseRequested(!paused());
}

QString StreamModel::connectTo(const QString& address)
{
    const std::expected<QUrl, Error> url = parseStreamAddress(address);
    if (!url)
        return QString::fromStdString(url.error().text);
    Q_EMIT connectRequested(*url);
    return {};
}

QString StreamModel::open(const QString& place)
{
    if (isStreamAddress(place))
        return connectTo(place);
    startEmbedded(place);
    return {};
}

void StreamModel::disconnectFromServer()
{
    Q_EMIT disconnectRequested();
}

void StreamModel::startEmbedded(const QString& sourceSpec)
{
    Q_EMIT embeddedStartRequested(sourceSpec);
}

void StreamModel::stopEmbedded()
{
    Q_EMIT embeddedStopRequested();
}

void StreamModel::endEarly()
{
    if (canEndEarly())
        Q_EMIT endRequested();
}

void StreamModel::setRate(double changesPerSecond)
{
    Q_EMIT rateRequested(changesPerSecond);
}

void StreamModel::setSourceRunning(bool running)
{
    Q_EMIT sourceRunningRequested(running);
}

void StreamModel::readAnew()
{
    Q_EMIT sourceRequested(m_facts.sourceSpec);
}

void StreamModel::dismissNotice()
{
    if (std::exchange(m_notice, {}).text.isEmpty())
        return;
    Q_EMIT noticeChanged();
}

QVariantList StreamModel::remedies() const
{
    const auto textOf = [](Remedy remedy) {
        switch (remedy) {
        case Remedy::Resume: return tr("Resume");
        case Remedy::Cancel: return tr("Cancel");
        case Remedy::TryAgain: return tr("Try again");
        case Remedy::EndEarly: return tr("Stop reading");
        case Remedy::Open: break;
        }
        return tr("Open\u2026");
    };
    QVariantList list;
    for (const Remedy remedy : m_remedies)
        list.append(QVariantMap{{QStringLiteral("remedy"), static_cast<int>(remedy)}, {QStringLiteral("text"), textOf(remedy)}});
    return list;
}

void StreamModel::help(int remedy)
{
    switch (static_cast<Remedy>(remedy)) {
    case Remedy::Resume: togglePause(); break;
    case Remedy::Cancel: disconnectFromServer(); break;
    case Remedy::TryAgain: tryAgain(); break;
    case Remedy::EndEarly: endEarly(); break;
    case Remedy::Open: Q_EMIT sourcesWanted(); break;
    }
}

void StreamModel::tryAgain()
{
    if (connected())
        readAnew();
    else if (m_link.embedded && !m_embeddedRunning)
        startEmbedded(m_facts.sourceSpec);
    else
        connectTo(m_link.address);
}

QString StreamModel::titleText() const
{
    // Before a connection stood, what may still be in the picture is of the one before.
    if (!m_link.address.isEmpty() && !m_link.stood && !m_link.embedded)
        return tr("%1, no graph yet").arg(hostOf(m_link.address));
    const QString graph = m_facts.schema ? QString::fromStdString(m_facts.schema->title) : QString();
    const QString title = graph.isEmpty() ? tr("No graph") : graph;
    return m_stats.nodes == 0 ? title : title + QStringLiteral(", ") + nodesText(m_stats.nodes);
}

void StreamModel::refreshSteerable()
{
    const bool steerable = m_facts.steerable && connected();
    if (std::exchange(m_steerable, steerable) != steerable)
        Q_EMIT steerableChanged();
}

void StreamModel::refreshWords()
{
    const Phase phase = phaseOf(m_link, m_stats);
    const bool changed = phase != m_phase;
    m_phase = phase;
    m_words = wordsFor(m_phase, m_link, m_stats);

    m_spoken = spokenSummary(m_phase, m_link, m_facts.schema ? QString::fromStdString(m_facts.schema->title) : QString(), m_stats);
    m_title = titleText();
    if (changed) {
        Q_EMIT phaseChanged();
        Q_EMIT noticeChanged();
    }
    Q_EMIT wordsChanged();
    refreshSteerable();
    std::vector<Remedy> remedies = m_words.remedies;
    // Whether something may be asked of the server comes on another way than how its source is.
    if (connected() && (!steerable() || m_facts.sourceSpec.isEmpty()))
        std::erase(remedies, Remedy::TryAgain);
    if (std::exchange(m_remedies, remedies) != remedies)
        Q_EMIT remediesChanged();
}

void StreamModel::refreshFigures()
{
    m_tiles.setFigures(tileFigures(m_phase, m_stats));
    m_list.setFigures(listFigures(m_stats));
    m_status.setFigures(statusFigures(m_stats, m_picture, m_link));
}

} // namespace weir::ui
