#include "inspector_test.h"
#include "support/test_program.h"
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;
using pipeline::TableFormat;

/// What is selected goes to the clipboard, and tables of it are asked for.
class tst_SelectionCopy : public InspectorTest {
    Q_OBJECT

private Q_SLOTS:
    void theElementIsCopiedWithItsNeighbours();
    void anEdgeIsCopiedWithItsEnds();
    void theSetIsCopiedAsItIs();
    void aLateTableIsIgnored();
    void nothingIsCopiedOfNothing();
};

void tst_SelectionCopy::theElementIsCopiedWithItsNeighbours()
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

void tst_SelectionCopy::anEdgeIsCopiedWithItsEnds()
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

void tst_SelectionCopy::theSetIsCopiedAsItIs()
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
    QCOMPARE(m_inspector->copyWords(),
             QStringLiteral("Copied the first 100,000 of 1,204,331 elements as JSON: that is as many as are copied at once."));
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("application/json")));
}

void tst_SelectionCopy::aLateTableIsIgnored()
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

void tst_SelectionCopy::nothingIsCopiedOfNothing()
{
    m_inspector->copyCsv();                   // before there is a graph
    m_inspector->selectWithin(1);
    m_inspector->choosePath();
    QVERIFY(!m_inspector->choosing());
    showChain(2);
    QVERIFY(!m_inspector->canCopy());
    m_inspector->copyJson();
    QVERIFY(m_tables.empty());
    QVERIFY(m_inspector->copyWords().isEmpty());
}

WEIR_TEST_IN(QGuiApplication, tst_SelectionCopy)
#include "tst_selection_copy.moc"
