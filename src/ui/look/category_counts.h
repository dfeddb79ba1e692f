#pragma once
#include "graph/schema.h"
#include "scene/scene.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace weir::ui {

/// How many nodes each category has. Pages are shared between scenes, so only those that changed are counted again.
/// GUI thread; one step costs 1024 nodes for each changed page.
class CategoryCounts final {
public:
    /// Counts what differs from the scene of the last call.
    void count(const scene::Scene& scene);

    /// Live nodes by category number; as long as the highest category seen plus one.
    [[nodiscard]] const std::vector<std::uint64_t>& totals() const { return m_totals; }

private:
    struct Page {
        std::shared_ptr<const scene::NodeStylePage> counted;
        std::uint32_t nodes = 0;   // how many of its slots were in use
    };

    void add(const Page& page, int sign);

    std::vector<Page> m_pages;
    std::vector<std::uint64_t> m_totals;
};

} // namespace weir::ui
