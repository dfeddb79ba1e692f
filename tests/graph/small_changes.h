#pragma once
#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include <QtTest/QTest>
#include <array>
#include <functional>
#include <set>

/// What tests of the store share: a store with a value column for nodes and one for edges, and changes to it whose digest is looked at.
namespace weir::graph::smallChanges {

inline ChangeSet emptySet()
{
    ChangeSet set;
    set.setValueColumns(1, 1);
    return set;
}

inline GraphStore emptyStore(Stamps stamps = Stamps::All)
{
    GraphStore store(stamps);
    graph::Schema schema;
    schema.title = "t";
    schema.nodeValues = {{"n", ""}};
    schema.edgeValues = {{"e", ""}};
    store.reset(schema);
    return store;
}

inline void apply(GraphStore& store, Tick stamp, const std::function<void(ChangeSet&)>& changes,
                  DanglingEdges dangling = DanglingEdges::Reject)
{
    ChangeSet set = emptySet();
    changes(set);
    const auto applied = store.apply(set.view(), stamp, dangling);
    QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
    QVERIFY(store.digest() == store.scrub());
}

inline void replace(GraphStore& store, ElementRange range, Tick stamp, const std::function<void(ChangeSet&)>& rows)
{
    ChangeSet set = emptySet();
    rows(set);
    const auto replaced = store.replace(range, set.view(), stamp);
    QVERIFY2(replaced, replaced ? "" : replaced.error().text.c_str());
    QVERIFY(store.digest() == store.scrub());
}

inline constexpr std::array<float, 1> zero{0};

inline void node(ChangeSet& set, Slot slot, Generation generation = 1)
{
    set.setNodeIdentity(slot, generation, "k" + std::to_string(slot) + "/" + std::to_string(generation), "", 0);
}

inline void wholeNode(ChangeSet& set, Slot slot, Generation generation = 1)
{
    node(set, slot, generation);
    set.setNodeMotion(slot, {}, zero);
}

inline void edge(ChangeSet& set, Slot slot, Slot source, Slot target, Generation generation = 1)
{
    set.setEdgeIdentity(slot, generation, source, target, 0, false);
}

inline void wholeEdge(ChangeSet& set, Slot slot, Slot source, Slot target, Generation generation = 1)
{
    edge(set, slot, source, target, generation);
    set.setEdgeMotion(slot, 2, zero);
}

inline std::multiset<std::pair<Slot, Slot>> edgesOf(const GraphStore& store, Slot at)
{
    std::multiset<std::pair<Slot, Slot>> result;
    store.forEachEdgeOf(at, [&](Slot one, Slot other) { result.emplace(one, other); });
    return result;
}

using Edges = std::multiset<std::pair<Slot, Slot>>;

} // namespace weir::graph::smallChanges
