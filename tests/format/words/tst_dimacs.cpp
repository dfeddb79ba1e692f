#include "format/words/dimacs_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Graphs of the DIMACS challenges, and what is made of them.
class tst_Dimacs final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::DimacsReader>;

private Q_SLOTS:
    void aColouringHasEdgesWithoutDirection()
    {
        const Text text = Text("c made up\nc FILE: x.col\np edge 4 2\nn 2 7\ne 1 2\ne 2 3 0.5\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"2 {value=7}; 1; 3; 4"_qs);
        QCOMPARE(text.edges, u"1-2; 2-3 0.5"_qs);
        QCOMPARE(text.report, QString());
        QCOMPARE(Text("p col 2 1\ne 2 1\n").edges, u"2-1"_qs);
    }

    void aFlowHasCapacitiesAndTerminals()
    {
        const Text text = Text("p max 3 2\nn 1 s\nn 3 t\na 1 2 5\na 2 3 7\n");
        QCOMPARE(text.nodes, u"1 {terminal=source}; 3 {terminal=sink}; 2"_qs);
        QCOMPARE(text.edges, u"1>2 5; 2>3 7"_qs);
        QCOMPARE(Text("p min 2 1\nn 1 4\na 1 2 0 10 3\n").edges, u"1>2 3 {least=0, capacity=10}"_qs);
    }

    void shortestPathsHaveLengthsAndPlaces()
    {
        QCOMPARE(Text("c 9th DIMACS Implementation Challenge\np sp 2 2\na 1 2 803\na 2 1 803\n").edges, u"1>2 803; 2>1 803"_qs);
        const Text places = Text("p aux sp co 2\nv 1 -73530767 41085396\nv 2 0 -5\n");
        QCOMPARE(places.nodes, u"1 -7.35308e+07,-4.10854e+07; 2 0,5"_qs);
    }

    void whatTheProblemSaysIsNotBelieved()
    {
        const Text text = Text("p edge 9999999999 9999999999\ne 1 2\n");
        QCOMPARE(text.nodes, u"1; 2"_qs);
        QVERIFY2(text.report.contains(u"the file says that it has 9,999,999,999 edges, and has 1 edge"_qs), qPrintable(text.report));
    }

    void oneWrongLineCostsOneLine()
    {
        const Text text = Text("p edge 2 4\ne 1 2\ne 1 3\ne 1\nq 1 2\nd 2 2\np edge 2 2\ne 2 1 x\n");
        QCOMPARE(text.edges, u"1-2; 2-1"_qs);
        QVERIFY2(text.report.contains(u"2 edges left out (first line 3: there is no node 3: the file says that there are 2)"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 lines left out (first line 5: \"q\" is no kind of line)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"1 weight left out (line 8: \"x\" is not a number)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"passed over: lines d"_qs), qPrintable(text.report));
    }

    void whatIsNoGraphIsNamed()
    {
        QCOMPARE(Text("c a\np cnf 3 2\n1 2 0\n").error, u"2: the file is a formula (cnf), not a graph"_qs);
        QCOMPARE(Text("p tsp 3 2\n").error, u"1: the problems of DIMACS that are graphs are edge, col, max, min and sp, not \"tsp\""_qs);
        QCOMPARE(Text("p edge 3\n").error, u"1: behind the problem come the numbers of nodes and edges, not \"p edge 3\""_qs);
        QCOMPARE(Text("e 1 2\n").error, u"1: a line with the problem (p) is due before the first of nodes and edges"_qs);
        QCOMPARE(Text("hello\n").error, u"1: the file is none of DIMACS: it begins with \"hello\", not with lines c and p"_qs);
        QCOMPARE(Text("c\n").error, u"1: there is no graph: a file of DIMACS has a line with its problem (p)"_qs);
    }
};

WEIR_TEST(tst_Dimacs)
#include "tst_dimacs.moc"
