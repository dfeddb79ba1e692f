#include "graph/changes/journal.h"
#include "support/test_program.h"
#include <QtTest>
#include <random>

using namespace weir;
using namespace weir::graph;

class tst_Journal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyJournalAnswersEveryQuestionWithNothing();
    void groupAndSlotComeBackAsTheyWere();
    void whatItStillAnswersIsWholeAndInOrder_data();
    void whatItStillAnswersIsWholeAndInOrder();
    void aStampThatIsPartlyForgottenIsNotAnswered();
    void clearForgetsThatItForgot();
};

namespace {

std::vector<std::pair<Tick, Slot>> since(const Journal& journal, Tick from)
{
    std::vector<std::pair<Tick, Slot>> result;
    journal.forEachSince(from, [&](Tick stamp, Journal::Entry entry) { result.emplace_back(stamp, entry.slot()); });
    return result;
}

} // namespace

void tst_Journal::anEmptyJournalAnswersEveryQuestionWithNothing()
{
    const Journal journal(4);
    for (const Tick from : {Tick{0}, Tick{1}, Tick{1} << 60}) {
        QCOMPARE(journal.countSince(from), std::optional<std::size_t>(0));
        QVERIFY(since(journal, from).empty());
    }
}

void tst_Journal::groupAndSlotComeBackAsTheyWere()
{
    Journal journal(8);
    const std::array groups{ChangeGroup::NodeIdentity, ChangeGroup::NodeMotion, ChangeGroup::EdgeIdentity, ChangeGroup::EdgeMotion};
    for (const ChangeGroup group : groups)
        journal.append(1, group, (1U << 28) - 1);
    std::size_t i = 0;
    journal.forEachSince(0, [&](Tick, Journal::Entry entry) {
        QVERIFY(entry.group() == groups[i++]);
        QCOMPARE(entry.slot(), (1U << 28) - 1);
    });
    QCOMPARE(i, groups.size());
}

void tst_Journal::whatItStillAnswersIsWholeAndInOrder_data()
{
    QTest::addColumn<std::size_t>("capacity");
    QTest::addColumn<unsigned>("mostAStamp");
    QTest::addRow("one entry") << std::size_t{1} << 2U;
    QTest::addRow("few entries, long stamps") << std::size_t{7} << 20U;
    QTest::addRow("many entries, short stamps") << std::size_t{64} << 3U;
    QTest::addRow("capacity of a stamp") << std::size_t{10} << 10U;
}

void tst_Journal::whatItStillAnswersIsWholeAndInOrder()
{
    QFETCH(const std::size_t, capacity);
    QFETCH(const unsigned, mostAStamp);
    Journal journal(capacity);
    std::vector<std::pair<Tick, Slot>> all;
    std::mt19937 random(3);
    for (Tick stamp = 1; stamp < 200; ++stamp) {
        for (unsigned i = static_cast<unsigned>(random()) % (mostAStamp + 1); i > 0; --i) {
            all.emplace_back(stamp, static_cast<Slot>(random() % 1000));
            journal.append(stamp, ChangeGroup::NodeMotion, all.back().second);
        }
        for (Tick from = 0; from <= stamp + 1; ++from) {
            const auto first = std::ranges::upper_bound(all, from, {}, [](const auto& entry) { return entry.first; });
            const auto due = static_cast<std::size_t>(all.end() - first);
            const auto count = journal.countSince(from);
            QCOMPARE(count.has_value(), due <= capacity);   // it forgets no earlier than it must, and never in secret
            if (count) {
                QCOMPARE(*count, due);
                QVERIFY(std::ranges::equal(since(journal, from), std::ranges::subrange(first, all.end())));
            }
        }
    }
}

void tst_Journal::aStampThatIsPartlyForgottenIsNotAnswered()
{
    Journal journal(4);
    journal.append(1, ChangeGroup::NodeMotion, 0);
    for (Slot slot = 0; slot < 5; ++slot)
        journal.append(2, ChangeGroup::NodeMotion, slot);
    QVERIFY(!journal.countSince(0));
    QVERIFY(!journal.countSince(1));
    QCOMPARE(journal.countSince(2), std::optional<std::size_t>(0));
    journal.append(3, ChangeGroup::NodeMotion, 9);
    QCOMPARE(journal.countSince(2), std::optional<std::size_t>(1));
}

void tst_Journal::clearForgetsThatItForgot()
{
    Journal journal(2);
    for (Tick stamp = 1; stamp < 9; ++stamp)
        journal.append(stamp, ChangeGroup::EdgeMotion, 0);
    QVERIFY(!journal.countSince(0));
    journal.clear();
    QCOMPARE(journal.countSince(0), std::optional<std::size_t>(0));
    journal.append(1, ChangeGroup::EdgeMotion, 5);
    QCOMPARE(since(journal, 0), (std::vector<std::pair<Tick, Slot>>{{1, 5}}));
}

WEIR_TEST(tst_Journal)
#include "tst_journal.moc"
