#include "host_stage.h"
#include "graph/graph_model.h"
#include "graph/row_digest.h"
#include "server/limits.h"
#include "support/test_program.h"
#include <QtTest>
#include <map>

using namespace weir;
using namespace weir::server;

class tst_ChunkCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeTheFirstPassThereIsNoSnapshot();
    void anEmptyGraphHasASnapshotWithoutParts();
    void aSnapshotHoldsTheWholeGraph();
    void onlyChangedChunksAreEncodedAgain();
    void passesKeepTheirDistance();
    void whatNobodyWantsIsNotEncoded();
    void afterALongRestASnapshotIsOfTheTimeItWasAskedFor();
    void whereLittleChangedThereIsNothingToWaitFor();
    void aPassThatNobodyWantsAnyMoreIsGivenUp();
    void aFirstGraphIsEncodedBeforeAnybodyAsks();
    void aSnapshotNeverLeadsBackBehindWhatWasLookedAt();
    void theChunkOfTheHubsGoesFirstAndNodesGoBeforeEdges();
    void noPartIsLargerThanItsBoundAndLargeChunksAreSplit();
    void aChunkThatChangedSinceTakesTheSnapshotsTickBack();
    void theBytesItHoldsAreThoseOfTheNewestParts();
    void resetForgetsEverything();

private:
    using PartName = std::pair<ElementKind, Slot>;

    static std::map<PartName, const SharedFrame*> framesOf(const Snapshot& snapshot)
    {
        std::map<PartName, const SharedFrame*> frames;
        for (const CachedPart& part : snapshot.parts)
            frames.emplace(PartName{part.entry.range.kind, part.entry.range.first}, part.frame.get());
        return frames;
    }

    static Snapshot snapshotOf(const HostStage& stage) { return stage.host.cache().snapshot(stage.host.store(), stage.host.tick()).value(); }
};

void tst_ChunkCache::beforeTheFirstPassThereIsNoSnapshot()
{
    const ChunkCache cache;
    const graph::GraphStore store;
    QVERIFY(!cache.snapshot(store, 1));
}

void tst_ChunkCache::anEmptyGraphHasASnapshotWithoutParts()
{
    HostStage stage(graph::Schema{});
    stage.fillCache();
    const Snapshot snapshot = snapshotOf(stage);
    QVERIFY(snapshot.parts.empty());
    QCOMPARE(snapshot.manifest.tick, stage.host.tick());
}

void tst_ChunkCache::aSnapshotHoldsTheWholeGraph()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(1, 20'000, 40'000);
    stage.serve(changes.births());
    const Snapshot snapshot = snapshotOf(stage);
    graph::Digest sum;
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < snapshot.parts.size(); ++i) {
        const auto& entry = snapshot.manifest.parts[i];
        const auto message = protocol::decodeBinary(snapshot.parts[i].frame->in(protocol::Encoding::Binary));
        QVERIFY(message);
        const auto& part = std::get<protocol::Part>(*message);
        QCOMPARE(part.kind, entry.range.kind);
        QCOMPARE(part.firstSlot, entry.range.first);
        QVERIFY(part.tick >= snapshot.manifest.tick || stage.host.store().newestStamp() <= part.tick);
        const auto& schema = stage.host.store().schema();
        const auto digest = graph::rowDigest(part.changes, schema.nodeValues.size(), schema.edgeValues.size());
        QVERIFY(digest && *digest == entry.digest);
        sum.structure += digest->structure;
        sum.values += digest->values;
        rows += entry.rows;
    }
    QVERIFY(sum == stage.host.store().digest());
    QCOMPARE(rows, std::uint64_t{stage.host.store().nodeCount() + stage.host.store().edgeCount()});
}

void tst_ChunkCache::onlyChangedChunksAreEncodedAgain()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(2, 30'000, 60'000);
    stage.serve(changes.births());
    const Snapshot before = snapshotOf(stage);
    graph::ChangeSet one;
    const auto& schema = stage.host.store().schema();
    one.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    const Slot moved = 2 * 4096 + 5;
    one.setNodeMotion(moved, {1, 2, true, 3}, std::vector<float>(schema.nodeValues.size()));
    stage.serve(one);
    // A new pass begins only some time after the last.
    for (std::chrono::milliseconds waited{0}; waited < 2 * ChunkCache::passInterval; waited += HostStage::tickInterval)
        stage.idle();
    HostStage::within10Seconds([&] { stage.want(); stage.idle(); return snapshotOf(stage).manifest.tick == stage.host.tick(); });
    const Snapshot after = snapshotOf(stage);
    const auto old = framesOf(before);
    QCOMPARE(after.parts.size(), before.parts.size());
    int again = 0;
    for (const auto& [name, frame] : framesOf(after)) {
        const bool inMovedChunk = name.first == ElementKind::Node && name.second / 4096 == moved / 4096;
        QCOMPARE(old.at(name) == frame, !inMovedChunk);
        again += inMovedChunk ? 1 : 0;
    }
    QVERIFY(again >= 1);
}

void tst_ChunkCache::passesKeepTheirDistance()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(3, 2, 1);
    stage.serve(changes.grow(100));
    // Changes in every tick for a minute: so many passes at most as fit into it.
    std::set<const SharedFrame*> encoded;
    std::vector<Snapshot> kept;   // so that no address is used twice
    const auto end = stage.now + std::chrono::seconds(60);
    while (stage.now < end) {
        stage.want();
        stage.feed(changes.next(8));
        kept.push_back(snapshotOf(stage));
        for (const auto& [name, frame] : framesOf(kept.back()))
            if (name == PartName{ElementKind::Node, 0})
                encoded.insert(frame);
    }
    QVERIFY(encoded.size() > 1);
    QVERIFY(encoded.size() <= 60'000 / 500 + 2);
}

void tst_ChunkCache::whatNobodyWantsIsNotEncoded()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(7, 2, 1);
    stage.serve(changes.grow(500));
    const auto lastWanted = stage.now;
    while (stage.now < lastWanted + ChunkCache::keptFresh + ChunkCache::passInterval)
        stage.feed(changes.next(8));
    HostStage::within10Seconds([&] { stage.tickAtOnce(); return !stage.host.cache().busy(); });
    const auto encoded = stage.host.cache().chunksEncoded();
    QVERIFY(encoded > 1);
    for (const auto end = stage.now + std::chrono::minutes(1); stage.now < end;)
        stage.feed(changes.next(8));
    QVERIFY(!stage.host.cache().busy());
    QCOMPARE(stage.host.cache().chunksEncoded(), encoded);
}

void tst_ChunkCache::afterALongRestASnapshotIsOfTheTimeItWasAskedFor()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(8, 2, 1);
    stage.serve(changes.grow(500));
    for (const auto end = stage.now + std::chrono::minutes(1); stage.now < end;)
        stage.feed(changes.next(8));
    const Tick asked = stage.host.tick();
    const auto all = [](auto, auto, auto) { return true; };
    std::optional<Snapshot> snapshot = stage.host.snapshotFor(stage.now, 0, stage.now, all);
    QVERIFY(!snapshot);
    HostStage::within10Seconds([&] { stage.tickAtOnce(); return (snapshot = stage.host.snapshotFor(stage.now, 0, stage.now, all)).has_value(); });
    QVERIFY(snapshot->manifest.tick >= asked);
    // One who has waited for long takes what there is, whatever the encoder is busy with.
    for (const auto end = stage.now + std::chrono::minutes(1); stage.now < end;)
        stage.feed(changes.next(8));
    QVERIFY(!stage.host.snapshotFor(stage.now, 0, stage.now, all));
    QVERIFY(stage.host.snapshotFor(stage.now - ChunkCache::longestWait, 0, stage.now, all));
}

void tst_ChunkCache::whereLittleChangedThereIsNothingToWaitFor()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(9, 2, 1);
    stage.serve(changes.grow(2000));
    for (const auto end = stage.now + std::chrono::minutes(5); stage.now < end;)
        stage.idle();
    const auto encoded = stage.host.cache().chunksEncoded();
    stage.feed(changes.next(20));
    QVERIFY(stage.host.snapshotFor(stage.now, 0, stage.now, [](auto, auto, auto) { return true; }));
    QCOMPARE(stage.host.cache().chunksEncoded(), encoded);
}

void tst_ChunkCache::aPassThatNobodyWantsAnyMoreIsGivenUp()
{
    HostStage stage(source::ChangeSequence::schema());
    stage.fillCache();
    ManyChanges changes(10, 400'000, 800'000);
    stage.feed(changes.births());
    HostStage::within10Seconds([&] { stage.want(); stage.idle(); return stage.host.cache().busy(); });
    const Tick covered = stage.host.cache().coveredTick();
    stage.now += 2 * ChunkCache::keptFresh;   // what is copied a tick is bounded, so it lasts for more ticks than these
    HostStage::within10Seconds([&] { stage.tickAtOnce(); return !stage.host.cache().busy(); });
    const auto& store = stage.host.store();
    QVERIFY(stage.host.cache().chunksEncoded() < store.chunkCount(ElementKind::Node) + store.chunkCount(ElementKind::Edge));
    QCOMPARE(stage.host.cache().coveredTick(), covered);
    QCOMPARE(snapshotOf(stage).manifest.tick, covered);   // a delta from there brings what is missing
}

void tst_ChunkCache::aFirstGraphIsEncodedBeforeAnybodyAsks()
{
    HostStage stage(schemaWithColumns(2, 1), HostStage::First::Reading);
    RandomChanges changes(11, 2, 1);
    const auto rest = [&stage] {
        for (const auto end = stage.now + 2 * ChunkCache::keptFresh; stage.now < end;)
            stage.idle();
        HostStage::within10Seconds([&] { stage.tickAtOnce(); return !stage.host.cache().busy(); });
    };
    rest();
    stage.feed(changes.grow(500));
    rest();
    QCOMPARE(stage.host.cache().chunksEncoded(), std::uint64_t{0});
    stage.script->whole();
    HostStage::within10Seconds([&] { return stage.host.feed().state == protocol::SourceState::Live; });
    stage.idle();
    HostStage::within10Seconds([&] { stage.tickAtOnce(); return !stage.host.cache().busy(); });
    QCOMPARE(snapshotOf(stage).manifest.nodes, std::uint64_t{stage.host.store().nodeCount()});
}

void tst_ChunkCache::aSnapshotNeverLeadsBackBehindWhatWasLookedAt()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(12, 2, 1);
    stage.serve(changes.grow(200));
    const Tick encodedAt = stage.host.tick();
    for (const auto end = stage.now + 4 * ChunkCache::passInterval; stage.now < end;) {
        stage.want();
        stage.idle();
    }
    // One that begins now, so that the next is not due when something changes.
    stage.now += ChunkCache::passInterval;
    const Tick before = stage.host.tick();
    HostStage::within10Seconds([&] {
        stage.want();
        stage.tickAtOnce();
        return stage.host.cache().coveredTick() > before;
    });
    const Tick covered = stage.host.cache().coveredTick();
    QVERIFY(covered > encodedAt);
    stage.feed(changes.next(50));
    QCOMPARE(snapshotOf(stage).manifest.tick, covered);   // and not the tick at which its chunks were encoded
    QCOMPARE(stage.host.cache().leadsTo(stage.host.store(), stage.host.tick()), covered);
}

void tst_ChunkCache::theChunkOfTheHubsGoesFirstAndNodesGoBeforeEdges()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    constexpr Slot nodes = 4 * 4096;
    for (Slot node = 0; node < nodes; ++node)
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 0);
    // A hub in the third chunk, a smaller one in the second.
    for (Slot edge = 0; edge < 300; ++edge)
        set.setEdgeIdentity(edge, 1, edge < 200 ? 2 * 4096 + 1 : 4096 + 1, edge < 200 ? 2 * 4096 + edge : 4096 + edge, 0, true);
    stage.serve(set);
    const Snapshot snapshot = snapshotOf(stage);
    std::vector<Slot> chunks;
    bool edgesBegan = false;
    for (const auto& part : snapshot.manifest.parts) {
        QVERIFY(!(edgesBegan && part.range.kind == ElementKind::Node));
        edgesBegan |= part.range.kind == ElementKind::Edge;
        if (part.range.kind == ElementKind::Node && (chunks.empty() || chunks.back() != part.range.first / 4096))
            chunks.push_back(part.range.first / 4096);
    }
    QVERIFY(edgesBegan);
    QCOMPARE(chunks, (std::vector<Slot>{2, 1, 0, 3}));
}

void tst_ChunkCache::noPartIsLargerThanItsBoundAndLargeChunksAreSplit()
{
    HostStage stage(graph::Schema{});
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    const std::string longLabel(3000, 'l');
    for (Slot node = 0; node < 1000; ++node)
        set.setNodeIdentity(node, 1, "k" + std::to_string(node), node % 10 == 0 ? longLabel : std::string(), 0);
    stage.serve(set);
    const Snapshot snapshot = snapshotOf(stage);
    QVERIFY(snapshot.parts.size() > 1);
    Slot next = 0;
    for (const CachedPart& part : snapshot.parts) {
        QCOMPARE(part.entry.range.first, next);   // without a hole
        next = part.entry.range.first + part.entry.range.count;
        QVERIFY(part.frame->in(protocol::Encoding::Binary).size() <= partBytes + 1024);
        QVERIFY(part.frame->in(protocol::Encoding::Json).size() <= leastMaxMessageBytes);
    }
    QCOMPARE(next, stage.host.store().nodeSlots());
}

void tst_ChunkCache::aChunkThatChangedSinceTakesTheSnapshotsTickBack()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(4, 2, 1);
    stage.serve(changes.grow(200));
    QCOMPARE(snapshotOf(stage).manifest.tick, stage.host.tick());
    const Tick before = stage.host.tick();
    stage.feed(changes.next(50));
    QVERIFY(snapshotOf(stage).manifest.tick <= before);
}

void tst_ChunkCache::theBytesItHoldsAreThoseOfTheNewestParts()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(5, 2, 1);
    stage.serve(changes.grow(500));
    for (int i = 0; i < 40; ++i) {
        stage.feed(changes.next(20));
        // The JSON form of a part is made when it is first sent.
        if (i % 2 == 0)
            for (const CachedPart& part : snapshotOf(stage).parts)
                QVERIFY(!part.frame->in(protocol::Encoding::Json).empty());
    }
    for (int i = 0; i < 100; ++i)
        stage.idle();
    HostStage::within10Seconds([&] { stage.want(); stage.idle(); return snapshotOf(stage).manifest.tick == stage.host.tick(); });
    std::size_t held = 0;
    for (const CachedPart& part : snapshotOf(stage).parts)
        held += part.frame->in(protocol::Encoding::Binary).size();
    QCOMPARE(stage.host.cache().bytes(), held);
}

void tst_ChunkCache::resetForgetsEverything()
{
    HostStage stage(schemaWithColumns(2, 1));
    RandomChanges changes(6, 2, 1);
    stage.serve(changes.grow(500));
    QVERIFY(stage.host.cache().bytes() > 0);
    stage.restart(graph::Schema{});
    QCOMPARE(stage.host.cache().bytes(), std::size_t{0});
    QVERIFY(!stage.host.cache().snapshot(stage.host.store(), stage.host.tick()));
    stage.fillCache();
    QVERIFY(snapshotOf(stage).parts.empty());
}

WEIR_TEST(tst_ChunkCache)
#include "tst_chunk_cache.moc"
