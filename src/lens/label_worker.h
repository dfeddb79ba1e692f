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

/// Chooses, shapes and places labels on a thread of its own: the most important nodes of the view, none over another. Made,
/// asked and destroyed on the GUI thread; answers wait in mailboxes, and `wake` (called from the worker, must only post) says
/// that one is there. Keeps the texts of some thousand nodes.
class LabelWorker final {
public:
    static constexpr std::size_t mostInView = 240;   ///< labels: what a frame draws within some milliseconds

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
    };
    /// Labels for this view; a question that was not taken up before the next is forgotten.
    void look(Subject subject);

    struct Text {
        Slot node = noSlot;
        Generation generation = 0;
        QString text;
        bool before = false;   ///< said in answers: the label is to the left of its node, else it would leave the view
    };
    /// What nodes are called, of those that were wanted in this graph (Scene::epochVersion); the last question is answered again.
    /// Nothing happens where that was about another graph.
    void setTexts(std::uint64_t epochVersion, std::vector<Text> texts);

    struct Answer {
        std::shared_ptr<const render::LabelSet> labels;
        std::vector<Text> texts;         ///< of labels->nodes
        std::vector<Slot> wanted;        ///< nodes whose text is not known yet
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
