#include "replay_sink.h"
#include "source/events/event_line.h"
#include "source/line_splitter.h"
#include "source/catalogue.h"
#include "support/test_program.h"
#include <fcntl.h>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace weir;
using namespace weir::source;

namespace {

void write(const QString& path, const QByteArray& text, QIODevice::OpenMode mode = QIODevice::WriteOnly)
{
    QFile file(path);
    QVERIFY(file.open(mode));
    QCOMPARE(file.write(text), text.size());
}

/// With the quotes that JSON wants.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

std::unique_ptr<Source> eventsFrom(const QString& path)
{
    auto source = makeSource("events:" + path.toStdString());
    return source ? std::move(*source) : nullptr;
}

} // namespace

class tst_Events final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"events.jsonl"_qs);

    /// What `lines` make, with the reports.
    struct Fed {
        ReplayModel model;
        QStringList reports;
    };
    Fed feed(const QByteArray& lines)
    {
        write(m_path, lines);
        const auto source = eventsFrom(m_path);
        ReplaySink sink(source->schema(), [](int wait) { return wait < 30; });
        if (const auto ran = source->run(sink, {}); !ran)
            sink.reports << QString::fromStdString(ran.error().text);
        return {sink.model, sink.reports};
    }

private Q_SLOTS:
    void linesAreCutWhereverThePiecesEnd()
    {
        const std::string text = "\xef\xbb\xbfone\r\ntwo\n\nfour";
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            LineSplitter lines;
            QStringList seen;
            for (std::size_t at = 0; at < text.size(); at += piece) {
                lines.append(std::string_view(text).substr(at, piece));
                while (const auto line = lines.next())
                    seen << u"%1 %2"_qs.arg(line->number).arg(QString::fromUtf8(line->text));
            }
            if (const auto line = lines.finish())
                seen << u"%1 %2"_qs.arg(line->number).arg(QString::fromUtf8(line->text));
            QCOMPARE(seen, QStringList({u"1 one"_qs, u"2 two"_qs, u"3 "_qs, u"4 four"_qs}));
        }
    }

    void ofALineThatIsTooLongNothingIsKept()
    {
        LineSplitter lines;
        for (int i = 0; i < 40; ++i) {
            lines.append(std::string(100000, 'x'));
            QVERIFY(!lines.next());
            QVERIFY(lines.unfinished().size() <= LineSplitter::mostLineBytes);
        }
        lines.append("\nnext\n");
        const auto line = lines.next();
        QVERIFY(line && line->tooLong && line->number == 1 && line->text.empty());
        QCOMPARE(std::string(lines.next()->text), std::string("next"));
    }

    void theGephiVocabularyIsUnderstood()
    {
        const Fed fed = feed(json("{'an':{'A':{'label':'first','size':2,'x':1.5,'y':-2},'B':{'r':1,'g':0.5,'b':0}}}\n"
                                  "{'an':{'C':{'color':'#102030','category':'web'}},'ae':{'AB':{'source':'A','target':'"
                                  "B','directed':false,'weight':3}}}\n"
                                  "{'ae':{'BC':{'source':'B','target':'C'},'CC':{'source':'C','target':'C'}}}\n"
                                  "{'cn':{'A':{'size':4,'unknown':[1,2]}},'ce':{'AB':{'weight':5}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.nodes.size(), std::size_t(3));
        const ReplayModel::Node& a = *fed.model.node("A");
        QCOMPARE(a.label, std::string("first"));
        QVERIFY(a.positioned && a.x == 1.5F && a.y == -2 && a.size == 4);
        QCOMPARE(fed.model.node("B")->colour, 0xffff8000U);
        QVERIFY(!fed.model.node("B")->positioned);
        QCOMPARE(fed.model.node("C")->colour, 0xff102030U);
        QCOMPARE(fed.model.edgesByKey(), (std::multiset<std::string>{"A B", "B C", "C C"}));
        QVERIFY(!fed.model.edge("A", "B")->directed && fed.model.edge("A", "B")->weight == 5);
        QVERIFY(fed.model.edge("B", "C")->directed);
    }

    void removingANodeTakesItsEdgesAlong()
    {
        const Fed fed = feed(json(
            "{'an':{'A':{},'B':{},'C':{}},'ae':{'AB':{'source':'A','target':'B'},'BC':{'source':'B','target':'C'}}}\n"
            "{'dn':{'B':{}}}\n"
            "{'an':{'B':{'label':'again'}},'ae':{'AB':{'source':'B','target':'A'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"B A"});
        QCOMPARE(fed.model.node("B")->label, std::string("again"));
    }

    void anEdgeAddedAgainWithOtherEndsIsReplaced()
    {
        const Fed fed = feed(json("{'an':{'A':{},'B':{},'C':{}},'ae':{'e':{'source':'A','target':'B'}}}\n"
                                  "{'ae':{'e':{'target':'C'}}}\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.breaches, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A C"});
    }

    void theOrderOfMembersInALineDoesNotMatter()
    {
        const Fed fed = feed(json("{'dn':{'X':{}},'ae':{'AB':{'source':'A','target':'B'}},'an':{'B':{},'A':{},'X':{}}}"
                                  "\n"));
        QCOMPARE(fed.reports, QStringList());
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A B"});
        QVERIFY(!fed.model.node("X"));
    }

    void categoriesOfAFileKeepTheirNames()
    {
        QByteArray lines;
        for (int i = 0; i < 12; ++i)
            lines +=
                "{\"an\":{\"n" + QByteArray::number(i) + "\":{\"category\":\"kind " + QByteArray::number(i) + "\"}}}\n";
        write(m_path, lines);
        const auto source = eventsFrom(m_path);
        QCOMPARE(source->schema().nodeCategories.size(), std::size_t(8));
        QCOMPARE(source->schema().nodeCategories[1], std::string("kind 0"));
        ReplaySink sink(source->schema());
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("n2")->category, std::uint16_t(3));
        QCOMPARE(sink.model.node("n11")->category, std::uint16_t(7));
    }

    void aBadLineIsReportedWithItsNumberAndWhollySkipped_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("cause");
        const QDir folder(QStringLiteral(WEIR_TEST_DIR "/bad_inputs/events"));
        const QStringList names = folder.entryList({u"*.json"_qs}, QDir::Files, QDir::Name);
        QVERIFY(!names.isEmpty());
        for (const QString& name : names) {
            QFile file(folder.filePath(name)), expected(folder.filePath(name.chopped(5) + u".cause"_qs));
            QVERIFY(file.open(QIODevice::ReadOnly) && expected.open(QIODevice::ReadOnly));
            QTest::newRow(qPrintable(name))
                << file.readAll().trimmed() << QString::fromUtf8(expected.readAll()).trimmed();
        }
        QTest::newRow("NUL") << QByteArray("{\"an\":{\"Z\":{}}}\0", 16) << u"not JSON"_qs;
        QTest::newRow("not UTF-8") << QByteArray("{\"an\":{\"Z\":{\"label\":\"\xff\"}}}") << u"not JSON"_qs;
        QTest::newRow("long key") << "{\"an\":{\"" + QByteArray(1025, 'k') + "\":{}}}" << u"at most 1024"_qs;
        QTest::newRow("long label") << "{\"an\":{\"Z\":{\"label\":\"" + QByteArray(4097, 'k') + "\"}}}"
                                    << u"at most 4096"_qs;
        QTest::newRow("long line") << "{\"an\":{\"Z\":{}}" + QByteArray(1024 * 1024, ' ') + "}"
                                   << u"longer than 1048576"_qs;
    }

    void aBadLineIsReportedWithItsNumberAndWhollySkipped()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, cause);
        const QByteArray before = json("{'an':{'A':{},'B':{}},'ae':{'AB':{'source':'A','target':'B'}}}");
        const Fed fed = feed(before + '\n' + line + "\n{\"an\":{\"after\":{}}}\n");
        QCOMPARE(fed.reports.size(), 1);
        QVERIFY2(fed.reports[0].contains(u"events.jsonl:2: "_qs), qPrintable(fed.reports[0]));
        QVERIFY2(fed.reports[0].contains(cause), qPrintable(fed.reports[0]));
        QVERIFY2(fed.reports[0].size() < 500, qPrintable(fed.reports[0]));
        QCOMPARE(fed.model.nodes.size(), std::size_t(3));
        QVERIFY(fed.model.node("after"));
        QCOMPARE(fed.model.edgesByKey(), std::multiset<std::string>{"A B"});
    }

    void reportsOfAFileOfRubbishAreFew()
    {
        QByteArray lines;
        for (int i = 0; i < 5000; ++i)
            lines += "rubbish\n";
        const Fed fed = feed(lines);
        QCOMPARE(fed.reports.size(), 100);
        QVERIFY(fed.reports.last().contains(u"without a word"_qs));
    }

    void aFileIsFollowedAsItGrowsAndFromItsStartWhenCut()
    {
        write(m_path, "{\"an\":{\"A\":{}}}\n{\"an\":{\"B\"");
        const auto source = eventsFrom(m_path);
        QStringList nodeCounts;
        ReplaySink* seen = nullptr;
        ReplaySink sink(source->schema(), [&](int wait) {
            nodeCounts << QString::number(seen->model.nodes.size());
            if (wait == 0)
                write(m_path, ":{}}}\n", QIODevice::Append);
            if (wait == 1)
                write(m_path, "{\"an\":{\"C\":{}}}\n");
            if (wait == 2) {
                const QString other = m_folder.filePath(u"other"_qs);
                write(other, "{\"an\":{\"D\":{}}}\nrubbish\n{\"an\":{\"E\":{}}}\n");
                QFile::remove(m_path);
                QFile::rename(other, m_path);
            }
            return wait < 3;
        });
        seen = &sink;
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(nodeCounts, QStringList({u"1"_qs, u"2"_qs, u"3"_qs, u"5"_qs}));
        QCOMPARE(sink.reports.size(), 1);
        QVERIFY(sink.reports[0].contains(u":2: "_qs));
    }

    void aLastLineWithoutAnEndCountsOnceNothingFollows()
    {
        const Fed fed = feed("{\"an\":{\"A\":{}}}");
        QCOMPARE(fed.reports, QStringList());
        QVERIFY(fed.model.node("A"));
    }

    void aFifoIsReadThroughSeveralWriters()
    {
        const QString path = m_folder.filePath(u"fifo"_qs);
        QCOMPARE(::mkfifo(path.toUtf8().constData(), 0600), 0);
        const auto source = eventsFrom(path);
        const auto writeOnce = [&](const QByteArray& text) {
            const int writer = ::open(path.toUtf8().constData(), O_WRONLY | O_NONBLOCK);
            QVERIFY(writer >= 0);
            QCOMPARE(::write(writer, text.constData(), std::size_t(text.size())), ssize_t(text.size()));
            ::close(writer);
        };
        ReplaySink sink(source->schema(), [&](int wait) {
            if (wait == 0)
                writeOnce("{\"an\":{\"A\":{}}}\n");
            if (wait == 3)
                writeOnce("{\"an\":{\"B\":{}}}");   // the writer goes without a line end
            if (wait == 6)
                writeOnce("{\"an\":{\"C\":{}}}\n");
            return wait < 9;
        });
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.reports, QStringList());
        QCOMPARE(sink.model.nodes.size(), std::size_t(3));
    }

    void standardInputEndsTheSource()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const QByteArray text = "{\"an\":{\"A\":{}}}\n{\"an\":{\"B\":{}}}";
        QCOMPARE(::write(ends[1], text.constData(), std::size_t(text.size())), ssize_t(text.size()));
        ::close(ends[1]);
        const int kept = ::dup(STDIN_FILENO);
        ::dup2(ends[0], STDIN_FILENO);
        const auto source = eventsFrom(u"-"_qs);
        ReplaySink sink(source->schema(), [](int wait) { return wait < 100; });
        const bool ran = source->run(sink, {}).has_value();
        ::dup2(kept, STDIN_FILENO);
        ::close(kept);
        ::close(ends[0]);
        QVERIFY(ran);
        QCOMPARE(sink.model.nodes.size(), std::size_t(2));
        QCOMPARE(sink.waits, 0);
    }

    void whatCannotBeOpenedIsAnErrorInWords()
    {
        const auto absent = eventsFrom(m_folder.filePath(u"absent"_qs));
        ReplaySink sink(absent->schema());
        const auto ran = absent->run(sink, {});
        QVERIFY(!ran && ran.error().text.find("No such file") != std::string::npos);
        const auto folder = eventsFrom(m_folder.path());
        QVERIFY(!folder->run(sink, {}));
        QVERIFY(!makeSource("events"));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_Events)
#include "tst_events.moc"
