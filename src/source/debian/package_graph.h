#pragma once
#include "source/keyed_feed.h"
#include "source/debian/package.h"
#include <span>

namespace weir::source {

/// Packages and their relations as a graph: keys are package names, every relation's alternative is an edge (one for
/// each kind between two packages). A name that relations ask for and that is only provided is a virtual package; one
/// that is neither offered, installed nor provided is missing. Provided names that nobody asks for, tens of
/// thousands, are left out. What else is known of packages and relations are attributes. Pure but for the feed it writes to.
class PackageGraph final {
public:
    [[nodiscard]] static graph::Schema schema();

    /// Makes `feed` hold exactly this: the offered packages and those installed that no list offers.
    static void write(KeyedFeed& feed, std::span<const Package> offered, std::span<const Package> installed);
};

} // namespace weir::source
