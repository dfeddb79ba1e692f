#include "pipeline/live_graph.h"
#include "server/embedded_server.h"
#include "support/chosen_filters.h"
#include "support/test_program.h"
#include <QtTest>
#include <cmath>
#include <set>

using namespace weir;
using pipeline::ElementDetails;
using pipeline::LiveGraph;
using stream::StreamState;

/// The whole way from a server on a thread of its own to the scene that the window draws.
class tst_LiveGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void aSceneArrivesAndGoesOn_data();
    void aSceneArrivesAndGoesOn();
    void aLayoutPlacesWhatTheSourceDoesNot();
    void aLayoutThatIsOffPlacesNothing();
    void pausedTheSceneRestsWhileTheServerGoesOn();
    void slowFramesMakeTheWindowSmallerUnlessItIsFixed();
    void detailsAreAlwaysAnswered();
    void labelsAreThoseOfTheNodesThatAreThere();
    void linksAreAnsweredAlsoForWhatIsGone();
    void aTableIsWrittenWhileTheStreamGoesOn();
    void aTableOfAGraphThatIsReplacedSaysSo();
    void nodesLookAsTheyAreWantedWhateverComes();
    void whilePausedNothingGrowsOld();
    void everyCategoryHasItsNameWheneverItComes();
    void whatTheServerIsIsKnownAndCanBeSteered();
    void anotherSourceIsAnotherEpochOfTheScene();
    void aWrongSourceIsAFaultInWords();
    void disconnectingKeepsThePicture();
    void itCanBeDestroyedAtAnyTime_data();
    void itCanBeDestroyedAtAnyTime();

private:
    std::shared_ptr<const scene::Scene> newest(LiveGraph& graph)
    {
        if (auto update = graph.takeScene())
            m_scene = update->update.scene;
        return m_scene;
    }
    QUrl serve(const char* spec)
    {
        const auto url = m_server.start(QString::fromLatin1(spec));
        if (!url)
            qFatal("%s", url.error().text.c_str());
        return *url;
    }
    static constexpr int patience = 30'000;

    server::EmbeddedServer m_server;
    std::shared_ptr<const scene::Scene> m_scene;
};

void tst_LiveGraph::aSceneArrivesAndGoesOn_data()
{
    QTest::addColumn<bool>("json");
    QTest::newRow("binary") << false;
    QTest::newRow("JSON") << true;
}

void tst_LiveGraph::aSceneArrivesAndGoesOn()
{
    QFETCH(bool, json);
    LiveGraph graph({.json = json});
    QSignalSpy ready(&graph, &LiveGraph::sceneReady);
    QVERIFY(graph.stats().state == StreamState::Closed);
    graph.connectTo(serve("synthetic:nodes=500,edges=1000,rate=5000"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 400, patience);
    QTRY_VERIFY(ready.count() > 0);   // the scene may be there before the word of it
    QVERIFY(!newest(graph)->needsLayout);
    const Tick shown = newest(graph)->shownTick;
    QTRY_VERIFY(newest(graph)->shownTick > shown + 10);
    QTRY_VERIFY(graph.stats().state == StreamState::Live);
    QTRY_VERIFY(graph.stats().inSync == true);
    QVERIFY(!graph.layoutActive());
    graph.disconnectFromServer();
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::aLayoutPlacesWhatTheSourceDoesNot()
{
    LiveGraph graph({});
    QSignalSpy active(&graph, &LiveGraph::layoutActiveChanged);
    graph.connectTo(serve("synthetic:nodes=200,edges=400,rate=0,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount >= 190, patience);
    const auto allPlaced = [&] {
        const auto scene = newest(graph);
        for (Slot node = 0; node < scene->nodeSlots; ++node) {
            if (scene->style(node).live && !scene->style(node).placed)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allPlaced(), patience);
    // It comes to rest by itself, and has spread the nodes. It may have rested before, when the source had hardly begun: then
    // the others, which begin at one point, are still to come apart.
    const auto hasSpread = [&] {
        const auto scene = newest(graph);
        std::set<std::pair<float, float>> places;
        std::size_t live = 0;
        for (Slot node = 0; node < scene->nodeSlots; ++node) {
            if (!scene->style(node).live)
                continue;
            ++live;
            const auto point = scene->position(node);
            if (!std::isfinite(point.x) || !std::isfinite(point.y))
                return false;
            places.emplace(point.x, point.y);
        }
        return places.size() > live * 9 / 10;
    };
    QTRY_VERIFY_WITH_TIMEOUT(active.count() >= 2 && !graph.layoutActive() && hasSpread(), patience);
    // Asked to begin anew, it does.
    graph.restartLayout();
    const int changes = static_cast<int>(active.count());
    QTRY_VERIFY_WITH_TIMEOUT(active.count() > changes, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!graph.layoutActive(), patience);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::aLayoutThatIsOffPlacesNothing()
{
    LiveGraph graph({});
    graph.setLayoutRunning(false);
    graph.connectTo(serve("synthetic:nodes=200,edges=400,rate=1000,positions=no"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount >= 190, patience);
    const Tick shown = newest(graph)->shownTick;
    QTRY_VERIFY(newest(graph)->shownTick > shown + 50);
    for (Slot node = 0; node < newest(graph)->nodeSlots; ++node)
        QVERIFY(!newest(graph)->style(node).placed);
    graph.setLayoutRunning(true);
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph)->style(0).drawn() || newest(graph)->style(1).drawn(), patience);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::pausedTheSceneRestsWhileTheServerGoesOn()
{
    LiveGraph graph({});
    graph.connectTo(serve("synthetic:nodes=500,edges=1000,rate=5000"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live, patience);
    graph.setDrainPaused(true);
    QTRY_VERIFY(graph.stats().state == StreamState::Paused);
    const Tick applied = graph.stats().appliedTick;
    QTRY_VERIFY(graph.stats().serverTick > applied + 50);
    QCOMPARE(graph.stats().appliedTick, applied);
    QVERIFY(newest(graph)->shownTick <= applied);
    graph.setDrainPaused(false);
    QTRY_VERIFY(graph.stats().state == StreamState::Live);
    QTRY_VERIFY(newest(graph)->shownTick > applied + 50);
    QTRY_VERIFY(graph.stats().inSync == true);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::slowFramesMakeTheWindowSmallerUnlessItIsFixed()
{
    LiveGraph graph({});
    QTimer frames;
    connect(&frames, &QTimer::timeout, this, [&graph] { graph.onFrames(3); });
    frames.start(50);
    graph.connectTo(serve("synthetic:nodes=500,edges=1000,rate=5000"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live, patience);
    QTRY_COMPARE_WITH_TIMEOUT(graph.stats().windowMessages, flow::leastWindowMessages, patience);
    graph.setCreditWindow(64, 16U << 20, pipeline::CreditSizing::Fixed);
    QTRY_COMPARE(graph.stats().windowMessages, std::uint64_t{64});
    QCOMPARE(graph.stats().windowBytes, std::uint64_t{16U << 20});
    QTRY_VERIFY(graph.stats().inSync == true);
    m_server.stop();
}

void tst_LiveGraph::detailsAreAlwaysAnswered()
{
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::detailsReady);
    graph.requestDetails(0, ElementKind::Node, 3);
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(!ready[0][0].value<ElementDetails>().exists);
    graph.connectTo(serve("synthetic:nodes=100,edges=200,rate=0"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live, patience);
    QTRY_VERIFY(graph.stats().nodes >= 90 && graph.stats().edges >= 150);
    QTRY_VERIFY(newest(graph) && newest(graph)->nodeCount >= 90);
    const std::uint64_t epochVersion = m_scene->epochVersion;
    graph.requestDetails(epochVersion, ElementKind::Node, 3);
    graph.requestDetails(epochVersion, ElementKind::Edge, 3);
    graph.requestDetails(epochVersion, ElementKind::Node, 4'000'000'000U);
    graph.requestDetails(epochVersion, ElementKind::Edge, noSlot);
    graph.requestDetails(epochVersion + 1, ElementKind::Node, 3);   // of a graph that is not here
    QTRY_COMPARE(ready.count(), 6);
    const auto node = ready[1][0].value<ElementDetails>(), edge = ready[2][0].value<ElementDetails>();
    QVERIFY(node.exists && !node.key.empty());
    QCOMPARE(node.values.size(), graph.serverFacts().schema->nodeValues.size());
    QVERIFY(edge.exists && !edge.source.empty() && !edge.target.empty());
    QVERIFY(edge.sourceSlot != noSlot && edge.targetSlot != noSlot);
    for (const int gone : {3, 4, 5})
        QVERIFY(!ready[gone][0].value<ElementDetails>().exists);
    m_server.stop();
}

void tst_LiveGraph::labelsAreThoseOfTheNodesThatAreThere()
{
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::labelsReady);
    graph.connectTo(serve("synthetic:nodes=100,edges=200,rate=0"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live, patience);
    QTRY_VERIFY(newest(graph) && newest(graph)->nodeCount == 100);
    const std::uint64_t epochVersion = m_scene->epochVersion;
    graph.requestLabels({.number = 7, .epochVersion = epochVersion, .nodes = {3, 4'000'000'000U, 5, noSlot}});
    graph.requestLabels({.number = 8, .epochVersion = epochVersion + 1, .nodes = {3}});   // of a graph that is not here
    QTRY_COMPARE(ready.count(), 2);
    const auto answer = ready[0][0].value<weir::pipeline::LabelAnswer>();
    QCOMPARE(answer.number, 7U);
    QCOMPARE(answer.epochVersion, epochVersion);
    QCOMPARE(ready[1][0].value<weir::pipeline::LabelAnswer>().number, 8U);
    QVERIFY(ready[1][0].value<weir::pipeline::LabelAnswer>().nodes.empty());
    const auto& labels = answer.nodes;
    QCOMPARE(labels.size(), 2U);
    QCOMPARE(labels[0].node, 3U);
    QCOMPARE(labels[1].node, 5U);
    QVERIFY(!std::get<std::string>(labels[0].value).empty() && labels[0].value != labels[1].value);
    QCOMPARE(labels[0].generation, m_scene->style(3).generation);
    m_server.stop();
}

void tst_LiveGraph::linksAreAnsweredAlsoForWhatIsGone()
{
    m_scene.reset();
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::linksAnswered);
    graph.requestLinks(1, 0, {{0, 0}});
    QTRY_COMPARE(ready.count(), 1);   // before there is a graph
    graph.connectTo(serve("synthetic:nodes=100,edges=200,rate=0"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->edgeCount == 200, patience);
    graph.requestLinks(2, newest(graph)->epochVersion, {{3, 5}, {noSlot, 6}, {4'000'000'000U, 4'000'000'000U}});
    QTRY_COMPARE(ready.count(), 2);
    const auto answer = ready[1][0].value<weir::pipeline::LinkAnswer>();
    QCOMPARE(answer.question, std::uint64_t{2});
    QCOMPARE(answer.labels.size(), 3U);
    QVERIFY(!answer.labels[0].text.isEmpty() && !answer.labels[1].text.isEmpty() && answer.labels[2].text.isEmpty());
    QVERIFY(answer.labels[0].link == (weir::pipeline::Link{3, 5}));
    // Slots of another graph's scenes mean nothing here.
    graph.requestLinks(3, newest(graph)->epochVersion - 1, {{3, 5}});
    QTRY_COMPARE(ready.count(), 3);
    QVERIFY(ready[2][0].value<weir::pipeline::LinkAnswer>().labels.empty());
}

void tst_LiveGraph::nodesLookAsTheyAreWantedWhateverComes()
{
    LiveGraph graph({});
    QSignalSpy answered(&graph, &LiveGraph::lookAnswered);
    pipeline::LookSettings look;
    look.nodeColumns = {pipeline::onlyCategories({"Lyra"})};   // the first
    look.failing = scene::Standing::Hidden;
    graph.setLook(look);    // before there is a graph
    graph.connectTo(serve("synthetic:nodes=3000,edges=6000,rate=5000"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 2500, patience);
    const auto asWanted = [&] {
        const auto scene = newest(graph);
        for (Slot node = 0; node < scene->nodeSlots; ++node) {
            const auto& style = scene->style(node);
            if (style.live && (style.standing == scene::Standing::Shown) != (style.category == 0))
                return false;
        }
        return true;
    };
    QVERIFY(asWanted());
    QTRY_VERIFY_WITH_TIMEOUT(graph.lookAnswer().passing > 0 && graph.lookAnswer().passing < graph.lookAnswer().nodes, patience);

    // What was just changed, and then nothing: when the source stands still, time alone lets all fail.
    look.nodeColumns.clear();
    look.age = {0, 1};
    graph.setLook(look);
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live && graph.lookAnswer().complete && graph.lookAnswer().passing > 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(graph.serverFacts().steerable, patience);
    graph.steer({.sourceSpec = {}, .rate = {}, .running = false});
    QTRY_COMPARE_WITH_TIMEOUT(graph.lookAnswer().passing, std::uint64_t{0}, patience);

    look = {};
    look.colourBy = pipeline::ColourBy::Component;
    look.colours = {1, 2, 3, 4, 5, 6, 7, 8};
    graph.setLook(look);
    QTRY_VERIFY_WITH_TIMEOUT(graph.lookAnswer().components > 0 && graph.lookAnswer().complete, patience);
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph)->style(0).colour <= 8, patience);
    QVERIFY(answered.count() > 2);
    graph.setLook({});
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::everyCategoryHasItsNameWheneverItComes()
{
    m_scene.reset();
    QTemporaryDir folder;
    QFile events(folder.filePath(QStringLiteral("events.jsonl")));
    QVERIFY(events.open(QIODevice::WriteOnly));
    const auto bear = [&events](int from, int to) {
        for (int i = from; i < to; ++i)
            events.write("{\"an\":{\"n" + QByteArray::number(i) + "\":{\"category\":\"kind " + QByteArray::number(i) + "\"}}}\n");
        events.flush();
    };
    bear(0, 20);
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::detailsReady);
    graph.connectTo(serve(qPrintable(QStringLiteral("events:") + events.fileName())));
    QTRY_COMPARE_WITH_TIMEOUT(graph.serverFacts().schema->nodeCategories.size(), std::size_t{21}, patience);
    bear(20, 60);
    QTRY_COMPARE_WITH_TIMEOUT(graph.serverFacts().schema->nodeCategories.size(), std::size_t{61}, patience);
    QCOMPARE(graph.serverFacts().schema->nodeCategories.back(), std::string("kind 59"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount == 60, patience);
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().inSync == true, patience);
    std::set<std::string> names;
    for (Slot node = 0; node < newest(graph)->nodeSlots; ++node) {
        if (!newest(graph)->style(node).live)
            continue;
        ready.clear();
        graph.requestDetails(newest(graph)->epochVersion, ElementKind::Node, node);
        QTRY_COMPARE(ready.count(), 1);
        const auto details = ready[0][0].value<ElementDetails>();
        QCOMPARE("n" + details.category.substr(5), details.key);
        names.insert(details.category);
    }
    QCOMPARE(names.size(), std::size_t{60});
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::aTableIsWrittenWhileTheStreamGoesOn()
{
    m_scene.reset();
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::tableAnswered);
    graph.connectTo(serve("synthetic:nodes=30000,edges=60000,rate=20000"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 29'000, patience);
    auto all = std::make_shared<scene::ElementSet>();
    for (Slot node = 0; node < newest(graph)->nodeSlots; ++node)
        all->nodes.push_back(node);
    graph.requestTable(1, newest(graph)->epochVersion, weir::pipeline::TableFormat::Csv, all);
    graph.requestTable(2, newest(graph)->epochVersion, weir::pipeline::TableFormat::Json, all);   // instead
    graph.requestTable(3, newest(graph)->epochVersion, weir::pipeline::TableFormat::Csv, all);
    QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty() && ready.last()[0].value<weir::pipeline::TableAnswer>().question == 3, patience);
    const auto answer = ready.last()[0].value<weir::pipeline::TableAnswer>();
    QVERIFY(!answer.cut && !answer.graphReplaced);
    QVERIFY(answer.rows > 25'000);
    QCOMPARE(static_cast<std::uint64_t>(answer.text.count("\r\n")), answer.rows + 1);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::aTableOfAGraphThatIsReplacedSaysSo()
{
    m_scene.reset();
    LiveGraph graph({});
    QSignalSpy ready(&graph, &LiveGraph::tableAnswered);
    graph.connectTo(serve("synthetic:nodes=500,edges=500"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 400, patience);
    const auto before = newest(graph);
    auto all = std::make_shared<scene::ElementSet>();
    all->nodes.assign(1000, 0);
    graph.steer({.sourceSpec = QStringLiteral("synthetic:nodes=20,edges=20"), .rate = {}, .running = {}});
    // Whenever the other graph comes, a table is of the one that was asked about or there is none.
    bool replaced = false;
    for (std::uint64_t question = 1; !replaced; ++question) {
        const bool cameBefore = newest(graph)->epochVersion > before->epochVersion;
        graph.requestTable(question, before->epochVersion, weir::pipeline::TableFormat::Json, all);
        QTRY_COMPARE_WITH_TIMEOUT(static_cast<std::uint64_t>(ready.count()), question, patience);
        const auto answer = ready.last()[0].value<weir::pipeline::TableAnswer>();
        replaced = answer.graphReplaced;
        QCOMPARE(answer.text.isEmpty(), replaced);
        QVERIFY(replaced || !cameBefore);
    }
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph)->epochVersion > before->epochVersion, patience);
}

void tst_LiveGraph::whilePausedNothingGrowsOld()
{
    LiveGraph graph({});
    pipeline::LookSettings look;
    look.age = {0, 0.5};
    graph.setLook(look);
    graph.connectTo(serve("synthetic:nodes=500,edges=1000,rate=5000"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live && graph.lookAnswer().passing > 50, patience);
    graph.setDrainPaused(true);
    QTRY_VERIFY(graph.stats().state == StreamState::Paused);
    const Tick applied = graph.stats().appliedTick;
    QTRY_VERIFY(graph.stats().serverTick > applied + 25);    // half a second of the server's, so the last answer is here
    const auto passing = graph.lookAnswer().passing;
    const auto version = newest(graph)->version;
    QVERIFY(passing > 0);
    QTRY_VERIFY(graph.stats().serverTick > applied + 100);
    QCOMPARE(graph.lookAnswer().passing, passing);
    QCOMPARE(newest(graph)->version, version);
    // What is wanted meanwhile is shown.
    look.nodeColumns = {pipeline::onlyCategories({})};
    graph.setLook(look);
    QTRY_COMPARE_WITH_TIMEOUT(graph.lookAnswer().passing, std::uint64_t{0}, patience);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::whatTheServerIsIsKnownAndCanBeSteered()
{
    LiveGraph graph({});
    QSignalSpy facts(&graph, &LiveGraph::serverFactsChanged);
    QVERIFY(graph.serverFacts().schema);
    graph.connectTo(serve("synthetic:nodes=100,edges=200,rate=700"));
    QTRY_VERIFY_WITH_TIMEOUT(facts.count() > 0 && graph.serverFacts().rate == 700, patience);
    QVERIFY(graph.serverFacts().name.startsWith(u"weir-server"));
    QVERIFY(graph.serverFacts().steerable && graph.serverFacts().sourceRunning);
    graph.steer({.sourceSpec = {}, .rate = 50, .running = false});
    QTRY_VERIFY(graph.serverFacts().rate == 50 && !graph.serverFacts().sourceRunning);
    QTRY_VERIFY(!graph.serverFacts().schema->nodeValues.empty());
    m_server.stop();
}

void tst_LiveGraph::anotherSourceIsAnotherEpochOfTheScene()
{
    LiveGraph graph({});
    graph.connectTo(serve("synthetic:nodes=500,edges=500"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 400, patience);
    const auto before = newest(graph);
    graph.steer({.sourceSpec = QStringLiteral("synthetic:nodes=20,edges=20"), .rate = {}, .running = {}});
    QTRY_VERIFY(newest(graph)->epochVersion > before->epochVersion && newest(graph)->nodeCount > 10);
    QVERIFY(newest(graph)->nodeCount < 40);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::aWrongSourceIsAFaultInWords()
{
    LiveGraph graph({});
    QSignalSpy faults(&graph, &LiveGraph::reported);
    graph.connectTo(serve("synthetic:nodes=50,edges=50"));
    QTRY_VERIFY_WITH_TIMEOUT(graph.stats().state == StreamState::Live, patience);
    graph.steer({.sourceSpec = QStringLiteral("nonsense"), .rate = {}, .running = {}});
    QTRY_COMPARE(faults.count(), 1);
    const auto report = faults[0][0].value<stream::Report>();
    QCOMPARE(report.kind, stream::ReportKind::Failure);
    QVERIFY(report.text.contains(QStringLiteral("nonsense")));
    m_server.stop();
}

void tst_LiveGraph::disconnectingKeepsThePicture()
{
    LiveGraph graph({});
    graph.connectTo(serve("synthetic:nodes=100,edges=100"));
    QTRY_VERIFY_WITH_TIMEOUT(newest(graph) && newest(graph)->nodeCount > 50, patience);
    graph.disconnectFromServer();
    QTRY_VERIFY(graph.stats().state == StreamState::Closed);
    QVERIFY(graph.stats().nodes > 50);
    QVERIFY(newest(graph)->nodeCount > 50);
    m_server.stop();
    m_scene.reset();
}

void tst_LiveGraph::itCanBeDestroyedAtAnyTime_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<int>("when");
    for (const int when : {0, 1, 2, 3}) {
        QTest::addRow("with positions, %d", when) << QByteArray("synthetic:nodes=50000,edges=100000,rate=100000") << when;
        QTest::addRow("with a layout, %d", when) << QByteArray("synthetic:nodes=20000,edges=40000,rate=20000,positions=no") << when;
    }
}

void tst_LiveGraph::itCanBeDestroyedAtAnyTime()
{
    QFETCH(QByteArray, spec);
    QFETCH(int, when);
    const QUrl url = serve(spec.constData());
    auto graph = std::make_unique<LiveGraph>(LiveGraph::Config{});
    QSignalSpy stats(graph.get(), &LiveGraph::statsChanged), scenes(graph.get(), &LiveGraph::sceneReady);
    graph->connectTo(url);
    if (when == 1)
        QTRY_VERIFY_WITH_TIMEOUT(stats.count() > 0, patience);
    if (when == 2)
        QTRY_VERIFY_WITH_TIMEOUT(scenes.count() > 0, patience);
    if (when == 3)
        QTRY_VERIFY_WITH_TIMEOUT(graph->stats().nodes > 10'000 && (spec.contains("positions") ? graph->layoutActive() : true), patience);
    graph.reset();   // joins its threads
    QCoreApplication::processEvents();
    m_server.stop();
}

WEIR_TEST_IN(QCoreApplication, tst_LiveGraph)
#include "tst_live_graph.moc"
