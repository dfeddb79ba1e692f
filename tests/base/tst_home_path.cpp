#include "base/home_path.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using weir::withHome;

class tst_HomePath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qputenv("HOME", m_home); }

    void aTildeInFrontIsTheHomeFolder();
    void anyOtherIsAName();
    void withoutAHomeItStays();

private:
    const QByteArray m_home = qgetenv("HOME");
};

void tst_HomePath::aTildeInFrontIsTheHomeFolder()
{
    qputenv("HOME", "/home/someone");
    QCOMPARE(withHome("~"), std::string("/home/someone"));
    QCOMPARE(withHome("~/a b.csv"), std::string("/home/someone/a b.csv"));
}

void tst_HomePath::anyOtherIsAName()
{
    for (const char* same : {"", "-", "/tmp/~", "a/~/b", "~other/x", "./~"})
        QCOMPARE(withHome(same), std::string(same));
}

void tst_HomePath::withoutAHomeItStays()
{
    qunsetenv("HOME");
    QCOMPARE(withHome("~/a"), std::string("~/a"));
    qputenv("HOME", "");
    QCOMPARE(withHome("~/a"), std::string("~/a"));
}

WEIR_TEST(tst_HomePath)
#include "tst_home_path.moc"
