#pragma once
#include "base/error.h"
#include "source/debian/package.h"
#include <expected>
#include <functional>
#include <string>
#include <vector>

namespace weir::source {

/// What apt's lists offer: for every package of the machine's own architecture its candidate version, the one that
/// apt would install now. Foreign architectures are left out: they would only repeat the same graph, since a dependency
/// stays within its architecture.
struct AptCatalogue {
    std::string native;              ///< e.g. "amd64"
    std::string statusPath;          ///< of dpkg
    std::vector<Package> packages;   ///< those that are only installed and in no list are left out

    /// Reads with libapt-pkg, which is global to the process: calls are serialised. `root` empty: this machine; else a
    /// folder that holds etc/apt, var/lib/apt/lists and var/lib/dpkg/status. Writes nothing. `progress` is told the share that
    /// is read, 0 to 1 and never less than before.
    /// Error: no lists, apt's own words, or this program was built without libapt-pkg.
    [[nodiscard]] static std::expected<AptCatalogue, Error> read(const std::string& root, const std::function<void(double)>& progress);
};

} // namespace weir::source
