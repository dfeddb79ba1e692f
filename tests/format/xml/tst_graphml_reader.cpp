#include "format/xml/graphml_reader.h"
#include "support/test_program.h"
#include "xml_document.h"
#include <QtTest/QtTest>

using namespace weir::format;

/// What programs write as GraphML, and what is made of it.
class tst_GraphMlReader final : public QObject {
    Q_OBJECT

    static XmlDocument read(const QByteArray& text) { return XmlDocument::readBy<GraphMlReader>(text); }

    /// In a document with these keys.
    static XmlDocument graph(const QByteArray& keys, const QByteArray& inside, const QByteArray& edgedefault = "directed")
    {
        return read("<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">" + keys + "\n<graph edgedefault=\"" + edgedefault + "\">\n" + inside + "\n</graph></graphml>\n");
    }

private Q_SLOTS:
    void keysAreToldApartByWhatTheyAreForAndByCase()
    {
        const XmlDocument both = graph("<key id='label' for='node' attr.name='label'/><key id='label' for='edge' attr.name='label'/>"
                                    "<key id='w' for='node' attr.name='weight'/><key id='w' for='edge' attr.name='weight'/>",
                                    "<node id='a'><data key='label'>Halcyon</data><data key='w'>9</data></node><node id='b'/>"
                                    "<edge source='a' target='b'><data key='label'>calls</data><data key='w'>3.5</data></edge>");
        QCOMPARE(both.nodes, u"a 'Halcyon' {weight=9}; b"_qs);
        QCOMPARE(both.edges, u"a>b 3.5 {label=calls}"_qs);
        QCOMPARE(both.report, QString());
        const XmlDocument cases = graph("<key id='L' for='node' attr.name='Label'/><key id='l' for='node' attr.name='label'/>",
                                     "<node id='a'><data key='l'>small</data><data key='L'>LARGE</data></node><node id='b'><data key='L'>LARGE</data></node>");
        QCOMPARE(cases.nodes, u"a 'small' {Label=LARGE}; b 'LARGE'"_qs);
    }

    void aNodesCategoryIsAText()
    {
        const QByteArray nodes = "<node id='a'><data key='c'>7</data></node><node id='b'/>";
        QCOMPARE(graph("<key id='c' for='node' attr.name='category' attr.type='string'/>", nodes).nodes, u"a [7]; b"_qs);
        QCOMPARE(graph("<key id='c' for='node' attr.name='category' attr.type='int'/>", nodes).nodes, u"a {category=7}; b"_qs);
    }

    void blanksAreKeptAndTextsAreTimesWhereTheDocumentSaysSo()
    {
        const XmlDocument text = graph("<key id='t' for='node' attr.name='at' attr.type='string' weir:type='dateTime'/><key id='w' for='node' attr.name='words' attr.type='string'/>",
                                       "<node id='a'><data key='t'>2026-11-30</data><data key='w' xml:space='preserve'> x\n</data></node><node id='b'><data key='w'> y </data></node>");
        QCOMPARE(text.nodes, u"a {at=2026-11-30, words= x\n}; b {words=y}"_qs);
        QCOMPARE(text.nodeColumns, u"at time, words text"_qs);
    }

    void aKeyForOneKindWinsOverOneForAll()
    {
        const XmlDocument text = graph("<key id='w' for='edge' attr.name='weight'/><key id='w' for='all' attr.name='other'/>", "<node id='a'/><edge source='a' target='a'><data key='w'>2</data></edge>");
        QCOMPARE(text.edges, u"a>a 2"_qs);
    }

    void defaultsStandWhereNothingElseDoes()
    {
        const XmlDocument text = graph("<key attr.name='label' id='label'/><key id='w' for='all' attr.name='weight'><default>0.25</default></key>",
                                    "<node id='a'><data key='label'>first</data></node><edge source='a' target='a'/><edge source='a' target='a'><data key='w'>4</data></edge>"
                                    "<edge source='a' target='a'><data key='w'> </data></edge>");
        QCOMPARE(text.nodes, u"a 'first' {weight=0.25}"_qs);
        QCOMPARE(text.edges, u"a>a 0.25; a>a 4; a>a 0.25"_qs);
    }

    void keysMayComeLate()
    {
        const XmlDocument text = graph({}, "<node id='a'><data key='n'>Sparrow</data></node><node id='b'><data key='q'>?</data></node><edge source='a' target='b'><data key='w'>6</data></edge>"
                                        "<key id='n' for='node' attr.name='label'/><key id='w' for='edge' attr.name='weight'/>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'Sparrow'; b"_qs);
        QCOMPARE(text.edges, u"a>b 6"_qs);
        QVERIFY2(text.report.contains(u"1 attribute left out (line 4: no key \"q\" is declared)"_qs), qPrintable(text.report));
    }

    void figuresAreReadAsProgramsWriteThem()
    {
        const XmlDocument text = graph("<key id='w' for='edge' attr.name='weight' attr.type='double'/><key id='s' for='node' attr.name='size' attr.type='float'/>",
                                    "<node id='a'><data key='s'></data></node>\n<edge source='a' target='a'><data key='w'>0x1.8p+1</data></edge>\n"
                                    "<edge source='a' target='a'><data key='w'>1e-300</data></edge>\n<edge source='a' target='a'><data key='w'>NaN</data></edge>\n"
                                    "<edge source='a' target='a'><data key='w'/></edge>");
        QCOMPARE(text.edges, u"a>a 3; a>a 0; a>a; a>a"_qs);
        QVERIFY2(text.report.contains(u"1 weight left out (line 7: \"NaN\" is no value)"_qs), qPrintable(text.report));
    }

    void whatIsDeclaredAsTextIsNoFigure()
    {
        const XmlDocument text = graph("<key id='s' for='node' attr.name='size' attr.type='string'/><key id='n' for='node' attr.name='name' attr.type='string'/>",
                                    "<node id='a'><data key='s'>12 KB</data><data key='n'>report.txt</data></node>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'report.txt' {size=12 KB}"_qs);
        QCOMPARE(text.nodeColumns, u"size text"_qs);
    }

    void aPlaceOrASizeThatIsNoneIsLeftOutAlone()
    {
        const XmlDocument text = graph("<key id='x' for='node' attr.name='x'/><key id='y' for='node' attr.name='y'/><key id='s' for='node' attr.name='size'/>",
                                    "<node id='a'><data key='x'>nan</data><data key='y'>0</data></node><node id='b'><data key='x'>1</data><data key='y'>2</data><data key='s'>-1</data></node>");
        QCOMPARE(text.nodes, u"a {y=0}; b 1,2"_qs);
        QVERIFY2(text.report.contains(u"1 position left out (line 4"_qs) && text.report.contains(u"1 size left out (line 4: \"-1\" is negative)"_qs), qPrintable(text.report));
    }

    void directionIsThatOfTheGraphInWhichTheEdgeStands()
    {
        const XmlDocument text = graph({}, "<node id='g'><graph edgedefault='directed'><node id='a'/><edge source='a' target='g'/></graph></node><node id='x'/>"
                                        "<edge source='x' target='g'/><edge source='x' target='a' directed='true'/>", "undirected");
        QCOMPARE(text.edges, u"a>g; x-g; x>a"_qs);
    }

    void aNodeAroundAGraphHasWhatStandsBehindIt()
    {
        const XmlDocument text = graph("<key id='n' for='node' attr.name='label'/>", "<node id='g'><graph><node id='a'/></graph><data key='n'>outer</data></node>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"g 'outer'; a {group=g}"_qs);
        QCOMPARE(text.report, QString());
    }

    void edgesMayComeBeforeTheirNodes()
    {
        const XmlDocument text = graph({}, "<edge source='p' target='q'/>\n<node id='p'/>\n<edge source='q' target='r'/>\n<node id='q'/>");
        QCOMPARE(text.edges, u"p>q"_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 6: there is no node \"r\")"_qs), qPrintable(text.report));
    }

    void oneWrongElementCostsOneElement()
    {
        const XmlDocument text = graph({}, "<node id='A.'/><node id='B.'/>\n<edge source='A.' target='B.'/>\n<edge source='A.' target=''/>\n<edge source='B.' target='A.'/>\n<node/><node id='A.'/>\n"
                                        "<hyperedge><endpoint node='A.'/></hyperedge>");
        QCOMPARE(text.edges, u"A.>B.; B.>A."_qs);
        QCOMPARE(text.nodes, u"A.; B."_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 6: the target is empty)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 nodes left out (first line 8: its id is missing or empty)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"1 hyperedge left out (line 9"_qs), qPrintable(text.report));
    }

    void edgesWithOneIdAreSeveralEdges()
    {
        QCOMPARE(graph({}, "<node id='a'/><edge id='0' source='a' target='a'/><edge id='0' source='a' target='a'/>").edges, u"a>a {id=0}; a>a {id=0}"_qs);
    }

    void severalGraphsAreShownAsOne()
    {
        const XmlDocument text = read("<graphml><graph id='m'><node id='0'/><node id='1'/><edge source='0' target='1'/></graph>"
                                   "<graph id='t'><node id='0'/><node id='1'/><edge source='1' target='0'/></graph></graphml>");
        QCOMPARE(text.nodes, u"0; 1"_qs);
        QCOMPARE(text.edges, u"0>1; 1>0"_qs);
        QVERIFY2(text.report.contains(u"the file has 2 graphs, which are shown as one"_qs), qPrintable(text.report));
    }

    void ofYedsGraphicsLabelsPlacesAndColoursAreTaken()
    {
        const XmlDocument text = read("<graphml xmlns:y='y'><key for='node' id='d6' yfiles.type='nodegraphics'/><key for='edge' id='d7' yfiles.type='edgegraphics'/><graph edgedefault='directed'>"
                                   "<node id='n0'><data key='d6'><y:ShapeNode><y:Geometry height='30' width='60' x='110' y='40'/><y:Fill color='#FFCC00'/>"
                                   "<y:NodeLabel visible='true'>Pump &amp; valve\n<y:LabelModel><y:X>no</y:X></y:LabelModel></y:NodeLabel><y:NodeLabel>second</y:NodeLabel></y:ShapeNode></data></node>"
                                   "<node id='n1'><data key='d6'><y:ShapeNode><y:NodeLabel>Tank</y:NodeLabel></y:ShapeNode></data></node>"
                                   "<edge source='n0' target='n1'><data key='d7'><y:PolyLineEdge><y:EdgeLabel>feeds</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"n0 'Pump & valve' 140,55 #ffcc00; n1 'Tank'"_qs);
        QCOMPARE(text.edges, u"n0>n1 {label=feeds}"_qs);
    }

    void coloursAreReadInEveryWay()
    {
        const XmlDocument text = graph("<key id='c' for='node' attr.name='color'/><key id='r' for='node' attr.name='r' attr.type='int'/><key id='g' for='node' attr.name='g' attr.type='int'/><key id='b' for='node' attr.name='b' attr.type='int'/>",
                                    "<node id='a'><data key='c'>steelblue</data></node><node id='b'><data key='r'>255</data><data key='g'>128</data><data key='b'>0</data></node><node id='c'><data key='c'>reddish</data></node>");
        QCOMPARE(text.nodes, u"a #4682b4; b #ff8000; c {color=reddish}"_qs);
    }

    void aLongLabelIsCut()
    {
        const XmlDocument text = graph("<key id='l' for='node' attr.name='label'/>", "<node id='a'><data key='l'>" + QByteArray("ä").repeated(3000) + "</data></node>");
        QCOMPARE(text.error, QString());
        QVERIFY(text.nodes.startsWith(u"a 'ää"_qs) && text.nodes.endsWith(u"ä…'"_qs));
        QVERIFY(text.report.contains(u"1 label's end left out"_qs));
    }

    void whatHasNoPlaceIsNamed()
    {
        const XmlDocument text = graph("<key id='a' for='node' attr.name='age' attr.type='int'/><key id='d' for='node' attr.name='entity'/><key id='e' for='node' attr.name='empty'/>",
                                    "<node id='n'><data key='a'>7</data><data key='d'><x><y>deep</y></x></data><data key='e'/></node><node id='p'><port><data key='a'>1</data></port></node>");
        QCOMPARE(text.nodes, u"n {age=7}; p"_qs);
        QVERIFY2(text.report.endsWith(u"passed over: entity, port, a"_qs), qPrintable(text.report));
    }

    void encodingsAreThoseOfXml()
    {
        const QByteArray inside = "<graphml><key id='l' for='node' attr.name='label'/><graph><node id='a'><data key='l'>%1</data></node></graph></graphml>";
        const auto encoded = [&inside](const char* name, const QByteArray& text) { return read("<?xml version='1.0' encoding='" + QByteArray(name) + "'?>" + QByteArray(inside).replace("%1", text)).nodes; };
        QCOMPARE(encoded("UTF-8", "ö"), u"a 'ö'"_qs);
        QCOMPARE(encoded("ISO-8859-1", "\xf6"), u"a 'ö'"_qs);
        QCOMPARE(encoded("windows-1252", "\x93x\x94"), u"a '“x”'"_qs);
        QCOMPARE(encoded("koi8-r", "\xc1"), u"a 'а'"_qs);
        QCOMPARE(encoded("utf-16", "ö"), u"a 'ö'"_qs);   // which it cannot be
        const QString wide = QString::fromUtf8("<?xml version='1.0' encoding='UTF-16'?>" + QByteArray(inside).replace("%1", "ö"));
        QCOMPARE(read("\xff\xfe" + QByteArray(reinterpret_cast<const char*>(wide.utf16()), wide.size() * 2)).nodes, u"a 'ö'"_qs);
        QVERIFY(read("<?xml version='1.0' encoding='Shift_JIS'?><graphml/>").error.contains(u"the encoding \"Shift_JIS\" is not read"_qs));
        QVERIFY(read("<?xml version='1.0' encoding='../../x'?><graphml/>").error.contains(u"1: "_qs));
    }

    void externalEntitiesAreNeverRead()
    {
        const XmlDocument text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml [ <!ENTITY leak SYSTEM \"file:///etc/hostname\"> ]>\n<graphml><key id='l' for='node' attr.name='label'/>\n"
                                   "<graph><node id='a'><data key='l'>&leak;</data></node></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a"_qs);
        QVERIFY2(text.report.contains(u"1 entity left out (line 4: &leak; is external"_qs), qPrintable(text.report));
    }

    void internalEntitiesAndDoctypesAreNoError()
    {
        const XmlDocument text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml SYSTEM \"http://graphml.graphdrawing.org/dtds/graphml.dtd\" [<!ENTITY who \"Ada\">]>\n<graphml><key id='l' for='node' attr.name='label'/>"
                                   "<graph><node id='a&amp;b'><data key='l'><![CDATA[<b>]]>&who; &#x1F600;</data></node></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a&b '<b>Ada 😀'"_qs);
    }

    void entitiesThatGrowWithoutEndAreRefused()
    {
        QByteArray entities = "<!ENTITY b0 \"ha\">";
        for (int i = 1; i < 12; ++i)
            entities += "<!ENTITY b" + QByteArray::number(i) + " \"" + QByteArray("&b" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        const XmlDocument text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml [" + entities + "]>\n<graphml><key id='l' for='node' attr.name='label'/>\n<graph><node id='a'><data key='l'>&b11;</data></node></graph></graphml>");
        QVERIFY2(text.error.contains(u"amplification"_qs), qPrintable(text.error));
    }

    void whatIsNoXmlNamesItsPlaceAndCause_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("control character") << QByteArray("<graphml><graph>\n<node id='a'/>\n<node id='\x1c'/></graph></graphml>") << u"3: there is a control character, which XML forbids"_qs;
        QTest::newRow("not UTF-8") << QByteArray("<graphml><graph>\n<node id='\xe4'/></graph></graphml>") << u"2: there is a byte that is not UTF-8"_qs;
        QTest::newRow("cut short") << QByteArray("<graphml><graph>\n<node id='a'/>\n<node id='b'") << u"3: "_qs;
        QTest::newRow("wrong tag") << QByteArray("<graphml><graph>\n</node></graphml>") << u"2: mismatched tag"_qs;
        QTest::newRow("half a character") << QByteArray("<graphml><graph>\n<node id='&#xD800;'/></graph></graphml>") << u"2: "_qs;
        QTest::newRow("nothing") << QByteArray("<?xml version='1.0'?>\n") << u"2: "_qs;
        QTest::newRow("depth") << "<graphml>" + QByteArray("<graph><node id='a'>").repeated(100'000) << u"1: elements lie in elements more than 1000 deep"_qs;
    }

    void whatIsNoXmlNamesItsPlaceAndCause()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const XmlDocument read = XmlDocument::readBy<GraphMlReader>(text);
        QVERIFY2(read.error.contains(error), qPrintable(read.error));
    }

    void whatStoodBeforeAFaultStays()
    {
        const XmlDocument text = read("<graphml><graph><edge source='b' target='a'/><node id='a'/><node id='b'/>\n<edge source='a' target='b'/><node id='\x01'/></graph></graphml>");
        QCOMPARE(text.edges, u"a>b; b>a"_qs);
        QVERIFY2(text.error.startsWith(u"2: "_qs), qPrintable(text.error));
    }

    void whatKeysDeclareAreAttributesOfTheirTypes()
    {
        const XmlDocument text = graph("<key id='a' for='node' attr.name='age' attr.type='int'/><key id='m' for='node' attr.name='married' attr.type='boolean'/>"
                                       "<key id='d' for='all' attr.name='department' attr.type='string'/><key id='p' for='node' attr.name='pos' attr.type='vector_double'/>"
                                       "<key id='s' for='edge' attr.name='since'/>",
                                       "<node id='n'><data key='a'>41</data><data key='m'>true</data><data key='d'> 007 </data><data key='p'>1.0, 2.0</data></node>"
                                       "<edge id='e1' source='n' target='n'><data key='s'>2020-05-01</data><data key='d'>Finance</data></edge>");
        QCOMPARE(text.nodes, u"n {age=41, married=true, department=007, pos=1.0, 2.0}"_qs);
        QCOMPARE(text.nodeColumns, u"age number, married flag, department text, pos text"_qs);
        QCOMPARE(text.edges, u"n>n {id=e1, since=2020-05-01, department=Finance}"_qs);
        QCOMPARE(text.edgeColumns, u"id text, since time, department text"_qs);
        QCOMPARE(text.report, QString());
    }

    void aDefaultIsAValueOfWhoSaysNothing()
    {
        const XmlDocument text = graph("<key id='c' for='node' attr.name='colour scheme' attr.type='string'><default>dark</default></key>",
                                       "<node id='a'/><node id='b'><data key='c'>light</data></node><node id='g'><graph><node id='h'/></graph><data key='c'>none</data></node>");
        QCOMPARE(text.nodes, u"a {colour scheme=dark}; b {colour scheme=light}; g {colour scheme=none}; h {colour scheme=dark, group=g}"_qs);
    }

    void aFigureThatDoesNotFitIsAnAttribute()
    {
        const XmlDocument text = graph("<key id='w' for='edge' attr.name='weight' attr.type='double'/><key id='s' for='node' attr.name='size'/>",
                                       "<node id='a'><data key='s'>large</data></node><edge source='a' target='a'><data key='w'>1e300</data></edge>");
        QCOMPARE(text.nodes, u"a {size=large}"_qs);
        QCOMPARE(text.edges, u"a>a {weight=1e300}"_qs);
        QCOMPARE(text.report, QString());
    }

    void aNameThatIsNotTheLabelIsAnAttribute()
    {
        const XmlDocument text = graph("<key id='l' for='node' attr.name='label'/><key id='n' for='node' attr.name='name'/>",
                                       "<node id='a'><data key='n'>Ada</data></node><node id='b'><data key='n'>Ben</data><data key='l'>B</data></node>");
        QCOMPARE(text.nodes, u"a 'Ada'; b 'B' {name=Ben}"_qs);
    }

    void kindsOfEdgesAreCategories()
    {
        const XmlDocument text = graph("<key id='k' for='edge' attr.name='relation' attr.type='string'/><key id='t' for='edge' attr.name='type' attr.type='int'/>",
                                       "<node id='a'/><edge source='a' target='a'><data key='k'>knows</data><data key='t'>3</data></edge>");
        QCOMPARE(text.edges, u"a>a [knows] {type=3}"_qs);
    }

    void whatNeo4jExportsHasItsLabelsAsCategories()
    {
        const XmlDocument text = read("<graphml><key id='born' for='node' attr.name='born' attr.type='long'/><key id='labels' for='node' attr.name='labels'/>"
                                      "<key id='label' for='edge' attr.name='label'/><graph id='G' edgedefault='directed'>"
                                      "<node id='n0' labels=':Person:Actor'><data key='labels'>:Person:Actor</data><data key='born'>1964</data></node><node id='n1' labels=':Movie'/>"
                                      "<edge id='e0' source='n0' target='n1' label='ACTED_IN'><data key='label'>ACTED_IN</data></edge></graph></graphml>");
        QCOMPARE(text.nodes, u"n0 [Person:Actor] {labels=:Person:Actor, born=1964}; n1 [Movie]"_qs);
        QCOMPARE(text.edges, u"n0>n1 [ACTED_IN] {id=e0, label=ACTED_IN}"_qs);
    }

    void yedsGroupsAreGroups()
    {
        const XmlDocument text = read("<graphml xmlns:y='y'><key for='node' id='d6' yfiles.type='nodegraphics'/><key for='graph' id='d0' attr.name='Description'/>"
                                      "<graph edgedefault='directed'><data key='d0'/><node id='n0' yfiles.foldertype='group'><data key='d6'><y:ProxyAutoBoundsNode><y:Realizers>"
                                      "<y:GroupNode><y:NodeLabel>Cellar</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>"
                                      "<graph id='n0:'><node id='n0::n0'/><node id='n0::n1'/></graph></node><edge id='e0' source='n0::n0' target='n0::n1'/></graph></graphml>");
        QCOMPARE(text.nodes, u"n0 'Cellar'; n0::n0 {group=n0}; n0::n1 {group=n0}"_qs);
        QCOMPARE(text.report, u"passed over: Description"_qs);
    }

    void everyEdgeMayComeFirst()
    {
        QByteArray edges, nodes;
        for (int i = 0; i < 300; ++i) {
            edges += "<edge source='n" + QByteArray::number(i) + "' target='n" + QByteArray::number((i + 1) % 300) + "'><data key='k'>" + QByteArray::number(i) + "</data></edge>\n";
            nodes += "<node id='n" + QByteArray::number(i) + "'/>\n";
        }
        const XmlDocument text = graph("<key id='k' for='edge' attr.name='nth' attr.type='int'/>", edges + nodes);
        QCOMPARE(text.edges.count(u';'), 299);
        QVERIFY(text.edges.startsWith(u"n0>n1 {nth=0}; "_qs) && text.edges.endsWith(u"n299>n0 {nth=299}"_qs));
        QCOMPARE(text.report, QString());
    }

    void linesAreThoseOfTheDocumentHoweverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("CR") << QByteArray("\r");
    }

    void linesAreThoseOfTheDocumentHoweverItIsCut()
    {
        QFETCH(QByteArray, end);
        QByteArray text = "<graphml><graph>" + end;
        for (int i = 0; i < 9000; ++i)
            text += "<node id='" + QByteArray::number(i) + "'>" + end + "<desc>" + QByteArray(i % 97, 'x') + "</desc></node>" + end;
        text += "<edge source='0' target='nobody'/>" + end + "</graph></graphml>";
        QVERIFY2(read(text).report.contains(u"line 18002:"_qs), qPrintable(read(text).report));
    }

    void nobodyWantsMore()
    {
        std::istringstream stream("<graphml><graph><node id='a'/><node id='b'/><node id='c'/></graph>");
        FileInput input(stream);
        ReadGraph sink;
        sink.stopAt = 2;
        QVERIFY(GraphMlReader(input, sink).read().has_value());
        QCOMPARE(sink.nodeCount(), std::uint64_t(2));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_GraphMlReader)
#include "tst_graphml_reader.moc"
