#include "flow/ledger.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <random>

using weir::flow::Ledger;

class tst_Ledger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsInOnePlace();
    void rowsThatAMessageCarriesAreAppliedAndTheRestMerged();
    void whatWasLeftOutOnDemandIsSampled();
    void aSnapshotMergesAllItStandsFor();
    void piecesCountWithTheirLast();
    void whatWasToldTwiceCountsOnce();
    void whatWasThrownAwayIsMergedIntoWhatComesAfterIt();
    void anOlderHeadTakesNothingBack();
    void theSumHoldsAtEveryMessageBoundary();
};

void tst_Ledger::eachChangeIsInOnePlace()
{
    Ledger ledger;
    ledger.onHead(100, 60);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 100, .pending = 40, .inFlight = 60}));
    ledger.onReceived(50);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 100, .pending = 40, .inFlight = 10, .queued = 50}));
    ledger.onDisposed(50, 50, 0);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 100, .pending = 40, .inFlight = 10, .applied = 50}));
    ledger.onReceived(120);   // what comes is newer than what a head said before
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 120, .queued = 70, .applied = 50}));
}

void tst_Ledger::rowsThatAMessageCarriesAreAppliedAndTheRestMerged()
{
    Ledger ledger;
    ledger.onReceived(1000);
    ledger.onDisposed(1000, 30, 0);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 1000, .applied = 30, .merged = 970}));
}

void tst_Ledger::whatWasLeftOutOnDemandIsSampled()
{
    Ledger ledger;
    ledger.onReceived(100);
    ledger.onDisposed(100, 30, 50);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 100, .applied = 30, .merged = 20, .sampled = 50}));
}

void tst_Ledger::aSnapshotMergesAllItStandsFor()
{
    Ledger ledger;
    ledger.onReceived(500);
    ledger.onDisposed(500, 0, 0);
    ledger.onReceived(0);   // a part
    ledger.onDisposed(0, 0, 0);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 500, .merged = 500}));
}

void tst_Ledger::piecesCountWithTheirLast()
{
    Ledger ledger;
    ledger.onReceived(0);
    ledger.onDisposed(0, 10, 0);
    QCOMPARE(ledger.totals(), Ledger::Totals{});
    ledger.onReceived(40);
    ledger.onDisposed(40, 20, 0);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 40, .applied = 30, .merged = 10}));
}

void tst_Ledger::whatWasToldTwiceCountsOnce()
{
    Ledger ledger;
    ledger.onReceived(100);
    ledger.onDisposed(100, 100, 0);
    ledger.onReceived(80);    // a snapshot that is older than what was applied
    ledger.onDisposed(80, 0, 0);
    ledger.onReceived(110);   // and the delta from there
    ledger.onDisposed(110, 30, 0);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 110, .applied = 110}));
}

void tst_Ledger::whatWasThrownAwayIsMergedIntoWhatComesAfterIt()
{
    Ledger ledger;
    ledger.onReceived(70);
    ledger.onDisposed(70, 0, 0);
    QCOMPARE(ledger.totals().merged, std::uint64_t{70});
}

void tst_Ledger::anOlderHeadTakesNothingBack()
{
    Ledger ledger;
    ledger.onHead(100, 60);
    ledger.onReceived(60);
    ledger.onHead(80, 40);
    QCOMPARE(ledger.totals(), (Ledger::Totals{.produced = 100, .pending = 40, .queued = 60}));
}

void tst_Ledger::theSumHoldsAtEveryMessageBoundary()
{
    std::mt19937_64 random(5);
    const auto below = [&random](std::uint64_t n) { return n == 0 ? 0 : random() % n; };
    for (int run = 0; run < 200; ++run) {
        Ledger ledger;
        std::uint64_t made = 0, sent = 0;
        std::vector<std::uint64_t> queue;
        for (int i = 0; i < 200; ++i) {
            switch (below(4)) {
            case 0: made += below(1000); break;
            case 1: ledger.onHead(made, sent); break;
            case 2:
                sent = std::max(sent, made - below(made / 4 + 1));
                queue.push_back(sent);
                ledger.onReceived(sent);
                break;
            default:
                if (!queue.empty()) {
                    ledger.onDisposed(queue.front(), below(500), below(100));
                    queue.erase(queue.begin());
                }
            }
            QCOMPARE(ledger.totals().accounted(), ledger.totals().produced);
        }
        ledger.onHead(made, sent);
        QCOMPARE(ledger.totals().produced, made);
        QCOMPARE(ledger.totals().pending, made - sent);
    }
}

WEIR_TEST(tst_Ledger)
#include "tst_ledger.moc"
