#pragma once
#include "graph/graph_model.h"
#include "pipeline/scene_builder.h"
#include <QtTest/QTest>

/// What tests of scenes share: a model with the builder that follows it, and changes to it.
namespace weir::pipeline::followed {

using scene::Scene;
using scene::SceneUpdate;

/// A model, and the builder that follows it.
struct Followed {
    graph::GraphStore store;
    std::uint64_t resets = 0;
    ShownModel shown{store, [this] { return resets; }};
    SceneBuilder builder{shown};
    Tick stamp = 0;

    explicit Followed(graph::Schema schema = {}) { store.reset(std::move(schema)); }

    void apply(graph::ChangeSet& set)
    {
        const auto applied = store.apply(set.view(), ++stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }
    std::optional<SceneUpdate> build() { return builder.build(stamp); }
    /// Builds until all looks as it is wanted to.
    void settle()
    {
        while (build())
            ;
    }
    std::optional<SceneUpdate> buildOf(std::uint64_t graph)
    {
        resets = graph;
        return build();
    }
};

inline graph::ChangeSet grid(Slot nodes)
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot node = 0; node < nodes; ++node) {
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 2, 0);
        set.setNodeMotion(node, {static_cast<float>(node), 1, true, 3}, {});
    }
    for (Slot edge = 0; edge + 1 < nodes; ++edge) {
        set.setEdgeIdentity(edge, 1, edge, edge + 1, 0, true);
        set.setEdgeMotion(edge, 5, {});
    }
    return set;
}

inline graph::ChangeSet empty()
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    return set;
}

inline bool covers(const std::vector<scene::SlotRange>& ranges, Slot slot)
{
    return std::ranges::any_of(ranges, [slot](const auto& r) { return slot >= r.first && slot - r.first < r.count; });
}

inline std::size_t slotsIn(const std::vector<scene::SlotRange>& ranges)
{
    std::size_t count = 0;
    for (const auto& range : ranges)
        count += range.count;
    return count;
}

/// The scene shows just what the store holds, under the numbers of its model. A free slot's point may be anything.
inline void compareWithStore(const Scene& scene, const graph::GraphStore& store, const ShownModel& shownModel)
{
    const auto& nodes = shownModel.numbers(ElementKind::Node);
    const auto& edges = shownModel.numbers(ElementKind::Edge);
    QCOMPARE(std::size_t{scene.nodeCount}, store.nodeCount());
    QCOMPARE(std::size_t{scene.edgeCount}, store.edgeCount());
    std::size_t liveNodes = 0, liveEdges = 0;
    for (Slot shown = 0; shown < scene.nodeSlots; ++shown) {
        const auto& style = scene.style(shown);
        const Slot node = nodes.sparse(shown);
        QCOMPARE(style.live, store.hasNode(node));
        if (!style.live)
            continue;
        ++liveNodes;
        const auto identity = store.nodeIdentity(node);
        const auto motion = store.nodeMotion(node);
        QCOMPARE(style.generation, identity.generation);
        QCOMPARE(style.category, identity.category);
        QCOMPARE(style.colour, identity.colour);
        QVERIFY(style.radius == motion.size);
        QCOMPARE(style.fromSource, motion.positioned);
        QCOMPARE(style.placed, motion.positioned);
        if (motion.positioned)
            QVERIFY(scene.position(shown).x == motion.x && scene.position(shown).y == motion.y);
    }
    QCOMPARE(liveNodes, store.nodeCount());
    for (Slot slot = 0; slot < scene.edgeSlots; ++slot) {
        const auto& shown = scene.edge(slot);
        const Slot edge = edges.sparse(slot);
        QCOMPARE(shown.source != noSlot, store.hasEdge(edge));
        if (shown.source == noSlot)
            continue;
        ++liveEdges;
        QCOMPARE(nodes.sparse(shown.source), store.edgeIdentity(edge).source);
        QCOMPARE(nodes.sparse(shown.target), store.edgeIdentity(edge).target);
        QVERIFY(scene.weight(slot) == store.edgeWeight(edge));
        QVERIFY(shown.source < scene.nodeSlots && shown.target < scene.nodeSlots);
    }
    QCOMPARE(liveEdges, store.edgeCount());
}

} // namespace weir::pipeline::followed
