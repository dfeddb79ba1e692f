#pragma once
#include "base/asker.h"
#include "render/look/label_set.h"
#include "scene/element_set.h"
#include "scene/index/block_choice.h"
#include "scene/index/spatial_index.h"
#include <QtCore/QString>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace weir::lens {

/// Chooses, shapes and places labels on a thread of its own: the most important nodes of the view, none over another, and then edges where
/// there is room beside them. Made,
/// asked and destroyed on the GUI thread; answers wait in mailboxes, and `wake` (called from the worker, must only post) says
/// that one is there. Keeps the texts of some thousand elements.
class LabelWorker final {
public:
    static constexpr std::size_t mostInView = 240;   ///< labels: what a frame draws within some milliseconds
    static constexpr std::size_t mostOfEdges = 80;   ///< of them

    explicit LabelWorker(std::function<void()> wake);
    ~LabelWorker();

    struct Subject {
        std::shared_ptr<const scene::Scene> scene;
        std::shared_ptr<const scene::SpatialIndex> index;   ///< of that scene
        scene::View view;
        std::vector<Slot> always;                           ///< have labels before all others, in this order
        std::shared_ptr<const scene::ElementSet> among = {};   ///< no others have one than its nodes and those; nullptr: all may
        std::size_t most = mostInView;                      ///< labels
        /// Have one already, so they count for more, ascending. Nothing: those of the answer before.
        std::optional<std::vector<Slot>> shown = {};

        bool edges = false;                                 ///< edges have labels, too
        bool curved = false;                                ///< as they are drawn, see scene::EdgeDetail
        std::vector<Slot> alwaysEdges = {};                 ///< before all other edges, in this order
        /// No others have one than these (ascending) and those; nullptr: all may.
        std::shared_ptr<const std::vector<Slot>> amongEdges = {};
        std::optional<std::vector<Slot>> shownEdges = {};   ///< as `shown`
    };
    /// Labels for this view; a question that was not taken up before the next is forgotten.
    void look(Subject subject);

    struct Text {
        Slot node = noSlot;
        Generation generation = 0;
        QString text;
        bool before = false;   ///< said in answers: the label is to the left of its node, else it would leave the view
    };
    struct EdgeText {
        Slot edge = noSlot;
        QString text;
        scene::SceneEdge ends = {};        ///< said in answers: of that edge
        std::array<float, 2> at{};         ///< said in answers: the text's middle, item pixels from the middle of the edge's ends
    };
    /// What nodes and edges are called, of those that were wanted in this graph (Scene::epochVersion); where that is news the last question
    /// is answered again. Nothing happens where that was about another graph.
    void setTexts(std::uint64_t epochVersion, std::vector<Text> texts, std::vector<EdgeText> edges = {});
    /// Elements are called something else from now on: their texts are wanted anew.
    void forgetTexts();

    struct Answer {
        std::shared_ptr<const render::LabelSet> labels;
        std::vector<Text> texts;         ///< of labels->nodes
        std::vector<Slot> wanted;        ///< nodes whose text is not known yet
        std::vector<EdgeText> edgeTexts; ///< of labels->edges
        std::vector<Slot> wantedEdges;   ///< likewise
    };
    [[nodiscard]] std::optional<Answer> takeAnswer() { return m_answers.take(); }

private:
    struct State;

    Asker m_asker;
    Answers<Answer> m_answers{m_asker};
    std::shared_ptr<State> m_state;   // the worker's
    Questions<Subject> m_subjects;
};

} // namespace weir::lens
