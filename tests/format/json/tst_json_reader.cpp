#include "read_json.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

/// The dialects of JSON in which programs write graphs, and what is made of them.
class tst_JsonReader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dialectsAreReadAsTheirProgramsMeanThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("nodes");
        QTest::addColumn<QString>("edges");
        QTest::addColumn<QString>("report");   // a part of it; "": there is none
        const auto row = [](const char* name, const QByteArray& text, const char* nodes, const char* edges, const char* report = "") {
            QTest::newRow(name) << QByteArray(text).replace('\'', '"') << QString::fromUtf8(nodes) << QString::fromUtf8(edges)
                                << QString::fromUtf8(report);
        };

        // Nodes and links
        row("NetworkX, edges",
            "{'directed':false,'multigraph':false,'graph':{},'nodes':[{'age':36,'id':'a'},{'id':'b'}],'edges':[{'weight':2.5,'since':1999,'"
            "source':'a','target':'b'}]}",
            "a {age=36}; b", "a-b 2.5 {since=1999}");
        row("NetworkX, links of a multigraph",
            "{'directed':true,'multigraph':true,'graph':{'name':'g'},'nodes':[{'id':1},{'id':2}],'links':[{'source':1,'target':2,'key':0},{"
            "'source':1,'target':2,'key':1}]}",
            "1; 2", "1>2 {key=0}; 1>2 {key=1}", "passed over: graph");
        row("names of the ends that were chosen", "{'nodes':[{'id':'a'},{'id':'b'}],'edges':[{'from':'a','to':'b','value':3}]}", "a; b",
            "a>b 3");
        row("a name of the key that was chosen", "{'nodes':[{'name':'a','x':1,'y':2},{'name':'b'}],'links':[{'source':'a','target':'b'}]}",
            "a 1,2; b", "a>b");
        row("D3, links by place",
            "{'nodes':[{'name':'Ada','group':1},{'name':'Bea','group':2}],'links':[{'source':1,'target':0,'value':4}]}",
            "Ada {group=1}; Bea {group=2}", "Bea>Ada 4");
        row("D3, links by id", "{'nodes':[{'id':'Ada'},{'id':'Bea'}],'links':[{'source':'Bea','target':'Ada','value':4}]}", "Ada; Bea",
            "Bea>Ada 4");
        row("D3, links by place beside ids", "{'nodes':[{'id':'Ada'},{'id':'Bea'}],'links':[{'source':0,'target':1}]}", "Ada; Bea",
            "Ada>Bea");
        row("D3, after its forces ran",
            "{'nodes':[{'id':'Ada','index':0,'x':1,'y':2,'vx':0},{'id':'Bea'}],'links':[{'source':{'id':'Bea','index':1},'target':{'id':'"
            "Ada'}}]}",
            "Ada 1,2 {index=0, vx=0}; Bea", "Bea>Ada");
        row("D3, nodes without a word", "{'nodes':[{},{}],'links':[{'source':0,'target':1}]}", "0; 1", "0>1");
        row("names that two nodes have", "{'nodes':[{'name':'Ada'},{'name':'Ada'}],'links':[{'source':0,'target':1}]}", "Ada; Ada (1)",
            "Ada>Ada (1)", "told apart by their place");
        row("links alone", "{'links':[{'source':'a','target':'b'}]}", "a; b", "a>b");
        row("a list of links", "[{'source':'a','target':'b','weight':2},{'source':'b','target':'c'}]", "a; b; c", "a>b 2; b>c");
        row("keys alone, and pairs", "{'nodes':['a','b',3],'edges':[['a','b'],['b',3,{'weight':2}],['a',3,7]]}", "a; b; 3",
            "a>b; b>3 2; a>3 7");
        row("edges before nodes", "{'edges':[{'source':'b','target':'a'}],'nodes':[{'id':'a'},{'id':'b'}]}", "a; b", "b>a");
        row("the direction behind all", "{'nodes':[{'id':'a'}],'links':[{'source':'a','target':'a'}],'directed':false}", "a", "a-a");
        row("a direction of an edge's own",
            "{'nodes':[{'id':'a'}],'links':[{'source':'a','target':'a','directed':false},{'source':'a','target':'a','type':'undirected'}]}",
            "a", "a-a; a-a");
        row("kinds",
            "{'nodes':[{'id':'a'}],'links':[{'source':'a','target':'a','type':'knows'},{'source':'a','target':'a','relation':'likes'}]}",
            "a", "a>a [knows]; a>a [likes]");
        row("adjacency beside nodes",
            "{'directed':false,'nodes':[{'id':'a'},{'id':'b'}],'adjacency':[[{'weight':2,'id':'b'}],[{'weight':2,'id':'a'}]]}", "a; b",
            "a-b 2");

        // graphology
        row("graphology",
            "{'attributes':{},'options':{'type':'mixed','multi':true},'nodes':[{'key':'a','attributes':{'label':'Ada','x':1,'y':2,'size':3,"
            "'color':'#ff0000','age':36}},{'key':'b'}],"
            "'edges':[{'key':'e1','source':'a','target':'b','attributes':{'weight':2}},{'source':'b','target':'a','undirected':true}]}",
            "a 'Ada' 1,2 *3 #ff0000 {age=36}; b", "a>b 2 {key=e1}; b-a");
        row("graphology, undirected",
            "{'options':{'type':'undirected'},'attributes':{'name':'g'},'nodes':[{'key':'a'}],'edges':[{'source':'a','target':'a'}]}", "a",
            "a-a", "passed over: attributes");

        // Cytoscape
        row("elements",
            "{'elements':{'nodes':[{'data':{'id':'a','label':'Ada','parent':'p'},'position':{'x':1,'y':2},'selected':false,'classes':'big'}"
            ",{'data':{'id':'p'}}],"
            "'edges':[{'data':{'id':'e','source':'a','target':'p','weight':2,'interaction':'pp'}}]}}",
            "a 'Ada' 1,2 {parent=p, classes=big}; p", "a>p 2 [pp] {id=e}");
        row("a list of elements",
            "[{'group':'edges','data':{'source':'a','target':'b'}},{'group':'nodes','data':{'id':'a'}},{'data':{'id':'b'}}]", "a; b",
            "a>b");
        row("elements in a list",
            "{'elements':[{'data':{'id':'a'}},{'data':{'id':'e','source':'a','target':'a'}}],'style':[{'selector':'node'}]}", "a",
            "a>a {id=e}", "passed over: style");

        // JSON Graph Format
        row("JGF 2",
            "{'graph':{'directed':false,'type':'t','label':'l','nodes':{'a':{'label':'Ada','metadata':{'age':36}},'b':{}},'edges':[{'"
            "source':'a','target':'b','relation':'knows','metadata':{'since':1999}}]}}",
            "a 'Ada' {age=36}; b", "a-b [knows] {since=1999}");
        row("JGF 1",
            "{'graph':{'nodes':[{'id':'a','label':'Ada','metadata':{'age':36}}],'edges':[{'source':'a','target':'a','directed':false}]}}",
            "a 'Ada' {age=36}", "a-a");
        row("JGF, several graphs",
            "{'graphs':[{'directed':false,'nodes':{'a':{'label':'Ada'},'b':{}},'edges':[{'source':'a','target':'b'}]},{'nodes':{'a':{},'c':"
            "{}},'edges':[{'source':'a','target':'c'}]}]}",
            "a 'Ada'; b; c", "a-b; a>c", "the file has 2 graphs, which are shown as one");
        row("JGF, hyperedges", "{'graph':{'nodes':{'a':{}},'hyperedges':[{'nodes':['a']}]}}", "a", "",
            "1 hyperedge left out (line 1: only edges with two ends are shown)");

        // CX2
        row("CX2",
            "[{'CXVersion':'2.0','hasFragments':false},{'metaData':[{'name':'nodes','elementCount':2}]},"
            "{'attributeDeclarations':[{'nodes':{'name':{'d':'string','a':'n'},'age':{'d':'integer'},'member':{'d':'boolean','v':true}},'"
            "edges':{'since':{'d':'integer'}}}]},"
            "{'nodes':[{'id':0,'x':1,'y':2,'v':{'n':'Ada','age':36,'member':false}},{'id':1,'v':{'n':'Bea'}}]},{'edges':[{'id':0,'s':1,'t':"
            "0,'v':{'since':1999,'weight':2}}]},{'status':[{'success':true}]}]",
            "0 'Ada' 1,2 {age=36, member=false}; 1 'Bea' {member=true}", "1>0 2 {id=0, since=1999}");

        // Neighbours
        row("lists of neighbours", "{'a':['b','c'],'b':[],'c':['a',1]}", "a; b; c; 1", "a>b; a>c; c>a; c>1");
        row("objects of neighbours", "{'a':{'b':{'weight':1.5,'since':1999},'c':{}},'c':{'a':{}}}", "a; b; c",
            "a>b 1.5 {since=1999}; a>c; c>a");
        row("parallel edges of neighbours", "{'a':{'b':{'0':{'weight':2},'1':{'weight':3}}}}", "a; b", "a>b 2; a>b 3");

        // Values
        row("all kinds of values",
            "{'nodes':[{'id':'a','number':1.5,'whole':3,'text':'x','flag':true,'time':'2026-11-30T12:00:00Z','none':null,'list':[1,{'b':2}]"
            ",'object':{'c':[]}}]}",
            "a {number=1.5, whole=3, text=x, flag=true, time=2026-11-30T12:00:00Z, list=[1,{\"b\":2}], object={\"c\":[]}}", "");
        row("large whole numbers are exact",
            "{'nodes':[{'id':9007199254740993,'n':9007199254740993},{'id':18446744073709551616,'n':123456789012345678901234567890}]}",
            "9007199254740993 {n=9007199254740993}; 18446744073709551616 {n=123456789012345678901234567890}", "");
        row("numbers that are none", "{'nodes':[{'id':'a','v':NaN,'w':-Infinity,'x':1},{'id':'b','v':1e400}]}", "a {x=1}; b", "",
            "3 values left out (first line 1: NaN, infinities and what 64 bits do not hold are no values)");
        row("what does not fit its meaning",
            "{'nodes':[{'id':'a','size':'big','color':'no colour','label':['x']}],'links':[{'source':'a','target':'a','weight':'heavy'}]}",
            "a {size=big, label=[\"x\"], color=no colour}", "a>a {weight=heavy}");
        row("a label beside a name", "{'nodes':[{'id':1,'label':'Ada','name':'A. L.'},{'id':2,'name':'Bea'}]}",
            "1 'Ada' {name=A. L.}; 2 'Bea'", "");
        row("1 and \"1\" where both are there",
            "{'nodes':[{'id':1},{'id':'1'},{'id':2}],'links':[{'source':1,'target':'1'},{'source':'2','target':'1'}]}", "1; 1 (text); 2",
            "1>1 (text); 2>1 (text)", "the later one is shown as \"1 (text)\"");
        row("1 and \"1\" where one is there", "{'nodes':[{'id':1},{'id':2}],'links':[{'source':'1','target':'2'}]}", "1; 2", "1>2");
        row("tuples", "{'nodes':[{'id':[0,'a']},{'id':[0,'b']}],'links':[{'source':[0,'a'],'target':[0,'b']}]}", "[0,\"a\"]; [0,\"b\"]",
            "[0,\"a\"]>[0,\"b\"]");
        row("escapes", "{'nodes':[{'id':'\\u00e4\\n','label':'\\ud83d\\ude00'}]}", "ä\n '😀'", "");
        row("a mark of the encoding", "\xef\xbb\xbf {'links':[{'source':'a','target':'b'}]}", "a; b", "a>b");
    }

    void dialectsAreReadAsTheirProgramsMeanThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, nodes);
        QFETCH(QString, edges);
        QFETCH(QString, report);
        const ReadJson read(text);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.nodes, nodes);
        QCOMPARE(read.edges, edges);
        if (report.isEmpty())
            QCOMPARE(read.report, QString());
        else
            QVERIFY2(read.report.contains(report), qPrintable(read.report));
    }

    void columnsHaveTheKindOfTheirFirstValue()
    {
        const ReadJson read(R"({"nodes":[{"id":"a","n":1,"t":"x","f":true,"d":"2026-11-30","big":9007199254740993,"o":{}}]})");
        QCOMPARE(read.graph.columns(weir::ElementKind::Node), u"n number, t text, f flag, d time, big text, o text"_qs);
    }

    void whatIsLargerThanAPieceIsReadTheSame()
    {
        QByteArray text = "{\"directed\":false,\"links\":[";
        for (int i = 0; i < 40'000; ++i)
            text += (i == 0 ? "" : ",\n") + QByteArray("{\"source\":\"n") + QByteArray::number(i % 1000) + "\",\"target\":\"n"
                + QByteArray::number(i * 7 % 1000) + "\",\"note\":\"\\\"}]\"}";
        text += "],\"nodes\":[";
        for (int i = 0; i < 1000; ++i)
            text += (i == 0 ? "" : ",") + QByteArray("{\"id\":\"n") + QByteArray::number(i) + "\"}";
        const ReadJson read(text + "]}");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.report, QString());
        QCOMPARE(read.graph.nodeCount(), std::uint64_t(1000));
        QCOMPARE(read.graph.edgeCount(), std::uint64_t(40'000));
        QVERIFY(read.edges.startsWith(u"n0-n0 {note=\"}]}; n1-n7"_qs));
    }

    void aNodesCategoryIsAText()
    {
        const ReadJson read(R"({"nodes":[{"id":"a","category":"room"},{"id":"b","category":7}],"links":[]})");
        QCOMPARE(read.nodes, u"a [room]; b {category=7}"_qs);
    }

    void whoeverStopsItIsNotToldMore()
    {
        const ReadJson read(R"({"nodes":[{"id":"a"},{"id":"b"},{"id":"c"}]})", 2);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.graph.nodeCount(), std::uint64_t(2));
    }
};

WEIR_TEST(tst_JsonReader)
#include "tst_json_reader.moc"
