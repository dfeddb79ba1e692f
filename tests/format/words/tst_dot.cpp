#include "format/words/dot/dot_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Graphviz's language, and what is made of it.
class tst_Dot final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::DotReader>;

    static Text digraph(const QByteArray& inside) { return Text("digraph G {\n" + inside + "\n}\n"); }
    static Text graph(const QByteArray& inside) { return Text("graph G {\n" + inside + "\n}\n"); }

private Q_SLOTS:
    void nodesAndEdgesAreWhatStatementsName()
    {
        const Text text = digraph("a; b\nc -> d -> e; a -> a");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a; b; c; d; e"_qs);
        QCOMPARE(text.edges, u"c>d; d>e; a>a"_qs);
        QCOMPARE(text.report, QString());
        QCOMPARE(graph("a -- b--c").edges, u"a-b; b-c"_qs);
    }

    void wordsOfTheLanguageCountInAnyCaseAndQuotedAreNames()
    {
        const Text text =
            Text("STRICT DiGraph { Node [shape=box] \"node\" -> \"graph\"; SubGraph s { x } EDGE [len=2] \"edge\" -> strictly }");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"node {shape=box}; graph {shape=box}; x {shape=box}; edge {shape=box}; strictly {shape=box}"_qs);
        QCOMPARE(text.edges, u"node>graph; edge>strictly {len=2}"_qs);
    }

    void namesAreOfManyForms()
    {
        const Text text = graph("1; -2; .5; -.25; 3.; _x9; \"with \\\"quotes\\\" and \\n\"; \"over \\\nlines\"; \"one\" + \"two\" + /* and "
                                "*/ \"three\"; größe; <<b>bold</b>>; \"\\\\\"");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes,
                 u"1; -2; .5; -.25; 3.; _x9; with \"quotes\" and \\n; over lines; onetwothree; größe; <b>bold</b> 'bold'; \\\\"_qs);
    }

    void namesThatOtherProgramsLeaveWithoutQuotesAreNames()
    {
        QCOMPARE(digraph("3com -> www.example.org; my-host->other-host; a1b2-c3").nodes,
                 u"3com; www.example.org; my-host; other-host; a1b2-c3"_qs);
    }

    void commentsAndLinesOfAPreprocessorAreNothing()
    {
        const Text text = Text("# 1 \"a.dot\"\n/* a\n * b **/ graph // c\n{ a // ; b\n/* -- */ -- /**/ c\n# d -- e\n  # f\n}\n// the end");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.edges, u"a-c"_qs);
        QCOMPARE(text.nodes, u"a; c"_qs);
        QCOMPARE(text.report, QString());
    }

    void aNodeHasItsLabelPlaceColourAndSize()
    {
        const Text text = digraph("a [label=\"Ada\", pos=\"10,20!\", color=red]; b [pos=\"1.5,-2,7\" size=3]\nb [label=Bea "
                                  "fillcolor=\"#00ff00\", color=blue] c [label=\"\\N of \\G\\lsecond\\l\"]");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'Ada' 10,-20 #ff0000; b 'Bea' 1.5,2 *3 #00ff00 {z=7, color=blue}; c 'c of G\nsecond'"_qs);
        QCOMPARE(text.report, QString());
    }

    void aNameBesideALabelIsAnAttribute()
    {
        QCOMPARE(digraph("a [label=Ada, name=ada]; b [name=bea]").nodes, u"a 'Ada' {name=ada}; b 'bea'"_qs);
    }

    void aLabelThatIsTheNameIsNone() { QCOMPARE(digraph("node [label=\"\\N\"]; a; b [label=b]; c [label=\"\"]").nodes, u"a; b; c"_qs); }

    void labelsOfHtmlAreTheirText()
    {
        const Text text = digraph("a [label=<<TABLE><TR><TD>one</TD><TD><B>t</B>wo</TD></TR><TR><TD>A &amp; B &lt;3 "
                                  "&#228;</TD></TR></TABLE>>]\nb [label=<x<BR/>y\n  z <!-- > no < --> !>]");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'one two\nA & B <3 ä'; b 'x\ny z !'"_qs);
    }

    void labelsOfRecordsAreTheirFields()
    {
        const Text text = digraph("node [shape=record]; a [label=\"{<in> x \\{1\\}|{<s0>T|F}}\"]; b [shape=box, label=\"{b|c}\"]");
        QCOMPARE(text.nodes, u"a 'x {1} | T | F' {shape=record}; b '{b|c}' {shape=box}"_qs);
    }

    void coloursAreThoseOfGraphviz()
    {
        const Text text = digraph("a [color=\"0.333333 1.0 1.0\"]; b [color=gray50]; c [color=\"red:blue\"]; d [color=\"/x11/navy\"]; e "
                                  "[color=\"#12345678\"]; f [color=\"0.0,0.0,1\"]; g [color=\"#abc\"]");
        QCOMPARE(text.nodes, u"a #00ff00; b #808080; c #ff0000; d #000080; e #123456; f #ffffff; g #aabbcc"_qs);
    }

    void aColourThatIsNoneStaysAnAttribute()
    {
        const Text text = digraph("a [color=3, colorscheme=accent8]; b [color=transparent]; c [fillcolor=\"/blues9/2\" color=green]");
        QCOMPARE(text.nodes, u"a {color=3, colorscheme=accent8}; b {color=transparent}; c #008000 {fillcolor=/blues9/2}"_qs);
    }

    void defaultsAreThoseOfTheirScopeAndOfWhatIsBornInIt()
    {
        const Text text =
            digraph("a; node [color=red, shape=box]\nb\nsubgraph { node [color=blue]; edge [style=dashed]; c; b; a -> c }\nd; c -> d");
        QCOMPARE(text.nodes, u"a; b #ff0000 {shape=box}; c #0000ff {shape=box}; d #ff0000 {shape=box}"_qs);
        QCOMPARE(text.edges, u"a>c {style=dashed}; c>d"_qs);
    }

    void whatAStatementSaysIsSaidOfItAlone()
    {
        const Text text = digraph(
            "node [shape=box, color=red]; a [shape=oval]; b [color=blue]; edge [weight=2, len=1]; a -> b [weight=5]; b -> a [len=3]");
        QCOMPARE(text.nodes, u"a #ff0000 {shape=oval}; b #0000ff {shape=box}"_qs);
        QCOMPARE(text.edges, u"a>b 5 {len=1}; b>a 2 {len=3}"_qs);
    }

    void attributesAreColumnsOfTheKindOfTheirFirstValue()
    {
        const Text text =
            digraph("a [age=42, since=\"2026-11-30\", ok=true, group=x, zip=\"01234\", lp=\"27,180\"]\nb [age=43 since=\"\" bare]");
        QCOMPARE(text.nodeColumns, u"age number, since time, ok flag, group text, zip text, lp text, bare flag"_qs);
        QCOMPARE(text.nodes, u"a {age=42, since=2026-11-30, ok=true, group=x, zip=01234, lp=27,180}; b {age=43, bare=true}"_qs);
    }

    void anEdgeHasWeightDirectionKindAndLabel()
    {
        const Text text = digraph(
            "a -> b [weight=2.5, label=calls]; a -> b [dir=none]; a -> b [dir=back]; a -> b [dir=both]; a -> b [dir=forward kind=knows]");
        QCOMPARE(text.edges, u"a>b 2.5 {label=calls}; a-b; b>a; a-b {dir=both}; a>b [knows]"_qs);
        QCOMPARE(graph("a -- b [dir=forward]").edges, u"a>b"_qs);
        QCOMPARE(graph("edge [dir=back]; a -- b").edges, u"b>a"_qs);
    }

    void aWeightThatIsNoneStaysAnAttributeOrIsTold()
    {
        const Text text = digraph("a -> b [weight=heavy]\na -> c [weight=inf]");
        QCOMPARE(text.edges, u"a>b {weight=heavy}; a>c"_qs);
        QVERIFY2(text.report.contains(u"1 weight left out (line 3: \"inf\" is not a finite number)"_qs), qPrintable(text.report));
    }

    void portsAreAttributesOfTheirEdges()
    {
        const Text text = digraph("a:out:e -> b:in -> c [headport=n]; d:x");
        QCOMPARE(text.edges, u"a>b {tailport=out:e, headport=n}; b>c {tailport=in, headport=n}"_qs);
        QCOMPARE(digraph("a:\"p q\" -> b").edges, u"a>b {tailport=p q}"_qs);
    }

    void setsOfNodesAreJoinedEachToEach()
    {
        const Text text = digraph("{a b} -> {c d} -> e [len=1]; x -> {y; z -> w}");
        QCOMPARE(text.edges, u"a>c {len=1}; a>d {len=1}; b>c {len=1}; b>d {len=1}; c>e {len=1}; d>e {len=1}; z>w; x>y; x>z; x>w"_qs);
        QCOMPARE(graph("{a a b} -- {b b}").edges, u"a-b; b-b"_qs);
        QCOMPARE(graph("a -- {} -- b").edges, QString());
        QCOMPARE(graph("subgraph s { a } -- subgraph { b subgraph t { c } }").edges, u"a-b; a-c"_qs);
    }

    void clustersAreAnAttributeOfTheirNodes()
    {
        const Text text = digraph("subgraph cluster_0 { a; label=\"Upper \\G\"; subgraph cluster_1 { b } c -> d }\nsubgraph other { e; "
                                  "subgraph cluster_2 { label=<<i>in</i> side>; f } }\n"
                                  "subgraph named { cluster=true; g }\nsubgraph cluster_3 { a }");
        QCOMPARE(
            text.nodes,
            u"a {cluster=Upper cluster_0}; b {cluster=cluster_1}; c {cluster=Upper cluster_0}; d {cluster=Upper cluster_0}; "
            "e; f {cluster=in side}; g {cluster=named}"_qs);
        QCOMPARE(text.nodeColumns, u"cluster text"_qs);
    }

    void aStrictGraphHasAnEdgeOnce()
    {
        const Text text = Text("strict graph { a -- b; b -- a [len=2]; a -- b; a -- a; a -- a }");
        QCOMPARE(text.edges, u"a-b {len=2}; a-a"_qs);
        QCOMPARE(Text("strict digraph { a -> b; b -> a; a -> b }").edges, u"a>b; b>a"_qs);
        QCOMPARE(digraph("a -> b; a -> b").edges, u"a>b; a>b"_qs);
    }

    void anEdgeThatIsMetOnceMoreTakesWhatIsSaidOfItThen()
    {
        const Text text =
            Text("strict digraph { edge [weight=2, len=1]; a -> b [weight=3]; a -> b [len=5]; a -> c; a -> c [weight=1]; a -> c }");
        QCOMPARE(text.edges, u"a>b 3 {len=5}; a>c {len=1}"_qs);
        QCOMPARE(text.report, QString());
        QCOMPARE(digraph("a -> b [key=x]; a -> b [key=x, weight=4]").edges, u"a>b 4 {key=x}"_qs);
        const Text other = Text("strict digraph {\na -> b [dir=none]\na -> b [dir=none]\na -> b [dir=forward, kind=x]\na -> b [dir=back]}");
        QCOMPARE(other.edges, u"a-b"_qs);
        QCOMPARE(other.report,
                 u"1 kind left out (line 4: the edge is there already, with another one); 1 direction left out (line 5: the edge is there "
                 "already, with another one)"_qs);
    }

    void edgesWithOneKeyAreOne()
    {
        QCOMPARE(digraph("a -> b [key=x]; a -> b [key=x, len=2]; a -> b [key=y]").edges, u"a>b {key=x, len=2}; a>b {key=y}"_qs);
    }

    void severalGraphsAreShownAsOne()
    {
        const Text text = Text("graph { node [color=red]; a -- b }\ndigraph second { b -> c }");
        QCOMPARE(text.nodes, u"a #ff0000; b #ff0000; c"_qs);
        QCOMPARE(text.edges, u"a-b; b>c"_qs);
        QCOMPARE(text.report, u"the file has 2 graphs, which are shown as one"_qs);
    }

    void whatIsOfTheGraphIsNamed()
    {
        const Text text = digraph("rankdir=LR; graph [bgcolor=white]; a [_draw_=\"c 7 -#000000\"]; { rank=same; b }");
        QCOMPARE(text.report, u"passed over: rankdir of the graph, bgcolor of the graph, _draw_ of nodes, rank of subgraphs"_qs);
    }

    void recordsOfOtherProgramsAreRead()
    {
        // As dot itself writes a layout, with lines that go on.
        const Text text = Text("digraph G {\n\tgraph [bb=\"0,0,54,108\"];\n\tnode "
                               "[label=\"\\N\"];\n\ta\t[height=0.5,\n\t\tpos=\"27,90\",\n\t\twidth=0.75];\n\ta -> b\t[pos=\"e,27,36.104 "
                               "27,71.697 27,63.983\"];\n}\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 27,-90 {height=0.5, width=0.75}; b"_qs);
        QCOMPARE(text.edges, u"a>b"_qs);
        QCOMPARE(text.report, u"passed over: bb of the graph, pos of edges"_qs);
    }

    void textsThatAreNotUtf8AreReadAsLatin1()
    {
        const Text text = graph("charset=latin1; \"M\xfcller\" -- b");
        QCOMPARE(text.edges, u"Müller-b"_qs);
        QVERIFY2(text.report.contains(u"texts that are not UTF-8 are read as Windows-1252"_qs), qPrintable(text.report));
    }

    void aFileMayBeInUtf16()
    {
        const QString text = u"\ufeffgraph { größe -- b }"_qs;
        QCOMPARE(Text(QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2)).edges, u"größe-b"_qs);
    }

    void oneWrongStatementCostsOneStatement()
    {
        const Text text = digraph("a -> b\nc -> ;\n= x\na@b -> c\nd -> e -> f\n] g\n-> h\nsubgraph;\ni -> j [len=1, =, k=]; l");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.edges, u"a>b; d>e; e>f; i>j {len=1}"_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 3: it has no end behind its sign)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"5 statements left out (first line 4: a = stands without a name before it)"_qs),
                 qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 attributes left out (first line 10"_qs), qPrintable(text.report));
        QVERIFY(text.nodes.endsWith(u"l"_qs));
    }

    void whatWasReadBeforeAFaultStays()
    {
        const Text text = Text("digraph {\nsubgraph cluster_a { a -> b;\n c [label=\"no end\n}");
        QCOMPARE(text.error, u"3: the text in quotes that begins here has no end"_qs);
        QCOMPARE(text.nodes, u"a {cluster=cluster_a}; b {cluster=cluster_a}; c {cluster=cluster_a}"_qs);
        QCOMPARE(text.edges, u"a>b"_qs);
    }

    void everyTextThatDoesNotEndIsAnError()
    {
        QCOMPARE(Text("graph {\n a -- b;").error, u"2: the text ends within the graph whose { is in line 1"_qs);
        QCOMPARE(Text("graph {\n a [label=<b\n}").error, u"2: the HTML that begins here has no end"_qs);
        QCOMPARE(Text("graph {\n a /* b\n}").error, u"2: the comment that begins here has no end"_qs);
        QCOMPARE(Text("graph { \"a\" + b }").error, u"1: behind a + comes another text in quotes"_qs);
        QCOMPARE(Text("").error, u"1: there is no graph: a text of Graphviz begins with graph or digraph"_qs);
        QCOMPARE(Text("\n<html>").error, u"2: the text is none of Graphviz: it begins with \"html\", not with graph or digraph"_qs);
        QCOMPARE(Text("source,target\n").error,
                 u"1: the text is none of Graphviz: it begins with \"source\", not with graph or digraph"_qs);
    }

    void whoStopsIsObeyed()
    {
        const Text text("digraph { a -> b -> c -> d; {e f} -> {g h} }", 6);
        QCOMPARE(text.error, QString());
        QCOMPARE(text.edges, u"a>b; b>c"_qs);
    }
};

WEIR_TEST(tst_Dot)
#include "tst_dot.moc"
