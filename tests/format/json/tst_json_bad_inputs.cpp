#include "read_json.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

/// What is wrong costs itself and is told, with its place and cause; what was read stays.
class tst_JsonBadInputs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anElementThatIsWrongCostsItself_data()
    {
        QTest::addColumn<QByteArray>("wrong");
        QTest::addColumn<QString>("report");
        const auto row = [](const char* name, const QByteArray& wrong, const char* report) {
            QTest::newRow(name) << wrong << QString::fromUtf8(report);
        };
        row("half of a character", R"({"id":"\ud800"})", "1 node left out (line 2: a text has a wrong escape, or half of a character)");
        row("not UTF-8", "{\"id\":\"b\xff\"}", "1 node left out (line 2: it has bytes that are not UTF-8)");
        row("too deep", "{\"id\":\"b\",\"v\":" + QByteArray(2000, '[') + QByteArray(2000, ']') + "}",
            "1 node left out (line 2: brackets are nested deeper than 1,024)");
        row("no comma", R"({"id":"b" "x":1})", "1 node left out (line 2: a comma");
        row("a line end in a text", "{\"id\":\"b\n\"}", "1 node left out (line 2: a text has a line end or a control character in it)");
        row("no key", R"({"name":"b"})", "1 node left out (line 2: its id is missing)");
        row("an empty key", R"({"id":""})", "1 node left out (line 2: its id is empty)");
        row("a key of null", R"({"id":null})", "1 node left out (line 2: its id is missing)");
        row("a key that is too long", "{\"id\":\"" + QByteArray(2000, 'k') + "\"}", "1 node left out (line 2: the key");
        row("twice", R"({"id":"a"})", "1 node left out (line 2: the node \"a\" is there twice)");
        row("no node", "[1]", "1 node left out (line 2: it is neither an object nor a key)");
        row("no JSON", "undefined", "1 node left out (line 2");
        row("too large", "{\"id\":\"b\",\"v\":\"" + QByteArray(9'000'000, 'x') + "\"}",
            "1 node left out (line 2: it is longer than 8 MiB, or cut)");
    }

    void anElementThatIsWrongCostsItself()
    {
        QFETCH(QByteArray, wrong);
        QFETCH(QString, report);
        const ReadJson read("{\"nodes\":[{\"id\":\"a\"},\n" + wrong
                            + ",\n{\"id\":\"z\"}],\"links\":[{\"source\":\"a\",\"target\":\"z\"}]}");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.nodes, u"a; z"_qs);
        QCOMPARE(read.edges, u"a>z"_qs);
        QVERIFY2(read.report.contains(report), qPrintable(read.report));
    }

    void edgesWithoutTheirNodesAreTold()
    {
        const ReadJson read("{\"nodes\":[{\"id\":\"a\"}],\"links\":[\n{\"source\":\"a\",\"target\":\"b\"},\n{\"source\":\"a\"},{\"source\":"
                            "\"a\",\"target\":5},7,{\"source\":\"a\",\"target\":\"a\"}]}");
        QCOMPARE(read.edges, u"a>a"_qs);
        QVERIFY2(read.report.contains(u"4 edges left out (first line 2: there is no node \"b\")"_qs), qPrintable(read.report));
    }

    void ofRepeatedMembersTheLastCounts()
    {
        const ReadJson read(R"({"nodes":[{"id":"a","v":1,"v":2,"id":"b"}]})");
        QCOMPARE(read.nodes, u"b {v=2}"_qs);
        QVERIFY2(read.report.contains(u"1 repeated member left out (line 1: \"v\" is there twice; the last one counts)"_qs),
                 qPrintable(read.report));
    }

    void aDocumentThatIsCutKeepsWhatCameBefore()
    {
        const QByteArray whole =
            "{\"links\":[{\"source\":\"a\",\"target\":\"b\"}],\n\"nodes\":[{\"id\":\"a\"},\n{\"id\":\"b\",\"v\":\"x\"}],\"directed\":true}";
        for (qsizetype length = 1; length < whole.size(); ++length) {
            const ReadJson read(whole.left(length));
            QVERIFY2(!read.error.isEmpty(), whole.left(length).constData());
        }
        const ReadJson read(whole.left(whole.indexOf("\"x\"") + 2));
        QVERIFY2(read.error.startsWith(u"3: a text is not closed; is the file whole? (behind "_qs), qPrintable(read.error));
        QCOMPARE(read.nodes, u"a"_qs);
        QVERIFY2(read.report.contains(u"there is no node \"b\""_qs), qPrintable(read.report));
    }

    void whatIsNoDocumentOfAGraphIsSaidToBeNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* text, const char* error) {
            QTest::addRow("%s", QByteArray(text).simplified().constData()) << QByteArray(text) << QString::fromUtf8(error);
        };
        row("{}", "1: the file is JSON, without a graph in it");
        row("[]", "1: the file is JSON, an empty list");
        row("[1,2]", "1: the file is JSON, a list of values, not a graph");
        row("7", "1: the file is JSON, not a graph");
        row(R"({"name":"x","dependencies":{"a":"1"}})",
            R"(1: the file is JSON, of which no graph is known: it has "name", "dependencies")");
        row(R"({"compilerOptions":{"strict":true}})", "1: the file is JSON, of which no graph is known");
        row(R"([{"a":1}])", "1: the file is JSON, a list of objects of which no graph is known");
        row(R"({"an":{"A":{}}})", "1: the file is JSON, events one a line; they are shown by events:PATH");
        row(R"({"resourceSpans":[]})", "1: the file is JSON (spans of OpenTelemetry), not a graph");
        row("{\"nodes\":[{\"id\":\"a\"}]}\n{}", "2: there is more behind the end of the document, which is not read");
        row(R"({"nodes":[{"id":"a"}]]})", "1: a comma or a bracket is missing, or one too many (behind 21 bytes)");
        row(R"({"nodes":[{"id":"a"}],links:[]})", "1: a member's name is missing, or has no quotes");
        row(R"({"nodes":[{"id":"a"}],"links"})", "1: a colon is missing behind a member's name");
        row(R"({"nodes":[{"id":"a"}],"links":})", "1: a value is missing");
    }

    void whatIsNoDocumentOfAGraphIsSaidToBeNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const ReadJson read(text);
        QVERIFY2(read.error.startsWith(error), qPrintable(read.error));
    }

    void bracketsThatNeverEndCostNoMemoryAndNoStack()
    {
        const ReadJson read("{\"nodes\":[{\"id\":\"a\"}],\"other\":" + QByteArray(3'000'000, '['));
        QVERIFY2(read.error.contains(u"a bracket is not closed"_qs), qPrintable(read.error));
        QCOMPARE(read.nodes, u"a"_qs);
    }

    void namesWithoutEndAreLeftOutAndCounted()
    {
        QByteArray text = "{\"nodes\":[{\"id\":\"a\"";
        for (int i = 0; i < 5000; ++i)
            text += ",\"v" + QByteArray::number(i) + "\":1";
        const ReadJson read(text + "}]}");
        QCOMPARE(read.error, QString());
        QVERIFY2(read.report.contains(u"members left out"_qs), qPrintable(read.report));
    }
};

WEIR_TEST(tst_JsonBadInputs)
#include "tst_json_bad_inputs.moc"
