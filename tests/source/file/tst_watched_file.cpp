#include "replay_sink.h"
#include "source/catalogue.h"
#include "support/test_program.h"
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::source;

/// A file that is read again whenever it changes on disk.
class tst_WatchedFile final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;

    using Attributes = std::map<std::string, std::string>;

    enum class How { InPlace,
                     Renamed };
    void write(const QByteArray& text, How how = How::InPlace)
    {
        QFile file(how == How::InPlace ? m_path : m_path + u".new"_qs);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(text), text.size());
        file.close();
        if (how == How::Renamed)
            QCOMPARE(std::rename(qPrintable(file.fileName()), qPrintable(m_path)), 0);
    }

    /// Runs the source; `at(look, sink)` is called at each look at the file, of which a change needs two to be believed.
    ReplaySink run(int looks, const std::function<void(int, ReplaySink&)>& at, const std::string& more = ",watch")
    {
        const auto source = makeSource("file:" + m_path.toStdString() + more);
        if (!source)
            qFatal("%s", source.error().text.c_str());
        ReplaySink* seen = nullptr;
        ReplaySink sink((*source)->schema(), [&](int look) {
            at(look, *seen);
            return look < looks;
        });
        seen = &sink;
        m_ran = (*source)->run(sink, {});
        return sink;
    }
    std::expected<void, Error> m_ran;

private Q_SLOTS:
    void init() { m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".csv"_qs); }

    void whatChangedInItIsSentAndNothingElse_data()
    {
        QTest::addColumn<bool>("renamed");
        QTest::newRow("written in place") << false;
        QTest::newRow("replaced") << true;
    }

    void whatChangedInItIsSentAndNothingElse()
    {
        QFETCH(bool, renamed);
        const How how = renamed ? How::Renamed : How::InPlace;
        write("source,target,weight,since\na,b,1,2001\nb,c,2,2002\nb,c,3,2003\n");
        ReplayModel before;
        int pushes = 0;
        std::size_t rows = 0;
        const ReplaySink sink = run(6, [&](int look, ReplaySink& at) {
            if (look == 0) {
                before = at.model;
                rows = at.attributeRows;
                write("source,target,weight,since\na,b,5.0,2001\nb,c,2,2002\nb,d,2,2004\n", how);
            }
            if (look == 3) {
                pushes = at.pushes;
                rows = at.attributeRows - rows;
                write("source,target,weight,since\na,b,5.0,2001\nb,c,2,2002\nb,d,2,2004\n", how);   // the same again
            }
        });
        QVERIFY(m_ran.has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.reports, QStringList());
        QCOMPARE(sink.wholeAfter, std::optional(1));
        QCOMPARE(before.edgesByKey(), (std::multiset<std::string>{"a b", "b c", "b c"}));
        QCOMPARE(sink.model.edgesByKey(), (std::multiset<std::string>{"a b", "b c", "b d"}));
        QCOMPARE(sink.model.edge("a", "b")->weight, 5.0F);
        QCOMPARE(sink.model.edge("b", "d")->attributes, (Attributes{{"since", "2004"}}));
        QCOMPARE(*sink.model.edge("b", "c"), *before.edge("b", "c"));
        QCOMPARE(*sink.model.node("a"), *before.node("a"));
        QCOMPARE(sink.model.node("c")->values, std::vector<float>{1});
        QCOMPARE(rows, std::size_t(1));   // of the new edge
        QCOMPARE(sink.pushes, pushes);    // what is the same is not sent again
    }

    void attributesAreChangedAndTakenAway()
    {
        write("Id,Label,team,age\na,Ada,red,40\nb,Bob,blue,41\n");
        const ReplaySink sink = run(3, [&](int look, ReplaySink& at) {
            if (look == 0) {
                QCOMPARE(at.model.node("a")->attributes, (Attributes{{"team", "red"}, {"age", "40"}}));
                write("Id,Label,team,age\na,Ada L.,red,\nb,Bob,green,old\n");
            }
        });
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("a")->label, std::string("Ada L."));
        QCOMPARE(sink.model.node("a")->attributes, (Attributes{{"team", "red"}}));
        QCOMPARE(sink.model.node("b")->attributes.at("team"), std::string("green"));
        QVERIFY(!sink.model.node("b")->attributes.contains("age"));   // it was a number: what is none is beside it
        QCOMPARE(sink.model.node("b")->attributes.at("age (text)"), std::string("old"));
    }

    void whatIsBeingWrittenIsReadOnceItStands()
    {
        write("source,target\na,b\n");
        QByteArray text = "source,target\na,b\n";
        int pushes = 0;
        const ReplaySink sink = run(8, [&](int look, ReplaySink& at) {
            if (look == 0)
                pushes = at.pushes;
            if (look < 5) {
                text += "b,n" + QByteArray::number(look) + '\n';
                write(text);
                QCOMPARE(at.pushes, pushes);
            }
        });
        QCOMPARE(sink.pushes, pushes + 1);
        QCOMPARE(sink.model.edges.size(), std::size_t(6));
        QCOMPARE(sink.reports, QStringList());
    }

    void ofOneThatIsHalfWrittenWhatItHeldBeforeStays_data()
    {
        QTest::addColumn<QByteArray>("half");
        QTest::addColumn<QString>("words");
        QTest::newRow("cut") << QByteArray("<graphml><graph edgedefault='directed'><node id='x'/>") << u"what it held before is shown"_qs;
        QTest::newRow("emptied") << QByteArray() << u"what it held before is shown"_qs;
        QTest::newRow("nothing in it yet") << QByteArray("<graphml><graph edgedefault='directed'/></graphml>") << u"holds no graph"_qs;
    }

    void ofOneThatIsHalfWrittenWhatItHeldBeforeStays()
    {
        QFETCH(QByteArray, half);
        QFETCH(QString, words);
        const QByteArray head = "<graphml><graph edgedefault='directed'>", end = "</graph></graphml>";
        write(head + "<node id='a'/><node id='b'/><edge source='a' target='b'/>" + end);
        const ReplaySink sink = run(8, [&](int look, ReplaySink& at) {
            if (look == 0)
                write(half);
            if (look == 4) {
                QCOMPARE(at.model.edgesByKey(), std::multiset<std::string>{"a b"});
                QCOMPARE(at.model.nodes.size(), std::size_t(2));
                QCOMPARE(at.reports.size(), 1);
                QVERIFY2(at.reports[0].contains(words) && at.reports[0].contains(u"it is read again when it changes"_qs),
                         qPrintable(at.reports[0]));
                write(head + "<node id='a'/><node id='c'/><edge source='a' target='c'/>" + end);
            }
        });
        QVERIFY(m_ran.has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.edgesByKey(), std::multiset<std::string>{"a c"});
        QCOMPARE(sink.reports.size(), 1);
    }

    void oneThatIsBrokenAtFirstIsMended()
    {
        write("<graphml><graph edgedefault='directed'><node id='a'/><node id='b'/>");
        const ReplaySink sink = run(3, [&](int look, ReplaySink& at) {
            if (look == 0) {
                QCOMPARE(at.model.nodes.size(), std::size_t(2));   // what came before the fault
                QCOMPARE(at.reports.size(), 1);
                write("<graphml><graph edgedefault='directed'><node id='a'/></graph></graphml>");
            }
        });
        QVERIFY(m_ran.has_value());
        QCOMPARE(sink.model.nodes.size(), std::size_t(1));
    }

    void oneThatVanishesIsAwaited()
    {
        write("source,target\na,b\n");
        const ReplaySink sink = run(9, [&](int look, ReplaySink& at) {
            if (look == 0)
                QVERIFY(QFile::remove(m_path));
            if (look == 4) {
                QCOMPARE(at.reports.size(), 1);
                QVERIFY2(at.reports[0].contains(u"is gone; what it held is shown"_qs), qPrintable(at.reports[0]));
                QCOMPARE(at.model.edgesByKey(), std::multiset<std::string>{"a b"});
                write("source,target\na,b\nb,c\n");
            }
        });
        QVERIFY(m_ran.has_value());
        QCOMPARE(sink.model.edgesByKey(), (std::multiset<std::string>{"a b", "b c"}));
        QCOMPARE(sink.reports.size(), 1);
    }

    void aTableOfNodesBesideItIsWatchedAsWell()
    {
        write("source,target\na,b\n");
        const QString nodes = m_folder.filePath(u"nodes.csv"_qs);
        const auto writeNodes = [&](const QByteArray& text) {
            QFile file(nodes);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(text);
        };
        writeNodes("Id,Label\na,Ada\nb,Bob\n");
        const ReplaySink sink = run(
            3,
            [&](int look, ReplaySink&) {
                if (look == 0)
                    writeNodes("Id,Label\na,Ada Lovelace\nb,Bob\n");
            },
            ",nodes=" + nodes.toStdString() + ",watch=yes");
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("a")->label, std::string("Ada Lovelace"));
        QCOMPARE(sink.model.edgesByKey(), std::multiset<std::string>{"a b"});
    }

    void whatIsNotThereAtFirstIsAnError()
    {
        const ReplaySink sink = run(3, [](int, ReplaySink&) {});
        QVERIFY(!m_ran && m_ran.error().text.find("cannot be opened") != std::string::npos);
        QCOMPARE(sink.waits, 0);
    }

    void whatWasLeftOutIsSaidOfEachReading()
    {
        write("source,target\na,b\nc,\n");
        const ReplaySink sink = run(6, [&](int look, ReplaySink&) {
            if (look == 0)
                write("source,target\na,b\nc,\n,d\n");
            if (look == 3)
                write("source,target\na,b\n");
        });
        QCOMPARE(sink.reports.size(), 2);
        QVERIFY2(sink.reports[0].contains(u"1 edge left out"_qs), qPrintable(sink.reports[0]));
        QVERIFY2(sink.reports[1].contains(u"2 edges left out"_qs), qPrintable(sink.reports[1]));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_WatchedFile)
#include "tst_watched_file.moc"
