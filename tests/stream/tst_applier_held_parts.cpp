#include "applier_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

namespace {

bool isNeeded(const Applier& applier, std::size_t part) { return (applier.needed().parts[part / 8] >> part % 8 & 1) != 0; }

std::size_t neededParts(const Applier& applier)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < 8 * applier.needed().parts.size(); ++i)
        count += isNeeded(applier, i);
    return count;
}

constexpr std::uint32_t partSlots = graph::chunkSize / 2;

} // namespace

/// Of a snapshot only those parts are needed that the model does not hold.
class tst_ApplierHeldParts : public QObject, private ApplierStage {
    Q_OBJECT

private Q_SLOTS:
    void ofASnapshotThatWaitsOnlyWhatDiffersIsNeeded();
    void anotherEpochOfTheSameGraphNeedsOnlyWhatDiffersAndKeepsNothingElse();
    void edgesOfAnotherEpochAreHeldOnlyWithTheirNodes();
    void nothingIsHeldOfAModelThatWasProvedWrongOrOfAnotherSchema();
    void aPartThatIsHeldIsNotExpected();
};

void tst_ApplierHeldParts::ofASnapshotThatWaitsOnlyWhatDiffersIsNeeded()
{
    OriginGraph origin(51);
    Applier applier(config);
    origin.grow(30'000);
    snapshot(applier, origin);
    const Tick from = origin.tick();
    origin.change(1);
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);

    origin.change(1);   // one element, or a node with its edges
    const auto parts = origin.parts(partSlots);
    Manifest manifest = origin.manifest(origin.tick());
    manifest.waits = 3;
    QCOMPARE(give(applier, origin, manifest), Given::Need);
    QCOMPARE(applier.needed().manifest, 3U);
    QVERIFY(neededParts(applier) > 0);
    QVERIFY(neededParts(applier) < parts.size());
    QCOMPARE(applier.totals().partsHeld, parts.size() - neededParts(applier));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (isNeeded(applier, i))
            QCOMPARE(give(applier, parts[i]), Given::Applied);
    }
    const Tick closed = origin.tick();
    QCOMPARE(applier.appliedTick(), closed);
    origin.change(5);
    QCOMPARE(give(applier, origin, origin.delta(closed)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));

    // Where nothing differs it is complete at once.
    static_cast<void>(origin.parts(partSlots));
    manifest = origin.manifest(origin.tick());
    manifest.waits = 4;
    QCOMPARE(give(applier, origin, manifest), Given::Need);
    QCOMPARE(neededParts(applier), std::size_t{0});
    QCOMPARE(applier.appliedTick(), origin.tick());
}

void tst_ApplierHeldParts::anotherEpochOfTheSameGraphNeedsOnlyWhatDiffersAndKeepsNothingElse()
{
    OriginGraph before(52, 7), after(52, 8);
    Applier applier(config);
    before.grow(30'000);
    after.grow(30'000);
    snapshot(applier, before);
    const Tick from = before.tick();
    before.change(50);   // what the model has then is not of the other epoch
    QCOMPARE(give(applier, before, before.delta(from)), Given::Applied);
    const auto nodes = applier.store().nodeCount();

    const auto parts = after.parts(partSlots);
    Manifest manifest = after.manifest(after.tick());
    manifest.waits = 1;
    QCOMPARE(give(applier, after, manifest), Given::Need);
    QCOMPARE(applier.epoch(), after.epoch());
    QVERIFY(neededParts(applier) > 0);
    QVERIFY(neededParts(applier) < parts.size());
    QVERIFY(applier.store().nodeCount() < nodes);
    // What is left are elements of the other graph; its values may come yet.
    for (Slot node = 0; node < applier.store().nodeSlots(); ++node) {
        if (applier.store().hasNode(node))
            QVERIFY(after.store().hasNode(node) && after.store().nodeIdentity(node).key == applier.store().nodeIdentity(node).key);
    }
    for (Slot edge = 0; edge < applier.store().edgeSlots(); ++edge) {
        if (applier.store().hasEdge(edge))
            QVERIFY(after.store().hasEdge(edge) && after.store().edgeIdentity(edge).source == applier.store().edgeIdentity(edge).source);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (isNeeded(applier, i))
            QCOMPARE(give(applier, parts[i]), Given::Applied);
    }
    after.change(5);
    QCOMPARE(give(applier, after, after.delta(after.tick() - 1)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
    QVERIFY(applier.store().scrub() == after.store().digest());
}

void tst_ApplierHeldParts::edgesOfAnotherEpochAreHeldOnlyWithTheirNodes()
{
    // Two nodes a chunk apart and an edge between them; in the other epoch the second node is another one.
    const auto graphWith = [](const char* secondKey, Applier& applier, Epoch epoch, bool send) {
        graph::ChangeSet set;
        set.setNodeIdentity(0, 1, "first", "", 0);
        set.setNodeMotion(0, {}, {});
        set.setNodeIdentity(graph::chunkSize, 1, secondKey, "", 0);
        set.setNodeMotion(graph::chunkSize, {}, {});
        set.setEdgeIdentity(0, 1, 0, graph::chunkSize, 0, true);
        set.setEdgeMotion(0, 2, {});
        graph::GraphStore store;
        store.reset({});
        if (const auto applied = store.apply(set.view(), 1); !applied)
            throw std::logic_error(applied.error().text);
        Manifest manifest;
        manifest.epoch = epoch;
        manifest.tick = 1;
        manifest.waits = epoch == 1 ? 0 : 1;
        std::vector<std::string> parts;
        for (const auto& [kind, chunk] : {std::pair(ElementKind::Node, 0U), std::pair(ElementKind::Node, 1U), std::pair(ElementKind::Edge, 0U)}) {
            graph::ChangeSelection selection;
            selection.selectAll(store, store.chunkRange(kind, chunk));
            graph::ChangeSet rows;
            selection.gather(store, rows);
            manifest.parts.push_back({store.chunkRange(kind, chunk), 1, store.chunkDigest(kind, chunk).sum(graph::valueLanes)});
            parts.emplace_back(Encoder(Encoding::Binary).encode(Part{kind, store.chunkRange(kind, chunk).first, 1, rows.view()}));
        }
        const auto begun = applier.apply(manifest, {});
        for (const auto& part : parts) {
            if (send && !applier.apply(*decodeBinary(part), part))
                throw std::logic_error("a part was refused");
        }
        return *begun;
    };
    Applier applier(config);
    QCOMPARE(graphWith("second", applier, 1, true), Applier::Outcome::Applied);
    QCOMPARE(applier.store().edgeCount(), std::size_t{1});
    QCOMPARE(graphWith("another", applier, 2, false), Applier::Outcome::Need);
    QCOMPARE(applier.needed().parts, std::vector<std::uint8_t>{0b110});
    QCOMPARE(applier.store().nodeCount(), std::size_t{1});
    QCOMPARE(applier.store().edgeCount(), std::size_t{0});
    QCOMPARE(applier.resets(), std::uint64_t{1});   // the first manifest's
}

void tst_ApplierHeldParts::nothingIsHeldOfAModelThatWasProvedWrongOrOfAnotherSchema()
{
    OriginGraph origin(53);
    Applier applier(config);
    follow(applier, origin);
    static_cast<void>(origin.parts());
    Manifest manifest = origin.manifest(origin.tick());
    manifest.waits = 1;
    manifest.schema.title = "another";
    Applier other(config);
    follow(other, origin);
    static_cast<void>(origin.parts());
    Manifest renamed = origin.manifest(origin.tick());
    renamed.waits = 1;
    renamed.schema.title = "another";
    QCOMPARE(give(other, origin, renamed), Given::Need);
    QCOMPARE(neededParts(other), renamed.parts.size());
    QCOMPARE(other.store().nodeCount(), std::size_t{0});

    Applier wrong(config);
    follow(wrong, origin);
    QVERIFY(wrong.keepsParts());
    origin.idle(1);
    Delta delta = origin.delta(origin.tick() - 1);
    ++delta.digest.values;
    QCOMPARE(give(wrong, origin, delta), Given::Audit);
    QVERIFY(!wrong.keepsParts());
    static_cast<void>(origin.parts());
    Manifest again = origin.manifest(origin.tick());
    again.waits = 1;
    QCOMPARE(give(wrong, origin, again), Given::Need);
    QCOMPARE(neededParts(wrong), again.parts.size());
}

void tst_ApplierHeldParts::aPartThatIsHeldIsNotExpected()
{
    OriginGraph origin(54);
    Applier applier(config);
    follow(applier, origin);
    origin.grow(10'000);
    const auto parts = origin.parts(partSlots);
    Manifest manifest = origin.manifest(origin.tick());
    manifest.waits = 1;
    origin.change(1);
    snapshot(applier, origin);
    static_cast<void>(origin.parts(partSlots));
    const Manifest now = origin.manifest(origin.tick());
    manifest.parts = now.parts;
    manifest.tick = now.tick;
    QCOMPARE(give(applier, origin, manifest), Given::Need);
    QCOMPARE(neededParts(applier), std::size_t{0});
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
}

WEIR_TEST(tst_ApplierHeldParts)
#include "tst_applier_held_parts.moc"
