#pragma once
#include "graph/graph_model.h"
#include "pipeline/scene_builder.h"
#include "support/chosen_filters.h"
#include <QtTest/QTest>

namespace weir::pipeline {

/// A model with two columns and three categories, and the builder that follows it.
struct FollowedModel {
    graph::GraphStore store;
    ShownModel shown{store, [this] { return resets; }};
    SceneBuilder builder{shown};
    Tick stamp = 0;
    TimePoint now{std::chrono::hours(1)};
    std::uint64_t resets = 0;
    std::shared_ptr<const scene::Scene> scene;
    scene::SceneDirt dirt;

    explicit FollowedModel(std::size_t columns = 2)
    {
        graph::Schema schema = schemaWithColumns(columns, 0);
        schema.nodeCategories = {"c0", "c1", "c2"};
        store.reset(schema);
    }

    void apply(graph::ChangeSet& set)
    {
        const auto applied = store.apply(set.view(), ++stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }
    bool build(bool catchingUp = false)
    {
        auto update = builder.build(stamp, {now, catchingUp});
        if (!update)
            return false;
        scene = update->scene;
        dirt = update->dirt;
        return true;
    }
    /// Builds until nothing is left to do now; how often.
    int settle()
    {
        int builds = 0;
        do {
            build();
            ++builds;
        } while (builder.nextDue() && *builder.nextDue() <= now && builds < 10'000);
        return builds;
    }
    [[nodiscard]] scene::Standing standing(Slot node) const { return scene->style(node).standing; }
    [[nodiscard]] std::uint64_t passing() const { return builder.lookAnswer().passing; }
};

inline graph::ChangeSet empty(std::size_t columns = 2)
{
    graph::ChangeSet set;
    set.setValueColumns(columns, 0);
    return set;
}

/// Node i has category i % 3, values i and -i, and stands at (i, 0). No edges.
inline graph::ChangeSet nodes(Slot count)
{
    auto set = empty();
    for (Slot node = 0; node < count; ++node) {
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", static_cast<graph::Category>(node % 3), node == 1 ? 0xff112233 : 0);
        set.setNodeMotion(node, {static_cast<float>(node), 0, true, 2}, std::array{static_cast<float>(node), -static_cast<float>(node)});
    }
    return set;
}

inline graph::ChangeSet edge(Slot slot, Slot source, Slot target, Generation generation = 1)
{
    auto set = empty();
    set.setEdgeIdentity(slot, generation, source, target, 0, false);
    set.setEdgeMotion(slot, 1, {});
    return set;
}

inline graph::ChangeSet moved(Slot node, float value)
{
    auto set = empty();
    set.setNodeMotion(node, {static_cast<float>(node), 0, true, 2}, std::array{value, -value});
    return set;
}

inline std::size_t slotsIn(const std::vector<scene::SlotRange>& ranges)
{
    std::size_t count = 0;
    for (const auto& range : ranges)
        count += range.count;
    return count;
}

} // namespace weir::pipeline
