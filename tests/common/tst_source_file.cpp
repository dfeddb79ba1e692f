#include "support/test_program.h"
#include "common/source_file.h"
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using weir::app::sourceSpecOf;

class tst_SourceFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsNameSaysWhatItHolds_data();
    void itsNameSaysWhatItHolds();
    void aPipeHasEvents();
    void whatCannotBeReadIsSaid();

private:
    QTemporaryDir m_folder;
};

void tst_SourceFile::itsNameSaysWhatItHolds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("source");
    for (const char* name : {"edges.csv", "graph.graphml", "links", "odd:name,x=1.tsv", "data.json"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringLiteral("file");
    for (const char* name : {"log.jsonl", "log.JSONL", "log.ndjson"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringLiteral("events");
}

void tst_SourceFile::itsNameSaysWhatItHolds()
{
    QFETCH(QString, name);
    QFETCH(QString, source);
    const QString path = m_folder.filePath(name);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto spec = sourceSpecOf(path);
    QVERIFY(spec);
    QCOMPARE(*spec, source + u':' + path);
}

void tst_SourceFile::aPipeHasEvents()
{
    QCOMPARE(sourceSpecOf(QStringLiteral("-")).value(), QStringLiteral("events:-"));
    const QString path = m_folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
    QCOMPARE(sourceSpecOf(path).value(), QStringLiteral("events:") + path);
}

void tst_SourceFile::whatCannotBeReadIsSaid()
{
    const auto missing = sourceSpecOf(m_folder.filePath(QStringLiteral("debian")));
    QVERIFY(!missing && missing.error().text.find("--source") != std::string::npos);
    const auto folder = sourceSpecOf(m_folder.path());
    QVERIFY(!folder && folder.error().text.find("folder") != std::string::npos);
}

WEIR_TEST(tst_SourceFile)
#include "tst_source_file.moc"
