#include "applier_stage.h"
#include "support/test_program.h"
#include <QtTest>
#include <set>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

Q_DECLARE_METATYPE(std::function<void(weir::protocol::Manifest&)>)

/// A snapshot becomes the model, part by part, or is refused.
class tst_ApplierSnapshots : public QObject, private ApplierStage {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotAndItsClosingDeltaMakeTheServersGraph();
    void nobodyKnowsWhetherItIsInSyncDuringACatchUp();
    void aSnapshotOfPartsFromDifferentTicksIsMendedByItsClosingDelta();
    void aSnapshotThatGoesOnKeepsWhatCameAndLeadsFromItsFirstTick();
    void anEmptyGraphsSnapshotIsCompleteAtOnce();
    void aPartThatDoesNotMatchItsManifestIsAnError_data();
    void aPartThatDoesNotMatchItsManifestIsAnError();
    void aPartWithoutAManifestIsAnError();
    void aPartTwiceIsAnError();
    void aWrongManifestChangesNothing_data();
    void aWrongManifestChangesNothing();
    void anotherEpochEmptiesTheModelAndTheSameOneKeepsIt();
};

void tst_ApplierSnapshots::aSnapshotAndItsClosingDeltaMakeTheServersGraph()
{
    OriginGraph origin(1);
    Applier applier(config);
    origin.grow(300);
    const auto parts = origin.parts(100);
    QVERIFY(parts.size() > 5);
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    QCOMPARE(applier.appliedTick(), Tick{0});
    QCOMPARE(applier.snapshotShare(), 0.0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QVERIFY(!applier.following());
        QCOMPARE(give(applier, parts[i]), Given::Applied);
    }
    QVERIFY(applier.snapshotShare() > 0.9 && applier.snapshotShare() < 1);   // it is not proved yet
    QCOMPARE(applier.appliedTick(), origin.tick());
    QCOMPARE(applier.totals().snapshots, std::uint64_t{1});
    QVERIFY(applier.store().digest() == origin.store().digest());
    QVERIFY(!applier.following());
    origin.idle(3);
    QCOMPARE(give(applier, origin, origin.delta(origin.tick() - 3)), Given::Applied);
    QVERIFY(applier.following());
    QCOMPARE(applier.inSync(), std::optional(true));
    QCOMPARE(applier.appliedTick(), origin.tick());
    QCOMPARE(applier.epoch(), origin.epoch());
}

void tst_ApplierSnapshots::nobodyKnowsWhetherItIsInSyncDuringACatchUp()
{
    OriginGraph origin(2);
    Applier applier(config);
    QCOMPARE(applier.inSync(), std::optional<bool>());
    follow(applier, origin);
    const auto parts = origin.parts();
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional<bool>());
    for (const auto& part : parts) {
        QCOMPARE(give(applier, part), Given::Applied);
        QCOMPARE(applier.inSync(), std::optional<bool>());
    }
    const Tick from = origin.tick();
    origin.change(10);
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
    Delta piece = origin.delta(from, DeltaKind::Scan);
    piece.from = origin.tick();
    piece.to = origin.tick() + 1;
    QCOMPARE(give(applier, origin, piece), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional<bool>());
    QVERIFY(!applier.following());
}

void tst_ApplierSnapshots::aSnapshotOfPartsFromDifferentTicksIsMendedByItsClosingDelta()
{
    // Each part was written at a tick of its own while the graph went on: edges lead to nodes that are not there, and to
    // nodes of another generation.
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        OriginGraph origin(seed);
        Applier applier(config);
        if (seed % 2 == 0)
            follow(applier, origin);   // over what the client has already, or into an empty model
        else
            origin.grow(150);
        const Tick oldest = origin.tick();
        std::vector<PartEntry> entries;
        std::vector<OriginGraph::Frame> frames;
        std::set<std::pair<ElementKind, Slot>> taken;
        constexpr std::size_t rounds = 20;
        for (std::size_t round = 1; round <= rounds; ++round) {
            const auto parts = origin.parts(32);
            const auto manifest = origin.manifest(oldest);
            for (std::size_t i = 0; i < parts.size() && (round == rounds || entries.size() < round * parts.size() / rounds); ++i) {
                const auto& range = manifest.parts[i].range;
                // Nodes come before edges; those in ranges that were not there before are in the closing delta.
                const bool tooLate = range.kind == ElementKind::Node && !entries.empty() && entries.back().range.kind == ElementKind::Edge;
                if (tooLate || !taken.emplace(range.kind, range.first).second)
                    continue;
                entries.push_back(manifest.parts[i]);
                frames.push_back(parts[i]);
            }
            origin.change(60);
        }
        Manifest manifest = origin.manifest(oldest);
        manifest.parts = entries;
        QCOMPARE(give(applier, origin, manifest), Given::Applied);
        for (const auto& frame : frames)
            QVERIFY2(give(applier, frame) == Given::Applied, qPrintable(m_words));
        QVERIFY2(give(applier, origin, origin.delta(oldest)) == Given::Applied, qPrintable(m_words));
        QCOMPARE(applier.inSync(), std::optional(true));
        QVERIFY(applier.store().scrub() == origin.store().digest());
    }
}

void tst_ApplierSnapshots::aSnapshotThatGoesOnKeepsWhatCameAndLeadsFromItsFirstTick()
{
    for (unsigned seed = 1; seed <= 10; ++seed) {
        OriginGraph origin(seed);
        Applier applier(config);
        origin.grow(300);
        const auto parts = origin.parts(100);
        const Manifest first = origin.manifest(origin.tick());
        QCOMPARE(give(applier, origin, first), Given::Applied);
        QCOMPARE(give(applier, parts[0]), Given::Applied);
        const Tick from = origin.tick();
        for (int i = 0; i < 20; ++i)
            origin.change(30);
        // The server no longer has the other parts as they were.
        const auto newer = origin.parts(100);
        Manifest rest = origin.manifest(from);
        rest.parts.erase(rest.parts.begin());
        rest.partial = true;
        Manifest foreign = rest;
        foreign.epoch += 1;
        QCOMPARE(give(applier, origin, foreign), Given::Invalid);
        QCOMPARE(give(applier, origin, rest), Given::Applied);
        for (std::size_t i = 1; i < newer.size(); ++i)
            QCOMPARE(give(applier, newer[i]), Given::Applied);
        QCOMPARE(applier.appliedTick(), from);
        QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
        QCOMPARE(applier.inSync(), std::optional(true));
        // A client that follows was not told to expect one.
        QCOMPARE(give(applier, origin, rest), Given::Invalid);
    }
}

void tst_ApplierSnapshots::anEmptyGraphsSnapshotIsCompleteAtOnce()
{
    OriginGraph origin(1);
    Applier applier(config);
    origin.idle(4);
    QVERIFY(origin.parts().empty());
    QCOMPARE(give(applier, origin, origin.manifest(4)), Given::Applied);
    QCOMPARE(applier.appliedTick(), Tick{4});
    QCOMPARE(applier.totals().snapshots, std::uint64_t{1});
    origin.idle(1);
    QCOMPARE(give(applier, origin, origin.delta(4)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_ApplierSnapshots::aPartThatDoesNotMatchItsManifestIsAnError_data()
{
    QTest::addColumn<std::function<void(Manifest&)>>("spoil");
    QTest::newRow("structure digest") << std::function<void(Manifest&)>([](Manifest& m) { ++m.parts[0].digest.structure; });
    QTest::newRow("values digest") << std::function<void(Manifest&)>([](Manifest& m) { ++m.parts[0].digest.values; });
    QTest::newRow("one row more") << std::function<void(Manifest&)>([](Manifest& m) { ++m.parts[0].rows; });
    QTest::newRow("no rows") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].rows = 0; });
    QTest::newRow("fewer slots than the rows need") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].range.count = 1; });
    QTest::newRow("not named") << std::function<void(Manifest&)>([](Manifest& m) { m.parts.erase(m.parts.begin()); });
    QTest::newRow("named as of edges") << std::function<void(Manifest&)>([](Manifest& m) {
        std::erase_if(m.parts, [](const PartEntry& part) { return part.range.kind == ElementKind::Edge; });
        m.parts[0].range.kind = ElementKind::Edge;
    });
}

void tst_ApplierSnapshots::aPartThatDoesNotMatchItsManifestIsAnError()
{
    QFETCH(std::function<void(Manifest&)>, spoil);
    OriginGraph origin(7);
    Applier applier(config);
    follow(applier, origin);
    const auto before = applier.store().digest();
    const auto parts = origin.parts();
    Manifest manifest = origin.manifest(origin.tick());
    spoil(manifest);
    QCOMPARE(give(applier, origin, manifest), Given::Applied);
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
    QVERIFY(!m_words.isEmpty());
    QVERIFY(applier.store().digest() == before);
}

void tst_ApplierSnapshots::aPartWithoutAManifestIsAnError()
{
    OriginGraph origin(8);
    Applier applier(config);
    origin.grow(20);
    const auto parts = origin.parts();
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("without a manifest")));
    follow(applier, origin);
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("without a manifest")));
}

void tst_ApplierSnapshots::aPartTwiceIsAnError()
{
    OriginGraph origin(9);
    Applier applier(config);
    origin.grow(200);
    const auto parts = origin.parts();
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    QCOMPARE(give(applier, parts[0]), Given::Applied);
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
}

void tst_ApplierSnapshots::aWrongManifestChangesNothing_data()
{
    QTest::addColumn<std::function<void(Manifest&)>>("spoil");
    QTest::newRow("epoch 0") << std::function<void(Manifest&)>([](Manifest& m) { m.epoch = 0; });
    QTest::newRow("a part twice") << std::function<void(Manifest&)>([](Manifest& m) { m.parts.push_back(m.parts.front()); });
    QTest::newRow("more slots than a chunk has") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].range.count = 4097; });
    QTest::newRow("beyond the last slot") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].range.first = 0xffff'ffffU; });
}

void tst_ApplierSnapshots::aWrongManifestChangesNothing()
{
    QFETCH(std::function<void(Manifest&)>, spoil);
    OriginGraph origin(10);
    Applier applier(config);
    follow(applier, origin);
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    spoil(manifest);
    QCOMPARE(give(applier, origin, manifest), Given::Invalid);
    QCOMPARE(applier.epoch(), origin.epoch());
    QCOMPARE(applier.appliedTick(), origin.tick());
    QVERIFY(applier.store().digest() == origin.store().digest());
}

void tst_ApplierSnapshots::anotherEpochEmptiesTheModelAndTheSameOneKeepsIt()
{
    OriginGraph first(11, 1), second(12, 2);
    Applier applier(config);
    follow(applier, first);
    const auto resets = applier.resets();
    static_cast<void>(first.parts());
    QCOMPARE(give(applier, first, first.manifest(first.tick())), Given::Applied);
    QCOMPARE(applier.resets(), resets);
    QCOMPARE(applier.store().nodeCount(), first.store().nodeCount());

    second.grow(30);
    const auto parts = second.parts();
    QCOMPARE(give(applier, second, second.manifest(second.tick())), Given::Applied);
    QCOMPARE(applier.resets(), resets + 1);
    QCOMPARE(applier.store().nodeCount(), std::size_t{0});
    QCOMPARE(applier.epoch(), Epoch{2});
    for (const auto& part : parts)
        QCOMPARE(give(applier, part), Given::Applied);
    QVERIFY(applier.store().digest() == second.store().digest());
}

WEIR_TEST(tst_ApplierSnapshots)
#include "tst_applier_snapshots.moc"
