#include "common/run_marker.h"
#include "support/test_program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using weir::app::RunMarker;

class tst_RunMarker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodEndLeavesNothing();
    void aFaultIsToldOnceWithWhatWasShown_data();
    void aFaultIsToldOnceWithWhatWasShown();
    void whatIsKilledIsNoFault();
    void aWindowThatStillRunsIsNoFault();
    void anotherProcessOfThatNumberIsNotThatRun();
    void aFolderThatCannotBeMadeRemembersNothing();
};

namespace {

/// A process that shows `shown` and ends by this signal; how it ended.
int runAndEndBy(int number, const QString& folder, const QString& shown)
{
    const pid_t child = fork();
    if (child == 0) {
        const rlimit noCore{0, 0};
        setrlimit(RLIMIT_CORE, &noCore);
        RunMarker marker(folder);
        marker.setShown(QStringLiteral("something much longer that was shown before"));
        marker.setShown(shown);
        (void)std::raise(number);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

qsizetype filesIn(const QTemporaryDir& folder) { return QDir(folder.path()).entryList(QDir::Files).size(); }

} // namespace

void tst_RunMarker::aGoodEndLeavesNothing()
{
    const QTemporaryDir folder;
    {
        RunMarker marker(folder.path());
        QCOMPARE(marker.takeFault(), std::nullopt);
        marker.setShown(QStringLiteral("debian"));
        QCOMPARE(filesIn(folder), 1);
    }
    QCOMPARE(filesIn(folder), 0);
}

void tst_RunMarker::aFaultIsToldOnceWithWhatWasShown_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("a wrong address") << SIGSEGV;
    QTest::newRow("an assertion") << SIGABRT;
    QTest::newRow("a wrong instruction") << SIGILL;
}

void tst_RunMarker::aFaultIsToldOnceWithWhatWasShown()
{
    QFETCH(int, number);
    const QTemporaryDir folder;
    QCOMPARE(runAndEndBy(number, folder.path(), QStringLiteral("file:हिन्दी.csv")), number);   // and is still seen as what it is
    RunMarker marker(folder.path());
    QCOMPARE(marker.takeFault(), std::optional(QStringLiteral("file:हिन्दी.csv")));
    QCOMPARE(marker.takeFault(), std::nullopt);
}

void tst_RunMarker::whatIsKilledIsNoFault()
{
    const QTemporaryDir folder;
    QCOMPARE(runAndEndBy(SIGKILL, folder.path(), QStringLiteral("proc")), SIGKILL);
    QCOMPARE(filesIn(folder), 1);
    RunMarker marker(folder.path());
    QCOMPARE(marker.takeFault(), std::nullopt);
    QCOMPARE(filesIn(folder), 1);   // its own
}

void tst_RunMarker::aWindowThatStillRunsIsNoFault()
{
    const QTemporaryDir folder;
    RunMarker first(folder.path());
    const QString own = QDir(folder.path()).entryList(QDir::Files).value(0);
    // As it is while the fault of a run is being written: marked, and the process is there.
    QFile file(QDir(folder.path()).filePath(own));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.write("f"), 1);
    file.close();
    const pid_t child = fork();
    if (child == 0) {
        RunMarker second(folder.path());
        _exit(second.takeFault() ? 1 : 0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
}

void tst_RunMarker::anotherProcessOfThatNumberIsNotThatRun()
{
    const QTemporaryDir folder;
    QFile file(QDir(folder.path()).filePath(QStringLiteral("run-%1-1").arg(getpid())));   // the first tick of the machine
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("fproc"), 5);
    file.close();
    RunMarker marker(folder.path());
    QCOMPARE(marker.takeFault(), std::optional(QStringLiteral("proc")));
}

void tst_RunMarker::aFolderThatCannotBeMadeRemembersNothing()
{
    RunMarker marker(QStringLiteral("/proc/none/here"));
    marker.setShown(QStringLiteral("proc"));
    QCOMPARE(marker.takeFault(), std::nullopt);
}

WEIR_TEST(tst_RunMarker)
#include "tst_run_marker.moc"
