#include "joined_window.h"
#include "ui/graph/graph_view.h"
#include "support/test_program.h"
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::ui;

/// What is selected in a view, joined to a real stream.
class tst_InspectFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_joined = std::make_unique<JoinedWindow>(); }
    void cleanup() { m_joined.reset(); }

    void aSelectedNodeIsDescribed();
    void whatIsAskedOfASelectionIsAnsweredFromTheStream();
    void changesOfTheSelectionComeAsTheyHappenAndRestInAPause();

private:
    [[nodiscard]] WindowModels& models() { return m_joined->models; }
    [[nodiscard]] Phase phase() { return models().stream.phase(); }

    std::unique_ptr<JoinedWindow> m_joined;
};

void tst_InspectFeed::aSelectedNodeIsDescribed()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_joined->controller.setView(&view);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(models().stream.stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT((view.selectNode(7), view.selectedKind() == GraphView::Node), patience);
    QTRY_VERIFY_WITH_TIMEOUT(models().selection.known(), patience);
    QVERIFY(!models().selection.title().isEmpty());
    QVERIFY(models().selection.values()->count() >= 2);
    QTRY_VERIFY_WITH_TIMEOUT(models().legend.count() > 1, patience);
    view.clearSelection();
    QVERIFY(!models().selection.known());
}

void tst_InspectFeed::whatIsAskedOfASelectionIsAnsweredFromTheStream()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_joined->controller.setView(&view);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=300,edges=900,churn=0"));
    const auto selectedNode = [&view](double slot) {
        view.selectNode(slot);
        return view.selectedKind() == GraphView::Node;
    };
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().edges == 900 && selectedNode(7), patience);
    LinkModel* const neighbours = models().inspector.neighbours();
    QTRY_VERIFY_WITH_TIMEOUT(neighbours->count() > 0, patience);
    const auto title = [](const LinkModel* model, int row) { return model->index(row).data(LinkModel::TitleRole).toString(); };
    QTRY_VERIFY_WITH_TIMEOUT(title(neighbours, 0).size() > 1, patience);
    const int edges = neighbours->count();

    models().inspector.selectWithin(1);
    QTRY_COMPARE_WITH_TIMEOUT(view.selectedEdges(), edges, patience);
    models().inspector.copyCsv();
    QTRY_COMPARE_WITH_TIMEOUT(models().inspector.copyWords(), QStringLiteral("Copied %1 elements as CSV.").arg(view.selectedNodes() + edges), patience);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + view.selectedNodes() + edges);
    QVERIFY(lines[0].startsWith(QLatin1String("kind,key,label,")));
    QVERIFY(lines[1].startsWith(QLatin1String("node,")));
    QVERIFY(lines.last().startsWith(QLatin1String("edge,")));

    models().inspector.choosePath();
    QVERIFY(selectedNode(211));
    QTRY_VERIFY_WITH_TIMEOUT(models().inspector.path()->count() > 1, patience);
    QCOMPARE(models().inspector.path()->slotAt(0), 7.0);
    QCOMPARE(models().inspector.path()->slotAt(models().inspector.path()->count() - 1), 211.0);
    QTRY_VERIFY_WITH_TIMEOUT(!models().inspector.pathWords().contains(QChar(u'\u2026')), patience);
    QVERIFY(models().inspector.pathWords().contains(QLatin1String(" from ")));

    // Another graph: nothing is left of it.
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=20,edges=20,churn=0"));
    QTRY_VERIFY_WITH_TIMEOUT(!models().inspector.known(), patience);
    QCOMPARE(models().inspector.path()->count(), 0);
    QVERIFY(!view.selectedSet());
}

void tst_InspectFeed::changesOfTheSelectionComeAsTheyHappenAndRestInAPause()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_joined->controller.setView(&view);
    m_joined->controller.stream().showSource(QStringLiteral("synthetic:nodes=20,edges=40,rate=2000,churn=0"));
    const auto selectedNode = [&view] {
        view.selectNode(3);
        return view.selectedKind() == GraphView::Node;
    };
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().edges == 40 && selectedNode(), patience);
    ChangeList* const changes = models().inspector.changes();
    QTRY_VERIFY_WITH_TIMEOUT(changes->count() > 1, patience);
    QVERIFY(changes->index(0).data(ChangeList::TextRole).toString().contains(QChar(u'\u2192')));
    models().stream.togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    // What was applied before the pause may still be told; then it rests, whatever happens at the server.
    const Tick server = models().stream.stats().serverTick;
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().serverTick > server + 30, patience);
    const int count = changes->count();
    const QString newest = changes->index(0).data(ChangeList::SpokenRole).toString();
    QTRY_VERIFY_WITH_TIMEOUT(models().stream.stats().serverTick > server + 100, patience);
    QCOMPARE(changes->count(), count);
    QCOMPARE(changes->index(0).data(ChangeList::SpokenRole).toString(), newest);
    models().stream.togglePause();
    QTRY_VERIFY_WITH_TIMEOUT(changes->index(0).data(ChangeList::SpokenRole).toString() != newest, patience);
}

WEIR_TEST_IN(QGuiApplication, tst_InspectFeed)
#include "tst_inspect_feed.moc"
