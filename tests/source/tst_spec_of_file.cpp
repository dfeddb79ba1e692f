#include "support/test_program.h"
#include "source/spec_of_file.h"
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using weir::source::specOfFile;

class tst_SpecOfFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsNameSaysWhatItHolds_data();
    void itsNameSaysWhatItHolds();
    void aPipeHasEvents();
    void whatCannotBeReadIsSaid();
    void aFileIsNamedByItsWholePath();
    void aWordNamesAFileOrASource();

private:
    QTemporaryDir m_folder;
};

void tst_SpecOfFile::itsNameSaysWhatItHolds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("source");
    for (const char* name : {"edges.csv", "graph.graphml", "links", "odd:name,x=1.tsv", "data.json"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringLiteral("file");
    for (const char* name : {"log.jsonl", "log.JSONL", "log.ndjson"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringLiteral("events");
}

void tst_SpecOfFile::itsNameSaysWhatItHolds()
{
    QFETCH(QString, name);
    QFETCH(QString, source);
    const QString path = m_folder.filePath(name);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto spec = specOfFile(path);
    QVERIFY(spec);
    QCOMPARE(*spec, source + u':' + path);
}

void tst_SpecOfFile::aPipeHasEvents()
{
    QCOMPARE(specOfFile(QStringLiteral("-")).value(), QStringLiteral("events:-"));
    const QString path = m_folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
    QCOMPARE(specOfFile(path).value(), QStringLiteral("events:") + path);
}

void tst_SpecOfFile::whatCannotBeReadIsSaid()
{
    const auto missing = specOfFile(m_folder.filePath(QStringLiteral("debian")));
    QVERIFY(!missing && missing.error().kind == weir::ErrorKind::NotFound);
    const auto folder = specOfFile(m_folder.path());
    QVERIFY(!folder && folder.error().text.find("folder") != std::string::npos);
}

void tst_SpecOfFile::aFileIsNamedByItsWholePath()
{
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));
    QFile file(QStringLiteral("here.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto spec = specOfFile(QStringLiteral("here.csv"));
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(spec.value(), QStringLiteral("file:") + m_folder.filePath(QStringLiteral("here.csv")));
}

void tst_SpecOfFile::aWordNamesAFileOrASource()
{
    using weir::source::specOfWord;
    QCOMPARE(specOfWord(QStringLiteral("debian")).value(), QStringLiteral("debian"));
    QCOMPARE(specOfWord(QStringLiteral("file:calls.csv:source=a,target=b")).value(), QStringLiteral("file:calls.csv:source=a,target=b"));
    QCOMPARE(specOfWord(QStringLiteral("-")).value(), QStringLiteral("events:-"));
    QVERIFY(!specOfWord(QStringLiteral("nothing:of=that")));

    const QString path = m_folder.filePath(QStringLiteral("proc"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(specOfWord(path).value(), QStringLiteral("file:") + path);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));   // a file that is there comes before a source of that name
    const auto spec = specOfWord(QStringLiteral("proc"));
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(spec.value(), QStringLiteral("file:") + path);
}

WEIR_TEST(tst_SpecOfFile)
#include "tst_spec_of_file.moc"
