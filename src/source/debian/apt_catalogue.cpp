#include "source/debian/apt_catalogue.h"

#ifdef WEIR_HAS_APT
#include <apt-pkg/cachefile.h>
#include <apt-pkg/configuration.h>
#include <apt-pkg/error.h>
#include <apt-pkg/init.h>
#include <apt-pkg/pkgcache.h>
#include <apt-pkg/pkgrecords.h>
#include <apt-pkg/pkgsystem.h>
#include <apt-pkg/policy.h>
#include <apt-pkg/progress.h>
#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <tuple>

namespace weir::source {

namespace {

/// apt's words for what went wrong, its stack emptied.
Error aptError(const std::string& what)
{
    std::string words;
    while (!_error->empty()) {
        std::string message;
        _error->PopMessage(message);
        words += (words.empty() ? ": " : "; ") + message;
    }
    return {"debian: " + what + words};
}

/// Passes on how much of its lists apt has read. It has several operations, each of which begins at nothing.
class ListProgress final : public OpProgress {
public:
    explicit ListProgress(const std::function<void(double)>& tell) : m_tell(tell) {}

private:
    void Update() override
    {
        if (CheckChange(secondsBetween) && Percent / 100 > m_told)
            m_tell(m_told = std::min(1.0, Percent / 100.0));
    }

    static constexpr float secondsBetween = 0.05F;

    const std::function<void(double)>& m_tell;
    double m_told = 0;
};

bool configure(const std::string& root)
{
    _config->Clear();
    if (!root.empty()) {
        _config->Set("Dir", root);
        _config->Set("Dir::State::status", root + "/var/lib/dpkg/status");
    }
    if (!pkgInitConfig(*_config))
        return false;
    // No caches on disk: this is a reader, and as root apt would write them.
    _config->Set("Dir::Cache::pkgcache", "");
    _config->Set("Dir::Cache::srcpkgcache", "");
    _config->Clear("APT::Architectures");
    _config->Set("APT::Architectures::", _config->Find("APT::Architecture"));
    return pkgInitSystem(*_config, _system);
}

std::optional<RelationKind> kindOf(std::uint8_t type)
{
    switch (type) {
        case pkgCache::Dep::Depends:
            return RelationKind::Depends;
        case pkgCache::Dep::PreDepends:
            return RelationKind::PreDepends;
        case pkgCache::Dep::Recommends:
            return RelationKind::Recommends;
        default:
            return std::nullopt;
    }
}

/// Where a list offers the version, not only the status file; at its end: nowhere.
pkgCache::VerFileIterator offerOf(const pkgCache::VerIterator& version)
{
    auto file = version.FileList();
    while (!file.end() && file.File().Flagged(pkgCache::Flag::NotSource))
        ++file;
    return file;
}

/// As archives write it; apt's own words are translated.
std::string priorityOf(const pkgCache::VerIterator& version)
{
    constexpr std::array names{"", "required", "important", "standard", "optional", "extra"};
    return version->Priority < names.size() ? names[version->Priority] : "";
}

/// A dependency on "python3:any" has a package of that name in apt's cache.
std::string withoutArchitecture(std::string name)
{
    name.resize(std::min(name.find(':'), name.size()));
    return name;
}

Package packageOf(const pkgCache::PkgIterator& found, const pkgCache::VerIterator& version)
{
    Package package;
    package.name = found.Name();
    package.section = version.Section() ? version.Section() : "";
    package.version = version.VerStr();
    package.priority = priorityOf(version);
    package.architecture = version.Arch();
    package.source = version.SourcePkgName();
    package.essential = (found->Flags & pkgCache::Flag::Essential) != 0;
    package.installedBytes = static_cast<double>(version->InstalledSize);
    package.downloadBytes = static_cast<double>(version->Size);
    bool afterBar = false;
    for (auto dependency = version.DependsList(); !dependency.end(); ++dependency) {
        const bool bar = (dependency->CompareOp & pkgCache::Dep::Or) != 0;
        if (const auto kind = kindOf(dependency->Type)) {
            const std::string wanted = dependency.TargetVer() ? dependency.TargetVer() : "";
            package.relations.push_back({*kind, withoutArchitecture(dependency.TargetPkg().Name()),
                                         wanted.empty() ? wanted : std::string(pkgCache::CompTypeDeb(dependency->CompareOp)) + ' ' + wanted,
                                         bar || afterBar});
        }
        afterBar = bar;
    }
    for (auto provided = version.ProvidesList(); !provided.end(); ++provided) {
        if (std::string name = withoutArchitecture(provided.Name()); name != package.name)
            package.provides.push_back(std::move(name));
    }
    return package;
}

/// Where a package stands in a list.
struct Offer {
    pkgCache::VerFileIterator at;
    std::size_t package = 0;   // its place among the packages
};

/// What apt's cache does not have, from the lists themselves, in the order in which it stands there: they are packed, and going back in one
/// is reading it again.
void readRecords(pkgCache& cache, std::vector<Offer> offers, std::vector<Package>& packages)
{
    std::ranges::sort(offers, {}, [](const Offer& offer) { return std::tuple(offer.at.File()->ID, offer.at->Offset); });
    pkgRecords records(cache);
    for (const Offer& offer : offers) {
        pkgRecords::Parser& record = records.Lookup(offer.at);
        Package& package = packages[offer.package];
        package.maintainer = record.Maintainer();
        package.homepage = record.Homepage();
        package.description = record.RecordField("Description");
        package.description.resize(std::min(package.description.find('\n'), package.description.size()));
    }
}

} // namespace

std::expected<AptCatalogue, Error> AptCatalogue::read(const std::string& root, const std::function<void(double)>& progress)
{
    static std::mutex libraryInUse;
    const std::lock_guard lock(libraryInUse);
    _error->Discard();
    if (!configure(root))
        return std::unexpected(aptError("apt cannot be set up"));
    pkgCacheFile file;
    ListProgress lists(progress);
    if (!file.BuildCaches(&lists, false) || !file.BuildPolicy(nullptr))
        return std::unexpected(aptError("apt's package lists cannot be read"));
    _error->Discard();   // warnings, e.g. of a list that is out of date

    AptCatalogue catalogue;
    catalogue.native = _config->Find("APT::Architecture");
    catalogue.statusPath = _config->FindFile("Dir::State::status");
    pkgCache& cache = *file.GetPkgCache();
    pkgPolicy& policy = *file.GetPolicy();
    std::vector<Offer> offers;
    for (auto package = cache.PkgBegin(); !package.end(); ++package) {
        if (package.VersionList().end() || catalogue.native != package.Arch())
            continue;
        const auto candidate = policy.GetCandidateVer(package);
        if (candidate.end())
            continue;
        if (const auto offer = offerOf(candidate); !offer.end()) {
            offers.push_back({offer, catalogue.packages.size()});
            catalogue.packages.push_back(packageOf(package, candidate));
        }
    }
    readRecords(cache, std::move(offers), catalogue.packages);
    if (catalogue.packages.empty()) {
        return std::unexpected(Error{"debian: apt has no package lists in " + _config->FindDir("Dir::State::lists")
                                     + "; run: sudo apt-get update"});
    }
    return catalogue;
}

} // namespace weir::source

#else

namespace weir::source {

std::expected<AptCatalogue, Error> AptCatalogue::read(const std::string&, const std::function<void(double)>&)
{
    return std::unexpected(
        Error{"debian: this program was built without apt's library; install libapt-pkg-dev and build it again"});
}

} // namespace weir::source

#endif
