#include "format/words/pajek_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Networks of Pajek, and what is made of them.
class tst_Pajek final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::PajekReader>;

private Q_SLOTS:
    void arcsHaveADirectionAndEdgesNone()
    {
        const Text text = Text("*Vertices 3\r\n1 \"Ada\"\r\n2 \"Bea B.\"\r\n3 Cy\r\n*Arcs\r\n1 2 4\r\n2 1\r\n*Edges\r\n2 3 1.5\r\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"1 'Ada'; 2 'Bea B.'; 3 'Cy'"_qs);
        QCOMPARE(text.edges, u"1>2 4; 2>1; 2-3 1.5"_qs);
        QCOMPARE(text.report, QString());
    }

    void aVertexHasAPlaceAColourAndParameters()
    {
        const Text text = Text("% drawn\n*Vertices 3\n1 \"a\" 0.25 0.75 0.5 box ic Red bc \"Dark Blue\" s_size 3 [1-5, 7]\n2 \"b\" 0.1 0.2 "
                               "ic Plum9 x_fact 2\n3 \"c\" ellipse\n");
        QCOMPARE(
            text.nodes,
            u"1 'a' 0.25,0.75 *3 #ff0000 {z=0.5, shape=box, bc=Dark Blue, time=[1-5, 7]}; "
            "2 'b' 0.1,0.2 {ic=Plum9, x_fact=2}; 3 'c' {shape=ellipse}"_qs);
    }

    void allInOneCornerHaveNoPlace()
    {
        QCOMPARE(Text("*Vertices 2\n1 a 0.0 0.0 ellipse\n2 b 0 0 ellipse\n").nodes, u"1 'a' {shape=ellipse}; 2 'b' {shape=ellipse}"_qs);
        QCOMPARE(Text("*Vertices 2\n1 a 0.0 0.0\n2 b 0 1\n").nodes, u"1 'a' 0,0; 2 'b' 0,1"_qs);
    }

    void anEdgeHasParameters()
    {
        QCOMPARE(Text("*Vertices 2\n*Arcs\n1 2 3 c Blue l \"to b\" [2-*]\n2 1 c Red\n").edges,
                 u"1>2 3 {c=Blue, l=to b, time=[2-*]}; 2>1 {c=Red}"_qs);
    }

    void eachRelationIsAKindOfEdge()
    {
        const Text text =
            Text("*Vertices 2\n*Arcs :1 \"likes\"\n1 2\n*Edges :2 \"meets\"\n1 2\n*Arcs :3\n2 1\n*Arcs\n1: 2 2\n7: 1 1 0.5\n");
        QCOMPARE(text.edges, u"1>2 [likes]; 1-2 [meets]; 2>1 [3]; 2>2 [likes]; 1>1 0.5 [7]"_qs);
    }

    void listsAndMatricesAreEdges()
    {
        QCOMPARE(Text("*vertices 4\n*arcslist\n1 2 3\n4\n*edgeslist\n4 1\n").edges, u"1>2; 1>3; 4-1"_qs);
        QCOMPARE(Text("*Vertices 3\n*Matrix\n0 1 0\n2.5 0\n0\n 0 0 1\n").edges, u"1>2; 2>1 2.5; 3>3"_qs);
    }

    void aNetworkOfTwoModesSaysWhichANodeIsOf()
    {
        const Text text = Text("*Vertices 3 2\n1 a\n2 b\n3 X\n*Matrix\n1\n0\n");
        QCOMPARE(text.nodes, u"1 'a' {mode=1}; 2 'b' {mode=1}; 3 'X' {mode=2}"_qs);
        QCOMPARE(text.edges, u"1-3"_qs);
    }

    void verticesThatHaveNoLineAreThere()
    {
        QCOMPARE(Text("*Vertices 4\n*Edges\n2 3\n").nodes, u"2; 3; 1; 4"_qs);
    }

    void whatTheFirstLineSaysIsNotBelieved()
    {
        const Text text = Text("*Vertices 4000000000\n1 a\n2 b\n*Edges\n1 2\n");
        QCOMPARE(text.nodes, u"1 'a'; 2 'b'"_qs);
        QCOMPARE(text.report, u"the file says that it has 4,000,000,000 nodes, and has 2 nodes"_qs);
    }

    void oneWrongLineCostsOneLine()
    {
        const Text text = Text("*Vertices 2\n1 a\n2 b\n9 c\nx d\n*Edges\n1 2\n1 3\n0 1\n1\n1 2 x\n1 2 nan\n");
        QCOMPARE(text.edges, u"1-2; 1-2 {shape=x}; 1-2"_qs);
        QVERIFY2(text.report.contains(u"2 vertices left out (first line 4: there is no node 9: the file says that there are 2)"_qs)
                     || text.report.contains(u"2 vertexs left out"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"3 edges left out (first line 8: there is no node 3: the file says that there are 2)"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"1 weight left out (line 12: \"nan\" is no value)"_qs), qPrintable(text.report));
    }

    void partitionsAndVectorsAreNamed()
    {
        QCOMPARE(
            Text("*Vertices 3\n1\n1\n2\n").error,
            u"3: the file has a value for each of a network's nodes: it is a partition or vector of Pajek (.clu, .vec); "
            "open the network itself (.net)"_qs);
        QVERIFY(Text("*Vertices 2\n0.25\n0.5\n").error.startsWith(u"2: the file has a value for each"_qs));
        QCOMPARE(Text("*Partition p\n*Vertices 1\n1\n").error,
                 u"1: the file is a partition of Pajek, values of a network's nodes; open the network itself (.net)"_qs);
        QCOMPARE(Text("*Vertices 2\n1\n2\n*Edges\n1 2\n").edges, u"1-2"_qs);
    }

    void ofAProjectTheNetworkIsRead()
    {
        const Text text = Text("*Network one\n*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n*Partition p\n*Vertices 2\n5\n6\n");
        QCOMPARE(text.nodes, u"1 'a'; 2 'b'"_qs);
        QCOMPARE(text.edges, u"1-2"_qs);
        QCOMPARE(text.report, u"passed over: *partition"_qs);
    }

    void whatIsNoNetworkIsAnError()
    {
        QCOMPARE(Text("a b\n").error, u"1: the file is none of Pajek: it begins with \"a b\", not with *Vertices"_qs);
        QCOMPARE(Text("*Vertices many\n").error, u"1: behind *Vertices comes how many there are, not \"many\""_qs);
        QCOMPARE(Text("% nothing\n").error, u"1: there is no network: a file of Pajek has *Vertices"_qs);
    }
};

WEIR_TEST(tst_Pajek)
#include "tst_pajek.moc"
