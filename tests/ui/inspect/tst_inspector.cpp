#include "inspector_test.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// What is selected, with its neighbours and its changes, as the graph goes on.
class tst_Inspector : public InspectorTest {
    Q_OBJECT

private Q_SLOTS:
    void aSelectedNodeShowsItsNeighbours();
    void aSelectedEdgeShowsItsEnds();
    void neighboursFollowTheGraph();
    void theViewIsToldOfTheNeighboursThatWereFound();
    void aRemovedSelectionTakesItsLeave();
    void anotherNodeInTheSlotIsNotTheSelection();
    void anotherGraphForgetsEverything();
    void answersOfAnotherGraphAreIgnored();
    void aHubOfAHundredThousandEdges();
};

void tst_Inspector::aSelectedNodeShowsItsNeighbours()
{
    showChain(5);
    m_builder.edge(2, 3);   // parallel
    m_builder.edge(2, 2);   // a loop
    show();
    QVERIFY(!m_inspector->known() && !m_inspector->canStep());
    select(2);
    QVERIFY(m_inspector->known() && m_inspector->canStep());
    QTRY_COMPARE(m_inspector->neighbours()->count(), 4);
    QCOMPARE(m_inspector->neighbourWords(), QStringLiteral("2 neighbours, 4 edges"));
    QCOMPARE(m_inspector->neighbours()->slotAt(0), 1.0);
    QCOMPARE(m_inspector->neighbours()->slotAt(3), 2.0);
    m_view->clearSelection();
    QCOMPARE(m_inspector->neighbours()->count(), 0);
    QVERIFY(!m_inspector->known());
}

void tst_Inspector::aSelectedEdgeShowsItsEnds()
{
    m_window->show();
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    showChain(2);
    QTRY_VERIFY(m_view->pickIndex() && m_view->pictureIsCurrent());
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(200, 150));
    QCOMPARE(m_view->selectedKind(), int(GraphView::Edge));
    QCOMPARE(m_inspector->neighbours()->count(), 2);
    QCOMPARE(m_inspector->neighbours()->slotAt(0), 0.0);
    QCOMPARE(m_inspector->neighbours()->slotAt(1), 1.0);
    QVERIFY(!m_inspector->canStep());
    m_inspector->selectWithin(2);
    QCOMPARE(m_inspector->steps(), 0);
    m_builder.ends(0) = {noSlot, noSlot};
    show();
    QVERIFY(!m_inspector->known());
    QVERIFY(m_inspector->farewell().endsWith(QLatin1String("was removed.")));
}

void tst_Inspector::neighboursFollowTheGraph()
{
    showChain(3);
    select(1);
    QTRY_COMPARE(m_inspector->neighbours()->count(), 2);
    QCOMPARE(m_inspector->changes()->count(), 0);
    m_builder.edge(1, m_builder.node(5, 5));
    show();
    QTRY_COMPARE(m_inspector->neighbours()->count(), 3);
    QCOMPARE(m_inspector->changes()->count(), 1);
    QTRY_VERIFY(!m_links.empty());
    pipeline::LinkAnswer answer{m_links.back().first, {}};
    for (const pipeline::Link& link : m_links.back().second)
        answer.labels.push_back({link, QStringLiteral("new one"), {}, true});
    m_inspector->setLinks(answer);
    const QModelIndex first = m_inspector->changes()->index(0);
    QCOMPARE(first.data(ChangeList::TextRole).toString(), QStringLiteral("edge to new one added"));
    m_builder.ends(0) = {noSlot, noSlot};
    show();
    QTRY_COMPARE(m_inspector->neighbours()->count(), 2);
    QCOMPARE(m_inspector->changes()->count(), 2);
}

void tst_Inspector::theViewIsToldOfTheNeighboursThatWereFound()
{
    showChain(5);
    select(2);
    QVERIFY(!m_view->selection().around());
    QTRY_VERIFY(m_view->selection().around());
    QCOMPARE(m_view->selection().around()->nodes, (std::vector<Slot>{1, 3}));
    QCOMPARE(m_view->selection().around()->edges, (std::vector<Slot>{1, 2}));
    m_builder.edge(2, 4);
    show();
    QTRY_COMPARE(m_view->selection().around()->nodes.size(), 3U);
    m_view->clearSelection();
    QVERIFY(!m_view->selection().around());
}

void tst_Inspector::aRemovedSelectionTakesItsLeave()
{
    showChain(3);
    select(1);
    m_inspector->selectWithin(1);
    QTRY_VERIFY(m_view->selectedSet());
    m_builder.style(1).live = false;
    m_builder.ends(0) = m_builder.ends(1) = {noSlot, noSlot};
    show();
    QCOMPARE(m_view->selectedKind(), int(GraphView::Nothing));
    QVERIFY(!m_view->selectedSet());
    QVERIFY(!m_inspector->known());
    QCOMPARE(m_inspector->farewell(), QStringLiteral("node 1 was removed."));
    QCOMPARE(m_inspector->changes()->index(0).data(ChangeList::TextRole).toString(), QStringLiteral("removed"));
    QVERIFY(m_inspector->leave());
    QCOMPARE(m_inspector->farewell(), QString());
    QCOMPARE(m_inspector->changes()->count(), 0);
}

void tst_Inspector::anotherNodeInTheSlotIsNotTheSelection()
{
    showChain(3);
    select(1);
    m_builder.style(1).generation = 3;
    show();
    QVERIFY(!m_inspector->known());
    QVERIFY(!m_inspector->farewell().isEmpty());
    select(1);
    QVERIFY(m_inspector->known());
    QCOMPARE(m_inspector->farewell(), QString());
}

void tst_Inspector::anotherGraphForgetsEverything()
{
    showChain(5);
    select(0);
    m_inspector->choosePath();
    select(4);
    QTRY_COMPARE(m_inspector->path()->count(), 5);
    m_epoch = 2;
    show();
    QVERIFY(!m_inspector->known());
    QVERIFY(!m_view->selectedSet());
    QCOMPARE(m_inspector->path()->count(), 0);
    QCOMPARE(m_inspector->neighbours()->count(), 0);
    QCOMPARE(m_inspector->farewell(), QString());
    QVERIFY(!m_inspector->leave());
}

void tst_Inspector::answersOfAnotherGraphAreIgnored()
{
    showChain(5);
    select(2);
    QTRY_COMPARE(m_inspector->neighbours()->count(), 2);
    m_inspector->choosePath();
    QTRY_VERIFY(!m_links.empty());
    const quint64 question = m_links.back().first;
    m_inspector->selectWithin(1);             // answers are on their way
    m_epoch = 2;
    for (Slot edge = 0; edge < 4; ++edge)
        m_builder.ends(edge) = {0, 4};
    show();
    select(2);
    m_inspector->choosePath();
    m_inspector->setLinks({question, {{{noSlot, 2}, QStringLiteral("of the graph before"), {}, false}}});
    QVERIFY(!m_inspector->pathWords().contains(QLatin1String("before")));
    QTest::qWait(50);
    QCOMPARE(m_inspector->neighbours()->count(), 0);
    QVERIFY(!m_view->selectedSet());
}

void tst_Inspector::aHubOfAHundredThousandEdges()
{
    const Slot hub = m_builder.node(0, 0);
    for (Slot i = 1; i <= 100'000; ++i)
        m_builder.edge(hub, m_builder.node(static_cast<float>(i % 317), static_cast<float>(i / 317)));
    show();
    select(hub);
    m_inspector->selectWithin(3);
    QTRY_COMPARE(m_inspector->neighbours()->count(), 100'000);
    QTRY_COMPARE(m_view->selectedNodes(), 100'001);
    QTRY_COMPARE(m_inspector->setWords(), QStringLiteral("100,001 nodes, 100,000 edges within 3 steps"));
    m_builder.ends(50'000) = {noSlot, noSlot};
    show();
    QTRY_COMPARE(m_inspector->neighbours()->count(), 99'999);
}

WEIR_TEST_IN(QGuiApplication, tst_Inspector)
#include "tst_inspector.moc"
