#include "ui/stream/stream_address.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using weir::ui::parseStreamAddress;

class tst_StreamAddress final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftOutIsCompleted_data();
    void whatIsLeftOutIsCompleted();
    void aWrongAddressIsExplained_data();
    void aWrongAddressIsExplained();
};

void tst_StreamAddress::whatIsLeftOutIsCompleted_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("whole") << QStringLiteral("ws://a:1/stream") << QStringLiteral("ws://a:1/stream");
    QTest::newRow("host") << QStringLiteral("a.example") << QStringLiteral("ws://a.example:8080/stream");
    QTest::newRow("host and port") << QStringLiteral("a:9000") << QStringLiteral("ws://a:9000/stream");
    QTest::newRow("blanks around") << QStringLiteral("  ws://a:1/x ") << QStringLiteral("ws://a:1/x");
    QTest::newRow("secure") << QStringLiteral("wss://a") << QStringLiteral("wss://a/stream");
    QTest::newRow("numbers") << QStringLiteral("[::1]:8080") << QStringLiteral("ws://[::1]:8080/stream");
}

void tst_StreamAddress::whatIsLeftOutIsCompleted()
{
    QFETCH(QString, typed);
    const auto url = parseStreamAddress(typed);
    QVERIFY(url.has_value());
    QTEST(url->toString(), "url");
}

void tst_StreamAddress::aWrongAddressIsExplained_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("word");
    QTest::newRow("nothing") << QString() << QStringLiteral("example");
    QTest::newRow("another scheme") << QStringLiteral("http://a") << QStringLiteral("ws://");
    QTest::newRow("no host") << QStringLiteral("ws:///stream") << QStringLiteral("no host");
    QTest::newRow("blank inside") << QStringLiteral("ws://a b") << QStringLiteral("not an address");
    QTest::newRow("a port too large") << QStringLiteral("ws://a:99999") << QStringLiteral("not an address");
}

void tst_StreamAddress::aWrongAddressIsExplained()
{
    QFETCH(QString, typed);
    QFETCH(QString, word);
    const auto url = parseStreamAddress(typed);
    QVERIFY(!url.has_value());
    QVERIFY2(QString::fromStdString(url.error().text).contains(word), url.error().text.c_str());
}

WEIR_TEST(tst_StreamAddress)
#include "tst_stream_address.moc"
