#include "applier_stage.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::Applier;

/// A delta in pieces is kept until its last has come, within a bound.
class tst_ApplierPieces : public QObject, private ApplierStage {
    Q_OBJECT

private Q_SLOTS:
    void piecesAreAppliedTogetherWithTheLast();
    void aPieceOutOfOrderIsAnError_data();
    void aPieceOutOfOrderIsAnError();
    void piecesBeyondTheBoundAreAnErrorAndTheBoundIsExact();
    void aPieceThatFailsLeavesTheModelAsItWas();
    void aNewManifestDropsPieces();
    void aNewConnectionDropsPiecesAndParts();
};

void tst_ApplierPieces::piecesAreAppliedTogetherWithTheLast()
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

void tst_ApplierPieces::aPieceOutOfOrderIsAnError_data()
{
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("the second first") << QList<int>{1};
    QTest::newRow("the first twice") << QList<int>{0, 0};
    QTest::newRow("the second left out") << QList<int>{0, 2};
    QTest::newRow("one more than there are") << QList<int>{3};
}

void tst_ApplierPieces::aPieceOutOfOrderIsAnError()
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

void tst_ApplierPieces::piecesBeyondTheBoundAreAnErrorAndTheBoundIsExact()
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

void tst_ApplierPieces::aPieceThatFailsLeavesTheModelAsItWas()
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

void tst_ApplierPieces::aNewManifestDropsPieces()
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

void tst_ApplierPieces::aNewConnectionDropsPiecesAndParts()
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

WEIR_TEST(tst_ApplierPieces)
#include "tst_applier_pieces.moc"
