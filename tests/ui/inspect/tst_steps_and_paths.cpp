#include "inspector_test.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

/// Steps around what is selected, and paths from there.
class tst_StepsAndPaths : public InspectorTest {
    Q_OBJECT

private Q_SLOTS:
    void stepsSelectASetAndTheSameAgainNone();
    void theNeighbourhoodFollowsTheGraph();
    void anotherSelectionEndsTheNeighbourhood();
    void aPathLeadsToTheNextNodeSelected();
    void aPathThatBeginsWithoutASelection();
    void thereMayBeNoPath();
    void aPathToTheNodeItself();
    void aPathChangesWithTheGraph();
};

void tst_StepsAndPaths::stepsSelectASetAndTheSameAgainNone()
{
    showChain(8);
    m_inspector->selectWithin(2);
    QCOMPARE(m_inspector->steps(), 0);   // of nothing
    select(3);
    m_inspector->selectWithin(2);
    QCOMPARE(m_inspector->steps(), 2);
    QTRY_COMPARE(setNodes(), (std::vector<Slot>{1, 2, 3, 4, 5}));
    QCOMPARE(m_view->selectedSlot(), 3.0);
    QTRY_COMPARE(m_inspector->setWords(), QStringLiteral("5 nodes, 4 edges within 2 steps"));
    m_inspector->selectWithin(1);
    QTRY_COMPARE(setNodes(), (std::vector<Slot>{2, 3, 4}));
    QTRY_COMPARE(m_inspector->setWords(), QStringLiteral("3 nodes, 2 edges within 1 step"));
    m_inspector->selectWithin(1);
    QVERIFY(!m_view->selectedSet());
    QCOMPARE(m_inspector->steps(), 0);
    m_inspector->selectWithin(3);
    QTRY_VERIFY(m_view->selectedSet());
    QVERIFY(m_inspector->leave());
    QVERIFY(!m_view->selectedSet());
    QVERIFY(!m_inspector->leave());
    QCOMPARE(m_view->selectedSlot(), 3.0);   // the node stays selected
}

void tst_StepsAndPaths::theNeighbourhoodFollowsTheGraph()
{
    showChain(4);
    select(0);
    m_inspector->selectWithin(1);
    QTRY_COMPARE(setNodes(), (std::vector<Slot>{0, 1}));
    const auto before = m_view->selectedSet();
    m_builder.move(0, 0, 1);
    show();                                   // a structure that is the same in all but its number
    QTest::qWait(0);
    m_builder.edge(0, 3);
    show();
    QTRY_COMPARE(setNodes(), (std::vector<Slot>{0, 1, 3}));
    QVERIFY(m_view->selectedSet() != before);
    QCOMPARE(m_inspector->steps(), 1);
}

void tst_StepsAndPaths::anotherSelectionEndsTheNeighbourhood()
{
    showChain(4);
    select(0);
    m_inspector->selectWithin(1);
    QTRY_VERIFY(m_view->selectedSet());
    select(3);
    QCOMPARE(m_inspector->steps(), 0);
    QVERIFY(!m_view->selectedSet());
    m_inspector->selectWithin(1);
    select(2);                                // before the answer came
    QCOMPARE(m_inspector->steps(), 0);
    QTRY_COMPARE(m_inspector->neighbours()->count(), 2);
    QTest::qWait(50);
    QVERIFY(!m_view->selectedSet());
    // A set of somebody else's.
    m_inspector->selectWithin(1);
    QTRY_VERIFY(m_view->selectedSet());
    selectSet(nullptr);
    selectSet(std::make_shared<const scene::ElementSet>(scene::ElementSet{{0, 1, 2}, {0}}));
    QCOMPARE(m_inspector->steps(), 0);
    QCOMPARE(m_inspector->setWords(), QStringLiteral("3 nodes, 1 edge selected"));
    QVERIFY(!m_inspector->leave());
    QVERIFY(m_view->selectedSet());
}

void tst_StepsAndPaths::aPathLeadsToTheNextNodeSelected()
{
    showChain(6);
    select(1);
    m_inspector->choosePath();
    QVERIFY(m_inspector->choosing());
    QCOMPARE(m_inspector->pathWords(), QStringLiteral("Path from node 1: click the other node, or search for it."));
    m_view->clearSelection();                 // a click beside it
    QVERIFY(m_inspector->choosing());
    select(4);
    QVERIFY(!m_inspector->choosing());
    QTRY_COMPARE(m_inspector->path()->count(), 4);
    for (int row = 0; row < 4; ++row)
        QCOMPARE(m_inspector->path()->slotAt(row), 1.0 + row);
    QCOMPARE(setNodes(), (std::vector<Slot>{1, 2, 3, 4}));
    QCOMPARE(m_view->selectedEdges(), 3);
    for (const auto& [question, links] : std::exchange(m_links, {})) {
        pipeline::LinkAnswer answer{question, {}};
        for (const pipeline::Link& link : links)
            answer.labels.push_back({link, QStringLiteral("node %1").arg(link.node), {}, false});
        m_inspector->setLinks(answer);
    }
    QCOMPARE(m_inspector->pathWords(), QStringLiteral("3 steps from node 1 to node 4"));
    select(2);                                // another selection: the path is over
    QCOMPARE(m_inspector->path()->count(), 0);
    QCOMPARE(m_inspector->pathWords(), QString());
    QVERIFY(!m_view->selectedSet());
}

void tst_StepsAndPaths::aPathThatBeginsWithoutASelection()
{
    showChain(4);
    m_inspector->choosePath();
    QCOMPARE(m_inspector->pathWords(), QStringLiteral("Path: click the node that it begins at, or search for it."));
    select(0);
    QVERIFY(m_inspector->choosing());
    select(3);
    QVERIFY(!m_inspector->choosing());
    QTRY_COMPARE(m_inspector->path()->count(), 4);
    m_inspector->choosePath();
    QVERIFY(m_inspector->choosing());
    QCOMPARE(m_inspector->path()->count(), 0);
    QVERIFY(m_inspector->leave());
    QVERIFY(!m_inspector->choosing());
    QCOMPARE(m_inspector->pathWords(), QString());
}

void tst_StepsAndPaths::thereMayBeNoPath()
{
    showChain(3);
    m_builder.node(9, 9);
    show();
    select(0);
    m_inspector->choosePath();
    select(3);
    QTRY_VERIFY(m_inspector->pathWords().startsWith(QLatin1String("No path leads from node 0 to")));
    QVERIFY(!m_view->selectedSet());
    m_builder.edge(3, 1);
    show();
    QTRY_COMPARE(m_inspector->path()->count(), 3);   // until there is one
    m_builder.ends(2) = {noSlot, noSlot};
    show();
    QTRY_VERIFY(m_inspector->pathWords().startsWith(QLatin1String("No path")));
    QCOMPARE(m_inspector->path()->count(), 0);
    QVERIFY(!m_view->selectedSet());
    select(0);
    QCOMPARE(m_inspector->pathWords(), QString());
}

void tst_StepsAndPaths::aPathToTheNodeItself()
{
    showChain(3);
    m_inspector->choosePath();
    select(1);
    m_view->clearSelection();
    select(1);
    QTRY_COMPARE(m_inspector->path()->count(), 1);
    QVERIFY(m_inspector->pathWords().endsWith(QLatin1String("is both ends of the path.")));
}

void tst_StepsAndPaths::aPathChangesWithTheGraph()
{
    showChain(5);
    select(0);
    m_inspector->choosePath();
    select(4);
    QTRY_COMPARE(m_inspector->path()->count(), 5);
    m_builder.edge(0, 4);
    show();
    QTRY_COMPARE(m_inspector->path()->count(), 2);
    m_builder.style(0).live = false;          // its beginning goes
    m_builder.ends(0) = m_builder.ends(4) = {noSlot, noSlot};
    show();
    QCOMPARE(m_inspector->path()->count(), 0);
    QVERIFY(!m_view->selectedSet());
    QCOMPARE(m_view->selectedSlot(), 4.0);
}

WEIR_TEST_IN(QGuiApplication, tst_StepsAndPaths)
#include "tst_steps_and_paths.moc"
