#include "access/origin_rule.h"
#include "support/test_program.h"
#include <QtTest>

using weir::access::OriginRule;
using Reach = OriginRule::Reach;

class tst_OriginRule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aServerOfThisMachineLetsInItsOwnPages_data();
    void aServerOfThisMachineLetsInItsOwnPages();
    void elsewhereOnlyTheListCounts();
    void theListIsComparedAsAWhole();
    void whatIsNoOriginIsNotTakenIntoTheList_data();
    void whatIsNoOriginIsNotTakenIntoTheList();
};

void tst_OriginRule::aServerOfThisMachineLetsInItsOwnPages_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("no browser") << QByteArray() << true;
    for (const char* origin : {"http://localhost", "http://localhost:3000", "https://LOCALHOST:3000", "http://127.0.0.1:8000", "http://127.1.2.3", "http://[::1]:8000"})
        QTest::newRow(origin) << QByteArray(origin) << true;
    for (const char* origin : {"https://example.org", "http://localhost.example.org", "http://127.0.0.1.example.org", "http://127.0.0.1.", "http://127.0.0",
                               "http://127.example.org", "http://user@localhost", "http://localhost/path", "http://localhost:80:90", "http://[::1", "http://[::1]x",
                               "http://", "localhost", "null", "ftp://localhost", "file://", "chrome-extension://localhost", "http://evil.org#localhost", " "})
        QTest::newRow(origin) << QByteArray(origin) << false;
}

void tst_OriginRule::aServerOfThisMachineLetsInItsOwnPages()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    QCOMPARE(OriginRule().allows(origin.toStdString(), Reach::Loopback), allowed);
}

void tst_OriginRule::elsewhereOnlyTheListCounts()
{
    const auto rule = OriginRule::create({"https://graphs.example.org"});
    QVERIFY(rule);
    QVERIFY(rule->allows("https://graphs.example.org", Reach::Network));
    QVERIFY(rule->allows("", Reach::Network));
    QVERIFY(!rule->allows("http://localhost", Reach::Network));
    QVERIFY(!OriginRule().allows("https://graphs.example.org", Reach::Network));
}

void tst_OriginRule::theListIsComparedAsAWhole()
{
    const auto rule = OriginRule::create({"https://Graphs.Example.org:8443", "null"});
    QVERIFY(rule);
    QVERIFY(rule->allows("https://graphs.example.org:8443", Reach::Network));
    for (const char* other : {"https://graphs.example.org", "http://graphs.example.org:8443", "https://graphs.example.org:84430", "https://example.org:8443"})
        QVERIFY2(!rule->allows(other, Reach::Network), other);
    QVERIFY(rule->allows("null", Reach::Network));
}

void tst_OriginRule::whatIsNoOriginIsNotTakenIntoTheList_data()
{
    QTest::addColumn<QByteArray>("entry");
    for (const char* entry : {"", "example.org", "https://", "https://example.org/", "https://example.org/path", "https://example.org:x", "https://a,https://b", "*"})
        QTest::newRow(entry) << QByteArray(entry);
}

void tst_OriginRule::whatIsNoOriginIsNotTakenIntoTheList()
{
    QFETCH(QByteArray, entry);
    const auto rule = OriginRule::create({entry.toStdString()});
    QVERIFY(!rule);
    QVERIFY(rule.error().text.find(entry.toStdString()) != std::string::npos);
}

WEIR_TEST(tst_OriginRule)
#include "tst_origin_rule.moc"
