#include "common/run_marker.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace weir::app {

namespace {

// The first byte of a marker says how its run goes, what follows it what was shown.
constexpr char running = 'r', ended = 'f';
constexpr qsizetype mostShownBytes = 4096;
constexpr std::array faults = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

std::atomic<int> markedDescriptor = -1;   // read by the handler

/// Async-signal-safe: one write, then what would have happened without it.
void onFault(int number)
{
    if (const int descriptor = markedDescriptor.load(); descriptor >= 0)
        (void)!pwrite(descriptor, &ended, 1, 0);
    std::signal(number, SIG_DFL);
    (void)std::raise(number);
}

/// Of a process, in clock ticks since the machine started; so that another process of the same number is told apart. Empty: there is none.
QByteArray startTime(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    // The second field is the program's name in parentheses and may hold anything; the start is the 22nd.
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(19);
}

QString nameOf(qint64 process, const QByteArray& start) { return QStringLiteral("run-%1-%2").arg(process).arg(QString::fromLatin1(start)); }

/// Whether the process of this marker still runs.
bool runs(const QString& name)
{
    const qint64 process = name.section(u'-', 1, 1).toLongLong();
    const QByteArray start = startTime(process);
    return !start.isEmpty() && name == nameOf(process, start);
}

} // namespace

RunMarker::RunMarker(const QString& folder) : m_folder(folder)
{
    const qint64 process = getpid();
    const QByteArray start = startTime(process);
    if (start.isEmpty() || !QDir().mkpath(folder))
        return;
    m_path = QDir(folder).filePath(nameOf(process, start));
    m_descriptor = open(QFile::encodeName(m_path).constData(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return;
    setShown({});
    markedDescriptor = m_descriptor;

    // A stack of its own, since the usual one may be what ran over.
    static std::array<char, 64 * 1024> stack;
    stack_t alternate = {};
    alternate.ss_sp = stack.data();
    alternate.ss_size = stack.size();
    sigaltstack(&alternate, nullptr);
    struct sigaction action = {};
    action.sa_handler = onFault;
    action.sa_flags = SA_ONSTACK;
    for (const int number : faults)
        sigaction(number, &action, nullptr);
}

RunMarker::~RunMarker()
{
    if (m_descriptor < 0)
        return;
    markedDescriptor = -1;
    for (const int number : faults)
        std::signal(number, SIG_DFL);
    close(m_descriptor);
    QFile::remove(m_path);
}

std::optional<QString> RunMarker::takeFault()
{
    std::optional<QString> newest;
    const QFileInfoList markers = QDir(m_folder).entryInfoList({QStringLiteral("run-*-*")}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo& marker : markers) {
        if (marker.filePath() == m_path || runs(marker.fileName()))
            continue;
        QFile file(marker.filePath());
        const QByteArray said = file.open(QIODevice::ReadOnly) ? file.read(1 + mostShownBytes) : QByteArray();
        if (said.startsWith(ended))
            newest = QString::fromUtf8(said.mid(1));
        file.remove();
    }
    return newest;
}

void RunMarker::setShown(const QString& shown)
{
    if (m_descriptor < 0)
        return;
    const QByteArray text = running + shown.toUtf8().left(mostShownBytes);
    if (pwrite(m_descriptor, text.constData(), static_cast<std::size_t>(text.size()), 0) == text.size())
        (void)!ftruncate(m_descriptor, text.size());
}

} // namespace weir::app
