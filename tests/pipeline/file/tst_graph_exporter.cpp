#include "format/format_catalogue.h"
#include "pipeline/live_graph.h"
#include "server/embedded_server.h"
#include "support/chosen_filters.h"
#include "support/read_back.h"
#include "support/test_program.h"
#include <fcntl.h>
#include <QtTest>
#include <set>
#include <sys/stat.h>

using namespace weir;
using pipeline::ExportAnswer;
using pipeline::ExportOrder;
using pipeline::ExportPart;
using pipeline::LiveGraph;
using stream::StreamState;
using Outcome = pipeline::ExportAnswer::Outcome;

/// From a server's graph that is followed to a file.
class tst_GraphExporter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("weir.*=false")); }
    void init()
    {
        m_graph = std::make_unique<LiveGraph>(LiveGraph::Config{});
        m_answers = std::make_unique<QSignalSpy>(m_graph.get(), &LiveGraph::exportAnswered);
        m_scene.reset();
    }
    void cleanup()
    {
        m_answers.reset();
        m_graph.reset();
        m_server.stop();
        for (const QString& name : files())
            QVERIFY(QFile::remove(m_folder.filePath(name)));
    }

    void theFileIsTheGraph();
    void theFileIsOfOneTickWhileTheGraphChanges();
    void theStreamGoesOnAfterwards();
    void placesAreThoseThatAreShownOrTheSources();
    void theFiltersPartAndTheSelectionAreWhatTheyAreInTheScene();
    void edgesThatAFilterLeavesOutAreNotWritten();
    void aFilterThatWasJustChosenIsWaitedFor();
    void aLookAheadWritesNothingAndSaysWhatWouldBeLost();
    void aLookAheadHoldsUpTheStreamForSoLongAtMost();
    void anExportThatIsGivenUpLeavesWhatWasThere();
    void ofTwoOrdersTheFirstIsGivenUp();
    void anotherGraphThatComesMeanwhileComesAfterwards();
    void aSelectionOfAGraphThatIsReplacedSaysSo();
    void withoutAConnectionTheGraphThatIsThereIsWritten();
    void aGraphThatIsStillOnItsWayIsWaitedForAndMayBeGivenUp();
    void whatCannotBeWrittenIsSaid();
    void itCanBeDestroyedWhileItWrites();

private:
    static constexpr int patience = 60'000;
    static constexpr const char* large = "synthetic:nodes=60000,edges=120000,rate=20000";

    void follow(const char* spec)
    {
        const auto url = m_server.start(QString::fromLatin1(spec));
        QVERIFY2(url, url ? "" : url.error().text.c_str());
        m_graph->connectTo(*url);
        QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().state == StreamState::Live && newest() && newest()->nodeCount > 0
                                     && m_graph->stats().sourceState != stream::SourceState::Reading
                                     && newest()->nodeCount == m_graph->stats().nodes,
                                 patience);
    }
    std::shared_ptr<const scene::Scene> newest()
    {
        if (auto update = m_graph->takeScene())
            m_scene = update->update.scene;
        return m_scene;
    }
    /// Of so many nodes it is known which pass.
    [[nodiscard]] bool filtered(std::uint64_t nodes) const
    {
        const pipeline::LookAnswer& look = m_graph->lookAnswer();
        return look.nodes == nodes && look.passing < nodes && look.complete;
    }
    [[nodiscard]] ExportOrder order(const char* name, const char* target = "graphml") const
    {
        ExportOrder order;
        order.number = 1;
        order.target = format::targetOfKey(target);
        order.path = name[0] == '/' ? name : path(name);
        return order;
    }
    ExportAnswer carryOut(const ExportOrder& order)
    {
        const qsizetype before = m_answers->count();
        m_graph->exportGraph(order);
        if (!QTest::qWaitFor([&] { return m_answers->count() > before; }, patience))
            return {};
        return m_answers->last()[0].value<ExportAnswer>();
    }
    /// Until the writer is at it.
    void untilItWrites(const ExportOrder& order)
    {
        QSignalSpy progress(m_graph.get(), &LiveGraph::exportProgressed);
        m_graph->exportGraph(order);
        QTRY_VERIFY_WITH_TIMEOUT(
            !progress.isEmpty() && progress.last()[0].value<pipeline::ExportProgress>().share.value_or(0) > 0, patience);
    }
    [[nodiscard]] std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System); }

    QTemporaryDir m_folder;
    server::EmbeddedServer m_server;
    std::unique_ptr<LiveGraph> m_graph;
    std::unique_ptr<QSignalSpy> m_answers;
    std::shared_ptr<const scene::Scene> m_scene;
};

void tst_GraphExporter::theFileIsTheGraph()
{
    const std::string original = std::string(WEIR_SOURCE_DIR) + "/tests/source/files/les_amis.csv";
    follow(("file:" + original).c_str());
    for (const char* const name : {"amis.graphml", "amis.graphml.gz", "amis.gexf", "amis.json"}) {
        ExportOrder wanted = order(name);
        wanted.target = format::targetOfName(name);
        wanted.placesAsShown = false;
        const ExportAnswer answer = carryOut(wanted);
        QCOMPARE(answer.outcome, Outcome::Done);
        QCOMPARE(answer.number, std::uint64_t{1});
        QCOMPARE(answer.path, path(name));
        QCOMPARE(answer.nodes, answer.allNodes);
        QVERIFY(answer.nodes > 0 && answer.edges > 0);
        QCOMPARE(answer.losses, std::string());
        QCOMPARE(PlainGraph::difference(readBack(original), readBack(path(name))), std::string());
    }
}

void tst_GraphExporter::theFileIsOfOneTickWhileTheGraphChanges()
{
    follow(large);
    const ExportAnswer answer = carryOut(order("live.graphml"));
    QCOMPARE(answer.outcome, Outcome::Done);
    // The count at the end of the writing is that of its beginning, and the file's.
    QCOMPARE(answer.nodes, answer.allNodes);
    QCOMPARE(answer.edges, answer.allEdges);
    QVERIFY(answer.tick > 0);
    const PlainGraph found = readBack(path("live.graphml"));
    QCOMPARE(std::uint64_t{found.nodes.size()}, answer.nodes);
    QCOMPARE(std::uint64_t{found.edges.size()}, answer.edges);
    // The scene of that tick has the same places.
    m_graph->setDrainPaused(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().state == StreamState::Paused, patience);
    const ExportAnswer paused = carryOut(order("paused.graphml"));
    QCOMPARE(paused.outcome, Outcome::Done);
    QTRY_COMPARE_WITH_TIMEOUT(newest()->shownTick, paused.tick, patience);
    std::multiset<std::pair<float, float>> shown, written;
    for (Slot node = 0; node < newest()->nodeSlots; ++node) {
        if (newest()->style(node).live)
            shown.emplace(newest()->position(node).x, newest()->position(node).y);
    }
    for (const PlainGraph::Node& node : readBack(path("paused.graphml")).nodes)
        written.emplace(node.x, node.y);
    QVERIFY(shown == written);
}

void tst_GraphExporter::theStreamGoesOnAfterwards()
{
    follow(large);
    QCOMPARE(carryOut(order("live.gml", "gml")).outcome, Outcome::Done);
    const Tick then = m_graph->stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().appliedTick > then + 20 && m_graph->stats().state == StreamState::Live, patience);
    QCOMPARE(m_graph->stats().inSync, std::optional(true));
    QCOMPARE(m_graph->stats().faults, std::uint64_t{0});
}

void tst_GraphExporter::placesAreThoseThatAreShownOrTheSources()
{
    follow("synthetic:nodes=200,edges=300,rate=0,positions=no");
    QTRY_VERIFY_WITH_TIMEOUT(newest()->drawn(0), patience);
    ExportOrder asSource = order("source.graphml");
    asSource.placesAsShown = false;
    QCOMPARE(carryOut(asSource).outcome, Outcome::Done);
    for (const PlainGraph::Node& node : readBack(path("source.graphml")).nodes)
        QVERIFY(!node.positioned);
    m_graph->pinNode(7, {123'456, -7});
    QTRY_VERIFY_WITH_TIMEOUT(newest()->position(7).x == 123'456, patience);
    QCOMPARE(carryOut(order("shown.graphml")).outcome, Outcome::Done);
    const PlainGraph shown = readBack(path("shown.graphml"));
    QVERIFY(std::ranges::all_of(shown.nodes, &PlainGraph::Node::positioned));
    QCOMPARE(std::ranges::count_if(shown.nodes, [](const auto& node) { return node.x == 123'456 && node.y == -7; }), 1);
}

void tst_GraphExporter::theFiltersPartAndTheSelectionAreWhatTheyAreInTheScene()
{
    follow("synthetic:nodes=3000,edges=6000,rate=0");
    QSignalSpy counted(m_graph.get(), &LiveGraph::exportCounted);
    auto set = std::make_shared<scene::ElementSet>();
    for (Slot node = 0; node < 50; ++node)
        set->nodes.push_back(node);
    pipeline::LookSettings look;
    look.nodeColumns = {pipeline::onlyCategories({"Orion"})};
    m_graph->setLook(look);
    QTRY_VERIFY_WITH_TIMEOUT(filtered(3000), patience);
    m_graph->countExport(5, {newest()->epochVersion, set});
    QTRY_COMPARE_WITH_TIMEOUT(counted.count(), 1, patience);
    const auto counts = counted[0][0].value<pipeline::ExportCounts>();
    QCOMPARE(counts.question, std::uint64_t{5});
    QCOMPARE(counts.everything.nodes, std::uint64_t{newest()->nodeCount});
    QVERIFY(counts.shown.nodes > 0 && counts.shown.nodes < counts.everything.nodes);

    ExportOrder shown = order("shown.graphml");
    shown.part = ExportPart::Shown;
    const ExportAnswer filtered = carryOut(shown);
    QCOMPARE(filtered.outcome, Outcome::Done);
    QVERIFY((counts.shown == pipeline::ExportCounts::Count{filtered.nodes, filtered.edges}));
    QCOMPARE(filtered.allNodes, counts.everything.nodes);
    const PlainGraph found = readBack(path("shown.graphml"));
    QCOMPARE(std::uint64_t{found.nodes.size()}, filtered.nodes);
    QCOMPARE(std::uint64_t{found.edges.size()}, filtered.edges);
    for (const PlainGraph::Node& node : found.nodes)
        QCOMPARE(node.category, found.nodes.front().category);

    ExportOrder selected = order("selected.graphml");
    selected.part = ExportPart::Selection;
    selected.selection = {newest()->epochVersion, set};
    const ExportAnswer chosen = carryOut(selected);
    QCOMPARE(chosen.nodes, std::uint64_t{50});
    QVERIFY((counts.selection == pipeline::ExportCounts::Count{chosen.nodes, chosen.edges}));
    QCOMPARE(readBack(path("selected.graphml")).nodes.size(), std::size_t{50});
    QCOMPARE(chosen.gone, std::uint64_t{0});
}

void tst_GraphExporter::edgesThatAFilterLeavesOutAreNotWritten()
{
    follow("synthetic:nodes=300,edges=900,rate=0");
    pipeline::LookSettings look;
    look.edgeColumns = {pipeline::onlyCategories({"between communities"})};
    m_graph->setLook(look);
    ExportOrder shown = order("shown.graphml");
    shown.part = ExportPart::Shown;
    const ExportAnswer answer = carryOut(shown);
    QCOMPARE(answer.outcome, Outcome::Done);
    QCOMPARE(answer.nodes, answer.allNodes);
    QVERIFY(answer.edges > 0 && answer.edges < answer.allEdges);
    const PlainGraph found = readBack(path("shown.graphml"));
    QCOMPARE(std::uint64_t{found.edges.size()}, answer.edges);
    for (const PlainGraph::Edge& edge : found.edges)
        QCOMPARE(edge.category, std::string("between communities"));
}

void tst_GraphExporter::aFilterThatWasJustChosenIsWaitedFor()
{
    follow("synthetic:nodes=200000,edges=10,rate=0");
    pipeline::LookSettings look;
    look.nodeColumns = {pipeline::onlyCategories({"Orion"})};
    m_graph->setLook(look);
    ExportOrder shown = order("shown.tsv", "tsv");
    shown.part = ExportPart::Shown;
    const ExportAnswer answer = carryOut(shown);
    QTRY_VERIFY_WITH_TIMEOUT(filtered(200'000), patience);
    QCOMPARE(answer.nodes, m_graph->lookAnswer().passing);
    QCOMPARE(answer.nodesPath, path("shown.nodes.tsv"));
}

void tst_GraphExporter::aLookAheadWritesNothingAndSaysWhatWouldBeLost()
{
    follow("synthetic:nodes=300,edges=500,rate=0");
    ExportOrder look = order("", "gml");
    look.path.clear();
    const ExportAnswer ahead = carryOut(look);
    QCOMPARE(ahead.outcome, Outcome::Done);
    QCOMPARE(ahead.losses, std::string("GML cannot say: 300 keys of nodes, written as labels, or as the attribute \"key\""));
    QVERIFY(files().isEmpty());
    QCOMPARE(carryOut(order("graph.gml", "gml")).losses, ahead.losses);
}

void tst_GraphExporter::aLookAheadHoldsUpTheStreamForSoLongAtMost()
{
    follow(large);
    ExportOrder look = order("", "gml");
    look.path.clear();
    look.mostHeld = std::chrono::milliseconds(0);
    QCOMPARE(carryOut(look).outcome, Outcome::TooLong);
    const Tick then = m_graph->stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().appliedTick > then, patience);
    look.mostHeld = std::chrono::minutes(10);
    QCOMPARE(carryOut(look).outcome, Outcome::Done);
    QCOMPARE(carryOut(order("graph.gml", "gml")).outcome, Outcome::Done);
}

void tst_GraphExporter::anExportThatIsGivenUpLeavesWhatWasThere()
{
    follow(large);
    QFile before(m_folder.filePath(QStringLiteral("live.graphml")));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("what was there") > 0);
    before.close();
    untilItWrites(order("live.graphml"));
    m_graph->cancelExport();
    QTRY_COMPARE_WITH_TIMEOUT(m_answers->count(), 1, patience);
    QCOMPARE(m_answers->last()[0].value<ExportAnswer>().outcome, Outcome::GivenUp);
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), QByteArray("what was there"));
    QCOMPARE(files(), QStringList{QStringLiteral("live.graphml")});
    const Tick then = m_graph->stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().appliedTick > then, patience);
    m_graph->cancelExport();   // of nothing
    QCOMPARE(carryOut(order("live.graphml")).outcome, Outcome::Done);
}

void tst_GraphExporter::ofTwoOrdersTheFirstIsGivenUp()
{
    follow(large);
    untilItWrites(order("first.graphml"));
    for (std::uint64_t number = 2; number <= 3; ++number) {
        ExportOrder next = order(number == 2 ? "second.graphml" : "third.graphml");
        next.number = number;
        m_graph->exportGraph(next);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_answers->count(), 3, patience);
    std::map<std::uint64_t, Outcome> outcomes;
    for (const auto& arguments : *m_answers)
        outcomes[arguments[0].value<ExportAnswer>().number] = arguments[0].value<ExportAnswer>().outcome;
    QVERIFY((outcomes == std::map<std::uint64_t, Outcome>{{1, Outcome::GivenUp}, {2, Outcome::GivenUp}, {3, Outcome::Done}}));
    QCOMPARE(files(), QStringList{QStringLiteral("third.graphml")});
}

void tst_GraphExporter::anotherGraphThatComesMeanwhileComesAfterwards()
{
    follow(large);
    const std::uint64_t epoch = newest()->epochVersion;
    untilItWrites(order("live.graphml"));
    m_graph->steer({.sourceSpec = QStringLiteral("synthetic:nodes=20,edges=20,rate=0"), .rate = {}, .running = {}});
    QTRY_COMPARE_WITH_TIMEOUT(m_answers->count(), 1, patience);
    const auto answer = m_answers->last()[0].value<ExportAnswer>();
    QCOMPARE(answer.outcome, Outcome::Done);
    QVERIFY(answer.nodes > 50'000);
    QCOMPARE(answer.nodes, answer.allNodes);
    QCOMPARE(std::uint64_t{readBack(path("live.graphml")).nodes.size()}, answer.nodes);
    QTRY_VERIFY_WITH_TIMEOUT(newest()->epochVersion > epoch && newest()->nodeCount == 20, patience);
    QCOMPARE(carryOut(order("after.graphml")).nodes, std::uint64_t{20});
}

void tst_GraphExporter::aSelectionOfAGraphThatIsReplacedSaysSo()
{
    follow("synthetic:nodes=300,edges=300,rate=0");
    ExportOrder selected = order("selected.graphml");
    selected.part = ExportPart::Selection;
    selected.selection = {newest()->epochVersion, std::make_shared<const scene::ElementSet>(scene::ElementSet{{1, 2}, {}})};
    m_graph->steer({.sourceSpec = QStringLiteral("synthetic:nodes=20,edges=20,rate=0"), .rate = {}, .running = {}});
    QTRY_VERIFY_WITH_TIMEOUT(newest()->epochVersion > selected.selection.epochVersion && newest()->nodeCount == 20, patience);
    QCOMPARE(carryOut(selected).outcome, Outcome::GraphReplaced);
    QVERIFY(files().isEmpty());
}

void tst_GraphExporter::withoutAConnectionTheGraphThatIsThereIsWritten()
{
    follow("synthetic:nodes=300,edges=300,rate=1000");
    m_graph->disconnectFromServer();
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().state == StreamState::Closed, patience);
    const ExportAnswer answer = carryOut(order("kept.graphml"));
    QCOMPARE(answer.outcome, Outcome::Done);
    QCOMPARE(answer.nodes, m_graph->stats().nodes);
}

void tst_GraphExporter::aGraphThatIsStillOnItsWayIsWaitedForAndMayBeGivenUp()
{
    QSignalSpy progress(m_graph.get(), &LiveGraph::exportProgressed);
    m_graph->exportGraph(order("nothing.graphml"));   // nothing has come yet
    QTRY_COMPARE_WITH_TIMEOUT(progress.count(), 1, patience);
    QVERIFY(!progress[0][0].value<pipeline::ExportProgress>().share);
    m_graph->cancelExport();
    QTRY_COMPARE_WITH_TIMEOUT(m_answers->count(), 1, patience);
    QCOMPARE(m_answers->last()[0].value<ExportAnswer>().outcome, Outcome::GivenUp);
    QVERIFY(files().isEmpty());

    m_graph->exportGraph(order("all.graphml"));
    const auto url = m_server.start(QStringLiteral("synthetic:nodes=30000,edges=30000,rate=0"));
    QVERIFY(url);
    m_graph->connectTo(*url);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers->count(), 2, patience);
    QCOMPARE(m_answers->last()[0].value<ExportAnswer>().outcome, Outcome::Done);
    QCOMPARE(std::uint64_t{readBack(path("all.graphml")).nodes.size()}, m_answers->last()[0].value<ExportAnswer>().nodes);
}

void tst_GraphExporter::whatCannotBeWrittenIsSaid()
{
    follow("synthetic:nodes=3000,edges=6000,rate=1000");
    const auto problem = [this](const std::string& to) {
        const ExportAnswer answer = carryOut(order(to.c_str()));
        return answer.outcome == Outcome::Failed ? QString::fromStdString(answer.problem) : QStringLiteral("it did not fail");
    };
    const QString nowhere = problem(path("gone/graph.graphml"));
    QVERIFY2(nowhere.startsWith(QString::fromStdString(path("gone/graph.graphml")) + QStringLiteral(" cannot be written: ")),
             qPrintable(nowhere));
    QVERIFY(problem(m_folder.path().toStdString()).endsWith(QStringLiteral("it is a folder")));
    QVERIFY(problem("/proc/graph.graphml").startsWith(QStringLiteral("/proc/graph.graphml cannot be written: ")));
    QVERIFY(problem("/dev/full").startsWith(QStringLiteral("/dev/full cannot be written: ")));
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    QVERIFY(problem(path("pipe")).endsWith(QStringLiteral("it is a pipe, not a file")));
    QCOMPARE(files(), QStringList{QStringLiteral("pipe")});
    // And the stream goes on.
    const Tick then = m_graph->stats().appliedTick;
    QTRY_VERIFY_WITH_TIMEOUT(m_graph->stats().appliedTick > then, patience);
}

void tst_GraphExporter::itCanBeDestroyedWhileItWrites()
{
    follow(large);
    untilItWrites(order("live.graphml"));
    m_answers.reset();
    m_graph.reset();   // joins its threads
    QVERIFY(files().isEmpty());
}

WEIR_TEST_IN(QCoreApplication, tst_GraphExporter)
#include "tst_graph_exporter.moc"
