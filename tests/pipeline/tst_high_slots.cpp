#include "graph/limits.h"
#include "graph/row_digest.h"
#include "pipeline/layout/layout_driver.h"
#include "pipeline/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "scene/find/pick_index.h"
#include "stream/applier.h"
#include "support/heap.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;

namespace {

constexpr Slot highNode = graph::maxNodeSlots - 1;
constexpr Slot highEdge = graph::maxEdgeSlots - 1;
constexpr std::uint64_t MiB = 1U << 20;

graph::ChangeSet emptySet()
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    return set;
}

/// A snapshot as a server would send it: of these elements, each kind in one part at the highest slots.
void applySnapshot(stream::Applier& applier, graph::ChangeSet& nodes, graph::ChangeSet& edges)
{
    protocol::Manifest manifest;
    manifest.epoch = 7;
    manifest.tick = 5;
    std::vector<protocol::Part> parts;
    for (auto* const set : {&nodes, &edges}) {
        const graph::ChangeView rows = set->view();
        const bool areNodes = set == &nodes;
        const std::uint32_t end = areNodes ? graph::maxNodeSlots : graph::maxEdgeSlots;
        const graph::ElementRange range{areNodes ? ElementKind::Node : ElementKind::Edge, end - graph::chunkSize, graph::chunkSize};
        const auto count = static_cast<std::uint32_t>(areNodes ? rows.nodeIdentities.slots.size() : rows.edgeIdentities.slots.size());
        manifest.parts.push_back({range, count, graph::rowDigest(rows, 0, 0).value()});
        parts.push_back({range.kind, range.first, 5, rows});
    }
    QVERIFY(applier.apply(manifest, {}).has_value());
    for (const protocol::Part& part : parts) {
        const auto applied = applier.apply(part, {});
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }
}

} // namespace

/// The server chooses its slots, and a single element may stand at the highest one. That must not cost what a graph costs
/// that fills all slots below it.
class tst_HighSlots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneNodeAtTheHighestSlotCostsLittleAnywhereInTheClient();
    void aNodeIsFoundUnderItsSlotInTheScene();
};

void tst_HighSlots::oneNodeAtTheHighestSlotCostsLittleAnywhereInTheClient()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    auto nodes = emptySet(), edges = emptySet();
    nodes.setNodeIdentity(highNode - 1, 1, "a", "", 0);
    nodes.setNodeIdentity(highNode, 1, "b", "", 0);
    nodes.setNodeMotion(highNode - 1, {0, 0, false, 1}, {});
    nodes.setNodeMotion(highNode, {0, 0, false, 1}, {});
    edges.setEdgeIdentity(highEdge, 1, highNode - 1, highNode, 0, true);
    edges.setEdgeMotion(highEdge, 1, {});

    std::atomic<bool> placed = false;
    pipeline::LayoutDriver layout(1, [&placed] { placed = true; }, [](bool) {});
    const std::uint64_t before = heapBytes();

    stream::Applier applier({1U << 20});
    applySnapshot(applier, nodes, edges);
    QCOMPARE(applier.store().nodeCount(), std::size_t{2});
    QCOMPARE(applier.store().edgeCount(), std::size_t{1});
    const std::uint64_t model = heapBytes();
    QVERIFY2(model - before < 20 * MiB, qPrintable(QStringLiteral("the model took %1 bytes").arg(model - before)));

    pipeline::ShownModel shown(applier.store(), [&applier] { return applier.resets(); });
    pipeline::SceneBuilder builder(shown);
    auto update = builder.build(5);
    QVERIFY(update && update->scene->edgeCount == 1);
    layout.setScene(update->scene);
    QTRY_VERIFY(placed);
    builder.setPlaces(layout.takePlaces());
    update = builder.build(5);
    QVERIFY(update);
    scene::SpatialIndexer indexer;
    indexer.take(*update);
    const auto index = indexer.publish().index;
    const auto pick = scene::PickIndex::build(update->scene, index);
    QCOMPARE(index->nodes.elements, 2U);
    QCOMPARE(index->edges.elements, 1U);
    const std::uint64_t picture = heapBytes();
    QVERIFY2(picture - model < 8 * MiB, qPrintable(QStringLiteral("the picture took %1 bytes").arg(picture - model)));
    layout.stop();
}

void tst_HighSlots::aNodeIsFoundUnderItsSlotInTheScene()
{
    graph::GraphStore store;
    store.reset({});
    auto set = emptySet();
    for (const Slot slot : {Slot{100'000}, Slot{5}, highNode}) {
        set.setNodeIdentity(slot, 1, "k" + std::to_string(slot), "", 0);
        set.setNodeMotion(slot, {static_cast<float>(slot % 1000), 0, true, 1}, {});
    }
    set.setEdgeIdentity(highEdge, 1, highNode, 5, 0, false);
    set.setEdgeMotion(highEdge, 1, {});
    QVERIFY(store.apply(set.view(), 1).has_value());
    pipeline::ShownModel model(store, [] { return 0U; });
    pipeline::SceneBuilder builder(model);
    const auto update = builder.build(1);
    QVERIFY(update);
    const auto& nodes = model.numbers(ElementKind::Node);
    const auto& edges = model.numbers(ElementKind::Edge);
    for (const Slot slot : {Slot{100'000}, Slot{5}, highNode}) {
        const Slot shown = nodes.dense(slot);
        QVERIFY(shown < 3 * scene::pageSize);
        QCOMPARE(nodes.sparse(shown), slot);
        QVERIFY(update->scene->style(shown).live);
        QCOMPARE(update->scene->position(shown).x, static_cast<float>(slot % 1000));
    }
    const auto& edge = update->scene->edge(edges.dense(highEdge));
    QCOMPARE(nodes.sparse(edge.source), highNode);
    QCOMPARE(nodes.sparse(edge.target), Slot{5});
    // Neither a slot that was never used nor none at all has a number.
    QCOMPARE(nodes.dense(3'000'000), noSlot);
    QCOMPARE(nodes.dense(noSlot), noSlot);
    QCOMPARE(nodes.sparse(3'000'000), noSlot);
    QCOMPARE(nodes.sparse(noSlot), noSlot);
}

WEIR_TEST_IN(QCoreApplication, tst_HighSlots)
#include "tst_high_slots.moc"
