#include "source/debian/debian_source.h"
#include "source/debian/apt_catalogue.h"
#include "source/debian/dpkg_status.h"
#include "source/file_mark.h"
#include "source/reading_sink.h"
#include <algorithm>
#include <array>
#include <utility>

namespace weir::source {

namespace {

constexpr std::chrono::seconds statusWait{1};

/// Of the time until the graph is whole, apt's lists take about so much.
constexpr double listsShare = 0.7;

constexpr std::array parameters{Parameter{.key = "root", .placeholder = "FOLDER", .kind = Parameter::Kind::Folder}};

std::expected<std::unique_ptr<Source>, Error> make(const SpecValues& values) { return std::make_unique<DebianSource>(values.text("root")); }

} // namespace

constexpr SourceKind DebianSource::kind{
    "debian", QT_TRANSLATE_NOOP("Source", "the package graph of this machine's apt lists; follows what is installed"), parameters, &make};

std::expected<void, Error> DebianSource::run(ChangeSink& sink, std::stop_token stop)
{
    const auto catalogue = AptCatalogue::read(m_root, [&sink](double share) { sink.progress(listsShare * share); });
    if (!catalogue)
        return std::unexpected(catalogue.error());
    double expected = 1;
    for (const Package& package : catalogue->packages)
        expected += 1.0 + static_cast<double>(package.relations.size());
    const KeyedFeed* made = nullptr;
    ReadingSink reading(sink, [&] {
        return listsShare + (1 - listsShare) * std::min(1.0, static_cast<double>(made->nodeCount() + made->edgeCount()) / expected);
    });
    KeyedFeed feed(reading, m_schema);
    made = &feed;
    FileMark mark;
    bool first = true;
    std::string lastFault;
    while (!stop.stop_requested()) {
        // The mark is taken before reading: what is written meanwhile is read in the next round.
        const FileMark now = FileMark::of(catalogue->statusPath);
        if (first || now != mark) {
            const auto installed = readDpkgStatus(catalogue->statusPath, catalogue->native);
            if (installed || first)
                PackageGraph::write(feed, catalogue->packages, installed ? *installed : std::vector<Package>{});
            if (!installed && installed.error().text != lastFault)
                sink.report(installed.error());
            lastFault = installed ? std::string{} : installed.error().text;
            mark = now;
            if (!feed.flush())
                return {};
            if (std::exchange(first, false))
                reading.whole();
        }
        if (!sink.waitFor(statusWait))
            return {};
    }
    return {};
}

} // namespace weir::source
