#include "scene/scene_builder.h"
#include "scene/spatial_indexer.h"
#include "ui/index_worker.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using scene::SceneBuilder;

class tst_IndexWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGraphThatCameInPartsIsSortedOnceItIsWhole();
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
    constexpr Slot first = 40'000, all = 48'000;   // less than is sorted anew at once
    SceneBuilder builder;
    const auto add = [&builder](Slot count) {
        for (Slot i = 0; i < count; ++i)
            builder.node(static_cast<float>(i * 7919 % 400), static_cast<float>(i / 7));
    };
    IndexWorker worker([] {});
    add(first);
    worker.take({builder.scene(), {}});
    QVERIFY(next(worker));
    add(all - first);
    const auto whole = builder.scene();
    worker.take({whole, {.styles = {{first, all - first}}}});

    scene::SpatialIndexer sorted;
    sorted.take({whole, {}});
    const std::size_t blocks = sorted.publish().index->nodes.blocks.size();
    auto update = next(worker);
    QVERIFY(update && update->index->nodes.blocks.size() > blocks);
    update = next(worker);
    QVERIFY(update && update->index->nodes.blocks.size() == blocks);
    QCOMPARE(update->update.scene, whole);
    QCOMPARE(update->index->nodes.elements, all);
}

QTEST_GUILESS_MAIN(tst_IndexWorker)
#include "tst_index_worker.moc"
