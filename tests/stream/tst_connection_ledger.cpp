#include "stream/connection_ledger.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using weir::flow::Ledger;
using weir::stream::ConnectionLedger;
namespace protocol = weir::protocol;

namespace {

protocol::Welcome welcome(weir::Epoch epoch, std::uint64_t resumedTotal)
{
    protocol::Welcome welcome;
    welcome.epoch = epoch;
    welcome.resumedTotal = resumedTotal;
    return welcome;
}

protocol::Head head(weir::Epoch epoch, std::uint64_t made, std::uint64_t sent)
{
    protocol::Head head;
    head.epoch = epoch;
    head.changesTotal = made;
    head.sentTotal = sent;
    return head;
}

} // namespace

class tst_ConnectionLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasMadeBeforeTheConnectionIsNotCounted();
    void anotherGraphGoesOnFromWhereTheFirstEnded();
    void aHeadOfAnotherGraphIsNotCounted();
    void withoutAConnectionThereIsNothing();
};

void tst_ConnectionLedger::whatWasMadeBeforeTheConnectionIsNotCounted()
{
    ConnectionLedger ledger;
    ledger.begin(welcome(7, 100));
    ledger.onHead(head(7, 160, 130));
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 60, .pending = 30, .inFlight = 30}));
    QCOMPARE(ledger.onReceived({7, 130}), 30U);
    QCOMPARE(ledger.onReceived({7, 90}), 0U);   // of before the connection: stands for none of its changes
    ledger.onDisposed(30, 25, 1);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 60, .pending = 30, .applied = 25, .merged = 4, .sampled = 1}));
}

void tst_ConnectionLedger::anotherGraphGoesOnFromWhereTheFirstEnded()
{
    ConnectionLedger ledger;
    ledger.begin(welcome(7, 100));
    ledger.onHead(head(7, 160, 130));
    QCOMPARE(ledger.onReceived({8, 5}), 65U);
    ledger.onDisposed(65, 0, 0);
    ledger.onHead(head(8, 9, 5));
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 69, .pending = 4, .merged = 65}));
}

void tst_ConnectionLedger::aHeadOfAnotherGraphIsNotCounted()
{
    ConnectionLedger ledger;
    ledger.begin(welcome(7, 0));
    ledger.onHead(head(8, 50, 50));
    QCOMPARE(ledger.totals(), Ledger::Totals{});
}

void tst_ConnectionLedger::withoutAConnectionThereIsNothing()
{
    ConnectionLedger ledger;
    ledger.begin(welcome(7, 0));
    ledger.onHead(head(7, 50, 50));
    ledger.clear();
    QCOMPARE(ledger.totals(), Ledger::Totals{});
}

WEIR_TEST(tst_ConnectionLedger)
#include "tst_connection_ledger.moc"
