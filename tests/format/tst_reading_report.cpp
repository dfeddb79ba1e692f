#include "support/test_program.h"
#include "format/reading_report.h"
#include <QtTest/QtTest>

using namespace weir::format;

class tst_ReadingReport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasLeftOutHasANumberAndItsFirstPlace()
    {
        ReadingReport report;
        QVERIFY(report.empty());
        QCOMPARE(report.sentence(5204, 1), std::string("5,204 nodes and 1 edge"));
        report.leaveOut("row", 17, "the target is empty");
        QCOMPARE(report.text(), std::string("1 row left out (line 17: the target is empty)"));
        report.leaveOut("weight", 18, "\"x\" is not a number");
        report.leaveOut("row", 20, "another cause");
        report.passOver("age");
        report.passOver("city");
        report.passOver("age");
        report.note("the file has 2 graphs, which are shown as one");
        QCOMPARE(report.sentence(1234567, 0),
                 std::string("1,234,567 nodes and 0 edges; 2 rows left out (first line 17: the target is empty); 1 weight left out (line 18: \"x\" is not a number); "
                             "passed over: age, city; the file has 2 graphs, which are shown as one"));
    }

    void severalAreLeftOutAtOnce()
    {
        ReadingReport report;
        report.leaveOut("edge", 3, "too many", 8'000'000);
        report.leaveOut("edge", 4, "another cause");
        QCOMPARE(report.text(), std::string("8,000,001 edges left out (first line 3: too many)"));
    }

    void aReportStaysShortHoweverBadTheFileIs()
    {
        ReadingReport report;
        for (int i = 0; i < 100'000; ++i) {
            report.leaveOut("kind " + std::to_string(i), 1, std::string(10'000, 'x'));
            report.passOver("column " + std::to_string(i));
            report.note("note " + std::to_string(i));
        }
        QVERIFY(report.text().size() < 8'000);
    }
};

WEIR_TEST_IN(QCoreApplication, tst_ReadingReport)
#include "tst_reading_report.moc"
