#include "ui/graph/view_labels.h"
#include "ui/words/font_advice.h"

namespace weir::ui {

namespace {

constexpr int labelMs = 120;   // between two choices of labels

}   // namespace

ViewLabels::ViewLabels(QObject* parent)
    : QObject(parent),
      m_worker([this] { QMetaObject::invokeMethod(this, &ViewLabels::onAnswer, Qt::QueuedConnection); })
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(labelMs);
    connect(&m_timer, &QTimer::timeout, this, &ViewLabels::due);
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
    if (!answer->wanted.empty() && (m_askedOf != m_lookedAt || m_asked != answer->wanted)) {
        m_askedOf = m_lookedAt;
        m_asked = answer->wanted;
        Q_EMIT wanted(answer->labels->epochVersion, m_asked);
    }
    if (const QChar::Script boxed = answer->labels->boxed; boxed != QChar::Script_Unknown && m_fontAdvice.isEmpty()) {
        m_fontAdvice = ui::fontAdvice(boxed);
        Q_EMIT fontAdviceChanged();
    }
    const bool same = m_set && m_set->glyphs == answer->labels->glyphs
                      && m_set->epochVersion == answer->labels->epochVersion && m_set->image == answer->labels->image
                      && m_radius == m_lookedRadius;
    if (same)
        return;   // the same labels stay where they are at their nodes
    m_radius = m_lookedRadius;
    m_set = std::move(answer->labels);
    m_texts = std::move(answer->texts);
    Q_EMIT changed();
}

bool ViewLabels::setShown(bool shown)
{
    if (shown == m_shown)
        return false;
    m_shown = shown;
    m_set.reset();
    m_texts.clear();
    schedule();
    return true;
}

}   // namespace weir::ui
