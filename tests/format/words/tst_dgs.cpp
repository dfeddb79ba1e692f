#include "format/words/dgs_reader.h"
#include "support/test_program.h"
#include "words_text.h"

/// Events of GraphStream, and the graph that they leave.
class tst_Dgs final : public QObject {
    Q_OBJECT

    using Text = WordsText<weir::format::DgsReader>;

    static Text events(const QByteArray& lines) { return Text("DGS004\n\"test\" 0 0\n" + lines); }

private Q_SLOTS:
    void whatIsAddedIsThere()
    {
        const Text text = events("an a\nan \"b c\"\nan 'd'\nae ab a \"b c\"\nae x a > d weight:2.5\nae y a<d\nst 1\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a; b c; d"_qs);
        QCOMPARE(text.edges, u"a-b c; a>d 2.5; d>a"_qs);
        QCOMPARE(text.report, QString());
    }

    void theGraphIsWhatIsThereAtTheEnd()
    {
        const Text text = events("an a\nan b\nan c\nae ab a b\nae bc b c\nde ab\ndn c\nan c\nae new a c\n");
        QCOMPARE(text.nodes, u"a; b; c"_qs);
        QCOMPARE(text.edges, u"a-c"_qs);
        QCOMPARE(events("an a\ncl\nan b\n").nodes, u"b"_qs);
    }

    void anEdgeGoesWithItsNodesAndItsIdIsFree()
    {
        const Text text = events("an a\nan b\nae e a b\ndn b\nan b\nce e weight:2\nae e b > a\nae e a > b\n");
        QCOMPARE(text.edges, u"a>b"_qs);
        QCOMPARE(text.report, u"1 event left out (line 8: there is no edge \"e\")"_qs);
    }

    void attributesAreSetChangedAndTakenAway()
    {
        const Text text = events("an a age:1 +name:\"A \\\"x\\\"\" flag\ncn a age=2 -name +other:'o' list:{1,2} map:[ k:\"]\" ] many: 1, "
                                 "2,3\nan a age:3\nae e a a len:1\nce e -len col:#FF0000 # a comment\n");
        QCOMPARE(text.nodes, u"a {flag=true, other=o, list={1,2}, map=[ k:\"]\" ], many=1, 2,3, age=3}"_qs);
        QCOMPARE(text.edges, u"a-a {col=#FF0000}"_qs);
    }

    void aNodeHasItsLabelPlaceAndColour()
    {
        const Text text = events("an a ui.label:\"Ada\" xyz:1,2,3\nan b label:\"Bea\" xy:{4,5} color:#00FF00 # green\nan c x:6 y:-7 "
                                 "ui.style:\"size: 3px; fill-color: red;\"\n");
        QCOMPARE(text.nodes, u"a 'Ada' 1,2 {z=3}; b 'Bea' 4,5 #00ff00; c 6,-7 #ff0000 {ui.style=size: 3px; fill-color: red;}"_qs);
    }

    void linesEndInAnyWayAndCommentsAreNothing()
    {
        QCOMPARE(Text("DGS003\rnull 3 2\r# c\ran a # more\r").nodes, u"a"_qs);
        QCOMPARE(Text("DGS004\r\n\"t\" 0 0\r\nan a\r\n\r\nan b").nodes, u"a; b"_qs);
        QCOMPARE(Text("DGS004\nan a\n").nodes, u"a"_qs);   // without the line of numbers
    }

    void whatIsOfTheGraphIsNamed()
    {
        QCOMPARE(events("cg title:\"x\" +a:1 -b\n").report, u"passed over: title of the graph, a of the graph, b of the graph"_qs);
    }

    void oneWrongEventCostsOneEvent()
    {
        const Text text = events("an a\nae e a b\ndn b\nxx\nan \"no end\nan b k:\"no end\nce nothing\nan\nae f a\nan c :1\nan d l:{1,2\n");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a; b; c; d"_qs);
        QVERIFY2(text.report.contains(u"10 events left out (first line 4: there is no node \"b\")"_qs), qPrintable(text.report));
    }

    void whatIsNoneOfItIsAnError()
    {
        QCOMPARE(Text("an a\n").error, u"1: the file is none of GraphStream: it begins with \"an a\", not with DGS004"_qs);
        QCOMPARE(Text("").error, u"0: the file is none of GraphStream: it begins with \"\", not with DGS004"_qs);
    }
};

WEIR_TEST(tst_Dgs)
#include "tst_dgs.moc"
