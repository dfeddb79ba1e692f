#include "program.h"
#include "support/test_program.h"
#include <QtTest>

/// What all programs have in common on their command line.
class tst_Programs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProgramIsBuilt();
    void helpSaysHowToUseIt_data();
    void helpSaysHowToUseIt();
    void versionNamesTheProgram_data() { helpSaysHowToUseIt_data(); }
    void versionNamesTheProgram();
    void anUnknownOptionIsRefusedInWords_data() { helpSaysHowToUseIt_data(); }
    void anUnknownOptionIsRefusedInWords();
    void wrongValuesAreRefusedInWords_data();
    void wrongValuesAreRefusedInWords();
};

void tst_Programs::everyProgramIsBuilt()
{
    for (const char* name : {"weir", "weir-server", "weir-tap", "weir-convert", "weir-bench"})
        QVERIFY2(Program::exists(QString::fromLatin1(name)), name);
}

void tst_Programs::helpSaysHowToUseIt_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"weir", "weir-server", "weir-tap", "weir-convert", "weir-bench"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Programs::helpSaysHowToUseIt()
{
    QFETCH(QString, name);
    Program program(name);
    program.start({QStringLiteral("--help")});
    QCOMPARE(program.wait(), 0);
    QVERIFY(program.output().startsWith("Usage: " + name.toLatin1()));
    QCOMPARE(program.errors(), QByteArray());
    if (name == u"weir" || name == u"weir-tap")
        QVERIFY(program.output().contains("it holds, beside the graph, at most"));
}

void tst_Programs::versionNamesTheProgram()
{
    QFETCH(QString, name);
    Program program(name);
    program.start({QStringLiteral("--version")});
    QCOMPARE(program.wait(), 0);
    QVERIFY(QRegularExpression(QStringLiteral("^%1 \\d+\\.\\d+\\.\\d+\n$").arg(name))
                .match(QString::fromLatin1(program.output())).hasMatch());
}

void tst_Programs::anUnknownOptionIsRefusedInWords()
{
    QFETCH(QString, name);
    Program program(name);
    program.start({QStringLiteral("--no-such-option")});
    QCOMPARE(program.wait(), 2);
    QVERIFY(program.errors().contains("no-such-option"));
    QVERIFY(program.errors().contains("--help"));
    QCOMPARE(program.output(), QByteArray());
}

void tst_Programs::wrongValuesAreRefusedInWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, const char* first, const char* second) {
        QTest::addRow("%s %s %s", name, first, second)
            << QString::fromLatin1(name) << QStringList{QString::fromLatin1(first), QString::fromLatin1(second)};
    };
    row("weir", "--connect", "http://localhost");
    row("weir", "--after", "soon");
    row("weir", "--source", "nonsense");
    row("weir", "--size", "5x5");
    row("weir", "/none/of/this.csv", "--json");
    row("weir", "/", "--json");
    row("weir", "/dev/null", "/dev/null");
    row("weir", "--source=proc", "/dev/null");
    row("weir", "--connect=ws://localhost", "/dev/null");
    row("weir-server", "--certificate", "/dev/null");
    row("weir-tap", "--reconnect", "maybe");
    row("weir-tap", "--policy", "sometimes");
    row("weir-server", "--listen", "everywhere");
    row("weir-server", "--source", "nonsense");
    row("weir-server", "--source", "synthetic:nodes=many");
    row("weir-server", "--source", "synthetic:nonsense=1");
    row("weir-tap", "--connect", "nowhere");
    row("weir-tap", "--encoding", "xml");
    row("weir-tap", "--window", "3");
    row("weir-tap", "--seconds", "-1");
    row("weir-tap", "--dump", "graph.docx");
    row("weir-tap", "--dump-format", "gml");
    row("weir-convert", "/dev/null", "graph.docx");
    row("weir-bench", "nonsense", "");
}

void tst_Programs::wrongValuesAreRefusedInWords()
{
    QFETCH(QString, name);
    QFETCH(QStringList, arguments);
    Program program(name);
    program.start(arguments);
    QCOMPARE(program.wait(), 2);
    const QRegularExpression sentence(QStringLiteral("^%1[^:]*: .*[.!?] See %1[^:]* --help\\.\n$").arg(name), QRegularExpression::DotMatchesEverythingOption);
    QVERIFY2(sentence.match(QString::fromLocal8Bit(program.errors())).hasMatch(), program.errors().constData());
}

WEIR_TEST_IN(QCoreApplication, tst_Programs)
#include "tst_programs.moc"
