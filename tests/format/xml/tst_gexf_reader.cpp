#include "format/xml/gexf_reader.h"
#include "support/test_program.h"
#include "xml_document.h"
#include <QtTest/QtTest>

using namespace weir::format;

/// What programs write as GEXF, and what is made of it.
class tst_GexfReader final : public QObject {
    Q_OBJECT

    static XmlDocument read(const QByteArray& text) { return XmlDocument::readBy<GexfReader>(text); }

    /// In a graph with these attributes of its own, the nodes first.
    static XmlDocument graph(const QByteArray& nodes, const QByteArray& edges, const QByteArray& graph = {}, const QByteArray& declared = {})
    {
        return read("<?xml version='1.0'?>\n<gexf xmlns='http://gexf.net/1.3' xmlns:viz='http://gexf.net/1.3/viz' version='1.3'><graph " + graph + ">" + declared
                    + "\n<nodes>" + nodes + "</nodes>\n<edges>" + edges + "</edges></graph></gexf>\n");
    }
    static QByteArray declared(const char* kind, const QByteArray& attributes, const char* mode = "static")
    {
        return QByteArray("<attributes class='") + kind + "' mode='" + mode + "'>" + attributes + "</attributes>";
    }

private Q_SLOTS:
    void whatVizSaysIsSeen()
    {
        const XmlDocument text = graph("<node id='a' label='Ada'><viz:color r='255' g='128' b='1' a='0.5'/><viz:position x='1.5' y='-2' z='0.0'/><viz:size value='2.5'/></node>"
                                       "<node id='b'><viz:color hex='#3366cc'/><viz:position x='1' y='2' z='3'/><viz:shape value='square'/></node>",
                                       "<edge id='0' source='a' target='b' weight='2.5' label='knows'><viz:thickness value='3'/><viz:shape value='dotted'/><viz:color r='0' g='0' b='1'/></edge>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'Ada' 1.5,-2 *2.5 #ff8001; b 1,2 #3366cc {shape=square, z=3}"_qs);
        QCOMPARE(text.edges, u"a-b 2.5 {id=0, shape=dotted, thickness=3, label=knows, color=#000001}"_qs);
        QCOMPARE(text.report, QString());
    }

    void directionIsTheEdgesOwnOrThatOfTheGraph()
    {
        const QByteArray edges = "<edge source='a' target='b'/><edge source='a' target='b' type='directed'/><edge source='a' target='b' type='undirected'/>"
                                 "<edge source='a' target='b' type='mutual'/><edge source='a' target='b' type='both'/>";
        QCOMPARE(graph("<node id='a'/><node id='b'/>", edges).edges, u"a-b; a>b; a-b; a-b; a-b"_qs);
        const XmlDocument directed = graph("<node id='a'/><node id='b'/>", edges, "defaultedgetype='directed'");
        QCOMPARE(directed.edges, u"a>b; a>b; a-b; a-b; a>b"_qs);
        QCOMPARE(directed.report, u"1 direction left out (line 4: \"both\" is neither directed nor undirected)"_qs);
    }

    void attributesAreOfTheirClassAndType()
    {
        const XmlDocument text = graph("<node id='a'><attvalues><attvalue for='0' value='7'/><attvalue for='1' value='true'/><attvalue for='l' value='x|y'/></attvalues></node>"
                                       "<node id='b'><attvalues><attvalue for='n' value='?'/></attvalues></node>",
                                       "<edge source='a' target='b' kind='calls'><attvalues><attvalue id='0' value='early'/></attvalues></edge>", {},
                                       declared("node", "<attribute id='0' title='age' type='integer'/><attribute id='1' title='active' type='boolean'><default>false</default></attribute>"
                                                        "<attribute id='l' title='tags' type='liststring'><options>x|y</options></attribute>")
                                           + declared("edge", "<attribute id='0' title='when' type='string'/>"));
        QCOMPARE(text.nodes, u"a {age=7, active=true, tags=x|y}; b {active=false}"_qs);
        QCOMPARE(text.nodeColumns, u"age number, active flag, tags text"_qs);
        QCOMPARE(text.edges, u"a-b [calls] {when=early}"_qs);
        QCOMPARE(text.report, u"1 attribute left out (line 3: no attribute \"n\" is declared)"_qs);
    }

    void aNodesCategoryIsAText()
    {
        const XmlDocument text = graph("<node id='a'><attvalues><attvalue for='0' value='room'/></attvalues></node><node id='b'/>", {}, {},
                                       "<attributes class='node'><attribute id='0' title='category' type='string'><default>hall</default></attribute></attributes>");
        QCOMPARE(text.nodes, u"a [room]; b [hall]"_qs);
    }

    void namesCountInAnyCase()
    {
        const XmlDocument text = read("<GEXF><Graph DefaultEdgeType='DIRECTED'><Attributes Class='NODE'><Attribute Id='A' Title='Age' Type='Integer'/></Attributes><Nodes>"
                                      "<Node Id='n' Label='N'><AttValues><AttValue For='A' Value='3'/></AttValues></Node></Nodes><Edges><Edge Source='n' Target='n'/></Edges></Graph></GEXF>");
        QCOMPARE(text.nodes, u"n 'N' {Age=3}"_qs);
        QCOMPARE(text.edges, u"n>n"_qs);
    }

    void parallelEdgesOfSeveralKindsStay()
    {
        const XmlDocument text = graph("<node id='a'/><node id='b'/>", "<edge source='a' target='b' kind='x'/><edge source='a' target='b' kind='y'/><edge source='a' target='b' kind='x'/>");
        QCOMPARE(text.edges, u"a-b [x]; a-b [y]; a-b [x]"_qs);
    }

    void nodesInNodesHaveAParent()
    {
        const XmlDocument text = graph("<node id='a'><nodes><node id='b' label='B'><nodes><node id='c'/></nodes></node></nodes><edges><edge source='b' target='c'/></edges>"
                                       "<viz:size value='4'/></node><node id='d' pid='a'/><node id='e'><parents><parent for='a'/><parent for='b'/></parents></node>",
                                       "<edge source='a' target='c'/>");
        QCOMPARE(text.nodes, u"a *4; b 'B' {parent=a}; c {parent=b}; d {parent=a}; e {parent=a, b}"_qs);
        QCOMPARE(text.edges, u"b-c; a-c"_qs);
        QCOMPARE(text.report, QString());
    }

    void ofWhatChangesThePresentIsShown()
    {
        const XmlDocument text = graph("<node id='a'><attvalues><attvalue for='p' value='1' end='2009'/><attvalue for='p' value='3' start='2010'/><attvalue for='p' value='2' start='2009' end='2010'/></attvalues></node>",
                                       "<edge source='a' target='a'><attvalues><attvalue for='w' value='5' start='2' end='3'/><attvalue for='w' value='4' start='1' end='2'/></attvalues></edge>",
                                       "mode='dynamic' timeformat='double'",
                                       declared("node", "<attribute id='p' title='price' type='float'/>", "dynamic") + declared("edge", "<attribute id='w' title='Weight' type='float'/>", "dynamic"));
        QCOMPARE(text.nodes, u"a {price=3}"_qs);
        QCOMPARE(text.edges, u"a-a 5"_qs);
    }

    void whenAnElementIsThereIsKept()
    {
        const XmlDocument numbers = graph("<node id='a' start='1.5' end='7'/><node id='b'><spells><spell start='1' end='2'/><spell start='4'/></spells></node>"
                                          "<node id='c' end='Infinity' start='-Infinity'/><node id='d' timestamp='7'/><node id='e' timestamps='&lt;[1, 2]>' intervals='&lt;[1, 2]; [3, 7]>'/>",
                                          "<edge source='a' target='a' startopen='2'/>", "mode='dynamic' timeformat='double'");
        QCOMPARE(numbers.nodes, u"a {start=1.5, end=7}; b {start=1, intervals=<[1, 2]; [4, Infinity]>}; c; d {timestamp=7}; e {intervals=<[1, 2]; [3, 7]>, timestamps=<[1, 2]>}"_qs);
        QCOMPARE(numbers.report, QString());
        QVERIFY(numbers.nodeColumns.startsWith(u"start number, end number"_qs));
        QCOMPARE(numbers.edges, u"a-a {start=2}"_qs);
        const XmlDocument dates = graph("<node id='a' start='2020-01-01' end='2020-02-01T12:00:00'/>", {}, "mode='dynamic' timeformat='dateTime'");
        QCOMPARE(dates.nodeColumns, u"start time, end time"_qs);
        const XmlDocument slices = graph("<node id='a'><slices><slice start='2001-01-01' end='2002-01-01'/></slices></node>", {}, "timetype='date'");
        QCOMPARE(slices.nodes, u"a {start=2001-01-01, end=2002-01-01}"_qs);
    }

    void whatHadEndedBeforeThePresentIsNotShown()
    {
        const QByteArray nodes = "<node id='old' start='1' end='3'/><node id='back'><spells><spell start='1' end='2'/><spell start='4' end='6'/></spells></node>"
                                 "<node id='gone' intervals='&lt;[1, 2]; [3, 5.5)>'/><node id='seen' timestamps='&lt;[1, 6]>'/><node id='then' timestamp='5'/><node id='always'/>"
                                 "<node id='open' intervals='[1, Infinity]'/>";
        const QByteArray edges = "<edge source='back' target='always'/><edge source='back' target='open' end='5'/><edge source='always' target='old'/>"
                                 "<edge source='old' target='gone' start='1' end='2'/><edge source='always' target='nobody'/>";
        const XmlDocument text = graph(nodes, edges, "mode='dynamic' timeformat='double'");
        QCOMPARE(text.nodes, u"back {start=1, end=6, intervals=<[1, 2]; [4, 6]>}; seen {timestamps=<[1, 6]>}; always; open {intervals=[1, Infinity]}"_qs);
        QCOMPARE(text.edges, u"back-always"_qs);
        QCOMPARE(text.report, u"1 edge left out (line 4: there is no node \"nobody\"); the present is shown, which is 6: 3 nodes and 3 edges had ended before it"_qs);
        // The graph's own end is a moment, too; what changes of a value as well; a document that is not dynamic has no present.
        QCOMPARE(graph("<node id='a' end='3'/>", {}, "mode='dynamic' end='4'").nodes, QString());
        QCOMPARE(graph("<node id='a' end='3'/><node id='b'/>", {}, "mode='static'").nodes, u"a {end=3}; b"_qs);
        QCOMPARE(graph("<node id='a' end='2020-01-01'/><node id='b' start='2021-02-03'/>", {}, "timeformat='date'").nodes, u"b {start=2021-02-03}"_qs);
        QCOMPARE(graph("<node id='a' end='2'/><node id='b'><attvalues><attvalue for='p' value='1' start='1' end='4'/></attvalues></node>", {}, "mode='dynamic'",
                       declared("node", "<attribute id='p' title='p' type='integer'/>", "dynamic")).nodes, u"b {p=1}"_qs);
    }

    void aSpellThatEndsBeforeItBeginsIsLeftOut()
    {
        const XmlDocument text = graph("<node id='a'><spells><spell start='5' end='4'/><spell start='1' end='3'/><spell start='2' end='6'/></spells></node>\n<node id='b' start='9' end='8'/>", {}, "timeformat='double'");
        QCOMPARE(text.nodes, u"a {start=1, end=6, intervals=<[1, 3]; [2, 6]>}; b"_qs);
        QCOMPARE(text.report, u"2 spells left out (first line 3: it ends before it begins)"_qs);
    }

    void edgesMayComeBeforeTheirNodes()
    {
        const XmlDocument text = read("<gexf><graph>\n<edges><edge id='x' source='a' target='b' weight='2'/>\n<edge source='a' target='nobody'/></edges><nodes><node id='a'/><node id='b'/></nodes></graph></gexf>");
        QCOMPARE(text.edges, u"a-b 2 {id=x}"_qs);
        QCOMPARE(text.report, u"1 edge left out (line 3: there is no node \"nobody\")"_qs);
    }

    void whatIsWrongCostsItself()
    {
        const XmlDocument text = graph("<node id='a'/>\n<node id='a' label='again'/><node/><node id='b' weight='3'><viz:size value='-1'/><viz:position x='NaN' y='2'/><viz:color r='1'/></node>",
                                       "<edge source='a'/><edge source='a' target='b' weight='NaN'/><edge source='a' target='b' weight='heavy'/>");
        QCOMPARE(text.nodes, u"a; b {weight=3}"_qs);
        QCOMPARE(text.edges, u"a-b; a-b {weight=heavy}"_qs);
        for (const QString& part : {u"2 nodes left out (first line 4: the node \"a\" is there twice)"_qs, u"1 size left out"_qs, u"1 position left out"_qs, u"1 colour left out"_qs,
                                    u"1 edge left out (line 5: the target is empty)"_qs, u"1 weight left out (line 5: \"NaN\" is no value)"_qs})
            QVERIFY2(text.report.contains(part), qPrintable(text.report));
    }

    void badInputsHaveAnErrorWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("raw < in an attribute") << QByteArray("<gexf><graph><nodes>\n<node id='a'/>\n<node id='b' intervals='<[1, 2]>'/></nodes></graph></gexf>") << u"3: not well-formed XML near \"<[1, 2]>'/></nodes><\"; within a tag < is written &lt;"_qs;
        QTest::newRow("another root") << QByteArray("<svg/>") << u"1: the file is XML but not GEXF: its root is <svg>"_qs;
        QTest::newRow("depth") << "<gexf><graph>" + QByteArray("<nodes><node id='a'>").repeated(100'000) << u"1: elements lie in elements more than 1000 deep"_qs;
        QTest::newRow("cut short") << QByteArray("<gexf><graph><nodes>\n<node id='a'/>") << u"2: "_qs;
        QByteArray entities = "<!ENTITY b0 \"ha\">";
        for (int i = 1; i < 12; ++i)
            entities += "<!ENTITY b" + QByteArray::number(i) + " \"" + QByteArray("&b" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        QTest::newRow("entities that grow") << "<!DOCTYPE gexf [" + entities + "]>\n<gexf><graph><nodes><node id='a' label='&b11;'/></nodes></graph></gexf>" << u"2: "_qs;
    }

    void badInputsHaveAnErrorWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const XmlDocument read = XmlDocument::readBy<GexfReader>(text);
        QVERIFY2(read.error.startsWith(error), qPrintable(read.error));
        QVERIFY(read.nodes.isEmpty() || read.nodes.startsWith(u'a'));
    }

    void whatChangesAThousandTimesTakesTheMemoryOfOne()
    {
        QByteArray values;
        for (int i = 0; i < 5000; ++i)
            values += "<attvalue for='p' value='" + QByteArray::number(i) + "' start='" + QByteArray::number(i) + "' end='" + QByteArray::number(i + 1) + "'/>";
        QCOMPARE(graph("<node id='a'><attvalues>" + values + "</attvalues></node>", {}, {}, declared("node", "<attribute id='p' title='p' type='integer'/>", "dynamic")).nodes, u"a {p=4999}"_qs);
        const XmlDocument spells = graph("<node id='a'><spells>" + QByteArray("<spell start='1' end='2'/>").repeated(2000) + "</spells></node>", {}, "timeformat='integer'");
        QVERIFY2(spells.report.contains(u"1,000 spells left out (first line 3: an element has more than 1000)"_qs), qPrintable(spells.report));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_GexfReader)
#include "tst_gexf_reader.moc"
