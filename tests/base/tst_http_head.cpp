#include "base/http_head.h"
#include "support/test_program.h"
#include <QtTest>

using weir::HttpHead;

/// The head of a request, as one reader and no other would take it.
class tst_HttpHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeadEndsWithItsEmptyLine();
    void methodTargetAndFieldsAreTakenApart();
    void aFieldThatComesAgainIsAList();
    void whatHasTwoReadingsIsAnError_data();
    void whatHasTwoReadingsIsAnError();
    void contentIsSeenByItsFields();
    void anAnswerStatesItsLengthAndEndsTheConnection();
};

void tst_HttpHead::aHeadEndsWithItsEmptyLine()
{
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    QCOMPARE(HttpHead::lengthIn(head), head.size());
    QCOMPARE(HttpHead::lengthIn(head + "and more\r\n\r\n"), head.size());
    for (std::size_t length = 0; length < head.size(); ++length)
        QCOMPARE(HttpHead::lengthIn(std::string_view(head).substr(0, length)), std::size_t{0});
}

void tst_HttpHead::methodTargetAndFieldsAreTakenApart()
{
    const auto head = HttpHead::parse("GET /stream?a=1 HTTP/1.1\r\nHOST:  example.org:80\t\r\nX-Empty:\r\nx-words: one two\r\n\r\n");
    QVERIFY(head.has_value());
    QCOMPARE(head->method, std::string("GET"));
    QCOMPARE(head->target, std::string("/stream?a=1"));
    QCOMPARE(head->field("host"), std::optional<std::string>("example.org:80"));
    QCOMPARE(head->field("x-empty"), std::optional<std::string>(""));
    QCOMPARE(head->field("x-words"), std::optional<std::string>("one two"));
    QVERIFY(!head->field("x-other"));
}

void tst_HttpHead::aFieldThatComesAgainIsAList()
{
    const auto head = HttpHead::parse("GET / HTTP/1.1\r\nConnection: keep-alive\r\nConnection: , Upgrade,x\r\n\r\n");
    QVERIFY(head.has_value());
    QCOMPARE(head->list("connection"), (std::vector<std::string>{"keep-alive", "Upgrade", "x"}));
    QVERIFY(head->lists("connection", "upgrade"));
    QVERIFY(head->lists("connection", "KEEP-ALIVE"));
    QVERIFY(!head->lists("connection", "up"));
    QVERIFY(head->list("upgrade").empty());
}

void tst_HttpHead::whatHasTwoReadingsIsAnError_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("nothing") << QByteArray("\r\n\r\n");
    QTest::newRow("no target") << QByteArray("GET HTTP/1.1\r\n\r\n");
    QTest::newRow("two targets") << QByteArray("GET /a /b HTTP/1.1\r\n\r\n");
    QTest::newRow("another version") << QByteArray("GET / HTTP/2.0\r\n\r\n");
    QTest::newRow("a method of other letters") << QByteArray("G\xc3\x84T / HTTP/1.1\r\n\r\n");
    QTest::newRow("a line feed alone") << QByteArray("GET / HTTP/1.1\r\nA: 1\nB: 2\r\n\r\n");
    QTest::newRow("a carriage return alone") << QByteArray("GET / HTTP/1.1\r\nA: 1\rB: 2\r\n\r\n");
    QTest::newRow("a NUL") << QByteArray("GET / HTTP/1.1\r\nA: 1\0\r\n\r\n", 25);
    QTest::newRow("a blank before the colon") << QByteArray("GET / HTTP/1.1\r\nA : 1\r\n\r\n");
    QTest::newRow("a line that goes on") << QByteArray("GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n");
    QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nA\r\n\r\n");
    QTest::newRow("no name") << QByteArray("GET / HTTP/1.1\r\n: 1\r\n\r\n");
}

void tst_HttpHead::whatHasTwoReadingsIsAnError()
{
    QFETCH(QByteArray, head);
    const auto parsed = HttpHead::parse({head.constData(), static_cast<std::size_t>(head.size())});
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().text.empty());
}

void tst_HttpHead::contentIsSeenByItsFields()
{
    QVERIFY(HttpHead::parse("GET / HTTP/1.1\r\n\r\n")->endsRequest());
    QVERIFY(HttpHead::parse("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n")->endsRequest());
    QVERIFY(!HttpHead::parse("GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n")->endsRequest());
    QVERIFY(!HttpHead::parse("GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n")->endsRequest());
    QVERIFY(!HttpHead::parse("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")->endsRequest());
}

void tst_HttpHead::anAnswerStatesItsLengthAndEndsTheConnection()
{
    QCOMPARE(weir::httpAnswer("405 Method Not Allowed", "no\n", "Allow: GET\r\n"),
             std::string("HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\nConnection: "
                         "close\r\nAllow: GET\r\n\r\nno\n"));
}

WEIR_TEST_IN(QCoreApplication, tst_HttpHead)
#include "tst_http_head.moc"
