#include "flow/credit_window.h"
#include "support/test_program.h"
#include <QtTest>

using weir::flow::CreditWindow;
using weir::flow::Grant;

namespace {

constexpr CreditWindow::Config usual{.windowMessages = 16, .windowBytes = 1600, .maxMessageBytes = 100};

CreditWindow usualWindow() { return CreditWindow::create(usual).value(); }

void receive(CreditWindow& window, int messages, std::uint64_t bytesEach)
{
    for (int i = 0; i < messages; ++i)
        QVERIFY(window.onReceived(bytesEach).has_value());
}

void dispose(CreditWindow& window, int messages, std::uint64_t bytesEach)
{
    for (int i = 0; i < messages; ++i)
        window.onDisposed(bytesEach);
}

} // namespace

class tst_CreditWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tooSmallAWindowIsRefused_data();
    void tooSmallAWindowIsRefused();
    void aSmallWindowCanBeRaisedToTheLeast();
    void theFirstGrantIsTheWholeWindow();
    void readingAloneEarnsNothing();
    void aGrantWaitsForAQuarterOfTheWindow();
    void aQuarterInBytesIsEnough();
    void anEmptyQueueGrantsWhateverIsFree();
    void aGrantIsTakenOnce();
    void aGrantRaisesMessagesByNoMoreThanIsAsked();
    void moreMessagesThanGrantedAreThePeersFault();
    void moreBytesThanGrantedAreThePeersFault();
    void aMessageOverTheLargestIsThePeersFault();
    void whatIsOutstandingNeverExceedsTheWindow();
    void aLargerWindowIsGrantedAtOnce();
    void aSmallerWindowGrantsNothingUntilTheOutstandingFits();
    void aWindowThatIsRefusedChangesNothing();
};

void tst_CreditWindow::tooSmallAWindowIsRefused_data()
{
    QTest::addColumn<quint64>("messages");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<quint64>("largest");
    QTest::newRow("three messages") << quint64(3) << quint64(1600) << quint64(100);
    QTest::newRow("bytes for less than four of the largest") << quint64(16) << quint64(399) << quint64(100);
    QTest::newRow("no message could be sent") << quint64(16) << quint64(1600) << quint64(0);
    QTest::newRow("four of the largest overflow") << quint64(16) << quint64(1600) << ~quint64(0);
}

void tst_CreditWindow::tooSmallAWindowIsRefused()
{
    QFETCH(quint64, messages);
    QFETCH(quint64, bytes);
    QFETCH(quint64, largest);
    const auto window = CreditWindow::create({.windowMessages = messages, .windowBytes = bytes, .maxMessageBytes = largest});
    QVERIFY(!window.has_value());
    QVERIFY(!window.error().text.empty());
}

void tst_CreditWindow::aSmallWindowCanBeRaisedToTheLeast()
{
    const CreditWindow::Config asked{.windowMessages = 1, .windowBytes = 1, .maxMessageBytes = 100};
    const auto window = CreditWindow::create(asked.raisedToLeast());
    QVERIFY(window.has_value());
    QCOMPARE(window->firstGrant(), (Grant{4, 400}));
}

void tst_CreditWindow::theFirstGrantIsTheWholeWindow()
{
    CreditWindow window = usualWindow();
    QCOMPARE(window.firstGrant(), (Grant{16, 1600}));
    QCOMPARE(window.creditsMessages(), 16U);
    QCOMPARE(window.creditsBytes(), 1600U);
    QVERIFY(!window.takeGrant().has_value());
}

void tst_CreditWindow::readingAloneEarnsNothing()
{
    CreditWindow window = usualWindow();
    receive(window, 16, 100);
    QCOMPARE(window.creditsMessages(), 0U);
    QCOMPARE(window.creditsBytes(), 0U);
    QVERIFY(!window.takeGrant().has_value());
}

void tst_CreditWindow::aGrantWaitsForAQuarterOfTheWindow()
{
    CreditWindow window = usualWindow();
    receive(window, 10, 1);
    dispose(window, 3, 1);
    QVERIFY(!window.takeGrant().has_value());
    dispose(window, 1, 1);
    QCOMPARE(window.takeGrant(), (Grant{20, 1604}));
}

void tst_CreditWindow::aQuarterInBytesIsEnough()
{
    CreditWindow window = CreditWindow::create({.windowMessages = 100, .windowBytes = 400, .maxMessageBytes = 100}).value();
    receive(window, 3, 100);
    dispose(window, 1, 100);
    QCOMPARE(window.takeGrant(), (Grant{101, 500}));
}

void tst_CreditWindow::anEmptyQueueGrantsWhateverIsFree()
{
    CreditWindow window = usualWindow();
    receive(window, 1, 10);
    QVERIFY(!window.takeGrant().has_value());
    dispose(window, 1, 10);
    QCOMPARE(window.takeGrant(), (Grant{17, 1610}));
    QCOMPARE(window.creditsMessages(), 16U);
    QCOMPARE(window.creditsBytes(), 1600U);
}

void tst_CreditWindow::aGrantIsTakenOnce()
{
    CreditWindow window = usualWindow();
    receive(window, 8, 10);
    dispose(window, 8, 10);
    QVERIFY(window.takeGrant().has_value());
    QVERIFY(!window.takeGrant().has_value());
}

void tst_CreditWindow::aGrantRaisesMessagesByNoMoreThanIsAsked()
{
    CreditWindow window = usualWindow();
    receive(window, 8, 10);
    dispose(window, 8, 10);
    QCOMPARE(window.takeGrant(3), std::optional(Grant{19, 1680}));
    QCOMPARE(window.takeGrant(), std::optional(Grant{24, 1680}));
    QVERIFY(!window.takeGrant(3));
}

void tst_CreditWindow::moreMessagesThanGrantedAreThePeersFault()
{
    CreditWindow window = usualWindow();
    receive(window, 16, 0);
    QVERIFY(!window.onReceived(0).has_value());
    QCOMPARE(window.outstandingMessages(), 16U);
}

void tst_CreditWindow::moreBytesThanGrantedAreThePeersFault()
{
    CreditWindow window = CreditWindow::create({.windowMessages = 100, .windowBytes = 400, .maxMessageBytes = 100}).value();
    receive(window, 3, 100);
    receive(window, 1, 50);
    QVERIFY(!window.onReceived(51).has_value());
    QVERIFY(window.onReceived(50).has_value());
}

void tst_CreditWindow::aMessageOverTheLargestIsThePeersFault()
{
    CreditWindow window = usualWindow();
    QVERIFY(window.onReceived(100).has_value());
    QVERIFY(!window.onReceived(101).has_value());
    QCOMPARE(window.outstandingMessages(), 1U);
    QCOMPARE(window.outstandingBytes(), 100U);
}

void tst_CreditWindow::whatIsOutstandingNeverExceedsTheWindow()
{
    CreditWindow window = usualWindow();
    std::uint64_t step = 1;
    for (int i = 0; i < 10'000; ++i) {
        step = step * 6364136223846793005U + 1442695040888963407U;
        const std::uint64_t bytes = (step >> 33) % 101;
        if ((step >> 20) % 2 == 0 && window.creditsMessages() > 0 && window.creditsBytes() >= bytes)
            QVERIFY(window.onReceived(bytes).has_value());
        else if (window.outstandingMessages() > 0)
            window.onDisposed(window.outstandingMessages() == 1 ? window.outstandingBytes()
                                                                : window.outstandingBytes() / window.outstandingMessages());
        static_cast<void>(window.takeGrant());
        QVERIFY(window.outstandingMessages() + window.creditsMessages() <= usual.windowMessages);
        QVERIFY(window.outstandingBytes() + window.creditsBytes() <= usual.windowBytes);
    }
}

void tst_CreditWindow::aLargerWindowIsGrantedAtOnce()
{
    CreditWindow window = usualWindow();
    receive(window, 16, 100);
    QVERIFY(window.setWindow({.windowMessages = 32, .windowBytes = 3200, .maxMessageBytes = 100}).has_value());
    QCOMPARE(window.takeGrant(), (Grant{32, 3200}));
}

void tst_CreditWindow::aSmallerWindowGrantsNothingUntilTheOutstandingFits()
{
    CreditWindow window = usualWindow();
    receive(window, 10, 10);
    QVERIFY(window.setWindow({.windowMessages = 4, .windowBytes = 400, .maxMessageBytes = 100}).has_value());
    dispose(window, 10, 10);
    QVERIFY(!window.takeGrant().has_value());   // 6 credits are still out, more than the window
    QCOMPARE(window.creditsMessages(), 6U);
    receive(window, 6, 100);
    dispose(window, 6, 100);
    const auto grant = window.takeGrant();
    QVERIFY(grant.has_value());
    QCOMPARE(grant->messages, 20U);
    QCOMPARE(grant->bytes, 1600U);   // totals never go down: 900 bytes of the old window are still out
    QCOMPARE(window.creditsMessages(), 4U);
}

void tst_CreditWindow::aWindowThatIsRefusedChangesNothing()
{
    CreditWindow window = usualWindow();
    QVERIFY(!window.setWindow({.windowMessages = 3, .windowBytes = 400, .maxMessageBytes = 100}).has_value());
    QCOMPARE(window.config().windowMessages, usual.windowMessages);
}

WEIR_TEST(tst_CreditWindow)
#include "tst_credit_window.moc"
