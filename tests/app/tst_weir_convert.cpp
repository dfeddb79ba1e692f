#include "program.h"
#include "support/test_program.h"
#include <QtTest>

/// A file goes in and another comes out, without a window.
class tst_WeirConvert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTableBecomesGraphMlAndComesBack();
    void whatIsLeftOutAndLostIsSaid();
    void optionsOfTablesAreTaken();
    void standardInputAndOutputAreFiles();
    void aFormatIsNamed();
    void whatCannotBeReadOrWrittenIsSaid();
    void whatWasReadBeforeAFaultIsWritten();
    void askedWronglyItSaysSo_data();
    void askedWronglyItSaysSo();
    void helpNamesAllFormats();

private:
    QString write(const char* name, const QByteArray& text);
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QByteArray content(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QString tst_WeirConvert::write(const char* name, const QByteArray& text)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", name);
    return file.fileName();
}

void tst_WeirConvert::aTableBecomesGraphMlAndComesBack()
{
    const QString table = write("calls.csv", "source,target,weight,since\na,b,2,2020-01-01\nb,c,1,\n");
    Program there(QStringLiteral("weir-convert"));
    there.start({table, path("calls.graphml.gz")});
    QVERIFY2(there.wait() == 0, there.errors().constData());
    QCOMPARE(there.errors(), QByteArray("weir-convert: read 3 nodes and 2 edges.\n"));
    QCOMPARE(there.output(), QByteArray());
    Program back(QStringLiteral("weir-convert"));
    back.start({path("calls.graphml.gz"), path("back.csv")});
    QVERIFY2(back.wait() == 0, back.errors().constData());
    QCOMPARE(content("back.csv"), QByteArray("\"Source\",Target,Type,Weight,since\n\"a\",b,Directed,2,2020-01-01\n\"b\",c,Directed,1,\n"));
    QCOMPARE(content("back.nodes.csv"), QByteArray("\"Id\",Label\n\"a\",\n\"b\",\n\"c\",\n"));
    QVERIFY(back.errors().contains("weir-convert: the nodes are in " + path("back.nodes.csv").toUtf8() + ".\n"));
}

void tst_WeirConvert::whatIsLeftOutAndLostIsSaid()
{
    const QString table = write("gaps.csv", "source,target\na,b\na\nb,c\n");
    Program program(QStringLiteral("weir-convert"));
    program.start({table, path("gaps.gml")});
    QCOMPARE(program.wait(), 0);
    QCOMPARE(program.errors(),
             "weir-convert: " + table.toUtf8()
                 + ": 3 nodes and 2 edges; 1 row left out (line 3: the row has 1 cell, and an edge needs a source and a target).\n"
                   "weir-convert: GML cannot say: 3 keys of nodes, written as labels, or as the attribute \"key\".\n");
}

void tst_WeirConvert::optionsOfTablesAreTaken()
{
    const QString edges = write("odd.csv", "one,two,three,level\na,x,b,5\nb,y,c,6\n"), nodes = write("people.csv", "id,label\na,Alice\n");
    Program program(QStringLiteral("weir-convert"));
    program.start({QStringLiteral("--source"), QStringLiteral("one"), QStringLiteral("--target=three"), QStringLiteral("--nodes"), nodes,
                   edges, path("odd.json")});
    QVERIFY2(program.wait() == 0, program.errors().constData());
    QCOMPARE(
        content("odd.json"),
        QByteArray(
            "{\"directed\": true, \"multigraph\": true, \"graph\": {}, \"nodes\": [\n{\"id\": \"a\", \"label\": "
            "\"Alice\"},\n{\"id\": \"b\"},\n{\"id\": \"c\"}\n], "
            "\"links\": [\n{\"source\": \"a\", \"target\": \"b\", \"two\": \"x\", \"level\": 5},\n{\"source\": \"b\", \"target\": \"c\", "
            "\"two\": \"y\", \"level\": 6}\n]}\n"));
}

void tst_WeirConvert::standardInputAndOutputAreFiles()
{
    Program program(QStringLiteral("weir-convert"));
    program.start({QStringLiteral("--to"), QStringLiteral("dot"), QStringLiteral("-"), QStringLiteral("-")});
    program.write("graph [ edge [ source 1 target 2 ] node [ id 1 label \"one\" ] node [ id 2 ] ]\n");
    program.closeInput();
    QVERIFY2(program.wait() == 0, program.errors().constData());
    QCOMPARE(program.output(), QByteArray("graph {\n  1 [label=\"one\"];\n  2;\n  1 -- 2;\n}\n"));
    Program broken(QStringLiteral("weir-convert"));
    broken.start({QStringLiteral("--to=dot"), QStringLiteral("-"), QStringLiteral("-")});
    broken.write("%PDF-1.4\n\xff\n");
    broken.closeInput();
    QCOMPARE(broken.wait(), 1);
    QCOMPARE(broken.errors(), QByteArray("weir-convert: standard input: the file is a PDF.\n"));
    QCOMPARE(broken.output(), QByteArray());
}

void tst_WeirConvert::aFormatIsNamed()
{
    const QString file = write("lines", "a knows b\n");
    Program program(QStringLiteral("weir-convert"));
    program.start({QStringLiteral("--from=sif"), QStringLiteral("--to=tsv"), file, path("lines.txt")});
    QVERIFY2(program.wait() == 0, program.errors().constData());
    QCOMPARE(content("lines.txt"), QByteArray("\"Source\"\tTarget\tType\tKind\n\"a\"\tb\tDirected\tknows\n"));
}

void tst_WeirConvert::whatCannotBeReadOrWrittenIsSaid()
{
    const QString empty = write("empty.csv", "source,target\n"), table = write("two.csv", "source,target\na,b\n");
    Program nothing(QStringLiteral("weir-convert"));
    nothing.start({empty, path("nothing.gml")});
    QCOMPARE(nothing.wait(), 1);
    QVERIFY2(nothing.errors().contains("holds no graph"), nothing.errors().constData());
    QVERIFY(!QFile::exists(path("nothing.gml")));
    Program full(QStringLiteral("weir-convert"));
    full.start({QStringLiteral("--to=gml"), table, QStringLiteral("/dev/full")});
    QCOMPARE(full.wait(), 1);
    QVERIFY2(full.errors().contains("/dev/full cannot be written: "), full.errors().constData());
}

void tst_WeirConvert::whatWasReadBeforeAFaultIsWritten()
{
    const QString broken =
        write("broken.graphml",
              "<graphml><graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"/><node");
    Program program(QStringLiteral("weir-convert"));
    program.start({broken, path("broken.csv")});
    QCOMPARE(program.wait(), 1);
    QVERIFY2(program.errors().contains("before it: 2 nodes and 1 edge"), program.errors().constData());
    QCOMPARE(content("broken.csv"), QByteArray("\"Source\",Target,Type\n\"a\",b,Directed\n"));
}

void tst_WeirConvert::askedWronglyItSaysSo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const QString table = write("a.csv", "a,b\n");
    const auto row = [](const char* name, const QStringList& arguments, const char* words) {
        QTest::newRow(name) << arguments << QString::fromUtf8(words);
    };
    row("no files", {}, "Name two files");
    row("one file", {table}, "Name two files");
    row("no such file", {path("none.csv"), path("x.gml")}, "there is no file");
    row("an ending that is not written", {table, path("x.mtx")}, "names no format that is written");
    row("no such target", {QStringLiteral("--to=word"), table, path("x")}, "nothing is written as \"word\"");
    row("no such format", {QStringLiteral("--from=word"), table, path("x.gml")}, "nothing is read as \"word\"");
    row("two files into one", {QStringLiteral("--to=csv"), table, QStringLiteral("-")}, "takes two files");
    row("one end", {QStringLiteral("--source=1"), table, path("x.gml")}, "go together");
}

void tst_WeirConvert::askedWronglyItSaysSo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    Program program(QStringLiteral("weir-convert"));
    program.start(arguments);
    QCOMPARE(program.wait(), 2);
    QVERIFY2(program.errors().contains(words.toUtf8()), program.errors().constData());
    QVERIFY(program.errors().endsWith(" See weir-convert --help.\n"));
}

void tst_WeirConvert::helpNamesAllFormats()
{
    Program program(QStringLiteral("weir-convert"));
    program.start({QStringLiteral("--help")});
    QCOMPARE(program.wait(), 0);
    for (const char* const words : {"  mtx         Matrix Market                   .mtx\n",
                                    "  cytoscape   JSON (of Cytoscape)             .cyjs\n", "--from FORMAT", "--nodes PATH"})
        QVERIFY2(program.output().contains(words), program.output().constData());
}

WEIR_TEST_IN(QCoreApplication, tst_WeirConvert)
#include "tst_weir_convert.moc"
