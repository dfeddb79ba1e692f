#include "ui/inspect/change_list.h"
#include "support/test_program.h"
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace std::chrono_literals;
using pipeline::ElementDetails;
using ui::ChangeList;

class tst_ChangeList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aValueThatChangedSaysFromWhatToWhat();
    void whatLooksTheSameIsNoChange();
    void aValueThatChangesAgainSoonStaysOneRow();
    void anotherElementInTheSlotSaysNothing();
    void edgesSayWhereTheyLed();
    void manyEdgesAtOnceAreOneRow();
    void theNewestComesFirstAndTheListIsBounded();
    void agesRestUntilTheyAreRefreshed();
    void aLabelWithAPlaceholderIsShownAsItIs();
    void clearedItForgetsWhatWas();

private:
    [[nodiscard]] QString text(int row) const { return m_list->data(m_list->index(row), ChangeList::TextRole).toString(); }
    [[nodiscard]] QString age(int row) const { return m_list->data(m_list->index(row), ChangeList::AgeRole).toString(); }
    static ElementDetails node(double load);

    std::unique_ptr<ChangeList> m_list;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    TimePoint m_now{};
};

void tst_ChangeList::init()
{
    m_tester.reset();
    m_list = std::make_unique<ChangeList>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_list.get());
    m_now = TimePoint{} + 1h;
}

ElementDetails tst_ChangeList::node(double load)
{
    ElementDetails details;
    details.slot = 3;
    details.exists = true;
    details.key = "a";
    details.label = "Alpha";
    details.size = 1;
    details.values = {{"load", "%", load}, {"age", "", 7}};
    return details;
}

void tst_ChangeList::aValueThatChangedSaysFromWhatToWhat()
{
    m_list->setDetails(node(0.41), m_now);
    QCOMPARE(m_list->count(), 0);
    m_list->setDetails(node(0.57), m_now);
    QCOMPARE(m_list->count(), 1);
    QCOMPARE(text(0), QStringLiteral("load 0.41 % \u2192 0.57 %"));
    ElementDetails renamed = node(0.57);
    renamed.label = "Beta";
    renamed.size = 2;
    m_list->setDetails(renamed, m_now);
    QCOMPARE(text(0), QStringLiteral("size 1 \u2192 2"));
    QCOMPARE(text(1), QStringLiteral("label Alpha \u2192 Beta"));
}

void tst_ChangeList::whatLooksTheSameIsNoChange()
{
    m_list->setDetails(node(0.41), m_now);
    m_list->setDetails(node(0.41), m_now);
    QCOMPARE(m_list->count(), 0);
}

void tst_ChangeList::aValueThatChangesAgainSoonStaysOneRow()
{
    m_list->setDetails(node(1), m_now);
    for (int i = 2; i < 5; ++i) {
        m_list->setDetails(node(i), m_now);
        m_now += 250ms;
    }
    QCOMPARE(m_list->count(), 1);
    QCOMPARE(text(0), QStringLiteral("load 1 % \u2192 4 %"));
    m_now += ChangeList::moment;
    m_list->setDetails(node(5), m_now);
    QCOMPARE(m_list->count(), 2);
    QCOMPARE(text(0), QStringLiteral("load 4 % \u2192 5 %"));
    // What never rests is told once a moment, not once for ever.
    for (int i = 6; i < 18; ++i) {
        m_now += 250ms;
        m_list->setDetails(node(i), m_now);
    }
    QCOMPARE(m_list->count(), 5);
    QCOMPARE(text(0), QStringLiteral("load 16 % \u2192 17 %"));
}

void tst_ChangeList::anotherElementInTheSlotSaysNothing()
{
    m_list->setDetails(node(1), m_now);
    ElementDetails other = node(2);
    other.key = "b";
    m_list->setDetails(other, m_now);
    m_list->setDetails(ElementDetails{}, m_now);   // gone
    QCOMPARE(m_list->count(), 0);
}

void tst_ChangeList::edgesSayWhereTheyLed()
{
    QSignalSpy wanted(m_list.get(), &ChangeList::wanted);
    std::vector<pipeline::Link> asked;
    connect(m_list.get(), &ChangeList::wanted, this, [&asked](const std::vector<pipeline::Link>& links) { asked = links; });
    const std::vector<scene::IncidentEdge> before{{1, 10, true, 1}, {4, 11, false, 1}}, after{{1, 10, true, 2}, {7, 12, true, 1}};
    m_list->setEdges(before, m_now);
    QCOMPARE(m_list->count(), 0);
    m_list->setEdges(after, m_now);
    QCOMPARE(m_list->count(), 2);
    QCOMPARE(text(0), QStringLiteral("edge to \u2026 added"));
    QCOMPARE(text(1), QStringLiteral("edge from \u2026 removed"));
    QCOMPARE(wanted.count(), 2);
    QVERIFY(asked == (std::vector<pipeline::Link>{{7, 12}}));
    m_list->setLabels({{{7, 12}, QStringLiteral("Gamma"), {}, true}, {{4, 11}, {}, {}, false}});
    QCOMPARE(text(0), QStringLiteral("edge to Gamma added"));
    QCOMPARE(text(1), QStringLiteral("edge removed, its other end as well"));
}

void tst_ChangeList::manyEdgesAtOnceAreOneRow()
{
    std::vector<scene::IncidentEdge> edges;
    for (Slot i = 0; i < 100'000; ++i)
        edges.push_back({i, i, true, 1});
    m_list->setEdges(std::span<const scene::IncidentEdge>{}, m_now);
    m_list->setEdges(edges, m_now);
    QCOMPARE(m_list->count(), 1);
    QCOMPARE(text(0), QStringLiteral("100,000 edges added"));
    m_list->setEdges(std::span<const scene::IncidentEdge>{}, m_now);
    QCOMPARE(text(0), QStringLiteral("100,000 edges removed"));
}

void tst_ChangeList::theNewestComesFirstAndTheListIsBounded()
{
    for (int i = 0; i < 200; ++i)
        m_list->addWords(QString::number(i), m_now);
    QCOMPARE(static_cast<std::size_t>(m_list->count()), ChangeList::mostRows);
    QCOMPARE(text(0), QStringLiteral("199"));
    QCOMPARE(text(49), QStringLiteral("150"));
}

void tst_ChangeList::agesRestUntilTheyAreRefreshed()
{
    m_list->addWords(QStringLiteral("removed"), m_now);
    QCOMPARE(age(0), QStringLiteral("now"));
    m_now += 2s;
    QCOMPARE(age(0), QStringLiteral("now"));
    m_list->refreshAges(m_now);
    QCOMPARE(age(0), QStringLiteral("2 s ago"));
    m_list->refreshAges(m_now + 3min);
    QCOMPARE(age(0), QStringLiteral("3 min 2 s ago"));
    QCOMPARE(m_list->data(m_list->index(0), ChangeList::SpokenRole).toString(), QStringLiteral("removed, 3 min 2 s ago"));
}

void tst_ChangeList::aLabelWithAPlaceholderIsShownAsItIs()
{
    ElementDetails before = node(1), after = node(1);
    before.label = "%1 of %2";
    after.label = "100 %1";
    m_list->setDetails(before, m_now);
    m_list->setDetails(after, m_now);
    QCOMPARE(text(0), QStringLiteral("label %1 of %2 \u2192 100 %1"));
    m_list->setEdges(std::span<const scene::IncidentEdge>{}, m_now);
    m_list->setEdges(std::vector<scene::IncidentEdge>{{1, 2, true, 1}}, m_now);
    m_list->setLabels({{{1, 2}, QStringLiteral("%1"), {}, false}});
    QCOMPARE(text(0), QStringLiteral("edge to %1 added"));
}

void tst_ChangeList::clearedItForgetsWhatWas()
{
    m_list->setDetails(node(1), m_now);
    m_list->setDetails(node(2), m_now);
    m_list->setEdges(std::span<const scene::IncidentEdge>{}, m_now);
    m_list->clear();
    QCOMPARE(m_list->count(), 0);
    m_list->setDetails(node(3), m_now);
    m_list->setEdges(std::vector<scene::IncidentEdge>{{1, 2, true, 1}}, m_now);
    QCOMPARE(m_list->count(), 0);   // of another selection
}

WEIR_TEST_IN(QCoreApplication, tst_ChangeList)
#include "tst_change_list.moc"
