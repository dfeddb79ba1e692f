#include "ui/inspect/inspector.h"
#include "scene/scene_builder.h"
#include "ui/inspect/element_model.h"
#include "ui/graph/graph_view.h"
#include "support/indexed_scenes.h"
#include "support/test_program.h"
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using pipeline::TableFormat;
using scene::SceneBuilder;

/// The inspector with a view and scenes, and the test in the place of whoever owns the model.
class tst_Inspector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSelectedNodeShowsItsNeighbours();
    void aSelectedEdgeShowsItsEnds();
    void neighboursFollowTheGraph();
    void theViewIsToldOfTheNeighboursThatWereFound();
    void stepsSelectASetAndTheSameAgainNone();
    void theNeighbourhoodFollowsTheGraph();
    void anotherSelectionEndsTheNeighbourhood();
    void aPathLeadsToTheNextNodeSelected();
    void aPathThatBeginsWithoutASelection();
    void thereMayBeNoPath();
    void aPathToTheNodeItself();
    void aPathChangesWithTheGraph();
    void aRemovedSelectionTakesItsLeave();
    void anotherNodeInTheSlotIsNotTheSelection();
    void anotherGraphForgetsEverything();
    void answersOfAnotherGraphAreIgnored();
    void aHubOfAHundredThousandEdges();
    void theElementIsCopiedWithItsNeighbours();
    void anEdgeIsCopiedWithItsEnds();
    void theSetIsCopiedAsItIs();
    void aLateTableIsIgnored();
    void nothingIsCopiedOfNothing();

private:
    void show();
    void select(Slot node) { m_view->selectNode(node); }
    void selectSet(Selection::Set set) { m_view->selection().showSet(std::move(set), m_view->scene(), Selection::Origin::Hand); }
    void showChain(std::uint32_t nodes);
    [[nodiscard]] std::vector<Slot> setNodes() const;

    std::unique_ptr<QQuickWindow> m_window;
    GraphView* m_view = nullptr;
    std::unique_ptr<ElementModel> m_selection;
    std::unique_ptr<Inspector> m_inspector;
    SceneBuilder m_builder;
    test::IndexedScenes m_indexed;
    std::uint64_t m_epoch = 1;
    struct Table {
        quint64 question = 0;
        TableFormat format = TableFormat::Csv;
        std::shared_ptr<const scene::ElementSet> elements;
    };
    std::vector<Table> m_tables;
    std::vector<std::pair<quint64, std::vector<pipeline::Link>>> m_links;
};

void tst_Inspector::init()
{
    m_builder = {};
    m_indexed = {};
    m_epoch = 1;
    m_tables.clear();
    m_links.clear();
    m_window = std::make_unique<QQuickWindow>();
    m_window->resize(400, 300);
    m_view = new GraphView(m_window->contentItem());
    m_view->setSize({400, 300});
    m_selection = std::make_unique<ElementModel>();
    m_inspector = std::make_unique<Inspector>(m_selection.get());
    m_inspector->setView(m_view);
    connect(m_inspector.get(), &Inspector::tableWanted, this,
            [this](quint64 question, quint64, TableFormat format, const auto& elements) { m_tables.push_back({question, format, elements}); });
    connect(m_inspector.get(), &Inspector::linksWanted, this,
            [this](quint64 question, quint64, const auto& links) { m_links.emplace_back(question, links); });
    connect(&m_view->selection(), &Selection::elementChanged, m_selection.get(), [this] {
        m_selection->expect(m_view->selection().element());
        if (m_selection->expected().isNothing())
            return;
        pipeline::ElementDetails details;
        details.kind = m_selection->expected().kind;
        details.slot = m_selection->expected().slot;
        details.exists = true;
        details.key = details.label = "node " + std::to_string(details.slot);
        m_selection->setDetails(details);
    });
}

void tst_Inspector::cleanup()
{
    m_inspector.reset();
    m_view = nullptr;
    m_window.reset();
}

void tst_Inspector::show()
{
    const auto scene = m_builder.scene(m_epoch);
    m_view->takeUpdate(m_indexed.next({scene, {{{0, scene->nodeSlots}}, {{0, scene->nodeSlots}}, {{0, scene->edgeSlots}}}}));
    m_inspector->takeScene(scene);
}

/// 0 - 1 - 2 - ...
void tst_Inspector::showChain(std::uint32_t nodes)
{
    for (std::uint32_t i = 0; i < nodes; ++i) {
        m_builder.node(static_cast<float>(i), 0);
        m_builder.style(i).generation = 1;
        if (i > 0)
            m_builder.edge(i - 1, i);
    }
    show();
}

std::vector<Slot> tst_Inspector::setNodes() const
{
    if (!m_view->selectedSet())
        return {};
    std::vector<Slot> nodes = m_view->selectedSet()->nodes;
    std::ranges::sort(nodes);
    return nodes;
}

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

void tst_Inspector::stepsSelectASetAndTheSameAgainNone()
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

void tst_Inspector::theNeighbourhoodFollowsTheGraph()
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

void tst_Inspector::anotherSelectionEndsTheNeighbourhood()
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

void tst_Inspector::aPathLeadsToTheNextNodeSelected()
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

void tst_Inspector::aPathThatBeginsWithoutASelection()
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

void tst_Inspector::thereMayBeNoPath()
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

void tst_Inspector::aPathToTheNodeItself()
{
    showChain(3);
    m_inspector->choosePath();
    select(1);
    m_view->clearSelection();
    select(1);
    QTRY_COMPARE(m_inspector->path()->count(), 1);
    QVERIFY(m_inspector->pathWords().endsWith(QLatin1String("is both ends of the path.")));
}

void tst_Inspector::aPathChangesWithTheGraph()
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

void tst_Inspector::theElementIsCopiedWithItsNeighbours()
{
    showChain(5);
    select(2);
    m_inspector->copyCsv();
    QTRY_COMPARE(m_tables.size(), 1U);
    QVERIFY(m_tables[0].format == TableFormat::Csv);
    QCOMPARE(m_tables[0].elements->nodes.front(), 2U);
    QCOMPARE(m_tables[0].elements->nodes.size(), 3U);
    QCOMPARE(m_tables[0].elements->edges.size(), 2U);
    pipeline::TableAnswer answer;
    answer.question = m_tables[0].question;
    answer.text = "key\r\na\r\n";
    answer.rows = answer.wanted = 5;
    m_inspector->setTable(answer);
    QCOMPARE(m_inspector->copyWords(), QStringLiteral("Copied 5 elements as CSV."));
    const QMimeData* const copied = QGuiApplication::clipboard()->mimeData();
    QVERIFY(copied->hasFormat(QStringLiteral("text/csv")));
    QCOMPARE(copied->text(), QStringLiteral("key\r\na\r\n"));
    select(3);
    QCOMPARE(m_inspector->copyWords(), QString());
}

void tst_Inspector::anEdgeIsCopiedWithItsEnds()
{
    m_window->show();
    m_window->requestActivate();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    showChain(2);
    QTRY_VERIFY(m_view->pickIndex() && m_view->pictureIsCurrent());
    QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(200, 150));
    m_inspector->copyJson();
    QCOMPARE(m_tables.size(), 1U);
    QVERIFY(m_tables[0].format == TableFormat::Json);
    QVERIFY(*m_tables[0].elements == (scene::ElementSet{{0, 1}, {0}}));
}

void tst_Inspector::theSetIsCopiedAsItIs()
{
    showChain(5);
    const auto set = std::make_shared<const scene::ElementSet>(scene::ElementSet{{4, 0}, {3}});
    selectSet(set);
    QVERIFY(m_inspector->canCopy());
    m_inspector->copyJson();
    QCOMPARE(m_tables.size(), 1U);
    QCOMPARE(m_tables[0].elements, set);
    pipeline::TableAnswer answer;
    answer.question = m_tables[0].question;
    answer.format = TableFormat::Json;
    answer.text = "{}";
    answer.rows = 100'000;
    answer.wanted = 1'204'331;
    answer.cut = true;
    m_inspector->setTable(answer);
    QCOMPARE(m_inspector->copyWords(), QStringLiteral("Copied the first 100,000 of 1,204,331 elements as JSON: that is as many as are copied at once."));
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("application/json")));
}

void tst_Inspector::aLateTableIsIgnored()
{
    showChain(5);
    selectSet(std::make_shared<const scene::ElementSet>(scene::ElementSet{{1}, {}}));
    QGuiApplication::clipboard()->setText(QStringLiteral("mine"));
    m_inspector->copyCsv();
    m_inspector->copyJson();
    pipeline::TableAnswer answer;
    answer.question = m_tables[0].question;
    answer.text = "late";
    m_inspector->setTable(answer);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("mine"));
    answer.question = m_tables[1].question;
    answer.graphReplaced = true;
    m_inspector->setTable(answer);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("mine"));
    QCOMPARE(m_inspector->copyWords(), QStringLiteral("Another graph came; nothing was copied."));
}

void tst_Inspector::nothingIsCopiedOfNothing()
{
    m_inspector->copyCsv();                   // before there is a graph
    m_inspector->selectWithin(1);
    m_inspector->choosePath();
    QVERIFY(!m_inspector->choosing());
    showChain(2);
    QVERIFY(!m_inspector->canCopy());
    m_inspector->copyJson();
    QVERIFY(m_tables.empty());
    QCOMPARE(m_inspector->copyWords(), QStringLiteral("Nothing is selected to be copied."));
}

WEIR_TEST_IN(QGuiApplication, tst_Inspector)
#include "tst_inspector.moc"
