#include "render/look/place_runs.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir::render;
using weir::scene::blockSize;
using weir::scene::SpatialBlock;
using weir::scene::SpatialOrder;

class tst_PlaceRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neighbouringPaddedBlocksAreOneRun();
    void blocksWithoutPaddingAreDrawnAlone();
    void partsEndWhereTheyAreToldTo();
    void nothingIsNoRun();
};

namespace {

struct Block {
    std::uint16_t count;
    bool padded;
};

SpatialOrder orderOf(std::initializer_list<Block> blocks)
{
    SpatialOrder order;
    for (const Block& block : blocks) {
        auto made = std::make_shared<SpatialBlock>();
        made->count = block.count;
        made->padded = block.padded;
        order.blocks.push_back(std::move(made));
    }
    return order;
}

std::vector<PlaceRun> all(PlaceRuns runs) { return runs.take(0xffff'ffffU); }

} // namespace

void tst_PlaceRuns::neighbouringPaddedBlocksAreOneRun()
{
    const SpatialOrder order = orderOf({{400, true}, {300, true}, {10, true}, {20, true}});
    const std::array<std::uint32_t, 3> numbers{0, 1, 3};
    QCOMPARE(all(PlaceRuns(order, numbers)), (std::vector<PlaceRun>{{0, blockSize + 300}, {3 * blockSize, 20}}));
    const std::array<std::uint32_t, 2> backwards{1, 0};
    QCOMPARE(all(PlaceRuns(order, backwards)), (std::vector<PlaceRun>{{blockSize, 300}, {0, 400}}));
}

void tst_PlaceRuns::blocksWithoutPaddingAreDrawnAlone()
{
    // What lies beyond their elements was never sent to the GPU.
    const SpatialOrder order = orderOf({{400, false}, {300, true}, {10, false}});
    const std::array<std::uint32_t, 3> numbers{0, 1, 2};
    QCOMPARE(all(PlaceRuns(order, numbers)), (std::vector<PlaceRun>{{0, 400}, {blockSize, 300}, {2 * blockSize, 10}}));
}

void tst_PlaceRuns::partsEndWhereTheyAreToldTo()
{
    const SpatialOrder order = orderOf({{400, false}, {300, false}});
    const std::array<std::uint32_t, 2> numbers{0, 1};
    PlaceRuns runs(order, numbers);
    QCOMPARE(runs.all(), 700U);
    QCOMPARE(runs.take(150), (std::vector<PlaceRun>{{0, 150}}));
    QCOMPARE(runs.take(300), (std::vector<PlaceRun>{{150, 250}, {blockSize, 50}}));
    QCOMPARE(runs.left(), 250U);
    QCOMPARE(runs.take(300), (std::vector<PlaceRun>{{blockSize + 50, 250}}));
    QCOMPARE(runs.left(), 0U);
    QCOMPARE(runs.take(300), std::vector<PlaceRun>());
}

void tst_PlaceRuns::nothingIsNoRun()
{
    QCOMPARE(all(PlaceRuns()), std::vector<PlaceRun>());
    QCOMPARE(PlaceRuns(orderOf({}), {}).left(), 0U);
}

WEIR_TEST(tst_PlaceRuns)
#include "tst_place_runs.moc"
