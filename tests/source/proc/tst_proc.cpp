#include "replay_sink.h"
#include "source/catalogue.h"
#include "source/proc/proc_source.h"
#include "source/proc/process_table.h"
#include "source/proc/socket_table.h"
#include "support/test_program.h"
#include <bit>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace weir;
using namespace weir::source;
using namespace std::chrono_literals;

namespace {

/// A folder that looks like /proc.
class FakeProc final {
public:
    FakeProc() { uptime(100); }

    [[nodiscard]] std::string path() const { return m_folder.path().toStdString(); }

    void uptime(double seconds) { write(u"uptime"_qs, QByteArray::number(seconds, 'f', 2) + " 1.0\n"); }

    void process(int pid, int parent, const QByteArray& name, int ticks = 0, int pages = 0, int start = 7,
                 unsigned flags = 0)
    {
        write(QString::number(pid) + u"/stat"_qs,
              QByteArray::number(pid) + " (" + name + ") S " + QByteArray::number(parent) + " 1 1 0 -1 "
                  + QByteArray::number(flags) + " 0 0 0 0 " + QByteArray::number(ticks) + " 0 0 0 20 0 1 0 "
                  + QByteArray::number(start) + " 4096 " + QByteArray::number(pages) + " 18446744073709551615 0 0\n");
    }

    void commandLine(int pid, const QByteArray& words) { write(QString::number(pid) + u"/cmdline"_qs, words); }

    void openSocket(int pid, int descriptor, int inode)
    {
        const QString folder = m_folder.filePath(QString::number(pid) + u"/fd"_qs);
        QDir().mkpath(folder);
        QFile::link(u"socket:[%1]"_qs.arg(inode), folder + u'/' + QString::number(descriptor));
    }

    void gone(int pid) { QDir(m_folder.filePath(QString::number(pid))).removeRecursively(); }

    void write(const QString& name, const QByteArray& text)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }

private:
    QTemporaryDir m_folder;
};

ProcSource::Config configOf(const FakeProc& proc, std::vector<UnixPeers> peers = {})
{
    return {proc.path(), 250ms, [peers] { return peers; }};
}

constexpr char tcpHead[] =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

} // namespace

class tst_Proc final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameMayHoldBlanksAndBrackets()
    {
        const auto process =
            parseProcessStat("42 (a) b (c)) R 7 1 1 0 -1 2097152 0 0 0 0 11 22 0 0 20 -5 1 0 333 4096 55 1 0");
        QVERIFY(process.has_value());
        QCOMPARE(process->name, std::string("a) b (c)"));
        QCOMPARE(process->pid, 42);
        QCOMPARE(process->parent, 7);
        QVERIFY(process->kernelThread);
        QCOMPARE(process->cpuTicks, std::uint64_t(33));
        QCOMPARE(process->startTicks, std::uint64_t(333));
        QCOMPARE(process->memoryPages, std::uint64_t(55));
        QCOMPARE(process->state, 'R');
        QCOMPARE(process->threads, std::uint64_t(1));
        QCOMPARE(process->nice, std::int64_t(-5));
    }

    void aStatCutAnywhereIsNoProcessOrAWholeOne()
    {
        const std::string stat = "42 (x) R 7 1 1 0 -1 0 0 0 0 0 11 22 0 0 20 0 1 0 333 4096 55 1 0";
        for (std::size_t bytes = 0; bytes < stat.find("55"); ++bytes)
            QVERIFY(!parseProcessStat(std::string_view(stat).substr(0, bytes)));
        QVERIFY(parseProcessStat(stat).has_value());
    }

    void tcpTablesAreRead()
    {
        const auto sockets = parseTcpSockets(std::string(tcpHead)
                                             + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 "
                                               "00000000     0        0 111 1 0 100 0\n"
                                               "   9: 0100007F:1F90 0100007F:C350 0D 0:0 00:0 0 0 0 444 1\n"
                                               "   1: 0000000000000000FFFF00000100007F:1F90 "
                                               "0000000000000000FFFF00000100007F:C350 08 1F:A 00:0 0 0 0 222 1\n"
                                               "   2: 00000000000000000000000001000000:0016 "
                                               "00000000000000000000000001000000:0017 01 0:0 00:0 0 0 0 333 1\n"
                                               "   3: rubbish\n   4: 0100007F:1F90 0100007F:C350 01\n");
        if constexpr (std::endian::native == std::endian::little) {
            QCOMPARE(sockets.size(), std::size_t(3));
            QVERIFY(sockets[0].listening && !sockets[0].connected && sockets[0].localPort == 8080
                    && sockets[0].inode == 111);
            QCOMPARE(sockets[0].localHost, std::string("127.0.0.1"));
            QCOMPARE(sockets[1].localHost, std::string("127.0.0.1"));
            QVERIFY(sockets[1].connected && sockets[1].remotePort == 50000);
            QCOMPARE(sockets[1].state, std::string_view("close wait"));
            QCOMPARE(sockets[1].sendQueue, 31U);
            QCOMPARE(sockets[1].receiveQueue, 10U);
            QCOMPARE(sockets[2].remoteHost, std::string("::1"));
        }
    }

    void aProcessThatBecomesAnotherProgramIsRenamed()
    {
        FakeProc proc;
        proc.process(1, 0, "init", 0, 256);
        proc.process(10, 1, "shell");
        proc.commandLine(10, QByteArray("shell\0", 6));
        ProcSource source(configOf(proc));
        ReplaySink sink(source.schema(), [&](int wait) {
            proc.process(10, 1, "worker");   // exec() keeps number and start
            proc.commandLine(10, QByteArray("worker\0--fast\0", 14));
            return wait < 1;
        });
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.node("10")->label, std::string("worker --fast"));
    }

    void processesHaveParentsValuesAndKinds()
    {
        FakeProc proc;
        proc.process(1, 0, "init", 0, 256);
        proc.process(2, 0, "kthreadd", 0, 0, 7, 0x200000);
        proc.process(10, 1, "worker", 100, 25600);
        proc.commandLine(10, QByteArray("/usr/bin/worker\0--fast\n\xff\0", 26));
        proc.write(u"11/stat"_qs, "");   // just gone
        ProcSource source(configOf(proc));
        const double ticks = double(::sysconf(_SC_CLK_TCK)), page = double(::sysconf(_SC_PAGESIZE));
        std::vector<float> atFirst;
        ReplaySink* seen = nullptr;
        ReplaySink sink(source.schema(), [&](int wait) {
            if (wait == 0) {
                atFirst = seen->model.node("10")->values;
                proc.uptime(102);
                proc.process(10, 1, "worker", int(100 + ticks), 25600);   // one second of two
            }
            return wait < 1;
        });
        seen = &sink;
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.nodes.size(), std::size_t(3));
        QCOMPARE(atFirst[0], 0.0F);
        QCOMPARE(sink.model.node("10")->values[0], 50.0F);
        QCOMPARE(sink.model.node("10")->values[1], float(25600 * page / 1024 / 1024));
        QVERIFY(sink.model.node("10")->size > sink.model.node("1")->size);
        QCOMPARE(sink.model.node("10")->label, std::string("/usr/bin/worker --fast \xef\xbf\xbd"));
        QCOMPARE(sink.model.node("1")->label, std::string("init"));
        QCOMPARE(sink.model.node("2")->category, std::uint16_t(1));
        QCOMPARE(sink.model.edgesByKey(), std::multiset<std::string>{"1 10"});
        QVERIFY(sink.model.edge("1", "10")->directed);
    }

    void processesComeGoAndMoveToAnotherParent()
    {
        FakeProc proc;
        proc.process(1, 0, "init");
        proc.process(10, 1, "shell");
        proc.process(11, 10, "child");
        ProcSource source(configOf(proc));
        std::vector<std::multiset<std::string>> edges;
        ReplaySink* seen = nullptr;
        int pushes = 0;
        ReplaySink sink(source.schema(), [&](int wait) {
            edges.push_back(seen->model.edgesByKey());
            if (wait == 0) {
                proc.gone(10);
                proc.process(11, 1, "child");
            }
            if (wait == 1)
                proc.process(11, 1, "another of that number", 0, 0, 8);
            if (wait == 2)
                pushes = seen->pushes;
            return wait < 3;
        });
        seen = &sink;
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(edges[0], (std::multiset<std::string>{"1 10", "10 11"}));
        QCOMPARE(edges[1], (std::multiset<std::string>{"1 11"}));
        QCOMPARE(edges[2], (std::multiset<std::string>{"1 11"}));
        QCOMPARE(sink.model.node("11")->label, std::string("another of that number"));
        QVERIFY(sink.model.node("11")->generation != 0);
        QVERIFY(!sink.model.node("10"));
        QCOMPARE(sink.pushes, pushes);   // nothing changed, nothing sent
    }

    void socketsJoinProcessesAndRemotePeers()
    {
        if constexpr (std::endian::native != std::endian::little)
            QSKIP("the table below is that of a little-endian machine");
        FakeProc proc;
        for (const int pid : {10, 20, 30})
            proc.process(pid, 1, "p");
        proc.openSocket(10, 3, 100);   // server on 8080
        proc.openSocket(10, 4, 101);   // its end of the connection from 20
        proc.openSocket(20, 3, 102);
        proc.openSocket(20, 4, 103);   // to 192.0.2.1:443
        proc.openSocket(10, 5, 104);   // called by 192.0.2.9
        proc.openSocket(30, 3, 105);   // unix, to 20
        proc.openSocket(20, 5, 106);
        proc.write(u"net/tcp"_qs,
                   QByteArray(tcpHead)
                       + " 0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 100 1\n"
                         " 1: 0100007F:1F90 0100007F:C350 01 0:0 00:0 0 0 0 101 1\n"
                         " 2: 0100007F:C350 0100007F:1F90 01 0:0 00:0 0 0 0 102 1\n"
                         " 3: 0A000002:C351 010200C0:01BB 01 0:0 00:0 0 0 0 103 1\n"
                         " 4: 0A000002:1F90 090200C0:D431 01 0:0 00:0 0 0 0 104 1\n"
                         " 5: 0A000002:C352 070200C0:01BB 01 0:0 00:0 0 0 0 999 1\n");   // nobody's that we may see
        ProcSource source(configOf(proc, {{105, 106}, {106, 105}, {1, 2}}));
        ReplaySink* seen = nullptr;
        std::multiset<std::string> atFirst;
        ReplaySink sink(source.schema(), [&](int wait) {
            if (wait == 0) {
                atFirst = seen->model.edgesByKey();
                proc.uptime(100.5);
                proc.write(u"net/tcp"_qs, tcpHead);
            }
            if (wait == 1) {
                if (seen->model.edgesByKey() != atFirst)
                    return false;   // sockets are looked at once a second only
                proc.uptime(101.5);
            }
            return wait < 2;
        });
        seen = &sink;
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(atFirst, (std::multiset<std::string>{"10 192.0.2.9", "10 20", "20 192.0.2.1:443", "20 30"}));
        QCOMPARE(sink.model.edgesByKey(), (std::multiset<std::string>{"20 30"}));
        QCOMPARE(sink.model.nodes.size(), std::size_t(3));
    }

    void whatTheSystemSaysOfProcessesAreAttributes()
    {
        FakeProc proc;
        proc.write(u"stat"_qs, "cpu 1 2 3\nbtime 1000000\nprocesses 5\n");
        proc.process(1, 0, "init", 0, 0, 0);
        const auto ticks = static_cast<int>(::sysconf(_SC_CLK_TCK));
        proc.process(10, 1, "worker", 0, 0, 90 * ticks);
        proc.commandLine(10, QByteArray("/usr/bin/worker\0--fast\0", 23));
        proc.write(u"10/status"_qs, "Name:\tworker\nUid:\t4000000001\t4000000002\t0\t0\nGid:\t7\n");
        ProcSource source(configOf(proc));
        ReplaySink sink(source.schema(), [&](int wait) {
            if (wait == 0) {
                proc.write(u"10/stat"_qs, "10 (worker) D 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 25 5 17 0 " + QByteArray::number(90 * ticks)
                                              + " 4096 0 18446744073709551615 0 0\n");
            }
            return wait < 1;
        });
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        using Attributes = std::map<std::string, std::string>;
        QCOMPARE(sink.model.node("1")->attributes,
                 (Attributes{{"name", "init"}, {"nice", "0"}, {"started", "1970-01-12T13:46:40Z"}, {"state", "sleeping"}, {"threads", "1"}}));
        QCOMPARE(sink.model.node("10")->attributes,
                 (Attributes{{"command", "/usr/bin/worker --fast"}, {"name", "worker"}, {"nice", "5"}, {"started", "1970-01-12T13:48:10Z"},
                             {"state", "waiting for a device"}, {"threads", "17"}, {"user", "4000000002"}}));
        QCOMPARE(sink.model.edge("1", "10")->attributes, Attributes{});
    }

    void whatTheSystemSaysOfConnectionsAreAttributesOfTheirEdge()
    {
        if constexpr (std::endian::native != std::endian::little)
            QSKIP("the table below is that of a little-endian machine");
        FakeProc proc;
        for (const int pid : {10, 20, 30})
            proc.process(pid, 1, "p");
        proc.openSocket(20, 3, 100);   // listens on 8080
        proc.openSocket(20, 4, 101);   // its end of the connection from 10
        proc.openSocket(10, 3, 102);
        proc.openSocket(20, 5, 103);   // its end of a second one
        proc.openSocket(10, 4, 104);
        proc.openSocket(30, 3, 105);   // two to 192.0.2.1:443
        proc.openSocket(30, 4, 106);
        proc.openSocket(30, 5, 107);   // unix, to 20
        proc.openSocket(20, 6, 108);
        proc.write(u"net/tcp"_qs, QByteArray(tcpHead)
                                      + " 0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 100 1\n"
                                        " 1: 0100007F:1F90 0100007F:C350 01 1:2 00:0 0 0 0 101 1\n"
                                        " 2: 0100007F:C350 0100007F:1F90 01 4:8 00:0 0 0 0 102 1\n"
                                        " 3: 0100007F:1F90 0100007F:C351 08 0:0 00:0 0 0 0 103 1\n"
                                        " 4: 0100007F:C351 0100007F:1F90 05 0:0 00:0 0 0 0 104 1\n"
                                        " 5: 0A000002:C352 010200C0:01BB 01 10:20 00:0 0 0 0 105 1\n"
                                        " 6: 0A000002:C353 010200C0:01BB 02 0:0 00:0 0 0 0 106 1\n");
        ProcSource source(configOf(proc, {{107, 108, "unix stream"}, {108, 107, "unix stream"}}));
        ReplaySink sink(source.schema());
        QVERIFY(source.run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        using Attributes = std::map<std::string, std::string>;
        QCOMPARE(sink.model.node("20")->attributes.at("listens on"), std::string("8080"));
        QVERIFY(!sink.model.node("10")->attributes.contains("listens on"));
        QCOMPARE(sink.model.edge("10", "20")->attributes,
                 (Attributes{{"protocol", "tcp"}, {"local ports", "50000, 50001"}, {"remote ports", "8080"},
                             {"state", "close wait, closing, established"}, {"send queue", "6"}, {"receive queue", "9"}}));
        QCOMPARE(sink.model.edge("30", "192.0.2.1:443")->attributes,
                 (Attributes{{"protocol", "tcp"}, {"local ports", "50002, 50003"}, {"remote ports", "443"}, {"state", "connecting, established"},
                             {"send queue", "16"}, {"receive queue", "32"}}));
        QCOMPARE(sink.model.edge("20", "30")->attributes, (Attributes{{"protocol", "unix stream"}}));
        QCOMPARE(sink.model.edge("10", "20")->weight, 2.0F);
    }

    void withoutAProcFilesystemItSaysSo()
    {
        ProcSource source({"/nowhere", 250ms, [] { return std::vector<UnixPeers>(); }});
        ReplaySink sink(source.schema());
        const auto ran = source.run(sink, {});
        QVERIFY(!ran && ran.error().text.find("/nowhere") != std::string::npos);
    }

    void theKernelNamesThePeersOfUnixSockets()
    {
        int ends[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        struct stat one {
        }, other{};
        ::fstat(ends[0], &one);
        ::fstat(ends[1], &other);
        const std::vector<UnixPeers> all = connectedUnixSockets();
        ::close(ends[0]);
        ::close(ends[1]);
        if (all.empty())
            QSKIP("this kernel does not answer sock_diag");
        int found = 0;
        for (const UnixPeers& peers : all) {
            found += peers.inode == one.st_ino && peers.peer == other.st_ino ? 1 : 0;
            found += peers.inode == other.st_ino && peers.peer == one.st_ino ? 1 : 0;
        }
        QCOMPARE(found, 2);
    }

    void thisProcessIsAmongThoseOfThisMachine()
    {
        const auto source = makeSource("proc:interval=20");
        QVERIFY(source.has_value());
        ReplaySink sink((*source)->schema(), [](int wait) { return wait < 3; });
        QVERIFY((*source)->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        const ReplayModel::Node* self = sink.model.node(std::to_string(::getpid()));
        QVERIFY(self && !self->attributes.at("user").empty() && self->attributes.at("command").find("tst_source") != std::string::npos);
        QVERIFY(self && self->label.find("tst_source") != std::string::npos && self->values[1] > 1);
        QVERIFY(!makeSource("proc:interval=5").has_value());
    }
};

WEIR_TEST_IN(QCoreApplication, tst_Proc)
#include "tst_proc.moc"
