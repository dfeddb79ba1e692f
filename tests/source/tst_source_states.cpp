#include "support/test_program.h"
#include "replay_sink.h"
#include "source/catalogue.h"
#include <fcntl.h>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace weir;
using namespace weir::source;

/// Every source says how far its first graph is, and when all of it is there.
class tst_SourceStates final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Ran {
        std::optional<int> wholeAfter;
        QList<double> shares;
        int pushes = 0;
        QString error;
        QStringList breaches;
    };

    /// Runs it until it has waited `mostWaits` times; `onWait` may do something meanwhile.
    static Ran run(const std::string& spec, int mostWaits, const std::function<void(int)>& onWait = {})
    {
        const auto source = makeSource(spec);
        if (!source)
            return {{}, {}, 0, QString::fromStdString(source.error().text), {}};
        ReplaySink sink((*source)->schema(), [&](int wait) {
            if (onWait)
                onWait(wait);
            return wait < mostWaits;
        });
        const auto ran = (*source)->run(sink, {});
        return {sink.wholeAfter, sink.shares, sink.pushes, ran ? QString() : QString::fromStdString(ran.error().text),
                sink.model.breaches};
    }

    std::string write(const QString& name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName().toStdString();
    }

    static QByteArray manyEdges(int count)
    {
        QByteArray text("source,target\n");
        for (int i = 0; i < count; ++i)
            text += "a" + QByteArray::number(i) + ",b" + QByteArray::number(i) + '\n';
        return text;
    }

    static QByteArray manyNodes(int count)
    {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "{\"an\":{\"n" + QByteArray::number(i) + "\":{}}}\n";
        return text;
    }

private Q_SLOTS:
    void aSyntheticGraphIsWholeAfterItsBirths()
    {
        const Ran ran = run("synthetic:nodes=20000,edges=30000,rate=1000", 5);
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(ran.shares.size() > 2);
        QCOMPARE(ran.shares.front(), 0.0);   // before it made anything
        QVERIFY(ran.shares[1] > 0 && ran.shares[1] < 0.5);
        QCOMPARE(ran.shares.back(), 1.0);
        QVERIFY(ran.wholeAfter && *ran.wholeAfter == ran.shares.size() - 1);
    }

    void processesAreWholeAfterTheFirstLook()
    {
        const Ran ran = run("proc", 1);
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(ran.wholeAfter && *ran.wholeAfter >= 1);
    }

    void aFileIsReadBitByBitAndThenThereIsNothingMore_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("edge list") << QStringLiteral("many.csv") << manyEdges(40'000);
        QByteArray graphMl("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"><graph edgedefault=\"directed\">");
        for (int i = 0; i < 40'000; ++i)
            graphMl += "<node id=\"n" + QByteArray::number(i) + "\"/>\n";
        QTest::newRow("GraphML") << QStringLiteral("many.graphml") << graphMl + "</graph></graphml>";
    }

    void aFileIsReadBitByBitAndThenThereIsNothingMore()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const Ran ran = run("file:" + write(name, text), 0);
        QCOMPARE(ran.error, QString());
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(!ran.wholeAfter);
        QVERIFY(ran.shares.size() > 2);
        QVERIFY(ran.shares.front() < 0.6);
        QCOMPARE(ran.shares.back(), 1.0);
    }

    void aFileOfEventsIsWholeWhenItsEndIsReachedAndLiveFromThen()
    {
        const std::string path = write(QStringLiteral("events.jsonl"), manyNodes(30'000));
        const Ran ran = run("events:" + path, 3, [&path](int wait) {
            if (wait != 1)
                return;
            QFile file(QString::fromStdString(path));
            QVERIFY(file.open(QIODevice::Append));
            file.write(manyNodes(30'001).split('\n')[30'000] + '\n');
        });
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(ran.shares.front() < 0.8);
        QCOMPARE(ran.shares.back(), 1.0);
        QVERIFY(ran.wholeAfter && *ran.wholeAfter == ran.pushes - 1);
    }

    void aPipeIsLiveFromItsBeginning()
    {
        const QByteArray path = m_folder.filePath(QStringLiteral("pipe")).toLocal8Bit();
        QCOMPARE(::mkfifo(path.constData(), 0600), 0);
        const int writer = ::open(path.constData(), O_RDWR);
        QVERIFY(writer >= 0);
        const QByteArray line("{\"an\":{\"a\":{}}}\n");
        QCOMPARE(::write(writer, line.constData(), static_cast<std::size_t>(line.size())), line.size());
        const Ran ran = run("events:" + path.toStdString(), 3);
        ::close(writer);
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(ran.wholeAfter && *ran.wholeAfter == 0);
        QCOMPARE(ran.pushes, 1);
        QCOMPARE(ran.shares, QList<double>());
    }

    void packagesAreReadListByListAndThenFollowed()
    {
        const Ran ran = run("debian:root=" WEIR_TEST_DIR "/apt_tree", 1);
        if (ran.error.contains(QLatin1String("without apt")))
            QSKIP("built without apt's library");
        QCOMPARE(ran.error, QString());
        QCOMPARE(ran.breaches, QStringList());
        QVERIFY(!ran.shares.isEmpty());
        QVERIFY(ran.wholeAfter && *ran.wholeAfter == ran.pushes);
    }
};

WEIR_TEST(tst_SourceStates)
#include "tst_source_states.moc"
