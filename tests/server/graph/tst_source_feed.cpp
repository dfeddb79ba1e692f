#include "server/graph/source_feed.h"
#include "support/scripted_source.h"
#include "support/test_program.h"
#include <QtTest>
#include <atomic>
#include <thread>

using namespace weir;
using namespace weir::server;

namespace {

graph::ChangeSet setOf(Slot first, std::size_t rows)
{
    graph::ChangeSet set;
    set.setValueColumns(0, 0);
    for (Slot slot = first; slot < first + rows; ++slot)
        set.removeNode(slot);
    return set;
}

constexpr std::size_t mostQueuedRows = 1U << 18;
constexpr std::size_t mostQueuedSets = 2048;

} // namespace

class tst_SourceFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsArriveWholeAndInOrder();
    void itSaysLookOnceForWhatWaits();
    void aSourceThatIsTooFastWaits();
    void manySmallSetsWaitToo();
    void aSourceThatWaitsForRoomCanBeStopped();
    void aStoppedSourceWaitsAtItsNextPushAndGoesOnLater();
    void theEndOfASourceIsKnown();
    void itIsWholeOnceAllThatCameBeforeIsTaken();
    void whoReturnsWithoutBeingWholeHasFinished();
    void whoReturnsAfterItWasWholeHasEnded();
    void whoReturnsWithAnErrorHasFailed();
    void whoIsAskedToEndStillGivesWhatItHas();
    void howFarItIsIsKnownUntilItIsWhole();
    void itsNewestReportStays();
    void itHasBegunWithItsFirstWord();
    void itsLastWordsAreAReport();
    void reportsAreBoundedAndTheRestIsCounted();
    void setsGivenBackAreUsedAgain();
    void theSourceHearsWhatTheGraphCounted();

private:
    std::shared_ptr<Script> m_script;
    std::unique_ptr<SourceFeed> make(std::function<void()> look = [] {})
    {
        m_script = std::make_shared<Script>();
        return std::make_unique<SourceFeed>(std::make_unique<ScriptedSource>(graph::Schema{}, m_script), std::move(look));
    }
    static SourceFeed::SetPtr next(SourceFeed& feed)
    {
        SourceFeed::SetPtr set;
        static_cast<void>(QTest::qWaitFor([&] { set = feed.take(); return set != nullptr; }));
        return set;
    }
};

void tst_SourceFeed::setsArriveWholeAndInOrder()
{
    const auto feed = make();
    for (Slot i = 0; i < 20; ++i)
        m_script->give(setOf(100 * i, 3));
    for (Slot i = 0; i < 20; ++i) {
        auto set = next(*feed);
        QVERIFY(set);
        QCOMPARE(set->rows(), std::size_t{3});
        QCOMPARE(set->view().nodeTombstones[0], 100 * i);
    }
    QVERIFY(!feed->take());
}

void tst_SourceFeed::itSaysLookOnceForWhatWaits()
{
    std::atomic<int> looks = 0;
    const auto feed = make([&] { ++looks; });
    m_script->give(setOf(0, 1));
    m_script->give(setOf(1, 1));
    QTRY_COMPARE(m_script->pushed(), std::size_t{2});
    QCOMPARE(looks.load(), 1);
    QVERIFY(feed->take() && feed->take());
    m_script->give(setOf(2, 1));
    QTRY_COMPARE(looks.load(), 2);
}

void tst_SourceFeed::aSourceThatIsTooFastWaits()
{
    const auto feed = make();
    constexpr std::size_t rows = 1U << 16;
    for (Slot i = 0; i < 10; ++i)
        m_script->give(setOf(i * rows, rows));
    QTRY_COMPARE(m_script->pushed(), mostQueuedRows / rows);
    // All of them come in the end, and never more than the bound waits here and as many again there.
    for (std::size_t taken = 1; taken <= 10; ++taken) {
        QVERIFY(next(*feed));
        QVERIFY(m_script->pushed() <= taken + 2 * mostQueuedRows / rows);
    }
    QTRY_COMPARE(m_script->pushed(), std::size_t{10});
}

void tst_SourceFeed::manySmallSetsWaitToo()
{
    const auto feed = make();
    constexpr std::size_t all = 4 * mostQueuedSets;
    for (Slot i = 0; i < all; ++i)
        m_script->give(setOf(i, 1));
    QTRY_COMPARE(m_script->pushed(), mostQueuedSets);
    for (std::size_t taken = 1; taken <= all; ++taken) {
        QVERIFY(next(*feed));
        QVERIFY(m_script->pushed() <= taken + 2 * mostQueuedSets);
    }
    QTRY_COMPARE(m_script->pushed(), all);
}

void tst_SourceFeed::aSourceThatWaitsForRoomCanBeStopped()
{
    auto feed = make();
    for (Slot i = 0; i < 3; ++i)
        m_script->give(setOf(i * mostQueuedRows, mostQueuedRows));
    QTRY_COMPARE(m_script->pushed(), std::size_t{1});
    feed.reset();   // joins
    QCOMPARE(m_script->pushed(), std::size_t{1});
}

void tst_SourceFeed::aStoppedSourceWaitsAtItsNextPushAndGoesOnLater()
{
    const auto feed = make();
    QVERIFY(feed->running());
    m_script->give(setOf(0, 1));
    QTRY_COMPARE(m_script->pushed(), std::size_t{1});
    feed->setRunning(false);
    QVERIFY(!feed->running());
    QVERIFY(!feed->ended());
    m_script->give(setOf(1, 1));
    QVERIFY(feed->take());   // what it handed over before is still taken
    QVERIFY(!feed->take());
    QCOMPARE(m_script->pushed(), std::size_t{1});
    feed->setRunning(true);
    QVERIFY(next(*feed));
}

void tst_SourceFeed::theEndOfASourceIsKnown()
{
    const auto feed = make();
    QVERIFY(!feed->ended());
    m_script->give(setOf(0, 1));
    m_script->end();
    QTRY_VERIFY(feed->ended());
    QVERIFY(feed->take());
    QVERIFY(feed->takeReports().empty());
}

void tst_SourceFeed::itIsWholeOnceAllThatCameBeforeIsTaken()
{
    const auto feed = make();
    m_script->give(setOf(0, 1));
    m_script->give(setOf(1, 1));
    m_script->whole();
    m_script->give(setOf(2, 1));
    QTRY_COMPARE(m_script->pushed(), std::size_t{3});
    QCOMPARE(feed->progress().state, protocol::SourceState::Reading);
    QVERIFY(feed->take());
    QCOMPARE(feed->progress().state, protocol::SourceState::Reading);
    QVERIFY(feed->take());
    QCOMPARE(feed->progress().state, protocol::SourceState::Live);
}

void tst_SourceFeed::whoReturnsWithoutBeingWholeHasFinished()
{
    const auto feed = make();
    m_script->give(setOf(0, 1));
    m_script->end();
    QTRY_VERIFY(feed->ended());
    QCOMPARE(feed->progress().state, protocol::SourceState::Reading);   // a set of it waits
    QVERIFY(feed->take());
    QCOMPARE(feed->progress().state, protocol::SourceState::Finished);
}

void tst_SourceFeed::whoReturnsAfterItWasWholeHasEnded()
{
    const auto feed = make();
    m_script->whole();
    m_script->end();
    QTRY_VERIFY(feed->ended());
    QCOMPARE(feed->progress().state, protocol::SourceState::Ended);
}

void tst_SourceFeed::whoReturnsWithAnErrorHasFailed()
{
    const auto feed = make();
    m_script->report("line 3 is none");
    m_script->end("the file went away");
    QTRY_COMPARE(feed->progress().state, protocol::SourceState::Failed);
    QCOMPARE(feed->progress().reason, std::string("the file went away"));
    QVERIFY(!feed->begun());
}

void tst_SourceFeed::whoIsAskedToEndStillGivesWhatItHas()
{
    // As a reader does: it looks whether it is to end, and then puts in order what it has.
    class Reader final : public source::Source {
    public:
        [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
        [[nodiscard]] std::expected<void, Error> run(source::ChangeSink& sink, std::stop_token stop) override
        {
            sink.progress(0.25);
            if (!sink.push(setOf(0, 1)))
                return std::unexpected(Error{"stopped, not ended"});
            while (!stop.stop_requested())
                static_cast<void>(sink.waitFor(std::chrono::seconds(10)));
            if (!sink.push(setOf(1, 2)))
                return std::unexpected(Error{"stopped, not ended"});
            return std::unexpected(Error{"the text breaks off"});   // as it does
        }

    private:
        graph::Schema m_schema;
    };
    SourceFeed feed(std::make_unique<Reader>(), [] {});
    QVERIFY(next(feed));
    feed.setRunning(false);
    feed.endEarly();
    const auto last = next(feed);
    QVERIFY(last && last->rows() == 2);
    QTRY_COMPARE(feed.progress().state, protocol::SourceState::Ended);
    QVERIFY(feed.endedEarly() && feed.ended());
    QCOMPARE(feed.progress().share, std::optional(0.25));
    QVERIFY(feed.takeReports().empty());
    // What has ended by itself was not ended.
    const auto other = make();
    m_script->end();
    QTRY_VERIFY(other->ended());
    other->endEarly();
    QVERIFY(!other->endedEarly());
}

void tst_SourceFeed::howFarItIsIsKnownUntilItIsWhole()
{
    const auto feed = make();
    QVERIFY(!feed->progress().share);
    m_script->progress(0.25);
    QTRY_VERIFY(feed->progress().share == 0.25);
    m_script->progress(7);
    QTRY_VERIFY(feed->progress().share == 1.0);
    m_script->whole();
    QTRY_COMPARE(feed->progress().state, protocol::SourceState::Live);
    QVERIFY(!feed->progress().share);
}

void tst_SourceFeed::itsNewestReportStays()
{
    const auto feed = make();
    for (int i = 0; i <= 1000; ++i)
        m_script->report("line " + std::to_string(i));
    QTRY_COMPARE(feed->progress().reason, std::string("line 1000"));
    QVERIFY(!feed->takeReports().empty());
    QCOMPARE(feed->progress().reason, std::string("line 1000"));
}

void tst_SourceFeed::itHasBegunWithItsFirstWord()
{
    auto feed = make();
    QVERIFY(!feed->begun());
    m_script->report("line 1 is none");   // that is none of a graph
    QTRY_COMPARE(feed->progress().reason, std::string("line 1 is none"));
    QVERIFY(!feed->begun());
    m_script->progress(0);
    QTRY_VERIFY(feed->begun());
    feed = make();
    m_script->give(setOf(0, 1));
    QTRY_VERIFY(feed->begun());
    feed = make();
    m_script->whole();
    QTRY_VERIFY(feed->begun());
    feed = make();
    m_script->end();   // an empty graph is one
    QTRY_VERIFY(feed->begun());
}

void tst_SourceFeed::itsLastWordsAreAReport()
{
    const auto feed = make();
    m_script->end("the file went away");
    QTRY_VERIFY(feed->ended());
    const auto reports = feed->takeReports();
    QCOMPARE(reports.size(), std::size_t{1});
    QCOMPARE(reports[0].text, std::string("the file went away"));
    QVERIFY(feed->takeReports().empty());
}

void tst_SourceFeed::reportsAreBoundedAndTheRestIsCounted()
{
    const auto feed = make();
    for (int i = 0; i < 1000; ++i)
        m_script->report("line " + std::to_string(i));
    m_script->end();
    QTRY_VERIFY(feed->ended());
    const auto reports = feed->takeReports();
    QCOMPARE(reports.size(), std::size_t{21});
    QCOMPARE(reports[0].text, std::string("line 0"));
    QVERIFY(reports.back().text.find("980") != std::string::npos);
}

void tst_SourceFeed::setsGivenBackAreUsedAgain()
{
    const auto feed = make();
    m_script->give(setOf(0, 5));
    auto set = next(*feed);
    QVERIFY(set);
    feed->giveBack(std::move(set));
    m_script->give(setOf(7, 2));
    set = next(*feed);
    QVERIFY(set);
    QCOMPARE(set->rows(), std::size_t{2});
}

void tst_SourceFeed::theSourceHearsWhatTheGraphCounted()
{
    const auto feed = make();
    for (const std::size_t sets : {0U, 1U, 2U}) {
        feed->tellTaken(10 * sets);
        m_script->give(setOf(0, 5));
        QTRY_COMPARE(m_script->pushed(), sets + 1);
        QCOMPARE(m_script->taken().sets, std::uint64_t{sets});
        QCOMPARE(m_script->taken().changes, std::uint64_t{10 * sets});
        QVERIFY(next(*feed));
    }
}

WEIR_TEST(tst_SourceFeed)
#include "tst_source_feed.moc"
