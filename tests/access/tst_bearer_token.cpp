#include "access/bearer_token.h"
#include "support/test_program.h"
#include <QtTest>

using weir::access::bearerToken;

class tst_BearerToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTokenFollowsItsScheme_data();
    void theTokenFollowsItsScheme();
};

void tst_BearerToken::theTokenFollowsItsScheme_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("as it is written") << QByteArray("Bearer a.b.c") << QByteArray("a.b.c");
    QTest::newRow("the scheme in another case") << QByteArray("bEARER a.b.c") << QByteArray("a.b.c");
    QTest::newRow("blanks around") << QByteArray("  Bearer \t a.b.c \r\n") << QByteArray("a.b.c");
    QTest::newRow("blanks within stay") << QByteArray("Bearer a b") << QByteArray("a b");
    QTest::newRow("a NUL byte stays") << QByteArray("Bearer a\0b", 10) << QByteArray("a\0b", 3);
    for (const char* none : {"", " ", "Bearer", "Bearer ", "Bearer\ta", "Bearera", "Basic a", "a.b.c", "Bear", "\xc2\xa0" "Bearer a"})
        QTest::addRow("nothing in \"%s\"", none) << QByteArray(none) << QByteArray();
}

void tst_BearerToken::theTokenFollowsItsScheme()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, token);
    QCOMPARE(bearerToken(header.toStdString()), token.toStdString());
}

WEIR_TEST_IN(QCoreApplication, tst_BearerToken)
#include "tst_bearer_token.moc"
