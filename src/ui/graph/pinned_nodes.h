#pragma once
#include "render/look/pinned_node.h"
#include "scene/scene.h"
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace weir::ui {

/// Which nodes a hand put somewhere, by slot and generation. GUI thread; a question takes time in proportion to their number.
class PinnedNodes final {
public:
    void add(Slot node, Generation generation)
    {
        const auto [at, isNew] = m_generations.try_emplace(node, generation);
        if (isNew || std::exchange(at->second, generation) != generation)
            m_list.reset();
    }
    /// False: it was not pinned.
    bool remove(Slot node)
    {
        const bool pinned = m_generations.erase(node) > 0;
        if (pinned)
            m_list.reset();
        return pinned;
    }
    void clear()
    {
        m_generations.clear();
        m_list.reset();
    }
    /// Forgets those that are gone. True: there were any.
    bool forgetGone(const scene::Scene& scene)
    {
        const bool gone = std::erase_if(m_generations, [&scene](const auto& pinned) {
            const auto& [node, generation] = pinned;
            return node >= scene.nodeSlots || !scene.style(node).live || scene.style(node).generation != generation;
        }) > 0;
        if (gone)
            m_list.reset();
        return gone;
    }

    [[nodiscard]] bool contains(Slot node) const { return m_generations.contains(node); }
    [[nodiscard]] std::size_t size() const { return m_generations.size(); }
    /// By slot; the same object as long as they are the same. nullptr: none.
    [[nodiscard]] const std::shared_ptr<const std::vector<render::PinnedNode>>& list() const
    {
        if (!m_list && !m_generations.empty()) {
            auto list = std::make_shared<std::vector<render::PinnedNode>>();
            for (const auto& [node, generation] : m_generations)
                list->push_back({node, generation});
            m_list = std::move(list);
        }
        return m_list;
    }

private:
    std::map<Slot, Generation> m_generations;
    mutable std::shared_ptr<const std::vector<render::PinnedNode>> m_list;
};

} // namespace weir::ui
