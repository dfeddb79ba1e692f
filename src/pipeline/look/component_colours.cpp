#include "pipeline/look/component_colours.h"
#include <algorithm>
#include <array>
#include <numeric>

namespace weir::pipeline {

namespace {

// Who has a number already counts for a little more, so that two of about one size do not change places all the time.
constexpr std::uint64_t loyalty = 5, newcomer = 4;
constexpr std::size_t candidates = 64;

/// Sets of nodes that are connected, each with its least slot as its root.
class ConnectedSets {
public:
    explicit ConnectedSets(std::uint32_t slots) : m_parents(slots) { std::iota(m_parents.begin(), m_parents.end(), Slot{0}); }

    [[nodiscard]] Slot root(Slot node)
    {
        while (m_parents[node] != node) {
            m_parents[node] = m_parents[m_parents[node]];
            node = m_parents[node];
        }
        return node;
    }
    void join(Slot left, Slot right)
    {
        const Slot one = root(left), other = root(right);
        m_parents[std::max(one, other)] = std::min(one, other);
    }

private:
    std::vector<Slot> m_parents;
};

struct Candidate {
    Slot root = noSlot;
    std::uint64_t nodes = 0;
    std::array<std::uint64_t, ComponentColours::own> had{};   // its nodes, by the number they had
    [[nodiscard]] std::uint8_t mostHad() const { return static_cast<std::uint8_t>(std::ranges::max_element(had) - had.begin()); }
    [[nodiscard]] std::uint64_t weight() const { return nodes * (2 * had[mostHad()] > nodes ? loyalty : newcomer); }
};

// Of many that are of one size always the same are looked at.
bool larger(const Candidate& left, const Candidate& right)
{
    return left.nodes != right.nodes ? left.nodes > right.nodes : left.root < right.root;
}

} // namespace

std::shared_ptr<const ComponentColours> ComponentColours::of(const scene::Scene& scene, const ComponentColours* before, const std::stop_token& stop)
{
    ConnectedSets sets(scene.nodeSlots);
    for (Slot first = 0; first < scene.edgeSlots; first += scene::pageSize) {
        if (stop.stop_requested())
            return nullptr;
        const Slot end = std::min(scene.edgeSlots, first + scene::pageSize);
        for (Slot slot = first; slot < end; ++slot) {
            const scene::SceneEdge& edge = scene.edge(slot);
            if (edge.source != noSlot)
                sets.join(edge.source, edge.target);
        }
    }

    std::vector<std::uint32_t> sizes(scene.nodeSlots);   // by root
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (scene.style(node).live)
            ++sizes[sets.root(node)];
    }
    if (stop.stop_requested())
        return nullptr;

    auto colours = std::make_shared<ComponentColours>();
    colours->epochVersion = scene.epochVersion;
    std::vector<Candidate> largest;
    for (Slot root = 0; root < scene.nodeSlots; ++root) {
        if (sizes[root] == 0)
            continue;
        ++colours->components;
        largest.push_back({.root = root, .nodes = sizes[root], .had = {}});
        if (largest.size() >= 2 * candidates) {
            std::ranges::nth_element(largest, largest.begin() + candidates, larger);
            largest.resize(candidates);
        }
    }

    std::ranges::sort(largest, larger);
    std::vector<std::uint8_t> places(scene.nodeSlots, none);   // of roots: in `largest`
    for (std::size_t place = 0; place < largest.size(); ++place)
        places[largest[place].root] = static_cast<std::uint8_t>(place);
    if (before) {
        for (Slot node = 0; node < std::min<std::size_t>(scene.nodeSlots, before->numbers.size()); ++node) {
            const std::uint8_t place = scene.style(node).live ? places[sets.root(node)] : none;
            if (place != none && before->numbers[node] < own)
                ++largest[place].had[before->numbers[node]];
        }
    }
    std::ranges::stable_sort(largest, std::ranges::greater{}, &Candidate::weight);
    largest.resize(std::min<std::size_t>(largest.size(), own));

    std::array<bool, own> taken{};
    std::vector<std::uint8_t> numberOfRoot(scene.nodeSlots, others);
    const auto give = [&](const Candidate& candidate, std::uint8_t number) {
        taken[number] = true;
        numberOfRoot[candidate.root] = number;
    };
    for (const Candidate& candidate : largest) {
        if (candidate.had[candidate.mostHad()] != 0 && !taken[candidate.mostHad()])
            give(candidate, candidate.mostHad());
    }
    for (const Candidate& candidate : largest) {
        if (numberOfRoot[candidate.root] == others)
            give(candidate, static_cast<std::uint8_t>(std::ranges::find(taken, false) - taken.begin()));
    }

    colours->numbers.resize(scene.nodeSlots, none);
    colours->nodes.resize(own + std::size_t{1});
    for (Slot node = 0; node < scene.nodeSlots; ++node) {
        if (!scene.style(node).live)
            continue;
        colours->numbers[node] = numberOfRoot[sets.root(node)];
        ++colours->nodes[colours->numbers[node]];
    }
    return colours;
}

} // namespace weir::pipeline
