#include "support/test_program.h"
#include "file_text.h"

/// What programs write as GraphML, and what is made of it.
class tst_GraphMl final : public QObject {
    Q_OBJECT

    static FileText read(const QByteArray& text) { return FileText(text, u"text.graphml"_qs); }

    /// In a document with these keys.
    static FileText graph(const QByteArray& keys, const QByteArray& inside, const QByteArray& edgedefault = "directed")
    {
        return read("<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">" + keys + "\n<graph edgedefault=\"" + edgedefault + "\">\n" + inside + "\n</graph></graphml>\n");
    }

private Q_SLOTS:
    void keysAreToldApartByWhatTheyAreForAndByCase()
    {
        const FileText both = graph("<key id='label' for='node' attr.name='label'/><key id='label' for='edge' attr.name='label'/>"
                                    "<key id='w' for='node' attr.name='weight'/><key id='w' for='edge' attr.name='weight'/>",
                                    "<node id='a'><data key='label'>Halcyon</data><data key='w'>9</data></node><node id='b'/>"
                                    "<edge source='a' target='b'><data key='label'>calls</data><data key='w'>3.5</data></edge>");
        QCOMPARE(both.nodes, u"a 'Halcyon'; b"_qs);
        QCOMPARE(both.edges, u"a>b 3.5"_qs);
        QVERIFY2(both.report.endsWith(u"passed over: weight, label"_qs), qPrintable(both.report));   // of the node and of the edge
        const FileText cases = graph("<key id='L' for='node' attr.name='Label'/><key id='l' for='node' attr.name='label'/>",
                                     "<node id='a'><data key='l'>small</data><data key='L'>LARGE</data></node><node id='b'><data key='L'>LARGE</data></node>");
        QCOMPARE(cases.nodes, u"a 'small'; b 'LARGE'"_qs);
    }

    void aKeyForOneKindWinsOverOneForAll()
    {
        const FileText text = graph("<key id='w' for='edge' attr.name='weight'/><key id='w' for='all' attr.name='other'/>", "<node id='a'/><edge source='a' target='a'><data key='w'>2</data></edge>");
        QCOMPARE(text.edges, u"a>a 2"_qs);
    }

    void defaultsStandWhereNothingElseDoes()
    {
        const FileText text = graph("<key attr.name='label' id='label'/><key id='w' for='all' attr.name='weight'><default>0.25</default></key>",
                                    "<node id='a'><data key='label'>first</data></node><edge source='a' target='a'/><edge source='a' target='a'><data key='w'>4</data></edge>"
                                    "<edge source='a' target='a'><data key='w'> </data></edge>");
        QCOMPARE(text.nodes, u"a 'first'"_qs);
        QCOMPARE(text.edges, u"a>a 0.25; a>a 0.25; a>a 4"_qs);
    }

    void keysMayComeLate()
    {
        const FileText text = graph({}, "<node id='a'><data key='n'>Sparrow</data></node><node id='b'><data key='q'>?</data></node><edge source='a' target='b'><data key='w'>6</data></edge>"
                                        "<key id='n' for='node' attr.name='label'/><key id='w' for='edge' attr.name='weight'/>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'Sparrow'; b"_qs);
        QCOMPARE(text.edges, u"a>b 6"_qs);
        QVERIFY2(text.report.contains(u"1 attribute left out (line 4: no key \"q\" is declared)"_qs), qPrintable(text.report));
    }

    void figuresAreReadAsProgramsWriteThem()
    {
        const FileText text = graph("<key id='w' for='edge' attr.name='weight' attr.type='double'/><key id='s' for='node' attr.name='size' attr.type='float'/>",
                                    "<node id='a'><data key='s'></data></node>\n<edge source='a' target='a'><data key='w'>0x1.8p+1</data></edge>\n"
                                    "<edge source='a' target='a'><data key='w'>1e-300</data></edge>\n<edge source='a' target='a'><data key='w'>NaN</data></edge>\n"
                                    "<edge source='a' target='a'><data key='w'/></edge>");
        QCOMPARE(text.edges, u"a>a; a>a; a>a 0; a>a 3"_qs);
        QVERIFY2(text.report.contains(u"1 weight left out (line 7: \"NaN\" is no value)"_qs), qPrintable(text.report));
    }

    void whatIsDeclaredAsTextIsNoFigure()
    {
        const FileText text = graph("<key id='s' for='node' attr.name='size' attr.type='string'/><key id='n' for='node' attr.name='name' attr.type='string'/>",
                                    "<node id='a'><data key='s'>12 KB</data><data key='n'>report.txt</data></node>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a 'report.txt'"_qs);
        QVERIFY(text.report.contains(u"passed over: size"_qs));
    }

    void aPlaceOrASizeThatIsNoneIsLeftOutAlone()
    {
        const FileText text = graph("<key id='x' for='node' attr.name='x'/><key id='y' for='node' attr.name='y'/><key id='s' for='node' attr.name='size'/>",
                                    "<node id='a'><data key='x'>nan</data><data key='y'>0</data></node><node id='b'><data key='x'>1</data><data key='y'>2</data><data key='s'>-1</data></node>");
        QCOMPARE(text.nodes, u"a; b 1,2"_qs);
        QVERIFY2(text.report.contains(u"1 position left out (line 4"_qs) && text.report.contains(u"1 size left out (line 4: \"-1\" is negative)"_qs), qPrintable(text.report));
    }

    void directionIsThatOfTheGraphInWhichTheEdgeStands()
    {
        const FileText text = graph({}, "<node id='g'><graph edgedefault='directed'><node id='a'/><edge source='a' target='g'/></graph></node><node id='x'/>"
                                        "<edge source='x' target='g'/><edge source='x' target='a' directed='true'/>", "undirected");
        QCOMPARE(text.edges, u"a>g; x-g; x>a"_qs);
    }

    void aNodeAroundAGraphHasWhatStandsBehindIt()
    {
        const FileText text = graph("<key id='n' for='node' attr.name='label'/>", "<node id='g'><graph><node id='a'/></graph><data key='n'>outer</data></node>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a; g 'outer'"_qs);
        QCOMPARE(text.report, QString());
    }

    void edgesMayComeBeforeTheirNodes()
    {
        const FileText text = graph({}, "<edge source='p' target='q'/>\n<node id='p'/>\n<edge source='q' target='r'/>\n<node id='q'/>");
        QCOMPARE(text.edges, u"p>q"_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 6: there is no node \"r\")"_qs), qPrintable(text.report));
    }

    void oneWrongElementCostsOneElement()
    {
        const FileText text = graph({}, "<node id='A.'/><node id='B.'/>\n<edge source='A.' target='B.'/>\n<edge source='A.' target=''/>\n<edge source='B.' target='A.'/>\n<node/><node id='A.'/>\n"
                                        "<hyperedge><endpoint node='A.'/></hyperedge>");
        QCOMPARE(text.edges, u"A.>B.; B.>A."_qs);
        QCOMPARE(text.nodes, u"A.; B."_qs);
        QVERIFY2(text.report.contains(u"1 edge left out (line 6: the target is empty)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"2 nodes left out (first line 8: its id is missing or empty)"_qs), qPrintable(text.report));
        QVERIFY2(text.report.contains(u"1 hyperedge left out (line 9"_qs), qPrintable(text.report));
    }

    void edgesWithOneIdAreSeveralEdges()
    {
        QCOMPARE(graph({}, "<node id='a'/><edge id='0' source='a' target='a'/><edge id='0' source='a' target='a'/>").edges, u"a>a; a>a"_qs);
    }

    void severalGraphsAreShownAsOne()
    {
        const FileText text = read("<graphml><graph id='m'><node id='0'/><node id='1'/><edge source='0' target='1'/></graph>"
                                   "<graph id='t'><node id='0'/><node id='1'/><edge source='1' target='0'/></graph></graphml>");
        QCOMPARE(text.nodes, u"0; 1"_qs);
        QCOMPARE(text.edges, u"0>1; 1>0"_qs);
        QVERIFY2(text.report.contains(u"the file has 2 graphs, which are shown as one"_qs), qPrintable(text.report));
    }

    void ofYedsGraphicsLabelsPlacesAndColoursAreTaken()
    {
        const FileText text = read("<graphml xmlns:y='y'><key for='node' id='d6' yfiles.type='nodegraphics'/><key for='edge' id='d7' yfiles.type='edgegraphics'/><graph edgedefault='directed'>"
                                   "<node id='n0'><data key='d6'><y:ShapeNode><y:Geometry height='30' width='60' x='110' y='40'/><y:Fill color='#FFCC00'/>"
                                   "<y:NodeLabel visible='true'>Pump &amp; valve\n<y:LabelModel><y:X>no</y:X></y:LabelModel></y:NodeLabel><y:NodeLabel>second</y:NodeLabel></y:ShapeNode></data></node>"
                                   "<node id='n1'><data key='d6'><y:ShapeNode><y:NodeLabel>Tank</y:NodeLabel></y:ShapeNode></data></node>"
                                   "<edge source='n0' target='n1'><data key='d7'><y:PolyLineEdge><y:EdgeLabel>feeds</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"n0 'Pump & valve' 140,55 #ffcc00; n1 'Tank'"_qs);
        QCOMPARE(text.edges, u"n0>n1"_qs);
    }

    void coloursAreReadInEveryWay()
    {
        const FileText text = graph("<key id='c' for='node' attr.name='color'/><key id='r' for='node' attr.name='r' attr.type='int'/><key id='g' for='node' attr.name='g' attr.type='int'/><key id='b' for='node' attr.name='b' attr.type='int'/>",
                                    "<node id='a'><data key='c'>steelblue</data></node><node id='b'><data key='r'>255</data><data key='g'>128</data><data key='b'>0</data></node><node id='c'><data key='c'>reddish</data></node>");
        QCOMPARE(text.nodes, u"a #4682b4; b #ff8000; c"_qs);
        QVERIFY2(text.report.contains(u"1 colour left out (line 4: \"reddish\" is no colour"_qs), qPrintable(text.report));
    }

    void aLongLabelIsCut()
    {
        const FileText text = graph("<key id='l' for='node' attr.name='label'/>", "<node id='a'><data key='l'>" + QByteArray("ä").repeated(3000) + "</data></node>");
        QCOMPARE(text.error, QString());
        QVERIFY(text.nodes.startsWith(u"a 'ää"_qs) && text.nodes.endsWith(u"ä…'"_qs));
        QVERIFY(text.report.contains(u"1 label's end left out"_qs));
    }

    void whatHasNoPlaceIsNamed()
    {
        const FileText text = graph("<key id='a' for='node' attr.name='age' attr.type='int'/><key id='d' for='node' attr.name='entity'/><key id='e' for='node' attr.name='empty'/>",
                                    "<node id='n'><data key='a'>7</data><data key='d'><x><y>deep</y></x></data><data key='e'/></node><node id='p'><port><data key='a'>1</data></port></node>");
        QVERIFY2(text.report.endsWith(u"passed over: age, entity"_qs), qPrintable(text.report));
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
        QVERIFY(read("<?xml version='1.0' encoding='../../x'?><graphml/>").error.contains(u"text.graphml:1: "_qs));
    }

    void externalEntitiesAreNeverRead()
    {
        const FileText text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml [ <!ENTITY leak SYSTEM \"file:///etc/hostname\"> ]>\n<graphml><key id='l' for='node' attr.name='label'/>\n"
                                   "<graph><node id='a'><data key='l'>&leak;</data></node></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a"_qs);
        QVERIFY2(text.report.contains(u"1 entity left out (line 4: &leak; is external"_qs), qPrintable(text.report));
    }

    void internalEntitiesAndDoctypesAreNoError()
    {
        const FileText text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml SYSTEM \"http://graphml.graphdrawing.org/dtds/graphml.dtd\" [<!ENTITY who \"Ada\">]>\n<graphml><key id='l' for='node' attr.name='label'/>"
                                   "<graph><node id='a&amp;b'><data key='l'><![CDATA[<b>]]>&who; &#x1F600;</data></node></graph></graphml>");
        QCOMPARE(text.error, QString());
        QCOMPARE(text.nodes, u"a&b '<b>Ada 😀'"_qs);
    }

    void entitiesThatGrowWithoutEndAreRefused()
    {
        QByteArray entities = "<!ENTITY b0 \"ha\">";
        for (int i = 1; i < 12; ++i)
            entities += "<!ENTITY b" + QByteArray::number(i) + " \"" + QByteArray("&b" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        const FileText text = read("<?xml version='1.0'?>\n<!DOCTYPE graphml [" + entities + "]>\n<graphml><key id='l' for='node' attr.name='label'/>\n<graph><node id='a'><data key='l'>&b11;</data></node></graph></graphml>");
        QVERIFY2(text.error.contains(u"text.graphml:"_qs) && text.error.contains(u"amplification"_qs), qPrintable(text.error));
    }

    void whatIsNoXmlNamesItsPlaceAndCause_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("control character") << QByteArray("<graphml><graph>\n<node id='a'/>\n<node id='\x1c'/></graph></graphml>") << u"text.graphml:3: there is a control character, which XML forbids"_qs;
        QTest::newRow("not UTF-8") << QByteArray("<graphml><graph>\n<node id='\xe4'/></graph></graphml>") << u"text.graphml:2: there is a byte that is not UTF-8"_qs;
        QTest::newRow("cut short") << QByteArray("<graphml><graph>\n<node id='a'/>\n<node id='b'") << u"text.graphml:3: "_qs;
        QTest::newRow("wrong tag") << QByteArray("<graphml><graph>\n</node></graphml>") << u"text.graphml:2: mismatched tag"_qs;
        QTest::newRow("half a character") << QByteArray("<graphml><graph>\n<node id='&#xD800;'/></graph></graphml>") << u"text.graphml:2: "_qs;
        QTest::newRow("nothing") << QByteArray("<?xml version='1.0'?>\n") << u"text.graphml:2: "_qs;
        QTest::newRow("depth") << "<graphml>" + QByteArray("<graph><node id='a'>").repeated(100'000) << u"text.graphml:1: elements lie in elements more than 1000 deep"_qs;
        QTest::newRow("no node") << QByteArray("<graphml><graph/></graphml>") << u"holds no graph"_qs;
    }

    void whatIsNoXmlNamesItsPlaceAndCause()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const FileText read(text, u"text.graphml"_qs);
        QVERIFY2(read.error.contains(error), qPrintable(read.error));
    }

    void whatStoodBeforeAFaultStays()
    {
        const FileText text = read("<graphml><graph><edge source='b' target='a'/><node id='a'/><node id='b'/>\n<edge source='a' target='b'/><node id='\x01'/></graph></graphml>");
        QCOMPARE(text.edges, u"a>b; b>a"_qs);
        QVERIFY2(text.error.contains(u"; before it: 2 nodes and 2 edges"_qs), qPrintable(text.error));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_GraphMl)
#include "tst_graphml.moc"
