#pragma once
#include "scene/scene.h"
#include <map>
#include <vector>

namespace weir::ui {

/// Which nodes a hand put somewhere, by slot and generation. GUI thread; a question takes time in proportion to their number.
class PinnedNodes final {
public:
    void add(Slot node, Generation generation) { m_generations.insert_or_assign(node, generation); }
    /// False: it was not pinned.
    bool remove(Slot node) { return m_generations.erase(node) > 0; }
    void clear() { m_generations.clear(); }
    /// Forgets those that are gone. True: there were any.
    bool forgetGone(const scene::Scene& scene)
    {
        return std::erase_if(m_generations, [&scene](const auto& pinned) {
            const auto& [node, generation] = pinned;
            return node >= scene.nodeSlots || !scene.style(node).live || scene.style(node).generation != generation;
        }) > 0;
    }

    [[nodiscard]] bool contains(Slot node) const { return m_generations.contains(node); }
    [[nodiscard]] std::size_t size() const { return m_generations.size(); }
    [[nodiscard]] std::vector<Slot> nodes() const
    {
        std::vector<Slot> nodes;
        for (const auto& [node, generation] : m_generations)
            nodes.push_back(node);
        return nodes;
    }

private:
    std::map<Slot, Generation> m_generations;
};

} // namespace weir::ui
