#include "source/debian/debian_source.h"
#include "source/debian/apt_catalogue.h"
#include "source/debian/dpkg_status.h"
#include <array>
#include <sys/stat.h>

namespace weir::source {

namespace {

constexpr std::chrono::seconds statusWait{1};

/// Differs whenever the file was written or replaced.
struct FileMark {
    bool present = false;
    dev_t device = 0;
    ino_t number = 0;
    off_t bytes = 0;
    std::int64_t seconds = 0, nanoseconds = 0;

    bool operator==(const FileMark&) const = default;
};

FileMark markOf(const std::string& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    return {true, status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

} // namespace

std::expected<std::unique_ptr<Source>, Error> DebianSource::make(const Spec& spec)
{
    static constexpr std::array<std::string_view, 1> known{"root"};
    const auto keys = SpecKeys::parse(spec, known);
    if (!keys)
        return std::unexpected(keys.error());
    return std::make_unique<DebianSource>(keys->text("root", ""));
}

std::expected<void, Error> DebianSource::run(ChangeSink& sink, std::stop_token stop)
{
    const auto catalogue = AptCatalogue::read(m_root);
    if (!catalogue)
        return std::unexpected(catalogue.error());
    KeyedFeed feed(sink, m_schema);
    FileMark mark;
    bool first = true;
    std::string lastFault;
    while (!stop.stop_requested()) {
        // The mark is taken before reading: what is written meanwhile is read in the next round.
        const FileMark now = markOf(catalogue->statusPath);
        if (first || now != mark) {
            const auto installed = readDpkgStatus(catalogue->statusPath, catalogue->native);
            if (installed || first)
                PackageGraph::write(feed, catalogue->packages, installed ? *installed : std::vector<Package>{});
            if (!installed && installed.error().text != lastFault)
                sink.report(installed.error());
            lastFault = installed ? std::string{} : installed.error().text;
            mark = now;
            first = false;
            if (!feed.flush())
                return {};
        }
        if (!sink.waitFor(statusWait))
            return {};
    }
    return {};
}

} // namespace weir::source
