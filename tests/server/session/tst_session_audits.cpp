#include "support/encodings.h"
#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// A digest differed: what differs is found and fetched.
class tst_SessionAudits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAuditBringsExactlyTheChunksThatDiffer_data() { encodings(); }
    void anAuditBringsExactlyTheChunksThatDiffer();
    void whatAnAuditCannotMendIsFetchedWhole();
};

void tst_SessionAudits::anAuditBringsExactlyTheChunksThatDiffer()
{
    QFETCH(Encoding, encoding);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(41, 20'000, 30'000);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {.encoding = encoding}, stage.now);
    join(stage, client);
    const auto partsBefore = client.parts;
    // One node stands elsewhere and one edge weighs more than the server ever said.
    graph::ChangeSet wrong;
    const auto& store = stage.host.store();
    wrong.setValueColumns(store.schema().nodeValues.size(), store.schema().edgeValues.size());
    const std::vector<float> values(graph::maxValueColumns, 3.0F);
    wrong.setNodeMotion(5000, {1, 2, true, 3}, std::span(values).first(store.schema().nodeValues.size()));
    wrong.setEdgeMotion(20'000, 9, std::span(values).first(store.schema().edgeValues.size()));
    QVERIFY(store.hasNode(5000) && store.hasEdge(20'000));
    client.applier.spoil(wrong.view());

    client.mends = true;
    stage.feed(many.steps(50));
    settle(stage, client);
    QCOMPARE(client.audits, 1);
    QCOMPARE(client.fetches, 1);
    QCOMPARE(client.applier.totals().chunksFetched, std::uint64_t{2});
    QCOMPARE(client.manifests, 2);
    QVERIFY(client.parts > partsBefore && client.parts <= partsBefore + 8);   // a chunk may be cached in several parts
    QVERIFY(client.applier.store().scrub() == store.digest());
    QCOMPARE(client.applier.totals().digestsDiffering, std::uint64_t{1});
}

void tst_SessionAudits::whatAnAuditCannotMendIsFetchedWhole()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges many(42, 5000, 6000);
    stage.serve(many.births());
    SimulatedClient client(stage.host, {}, stage.now);
    join(stage, client);
    // An element in a slot that the server never used.
    graph::ChangeSet wrong;
    const auto& schema = stage.host.store().schema();
    wrong.setValueColumns(schema.nodeValues.size(), schema.edgeValues.size());
    wrong.setNodeIdentity(100'000, 1, "from nowhere", "", 0);
    client.applier.spoil(wrong.view());
    client.mends = true;
    stage.feed(many.steps(50));
    settle(stage, client);
    QCOMPARE(client.audits, 1);
    QCOMPARE(client.resyncs, 1);
    QVERIFY(!client.applier.store().hasNode(100'000));
    QVERIFY(client.applier.store().scrub() == stage.host.store().digest());
}

WEIR_TEST(tst_SessionAudits)
#include "tst_session_audits.moc"
