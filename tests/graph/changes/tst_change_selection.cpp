#include "graph/changes/change_selection.h"
#include "graph/graph_model.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::graph;

/// What is selected since a tick, applied to the graph of that tick, gives the graph of now.
class tst_ChangeSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMergedDeltaLeadsFromAnyTickToNow_data() { seeds(); }
    void aMergedDeltaLeadsFromAnyTickToNow();
    void chunkByChunkIsTheSameAsAll_data() { seeds(); }
    void chunkByChunkIsTheSameAsAll();
    void aScanWhileTheGraphChangesIsMadeExactByTheNextDelta_data() { seeds(); }
    void aScanWhileTheGraphChangesIsMadeExactByTheNextDelta();
    void aFuzzySnapshotIsMadeExactByItsClosingDelta_data() { seeds(); }
    void aFuzzySnapshotIsMadeExactByItsClosingDelta();
    void chunksAnswerWhereTheJournalHasForgotten();
    void whatChangedOftenIsSelectedOnce();
    void anElementWithIdentityAndMotionCountsOnce();
    void moreRowsThanAllowedAreTooMany();
    void nothingChangedSelectsNothing();
    void anEdgeThatMovedToOtherEndsKeepsItsValuesWhereItsOldEndIsRemoved();
    void edgesToYoungNodesAreLeftOut();
    void whoReadsElementsAloneIsToldOfNoAttributes_data() { seeds(); }
    void whoReadsElementsAloneIsToldOfNoAttributes();
    void allOfARangeAreItsLiveElements();

private:
    static void seeds()
    {
        QTest::addColumn<std::uint32_t>("seed");
        for (std::uint32_t seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
};

namespace {

constexpr std::size_t noLimit = 1'000'000;

struct Follower {
    GraphStore store;
    Tick applied = 0;
    Tick stamp = 0;

    Follower() { store.reset(schemaWithColumns(1, 1)); }
    /// The growth of the lists comes ahead of what is selected, and is no part of it.
    void growLike(const GraphStore& server)
    {
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            ChangeSet growth;
            const auto& theirs = kind == ElementKind::Node ? server.schema().nodeAttributes : server.schema().edgeAttributes;
            const auto& ours = kind == ElementKind::Node ? store.schema().nodeAttributes : store.schema().edgeAttributes;
            for (std::size_t column = 0; column < theirs.size(); ++column) {
                if (column >= ours.size())
                    growth.appendAttribute(kind, {theirs[column].name, theirs[column].kind});
                const Dictionary* const texts = theirs[column].texts.get();
                for (std::uint32_t i = column < ours.size() && texts ? ours[column].texts->size() : 0; texts && i < texts->size(); ++i)
                    growth.appendText(kind, static_cast<AttributeNumber>(column), (*texts)[i]);
            }
            const auto grown = store.grow(growth.view().growth);
            QVERIFY2(grown, grown ? "" : grown.error().text.c_str());
        }
    }
    void apply(const ChangeView& changes, DanglingEdges dangling = DanglingEdges::Reject)
    {
        const auto result = store.apply(changes, ++stamp, dangling);
        QVERIFY2(result, result ? "" : result.error().text.c_str());
    }
};

ChangeSet emptySet()
{
    ChangeSet set;
    set.setValueColumns(1, 1);
    return set;
}

void fill(GraphStore& store, const std::function<void(ChangeSet&)>& changes, Tick tick)
{
    ChangeSet set = emptySet();
    changes(set);
    const auto applied = store.apply(set.view(), tick);
    QVERIFY2(applied, applied ? "" : applied.error().text.c_str());
}

/// The least rows that still let everything through; with it, select() prefers the chunks when elements changed often.
std::size_t exactRows(const GraphStore& store, Tick from)
{
    ChangeSelection selection;
    [&] { QVERIFY(selection.select(store, from, noLimit) == ChangeSelection::Outcome::Whole); }();
    return selection.rows();
}

} // namespace

void tst_ChangeSelection::aMergedDeltaLeadsFromAnyTickToNow()
{
    QFETCH(const std::uint32_t, seed);
    std::mt19937 random(seed + 1000);
    RandomChanges changes(seed, 1, 1);
    changes.useAttributes();
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    std::vector<Follower> followers(12);
    ChangeSelection selection;
    for (Tick tick = 1; tick <= 300; ++tick) {
        QVERIFY(server.apply((tick == 1 ? changes.grow(40) : changes.next(20)).view(), tick));
        for (std::size_t i = 0; i < followers.size(); ++i) {
            Follower& follower = followers[i];
            if (random() % (1 + 3 * i) != 0)   // the first follows closely, the last is often far behind
                continue;
            const std::size_t maxRows = i % 2 == 0 ? noLimit : exactRows(server, follower.applied);
            QVERIFY(selection.select(server, follower.applied, maxRows) == ChangeSelection::Outcome::Whole);
            ChangeSet delta = emptySet();
            selection.gather(server, delta);
            follower.growLike(server);
            follower.apply(delta.view());
            if (QTest::currentTestFailed())
                return;
            follower.applied = tick;
            QVERIFY(follower.store.digest() == server.digest());
            QVERIFY(follower.store.scrub() == server.digest());
        }
    }
}

void tst_ChangeSelection::chunkByChunkIsTheSameAsAll()
{
    QFETCH(const std::uint32_t, seed);
    RandomChanges changes(seed, 1, 1);
    changes.useAttributes();
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    QVERIFY(server.apply(changes.grow(9000).view(), 1));
    Follower follower;
    ChangeSelection selection;
    for (const Tick until : {Tick{1}, Tick{5}, Tick{30}}) {
        for (Tick tick = server.newestStamp() + 1; tick <= until; ++tick)
            QVERIFY(server.apply(changes.next(60).view(), tick));
        ChangeSet delta = emptySet();
        std::size_t elements = 0;
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            for (std::uint32_t chunk = 0; chunk < server.chunkCount(kind); ++chunk) {
                selection.selectRange(server, server.chunkRange(kind, chunk), follower.applied);
                selection.gather(server, delta);
                elements += selection.elements();
            }
        }
        QVERIFY(selection.select(server, follower.applied, noLimit) == ChangeSelection::Outcome::Whole);
        ChangeSet all = emptySet();
        selection.gather(server, all);
        QCOMPARE(delta.rows(), all.rows());
        QCOMPARE(elements, selection.elements());
        follower.growLike(server);
        follower.apply(delta.view());
        follower.applied = until;
        QVERIFY(follower.store.digest() == server.digest());
    }
}

void tst_ChangeSelection::aScanWhileTheGraphChangesIsMadeExactByTheNextDelta()
{
    QFETCH(const std::uint32_t, seed);
    RandomChanges changes(seed, 1, 1);
    changes.useAttributes();
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    Tick tick = 1;
    QVERIFY(server.apply(changes.grow(9000).view(), tick));
    Follower follower;
    ChangeSelection selection;
    for (int round = 0; round < 4; ++round) {
        const Tick began = tick;
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            for (std::uint32_t chunk = 0; chunk < server.chunkCount(kind); ++chunk) {
                selection.selectRange(server, server.chunkRange(kind, chunk), follower.applied);
                if (kind == ElementKind::Edge)
                    selection.dropEdgesToNodesBornAfter(server, began);
                ChangeSet piece = emptySet();
                selection.gather(server, piece);
                follower.growLike(server);
                follower.apply(piece.view(), DanglingEdges::LeaveOut);
                QVERIFY(server.apply(changes.next(200).view(), ++tick));
                if (QTest::currentTestFailed())
                    return;
            }
        }
        follower.applied = began;
    }
    QVERIFY(selection.select(server, follower.applied, noLimit) == ChangeSelection::Outcome::Whole);
    ChangeSet closing = emptySet();
    selection.gather(server, closing);
    follower.growLike(server);
    follower.apply(closing.view());
    QVERIFY(follower.store.digest() == server.digest());
    QVERIFY(follower.store.scrub() == server.digest());
}

void tst_ChangeSelection::aFuzzySnapshotIsMadeExactByItsClosingDelta()
{
    QFETCH(const std::uint32_t, seed);
    std::mt19937 random(seed);
    RandomChanges changes(seed, 1, 1);
    changes.useAttributes();
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    Tick tick = 1;
    QVERIFY(server.apply(changes.grow(9000).view(), tick));
    Follower follower;   // the first snapshot fills it, the later ones find a graph that differs
    ChangeSelection selection;
    for (int snapshot = 0; snapshot < 3; ++snapshot) {
        struct CachedPart {
            ElementRange range;
            Tick tick;
            ChangeSet rows;
        };
        std::vector<CachedPart> parts;
        for (const auto& [kind, facet] : {std::pair{ElementKind::Node, Facet::Elements}, {ElementKind::Edge, Facet::Elements},
                                          {ElementKind::Node, Facet::Attributes}, {ElementKind::Edge, Facet::Attributes}}) {
            for (std::uint32_t chunk = 0; chunk < server.chunkCount(kind); ++chunk) {
                const ElementRange range = server.chunkRange(kind, chunk, facet);
                selection.selectAll(server, range);
                parts.push_back({range, tick, emptySet()});
                selection.gather(server, parts.back().rows);
                QVERIFY(server.apply(changes.next(200).view(), ++tick));
            }
        }
        const Tick oldest = parts.front().tick;
        // Within a kind any order will do, but the nodes must be there before the edges, and elements before their attributes.
        std::ranges::shuffle(parts, random);
        std::ranges::stable_partition(parts, [](const CachedPart& part) { return part.range.kind == ElementKind::Node; });
        std::ranges::stable_partition(parts, [](const CachedPart& part) { return part.range.facet == Facet::Elements; });
        follower.growLike(server);
        for (CachedPart& part : parts) {
            const auto replaced = follower.store.replace(part.range, part.rows.view(), ++follower.stamp);
            QVERIFY2(replaced, replaced ? "" : replaced.error().text.c_str());
        }
        QVERIFY(selection.select(server, oldest, noLimit) == ChangeSelection::Outcome::Whole);
        ChangeSet closing = emptySet();
        selection.gather(server, closing);
        follower.growLike(server);
        follower.apply(closing.view());
        if (QTest::currentTestFailed())
            return;
        QVERIFY(follower.store.digest() == server.digest());
        for (int i = 0; i < 20; ++i)   // the follower misses these
            QVERIFY(server.apply(changes.next(100).view(), ++tick));
    }
}

void tst_ChangeSelection::chunksAnswerWhereTheJournalHasForgotten()
{
    RandomChanges changes(7, 1, 1);
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    Follower early, late;
    QVERIFY(server.apply(changes.grow(2000).view(), 1));
    ChangeSelection selection;
    ChangeSet delta = emptySet();
    QVERIFY(selection.select(server, 0, noLimit) == ChangeSelection::Outcome::Whole);
    selection.gather(server, delta);
    early.apply(delta.view());
    Tick tick = 1;
    while (server.journal().countSince(1))
        QVERIFY(server.apply(changes.next(4000).view(), ++tick));
    for (Follower* const follower : {&early, &late}) {
        QVERIFY(selection.select(server, follower == &early ? 1 : 0, noLimit) == ChangeSelection::Outcome::Whole);
        delta.clear();
        selection.gather(server, delta);
        follower->apply(delta.view());
        QVERIFY(follower->store.digest() == server.digest());
    }
}

void tst_ChangeSelection::whatChangedOftenIsSelectedOnce()
{
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    fill(server, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 10; ++slot)
            set.setNodeIdentity(slot, 1, "k" + std::to_string(slot), "", 0);
    }, 1);
    const float value = 1;
    for (Tick tick = 2; tick <= 500; ++tick) {
        fill(server, [&](ChangeSet& set) {
            for (Slot slot = 0; slot < 10; ++slot)
                set.setNodeMotion(slot, {.size = static_cast<float>(tick)}, std::span(&value, 1));
        }, tick);
    }
    ChangeSelection selection;
    for (const std::size_t maxRows : {std::size_t{10}, noLimit}) {   // by chunks, by the journal
        QVERIFY(selection.select(server, 1, maxRows) == ChangeSelection::Outcome::Whole);
        QCOMPARE(selection.rows(), std::size_t{10});
        QCOMPARE(selection.elements(), std::size_t{10});
    }
}

void tst_ChangeSelection::anElementWithIdentityAndMotionCountsOnce()
{
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    fill(server, [](ChangeSet& set) {
        set.setNodeIdentity(0, 1, "a", "", 0);
        set.setEdgeIdentity(0, 1, 0, 0, 0, false);
    }, 1);
    ChangeSelection selection;
    QVERIFY(selection.select(server, 0, noLimit) == ChangeSelection::Outcome::Whole);
    QCOMPARE(selection.rows(), std::size_t{4});   // a birth sets the motion too
    QCOMPARE(selection.elements(), std::size_t{2});
    selection.selectAll(server, {ElementKind::Edge, 0, 1});
    QCOMPARE(selection.rows(), std::size_t{2});
    QCOMPARE(selection.elements(), std::size_t{1});
}

void tst_ChangeSelection::moreRowsThanAllowedAreTooMany()
{
    RandomChanges changes(3, 1, 1);
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    QVERIFY(server.apply(changes.grow(100).view(), 1));
    ChangeSelection selection;
    const std::size_t rows = exactRows(server, 0);
    QVERIFY(selection.select(server, 0, rows) == ChangeSelection::Outcome::Whole);
    QVERIFY(selection.select(server, 0, rows - 1) == ChangeSelection::Outcome::TooMany);
    QVERIFY(selection.select(server, 0, 1) == ChangeSelection::Outcome::TooMany);
    QVERIFY(selection.select(server, 0, 0) == ChangeSelection::Outcome::TooMany);
}

void tst_ChangeSelection::nothingChangedSelectsNothing()
{
    RandomChanges changes(3, 1, 1);
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    ChangeSelection selection;
    QVERIFY(selection.select(server, 0, 0) == ChangeSelection::Outcome::Whole);
    QVERIFY(server.apply(changes.grow(100).view(), 5));
    QVERIFY(selection.select(server, 5, 0) == ChangeSelection::Outcome::Whole);
    QCOMPARE(selection.rows(), std::size_t{0});
    selection.selectRange(server, server.chunkRange(ElementKind::Node, 0), 5);
    QCOMPARE(selection.rows(), std::size_t{0});
}

void tst_ChangeSelection::anEdgeThatMovedToOtherEndsKeepsItsValuesWhereItsOldEndIsRemoved()
{
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    Follower follower;
    const float value = 7;
    const auto birth = [&](ChangeSet& set) {
        for (Slot slot = 0; slot < 3; ++slot)
            set.setNodeIdentity(slot, 1, "k" + std::to_string(slot), "", 0);
        set.setEdgeIdentity(0, 1, 0, 1, 0, true);
        set.setEdgeMotion(0, 5, std::span(&value, 1));
    };
    fill(server, birth, 1);
    fill(follower.store, birth, ++follower.stamp);
    fill(server, [](ChangeSet& set) { set.setEdgeIdentity(0, 1, 1, 2, 0, true); }, 2);
    fill(server, [](ChangeSet& set) { set.removeNode(0); }, 3);
    QCOMPARE(server.edgeWeight(0), 5.0F);

    // To the follower the removal of node 0 takes the edge along, before its new ends arrive.
    ChangeSelection selection;
    QVERIFY(selection.select(server, 1, noLimit) == ChangeSelection::Outcome::Whole);
    ChangeSet delta = emptySet();
    selection.gather(server, delta);
    follower.apply(delta.view());
    QCOMPARE(follower.store.edgeWeight(0), 5.0F);
    QVERIFY(follower.store.digest() == server.digest());
}

void tst_ChangeSelection::edgesToYoungNodesAreLeftOut()
{
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    fill(server, [](ChangeSet& set) {
        set.setNodeIdentity(0, 1, "old", "", 0);
        set.setNodeIdentity(1, 1, "old too", "", 0);
        set.setEdgeIdentity(0, 1, 0, 1, 0, false);
    }, 1);
    fill(server, [](ChangeSet& set) {
        set.setNodeIdentity(2, 1, "young", "", 0);
        set.setEdgeIdentity(1, 1, 0, 2, 0, false);
        set.setEdgeIdentity(2, 1, 2, 0, 0, false);
        set.setEdgeIdentity(3, 1, 1, 0, 0, false);
    }, 2);
    ChangeSelection selection;
    selection.selectRange(server, server.chunkRange(ElementKind::Edge, 0), 0);
    QCOMPARE(selection.elements(), std::size_t{4});
    selection.dropEdgesToNodesBornAfter(server, 1);
    QCOMPARE(selection.elements(), std::size_t{2});
    ChangeSet set = emptySet();
    selection.gather(server, set);
    const auto left = set.view().edgeIdentities.slots;
    QVERIFY(std::ranges::equal(left, std::array<Slot, 2>{0, 3}));
    QVERIFY(std::ranges::equal(set.view().edgeMotions.slots, left));
}

void tst_ChangeSelection::allOfARangeAreItsLiveElements()
{
    GraphStore server;
    server.reset(schemaWithColumns(1, 1));
    fill(server, [](ChangeSet& set) {
        for (Slot slot = 0; slot < 6; ++slot)
            set.setNodeIdentity(slot, 1, "k" + std::to_string(slot), "", 0);
    }, 1);
    fill(server, [](ChangeSet& set) { set.removeNode(3); }, 2);
    ChangeSelection selection;
    selection.selectAll(server, {ElementKind::Node, 2, 3});
    ChangeSet set = emptySet();
    selection.gather(server, set);
    QVERIFY(std::ranges::equal(set.view().nodeIdentities.slots, std::array<Slot, 2>{2, 4}));
    QVERIFY(std::ranges::equal(set.view().nodeMotions.slots, std::array<Slot, 2>{2, 4}));
    QCOMPARE(set.rows(), std::size_t{4});
}

void tst_ChangeSelection::whoReadsElementsAloneIsToldOfNoAttributes()
{
    QFETCH(const std::uint32_t, seed);
    RandomChanges changes(seed, 1, 1), same(seed, 1, 1);
    changes.useAttributes();
    GraphStore server, without;
    server.reset(schemaWithColumns(1, 1));
    without.reset(schemaWithColumns(1, 1));
    Follower follower;
    ChangeSelection selection;
    for (Tick tick = 1; tick <= 60; ++tick) {
        QVERIFY(server.apply((tick == 1 ? changes.grow(40) : changes.next(20)).view(), tick));
        QVERIFY(without.apply((tick == 1 ? same.grow(40) : same.next(20)).view(), tick));
        // The same graph as one that never had any, tick by tick.
        QVERIFY(read(server.digest(), Reads::Elements) == without.digest());
        QCOMPARE(server.changesTotal(Reads::Elements), without.changesTotal());
        QCOMPARE(server.newestStamp(Reads::Elements), without.newestStamp());
        QVERIFY(selection.select(server, follower.applied, noLimit, Reads::Elements) == ChangeSelection::Outcome::Whole);
        ChangeSet delta = emptySet();
        selection.gather(server, delta);
        QCOMPARE(delta.view().nodeAttributes.rows() + delta.view().edgeAttributes.rows(), std::size_t{0});
        follower.apply(delta.view());
        follower.applied = tick;
        QVERIFY(follower.store.digest() == without.digest());
    }
    // A tick of attributes alone is none for it.
    const Tick before = server.newestStamp(Reads::Elements);
    const std::uint64_t total = server.changesTotal(Reads::Elements), all = server.changesTotal();
    ChangeSet set = emptySet();
    const Slot node = changes.model().nodes.begin()->first;
    set.attributes(ElementKind::Node).setNumber(node, 0, 12345.5);
    QVERIFY(server.apply(set.view(), 100));
    QCOMPARE(server.newestStamp(Reads::Elements), before);
    QCOMPARE(server.changesTotal(Reads::Elements), total);
    QCOMPARE(server.newestStamp(), Tick{100});
    QCOMPARE(server.changesTotal(), all + 1);
    QVERIFY(selection.select(server, before, noLimit, Reads::Elements) == ChangeSelection::Outcome::Whole);
    QCOMPARE(selection.elements(), std::size_t{0});
    QVERIFY(selection.select(server, before, noLimit) == ChangeSelection::Outcome::Whole);
    QCOMPARE(selection.elements(), std::size_t{1});
}

WEIR_TEST(tst_ChangeSelection)
#include "tst_change_selection.moc"
