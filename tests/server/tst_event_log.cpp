#include "server/event_log.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::server::EventLog;

class tst_EventLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEventIsALineOfNamesAndValues();
    void noValueForgesALine();
    void aLongValueIsCut();
    void anAttackWritesFewLinesAndThenHowManyWereLeftOut();
    void oneEventTakesNothingFromAnother();
    void whatWasLeftOutIsToldAlsoWhenNothingFollows();
};

namespace {

struct Written {
    QStringList lines;
    EventLog log{[this](const QString& line) { lines << line; }};
};

const TimePoint start = TimePoint{} + 100s;

} // namespace

void tst_EventLog::anEventIsALineOfNamesAndValues()
{
    Written w;
    w.log.write("closed", {{"peer", QStringLiteral("[::1]:4711")}, {"code", QStringLiteral("4006")}, {"reason", QStringLiteral("too \"many\"")}, {"origin", {}}}, start);
    QCOMPARE(w.lines, QStringList{QStringLiteral("event=closed peer=[::1]:4711 code=4006 reason=\"too \\\"many\\\"\" origin=\"\"")});
}

void tst_EventLog::noValueForgesALine()
{
    Written w;
    w.log.write("closed", {{"reason", QStringLiteral("bye\nevent=connected peer=x\r\x1b[2J\u2028")}}, start);
    QCOMPARE(w.lines, QStringList{QStringLiteral("event=closed reason=\"bye event=connected peer=x  [2J \"")});
}

void tst_EventLog::aLongValueIsCut()
{
    Written w;
    w.log.write("closed", {{"reason", QString(100'000, u'x')}}, start);
    QVERIFY(w.lines[0].size() < 2 * EventLog::longestValue);
}

void tst_EventLog::anAttackWritesFewLinesAndThenHowManyWereLeftOut()
{
    Written w;
    for (int i = 0; i < 10'000; ++i)
        w.log.write("refused", {{"peer", QStringLiteral("x")}}, start);
    QCOMPARE(w.lines.size(), qsizetype{EventLog::linesPerSecond});
    w.log.write("refused", {{"peer", QStringLiteral("y")}}, start + 1s);
    QCOMPARE(w.lines.size(), qsizetype{EventLog::linesPerSecond + 2});
    QCOMPARE(w.lines[EventLog::linesPerSecond], QStringLiteral("event=refused left_out=9980"));
    QCOMPARE(w.lines.last(), QStringLiteral("event=refused peer=y"));
}

void tst_EventLog::oneEventTakesNothingFromAnother()
{
    Written w;
    for (int i = 0; i < 100; ++i)
        w.log.write("refused", {}, start);
    w.log.write("connected", {}, start);
    QCOMPARE(w.lines.last(), QStringLiteral("event=connected"));
}

void tst_EventLog::whatWasLeftOutIsToldAlsoWhenNothingFollows()
{
    Written w;
    for (std::uint32_t i = 0; i < EventLog::linesPerSecond + 3; ++i)
        w.log.write("refused", {}, start);
    w.log.flush(start + 500ms);
    QCOMPARE(w.lines.size(), qsizetype{EventLog::linesPerSecond});
    w.log.flush(start + 1s);
    w.log.flush(start + 2s);
    QCOMPARE(w.lines.size(), qsizetype{EventLog::linesPerSecond + 1});
    QCOMPARE(w.lines.last(), QStringLiteral("event=refused left_out=3"));
}

WEIR_TEST(tst_EventLog)
#include "tst_event_log.moc"
