// Which nodes are named. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/words/font_advice.h"
#include "ui/graph/graph_view.h"

namespace weir::ui {

void GraphView::scheduleLabels()
{
    if (m_showLabels && !m_labelTimer.isActive())
        m_labelTimer.start();
}

void GraphView::lookForLabels()
{
    if (!m_indexed.index || !m_boundsKnown || width() <= 0 || height() <= 0)
        return;
    lens::LabelWorker::Subject subject{m_indexed.update.scene, m_indexed.index, {m_camera, nodeRadius(), {}}, {}};
    for (const Element& element : {m_selected, m_hovered}) {
        if (element.kind == Node)
            subject.always.push_back(element.slot);
    }
    m_labeller.look(std::move(subject));
}

void GraphView::takeLabelTexts(std::uint64_t epochVersion, std::vector<lens::LabelWorker::Text> texts)
{
    Q_EMIT labelTextsCame(epochVersion, texts);
    m_labeller.setTexts(epochVersion, std::move(texts));
}

void GraphView::onLabels()
{
    auto answer = m_labeller.takeAnswer();
    if (!answer || !m_showLabels)
        return;
    // What was asked for and did not come is not there any more, which a next scene will say.
    const std::uint64_t version = m_indexed.update.scene->version;
    if (!answer->wanted.empty() && (m_labelsAskedOf != version || m_labelsAsked != answer->wanted)) {
        m_labelsAskedOf = version;
        m_labelsAsked = answer->wanted;
        Q_EMIT labelsWanted(answer->labels->epochVersion, m_labelsAsked);
    }
    if (const QChar::Script boxed = answer->labels->boxed; boxed != QChar::Script_Unknown && m_fontAdvice.isEmpty()) {
        m_fontAdvice = ui::fontAdvice(boxed);
        Q_EMIT fontAdviceChanged();
    }
    const bool same = m_labels && m_labels->glyphs == answer->labels->glyphs && m_labels->epochVersion == answer->labels->epochVersion
        && m_labels->image == answer->labels->image && m_labelledRadius == nodeRadius();
    if (same)
        return;   // the same labels stay where they are at their nodes
    m_labelledRadius = nodeRadius();
    m_labels = std::move(answer->labels);
    m_labelTexts = std::move(answer->texts);
    update();
}

void GraphView::setShowLabels(bool show)
{
    if (show == m_showLabels)
        return;
    m_showLabels = show;
    m_labels.reset();
    m_labelTexts.clear();
    scheduleLabels();
    update();
    Q_EMIT styleChanged();
}

} // namespace weir::ui
