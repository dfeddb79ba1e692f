#include "bench/save_bench.h"
#include "common/command_line.h"
#include "common/gap_meter.h"
#include "ui/save/picture_export.h"
#include "bench/rig/bench_child.h"
#include "bench/rig/frame_window.h"
#include "bench/rig/peer_scene.h"
#include "bench/rig/process_usage.h"
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <cstdio>

namespace weir::bench {

int runSave(const QStringList& arguments)
{
    app::CommandLine line(QStringLiteral("weir-bench save"),
                          QStringLiteral("Saves a picture of a graph as PNG while a window shows it; says how long that takes, the longest time in which "
                                         "the window did not come round, and what memory it took."));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("how many nodes the graph has"), QStringLiteral("N"), QStringLiteral("1000000"));
    line.addOption(QStringLiteral("edges"), QStringLiteral("how many edges"), QStringLiteral("M"), QStringLiteral("3000000"));
    line.addOption(QStringLiteral("width"), QStringLiteral("of the picture, pixels"), QStringLiteral("W"), QStringLiteral("8192"));
    line.addOption(QStringLiteral("height"), QStringLiteral("of the picture, pixels"), QStringLiteral("H"), QStringLiteral("5120"));
    line.addOption(QStringLiteral("finer"), QStringLiteral("as a window of that size would show it"));
    line.addOption(QStringLiteral("out"), QStringLiteral("keep the picture in this file"), QStringLiteral("FILE"));
    if (const auto status = line.parse(arguments))
        return *status;
    const auto nodes = line.count(QStringLiteral("nodes"), 1, 20'000'000);
    const auto edges = line.count(QStringLiteral("edges"), 0, 60'000'000);
    const auto width = line.count(QStringLiteral("width"), ui::PictureExport::leastSide, ui::PictureExport::mostSide);
    const auto height = line.count(QStringLiteral("height"), ui::PictureExport::leastSide, ui::PictureExport::mostSide);
    const auto out = line.text(QStringLiteral("out"));
    if (const auto status = line.status())
        return *status;

    QByteArray name = "weir-bench";
    char* names[] = {name.data(), nullptr};
    int count = 1;
    const QApplication application(count, names);
    FrameWindow window;
    PeerScene graph(makePeerGraph(*nodes, *edges));
    window.view().setShowLabels(false);
    window.show();
    window.bring(graph.whole());
    if (!window.waitFor([&window] { return window.view().pictureIsCurrent(); }, 60'000)) {
        std::fprintf(stderr, "weir-bench save: %s\n", qPrintable(window.view().errorText().isEmpty() ? QStringLiteral("No picture came within a minute.") : window.view().errorText()));
        return 1;
    }
    window.settle();

    const QTemporaryDir folder;
    const QString path = out.value_or(folder.filePath(QStringLiteral("picture.png")));
    ui::PictureExport saving;
    saving.setView(&window.view());
    app::GapMeter gaps;
    const std::int64_t before = processUsage().residentBytes;
    resetPeakResident();
    gaps.start();
    const TimePoint began = Clock::now();
    saving.save(path, static_cast<int>(*width), static_cast<int>(*height), line.has(QStringLiteral("finer")));
    window.waitFor([&saving] { return !saving.running(); }, 3'600'000);
    const double seconds = milliseconds(Clock::now() - began) / 1000;
    if (!saving.problem().isEmpty()) {
        std::fprintf(stderr, "weir-bench save: %s\n", qPrintable(saving.problem()));
        return 1;
    }
    printResult({{QStringLiteral("bench"), QStringLiteral("save")},
                 {QStringLiteral("nodes"), static_cast<qint64>(*nodes)},
                 {QStringLiteral("edges"), static_cast<qint64>(*edges)},
                 {QStringLiteral("width"), static_cast<qint64>(*width)},
                 {QStringLiteral("height"), static_cast<qint64>(*height)},
                 {QStringLiteral("save_s"), rounded(seconds)},
                 {QStringLiteral("gui_gap_ms_max"), rounded(gaps.takeLongestMs())},
                 {QStringLiteral("memory_mb"), rounded(static_cast<double>(processUsage().peakResidentBytes - before) / 1e6)},
                 {QStringLiteral("file_mb"), rounded(static_cast<double>(QFileInfo(saving.withEnding(path, QStringLiteral("png"))).size()) / 1e6)}});
    return 0;
}

} // namespace weir::bench
