#include "lens/label_worker.h"
#include "render/labels/label_shaper.h"
#include "scene/find/edge_label_candidates.h"
#include "scene/find/label_candidates.h"
#include "scene/node_size.h"
#include <QtCore/QHash>
#include <algorithm>

namespace weir::lens {

namespace {

constexpr std::size_t mostWanted = 400;         // texts at a time
constexpr qsizetype mostTexts = 20'000;         // kept
constexpr double fromDisc = 4;                  // item pixels between a disc and its label
constexpr double air = 3;                       // between labels
constexpr int fontPixels = 12;
constexpr double leastLine = 8;                 // of an edge, on each side of its label

struct Place {
    double left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] bool meets(const Place& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

} // namespace

struct LabelWorker::State {
    explicit State(Answers<Answer> box) : answers(std::move(box)) {}

    Answers<Answer> answers;
    std::optional<Subject> subject;
    std::uint64_t epochVersion = 0;
    QHash<Slot, Text> texts;
    QHash<Slot, EdgeText> edgeTexts;
    std::vector<Slot> shown, shownEdges;
    std::shared_ptr<const scene::ElementSet> among;   // of the last subject
    std::vector<Slot> amongNodes;                     // of it, ascending
    std::unique_ptr<render::LabelShaper> shaper;

    void answer()
    {
        if (!subject)
            return;
        const scene::Scene& scene = *subject->scene;
        if (epochVersion != scene.epochVersion) {
            epochVersion = scene.epochVersion;
            texts.clear();
            edgeTexts.clear();
            shown.clear();
            shownEdges.clear();
        }
        if (!shaper) {
            QFont font(QStringLiteral("Roboto"));
            font.setPixelSize(fontPixels);
            shaper = std::make_unique<render::LabelShaper>(std::move(font));
        }
        if (subject->among != among) {
            among = subject->among;
            amongNodes = among ? among->nodes : std::vector<Slot>();
            std::ranges::sort(amongNodes);
        }
        auto candidates = scene::labelCandidates(scene, *subject->index, subject->view, subject->shown ? *subject->shown : shown,
                                                 among ? &amongNodes : nullptr);
        putFirst(candidates);
        std::vector<scene::EdgeLabelCandidate> edges;
        if (subject->edges) {
            edges = scene::edgeLabelCandidates(scene, *subject->index, subject->view, subject->curved,
                                               subject->shownEdges ? *subject->shownEdges : shownEdges,
                                               {subject->alwaysEdges, subject->amongEdges.get()});
        }
        Answer answer;
        auto labels = std::make_shared<render::LabelSet>();
        // A full atlas voids what was taken from it, so then all begins again. Where the labels of this view alone fill it, there
        // are as many as it holds.
        std::size_t most = subject->most;
        for (int attempt = 0; !place(candidates, most, *labels, answer.wanted) || !placeEdges(edges, candidates, most, *labels, answer.wantedEdges); ++attempt) {
            if (attempt > 0)
                most = (labels->nodes.size() + labels->edges.size()) * 7 / 8;
        }
        labels->epochVersion = epochVersion;
        labels->image = shaper->image();
        std::ranges::sort(labels->nodes);
        std::ranges::sort(labels->edges);
        shown = labels->nodes;
        shownEdges = labels->edges;
        for (const Slot node : shown)
            answer.texts.push_back(texts.value(node));
        for (const Slot edge : shownEdges)
            answer.edgeTexts.push_back(edgeTexts.value(edge));
        answer.labels = std::move(labels);
        answers.put(std::move(answer));
    }

    void putFirst(std::vector<scene::LabelCandidate>& candidates) const
    {
        const scene::Scene& scene = *subject->scene;
        std::vector<scene::LabelCandidate> first;
        for (const Slot node : subject->always) {
            if (!scene.drawn(node))
                continue;
            const scene::Point at = scene.position(node);
            const float radius = scene.style(node).radius;
            first.push_back({node, subject->view.camera.itemFromWorld({at.x, at.y}),
                             scene::drawnRadius(radius, subject->view.nodeRadius), scene::relativeRadius(radius)});
        }
        std::erase_if(candidates, [this](const auto& candidate) { return std::ranges::find(subject->always, candidate.node) != subject->always.end(); });
        candidates.insert(candidates.begin(), first.begin(), first.end());
    }

    /// False: what was shaped on the way is void.
    [[nodiscard]] bool place(const std::vector<scene::LabelCandidate>& candidates, std::size_t most, render::LabelSet& labels, std::vector<Slot>& wanted)
    {
        labels = {};
        wanted.clear();
        taken.clear();
        for (const scene::LabelCandidate& candidate : candidates) {
            if (taken.size() >= most)
                break;
            const double beside = candidate.radius + fromDisc;
            const auto place = [&](bool before, double width, double height) {
                const double left = candidate.at.x + (before ? -beside - width : beside);
                return Place{left - air, candidate.at.y - height / 2, left + width + air, candidate.at.y + height / 2};
            };
            // Where there is no room for a letter, none needs to be known.
            if (!isFree(place(false, fontPixels, fontPixels)) && !isFree(place(true, fontPixels, fontPixels)))
                continue;
            const Generation generation = subject->scene->style(candidate.node).generation;
            const auto text = texts.find(candidate.node);
            if (text == texts.end() || text->generation != generation) {
                if (wanted.size() < mostWanted)
                    wanted.push_back(candidate.node);
                continue;
            }
            if (text->text.isEmpty())
                continue;
            bool kept = true;
            const auto& shaped = shaper->shaped(text->text, kept);
            if (!kept && !taken.empty())
                return false;
            const bool fitsAfter = beside + shaped.width <= subject->view.camera.width() - candidate.at.x;
            const bool fitsBefore = beside + shaped.width <= candidate.at.x;
            // To the right as long as there is room; a label that fits nowhere is cut at the right.
            text->before = fitsBefore && (!fitsAfter || !isFree(place(false, shaped.width, shaped.height)));
            const Place at = place(text->before, shaped.width, shaped.height);
            if (!isFree(at))
                continue;
            taken.push_back(at);
            const double left = text->before ? -beside - shaped.width : beside;
            if (shaped.boxed != QChar::Script_Unknown)
                labels.boxed = shaped.boxed;
            labels.nodes.push_back(candidate.node);
            for (render::LabelGlyph glyph : shaped.glyphs) {
                glyph.node = candidate.node;
                glyph.rect[0] += static_cast<float>(left);
                labels.glyphs.push_back(glyph);
            }
        }
        return true;
    }

    [[nodiscard]] bool isFree(const Place& at) const
    {
        return std::ranges::none_of(taken, [&at](const Place& other) { return at.meets(other); });
    }

    /// After place(), where that left room, and not over discs. False: what was shaped on the way is void.
    [[nodiscard]] bool placeEdges(const std::vector<scene::EdgeLabelCandidate>& edges, const std::vector<scene::LabelCandidate>& nodes, std::size_t most,
                                  render::LabelSet& labels, std::vector<Slot>& wanted)
    {
        wanted.clear();
        if (edges.empty())
            return true;
        const std::size_t room = most - std::min(most, taken.size());
        const std::size_t mostEdges = std::min(room, std::max(mostOfEdges, subject->most * mostOfEdges / mostInView));
        for (const scene::LabelCandidate& node : nodes)
            taken.push_back({node.at.x - node.radius, node.at.y - node.radius, node.at.x + node.radius, node.at.y + node.radius});
        for (const scene::EdgeLabelCandidate& edge : edges) {
            if (labels.edges.size() >= mostEdges)
                break;
            const auto place = [&edge](double width, double height) {
                return Place{edge.at.x - width / 2 - air, edge.at.y - height / 2, edge.at.x + width / 2 + air, edge.at.y + height / 2};
            };
            if (!isFree(place(fontPixels, fontPixels)))
                continue;
            const auto text = edgeTexts.find(edge.edge);
            if (text == edgeTexts.end() || text->ends != subject->scene->edge(edge.edge)) {
                if (wanted.size() < mostWanted)
                    wanted.push_back(edge.edge);
                continue;
            }
            if (text->text.isEmpty())
                continue;
            bool kept = true;
            const auto& shaped = shaper->shaped(text->text, kept);
            if (!kept && !(labels.nodes.empty() && labels.edges.empty()))
                return false;
            // Its line is seen on both sides.
            const double along = std::min(std::abs(edge.dx) > 0.01 ? shaped.width / std::abs(edge.dx) : 1e9, std::abs(edge.dy) > 0.01 ? shaped.height / std::abs(edge.dy) : 1e9);
            const Place at = place(shaped.width, shaped.height);
            if (along + 2 * leastLine > edge.room || !isFree(at))
                continue;
            taken.push_back(at);
            if (shaped.boxed != QChar::Script_Unknown)
                labels.boxed = shaped.boxed;
            labels.edges.push_back(edge.edge);
            text->at = {static_cast<float>(edge.at.x - edge.chord.x), static_cast<float>(edge.at.y - edge.chord.y)};
            for (render::LabelGlyph glyph : shaped.glyphs) {
                glyph.node = edge.edge;
                glyph.rect[0] += text->at[0] - static_cast<float>(shaped.width / 2);
                glyph.rect[1] += text->at[1];
                labels.edgeGlyphs.push_back(glyph);
            }
        }
        return true;
    }

    std::vector<Place> taken;   // by what is placed so far, and before edges are by discs
};

LabelWorker::LabelWorker(std::function<void()> wake)
    : m_asker("weir-labels", WorkerThread::Priority::Background, std::move(wake)), m_state(std::make_shared<State>(m_answers)),
      m_subjects(m_asker, [state = m_state](Subject subject) {
          state->subject = std::move(subject);
          state->answer();
      })
{
}

LabelWorker::~LabelWorker()
{
    m_asker.post([state = m_state] { state->shaper.reset(); });   // fonts belong to their thread
}

void LabelWorker::look(Subject subject) { m_subjects.ask(std::move(subject)); }

void LabelWorker::setTexts(std::uint64_t epochVersion, std::vector<Text> texts, std::vector<EdgeText> edges)
{
    m_asker.post([state = m_state, epochVersion, texts = std::move(texts), edges = std::move(edges)] {
        if (!state->subject || state->epochVersion != epochVersion)
            return;
        const auto makeRoom = [](auto& known, std::size_t more) {
            if (known.size() + static_cast<qsizetype>(more) > mostTexts)
                known.clear();
        };
        bool news = false;
        makeRoom(state->texts, texts.size());
        for (const Text& text : texts) {
            Text& known = state->texts[text.node];
            news |= known.node == noSlot || known.generation != text.generation || known.text != text.text;
            known = text;
        }
        makeRoom(state->edgeTexts, edges.size());
        const scene::Scene& scene = *state->subject->scene;
        for (EdgeText text : edges) {
            if (text.edge >= scene.edgeSlots)
                continue;
            text.ends = scene.edge(text.edge);
            EdgeText& known = state->edgeTexts[text.edge];
            news |= known.edge == noSlot || known.ends != text.ends || known.text != text.text;
            known = std::move(text);
        }
        if (news)
            state->answer();
    });
}

void LabelWorker::forgetTexts()
{
    m_asker.post([state = m_state] {
        state->texts.clear();
        state->edgeTexts.clear();
        state->answer();
    });
}

} // namespace weir::lens
