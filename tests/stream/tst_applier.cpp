#include "stream/applier.h"
#include "support/origin_graph.h"
#include "support/test_program.h"
#include <QtTest>
#include <set>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

Q_DECLARE_METATYPE(std::function<void(weir::protocol::Manifest&)>)

namespace {

enum class Given : std::uint8_t { Applied, Ignored, Resync, Audit, Fetch, Need, Invalid };   // all but the last as Applier::Outcome

constexpr Applier::Config config{1U << 20};

} // namespace

class tst_Applier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotAndItsClosingDeltaMakeTheServersGraph();
    void nobodyKnowsWhetherItIsInSyncDuringACatchUp();
    void aSnapshotOfPartsFromDifferentTicksIsMendedByItsClosingDelta();
    void aSnapshotThatGoesOnKeepsWhatCameAndLeadsFromItsFirstTick();
    void anEmptyGraphsSnapshotIsCompleteAtOnce();
    void aDeltaIsAppliedIgnoredOrAGap_data();
    void aDeltaIsAppliedIgnoredOrAGap();
    void everyDeltaOfALongStreamLeavesTheServersGraph();
    void aDeltaBeforeTheSnapshotIsCompleteIsAnError();
    void aDeltaThatLeadsBackIsAnError();
    void anInvalidDeltaLeavesTheModelAsItWas_data();
    void anInvalidDeltaLeavesTheModelAsItWas();
    void aPartThatDoesNotMatchItsManifestIsAnError_data();
    void aPartThatDoesNotMatchItsManifestIsAnError();
    void aPartWithoutAManifestIsAnError();
    void aPartTwiceIsAnError();
    void aWrongManifestChangesNothing_data();
    void aWrongManifestChangesNothing();
    void anotherEpochEmptiesTheModelAndTheSameOneKeepsIt();
    void ofASnapshotThatWaitsOnlyWhatDiffersIsNeeded();
    void anotherEpochOfTheSameGraphNeedsOnlyWhatDiffersAndKeepsNothingElse();
    void edgesOfAnotherEpochAreHeldOnlyWithTheirNodes();
    void nothingIsHeldOfAModelThatWasProvedWrongOrOfAnotherSchema();
    void aPartThatIsHeldIsNotExpected();
    void controlMessagesAreNoData();
    void piecesAreAppliedTogetherWithTheLast();
    void aPieceOutOfOrderIsAnError_data();
    void aPieceOutOfOrderIsAnError();
    void piecesBeyondTheBoundAreAnErrorAndTheBoundIsExact();
    void aPieceThatFailsLeavesTheModelAsItWas();
    void aNewManifestDropsPieces();
    void aNewConnectionDropsPiecesAndParts();
    void aScanLeavesOutEdgesWhoseEndsAreMissing();
    void aScanThatEndsBeforeTheAppliedTickTakesNothingBack();
    void headsMoveTheAppliedTickOverIdleTicks();
    void aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored_data();
    void aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored();
    void aHeadWithAnotherDigestLeadsToAnAudit();
    void anAuditThatFindsNothingLeadsToAResyncAndWhatFollowsIsIgnoredUntilTheNextManifest();
    void aModelThatWasProvedWrongIsBegunAnew();
    void aGapLeadsToAResyncAndNobodyCallsItInSync();
    void theTimeOfALatencyIsTakenOnce();

private:
    /// What became of a message; why it was invalid is in m_words.
    Given give(Applier& applier, const OriginGraph::Frame& frame)
    {
        m_words.clear();
        std::expected<Applier::Outcome, Error> outcome = Applier::Outcome::Ignored;
        if (const auto message = decodeBinary(frame.bytes))
            outcome = applier.apply(*message, frame.bytes);
        else
            outcome = std::unexpected(message.error());
        if (!outcome) {
            m_words = QString::fromStdString(outcome.error().text);
            return Given::Invalid;
        }
        return static_cast<Given>(*outcome);
    }
    Given give(Applier& applier, OriginGraph& origin, const Message& message) { return give(applier, origin.frame(message)); }

    void snapshot(Applier& applier, OriginGraph& origin)
    {
        const auto parts = origin.parts();
        QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
        for (const auto& part : parts)
            QCOMPARE(give(applier, part), Given::Applied);
    }

    /// In sync with a graph of some hundred elements at its tick.
    void follow(Applier& applier, OriginGraph& origin)
    {
        origin.grow(150);
        snapshot(applier, origin);
        const Tick from = origin.tick();
        origin.change(20);
        QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
        QCOMPARE(applier.inSync(), std::optional(true));
        QVERIFY(applier.following());
    }

    QString m_words;
};

void tst_Applier::aSnapshotAndItsClosingDeltaMakeTheServersGraph()
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

void tst_Applier::nobodyKnowsWhetherItIsInSyncDuringACatchUp()
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

void tst_Applier::aSnapshotOfPartsFromDifferentTicksIsMendedByItsClosingDelta()
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

void tst_Applier::aSnapshotThatGoesOnKeepsWhatCameAndLeadsFromItsFirstTick()
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

void tst_Applier::anEmptyGraphsSnapshotIsCompleteAtOnce()
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

void tst_Applier::aDeltaIsAppliedIgnoredOrAGap_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<Given>("outcome");
    using enum Given;
    // The model is at tick 10; the origin is at 14 with a change in each tick.
    QTest::newRow("from where the model is") << 10 << 14 << Applied;
    QTest::newRow("from before, reaching beyond") << 5 << 14 << Applied;
    QTest::newRow("from the very beginning") << 0 << 14 << Applied;
    QTest::newRow("up to where the model is") << 5 << 10 << Ignored;
    QTest::newRow("all in the past") << 3 << 7 << Ignored;
    QTest::newRow("empty, here") << 10 << 10 << Ignored;
    QTest::newRow("empty, in the past") << 4 << 4 << Ignored;
    QTest::newRow("from the next tick") << 11 << 14 << Resync;
    QTest::newRow("empty, in the future") << 12 << 12 << Resync;
}

void tst_Applier::aDeltaIsAppliedIgnoredOrAGap()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(Given, outcome);
    OriginGraph origin(3);
    Applier applier(config);
    origin.grow(100);
    snapshot(applier, origin);
    for (Tick tick = 2; tick <= 10; ++tick)
        origin.change(10);
    QCOMPARE(give(applier, origin, origin.delta(1)), Given::Applied);
    QCOMPARE(applier.appliedTick(), Tick{10});
    const auto before = applier.store().digest();
    for (Tick tick = 11; tick <= 14; ++tick)
        origin.change(10);
    Delta delta = origin.delta(static_cast<Tick>(from));
    delta.to = static_cast<Tick>(to);
    QCOMPARE(give(applier, origin, delta), outcome);
    QCOMPARE(applier.appliedTick(), outcome == Given::Applied ? Tick{14} : Tick{10});
    QVERIFY(applier.store().digest() == (outcome == Given::Applied ? origin.store().digest() : before));
}

void tst_Applier::everyDeltaOfALongStreamLeavesTheServersGraph()
{
    for (std::uint32_t seed = 0; seed < 5; ++seed) {
        OriginGraph origin(seed);
        Applier applier(config);
        follow(applier, origin);
        for (int i = 0; i < 200; ++i) {
            const Tick from = origin.tick();
            for (std::uint32_t merged = 0; merged <= (seed + static_cast<std::uint32_t>(i)) % 4; ++merged)
                origin.change(30);
            QVERIFY2(give(applier, origin, origin.delta(from)) == Given::Applied, qPrintable(m_words));
            QCOMPARE(applier.inSync(), std::optional(true));
        }
        QVERIFY(applier.store().scrub() == origin.store().scrub());
        QCOMPARE(applier.totals().deltas, std::uint64_t{201});
        QCOMPARE(applier.totals().digestsDiffering, std::uint64_t{0});
    }
}

void tst_Applier::aDeltaBeforeTheSnapshotIsCompleteIsAnError()
{
    OriginGraph origin(4);
    Applier applier(config);
    origin.grow(100);
    QCOMPARE(give(applier, origin, origin.delta(0)), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("before the snapshot")));
    static_cast<void>(origin.parts());
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    QCOMPARE(give(applier, origin, origin.delta(0)), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("before the snapshot")));
    QCOMPARE(applier.store().nodeCount(), std::size_t{0});
}

void tst_Applier::aDeltaThatLeadsBackIsAnError()
{
    OriginGraph origin(5);
    Applier applier(config);
    follow(applier, origin);
    Delta delta = origin.delta(origin.tick());
    delta.from = origin.tick() + 5;
    QCOMPARE(give(applier, origin, delta), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("back to")));
}

void tst_Applier::anInvalidDeltaLeavesTheModelAsItWas_data()
{
    QTest::addColumn<QString>("what");
    for (const char* const what : {"an edge to a node that is not there", "a motion of a node that is not there", "a position that is not a number",
                                   "an infinite size", "an even generation", "an empty key", "a node twice", "a slot beyond the limit"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_Applier::anInvalidDeltaLeavesTheModelAsItWas()
{
    QFETCH(QString, what);
    OriginGraph origin(6);
    Applier applier(config);
    follow(applier, origin);
    const auto before = applier.store().digest();
    const Tick appliedBefore = applier.appliedTick();
    const Slot free = origin.store().nodeSlots() + 3;
    const std::array<float, 2> values{1, 2};
    const std::array<float, 1> edgeValues{1};
    graph::ChangeSet set;
    set.setValueColumns(OriginGraph::nodeColumns, OriginGraph::edgeColumns);
    // A valid row first: it must not get in either.
    set.setNodeIdentity(free, 1, "a valid node", "", 0);
    set.setNodeMotion(free, {1, 2, true, 1}, values);
    if (what.startsWith(u"an edge to")) {
        set.setEdgeIdentity(origin.store().edgeSlots(), 1, free, free + 1, 0, true);
        set.setEdgeMotion(origin.store().edgeSlots(), 1, edgeValues);
    } else if (what.startsWith(u"a motion")) {
        set.setNodeMotion(free + 1, {1, 2, true, 1}, values);
    } else if (what.startsWith(u"a position")) {
        set.setNodeMotion(free, {std::numeric_limits<float>::quiet_NaN(), 2, true, 1}, values);
    } else if (what.startsWith(u"an infinite")) {
        set.setNodeMotion(free, {1, 2, true, std::numeric_limits<float>::infinity()}, values);
    } else if (what.startsWith(u"an even")) {
        set.setNodeIdentity(free + 1, 2, "even", "", 0);
    } else if (what.startsWith(u"an empty")) {
        set.setNodeIdentity(free + 1, 1, "", "", 0);
    } else if (what.startsWith(u"a node twice")) {
        set.setNodeIdentity(free, 3, "a valid node", "", 0);
    } else {
        set.setNodeIdentity(0xffff'fff0U, 1, "far", "", 0);
    }
    origin.idle(1);
    Delta delta = origin.delta(origin.tick() - 1);
    delta.changes = set.view();
    const auto frame = origin.frame(delta);
    QCOMPARE(give(applier, frame), Given::Invalid);
    QVERIFY(!m_words.isEmpty());
    QVERIFY(applier.store().digest() == before);
    QVERIFY(applier.store().scrub() == before);
    QVERIFY(!applier.store().hasNode(free));
    QCOMPARE(applier.appliedTick(), appliedBefore);
}

void tst_Applier::aPartThatDoesNotMatchItsManifestIsAnError_data()
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

void tst_Applier::aPartThatDoesNotMatchItsManifestIsAnError()
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

void tst_Applier::aPartWithoutAManifestIsAnError()
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

void tst_Applier::aPartTwiceIsAnError()
{
    OriginGraph origin(9);
    Applier applier(config);
    origin.grow(200);
    const auto parts = origin.parts();
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    QCOMPARE(give(applier, parts[0]), Given::Applied);
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
}

void tst_Applier::aWrongManifestChangesNothing_data()
{
    QTest::addColumn<std::function<void(Manifest&)>>("spoil");
    QTest::newRow("epoch 0") << std::function<void(Manifest&)>([](Manifest& m) { m.epoch = 0; });
    QTest::newRow("a part twice") << std::function<void(Manifest&)>([](Manifest& m) { m.parts.push_back(m.parts.front()); });
    QTest::newRow("more slots than a chunk has") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].range.count = 4097; });
    QTest::newRow("beyond the last slot") << std::function<void(Manifest&)>([](Manifest& m) { m.parts[0].range.first = 0xffff'ffffU; });
}

void tst_Applier::aWrongManifestChangesNothing()
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

void tst_Applier::anotherEpochEmptiesTheModelAndTheSameOneKeepsIt()
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

void tst_Applier::ofASnapshotThatWaitsOnlyWhatDiffersIsNeeded()
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

void tst_Applier::anotherEpochOfTheSameGraphNeedsOnlyWhatDiffersAndKeepsNothingElse()
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

void tst_Applier::edgesOfAnotherEpochAreHeldOnlyWithTheirNodes()
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

void tst_Applier::nothingIsHeldOfAModelThatWasProvedWrongOrOfAnotherSchema()
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

void tst_Applier::aPartThatIsHeldIsNotExpected()
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

void tst_Applier::controlMessagesAreNoData()
{
    OriginGraph origin(13);
    Applier applier(config);
    QCOMPARE(give(applier, origin, Ping{1, 2}), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("Ping")));
    QCOMPARE(give(applier, origin, origin.head(0)), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("Head")));
}

void tst_Applier::piecesAreAppliedTogetherWithTheLast()
{
    OriginGraph origin(14);
    Applier applier(config);
    follow(applier, origin);
    const Tick from = origin.tick();
    const auto before = applier.store().digest();
    origin.change(100);
    const auto pieces = origin.pieces(from);
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        QCOMPARE(give(applier, pieces[i]), Given::Applied);
        QVERIFY(applier.store().digest() == before);
        QCOMPARE(applier.appliedTick(), from);
    }
    const auto deltas = applier.totals().deltas;
    QCOMPARE(give(applier, pieces.back()), Given::Applied);
    QVERIFY(applier.store().digest() == origin.store().digest());
    QCOMPARE(applier.appliedTick(), origin.tick());
    QCOMPARE(applier.inSync(), std::optional(true));
    QCOMPARE(applier.totals().deltas, deltas + 1);
    const Tick next = origin.tick();
    origin.change(50);
    QCOMPARE(give(applier, origin, origin.delta(next)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aPieceOutOfOrderIsAnError_data()
{
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("the second first") << QList<int>{1};
    QTest::newRow("the first twice") << QList<int>{0, 0};
    QTest::newRow("the second left out") << QList<int>{0, 2};
    QTest::newRow("one more than there are") << QList<int>{3};
}

void tst_Applier::aPieceOutOfOrderIsAnError()
{
    QFETCH(QList<int>, order);
    OriginGraph origin(15);
    Applier applier(config);
    follow(applier, origin);
    const Tick from = origin.tick();
    const auto before = applier.store().digest();
    origin.change(100);
    auto pieces = origin.pieces(from);
    Delta beyond = origin.delta(from, DeltaKind::Staged);
    beyond.part = 3;
    beyond.parts = 3;
    pieces.push_back(origin.frame(beyond));
    for (qsizetype i = 0; i < order.size(); ++i) {
        QCOMPARE(give(applier, pieces[static_cast<std::size_t>(order[i])]), i + 1 < order.size() ? Given::Applied : Given::Invalid);
        QVERIFY(applier.store().digest() == before);
    }
}

void tst_Applier::piecesBeyondTheBoundAreAnErrorAndTheBoundIsExact()
{
    for (const std::size_t missing : {0, 1}) {
        OriginGraph origin(16);
        OriginGraph measured(16);
        Applier measuring(config);
        follow(measuring, measured);
        measured.change(100);
        std::size_t bytes = 0;
        for (const auto& piece : measured.pieces(measured.tick() - 1))
            bytes += piece.bytes.size();
        Applier applier({bytes - missing});
        follow(applier, origin);
        const Tick from = origin.tick();
        const auto before = applier.store().digest();
        origin.change(100);
        const auto pieces = origin.pieces(from);
        QCOMPARE(give(applier, pieces[0]), Given::Applied);
        QCOMPARE(give(applier, pieces[1]), Given::Applied);
        QCOMPARE(give(applier, pieces[2]), missing == 0 ? Given::Applied : Given::Invalid);
        if (missing != 0) {
            QVERIFY(m_words.contains(QStringLiteral("are kept of one")));
            QVERIFY(applier.store().digest() == before);
        }
    }
}

void tst_Applier::aPieceThatFailsLeavesTheModelAsItWas()
{
    OriginGraph origin(17);
    Applier applier(config);
    follow(applier, origin);
    const Tick from = origin.tick();
    origin.change(100);
    auto pieces = origin.pieces(from);
    graph::ChangeSet set;
    set.setValueColumns(OriginGraph::nodeColumns, OriginGraph::edgeColumns);
    set.setNodeMotion(origin.store().nodeSlots() + 9, {1, 2, true, 1}, std::array<float, 2>{});
    Delta bad = origin.delta(from, DeltaKind::Staged);
    bad.part = 2;
    bad.parts = 3;
    bad.changes = set.view();
    const graph::Digest before = applier.store().digest();
    QCOMPARE(give(applier, pieces[0]), Given::Applied);
    QCOMPARE(give(applier, pieces[1]), Given::Applied);
    QCOMPARE(give(applier, origin, bad), Given::Invalid);
    QVERIFY(applier.store().digest() == before);
    QCOMPARE(applier.appliedTick(), from);
    // The pieces are forgotten; the whole delta still leads on.
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aNewManifestDropsPieces()
{
    OriginGraph origin(18);
    Applier applier(config);
    follow(applier, origin);
    const Tick from = origin.tick();
    origin.change(100);
    QCOMPARE(give(applier, origin.pieces(from)[0]), Given::Applied);
    snapshot(applier, origin);
    const Tick second = origin.tick();
    origin.change(100);
    for (const auto& piece : origin.pieces(second))
        QCOMPARE(give(applier, piece), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aNewConnectionDropsPiecesAndParts()
{
    OriginGraph origin(19);
    Applier applier(config);
    follow(applier, origin);
    const auto nodes = applier.store().nodeCount();
    const Tick from = origin.tick();
    origin.change(100);
    QCOMPARE(give(applier, origin.pieces(from)[0]), Given::Applied);
    applier.onNewConnection();
    QCOMPARE(applier.store().nodeCount(), nodes);
    QCOMPARE(applier.inSync(), std::optional<bool>());
    QVERIFY(!applier.following());
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Invalid);
    const auto parts = origin.parts();
    QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
    applier.onNewConnection();
    QCOMPARE(give(applier, parts[0]), Given::Invalid);
    snapshot(applier, origin);
    QVERIFY(applier.store().digest() == origin.store().digest());
}

void tst_Applier::aScanLeavesOutEdgesWhoseEndsAreMissing()
{
    OriginGraph origin(20);
    Applier applier(config);
    follow(applier, origin);
    const Tick from = origin.tick();
    origin.grow(40);
    const Tick began = origin.tick();
    // Edges alone: those at new nodes are left out, and their motions with them.
    Delta scan = origin.delta(from, DeltaKind::Scan);
    scan.changes.nodeIdentities = {};
    scan.changes.nodeMotions = {};
    const auto edges = applier.store().edgeCount();
    QCOMPARE(give(applier, origin, scan), Given::Applied);
    QCOMPARE(applier.appliedTick(), from);
    QVERIFY(applier.store().edgeCount() < origin.store().edgeCount());
    QVERIFY(applier.store().edgeCount() >= edges);
    Delta end;
    end.kind = DeltaKind::ScanEnd;
    end.from = from;
    end.to = began;
    QCOMPARE(give(applier, origin, end), Given::Applied);
    QCOMPARE(applier.appliedTick(), began);
    QCOMPARE(applier.totals().scans, std::uint64_t{1});
    QCOMPARE(applier.inSync(), std::optional<bool>());
    origin.change(20);
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aScanThatEndsBeforeTheAppliedTickTakesNothingBack()
{
    OriginGraph origin(21);
    Applier applier(config);
    follow(applier, origin);
    const Tick applied = applier.appliedTick();
    Delta end;
    end.kind = DeltaKind::ScanEnd;
    end.from = 0;
    end.to = applied - 1;
    QCOMPARE(give(applier, origin, end), Given::Ignored);
    QCOMPARE(applier.appliedTick(), applied);
    Delta old = origin.delta(0, DeltaKind::Scan);
    old.to = applied - 1;
    QCOMPARE(give(applier, origin, old), Given::Ignored);
    QVERIFY(applier.following());
}

void tst_Applier::headsMoveTheAppliedTickOverIdleTicks()
{
    OriginGraph origin(22);
    Applier applier(config);
    follow(applier, origin);
    const Tick changed = origin.tick();
    for (int i = 0; i < 3; ++i) {
        origin.idle(25);
        QCOMPARE(applier.onHead(origin.head(changed)), Applier::Outcome::Applied);
        QCOMPARE(applier.appliedTick(), origin.tick());
        QCOMPARE(applier.inSync(), std::optional(true));
    }
    origin.change(5);
    QCOMPARE(give(applier, origin, origin.delta(changed)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored_data()
{
    QTest::addColumn<int>("tickAhead");
    QTest::addColumn<int>("changedAhead");
    QTest::addColumn<bool>("sameEpoch");
    QTest::newRow("a change is missing") << 25 << 3 << true;
    QTest::newRow("the same tick") << 0 << 0 << true;
    QTest::newRow("an older tick") << -1 << -1 << true;
    QTest::newRow("another epoch") << 25 << 0 << false;
}

void tst_Applier::aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored()
{
    QFETCH(int, tickAhead);
    QFETCH(int, changedAhead);
    QFETCH(bool, sameEpoch);
    OriginGraph origin(23);
    Applier applier(config);
    follow(applier, origin);
    const Tick applied = applier.appliedTick();
    Head head = origin.head(applied + static_cast<Tick>(changedAhead));
    head.tick = applied + static_cast<Tick>(tickAhead);
    head.digest = {1, 2};
    if (!sameEpoch)
        ++head.epoch;
    QCOMPARE(applier.onHead(head), Applier::Outcome::Ignored);
    QCOMPARE(applier.appliedTick(), applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aHeadWithAnotherDigestLeadsToAnAudit()
{
    OriginGraph origin(24);
    Applier applier(config);
    follow(applier, origin);
    const Tick changed = origin.tick();
    origin.idle(10);
    Head head = origin.head(changed);
    ++head.digest.values;
    QCOMPARE(applier.onHead(head), Applier::Outcome::Audit);
    QCOMPARE(applier.inSync(), std::optional(false));
    QCOMPARE(applier.totals().digestsDiffering, std::uint64_t{1});
    head.tick += 5;
    QCOMPARE(applier.onHead(head), Applier::Outcome::Applied);   // it was asked for once
    QCOMPARE(applier.inSync(), std::optional(false));
    QCOMPARE(applier.totals().digestsDiffering, std::uint64_t{1});
}

void tst_Applier::anAuditThatFindsNothingLeadsToAResyncAndWhatFollowsIsIgnoredUntilTheNextManifest()
{
    OriginGraph origin(25);
    Applier applier(config);
    follow(applier, origin);
    Tick from = origin.tick();
    origin.change(20);
    Delta delta = origin.delta(from);
    ++delta.digest.structure;
    QCOMPARE(give(applier, origin, delta), Given::Audit);
    QCOMPARE(applier.inSync(), std::optional(false));
    Digests digests{origin.epoch(), applier.appliedTick(), {}, {}, 16};
    for (std::uint32_t chunk = 0; chunk < applier.store().chunkCount(ElementKind::Node); ++chunk)
        digests.nodes.push_back(applier.store().chunkDigest(ElementKind::Node, chunk).sum());
    for (std::uint32_t chunk = 0; chunk < applier.store().chunkCount(ElementKind::Edge); ++chunk)
        digests.edges.push_back(applier.store().chunkDigest(ElementKind::Edge, chunk).sum());
    ++digests.tick;
    QCOMPARE(give(applier, origin, digests), Given::Ignored);   // of another tick they say nothing
    --digests.tick;
    QCOMPARE(give(applier, origin, digests), Given::Resync);
    QVERIFY(QString::fromStdString(applier.reason()).contains(QStringLiteral("digest")));
    const auto digest = applier.store().digest();
    from = origin.tick();
    origin.change(20);
    QCOMPARE(give(applier, origin, origin.delta(from)), Given::Ignored);
    QCOMPARE(give(applier, origin, origin.delta(from + 7)), Given::Ignored);
    for (const auto& piece : origin.pieces(from))
        QCOMPARE(give(applier, piece), Given::Ignored);
    for (const auto& part : origin.parts())
        QCOMPARE(give(applier, part), Given::Ignored);
    QVERIFY(applier.store().digest() == digest);
    QCOMPARE(applier.inSync(), std::optional(false));
    snapshot(applier, origin);
    origin.change(20);
    QCOMPARE(give(applier, origin, origin.delta(origin.tick() - 1)), Given::Applied);
    QCOMPARE(applier.inSync(), std::optional(true));
}

void tst_Applier::aModelThatWasProvedWrongIsBegunAnew()
{
    // A garbled slot that no part of any snapshot speaks of, and a garbled key in a slot that one does.
    OriginGraph origin(28);
    Applier applier(config);
    follow(applier, origin);
    const Slot beyond = origin.store().nodeSlots() + 1000, born = origin.store().nodeSlots();
    graph::ChangeSet set;
    set.setValueColumns(OriginGraph::nodeColumns, OriginGraph::edgeColumns);
    set.setNodeIdentity(beyond, 1, "nobody", "", 0);
    set.setNodeIdentity(born, 1, "garbled", "", 0);
    const Tick from = origin.tick();
    origin.grow(1);
    QVERIFY(origin.store().hasNode(born) && origin.store().nodeIdentity(born).generation == 1);
    Delta delta = origin.delta(from);
    delta.changes = set.view();
    delta.rows = delta.covered = 2;
    QCOMPARE(give(applier, origin, delta), Given::Audit);
    QVERIFY(applier.store().hasNode(beyond));
    QCOMPARE(applier.resumableTick(), Tick{0});
    const auto resets = applier.resets();
    snapshot(applier, origin);
    QCOMPARE(applier.resets(), resets + 1);
    QVERIFY(!applier.store().hasNode(beyond));
    QVERIFY(applier.store().digest() == origin.store().digest());
    snapshot(applier, origin);   // a second one, that nothing led to, keeps it
    QCOMPARE(applier.resets(), resets + 1);

    // A message that is invalid may be so because the model is wrong.
    Delta invalid = origin.delta(origin.tick() - 1);
    invalid.rows = 100;
    QCOMPARE(give(applier, origin, invalid), Given::Invalid);
    applier.onNewConnection();
    QCOMPARE(applier.resumableTick(), Tick{0});
    snapshot(applier, origin);
    QCOMPARE(applier.resets(), resets + 2);
}

void tst_Applier::aGapLeadsToAResyncAndNobodyCallsItInSync()
{
    OriginGraph origin(26);
    Applier applier(config);
    follow(applier, origin);
    origin.change(20);
    origin.change(20);
    QCOMPARE(give(applier, origin, origin.delta(origin.tick() - 1)), Given::Resync);
    QVERIFY(QString::fromStdString(applier.reason()).contains(QStringLiteral("came, but the model is at")));
    QVERIFY(applier.inSync() != std::optional(true));
    QVERIFY(!applier.following());
}

void tst_Applier::theTimeOfALatencyIsTakenOnce()
{
    OriginGraph origin(27);
    Applier applier(config);
    follow(applier, origin);
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>(1000));
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>());
    snapshot(applier, origin);
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>());
}

WEIR_TEST(tst_Applier)
#include "tst_applier.moc"
