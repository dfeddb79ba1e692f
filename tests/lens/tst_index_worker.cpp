#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "lens/index_worker.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::lens;
using scene::SceneBuilder;

class tst_IndexWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGraphThatCameInPartsIsSortedOnceItIsWhole();
    void anUpdateIsAsOldAsTheFirstSceneItLeadsOver();
};

namespace {

std::optional<scene::IndexedUpdate> next(IndexWorker& worker)
{
    std::optional<scene::IndexedUpdate> update;
    static_cast<void>(QTest::qWaitFor([&] { return (update = worker.takeIndexed()).has_value(); }, 30'000));
    return update;
}

} // namespace

void tst_IndexWorker::aGraphThatCameInPartsIsSortedOnceItIsWhole()
{
    SceneBuilder builder;
    scene::SpatialIndexer unsettled;
    IndexWorker worker([] {});
    Slot known = 0;
    for (const Slot all : {40'000U, 48'000U, 56'000U}) {   // each time fewer come than are sorted at once
        for (Slot i = 0; i < all - known; ++i)
            builder.node(static_cast<float>(i * 7919 % 400), 5000.0F * static_cast<float>(i) / static_cast<float>(all - known));
        const scene::SceneUpdate update{builder.scene(), {.styles = {{known, all - known}}}};
        const auto blocksOf = [](scene::SpatialIndexer& indexer) { return indexer.publish().index->nodes.blocks.size(); };
        unsettled.take(update);
        scene::SpatialIndexer sorted;
        sorted.take({update.scene, {}});
        const std::size_t blocks = blocksOf(sorted);
        QVERIFY(known == 0 || blocksOf(unsettled) > blocks);

        worker.take(update);
        std::optional<scene::IndexedUpdate> indexed;
        do {
            indexed = next(worker);
            QVERIFY(indexed);
        } while (indexed->index->nodes.blocks.size() != blocks);
        QCOMPARE(indexed->update.scene, update.scene);
        QCOMPARE(indexed->index->nodes.elements, all);
        known = all;
    }
}

void tst_IndexWorker::anUpdateIsAsOldAsTheFirstSceneItLeadsOver()
{
    SceneBuilder builder;
    builder.node(0, 0);
    IndexWorker worker([] {});
    const TimePoint before = Clock::now();
    worker.take({builder.scene(), {}});
    const TimePoint after = Clock::now();
    builder.node(1, 1);
    const auto second = builder.scene();
    worker.take({second, {}});
    std::optional<scene::IndexedUpdate> all = next(worker);
    while (all && all->update.scene != second) {
        std::optional<scene::IndexedUpdate> newer = next(worker);
        QVERIFY(newer);
        all = merge(std::move(*all), std::move(*newer));
    }
    QVERIFY(all && all->since >= before && all->since <= after);
}

WEIR_TEST_IN(QCoreApplication, tst_IndexWorker)
#include "tst_index_worker.moc"
