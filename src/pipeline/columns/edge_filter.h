#pragma once
#include "pipeline/columns/column_tests.h"
#include "scene/scene.h"
#include <functional>
#include <vector>

namespace weir::pipeline {

/// Which edges stand out by themselves, as the settings want it. Another filter of some million edges is taken in slices. Lives on the
/// stream thread with its SceneBuilder.
class EdgeFilter final {
public:
    void setSettings(const std::vector<ColumnFilter>& filters, scene::Standing failing);
    /// Another model: no edge was seen yet. The settings stay.
    void startOver();
    /// Before changes of the model are taken.
    void begin(const graph::Schema& schema);

    /// All edges pass.
    [[nodiscard]] bool plain() const { return m_tests.empty(); }
    /// Whether their attributes matter.
    [[nodiscard]] bool usesAttributes() const { return m_tests.ofAttributes(); }
    /// Of a live edge.
    [[nodiscard]] scene::Standing standing(const graph::GraphStore& store, Slot storeSlot) const
    {
        return m_tests.passes(store, storeSlot) ? scene::Standing::Shown : m_failing;
    }
    /// After each change of a standing.
    void count(scene::Standing before, scene::Standing after)
    {
        m_left += after != scene::Standing::Shown ? 1 : 0;
        m_left -= before != scene::Standing::Shown ? 1 : 0;
    }
    /// Edges that do not pass.
    [[nodiscard]] std::uint64_t leftOut() const { return m_left; }

    /// Whether visitDue() would do something: not all stand as it is wanted.
    [[nodiscard]] bool due() const { return m_next != m_end; }
    /// Calls `visit` for edges of the scene that must be looked at anew, a bounded number of pages at once.
    void visitDue(const scene::Scene& scene, const std::function<void(Slot)>& visit);

    static constexpr std::size_t pagesAtOnce = 48;   // some milliseconds

private:
    static constexpr std::size_t allPages = static_cast<std::size_t>(-1);

    std::vector<ColumnFilter> m_filters;
    scene::Standing m_failing = scene::Standing::Dimmed;
    ColumnTests m_tests;
    bool m_adopted = true;               // m_tests are of the settings
    std::size_t m_next = 0, m_end = 0;   // pages that are to be looked at; allPages: as many as there are then
    std::uint64_t m_left = 0;
};

} // namespace weir::pipeline
