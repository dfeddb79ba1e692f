#include "graph/graph_model.h"
#include "host_stage.h"
#include "settle.h"
#include "simulated_client.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// Data that travels compressed.
class tst_SessionPacking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dataTravelsPackedWhereBothWantItAndCostsWhatItHolds_data();
    void dataTravelsPackedWhereBothWantItAndCostsWhatItHolds();
    void ofPackedDataNoMoreIsSentThanFitsUnpacked();
};

void tst_SessionPacking::dataTravelsPackedWhereBothWantItAndCostsWhatItHolds_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<bool>("clientWants");
    QTest::addColumn<std::uint32_t>("fromBytes");
    QTest::addColumn<bool>("packs");
    QTest::newRow("both") << Encoding::Binary << true << 1024U << true;
    QTest::newRow("not the client") << Encoding::Binary << false << 1024U << false;
    QTest::newRow("not the server") << Encoding::Binary << true << 0U << false;
    QTest::newRow("JSON, which has no such frames") << Encoding::Json << true << 1024U << false;
    QTest::newRow("too small to be worth it") << Encoding::Binary << true << (8U << 20) << false;
}

void tst_SessionPacking::dataTravelsPackedWhereBothWantItAndCostsWhatItHolds()
{
    QFETCH(Encoding, encoding);
    QFETCH(bool, clientWants);
    QFETCH(std::uint32_t, fromBytes);
    QFETCH(bool, packs);
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 20'000, 40'000);
    stage.serve(changes.births());
    SimulatedClient client(stage.host, {.encoding = encoding, .zstd = clientWants}, stage.now);
    client.session.setPacking(fromBytes);
    join(stage, client);
    stage.feed(changes.steps(2000));
    settle(stage, client);
    QCOMPARE(client.last<Welcome>().packsFromBytes, clientWants && encoding == Encoding::Binary ? fromBytes : 0U);
    QCOMPARE(client.packed > 0, packs);
    // The client, whose breaches settle() looks at, held every frame against its credit by what it holds unpacked.
    QCOMPARE(client.session.figures().savedBytes, client.received().bytes - client.receivedFrameBytes);
    QCOMPARE(client.session.figures().savedBytes > client.receivedFrameBytes / 2, packs);
}

void tst_SessionPacking::ofPackedDataNoMoreIsSentThanFitsUnpacked()
{
    HostStage stage(source::ChangeSequence::schema());
    ManyChanges changes(3, 80'000, 120'000);
    stage.serve(changes.births());
    QVERIFY(stage.host.cache().bytes() > 6U << 20);
    SimulatedClient client(stage.host, {.window = {1000, 4U << 20}, .zstd = true}, stage.now);
    client.session.setPacking(1024);
    client.hello(stage.now);
    for (int i = 0; i < 100; ++i) {
        stage.idle();
        client.session.pump(stage.now);
    }
    QVERIFY(client.packed > 0);
    QCOMPARE(client.breaches, QStringList());
    QVERIFY(client.received().bytes > 3U << 20);          // the window was used,
    QVERIFY(client.receivedFrameBytes < 3U << 20);        // though less than that came
    QCOMPARE(client.session.unacknowledgedBytes(), client.received().bytes);
    settle(stage, client);
}

WEIR_TEST(tst_SessionPacking)
#include "tst_session_packing.moc"
