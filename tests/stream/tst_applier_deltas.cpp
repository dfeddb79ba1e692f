#include "applier_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

/// Deltas and scans: which are applied, which are had already, and which are wrong.
class tst_ApplierDeltas : public QObject, private ApplierStage {
    Q_OBJECT

private Q_SLOTS:
    void aDeltaIsAppliedIgnoredOrAGap_data();
    void aDeltaIsAppliedIgnoredOrAGap();
    void everyDeltaOfALongStreamLeavesTheServersGraph();
    void aDeltaBeforeTheSnapshotIsCompleteIsAnError();
    void aDeltaThatLeadsBackIsAnError();
    void anInvalidDeltaLeavesTheModelAsItWas_data();
    void anInvalidDeltaLeavesTheModelAsItWas();
    void controlMessagesAreNoData();
    void aScanLeavesOutEdgesWhoseEndsAreMissing();
    void aScanThatEndsBeforeTheAppliedTickTakesNothingBack();
    void theTimeOfALatencyIsTakenOnce();
};

void tst_ApplierDeltas::aDeltaIsAppliedIgnoredOrAGap_data()
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

void tst_ApplierDeltas::aDeltaIsAppliedIgnoredOrAGap()
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

void tst_ApplierDeltas::everyDeltaOfALongStreamLeavesTheServersGraph()
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

void tst_ApplierDeltas::aDeltaBeforeTheSnapshotIsCompleteIsAnError()
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

void tst_ApplierDeltas::aDeltaThatLeadsBackIsAnError()
{
    OriginGraph origin(5);
    Applier applier(config);
    follow(applier, origin);
    Delta delta = origin.delta(origin.tick());
    delta.from = origin.tick() + 5;
    QCOMPARE(give(applier, origin, delta), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("back to")));
}

void tst_ApplierDeltas::anInvalidDeltaLeavesTheModelAsItWas_data()
{
    QTest::addColumn<QString>("what");
    for (const char* const what : {"an edge to a node that is not there", "a motion of a node that is not there", "a position that is not a number",
                                   "an infinite size", "an even generation", "an empty key", "a node twice", "a slot beyond the limit"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_ApplierDeltas::anInvalidDeltaLeavesTheModelAsItWas()
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

void tst_ApplierDeltas::controlMessagesAreNoData()
{
    OriginGraph origin(13);
    Applier applier(config);
    QCOMPARE(give(applier, origin, Ping{1, 2}), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("Ping")));
    QCOMPARE(give(applier, origin, origin.head(0)), Given::Invalid);
    QVERIFY(m_words.contains(QStringLiteral("Head")));
}

void tst_ApplierDeltas::aScanLeavesOutEdgesWhoseEndsAreMissing()
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

void tst_ApplierDeltas::aScanThatEndsBeforeTheAppliedTickTakesNothingBack()
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

void tst_ApplierDeltas::theTimeOfALatencyIsTakenOnce()
{
    OriginGraph origin(27);
    Applier applier(config);
    follow(applier, origin);
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>(1000));
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>());
    snapshot(applier, origin);
    QCOMPARE(applier.takeOldestTimeUs(), std::optional<std::int64_t>());
}

WEIR_TEST(tst_ApplierDeltas)
#include "tst_applier_deltas.moc"
