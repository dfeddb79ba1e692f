#include "bench/read_bench.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/graph_file.h"
#include "bench/rig/process_usage.h"
#include "common/command_line.h"
#include "source/catalogue.h"
#include "source/store_sink.h"
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace weir::bench {

namespace {

double threadSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::uint64_t linesOf(const QString& path)
{
    QFile file(path);
    std::uint64_t lines = 0;
    if (file.open(QIODevice::ReadOnly)) {
        for (QByteArray piece = file.read(1 << 20); !piece.isEmpty(); piece = file.read(1 << 20))
            lines += static_cast<std::uint64_t>(std::ranges::count(piece, '\n'));
    }
    return lines;
}

} // namespace

int runRead(const QStringList& words)
{
    app::CommandLine line(QStringLiteral("weir-bench read"),
                          QStringLiteral("Reads a file of a graph into a store, as the server does but on one thread: the CPU time of that "
                                         "thread, and the process's memory at its peak, with the store and what the source "
                                         "keeps."));
    const QString formats = graphFileFormats().join(QStringLiteral(", "));
    line.addOption(QStringLiteral("format"), QStringLiteral("of the file that is made: %1").arg(formats), QStringLiteral("F"),
                   QStringLiteral("graphml"));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("nodes of the graph in it"), QStringLiteral("N"), QStringLiteral("1000000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("edges of it"), QStringLiteral("M"), QStringLiteral("3000000"));
    line.addOption(QStringLiteral("file"), QStringLiteral("read this file instead"), QStringLiteral("PATH"));
    line.addOption(QStringLiteral("keep"), QStringLiteral("leave the file that is made here"), QStringLiteral("PATH"));
    if (const auto status = line.parse(words))
        return *status;
    const auto format = line.oneOf(QStringLiteral("format"), graphFileFormats());
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 50'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 200'000'000);
    const auto given = line.file(QStringLiteral("file")), kept = line.file(QStringLiteral("keep"));
    if (const auto status = line.status())
        return *status;

    const QTemporaryDir folder;
    const QString path = given ? *given : kept ? *kept
                                               : folder.filePath(QStringLiteral("made.") + *format);
    if (!given && !writeGraphFile(path, *format, *nodes, *edges)) {
        std::fprintf(stderr, "weir-bench: the file %s could not be written\n", qPrintable(path));
        return 1;
    }
    const auto bytes = static_cast<double>(QFile(path).size());
    const auto lines = static_cast<double>(linesOf(path));   // and the file is in the page cache
    const bool areEvents = given ? path.endsWith(QStringLiteral(".jsonl")) : *format == QStringLiteral("events");
    const auto source = source::makeSource((areEvents ? "events:" : "file:") + path.toStdString());
    if (!source) {
        std::fprintf(stderr, "weir-bench: %s\n", source.error().text.c_str());
        return 1;
    }
    const auto report = [](const Error& fault) { std::fprintf(stderr, "weir-bench: %s\n", fault.text.c_str()); };
    source::StoreSink sink((*source)->schema(), {.reported = report});
    resetPeakResident();
    const double before = threadSeconds();
    const auto ran = (*source)->run(sink, {});
    const double seconds = threadSeconds() - before;
    if (!ran) {
        std::fprintf(stderr, "weir-bench: %s\n", ran.error().text.c_str());
        return 1;
    }
    printResult({
        {QStringLiteral("bench"), QStringLiteral("read")},
        {QStringLiteral("format"), given ? QStringLiteral("of the file") : *format},
        {QStringLiteral("nodes"), static_cast<qint64>(sink.store().nodeCount())},
        {QStringLiteral("edges"), static_cast<qint64>(sink.store().edgeCount())},
        {QStringLiteral("file_bytes"), bytes},
        {QStringLiteral("cpu_s"), rounded(seconds)},
        {QStringLiteral("mb_per_s"), rounded(bytes / 1e6 / seconds, 1)},
        {QStringLiteral("lines_per_s"), rounded(lines / seconds, 0)},
        {QStringLiteral("peak_bytes"), static_cast<qint64>(processUsage().peakResidentBytes)},
    });
    return 0;
}

} // namespace weir::bench
