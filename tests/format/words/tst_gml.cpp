#include "format/words/gml_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// What programs write as GML, and what is made of it.
class tst_Gml final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::GmlReader>;

    static Text graph(const QByteArray& inside) { return Text("graph [\n" + inside + "\n]\n"); }

private Q_SLOTS:
    void nodesAndEdgesAreThoseOfTheGraph()
    {
        const Text text = Text("Creator \"yFiles\"\nVersion 2.12\ngraph\n[\n  hierarchic 1\n  directed 1\n  node [ id 0 label \"Ada\" ]\n  "
                               "node [ id 1 label \"Bea\" ]\n  edge [ source 0 target 1 label \"calls\" ]\n]\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"0 'Ada'; 1 'Bea'"_qs);
        QCOMPARE(text.edges, u"0>1 {label=calls}"_qs);
        QCOMPARE(text.report, u"passed over: hierarchic of the graph"_qs);
    }

    void withoutAWordEdgesHaveNoDirection()
    {
        QCOMPARE(graph("node [ id 1 ] edge [ source 1 target 1 ]").edges, u"1-1"_qs);
        QCOMPARE(graph("directed 0 node [ id 1 ] edge [ source 1 target 1 ]").edges, u"1-1"_qs);
        QCOMPARE(graph("node [ id 1 ] edge [ source 1 target 1 directed 1 ]").edges, u"1>1"_qs);
    }

    void textsHaveEntitiesAndLines()
    {
        const Text text =
            graph("node [ id 1 label \"A &amp; B &lt;&#228;&auml;&#x20ac;&unknown; &\nnext\" ] node [ id 2 label \"[ # ]\" ]");
        QCOMPARE(text.nodes, u"1 'A & B <ää€&unknown; &\nnext'; 2 '[ # ]'"_qs);
    }

    void commentsAreNothing() { QCOMPARE(Text("# made by hand\ngraph [\n  # node [ id 9 ]\nnode [ id 1 ] ]").nodes, u"1"_qs); }

    void idsAreNumbersOfAnySize()
    {
        const Text text = graph(
            "node [ id 12345678901234567890123 ] node [ id 4294967297 ] node [ id -07 ] node [ id 3.0 ] node [ id \"x y\" ]\n"
            "edge [ source 12345678901234567890123 target 4294967297 ] edge [ source -7 target +3 ] edge [ source \"x y\" target 3 ]");
        QCOMPARE(text.nodes, u"12345678901234567890123; 4294967297; -7; 3; x y"_qs);
        QCOMPARE(text.edges, u"12345678901234567890123-4294967297; -7-3; x y-3"_qs);
    }

    void nodesMayHaveNoId()
    {
        const Text text = graph("node [ label \"Ada\" ] node [ id \"node 2\" ] node [ ]");
        QCOMPARE(text.nodes, u"node 1 'Ada'; node 2; node 3"_qs);
        QCOMPARE(text.report, QString());
    }

    void edgesMayComeBeforeTheirNodes()
    {
        const Text text = graph("directed 1\nedge [ source 1 target 2 weight 2.5 kind \"knows\" since 2020 note \"x\" ]\nedge [ source 2 "
                                "target 9 ]\nnode [ id 1 ] node [ id 2 ]\nedge [ source 2 target 1 ]");
        QCOMPARE(text.edges, u"2>1; 1>2 2.5 [knows] {since=2020, note=x}"_qs);
        QCOMPARE(text.report, u"1 edge left out (line 4: there is no node \"9\")"_qs);
    }

    void graphicsAreThePlaceColourAndSize()
    {
        const Text text = graph("node [ id 1 graphics [ x 10.5 y -20 w 30 h 30 fill \"#ff0000\" type \"ellipse\" ] ]\n"
                                "node [ id 2 graphics [ x 1 y 2 w 80 h 30 fill \"hatched\" ] LabelGraphics [ text \"Bea\" fontSize 12 ] ]");
        QCOMPARE(
            text.nodes,
            u"1 10.5,-20 *30 #ff0000 {graphics.type=ellipse}; "
            "2 'Bea' 1,2 {graphics.w=80, graphics.h=30, graphics.fill=hatched, LabelGraphics.fontSize=12}"_qs);
    }

    void listsAreAttributesNamedByTheirPath()
    {
        const Text text = graph("node [ id 1 a [ b 1 c [ d \"x\" ] ] e 2 ] edge [ source 1 target 1 graphics [ Line [ point [ x 1 y 2 ] "
                                "point [ x 3 y 4 ] ] ] ]");
        QCOMPARE(text.nodes, u"1 {a.b=1, a.c.d=x, e=2}"_qs);
        QCOMPARE(text.edges, u"1-1 {graphics.Line.point.x=1, 3, graphics.Line.point.y=2, 4}"_qs);
    }

    void severalValuesOfAKeyAreOneText()
    {
        const Text text = graph("node [ id 1 tag \"a\" tag \"b\" tag \"c\" ] node [ id 2 tag \"_networkx_list_start\" tag \"a\" ]");
        QCOMPARE(text.nodes, u"1 {tag=a, b, c}; 2 {tag=a}"_qs);
    }

    void numbersAreNumbersAndTextsInQuotesTexts()
    {
        const Text text = graph("node [ id 1 age 42 code \"0815\" zip \"12345\" born \"2026-11-30\" ok \"true\" ratio NAN x1 -1.5E+2 ] "
                                "node [ id 2 ratio 0.5 ]");
        QCOMPARE(text.nodeColumns, u"age number, code text, zip text, born time, ok flag, x1 number, ratio number"_qs);
    }

    void theWeightMayBeCalledValue()
    {
        const Text text = graph("node [ id 1 ] edge [ source 1 target 1 value 4 ] edge [ source 1 target 1 value 3 weight 2 ] edge [ "
                                "source 1 target 1 value \"much\" ]\nedge [ source 1 target 1 weight NAN ]");
        QCOMPARE(text.edges, u"1-1 4; 1-1 2 {value=3}; 1-1 {value=much}; 1-1"_qs);
        QVERIFY2(text.report.contains(u"1 weight left out (line 3: \"NAN\" is no value)"_qs), qPrintable(text.report));
    }

    void severalGraphsAreShownAsOne()
    {
        const Text text = Text("graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]\ngraph [ directed 1 node [ id 2 label "
                               "\"B\" ] edge [ source 2 target 2 ] edge [ source 2 target 3 ] node [ id 3 ] ]");
        QCOMPARE(text.nodes, u"1; 2 'B'; 3"_qs);
        QCOMPARE(text.edges, u"1-2; 2>2; 2>3"_qs);
        QCOMPARE(text.report, u"the file has 2 graphs, which are shown as one"_qs);
    }

    void oneWrongElementCostsOneElement()
    {
        const Text text = graph("node [ id 1 ]\nnode [ id 1 ]\nedge [ source 1 ]\nedge [ ]\nnode [ id 2 label ]\nnode [ id 3 [ x 1 ] 7 "
                                "]\nedge [ source 1 target 3 ] ] [ a 1");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"1; 2; 3"_qs);
        QCOMPARE(text.edges, u"1-3"_qs);
        QVERIFY2(text.report.contains(u"1 node left out (line 3: the node \"1\" is there twice)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 edges left out (first line 4: its target is missing)"_qs), qPrintable(text.report));
    }

    void whatWasReadBeforeAFaultStays()
    {
        const Text text = graph("edge [ source 1 target 2 ]\nnode [ id 1 ] node [ id 2 ]\nnode [ id 3 label \"no end ]");
        QCOMPARE(text.error, u"4: the text in quotes that begins here has no end"_qs);
        QCOMPARE(text.nodes, u"1; 2"_qs);
        QCOMPARE(text.edges, u"1-2"_qs);
    }

    void everyTextThatDoesNotEndIsAnError()
    {
        QCOMPARE(Text("graph [\nnode [ id 1 ]").error, u"2: the text ends within the graph"_qs);
        QCOMPARE(Text("graph [\nnode [ id 1").error, u"2: the text ends within the node that begins in line 2"_qs);
        QCOMPARE(Text("Creator \"x\"\n").error, u"2: there is no graph: a text of GML has graph [ … ]"_qs);
        QCOMPARE(Text("").error, u"1: there is no graph: a text of GML has graph [ … ]"_qs);
    }

    void textsThatAreNotUtf8AreReadAsLatin1()
    {
        const Text text = graph("node [ id 1 label \"M\xfcller \x80\" ]");
        QCOMPARE(text.nodes, u"1 'Müller €'"_qs);
        QVERIFY2(text.report.contains(u"read as Windows-1252"_qs), qPrintable(text.report));
    }
};

WEIR_TEST(tst_Gml)
#include "tst_gml.moc"
