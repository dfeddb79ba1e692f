#include "scene/scene_builder.h"
#include "scene/index/slot_ranges.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <random>
#include <set>

using namespace weir;
using namespace weir::scene;

class tst_SceneMerge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewerSceneIsTheOneThatRemains();
    void everyChangeOfBothIsCovered();
    void changesToBeShownAreKeptUpToABound();
    void aLongListBecomesWholePages();
    void mergingForEverDoesNotGrow();
    void normalizingJoinsWhatTouchesOrLiesNear();
};

namespace {

std::vector<SlotRange> scattered(int count, Slot step, Slot offset)
{
    std::vector<SlotRange> ranges;
    for (int i = 0; i < count; ++i)
        ranges.push_back({static_cast<Slot>(i) * step + offset, 1});
    return ranges;
}

bool covers(const std::vector<SlotRange>& ranges, Slot slot)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [slot](const SlotRange& range) { return slot >= range.first && slot < range.first + range.count; });
}

} // namespace

void tst_SceneMerge::theNewerSceneIsTheOneThatRemains()
{
    SceneBuilder builder;
    SceneUpdate older{builder.scene(), {}};
    SceneUpdate newer{builder.scene(), {}};
    const auto expected = newer.scene;
    QCOMPARE(merge(older, newer).scene, expected);
}

void tst_SceneMerge::everyChangeOfBothIsCovered()
{
    SceneUpdate older, newer;
    older.dirt = {{{5, 2}}, {{9, 1}}, {}};
    newer.dirt = {{{1, 1}, {6, 4}}, {}, {{3, 3}}};
    const SceneUpdate merged = merge(older, newer);
    for (const Slot slot : {1U, 5U, 6U, 9U})
        QVERIFY(covers(merged.dirt.positions, slot));
    QVERIFY(covers(merged.dirt.styles, 9));
    QVERIFY(covers(merged.dirt.edges, 5));
}

void tst_SceneMerge::changesToBeShownAreKeptUpToABound()
{
    SceneUpdate sum;
    for (Slot slot = 0; slot < 2 * mostChangesTold; ++slot) {
        SceneUpdate next;
        next.dirt.changes.resize(1);
        next.dirt.changes[0].slot = slot;
        sum = merge(std::move(sum), std::move(next));
        QCOMPARE(sum.dirt.changes.size(), std::min<std::size_t>(slot + 1, mostChangesTold));
    }
}

void tst_SceneMerge::aLongListBecomesWholePages()
{
    std::vector<SlotRange> ranges = scattered(static_cast<int>(maxExactRanges) + 1, 3, 0);
    const auto before = ranges;
    bound(ranges);
    QCOMPARE(ranges.size(), std::size_t{1});
    QCOMPARE(ranges[0].first % pageSize, 0U);
    QCOMPARE(ranges[0].count % pageSize, 0U);
    for (const SlotRange& range : before)
        QVERIFY(covers(ranges, range.first));
}

void tst_SceneMerge::mergingForEverDoesNotGrow()
{
    std::mt19937 random(3);
    std::uniform_int_distribution<Slot> any(0, 1'000'000);
    SceneUpdate sum;
    std::set<Slot> changed;
    for (int i = 0; i < 200; ++i) {
        SceneUpdate next;
        for (int k = 0; k < 100; ++k) {
            next.dirt.edges.push_back({any(random), 1});
            changed.insert(next.dirt.edges.back().first);
        }
        sum = merge(std::move(sum), std::move(next));
        QVERIFY(sum.dirt.edges.size() <= maxExactRanges);
    }
    std::vector<SlotRange> ranges = sum.dirt.edges;
    normalize(ranges);
    std::size_t at = 0;
    for (const Slot slot : changed) {
        while (at < ranges.size() && ranges[at].first + ranges[at].count <= slot)
            ++at;
        QVERIFY(at < ranges.size() && ranges[at].first <= slot);
    }
}

void tst_SceneMerge::normalizingJoinsWhatTouchesOrLiesNear()
{
    std::vector<SlotRange> ranges{{10, 2}, {0, 3}, {3, 1}, {14, 1}, {20, 0}};
    normalize(ranges, 2);
    QCOMPARE(ranges.size(), std::size_t{2});
    QCOMPARE(ranges[0].count, 4U);
    QCOMPARE(ranges[1].first, 10U);
    QCOMPARE(ranges[1].count, 5U);
}

WEIR_TEST(tst_SceneMerge)
#include "tst_scene_merge.moc"
