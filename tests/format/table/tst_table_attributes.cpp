#include "../read_graph.h"
#include "format/table/edge_list_reader.h"
#include "support/test_program.h"
#include <QtTest/QtTest>
#include <sstream>

using weir::ElementKind;
using weir::format::EdgeListReader;
using weir::format::FileInput;

namespace {

struct ReadTable {
    ReadGraph graph;
    QString nodes, edges, report, error;

    explicit ReadTable(const QByteArray& text)
    {
        std::istringstream stream(text.toStdString());
        FileInput input(stream);
        if (const auto read = EdgeListReader(input, graph).read(); !read)
            error = QString::fromStdString(read.error().text);
        nodes = graph.nodes();
        edges = graph.edges();
        report = graph.reportText();
    }
};

} // namespace

/// Columns of tables beyond those that have a meaning of their own.
class tst_TableAttributes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void furtherColumnsOfEdgesAreTheirAttributes()
    {
        const ReadTable read(
            "Source,Target,Weight,since,note,Id,Label,active,zip\na,b,2,1999,\"x, y\",e1,first,true,01067\nb,c,1,,z,e2,,false,10115\n");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.report, QString());
        QCOMPARE(read.nodes, u"a; b; c"_qs);
        QCOMPARE(
            read.edges,
            u"a>b 2 {since=1999, note=x, y, Id=e1, Label=first, active=true, zip=01067}; b>c {note=z, Id=e2, active=false, zip=10115}"_qs);
        QCOMPARE(read.graph.columns(ElementKind::Edge), u"since number, note text, Id text, Label text, active flag, zip text"_qs);
    }

    void aTableOfNodesIsNodesAlone()
    {
        const ReadTable read("Id,Label,Category,x,y,born\n1,Kitchen,room,1,2,2020-01-01\n2,Hall,room,,,\n3,Garden,outside,,,2021-05-05\n");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.report, QString());
        QCOMPARE(
            read.nodes,
            u"1 'Kitchen' 1,2 [room] {born=2020-01-01}; 2 'Hall' [room]; "
            u"3 'Garden' [outside] {born=2021-05-05}"_qs);
        QCOMPARE(read.edges, QString());
        QCOMPARE(read.graph.columns(ElementKind::Node), u"born time"_qs);
    }

    void categoriesAreWords()
    {
        QCOMPARE(ReadTable("id,category\na,1\nb,2\n").nodes, u"a {category=1}; b {category=2}"_qs);
        QCOMPARE(ReadTable("id,category:string\na,1\nb,\n").nodes, u"a [1]; b"_qs);
        QCOMPARE(ReadTable("source,target,kind:string\na,b,\na,b,7\n").edges, u"a>b; a>b [7]"_qs);
    }

    void whoDeclaresNumbersWritesThemWithAPoint()
    {
        const QByteArray rows = "\"0,5\",\"1,5\",1.5\n\"2,5\",\"3,5\",2.5\n";
        QCOMPARE(ReadTable("source,target,weight:double\n" + rows).edges, u"0,5>1,5 1.5; 2,5>3,5 2.5"_qs);
    }

    void aColumnOfWordsThatIsCalledSizeIsNoFigure()
    {
        QCOMPARE(ReadTable("id,size,color\na,big,warm\nb,small,cold\n").nodes, u"a {size=big, color=warm}; b {size=small, color=cold}"_qs);
        QCOMPARE(ReadTable("id,size,color\na,2,red\nb,,\n").nodes, u"a *2 #ff0000; b"_qs);
    }

    void headersThatDeclareTypesAreBelieved()
    {
        const ReadTable edges(":START_ID,:END_ID,:TYPE,since:int,code:string,at:datetime,tags:string[],skip:IGNORE\n1,2,KNOWS,1999,7,2026-"
                              "11-30T12:00:00Z,a;b,x\n");
        QCOMPARE(edges.error, QString());
        QCOMPARE(edges.edges, u"1>2 [KNOWS] {since=1999, code=7, at=2026-11-30T12:00:00Z, tags=a;b}"_qs);
        QCOMPARE(edges.graph.columns(ElementKind::Edge), u"since number, code text, at time, tags text"_qs);
        const ReadTable nodes("personId:ID,name,born:int,:LABEL\np1,Ada,1815,Person;Author\n");
        QCOMPARE(nodes.nodes, u"p1 'Ada' {born=1815, :LABEL=Person;Author}"_qs);
    }

    void nodesAndEdgesInOneTableAreBothRead()
    {
        const ReadTable read("\"_id\",\"_labels\",\"name\",\"age\",\"_start\",\"_end\",\"_type\",\"since\"\n\"0\",\":Person\",\"Una\","
                             "\"36\",,,,\n\"1\",\":Person\",\"Leo\",\"\",,,,\n,,,,\"0\",\"1\",\"KNOWS\",\"1999\"\n");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.report, QString());
        QCOMPARE(read.nodes, u"0 'Una' {_labels=:Person, age=36}; 1 'Leo' {_labels=:Person}"_qs);
        QCOMPARE(read.edges, u"0>1 [KNOWS] {since=1999}"_qs);
    }

    void gephisTablesKeepTheirTimes()
    {
        const ReadTable edges("Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,\"<[2010.0, 2015.0]>\",1.5\n");
        QCOMPARE(edges.edges, u"1-2 1.5 {Id=0, timeset=<[2010.0, 2015.0]>}"_qs);
        const ReadTable nodes("Id,Label,timeset,modularity_class\n1,Ada,\"<[2010.0, 2015.0]>\",3\n");
        QCOMPARE(nodes.nodes, u"1 'Ada' {timeset=<[2010.0, 2015.0]>, modularity_class=3}"_qs);
    }

    void whatDictionariesSayIsAnAttribute()
    {
        const ReadTable read("1 2 {'weight': 7, 'color': 'red', 'n': 3}\n2 3 {'weight': 2.5}\n3 1 {}\n");
        QCOMPARE(read.edges, u"1>2 7 {color=red, n=3}; 2>3 2.5; 3>1"_qs);
        QCOMPARE(read.graph.columns(ElementKind::Edge), u"color text, n number"_qs);
    }

    void columnsWithoutANameAreNumbered()
    {
        QCOMPARE(ReadTable("a b 7 red\nb c 2.5 blue\n").edges, u"a>b 7 {column 4=red}; b>c 2.5 {column 4=blue}"_qs);
    }

    void aWeightThatIsNoneIsKeptAsItIsWritten()
    {
        QCOMPARE(ReadTable("source,target,weight\na,b,1\nb,c,heavy\n").edges, u"a>b; b>c {weight=heavy}"_qs);
    }

    void aColumnWithoutValuesInTheFirstRowsIsWhatItsFirstValueIs()
    {
        QByteArray text = "source,target,late\n";
        for (int i = 0; i < 20'000; ++i)
            text += "a,b,\n";
        const ReadTable read(text + "b,c,2026-11-30\n");
        QVERIFY(read.edges.endsWith(u"b>c {late=2026-11-30}"_qs));
        QCOMPARE(read.graph.columns(ElementKind::Edge), u"late time"_qs);
    }
};

WEIR_TEST(tst_TableAttributes)
#include "tst_table_attributes.moc"
