#include "ui/stream/stream_model.h"

#include "ui/stream/diagnostics.h"
#include "ui/words/figures.h"
#include "ui/stream/stream_address.h"
#include "ui/stream/stream_figures.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <algorithm>

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

void StreamModel::reportFault(const QString& text)
{
    if (m_fault == text)
        return;
    m_fault = text;
    Q_EMIT faultChanged();
}

QString StreamModel::fault() const
{
    return m_phase == Phase::Failed && empty() && m_fault == sourceReason() ? QString() : m_fault;
}

QString StreamModel::sourceState() const { return QLatin1String(stream::toString(m_stats.sourceState)); }

double StreamModel::sourceProgress() const { return m_stats.sourceProgress.value_or(-1); }

QString StreamModel::sourceReason() const { return QString::fromStdString(m_stats.sourceReason); }

void StreamModel::trySourceAgain()
{
    if (canTryAgain())
        Q_EMIT sourceRequested(m_facts.sourceSpec);
}

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

void StreamModel::setRate(double changesPerSecond)
{
    Q_EMIT rateRequested(changesPerSecond);
}

void StreamModel::setSourceRunning(bool running)
{
    Q_EMIT sourceRunningRequested(running);
}

void StreamModel::dismissFault()
{
    reportFault({});
}

void StreamModel::act()
{
    switch (m_phase) {
    case Phase::Paused: togglePause(); break;
    case Phase::Connecting: disconnectFromServer(); break;
    case Phase::Lost: connectTo(m_link.address); break;
    default: Q_EMIT sourcesWanted(); break;
    }
}

void StreamModel::refreshWords()
{
    const Phase phase = phaseOf(m_link, m_stats);
    const bool changed = phase != m_phase;
    m_phase = phase;
    m_words = wordsFor(m_phase, m_link, m_stats);

    const QString graph = m_facts.schema ? QString::fromStdString(m_facts.schema->title) : QString();
    m_spoken = spokenSummary(m_phase, m_link, graph, m_stats);
    m_title = graph.isEmpty() ? QStringLiteral("No graph") : graph;
    if (m_stats.nodes > 0)
        m_title += QStringLiteral(", ") + countedText(m_stats.nodes, QStringLiteral("node"), QStringLiteral("nodes"));
    if (changed) {
        Q_EMIT phaseChanged();
        Q_EMIT faultChanged();
    }
    Q_EMIT wordsChanged();
}

void StreamModel::refreshFigures()
{
    m_tiles.setFigures(tileFigures(m_phase, m_stats));
    m_list.setFigures(listFigures(m_stats));
    m_status.setFigures(statusFigures(m_stats, m_picture, m_link));
}

} // namespace weir::ui
