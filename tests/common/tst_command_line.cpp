#include "common/command_line.h"
#include "support/test_program.h"
#include "common/sentence.h"
#include <QtCore/QDir>
#include <QtTest>

using namespace std::chrono_literals;
using weir::app::CommandLine;

namespace {

/// A line whose one option --x has the value `text`.
struct OneOption {
    explicit OneOption(const QString& text) : line(QStringLiteral("weir-tap"), QStringLiteral("Follows a stream."))
    {
        line.addOption(QStringLiteral("x"), QStringLiteral("An option."), QStringLiteral("VALUE"));
        parsed = !line.parse({QStringLiteral("weir-tap"), QStringLiteral("--x"), text}).has_value();
    }
    CommandLine line;
    bool parsed = false;
};

const QString x = QStringLiteral("x");

} // namespace

class tst_CommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpAndVersionEndWell_data();
    void helpAndVersionEndWell();
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void anOptionNotGivenIsNothing();
    void aFallbackStandsInForAnOptionNotGiven();
    void argumentsAreKeptInOrder();
    void aDashAloneIsAValue();
    void streamAddresses_data();
    void streamAddresses();
    void endpoints_data();
    void endpoints();
    void seconds_data();
    void seconds();
    void countsHaveBounds();
    void numbersHaveBounds();
    void choicesAreThoseNamed();
    void anEmptyTextIsWrong();
    void aTildeIsTheUsersFolder();
    void wordsEndAsSentences();
};

void tst_CommandLine::helpAndVersionEndWell_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("help") << QStringLiteral("--help");
    QTest::newRow("version") << QStringLiteral("--version");
}

void tst_CommandLine::helpAndVersionEndWell()
{
    QFETCH(QString, word);
    CommandLine line(QStringLiteral("weir-tap"), QStringLiteral("Follows a stream."));
    QCOMPARE(line.parse({QStringLiteral("weir-tap"), word}), std::optional<int>(0));
}

void tst_CommandLine::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("an unknown option") << QStringList{QStringLiteral("--nonsense")};
    QTest::newRow("an unknown short option") << QStringList{QStringLiteral("-z")};
    QTest::newRow("a word that is not expected") << QStringList{QStringLiteral("nonsense")};
    QTest::newRow("a value left out") << QStringList{QStringLiteral("--x")};
}

void tst_CommandLine::wrongUsageEndsWithTwo()
{
    QFETCH(QStringList, words);
    CommandLine line(QStringLiteral("weir-tap"), QStringLiteral("Follows a stream."));
    line.addOption(x, QStringLiteral("An option."), QStringLiteral("VALUE"));
    QCOMPARE(line.parse(QStringList{QStringLiteral("weir-tap")} + words), std::optional<int>(2));
}

void tst_CommandLine::anOptionNotGivenIsNothing()
{
    CommandLine line(QStringLiteral("weir-tap"), QStringLiteral("Follows a stream."));
    line.addOption(x, QStringLiteral("An option."), QStringLiteral("VALUE"));
    QVERIFY(!line.parse({QStringLiteral("weir-tap")}).has_value());
    QVERIFY(!line.has(x));
    QVERIFY(!line.text(x).has_value());
    QVERIFY(!line.seconds(x).has_value());
    QVERIFY(!line.status().has_value());
}

void tst_CommandLine::aFallbackStandsInForAnOptionNotGiven()
{
    CommandLine line(QStringLiteral("weir-tap"), QStringLiteral("Follows a stream."));
    line.addOption(x, QStringLiteral("An option."), QStringLiteral("VALUE"), QStringLiteral("7"));
    QVERIFY(!line.parse({QStringLiteral("weir-tap")}).has_value());
    QVERIFY(!line.has(x));
    QCOMPARE(line.count(x, 0, 10), std::optional<std::uint64_t>(7));
}

void tst_CommandLine::argumentsAreKeptInOrder()
{
    CommandLine line(QStringLiteral("weir-bench"), QStringLiteral("Measures."));
    line.addArguments(QStringLiteral("NAME"), QStringLiteral("What."));
    QVERIFY(!line.parse({QStringLiteral("weir-bench"), QStringLiteral("a"), QStringLiteral("b")}).has_value());
    QCOMPARE(line.arguments(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

void tst_CommandLine::aDashAloneIsAValue()
{
    OneOption option(QStringLiteral("-"));
    QVERIFY(option.parsed);
    QCOMPARE(option.line.text(x), std::optional<QString>(QStringLiteral("-")));
}

void tst_CommandLine::streamAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");   // empty: refused
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("ws://127.0.0.1:9000/stream", "ws://127.0.0.1:9000/stream");
    row("ws://example.org", "ws://example.org:8080/stream");
    row("ws://[::1]:9000/other", "ws://[::1]:9000/other");
    row("wss://example.org/", "wss://example.org/stream");
    row("http://example.org/stream", "");
    row("example.org:8080", "");
    row("ws://", "");
    row("ws://host:0/stream", "");
    row("ws://host:70000/stream", "");
    row("", "");
}

void tst_CommandLine::streamAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    OneOption option(text);
    const auto url = option.line.streamUrl(x);
    QCOMPARE(url ? url->toString() : QString(), expected);
    QCOMPARE(option.line.status().value_or(0), expected.isEmpty() ? 2 : 0);
}

void tst_CommandLine::endpoints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");   // empty: refused
    QTest::addColumn<int>("port");
    const auto row = [](const char* text, const char* host, int port) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(host) << port;
    };
    row("127.0.0.1:8080", "127.0.0.1", 8080);
    row("localhost:0", "localhost", 0);
    row("[::1]:8080", "::1", 8080);
    row("0.0.0.0:65535", "0.0.0.0", 65535);
    row("::1:8080", "", 0);
    row("[127.0.0.1]:8080", "", 0);
    row("127.0.0.1", "", 0);
    row(":8080", "", 0);
    row("127.0.0.1:", "", 0);
    row("127.0.0.1:65536", "", 0);
    row("nonsense:80", "", 0);
}

void tst_CommandLine::endpoints()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    OneOption option(text);
    const auto endpoint = option.line.endpoint(x);
    QCOMPARE(endpoint ? endpoint->host : QString(), host);
    QCOMPARE(endpoint ? int(endpoint->port) : 0, port);
    QCOMPARE(option.line.status().value_or(0), host.isEmpty() ? 2 : 0);
}

void tst_CommandLine::seconds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("milliseconds");   // -1: refused
    QTest::newRow("whole") << QStringLiteral("10") << 10'000;
    QTest::newRow("a part") << QStringLiteral("2.5") << 2500;
    QTest::newRow("none") << QStringLiteral("0") << 0;
    QTest::newRow("negative") << QStringLiteral("-1") << -1;
    QTest::newRow("no number") << QStringLiteral("soon") << -1;
    QTest::newRow("not a number") << QStringLiteral("nan") << -1;
    QTest::newRow("for ever") << QStringLiteral("inf") << -1;
    QTest::newRow("with a unit") << QStringLiteral("5s") << -1;
}

void tst_CommandLine::seconds()
{
    QFETCH(QString, text);
    QFETCH(int, milliseconds);
    OneOption option(text);
    const auto seconds = option.line.seconds(x);
    QCOMPARE(seconds ? int(seconds->count()) : -1, milliseconds);
    QCOMPARE(option.line.status().value_or(0), milliseconds < 0 ? 2 : 0);
}

void tst_CommandLine::countsHaveBounds()
{
    QCOMPARE(OneOption(QStringLiteral("5")).line.count(x, 5, 9), std::optional<std::uint64_t>(5));
    QCOMPARE(OneOption(QStringLiteral("9")).line.count(x, 5, 9), std::optional<std::uint64_t>(9));
    for (const char* wrong : {"4", "10", "-5", "5.0", "five", "99999999999999999999"}) {
        OneOption option(QString::fromLatin1(wrong));
        QVERIFY2(!option.line.count(x, 5, 9).has_value(), wrong);
        QCOMPARE(option.line.status(), std::optional<int>(2));
    }
}

void tst_CommandLine::numbersHaveBounds()
{
    QCOMPARE(OneOption(QStringLiteral("0.25")).line.number(x, 0, 1), std::optional<double>(0.25));
    for (const char* wrong : {"-0.1", "1.1", "nan", "much"}) {
        OneOption option(QString::fromLatin1(wrong));
        QVERIFY2(!option.line.number(x, 0, 1).has_value(), wrong);
        QCOMPARE(option.line.status(), std::optional<int>(2));
    }
}

void tst_CommandLine::choicesAreThoseNamed()
{
    const QStringList choices{QStringLiteral("bin"), QStringLiteral("json")};
    QCOMPARE(OneOption(QStringLiteral("json")).line.oneOf(x, choices), std::optional<QString>(QStringLiteral("json")));
    OneOption option(QStringLiteral("xml"));
    QVERIFY(!option.line.oneOf(x, choices).has_value());
    QCOMPARE(option.line.status(), std::optional<int>(2));
}

void tst_CommandLine::anEmptyTextIsWrong()
{
    OneOption option(QString{});
    QVERIFY(!option.line.text(x).has_value());
    QCOMPARE(option.line.status(), std::optional<int>(2));
}

void tst_CommandLine::aTildeIsTheUsersFolder()
{
    const QString home = QDir::homePath();
    QCOMPARE(OneOption(QStringLiteral("~/a b.csv")).line.file(x), std::optional<QString>(home + QStringLiteral("/a b.csv")));
    QCOMPARE(OneOption(QStringLiteral("~")).line.file(x), std::optional<QString>(home));
    for (const char* same : {"/tmp/~", "a/~/b", "~other/x", "-", "./~"})
        QCOMPARE(OneOption(QString::fromLatin1(same)).line.file(x), std::optional<QString>(QString::fromLatin1(same)));
    OneOption empty(QString{});
    QVERIFY(!empty.line.file(x).has_value());
    QCOMPARE(empty.line.status(), std::optional<int>(2));
}

void tst_CommandLine::wordsEndAsSentences()
{
    using weir::app::asSentence;
    QCOMPARE(asSentence(QStringLiteral("there is no file")), QStringLiteral("there is no file."));
    QCOMPARE(asSentence(QStringLiteral("There is none.\n")), QStringLiteral("There is none."));
    QCOMPARE(asSentence(QStringLiteral("What is to be measured?")), QStringLiteral("What is to be measured?"));
    QCOMPARE(asSentence({}), QString());
}

WEIR_TEST(tst_CommandLine)
#include "tst_command_line.moc"
