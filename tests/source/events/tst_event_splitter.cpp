#include "support/test_program.h"
#include "source/events/event_splitter.h"
#include <QtTest/QtTest>

using namespace weir::source;

namespace {

QStringList cut(const std::string& text, std::size_t piece)
{
    EventSplitter splitter;
    QStringList seen;
    const auto takeAll = [&] {
        while (const auto one = splitter.next())
            seen << u"%1 %2"_qs.arg(one->line).arg(one->tooLong ? u"too long"_qs : QString::fromUtf8(one->text).replace(u'\n', u'/').replace(u'\r', u'/'));
    };
    for (std::size_t at = 0; at < text.size(); at += piece) {
        splitter.append(std::string_view(text).substr(at, piece));
        takeAll();
    }
    splitter.finish();
    takeAll();
    return seen;
}

} // namespace

class tst_EventSplitter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectsAreCutWhereverThePiecesEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("cut");
        QTest::newRow("line ends") << QByteArray("\xef\xbb\xbf{\"a\":1}\r\n{}\n\n{}\r{\"b\":2}") << QStringList{u"1 {\"a\":1}"_qs, u"2 {}"_qs, u"4 {}"_qs, u"5 {\"b\":2}"_qs};
        QTest::newRow("LF CR") << QByteArray("{}\n\r{}\n\r") << QStringList{u"1 {}"_qs, u"3 {}"_qs};
        QTest::newRow("several a line") << QByteArray("{\"a\":{}}{\"b\":{}} {}\n{}") << QStringList{u"1 {\"a\":{}}"_qs, u"1 {\"b\":{}}"_qs, u"1 {}"_qs, u"2 {}"_qs};
        QTest::newRow("joined files") << QByteArray("{}\n\xef\xbb\xbf{}") << QStringList{u"1 {}"_qs, u"2 {}"_qs};
        QTest::newRow("many lines") << QByteArray("{\n \"a\": [\n  {\"b\": 1},\n  {}\n ]\r\n}\n{}") << QStringList{u"1 {/ \"a\": [/  {\"b\": 1},/  {}/ ]//}"_qs, u"7 {}"_qs};
        QTest::newRow("brackets in texts") << QByteArray("{\"a\":\"}{][\\\"}\\\\\"}\n{}") << QStringList{u"1 {\"a\":\"}{][\\\"}\\\\\"}"_qs, u"2 {}"_qs};
        QTest::newRow("no objects") << QByteArray("HTTP/1.1 200 OK\r\n\r\n12\r\n[1]\r\n{}\r\n") << QStringList{u"1 HTTP/1.1 200 OK"_qs, u"3 12"_qs, u"4 [1]"_qs, u"5 {}"_qs};
        QTest::newRow("text behind") << QByteArray("{} x y\n{}") << QStringList{u"1 {}"_qs, u"1 x y"_qs, u"2 {}"_qs};
        QTest::newRow("commas between") << QByteArray("{\"a\":1},\n{},{}\n") << QStringList{u"1 {\"a\":1}"_qs, u"2 {}"_qs, u"2 {}"_qs};
        QTest::newRow("cut short") << QByteArray("{\"a\":{\"b\"\n{\"c\":{}}\n") << QStringList{u"1 {\"a\":{\"b\""_qs, u"2 {\"c\":{}}"_qs};
        QTest::newRow("cut behind a colon") << QByteArray("{\"a\":\n{\"b\":{}}\n{\"c\":{}}\n") << QStringList{u"1 {\"a\":"_qs, u"2 {\"b\":{}}"_qs, u"3 {\"c\":{}}"_qs};
        QTest::newRow("cut in a text") << QByteArray("{\"a\":\"b\n{\"c\":{}}\r\n") << QStringList{u"1 {\"a\":\"b"_qs, u"2 {\"c\":{}}"_qs};
        QTest::newRow("cut at the end") << QByteArray("{\"a\":\r\n{\"b\":1,\r\n\"c\"") << QStringList{u"1 {\"a\":"_qs, u"2 {\"b\":1,"_qs, u"3 \"c\""_qs};
        QTest::newRow("wrong bracket") << QByteArray("{\"a\":[}\n{}") << QStringList{u"1 {\"a\":[}"_qs, u"2 {}"_qs};
    }

    void objectsAreCutWhereverThePiecesEnd()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, cut);
        for (std::size_t piece = 1; piece <= std::size_t(text.size()); ++piece)
            QCOMPARE(::cut(text.toStdString(), piece), cut);
    }

    void anObjectIsThereBeforeItsLineEnds()
    {
        EventSplitter splitter;
        splitter.append("{\"a\":{");
        QVERIFY(!splitter.next());
        splitter.append("}}");
        QVERIFY(splitter.next());
    }

    void ofWhatIsTooLongNothingIsKept()
    {
        const std::string next = "\n{}\n";
        QCOMPARE(cut(std::string(3'000'000, 'x') + next, 100'000), QStringList({u"1 too long"_qs, u"2 {}"_qs}));
        QCOMPARE(cut("{\"a\":\"" + std::string(3'000'000, 'x') + next, 100'000), QStringList({u"1 too long"_qs, u"2 {}"_qs}));
        QCOMPARE(cut("{\"a\":" + std::string(3'000'000, ' ') + next, 100'000), QStringList({u"1 too long"_qs, u"2 {}"_qs}));
    }

    void whatNeverClosesIsLookedAtAFewTimesOnly()
    {
        std::string text;
        for (int i = 0; i < 50'000; ++i)
            text += "{\"a\":\n";
        QCOMPARE(cut(text, 65'536).size(), 50'000);
        text.clear();
        for (int i = 0; i < 50'000; ++i)
            text += "{\"a\":{\"b\":[\n";
        QCOMPARE(cut(text, 65'536).size(), 50'000);
    }

    void aWriterThatGoesEndsItsLine()
    {
        EventSplitter splitter;
        splitter.append("{\"a\":");
        splitter.finish();
        QVERIFY(splitter.next());
        QVERIFY(!splitter.next());
        splitter.append("{}\n");
        const auto text = splitter.next();
        QVERIFY(text && text->line == 2 && text->text == "{}");
    }
};

WEIR_TEST_IN(QCoreApplication, tst_EventSplitter)
#include "tst_event_splitter.moc"
