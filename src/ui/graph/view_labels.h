#pragma once
#include "lens/label_worker.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace weir::ui {

/// The labels of the view: asks for another choice of them some times a second while something moves, asks whoever knows for the
/// names, and has what the worker made of both. GUI thread.
class ViewLabels final : public QObject {
    Q_OBJECT

public:
    using Text = lens::LabelWorker::Text;
    using EdgeText = lens::LabelWorker::EdgeText;

    explicit ViewLabels(QObject* parent = nullptr);

    [[nodiscard]] bool shown() const { return m_shown; }
    /// False: nothing changed.
    bool setShown(bool shown);
    /// nullptr: none, or not there yet.
    [[nodiscard]] const std::shared_ptr<const render::LabelSet>& set() const { return m_set; }
    [[nodiscard]] const std::vector<Text>& texts() const { return m_texts; }   ///< of the set
    [[nodiscard]] const std::vector<EdgeText>& edgeTexts() const { return m_edgeTexts; }
    /// What to do about labels that no installed font can draw, said of the first such script; empty: all can be read so far.
    [[nodiscard]] QString fontAdvice() const { return m_fontAdvice; }

    /// Something changed that labels depend on: due() comes soon, and look() answers it.
    void schedule();
    void look(lens::LabelWorker::Subject subject);
    void setTexts(std::uint64_t epochVersion, std::vector<Text> texts, std::vector<EdgeText> edges)
    {
        m_worker.setTexts(epochVersion, std::move(texts), std::move(edges));
    }
    /// Elements are called something else from now on.
    void forgetTexts() { m_worker.forgetTexts(); }
    /// Whether edges have labels, too.
    [[nodiscard]] bool ofEdges() const { return m_ofEdges; }
    void setOfEdges(bool edges);

Q_SIGNALS:
    void due();
    void changed();
    void fontAdviceChanged();
    /// Nodes and edges whose names would be shown if they were known, once a scene; and now and then all that have one, in case it changed.
    void wanted(std::uint64_t epochVersion, const std::vector<weir::Slot>& nodes, const std::vector<weir::Slot>& edges);

private:
    void onAnswer();
    void refresh();

    bool m_shown = true;
    bool m_ofEdges = false;
    std::shared_ptr<const render::LabelSet> m_set;
    std::vector<Text> m_texts;
    std::vector<EdgeText> m_edgeTexts;
    std::vector<Slot> m_asked, m_askedEdges;   // last
    std::uint64_t m_askedOf = 0;    // version of the scene for which they were
    std::uint64_t m_lookedAt = 0;   // version of the scene of the last question
    double m_lookedRadius = 0;      // of a usual node, in it
    double m_radius = 0;            // for which the set was placed
    QString m_fontAdvice;
    std::uint64_t m_refreshedOf = 0;   // version of the scene after which all names were asked for
    QTimer m_timer, m_refreshTimer;
    lens::LabelWorker m_worker;   // last: its thread ends before what it wakes goes
};

}   // namespace weir::ui
