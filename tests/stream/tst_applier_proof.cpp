#include "applier_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

/// Heads and digests: what is proved, and what follows where it is not.
class tst_ApplierProof : public QObject, private ApplierStage {
    Q_OBJECT

private Q_SLOTS:
    void headsMoveTheAppliedTickOverIdleTicks();
    void aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored_data();
    void aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored();
    void aHeadWithAnotherDigestLeadsToAnAudit();
    void anAuditThatFindsNothingLeadsToAResyncAndWhatFollowsIsIgnoredUntilTheNextManifest();
    void aModelThatWasProvedWrongIsBegunAnew();
    void aGapLeadsToAResyncAndNobodyCallsItInSync();
};

void tst_ApplierProof::headsMoveTheAppliedTickOverIdleTicks()
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

void tst_ApplierProof::aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored_data()
{
    QTest::addColumn<int>("tickAhead");
    QTest::addColumn<int>("changedAhead");
    QTest::addColumn<bool>("sameEpoch");
    QTest::newRow("a change is missing") << 25 << 3 << true;
    QTest::newRow("the same tick") << 0 << 0 << true;
    QTest::newRow("an older tick") << -1 << -1 << true;
    QTest::newRow("another epoch") << 25 << 0 << false;
}

void tst_ApplierProof::aHeadThatSpeaksOfMoreThanIsAppliedIsIgnored()
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

void tst_ApplierProof::aHeadWithAnotherDigestLeadsToAnAudit()
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

void tst_ApplierProof::anAuditThatFindsNothingLeadsToAResyncAndWhatFollowsIsIgnoredUntilTheNextManifest()
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

void tst_ApplierProof::aModelThatWasProvedWrongIsBegunAnew()
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

void tst_ApplierProof::aGapLeadsToAResyncAndNobodyCallsItInSync()
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

WEIR_TEST(tst_ApplierProof)
#include "tst_applier_proof.moc"
