#include "format/format_catalogue.h"
#include "format/out/graph_export.h"
#include "format/out/store_cursor.h"
#include "plain_graph.h"
#include "support/test_program.h"
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <random>

using namespace weir;
using namespace weir::format;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void fillWith(FilledStore& store, int nodes)
{
    Slot last = store.graph().setNode("n0", {}).value();
    for (int i = 1; i < nodes; ++i) {
        const Slot slot = store.graph().setNode("n" + std::to_string(i), {}).value();
        store.graph().addEdge({last, slot});
        last = slot;
    }
}

} // namespace

/// How a graph becomes a file, whatever the format.
class tst_GraphExport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileIsThereOnceItIsWhole()
    {
        FilledStore store;
        fillWith(store, 3);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        const auto exported = exportGraph(cursor, *targetOfKey("gml"), path("graph.gml"));
        QVERIFY2(exported, exported ? "" : exported.error().text.c_str());
        QCOMPARE(exported->nodes, 3U);
        QCOMPARE(exported->edges, 2U);
        QVERIFY(contentOf(m_folder.filePath(QStringLiteral("graph.gml"))).startsWith("Creator \"Weir\"\ngraph [\n"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("graph.gml")});
    }

    void whatIsGivenUpLeavesWhatWasThere()
    {
        FilledStore store;
        fillWith(store, 20'000);
        QFile before(m_folder.filePath(QStringLiteral("graph.gml")));
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("what was there") > 0);
        before.close();
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        for (const double at : {0.0, 0.5, 0.9}) {   // in the survey, among the nodes, among the edges
            std::stop_source stop;
            const auto exported = exportGraph(cursor, *targetOfKey("gml"), path("graph.gml"), {stop.get_token(), [&](double share) {
                                                                                                   if (share >= at)
                                                                                                       stop.request_stop();
                                                                                               }});
            QVERIFY(!exported);
            QCOMPARE(exported.error().text, std::string("it was given up; nothing was written"));
            QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.gml"))), QByteArray("what was there"));
            QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
        }
    }

    void progressRisesToItsEnd()
    {
        FilledStore store;
        fillWith(store, 20'000);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        for (const char* const key : {"dot", "pajek"}) {
            std::vector<double> shares;
            QVERIFY(exportGraph(cursor, *targetOfKey(key), path("graph"), {{}, [&](double share) { shares.push_back(share); }}));
            QVERIFY(shares.size() > 10 && std::ranges::is_sorted(shares));
            QVERIFY(shares.back() > 0.9 && shares.back() <= 1);
        }
    }

    void aNameThatEndsInGzIsPacked()
    {
        FilledStore store;
        fillWith(store, 300);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        QVERIFY(exportGraph(cursor, *targetOfKey("graphml"), path("graph.graphml")));
        QVERIFY(exportGraph(cursor, *targetOfKey("graphml"), path("graph.graphml.gz")));
        const QByteArray plain = contentOf(m_folder.filePath(QStringLiteral("graph.graphml"))),
                         packed = contentOf(m_folder.filePath(QStringLiteral("graph.graphml.gz")));
        QVERIFY(packed.startsWith("\x1f\x8b") && packed.size() < plain.size() / 2);
        std::istringstream stream(packed.toStdString());
        FileInput input(stream);
        std::string unpacked(static_cast<std::size_t>(plain.size()) + 1, '\0');
        unpacked.resize(input.read(unpacked));
        QCOMPARE(QByteArray::fromStdString(unpacked), plain);
    }

    void tablesAreTwoFiles()
    {
        QCOMPARE(nodesPathOf("calls.csv"), std::string("calls.nodes.csv"));
        QCOMPARE(nodesPathOf("/a.b/calls"), std::string("/a.b/calls.nodes"));
        QCOMPARE(nodesPathOf("calls.tsv.gz"), std::string("calls.nodes.tsv.gz"));
        QCOMPARE(nodesPathOf("/a/.csv"), std::string("/a/.csv.nodes"));
        FilledStore store;
        fillWith(store, 2);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        const auto exported = exportGraph(cursor, *targetOfKey("csv"), path("graph.csv"));
        QVERIFY(exported && exported->nodesPath == path("graph.nodes.csv"));
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.csv"))), QByteArray("\"Source\",Target,Type\n\"n0\",n1,Directed\n"));
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.nodes.csv"))), QByteArray("\"Id\",Label\n\"n0\",\n\"n1\",\n"));
        const auto streamed = exportGraph(cursor, *targetOfKey("csv"), "-");
        QVERIFY(!streamed);
        QVERIFY(streamed.error().text.starts_with("CSV takes two files"));
    }

    void whereNothingCanBeWrittenThatIsSaid()
    {
        FilledStore store;
        fillWith(store, 3);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        const auto nowhere = exportGraph(cursor, *targetOfKey("gml"), path("no/such/folder/graph.gml"));
        QVERIFY(!nowhere);
        QVERIFY2(nowhere.error().text.starts_with(path("no/such/folder/graph.gml") + " cannot be written: "), nowhere.error().text.c_str());
        QVERIFY(exportGraph(cursor, *targetOfKey("gml"), m_folder.path().toStdString()).error().text.ends_with("it is a folder"));
        const auto full = exportGraph(cursor, *targetOfKey("gml"), "/dev/full");
        QVERIFY(!full);
        QVERIFY2(full.error().text.starts_with("/dev/full cannot be written: "), full.error().text.c_str());
    }

    void nodesThatAreNotWantedTakeTheirEdgesWithThem()
    {
        FilledStore store;
        fillWith(store, 4);
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut, [](Slot node) { return node != 1; });
        const auto exported = exportGraph(cursor, *targetOfKey("csv"), path("graph.csv"));
        QCOMPARE(exported->nodes, 3U);
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.csv"))), QByteArray("\"Source\",Target,Type\n\"n2\",n3,Directed\n"));
        // Its size does not follow from the edges that are left, and is said.
        const QByteArray size = QByteArray::fromStdString(std::string(NumberWriter(sizeByEdges(2)).text()));
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.nodes.csv"))),
                 "\"Id\",Label,Size\n\"n0\",,1\n\"n2\",," + size + "\n\"n3\",,\n");
    }

    void aLoopCountsOnceForTheSizeThatFollowsFromEdges()
    {
        FilledStore store;
        fillWith(store, 1);
        store.graph().addEdge({0, 0});
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        QVERIFY(exportGraph(cursor, *targetOfKey("csv"), path("graph.csv")));
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.nodes.csv"))), QByteArray("\"Id\",Label\n\"n0\",\n"));
    }

    void aPieceThatCouldNotBeWrittenIsNotForgotten()
    {
        class FailsOnce final : public QIODevice {
        public:
            int writes = 0;

        protected:
            qint64 readData(char*, qint64) override { return -1; }
            qint64 writeData(const char*, qint64 size) override { return ++writes == 2 ? -1 : size; }   // as a disk that was full
        };
        for (const auto packing : {TextOutput::Packing::None, TextOutput::Packing::Gzip}) {
            FailsOnce device;
            QVERIFY(device.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            TextOutput output(device, packing);
            std::mt19937 random(1);   // what cannot be packed
            for (int i = 0; i < 1 << 20; ++i)
                output.character(static_cast<char>(random()));
            QVERIFY(!output.finish());
        }
    }

    void valuesInMotionAreAttributesAndTold()
    {
        FilledStore store;
        fillWith(store, 2);
        StoreCursor cursor(store.finished());   // a file's nodes have the value edges
        const auto exported = exportGraph(cursor, *targetOfKey("csv"), path("graph.csv"));
        QVERIFY(exported);
        QCOMPARE(contentOf(m_folder.filePath(QStringLiteral("graph.nodes.csv"))), QByteArray("\"Id\",Label,edges\n\"n0\",,1\n\"n1\",,1\n"));
        QCOMPARE(exported->losses.sentence("CSV"), std::string("CSV cannot say: 1 column of values in motion, written as attributes"));
    }

    void otherProgramsReadEdgesBesideEdgesAndOfRelations()
    {
        FilledStore store;
        fillWith(store, 2);
        auto& graph = store.graph();
        const auto calls = graph.category(ElementKind::Edge, "calls").value();
        const auto reads = graph.category(ElementKind::Edge, "reads").value();
        graph.addEdge({0, 1, calls});
        graph.addEdge({1, 0, calls});
        graph.addEdge({0, 1, reads});
        graph.addEdge({1, 0, calls});
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        const auto written = [&](const char* key, const char* name) {
            return exportGraph(cursor, *targetOfKey(key), path(name)) ? contentOf(m_folder.filePath(QLatin1String(name))) : QByteArray();
        };
        // A section is of one relation: not all know of lines that begin with its number.
        const QByteArray nodes = "*Vertices 2\n1 \"n0\"\n2 \"n1\"\n";
        const QByteArray sections = "*Arcs\n1 2 1\n*Arcs :1 \"calls\"\n1 2 1\n2 1 1\n"
                                    "*Arcs :2 \"reads\"\n1 2 1\n*Arcs :1 \"calls\"\n2 1 1\n";
        QCOMPARE(written("pajek", "graph.net"), nodes + sections);
        QVERIFY(written("gml", "graph.gml").contains("\n  multigraph 1\n"));
        QVERIFY(written("json", "graph.json").contains("\"multigraph\": true"));
        const QJsonObject cytoscape = QJsonDocument::fromJson(written("cytoscape", "graph.cyjs")).object();
        QVERIFY(cytoscape[QStringLiteral("data")].isObject());
        QVERIFY(cytoscape[QStringLiteral("multigraph")].toBool());
        QVERIFY(cytoscape[QStringLiteral("directed")].toBool());
    }

    void namesOfColumnsThatWouldBeOneStayTwo()
    {
        FilledStore store;
        auto& graph = store.graph();
        const Slot node = graph.setNode("n", {}).value();
        double value = 0;
        for (const char* const name : {"a b", "a-b", "a_b"}) {
            const auto column = graph.attribute(ElementKind::Node, name, graph::AttributeKind::Number).value();
            graph.setAttribute(ElementKind::Node, node, column, ++value);
        }
        StoreCursor cursor(store.finished(), StoreCursor::Values::LeftOut);
        const auto exported = exportGraph(cursor, *targetOfKey("gml"), path("graph.gml"));
        QVERIFY(exported);
        const QByteArray written = contentOf(m_folder.filePath(QStringLiteral("graph.gml")));
        for (const char* const line : {"    a_b 1\n", "    a_b_ 2\n", "    a_b__ 3\n"})
            QVERIFY2(written.contains(line), written.constData());
        QVERIFY(QByteArray::fromStdString(exported->losses.sentence("GML")).contains("3 names of columns"));
    }

    void whatWouldBeLostIsKnownAhead()
    {
        FilledStore store;
        fillWith(store, 20'000);
        StoreCursor cursor(store.finished());
        for (const char* const key : {"gml", "pajek", "csv"}) {
            double last = 0;
            const auto ahead = surveyExport(cursor, *targetOfKey(key), {{}, [&](double share) { last = share; }});
            QVERIFY(last > 0.5 && last <= 1);
            const auto exported = exportGraph(cursor, *targetOfKey(key), path("graph.csv"));
            QVERIFY(ahead && exported);
            QCOMPARE(ahead->losses.sentence(""), exported->losses.sentence(""));
            QVERIFY(!ahead->losses.none());
            QCOMPARE(ahead->nodes, 20'000U);
            QCOMPARE(ahead->edges, 19'999U);
        }
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!surveyExport(cursor, *targetOfKey("gml"), {stop.get_token(), {}}));
    }

    void whatIsLostIsOneSentence()
    {
        Losses losses;
        QCOMPARE(losses.sentence("GML"), std::string());
        losses.add(Loss::Keys, 3);
        losses.add(Loss::BlankTexts, 1);
        QCOMPARE(
            losses.sentence("GML"),
            std::string(
                "GML cannot say: 3 keys of nodes, written as labels, or as the attribute \"key\"; 1 text, empty or of blanks, left out"));
    }

    void init() { QVERIFY(QDir(m_folder.path()).entryList(QDir::Files).isEmpty()); }
    void cleanup()
    {
        for (const QString& name : QDir(m_folder.path()).entryList(QDir::Files))
            QVERIFY(QFile::remove(m_folder.filePath(name)));
    }

private:
    [[nodiscard]] std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }

    QTemporaryDir m_folder;
};

WEIR_TEST(tst_GraphExport)
#include "tst_graph_export.moc"
