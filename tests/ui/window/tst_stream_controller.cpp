#include "ui/inspect/element_model.h"
#include "ui/look/filter_model.h"
#include "ui/graph/graph_view.h"
#include "ui/inspect/inspector.h"
#include "ui/look/layout_model.h"
#include "ui/look/legend_model.h"
#include "ui/look/look_model.h"
#include "ui/look/search_model.h"
#include "ui/window/stream_controller.h"
#include "ui/stream/stream_model.h"
#include "ui/window/window_settings.h"
#include "support/test_program.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtNetwork/QTcpServer>
#include <QtQuick/QQuickWindow>
#include <QtTest/QtTest>
#include <cmath>

using namespace weir;
using namespace weir::ui;

namespace {

constexpr int patience = 20'000;   // ms; sanitizers and busy machines are slow

}

/// The window's objects joined to a real embedded server, without the window.
class tst_StreamController final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aSourceIsShownAndFollowed();
    void aPauseHoldsTheGraphAndAResumeCatchesUp();
    void anotherSourceReplacesTheGraphOnTheSameConnection();
    void theRateCanBeChangedWhileItRuns();
    void aWrongSpecIsReported();
    void aFileThatIsNotThereHasFailedAndCanBeTriedAgain();
    void aFileThatIsNotThereLeavesTheGraphThatIsShown();
    void aServerThatIsNotThereRefuses();
    void aRefusalAfterALiveStreamIsNoLoss();
    void stoppingTheServerClosesTheStream();
    void aSelectedNodeIsDescribed();
    void whatIsAskedOfASelectionIsAnsweredFromTheStream();
    void changesOfTheSelectionComeAsTheyHappenAndRestInAPause();
    void aWindowThatNobodySeesAsksForLess();
    void theCreditWindowIsWhatTheSettingsSay();
    void theWindowRemembersWhatWasChosenInIt();
    void whatIsTypedIsLookedForInTheGraph();
    void aNodeThatAHandMovesStaysThere();
    void aLayoutThatIsPausedStaysAndGivesNewNodesAPlace();
    void aFilterIsCountedAndGoesWithItsGraph();

private:
    [[nodiscard]] Phase phase() const { return m_stream->phase(); }

    QTemporaryDir m_directory;
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<StreamModel> m_stream;
    std::unique_ptr<LegendModel> m_legend;
    std::unique_ptr<FilterModel> m_filter;
    std::unique_ptr<LookModel> m_look;
    std::unique_ptr<LayoutModel> m_layout;
    std::unique_ptr<SearchModel> m_search;
    std::unique_ptr<ElementModel> m_hover, m_selection;
    std::unique_ptr<Inspector> m_inspector;
    std::unique_ptr<StreamController> m_controller;
};

void tst_StreamController::init()
{
    m_settings = std::make_unique<WindowSettings>(m_directory.filePath(QString::fromLatin1(QTest::currentTestFunction())));
    m_stream = std::make_unique<StreamModel>();
    m_legend = std::make_unique<LegendModel>();
    m_filter = std::make_unique<FilterModel>();
    m_look = std::make_unique<LookModel>();
    m_layout = std::make_unique<LayoutModel>();
    m_search = std::make_unique<SearchModel>();
    m_hover = std::make_unique<ElementModel>();
    m_selection = std::make_unique<ElementModel>();
    m_inspector = std::make_unique<Inspector>(m_selection.get());
    m_controller = std::make_unique<StreamController>(
        StreamController::Parts{.stream = m_stream.get(), .settings = m_settings.get(), .legend = m_legend.get(), .filter = m_filter.get(),
                                .look = m_look.get(), .layout = m_layout.get(), .search = m_search.get(), .hover = m_hover.get(), .selection = m_selection.get(),
                                .inspector = m_inspector.get()},
        pipeline::LiveGraph::Config{});
}

void tst_StreamController::cleanup()
{
    m_controller.reset();
}

void tst_StreamController::aSourceIsShownAndFollowed()
{
    QCOMPARE(phase(), Phase::NeverConnected);
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QCOMPARE(phase(), Phase::Connecting);
    QVERIFY(m_stream->embedded());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{50}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().inSync, std::optional(true), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->steerable(), patience);
    QVERIFY(m_stream->title().endsWith(QLatin1String("50 nodes")));
}

void tst_StreamController::aPauseHoldsTheGraphAndAResumeCatchesUp()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    m_stream->togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().serverTick > m_stream->stats().appliedTick + 20, patience);
    QVERIFY(m_stream->chip().startsWith(QLatin1String("PAUSED, ")));
    const Tick held = m_stream->stats().appliedTick;
    m_stream->togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().appliedTick > held, patience);
}

void tst_StreamController::anotherSourceReplacesTheGraphOnTheSameConnection()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->steerable(), patience);
    const QString address = m_stream->address();
    m_controller->showSource(QStringLiteral("synthetic:nodes=80,edges=90,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{80}, patience);
    QCOMPARE(m_stream->address(), address);
}

void tst_StreamController::theRateCanBeChangedWhileItRuns()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,rate=10"));
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->steerable(), patience);
    m_stream->setRate(4000);
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->rate(), 4000.0, patience);
    m_stream->setSourceRunning(false);
    QTRY_VERIFY_WITH_TIMEOUT(!m_stream->sourceRunning(), patience);
}

void tst_StreamController::aWrongSpecIsReported()
{
    m_controller->showSource(QStringLiteral("oracle"));
    QVERIFY2(m_stream->notice().contains(QLatin1String("oracle")), qPrintable(m_stream->notice()));
    QCOMPARE(m_stream->noticeTone(), Tone::Bad);
    QVERIFY(!m_stream->embeddedRunning());
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QVERIFY(m_stream->notice().isEmpty());
}

void tst_StreamController::aFileThatIsNotThereHasFailedAndCanBeTriedAgain()
{
    const QString path = m_directory.filePath(QStringLiteral("late.csv"));
    m_controller->showSource(QStringLiteral("file:") + path);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Failed, patience);
    QCOMPARE(m_stream->chip(), QStringLiteral("FAILED"));
    QVERIFY2(m_stream->emptyText().contains(path), qPrintable(m_stream->emptyText()));
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->remedies().size(), qsizetype{2}, patience);   // another source, or this one again
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("source,target\na,b\n");
    file.close();
    m_stream->help(static_cast<int>(Remedy::TryAgain));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Finished, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{2}, patience);
    QCOMPARE(m_stream->chip(), QStringLiteral("ALL OF IT IS HERE"));
    QCOMPARE(m_stream->sourceState(), QStringLiteral("finished"));
}

void tst_StreamController::aFileThatIsNotThereLeavesTheGraphThatIsShown()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->steerable(), patience);
    m_controller->showSource(QStringLiteral("file:/nowhere/to/be/found.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->notice().contains(QLatin1String("/nowhere/to/be/found.csv")), patience);
    QCOMPARE(phase(), Phase::Live);
    QCOMPARE(m_stream->stats().nodes, std::uint64_t{50});
}

void tst_StreamController::aServerThatIsNotThereRefuses()
{
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const quint16 port = placeholder.serverPort();
    placeholder.close();
    QVERIFY(m_stream->connectTo(QStringLiteral("127.0.0.1:%1").arg(port)).isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Refused, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->emptyText().contains(QLatin1String("refused")), patience);
    m_stream->disconnectFromServer();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Closed, patience);
}

void tst_StreamController::aRefusalAfterALiveStreamIsNoLoss()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const quint16 port = placeholder.serverPort();
    placeholder.close();
    m_stream->connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
    QCOMPARE(phase(), Phase::Connecting);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Refused, patience);
}

void tst_StreamController::stoppingTheServerClosesTheStream()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    m_stream->stopEmbedded();
    QVERIFY(!m_stream->embeddedRunning());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Closed, patience);
    m_stream->startEmbedded(QStringLiteral("synthetic:nodes=60,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
}

void tst_StreamController::aSelectedNodeIsDescribed()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_controller->setView(&view);
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_stream->stats().nodes, std::uint64_t{50}, patience);
    QTRY_VERIFY_WITH_TIMEOUT((view.selectNode(7), view.selectedKind() == GraphView::Node), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_selection->known(), patience);
    QVERIFY(!m_selection->title().isEmpty());
    QVERIFY(m_selection->values()->count() >= 2);
    QTRY_VERIFY_WITH_TIMEOUT(m_legend->count() > 1, patience);
    view.clearSelection();
    QVERIFY(!m_selection->known());
}

void tst_StreamController::whatIsAskedOfASelectionIsAnsweredFromTheStream()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_controller->setView(&view);
    m_controller->showSource(QStringLiteral("synthetic:nodes=300,edges=900,churn=0"));
    const auto selectedNode = [&view](double slot) {
        view.selectNode(slot);
        return view.selectedKind() == GraphView::Node;
    };
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().edges == 900 && selectedNode(7), patience);
    LinkModel* const neighbours = m_inspector->neighbours();
    QTRY_VERIFY_WITH_TIMEOUT(neighbours->count() > 0, patience);
    const auto title = [](const LinkModel* model, int row) { return model->index(row).data(LinkModel::TitleRole).toString(); };
    QTRY_VERIFY_WITH_TIMEOUT(title(neighbours, 0).size() > 1, patience);
    const int edges = neighbours->count();

    m_inspector->selectWithin(1);
    QTRY_COMPARE_WITH_TIMEOUT(view.selectedEdges(), edges, patience);
    m_inspector->copyCsv();
    QTRY_COMPARE_WITH_TIMEOUT(m_inspector->copyWords(), QStringLiteral("Copied %1 elements as CSV.").arg(view.selectedNodes() + edges), patience);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + view.selectedNodes() + edges);
    QVERIFY(lines[0].startsWith(QLatin1String("kind,key,label,")));
    QVERIFY(lines[1].startsWith(QLatin1String("node,")));
    QVERIFY(lines.last().startsWith(QLatin1String("edge,")));

    m_inspector->choosePath();
    QVERIFY(selectedNode(211));
    QTRY_VERIFY_WITH_TIMEOUT(m_inspector->path()->count() > 1, patience);
    QCOMPARE(m_inspector->path()->slotAt(0), 7.0);
    QCOMPARE(m_inspector->path()->slotAt(m_inspector->path()->count() - 1), 211.0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_inspector->pathWords().contains(QChar(u'\u2026')), patience);
    QVERIFY(m_inspector->pathWords().contains(QLatin1String(" from ")));

    // Another graph: nothing is left of it.
    m_controller->showSource(QStringLiteral("synthetic:nodes=20,edges=20,churn=0"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_inspector->known(), patience);
    QCOMPARE(m_inspector->path()->count(), 0);
    QVERIFY(!view.selectedSet());
}

void tst_StreamController::changesOfTheSelectionComeAsTheyHappenAndRestInAPause()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    m_controller->setView(&view);
    m_controller->showSource(QStringLiteral("synthetic:nodes=20,edges=40,rate=2000,churn=0"));
    const auto selectedNode = [&view] {
        view.selectNode(3);
        return view.selectedKind() == GraphView::Node;
    };
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().edges == 40 && selectedNode(), patience);
    ChangeList* const changes = m_inspector->changes();
    QTRY_VERIFY_WITH_TIMEOUT(changes->count() > 1, patience);
    QVERIFY(changes->index(0).data(ChangeList::TextRole).toString().contains(QChar(u'\u2192')));
    m_stream->togglePause();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Paused, patience);
    // What was applied before the pause may still be told; then it rests, whatever happens at the server.
    const Tick server = m_stream->stats().serverTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().serverTick > server + 30, patience);
    const int count = changes->count();
    const QString newest = changes->index(0).data(ChangeList::SpokenRole).toString();
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().serverTick > server + 100, patience);
    QCOMPARE(changes->count(), count);
    QCOMPARE(changes->index(0).data(ChangeList::SpokenRole).toString(), newest);
    m_stream->togglePause();
    QTRY_VERIFY_WITH_TIMEOUT(changes->index(0).data(ChangeList::SpokenRole).toString() != newest, patience);
}

void tst_StreamController::aWindowThatNobodySeesAsksForLess()
{
    using protocol::PolicyKind;
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    m_controller->setWatched(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->stats().policy.kind == PolicyKind::Latest, patience);
    m_settings->setSlowWhenHidden(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->stats().policy.kind == PolicyKind::Every, patience);
    m_settings->setSlowWhenHidden(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->stats().policy.kind == PolicyKind::Latest, patience);
    m_controller->setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->stats().policy.kind == PolicyKind::Every, patience);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
}

void tst_StreamController::theCreditWindowIsWhatTheSettingsSay()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Live, patience);
    QCOMPARE(m_controller->stats().windowSizing, flow::WindowSizing::Automatic);
    m_settings->setCreditAutomatic(false);
    m_settings->setCreditMessages(32);
    QTRY_COMPARE_WITH_TIMEOUT(m_controller->stats().windowMessages, std::uint64_t{32}, patience);
    QCOMPARE(m_controller->stats().windowSizing, flow::WindowSizing::Fixed);
    m_settings->setCreditAutomatic(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_controller->stats().windowSizing, flow::WindowSizing::Automatic, patience);
    QCOMPARE(m_controller->stats().queueCapacityMessages, std::uint64_t{32});
}

void tst_StreamController::theWindowRemembersWhatWasChosenInIt()
{
    const QString before = m_settings->sourceSpec();
    m_controller->showSource(QStringLiteral("synthetic:nodes=60,edges=100"));   // as the command line asks for it
    QCOMPARE(m_settings->sourceSpec(), before);
    m_stream->startEmbedded(QStringLiteral("synthetic:nodes=50,edges=100"));
    QTRY_COMPARE_WITH_TIMEOUT(m_settings->sourceSpec(), QStringLiteral("synthetic:nodes=50,edges=100"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_settings->recent().value(0), QStringLiteral("synthetic:nodes=50,edges=100"), patience);
    m_stream->startEmbedded(QStringLiteral("synthetic:nodes=99999999999"));      // refused by the server
    QTRY_VERIFY_WITH_TIMEOUT(!m_stream->notice().isEmpty(), patience);
    QCOMPARE(m_settings->sourceSpec(), QStringLiteral("synthetic:nodes=50,edges=100"));
    QVERIFY(m_settings->lastUrl().isEmpty());
    m_stream->connectTo(QStringLiteral("127.0.0.1:9"));
    QCOMPARE(m_settings->lastUrl(), QStringLiteral("ws://127.0.0.1:9/stream"));
    QVERIFY(!m_stream->embedded());
    QCOMPARE(m_settings->recent().value(0), QStringLiteral("synthetic:nodes=50,edges=100"));   // nothing else was shown
}

void tst_StreamController::whatIsTypedIsLookedForInTheGraph()
{
    QVERIFY(m_controller->showSource(QStringLiteral("synthetic:nodes=500,edges=1500,rate=0")));
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().nodes == 500, patience);
    m_search->setText(QStringLiteral("lyra"));
    QTRY_VERIFY_WITH_TIMEOUT(m_search->count() > 0, patience);
    QVERIFY(m_search->data(m_search->index(0), SearchModel::TitleRole).toString().startsWith(QLatin1String("Lyra")));
    QVERIFY(m_search->slotAt(0) >= 0);
    m_search->setText(QStringLiteral("degree >"));
    QTRY_VERIFY_WITH_TIMEOUT(m_search->faulty(), patience);
    m_search->setText(QStringLiteral("degree >= 0"));
    QTRY_COMPARE_WITH_TIMEOUT(m_search->summary(), QStringLiteral("500 nodes, the best 100 of them"), patience);
    m_search->setText(QString());
    QCOMPARE(m_search->count(), 0);
}

void tst_StreamController::aNodeThatAHandMovesStaysThere()
{
    QQuickWindow window;
    window.resize(400, 300);
    GraphView view;
    view.setParentItem(window.contentItem());
    view.setSize({400, 300});
    m_controller->setView(&view);
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=0,rate=0,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(view.pickIndex() && view.pickIndex()->bounds().drawnNodes == 50, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_controller->picture().layoutActive, patience);
    const auto place = [&view] { return view.pickIndex()->scene()->position(7); };
    const scene::Point aside{place().x + 40, place().y + 30};
    const auto away = [&] { return std::hypot(place().x - aside.x, place().y - aside.y); };
    Q_EMIT view.pinWanted(7, aside);
    QTRY_VERIFY_WITH_TIMEOUT(away() < 0.01, patience);
    Q_EMIT view.unpinWanted(7);
    QTRY_VERIFY_WITH_TIMEOUT(away() > 1, patience);   // its neighbours draw it back
}

void tst_StreamController::aLayoutThatIsPausedStaysAndGivesNewNodesAPlace()
{
    QQuickWindow window;
    GraphView view;
    view.setParentItem(window.contentItem());
    view.setSize({400, 300});
    m_controller->setView(&view);
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,churn=1,rate=100,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(view.scene() && view.scene()->nodeCount > 45, patience);
    QVERIFY(m_layout->needed());
    QTRY_VERIFY_WITH_TIMEOUT(view.scene()->style(0).drawn(), patience);
    m_layout->togglePause();
    QTRY_VERIFY_WITH_TIMEOUT(m_controller->picture().layoutPaused && !m_controller->picture().layoutActive, patience);
    const auto movedOf = [](const scene::Scene& was, const scene::Scene& is) {
        int moved = 0;
        for (Slot node = 0; node < was.nodeSlots; ++node)
            moved += was.drawn(node) && is.drawn(node) && was.style(node).generation == is.style(node).generation
                && (was.position(node).x != is.position(node).x || was.position(node).y != is.position(node).y);
        return moved;
    };
    // Nodes come and go all the time.
    const auto cameAndDrawnSince = [&](const scene::Scene& then) {
        for (Slot node = 0; node < view.scene()->nodeSlots; ++node) {
            const bool isNew = node >= then.nodeSlots || view.scene()->style(node).generation != then.style(node).generation;
            if (isNew && view.scene()->drawn(node))
                return true;
        }
        return false;
    };
    const auto paused = view.scene();
    QTRY_VERIFY_WITH_TIMEOUT(cameAndDrawnSince(*paused), patience);   // what was on its way when it was paused is here now
    const auto before = view.scene();
    QTRY_VERIFY_WITH_TIMEOUT(cameAndDrawnSince(*before), patience);
    const auto after = view.scene();
    QCOMPARE(movedOf(*before, *after), 0);

    // Anew, although it is paused.
    m_layout->restart();
    QTRY_VERIFY_WITH_TIMEOUT(movedOf(*after, *view.scene()) > 0, patience);
    m_layout->setPaused(false);
    m_controller->showSource(QStringLiteral("synthetic:nodes=50,edges=100,rate=100"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_layout->needed(), patience);
    m_layout->togglePause();
    QVERIFY(!m_layout->paused());   // there is nothing to pause
}

void tst_StreamController::aFilterIsCountedAndGoesWithItsGraph()
{
    m_controller->showSource(QStringLiteral("synthetic:nodes=500,edges=1000,churn=0"));
    QTRY_VERIFY_WITH_TIMEOUT(m_filter->categories() > 1 && m_filter->summary() == QStringLiteral("500 of 500 nodes pass"), patience);
    m_filter->toggle({0});
    QTRY_VERIFY_WITH_TIMEOUT(m_filter->summary() != QStringLiteral("500 of 500 nodes pass"), patience);
    QVERIFY(m_filter->summary().endsWith(QStringLiteral(" of 500 nodes pass")));
    m_look->setPalette({QColor(Qt::red), QColor(Qt::gray)});
    m_look->setColour(LookModel::byComponent);
    QTRY_VERIFY_WITH_TIMEOUT(!m_look->steps().isEmpty(), patience);
    m_look->setColour(LookModel::firstColourColumn);
    QTRY_VERIFY_WITH_TIMEOUT(!m_look->scaleTo().isEmpty(), patience);

    // The source changes while it is on: its categories and columns are others.
    m_controller->showSource(QStringLiteral("proc"));
    QTRY_COMPARE_WITH_TIMEOUT(m_filter->active(), 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_stream->stats().nodes > 0 && m_stream->stats().nodes != 500, patience);
    QCOMPARE(m_look->colour(), LookModel::byCategory);
    m_filter->clear();
}

WEIR_TEST_IN(QGuiApplication, tst_StreamController)
#include "tst_stream_controller.moc"
