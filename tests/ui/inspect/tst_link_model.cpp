#include "ui/inspect/link_model.h"
#include "support/test_program.h"
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <random>

using namespace weir;
using ui::LinkModel;
using Rows = LinkModel::Rows;

namespace {

std::shared_ptr<const Rows> shared(Rows rows) { return std::make_shared<const Rows>(std::move(rows)); }

} // namespace

class tst_LinkModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onlyWhatIsLookedAtIsAskedFor();
    void aRowSaysWhichWayItsEdgeGoes();
    void whatIsGoneSaysSo();
    void rowsKeepTheirPlaceWhereOthersComeAndGo();
    void aSlotThatAnotherEdgeTookIsAnotherRow();
    void manyChangesAtOnceEndAtTheSameRows();
    void bothEndsOfAnEdgeKeepTheirRows();
    void stationsStandAsTheyArePassed();
    void aDetourLeavesTheStationsBeforeAndAfterItWhereTheyAre();
    void theHeaviestComesFirstAndThenTheName();
    void anotherNodeStartsAtTheTop();
    void oldNamesStandUntilNewOnesCome();
    void aQuestionIsBounded();
    void weightsFollow();

private:
    [[nodiscard]] QString text(int row, LinkModel::Role role) const { return m_model->data(m_model->index(row), role).toString(); }
    void answerAll();

    std::unique_ptr<LinkModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;   // fails where begin and end do not say what happened
    std::vector<pipeline::Link> m_asked;
};

void tst_LinkModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<LinkModel>(LinkModel::Order::HeaviestFirst);
    m_asked.clear();
    connect(m_model.get(), &LinkModel::wanted, this, [this](const std::vector<pipeline::Link>& links) {
        m_asked.insert(m_asked.end(), links.begin(), links.end());
    });
}

void tst_LinkModel::answerAll()
{
    std::vector<pipeline::LinkLabel> labels;
    for (const pipeline::Link& link : std::exchange(m_asked, {}))
        labels.push_back({.link = link, .text = QStringLiteral("node %1").arg(link.node), .category = QStringLiteral("wire"), .directed = true});
    m_model->setLabels(labels);
}

void tst_LinkModel::onlyWhatIsLookedAtIsAskedFor()
{
    Rows rows;
    for (Slot i = 0; i < 20'000; ++i)
        rows.push_back({i, 100 + i, true, 1});
    m_model->setRows(5, shared(rows));
    QCOMPARE(m_model->count(), 20'000);
    QCOMPARE(text(3, LinkModel::TitleRole), QStringLiteral("\u2026"));
    QCOMPARE(text(4, LinkModel::TitleRole), QStringLiteral("\u2026"));
    QTRY_COMPARE(m_asked.size(), 2U);
    QVERIFY(m_asked[0] == (pipeline::Link{3, 103}));
    answerAll();
    QCOMPARE(text(3, LinkModel::TitleRole), QStringLiteral("node 103"));
    QCOMPARE(m_model->slotAt(3), 103.0);
    QCOMPARE(m_model->slotAt(-1), -1.0);
    QCOMPARE(m_model->slotAt(20'000), -1.0);
    QTest::qWait(0);
    QVERIFY(m_asked.empty());
}

void tst_LinkModel::aRowSaysWhichWayItsEdgeGoes()
{
    m_model->setRows(5, shared({{0, 1, true, 2.5F}, {1, 2, false, 1}, {2, 3, true, 1}, {noSlot, 5, false, 0}}));
    m_model->setLabels({{{0, 1}, QStringLiteral("a"), QStringLiteral("wire"), true},
                        {{1, 2}, QStringLiteral("b"), {}, true},
                        {{2, 3}, QStringLiteral("c"), {}, false},
                        {{noSlot, 5}, QStringLiteral("d"), {}, false}});
    QCOMPARE(text(0, LinkModel::ArrowRole), QStringLiteral("\u2192"));
    QCOMPARE(text(0, LinkModel::WeightRole), QStringLiteral("2.50"));
    QCOMPARE(text(0, LinkModel::CategoryRole), QStringLiteral("wire"));
    QCOMPARE(text(0, LinkModel::SpokenRole), QStringLiteral("to a, weight 2.50"));
    QCOMPARE(text(1, LinkModel::ArrowRole), QStringLiteral("\u2190"));
    QCOMPARE(text(1, LinkModel::SpokenRole), QStringLiteral("from b"));
    QCOMPARE(text(1, LinkModel::WeightRole), QString());   // the usual weight says nothing
    QCOMPARE(text(2, LinkModel::ArrowRole), QStringLiteral("\u2013"));
    QCOMPARE(text(2, LinkModel::SpokenRole), QStringLiteral("with c"));
    QCOMPARE(text(3, LinkModel::ArrowRole), QString());
    QCOMPARE(text(3, LinkModel::WeightRole), QString());
    QCOMPARE(text(3, LinkModel::SpokenRole), QStringLiteral("d"));
}

void tst_LinkModel::whatIsGoneSaysSo()
{
    m_model->setRows(5, shared({{0, 1, true, 1}}));
    m_model->setLabels({{{0, 1}, {}, {}, false}});
    QCOMPARE(text(0, LinkModel::TitleRole), QStringLiteral("removed"));
}

void tst_LinkModel::rowsKeepTheirPlaceWhereOthersComeAndGo()
{
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    m_model->setRows(5, shared({{1, 1, true, 1}, {4, 4, true, 1}, {6, 6, true, 1}}));
    const QPersistentModelIndex kept = m_model->index(1);
    const QSignalSpy resets(m_model.get(), &LinkModel::modelReset);
    m_model->setRows(5, shared({{0, 9, true, 1}, {1, 1, true, 1}, {2, 2, false, 1}, {4, 4, true, 1}, {5, 5, true, 1}, {6, 6, true, 1}, {7, 7, true, 1}}));
    QCOMPARE(kept.row(), 1);
    QCOMPARE(m_model->slotAt(1), 4.0);
    QCOMPARE(m_model->slotAt(3), 9.0);   // what came stands behind what was there
    m_model->setRows(5, shared({{4, 4, true, 1}}));
    QCOMPARE(kept.row(), 0);
    m_model->setRows(5, shared({}));
    QVERIFY(!kept.isValid());
    QCOMPARE(m_model->count(), 0);
    QCOMPARE(resets.count(), 0);
}

void tst_LinkModel::aSlotThatAnotherEdgeTookIsAnotherRow()
{
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    m_model->setRows(5, shared({{1, 1, true, 1}, {4, 4, true, 1}}));
    const QPersistentModelIndex old = m_model->index(1);
    m_model->setRows(5, shared({{1, 1, true, 1}, {4, 7, true, 1}}));
    QVERIFY(!old.isValid());
    QCOMPARE(m_model->slotAt(1), 7.0);
}

void tst_LinkModel::manyChangesAtOnceEndAtTheSameRows()
{
    std::mt19937 random(3);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    for (int round = 0; round < 60; ++round) {
        Rows rows;
        const Slot end = round % 10 == 9 ? 6000 : 40;   // the large ones differ in too many places to keep them
        for (Slot slot = 0; slot < end; ++slot) {
            if (random() % 2 == 0)
                rows.push_back({slot, static_cast<Slot>(random() % 3), random() % 2 == 0, 1});
        }
        m_model->setRows(5, shared(rows));
        Rows now = m_model->rows();
        std::ranges::sort(now, {}, &scene::IncidentEdge::edge);
        QCOMPARE(now, rows);
    }
}

void tst_LinkModel::bothEndsOfAnEdgeKeepTheirRows()
{
    const Rows ends{{7, 1, false, 2}, {7, 2, true, 2}};
    m_model->setRows(7, shared(ends));
    const QPersistentModelIndex first = m_model->index(0), second = m_model->index(1);
    const QSignalSpy inserted(m_model.get(), &LinkModel::rowsInserted), removed(m_model.get(), &LinkModel::rowsRemoved);
    m_model->setRows(7, shared({{7, 1, false, 3}, {7, 2, true, 3}}));
    QCOMPARE(inserted.count() + removed.count(), 0);
    QCOMPARE(first.row(), 0);
    QCOMPARE(second.row(), 1);
    QCOMPARE(text(1, LinkModel::WeightRole), QStringLiteral("3"));
}

void tst_LinkModel::stationsStandAsTheyArePassed()
{
    m_model = std::make_unique<LinkModel>(LinkModel::Order::AsGiven);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    std::mt19937 random(4);
    for (int round = 0; round < 30; ++round) {
        Rows rows;
        for (Slot i = 0; i < 20; ++i)
            rows.push_back({static_cast<Slot>(random() % 50), i, true, static_cast<float>(random() % 5)});
        m_model->setRows(5, shared(rows));
        QCOMPARE(m_model->rows(), rows);
    }
}

void tst_LinkModel::aDetourLeavesTheStationsBeforeAndAfterItWhereTheyAre()
{
    m_model = std::make_unique<LinkModel>(LinkModel::Order::AsGiven);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    const scene::IncidentEdge start{noSlot, 1, true, 0}, over{9, 2, true, 1}, further{3, 3, true, 1}, end{7, 4, true, 1};
    m_model->setRows(5, shared({start, over, further, end}));
    const QPersistentModelIndex first = m_model->index(0), last = m_model->index(3);
    const QSignalSpy resets(m_model.get(), &LinkModel::modelReset);
    const scene::IncidentEdge detour{1, 8, true, 1}, back{12, 6, true, 1}, more{4, 5, true, 1};
    m_model->setRows(5, shared({start, detour, back, more, end}));
    QCOMPARE(first.row(), 0);
    QCOMPARE(last.row(), 4);
    // It may pass the same edge as before, elsewhere, and grow shorter.
    m_model->setRows(5, shared({start, back, end}));
    QCOMPARE(last.row(), 2);
    m_model->setRows(5, shared({start, end}));
    QCOMPARE(first.row(), 0);
    QCOMPARE(last.row(), 1);
    const QSignalSpy inserted(m_model.get(), &LinkModel::rowsInserted), removed(m_model.get(), &LinkModel::rowsRemoved);
    m_model->setRows(5, shared({start, {7, 4, true, 3}}));
    QCOMPARE(inserted.count() + removed.count() + resets.count(), 0);
    QCOMPARE(text(1, LinkModel::WeightRole), QStringLiteral("3"));
    m_model->setRows(5, shared({start}));
    QVERIFY(!last.isValid());
}

void tst_LinkModel::theHeaviestComesFirstAndThenTheName()
{
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    m_model->setRows(5, shared({{1, 3, true, 1}, {2, 9, true, 4}, {3, 1, true, 1}, {4, 2, true, 1}}));
    QCOMPARE(m_model->slotAt(0), 9.0);
    QTRY_COMPARE(m_asked.size(), 4U);   // so few are asked for at once, looked at or not
    answerAll();
    QCOMPARE(m_model->slotAt(0), 9.0);
    for (int row = 1; row < 4; ++row)
        QCOMPARE(text(row, LinkModel::TitleRole), QStringLiteral("node %1").arg(row));
    // And there they stay, whatever they become.
    m_model->setRows(5, shared({{1, 3, true, 8}, {2, 9, true, 1}, {3, 1, true, 1}, {4, 2, true, 1}}));
    QCOMPARE(m_model->slotAt(0), 9.0);
    QCOMPARE(text(3, LinkModel::WeightRole), QStringLiteral("8"));
}

void tst_LinkModel::anotherNodeStartsAtTheTop()
{
    m_model->setRows(5, shared({{1, 1, true, 1}}));
    const QSignalSpy resets(m_model.get(), &LinkModel::modelReset);
    m_model->setRows(6, shared({{1, 1, true, 1}}));
    QCOMPARE(resets.count(), 1);
    m_model->clear();
    QCOMPARE(m_model->count(), 0);
}

void tst_LinkModel::oldNamesStandUntilNewOnesCome()
{
    m_model->setRows(5, shared({{1, 1, true, 1}}));
    QCOMPARE(text(0, LinkModel::TitleRole), QStringLiteral("\u2026"));
    QTRY_COMPARE(m_asked.size(), 1U);
    answerAll();
    m_model->refresh();
    QCOMPARE(text(0, LinkModel::TitleRole), QStringLiteral("node 1"));
    QTRY_COMPARE(m_asked.size(), 1U);
    m_model->setLabels({{{1, 1}, QStringLiteral("renamed"), {}, true}});
    QCOMPARE(text(0, LinkModel::TitleRole), QStringLiteral("renamed"));
}

void tst_LinkModel::aQuestionIsBounded()
{
    Rows rows;
    for (Slot i = 0; i < 2000; ++i)
        rows.push_back({i, i, true, 1});
    m_model->setRows(5, shared(rows));
    for (int row = 0; row < 2000; ++row)
        (void)text(row, LinkModel::TitleRole);   // somebody scrolled through all of them
    QTRY_COMPARE(m_asked.size(), LinkModel::mostAtOnce);
    QCOMPARE(m_asked.back().node, 1999U);
}

void tst_LinkModel::weightsFollow()
{
    m_model->setRows(5, shared({{1, 1, true, 1}}));
    const QSignalSpy changed(m_model.get(), &LinkModel::dataChanged);
    m_model->setRows(5, shared({{1, 1, true, 7}}));
    QVERIFY(changed.count() > 0);
    QCOMPARE(text(0, LinkModel::WeightRole), QStringLiteral("7"));
}

WEIR_TEST_IN(QCoreApplication, tst_LinkModel)
#include "tst_link_model.moc"
