#include "support/test_program.h"
#include "file_text.h"

/// What tables of edges look like in the wild, and what is made of them.
class tst_EdgeList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tablesAreReadAsTheirProgramsMeanThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("nodes");
        QTest::addColumn<QString>("edges");
        QTest::addColumn<QString>("report");   // a part of it; "": there is none
        const auto row = [](const char* name, const QByteArray& text, const char* nodes, const char* edges, const char* report = "") {
            QTest::newRow(name) << text << QString::fromUtf8(nodes) << QString::fromUtf8(edges) << QString::fromUtf8(report);
        };

        // Headers
        row("any case and blanks", " SOURCE , tar_get , WEIGHT\nq,r,2\n", "q; r", "q>r 2");
        row("numbered ends", "gene_1 gene_2 score\na b 3\n", "a; b", "a>b 3");
        row("lettered ends", "Person A;Person B\na;b\n", "a; b", "a>b");
        row("ends around a word", "from_user,since,to_user\na,2020,b\n", "a; b", "a>b {since=2020}");
        row("of another language", "Quelle;Ziel;Gewicht\na;b;2\n", "a; b", "a>b 2");
        row("Neo4j", ":START_ID(Person),:END_ID(Person),:TYPE,w:float\n1,2,KNOWS,3\n", "1; 2", "1>2 3 [KNOWS]");
        row("Neptune", "~id,~from,~to,~label\ne1,a,b,knows\n", "a; b", "a>b {~id=e1, ~label=knows}");
        row("nodes among edges", "_id,_labels,name,_start,_end,_type\n0,:X,Una,,,\n1,:X,Leo,,,\n,,,0,1,KNOWS\n", "0 'Una' {_labels=:X}; 1 'Leo' {_labels=:X}", "0>1 [KNOWS]");
        row("in a comment", "# made up\n#Source,Target,Type\na,b,Undirected\n", "a; b", "a-b");
        row("in a comment, other blanks", "# FromNodeId\tToNodeId\n1\t2\n", "1; 2", "1>2");
        row("no ends of times", "person,company,start_date,end_date,from,to\na,x,1,2,b,c\n", "b; c", "b>c {company=x, end_date=2, person=a, start_date=1}");
        row("two columns of ids", "user_id,item_id,stars\n7,9,5\n8,9,4\n", "7; 8; 9", "7>9 {stars=5}; 8>9 {stars=4}", "first row is taken as the names");
        row("words that recur are none", "from,the\nthe,sea\nsea,to\n", "from; sea; the; to", "from>the; sea>to; the>sea");
        row("a row's number in front", ",source,target\n0,a,b\n1,b,c\n", "a; b; c", "a>b {column 1=0}; b>c {column 1=1}");
        row("an empty first column", "\tSource\tTarget\n\ta\tb\n", "a; b", "a>b");

        // Separators, quotes, encodings
        row("pipes", "source|target|weight\na|b|2\n", "a; b", "a>b 2");
        row("Excel's hint", "sep=;\r\nSource;Target\r\na;b\r\n", "a; b", "a>b");
        row("tabs before commas", "Lee, Anna\tOrtiz, Ben, Jr.\nOrtiz, Ben, Jr.\tKing\n", "King; Lee, Anna; Ortiz, Ben, Jr.", "Lee, Anna>Ortiz, Ben, Jr.; Ortiz, Ben, Jr.>King");
        row("tabs before cells", "\tSource,\tTarget\n\ta,\tb\n", "a; b", "a>b");
        row("semicolons within cells", "a,b,x;y\nb,c,z;x\n", "a; b; c", "a>b {column 3=x;y}; b>c {column 3=z;x}");
        row("CR alone", "Source,Target\ra,b\rb,c\r", "a; b; c", "a>b; b>c");
        row("backslashes", "source,target\n\"the \\\"best\\\"\",b\nb,\"c\\\\\"\n", "b; c\\; the \"best\"", "b>c\\; the \"best\">b");
        row("inches", "5\" pipe,valve\nvalve,10\" pipe\n", "10\" pipe; 5\" pipe; valve", "5\" pipe>valve; valve>10\" pipe");
        row("quotes that mean nothing", "\"a\tb\nb\t\"c\n\"c\td\n", "\"a; \"c; b; d", "\"a>b; \"c>d; b>\"c");
        row("lines in a cell", "source,target,label\na,b,\"one\ntwo\"\nb,c,\"x,y\"\n", "a; b; c", "a>b {label=one\ntwo}; b>c {label=x,y}");
        row("UTF-16", QByteArray("\xff\xfe" "S\0o\0u\0r\0c\0e\0\t\0T\0a\0r\0g\0e\0t\0\r\0\n\0\xe4\0\t\0=\xd8\x8a\xde\r\0\n\0", 44), "ä; 🚊", "ä>🚊");
        row("UTF-16, the other way, unmarked", QByteArray("\0a\0,\0b\0\n\0b\0,\0c\0\n", 16), "a; b; c", "a>b; b>c");

        // Comments
        row("hashtags behind a header", "Source,Target,Weight\n#rain,#wind,4\nplain,#rain,1\n", "#rain; #wind; plain", "#rain>#wind 4; plain>#rain");
        row("hashtags without one", "#rain,#wind\n#wind,snow\nplain,#rain\n", "#rain; #wind; plain; snow", "#rain>#wind; #wind>snow; plain>#rain");
        row("a comment with a comma", "# made up, by hand\na,b\n", "a; b", "a>b");
        row("percent signs are names", "a b\n%c a\n", "%c; a; b", "%c>a; a>b");
        row("a comment too late", "a,b\n# a comment\nb,c\n", "a; b; c", "a>b; b>c", "1 row left out (line 2: the row has 1 cell");
        row("fragments of addresses", "http://x.test/a http://x.test/b#one\n", "http://x.test/a; http://x.test/b#one", "http://x.test/a>http://x.test/b#one");

        // Numbers
        row("decimal commas", "Source;Target;Weight\na;b;0,75\nb;c;1,5\n", "a; b; c", "a>b 0.75; b>c 1.5");
        row("decimal commas, no header", "a;b;0,75\nb;c;1,5\n", "a; b; c", "a>b 0.75; b>c 1.5");
        row("thousands", "Source,Target,Weight\nx,y,\"610,086\"\ny,z,12\n", "x; y; z", "x>y 610086; y>z 12");
        row("thousands beside decimal commas", "a;b;1.610,5\nb;c;2.000\n", "a; b; c", "a>b 1610.5; b>c 2000");
        row("signs and points", "Source,Target,Weight\na,b,+1.5\nb,c,.5\nc,d,2.\n", "a; b; c; d", "a>b 1.5; b>c 0.5; c>d 2");
        row("blanks around numbers", "Source,Target,Weight\na,b,2\t\nb,c,\t3\n", "a; b; c", "a>b 2; b>c 3");
        row("too small for a float", "source\ttarget\tweight\na\tb\t1e-180\n", "a; b", "a>b 0");
        row("no value", "source,target,weight\na,b,NA\nb,c,NaN\nc,d,\nd,e,2\n", "a; b; c; d; e", "a>b; b>c; c>d; d>e 2", "2 weights left out (first line 2: \"NA\" is no value)");
        row("too large", "source,target,weight\na,b,1e38\nb,c,1e39\n", "a; b; c", "a>b 1e+38; b>c {weight=1e+39}", "1 weight left out (line 3: \"1e39\" is too large for a 32-bit float)");
        row("no number", "source,target,weight\na,b,1\nb,c,heavy\n", "a; b; c", "a>b; b>c {weight=heavy}", "1 weight left out (line 3: \"heavy\" is not a number)");
        row("a weight by another name", "source,target,value\na,b,1\nb,c,8\n", "a; b; c", "a>b; b>c 8");
        row("of two weights the better one", "source,target,count,weight\na,b,7,3\n", "a; b", "a>b 3 {count=7}");
        row("a value of words is no weight", "source,target,value\na,b,high\n", "a; b", "a>b {value=high}");
        row("ids stay what they are", "Source,Target\n001,1\n1,01\n18446744073709551617,1e5\n1e5,100000\n", "001; 01; 1; 100000; 18446744073709551617; 1e5", "001>1; 18446744073709551617>1e5; 1>01; 1e5>100000");

        // Directions and kinds
        row("directions", "Source,Target,Type\nu,v,Directed\nv,w,undirected\nw,u,Mutual\n", "u; v; w", "u>v; v-w; w-u");
        row("a kind of relation", "source,target,type\na,b,WORKS_FOR\nb,c,IN\nc,a,IN\n", "a; b; c", "a>b [WORKS_FOR]; b>c [IN]; c>a [IN]");
        row("one word that is no direction", "source,target,type\na,b,directed\nb,c,undirected\nc,a,sideways\n", "a; b; c", "a>b; b-c; c>a", "1 direction left out (line 4");
        row("KONECT's signs", "% sym weighted\n% 3 4 4\n1 2 5 1167609600\n2 3 -1 1167609601\n4 1 2 1167609602\n", "1; 2; 3; 4", "1-2 5 {column 4=1167609600}; 2-3 -1 {column 4=1167609601}; 4-1 2 {column 4=1167609602}");

        // Rows that are wrong
        row("no target", "Source,Target\na,b\nc,\nb,d\n", "a; b; c; d", "a>b; b>d", "1 edge left out (line 3: the target is empty; its source is there alone)");
        row("no ends", "Source,Target\na,b\n,\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 3: source and target are empty)");
        row("a short row", "Source,Target,Type,Weight\nA,B,Undirected,0.5\nA-D,Undirected,0.5\nA,E,Undirected,0.25\n", "A; B; E", "A-B 0.5; A-E 0.25", "1 row left out (line 3: the row has 3 cells where others have 4)");
        row("a long row", "Source,Target,Weight\na,b,1\nLee, Ann,b,1\nc,d,1\n", "a; b; c; d", "a>b; c>d", "1 row left out (line 3: the row has 4 cells where others have 3)");
        row("empty cells left out at the end", "Source,Target,Weight,Note\na,b,2\nb,c,3\nc,d,4,x\n", "a; b; c; d", "a>b 2; b>c 3; c>d 4 {Note=x}");
        row("a lonely cell", "Source,Target\na,b\nc\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 3");
        row("an open quote", "source,target\na,b\n\"b,c\nc,d\nd,\"e\ne\"\n", "a; b; c; d; e\ne", "a>b; c>d; d>e\ne", "1 row left out (line 3: a quote is opened and not closed)");
        row("text behind a quote", "source,target\na,b\n\"b\"x,c\nc,d\nd,\"e\"\n", "a; b; c; d; e", "a>b; c>d; d>e", "1 row left out (line 3: there is text behind a closing quote)");
        row("not UTF-8", "a,b\nb,c\xff\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 2: the key");
        row("both ends not UTF-8", "a,b\nb\xff,c\xff\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 2: the key");
        row("a key that is too long", "a,b\nb," + QByteArray(2000, 'k') + "\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 2: the key");
        row("a line that is too long", "a,b\nb," + QByteArray(1'100'000, 'k') + "\nb,d\n", "a; b; d", "a>b; b>d", "1 row left out (line 2: the line is longer than 1048576 bytes)");

        // Other shapes
        row("dictionaries", "1 2 {'weight': 7, 'color': 'red'}\n2 3 {'weight': 2.5}\n3 1 {}\n", "1; 2; 3", "1>2 7 {color=red}; 2>3 2.5; 3>1");
        row("arrows", "a -> b 2\nb -- c\nc <-> a\n", "a; b; c", "a>b 2; b-c; c-a");
        row("kinds between the ends", "a\tknows\tb\nb\tknows\tc\nc\tlikes\ta\na\tlikes\tc\n", "a; b; c", "a>b [knows]; a>c [likes]; b>c [knows]; c>a [likes]", "the second column is taken as the kind");
        row("three words of which nothing is known", "a\tb\tred\nb\tc\tblue\n", "a; b; c", "a>b {column 3=red}; b>c {column 3=blue}");
        row("a title above the header", "My network\n\nsource,target\na,b\n", "a; b", "a>b", "1 row left out (line 1: it stands above the names of the columns)");
        row("attributes behind the ends", "1 2 7 red\n2 3 2.5 blue\n", "1; 2; 3", "1>2 7 {column 4=red}; 2>3 2.5 {column 4=blue}");
        row("quoted names with blanks", "\"New York\" Boston\nBoston \"San Jose\"\n", "Boston; New York; San Jose", "Boston>San Jose; New York>Boston");
        row("neighbours", "a;b;c;d\nb;d\nc;a\n", "a; b; c; d", "a>b; a>c; a>d; b>d; c>a");
        row("neighbours by numbers", "0 1 2 3\n1 2\n2 3\n3\n", "0; 1; 2; 3", "0>1; 0>2; 0>3; 1>2; 2>3");
        row("weights in some rows", "a b 2.5\nb c 4\nc d\n", "a; b; c; d", "a>b 2.5; b>c 4; c>d");
        row("parallel edges and loops", "a,b\na,b\nb,a\nc,c\n", "a; b; c", "a>b; a>b; b>a; c>c");
        row("no line end at the end", "a,b\nb,c", "a; b; c", "a>b; b>c");
    }

    void tablesAreReadAsTheirProgramsMeanThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, nodes);
        QFETCH(QString, edges);
        QFETCH(QString, report);
        const FileText read(text);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.nodes, nodes);
        QCOMPARE(read.edges, edges);
        if (report.isEmpty())
            QCOMPARE(read.report, QString());
        else
            QVERIFY2(read.report.contains(report), qPrintable(read.report));
    }

    void whatIsNoTableOfEdgesIsSaidToBeNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const QByteArray& text, const char* error) { QTest::newRow(name) << text << QString::fromUtf8(error); };
        row("unknown columns", "one,other,since\na,b,1999\nb,c,2003\n", "text.csv:1: the columns are one, other, since, and none can be told to be source and target");
        row("one end", "source,into\na,b\n", "text.csv:1: the header names only one of the columns source and target");
        row("a matrix", ";A;B;C\nA;0;1;2,5\nB;1;0;0\nC;0;4;0\n", "is a matrix");
        row("a matrix without names", "0 1 0 0\n1 0 1 0\n0 1 0 1\n0 0 1 0\n", "is a matrix");
        row("names with blanks", "New York Boston\nBoston Miami\n", "names with blanks need quotes");
        row("only a header", "source,target\n", "holds no graph");
        row("nothing", "", "holds no graph");
        row("one column", "a\nb\nc\n", "holds no graph: 3 rows left out (first line 1");
        row("Latin-1", "Source,Target\nOslo,Malm\xf6\nMalm\xf6,Oslo\n", "holds no graph: 2 rows left out (first line 2: the key \"Malm\xef\xbf\xbd\" is not UTF-8)");
        row("JSON", "{\"nodes\":[],\"links\":[]}", "holds no graph");
        row("gzip", QByteArray("\x1f\x8b\x08\0\0", 5), "text.csv: packed with gzip, but it ends in the middle, behind 5 bytes; is it whole?");
    }

    void whatIsNoTableOfEdgesIsSaidToBeNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const FileText read(text);
        QVERIFY2(read.error.contains(error), qPrintable(read.error));
        QCOMPARE(read.edges, QString());
    }

    void whoKnowsBetterSaysWhichColumnsAreTheEnds()
    {
        const QByteArray people = "one,other,since\na,b,1999\nb,c,2003\n";
        const FileText named(people, u"people.csv"_qs, u":source=one,target=Other,weight=since"_qs);
        QCOMPARE(named.error, QString());
        QCOMPARE(named.edges, u"a>b 1999; b>c 2003"_qs);
        QCOMPARE(FileText("x a b\nx b c\n", u"n.txt"_qs, u":source=2,target=3"_qs).edges, u"a>b {column 1=x}; b>c {column 1=x}"_qs);
        QVERIFY(FileText(people, u"people.csv"_qs, u":source=one,target=age"_qs).error.contains(u"there is no column \"age\"; there are one, other, since"_qs));
        QVERIFY(FileText(people, u"people.csv"_qs, u":source=one"_qs).error.contains(u"go together"_qs));
        QVERIFY(FileText(people, u"people.csv"_qs, u":source=one,sauce=two"_qs).error.contains(u"unknown key"_qs));
    }

    void aTableOfNodesBesideIsTakenAsWell()
    {
        const QTemporaryDir folder;
        const auto nodes = [&folder](const QByteArray& text) {
            QFile file(folder.filePath(u"nodes.csv"_qs));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("the test cannot write its file");
            return u",nodes="_qs + file.fileName();
        };
        const QByteArray edges = "source,target\n1,2\n2,4\n";
        const FileText named(edges, u"e.csv"_qs, nodes("Id;Label;x;y;Colour;age\n1;Ada;0,5;2;red;36\n2;Bea;;;;40\n3;Cy;nan;1;;\n;lost;;;;\n1;twice;;;;\n"));
        QCOMPARE(named.error, QString());
        QCOMPARE(named.nodes, u"1 'Ada' 0.5,2 #ff0000 {age=36}; 2 'Bea' {age=40}; 3 'Cy'; 4"_qs);
        QCOMPARE(named.edges, u"1>2; 2>4"_qs);
        QVERIFY2(named.report.contains(u"2 rows of nodes left out (first line 5: its id is empty)"_qs), qPrintable(named.report));
        QCOMPARE(FileText(edges, u"e.csv"_qs, nodes("1,Ada\n2,Bea\n")).nodes, u"1 'Ada'; 2 'Bea'; 4"_qs);
        QCOMPARE(FileText(edges, u"e.csv"_qs, nodes("key,name,size\n1,Ada,3\n")).nodes, u"1 'Ada'; 2; 4"_qs);
        QVERIFY(FileText(edges, u"e.csv"_qs, u",nodes=/none.csv"_qs).error.contains(u"/none.csv cannot be opened"_qs));
        QVERIFY(FileText(edges, u"e.csv"_qs, nodes("<graphml/>")).error.contains(u"is no table of nodes"_qs));
    }

    void guessesComeFromManyRowsNotFromTheFirst()
    {
        QByteArray text = "a;b, the second;1,5\n";
        for (int i = 0; i < 1000; ++i)
            text += "n" + QByteArray::number(i) + ";n" + QByteArray::number(i + 1) + ";0,25\n";
        const FileText read(text);
        QCOMPARE(read.error, QString());
        QVERIFY(read.edges.contains(u"a>b, the second 1.5"_qs));
        QVERIFY(read.edges.contains(u"n7>n8 0.25"_qs));
        QCOMPARE(read.report, QString());
    }

    void rowsBeyondTheFirstPieceAreReadInTheSameWay()
    {
        QByteArray text = "source,target,type,weight\n";
        for (int i = 0; i < 20'000; ++i)
            text += "node " + QByteArray::number(i % 500) + ",\"node, " + QByteArray::number(i % 400) + "\",knows," + QByteArray::number(i) + "\n";
        text += "late,later,met,1\n";
        const FileText read(text);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.edges.count(u"[knows]"_qs), 20'000);
        QVERIFY(read.edges.contains(u"late>later"_qs));
    }

    void manyOpenQuotesCostNoMoreThanTheirRows()
    {
        QByteArray text = "source,target\n\"q\",\"r\"\n\"r\",\"s\"\n";
        for (int i = 0; i < 3000; ++i)
            text += "\"s\",\"t\"\n";
        for (int i = 0; i < 30'000; ++i)
            text += "\"open,x\n";
        text += "y,z\n";
        const FileText read(text);
        QCOMPARE(read.error, QString());
        QVERIFY(read.edges.endsWith(u"y>z"_qs));
        QVERIFY2(read.report.contains(u"rows left out (first line 3004"_qs), qPrintable(read.report));
    }

    void homeIsWhereTheTildeLeads()
    {
        const QByteArray home = qgetenv("HOME");
        const QTemporaryDir folder;
        qputenv("HOME", folder.path().toUtf8());
        QFile file(folder.filePath(u"edges.csv"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n");
        file.close();
        const auto source = weir::source::makeSource("file:~/edges.csv");
        qputenv("HOME", home);
        QVERIFY(source.has_value());
        ReplaySink sink((*source)->schema());
        QVERIFY((*source)->run(sink, {}).has_value());
        QCOMPARE(sink.model.edges.size(), std::size_t(1));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_EdgeList)
#include "tst_edge_list.moc"
