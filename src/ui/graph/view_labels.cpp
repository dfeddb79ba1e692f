#include "ui/graph/view_labels.h"
#include "ui/words/font_advice.h"
#include <utility>

namespace weir::ui {

namespace {

constexpr int labelMs = 120;   // between two choices of labels
constexpr int refreshMs = 500;   // a name that changed is shown within about that

}   // namespace

ViewLabels::ViewLabels(QObject* parent)
    : QObject(parent),
      m_worker([this] { QMetaObject::invokeMethod(this, &ViewLabels::onAnswer, Qt::QueuedConnection); })
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(labelMs);
    connect(&m_timer, &QTimer::timeout, this, &ViewLabels::due);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &ViewLabels::refresh);
}

void ViewLabels::schedule()
{
    if (m_shown && !m_timer.isActive())
        m_timer.start();
}

void ViewLabels::look(lens::LabelWorker::Subject subject)
{
    m_lookedAt = subject.scene->version;
    m_lookedRadius = subject.view.nodeRadius;
    m_worker.look(std::move(subject));
}

void ViewLabels::onAnswer()
{
    auto answer = m_worker.takeAnswer();
    if (!answer || !m_shown)
        return;
    // What was asked for and did not come is not there any more, which a next scene will say.
    const bool wants = !answer->wanted.empty() || !answer->wantedEdges.empty();
    if (wants && (m_askedOf != m_lookedAt || m_asked != answer->wanted || m_askedEdges != answer->wantedEdges)) {
        m_askedOf = m_lookedAt;
        m_asked = answer->wanted;
        m_askedEdges = answer->wantedEdges;
        Q_EMIT wanted(answer->labels->epochVersion, m_asked, m_askedEdges);
    }
    const bool some = !answer->labels->nodes.empty() || !answer->labels->edges.empty();
    if (some && m_refreshedOf == 0)
        m_refreshedOf = m_lookedAt;   // they were just asked for
    else if (some && m_lookedAt != m_refreshedOf && !m_refreshTimer.isActive())
        m_refreshTimer.start();
    if (const QChar::Script boxed = answer->labels->boxed; boxed != QChar::Script_Unknown && m_fontAdvice.isEmpty()) {
        m_fontAdvice = ui::fontAdvice(boxed);
        Q_EMIT fontAdviceChanged();
    }
    const bool same = m_set && m_set->glyphs == answer->labels->glyphs && m_set->edgeGlyphs == answer->labels->edgeGlyphs
                      && m_set->epochVersion == answer->labels->epochVersion && m_set->image == answer->labels->image
                      && m_radius == m_lookedRadius;
    if (same)
        return;   // the same labels stay where they are at their nodes
    m_radius = m_lookedRadius;
    m_set = std::move(answer->labels);
    m_texts = std::move(answer->texts);
    m_edgeTexts = std::move(answer->edgeTexts);
    Q_EMIT changed();
}

void ViewLabels::refresh()
{
    m_refreshedOf = m_lookedAt;
    if (m_set && m_shown)
        Q_EMIT wanted(m_set->epochVersion, m_set->nodes, m_set->edges);
}

void ViewLabels::setOfEdges(bool edges)
{
    if (std::exchange(m_ofEdges, edges) != edges)
        schedule();
}

bool ViewLabels::setShown(bool shown)
{
    if (shown == m_shown)
        return false;
    m_shown = shown;
    m_set.reset();
    m_texts.clear();
    m_edgeTexts.clear();
    schedule();
    return true;
}

}   // namespace weir::ui
