#include "stream/graph_feed.h"
#include "support/origin_graph.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;
using weir::stream::GraphFeed;
using weir::stream::StreamStats;

/// A feed is given frames by hand, as whoever reads them from a socket or a file would.
class tst_GraphFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void framesMakeTheirGraphWhereverTheyComeFrom();
    void withoutTheClockOfTheirOriginThereAreNoLatencies();
    void creditGoesBackForWhatWasApplied();
    void pausedNothingIsAppliedOrGranted();
    void heldTheModelStaysWhoeverPausesOrConnects();
    void afterAHoldInWhichNothingChangedItIsLiveAtOnce();
    void ofWhichTickTheModelIsStaysWhenAConnectionEnds();
    void nobodyIsTalkedToBeforeTheWelcome();
    void aFrameBeyondTheCreditIsTheLast();
    void anInvalidFrameIsTheLast();
    void anotherDigestIsAQuestion();
    void atTheEndWhatWaitsIsForgottenAndTheModelStays();

private:
    static constexpr std::uint64_t windowMessages = 64;

    void give(const OriginGraph::Frame& frame) { m_feed->onData(QByteArray(frame.bytes.data(), static_cast<qsizetype>(frame.bytes.size())), Clock::now()); }
    void give(const Message& message) { give(m_origin->frame(message)); }
    void welcome()
    {
        Welcome welcome;
        welcome.epoch = m_origin->epoch();
        welcome.tick = m_origin->tick();
        m_feed->onWelcome(welcome);
    }
    /// A snapshot and the delta that closes it.
    void giveGraph()
    {
        const auto parts = m_origin->parts();
        give(m_origin->manifest(m_origin->tick()));
        for (const auto& part : parts)
            give(part);
        const Tick from = m_origin->tick();
        m_origin->change(20);
        give(m_origin->delta(from));
    }
    void follow()
    {
        m_feed->begin();
        welcome();
        m_origin->grow(100);
        giveGraph();
        QTRY_VERIFY(!m_feed->catchesUp());
        QCOMPARE(m_feed->applier().inSync(), std::optional(true));
    }
    [[nodiscard]] StreamStats stats()
    {
        StreamStats stats;
        m_feed->addTo(stats, Clock::now());
        return stats;
    }
    [[nodiscard]] std::size_t saidCredits() const { return m_credits.size(); }

    std::optional<OriginGraph> m_origin;
    std::optional<GraphFeed> m_feed;
    std::optional<flow::ClockOffset::Estimate> m_clock;
    std::vector<Credit> m_credits;         // of what the feed said
    int m_audits = 0;                      // as well
    std::optional<CloseCode> m_failed;
};

void tst_GraphFeed::init()
{
    m_origin.emplace(1);
    m_clock.reset();
    m_credits.clear();
    m_audits = 0;
    m_failed.reset();
    m_feed.emplace(GraphFeed::Config{Encoding::Binary, {windowMessages, 4U << 20, 1U << 20}, flow::WindowSizing::Fixed, 1U << 20},
                   [this](TimePoint) { return m_clock; });
    connect(&*m_feed, &GraphFeed::said, this, [this](const Message& message) {
        if (const auto* credit = std::get_if<Credit>(&message))
            m_credits.push_back(*credit);
        m_audits += std::holds_alternative<Audit>(message);
    });
    connect(&*m_feed, &GraphFeed::failed, this, [this](CloseCode code) { m_failed = code; });
}

void tst_GraphFeed::framesMakeTheirGraphWhereverTheyComeFrom()
{
    follow();
    QVERIFY(m_feed->applier().store().digest() == m_origin->store().digest());
    QCOMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    for (int i = 0; i < 200; ++i) {
        const Tick from = m_origin->tick();
        m_origin->change(10);
        give(m_origin->delta(from));
        QTRY_COMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    }
    QVERIFY(m_feed->applier().store().digest() == m_origin->store().digest());
    QCOMPARE(m_feed->applier().inSync(), std::optional(true));
    QVERIFY(!m_failed);
    QCOMPARE(stats().faults, std::uint64_t{0});
}

void tst_GraphFeed::withoutTheClockOfTheirOriginThereAreNoLatencies()
{
    follow();
    QVERIFY(!stats().latencyMsP50);
    m_clock = flow::ClockOffset::Estimate{};
    const Tick from = m_origin->tick();
    m_origin->change(10);
    Delta delta = m_origin->delta(from);
    delta.oldestTimeUs = microseconds(Clock::now());
    give(delta);
    QTRY_COMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    QVERIFY(stats().latencyMsP50);
}

void tst_GraphFeed::creditGoesBackForWhatWasApplied()
{
    const flow::Grant first = m_feed->begin().grant;
    QCOMPARE(first.messages, windowMessages);
    welcome();
    m_origin->grow(100);
    giveGraph();
    QCOMPARE(saidCredits(), std::size_t{0});   // for nothing that only waits
    const std::uint64_t given = stats().messagesReceived;
    QTRY_VERIFY(!m_feed->catchesUp());
    for (int i = 0; i < 100; ++i) {
        const Tick from = m_origin->tick();
        m_origin->change(10);
        give(m_origin->delta(from));
        QTRY_COMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    }
    QVERIFY(saidCredits() > 0);
    QVERIFY(m_credits.back().grant.messages > first.messages);
    QVERIFY(m_credits.back().grant.messages <= first.messages + given + 100);
    QCOMPARE(m_credits.back().epoch, m_origin->epoch());
}

void tst_GraphFeed::pausedNothingIsAppliedOrGranted()
{
    follow();
    m_feed->setPaused(true);
    const Tick before = m_origin->tick();
    const std::size_t credits = saidCredits();
    for (std::uint64_t i = 0; i < windowMessages / 4; ++i) {
        const Tick from = m_origin->tick();
        m_origin->change(10);
        give(m_origin->delta(from));
    }
    QCoreApplication::processEvents();
    QCOMPARE(m_feed->applier().appliedTick(), before);
    QCOMPARE(saidCredits(), credits);
    QCOMPARE(stats().queueMessages, windowMessages / 4);
    m_feed->setPaused(false);
    QTRY_COMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    QCOMPARE(m_feed->applier().inSync(), std::optional(true));
}

void tst_GraphFeed::heldTheModelStaysWhoeverPausesOrConnects()
{
    follow();
    const graph::Digest before = m_feed->applier().store().digest();
    const Tick from = m_origin->tick();
    m_feed->setHeld(true);
    QVERIFY(!m_feed->catchesUp());   // nothing waits
    m_origin->change(10);
    give(m_origin->delta(from));
    QCoreApplication::processEvents();
    QVERIFY(m_feed->catchesUp());
    QVERIFY(!stats().drainPaused);
    m_feed->setPaused(true);
    m_feed->setPaused(false);
    QCoreApplication::processEvents();
    QVERIFY(m_feed->applier().store().digest() == before);

    // On another connection another graph begins.
    m_feed->end();
    m_origin.emplace(2, 8);
    m_feed->begin();
    welcome();
    m_origin->grow(50);
    giveGraph();
    QCoreApplication::processEvents();
    QVERIFY(m_feed->applier().store().digest() == before);
    QCOMPARE(m_feed->applier().wholeTick(), std::optional(from));
    m_feed->setHeld(false);
    QTRY_VERIFY(!m_feed->catchesUp());
    QVERIFY(m_feed->applier().store().digest() == m_origin->store().digest());
    QCOMPARE(m_feed->applier().wholeTick(), std::optional(m_origin->tick()));
}

void tst_GraphFeed::afterAHoldInWhichNothingChangedItIsLiveAtOnce()
{
    follow();
    Head head;
    head.epoch = m_origin->epoch();
    head.tick = m_origin->tick() + 5;
    head.changedTick = m_origin->tick();
    head.digest = m_origin->store().digest();
    m_feed->setHeld(true);
    m_feed->onHead(head);
    QCOMPARE(m_feed->applier().appliedTick(), m_origin->tick());
    m_feed->setHeld(false);
    QVERIFY(!m_feed->catchesUp());
    QCOMPARE(m_feed->applier().appliedTick(), head.tick);
}

void tst_GraphFeed::ofWhichTickTheModelIsStaysWhenAConnectionEnds()
{
    QVERIFY(!m_feed->applier().wholeTick());
    follow();
    QCOMPARE(m_feed->applier().wholeTick(), std::optional(m_origin->tick()));
    m_feed->end();
    m_feed->end();
    QCOMPARE(m_feed->applier().wholeTick(), std::optional(m_origin->tick()));
    // Part of a snapshot makes a mixture of it.
    m_feed->begin();
    welcome();
    m_origin->change(20);
    give(m_origin->manifest(m_origin->tick()));
    QTRY_COMPARE(stats().queueMessages, std::uint64_t{0});
    QVERIFY(!m_feed->applier().wholeTick());
    m_feed->end();
    QVERIFY(!m_feed->applier().wholeTick());
}

void tst_GraphFeed::nobodyIsTalkedToBeforeTheWelcome()
{
    m_feed->begin();
    m_feed->setWindow(4 * windowMessages, 16U << 20, flow::WindowSizing::Fixed);
    QCOMPARE(saidCredits(), std::size_t{0});
    welcome();
    m_feed->setWindow(8 * windowMessages, 16U << 20, flow::WindowSizing::Fixed);
    QVERIFY(saidCredits() > 0);
}

void tst_GraphFeed::aFrameBeyondTheCreditIsTheLast()
{
    follow();
    m_feed->setPaused(true);
    const std::uint64_t credits = stats().creditsMessages;
    const Tick from = m_origin->tick();
    m_origin->change(10);
    const auto frame = m_origin->frame(m_origin->delta(from));
    for (std::uint64_t i = 0; i < credits; ++i)
        give(frame);
    QVERIFY(!m_failed);
    give(frame);
    QCOMPARE(m_failed, std::optional(CloseCode::CreditViolation));
    QCOMPARE(stats().faults, std::uint64_t{1});
}

void tst_GraphFeed::anInvalidFrameIsTheLast()
{
    follow();
    const Tick before = m_origin->tick();
    m_origin->change(10);
    auto frame = m_origin->frame(m_origin->delta(before));
    frame.bytes.resize(frame.bytes.size() / 2);
    give(frame);
    QTRY_COMPARE(m_failed, std::optional(CloseCode::Malformed));
    QCOMPARE(m_feed->applier().appliedTick(), before);
}

void tst_GraphFeed::anotherDigestIsAQuestion()
{
    follow();
    const Tick from = m_origin->tick();
    m_origin->change(10);
    Delta delta = m_origin->delta(from);
    delta.digest.structure ^= 1;
    give(delta);
    QTRY_COMPARE(m_audits, 1);
    QVERIFY(!m_failed);
}

void tst_GraphFeed::atTheEndWhatWaitsIsForgottenAndTheModelStays()
{
    follow();
    m_feed->setPaused(true);
    const Tick applied = m_origin->tick();
    m_origin->change(10);
    give(m_origin->delta(applied));
    m_feed->end();
    QCOMPARE(stats().queueMessages, std::uint64_t{0});
    QCOMPARE(stats().creditsMessages, std::uint64_t{0});
    m_feed->setPaused(false);
    const GraphFeed::Beginning again = m_feed->begin();
    QCOMPARE(again.lastApplied, applied);
    QCOMPARE(again.epoch, m_origin->epoch());
    QVERIFY(m_feed->applier().store().nodeCount() > 0);
}

WEIR_TEST_IN(QCoreApplication, tst_GraphFeed)
#include "tst_graph_feed.moc"
