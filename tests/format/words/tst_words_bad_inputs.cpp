#include "format/file_input.h"
#include "format/words/dgs_reader.h"
#include "format/words/dimacs_reader.h"
#include "format/words/dot/dot_reader.h"
#include "format/words/gml_reader.h"
#include "format/words/matrix_market_reader.h"
#include "format/words/pajek_reader.h"
#include "format/words/sif_reader.h"
#include "large_text.h"
#include "support/test_program.h"
#include <QtTest/QtTest>
#include <istream>

using namespace weir::format;

/// Texts that end readers of other programs: each is one sentence with a place and a cause, and memory does not grow with it.
class tst_WordsBadInputs final : public QObject {
    Q_OBJECT

    static constexpr std::uint64_t mebibyte = 1024 * 1024;

    struct Outcome {
        QString error, report;
        std::uint64_t nodes, edges, heap;   ///< heap: what it grew by at most while the text was read
    };
    template <typename Reader>
    static Outcome read(std::vector<LargeText::Part> parts)
    {
        LargeText text(std::move(parts));
        std::istream stream(&text);
        const std::uint64_t before = heapBytes();
        FileInput input(stream);
        CountedGraph graph;
        const auto done = Reader(input, graph).read();
        const std::uint64_t most = text.mostHeapBytes();
        return {done ? QString() : QString::fromStdString(done.error().text), QString::fromStdString(graph.report().text()),
                graph.nodeCount(), graph.edgeCount(), most > before ? most - before : 0};
    }
    static bool isFlat(const Outcome& outcome) { return !heapIsCounted() || outcome.heap < 3 * mebibyte; }

private Q_SLOTS:
    void aTextOfAGibibyteIsPassedOver()
    {
        const QByteArray kibibyte(1024, 'x');
        const Outcome label = read<DotReader>({{"graph { a [label=\""}, {kibibyte, mebibyte}, {"\"]; b }"}});
        QCOMPARE(label.error, QString());
        QCOMPARE(label.nodes, 2U);
        QVERIFY2(label.report.contains(u"1 text's end left out (line 1: only the first 65536 bytes of a text are read)"_qs),
                 qPrintable(label.report));
        QVERIFY2(isFlat(label), qPrintable(QString::number(label.heap)));
    }

    void textsThatDoNotEndAreNamedWhereTheyBegin_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QString>("error");
        QTest::newRow("quotes") << QByteArray("graph {\na [label=\"") << QByteArray("x\\n\\\\ \n")
                                << u"2: the text in quotes that begins here has no end"_qs;
        QTest::newRow("HTML") << QByteArray("graph {\na [label=<") << QByteArray("<b>x</b>")
                              << u"2: the HTML that begins here has no end"_qs;
        QTest::newRow("HTML that only opens") << QByteArray("graph {\na [label=") << QByteArray("<")
                                              << u"2: the HTML that begins here has no end"_qs;
        QTest::newRow("comment in HTML") << QByteArray("graph {\na [label=<<!--") << QByteArray("- > ")
                                         << u"2: the HTML that begins here has no end"_qs;
        QTest::newRow("comment") << QByteArray("graph {\n/*") << QByteArray("* /\n") << u"2: the comment that begins here has no end"_qs;
        QTest::newRow("joined texts") << QByteArray("graph {\n") << QByteArray("\"x\" + ")
                                      << u"2: behind a + comes another text in quotes"_qs;
    }

    void textsThatDoNotEndAreNamedWhereTheyBegin()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, piece);
        QFETCH(const QString, error);
        const Outcome outcome = read<DotReader>({{begin}, {piece, 20 * mebibyte / static_cast<std::uint64_t>(piece.size())}});
        QCOMPARE(outcome.error, error);
        QVERIFY2(isFlat(outcome), qPrintable(QString::number(outcome.heap)));
    }

    void aNameWithoutAnEndIsNone()
    {
        const Outcome outcome = read<DotReader>({{"graph { a -- "}, {"x", 20 * mebibyte}, {" -- b }"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 2U);
        QCOMPARE(outcome.edges, 0U);
        QVERIFY2(outcome.report.contains(u"1 node left out (line 1: "_qs), qPrintable(outcome.report));
        QVERIFY2(isFlat(outcome), qPrintable(QString::number(outcome.heap)));
    }

    void bracesInBracesAreNoStack()
    {
        const Outcome outcome = read<DotReader>({{"graph {"}, {"{", 200'000}, {"a -- b"}, {"}", 200'000}, {"}"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.edges, 1U);
        const Outcome endless = read<DotReader>({{"graph {\na -- b;"}, {"{a ", 10 * mebibyte}});
        QCOMPARE(endless.error, u"2: subgraphs lie more than 250000 deep in each other"_qs);
        QCOMPARE(endless.edges, 1U);
        const Outcome open = read<DotReader>({{"graph {"}, {"subgraph cluster_% { a% -- b ", 100'000, true}});
        QCOMPARE(open.error, u"1: the text ends within the graph whose { is in line 1"_qs);
        QCOMPARE(open.edges, 100'000U);
    }

    void setsInSetsTakeNoMoreTimeThanTheyHaveEdges()
    {
        const Outcome outcome = read<DotReader>({{"graph {"}, {"{ a% -- ", 8'000, true}, {"b"}, {"}", 8'000}, {"}"}});
        QCOMPARE(outcome.error, QString());
        QVERIFY2(outcome.edges <= DotReader::mostProductEdgesOfAll + 8'002, qPrintable(QString::number(outcome.edges)));
        QVERIFY2(outcome.report.contains(
                     u"edges left out (first line 1: between sets of nodes a statement makes at most 1000000, a file 16000000)"_qs),
                 qPrintable(outcome.report));
    }

    void aChainOfAMillionNodesIsRead()
    {
        const Outcome outcome = read<DotReader>({{"graph { n"}, {" -- n%", 1'000'000, true}, {" [len=1] }"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 1'000'001U);
        QCOMPARE(outcome.edges, 1'000'000U);
    }

    void aChainWithoutAnEndIsNamed()
    {
        for (const QByteArray& more : {QByteArray(" -- a"), QByteArray("-- {}")}) {
            const Outcome outcome = read<DotReader>({{"graph {\na"}, {more, 4'000'000}});
            QCOMPARE(outcome.error, u"2: the edges of a statement have more than 4000000 ends"_qs);
        }
    }

    void theProductOfSetsIsBoundedAndWhatIsBeyondCounted()
    {
        const std::vector<LargeText::Part> square{{"graph { x -- y {"}, {"n% ", 3000, true}, {"} -- {"}, {"n% ", 3000, true}, {"} }"}};
        const Outcome outcome = read<DotReader>(square);
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 3002U);
        QCOMPARE(outcome.edges, 1'000'001U);
        QCOMPARE(outcome.report,
                 u"8,000,000 edges left out (first line 1: between sets of nodes a statement makes at most 1000000, a file 16000000)"_qs);
        const Outcome hub = read<DotReader>({{"graph { hub -- {"}, {"n% ", 1'200'000, true}, {"} }"}});
        QCOMPARE(hub.edges, 1'200'000U);   // no more than the text names
    }

    void aSubgraphKeepsEachNodeOnce()
    {
        const Outcome outcome = read<DotReader>({{"graph { subgraph cluster_a {"}, {"a -- b; ", 1'000'000}, {"} }"}});
        QCOMPARE(outcome.edges, 1'000'000U);
        QVERIFY2(isFlat(outcome), qPrintable(QString::number(outcome.heap)));
    }

    void defaultsInEverySubgraphAreBounded()
    {
        const QByteArray text(1000, 'x');
        const Outcome outcome = read<DotReader>({{"graph {"}, {"{ node [a=\"" + text + "\"] ", 50'000}, {"n"}, {"}", 50'000}, {"}"}});
        QCOMPARE(outcome.error, QString());
        QVERIFY2(outcome.report.contains(u"defaults left out (first line 1: subgraphs in each other say more of them than are kept)"_qs),
                 qPrintable(outcome.report));
        QVERIFY2(!heapIsCounted() || outcome.heap < 60 * mebibyte, qPrintable(QString::number(outcome.heap)));
    }

    void attributesWithoutAnEndAreBounded()
    {
        const Outcome list = read<DotReader>({{"graph { a ["}, {"k%=\"some text of a value\" ", 500'000, true}, {"] }"}});
        QCOMPARE(list.error, QString());
        QVERIFY2(
            list.report.contains(u"498,976 attributes left out (first line 1: a statement has more of them than an element can have)"_qs),
            qPrintable(list.report));
        QVERIFY2(isFlat(list), qPrintable(QString::number(list.heap)));
        const Outcome node = read<GmlReader>({{"graph [ node [ id 1 "}, {"k% \"some text of a value\" ", 500'000, true}, {"] ]"}});
        QCOMPARE(node.error, QString());
        QVERIFY2(isFlat(node), qPrintable(QString::number(node.heap)));
        const Outcome same = read<GmlReader>({{"graph [ node [ id 1 "}, {"k \"some text of a value\" ", 500'000}, {"] ]"}});
        QCOMPARE(same.error, QString());
        QVERIFY2(isFlat(same), qPrintable(QString::number(same.heap)));
    }

    void listsInListsAreNoStack()
    {
        const Outcome outcome =
            read<GmlReader>({{"graph [ node [ id 1 "}, {"a [ ", mebibyte}, {"b 1 "}, {"] ", mebibyte}, {"] node [ id 2 ] ]"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 2U);
        QVERIFY2(outcome.report.contains(u"1 list left out (line 1: lists lie more than 32 deep in each other)"_qs),
                 qPrintable(outcome.report));
        QVERIFY2(isFlat(outcome), qPrintable(QString::number(outcome.heap)));
        QCOMPARE(read<GmlReader>({{"graph [\nnode [ id 1 "}, {"a [ ", mebibyte}}).error,
                 u"2: the text ends within the node that begins in line 2"_qs);
    }

    void textsOfGmlWithoutAnEndAreNamedWhereTheyBegin()
    {
        const Outcome text = read<GmlReader>({{"graph [\nnode [ id 1 label \""}, {"x\n", 10 * mebibyte}});
        QCOMPARE(text.error, u"2: the text in quotes that begins here has no end"_qs);
        QVERIFY2(isFlat(text), qPrintable(QString::number(text.heap)));
        const Outcome word = read<GmlReader>({{"graph [\nnode [ id 1 label "}, {"x", 20 * mebibyte}});
        QCOMPARE(word.error, u"2: the text ends within the node that begins in line 2"_qs);
        QVERIFY2(isFlat(word), qPrintable(QString::number(word.heap)));
    }

    void aLineWithoutAnEndIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("Pajek") << QByteArray("*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n");
        QTest::newRow("Matrix Market") << QByteArray("%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2\n");
        QTest::newRow("DIMACS") << QByteArray("p edge 2 1\ne 1 2\n");
        QTest::newRow("SIF") << QByteArray("1 to 2\n");
        QTest::newRow("DGS") << QByteArray("DGS004\n\"t\" 0 0\nan 1\nan 2\nae e 1 2\n");
    }

    void aLineWithoutAnEndIsPassedOver()
    {
        QFETCH(const QByteArray, begin);
        const std::vector<LargeText::Part> parts{{begin}, {"1 2 ", 10 * mebibyte}};
        const QByteArray format = QTest::currentDataTag();
        const Outcome outcome = format == "Pajek" ? read<PajekReader>(parts)
            : format == "Matrix Market"           ? read<MatrixMarketReader>(parts)
            : format == "DIMACS"                  ? read<DimacsReader>(parts)
            : format == "SIF"                     ? read<SifReader>(parts)
                                                  : read<DgsReader>(parts);
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.edges, 1U);
        QVERIFY2(outcome.report.contains(u"1 line left out (line "_qs) && outcome.report.contains(u"it is longer than 1048576 bytes"_qs),
                 qPrintable(outcome.report));
        QVERIFY2(!heapIsCounted() || outcome.heap < 4 * mebibyte, qPrintable(QString::number(outcome.heap)));
    }

    void sizesAreNotBelieved()
    {
        for (const QByteArray& size : {QByteArray("67108864"), QByteArray("18446744073709551615")}) {
            const Outcome matrix = read<MatrixMarketReader>(
                {{"%%MatrixMarket matrix coordinate pattern general\n" + size + ' ' + size + ' ' + size + "\n1 2\n"}});
            QCOMPARE(matrix.nodes, 2U);
            const Outcome colouring = read<DimacsReader>({{"p edge " + size + ' ' + size + "\ne 1 2\n"}});
            QCOMPARE(colouring.nodes, 2U);
            const Outcome network = read<PajekReader>({{"*Vertices " + size + "\n*Matrix\n0 1 0\n"}});
            QCOMPARE(network.nodes, 2U);
            for (const Outcome& outcome : {matrix, colouring, network})
                QVERIFY2(outcome.error.isEmpty() && isFlat(outcome), qPrintable(QString::number(outcome.heap)));
        }
    }

    void eventsWithoutAnEndKeepWhatIsThereAlone()
    {
        const Outcome outcome = read<DgsReader>(
            {{"DGS004\n\"t\" 0 0\nan hub\n"}, {"an a%\nae e% hub a% len:%\ndn a%\n", 400'000, true}, {"an b\nae e hub b\n"}});
        QCOMPARE(outcome.error, QString());
        QCOMPARE(outcome.nodes, 2U);
        QCOMPARE(outcome.edges, 1U);
        QVERIFY2(!heapIsCounted() || outcome.heap < 40 * mebibyte, qPrintable(QString::number(outcome.heap)));
    }

    void anElementWithoutAnEndIsBounded()
    {
        const Outcome outcome = read<DgsReader>({{"DGS004\n\"t\" 0 0\nan a\n"}, {"cn a k%:%\n", 100'000, true}});
        QVERIFY2(outcome.report.contains(u"events left out"_qs)
                     && outcome.report.contains(u"the attributes of an element take more than 65536 bytes"_qs),
                 qPrintable(outcome.report));
    }

    void everyTextMayEndAnywhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("DOT") << QByteArray("strict digraph \"G\" { node [a=\"b\\\"c\" d=<e<i>f</i>>]; subgraph cluster_1 { label=x; a:p -> "
                                           "{b c} [len=1] } /* d */ // e\n\"f\" + \"g\" -> h; }\ngraph { a -- b }");
        QTest::newRow("GML") << QByteArray(
            "Version 1 graph [ directed 1 edge [ source 1 target 2 ] node [ id 1 a [ b \"c &amp; d\" ] ] node [ id 2 ] ] # e");
        QTest::newRow("Pajek") << QByteArray(
            "*Vertices 2 1\n1 \"a b\" 0.1 0.2 box ic \"Red\" [1-2]\n*Arcs :1 \"r\"\n1 2 3 c Blue\n*Arcslist\n1 2\n*Matrix\n0 1\n");
        QTest::newRow("Matrix Market") << QByteArray("%%MatrixMarket matrix coordinate complex general\n% c\n2 2 1\n1 2 0.5 -1\n");
        QTest::newRow("DIMACS") << QByteArray("c a\np edge 2 1\nn 1 3\ne 1 2 4\n");
        QTest::newRow("SIF") << QByteArray("a\tr s\tb\tc\nd\n");
        QTest::newRow("DGS") << QByteArray(
            "DGS004\n\"t\" 0 0\nan \"a\\\"\" k:{1,\"2\"} -j\nan b\nae e \"a\\\"\" > b l:1,2,3 # c\nst 1\nde e\ncl\n");
    }

    void everyTextMayEndAnywhere()
    {
        QFETCH(const QByteArray, text);
        const QByteArray format = QTest::currentDataTag();
        for (qsizetype bytes = 0; bytes <= text.size(); ++bytes) {
            const std::vector<LargeText::Part> parts{{text.left(bytes)}};
            const Outcome outcome = format == "DOT" ? read<DotReader>(parts)
                : format == "GML"                   ? read<GmlReader>(parts)
                : format == "Pajek"                 ? read<PajekReader>(parts)
                : format == "Matrix Market"         ? read<MatrixMarketReader>(parts)
                : format == "DIMACS"                ? read<DimacsReader>(parts)
                : format == "SIF"                   ? read<SifReader>(parts)
                                                    : read<DgsReader>(parts);
            QVERIFY2(outcome.error.isEmpty() || QRegularExpression(u"^[0-9]+: ."_qs).match(outcome.error).hasMatch(),
                     qPrintable(outcome.error));
        }
    }
};

WEIR_TEST(tst_WordsBadInputs)
#include "tst_words_bad_inputs.moc"
